//! `balance`

use super::{block, on_chain};
use crate::{
	arguments::parse_account,
	failure::Failure,
	global::{Environment, Global},
};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::format_address,
	pallets::balances::{self, Account, Part},
};
use jmt_primitives::AccountId;
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The account [default: the owner in the configuration]
	#[arg(value_parser = parse_account)]
	address: Option<AccountId>,
}

/// Shows what an account has at the newest finalized block.
pub(super) async fn run(global: &Global, Args { address }: Args) -> Result<(), Failure> {
	let address = match address {
		Some(address) => address,
		None => global.settings(&Environment::read())?.owner.ok_or_else(|| {
			Failure::Usage("name an address, or configure an owner with jmt-edge init".into())
		})?,
	};
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let account = balances::account(&at, &address).await?;
		let json = as_json(&address, block(&at), &account);
		global.format().emit(json, || describe(&address, &account).join("\n"))
	})
	.await
}

/// Amounts are decimal strings in planck: JSON's numbers lose digits.
fn as_json(address: &AccountId, block: Value, account: &Account) -> Value {
	let parts = |parts: &[Part]| {
		let part = |part: &Part| json!({ "for": part.reason, "amount": part.amount.to_string() });
		parts.iter().map(part).collect::<Value>()
	};
	json!({
		"address": format_address(address),
		"block": block,
		"free": account.amounts.free.to_string(),
		"transferable": account.transferable().to_string(),
		"reserved": account.amounts.reserved.to_string(),
		"frozen": account.amounts.frozen.to_string(),
		"held": parts(&account.held),
		"freezes": parts(&account.frozen),
	})
}

fn describe(address: &AccountId, account: &Account) -> Vec<String> {
	let line = |name: &str, amount| format!("{name:<27}{}", format_jmt(amount));
	let part = |part: &Part| line(&format!("  {}", part.reason), part.amount);
	let mut lines = vec![
		format_address(address),
		line("free", account.amounts.free),
		line("  can be sent", account.transferable()),
		line("held", account.amounts.reserved),
	];
	lines.extend(account.held.iter().map(part));
	if account.amounts.frozen > 0 {
		lines.push(line("frozen on the account", account.amounts.frozen));
		lines.extend(account.frozen.iter().map(part));
	}
	lines
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_edge::pallets::balances::Amounts;
	use jmt_primitives::JMT;

	fn account(frozen: u128) -> Account {
		let part = |reason: &str, amount| Part { reason: reason.into(), amount };
		Account {
			amounts: Amounts { free: u128::MAX, reserved: 3 * JMT, frozen },
			existential_deposit: JMT,
			held: vec![part("Devices.Device", 2 * JMT), part("Staking.Staking", JMT)],
			frozen: vec![part("NominationPools.PoolMinBalance", 5 * JMT)],
		}
	}

	#[test]
	fn as_json_it_keeps_every_digit_and_says_what_is_held_for_what() {
		let json = as_json(&AccountId::new([7; 32]), json!({ "number": 3 }), &account(0));
		assert_eq!(json["free"], u128::MAX.to_string());
		assert_eq!(json["reserved"], "3000000000000");
		assert_eq!(json["held"][0], json!({ "for": "Devices.Device", "amount": "2000000000000" }));
		assert_eq!(json["held"].as_array().map(Vec::len), Some(2));
		assert_eq!(json["block"]["number"], 3);
	}

	#[test]
	fn describe_it_shows_each_reason_in_one_column() {
		let text = describe(&AccountId::new([7; 32]), &account(5 * JMT)).join("\n");
		for shown in [
			"held                       3 JMT\n  Devices.Device           2 JMT\n",
			"frozen on the account      5 JMT\n",
		] {
			assert!(text.contains(shown), "{shown:?} is not in\n{text}");
		}
		assert!(!describe(&AccountId::new([7; 32]), &account(0)).join("\n").contains("frozen"));
	}
}
