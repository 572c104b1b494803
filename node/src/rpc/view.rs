//! Views that several answers hold.

use jmt_primitives::{Balance, BlockNumber, Hash};
use serde::{Deserialize, Serialize};

/// An amount in planck, as a decimal string in JSON.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Planck(pub Balance);

impl From<Planck> for String {
	fn from(amount: Planck) -> Self {
		amount.0.to_string()
	}
}

impl TryFrom<String> for Planck {
	type Error = std::num::ParseIntError;

	fn try_from(text: String) -> Result<Self, Self::Error> {
		text.parse().map(Self)
	}
}

/// A block's number and hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockView {
	/// The number.
	pub number: BlockNumber,
	/// The hash.
	pub hash: Hash,
}
