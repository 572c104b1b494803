//! Challenges and answers as JSON, as they travel.

use jmt_primitives::{
	did::Multikey,
	identity::{Answer, Challenge},
	DeviceId, DevicePublic, DeviceSignature, Hash, Moment,
};
use serde::{Deserialize, Serialize};

/// A challenge with its verifier's key and signature.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(try_from = "AskedFile", into = "AskedFile")]
pub struct Asked {
	pub challenge: Challenge,
	/// The verifier's, as it says itself.
	pub key: DevicePublic,
	/// By the verifier, over [`Challenge::payload`].
	pub signature: DeviceSignature,
}

/// An answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "AnsweredFile", into = "AnsweredFile")]
pub struct Answered(pub Answer);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AskedFile {
	kind: AskedKind,
	genesis: Hash,
	verifier: DeviceId,
	nonce: Hash,
	expires: Moment,
	key: Multikey,
	#[serde(with = "crate::hexadecimal::scale")]
	signature: DeviceSignature,
}

#[derive(Serialize, Deserialize)]
enum AskedKind {
	#[serde(rename = "challenge/v1")]
	Challenge,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AnsweredFile {
	kind: AnsweredKind,
	challenge: Hash,
	device: DeviceId,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	binding: Option<Hash>,
	#[serde(with = "crate::hexadecimal::scale")]
	signature: DeviceSignature,
}

#[derive(Serialize, Deserialize)]
enum AnsweredKind {
	#[serde(rename = "answer/v1")]
	Answer,
}

impl From<Asked> for AskedFile {
	fn from(Asked { challenge, key, signature }: Asked) -> Self {
		Self {
			kind: AskedKind::Challenge,
			genesis: challenge.genesis,
			verifier: challenge.verifier,
			nonce: challenge.nonce.into(),
			expires: challenge.expires,
			key: Multikey::Signing(key),
			signature,
		}
	}
}

impl TryFrom<AskedFile> for Asked {
	type Error = &'static str;

	fn try_from(file: AskedFile) -> Result<Self, Self::Error> {
		let AskedFile {
			kind: AskedKind::Challenge,
			genesis,
			verifier,
			nonce,
			expires,
			key,
			signature,
		} = file;
		let Multikey::Signing(key) = key else {
			return Err("the verifier's key is one for messages");
		};
		let challenge = Challenge { genesis, verifier, nonce: nonce.0, expires };
		Ok(Self { challenge, key, signature })
	}
}

impl From<Answered> for AnsweredFile {
	fn from(Answered(answer): Answered) -> Self {
		Self {
			kind: AnsweredKind::Answer,
			challenge: answer.challenge,
			device: answer.device,
			binding: answer.binding.map(Hash::from),
			signature: answer.signature,
		}
	}
}

impl From<AnsweredFile> for Answered {
	fn from(file: AnsweredFile) -> Self {
		let AnsweredFile { kind: AnsweredKind::Answer, challenge, device, binding, signature } =
			file;
		Self(Answer { challenge, device, binding: binding.map(|hash| hash.0), signature })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keys::DeviceKey;
	use jmt_primitives::KeyType;
	use serde_json::{from_value, json, to_value};

	fn asked(key_type: KeyType) -> Asked {
		let (key, _) = DeviceKey::generate(key_type);
		let challenge = Challenge {
			genesis: Hash::repeat_byte(1),
			verifier: key.id(),
			nonce: [2; 32],
			expires: 3,
		};
		Asked { challenge, key: key.public(), signature: key.sign(&challenge.payload()) }
	}

	fn answered(binding: Option<[u8; 32]>) -> Answered {
		let (key, _) = DeviceKey::generate(KeyType::Ed25519);
		let challenge = Hash::repeat_byte(4);
		let signature = key.sign(&Answer::payload(&challenge, &key.id(), &binding));
		Answered(Answer { challenge, device: key.id(), binding, signature })
	}

	#[test]
	fn asked_it_reads_what_it_writes_of_each_scheme() {
		for key_type in KeyType::ALL {
			let asked = asked(key_type);
			let json = to_value(asked).unwrap();
			assert_eq!(json["kind"], "challenge/v1");
			assert_eq!(json["nonce"], format!("0x{}", "02".repeat(32)));
			assert_eq!(from_value::<Asked>(json).unwrap(), asked, "{key_type:?}");
		}
	}

	#[test]
	fn answered_it_reads_what_it_writes_with_and_without_a_channel() {
		for binding in [None, Some([5; 32])] {
			let answered = answered(binding);
			let json = to_value(answered).unwrap();
			assert_eq!(json.get("binding").is_some(), binding.is_some());
			assert_eq!(from_value::<Answered>(json).unwrap(), answered);
		}
	}

	#[test]
	fn asked_other_texts_are_refused() {
		let good = to_value(asked(KeyType::Ed25519)).unwrap();
		let changed = |field: &str, value: serde_json::Value| {
			let mut json = good.clone();
			json[field] = value;
			from_value::<Asked>(json)
		};
		assert!(changed("kind", json!("challenge/v1")).is_ok());
		let sealed_to = Multikey::Encryption([7; 32]);
		for (field, value) in [
			("kind", json!("challenge/v2")),
			("kind", json!("answer/v1")),
			("unknown", json!(1)),
			("nonce", json!("0x02")),
			("expires", json!("3")),
			("key", json!(sealed_to)),
			("signature", json!("00")),
			("signature", json!("0x00")),
			("signature", json!(format!("0x01{}00", "00".repeat(64)))),
			("signature", json!(format!("0x04{}", "00".repeat(64)))),
		] {
			assert!(changed(field, value.clone()).is_err(), "{field}: {value}");
		}
	}
}
