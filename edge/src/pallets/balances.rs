//! Accounts' JMT.

use super::{stored, Call};
use crate::{chain::At, error::Error};
use codec::{Decode, Encode};
use jmt_primitives::{AccountId, Balance};
use scale_info::TypeInfo;

/// `MultiAddress`, as far as it is used.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub enum Destination {
	/// By the account's id.
	Id(AccountId),
}

/// Sends JMT, and keeps at least the existential deposit.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct TransferKeepAlive {
	pub dest: Destination,
	/// In planck.
	pub value: Balance,
}

impl Call for TransferKeepAlive {
	const PALLET: &'static str = "Balances";
	const NAME: &'static str = "transfer_keep_alive";
}

/// The balance that an account may spend, in planck.
pub async fn free(at: &At, account: &AccountId) -> Result<Balance, Error> {
	#[derive(Decode, TypeInfo)]
	struct Account {
		data: Data,
	}
	#[derive(Decode, TypeInfo)]
	struct Data {
		free: Balance,
	}
	let account: Option<Account> = stored(at, "System", "Account", &(account.clone(),)).await?;
	Ok(account.map_or(0, |account| account.data.free))
}
