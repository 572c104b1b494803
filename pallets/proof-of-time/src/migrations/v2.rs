//! Version 2 counts fee-free calls of all pallets by row, where version 1 counted answers alone.

use crate::{Config, Pallet};
use core::marker::PhantomData;
use frame_support::{
	migrations::VersionedMigration,
	storage_alias,
	traits::{Get, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
use jmt_primitives::BlockNumber;

/// Answers of the newest block that had any, with that block.
#[storage_alias]
pub type AnswersInBlock<T: Config> = StorageValue<Pallet<T>, (BlockNumber, u32)>;

/// Removes the count of answers. It said nothing beyond its block, so none is carried over.
pub struct RemoveAnswersInBlock<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for RemoveAnswersInBlock<T> {
	fn on_runtime_upgrade() -> Weight {
		AnswersInBlock::<T>::kill();
		T::DbWeight::get().writes(1)
	}
}

/// From version 1 to version 2.
pub type ToV2<T> = VersionedMigration<
	1,
	2,
	RemoveAnswersInBlock<T>,
	Pallet<T>,
	<T as frame_system::Config>::DbWeight,
>;
