//! Units and roots of trust.

use crate::{Config, Members, NextRoot, Pallet, Roots, Units};
use alloc::collections::BTreeMap;
use frame_support::ensure;
use jmt_primitives::units::{RootId, WHOLE_SHARE};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// A unit is bound to a device that says so, and each device's unit is in `Units`: so a unit counts once.
	pub(super) fn units_count_once() -> Result<(), TryRuntimeError> {
		for (root, nullifier, device) in Units::<T>::iter() {
			let unit = Members::<T>::get(device).and_then(|member| member.unit);
			let named = unit.map(|unit| (unit.root, unit.nullifier));
			ensure!(named == Some((root, nullifier)), "a unit's device has another or none");
		}
		for (device, member) in Members::<T>::iter() {
			let Some(unit) = member.unit else { continue };
			let held = Units::<T>::get(unit.root, unit.nullifier);
			ensure!(held == Some(device), "a device's unit is another's");
		}
		Ok(())
	}

	/// Every root of trust has a number below `NextRoot`, a key, a share of the pay, and counts its units.
	pub(super) fn roots_count_their_units() -> Result<(), TryRuntimeError> {
		let used = Units::<T>::iter_keys().fold(BTreeMap::new(), |mut sums, (root, _)| {
			let sum: &mut u32 = sums.entry(root).or_default();
			*sum = sum.saturating_add(1);
			sums
		});
		let next = NextRoot::<T>::get();
		for (id, root) in Roots::<T>::iter() {
			ensure!(0 < id && id < next, "a root's number was not given");
			ensure!(!root.keys.is_empty(), "a root has no key");
			ensure!((1..=WHOLE_SHARE).contains(&root.terms.share), "a root's share is wrong");
			let counted = used.get(&id).copied().unwrap_or(0);
			ensure!(root.used == counted, "a root miscounts its units");
		}
		for id in used.keys() {
			let id: &RootId = id;
			ensure!(Roots::<T>::contains_key(id), "a unit has no root");
		}
		Ok(())
	}
}
