//! From our types into the chain's, by the names of fields and variants: the arguments of calls, and keys of storage
//! items. The other way goes `jmt_metadata_json::translate`.
//!
//! An agent so understands a later runtime that tells more than its own version knew, or tells it in another order; a
//! missing field is an error, never a wrong figure.

use crate::error::Error;
use codec::Encode;
use jmt_metadata_json::registry_of;
use scale_info::TypeInfo;
use scale_value::{scale::decode_as_type, Composite, Value, ValueDef};

/// A type of ours as a value that the chain's metadata can lay out.
pub fn in_their_words<T: Encode + TypeInfo + 'static>(ours: &T) -> Result<Value, Error> {
	let (types, id) = registry_of::<T>();
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
	use codec::Decode;
	use jmt_metadata_json::translate;
	use jmt_primitives::{
		proof_of_time::{DrawInfo, MiningReport, MiningStatus},
		supply::PotBalances,
		AccountId, Balance, DevicePublic, Draw, Hash, Moment, Round,
	};

	/// A value of the chain's, in our words.
	fn told<Theirs, Ours>(answer: &Theirs) -> Result<Ours, String>
	where
		Theirs: Encode + TypeInfo + 'static,
		Ours: Decode + TypeInfo + 'static,
	{
		let (types, id) = registry_of::<Theirs>();
		translate(&answer.encode(), id, &types).map_err(|error| error.to_string())
	}

	fn understood<T>(answer: &T)
	where
		T: Encode + Decode + TypeInfo + PartialEq + std::fmt::Debug + 'static,
	{
		assert_eq!(&told::<T, T>(answer).unwrap(), answer);
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
		understood(&DevicePublic::P256([7; 33]));
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
		assert_eq!(told::<_, Option<DrawInfo>>(&Some(later)), Ok(Some(draw_info())));

		#[derive(Encode, TypeInfo)]
		#[allow(dead_code)]
		enum LaterStatus {
			Suspended,
			Silent,
		}
		assert_eq!(told(&LaterStatus::Silent), Ok(MiningStatus::Silent));
		let unknown = told::<_, MiningStatus>(&LaterStatus::Suspended).unwrap_err();
		assert!(unknown.contains("Suspended"), "{unknown}");
	}

	#[test]
	fn one_field_of_many_can_be_asked_for() {
		#[derive(PartialEq, Debug, Decode, TypeInfo)]
		struct OnlyBuckets {
			buckets: u32,
		}
		assert_eq!(told(&draw_info()), Ok(OnlyBuckets { buckets: u32::MAX }));
	}

	#[test]
	fn keys_keep_their_scheme() {
		let key = in_their_words(&DevicePublic::P256([7; 33])).unwrap();
		assert!(matches!(&key.value, ValueDef::Variant(variant) if variant.name == "P256"));
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
			let error = told::<_, DrawInfo>(&earlier).unwrap_err();
			assert!(error.contains("buckets"), "{error}");
			assert!(told::<_, Vec<Balance>>(&vec![-1_i128]).is_err());
		}
	}
}
