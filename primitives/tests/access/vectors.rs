//! Vectors for other programs: passes of each key type and length, with their secrets, in `testing/fixtures/access/`.
//!
//! Signatures of sr25519 differ in each run; all other bytes are made again and compared.

use super::{
	keys::Key,
	pass::{pass_of, with_pass},
	world::{actions, at_lift, scope, use_of, GENESIS, NOW},
};
use codec::{DecodeAll, Encode};
use jmt_primitives::{
	access::{Action, Pass, Scope, SignedUse, Window},
	cell::Cell,
	DeviceSignature, KeyType,
};
use serde_json::{json, Value};
use std::{fs, path::PathBuf};

/// The grant of all passes.
const GRANT: u64 = 1;

fn path() -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testing/fixtures/access/passes.json")
}

/// The secret of the holder is 32 bytes of 40, those of the blocks are of 41 and more.
fn seeds() -> [u8; 5] {
	[40, 41, 42, 43, 44]
}

/// Scopes from one without any limit to one with all.
fn scopes() -> [Scope; 4] {
	let window = Window::Weekly { from: 480, to: 1_020 };
	let cell = Cell::new(0x8928308280fffff).unwrap();
	[0, 1, 2, 3].map(|place| {
		let mut of = scope();
		of.expires = NOW + 10_000 - place;
		if place > 0 {
			of.actions = actions(&[Action::OPEN, Action::CLOSE]);
			of.windows = vec![window; 1].try_into().unwrap();
		}
		if place > 1 {
			of.cells = vec![cell, cell.parent(5).unwrap()].try_into().unwrap();
			of.not_before = NOW - 5;
		}
		if place > 2 {
			of.uses = Some(3);
		}
		of
	})
}

fn hex_of(bytes: impl AsRef<[u8]>) -> Value {
	Value::String(format!("0x{}", hex::encode(bytes)))
}

fn bytes_of(value: &Value) -> Vec<u8> {
	let text = value.as_str().and_then(|text| text.strip_prefix("0x")).expect("0x and digits");
	hex::decode(text).expect("digits")
}

fn signature_of(signature: &DeviceSignature) -> Value {
	hex_of(signature.encode())
}

/// A pass with its use, as the file has it.
fn vector(key_type: KeyType, length: usize) -> Value {
	let keys = seeds().map(|seed| Key::new(key_type, seed));
	let scoped: Vec<_> = keys[1..=length].iter().cloned().zip(scopes()).collect();
	let pass = pass_of(&keys[0], false, &scoped, GRANT);
	let request = match length {
		0 => {
			let subject = jmt_primitives::access::Subject::Device(keys[0].id());
			let authority = jmt_primitives::access::Authority::Grant(GRANT);
			jmt_primitives::access::Request { subject, authority, ..super::world::ask() }
		},
		_ => with_pass(pass.clone()),
	};
	let using = use_of(&request);
	let signed = at_lift(request, &keys[length]).shown.using.expect("it was signed");
	let blocks: Vec<Value> = pass
		.blocks
		.iter()
		.map(|signed| {
			json!({
				"holder": hex_of(signed.block.holder.encode()),
				"payload": hex_of(signed.block.payload()),
				"hash": hex_of(signed.block.hash()),
				"signature": signature_of(&signed.signature),
			})
		})
		.collect();
	json!({
		"keyType": serde_json::to_value(key_type).unwrap(),
		"holder": hex_of(keys[0].public().encode()),
		"secrets": seeds()[..=length].iter().map(|seed| hex_of([*seed; 32])).collect::<Vec<_>>(),
		"blocks": blocks,
		"pass": hex_of(pass.encode()),
		"use": {
			"payload": hex_of(using.payload()),
			"id": hex_of(using.id()),
			"signature": signature_of(&signed.signature),
			"signed": hex_of(signed.encode()),
		},
	})
}

fn vectors() -> Value {
	let all =
		KeyType::ALL.into_iter().flat_map(|key_type| (0..=4).map(move |length| (key_type, length)));
	json!({
		"genesis": hex_of(GENESIS),
		"grant": GRANT,
		"vectors": all.map(|(key_type, length)| vector(key_type, length)).collect::<Vec<_>>(),
	})
}

fn file() -> Value {
	serde_json::from_str(&fs::read_to_string(path()).expect("it is committed")).expect("JSON")
}

/// That which is the same in each run.
fn fixed(mut vectors: Value) -> Value {
	for vector in vectors["vectors"].as_array_mut().expect("vectors") {
		let sr25519 = vector["keyType"] == "sr25519";
		let blocks = vector["blocks"].as_array_mut().expect("blocks");
		for signed in blocks {
			if sr25519 {
				signed["signature"] = Value::Null;
			}
		}
		if sr25519 {
			(vector["pass"], vector["use"]["signature"], vector["use"]["signed"]) =
				Default::default();
		}
	}
	vectors
}

/// After a change of what is signed, the file that this test names takes the place of the old one.
#[test]
fn they_are_what_the_types_make() {
	let made = vectors();
	let kept = fs::read_to_string(path()).ok().and_then(|text| serde_json::from_str(&text).ok());
	if kept.map(fixed) != Some(fixed(made.clone())) {
		let other = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("passes.json");
		fs::write(&other, serde_json::to_string_pretty(&made).unwrap() + "\n").unwrap();
		panic!("passes.json differs from what the types make, which stands in {}", other.display());
	}
}

#[test]
fn their_signatures_are_good() {
	let file = file();
	let vectors = file["vectors"].as_array().expect("vectors");
	assert_eq!(vectors.len(), 20);
	for vector in vectors {
		let pass = Pass::decode_all(&mut &bytes_of(&vector["pass"])[..]).expect("a pass");
		let mut holder =
			DecodeAll::decode_all(&mut &bytes_of(&vector["holder"])[..]).expect("a key");
		assert_eq!(pass.blocks.len(), vector["blocks"].as_array().expect("blocks").len());
		for signed in &pass.blocks {
			assert!(signed.signature.verify(&signed.block.payload(), &holder));
			holder = signed.block.holder;
		}
		let signed =
			SignedUse::decode_all(&mut &bytes_of(&vector["use"]["signed"])[..]).expect("a use");
		assert!(signed.signature.verify(&signed.using.payload(), &holder));
		let other = [&signed.using.payload()[..], &[0]].concat();
		assert!(!signed.signature.verify(&other, &holder));
	}
}

/// Bytes read one after the other, by what the documents say of their layout and nothing else.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
	fn take(&mut self, length: usize) -> &'a [u8] {
		let (taken, rest) = self.0.split_at(length);
		self.0 = rest;
		taken
	}

	fn number(&mut self, length: usize) -> u64 {
		self.take(length).iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
	}

	/// A length below 64, which is one byte.
	fn length(&mut self) -> u64 {
		let byte = self.number(1);
		assert_eq!(byte & 3, 0);
		byte >> 2
	}

	fn key(&mut self) -> &'a [u8] {
		let length = match self.0[0] {
			0 | 1 => 33,
			_ => 34,
		};
		self.take(length)
	}
}

#[test]
fn they_are_laid_out_as_documented() {
	for vector in file()["vectors"].as_array().expect("vectors") {
		let bytes = bytes_of(&vector["pass"]);
		let mut pass = Bytes(&bytes);
		assert_eq!(pass.number(8), GRANT);
		let blocks = vector["blocks"].as_array().expect("blocks");
		assert_eq!(pass.length(), blocks.len() as u64);
		let name = [&[19 << 2][..], b"jmt/access/grant/v1", &[0xaa; 32], &GRANT.to_le_bytes()];
		let mut before = sp_crypto_hashing::blake2_256(&name.concat());
		for (signed, scope) in blocks.iter().zip(scopes()) {
			let begin = pass.0;
			assert_eq!(pass.take(32), [0xaa; 32]);
			assert_eq!((pass.number(8), pass.number(4)), (GRANT, 0));
			assert_eq!(pass.take(32), before);
			assert_eq!(pass.key(), bytes_of(&signed["holder"]));
			assert_eq!(pass.number(8), scope.actions.0);
			assert_eq!(pass.length(), scope.cells.len() as u64);
			for cell in &scope.cells {
				assert_eq!(pass.number(8), cell.number());
			}
			assert_eq!(pass.length(), scope.windows.len() as u64);
			for _ in &scope.windows {
				assert_eq!((pass.number(1), pass.number(2), pass.number(2)), (0, 480, 1_020));
			}
			assert_eq!((pass.number(8), pass.number(8)), (scope.not_before, scope.expires));
			match scope.uses {
				None => assert_eq!(pass.number(1), 0),
				Some(uses) => assert_eq!((pass.number(1), pass.number(4)), (1, u64::from(uses))),
			}
			let block = &begin[..begin.len() - pass.0.len()];
			let payload = [&[19 << 2][..], b"jmt/access/block/v1", block].concat();
			assert_eq!(payload, bytes_of(&signed["payload"]));
			before = sp_crypto_hashing::blake2_256(&payload);
			assert_eq!(before[..], bytes_of(&signed["hash"]));
			assert_eq!(pass.number(1), 0, "no signer");
			assert_eq!(pass.take(65), bytes_of(&signed["signature"]));
		}
		assert!(pass.0.is_empty());
		let using = bytes_of(&vector["use"]["payload"]);
		let mut using_bytes = Bytes(&using);
		assert_eq!(using_bytes.length(), 17);
		assert_eq!(using_bytes.take(17), b"jmt/access/use/v1");
		assert_eq!(using_bytes.take(32), [0xaa; 32]);
		using_bytes.take(32);
		assert_eq!(using_bytes.number(8), 1);
		match blocks.len() {
			0 => assert_eq!((using_bytes.number(1), using_bytes.number(8)), (1, GRANT)),
			_ => {
				assert_eq!(using_bytes.number(1), 2);
				assert_eq!(using_bytes.take(32), before);
			},
		}
		assert_eq!(using_bytes.take(32), [7; 32]);
		assert_eq!((using_bytes.number(1), using_bytes.number(8)), (2, NOW + 60_000));
		assert!(using_bytes.0.is_empty());
		let id = sp_crypto_hashing::blake2_256(&using);
		assert_eq!(id[..], bytes_of(&vector["use"]["id"]));
	}
}
