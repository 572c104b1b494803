//! Identities of group members, as Semaphore v4 has them.

use super::{create_private, file::kind_of, read_private, KeyError};
use crate::{
	error::BoxedError,
	proofs::{format_scalar, parse_scalar},
};
use jmt_zk_prover::Identity;
use serde::{Deserialize, Serialize};
use sp_core::{sr25519, Pair};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// Its file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct IdentityFile {
	/// Always `identity`.
	kind: String,
	/// The number that stands for it in groups, for people; the secret decides.
	commitment: String,
	/// Semaphore's private key: 32 bytes, 0x and hexadecimal.
	secret: String,
}

impl Drop for IdentityFile {
	fn drop(&mut self) {
		self.secret.zeroize();
	}
}

/// Makes a new identity and its file.
pub fn create_identity(path: &Path) -> Result<Identity, KeyError> {
	// 32 bytes of the system's randomness.
	let secret = Zeroizing::new(sr25519::Pair::generate().1);
	let identity = Identity::from_private_key(secret.as_slice());
	let file = IdentityFile {
		kind: "identity".into(),
		commitment: format_scalar(&identity.commitment()),
		secret: format!("0x{}", hex::encode(secret.as_slice())),
	};
	let text = serde_json::to_string_pretty(&file)
		.map_err(|error| KeyError::Malformed { path: path.into(), source: error.into() })?;
	create_private(path, Zeroizing::new(text))?;
	Ok(identity)
}

/// Reads an identity's file. One whose commitment is not that of its secret is refused as damaged.
pub fn read_identity(path: &Path) -> Result<Identity, KeyError> {
	let malformed = |source: BoxedError| KeyError::Malformed { path: path.into(), source };
	let text = read_private(path)?;
	kind_of(&text, "identity").map_err(malformed)?;
	let file: IdentityFile =
		serde_json::from_str(&text).map_err(|error| malformed(error.into()))?;
	let mut secret = Zeroizing::new([0u8; 32]);
	file.secret
		.strip_prefix("0x")
		.and_then(|digits| hex::decode_to_slice(digits, secret.as_mut_slice()).ok())
		.ok_or_else(|| malformed("the secret is not 32 bytes in hexadecimal".into()))?;
	let identity = Identity::from_private_key(secret.as_slice());
	if parse_scalar(&file.commitment) != Ok(identity.commitment()) {
		return Err(malformed("its commitment is not that of its secret".into()));
	}
	Ok(identity)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{error::one_line, keys::EncryptionKey};
	use std::{fs, os::unix::fs::PermissionsExt};

	#[test]
	fn create_identity_it_writes_what_read_identity_reads_for_its_owner_alone() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("identity.json");
		let made = create_identity(&path).unwrap();
		assert_eq!(read_identity(&path).unwrap().commitment(), made.commitment());
		assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
		assert!(matches!(create_identity(&path), Err(KeyError::Exists(_))));
		let other = create_identity(&dir.path().join("other.json")).unwrap();
		assert_ne!(other.commitment(), made.commitment());
	}

	mod reject {
		use super::*;

		#[test]
		fn read_identity_a_damaged_file() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("identity.json");
			let made = create_identity(&path).unwrap();
			let text = fs::read_to_string(&path).unwrap();
			for damaged in [
				text.replace(&format_scalar(&made.commitment()), "7"),
				text.replace("\"identity\"", "\"device\""),
				text.replace("\"secret\": \"0x", "\"secret\": \""),
				text.replacen("commitment", "member", 1),
				text[..text.len() - 4].to_string(),
			] {
				assert_ne!(damaged, text);
				fs::write(&path, damaged).unwrap();
				assert!(matches!(read_identity(&path), Err(KeyError::Malformed { .. })));
			}
		}

		#[test]
		fn read_identity_a_key_of_another_kind_is_named_as_that() {
			let dir = tempfile::tempdir().unwrap();
			let (messages, identity) = (dir.path().join("a.json"), dir.path().join("b.json"));
			EncryptionKey::create(&messages).unwrap();
			create_identity(&identity).unwrap();
			let said = one_line(&read_identity(&messages).err().unwrap());
			assert!(said.ends_with("a key for messages, where an identity belongs"), "{said}");
			let said = one_line(&EncryptionKey::read(&identity).err().unwrap());
			assert!(said.ends_with("an identity, where one for messages belongs"), "{said}");
		}
	}
}
