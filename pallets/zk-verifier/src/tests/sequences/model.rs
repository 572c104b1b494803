//! The pallet in a few lines: keys, proofs and anchors with the exact refusal of each call.

use super::Step;
use crate::{forged::Forger, keys::MAX_RETIREMENT, mock::*, Error, HoldReason};
use jmt_primitives::{
	proofs::{Claim, GroupId, KeyId, Purpose, Scalar, SetUp, TopicId},
	AccountId, Balance, Hash, Moment,
};
use jmt_zk_poseidon::{lean_imt::Tree, Scalar as Element};
use sp_runtime::DispatchError;
use std::{
	collections::{BTreeMap, BTreeSet},
	sync::LazyLock,
};

/// Keys with 0 to 3 inputs, with their bytes.
pub(super) static KEYS: LazyLock<Vec<(Forger, Vec<u8>, KeyId)>> = LazyLock::new(|| {
	let key = |inputs: usize| {
		let forger = forger(inputs as u64, inputs);
		let (bytes, id) = (forger.bytes(), forger.id());
		(forger, bytes, id)
	};
	(0..4).map(key).collect()
});

pub(super) static MEMBER: LazyLock<(Forger, KeyId)> = LazyLock::new(|| {
	let forger = member_forger(DEPTH);
	let id = forger.id();
	(forger, id)
});

#[derive(Clone, Debug)]
pub(super) struct Key {
	/// None of the key of genesis.
	pub(super) owner: Option<u8>,
	pub(super) retired: Option<Moment>,
	pub(super) deposit: Balance,
}

#[derive(Clone, Debug)]
pub(super) struct Members {
	pub(super) owner: u8,
	pub(super) leaves: Vec<Element>,
	pub(super) closing: bool,
	/// Replaced roots, oldest first.
	pub(super) roots: Vec<(Scalar, Moment)>,
}

impl Members {
	pub(super) fn tree(&self) -> Tree {
		Tree::from_leaves(&self.leaves).unwrap()
	}

	pub(super) fn root(&self) -> Option<Scalar> {
		self.tree().root().map(|root| Scalar(root.to_be_bytes()))
	}

	pub(super) fn replace_root(&mut self, now: Moment) {
		self.roots.extend(self.root().map(|root| (root, now)));
	}
}

#[derive(Clone, Debug)]
pub(super) struct Asked {
	pub(super) ends: Moment,
	pub(super) most: u32,
	pub(super) aliases: BTreeSet<u8>,
	/// Not cleared yet.
	pub(super) left: u32,
	/// The last block in which some were.
	pub(super) cleared: Option<u32>,
}

/// The pallet in a few lines. Errors are predicted exactly for keys, proofs and anchors.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
	pub(super) now: Moment,
	/// Moves with the clock.
	pub(super) block: u32,
	pub(super) keys: BTreeMap<KeyId, Key>,
	/// Retired by governance.
	pub(super) barred: BTreeSet<KeyId>,
	pub(super) anchors: BTreeMap<(u8, u8), (u8, Moment)>,
	pub(super) next_group: GroupId,
	pub(super) groups: BTreeMap<GroupId, Members>,
	pub(super) topics: BTreeMap<(GroupId, TopicId), Asked>,
	/// Names of topics are never used again.
	pub(super) opened: u64,
}

pub(super) type Outcome = Result<(), DispatchError>;

pub(super) const LIFETIME: Moment = 1_000;

pub(super) fn account(who: u8) -> AccountId {
	[alice(), bob(), council()][usize::from(who)].clone()
}

fn label(number: u8) -> Hash {
	Hash::repeat_byte(number)
}

/// A commitment: never 0.
pub(super) fn leaf(number: u64) -> Element {
	Element::from(number + 1)
}

pub(super) fn scalar(element: &Element) -> Scalar {
	Scalar(element.to_be_bytes())
}

pub(super) fn refuse(error: Error<Test>) -> Outcome {
	Err(error.into())
}

/// The outcome of a call that reports its weight.
pub(super) fn plain(done: frame_support::dispatch::DispatchResultWithPostInfo) -> Outcome {
	done.map(|_| ()).map_err(|failed| failed.error)
}

impl Model {
	fn register(&mut self, who: u8, key: u8) -> Outcome {
		let id = KEYS[usize::from(key)].2;
		if self.barred.contains(&id) {
			return refuse(Error::KeyBarred);
		}
		if self.keys.contains_key(&id) {
			return refuse(Error::AlreadyRegistered);
		}
		let deposit = key_deposit(usize::from(key));
		self.keys.insert(id, Key { owner: Some(who), retired: None, deposit });
		Ok(())
	}

	/// The third account governs.
	fn retire(&mut self, who: u8, id: KeyId, until: Moment) -> Outcome {
		let governs = who == 2;
		match self.keys.get_mut(&id) {
			None if !governs => return refuse(Error::UnknownKey),
			None => {},
			Some(key) => match key.retired {
				Some(last) if last < self.now => {
					self.keys.remove(&id);
				},
				Some(_) if !governs => return refuse(Error::AlreadyRetired),
				Some(last) => key.retired = Some(until.min(last)),
				None if !governs && key.owner != Some(who) => return refuse(Error::NotKeyOwner),
				None if until > self.now + MAX_RETIREMENT => return refuse(Error::BadRetirement),
				None => key.retired = Some(until),
			},
		}
		if governs {
			self.barred.insert(id);
		}
		Ok(())
	}

	pub(super) fn verifies(&self, id: &KeyId) -> Outcome {
		match self.keys.get(id) {
			None => refuse(Error::UnknownKey),
			Some(key) if key.retired.is_some_and(|last| last < self.now) => {
				refuse(Error::KeyRetired)
			},
			Some(_) => Ok(()),
		}
	}

	pub(super) fn step(&mut self, step: Step) {
		let now = self.now;
		match step.clone() {
			Step::Register { who, key } => {
				let bytes = KEYS[usize::from(key)].1.clone().try_into().unwrap();
				let expected = self.register(who, key);
				let (purpose, origin) = (Purpose::Other, by(account(who)));
				let done = ZkVerifier::register_key(origin, bytes, purpose, SetUp::Development);
				assert_eq!(done, expected, "{step:?}");
			},
			Step::Retire { who, key, ahead } => {
				let id = KEYS.get(usize::from(key)).map_or(MEMBER.1, |key| key.2);
				let expected = self.retire(who, id, now + ahead);
				let done = ZkVerifier::retire_key(by(account(who)), id, now + ahead);
				assert_eq!(done, expected, "{step:?}");
			},
			Step::Verify { who, keys, lie } => self.step_verify(&step, who, &keys, lie),
			Step::Anchor { who, label: name, root } => {
				let expected = match self.anchors.contains_key(&(who, name)) {
					true => refuse(Error::AnchorExists),
					false => Ok(()),
				};
				self.anchors.entry((who, name)).or_insert((root, now));
				let root = Scalar::from(u64::from(root));
				let done = ZkVerifier::anchor(by(account(who)), label(name), root);
				assert_eq!(done, expected, "{step:?}");
			},
			Step::DropAnchor { who, label: name } => {
				let expected = match self.anchors.remove(&(who, name)) {
					Some(_) => Ok(()),
					None => refuse(Error::NoAnchor),
				};
				let done = ZkVerifier::drop_anchor(by(account(who)), label(name));
				assert_eq!(done, expected, "{step:?}");
			},
			Step::Pass(ms) => {
				self.now += ms;
				self.block += 1;
				set_time(self.now);
				System::set_block_number(self.block);
			},
			_ => self.step_members(step),
		}
	}

	fn step_verify(&mut self, step: &Step, who: u8, keys: &[u8], lie: Option<u8>) {
		let mut claims: Vec<Claim> = keys
			.iter()
			.zip(1u64..)
			.map(|(key, first)| {
				let (forger, _, id) = &KEYS[usize::from(*key)];
				let inputs = numbers(first, usize::from(*key));
				let proof = forger.prove(&inputs, first);
				Claim { key: *id, proof, inputs: inputs.try_into().unwrap() }
			})
			.collect();
		let lies = lie.filter(|_| !claims.is_empty()).map(|lie| usize::from(lie) % claims.len());
		if let Some(place) = lies {
			// Another proof of another key.
			claims[place].proof = MEMBER.0.prove(&numbers(1, 4), 1);
		}
		let standing = claims.iter().try_for_each(|claim| self.verifies(&claim.key));
		let expected = match (claims.is_empty(), lies) {
			(true, _) => refuse(Error::EmptyBatch),
			(false, Some(_)) => standing.and(refuse(Error::NotProven)),
			(false, None) => standing,
		};
		let origin = by(account(who));
		let done = match claims.as_slice() {
			[Claim { key, proof, inputs }] => {
				ZkVerifier::verify(origin, *key, *proof, inputs.clone())
			},
			_ => ZkVerifier::verify_batch(origin, claims.try_into().unwrap()),
		};
		assert_eq!(done, expected, "{step:?}");
	}

	/// The chain is as this model says.
	pub(super) fn check(&self) {
		assert_eq!(crate::Barred::<Test>::iter_keys().collect::<BTreeSet<_>>(), self.barred);
		assert_eq!(crate::Keys::<Test>::iter().count(), self.keys.len());
		for (id, key) in &self.keys {
			let stored = crate::Keys::<Test>::get(id).unwrap();
			assert_eq!(stored.owner, key.owner.map(account));
			assert_eq!((stored.retired, stored.deposit), (key.retired, key.deposit));
		}
		for who in 0..3 {
			let of_keys = self.keys.values().filter(|key| key.owner == Some(who));
			let sum: Balance = of_keys.map(|key| key.deposit).sum();
			assert_eq!(held(HoldReason::Key, &account(who)), sum);
		}
		assert_eq!(crate::Anchors::<Test>::iter().count(), self.anchors.len());
		for ((who, name), (root, at)) in &self.anchors {
			let stored = crate::Anchors::<Test>::get(account(*who), label(*name)).unwrap();
			assert_eq!((stored.root, stored.at), (Scalar::from(u64::from(*root)), *at));
		}
		assert_eq!(crate::Groups::<Test>::iter().count(), self.groups.len());
		for (id, group) in &self.groups {
			let stored = crate::Groups::<Test>::get(id).unwrap();
			assert_eq!(stored.size as usize, group.leaves.len());
			assert_eq!(stored.closing, group.closing);
			if !group.closing {
				assert_eq!(stored.root, group.root());
			}
		}
		assert_eq!(crate::Topics::<Test>::iter().count(), self.topics.len());
		let left: u32 = self.topics.values().map(|asked| asked.left).sum();
		assert_eq!(crate::Aliases::<Test>::iter().count(), left as usize);
	}

	/// Everything that was taken comes back.
	pub(super) fn end(&mut self) {
		self.step(Step::Pass(MAX_RETIREMENT + 2));
		while !self.topics.is_empty() {
			self.step(Step::CloseTopic { who: 2, topic: 0, n: 3 });
			self.step(Step::Pass(1));
		}
		while let Some((id, group)) = self.groups.iter().next() {
			let (number, owner) = (*id, group.owner);
			assert_eq!(self.pick_group(0), number);
			self.step(Step::CloseGroup { who: owner, group: 0, pages: 2 });
		}
		let anchors: Vec<_> = self.anchors.keys().copied().collect();
		for (who, label) in anchors {
			self.step(Step::DropAnchor { who, label });
		}
		for _ in 0..2 {
			for key in 0..4 {
				self.step(Step::Retire { who: 2, key, ahead: 0 });
			}
			self.step(Step::Pass(1));
		}
	}
}
