//! Roots that accounts stand for, and statements beside them.

use crate::{Anchor, Anchors, Config, Error, HoldReason, Keys, Pallet};
use codec::MaxEncodedLen;
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	proofs::{ProofBytes, Refused, Scalar, Statement, VerifyProof},
	AccountId, Balance, Hash,
};
use jmt_zk_poseidon::Scalar as Number;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Holds the deposit and stores the anchor. Returns the deposit.
	pub(crate) fn do_anchor(
		account: &AccountId,
		label: &Hash,
		root: &Scalar,
	) -> Result<Balance, DispatchError> {
		ensure!(Number::from_be_bytes(&root.0).is_ok(), Error::<T>::ScalarNotReduced);
		ensure!(!Anchors::<T>::contains_key(account, label), Error::<T>::AnchorExists);
		// The account and the label in its key have a hash of 16 bytes each.
		let key = 48usize.saturating_mul(2);
		let deposit = Self::price(1, key.saturating_add(Anchor::max_encoded_len()));
		Self::hold(HoldReason::Anchor, account, deposit)?;
		Anchors::<T>::insert(account, label, Anchor { root: *root, at: T::Time::now(), deposit });
		Ok(deposit)
	}

	/// Forgets an anchor and releases its deposit. Returns the deposit.
	pub(crate) fn do_drop_anchor(
		account: &AccountId,
		label: &Hash,
	) -> Result<Balance, DispatchError> {
		let anchor = Anchors::<T>::get(account, label).ok_or(Error::<T>::NoAnchor)?;
		let deposit = Self::release(HoldReason::Anchor, account, anchor.deposit)?;
		Anchors::<T>::remove(account, label);
		Ok(deposit)
	}

	/// Whether a proof proves a statement about the root that it names.
	pub fn check_statement(statement: &Statement, proof: &ProofBytes) -> Result<(), Refused> {
		let record = Keys::<T>::get(statement.key()).ok_or(Refused::UnknownKey)?;
		if record.purpose != statement.purpose() {
			return Err(Refused::WrongPurpose);
		}
		let (account, label) = statement.anchor();
		let anchor = Anchors::<T>::get(account, label).ok_or(Refused::NoAnchor)?;
		let inputs = statement.inputs(&anchor.root);
		<Self as VerifyProof>::verify(statement.key(), &inputs, proof)
	}
}
