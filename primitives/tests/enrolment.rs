//! Enrolments: vectors for every implementation (`vectors/enrolment.json`), and what is refused.

use codec::Encode;
use jmt_primitives::{
	devices::{
		enrolment::{MAX_CHARACTERS, PREFIX, VERSION},
		signed::registration,
		Enrolment, EnrolmentError,
	},
	AccountId, DevicePublic, DeviceSignature, Hash, KeyType, Moment,
};
use serde_json::Value;
use sp_core::{ecdsa, ed25519, sr25519, Pair};
use sp_crypto_hashing::{blake2_256, sha2_256};

const VECTORS: &str = include_str!("vectors/enrolment.json");

/// How far ahead the chain of these tests takes an expiry.
const DAY: Moment = 86_400_000;

fn vectors(list: &str) -> Vec<Value> {
	let vectors: Value = serde_json::from_str(VECTORS).unwrap();
	vectors[list].as_array().unwrap().clone()
}

fn text<'a>(vector: &'a Value, field: &str) -> &'a str {
	vector[field].as_str().unwrap_or_else(|| panic!("no {field} in {vector}"))
}

fn bytes(vector: &Value, field: &str) -> Vec<u8> {
	hex::decode(text(vector, field).strip_prefix("0x").unwrap()).unwrap()
}

fn bytes_32(vector: &Value, field: &str) -> [u8; 32] {
	bytes(vector, field).try_into().unwrap()
}

/// Every good text, with what it says.
fn good() -> Vec<(String, Enrolment)> {
	let read = |vector: &Value| {
		let text = text(vector, "text").to_string();
		let enrolment = Enrolment::from_text(&text).unwrap();
		(text, enrolment)
	};
	vectors("good").iter().map(read).collect()
}

/// A signature by the two schemes that have one signature for each message, and by those of ECDSA with RFC 6979.
fn signed_again(key_type: KeyType, secret: [u8; 32], message: &[u8]) -> Option<Vec<u8>> {
	match key_type {
		KeyType::Sr25519 => None,
		KeyType::Ed25519 => Some(ed25519::Pair::from_seed(&secret).sign(message).0.to_vec()),
		KeyType::Secp256k1 => {
			let pair = ecdsa::Pair::from_seed(&secret);
			Some(pair.sign_prehashed(&sha2_256(message)).0[..64].to_vec())
		},
		KeyType::P256 => {
			use p256::ecdsa::{signature::Signer, Signature, SigningKey};
			let signature: Signature =
				SigningKey::from_bytes(&secret.into()).unwrap().sign(message);
			Some(signature.to_bytes().to_vec())
		},
	}
}

#[test]
fn it_agrees_with_the_vectors_of_every_scheme() {
	let vectors = vectors("good");
	assert_eq!(vectors.len(), KeyType::ALL.len());
	for (vector, key_type) in vectors.iter().zip(KeyType::ALL) {
		let scheme = format!("{key_type:?}").to_lowercase();
		assert_eq!(text(vector, "scheme"), scheme);
		let enrolment = Enrolment::from_text(text(vector, "text")).unwrap();
		let (genesis, owner) =
			(Hash::from(bytes_32(vector, "genesis")), AccountId::new(bytes_32(vector, "owner")));
		let expires = vector["expires"].as_u64().unwrap();
		assert_eq!((enrolment.genesis, &enrolment.owner), (genesis, &owner), "{scheme}");
		assert_eq!(enrolment.expires, expires, "{scheme}");
		assert_eq!(enrolment.key.key_type(), key_type);
		assert_eq!(enrolment.key.encode()[1..], bytes(vector, "publicKey"), "{scheme}");
		assert_eq!(enrolment.device().0 .0, bytes_32(vector, "device"), "{scheme}");
		assert_eq!(enrolment.signature.key_type(), key_type);
		let signature = bytes(vector, "signature");
		assert_eq!(enrolment.signature.encode()[1..], signature, "{scheme}");

		let message = registration(&genesis, &owner, expires);
		assert_eq!(message, bytes(vector, "signed"), "{scheme}");
		let again = signed_again(key_type, bytes_32(vector, "secret"), &message);
		assert!(again.is_none_or(|again| again == signature), "{scheme}");
		assert_eq!(enrolment.check(&genesis, &owner, expires, 0), Ok(()), "{scheme}");

		assert_eq!(enrolment.to_text(), text(vector, "text"), "{scheme}");
		let encoded = (VERSION, &enrolment).encode();
		let check = blake2_256(&encoded)[..4].to_vec();
		assert_eq!([encoded, check].concat(), bytes(vector, "bytes"), "{scheme}");
	}
}

/// The vectors hold the public key of their secret: another implementation can begin at the secret.
#[test]
fn it_names_keys_by_the_secrets_of_the_vectors() {
	for (vector, key_type) in vectors("good").iter().zip(KeyType::ALL) {
		let secret = bytes_32(vector, "secret");
		let key = match key_type {
			KeyType::Sr25519 => sr25519::Pair::from_seed(&secret).public().0.to_vec(),
			KeyType::Ed25519 => ed25519::Pair::from_seed(&secret).public().0.to_vec(),
			KeyType::Secp256k1 => ecdsa::Pair::from_seed(&secret).public().0.to_vec(),
			KeyType::P256 => {
				let key = p256::ecdsa::SigningKey::from_bytes(&secret.into()).unwrap();
				key.verifying_key().to_encoded_point(true).as_bytes().to_vec()
			},
		};
		assert_eq!(key, bytes(vector, "publicKey"), "{key_type:?}");
	}
}

#[test]
fn it_is_good_until_the_moment_of_its_expiry() {
	for (_, enrolment) in good() {
		let expires = enrolment.expires;
		let at = |now| enrolment.check(&enrolment.genesis, &enrolment.owner, now, DAY);
		assert_eq!(at(expires), Ok(()), "exactly now");
		assert_eq!(at(expires - DAY), Ok(()), "exactly as far ahead as is taken");
		assert_eq!(at(expires + 1), Err(EnrolmentError::Expired));
		assert_eq!(at(expires - DAY - 1), Err(EnrolmentError::ExpiresTooFar));
		assert_eq!(at(Moment::MAX), Err(EnrolmentError::Expired));
		assert_eq!(at(0), Err(EnrolmentError::ExpiresTooFar));
	}
}

/// The text of bytes with a check that fits.
fn text_of(bytes: &[u8]) -> String {
	let check = &blake2_256(bytes)[..4];
	format!("{PREFIX}{}", bs58::encode([bytes, check].concat()).into_string())
}

mod reject {
	use super::*;

	/// The refusal by a reader of the text on the right chain at the right time.
	fn refusal(text: &str) -> EnrolmentError {
		let read = Enrolment::from_text(text);
		let checked = read.and_then(|it| it.check(&it.genesis, &it.owner, it.expires, DAY));
		checked.expect_err(text)
	}

	#[test]
	fn it_refuses_what_the_vectors_refuse_for_their_reason() {
		let vectors = vectors("refused");
		assert!(vectors.len() > 20);
		for vector in vectors {
			let reason = format!("{:?}", refusal(text(&vector, "text")));
			assert_eq!(reason, text(&vector, "reason"), "{}", text(&vector, "what"));
		}
	}

	#[test]
	fn it_refuses_every_other_character_at_every_place() {
		let printable = (' '..='~').chain(['\n', '\t', '\0', '\u{a0}', '\u{ff11}']);
		for (text, _) in good() {
			let characters = text.chars().collect::<Vec<_>>();
			for at in 0..characters.len() {
				for other in printable.clone().filter(|other| *other != characters[at]) {
					let mut changed = characters.clone();
					changed[at] = other;
					let changed = changed.into_iter().collect::<String>();
					assert!(Enrolment::from_text(&changed).is_err(), "{at}: {changed}");
				}
			}
		}
	}

	#[test]
	fn it_refuses_characters_that_are_missing_doubled_or_swapped() {
		for (text, _) in good() {
			for at in 0..text.len() {
				let (before, after) = text.split_at(at);
				let missing = format!("{before}{}", &after[1..]);
				let doubled = format!("{before}{}{after}", &after[..1]);
				for changed in [missing, doubled] {
					assert!(Enrolment::from_text(&changed).is_err(), "{at}: {changed}");
				}
				let mut swapped = text.clone().into_bytes();
				if at > 0 && swapped[at] != swapped[at - 1] {
					swapped.swap(at, at - 1);
					let swapped = String::from_utf8(swapped).unwrap();
					assert!(Enrolment::from_text(&swapped).is_err(), "{at}: {swapped}");
				}
			}
		}
	}

	#[test]
	fn it_refuses_a_text_that_was_cut_off_anywhere() {
		for (text, _) in good() {
			for length in 0..text.len() {
				let reason = refusal(&text[..length]);
				let expected = match length < PREFIX.len() {
					true => EnrolmentError::NotAnEnrolment,
					false => EnrolmentError::Damaged,
				};
				assert_eq!(reason, expected, "{length}");
				assert!(Enrolment::from_text(&text[text.len() - length..]).is_err());
			}
		}
	}

	#[test]
	fn it_refuses_the_text_in_other_case_and_anything_around_it() {
		for (text, _) in good() {
			for other in [
				text.to_uppercase(),
				text.to_lowercase(),
				format!(" {text}"),
				format!("{text}\n"),
				format!("{text}1"),
				format!("{PREFIX}1{}", &text[PREFIX.len()..]),
				format!("{text}{text}"),
				format!("{text}{}", "1".repeat(MAX_CHARACTERS)),
			] {
				assert!(Enrolment::from_text(&other).is_err(), "{other}");
			}
		}
	}

	#[test]
	fn it_refuses_every_other_number_of_bytes_though_the_check_fits() {
		for (_, enrolment) in good() {
			let whole = (VERSION, &enrolment).encode();
			for length in 0..whole.len() {
				assert_eq!(refusal(&text_of(&whole[..length])), EnrolmentError::Malformed);
			}
			for more in 1..40 {
				let longer = [whole.as_slice(), &vec![0; more]].concat();
				assert_eq!(refusal(&text_of(&longer)), EnrolmentError::Malformed);
			}
		}
	}

	#[test]
	fn it_refuses_versions_and_schemes_that_it_does_not_know() {
		for (_, enrolment) in good() {
			let whole = (VERSION, &enrolment).encode();
			let signature_at = whole.len() - enrolment.signature.encode().len();
			for number in 0..=u8::MAX {
				let with = |at: usize| {
					let mut bytes = whole.clone();
					bytes[at] = number;
					text_of(&bytes)
				};
				if number != VERSION {
					assert_eq!(refusal(&with(0)), EnrolmentError::UnknownVersion(number));
				}
				if usize::from(number) >= KeyType::ALL.len() {
					assert_eq!(refusal(&with(65)), EnrolmentError::UnknownScheme(number));
					assert_eq!(refusal(&with(signature_at)), EnrolmentError::UnknownScheme(number));
				}
			}
		}
	}

	#[test]
	fn it_refuses_another_chain_and_another_owner() {
		for (_, enrolment) in good() {
			let (genesis, owner) = (enrolment.genesis, enrolment.owner.clone());
			let check =
				|genesis, owner| enrolment.check(genesis, owner, enrolment.expires, DAY).err();
			let (other, stranger) = (Hash::repeat_byte(1), AccountId::new([1; 32]));
			assert_eq!(check(&other, &owner), Some(EnrolmentError::OtherGenesis));
			assert_eq!(check(&genesis, &stranger), Some(EnrolmentError::OtherOwner));
		}
	}

	#[test]
	fn it_refuses_what_the_device_did_not_sign() {
		for (_, signed) in good() {
			for change in [
				|enrolment: &mut Enrolment| enrolment.genesis = Hash::repeat_byte(1),
				|enrolment: &mut Enrolment| enrolment.owner = AccountId::new([1; 32]),
				|enrolment: &mut Enrolment| enrolment.expires += 1,
				|enrolment: &mut Enrolment| enrolment.expires = Moment::MAX,
			] {
				let mut changed = signed.clone();
				change(&mut changed);
				assert_eq!(refusal(&changed.to_text()), EnrolmentError::BadSignature);
			}
		}
	}

	/// Without a secret: `R` is the identity and `s` is 0, which verifiers take from keys of small order.
	#[test]
	fn it_refuses_keys_that_anybody_signs_for() {
		let (_, signed) = good().remove(0);
		let mut one = [0; 32];
		one[0] = 1;
		let mut ed25519 = [0; 64];
		ed25519[0] = 1;
		let mut sr25519 = [0; 64];
		sr25519[63] = 0x80;
		for (key, signature) in [
			(DevicePublic::Ed25519(one), DeviceSignature::Ed25519(ed25519)),
			(DevicePublic::Ed25519([0; 32]), DeviceSignature::Ed25519(ed25519)),
			(DevicePublic::Sr25519([0; 32]), DeviceSignature::Sr25519(sr25519)),
		] {
			let weak = Enrolment { key, signature, ..signed.clone() };
			assert_eq!(refusal(&weak.to_text()), EnrolmentError::WeakKey, "{key:?}");
		}
	}

	#[test]
	fn it_says_each_reason_in_other_words() {
		let reasons = [
			EnrolmentError::NotAnEnrolment,
			EnrolmentError::NotBase58,
			EnrolmentError::Damaged,
			EnrolmentError::UnknownVersion(2),
			EnrolmentError::UnknownScheme(4),
			EnrolmentError::MixedSchemes,
			EnrolmentError::Malformed,
			EnrolmentError::OtherGenesis,
			EnrolmentError::OtherOwner,
			EnrolmentError::Expired,
			EnrolmentError::ExpiresTooFar,
			EnrolmentError::WeakKey,
			EnrolmentError::BadSignature,
		];
		let words = reasons.map(|reason| reason.to_string());
		let distinct = words.iter().collect::<std::collections::BTreeSet<_>>();
		assert_eq!(distinct.len(), reasons.len(), "{words:?}");
	}
}
