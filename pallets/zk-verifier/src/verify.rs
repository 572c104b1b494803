//! Proofs are checked: one path for a single one and for a batch.

use crate::{Config, Error, Event, Keys, Pallet, Prepared, WeightInfo};
use alloc::vec::Vec;
use frame_support::{defensive, ensure, traits::Time, weights::Weight};
use jmt_primitives::{
	proofs::{statement_hash, Claim, KeyId, ProofBytes, Refused, Scalar, VerifyProof},
	AccountId,
};
use jmt_zk_verifier::{scalar_from_bytes, verify_batch, Error as Fault, PreparedKey, Proof};
use sp_runtime::{DispatchResult, SaturatedConversion};

/// A claim of somebody else's.
type Asked<'a> = (&'a KeyId, &'a ProofBytes, &'a [Scalar]);

fn refused(fault: Fault) -> Refused {
	match fault {
		Fault::InputCount => Refused::InputCount,
		Fault::ScalarNotReduced => Refused::ScalarNotReduced,
		Fault::NotReduced => Refused::NotReduced,
		Fault::OffCurve => Refused::OffCurve,
		Fault::OutOfSubgroup => Refused::OutOfSubgroup,
		Fault::Infinity => Refused::Infinity,
		// The others are of keys and files.
		_ => Refused::NotProven,
	}
}

impl<T> From<Refused> for Error<T> {
	fn from(reason: Refused) -> Self {
		match reason {
			Refused::UnknownKey => Self::UnknownKey,
			Refused::KeyRetired => Self::KeyRetired,
			Refused::InputCount => Self::InputCount,
			Refused::ScalarNotReduced => Self::ScalarNotReduced,
			Refused::NotReduced => Self::NotReduced,
			Refused::OffCurve => Self::OffCurve,
			Refused::OutOfSubgroup => Self::OutOfSubgroup,
			Refused::Infinity => Self::Infinity,
			Refused::NotProven => Self::NotProven,
			Refused::NoAnchor => Self::NoAnchor,
			Refused::WrongPurpose => Self::WrongPurpose,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Verifies claims, all or none, and tells of each.
	pub(crate) fn do_verify(by: &AccountId, claims: &[Claim]) -> DispatchResult {
		ensure!(!claims.is_empty(), Error::<T>::EmptyBatch);
		let asked: Vec<Asked<'_>> = claims
			.iter()
			.map(|Claim { key, proof, inputs }| (key, proof, inputs.as_slice()))
			.collect();
		Self::check_claims(&asked).map_err(Error::<T>::from)?;
		for Claim { key, inputs, .. } in claims {
			let (key, statement) = (*key, statement_hash(key, inputs));
			Self::deposit_event(Event::ProofVerified { key, statement, by: by.clone() });
		}
		Ok(())
	}

	/// Checks 1 to 64 claims: that each key verifies and has so many inputs, then numbers and points, then the proofs.
	/// Each key is read and decoded once.
	#[inline(never)]
	fn check_claims(asked: &[Asked<'_>]) -> Result<(), Refused> {
		let mut ids: Vec<&KeyId> = Vec::new();
		let mut counts: Vec<usize> = Vec::new();
		for (id, _, inputs) in asked {
			let place = ids.iter().position(|known| known == id);
			let count = match place.and_then(|place| counts.get(place)) {
				Some(count) => *count,
				None => {
					let count = Self::inputs_of_verifying(id)?;
					ids.push(id);
					counts.push(count);
					count
				},
			};
			if inputs.len() != count {
				return Err(Refused::InputCount);
			}
		}
		let keys = ids.iter().map(|id| Self::prepared(id)).collect::<Result<Vec<_>, _>>()?;
		let mut claims = Vec::with_capacity(asked.len());
		for (id, proof, inputs) in asked {
			let place = ids.iter().position(|known| known == id);
			let key = place.and_then(|place| keys.get(place)).ok_or(Refused::UnknownKey)?;
			let inputs = inputs.iter().map(|input| scalar_from_bytes(&input.0));
			let inputs = inputs.collect::<Result<_, _>>().map_err(refused)?;
			let proof = Proof::from_bytes(&proof.0).map_err(refused)?;
			claims.push(jmt_zk_verifier::Claim::new(key, proof, inputs).map_err(refused)?);
		}
		verify_batch(&claims).map_err(refused)
	}

	/// The number of inputs of a key, if it verifies.
	fn inputs_of_verifying(id: &KeyId) -> Result<usize, Refused> {
		let record = Keys::<T>::get(id).ok_or(Refused::UnknownKey)?;
		if record.retired.is_some_and(|last| last < T::Time::now()) {
			return Err(Refused::KeyRetired);
		}
		Ok(record.inputs.into())
	}

	/// A key's stored bytes, decoded.
	fn prepared(id: &KeyId) -> Result<PreparedKey, Refused> {
		let stored = Prepared::<T>::get(id).unwrap_or_default();
		PreparedKey::from_trusted_bytes(&stored).map_err(|_| {
			defensive!("a registered key has the bytes that were prepared");
			Refused::UnknownKey
		})
	}

	/// Weight of a batch: a proof for each key that it names, with the inputs of all these keys, and its other proofs.
	///
	/// The inputs of a key's later claims cost next to nothing: their number is the same or the batch is refused.
	pub(crate) fn batch_weight(claims: &[Claim]) -> Weight {
		let mut keys: Vec<&KeyId> = Vec::new();
		let mut inputs = 0usize;
		for claim in claims {
			if !keys.contains(&&claim.key) {
				keys.push(&claim.key);
				inputs = inputs.saturating_add(claim.inputs.len());
			}
		}
		let others = claims.len().saturating_sub(keys.len());
		Self::weigh_batch(keys.len().saturated_into(), inputs.saturated_into(), others)
	}

	/// Weight of a batch with so many keys, inputs of these together, and proofs besides one a key.
	///
	/// An input costs what it costs beside one proof: among 64 keys the benchmark's 32 inputs are lost in its noise, and a
	/// batch can have 2,048.
	pub(crate) fn weigh_batch(keys: u32, inputs: u32, others: usize) -> Weight {
		let others = T::WeightInfo::verify_batch(others.saturated_into())
			.saturating_sub(T::WeightInfo::verify_batch(0));
		let input = T::WeightInfo::verify_one(1).saturating_sub(T::WeightInfo::verify_one(0));
		T::WeightInfo::verify_keys(keys, 0)
			.saturating_add(input.saturating_mul(inputs.into()))
			.saturating_add(others)
	}
}

impl<T: Config> VerifyProof for Pallet<T> {
	fn usable(key: &KeyId) -> bool {
		Keys::<T>::get(key).is_some_and(|record| record.retired.is_none())
	}

	fn verify(key: &KeyId, inputs: &[Scalar], proof: &ProofBytes) -> Result<(), Refused> {
		Self::check_claims(&[(key, proof, inputs)])
	}
}
