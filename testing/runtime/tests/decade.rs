//! Ten years of the token over the real runtime, in real blocks: the release, all tranches, pay of validators,
//! grants, vetoes, an airdrop, and a snapshot of each quarter. The chain makes blocks on each day of the first
//! 14 months and of the last two, and once a week between, where every week is like the one before.

use frame_support::traits::{fungible::Inspect as _, Get as _};
use jmt_primitives::{
	merkle,
	supply::{Pot, Stream, DAILY_RELEASE, TOTAL_SUPPLY},
	time::{anniversary, Quarter, DAY_MS},
	Balance, Hash, Moment, JMT,
};
use jmt_runtime::{
	circulation::{figures, StakingPot},
	constants::{currency::EXISTENTIAL_DEPOSIT, time::SLOT_MS},
	genesis_presets::LOCAL_TESTNET,
	AccountId, Balances, Emission, Runtime, RuntimeCall, RuntimeEvent,
};
use jmt_runtime_harness::{
	bodies::{carry_board_motion, carry_council_motion},
	Chain,
};
use sp_keyring::Sr25519Keyring::{
	self, Alice, AliceStash, Bob, BobStash, Charlie, CharlieStash, Dave, DaveStash, Eve, Ferdie,
};

/// The day within which the release ends.
const LAST_DAY: u64 = 3_659;

/// Blocks come daily up to this day. Grants, spendings and the airdrop end before it.
const DAILY_UNTIL: u64 = 420;

/// Blocks come daily again from this day on.
const DAILY_FROM: u64 = 3_600;

/// The chain stands still for three weeks after this day.
const OUTAGE: u64 = 1_197;

/// The next day with a block.
fn day_after(day: u64) -> u64 {
	match day {
		OUTAGE => day + 21,
		DAILY_UNTIL..DAILY_FROM => (day + 7).min(DAILY_FROM),
		_ => day + 1,
	}
}

fn account(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

fn hash(byte: u8) -> Hash {
	Hash::repeat_byte(byte)
}

/// The decade, day by day.
struct Decade {
	chain: Chain,
	launch: Moment,
	/// Paid to validators' stashes.
	collected: Balance,
}

impl Decade {
	fn begin() -> Self {
		let mut chain = Chain::start(LOCAL_TESTNET);
		let launch = chain.next_time();
		chain.block(Vec::new());
		Self { chain, launch, collected: 0 }
	}

	/// The moment that day `day` ends, counted from launch.
	fn end_of(&self, day: u64) -> Moment {
		self.launch + day * DAY_MS
	}

	/// Makes the block at a moment that is still to come.
	fn go_to(&mut self, at: Moment) {
		let slot = at / SLOT_MS;
		assert!(slot >= self.chain.next_slot(), "time goes on");
		let skipped = slot - self.chain.next_slot();
		self.chain.skip(skipped);
		self.chain.block(Vec::new());
	}

	fn call(&mut self, by: Sr25519Keyring, call: impl Into<RuntimeCall>) -> Vec<RuntimeEvent> {
		let call = self.chain.signed(by, call);
		self.chain.include(vec![call]).all_good().events
	}

	/// Expects that the call is included and fails.
	fn refused(&mut self, by: Sr25519Keyring, call: impl Into<RuntimeCall>) {
		let call = self.chain.signed(by, call);
		let made = self.chain.include(vec![call]);
		assert!(matches!(made.results[..], [Ok(Err(_))]), "{:?}", made.results);
	}

	fn council(&mut self, call: impl Into<RuntimeCall>) {
		carry_council_motion(&mut self.chain, call.into());
	}

	fn board(&mut self, call: impl Into<RuntimeCall>) {
		carry_board_motion(&mut self.chain, call.into());
	}

	fn total_of(&mut self, who: &AccountId) -> Balance {
		self.chain.read(|| Balances::total_balance(who))
	}

	/// Collects for the validator that earned the last era, unless it is the one that never does.
	fn collect(&mut self) {
		let era = self.chain.read(|| {
			pallet_staking::ActiveEra::<Runtime>::get().expect("eras have begun").index - 1
		});
		let points = self.chain.read(|| pallet_staking::ErasRewardPoints::<Runtime>::get(era));
		for stash in points.individual.into_keys() {
			if stash == account(DaveStash) {
				continue;
			}
			let before = self.total_of(&stash);
			let call = pallet_staking::Call::payout_stakers { validator_stash: stash.clone(), era };
			self.call(Eve, call);
			self.collected += self.total_of(&stash) - before;
		}
	}

	/// The beneficiaries that collect every year, and what the team pot paid them by now.
	fn claim_tranche(&mut self) {
		for who in [Alice, Bob, Charlie] {
			self.call(who, pallet_team::Call::<Runtime>::claim {});
		}
	}
}

#[test]
fn ten_years_conserve_every_planck_and_release_the_mining_pot_to_its_end() {
	let mut decade = Decade::begin();
	let launch = decade.launch;

	// A grant of three milestones, one that is rejected, and one that the board stops.
	for _ in 0..3 {
		let milestones = vec![100_000 * JMT, 200_000 * JMT, 300_000 * JMT];
		decade.call(
			Ferdie,
			pallet_grants::Call::propose {
				beneficiary: account(Ferdie),
				plan: hash(1),
				milestones: milestones.try_into().expect("three"),
			},
		);
	}
	decade.council(pallet_grants::Call::approve { id: 0, plan: hash(1) });
	decade.council(pallet_grants::Call::reject { id: 1, reason: hash(2) });
	decade.council(pallet_grants::Call::approve { id: 2, plan: hash(1) });
	decade.board(pallet_grants::Call::stop { id: 2, reason: hash(3) });

	// Spending of the foundation: a transfer, one that the board vetoes, and an airdrop.
	let to = AccountId::new([0xAB; 32]);
	for _ in 0..2 {
		decade.council(pallet_foundation::Call::announce_transfer {
			to: to.clone(),
			amount: 1_000_000 * JMT,
			purpose: hash(4),
		});
	}
	decade.board(pallet_foundation::Call::veto { id: 1 });
	let genesis = decade.chain.genesis_hash();
	let receivers: Vec<AccountId> = (1..=5u8).map(|byte| AccountId::new([byte; 32])).collect();
	let (amount, until) = (1_000 * JMT, launch + 400 * DAY_MS);
	let leaves: Vec<Vec<u8>> = receivers
		.iter()
		.zip(0..)
		.map(|(who, index)| merkle::airdrop_leaf(&genesis, &hash(5), until, index, who, amount))
		.collect();
	decade.council(pallet_foundation::Call::announce_airdrop {
		root: merkle::root(&leaves).expect("there are leaves"),
		leaves: 5,
		amount: 5 * amount,
		until,
		purpose: hash(5),
	});

	// Within its window nothing is executed; after it, all but what was vetoed.
	let execute = |id| pallet_foundation::Call::<Runtime>::execute { id };
	decade.refused(Eve, execute(0));
	decade.chain.blocks(100);
	decade.call(Eve, execute(0));
	decade.call(Eve, execute(2));
	decade.refused(Eve, execute(1));
	assert_eq!(decade.total_of(&to), 1_000_000 * JMT);
	for (index, who) in (0..3u32).zip(&receivers) {
		let proof = merkle::proof(&leaves, index).expect("a leaf");
		let claim = pallet_foundation::Call::<Runtime>::claim {
			airdrop: 2,
			index,
			account: who.clone(),
			amount,
			proof,
		};
		decade.call(Eve, claim.clone());
		decade.refused(Eve, claim);
		assert_eq!(decade.total_of(who), amount);
	}

	let mut tranches = 0;
	let mut ferdie_was_paid = 0;
	let (mut day, mut days) = (1, 0);
	while day <= LAST_DAY {
		let end = decade.end_of(day);
		decade.go_to(end);

		// The day's release, computed here once more: 4.1 million a day, until 15 billion are out.
		let released = decade.chain.read(|| Emission::released(end));
		let due = (u128::from(day) * DAILY_RELEASE).min(Pot::Mining.genesis_balance());
		assert_eq!(released, due, "day {day}");
		let credits: Balance = decade
			.chain
			.read(|| Stream::ALL.map(|stream| Emission::credited(stream, end)))
			.iter()
			.sum();
		assert_eq!(credits, released, "day {day}: the streams have all of it");

		decade.collect();

		if anniversary(launch, tranches + 1).expect("a year") <= end && tranches < 10 {
			tranches += 1;
			decade.claim_tranche();
			let paid = decade.chain.read(pallet_team::Paid::<Runtime>::get);
			// Dave's tenth is not claimed; the pot keeps its existential deposit in the end.
			assert_eq!(paid, u128::from(tranches) * 450_000_000 * JMT, "tranche {tranches}");
		}
		match day {
			40 | 70 | 100 => {
				let milestone = (day as u32 - 40) / 30;
				let before = decade.total_of(&account(Ferdie));
				let report = hash(6);
				decade.call(Ferdie, pallet_grants::Call::submit { id: 0, milestone, report });
				decade.council(pallet_grants::Call::accept { id: 0, milestone, report });
				ferdie_was_paid += decade.total_of(&account(Ferdie)) - before;
			},
			401 => {
				let before = decade.chain.read(pallet_foundation::Pallet::<Runtime>::committed);
				assert_eq!(before, 2 * amount);
				decade.call(Eve, pallet_foundation::Call::<Runtime>::sweep { airdrop: 2 });
				let after = decade.chain.read(pallet_foundation::Pallet::<Runtime>::committed);
				assert_eq!(after, 0, "the rest returned");
			},
			_ => {},
		}
		days += 1;
		if days % 25 == 0 {
			decade.chain.check();
		}
		// The outage in the fourth year loses nothing.
		day = day_after(day);
	}

	let end = figures_at_the_end(&mut decade);
	assert_eq!(end.unreleased, 0, "the release has ended");
	assert_eq!(end.unvested, 0);
	assert_eq!(tranches, 10);

	// The milestones, less the fees of three reports.
	assert!(ferdie_was_paid > 599_999 * JMT && ferdie_was_paid < 600_000 * JMT);
	let grants = decade.chain.read(pallet_grants::Paid::<Runtime>::get);
	assert_eq!(grants, 600_000 * JMT);

	// A beneficiary who did not claim for ten years is paid at once, all but the pot's existential deposit.
	let before = decade.total_of(&account(Dave));
	decade.call(Dave, pallet_team::Call::<Runtime>::claim {});
	let paid = decade.chain.read(pallet_team::Paid::<Runtime>::get);
	assert_eq!(paid, Pot::Team.genesis_balance() - EXISTENTIAL_DEPOSIT);
	assert!(decade.total_of(&account(Dave)) - before > 499_999_999 * JMT);

	// Validators were paid all that left the mining pot for them and does not wait in the staking pot.
	let validators =
		decade.chain.read(|| pallet_emission::Streams::<Runtime>::get(Stream::Validators));
	assert!(validators.returned > 0, "what one never collected went back to the stream");
	let waiting = decade.chain.balance(&StakingPot::get());
	assert_eq!(validators.net_withdrawn(), decade.collected + waiting);
	let credited = decade.chain.read(|| Emission::credited(Stream::Validators, Moment::MAX));
	assert!(validators.net_withdrawn() <= credited);
	for stash in [AliceStash, BobStash, CharlieStash] {
		assert!(decade.total_of(&account(stash)) > 100_000_000 * JMT, "{stash:?} was paid");
	}

	// A snapshot for each quarter that ended, each of which adds up.
	let first = Quarter::of(launch).expect("a quarter");
	let last = Quarter::of(decade.end_of(LAST_DAY)).expect("a quarter");
	let (mut quarter, mut count) = (first, 0);
	while quarter < last {
		let snapshot = decade
			.chain
			.read(|| jmt_runtime::Circulation::snapshot(quarter))
			.unwrap_or_else(|| panic!("no snapshot of {quarter}"));
		assert!(snapshot.figures.adds_up());
		assert_eq!(snapshot.figures.total, TOTAL_SUPPLY);
		let ended = quarter.end().expect("it ends");
		let late = snapshot.taken_at - ended;
		assert!(late < 22 * DAY_MS, "{quarter} was taken {late} ms late");
		quarter = quarter.next().expect("time goes on");
		count += 1;
	}
	assert_eq!(count, 40);
	let anchor =
		pallet_circulation::Call::<Runtime>::anchor_report { quarter: first, hash: hash(9) };
	decade.council(anchor);
	let snapshot = decade.chain.read(|| jmt_runtime::Circulation::snapshot(first));
	assert_eq!(snapshot.and_then(|snapshot| snapshot.report), Some(hash(9)));
}

fn figures_at_the_end(decade: &mut Decade) -> jmt_primitives::circulation::Circulation {
	let figures = decade.chain.read(figures);
	assert!(figures.adds_up());
	assert_eq!(figures.total, TOTAL_SUPPLY);
	assert_eq!(figures.pots.sum().map(|pots| pots + figures.circulating), Some(TOTAL_SUPPLY));
	figures
}
