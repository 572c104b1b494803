//! Which unit of a device counts, found when it is asked for.

use crate::{Config, Domains, Members, Pallet, Roots};
use jmt_primitives::{
	identity::Certified,
	proof_of_time::{Base, BaseOf, Groups, UnitNow},
	units::{Bound, Root, UnitState},
	DeviceId, Moment,
};

impl<T: Config> Pallet<T> {
	/// The root and the level of a unit that counts. A read.
	pub(crate) fn certified(bound: &Bound, now: Moment) -> Option<Certified> {
		let root = Roots::<T>::get(bound.root)?;
		let counts = root.state_of(bound, now) == UnitState::Stands;
		let Bound { root: id, expires, .. } = *bound;
		counts.then(|| Certified { root: id, level: root.level_of(bound), expires })
	}
}

impl<T: Config> Base for Pallet<T> {
	/// A read for a device without a unit, three for one with.
	fn base(device: &DeviceId, now: Moment) -> BaseOf {
		let Some(member) = Members::<T>::get(device) else { return BaseOf::default() };
		let Some(bound) = member.unit else { return BaseOf::default() };
		let root = Roots::<T>::get(bound.root);
		let state = root.as_ref().map_or(UnitState::Fell, |root| root.state_of(&bound, now));
		let unit = Some(UnitNow { root: bound.root, binding: bound.bound_in, state });
		match (state, root) {
			(UnitState::Stands, Some(root)) => {
				let level = Some(root.level_of(&bound));
				let Root { terms, .. } = root;
				let top = member.domain.and_then(Domains::<T>::get).map(|domain| domain.top);
				let groups = Groups { root: Some((bound.root, terms.share.into())), top };
				BaseOf { level, unit, groups }
			},
			_ => BaseOf { level: None, unit, groups: Groups::default() },
		}
	}
}
