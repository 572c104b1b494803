//! Accounts' JMT.

use super::{constant, stored, stored_json, Call};
use crate::{chain::At, error::Error};
use codec::{Decode, Encode};
use jmt_primitives::{AccountId, Balance};
use scale_info::TypeInfo;
use serde_json::Value as Json;

const PALLET: &str = "Balances";

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
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "transfer_keep_alive";
}

/// The balances that an account keeps, in planck.
#[derive(Clone, Default, PartialEq, Eq, Debug, Decode, TypeInfo)]
pub struct Amounts {
	/// All but what is reserved.
	pub free: Balance,
	/// Held, or reserved.
	pub reserved: Balance,
	/// May not leave the account; what is reserved counts towards it.
	pub frozen: Balance,
}

/// An amount and what it is for, by the metadata's names: `Devices.Device`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
	pub reason: String,
	/// In planck.
	pub amount: Balance,
}

/// All that an account has, and for what it is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
	pub amounts: Amounts,
	/// The least that an account keeps.
	pub existential_deposit: Balance,
	/// Taken out of the free balance, for a reason each.
	pub held: Vec<Part>,
	/// Kept on the account, for a reason each: they overlap, the largest counts.
	pub frozen: Vec<Part>,
}

impl Account {
	/// The most that a transfer can send, before its fee.
	pub fn transferable(&self) -> Balance {
		let Amounts { free, reserved, frozen } = self.amounts;
		free.saturating_sub(frozen.saturating_sub(reserved).max(self.existential_deposit))
	}
}

/// The balance that an account may spend, in planck.
pub async fn free(at: &At, account: &AccountId) -> Result<Balance, Error> {
	Ok(amounts(at, account).await?.free)
}

async fn amounts(at: &At, account: &AccountId) -> Result<Amounts, Error> {
	#[derive(Decode, TypeInfo)]
	struct Record {
		data: Amounts,
	}
	let record: Option<Record> = stored(at, "System", "Account", &(account.clone(),)).await?;
	Ok(record.map(|record| record.data).unwrap_or_default())
}

/// All of an account at one block.
pub async fn account(at: &At, account: &AccountId) -> Result<Account, Error> {
	let amounts = amounts(at, account).await?;
	let existential_deposit = constant(at, PALLET, "ExistentialDeposit")?;
	let mut held = parts(at, "Holds", account).await?;
	held.extend(parts(at, "Reserves", account).await?);
	held.extend(unnamed(&held, amounts.reserved));
	let mut frozen = parts(at, "Freezes", account).await?;
	frozen.extend(parts(at, "Locks", account).await?);
	Ok(Account { amounts, existential_deposit, held, frozen })
}

/// The part of what is reserved that no hold and no reserve names: some pallets reserve without a name.
fn unnamed(held: &[Part], reserved: Balance) -> Option<Part> {
	let named = held.iter().fold(0, |sum: Balance, part| sum.saturating_add(part.amount));
	let amount = reserved.saturating_sub(named);
	(amount > 0).then(|| Part { reason: "reserved".into(), amount })
}

/// The amounts of one item: holds, freezes, locks or reserves, which have an `id` and an `amount` each.
async fn parts(at: &At, item: &str, account: &AccountId) -> Result<Vec<Part>, Error> {
	let told = stored_json(at, PALLET, item, &(account.clone(),)).await?;
	told.map_or(Ok(Vec::new()), |told| {
		parts_in(&told)
			.ok_or_else(|| Error::reading(format!("{PALLET}.{item}"), "it tells no amounts"))
	})
}

fn parts_in(told: &Json) -> Option<Vec<Part>> {
	let part = |entry: &Json| {
		let amount = entry.get("amount")?.as_str()?.parse().ok()?;
		Some(Part { reason: reason(entry.get("id")?), amount })
	};
	told.as_array()?.iter().map(part).collect()
}

/// The name of a reason: `{"Devices": "Device"}` is `Devices.Device`, and eight bytes are the letters that they are.
fn reason(id: &Json) -> String {
	match id {
		Json::String(text) => letters(text).unwrap_or_else(|| text.clone()),
		Json::Object(variant) => {
			let names = variant.iter().map(|(name, inner)| match inner {
				Json::Null => name.clone(),
				inner => format!("{name}.{}", reason(inner)),
			});
			names.collect::<Vec<_>>().join(", ")
		},
		other => other.to_string(),
	}
}

fn letters(text: &str) -> Option<String> {
	let bytes = hex::decode(text.strip_prefix("0x")?).ok()?;
	let letters = String::from_utf8(bytes).ok()?;
	let letters = letters.trim();
	letters.bytes().all(|byte| byte.is_ascii_graphic()).then(|| letters.to_string())
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	fn part(reason: &str, amount: Balance) -> Part {
		Part { reason: reason.into(), amount }
	}

	#[test]
	fn parts_in_reasons_have_the_names_of_the_metadata() {
		let told = json!([
			{ "id": { "Devices": "Device" }, "amount": Balance::MAX.to_string() },
			{ "id": { "Preimage": "Preimage" }, "amount": "7" },
			{ "id": "0x7374616b696e6720", "amount": "1", "reasons": "All" },
			{ "id": "0x00ff000000000000", "amount": "2" },
		]);
		let expected = vec![
			part("Devices.Device", Balance::MAX),
			part("Preimage.Preimage", 7),
			part("staking", 1),
			part("0x00ff000000000000", 2),
		];
		assert_eq!(parts_in(&told), Some(expected));
		assert_eq!(parts_in(&json!([])), Some(Vec::new()));
		assert_eq!(parts_in(&json!([{ "id": "x" }])), None);
	}

	#[test]
	fn unnamed_it_is_what_is_reserved_without_a_name() {
		assert_eq!(unnamed(&[part("a", 3), part("b", 4)], 7), None);
		assert_eq!(unnamed(&[part("a", 3)], 7), Some(part("reserved", 4)));
		assert_eq!(unnamed(&[part("a", Balance::MAX), part("b", 4)], 7), None);
	}

	#[test]
	fn transferable_what_is_reserved_counts_towards_what_is_frozen() {
		let transferable = |free, reserved, frozen| {
			let amounts = Amounts { free, reserved, frozen };
			let (held, none) = (Vec::new(), Vec::new());
			Account { amounts, existential_deposit: 10, held, frozen: none }.transferable()
		};
		assert_eq!(transferable(100, 0, 0), 90);
		assert_eq!(transferable(100, 0, 60), 40);
		assert_eq!(transferable(100, 50, 60), 90);
		assert_eq!(transferable(5, 0, 0), 0);
	}
}
