//! Groups, topics and signals of the model: whether a call fits.

use super::{
	model::{account, leaf, plain, scalar, Asked, Members, Model, Outcome, LIFETIME, MEMBER},
	Step,
};
use crate::{mock::*, PAGE};
use jmt_primitives::{
	proofs::{
		scope::{circuit_inputs, scope, topic_name},
		GroupId, ProofBytes, Scalar, TopicId,
	},
	Hash,
};
use jmt_zk_poseidon::Scalar as Element;
use std::collections::BTreeSet;

impl Model {
	/// One of the groups, or none.
	pub(super) fn pick_group(&self, number: u8) -> GroupId {
		let ids: Vec<_> = self.groups.keys().copied().collect();
		*ids.get(usize::from(number) % (ids.len() + 1)).unwrap_or(&self.next_group)
	}

	fn pick_topic(&self, number: u8) -> (GroupId, TopicId) {
		let ids: Vec<_> = self.topics.keys().copied().collect();
		*ids.get(usize::from(number) % (ids.len() + 1)).unwrap_or(&(1, Hash::repeat_byte(0xee)))
	}

	/// A group of the account's that is not being closed.
	fn open_group(&mut self, who: u8, id: GroupId) -> Option<&mut Members> {
		self.groups.get_mut(&id).filter(|group| group.owner == who && !group.closing)
	}

	pub(super) fn step_members(&mut self, step: Step) {
		let now = self.now;
		let (done, fits) = match step {
			Step::CreateGroup { who } => {
				let group = Members { owner: who, leaves: vec![], closing: false, roots: vec![] };
				self.groups.insert(self.next_group, group);
				self.next_group += 1;
				(ZkVerifier::create_group(by(account(who))), true)
			},
			Step::AddMembers { who, group, count } => {
				let id = self.pick_group(group);
				let new: Vec<_> = (0..u64::from(count)).map(leaf).collect();
				let leaves: Vec<_> = new.iter().map(scalar).collect();
				let fits = match self.open_group(who, id).filter(|_| count > 0) {
					Some(group) => {
						group.replace_root(now);
						group.leaves.extend(new);
						true
					},
					None => false,
				};
				let leaves = leaves.try_into().unwrap();
				(ZkVerifier::add_members(by(account(who)), id, leaves), fits)
			},
			Step::Change { who, group, index, new, lie } => {
				self.change(who, group, index, new, lie)
			},
			Step::CloseGroup { who, group, pages } => {
				let id = self.pick_group(group);
				let done = ZkVerifier::close_group(by(account(who)), id, pages.into());
				(plain(done), self.close_group(who, id, pages))
			},
			Step::OpenTopic { who, group, ahead, most } => {
				let (id, ends) = (self.pick_group(group), now + ahead);
				self.opened += 1;
				let mut rest = [0; 24];
				rest[..8].copy_from_slice(&self.opened.to_le_bytes());
				let name = topic_name(ends, &rest);
				let fits = most > 0 && self.groups.get(&id).is_some_and(|group| !group.closing);
				if fits {
					let aliases = BTreeSet::new();
					self.topics.insert(
						(id, name),
						Asked { ends, most: most.into(), aliases, left: 0, cleared: None },
					);
				}
				(ZkVerifier::open_topic(by(account(who)), id, name, ends, most.into()), fits)
			},
			Step::CloseTopic { who, topic, n } => {
				let (group, name) = self.pick_topic(topic);
				let block = self.block;
				let mut fits = false;
				if let Some(asked) = self.topics.get_mut(&(group, name)) {
					if asked.ends < now && n > 0 && asked.cleared != Some(block) {
						fits = true;
						asked.cleared = Some(block);
						asked.left = asked.left.saturating_sub(n.into());
						if asked.left == 0 {
							self.topics.remove(&(group, name));
						}
					}
				}
				let done = ZkVerifier::close_topic(by(account(who)), group, name, n.into());
				(plain(done), fits)
			},
			Step::Signal { topic, member, age, lie } => self.signal(topic, member, age, lie),
			_ => return,
		};
		assert_eq!(done.is_ok(), fits, "{step:?}: {done:?}");
	}

	/// A call that changes a leaf, and whether it fits.
	fn change(
		&mut self,
		who: u8,
		group: u8,
		at: u8,
		new: Option<u8>,
		lie: bool,
	) -> (Outcome, bool) {
		let (id, now) = (self.pick_group(group), self.now);
		let origin = by(account(who));
		let leaves = self.groups.get(&id).map_or(0, |group| group.leaves.len());
		// One beyond the last now and then.
		let place = usize::from(at) % (leaves + 1);
		let group = self.groups.get(&id);
		let tree = group.map(Members::tree).unwrap_or_default();
		let siblings = tree.path(place as u32).map_or(vec![], |path| path.siblings().to_vec());
		let mut old = group.and_then(|group| group.leaves.get(place)).copied().unwrap_or_default();
		if lie {
			old = Element::from(123_456_789);
		}
		let siblings: Vec<_> = siblings.iter().map(scalar).collect();
		let siblings = siblings.try_into().unwrap();
		let put = new.map_or(Element::ZERO, |new| leaf(u64::from(new) + 1_000));
		let mut fits = false;
		if place < leaves && !lie && !(new.is_none() && old == Element::ZERO) {
			if let Some(group) = self.open_group(who, id) {
				fits = true;
				group.replace_root(now);
				group.leaves[place] = put;
			}
		}
		let (index, old) = (place as u32, scalar(&old));
		let done = match new {
			Some(_) => ZkVerifier::replace_member(origin, id, index, old, scalar(&put), siblings),
			None => ZkVerifier::remove_member(origin, id, index, old, siblings),
		};
		(done, fits)
	}

	fn close_group(&mut self, who: u8, id: GroupId, pages: u8) -> bool {
		let open = self.topics.keys().any(|(group, _)| *group == id);
		let Some(group) = self.groups.get_mut(&id).filter(|group| group.owner == who) else {
			return false;
		};
		if pages == 0 || (group.closing && open) {
			return false;
		}
		group.closing = true;
		if !open {
			let all = group.leaves.len().div_ceil(PAGE as usize);
			let left = all.saturating_sub(pages.into());
			group.leaves.truncate(left * PAGE as usize);
			if left == 0 {
				self.groups.remove(&id);
			}
		}
		true
	}

	/// A signed signal, and whether it fits.
	fn signal(&mut self, topic: u8, member: u8, age: u8, lie: bool) -> (Outcome, bool) {
		let (id, name) = self.pick_topic(topic);
		let group = self.groups.get(&id);
		let older = |group: &Members| {
			let place = group.roots.len().checked_sub(age.into())?;
			group.roots.get(place).copied()
		};
		let (root, good) = match (group, age) {
			(Some(group), 0) => (group.root().unwrap_or_default(), group.root().is_some()),
			(Some(group), _) => match older(group) {
				// A root may be that of now again, or have been replaced later.
				Some((root, _)) => {
					let newest = group.roots.iter().rev().find(|(known, _)| *known == root);
					let lasts = newest.is_some_and(|(_, at)| self.now < at + LIFETIME);
					(root, lasts || group.root() == Some(root))
				},
				None => (Scalar::from(7), false),
			},
			(None, _) => (Scalar::from(7), false),
		};
		let (message, nullifier) = (Hash::repeat_byte(member), Scalar::from(u64::from(member)));
		let inputs = circuit_inputs(root, nullifier, &message, &scope(&genesis(), id, &name));
		let proof: ProofBytes = MEMBER.0.prove(&inputs, 1);
		let told = if lie { Hash::repeat_byte(0xaa) } else { message };
		let verifies = self.verifies(&MEMBER.1).is_ok();
		let now = self.now;
		let mut fits = false;
		if let Some(asked) = self.topics.get_mut(&(id, name)) {
			let room = (asked.aliases.len() as u32) < asked.most;
			fits = now <= asked.ends && room && good && verifies && !lie;
			fits = fits && asked.aliases.insert(member);
			asked.left = if fits { asked.left + 1 } else { asked.left };
		}
		let done =
			ZkVerifier::signal(by(bob()), id, DEPTH, root, nullifier, told, name, proof, None);
		(plain(done), fits)
	}
}
