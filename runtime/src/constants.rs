//! Economics and time of the chain. Protocol facts stand in `jmt-primitives`, bounds in each pallet's
//! `Config`, and what presets set differently in [`crate::parameters`].

/// Time: slots, epochs and what derives from them.
pub mod time {
	use jmt_primitives::{BlockNumber, Moment};

	/// Length of a slot, in ms.
	pub const SLOT_MS: Moment = 2_000;

	/// Blocks in a minute when no slot is skipped.
	pub const MINUTES: BlockNumber = 30;

	/// Blocks in an hour when no slot is skipped.
	pub const HOURS: BlockNumber = 60 * MINUTES;

	/// Blocks in a day when no slot is skipped.
	pub const DAYS: BlockNumber = 24 * HOURS;

	/// Probability of a primary slot, as a fraction: one slot in four has a primary author, the others a
	/// secondary one.
	pub const PRIMARY_PROBABILITY: (u64, u64) = (1, 4);

	/// Slots of an epoch on a real network: 10 minutes.
	pub const EPOCH_SLOTS: u64 = 300;

	/// Epochs of an era on a real network: an era is an hour.
	pub const SESSIONS_PER_ERA: u32 = 6;

	/// Eras that unbonding takes on a real network: 7 days.
	pub const BONDING_ERAS: u32 = 168;

	/// Eras that a slash waits on a real network, so that a wrong one can be cancelled: 3 days.
	pub const SLASH_DEFER_ERAS: u32 = 72;

	/// Eras that staking remembers: more than unbonding takes, so that a late slash still finds its
	/// exposure.
	pub const HISTORY_ERAS: u32 = 192;

	/// Earliest moment that the release can count from, in ms: 2026-01-01T00:00:00Z. A clock that was never
	/// set would launch in 1970 and release everything at once.
	pub const EARLIEST_LAUNCH: Moment = 1_767_225_600_000;
}

/// Rounds of proof of time.
pub mod rounds {
	use jmt_primitives::{authorized::Share, Balance, JMT};

	/// Slots of a round: a minute.
	pub const ROUND_SLOTS: u32 = 30;

	/// Slots after its block within which a draw can be answered: half a round.
	pub const WINDOW_SLOTS: u32 = 15;

	/// Rounds of a day of draws: 24 hours.
	pub const ROUNDS_PER_DAY: u32 = 1_440;

	/// Blocks that a window needs for its draw to be missable: two thirds of its slots. Half of them need room.
	pub const MIN_WINDOW_BLOCKS: u32 = 10;

	/// Least number of buckets.
	pub const LEAST_BUCKETS: u32 = 10;

	/// Answers a round that the number of buckets aims at.
	pub const TARGET_ANSWERS: u32 = 2_000;

	/// Most that a device of weight one is paid per day. The device stream's 2.46 million JMT a day are
	/// paid out in full from 246,000 devices on.
	pub const DAILY_CEILING: Balance = 10 * JMT;

	/// Flat reward for pointing at a miss: about the fee of the call.
	pub const BOUNTY: Balance = JMT / 1_000;

	/// Factor of a device without a unit, in millionths: a fiftieth.
	pub const BASE_WITHOUT_UNIT: u64 = 20_000;

	/// Factor of a unit of level one, in millionths.
	pub const BASE_LEVEL_ONE: u64 = 1_000_000;

	/// Factor of a unit of level two, in millionths.
	pub const BASE_LEVEL_TWO: u64 = 1_500_000;

	/// Days of unbroken stay after which it counts in full.
	pub const STAY_DAYS: u32 = 180;

	/// Most that an unbroken stay multiplies a device's weight by, in millionths.
	pub const STAY_MOST: u64 = 2_000_000;

	/// Most that a stake multiplies a device's weight by, in millionths: 10,000 JMT do.
	pub const STAKE_MOST: u64 = 1_500_000;

	/// Most that all devices without a unit are paid together per day: a tenth of what devices are released. It is
	/// all that keys without hardware can take from others.
	pub const DAILY_WITHOUT_UNIT: Balance = 246_000 * JMT;

	/// Largest share of the pay of all units that those under one domain without a parent take, in millionths: all.
	pub const TOP_SHARE: u64 = 1_000_000;

	/// Days of draws kept; longer absence forfeits.
	pub const HORIZON_DAYS: u32 = 30;

	/// Answers that a block includes at most. A window of a real network holds seven times the target.
	pub const MAX_ANSWERS_PER_BLOCK: u32 = match Share::Answers.calls() {
		Some(most) => most,
		None => u32::MAX,
	};

	/// Devices that one claim names at most.
	pub const MAX_CLAIMS: u32 = 256;
}

/// Limits of a block.
pub mod block {
	use frame_support::weights::constants::WEIGHT_REF_TIME_PER_SECOND;
	use sp_runtime::Perbill;

	/// Computation of a block: 1 s of the slot's 2 s. The fullest block of transfers is prepared in 0.5 to
	/// 0.8 s on two shared cores, in 0.9 s at worst (docs/benchmarks.md), which leaves the rest of the slot
	/// to import and gossip.
	pub const MAX_REF_TIME: u64 = WEIGHT_REF_TIME_PER_SECOND;

	/// Of it, and of the length: for what pays or is authorised. The rest is for operational calls.
	pub const NORMAL_RATIO: Perbill = Perbill::from_percent(75);

	/// Of the block that hooks are expected to use, so that no transaction counts on it.
	pub const INITIALISATION_RATIO: Perbill = Perbill::from_percent(5);

	/// Bytes of a block: an upgrade of the runtime, a megabyte in one transaction, three times over in the
	/// part for what pays. A line of 100 Mbit/s carries them in 0.42 s, within the half of the slot that
	/// computation leaves.
	pub const MAX_LENGTH: u32 = 5 * 1024 * 1024;
}

/// Prices, deposits and shares.
pub mod currency {
	use jmt_primitives::{Balance, JMT};

	/// A thousandth of a JMT, in planck.
	pub const MILLI_JMT: Balance = JMT / 1_000;

	/// The least balance of an account: a hundredth of a JMT.
	pub const EXISTENTIAL_DEPOSIT: Balance = 10 * MILLI_JMT;

	/// Fee of a byte, in planck: a kilobyte costs a thousandth of a JMT.
	pub const BYTE_FEE: Balance = MILLI_JMT / 1_000;

	/// Held for each device until it leaves the registry.
	pub const DEVICE_DEPOSIT: Balance = JMT;

	/// Held for a validator's session keys.
	pub const SESSION_KEY_DEPOSIT: Balance = JMT;

	/// Deposit of something stored for a caller: a tenth of a JMT an item, a ten-thousandth a byte.
	/// Widening casts: `From` cannot be called in a constant function.
	pub const fn storage_deposit(items: u32, bytes: u32) -> Balance {
		let (items, bytes) = (items as Balance, bytes as Balance); // cast: widening
		items * 100 * MILLI_JMT + bytes * MILLI_JMT / 10
	}
}

/// Prices and bounds of domains and manifests.
pub mod identity {
	use super::currency::MILLI_JMT;
	use jmt_primitives::{time::DAY_MS, Balance, Moment, JMT};

	/// Held for a domain without a parent: the name that a network is known by.
	pub const TOP_DOMAIN_DEPOSIT: Balance = 10 * JMT;

	/// Held for a domain below another: the entry and 8 admins.
	pub const CHILD_DEPOSIT: Balance = JMT;

	/// How far ahead a trust link may expire.
	pub const MAX_TRUST_MS: Moment = 365 * DAY_MS;

	/// How long a root of trust is frozen.
	pub const ROOT_FREEZE_MS: Moment = 14 * DAY_MS;

	/// From the start of a rotation without the old key to the first moment at which it may be finished.
	pub const ROTATION_MS: Moment = DAY_MS;

	/// Blocks with room for a cancellation that such a rotation also takes: an attacker must not fill its day.
	pub const ROTATION_BLOCKS: u32 = 1_000;

	/// A key cancels one rotation in this time.
	pub const CANCEL_MS: Moment = 30 * DAY_MS;

	/// Chunks of flags that one sweep of a manifest looks at.
	pub const SWEEP_CHUNKS: u32 = 256;

	/// Least price of an activation; the fee of a signed call of its weight where that is more.
	pub const ACTIVATION_PRICE: Balance = 2 * MILLI_JMT;
}

/// Zero-knowledge proofs, and the groups that devices prove to belong to.
pub mod zero_knowledge {
	use super::currency::{storage_deposit, MILLI_JMT};
	use jmt_primitives::{time::DAY_MS, Balance, Moment};

	/// Leading zero bits of a fee-free signal's stamp: a million hashes, a third of a second of a core, for each
	/// proof that nodes check.
	pub const STAMP_BITS: u32 = 20;

	/// Least of them: a stamp of fewer is no work.
	pub const MIN_STAMP_BITS: u32 = 8;

	/// Most of them: a stamp of more could not be made.
	pub const MAX_STAMP_BITS: u32 = 40;

	/// How long a root stays good after it was replaced: a proof takes seconds to make, a transaction minutes at worst.
	pub const ROOT_LIFETIME_MS: Moment = 10 * 60 * 1_000;

	/// Shortest: a proof takes a member's device some of it.
	pub const MIN_ROOT_LIFETIME_MS: Moment = 60 * 1_000;

	/// Longest. While 64 replaced roots of a group are good it cannot be changed.
	pub const MAX_ROOT_LIFETIME_MS: Moment = DAY_MS;

	/// Held for each alias that a topic takes: its bytes, and those that name pallet and map. No alias comes into the
	/// state without a member's proof, so that the price of an item is left out: 100,000 of them cost 1,120 JMT, until
	/// the topic is closed.
	pub const ALIAS_DEPOSIT: Balance = storage_deposit(0, 112);

	/// Of the deposit of a topic, to the accounts that clear it: the fee of a call that clears a hundred aliases. More
	/// of them are worth it to the opener, who gets their deposit back.
	pub const TOPIC_BOUNTY: Balance = 10 * MILLI_JMT;
}

/// The market of tasks: its stake unit, and what governance may set its rates to.
pub mod tasks {
	use super::currency::{storage_deposit, MILLI_JMT};
	use crate::configs::TaskRates;
	use jmt_primitives::{tasks::MAX_SLOTS, Balance, JMT};

	/// A stake unit. Workers are counted by it, so that it is no parameter.
	pub const UNIT: Balance = 10 * JMT;

	/// Rates that a network begins with. A bond of 32 pays makes it a loss to lie where one result in 16 is looked at, and
	/// silence, which may be bad luck, costs a sixteenth of that. A task takes three entries and the bytes of its terms;
	/// its bounty is twice what settling and collecting it costs.
	pub const RATES: TaskRates = TaskRates {
		least_bond: JMT,
		bond_pays: 32,
		least_silence: 100 * MILLI_JMT,
		silence_pays: 2,
		market_fee: 50_000,
		service_slot: 3 * MILLI_JMT,
		service_byte: MILLI_JMT / 10_000,
		deposit_task: storage_deposit(3, 2_000),
		deposit_byte: storage_deposit(0, 1),
		bounty: 2 * MILLI_JMT,
	};

	/// Least pays of a bond: it has to pay a panel, and its challenger one pay, and leave something.
	pub const LEAST_BOND_PAYS: u32 = MAX_SLOTS + 2;

	/// Most pays of a bond: the highest stake then allows a pay of a JMT.
	pub const MOST_BOND_PAYS: u32 = 1_000;

	/// Most of a pay that the pot takes, in millionths.
	pub const MOST_MARKET_FEE: u32 = 500_000;
}

/// Bounds of staking.
pub mod staking {
	use jmt_primitives::Balance;

	/// Planck of an era's pay that stay in the pot: what the payouts of an era can exceed it by, since each
	/// is rounded to the nearest planck. 40,000 nominations and 200 payouts to validators gain half a planck
	/// at most each.
	pub const ROUNDING_RESERVE: Balance = 100_000;

	/// Validators elected at most.
	pub const MAX_VALIDATORS: u32 = 100;

	/// Candidates and voters that an election looks at: it runs in one block, and in any that follows an
	/// outage.
	pub const MAX_ELECTION_TARGETS: u32 = 500;

	/// See [`MAX_ELECTION_TARGETS`].
	pub const MAX_ELECTION_VOTERS: u32 = 2_500;

	/// Validators that one nominator names.
	pub const MAX_NOMINATIONS: u32 = 16;
}

/// The team's tranches.
pub mod team {
	/// Tranches, one at each anniversary of launch.
	pub const TRANCHES: u32 = 10;

	/// Beneficiaries that genesis names at most.
	pub const MAX_BENEFICIARIES: u32 = 256;
}

/// The bodies that govern: their sizes, periods in days of governance, and deposits.
pub mod governance {
	use super::time;
	use jmt_primitives::{time::DAY_MS, Balance, BlockNumber, Moment, JMT};
	use sp_runtime::Perbill;

	/// Blocks of a day of governance on a real network.
	pub const DAY_BLOCKS: BlockNumber = time::DAYS;

	/// Members that the council, the board and the advisory committee can have.
	pub const MAX_MEMBERS: u32 = 21;

	/// Motions that a body considers at a time.
	pub const MAX_MOTIONS: u32 = 50;

	/// Days until a motion is closed: less than half of [`VETO_DAYS`], so that a member who fills a body with
	/// motions does not fill it for the window of a veto.
	pub const MOTION_DAYS: u32 = 3;

	/// Open motions beside which a further one costs nothing: more than a body at work has.
	pub const FREE_MOTIONS: u32 = 10;

	/// Held for the first motion beside so many.
	pub const MOTION_DEPOSIT: Balance = 100 * JMT;

	/// Price of each further one over the one before: a member who fills a body alone has 44,000 JMT on hold,
	/// 4,100 of them for the last motion.
	pub const MOTION_DEPOSIT_GROWTH: (u128, u128) = (11, 10);

	/// Days within which the board can veto the council's spending, at least.
	pub const VETO_DAYS: u32 = 7;

	/// Days worth of blocks that must have been made within the window of a veto, so that no outage can
	/// swallow it: half of them.
	pub const VETO_BLOCK_DAYS: u32 = 3;

	/// Days after its window within which announced spending can be executed.
	pub const LAPSE_DAYS: u32 = 90;

	/// Announcements of the foundation at a time.
	pub const MAX_ANNOUNCEMENTS: u32 = 128;

	/// How long an airdrop can be claimed at most, in ms: two years.
	pub const MAX_AIRDROP_MS: Moment = 730 * DAY_MS;

	/// Accounts on the list of an airdrop at most.
	pub const MAX_AIRDROP_LEAVES: u32 = 10_000_000;

	/// Parts of the memory of an ended airdrop that one call removes.
	pub const SWEEP_CHUNKS: u32 = 256;

	/// Days of silence after which a grant can be closed by anybody.
	pub const GRANT_PATIENCE_DAYS: u32 = 180;

	/// Milestones of a grant at most.
	pub const MAX_MILESTONES: u32 = 24;

	/// Held for a proposal to the ecosystem's pot.
	pub const GRANT_DEPOSIT: Balance = 20 * JMT;

	/// The part of it that a rejected proposal costs: the council has read it.
	pub const GRANT_REJECTION_FEE: Balance = 5 * JMT;

	/// Seats of the supervisory board.
	pub const BOARD_SEATS: u32 = 7;

	/// Candidates who follow when a seat falls vacant.
	pub const BOARD_RUNNERS_UP: u32 = 7;

	/// Days of a term of the board: about a quarter.
	pub const BOARD_TERM_DAYS: u32 = 90;

	/// Held from a candidate until the election; a candidate who loses it forfeits the hold.
	pub const CANDIDACY_BOND: Balance = 1_000 * JMT;

	/// Held from a voter of the board's election. An election of more than [`MAX_VOTERS`] fails, so a voter
	/// costs enough that nobody makes thousands of them.
	pub const VOTING_BOND: Balance = 10 * JMT;

	/// Candidates, voters and votes of each: an election runs in one block. 1,000 candidates and 5,000 voters
	/// with 8 votes each weigh 0.11 s, 6,112 reads 0.05 s, and 1,006 writes 0.05 s: 0.21 s of the block's
	/// second. The bonds of fewer candidates would be cheap to take all places with.
	pub const MAX_CANDIDATES: u32 = 1_000;

	/// See [`MAX_CANDIDATES`].
	pub const MAX_VOTERS: u32 = 5_000;

	/// See [`MAX_CANDIDATES`].
	pub const MAX_VOTES_PER_VOTER: u32 = 8;

	/// Referenda that one account votes in at a time.
	pub const MAX_VOTES: u32 = 128;

	/// Days that a vote of conviction one is locked for after it won.
	pub const VOTE_LOCKING_DAYS: u32 = 7;

	/// Held for a referendum that is submitted.
	pub const SUBMISSION_DEPOSIT: Balance = 10 * JMT;

	/// Referenda that wait for a place on a track.
	pub const MAX_QUEUED: u32 = 100;

	/// Days within which a referendum must begin to be decided.
	pub const UNDECIDING_DAYS: u32 = 14;

	/// Scheduled tasks of a block that alarms of referenda leave to what ends decisions: for each that is
	/// decided at a time, its place on the track and its enactment.
	pub const RESERVED_TASKS: u32 =
		2 * (ROOT_TERMS.max_deciding + ECONOMY_TERMS.max_deciding + APPOINTMENT_TERMS.max_deciding);

	/// Blocks that a task of a referendum can be late when its own is full. Filling them all with alarms takes
	/// 24 referenda due in each, 24,000 JMT on deposit.
	pub const SCHEDULE_PATIENCE_BLOCKS: BlockNumber = 100;

	/// Ids of the tracks.
	pub mod track {
		/// Speaks as Root.
		pub const ROOT: u16 = 0;
		/// Sets shares and parameters.
		pub const ECONOMY: u16 = 1;
		/// Appoints the council.
		pub const APPOINTMENTS: u16 = 2;
	}

	/// Terms of a track.
	pub struct Terms {
		/// Referenda decided at a time.
		pub max_deciding: u32,
		/// Held before a decision begins.
		pub decision_deposit: Balance,
		/// Days before it begins at least.
		pub prepare_days: u32,
		/// Days that it may take.
		pub decision_days: u32,
		/// Days that it must stand.
		pub confirm_days: u32,
		/// Days before it is enacted at least.
		pub enactment_days: u32,
		/// Share of the circulating JMT that must stand behind it at the end of the decision.
		pub least_support: Perbill,
	}

	/// Of the track of Root: upgrades and everything else. More than one at a time, since the deposit of a
	/// referendum that nobody supports comes back.
	pub const ROOT_TERMS: Terms = Terms {
		max_deciding: 3,
		decision_deposit: 10_000 * JMT,
		prepare_days: 1,
		decision_days: 28,
		confirm_days: 1,
		enactment_days: 2,
		least_support: Perbill::from_percent(10),
	};

	/// Of the track of the economy.
	pub const ECONOMY_TERMS: Terms = Terms {
		max_deciding: 5,
		decision_deposit: 1_000 * JMT,
		prepare_days: 1,
		decision_days: 14,
		confirm_days: 1,
		enactment_days: 1,
		least_support: Perbill::from_percent(3),
	};

	/// Of the track of appointments.
	pub const APPOINTMENT_TERMS: Terms = Terms {
		max_deciding: 5,
		decision_deposit: 1_000 * JMT,
		prepare_days: 1,
		decision_days: 14,
		confirm_days: 1,
		enactment_days: 1,
		least_support: Perbill::from_percent(3),
	};
}
