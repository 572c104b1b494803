//! Roots: the one of now, and those that were replaced not long ago.
//!
//! A member proves against the root that it knows, and a change of the group meanwhile must not void the proof. So a
//! replaced root stays good for [`Config::RootLifetime`], as that is at the moment of its replacement: another one later
//! changes no date. That promise is never cut short: a group that has replaced as many roots as it keeps waits with its
//! next change. A removed member is out only when the last root with its leaf has expired.

use crate::{Config, Error, Group, Pallet, Replaced, ReplacedRoots, RootRing};
use frame_support::traits::{Get, Time};
use jmt_primitives::{
	proofs::{GroupId, Scalar},
	Moment,
};

/// Whether proofs against a root count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RootStanding {
	/// They do: it is the group's.
	Current,
	/// They do still.
	Replaced {
		/// The moment from which they do not, in ms.
		until: Moment,
	},
	/// It was replaced too long ago.
	Expired,
	/// The group has no such root. It may have had it long ago, or may get it with the next block.
	Unknown,
}

impl<T: Config> Pallet<T> {
	/// The replaced roots of a group once its root of now is one of them. Those that have expired are left out.
	///
	/// Error: `TooManyRoots`.
	pub(super) fn roots_after(id: GroupId, group: &Group) -> Result<RootRing, Error<T>> {
		let mut roots = ReplacedRoots::<T>::get(id);
		let now = T::Time::now();
		roots.retain(|replaced| now < replaced.until);
		if let Some(root) = group.root {
			let until = now.saturating_add(T::RootLifetime::get());
			roots.try_push(Replaced { root, until }).map_err(|_| Error::<T>::TooManyRoots)?;
		}
		Ok(roots)
	}

	/// Whether proofs against a root of the group count.
	pub fn root_standing(id: GroupId, group: &Group, root: &Scalar) -> RootStanding {
		if group.root.as_ref() == Some(root) {
			return RootStanding::Current;
		}
		let roots = ReplacedRoots::<T>::get(id);
		// A root may have been replaced more than once: the longest promise counts.
		let these = roots.iter().filter(|replaced| replaced.root == *root);
		match these.map(|replaced| replaced.until).max() {
			Some(until) if T::Time::now() < until => RootStanding::Replaced { until },
			Some(_) => RootStanding::Expired,
			None => RootStanding::Unknown,
		}
	}
}
