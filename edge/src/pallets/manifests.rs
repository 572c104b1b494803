//! Manifests, and devices that join by them.

use super::{stored, Call, Event};
use crate::{chain::At, error::Error, keys::DeviceKey, manifest::Proven};
use codec::{Decode, Encode};
use jmt_primitives::{
	domains::DomainId,
	manifests::{signed, Endorsement, Leaf, Manifest, ManifestChange, ManifestId, ManifestProof},
	AccountId, Balance, DeviceSignature, Hash, Moment,
};
use scale_info::TypeInfo;

const PALLET: &str = "Devices";

/// A manifest as it is stored.
pub async fn manifest(at: &At, manifest: ManifestId) -> Result<Option<Manifest>, Error> {
	stored(at, PALLET, "Manifests", &(manifest,)).await
}

/// Commits a domain to the devices of a list.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct PublishManifest {
	pub domain: DomainId,
	pub root: Hash,
	pub leaves: u32,
	/// Hash of the list.
	pub content: Hash,
	/// The last moment at which a device may join by it, in ms.
	pub expires: Moment,
	/// A maker's signature for all of it.
	pub endorsement: Option<Endorsement>,
}

impl Call for PublishManifest {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "publish_manifest";
}

/// The event of it.
#[derive(Clone, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct ManifestPublished {
	pub manifest: ManifestId,
	/// Held on the domain's prepaid account, in planck.
	pub deposit: Balance,
}

impl Event for ManifestPublished {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "ManifestPublished";
}

/// Opens, freezes or revokes a manifest.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct SetManifest {
	pub manifest: ManifestId,
	pub state: ManifestChange,
}

impl Call for SetManifest {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "set_manifest";
}

/// Registers a device by its leaf: the fee-free call of a device that a manifest names.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct Activate {
	pub manifest: ManifestId,
	pub leaf: Leaf,
	pub proof: ManifestProof,
	pub owner: AccountId,
	/// The device's X25519 key, or zeros.
	pub encryption: [u8; 32],
	/// Until when the device's signature is good, in ms.
	pub expires: Moment,
	/// By the device, over [`signed::activation`].
	pub signature: DeviceSignature,
}

impl Activate {
	/// With the device's signature for this chain and owner.
	pub fn signed(
		device: &DeviceKey,
		genesis: &Hash,
		manifest: ManifestId,
		proven: Proven,
		owner: AccountId,
		encryption: [u8; 32],
		expires: Moment,
	) -> Self {
		let Proven { leaf, proof, .. } = proven;
		let payload =
			signed::activation(genesis, manifest, leaf.index, &owner, &encryption, expires);
		let signature = device.sign(&payload);
		Self { manifest, leaf, proof, owner, encryption, expires, signature }
	}
}

impl Call for Activate {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "activate";
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{authorized::MAX_ACTIVATION_BYTES, KeyType};
	use scale_value::Composite;

	fn activate(key_type: KeyType) -> Activate {
		let (device, _) = DeviceKey::generate(key_type);
		let owner = AccountId::new([7; 32]);
		let leaf = Leaf {
			index: (1 << 24) - 1,
			key: device.public(),
			owner: Some(owner.clone()),
			nullifier: Some(Hash::repeat_byte(2)),
		};
		let proof = vec![Hash::repeat_byte(3); 24].try_into().unwrap();
		let genesis = Hash::repeat_byte(1);
		let proven = Proven { genesis, domain: 1, root: genesis, leaves: 1 << 24, leaf, proof };
		Activate::signed(&device, &genesis, 5, proven, owner, [9; 32], 77)
	}

	#[test]
	fn signed_it_is_the_devices_word_for_one_leaf_owner_and_chain() {
		for key_type in KeyType::ALL {
			let call = activate(key_type);
			let payload = |genesis, manifest, owner: [u8; 32]| {
				let (index, owner) = (call.leaf.index, AccountId::new(owner));
				signed::activation(
					&Hash::repeat_byte(genesis),
					manifest,
					index,
					&owner,
					&[9; 32],
					77,
				)
			};
			assert!(call.signature.verify(&payload(1, 5, [7; 32]), &call.leaf.key), "{key_type:?}");
			for other in [payload(2, 5, [7; 32]), payload(1, 6, [7; 32]), payload(1, 5, [8; 32])] {
				assert!(!call.signature.verify(&other, &call.leaf.key), "{key_type:?}");
			}
		}
	}

	#[test]
	fn encode_the_largest_activation_is_not_longer_than_the_chain_takes() {
		// Version, pallet and call before it, and the length of all.
		let most = activate(KeyType::P256).encode().len() + 3 + 2;
		assert!(most <= MAX_ACTIVATION_BYTES as usize, "{most}");
	}

	#[test]
	fn arguments_they_have_the_names_of_the_metadata() {
		let Composite::Named(fields) = activate(KeyType::Sr25519).arguments().unwrap() else {
			panic!("no names")
		};
		let names = fields.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
		let expected = ["manifest", "leaf", "proof", "owner", "encryption", "expires", "signature"];
		assert_eq!(names, expected);
	}
}
