//! The state in which a decision costs most.

use super::setup::*;
use crate::*;
use alloc::{vec, vec::Vec};
use jmt_primitives::{
	access::{
		Action, Authority, Condition, Effect, Holder, Request, ResourceId, Rule, Subject, Who,
		Window,
	},
	domains::{DomainId, Link, Reach},
	identity::PlantIdentity,
	units::{Bound, KeyState, Level, Root, RootKey, RootState, Terms},
	AccountId, DevicePublic, Hash, JMT,
};

/// A use that is to be decided.
pub(super) struct Worst {
	pub who: AccountId,
	pub resource: ResourceId,
	pub subject: Subject,
	pub authority: Authority,
}

/// First numbers of the resource's domains, and of the subject's.
const OURS: DomainId = 10;
const THEIRS: DomainId = 20;

/// A use of a device by so many rules, 6 at least, that name so many links and approvals, and under so many grants with a
/// limit. The rules deny, and each is false in its last part; without a grant the last one allows, at a price. With 32 of
/// them the policy is nearly as large as one may be.
pub(super) fn worst<T: Config>(rules: u32, facts: u32, grants: u32) -> Worst {
	let (owner, who) = (funded::<T>("owner"), funded::<T>("who"));
	let (ours, _) = deepest::<T>(OURS);
	let (theirs, _) = deepest::<T>(THEIRS);
	let device = device::<T>(2, &who, Some((theirs, unit::<T>(&who))));
	let trusting = (facts / 8).min(4);
	let approvers = facts.saturating_sub(8 * trusting).min(7);
	for from in (OURS..).take(4) {
		(THEIRS..=theirs).for_each(|to| link::<T>(&who, from, to));
	}
	let accounts: Vec<AccountId> =
		(0..approvers).map(|index| frame_benchmarking::account("approver", index, 0)).collect();

	let mut made: Vec<Rule> =
		(OURS..).take(trusting as usize).map(|from| deny(Who::TrustedBy(from))).collect(); // cast: widening
	if approvers > 0 {
		let mut rule = rule(Effect::Deny, Who::Anybody, 0);
		let of = accounts.clone().try_into().unwrap();
		let least = approvers.try_into().unwrap();
		rule.conditions.try_push(Condition::Approvals { least, of }).unwrap();
		made.push(rule);
	}
	// The others follow, so that the number of rules says nothing about links and approvals.
	made.resize_with(rules as usize, || deny(Who::Anybody)); // cast: widening
	if grants == 0 {
		let mut allow = rule(Effect::Allow, Who::Anybody, 0);
		allow.duties.price = 1;
		made.pop();
		made.push(allow);
	}
	let policy = policy::<T>(&owner, OURS, body(made));
	let resource = resource::<T>(&owner, ours, Some(policy));
	let last = chain::<T>(&owner, resource, grants, &Holder::Device(device), &scope(Some(5)));
	let authority = last.map_or(Authority::Own, Authority::Grant);

	let subject = Subject::Device(device);
	let request = Request::new(resource, Action::OPEN, subject.clone(), authority);
	let hash = request.hash(&Pallet::<T>::genesis_hash());
	for account in accounts {
		<T::Currency as frame_support::traits::fungible::Mutate<_>>::set_balance(&account, JMT);
		approval::<T>(&account, resource, hash, NOW - 1);
	}
	Worst { who, resource, subject, authority }
}

/// A rule that is false in its last part: in its windows, twice, and for devices of the second level.
fn deny(who: Who) -> Rule {
	let mut rule = rule(Effect::Deny, who, 0);
	let mut windows = vec![Window::Weekly { from: 0, to: 1 }; 7];
	windows.push(Window::Weekly { from: 1, to: 0 });
	let time = Condition::Time(windows.try_into().unwrap());
	for condition in [time.clone(), time, Condition::Level(Level::Two)] {
		rule.conditions.try_push(condition).unwrap();
	}
	rule
}

/// A link that has ended.
fn link<T: Config>(payer: &AccountId, from: DomainId, to: DomainId) {
	let (reach, expires) = (Reach::Below, NOW - 1);
	let link = Link { reach, expires, payer: payer.clone(), deposit: 0 };
	T::BenchmarkHelper::plant_trust(from, to, link);
}

/// A unit of the first level, and its root.
fn unit<T: Config>(maker: &AccountId) -> Bound {
	let public = DevicePublic::Sr25519([3; 32]);
	let keys = vec![RootKey { public, state: KeyState::Active }; 4];
	let root = Root {
		maker: maker.clone(),
		terms: Terms { level: Level::Two, quota: 1, share: 1 },
		used: 1,
		keys: keys.try_into().unwrap(),
		state: RootState::Active,
	};
	T::BenchmarkHelper::plant_root(1, root);
	Bound {
		root: 1,
		key: 0,
		nullifier: Hash::zero(),
		level: Level::One,
		bound_in: 0,
		expires: NOW + 1_000_000_000,
	}
}
