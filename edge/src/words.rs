//! Between the chain's types and our own, by the names of fields and variants.
//!
//! The chain's answers are read by its own metadata and brought into the words of the primitives, and our
//! arguments into its words. An agent so understands a later runtime that tells more than its own version knew, or
//! tells it in another order; a missing field is an error, never a wrong figure.

use crate::error::{BoxedError, Error};
use codec::{Decode, DecodeAll, Encode};
use scale_info::{meta_type, PortableRegistry, Registry, TypeInfo};
use scale_value::{
	scale::{decode_as_type, encode_as_type},
	Composite, Value, ValueDef,
};

fn types_of<T: TypeInfo + 'static>() -> (u32, PortableRegistry) {
	let mut types = Registry::new();
	let id = types.register_type(&meta_type::<T>()).id;
	(id, PortableRegistry::from(types))
}

/// A value as a type of ours.
pub fn in_our_words<T: Decode + TypeInfo + 'static>(value: &Value) -> Result<T, BoxedError> {
	let (ours, types) = types_of::<T>();
	let mut encoded = Vec::new();
	encode_as_type(value, ours, &types, &mut encoded)?;
	Ok(T::decode_all(&mut encoded.as_slice())?)
}

/// A type of ours as a value that the chain's metadata can lay out.
pub fn in_their_words<T: Encode + TypeInfo + 'static>(ours: &T) -> Result<Value, Error> {
	let (id, types) = types_of::<T>();
	let encoded = ours.encode();
	let value = decode_as_type(&mut encoded.as_slice(), id, &types).map_err(Error::chain)?;
	Ok(value.remove_context())
}

/// The fields of a struct of ours, or the parts of a tuple.
pub fn fields_in_their_words<T: Encode + TypeInfo + 'static>(
	ours: &T,
) -> Result<Composite<()>, Error> {
	Ok(match in_their_words(ours)?.value {
		ValueDef::Composite(fields) => fields,
		other => Composite::unnamed([Value { value: other, context: () }]),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{
		proof_of_time::{DrawInfo, MiningReport, MiningStatus},
		supply::PotBalances,
		AccountId, Balance, DevicePublic, DeviceSignature, Draw, Hash, Moment, Round,
	};

	fn understood<T>(answer: &T)
	where
		T: Encode + Decode + TypeInfo + PartialEq + std::fmt::Debug + 'static,
	{
		assert_eq!(&in_our_words::<T>(&in_their_words(answer).unwrap()).unwrap(), answer);
	}

	fn draw_info() -> DrawInfo {
		let draw = Draw { round: Round::MAX, day: 7, bucket: 3, hash: Hash::repeat_byte(9) };
		DrawInfo {
			draw,
			drawn_in: 11,
			last_slot: 1 << 60,
			seed: Hash::repeat_byte(1),
			buckets: u32::MAX,
		}
	}

	fn report(status: MiningStatus) -> MiningReport {
		MiningReport {
			status,
			owner: Some(AccountId::new([5; 32])),
			last_round: None,
			paid_until: Some(Moment::MAX),
			missed_round: Some(0),
			earned: Balance::MAX,
			open: 0,
			weight: 1_000_000,
			bucket: Some(2),
		}
	}

	#[test]
	fn answers_of_todays_shape_are_understood() {
		understood(&None::<DrawInfo>);
		understood(&Some(draw_info()));
		understood(&Vec::<Balance>::new());
		understood(&vec![Balance::MAX]);
		understood(&vec![0, 1, Balance::MAX]);
		understood(&PotBalances { mining: 1, staking_rewards: Balance::MAX, ..Default::default() });
		for status in [MiningStatus::NotRegistered, MiningStatus::Silent] {
			understood(&report(status));
		}
	}

	#[test]
	fn a_later_runtime_may_tell_more_and_in_another_order() {
		#[derive(Encode, TypeInfo)]
		struct LaterDrawInfo {
			witnesses: Vec<u8>,
			buckets: u32,
			seed: Hash,
			last_slot: u64,
			drawn_in: u32,
			draw: Draw,
		}
		let DrawInfo { draw, drawn_in, last_slot, seed, buckets } = draw_info();
		let later = LaterDrawInfo { witnesses: vec![1], buckets, seed, last_slot, drawn_in, draw };
		let told = in_their_words(&Some(later)).unwrap();
		assert_eq!(in_our_words::<Option<DrawInfo>>(&told).unwrap(), Some(draw_info()));

		#[derive(Encode, TypeInfo)]
		#[allow(dead_code)]
		enum LaterStatus {
			Suspended,
			Silent,
		}
		let told = |status: LaterStatus| in_their_words(&status).unwrap();
		let silent = in_our_words::<MiningStatus>(&told(LaterStatus::Silent)).unwrap();
		assert_eq!(silent, MiningStatus::Silent);
		let unknown = in_our_words::<MiningStatus>(&told(LaterStatus::Suspended));
		assert!(unknown.unwrap_err().to_string().contains("Suspended"));
	}

	#[test]
	fn one_field_of_many_can_be_asked_for() {
		#[derive(PartialEq, Debug, Decode, TypeInfo)]
		struct OnlyBuckets {
			buckets: u32,
		}
		let told = in_their_words(&draw_info()).unwrap();
		let found = in_our_words::<OnlyBuckets>(&told).unwrap();
		assert_eq!(found, OnlyBuckets { buckets: u32::MAX });
	}

	#[test]
	fn keys_and_signatures_keep_their_scheme() {
		let key = DevicePublic::P256([7; 33]);
		let told = in_their_words(&key).unwrap();
		assert!(matches!(&told.value, ValueDef::Variant(variant) if variant.name == "P256"));
		assert_eq!(in_our_words::<DevicePublic>(&told).unwrap(), key);
		let signature = DeviceSignature::Ed25519([8; 64]);
		let told = in_their_words(&signature).unwrap();
		assert!(matches!(&told.value, ValueDef::Variant(variant) if variant.name == "Ed25519"));
	}

	#[test]
	fn fields_of_a_struct_have_names_and_parts_of_a_tuple_none() {
		let named = fields_in_their_words(&draw_info()).unwrap();
		assert!(matches!(named, Composite::Named(fields) if fields.len() == 5));
		let parts = fields_in_their_words(&(1u8, 2u64)).unwrap();
		let expected = Composite::unnamed([Value::u128(1), Value::u128(2)]);
		assert_eq!(parts, expected);
		assert_eq!(fields_in_their_words(&()).unwrap(), Composite::Unnamed(Vec::new()));
	}

	mod reject {
		use super::*;

		#[test]
		fn a_missing_field_is_an_error_that_names_it() {
			#[derive(Encode, TypeInfo)]
			struct EarlierDrawInfo {
				draw: Draw,
				drawn_in: u32,
				last_slot: u64,
				seed: Hash,
			}
			let DrawInfo { draw, drawn_in, last_slot, seed, .. } = draw_info();
			let earlier = EarlierDrawInfo { draw, drawn_in, last_slot, seed };
			let told = in_their_words(&earlier).unwrap();
			let error = in_our_words::<DrawInfo>(&told).unwrap_err().to_string();
			assert!(error.contains("buckets"), "{error}");
			let negative = in_their_words(&vec![-1_i128]).unwrap();
			assert!(in_our_words::<Vec<Balance>>(&negative).is_err());
		}
	}
}
