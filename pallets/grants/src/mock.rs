//! A runtime of the system, the clock, balances and grants. Single accounts stand for council and board.

use crate as pallet_grants;
use crate::{Event, Grant, GrantId, HoldReason, MilestoneIndex};
use frame_support::{
	ord_parameter_types, parameter_types,
	traits::{
		fungible::{Inspect, InspectHold},
		tokens::imbalance::ResolveTo,
		ConstU32,
	},
	BoundedVec,
};
use frame_system::EnsureSignedBy;
pub(crate) use jmt_mock::EXISTENTIAL_DEPOSIT;
use jmt_mock::{account, endowed};
use jmt_primitives::{AccountId, Balance, Hash, Moment, JMT};
use sp_runtime::DispatchResult;

jmt_mock::runtime! {
	Test { 3: Grants = pallet_grants }
	balances { type DustRemoval = ResolveTo<Pot, Balances>; }
}

parameter_types! {
	pub const Pot: AccountId = AccountId::new(*b"the pot                         ");
	pub static Deposit: Balance = ONE_DEPOSIT;
	pub static RejectionFee: Balance = FEE;
	pub static Patience: Moment = SILENCE;
}

ord_parameter_types! {
	pub const Council: AccountId = account(0xC0);
	pub const Board: AccountId = account(0xB0);
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
/// The part of the deposit that a rejection or a lapse costs.
pub(crate) const FEE: Balance = 10 * JMT + 1;
/// How long a grant may be silent, in ms.
pub(crate) const SILENCE: Moment = 1_000_000;
/// Milestones of a grant at most.
pub(crate) const MOST: u32 = 5;
/// When the tests begin.
pub(crate) const NOW: Moment = 1_800_000_000_000;
/// First balance of [`proposer`] and [`stranger`].
pub(crate) const WEALTH: Balance = 1_000 * JMT;
/// First balance of the pot, unless a test says otherwise.
pub(crate) const POT: Balance = 5_000 * JMT;
/// Milestones that most tests propose.
pub(crate) const AMOUNTS: [Balance; 3] = [100 * JMT, 50 * JMT + 7, JMT];
/// Their sum.
pub(crate) const TOTAL: Balance = 151 * JMT + 7;

/// Proposes.
pub(crate) fn proposer() -> AccountId {
	account(1)
}

/// Has money too.
pub(crate) fn stranger() -> AccountId {
	account(2)
}

/// Is paid, and has nothing before.
pub(crate) fn beneficiary() -> AccountId {
	account(3)
}

/// Has too little for a deposit, by one planck.
pub(crate) fn pauper() -> AccountId {
	account(4)
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

/// An account's hold for deposits.
pub(crate) fn deposits_of(who: &AccountId) -> Balance {
	Balances::balance_on_hold(&HoldReason::Deposit.into(), who)
}

/// The pot's hold for promises.
pub(crate) fn promised() -> Balance {
	Balances::balance_on_hold(&HoldReason::Promised.into(), &Pot::get())
}

/// Free balance of an account, existential deposit included.
pub(crate) fn free(who: &AccountId) -> Balance {
	Balances::balance(who)
}

/// The events of the grants pallet since the last call.
pub(crate) fn grant_events() -> Vec<Event<Test>> {
	jmt_mock::take_events::<Test, _>()
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
	/// Balances of all people of the tests together.
	pub(crate) const PEOPLE: Balance = 3 * WEALTH + ONE_DEPOSIT + EXISTENTIAL_DEPOSIT - 1;

	/// A pot with this balance.
	pub(crate) fn pot(pot: Balance) -> Self {
		Self { pot }
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let balances = endowed([
			(Pot::get(), self.pot),
			(proposer(), WEALTH),
			(stranger(), WEALTH),
			(Council::get(), WEALTH),
			(pauper(), ONE_DEPOSIT + EXISTENTIAL_DEPOSIT - 1),
		]);
		jmt_mock::chain(RuntimeGenesisConfig { balances, ..Default::default() }, || {
			// As the emission pallet does at genesis: the pot exists whatever it holds.
			System::inc_providers(&Pot::get());
			System::set_block_number(1);
			set_time(NOW);
			System::reset_events();
			Deposit::set(ONE_DEPOSIT);
			RejectionFee::set(FEE);
			Patience::set(SILENCE);
		})
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		let issuance = self.pot + Self::PEOPLE;
		jmt_mock::run::<Grants, Balances>(self.build(), || {
			assert_eq!(Balances::total_issuance(), issuance);
			test();
		});
	}
}

/// The state that benchmarks start from.
#[cfg(feature = "runtime-benchmarks")]
pub(crate) fn new_test_ext() -> sp_io::TestExternalities {
	ExtBuilder::default().build()
}
