//! Accounts and keys that benchmarks begin with.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use crate::{forged::Forger, *};
use alloc::vec::Vec;
use frame_support::{
	storage::{storage_prefix, unhashed},
	traits::{fungible::Mutate, Time},
};
use jmt_primitives::{
	proofs::{statement_hash, Claim, KeyId, Purpose, Scalar, SetUp},
	AccountId, Hash, Moment, JMT,
};
use jmt_zk_verifier::PreparedKey;

/// When benchmarks happen, in ms.
const NOW: Moment = 2_000_000_000_000;

/// An account that can pay all deposits, on a chain whose clock stands at [`NOW`]: a bencher has none that runs.
pub(super) fn funded<T: Config>(name: &'static str) -> AccountId {
	unhashed::put(&storage_prefix(b"Timestamp", b"Now"), &NOW);
	assert_eq!(T::Time::now(), NOW, "the runtime's clock is its pallet `Timestamp`");
	let who = frame_benchmarking::account(name, 0, 0);
	T::Currency::set_balance(&who, 1_000_000 * JMT);
	who
}

pub(super) fn ceremony() -> SetUp {
	SetUp::Ceremony { transcript: Hash::repeat_byte(7) }
}

/// Stores a key of `owner`'s under an id, which need not be its own: a depth has a key whose secrets nobody knows.
pub(super) fn plant<T: Config>(owner: &AccountId, id: KeyId, forger: &Forger, inputs: u32) {
	let prepared = PreparedKey::new(forger.key()).to_bytes();
	plant_bytes::<T>(owner, id, prepared, inputs);
}

fn plant_bytes<T: Config>(owner: &AccountId, id: KeyId, prepared: Vec<u8>, inputs: u32) {
	let deposit = Pallet::<T>::price(2, Pallet::<T>::key_bytes(prepared.len()));
	Pallet::<T>::hold(HoldReason::Key, owner, deposit).unwrap();
	let record = KeyRecord {
		owner: Some(owner.clone()),
		purpose: Purpose::Other,
		set_up: ceremony(),
		inputs: inputs.try_into().unwrap(),
		retired: None,
		deposit,
	};
	Keys::<T>::insert(id, record);
	Prepared::<T>::insert(id, PreparedBytes::try_from(prepared).unwrap());
}

fn numbers(count: u32) -> Vec<Scalar> {
	// Full ones, since the time of a multiplication follows their length.
	let number = |place: u32| {
		let mut bytes = sp_io::hashing::blake2_256(&place.to_le_bytes());
		bytes[0] &= 0x1f;
		Scalar(bytes)
	};
	(0..count).map(number).collect()
}

fn claim(forger: &Forger, id: KeyId, inputs: u32, seed: u64) -> Claim {
	let inputs = numbers(inputs);
	let proof = forger.prove(&inputs, seed);
	Claim { key: id, proof, inputs: inputs.try_into().unwrap() }
}

/// So many valid claims by one key.
pub(super) fn claims_of_one_key<T: Config>(count: u32, inputs: u32) -> Vec<Claim> {
	let owner = funded::<T>("owner");
	let forger = Forger::quick(1, inputs as usize); // cast: widening
	let id = forger.id();
	plant::<T>(&owner, id, &forger, inputs);
	(0..count).map(|seed| claim(&forger, id, inputs, seed.into())).collect()
}

/// A valid claim for each of so many keys, the first of which has so many inputs and the others none. No two keys share
/// a point.
pub(super) fn claims_of_keys<T: Config>(keys: u32, inputs: u32) -> Vec<Claim> {
	let owner = funded::<T>("owner");
	// Of e(alpha, beta) a batch makes no use: that of one key does for all, and saves a pairing each.
	let first = PreparedKey::new(Forger::quick(1, 0).key()).to_bytes();
	let target = &first[first.len() - 384..];
	let mut claims = Vec::new();
	for number in 0..keys {
		let inputs = if number == 0 { inputs } else { 0 };
		let forger = Forger::quick(u64::from(number) + 1, inputs as usize); // cast: widening
		let key = forger.key();
		let id: KeyId = key.digest().into();
		if keys == 1 {
			plant::<T>(&owner, id, &forger, inputs);
		} else {
			let prepared = [key.to_bytes().as_slice(), target].concat();
			plant_bytes::<T>(&owner, id, prepared, inputs);
		}
		claims.push(claim(&forger, id, inputs, u64::from(number)));
	}
	claims
}

/// The call told of this claim last.
pub(super) fn assert_verified<T: Config>(by: &AccountId, claim: &Claim) {
	let (key, statement) = (claim.key, statement_hash(&claim.key, &claim.inputs));
	let event = Event::<T>::ProofVerified { key, statement, by: by.clone() };
	frame_system::Pallet::<T>::assert_last_event(event.into());
}
