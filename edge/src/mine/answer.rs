//! The extrinsic that carries an answer: bare, without a fee, signed by the device inside the call.

use crate::{error::Error, keys::DeviceKey, pallets::proof_of_time::Answer, submit::encode_free};
use jmt_primitives::{Draw, Hash};
use subxt::Metadata;

/// Signs the draw with the device's key and returns the whole extrinsic, ready to be sent. `attempt` counts the
/// times that this answer was sent before: see [`encode_free`].
pub fn encode(
	metadata: &Metadata,
	genesis: &Hash,
	draw: &Draw,
	key: &DeviceKey,
	attempt: u32,
) -> Result<Vec<u8>, Error> {
	encode_free(metadata, &Answer::signed(key, genesis, draw), attempt)
}

#[cfg(test)]
#[allow(dead_code, non_camel_case_types)]
mod tests {
	use super::*;
	use codec::{Compact, Decode};
	use frame_metadata::v16;
	use jmt_primitives::{proof_of_time::signed, DeviceId, DeviceSignature, KeyType, Round};
	use scale_info::{meta_type, TypeInfo};

	#[derive(TypeInfo)]
	enum Call {
		#[codec(index = 3)]
		answer { round: Round, draw: Hash, device: DeviceId, signature: DeviceSignature },
	}

	fn metadata() -> Metadata {
		// Bare extrinsics have none of it, not even one that needs a value.
		let extensions = vec![v16::TransactionExtensionMetadata {
			identifier: "Unknown",
			ty: meta_type::<u32>(),
			implicit: meta_type::<()>(),
		}];
		v16::RuntimeMetadataV16::new(
			vec![v16::PalletMetadata {
				name: "ProofOfTime",
				storage: None,
				calls: Some(v16::PalletCallMetadata {
					ty: meta_type::<Call>(),
					deprecation_info: v16::EnumDeprecationInfo::nothing_deprecated(),
				}),
				event: None,
				constants: Vec::new(),
				error: None,
				associated_types: Vec::new(),
				view_functions: Vec::new(),
				index: 42,
				docs: Vec::new(),
				deprecation_info: v16::ItemDeprecationInfo::NotDeprecated,
			}],
			v16::ExtrinsicMetadata {
				versions: vec![4, 5],
				address_ty: meta_type::<u8>(),
				call_ty: meta_type::<Call>(),
				signature_ty: meta_type::<u8>(),
				transaction_extensions_by_version: [(0u8, vec![Compact(0)])].into_iter().collect(),
				transaction_extensions: extensions,
			},
			Vec::new(),
			v16::OuterEnums {
				call_enum_ty: meta_type::<Call>(),
				event_enum_ty: meta_type::<()>(),
				error_enum_ty: meta_type::<()>(),
			},
			v16::CustomMetadata { map: Default::default() },
		)
		.try_into()
		.unwrap()
	}

	fn draw() -> Draw {
		Draw { day: 2, round: 77, bucket: 1, hash: Hash::repeat_byte(3) }
	}

	fn inner(key: &DeviceKey, genesis: &Hash, attempt: u32) -> Vec<u8> {
		let bytes = encode(&metadata(), genesis, &draw(), key, attempt).unwrap();
		let mut rest = bytes.as_slice();
		let inner = Vec::<u8>::decode(&mut rest).unwrap();
		assert!(rest.is_empty());
		inner
	}

	#[test]
	fn encode_it_is_a_bare_extrinsic_of_version_4_that_decodes_to_a_valid_answer() {
		let genesis = Hash::repeat_byte(5);
		for key_type in KeyType::ALL {
			let (key, _) = DeviceKey::generate(key_type);
			let inner = inner(&key, &genesis, 0);
			// Version 4, unsigned; pallet and call; nothing of the extensions.
			assert_eq!(inner[..3], [0x04, 42, 3]);
			let rest = &mut &inner[3..];
			let (round, drawn, device, signature) =
				<(Round, Hash, DeviceId, DeviceSignature)>::decode(rest).unwrap();
			assert!(rest.is_empty());
			assert_eq!((round, drawn, device), (77, draw().hash, key.id()));
			let payload = signed::answer(&genesis, 77, &draw().hash, &device);
			assert!(signature.verify(&payload, &key.public()));
			let foreign = signed::answer(&Hash::repeat_byte(6), 77, &draw().hash, &device);
			assert!(!signature.verify(&foreign, &key.public()));
		}
	}

	#[test]
	fn encode_an_answer_sent_again_is_the_same_call_under_another_hash() {
		let (key, _) = DeviceKey::generate(KeyType::Ed25519);
		let attempt = |attempt| inner(&key, &Hash::zero(), attempt);
		let (first, second) = (attempt(0), attempt(1));
		assert_eq!((first[0], second[0]), (0x04, 0x05));
		assert_eq!(first[1..], second[1..]);
		assert_eq!((attempt(2), attempt(u32::MAX)), (first, second));
	}
}
