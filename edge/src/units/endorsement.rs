//! A maker's word for a whole manifest.

use super::{MakerKey, Word};
use crate::manifest::{Header, ManifestError};
use jmt_primitives::{
	domains::DomainId,
	manifests::{self, Endorsement},
	units::{KeyNumber, Level, RootId},
	DeviceSignature, Hash, Moment,
};
use serde::{Deserialize, Serialize};
use std::path::Path;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum EndorsementKind {
	#[serde(rename = "manifestEndorsement/v1")]
	Endorsement,
}

/// A maker's word for all devices of a manifest, on one chain and until one moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EndorsementFile {
	kind: EndorsementKind,
	genesis: Hash,
	domain: DomainId,
	manifest_root: Hash,
	leaves: u32,
	content: Hash,
	root: RootId,
	/// The root's key that signed.
	key_number: KeyNumber,
	#[serde(with = "super::level")]
	level: Level,
	/// Until when the manifest is to be good, in ms.
	pub expires: Moment,
	#[serde(with = "crate::hexadecimal::scale")]
	signature: DeviceSignature,
}

impl Word for EndorsementFile {
	const WHAT: &'static str = "endorsement of a manifest";
}

impl EndorsementFile {
	/// With the maker's signature.
	pub fn sign(maker: &MakerKey, head: &Header, level: Level, expires: Moment) -> Self {
		let Header { leaves, domain, genesis, content, root } = head.clone();
		let message = manifests::signed::endorsement(
			&genesis, maker.root, domain, &root, leaves, &content, expires, level,
		);
		Self {
			kind: EndorsementKind::Endorsement,
			genesis,
			domain,
			manifest_root: root,
			leaves,
			content,
			root: maker.root,
			key_number: maker.number,
			level,
			expires,
			signature: maker.key.sign(&message),
		}
	}

	/// As the chain takes it for the manifest with this head.
	pub fn endorsement(&self, head: &Header, path: &Path) -> Result<Endorsement, ManifestError> {
		let named = Header {
			leaves: self.leaves,
			domain: self.domain,
			genesis: self.genesis,
			content: self.content,
			root: self.manifest_root,
		};
		if named != *head {
			return Err(ManifestError::OtherManifest(path.into()));
		}
		let Self { root, key_number, level, signature, .. } = *self;
		Ok(Endorsement { root, key: key_number, level, signature })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::units::tests::maker;

	fn head() -> Header {
		let hash = Hash::repeat_byte;
		Header { leaves: 9, domain: 7, genesis: hash(1), content: hash(2), root: hash(3) }
	}

	#[test]
	fn endorsement_it_is_for_one_manifest() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("endorsement");
		let (maker, head) = (maker(), head());
		let file = EndorsementFile::sign(&maker, &head, Level::One, 55);
		file.write(&path).unwrap();
		let read = EndorsementFile::read(&path).unwrap();
		let word = read.endorsement(&head, &path).unwrap();
		assert_eq!((word.root, word.key, word.level, read.expires), (3, 1, Level::One, 55));
		let Header { leaves, domain, genesis, content, root } = head.clone();
		let message = manifests::signed::endorsement(
			&genesis,
			3,
			domain,
			&root,
			leaves,
			&content,
			55,
			Level::One,
		);
		assert!(word.signature.verify(&message, &maker.key.public()));
		let other = Header { leaves: 8, ..head };
		let refused = read.endorsement(&other, &path);
		assert!(matches!(refused, Err(ManifestError::OtherManifest(_))), "{refused:?}");
	}
}
