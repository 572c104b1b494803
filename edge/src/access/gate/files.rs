//! The words between a visitor and a gateway, as JSON: a line each. Types of the chain are in SCALE, as 0x and
//! hexadecimal digits.

use super::{actuator::Acted, Challenge};
use jmt_primitives::{
	access::{
		log::Receipt, Action, Allowed, Authority, By, Denied, Named, Reason, ResourceId, Shown,
		SignedPlace, Subject,
	},
	did::Multikey,
	BlockNumber, DeviceId, DevicePublic, DeviceSignature, Hash, Moment,
};
use serde::{Deserialize, Serialize};

/// The words of a visitor.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Asking {
	/// For a challenge.
	#[serde(rename = "access-ask/v1")]
	Challenge(Wish),
	/// To be let, with all that is shown for it.
	#[serde(rename = "access-use/v1")]
	Use(Box<Visit>),
}

/// The words of a gateway.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Saying {
	#[serde(rename = "access-challenge/v1")]
	Challenge(ChallengeFile),
	#[serde(rename = "access-receipt/v1")]
	Receipt(Box<ReceiptFile>),
	#[serde(rename = "access-refusal/v1")]
	Refusal(RefusalFile),
}

/// That which a visitor wants to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
	pub resource: ResourceId,
	#[serde(with = "text")]
	pub action: Action,
}

/// A gateway's challenge. The key is its own, as it says itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChallengeFile {
	pub genesis: Hash,
	pub enforcer: DeviceId,
	pub key: Multikey,
	pub resource: ResourceId,
	#[serde(with = "text")]
	pub action: Action,
	#[serde(with = "challenge")]
	pub challenge: Challenge,
	/// The last moment at which it may be answered, by the gateway's clock.
	pub expires: Moment,
}

/// A visitor's answer to a challenge.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Visit {
	pub resource: ResourceId,
	#[serde(with = "text")]
	pub action: Action,
	#[serde(with = "challenge")]
	pub challenge: Challenge,
	#[serde(with = "crate::hexadecimal::scale")]
	pub subject: Subject,
	#[serde(with = "crate::hexadecimal::scale")]
	pub authority: Authority,
	#[serde(with = "crate::hexadecimal::scale")]
	pub shown: Shown,
}

/// A gateway's signed word that it logged a use, with the decision and that which moved. The signature covers the first
/// five alone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReceiptFile {
	pub genesis: Hash,
	pub enforcer: DeviceId,
	pub use_id: Hash,
	pub at: Moment,
	pub leaf: Hash,
	pub key: Multikey,
	#[serde(with = "crate::hexadecimal::scale")]
	pub signature: DeviceSignature,
	pub allowed: AllowedFile,
	pub actuator: Acted,
}

/// A decision that allows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AllowedFile {
	/// The last moment at which the same state allows it.
	pub until: Moment,
	/// The rule, or no rule.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub rule: Option<u8>,
	/// The grants, the leaf first.
	#[serde(default, skip_serializing_if = "Vec::is_empty")]
	pub grants: Vec<u64>,
	/// Of the policy.
	pub version: u32,
	/// The block whose state decided.
	pub block: BlockNumber,
	/// Its time.
	pub state_at: Moment,
}

/// A refusal. Without a code it is no decision: the gateway cannot decide.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RefusalFile {
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub code: Option<u8>,
	#[serde(deserialize_with = "read_plain")]
	pub sentence: String,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub rule: Option<u8>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub grant: Option<u64>,
}

/// A place that a gateway saw a device at, for one challenge.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlaceFile {
	kind: PlaceKind,
	#[serde(with = "crate::hexadecimal::scale")]
	pub place: SignedPlace,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum PlaceKind {
	#[serde(rename = "access-place/v1")]
	Place,
}

impl PlaceFile {
	pub fn new(place: SignedPlace) -> Self {
		Self { kind: PlaceKind::Place, place }
	}
}

impl ReceiptFile {
	/// The word that is signed.
	pub fn receipt(&self) -> Receipt {
		let Self { genesis, enforcer, use_id, at, leaf, .. } = *self;
		Receipt { genesis, enforcer, use_id, at, leaf }
	}

	/// Whether its key signed it.
	pub fn is_signed(&self) -> bool {
		match &self.key {
			Multikey::Signing(key) => self.receipt().is_signed(&self.signature, key),
			Multikey::Encryption(_) => false,
		}
	}
}

impl ChallengeFile {
	/// The gateway's key, as it says itself.
	pub fn signing_key(&self) -> Option<DevicePublic> {
		match self.key {
			Multikey::Signing(key) => Some(key),
			Multikey::Encryption(_) => None,
		}
	}
}

impl RefusalFile {
	/// No decision.
	pub fn without_code(sentence: impl Into<String>) -> Self {
		Self { code: None, sentence: sentence.into(), rule: None, grant: None }
	}
}

impl From<&Allowed> for AllowedFile {
	fn from(allowed: &Allowed) -> Self {
		let (rule, grants) = match &allowed.by {
			By::Rule(rule) => (Some(*rule), Vec::new()),
			By::Grants(grants) => (None, grants.to_vec()),
		};
		Self {
			until: allowed.until,
			rule,
			grants,
			version: allowed.version,
			block: allowed.state.block,
			state_at: allowed.state.at,
		}
	}
}

impl From<Reason> for RefusalFile {
	fn from(reason: Reason) -> Self {
		let sentence = reason.to_string();
		Self { code: Some(reason.code()), sentence, rule: None, grant: None }
	}
}

impl From<&Denied> for RefusalFile {
	fn from(denied: &Denied) -> Self {
		let (rule, grant) = match denied.by {
			Named::Nothing => (None, None),
			Named::Rule(rule) => (Some(rule), None),
			Named::Grant(grant) => (None, Some(grant)),
		};
		Self { rule, grant, ..denied.reason.into() }
	}
}

/// A text of somebody else as it may be shown: no character moves the terminal.
pub fn plain(text: &str) -> String {
	let mut shown = String::new();
	for character in text.chars() {
		match character.is_control() {
			true => shown.extend(character.escape_default()),
			false => shown.push(character),
		}
	}
	shown
}

fn read_plain<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
	String::deserialize(deserializer).map(|text| plain(&text))
}

/// The same of a text that may be left out.
pub(super) fn read_plain_if_any<'de, D: serde::Deserializer<'de>>(
	deserializer: D,
) -> Result<Option<String>, D::Error> {
	let text: Option<String> = Option::deserialize(deserializer)?;
	Ok(text.map(|text| plain(&text)))
}

/// A value by its text.
mod text {
	use serde::{de::Error, Deserialize, Deserializer, Serializer};
	use std::{fmt::Display, str::FromStr};

	pub(super) fn serialize<T: Display, S: Serializer>(
		value: &T,
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		serializer.collect_str(value)
	}

	pub(super) fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
	where
		T: FromStr<Err: Display>,
		D: Deserializer<'de>,
	{
		String::deserialize(deserializer)?.parse().map_err(Error::custom)
	}
}

/// 32 bytes as a hash is written.
mod challenge {
	use super::Challenge;
	use jmt_primitives::Hash;
	use serde::{Deserialize, Deserializer, Serialize, Serializer};

	pub(super) fn serialize<S: Serializer>(
		challenge: &Challenge,
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		Hash::from(*challenge).serialize(serializer)
	}

	pub(super) fn deserialize<'de, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<Challenge, D::Error> {
		Hash::deserialize(deserializer).map(|hash| hash.0)
	}
}
