//! `--fee`: the price of what would be sent.

use crate::{failure::Failure, global::Global, spinner::Spinner};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::{format_address, AccountKey},
	pallets::Call,
	submit,
};
use jmt_primitives::{AccountId, Balance, DeviceId};
use serde_json::json;

/// The fee that a call would cost.
pub(super) async fn fee(
	chain: &Chain,
	key: &AccountKey,
	call: &impl Call,
) -> Result<Balance, Failure> {
	let spinner = Spinner::start("estimating the fee");
	let fee = submit::fee(chain, key, call).await?;
	drop(spinner);
	Ok(fee)
}

/// Says what a call would cost that is not sent: the fee, and what the account would have held of it or send.
pub(super) fn emit_fee(global: &Global, cost: &Cost) -> Result<(), Failure> {
	let mut json = json!({
		"from": format_address(&cost.from),
		"fee": cost.fee.to_string(),
		"transactions": cost.transactions,
		"amount": cost.amount.map(|amount| amount.to_string()),
		"deposit": cost.deposit.map(|deposit| deposit.to_string()),
		"sent": false,
	});
	if let Some(device) = cost.device {
		json["device"] = json!(device);
	}
	global.format().emit(json, || cost.in_words())
}

/// The cost of transactions that are not sent.
pub(super) struct Cost {
	/// The account that pays.
	pub(super) from: AccountId,
	/// Of all transactions together.
	pub(super) fee: Balance,
	pub(super) transactions: usize,
	/// Sent to somebody else.
	pub(super) amount: Option<Balance>,
	/// Held until it comes back.
	pub(super) deposit: Option<Balance>,
	/// The device that it is for.
	pub(super) device: Option<DeviceId>,
}

impl Cost {
	/// The fee of one transaction alone.
	pub(super) fn of(key: &AccountKey, fee: Balance) -> Self {
		Self {
			from: key.account(),
			fee,
			transactions: 1,
			amount: None,
			deposit: None,
			device: None,
		}
	}

	/// The cost before the first of some transactions.
	pub(super) fn nothing(key: &AccountKey) -> Self {
		Self { transactions: 0, ..Self::of(key, 0) }
	}

	/// One transaction more.
	pub(super) fn add(&mut self, fee: Balance) {
		self.fee = self.fee.saturating_add(fee);
		self.transactions += 1;
	}

	fn in_words(&self) -> String {
		if self.transactions == 0 {
			return "there is nothing to send, and so no fee".into();
		}
		let mut words = format!("fee {}", format_jmt(self.fee));
		if self.transactions > 1 {
			words += &format!(" for {} transactions", self.transactions);
		}
		if let Some(amount) = self.amount {
			words += &format!(" beside the {}", format_jmt(amount));
		}
		if let Some(deposit) = self.deposit {
			words += &format!(", and {} held as a deposit", format_jmt(deposit));
		}
		if let Some(device) = self.device {
			words += &format!(", for device {:?}", device.0);
		}
		words + "; nothing was sent"
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn add_steps_are_priced_together() {
		let key = AccountKey::from_uri("//Eve").unwrap();
		let mut cost = Cost::nothing(&key);
		assert_eq!(cost.in_words(), "there is nothing to send, and so no fee");
		cost.add(1_000_000);
		cost.add(2_000_000);
		assert_eq!(cost.from, key.account());
		assert_eq!(cost.in_words(), "fee 0.000003 JMT for 2 transactions; nothing was sent");
	}

	#[test]
	fn in_words_a_cost_says_that_nothing_was_sent() {
		let from = AccountId::new([7; 32]);
		let mut cost = Cost {
			from,
			fee: 1_000_000,
			transactions: 1,
			amount: None,
			deposit: None,
			device: None,
		};
		assert_eq!(cost.in_words(), "fee 0.000001 JMT; nothing was sent");
		(cost.transactions, cost.deposit) = (2, Some(1_000_000_000_000));
		let words =
			"fee 0.000001 JMT for 2 transactions, and 1 JMT held as a deposit; nothing was sent";
		assert_eq!(cost.in_words(), words);
		cost.device = Some(DeviceId([0xab; 32].into()));
		let device = format!("for device 0x{}; nothing", "ab".repeat(32));
		assert!(cost.in_words().contains(&device), "{}", cost.in_words());
		cost.transactions = 0;
		assert_eq!(cost.in_words(), "there is nothing to send, and so no fee");
	}
}
