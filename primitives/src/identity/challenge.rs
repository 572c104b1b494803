//! Questions of verifiers and answers of devices, and the bytes that each signs.

use super::AuthRefusal;
use crate::{DeviceId, DevicePublic, DeviceSignature, Hash, Moment};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use sp_crypto_hashing::blake2_256;

/// Purpose of [`Challenge::payload`].
const CHALLENGE: &[u8] = b"jmt/auth/challenge/v1";

/// Purpose of [`Answer::payload`].
const ANSWER: &[u8] = b"jmt/auth/answer/v1";

/// How far ahead a challenge may expire, in ms.
pub const MAX_CHALLENGE_MS: Moment = 60_000;

/// Names the channel on which verifier and device talk, as both see it: TLS' exporter of RFC 9266, say. `None` for
/// files that are carried.
pub type Binding = Option<[u8; 32]>;

/// A verifier's question.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Challenge {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	/// The device that asks.
	pub verifier: DeviceId,
	/// Random, and used once.
	pub nonce: [u8; 32],
	/// The last moment at which it may be answered, in ms.
	pub expires: Moment,
}

impl Challenge {
	/// The bytes that the verifier signs: the SCALE encoding of `(purpose, genesis, verifier, nonce, expires)`, the purpose with
	/// its length before it.
	pub fn payload(&self) -> Vec<u8> {
		(CHALLENGE, self).encode()
	}

	/// Its name in answers: blake2-256 of [`Self::payload`].
	pub fn hash(&self) -> Hash {
		blake2_256(&self.payload()).into()
	}

	/// Whether it may be answered at `now` (ms): not too late, and not good for longer than a minute.
	pub fn check_time(&self, now: Moment) -> Result<(), AuthRefusal> {
		if now > self.expires {
			return Err(AuthRefusal::ChallengeExpired);
		}
		if self.expires - now > MAX_CHALLENGE_MS {
			return Err(AuthRefusal::ExpiresTooFar);
		}
		Ok(())
	}

	/// For the device that is asked: whether the question is the one of the verifier that it means, whose key on the
	/// chain is `key`. An answer to another one's question could be passed on to the one.
	pub fn check(
		&self,
		signature: &DeviceSignature,
		genesis: &Hash,
		meant: &DeviceId,
		key: &DevicePublic,
		now: Moment,
	) -> Result<(), AuthRefusal> {
		if self.genesis != *genesis {
			return Err(AuthRefusal::OtherChain);
		}
		if self.verifier != *meant {
			return Err(AuthRefusal::OtherVerifier);
		}
		self.check_time(now)?;
		if !signature.verify(&self.payload(), key) {
			return Err(AuthRefusal::BadChallengeSignature);
		}
		Ok(())
	}
}

/// A device's answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode)]
pub struct Answer {
	/// [`Challenge::hash`] of the question.
	pub challenge: Hash,
	/// The device that answers.
	pub device: DeviceId,
	/// The channel as the device sees it.
	pub binding: Binding,
	/// Over [`Self::payload`].
	pub signature: DeviceSignature,
}

impl Answer {
	/// The bytes that the device signs: the SCALE encoding of `(purpose, hash of the challenge, device, channel binding)`, the
	/// purpose with its length before it. The challenge names the chain.
	pub fn payload(challenge: &Hash, device: &DeviceId, binding: &Binding) -> Vec<u8> {
		(ANSWER, challenge, device, binding).encode()
	}
}
