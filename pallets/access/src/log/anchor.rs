use crate::{Config, Error, Event, HoldReason, Logs, Pallet};
use codec::MaxEncodedLen;
use frame_support::{ensure, traits::Time};
use jmt_primitives::{
	access::log::{signed, LogHead, Seal},
	identity::IdentityFacts,
	merkle::{implied_tree, root_of, verify_consistency},
	AccountId, Balance, DeviceId, DeviceSignature, Hash,
};
use sp_runtime::{DispatchError, DispatchResult};

/// A head that is to be anchored.
pub(crate) struct NewHead<'a> {
	pub enforcer: DeviceId,
	/// The last leaf.
	pub seal: Seal,
	/// Of the log, with the seal.
	pub leaves: u32,
	/// Of these leaves.
	pub root: Hash,
	/// Leads from the head's tree to the new one; empty for the first anchor.
	pub consistency: &'a [Hash],
	/// Leads from the seal to the new tree.
	pub path: &'a [Hash],
}

impl<T: Config> Pallet<T> {
	/// Anchors a log, and emits `Anchored`. The enforcer signs all but the hashes of both proofs; the first time `by` pays
	/// the deposit.
	pub(crate) fn do_anchor(
		by: AccountId,
		head: &NewHead<'_>,
		signature: &DeviceSignature,
	) -> DispatchResult {
		let NewHead { enforcer, seal, leaves, root, consistency, path } = head;
		let key = T::Identity::device(enforcer).ok_or(Error::<T>::UnknownEnforcer)?.key;
		let (last, now) = (Logs::<T>::get(enforcer), T::Time::now());
		let grows = *leaves > last.as_ref().map_or(0, |last| last.leaves);
		ensure!(grows, Error::<T>::NotAppendOnly);
		ensure!(seal.extends(last.as_ref(), *leaves, now), Error::<T>::WrongSeal);
		let genesis = Self::genesis_hash();
		let place = leaves.saturating_sub(1);
		let tree = implied_tree(*leaves, place, &seal.leaf(&genesis, enforcer), path)
			.map_err(|_| Error::<T>::WrongSeal)?;
		ensure!(root_of(*leaves, &tree) == *root, Error::<T>::WrongSeal);
		match &last {
			Some(last) => verify_consistency(last.leaves, &last.tree, *leaves, &tree, consistency)
				.map_err(|_| Error::<T>::NotAppendOnly)?,
			None => ensure!(consistency.is_empty(), Error::<T>::NotAppendOnly),
		}
		let payload = signed::anchor(&genesis, enforcer, seal, *leaves, root);
		ensure!(signature.verify(&payload, &key), Error::<T>::BadSignature);

		let (payer, deposit, lied) = match last {
			Some(last) => (last.payer, last.deposit, last.lied),
			None => {
				let deposit = Self::hold_of_log(&by)?;
				(by, deposit, None)
			},
		};
		let head = LogHead {
			leaves: *leaves,
			tree,
			root: *root,
			segment: seal.segment,
			at: seal.to,
			lied,
			payer,
			deposit,
		};
		Logs::<T>::insert(enforcer, head);
		Self::deposit_event(Event::Anchored {
			enforcer: *enforcer,
			leaves: *leaves,
			root: *root,
			segment: seal.segment,
		});
		Ok(())
	}

	/// Holds the deposit of a log. Returns it.
	fn hold_of_log(payer: &AccountId) -> Result<Balance, DispatchError> {
		let bytes = DeviceId::max_encoded_len().saturating_add(LogHead::max_encoded_len());
		let deposit = Self::price(bytes);
		Self::hold(HoldReason::Log, payer, deposit)?;
		Ok(deposit)
	}
}
