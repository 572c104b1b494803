//! An entry of an airdrop is claimed.

use crate::{Airdrop, Airdrops, Claimed, Config, Error, HoldReason, Pallet, WeightInfo};
use frame_support::{
	ensure,
	traits::{Get, Time},
	weights::Weight,
};
use jmt_primitives::{
	merkle::{airdrop_leaf, locate, verify, MerkleError, Proof, MAX_DEPTH},
	AccountId, Balance, Hash,
};
use sp_runtime::{ArithmeticError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Checks a claim, cheapest first, then sets its flag and pays it.
	pub(crate) fn do_claim(
		id: u32,
		index: u32,
		account: &AccountId,
		amount: Balance,
		proof: &[Hash],
	) -> DispatchResult {
		ensure!(amount > 0, Error::<T>::ZeroAmount);
		ensure!(*account != T::Pot::get(), Error::<T>::PotIsRecipient);
		let airdrop = Airdrops::<T>::get(id).ok_or(Error::<T>::UnknownAirdrop)?;
		ensure!(T::Time::now() < airdrop.until, Error::<T>::AirdropOver);
		let (chunk, flag) = locate(index);
		let mut flags = Claimed::<T>::get(id, chunk);
		ensure!(!flags.is_set(flag), Error::<T>::AlreadyClaimed);
		Self::check_entry(&airdrop, index, account, amount, proof)?;
		ensure!(amount <= airdrop.rest(), Error::<T>::AirdropExhausted);
		Self::ensure_can_receive(account, amount)?;
		let claimed = airdrop.claimed.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		let claims = airdrop.claims.checked_add(1).ok_or(ArithmeticError::Overflow)?;

		flags.set(flag);
		Claimed::<T>::insert(id, chunk, flags);
		Airdrops::<T>::insert(id, Airdrop { claimed, claims, ..airdrop });
		Self::pay(HoldReason::Airdrop, account, amount)
	}

	/// The list pays `amount` to `account` at `index`.
	fn check_entry(
		airdrop: &Airdrop,
		index: u32,
		account: &AccountId,
		amount: Balance,
		proof: &[Hash],
	) -> DispatchResult {
		let Airdrop { root, leaves, purpose, until, .. } = airdrop;
		let leaf = airdrop_leaf(&Self::genesis_hash(), purpose, *until, index, account, amount);
		verify(root, *leaves, index, &leaf, proof).map_err(|error| match error {
			MerkleError::IndexOutOfRange => Error::<T>::IndexOutOfRange.into(),
			MerkleError::WrongLength { .. } => Error::<T>::WrongProofLength.into(),
			MerkleError::RootMismatch | MerkleError::TooManyLeaves => Error::<T>::NotInList.into(),
		})
	}

	/// Whether the flag of an entry is set.
	pub(crate) fn is_claimed(id: u32, index: u32) -> bool {
		let (chunk, flag) = locate(index);
		Claimed::<T>::get(id, chunk).is_set(flag)
	}

	/// Weight of a claim with this proof.
	pub(crate) fn claim_weight(proof: &Proof) -> Weight {
		T::WeightInfo::claim(u32::try_from(proof.len()).unwrap_or(MAX_DEPTH))
	}

	/// The hash of block 0. `frame_system` keeps it for good, whatever `BlockHashCount` is.
	pub(crate) fn genesis_hash() -> Hash {
		frame_system::Pallet::<T>::block_hash(0)
	}
}
