//! Version 3 keeps books by class, where version 2 kept one for all devices, and the terms of weights with a draw.
//!
//! Until then no device had a unit: what there is becomes the books of the class without. No record changes. The
//! newest draw can be answered on.

use crate::{Books, Config, CurrentDraw, Ledger, OpenDraw, Pallet, Slot};
use codec::{Decode, Encode, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{
	migrations::VersionedMigration,
	storage::unhashed,
	storage_alias,
	traits::{Get, UncheckedOnRuntimeUpgrade},
	weights::Weight,
};
use jmt_primitives::{
	proof_of_time::{Class, Terms},
	Balance, BlockNumber, Bucket, Draw, Hash, Moment,
};
use scale_info::TypeInfo;

/// The books of all devices, as version 2 stored them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct LedgerBefore {
	/// See [`Ledger`] for each.
	pub withdrawn: Balance,
	/// As there.
	pub paid: Balance,
	/// As there.
	pub forfeited: Balance,
	/// As there.
	pub to_return: Balance,
	/// As there.
	pub reserve: Balance,
	/// As there.
	pub weight: u128,
	/// As there.
	pub mining_devices: u32,
	/// As there.
	pub accumulator: u128,
	/// As there.
	pub remainder: u128,
	/// As there.
	pub accrued_at: Moment,
}

impl LedgerBefore {
	/// As the books of a class. No weight was cut by a share.
	pub fn now(self) -> Ledger {
		Ledger {
			withdrawn: self.withdrawn,
			paid: self.paid,
			forfeited: self.forfeited,
			to_return: self.to_return,
			reserve: self.reserve,
			weight: self.weight,
			mining_devices: self.mining_devices,
			accumulator: self.accumulator,
			remainder: self.remainder,
			accrued_at: self.accrued_at,
			raw: self.weight,
		}
	}
}

/// Where version 2 stored it: at the key that now is the prefix of the books by class.
pub mod before {
	use super::*;

	/// The books.
	#[storage_alias]
	pub type Books<T: Config> = StorageValue<Pallet<T>, LedgerBefore>;
}

/// The newest draw, as version 2 stored it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct DrawBefore {
	/// See [`OpenDraw`] for each.
	pub draw: Draw,
	/// As there.
	pub drawn_in: BlockNumber,
	/// As there.
	pub last_slot: Slot,
	/// As there.
	pub at: Moment,
	/// As there.
	pub seed: Hash,
	/// As there.
	pub buckets: Bucket,
	/// As there.
	pub seeded_in: BlockNumber,
}

impl DrawBefore {
	/// As a draw of these terms.
	fn now(self, terms: Terms) -> OpenDraw {
		let Self { draw, drawn_in, last_slot, at, seed, buckets, seeded_in } = self;
		OpenDraw { draw, drawn_in, last_slot, at, seed, buckets, seeded_in, terms }
	}
}

/// Moves the one value, and leaves nothing at its key. Gives the newest draw its terms.
pub struct MoveBooks<T>(PhantomData<T>);

impl<T: Config> UncheckedOnRuntimeUpgrade for MoveBooks<T> {
	fn on_runtime_upgrade() -> Weight {
		if let Some(ledger) = before::Books::<T>::take() {
			Books::<T>::insert(Class::Unproven, ledger.now());
		}
		// Also where it did not decode.
		unhashed::kill(&before::Books::<T>::hashed_key());
		let terms = T::Terms::get().within_bounds();
		let kept =
			CurrentDraw::<T>::translate::<DrawBefore, _>(|draw| draw.map(|draw| draw.now(terms)));
		if kept.is_err() {
			// The next round draws anew.
			CurrentDraw::<T>::kill();
		}
		T::DbWeight::get().reads_writes(9, 4)
	}
}

/// From version 2 to version 3.
pub type ToV3<T> =
	VersionedMigration<2, 3, MoveBooks<T>, Pallet<T>, <T as frame_system::Config>::DbWeight>;
