//! Roots: the one of now, and those that were replaced not long ago.
//!
//! A member proves against the root that it knows, and a change of the group meanwhile must not void the proof. So a
//! replaced root stays good for [`Config::RootLifetime`]. That promise is never cut short: a group that has replaced as
//! many roots as it keeps waits with its next change. A removed member is out only when the last root with its leaf
//! has expired.

use crate::{Config, Error, Group, Pallet, Replaced, ReplacedRoots, RootRing};
use frame_support::traits::{Get, Time};
use jmt_primitives::{
	proofs::{GroupId, Scalar},
	Moment,
};

/// Whether proofs against a root count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum RootStanding {
	/// They do.
	Good,
	/// It was replaced too long ago.
	Expired,
	/// The group has no such root. It may have had it long ago, or may get it with the next block.
	Unknown,
}

impl<T: Config> Pallet<T> {
	/// Whether a root that was replaced at this moment is still good: for less than its lifetime.
	fn is_good(at: Moment) -> bool {
		T::Time::now() < at.saturating_add(T::RootLifetime::get())
	}

	/// The replaced roots of a group once its root of now is one of them. Those that have expired are left out.
	///
	/// Error: `TooManyRoots`.
	pub(super) fn roots_after(id: GroupId, group: &Group) -> Result<RootRing, Error<T>> {
		let mut roots = ReplacedRoots::<T>::get(id);
		roots.retain(|replaced| Self::is_good(replaced.at));
		if let Some(root) = group.root {
			let at = T::Time::now();
			roots.try_push(Replaced { root, at }).map_err(|_| Error::<T>::TooManyRoots)?;
		}
		Ok(roots)
	}

	/// Whether proofs against a root of the group count.
	pub(crate) fn root_standing(id: GroupId, group: &Group, root: &Scalar) -> RootStanding {
		if group.root.as_ref() == Some(root) {
			return RootStanding::Good;
		}
		let roots = ReplacedRoots::<T>::get(id);
		// A root may have been replaced more than once: the newest counts.
		match roots.iter().rev().find(|replaced| replaced.root == *root) {
			Some(replaced) if Self::is_good(replaced.at) => RootStanding::Good,
			Some(_) => RootStanding::Expired,
			None => RootStanding::Unknown,
		}
	}
}
