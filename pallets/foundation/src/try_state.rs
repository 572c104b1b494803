//! The laws of the pallet's docs as checks.

use crate::{
	Airdrops, Announcements, Claimed, Config, Flags, HoldReason, Lists, NextId, Pallet, Sweeps,
	FLAGS_PER_CHUNK,
};
use alloc::collections::BTreeMap;
use frame_support::{
	ensure,
	traits::{fungible::Inspect, Get},
};
use jmt_primitives::{Balance, Hash, Invariants};
use sp_runtime::TryRuntimeError;

impl<T: Config> Invariants for Pallet<T> {
	const NAME: &'static str = "Foundation";

	fn check() -> Result<(), TryRuntimeError> {
		Self::announced_is_on_hold()?;
		Self::airdrops_are_on_hold()?;
		Self::open_within_bound()?;
		Self::airdrops_within_their_lists()?;
		Self::flags_belong_to_airdrops()?;
		Self::ids_stand_for_one_thing()?;
		Self::lists_are_of_airdrops()?;
		Self::pot_keeps_the_existential_deposit()
	}
}

impl<T: Config> Pallet<T> {
	/// The hold for announcements is the sum of the open announcements.
	fn announced_is_on_hold() -> Result<(), TryRuntimeError> {
		let sum = Announcements::<T>::iter_values()
			.try_fold(0, |sum: Balance, open| sum.checked_add(open.spending.amount()))
			.ok_or("foundation: the announcements overflow")?;
		ensure!(
			Self::held(HoldReason::Announced) == sum,
			"foundation: what is announced is not what is on hold"
		);
		Ok(())
	}

	/// The hold for airdrops is the sum of the unpaid rests of the running ones.
	fn airdrops_are_on_hold() -> Result<(), TryRuntimeError> {
		let sum = Airdrops::<T>::iter_values()
			.try_fold(0, |sum: Balance, airdrop| {
				sum.checked_add(airdrop.total.checked_sub(airdrop.claimed)?)
			})
			.ok_or("foundation: an airdrop has paid more than its total")?;
		ensure!(
			Self::held(HoldReason::Airdrop) == sum,
			"foundation: what airdrops have left is not what is on hold"
		);
		Ok(())
	}

	/// No more announcements are open than are allowed, and the counter counts them.
	fn open_within_bound() -> Result<(), TryRuntimeError> {
		let open = u32::try_from(Announcements::<T>::iter_keys().count());
		ensure!(
			open == Ok(Announcements::<T>::count()),
			"foundation: the open announcements are miscounted"
		);
		ensure!(
			Announcements::<T>::count() <= T::MaxOpen::get(),
			"foundation: more announcements are open than are allowed"
		);
		Ok(())
	}

	/// An airdrop has paid as many entries as have their flag set, and none beyond its list.
	fn airdrops_within_their_lists() -> Result<(), TryRuntimeError> {
		for (id, airdrop) in Airdrops::<T>::iter() {
			let set = Claimed::<T>::iter_prefix_values(id)
				.fold(0, |sum: u32, flags| sum.saturating_add(flags.count()));
			ensure!(set == airdrop.claims, "foundation: the claims of an airdrop are miscounted");
			ensure!(
				airdrop.claims <= airdrop.leaves,
				"foundation: more was claimed than the list has entries"
			);
			let end = airdrop.chunks().saturating_mul(FLAGS_PER_CHUNK);
			ensure!(
				!(airdrop.leaves..end).any(|index| Self::is_claimed(id, index)),
				"foundation: an entry beyond the list was claimed"
			);
		}
		Ok(())
	}

	/// Flags belong to a running airdrop, or to one whose sweep has not come to them, and one is set.
	fn flags_belong_to_airdrops() -> Result<(), TryRuntimeError> {
		for (id, chunk, flags) in Claimed::<T>::iter() {
			let chunks = match (Airdrops::<T>::get(id), Sweeps::<T>::get(id)) {
				(Some(airdrop), _) => 0..airdrop.chunks(),
				(None, Some(sweep)) => sweep.next..sweep.chunks,
				(None, None) => 0..0,
			};
			ensure!(chunks.contains(&chunk), "foundation: flags belong to no airdrop");
			ensure!(flags != Flags::default(), "foundation: a chunk without a flag is stored");
		}
		ensure!(
			Sweeps::<T>::iter_values().all(|sweep| sweep.next < sweep.chunks),
			"foundation: a finished sweep is stored"
		);
		Ok(())
	}

	/// An id is below the next one and stands for one thing.
	fn ids_stand_for_one_thing() -> Result<(), TryRuntimeError> {
		let mut seen = BTreeMap::<u32, u32>::new();
		let ids = Announcements::<T>::iter_keys()
			.chain(Airdrops::<T>::iter_keys())
			.chain(Sweeps::<T>::iter_keys());
		for id in ids {
			ensure!(id < NextId::<T>::get(), "foundation: an id is not below the next one");
			let times = seen.entry(id).or_default();
			*times = times.saturating_add(1);
			ensure!(*times == 1, "foundation: an id stands for two things");
		}
		Ok(())
	}

	/// The lists are those of the announced and the running airdrops.
	fn lists_are_of_airdrops() -> Result<(), TryRuntimeError> {
		let announced = Announcements::<T>::iter()
			.filter_map(|(id, open)| open.spending.list().map(|root| (root, id)));
		let running = Airdrops::<T>::iter().map(|(id, airdrop)| (airdrop.root, id));
		let expected: BTreeMap<Hash, u32> = announced.chain(running).collect();
		let lists: BTreeMap<Hash, u32> = Lists::<T>::iter().collect();
		ensure!(lists == expected, "foundation: the lists are not those of the airdrops");
		Ok(())
	}

	/// The pot keeps the existential deposit free of holds.
	fn pot_keeps_the_existential_deposit() -> Result<(), TryRuntimeError> {
		ensure!(
			T::Currency::balance(&T::Pot::get()) >= T::Currency::minimum_balance(),
			"foundation: the pot has less than the existential deposit"
		);
		Ok(())
	}
}
