//! A runtime of the system, the clock, balances and circulation, with pots that tests move money out of.

use crate as pallet_circulation;
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{
		fungible::{Inspect, Mutate},
		tokens::Preservation,
		ConstU128, ConstU64, Hooks,
	},
};
use frame_system::EnsureSignedBy;
use jmt_primitives::{
	calendar::Quarter,
	circulation::{Circulation as Figures, CirculationFigures, PotBalances, Snapshot},
	supply::TOTAL_SUPPLY,
	AccountId, Balance, Moment, JMT,
};
use sp_runtime::{traits::IdentityLookup, BuildStorage};

type Block = frame_system::mocking::MockBlockU32<Test>;

/// The existential deposit: 0.01 JMT.
pub(crate) const EXISTENTIAL_DEPOSIT: Balance = 10_000_000_000;

/// What [`person`] starts with.
pub(crate) const WEALTH: Balance = 1_000 * JMT;

/// The quarter that most tests begin in.
pub(crate) const FIRST: Quarter = Quarter { year: 2026, quarter: 4 };

/// A moment in it: 2026-11-24 00:00:00 UTC.
pub(crate) const BEGIN: Moment = 1_795_478_400_000;

/// Its end: 2027-01-01 00:00:00 UTC.
pub(crate) const NEW_YEAR: Moment = 1_798_761_600_000;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;

	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp::Pallet<Test>;

	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances::Pallet<Test>;

	#[runtime::pallet_index(3)]
	pub type Circulation = pallet_circulation::Pallet<Test>;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {
	type MinimumPeriod = ConstU64<1>;
	type OnTimestampSet = Circulation;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
	type AccountStore = System;
}

parameter_types! {
	/// What the figures say is bonded.
	pub static Bonded: Balance = 0;
	/// How often the figures were asked for.
	pub static Asked: u32 = 0;
}

ord_parameter_types! {
	/// The foundation's council.
	pub const Council: AccountId = AccountId::new([0xC0; 32]);
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
	AccountId::new([0xF0 + index; 32])
}

/// An account that belongs to somebody.
pub(crate) fn person() -> AccountId {
	AccountId::new([1; 32])
}

/// The origin of the foundation's council.
pub(crate) fn council() -> RuntimeOrigin {
	RuntimeOrigin::signed(Council::get())
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
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Circulation(event) => Some(event),
			_ => None,
		})
		.collect()
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

/// Builds a chain with all 50 B in pots but what [`person`] has, before its first timestamp.
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
		let balances = (0..POTS).map(pot).zip(pots).chain([(person(), WEALTH)]).collect();
		let mut storage =
			frame_system::GenesisConfig::<Test>::default().build_storage().expect("genesis builds");
		pallet_balances::GenesisConfig::<Test> { balances, ..Default::default() }
			.assimilate_storage(&mut storage)
			.expect("genesis builds");
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			Bonded::set(0);
			Asked::set(0);
			assert_eq!(Balances::total_issuance(), TOTAL_SUPPLY);
		});
		ext
	}

	/// Runs a test on a chain that began at [`BEGIN`], with the laws checked before and after.
	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		self.build().execute_with(|| {
			block_at(BEGIN);
			Circulation::do_try_state().expect("the laws hold after the first block");
			test();
			Circulation::do_try_state().expect("the laws hold after the test");
		});
	}
}

/// The state that benchmarks start from.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn new_test_ext() -> sp_io::TestExternalities {
	let mut ext = ExtBuilder.build();
	ext.execute_with(|| System::set_block_number(1));
	ext
}
