//! A runtime of the system, the clock, balances and grants. Single accounts stand for council and board.

use crate as pallet_grants;
use crate::{Event, Grant, GrantId, HoldReason, MilestoneIndex, Pallet};
use frame_support::{
	derive_impl, ord_parameter_types, parameter_types,
	traits::{
		fungible::{Inspect, InspectHold},
		tokens::imbalance::ResolveTo,
		ConstU32, ConstU64,
	},
	BoundedVec,
};
use frame_system::EnsureSignedBy;
use jmt_primitives::{AccountId, Balance, Hash, Moment, JMT};
use sp_runtime::{traits::IdentityLookup, BuildStorage, DispatchResult};

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
	pub type Grants = pallet_grants::Pallet<Test>;
}

type Block = frame_system::mocking::MockBlock<Test>;

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
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
	type DustRemoval = ResolveTo<Pot, Balances>;
}

parameter_types! {
	pub const ExistentialDeposit: Balance = JMT / 100;
	pub const Pot: AccountId = AccountId::new(*b"the pot                         ");
	pub static Deposit: Balance = ONE_DEPOSIT;
	pub static RejectionFee: Balance = FEE;
	pub static Patience: Moment = SILENCE;
}

ord_parameter_types! {
	pub const Council: AccountId = AccountId::new([0xC0; 32]);
	pub const Board: AccountId = AccountId::new([0xB0; 32]);
}

impl pallet_grants::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Pot = Pot;
	type CouncilOrigin = EnsureSignedBy<Council, AccountId>;
	type StopOrigin = EnsureSignedBy<Board, AccountId>;
	type Deposit = Deposit;
	type RejectionFee = RejectionFee;
	type MaxMilestones = ConstU32<MOST>;
	type Patience = Patience;
	type Time = Timestamp;
	type WeightInfo = ();
}

/// Held for each grant.
pub(crate) const ONE_DEPOSIT: Balance = 100 * JMT + 3;
/// What of it a rejection or a lapse costs.
pub(crate) const FEE: Balance = 10 * JMT + 1;
/// How long a grant may be silent, in ms.
pub(crate) const SILENCE: Moment = 1_000_000;
/// Milestones of a grant at most.
pub(crate) const MOST: u32 = 5;
/// When the tests begin.
pub(crate) const NOW: Moment = 1_800_000_000_000;
/// What [`proposer`] and [`stranger`] start with.
pub(crate) const WEALTH: Balance = 1_000 * JMT;
/// What the pot starts with, unless a test says otherwise.
pub(crate) const POT: Balance = 5_000 * JMT;
/// Milestones that most tests propose.
pub(crate) const AMOUNTS: [Balance; 3] = [100 * JMT, 50 * JMT + 7, JMT];
/// Their sum.
pub(crate) const TOTAL: Balance = 151 * JMT + 7;

/// Proposes.
pub(crate) fn proposer() -> AccountId {
	AccountId::new([1; 32])
}

/// Has money too.
pub(crate) fn stranger() -> AccountId {
	AccountId::new([2; 32])
}

/// Is paid, and has nothing before.
pub(crate) fn beneficiary() -> AccountId {
	AccountId::new([3; 32])
}

/// Has too little for a deposit, by one planck.
pub(crate) fn pauper() -> AccountId {
	AccountId::new([4; 32])
}

/// The origin of an account.
pub(crate) fn by(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// The council's decision.
pub(crate) fn council() -> RuntimeOrigin {
	by(Council::get())
}

/// The supervisory board's decision.
pub(crate) fn board() -> RuntimeOrigin {
	by(Board::get())
}

/// The plan that most tests propose.
pub(crate) fn plan() -> Hash {
	Hash::repeat_byte(0x91)
}

/// A report.
pub(crate) fn report(number: u8) -> Hash {
	Hash::repeat_byte(number)
}

/// A reason.
pub(crate) fn reason() -> Hash {
	Hash::repeat_byte(0xEE)
}

/// Milestones as the call takes them.
pub(crate) fn milestones(amounts: &[Balance]) -> BoundedVec<Balance, ConstU32<MOST>> {
	amounts.to_vec().try_into().expect("within MaxMilestones")
}

/// Sends the proposer's call.
pub(crate) fn send_proposal(amounts: &[Balance]) -> DispatchResult {
	Grants::propose(by(proposer()), beneficiary(), plan(), milestones(amounts))
}

/// A proposal of the proposer's.
pub(crate) fn proposed(amounts: &[Balance]) -> GrantId {
	let id = crate::NextId::<Test>::get();
	send_proposal(amounts).expect("it can be proposed");
	id
}

/// An approved grant of the proposer's.
pub(crate) fn approved(amounts: &[Balance]) -> GrantId {
	let id = proposed(amounts);
	Grants::approve(council(), id, plan()).expect("it can be approved");
	id
}

/// Submits the milestone with this report.
pub(crate) fn submit(id: GrantId, milestone: MilestoneIndex, number: u8) -> DispatchResult {
	Grants::submit(by(proposer()), id, milestone, report(number))
}

/// Submits the milestone and has it accepted.
pub(crate) fn reach(id: GrantId, milestone: MilestoneIndex) {
	submit(id, milestone, 9).expect("it can be submitted");
	Grants::accept(council(), id, milestone, report(9)).expect("it can be accepted");
}

/// The stored grant.
pub(crate) fn stored(id: GrantId) -> Option<Grant<Test>> {
	crate::Grants::<Test>::get(id)
}

/// What is held of an account as deposits.
pub(crate) fn deposits_of(who: &AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::Deposit.into(), who)
}

/// What is on hold in the pot.
pub(crate) fn promised() -> Balance {
	Balances::balance_on_hold(&HoldReason::Promised.into(), &Pot::get())
}

/// What an account can spend, existential deposit included.
pub(crate) fn free(who: &AccountId) -> Balance {
	Balances::balance(who)
}

/// Lets the clock show `now`, forwards or backwards.
pub(crate) fn set_time(now: Moment) {
	Timestamp::set_timestamp(now);
}

/// The events of the grants pallet since the last call.
pub(crate) fn grant_events() -> Vec<Event<Test>> {
	let events = System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Grants(event) => Some(event),
			_ => None,
		})
		.collect();
	System::reset_events();
	events
}

/// Starts at [`NOW`] in block 1 with a pot, and checks the laws before and after the test.
pub(crate) struct ExtBuilder {
	pot: Balance,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { pot: POT }
	}
}

impl ExtBuilder {
	/// What the people of the tests have together.
	pub(crate) const PEOPLE: Balance = 3 * WEALTH + ONE_DEPOSIT + JMT / 100 - 1;

	/// A pot with this balance.
	pub(crate) fn pot(pot: Balance) -> Self {
		Self { pot }
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: vec![
				(Pot::get(), self.pot),
				(proposer(), WEALTH),
				(stranger(), WEALTH),
				(Council::get(), WEALTH),
				(pauper(), ONE_DEPOSIT + ExistentialDeposit::get() - 1),
			],
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			// As the emission pallet does at genesis: the pot exists whatever it holds.
			System::inc_providers(&Pot::get());
			System::set_block_number(1);
			set_time(NOW);
			System::reset_events();
			Deposit::set(ONE_DEPOSIT);
			RejectionFee::set(FEE);
			Patience::set(SILENCE);
		});
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		let issuance = self.pot + Self::PEOPLE;
		self.build().execute_with(|| {
			Pallet::<Test>::do_try_state().expect("the laws hold at genesis");
			assert_eq!(Balances::total_issuance(), issuance);
			test();
			Pallet::<Test>::do_try_state().expect("the laws hold after the test");
			assert_eq!(Balances::total_issuance(), issuance, "money only moves");
		});
	}
}

/// The state that benchmarks start from.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}
