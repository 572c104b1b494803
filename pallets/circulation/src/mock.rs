//! A runtime of the system, the clock, balances and circulation, with pots that tests move money out of.

use crate as pallet_circulation;
use frame_support::{
	ord_parameter_types, parameter_types,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::Preservation,
		Hooks,
	},
};
use frame_system::EnsureSignedBy;
pub(crate) use jmt_mock::EXISTENTIAL_DEPOSIT;
use jmt_mock::{account, endowed};
use jmt_primitives::{
	circulation::{Circulation as Figures, CirculationFigures, Snapshot},
	supply::{PotBalances, TOTAL_SUPPLY},
	time::Quarter,
	AccountId, Balance, Moment, JMT,
};

/// First balance of [`person`].
pub(crate) const WEALTH: Balance = 1_000 * JMT;

/// The quarter that most tests begin in.
pub(crate) const FIRST: Quarter = Quarter { year: 2026, quarter: 4 };

/// A moment in it: 2026-11-24 00:00:00 UTC.
pub(crate) const BEGIN: Moment = 1_795_478_400_000;

/// Its end: 2027-01-01 00:00:00 UTC.
pub(crate) const NEW_YEAR: Moment = 1_798_761_600_000;

jmt_mock::runtime! {
	Test { 3: Circulation = pallet_circulation }
	clock { type OnTimestampSet = Circulation; }
}

parameter_types! {
	/// The bonded amount of the figures.
	pub static Bonded: Balance = 0;
	/// How often the figures were asked for.
	pub static Asked: u32 = 0;
}

ord_parameter_types! {
	/// The foundation's council.
	pub const Council: AccountId = account(0xC0);
}

/// Figures out of the balances.
pub struct BalancesFigures;

impl CirculationFigures for BalancesFigures {
	fn figures() -> Figures {
		Asked::mutate(|asked| *asked += 1);
		let held = |index| Balances::total_balance(&pot(index));
		let pots = PotBalances {
			mining: held(0),
			ecosystem: held(1),
			foundation: held(2),
			team: held(3),
			rewards: held(4),
			staking_rewards: held(5),
		};
		let (unvested, unreleased) = (pots.team / 2, pots.mining / 3);
		Figures::new(
			Timestamp::get(),
			Balances::total_issuance(),
			pots,
			unvested,
			unreleased,
			Bonded::get(),
		)
	}
}

impl pallet_circulation::Config for Test {
	type Figures = BalancesFigures;
	type ReportOrigin = EnsureSignedBy<Council, AccountId>;
	type WeightInfo = ();
}

/// How many pots there are.
pub(crate) const POTS: u8 = 6;

/// A pot, in the order of [`PotBalances`].
pub(crate) fn pot(index: u8) -> AccountId {
	assert!(index < POTS);
	account(0xF0 + index)
}

/// An account that belongs to somebody.
pub(crate) fn person() -> AccountId {
	account(1)
}

/// The origin of the foundation's council.
pub(crate) fn council() -> RuntimeOrigin {
	by(Council::get())
}

/// The quarter with these numbers.
pub(crate) const fn quarter(year: u32, quarter: u8) -> Quarter {
	Quarter { year, quarter }
}

/// Moves money.
pub(crate) fn pay(from: &AccountId, to: &AccountId, amount: Balance) {
	Balances::transfer(from, to, amount, Preservation::Preserve).expect("the money is there");
}

/// Makes a block whose timestamp is `at`, forwards or backwards.
pub(crate) fn block_at(at: Moment) {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	System::reset_events();
	Circulation::on_initialize(number);
	Timestamp::set_timestamp(at);
}

/// The events of this pallet in the current block.
pub(crate) fn circulation_events() -> Vec<crate::Event<Test>> {
	System::read_events_for_pallet()
}

/// The quarters that have a snapshot, in order.
pub(crate) fn quarters() -> Vec<Quarter> {
	let mut quarters: Vec<_> = crate::Snapshots::<Test>::iter_keys().collect();
	quarters.sort_unstable();
	quarters
}

/// The stored snapshot of a quarter.
pub(crate) fn stored(quarter: Quarter) -> Snapshot {
	crate::Snapshots::<Test>::get(quarter).expect("the quarter has a snapshot")
}

/// Builds a chain with all 50 B in pots and with [`person`], before its first timestamp.
#[derive(Default)]
pub(crate) struct ExtBuilder;

impl ExtBuilder {
	/// The chain's state after genesis, in block 0.
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let pots = [
			15_000_000_000 * JMT - 2 * EXISTENTIAL_DEPOSIT,
			15_000_000_000 * JMT,
			15_000_000_000 * JMT - WEALTH,
			5_000_000_000 * JMT,
			EXISTENTIAL_DEPOSIT,
			EXISTENTIAL_DEPOSIT,
		];
		let balances = (0..POTS).map(pot).zip(pots).chain([(person(), WEALTH)]);
		let genesis = RuntimeGenesisConfig { balances: endowed(balances), ..Default::default() };
		jmt_mock::chain(genesis, || {
			Bonded::set(0);
			Asked::set(0);
			assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
		})
	}

	/// Runs a test on a chain that began at [`BEGIN`], with the laws checked before and after.
	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		let mut chain = self.build();
		chain.execute_with(|| block_at(BEGIN));
		jmt_mock::run::<Circulation, Balances>(chain, test);
	}
}

/// The state that benchmarks start from.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn new_test_ext() -> sp_io::TestExternalities {
	let mut ext = ExtBuilder.build();
	ext.execute_with(|| System::set_block_number(1));
	ext
}
