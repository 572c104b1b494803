//! Shares: how much of the pay of all units a root of trust, or a domain without a parent, may take.
//!
//! A group's raw weight is the sum of those of its devices, and changes with their answers. Its factor is found
//! anew whenever the group's entry is written, which is with each device's first answer of a day, and with any that
//! joins or leaves: so a flood of units that joins within a day lowers the factor while it joins. No call visits
//! the group's devices: each takes the factor with its next answer.

use crate::{Config, GroupBook, Groups, Pallet, Share, Shares};
use frame_support::defensive;
use jmt_primitives::{
	proof_of_time::{share_factor, Class, Group, Weighed, WEIGHT_ONE},
	Day, DeviceId,
};

/// The weights that shares are measured against.
pub(crate) struct Limits {
	/// The raw weight of all units now.
	pub all: u128,
	/// The largest share of those under one domain without a parent.
	pub top: u64,
	/// The day of the newest draw.
	pub today: Day,
}

impl Share {
	/// The groups that a device with this share is in.
	pub(crate) fn groups(&self) -> [Option<Group>; 2] {
		[Some(Group::Root(self.root)), self.top.map(Group::Top)]
	}

	/// Its raw weight, if it is in this group.
	fn raw_in(&self, group: Group) -> u128 {
		if self.groups().contains(&Some(group)) {
			self.raw.into()
		} else {
			0
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The share that a weight brings: none without a unit.
	pub(crate) fn share_of(weighed: &Weighed) -> Option<Share> {
		if weighed.class == Class::Unproven {
			return None;
		}
		let Some(unit) = weighed.unit else {
			defensive!("the class with units has a unit");
			return None;
		};
		let top = weighed.groups.top;
		Some(Share { root: unit.root, binding: unit.binding, top, raw: weighed.raw })
	}

	/// Puts a device from one share into another. Returns its factor: the lesser of its groups', since two would cut the same surplus twice.
	///
	/// Reads the groups of both, at most four; writes a group where its raw weight or the day has changed.
	pub(crate) fn regroup(
		device: &DeviceId,
		before: Option<Share>,
		after: Option<(Share, &Weighed)>,
		Limits { all, top, today }: Limits,
	) -> u64 {
		if let Some(before) = before {
			let left = before.groups().into_iter().flatten();
			let stays = |group| {
				after.as_ref().is_some_and(|(after, _)| after.groups().contains(&Some(group)))
			};
			left.filter(|group| !stays(*group)).for_each(|group| {
				Self::leave_group(group, before.raw);
			});
		}
		let Some((after, weighed)) = after else {
			if before.is_some() {
				Shares::<T>::remove(device);
			}
			return WEIGHT_ONE;
		};
		if before != Some(after) {
			Shares::<T>::insert(device, after);
		}
		let largest = [weighed.groups.root.map_or(WEIGHT_ONE, |(_, largest)| largest), top];
		let groups = after.groups().into_iter().zip(largest);
		groups
			.filter_map(|(group, largest)| Some((group?, largest.clamp(1, WEIGHT_ONE))))
			.map(|(group, largest)| {
				let was = before.map_or(0, |before| before.raw_in(group));
				let mut book = Groups::<T>::get(group).unwrap_or_default();
				let raw = book.raw.saturating_sub(was).saturating_add(after.raw.into());
				if raw != book.raw || book.day != today {
					let factor = share_factor(largest, raw, all).max(1);
					book = GroupBook { raw, day: today, factor };
					Self::write_group(group, book);
				}
				book.factor
			})
			.fold(WEIGHT_ONE, u64::min)
	}

	/// The factor that these groups' devices find: the lesser. Two reads at most.
	pub fn share_of_groups(groups: &jmt_primitives::proof_of_time::Groups) -> u64 {
		let root = groups.root.map(|(root, _)| Group::Root(root));
		let found = [root, groups.top.map(Group::Top)].into_iter().flatten();
		found.filter_map(Groups::<T>::get).fold(WEIGHT_ONE, |least, book| least.min(book.factor))
	}

	/// Takes a device's share out of its groups.
	pub(crate) fn leave_groups(share: &Share) {
		share.groups().into_iter().flatten().for_each(|group| {
			Self::leave_group(group, share.raw);
		});
	}

	/// Takes a raw weight out of a group. The factor waits for the next answer of the group.
	fn leave_group(group: Group, raw: u64) {
		let mut book = Groups::<T>::get(group).unwrap_or_default();
		book.raw = book.raw.saturating_sub(raw.into());
		Self::write_group(group, book);
	}

	/// Writes a group; one that weighs nothing has no entry.
	fn write_group(group: Group, book: GroupBook) {
		if book.raw == 0 {
			Groups::<T>::remove(group);
		} else {
			Groups::<T>::insert(group, book);
		}
	}

	/// A raw weight times a factor. At least a millionth where the raw weight is not 0: a record that weighs
	/// nothing is one that was reported.
	pub(crate) fn shared(raw: u64, factor: u64) -> u64 {
		let weight = u128::from(raw).saturating_mul(factor.into());
		let weight = weight.checked_div(WEIGHT_ONE.into()).unwrap_or_default();
		// A factor is one at most, so that the product is no more than `raw`.
		u64::try_from(weight).unwrap_or(raw).max(raw.min(1))
	}
}
