//! Weights that calls are charged: that of the call, of a signature, and of an end where one may come.

use crate::{Config, Output, Pallet, WeightInfo};
use frame_support::weights::Weight;
use jmt_primitives::{
	tasks::{Bench, Crew, Eligibility, Task, TaskHook, MAX_SLOTS},
	KeyType,
};
use sp_runtime::SaturatedConversion;

/// Slots of both crews at most. More than a task has that may have a panel: ten, and two for it.
const ALL_SLOTS: u32 = 2 * MAX_SLOTS;

impl<T: Config> Pallet<T> {
	/// Weight of one signature.
	pub(crate) fn verify_weight(key_type: KeyType) -> Weight {
		match key_type {
			KeyType::Sr25519 => T::WeightInfo::verify_sr25519(),
			KeyType::Ed25519 => T::WeightInfo::verify_ed25519(),
			KeyType::Secp256k1 => T::WeightInfo::verify_secp256k1(),
			KeyType::P256 => T::WeightInfo::verify_p256(),
		}
	}
}

/// A claim that displaces, authorising included, at worst.
pub fn claim<T: Config>(key: KeyType) -> Weight {
	of_claim::<T>(key, MAX_SLOTS).saturating_add(T::WeightInfo::displace())
}

/// A claim of a crew with so many slots, which displaced a worker or not.
pub(crate) fn claim_of<T: Config>(key: KeyType, slots: u8, displaced: bool) -> Weight {
	let claim = of_claim::<T>(key, slots.into());
	match displaced {
		true => claim.saturating_add(T::WeightInfo::displace()),
		false => claim,
	}
}

fn of_claim<T: Config>(key: KeyType, slots: u32) -> Weight {
	T::WeightInfo::claim(slots)
		.saturating_add(T::Eligibility::weight())
		.saturating_add(Pallet::<T>::verify_weight(key))
}

/// A commitment, authorising included, at worst.
pub fn commit<T: Config>(key: KeyType) -> Weight {
	T::WeightInfo::commit(MAX_SLOTS).saturating_add(Pallet::<T>::verify_weight(key))
}

/// A commitment in a crew with so many slots.
pub(crate) fn commit_of<T: Config>(key: KeyType, slots: u8) -> Weight {
	T::WeightInfo::commit(slots.into()).saturating_add(Pallet::<T>::verify_weight(key))
}

/// A reveal that ends the task, authorising included, at worst.
pub fn reveal<T: Config>(key: KeyType, output: Option<&Output>) -> Weight {
	T::WeightInfo::reveal(MAX_SLOTS)
		.saturating_add(T::WeightInfo::carry(bytes(output)))
		.saturating_add(Pallet::<T>::verify_weight(key))
		.saturating_add(end::<T>())
}

/// A reveal in a crew with so many slots, which brought this output, without what comes of it.
pub(crate) fn reveal_of<T: Config>(key: KeyType, slots: u8, carried: Option<&Output>) -> Weight {
	let told = T::WeightInfo::reveal(slots.into()).saturating_add(Pallet::<T>::verify_weight(key));
	match carried {
		Some(_) => told.saturating_add(T::WeightInfo::carry(bytes(carried))),
		None => told,
	}
}

fn bytes(output: Option<&Output>) -> u32 {
	output.map_or(0, |output| output.len().saturated_into())
}

/// The end of a task, or another stage of it, at worst.
pub fn end<T: Config>() -> Weight {
	end_of::<T>(ALL_SLOTS, ALL_SLOTS)
}

/// The same with so many slots of both crews, of which so many lost something.
pub(crate) fn end_of<T: Config>(slots: u32, losers: u32) -> Weight {
	T::WeightInfo::settle(slots, losers).saturating_add(T::Hook::on_end_weight())
}

/// Slots of both crews of a task. A panel counts as two more, filled or not: for its batch, its entry, and the account and
/// holds of its challenger.
pub(crate) fn slots_of(task: &Task) -> u32 {
	let taken = |bench| u32::from(task.bench(bench).map_or(0, Crew::taken));
	let called = if task.panel.is_some() { 2 } else { 0 };
	taken(Bench::Crew).saturating_add(taken(Bench::Panel)).saturating_add(called)
}

/// A call that settles so many tasks, at worst.
pub fn settle<T: Config>(tasks: u32) -> Weight {
	end::<T>().saturating_mul(tasks.max(1).into())
}
