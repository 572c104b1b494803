//! Groups of tests, with the whole tree beside.

use crate::{mock::*, Groups, Page, Pages};
use frame_support::assert_ok;
use jmt_primitives::{
	proofs::{GroupId, Scalar},
	AccountId,
};
use jmt_zk_poseidon::{lean_imt::Tree, Scalar as Element};
use sp_runtime::DispatchResult;

/// Some commitment: never 0, and below r.
pub(crate) fn leaf(number: u64) -> Scalar {
	let mut bytes = sp_io::hashing::blake2_256(&number.to_le_bytes());
	bytes[0] &= 0x1f;
	Scalar(bytes)
}

/// Some commitments.
pub(crate) fn leaves(numbers: core::ops::Range<u64>) -> Vec<Scalar> {
	numbers.map(leaf).collect()
}

pub(crate) fn element(number: &Scalar) -> Element {
	Element::from_be_bytes(&number.0).unwrap()
}

/// The order r of the groups.
pub(crate) fn order() -> Scalar {
	Scalar(hex_literal::hex!("30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001"))
}

/// A group, and the tree that a member builds of it.
pub(crate) struct Members {
	pub(crate) id: GroupId,
	pub(crate) owner: AccountId,
	pub(crate) tree: Tree,
}

impl Members {
	/// An empty group of Alice's.
	pub(crate) fn none() -> Self {
		let id = crate::NextGroup::<Test>::get().max(1);
		assert_ok!(ZkVerifier::create_group(by(alice())));
		Self { id, owner: alice(), tree: Tree::new() }
	}

	/// A group with the first so many [`leaf`]s.
	pub(crate) fn of(count: u64) -> Self {
		let mut members = Self::none();
		for first in (0..count).step_by(256) {
			assert_ok!(members.add(&leaves(first..(first + 256).min(count))));
		}
		members
	}

	pub(crate) fn add(&mut self, commitments: &[Scalar]) -> DispatchResult {
		let bounded = commitments.to_vec().try_into().unwrap();
		ZkVerifier::add_members(by(self.owner.clone()), self.id, bounded)?;
		let elements: Vec<_> = commitments.iter().map(element).collect();
		self.tree.append_many(&elements).unwrap();
		Ok(())
	}

	/// The siblings of a leaf, as the call takes them.
	pub(crate) fn siblings(&self, index: u32) -> Vec<Scalar> {
		let path = self.tree.path(index).unwrap();
		path.siblings().iter().map(|sibling| Scalar(sibling.to_be_bytes())).collect()
	}

	/// The leaf at this index.
	pub(crate) fn at(&self, index: u32) -> Scalar {
		Scalar(self.tree.leaves()[usize::try_from(index).unwrap()].to_be_bytes())
	}

	pub(crate) fn remove(&mut self, index: u32) -> DispatchResult {
		let siblings = self.siblings(index).try_into().unwrap();
		let owner = by(self.owner.clone());
		ZkVerifier::remove_member(owner, self.id, index, self.at(index), siblings)?;
		self.tree.update(index, Element::ZERO).unwrap();
		Ok(())
	}

	pub(crate) fn replace(&mut self, index: u32, new: Scalar) -> DispatchResult {
		let siblings = self.siblings(index).try_into().unwrap();
		let owner = by(self.owner.clone());
		ZkVerifier::replace_member(owner, self.id, index, self.at(index), new, siblings)?;
		self.tree.update(index, element(&new)).unwrap();
		Ok(())
	}

	/// The root of the tree.
	pub(crate) fn root(&self) -> Scalar {
		Scalar(self.tree.root().unwrap().to_be_bytes())
	}

	/// The root that the chain has.
	pub(crate) fn stored_root(&self) -> Option<Scalar> {
		self.stored().root
	}

	pub(crate) fn stored(&self) -> crate::Group {
		Groups::<Test>::get(self.id).expect("a group")
	}

	/// All leaves that the chain has, out of the pages.
	pub(crate) fn stored_leaves(&self) -> Vec<Scalar> {
		let pages = ZkVerifier::pages_of(self.stored().size);
		(0..pages).flat_map(|number| -> Page { Pages::<Test>::get(self.id, number) }).collect()
	}
}
