//! A maker's word for a unit's model.

use super::{MakerKey, Word};
use jmt_primitives::{
	devices::ProfilePart,
	units::{signed, KeyNumber, RootId},
	DeviceSignature, Hash,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum ModelKind {
	#[serde(rename = "unitModel/v1")]
	Model,
}

/// A maker's word that a unit is of a model.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ModelFile {
	kind: ModelKind,
	root: RootId,
	/// The root's key that signed.
	key_number: KeyNumber,
	nullifier: Hash,
	/// Hash of the maker's description.
	pub model: Hash,
	#[serde(with = "crate::hexadecimal::scale")]
	signature: DeviceSignature,
}

impl Word for ModelFile {
	const WHAT: &'static str = "word for a unit's model";
}

impl ModelFile {
	/// With the maker's signature.
	pub fn sign(maker: &MakerKey, nullifier: Hash, model: Hash) -> Self {
		let MakerKey { root, number, key } = maker;
		let signature = key.sign(&signed::model(*root, *number, &nullifier, &model));
		let (root, key_number) = (*root, *number);
		Self { kind: ModelKind::Model, root, key_number, nullifier, model, signature }
	}

	/// As the chain takes it for a device with the unit.
	pub const fn part(&self) -> ProfilePart {
		let Self { root, key_number, model, signature, .. } = *self;
		ProfilePart::Model { root, key: key_number, model, signature }
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::units::tests::maker;

	#[test]
	fn part_it_is_the_makers_word_for_one_unit() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("model");
		let (maker, nullifier, model) = (maker(), Hash::repeat_byte(5), Hash::repeat_byte(6));
		let file = ModelFile::sign(&maker, nullifier, model);
		file.write(&path).unwrap();
		let read = ModelFile::read(&path).unwrap();
		assert_eq!(read, file);
		let ProfilePart::Model { root, key, model, signature } = read.part() else { panic!() };
		let message = signed::model(root, key, &nullifier, &model);
		assert!(signature.verify(&message, &maker.key.public()));
	}
}
