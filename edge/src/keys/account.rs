//! Keys of accounts: sr25519 from a phrase or a development URI.

use super::{create_private, file::kind_of, format_address, read_private, KeyError};
use crate::error::BoxedError;
use jmt_primitives::{AccountId, DevicePublic, DeviceSignature, Signature};
use serde::{Deserialize, Serialize};
use sp_core::{sr25519, Pair};
use std::path::Path;
use subxt::{
	config::{
		substrate::{AccountId32, MultiSignature},
		Config,
	},
	tx::Signer,
};
use zeroize::{Zeroize, Zeroizing};

/// An account that can sign.
#[derive(Clone)]
pub struct AccountKey(sr25519::Pair);

/// An account's key file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AccountFile {
	/// Always `account`.
	kind: String,
	/// Always `sr25519`.
	scheme: String,
	/// For people; the secret decides.
	address: String,
	/// The phrase, or a secret URI.
	secret: String,
}

impl Drop for AccountFile {
	fn drop(&mut self) {
		self.secret.zeroize();
	}
}

impl AccountKey {
	/// The key behind a phrase or a secret URI such as `//Alice`.
	pub fn from_uri(uri: &str) -> Result<Self, KeyError> {
		// The key library takes nothing at all for the phrase of the development accounts, which everybody knows.
		if uri.trim().is_empty() {
			return Err(KeyError::BadSecret("it is empty".into()));
		}
		sr25519::Pair::from_string(uri, None)
			.map(Self)
			.map_err(|error| KeyError::BadSecret(error.into()))
	}

	/// A new phrase of twelve words from the system's randomness.
	pub fn generate_phrase() -> Zeroizing<String> {
		let (_, phrase, _) = sr25519::Pair::generate_with_phrase(None);
		Zeroizing::new(phrase)
	}

	/// Writes the phrase or URI to a new key file and returns its key.
	pub fn create(path: &Path, secret: &str) -> Result<Self, KeyError> {
		let key = Self::from_uri(secret)?;
		let file = AccountFile {
			kind: "account".into(),
			scheme: "sr25519".into(),
			address: format_address(&key.account()),
			secret: secret.into(),
		};
		let text = serde_json::to_string_pretty(&file)
			.map_err(|error| KeyError::Malformed { path: path.into(), source: error.into() })?;
		create_private(path, Zeroizing::new(text))?;
		Ok(key)
	}

	/// Reads a key file.
	pub fn read(path: &Path) -> Result<Self, KeyError> {
		let malformed = |source: BoxedError| KeyError::Malformed { path: path.into(), source };
		let text = read_private(path)?;
		kind_of(&text, "account").map_err(malformed)?;
		let file: AccountFile =
			serde_json::from_str(&text).map_err(|error| malformed(error.into()))?;
		if file.scheme != "sr25519" {
			return Err(malformed("not an account's sr25519 key".into()));
		}
		Self::from_uri(&file.secret)
	}

	/// Signs what is no transaction, such as a permit.
	pub fn signature(&self, message: &[u8]) -> Signature {
		Signature::Sr25519(self.0.sign(message))
	}

	/// The same as the signature of a key, where the account is named by its key.
	pub fn key_signature(&self, message: &[u8]) -> DeviceSignature {
		DeviceSignature::Sr25519(self.0.sign(message).0)
	}

	/// The account's key.
	pub fn public(&self) -> DevicePublic {
		DevicePublic::Sr25519(self.0.public().0)
	}

	/// The account.
	pub fn account(&self) -> AccountId {
		AccountId::new(self.0.public().0)
	}
}

impl<C> Signer<C> for AccountKey
where
	C: Config<AccountId = AccountId32, Signature = MultiSignature>,
{
	fn account_id(&self) -> AccountId32 {
		self.0.public().0.into()
	}

	fn sign(&self, payload: &[u8]) -> MultiSignature {
		MultiSignature::Sr25519(self.0.sign(payload).0)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::error::one_line;
	use subxt::SubstrateConfig;

	#[test]
	fn create_it_writes_what_read_reads() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("owner.json");
		let phrase = AccountKey::generate_phrase();
		assert_eq!(phrase.split(' ').count(), 12);
		let key = AccountKey::create(&path, &phrase).unwrap();
		assert_eq!(AccountKey::read(&path).unwrap().account(), key.account());
	}

	#[test]
	fn from_uri_it_gives_the_development_account() {
		let alice = "0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
		assert_eq!(
			AccountKey::from_uri("//Alice").unwrap().account(),
			super::super::parse_address(alice).unwrap()
		);
		assert!(AccountKey::from_uri("not a phrase").is_err());
		for empty in ["", " ", "\n"] {
			assert!(matches!(AccountKey::from_uri(empty), Err(KeyError::BadSecret(_))));
		}
	}

	#[test]
	fn read_it_refuses_a_file_of_another_kind() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("key.json");
		create_private(&path, r#"{"kind":"device","type":"p256","secret":"0x01","device":"0x"}"#)
			.unwrap();
		let refused = AccountKey::read(&path).err().unwrap();
		assert!(matches!(refused, KeyError::Malformed { .. }));
		let said = one_line(&refused);
		assert!(said.ends_with("a device's key, where an account's belongs"), "{said}");
	}

	#[test]
	fn sign_it_verifies_under_the_account() {
		let key = AccountKey::from_uri("//Alice").unwrap();
		let signed = Signer::<SubstrateConfig>::sign(&key, b"payload");
		let MultiSignature::Sr25519(signature) = signed else { panic!() };
		let public = sr25519::Public::from_raw(*AsRef::<[u8; 32]>::as_ref(&key.account()));
		assert!(sr25519::Pair::verify(&signature.into(), b"payload", &public));
		assert!(!sr25519::Pair::verify(&signature.into(), b"other", &public));
	}
}
