//! Payloads that are signed or hashed for tasks. Each is the SCALE encoding of a tuple that opens with its purpose, with
//! the purpose's length before it. Those that are signed name the chain by its genesis hash and the task by its
//! [`TermsHash`], since a number alone may mean another task on another branch.

use super::{ResultDigest, Signer, TaskId, Terms};
use crate::{AccountId, BlockNumber, DeviceId, Hash, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// Purpose of [`enrol`].
pub const ENROL: &[u8] = b"jmt/task/enrol/v1";

/// Purpose of [`claim`].
pub const CLAIM: &[u8] = b"jmt/task/claim/v1";

/// Purpose of [`commit`].
pub const COMMIT: &[u8] = b"jmt/task/commit/v1";

/// Purpose of [`reveal`].
pub const REVEAL: &[u8] = b"jmt/task/reveal/v1";

/// Purpose of [`terms_hash`].
pub const TERMS: &[u8] = b"jmt/task/terms/v1";

/// Purpose of [`commitment`].
pub const COMMITMENT: &[u8] = b"jmt/task/commitment/v1";

/// Purpose of [`Outcome::digest`](super::Outcome::digest).
pub const RESULT: &[u8] = b"jmt/task/result/v1";

/// Names a task with its terms, on one branch of one chain.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct TermsHash(pub Hash);

/// A worker's word about its result, which does not tell it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Commitment(pub Hash);

/// Random bytes that keep a commitment from being guessed. A worker makes new ones for each task.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Salt(pub [u8; 32]);

/// The payload by which a device lets `owner` stake on it and `signer` work for it, until `expires` (ms):
/// `(purpose, genesis, device, owner, signer, expires)`.
pub fn enrol(
	genesis: &Hash,
	device: &DeviceId,
	owner: &AccountId,
	signer: &Signer,
	expires: Moment,
) -> Vec<u8> {
	(ENROL, genesis, device, owner, signer, expires).encode()
}

/// The payload by which a worker claims a slot with one of its stake units:
/// `(purpose, genesis, terms hash, seed, unit, device)`. The seed tells a panel from the crew before it.
pub fn claim(
	genesis: &Hash,
	terms: &TermsHash,
	seed: &Hash,
	unit: u32,
	device: &DeviceId,
) -> Vec<u8> {
	(CLAIM, genesis, terms, seed, unit, device).encode()
}

/// The payload by which a worker commits to its result: `(purpose, genesis, terms hash, device, commitment)`.
pub fn commit(
	genesis: &Hash,
	terms: &TermsHash,
	device: &DeviceId,
	commitment: &Commitment,
) -> Vec<u8> {
	(COMMIT, genesis, terms, device, commitment).encode()
}

/// The payload by which a worker tells its result: `(purpose, genesis, terms hash, device, digest, salt)`.
pub fn reveal(
	genesis: &Hash,
	terms: &TermsHash,
	device: &DeviceId,
	digest: &ResultDigest,
	salt: &Salt,
) -> Vec<u8> {
	(REVEAL, genesis, terms, device, digest, salt).encode()
}

/// The name of a task: blake2-256 of `(purpose, id, block of the post, client, terms)`.
pub fn terms_hash(
	id: TaskId,
	posted_in: BlockNumber,
	client: &AccountId,
	terms: &Terms,
) -> TermsHash {
	TermsHash(hash(&(TERMS, id, posted_in, client, terms).encode()))
}

/// The commitment of a device to a result: blake2-256 of `(purpose, genesis, terms hash, device, digest, salt)`. Another
/// device that copies it cannot reveal it.
pub fn commitment(
	genesis: &Hash,
	terms: &TermsHash,
	device: &DeviceId,
	digest: &ResultDigest,
	salt: &Salt,
) -> Commitment {
	Commitment(hash(&(COMMITMENT, genesis, terms, device, digest, salt).encode()))
}

fn hash(payload: &[u8]) -> Hash {
	blake2_256(payload).into()
}
