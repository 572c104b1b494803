//! A unit's word for one device.

use super::{UnitError, Word};
use crate::keys::DeviceKey;
use jmt_primitives::{
	units::{signed, Binding},
	AccountId, DeviceId, DeviceSignature, Hash, Moment,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum BindingKind {
	#[serde(rename = "unitBinding/v1")]
	Binding,
}

/// A unit's word that it is a device of an owner, on one chain.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BindingFile {
	kind: BindingKind,
	genesis: Hash,
	device: DeviceId,
	owner: AccountId,
	nullifier: Hash,
	expires: Moment,
	#[serde(with = "crate::hexadecimal::scale")]
	signature: DeviceSignature,
}

impl Word for BindingFile {
	const WHAT: &'static str = "binding of a unit";
}

impl BindingFile {
	/// With the unit's signature.
	pub fn sign(
		unit: &DeviceKey,
		genesis: Hash,
		device: DeviceId,
		owner: AccountId,
		nullifier: Hash,
		expires: Moment,
	) -> Self {
		let message = signed::binding(&genesis, &device, &owner, &nullifier, expires);
		let signature = unit.sign(&message);
		Self { kind: BindingKind::Binding, genesis, device, owner, nullifier, expires, signature }
	}

	/// As the chain takes it from this owner, for this device and unit.
	pub fn binding(
		&self,
		genesis: &Hash,
		device: &DeviceId,
		owner: &AccountId,
		nullifier: &Hash,
	) -> Result<Binding, UnitError> {
		let wrong = [
			(self.genesis != *genesis, "chain"),
			(self.device != *device, "device"),
			(self.owner != *owner, "owner"),
			(self.nullifier != *nullifier, "unit"),
		];
		match wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
			Some((_, what)) => Err(UnitError::OtherBinding(what)),
			None => Ok(Binding { expires: self.expires, signature: self.signature }),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::KeyType;

	#[test]
	fn binding_it_is_the_units_word_for_one_device_of_one_owner() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("binding");
		let (unit, _) = DeviceKey::generate(KeyType::Sr25519);
		let (genesis, device) = (Hash::repeat_byte(1), DeviceId(Hash::repeat_byte(2)));
		let (owner, nullifier) = (AccountId::new([3; 32]), Hash::repeat_byte(4));
		let file = BindingFile::sign(&unit, genesis, device, owner.clone(), nullifier, 5);
		file.write(&path).unwrap();
		let read = BindingFile::read(&path).unwrap();
		assert_eq!(read, file);
		let binding = read.binding(&genesis, &device, &owner, &nullifier).unwrap();
		let message = signed::binding(&genesis, &device, &owner, &nullifier, 5);
		assert!(binding.signature.verify(&message, &unit.public()));
		let other = Hash::repeat_byte(9);
		for (result, expected) in [
			(read.binding(&other, &device, &owner, &nullifier), "chain"),
			(read.binding(&genesis, &DeviceId(other), &owner, &nullifier), "device"),
			(read.binding(&genesis, &device, &AccountId::new([9; 32]), &nullifier), "owner"),
			(read.binding(&genesis, &device, &owner, &other), "unit"),
		] {
			assert!(matches!(result, Err(UnitError::OtherBinding(what)) if what == expected));
		}
	}
}
