//! The facts that a light client reads: stored items by their keys, kept as it keeps them.

use jmt_primitives::{
	access::{
		Counted, Decision, Fact, FactKey, FactValue, GroupRoots, KeptFacts, Ledger, Request,
		ResourceId, Served, Snapshot, VerifyMember, EVALUATOR,
	},
	devices::DeviceFact,
	proofs::{scope::circuit_inputs, Alias, MembershipProof},
	Hash, Moment,
};
use jmt_runtime::{Runtime, System, Timestamp};
use jmt_runtime_harness::{zk::DEPTH, Chain};
use jmt_zk_verifier::{verify, Claim, PreparedKey, VerifyingKey};
use pallet_access as access;
use pallet_devices as devices;
use pallet_zk_verifier as zk;
use std::{
	cell::RefCell,
	collections::{BTreeMap, BTreeSet},
	ops::Range,
};

/// A snapshot of the newest block that keeps nothing yet.
pub fn nothing_kept(chain: &mut Chain) -> Snapshot {
	let genesis = chain.genesis_hash();
	let (number, at) = chain.read(|| (System::block_number(), Timestamp::get()));
	let (block, facts) = ((number, Hash::zero()), BTreeMap::new());
	Snapshot { evaluator: EVALUATOR, genesis, block, at, facts }
}

/// The stored item behind a key. `group_key` is the one by which the group's members prove.
pub fn stored(key: &FactKey, group_key: &[u8]) -> Option<FactValue> {
	match key {
		FactKey::Resource(id) => access::Resources::<Runtime>::get(id).map(FactValue::Resource),
		FactKey::Policy(id) => access::Policies::<Runtime>::get(id).map(FactValue::Policy),
		FactKey::Grant(id) => access::Grants::<Runtime>::get(id).map(FactValue::Grant),
		FactKey::Approval(resource, request, approver) => {
			let key = (*request, approver.clone());
			access::Approvals::<Runtime>::get(resource, key).map(FactValue::Approval)
		},
		FactKey::Uses(resource, counted) => {
			access::Uses::<Runtime>::get(resource, counted).map(FactValue::Uses)
		},
		FactKey::Device(id) => devices::Devices::<Runtime>::get(id).map(|stored| {
			let paused = stored.standing == devices::Standing::Paused;
			FactValue::Device(DeviceFact { key: stored.key, owner: stored.owner, paused })
		}),
		FactKey::Alias(id) => devices::Aliases::<Runtime>::get(id).map(FactValue::Alias),
		FactKey::Member(id) => devices::Members::<Runtime>::get(id).map(FactValue::Member),
		FactKey::Domain(id) => devices::Domains::<Runtime>::get(id).map(FactValue::Domain),
		FactKey::Trust(from, to) => devices::Trust::<Runtime>::get(from, to).map(FactValue::Trust),
		FactKey::Root(id) => devices::Roots::<Runtime>::get(id).map(FactValue::Root),
		// There is no pallet to ask.
		FactKey::Bonded(_) | FactKey::Vouched(_) => Some(FactValue::NotUnderstood),
		FactKey::Group(id) => zk::Groups::<Runtime>::get(id).map(|group| {
			let replaced = zk::ReplacedRoots::<Runtime>::get(id);
			let replaced = replaced.iter().map(|one| (one.root, one.until)).collect();
			FactValue::Group(GroupRoots { root: group.root, replaced })
		}),
		FactKey::GroupKey(DEPTH) => Some(FactValue::GroupKey(group_key.to_vec())),
		FactKey::GroupKey(_) => None,
	}
}

/// Verifies proofs of membership as a light client does.
pub struct Verifies;

impl VerifyMember for Verifies {
	fn verify(
		&self,
		key: &[u8],
		scope: &Hash,
		message: &Hash,
		proof: &MembershipProof,
	) -> Fact<Alias> {
		let inputs = circuit_inputs(proof.root, proof.nullifier, message, scope);
		let inputs = inputs.map(|input| input.0);
		let key = VerifyingKey::from_bytes(key).map(PreparedKey::new).expect("it is a key");
		let verified =
			Claim::decode(&key, &proof.proof.0, &inputs).and_then(|claim| verify(&claim));
		verified.map_or(Fact::Absent, |()| Fact::Is(proof.nullifier))
	}
}

/// One who served so many of everything: in each window, and of each action that was bought in one of these series. Of
/// others it knows of none.
pub struct ServedSome {
	pub count: u32,
	pub series: Range<u32>,
}

impl Ledger for ServedSome {
	fn served(&self, _: ResourceId, counted: &Counted, window: Moment) -> Fact<Served> {
		let (count, total) = (self.count, self.count.into());
		match counted {
			Counted::Bought { series, .. } if !self.series.contains(series) => Fact::Absent,
			Counted::Bought { .. } => Fact::Is(Served { window, count: 0, total }),
			_ => Fact::Is(Served { window, count, total }),
		}
	}
}

/// Decides as a light client does: facts that are missing are read, until none is. Says in how many rounds.
pub fn decide_proven(
	chain: &mut Chain,
	snapshot: &mut Snapshot,
	request: &Request,
	ledger: &dyn Ledger,
	group_key: &[u8],
) -> (Decision, u32) {
	let mut rounds = 0;
	loop {
		let missed = RefCell::new(BTreeSet::new());
		let note = |key: &FactKey| {
			missed.borrow_mut().insert(key.clone());
		};
		let facts = KeptFacts { snapshot, ledger, members: &Verifies, missed: Some(&note) };
		let decision = jmt_primitives::access::decide(&facts, request);
		let missed = missed.into_inner();
		if missed.is_empty() {
			return (decision, rounds);
		}
		rounds += 1;
		let found = chain.read(|| {
			let found = missed.into_iter().map(|key| {
				let value = stored(&key, group_key);
				(key, value)
			});
			found.collect::<Vec<_>>()
		});
		snapshot.facts.extend(found);
	}
}
