//! Random values of many types go there and back, and no input of either side panics.

use codec::{Compact, Decode, Encode};
use jmt_metadata_json::{all_to_json, from_json, registry_of, translate};
use proptest::{collection::vec, option, prelude::*};
use scale_info::TypeInfo;
use serde_json::{json, Value as Json};

#[derive(Clone, PartialEq, Debug, Encode, Decode, TypeInfo)]
struct Unsigned {
	bits_8: u8,
	bits_16: u16,
	bits_32: u32,
	bits_64: u64,
	bits_128: u128,
	#[codec(compact)]
	compact: u128,
}

#[derive(Clone, PartialEq, Debug, Encode, Decode, TypeInfo)]
struct Signed(i8, i16, i32, i64, i128);

#[derive(Clone, PartialEq, Debug, Encode, Decode, TypeInfo)]
enum Leaf {
	Nothing,
	Text(String),
	Switch { on: bool },
	Bytes(Vec<u8>, [u8; 3]),
	Maybe(Option<Option<()>>, Option<bool>),
	Outcome(Result<(), Compact<u64>>),
}

#[derive(Clone, PartialEq, Debug, Encode, Decode, TypeInfo)]
struct Tree {
	leaf: Leaf,
	unsigned: Unsigned,
	signed: Option<Signed>,
	pairs: [(u8, Option<u8>); 2],
	branches: Vec<Tree>,
}

fn leaf() -> impl Strategy<Value = Leaf> {
	prop_oneof![
		Just(Leaf::Nothing),
		any::<String>().prop_map(Leaf::Text),
		any::<bool>().prop_map(|on| Leaf::Switch { on }),
		(vec(any::<u8>(), 0..9), any::<[u8; 3]>())
			.prop_map(|(some, three)| Leaf::Bytes(some, three)),
		(option::of(option::of(Just(()))), any::<Option<bool>>())
			.prop_map(|(twice, once)| Leaf::Maybe(twice, once)),
		any::<Result<(), u64>>().prop_map(|outcome| Leaf::Outcome(outcome.map_err(Compact))),
	]
}

fn unsigned() -> impl Strategy<Value = Unsigned> {
	any::<(u8, u16, u32, u64, u128, u128)>().prop_map(
		|(bits_8, bits_16, bits_32, bits_64, bits_128, compact)| Unsigned {
			bits_8,
			bits_16,
			bits_32,
			bits_64,
			bits_128,
			compact,
		},
	)
}

fn signed() -> impl Strategy<Value = Signed> {
	any::<(i8, i16, i32, i64, i128)>().prop_map(|(a, b, c, d, e)| Signed(a, b, c, d, e))
}

fn tree() -> impl Strategy<Value = Tree> {
	let node = |branches: BoxedStrategy<Vec<Tree>>| {
		let pairs = any::<[(u8, Option<u8>); 2]>();
		(leaf(), unsigned(), option::of(signed()), pairs, branches).prop_map(
			|(leaf, unsigned, signed, pairs, branches)| Tree {
				leaf,
				unsigned,
				signed,
				pairs,
				branches,
			},
		)
	};
	node(Just(Vec::new()).boxed())
		.prop_recursive(4, 16, 3, move |inner| node(vec(inner, 0..3).boxed()))
}

fn anything() -> impl Strategy<Value = Json> {
	let scalar = prop_oneof![
		Just(Json::Null),
		any::<bool>().prop_map(Json::from),
		any::<i64>().prop_map(Json::from),
		any::<f64>().prop_map(|number| json!(number)),
		any::<String>().prop_map(Json::from),
		"(0x)?[0-9a-f]{0,8}".prop_map(Json::from),
	];
	scalar.prop_recursive(4, 32, 4, |inner| {
		let names = prop_oneof![
			Just("leaf".to_string()),
			Just("Text".to_string()),
			Just("Some".to_string()),
			any::<String>(),
		];
		prop_oneof![
			vec(inner.clone(), 0..4).prop_map(Json::from),
			vec((names, inner), 0..4).prop_map(Json::from_iter),
		]
	})
}

proptest! {
	#[test]
	fn it_keeps_every_value(tree in tree()) {
		let (types, id) = registry_of::<Tree>();
		let bytes = tree.encode();
		let value = all_to_json(&bytes, id, &types).unwrap();
		// Also as text, which is how it travels.
		let value = serde_json::from_str(&value.to_string()).unwrap();
		prop_assert_eq!(from_json(&value, id, &types).unwrap(), bytes);
	}

	#[test]
	fn it_translates_into_the_same_type(tree in tree()) {
		let (types, id) = registry_of::<Tree>();
		prop_assert_eq!(translate::<Tree>(&tree.encode(), id, &types).unwrap(), tree);
	}

	#[test]
	fn it_reads_any_bytes_as_the_codec_does(bytes in vec(any::<u8>(), 0..200)) {
		let (types, id) = registry_of::<Leaf>();
		let mut left = &bytes[..];
		let decoded = Leaf::decode(&mut left);
		let value = jmt_metadata_json::to_json(&mut &bytes[..], id, &types);
		prop_assert_eq!(decoded.is_ok(), value.is_ok());
		if let (Ok(decoded), Ok(value)) = (decoded, value) {
			prop_assert_eq!(from_json(&value, id, &types).unwrap(), decoded.encode());
		}
	}

	#[test]
	fn it_panics_on_no_json(value in anything()) {
		let (types, id) = registry_of::<Tree>();
		let _ = from_json(&value, id, &types);
		let (types, id) = registry_of::<Leaf>();
		if let Ok(bytes) = from_json(&value, id, &types) {
			prop_assert!(Leaf::decode(&mut &bytes[..]).is_ok());
		}
	}
}

#[test]
fn it_understands_a_later_type_that_tells_more_in_another_order() {
	#[derive(Encode, TypeInfo)]
	struct Later {
		witnesses: Vec<u8>,
		second: u128,
		first: Option<u8>,
	}
	#[derive(PartialEq, Debug, Decode, TypeInfo)]
	struct Ours {
		first: Option<u8>,
		second: u128,
	}
	#[derive(PartialEq, Debug, Decode, TypeInfo)]
	struct Demanding {
		third: u8,
	}
	let later = Later { witnesses: vec![1], second: u128::MAX, first: None };
	let (types, id) = registry_of::<Later>();
	let ours = translate::<Ours>(&later.encode(), id, &types);
	assert_eq!(ours, Ok(Ours { first: None, second: u128::MAX }));
	// A value that is missing is an error that names it, never a wrong one.
	let error = translate::<Demanding>(&later.encode(), id, &types).unwrap_err();
	assert_eq!(error.path(), "third");
	assert!(translate::<u8>(&later.encode(), id, &types).is_err());
}
