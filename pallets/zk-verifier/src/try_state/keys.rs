//! Keys and anchors.

use crate::{
	keys::MAX_RETIREMENT, Anchors, Barred, Config, DevelopmentKeys, Keys, Pallet, Prepared,
};
use frame_support::{ensure, traits::Time};
use jmt_primitives::proofs::{KeyId, SetUp};
use jmt_zk_poseidon::Scalar as Number;
use jmt_zk_verifier::{PreparedKey, VerifyingKey};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	/// Every key has its bytes, and no others are stored. A key without an owner holds nothing, and none is of a set-up
	/// for development where these are not taken.
	pub(super) fn keys_have_their_bytes() -> Result<(), TryRuntimeError> {
		let mut count = 0u32;
		for (id, record) in Keys::<T>::iter() {
			ensure!(Prepared::<T>::contains_key(id), "a key has no bytes");
			ensure!(record.owner.is_some() || record.deposit == 0, "nobody paid for a key");
			ensure!(
				record.set_up != SetUp::Development || DevelopmentKeys::<T>::get(),
				"a key of a set-up for development is registered"
			);
			count = count.saturating_add(1);
		}
		let stored = Prepared::<T>::iter_keys().fold(0u32, |sum, _| sum.saturating_add(1));
		ensure!(stored == count, "bytes have no key");
		Ok(())
	}

	/// The bytes of each key are those of a key that would be taken, hash to its id, have so many inputs as its record
	/// says, and hold the right e(alpha, beta).
	pub(super) fn keys_hash_to_their_ids() -> Result<(), TryRuntimeError> {
		for (id, stored) in Prepared::<T>::iter() {
			let prepared = PreparedKey::from_trusted_bytes(&stored)
				.map_err(|_| "the bytes of a key are not prepared ones")?;
			let key = VerifyingKey::from_bytes(&prepared.key().to_bytes())
				.map_err(|_| "a key is registered that would be refused")?;
			ensure!(KeyId::from(key.digest()) == id, "a key does not hash to its id");
			let inputs = Keys::<T>::get(id).map(|record| usize::from(record.inputs));
			ensure!(inputs == Some(key.input_count()), "a key has another number of inputs");
			ensure!(PreparedKey::new(key) == prepared, "a key was prepared wrongly");
		}
		Ok(())
	}

	/// A retired key verifies for a year more at most. A barred one that is registered is retired.
	pub(super) fn retired_keys_end_in_a_year() -> Result<(), TryRuntimeError> {
		let latest = T::Time::now().saturating_add(MAX_RETIREMENT);
		for record in Keys::<T>::iter_values() {
			ensure!(
				record.retired.is_none_or(|until| until <= latest),
				"a key is retired too late"
			);
		}
		for id in Barred::<T>::iter_keys() {
			let stands = Keys::<T>::get(id).is_some_and(|record| record.retired.is_none());
			ensure!(!stands, "a barred key is not retired");
		}
		Ok(())
	}

	/// Every anchored root is below r.
	pub(super) fn anchors_are_numbers() -> Result<(), TryRuntimeError> {
		for anchor in Anchors::<T>::iter_values() {
			ensure!(Number::from_be_bytes(&anchor.root.0).is_ok(), "an anchored root is no number");
		}
		Ok(())
	}
}
