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
}

/// Rounds of proof of time.
pub mod rounds {
	use jmt_primitives::{Balance, JMT};

	/// Slots of a round: a minute.
	pub const ROUND_SLOTS: u32 = 30;

	/// Slots after its block within which a draw can be answered: half a round.
	pub const WINDOW_SLOTS: u32 = 15;

	/// Rounds of a day of draws: 24 hours.
	pub const ROUNDS_PER_DAY: u32 = 1_440;

	/// Blocks that a window needs for its draw to be missable: two thirds of its slots.
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

	/// Days of draws kept; longer absence forfeits.
	pub const HORIZON_DAYS: u32 = 30;

	/// Answers that a block includes at most. A window of a real network holds seven times the target.
	pub const MAX_ANSWERS_PER_BLOCK: u32 = 1_000;

	/// Devices that one claim names at most.
	pub const MAX_CLAIMS: u32 = 256;
}

/// What a block may hold.
pub mod block {
	use frame_support::weights::constants::WEIGHT_REF_TIME_PER_SECOND;
	use sp_runtime::Perbill;

	/// Computation of a block: 1 s of the slot's 2 s. A block filled with 1,198 transfers was prepared
	/// in 324 to 526 ms on two shared cores, which leaves the rest of the slot to import and gossip.
	pub const MAX_REF_TIME: u64 = WEIGHT_REF_TIME_PER_SECOND;

	/// Of it, and of the length: for what pays or is authorised. The rest is for operational calls.
	pub const NORMAL_RATIO: Perbill = Perbill::from_percent(75);

	/// Of the block that hooks are expected to use, so that no transaction counts on it.
	pub const INITIALISATION_RATIO: Perbill = Perbill::from_percent(5);

	/// Bytes of a block.
	pub const MAX_LENGTH: u32 = 5 * 1024 * 1024;
}

/// Prices, deposits and shares.
pub mod currency {
	use jmt_primitives::{Balance, JMT};
	use sp_runtime::Perbill;

	/// A thousandth of a JMT, in planck.
	pub const MILLI_JMT: Balance = JMT / 1_000;

	/// What an account holds at least: a hundredth of a JMT.
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

	/// Devices' share of the mining pot's release. The other 40 % stay in the pot until the streams of
	/// validators and gateways are opened: what is not drawn is not lost.
	pub const DEVICE_SHARE: Perbill = Perbill::from_percent(60);
}

/// Bounds of staking.
pub mod staking {
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
