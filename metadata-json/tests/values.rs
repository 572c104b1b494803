//! The shape of each kind of type, in both directions.

use codec::{Compact, Encode};
use jmt_metadata_json::{all_to_json, from_json, registry_of, schema, to_json, MAX_EXACT};
use jmt_primitives::{AccountId, DeviceId, Hash, SS58_PREFIX};
use scale_info::{Type, TypeDefBitSequence, TypeInfo};
use serde_json::{json, Value as Json};
use sp_core::crypto::{Ss58AddressFormat, Ss58Codec};
use std::collections::BTreeMap;

/// The value comes out as this JSON, and the JSON goes in as the same bytes.
fn both<T: Encode + TypeInfo + 'static>(value: T, expected: Json) {
	let (types, id) = registry_of::<T>();
	let bytes = value.encode();
	assert_eq!(all_to_json(&bytes, id, &types), Ok(expected.clone()));
	assert_eq!(from_json(&expected, id, &types), Ok(bytes), "{expected}");
}

/// This JSON is another way to write the value.
fn reads<T: Encode + TypeInfo + 'static>(given: Json, value: T) {
	let (types, id) = registry_of::<T>();
	assert_eq!(from_json(&given, id, &types), Ok(value.encode()), "{given}");
}

#[derive(Clone, Encode, TypeInfo)]
struct Named {
	amount: u128,
	memo: Vec<u8>,
}

#[derive(Encode, TypeInfo)]
struct Pair(u8, bool);

#[derive(Encode, TypeInfo)]
struct Empty;

#[derive(Encode, TypeInfo)]
enum Kind {
	Plain,
	One(u32),
	Two(u8, u8),
	Fields {
		of: Named,
	},
	#[codec(index = 77)]
	Late,
}

#[test]
fn it_writes_small_numbers_as_numbers() {
	both(u8::MAX, json!(255));
	both(u16::MAX, json!(65_535));
	both(u32::MAX, json!(4_294_967_295u32));
	both(i8::MIN, json!(-128));
	both(i16::MIN, json!(-32_768));
	both(i32::MIN, json!(-2_147_483_648i64));
	both(i32::MAX, json!(2_147_483_647));
}

#[test]
fn it_writes_no_number_that_a_reader_would_round() {
	both(MAX_EXACT, json!(9_007_199_254_740_991u64));
	both(MAX_EXACT + 1, json!("9007199254740992"));
	both(u64::MAX, json!("18446744073709551615"));
	both(-9_007_199_254_740_991i64, json!(-9_007_199_254_740_991i64));
	both(i64::MIN, json!("-9223372036854775808"));
	both(i64::MAX, json!("9223372036854775807"));
}

#[test]
fn it_writes_amounts_as_decimal_strings() {
	both(0u128, json!("0"));
	both(u128::MAX, json!("340282366920938463463374607431768211455"));
	both(i128::MIN, json!("-170141183460469231731687303715884105728"));
	both(i128::MAX, json!("170141183460469231731687303715884105727"));
	both(-1i128, json!("-1"));
}

#[test]
fn it_reads_numbers_and_decimal_strings_for_every_integer() {
	reads(json!(7), 7u128);
	reads(json!(u64::MAX), u128::from(u64::MAX));
	reads(json!("7"), 7u8);
	reads(json!("-7"), -7i8);
	reads(json!(-7), -7i128);
	reads(json!("-0"), 0u8);
}

#[test]
fn it_writes_compact_numbers_as_their_type() {
	both(Compact(63u8), json!(63));
	both(Compact(u16::MAX), json!(65_535));
	both(Compact(u32::MAX), json!(4_294_967_295u32));
	both(Compact(u64::MAX), json!("18446744073709551615"));
	both(Compact(u128::MAX), json!("340282366920938463463374607431768211455"));
	both(Compact(()), json!(null));
}

#[test]
fn it_writes_bytes_in_hexadecimal() {
	both([1u8, 0xab], json!("0x01ab"));
	both(vec![1u8, 0xab], json!("0x01ab"));
	both(Vec::<u8>::new(), json!("0x"));
	both(Hash::repeat_byte(9), json!(format!("0x{}", "09".repeat(32))));
	both(DeviceId::from(Hash::repeat_byte(7)), json!(format!("0x{}", "07".repeat(32))));
	reads(json!([1, 171]), vec![1u8, 171]);
	reads(json!("0x01AB"), [1u8, 171]);
}

#[test]
fn it_reads_accounts_in_every_form() {
	let account = AccountId::new([7; 32]);
	both(account.clone(), json!(format!("0x{}", "07".repeat(32))));
	for prefix in [SS58_PREFIX, 42] {
		let address = account.to_ss58check_with_version(Ss58AddressFormat::custom(prefix));
		reads(json!(address), account.clone());
	}
}

#[test]
fn it_reads_a_bare_account_where_an_address_is_expected() {
	#[derive(Encode, TypeInfo)]
	enum MultiAddress {
		Id(AccountId),
		Index(Compact<()>),
	}
	let account = AccountId::new([7; 32]);
	let hexadecimal = format!("0x{}", "07".repeat(32));
	both(MultiAddress::Id(account.clone()), json!({ "Id": hexadecimal }));
	both(MultiAddress::Index(Compact(())), json!({ "Index": null }));
	reads(json!(hexadecimal), MultiAddress::Id(account.clone()));
	let address = account.to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX));
	reads(json!(address), MultiAddress::Id(account));
}

#[test]
fn it_writes_options_as_null_or_the_value() {
	both(None::<u32>, json!(null));
	both(Some(5u32), json!(5));
	both(Some(Named { amount: 1, memo: vec![] }), json!({ "amount": "1", "memo": "0x" }));
	// Where the value itself may be null, the two stay apart.
	both(None::<Option<u32>>, json!(null));
	both(Some(None::<u32>), json!({ "Some": null }));
	both(Some(Some(5u32)), json!({ "Some": 5 }));
	both(Some(()), json!({ "Some": null }));
	both(Some((None::<u8>,)), json!({ "Some": null }));
}

#[test]
fn it_writes_structs_tuples_and_lists() {
	both(Named { amount: 1, memo: vec![2] }, json!({ "amount": "1", "memo": "0x02" }));
	both(Pair(1, true), json!([1, true]));
	both(Empty, json!(null));
	both((), json!(null));
	both((5u32,), json!(5));
	both((5u32, "five".to_string()), json!([5, "five"]));
	both([1u32, 2], json!([1, 2]));
	both(vec![(1u8, false)], json!([[1, false]]));
	both(BTreeMap::from([(1u8, 2u16)]), json!([[1, 2]]));
	both(vec![(), ()], json!([null, null]));
}

#[test]
fn it_writes_variants_by_their_names() {
	both(Kind::Plain, json!("Plain"));
	both(Kind::Late, json!("Late"));
	both(Kind::One(3), json!({ "One": 3 }));
	both(Kind::Two(3, 4), json!({ "Two": [3, 4] }));
	let of = Named { amount: 9, memo: vec![] };
	both(Kind::Fields { of }, json!({ "Fields": { "of": { "amount": "9", "memo": "0x" } } }));
	both(Err::<(), u8>(4), json!({ "Err": 4 }));
	both(Ok::<(), u8>(()), json!({ "Ok": null }));
	reads(json!({ "Plain": null }), Kind::Plain);
}

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Lsb0;

#[derive(TypeInfo)]
#[allow(dead_code)]
struct Msb0;

/// Bits in words of this type, in this order.
#[allow(dead_code)]
struct Bits<Word, Order>(std::marker::PhantomData<(Word, Order)>);

impl<Word: TypeInfo + 'static, Order: TypeInfo + 'static> TypeInfo for Bits<Word, Order> {
	type Identity = Self;

	fn type_info() -> Type {
		TypeDefBitSequence::new::<Word, Order>().into()
	}
}

#[test]
fn it_writes_bit_sequences() {
	fn bits<Word: TypeInfo + 'static, Order: TypeInfo + 'static>(bytes: &[u8], expected: &str) {
		let (types, id) = registry_of::<Bits<Word, Order>>();
		assert_eq!(all_to_json(bytes, id, &types), Ok(json!(expected)));
		assert_eq!(from_json(&json!(expected), id, &types), Ok(bytes.to_vec()));
	}
	bits::<u8, Lsb0>(&[5 << 2, 0b1_0011], "11001");
	bits::<u8, Msb0>(&[5 << 2, 0b1100_1000], "11001");
	bits::<u16, Lsb0>(&[9 << 2, 0, 1], "000000001");
	bits::<u16, Msb0>(&[9 << 2, 0b1000_0000, 0], "000000001");
	bits::<u32, Lsb0>(&[0], "");
}

#[test]
fn it_leaves_the_bytes_behind_a_value() {
	let (types, id) = registry_of::<u16>();
	let mut bytes = &[1, 0, 9][..];
	assert_eq!(to_json(&mut bytes, id, &types), Ok(json!(1)));
	assert_eq!(bytes, [9]);
}

#[test]
fn it_describes_types_as_schemas() {
	let (types, id) = registry_of::<(Option<u128>, [u8; 2], Named)>();
	let described = schema(id, &types);
	assert_eq!(described["minItems"], json!(3));
	let amount = json!({ "type": "string", "pattern": "^[0-9]+$" });
	assert_eq!(described["items"][0], json!({ "anyOf": [{ "type": "null" }, amount] }));
	assert_eq!(described["items"][1]["pattern"], json!("^0x[0-9a-f]{4}$"));
	assert_eq!(described["items"][2]["required"], json!(["amount", "memo"]));
	let (types, id) = registry_of::<Kind>();
	let described = schema(id, &types);
	assert_eq!(described["oneOf"][0]["enum"], json!(["Plain", "Late"]));
	assert_eq!(described["oneOf"][1]["required"], json!(["One"]));
}

/// A list of itself.
#[derive(TypeInfo)]
#[allow(dead_code)]
struct Nested(Vec<Nested>);

#[test]
fn it_describes_a_type_that_holds_itself() {
	let (types, id) = registry_of::<Nested>();
	assert_eq!(schema(id, &types)["type"], json!("array"));
}

mod reject {
	use super::*;

	/// Refuses this JSON as `T`, with an error that says this.
	fn refuses<T: TypeInfo + 'static>(given: Json, expected: &str) {
		let (types, id) = registry_of::<T>();
		let error = from_json(&given, id, &types).unwrap_err().to_string();
		assert!(error.contains(expected), "{given}: {error:?}, not {expected:?}");
	}

	/// Refuses these bytes as `T`, with an error that says this.
	fn refuses_bytes<T: TypeInfo + 'static>(bytes: &[u8], expected: &str) {
		let (types, id) = registry_of::<T>();
		let error = all_to_json(bytes, id, &types).unwrap_err().to_string();
		assert!(error.contains(expected), "{bytes:?}: {error:?}, not {expected:?}");
	}

	#[test]
	fn it_refuses_numbers_beyond_their_type() {
		refuses::<u8>(json!(256), "0 to 255");
		refuses::<u8>(json!(-1), "0 to 255");
		refuses::<i8>(json!(128), "-128 to 127");
		refuses::<i8>(json!(-129), "-128 to 127");
		refuses::<u32>(json!("4294967296"), "u32");
		refuses::<Compact<u32>>(json!("4294967296"), "u32");
		refuses::<u128>(json!("340282366920938463463374607431768211456"), "too large");
		refuses::<i128>(json!("170141183460469231731687303715884105728"), "i128");
		refuses::<i128>(json!("-170141183460469231731687303715884105729"), "i128");
	}

	#[test]
	fn it_refuses_amounts_that_are_none() {
		for given in [
			json!(1.5),
			json!(1e30),
			json!("1.5"),
			json!("1e3"),
			json!("0x1"),
			json!(""),
			json!("-"),
			json!("+1"),
			json!(" 1"),
			json!("1_000"),
			json!(null),
			json!(true),
			json!([1]),
		] {
			refuses::<u128>(given, "u128");
		}
	}

	#[test]
	fn it_refuses_bytes_of_another_length_or_alphabet() {
		refuses::<[u8; 2]>(json!("0x01"), "2 bytes are expected, not 1");
		refuses::<Vec<u8>>(json!("0x1"), "hexadecimal");
		refuses::<Vec<u8>>(json!("0xzz"), "hexadecimal");
		refuses::<Vec<u8>>(json!("hello"), "0x");
		refuses::<Vec<u8>>(json!([256]), "[0]");
		refuses::<[u16; 2]>(json!([1]), "2 elements are expected, not 1");
	}

	#[test]
	fn it_refuses_accounts_of_other_networks_and_typing_errors() {
		let account = AccountId::new([7; 32]);
		let polkadot = account.to_ss58check_with_version(Ss58AddressFormat::custom(0));
		refuses::<AccountId>(json!(polkadot), "prefix 0");
		let mut typo = account.to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX));
		typo.pop();
		refuses::<AccountId>(json!(typo), "no address");
		refuses::<AccountId>(json!("0x12"), "32 bytes");
		refuses::<AccountId>(json!(5), "0x");
	}

	#[test]
	fn it_names_the_place_of_a_wrong_value() {
		#[derive(TypeInfo)]
		#[allow(dead_code)]
		struct Outer {
			list: Vec<(u8, Kind)>,
		}
		let wrong = json!({ "list": [[1, "Plain"], [2, { "Fields": { "of": { "amount": -1, "memo": "0x" } } }]] });
		refuses::<Outer>(wrong, "list[1][1].Fields.of.amount: ");
		refuses::<Outer>(json!({}), "list: the field is missing");
		refuses::<Outer>(
			json!({ "list": [], "lists": 1 }),
			"\"lists\" is no field; there are: list",
		);
		refuses::<Outer>(json!([]), "object");
		refuses::<Outer>(json!({ "list": [[1]] }), "list[0]");
	}

	#[test]
	fn it_says_which_variants_there_are() {
		refuses::<Kind>(json!("plain"), "there are: Plain, One, Two, Fields, Late");
		refuses::<Kind>(json!("One"), "has fields");
		refuses::<Kind>(json!({ "Plain": 1 }), "Plain");
		refuses::<Kind>(json!({ "One": 1, "Plain": null }), "one variant");
		refuses::<Kind>(json!({}), "one variant");
		refuses::<Kind>(json!(0), "name of a variant");
		refuses::<Option<Option<u8>>>(json!(5), "Some");
	}

	#[test]
	fn it_refuses_bytes_that_end_early_or_late() {
		refuses_bytes::<u32>(&[1, 2], "u32");
		refuses_bytes::<u8>(&[1, 2], "1 bytes are left over");
		refuses_bytes::<Named>(&[0; 16], "memo");
		refuses_bytes::<Kind>(&[9], "index 9");
		refuses_bytes::<bool>(&[2], "bool");
		refuses_bytes::<Compact<u8>>(&[0xff, 0xff], "compact");
		refuses_bytes::<char>(&[0, 0xd8, 0, 0], "char");
	}

	#[test]
	fn it_refuses_more_elements_than_bytes() {
		let claimed = Compact(u32::MAX).encode();
		refuses_bytes::<Vec<u64>>(&claimed, "more elements");
		refuses_bytes::<Vec<u8>>(&claimed, "more elements");
		refuses_bytes::<Vec<()>>(&claimed, "more elements");
		refuses_bytes::<Bits<u64, Lsb0>>(&claimed, "bit sequence");
	}

	#[test]
	fn it_refuses_what_is_nested_too_deep() {
		refuses_bytes::<Nested>(&[4; 10_000], "nested deeper");
		let mut deep = json!([]);
		for _ in 0..100 {
			deep = json!([deep]);
		}
		refuses::<Nested>(deep, "nested deeper");
	}

	#[test]
	fn it_refuses_bits_that_are_none() {
		refuses::<Bits<u8, Lsb0>>(json!("012"), "no bit");
		refuses::<Bits<u8, Lsb0>>(json!(1), "0 and 1");
		refuses::<Bits<u8, Named>>(json!("1"), "order");
		refuses::<Bits<bool, Lsb0>>(json!("1"), "words");
	}

	#[test]
	fn it_refuses_types_that_the_metadata_does_not_have() {
		let (types, _) = registry_of::<u8>();
		assert!(from_json(&json!(1), 99, &types).is_err());
		assert!(all_to_json(&[1], 99, &types).is_err());
	}
}
