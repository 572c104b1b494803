//! DIDs, keys as text, and documents.

use jmt_primitives::{
	devices::{DeviceId, DevicePublic},
	did::{Did, DidError, DidRecord, Document, Multikey, Resolution, TEXT_LENGTH},
	Hash,
};
use proptest::prelude::*;
use serde_json::{json, to_value};
use std::convert::Infallible;

/// The first half differs from the second.
fn genesis() -> Hash {
	let mut bytes = [0xab; 32];
	bytes[16..].fill(0xcd);
	bytes.into()
}

fn device() -> DeviceId {
	DeviceId(Hash::repeat_byte(0x5f))
}

fn text() -> String {
	format!("did:jmt:{}:{}", "ab".repeat(16), "5f".repeat(32))
}

/// RFC 8032, 7.1, test 1.
const ED25519: [u8; 32] =
	hex_literal::hex!("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

/// From the tests of ACA-Py, where the key stands in Base58 beside its Multikey.
const X25519: [u8; 32] =
	hex_literal::hex!("5b3fce26fe570101539229f1608b20959d5032ac3e98367bdceba9143b253f0e");

fn record() -> DidRecord {
	DidRecord {
		device: device(),
		key: DevicePublic::Ed25519(ED25519),
		encryption: Some(X25519),
		deactivated: false,
	}
}

#[test]
fn it_names_the_first_half_of_the_genesis_and_the_whole_id() {
	let did = Did::new(&genesis(), device());
	assert_eq!(did.to_string(), text());
	assert_eq!(text().len(), TEXT_LENGTH);
	assert_eq!(text().parse(), Ok(did));
	assert_eq!(did.on_chain(&genesis()), Ok(device()));
	assert_eq!(did.on_chain(&Hash::repeat_byte(0xab)), Ok(device()), "the first half decides");
	assert_eq!(did.on_chain(&Hash::repeat_byte(0xcd)), Err(DidError::OtherChain));
	assert_eq!(serde_json::from_value::<Did>(json!(text())).expect("it is one"), did);
	assert!(serde_json::from_value::<Did>(json!(text().to_uppercase())).is_err());
}

mod reject {
	use super::*;

	fn refusal(text: &str) -> DidError {
		text.parse::<Did>().expect_err("it is no DID of this method")
	}

	#[test]
	fn it_refuses_each_text_but_one() {
		let good = text();
		assert_eq!(refusal(""), DidError::NotJmt);
		assert_eq!(refusal("did:key:z6MkmjY8"), DidError::NotJmt);
		assert_eq!(refusal(&good.replace("did:jmt", "DID:jmt")), DidError::NotJmt);
		assert_eq!(refusal(&format!(" {good}")), DidError::NotJmt);
		assert_eq!(refusal(&format!("{good} ")), DidError::WrongLength);
		assert_eq!(refusal(&format!("{good}#key")), DidError::WrongLength);
		assert_eq!(refusal(&good[..good.len() - 1]), DidError::WrongLength);
		assert_eq!(refusal("did:jmt:"), DidError::WrongLength);
		assert_eq!(refusal(&good.replacen("ab", "AB", 1)), DidError::NotLowerHex);
		assert_eq!(refusal(&good.replacen("5f", "5F", 1)), DidError::NotLowerHex);
		assert_eq!(refusal(&good.replacen("5f", "+f", 1)), DidError::NotLowerHex);
		assert_eq!(refusal(&good.replacen("5f", "0x", 1)), DidError::NotLowerHex);
		// Two bytes for one character, so that the length is right and the colon's place is none.
		assert_eq!(refusal(&good.replacen("b:", "é", 1)), DidError::NotLowerHex);
		let moved = good.replacen("ab:5f", "ab5:f", 1);
		assert_eq!(refusal(&moved), DidError::NoColon);
	}

	fn key_refusal(text: &str) -> DidError {
		text.parse::<Multikey>().expect_err("it is no key")
	}

	#[test]
	fn it_refuses_keys_of_other_schemes_and_lengths() {
		let encoded = |bytes: &[u8]| format!("z{}", bs58::encode(bytes).into_string());
		assert_eq!(key_refusal(""), DidError::NotBase58);
		assert_eq!(
			key_refusal("6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"),
			DidError::NotBase58
		);
		assert_eq!(
			key_refusal("z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMs0"),
			DidError::NotBase58
		);
		assert_eq!(key_refusal(&format!("z{}", "1".repeat(65))), DidError::NotBase58);
		assert_eq!(key_refusal("z"), DidError::UnknownScheme);
		assert_eq!(key_refusal(&encoded(&[0xed])), DidError::UnknownScheme);
		assert_eq!(
			key_refusal(&encoded(&[&[0xee, 0x01][..], &[7; 32]].concat())),
			DidError::UnknownScheme
		);
		assert_eq!(
			key_refusal(&encoded(&[&[0xed, 0x01][..], &[7; 31]].concat())),
			DidError::WrongKeyLength
		);
		assert_eq!(
			key_refusal(&encoded(&[&[0xed, 0x01][..], &[7; 33]].concat())),
			DidError::WrongKeyLength
		);
		assert_eq!(
			key_refusal(&encoded(&[&[0x80, 0x24][..], &[7; 32]].concat())),
			DidError::WrongKeyLength
		);
		assert_eq!(key_refusal(&encoded(&[0xec, 0x01])), DidError::WrongKeyLength);
	}
}

/// Published keys beside the bytes that they stand for.
#[test]
fn it_writes_keys_as_others_do() {
	let signing = Multikey::Signing;
	let vectors = [
		// did:key's own test vectors; the key is that of RFC 8032.
		(
			signing(DevicePublic::Ed25519(ED25519)),
			"z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw",
		),
		// did:key's own test vectors; the secret is 9085d2be..0c.
		(
			signing(DevicePublic::Secp256k1(hex_literal::hex!(
				"03874c15c7fda20e539c6e5ba573c139884c351188799f5458b4b41f7924f235cd"
			))),
			"zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
		),
		// W3C's Data Integrity ECDSA Cryptosuites 1.0, appendix A.
		(
			signing(DevicePublic::P256(hex_literal::hex!(
				"0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
			))),
			"zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
		),
		(Multikey::Encryption(X25519), "z6LShpNhGwSupbB7zjuivH156vhLJBDDzmQtA4BY9S94pe1K"),
	];
	for (key, text) in vectors {
		assert_eq!(key.to_string(), text);
		assert_eq!(text.parse(), Ok(key));
	}
	// No published key of sr25519 was found: the table's number is 0xef.
	let key = signing(DevicePublic::Sr25519([9; 32]));
	let bytes = bs58::decode(&key.to_string()[1..]).into_vec().expect("it is Base58");
	assert_eq!(bytes, [&[0xef, 0x01][..], &[9; 32]].concat());
	assert_eq!(key.to_string().parse(), Ok(key));
}

#[test]
fn it_makes_a_document_of_did_core() {
	let did = text();
	let signing = "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw";
	let encryption = "z6LShpNhGwSupbB7zjuivH156vhLJBDDzmQtA4BY9S94pe1K";
	let expected = json!({
		"@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
		"id": did,
		"verificationMethod": [
			{
				"id": format!("{did}#{signing}"),
				"type": "Multikey",
				"controller": did,
				"publicKeyMultibase": signing,
			},
			{
				"id": format!("{did}#{encryption}"),
				"type": "Multikey",
				"controller": did,
				"publicKeyMultibase": encryption,
			},
		],
		"authentication": [format!("{did}#{signing}")],
		"assertionMethod": [format!("{did}#{signing}")],
		"keyAgreement": [format!("{did}#{encryption}")],
	});
	let document = Document::new(&genesis(), &record());
	assert_eq!(to_value(&document).expect("it is JSON"), expected);
	assert_eq!(serde_json::from_value::<Document>(expected).expect("it is one"), document);
}

#[test]
fn it_leaves_out_the_key_that_a_device_does_not_have() {
	let document = Document::new(&genesis(), &DidRecord { encryption: None, ..record() });
	let json = to_value(&document).expect("it is JSON");
	assert_eq!(json.get("keyAgreement"), None);
	assert_eq!(document.verification_method.len(), 1);
}

#[test]
fn it_names_no_key_of_a_revoked_device() {
	let revoked = DidRecord { deactivated: true, ..record() };
	let resolution = Resolution::of(&text(), &genesis(), |_| Ok::<_, Infallible>(Some(revoked)))
		.expect("it does");
	assert_eq!(
		to_value(&resolution).expect("it is JSON"),
		json!({
			"didResolutionMetadata": { "contentType": "application/did+ld+json" },
			"didDocument": { "@context": ["https://www.w3.org/ns/did/v1"], "id": text() },
			"didDocumentMetadata": { "deactivated": true },
		})
	);
}

#[test]
fn it_resolves_by_the_words_of_did_core() {
	let of = |text: &str, genesis: Hash, found: Option<DidRecord>| {
		let asked = |device_asked| {
			assert_eq!(device_asked, device());
			Ok::<_, Infallible>(found)
		};
		Resolution::of(text, &genesis, asked).expect("it does")
	};
	let good = of(&text(), genesis(), Some(record()));
	assert_eq!(good.did_document, Some(Document::new(&genesis(), &record())));
	assert_eq!(to_value(&good).expect("it is JSON")["didDocumentMetadata"], json!({}));
	for (resolution, error) in [
		(of(&text(), genesis(), None), "notFound"),
		(of(&text(), Hash::repeat_byte(1), Some(record())), "notFound"),
		(of("did:jmt:1", genesis(), Some(record())), "invalidDid"),
	] {
		assert_eq!(
			to_value(&resolution).expect("it is JSON"),
			json!({
				"didResolutionMetadata": { "error": error },
				"didDocument": null,
				"didDocumentMetadata": {},
			})
		);
	}
	assert_eq!(Resolution::of(&text(), &genesis(), |_| Err("no answer")), Err("no answer"));
}

fn any_key() -> impl Strategy<Value = Multikey> {
	prop_oneof![
		any::<[u8; 32]>().prop_map(|key| Multikey::Signing(DevicePublic::Sr25519(key))),
		any::<[u8; 32]>().prop_map(|key| Multikey::Signing(DevicePublic::Ed25519(key))),
		(any::<[u8; 32]>(), any::<u8>()).prop_map(|(x, tag)| {
			let mut key = [tag; 33];
			key[1..].copy_from_slice(&x);
			Multikey::Signing(DevicePublic::Secp256k1(key))
		}),
		(any::<[u8; 32]>(), any::<u8>()).prop_map(|(x, tag)| {
			let mut key = [tag; 33];
			key[1..].copy_from_slice(&x);
			Multikey::Signing(DevicePublic::P256(key))
		}),
		any::<[u8; 32]>().prop_map(Multikey::Encryption),
	]
}

proptest! {
	#[test]
	fn it_reads_each_key_that_it_writes(key in any_key()) {
		prop_assert_eq!(key.to_string().parse(), Ok(key));
	}

	#[test]
	fn it_reads_each_did_that_it_writes(genesis: [u8; 32], device: [u8; 32]) {
		let did = Did::new(&genesis.into(), DeviceId(device.into()));
		prop_assert_eq!(did.to_string().parse(), Ok(did));
	}

	/// Never two texts of one DID.
	#[test]
	fn it_writes_each_did_that_it_reads(mut text in Just(text()), at in 0..TEXT_LENGTH, with: char) {
		text.replace_range(at..=at, with.encode_utf8(&mut [0; 4]));
		if let Ok(did) = text.parse::<Did>() {
			prop_assert_eq!(did.to_string(), text);
		}
	}
}
