//! Groups: trees of commitments, each of which one member alone can open.

mod change;
mod close;
mod create;
mod laws;
#[cfg(test)]
pub(crate) mod makers;
mod roots;
#[cfg(test)]
mod tests;

pub(crate) use close::MAX_PAGES;
pub use roots::RootStanding;

use crate::{Config, Error, Group, Groups, Pallet, PAGE};
use alloc::vec::Vec;
use frame_support::ensure;
use jmt_primitives::{
	proofs::{GroupId, Scalar},
	AccountId,
};
use jmt_zk_poseidon::Scalar as Element;

impl<T: Config> Pallet<T> {
	/// A group of the account's.
	fn own_group(who: &AccountId, id: GroupId) -> Result<Group, Error<T>> {
		let group = Groups::<T>::get(id).ok_or(Error::<T>::UnknownGroup)?;
		ensure!(group.owner == *who, Error::<T>::NotGroupOwner);
		Ok(group)
	}

	/// A group of the account's that takes members.
	fn open_group(who: &AccountId, id: GroupId) -> Result<Group, Error<T>> {
		let group = Self::own_group(who, id)?;
		ensure!(!group.closing, Error::<T>::GroupClosing);
		Ok(group)
	}

	/// Pages of so many leaves.
	pub(crate) fn pages_of(size: u32) -> u32 {
		size.div_ceil(PAGE)
	}
}

/// The numbers behind bytes, in their order. None of them if one is r or more.
fn elements(numbers: &[Scalar]) -> Option<Vec<Element>> {
	numbers.iter().map(element).collect()
}

fn element(number: &Scalar) -> Option<Element> {
	Element::from_be_bytes(&number.0).ok()
}

fn scalar(element: &Element) -> Scalar {
	Scalar(element.to_be_bytes())
}
