//! A key comes.

use crate::{
	Barred, Config, DevelopmentKeys, Error, HoldReason, KeyRecord, Keys, Pallet, Prepared,
	PreparedBytes,
};
use codec::MaxEncodedLen;
use frame_support::{ensure, traits::Defensive};
use jmt_primitives::{
	proofs::{KeyId, Purpose, SetUp},
	AccountId, Balance,
};
use jmt_zk_verifier::{PreparedKey, VerifyingKey};
use sp_runtime::{DispatchError, SaturatedConversion};

impl<T: Config> Pallet<T> {
	/// Checks a key, cheapest first, then holds the deposit and stores it. Returns id, number of inputs and deposit.
	pub(crate) fn do_register_key(
		owner: &AccountId,
		bytes: &[u8],
		purpose: Purpose,
		set_up: SetUp,
	) -> Result<(KeyId, u8, Balance), DispatchError> {
		Self::store_key(Some(owner), bytes, purpose, set_up)
	}

	/// The same for a key that may have no owner, and then costs nothing.
	#[inline(never)]
	pub(crate) fn store_key(
		owner: Option<&AccountId>,
		bytes: &[u8],
		purpose: Purpose,
		set_up: SetUp,
	) -> Result<(KeyId, u8, Balance), DispatchError> {
		ensure!(
			set_up != SetUp::Development || DevelopmentKeys::<T>::get(),
			Error::<T>::DevelopmentRefused
		);
		let key = VerifyingKey::from_bytes(bytes).map_err(Error::<T>::from)?;
		let id = KeyId::from(key.digest());
		ensure!(!Barred::<T>::contains_key(id), Error::<T>::KeyBarred);
		ensure!(!Keys::<T>::contains_key(id), Error::<T>::AlreadyRegistered);
		// At most 32, or the key would have been refused.
		let inputs: u8 = key.input_count().saturated_into();
		// The bytes of 32 inputs fit.
		let prepared: PreparedBytes = PreparedKey::new(key)
			.to_bytes()
			.try_into()
			.map_err(|_| Error::<T>::TooManyInputs)
			.defensive()?;

		let deposit = match owner {
			Some(owner) => {
				let bytes = Self::key_bytes(prepared.len());
				let deposit = Self::price(2, bytes);
				Self::hold(HoldReason::Key, owner, deposit)?;
				deposit
			},
			None => 0,
		};
		Prepared::<T>::insert(id, &prepared);
		let owner = owner.cloned();
		let record = KeyRecord { owner, purpose, set_up, inputs, retired: None, deposit };
		Keys::<T>::insert(id, record);
		Ok((id, inputs, deposit))
	}

	/// Bytes of the two entries of a key that is so long once prepared.
	pub(crate) fn key_bytes(prepared: usize) -> usize {
		32usize
			.saturating_mul(2)
			.saturating_add(KeyRecord::max_encoded_len())
			.saturating_add(prepared)
	}

	/// The number of inputs of a key with so many bytes, for weights.
	pub(crate) fn inputs_of(bytes: usize) -> u32 {
		bytes.saturating_sub(512).div_ceil(64).saturated_into()
	}
}
