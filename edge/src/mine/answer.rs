//! The transaction that carries an answer: a version 5 general transaction without a fee, signed by the
//! device inside the call. Laid out by the chain's metadata.

use crate::{error::Error, keys::DeviceKey};
use codec::{Compact, Encode};
use frame_decode::extrinsics::{
	encode_v5_general, TransactionExtensions, TransactionExtensionsError,
};
use jmt_primitives::{signing, DeviceSignature, Draw, Hash};
use scale_value::{Composite, Value};
use subxt::{ext::scale_type_resolver::TypeResolver, Metadata};

/// The extensions of a transaction that nobody pays for: immortal, tip 0, no metadata hash. None of these
/// is covered by a signature; the unique tag of an answer does the work. The chain does not look at the
/// nonce of a transaction without an account: it holds the attempt, so that an answer sent again has
/// another hash. By its hash, nodes keep out for half an hour what they once refused or dropped.
struct Free {
	attempt: u32,
}

/// Extensions whose value here is the single byte 0: an immortal era, a compact tip of 0, and the mode in
/// which no metadata hash is checked.
const ZERO_EXTENSIONS: [&str; 4] =
	["CheckMortality", "CheckEra", "ChargeTransactionPayment", "CheckMetadataHash"];
const NONCE: &str = "CheckNonce";

/// Version of the extensions' layout. The SDK knows no other yet.
const EXTENSIONS: u8 = 0;

impl<R: TypeResolver> TransactionExtensions<R> for Free {
	fn contains_extension(&self, name: &str) -> bool {
		name == NONCE || ZERO_EXTENSIONS.contains(&name)
	}

	fn encode_extension_value_to(
		&self,
		name: &str,
		_: R::TypeId,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), TransactionExtensionsError> {
		match name {
			NONCE => Compact(self.attempt).encode_to(out),
			_ if ZERO_EXTENSIONS.contains(&name) => out.push(0),
			_ => return Err(TransactionExtensionsError::NotFound(name.into())),
		}
		Ok(())
	}

	/// Implicit data is signed, not sent; nothing here is signed.
	fn encode_extension_implicit_to(
		&self,
		name: &str,
		_: R::TypeId,
		_: &R,
		_: &mut Vec<u8>,
	) -> Result<(), TransactionExtensionsError> {
		Err(TransactionExtensionsError::NotFound(name.into()))
	}
}

/// A signature as metadata describes it.
pub fn signature_value(signature: &DeviceSignature) -> Value {
	let (name, bytes) = match signature {
		DeviceSignature::Sr25519(bytes) => ("Sr25519", bytes),
		DeviceSignature::Ed25519(bytes) => ("Ed25519", bytes),
		DeviceSignature::Secp256k1(bytes) => ("Secp256k1", bytes),
		DeviceSignature::P256(bytes) => ("P256", bytes),
	};
	Value::unnamed_variant(name, [Value::from_bytes(bytes)])
}

/// Signs the draw with the device's key and returns the whole transaction, ready to be sent. `attempt`
/// counts the times that this answer was sent before.
pub fn encode(
	metadata: &Metadata,
	genesis: &Hash,
	draw: &Draw,
	key: &DeviceKey,
	attempt: u32,
) -> Result<Vec<u8>, Error> {
	let device = key.id();
	let payload = signing::answer(genesis, draw.round, &draw.draw, &device);
	let call = Composite::named([
		("round", Value::u128(draw.round.into())),
		("draw", Value::from_bytes(draw.draw)),
		("device", Value::from_bytes(device.0)),
		("signature", signature_value(&key.sign(&payload))),
	]);
	let types = metadata.types();
	encode_v5_general(
		"ProofOfTime",
		"answer",
		&call,
		EXTENSIONS,
		&Free { attempt },
		metadata,
		types,
	)
	.map_err(Error::chain)
}

#[cfg(test)]
#[allow(dead_code, non_camel_case_types)]
mod tests {
	use super::*;
	use codec::Decode;
	use frame_metadata::v16;
	use jmt_primitives::{DeviceId, KeyType, Round};
	use scale_info::{meta_type, TypeInfo};

	#[derive(TypeInfo)]
	enum Call {
		#[codec(index = 3)]
		answer { round: Round, draw: Hash, device: DeviceId, signature: DeviceSignature },
	}

	#[derive(TypeInfo)]
	struct CheckNonce(#[codec(compact)] u32);
	#[derive(TypeInfo)]
	struct Empty;
	#[derive(TypeInfo)]
	enum Mode {
		Disabled,
		Enabled,
	}

	fn extension(
		identifier: &'static str,
		ty: scale_info::MetaType,
		implicit: scale_info::MetaType,
	) -> v16::TransactionExtensionMetadata {
		v16::TransactionExtensionMetadata { identifier, ty, implicit }
	}

	fn metadata(extra: Option<v16::TransactionExtensionMetadata>) -> Metadata {
		let unit = meta_type::<()>;
		let mut extensions = vec![
			extension("AuthorizeCall", meta_type::<Empty>(), unit()),
			extension("CheckGenesis", meta_type::<Empty>(), meta_type::<[u8; 32]>()),
			extension("CheckMortality", meta_type::<u8>(), meta_type::<[u8; 32]>()),
			extension("CheckNonce", meta_type::<CheckNonce>(), unit()),
			extension("ChargeTransactionPayment", meta_type::<Compact<u128>>(), unit()),
			extension("CheckMetadataHash", meta_type::<Mode>(), meta_type::<Option<[u8; 32]>>()),
			extension("WeightReclaim", meta_type::<Empty>(), unit()),
		];
		extensions.extend(extra);
		let all = (0..extensions.len()).map(|at| Compact(u32::try_from(at).unwrap())).collect();
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
				transaction_extensions_by_version: [(0u8, all)].into_iter().collect(),
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
		Draw { day: 2, round: 77, bucket: 1, draw: Hash::repeat_byte(3) }
	}

	#[test]
	fn encode_it_is_a_general_transaction_that_decodes_to_a_valid_answer() {
		let genesis = Hash::repeat_byte(5);
		for key_type in KeyType::ALL {
			let (key, _) = DeviceKey::generate(key_type);
			let bytes = encode(&metadata(None), &genesis, &draw(), &key, 0).unwrap();
			let inner = Vec::<u8>::decode(&mut bytes.as_slice()).unwrap();
			// Version 5, general; extensions of version 0; era, nonce, tip and mode; pallet and call.
			assert_eq!(inner[..8], [0b0100_0101, 0, 0, 0, 0, 0, 42, 3]);
			let rest = &mut &inner[8..];
			let (round, drawn, device, signature) =
				<(Round, Hash, DeviceId, DeviceSignature)>::decode(rest).unwrap();
			assert!(rest.is_empty());
			assert_eq!((round, drawn, device), (77, draw().draw, key.id()));
			let payload = signing::answer(&genesis, 77, &draw().draw, &device);
			assert!(signature.verify(&payload, &key.public()));
			let foreign = signing::answer(&Hash::repeat_byte(6), 77, &draw().draw, &device);
			assert!(!signature.verify(&foreign, &key.public()));
		}
	}

	#[test]
	fn encode_an_answer_sent_again_differs_in_the_nonce() {
		let (key, _) = DeviceKey::generate(KeyType::Ed25519);
		let bytes = |attempt| {
			let bytes = encode(&metadata(None), &Hash::zero(), &draw(), &key, attempt).unwrap();
			Vec::<u8>::decode(&mut bytes.as_slice()).unwrap()
		};
		let (first, second) = (bytes(0), bytes(1));
		assert_eq!((first[3], second[3]), (0, 0b100));
		assert_eq!((&first[..3], &first[4..]), (&second[..3], &second[4..]));
		assert_eq!(bytes(64)[3..5], Compact(64u32).encode());
	}

	#[test]
	fn encode_it_refuses_an_extension_that_it_has_no_value_for() {
		let unknown = extension("Unknown", meta_type::<u32>(), meta_type::<()>());
		let (key, _) = DeviceKey::generate(KeyType::Ed25519);
		let refused = encode(&metadata(Some(unknown)), &Hash::zero(), &draw(), &key, 0);
		assert!(matches!(refused, Err(Error::Chain(_))));
	}
}
