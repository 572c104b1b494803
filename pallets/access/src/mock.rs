//! A runtime with nothing but access, and an identity of maps.

mod identity;
mod words;

pub(crate) use identity::*;
pub(crate) use words::*;

use crate as pallet_access;
use frame_support::{parameter_types, traits::ConstU128};
use jmt_mock::{account, endowed};
use jmt_primitives::{
	access,
	proofs::{Alias, GroupId, Membership, MembershipProof, NotMember, Route},
	AccountId, Balance, Hash, Moment, JMT,
};
use sp_runtime::DispatchError;

jmt_mock::runtime! {
	Test { 3: Access = pallet_access }
}

parameter_types! {
	/// The evaluator that the chain names.
	pub static Evaluator: u32 = access::EVALUATOR;
}

/// Groups: nobody is a member.
pub struct Groups;

impl Membership for Groups {
	fn open(
		_: &Route,
		_: &AccountId,
		_: GroupId,
		_: &Hash,
		_: Moment,
		_: u32,
	) -> Result<(), DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn signal(
		_: &Route,
		_: GroupId,
		_: &Hash,
		_: &Hash,
		_: &MembershipProof,
	) -> Result<Alias, DispatchError> {
		Err(DispatchError::Unavailable)
	}

	fn check(_: GroupId, _: &Hash, _: &Hash, _: &MembershipProof) -> Result<Alias, NotMember> {
		Err(NotMember::UnknownGroup)
	}
}

impl pallet_access::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Time = Timestamp;
	type Identity = Identity;
	type Gateways = Gateways;
	type Membership = Groups;
	type ItemDeposit = ConstU128<ITEM>;
	type ByteDeposit = ConstU128<BYTE>;
	type Evaluator = Evaluator;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Identity;
	type WeightInfo = ();
}

/// Held for an item.
pub(crate) const ITEM: Balance = JMT / 10;
/// Held for a byte.
pub(crate) const BYTE: Balance = JMT / 10_000;
/// When the tests happen: a Monday, 2027-01-18 09:00 UTC.
pub(crate) const NOW: Moment = 1_800_262_800_000;
/// First balance of [`alice`], [`bob`] and [`carol`].
pub(crate) const WEALTH: Balance = 1_000_000 * JMT;

/// Owns domain 1 and the resources of the tests.
pub(crate) fn alice() -> AccountId {
	account(1)
}

/// Owns domain 2, whose devices are let in.
pub(crate) fn bob() -> AccountId {
	account(2)
}

/// Has money.
pub(crate) fn carol() -> AccountId {
	account(3)
}

/// An admin of domain 1.
pub(crate) fn dave() -> AccountId {
	account(4)
}

/// Has too little for a deposit.
pub(crate) fn pauper() -> AccountId {
	account(5)
}

/// Starts at [`NOW`] in block 7, with the domains and devices of [`begin`], and checks the invariants after the test.
#[derive(Default)]
pub(crate) struct ExtBuilder;

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let balances = endowed([
			(alice(), WEALTH),
			(bob(), WEALTH),
			(carol(), WEALTH),
			(dave(), WEALTH),
			(pauper(), jmt_mock::EXISTENTIAL_DEPOSIT + ITEM / 2),
		]);
		let genesis = RuntimeGenesisConfig { balances, ..Default::default() };
		jmt_mock::chain(genesis, || {
			System::set_block_number(7);
			Timestamp::set_timestamp(NOW);
			System::reset_events();
			Evaluator::set(access::EVALUATOR);
			begin();
		})
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		jmt_mock::run::<Access, Balances>(self.build(), test);
	}
}

/// An account's hold for a reason.
pub(crate) fn held(reason: pallet_access::HoldReason, who: &AccountId) -> Balance {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&reason.into(), who)
}

/// An account's balance that is not held.
pub(crate) fn free(who: &AccountId) -> Balance {
	use frame_support::traits::fungible::Inspect;
	Balances::balance(who)
}

/// The events of the pallet since the last call.
pub(crate) fn take_events() -> Vec<crate::Event<Test>> {
	jmt_mock::take_events::<Test, _>()
}
