//! Why a text is no DID or no key.

use core::fmt;

/// Why a text is no DID, or no key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DidError {
	/// It is of another method, or no DID at all.
	NotJmt,
	/// It is not as long as each DID of this method.
	WrongLength,
	/// A character is not a hexadecimal digit in lower case where one has to be.
	NotLowerHex,
	/// The colon between chain and id is missing.
	NoColon,
	/// It is a DID of another chain.
	OtherChain,
	/// The text of a key does not begin with `z` or is not Base58.
	NotBase58,
	/// The key is of a scheme that devices do not have.
	UnknownScheme,
	/// The key has too few bytes or too many.
	WrongKeyLength,
}

impl fmt::Display for DidError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::NotJmt => "the text does not begin with did:jmt:",
			Self::WrongLength => {
				"the DID does not have 32 digits for its chain and 64 for its device"
			},
			Self::NotLowerHex => {
				"the DID has a character that is no hexadecimal digit in lower case"
			},
			Self::NoColon => "the DID has no colon between chain and device",
			Self::OtherChain => "the DID is of another chain",
			Self::NotBase58 => "the key is not written in Base58 with a z before it",
			Self::UnknownScheme => "the key is of a scheme that devices do not have",
			Self::WrongKeyLength => "the key has too few bytes or too many for its scheme",
		})
	}
}

impl core::error::Error for DidError {}
