//! Addresses of accounts.

use super::KeyError;
use crate::error::BoxedError;
use jmt_primitives::{AccountId, SS58_PREFIX};
use sp_core::crypto::{Ss58AddressFormat, Ss58Codec};

/// Prefix of addresses that are not bound to a network, as development tools print them.
const ANY_NETWORK: u16 = 42;

/// The account's address on this chain, SS58 with prefix 2018.
pub fn format_address(account: &AccountId) -> String {
	account.to_ss58check_with_version(Ss58AddressFormat::custom(SS58_PREFIX))
}

/// Reads an address of this chain, one of no network (prefix 42), or a public key as 0x and 64 digits.
/// Addresses of other networks are refused: they are most likely a mistake.
pub fn parse_address(address: &str) -> Result<AccountId, KeyError> {
	let bad = |source: BoxedError| KeyError::BadAddress { address: address.into(), source };
	if let Some(digits) = address.strip_prefix("0x") {
		let bytes = hex::decode(digits).map_err(|error| bad(error.into()))?;
		let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| bad("not 32 bytes".into()))?;
		return Ok(AccountId::new(bytes));
	}
	let (account, format) =
		AccountId::from_ss58check_with_version(address).map_err(|error| bad(error.into()))?;
	match u16::from(format) {
		SS58_PREFIX | ANY_NETWORK => Ok(account),
		other => Err(bad(format!("it belongs to the network with prefix {other}").into())),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parse_address_it_reads_what_format_address_writes() {
		let account = AccountId::new([7; 32]);
		assert_eq!(parse_address(&format_address(&account)).unwrap(), account);
		assert_eq!(parse_address(&format!("0x{}", "07".repeat(32))).unwrap(), account);
	}

	#[test]
	fn parse_address_it_refuses_other_networks_and_typing_errors() {
		let account = AccountId::new([7; 32]);
		let polkadot = account.to_ss58check_with_version(Ss58AddressFormat::custom(0));
		assert!(parse_address(&polkadot).is_err());
		let mut typo = format_address(&account);
		typo.pop();
		assert!(parse_address(&typo).is_err());
		assert!(parse_address("0x1234").is_err());
	}
}
