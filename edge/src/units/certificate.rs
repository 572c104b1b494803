//! A maker's word for one unit.

use super::{MakerKey, Word};
use jmt_primitives::{
	units::{signed, Certificate, KeyNumber, Level, RootId},
	DevicePublic, DeviceSignature, Hash, Moment,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum CertificateKind {
	#[serde(rename = "unitCertificate/v1")]
	Certificate,
}

/// A maker's word for a unit. It names no chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CertificateFile {
	kind: CertificateKind,
	root: RootId,
	/// The root's key that signed.
	key_number: KeyNumber,
	nullifier: Hash,
	#[serde(with = "super::public")]
	unit: DevicePublic,
	#[serde(with = "super::level")]
	level: Level,
	expires: Moment,
	#[serde(with = "crate::hexadecimal::scale")]
	signature: DeviceSignature,
}

impl Word for CertificateFile {
	const WHAT: &'static str = "certificate of a unit";
}

impl CertificateFile {
	/// With the maker's signature.
	pub fn sign(
		maker: &MakerKey,
		nullifier: Hash,
		unit: DevicePublic,
		level: Level,
		expires: Moment,
	) -> Self {
		let MakerKey { root, number, key } = maker;
		let message = signed::certificate(*root, *number, &nullifier, &unit, level, expires);
		Self {
			kind: CertificateKind::Certificate,
			root: *root,
			key_number: *number,
			nullifier,
			unit,
			level,
			expires,
			signature: key.sign(&message),
		}
	}

	/// As the chain takes it.
	pub const fn certificate(&self) -> Certificate {
		let Self { root, key_number, nullifier, unit, level, expires, signature, .. } = *self;
		Certificate { root, key: key_number, nullifier, unit, level, expires, signature }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{
		keys::DeviceKey,
		units::{tests::maker, EndorsementFile, UnitError},
	};
	use jmt_primitives::KeyType;

	#[test]
	fn certificate_it_is_the_makers_word_for_one_unit_and_reads_as_it_was_written() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("unit");
		let (maker, unit) = (maker(), DeviceKey::generate(KeyType::Ed25519).0.public());
		let file = CertificateFile::sign(&maker, Hash::repeat_byte(5), unit, Level::Two, 77);
		file.write(&path).unwrap();
		assert_eq!(CertificateFile::read(&path).unwrap(), file);
		let Certificate { root, key, nullifier, unit, level, expires, signature } =
			file.certificate();
		let message = signed::certificate(root, key, &nullifier, &unit, level, expires);
		assert!(signature.verify(&message, &maker.key.public()));
		assert_eq!((root, key, level, expires), (3, 1, Level::Two, 77));
		assert!(matches!(file.write(&path), Err(UnitError::Exists(_))));
	}

	mod reject {
		use super::*;

		#[test]
		fn read_another_word_and_a_changed_one_are_named() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("word");
			let unit = DeviceKey::generate(KeyType::Ed25519).0.public();
			let file = CertificateFile::sign(&maker(), Hash::zero(), unit, Level::One, 7);
			file.write(&path).unwrap();
			let other = EndorsementFile::read(&path);
			assert!(matches!(other, Err(UnitError::Other { .. })), "{other:?}");
			let text = std::fs::read_to_string(&path).unwrap();
			for changed in [
				text.replace("\"level\": 1", "\"level\": 3"),
				text.replace("unitCertificate", "unitBinding"),
				text.replace("\"z6Mk", "\"y6Mk"),
				text.replace("\"signature\": \"0x", "\"signature\": \"0"),
				text[..text.len() - 3].into(),
			] {
				assert_ne!(changed, text);
				std::fs::write(&path, changed).unwrap();
				let refused = CertificateFile::read(&path);
				assert!(matches!(refused, Err(UnitError::Other { .. })), "{refused:?}");
			}
		}
	}
}
