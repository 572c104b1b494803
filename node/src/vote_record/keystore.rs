//! The keystore that GRANDPA signs with: what would be a second vote gets no signature.
//!
//! GRANDPA asks for its key whenever a round begins, and takes no part in the round if there is none. So the key
//! is not shown in a round whose votes are on record but not in GRANDPA's own state: it would vote otherwise, and
//! GRANDPA, and the node with it, ends when a signature is refused.

use super::{
	record::{Error, Record, Stage},
	voter,
};
use codec::DecodeAll;
use jmt_runtime::opaque::Header;
use sc_client_api::AuxStore;
use sp_consensus_grandpa::{Message, RoundNumber, SetId};
use sp_core::{
	crypto::{key_types::GRANDPA, KeyTypeId},
	ecdsa, ed25519, sr25519,
};
use sp_keystore::{Keystore, KeystorePtr};
use std::sync::{
	atomic::{AtomicBool, Ordering},
	Arc,
};

/// GRANDPA's keystore.
pub struct RecordedKeystore<S> {
	/// Holds the keys.
	pub inner: KeystorePtr,
	/// The record of votes.
	pub record: Arc<Record>,
	/// Where GRANDPA keeps its own state.
	pub store: Arc<S>,
	/// Whether it was told that the key is not shown: once, until it is shown again.
	pub told: AtomicBool,
}

impl<S: AuxStore> RecordedKeystore<S> {
	/// Records the vote in this message, which GRANDPA wants signed.
	fn record(&self, key: &ed25519::Public, message: &[u8]) -> Result<(), Error> {
		let (message, round, set) =
			<(Message<Header>, RoundNumber, SetId)>::decode_all(&mut &*message)
				.map_err(|_| Error::NoVote)?;
		let stage = match message {
			Message::<Header>::Prevote(_) => Stage::Prevote,
			Message::<Header>::Precommit(_) => Stage::Precommit,
			Message::<Header>::PrimaryPropose(_) => Stage::Propose,
		};
		let (hash, number) = message.target();
		self.record.vote((set, round, *key), stage, (*hash, number))
	}

	/// Whether GRANDPA may take part, with this key, in the round that it begins.
	fn may_vote(&self, key: &[u8]) -> bool {
		let Ok(key) = ed25519::Public::try_from(key) else { return false };
		let may_vote = voter::may_vote(&self.record, &*self.store, &key);
		if matches!(may_vote, Ok(true)) {
			self.told.store(false, Ordering::Relaxed);
			return true;
		}
		if !self.told.swap(true, Ordering::Relaxed) {
			match may_vote {
				Err(error) => log::error!("Does not vote: {error}"),
				Ok(_) => log::warn!(
					"Does not vote in this round: its database does not know the votes that this validator cast \
					 in this set. If finality waits for them, start the node again: it casts the same ones."
				),
			}
		}
		false
	}
}

impl<S: AuxStore + Send + Sync> Keystore for RecordedKeystore<S> {
	fn ed25519_sign(
		&self,
		key_type: KeyTypeId,
		public: &ed25519::Public,
		message: &[u8],
	) -> Result<Option<ed25519::Signature>, sp_keystore::Error> {
		if key_type == GRANDPA {
			self.record(public, message).map_err(|error| {
				log::error!("A vote of this validator is not signed: {error}");
				sp_keystore::Error::Other(error.to_string())
			})?;
		}
		self.inner.ed25519_sign(key_type, public, message)
	}

	fn has_keys(&self, keys: &[(Vec<u8>, KeyTypeId)]) -> bool {
		self.inner.has_keys(keys)
			&& keys.iter().all(|(key, key_type)| *key_type != GRANDPA || self.may_vote(key))
	}

	fn sr25519_public_keys(&self, key_type: KeyTypeId) -> Vec<sr25519::Public> {
		self.inner.sr25519_public_keys(key_type)
	}

	fn sr25519_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<sr25519::Public, sp_keystore::Error> {
		self.inner.sr25519_generate_new(key_type, seed)
	}

	fn sr25519_sign(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		message: &[u8],
	) -> Result<Option<sr25519::Signature>, sp_keystore::Error> {
		self.inner.sr25519_sign(key_type, public, message)
	}

	fn sr25519_vrf_sign(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		data: &sr25519::vrf::VrfSignData,
	) -> Result<Option<sr25519::vrf::VrfSignature>, sp_keystore::Error> {
		self.inner.sr25519_vrf_sign(key_type, public, data)
	}

	fn sr25519_vrf_pre_output(
		&self,
		key_type: KeyTypeId,
		public: &sr25519::Public,
		input: &sr25519::vrf::VrfInput,
	) -> Result<Option<sr25519::vrf::VrfPreOutput>, sp_keystore::Error> {
		self.inner.sr25519_vrf_pre_output(key_type, public, input)
	}

	fn ed25519_public_keys(&self, key_type: KeyTypeId) -> Vec<ed25519::Public> {
		self.inner.ed25519_public_keys(key_type)
	}

	fn ed25519_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<ed25519::Public, sp_keystore::Error> {
		self.inner.ed25519_generate_new(key_type, seed)
	}

	fn ecdsa_public_keys(&self, key_type: KeyTypeId) -> Vec<ecdsa::Public> {
		self.inner.ecdsa_public_keys(key_type)
	}

	fn ecdsa_generate_new(
		&self,
		key_type: KeyTypeId,
		seed: Option<&str>,
	) -> Result<ecdsa::Public, sp_keystore::Error> {
		self.inner.ecdsa_generate_new(key_type, seed)
	}

	fn ecdsa_sign(
		&self,
		key_type: KeyTypeId,
		public: &ecdsa::Public,
		message: &[u8],
	) -> Result<Option<ecdsa::Signature>, sp_keystore::Error> {
		self.inner.ecdsa_sign(key_type, public, message)
	}

	fn ecdsa_sign_prehashed(
		&self,
		key_type: KeyTypeId,
		public: &ecdsa::Public,
		message: &[u8; 32],
	) -> Result<Option<ecdsa::Signature>, sp_keystore::Error> {
		self.inner.ecdsa_sign_prehashed(key_type, public, message)
	}

	fn insert(&self, key_type: KeyTypeId, suri: &str, public: &[u8]) -> Result<(), ()> {
		self.inner.insert(key_type, suri, public)
	}

	fn keys(&self, key_type: KeyTypeId) -> Result<Vec<Vec<u8>>, sp_keystore::Error> {
		self.inner.keys(key_type)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;
	use sp_consensus_grandpa::{localized_payload, sign_message, Prevote};
	use sp_keystore::testing::MemoryKeystore;
	use std::collections::BTreeMap;
	use tempfile::TempDir;

	/// A database without GRANDPA's state.
	struct Empty;

	impl AuxStore for Empty {
		fn insert_aux<
			'a,
			'b: 'a,
			'c: 'a,
			I: IntoIterator<Item = &'a (&'c [u8], &'c [u8])>,
			D: IntoIterator<Item = &'a &'b [u8]>,
		>(
			&self,
			_: I,
			_: D,
		) -> sp_blockchain::Result<()> {
			Ok(())
		}

		fn get_aux(&self, _: &[u8]) -> sp_blockchain::Result<Option<Vec<u8>>> {
			Ok(None)
		}
	}

	fn keystore(dir: &TempDir) -> (RecordedKeystore<Empty>, ed25519::Public) {
		let inner = MemoryKeystore::new();
		let key = inner.ed25519_generate_new(GRANDPA, Some("//Alice")).unwrap();
		let record = Arc::new(Record::open(&dir.path().join("votes")).unwrap());
		let (inner, store) = (Arc::new(inner), Arc::new(Empty));
		(RecordedKeystore { inner, record, store, told: AtomicBool::new(false) }, key)
	}

	fn prevote(block: u8) -> Message<Header> {
		Message::<Header>::Prevote(Prevote::<Header> {
			target_hash: Hash::repeat_byte(block),
			target_number: block.into(),
		})
	}

	#[test]
	fn grandpa_gets_no_signature_for_a_second_vote_after_a_restart() {
		let dir = TempDir::new().unwrap();
		let sign = |block: u8, round, set| {
			// Each time as after a restart.
			let (keystore, key) = keystore(&dir);
			sign_message(Arc::new(keystore), prevote(block), key.into(), round, set)
		};
		let first = sign(1, 7, 3).unwrap();
		assert_eq!(sign(1, 7, 3), Some(first));
		assert_eq!(sign(2, 7, 3), None);
		assert!(sign(2, 8, 3).is_some());
		assert!(sign(2, 7, 4).is_some());
	}

	#[test]
	fn grandpa_gets_no_signature_for_a_vote_that_cannot_be_recorded() {
		let dir = TempDir::new().unwrap();
		let (keystore, key) = keystore(&dir);
		std::fs::create_dir(dir.path().join("votes.new")).unwrap();
		let message = localized_payload(7, 3, &prevote(1));
		assert!(keystore.ed25519_sign(GRANDPA, &key, &message).is_err());
	}

	#[test]
	fn the_key_of_votes_signs_nothing_else_and_other_keys_anything() {
		let dir = TempDir::new().unwrap();
		let (keystore, key) = keystore(&dir);
		assert!(keystore.ed25519_sign(GRANDPA, &key, b"anything").is_err());
		let other = KeyTypeId(*b"test");
		let key = keystore.ed25519_generate_new(other, None).unwrap();
		assert!(keystore.ed25519_sign(other, &key, b"anything").unwrap().is_some());
		assert!(keystore.has_keys(&[(key.0.to_vec(), other)]));
	}

	#[test]
	fn without_a_state_of_grandpa_the_key_is_shown_until_there_are_votes_on_record() {
		let dir = TempDir::new().unwrap();
		let (keystore, key) = keystore(&dir);
		let shown = || keystore.has_keys(&[(key.0.to_vec(), GRANDPA)]);
		assert!(shown());
		let message = localized_payload(7, 0, &prevote(1));
		keystore.ed25519_sign(GRANDPA, &key, &message).unwrap().unwrap();
		assert!(!shown());
		let missing = ed25519::Public::from_raw([9; 32]);
		assert!(!keystore.has_keys(&[(missing.0.to_vec(), GRANDPA)]));
	}

	#[test]
	fn a_message_of_grandpa_is_read_as_it_is_written() {
		let dir = TempDir::new().unwrap();
		let (keystore, key) = keystore(&dir);
		let message = localized_payload(7, 3, &prevote(5));
		keystore.ed25519_sign(GRANDPA, &key, &message).unwrap().unwrap();
		let votes: BTreeMap<_, _> = keystore
			.record
			.votes_after(3, 6)
			.into_iter()
			.map(|(round, key, votes)| ((round, key), votes))
			.collect();
		assert_eq!(votes[&(7, key)].prevote, Some((Hash::repeat_byte(5), 5)));
		assert_eq!(votes[&(7, key)].precommit, None);
	}
}
