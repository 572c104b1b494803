//! `transfer`

use super::{emit_fee, fee, on_chain, place, place_words, send, Cost};
use crate::{
	arguments::{parse_account, Signer},
	failure::Failure,
	global::Global,
	output::Format,
	terminal::{confirm, on_terminal},
};
use jmt_edge::{
	amount::{format_jmt, parse_jmt},
	chain::Chain,
	keys::format_address,
	pallets::balances::{Destination, TransferKeepAlive},
};
use jmt_primitives::{AccountId, Balance};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The receiver's address
	#[arg(value_parser = parse_account)]
	to: AccountId,
	/// In JMT (1.5), or in planck (1500planck)
	#[arg(value_parser = parse_jmt)]
	amount: Balance,
	#[command(flatten)]
	signer: Signer,
	/// Send without asking
	#[arg(long)]
	yes: bool,
}

/// Sends JMT to an account.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { to, amount, signer, yes } = args;
	let key = signer.owner.key()?;
	let asks = !yes && global.format() == Format::Text && on_terminal();
	on_chain(global, async |chain: &Chain| {
		let transfer = TransferKeepAlive { dest: Destination::Id(to.clone()), value: amount };
		if signer.fee {
			let fee = fee(chain, &key, &transfer).await?;
			return emit_fee(global, &Cost { amount: Some(amount), ..Cost::of(&key, fee) });
		}
		if asks {
			let fee = fee(chain, &key, &transfer).await?;
			confirm(question(&to, amount, fee)).await?;
		}
		let included = send(chain, &key, &transfer, "preparing the transfer").await?;
		let json = json!({
			"from": format_address(&key.account()),
			"to": format_address(&to),
			"amount": amount.to_string(),
			"block": place(&included),
			"transaction": included.transaction,
		});
		global.format().emit(json, || {
			format!(
				"sent {} to {} in {}",
				format_jmt(amount),
				format_address(&to),
				place_words(&included)
			)
		})
	})
	.await
}

fn question(to: &AccountId, amount: Balance, fee: Balance) -> String {
	format!(
		"send {} to {} for a fee of {}? [y/N] ",
		format_jmt(amount),
		format_address(to),
		format_jmt(fee)
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn question_it_says_amount_receiver_and_fee() {
		let said = question(&AccountId::new([7; 32]), 1_500_000_000_000, 1_000_000);
		let receiver = format_address(&AccountId::new([7; 32]));
		for part in ["1.5 JMT", &receiver, "0.000001 JMT"] {
			assert!(said.contains(part), "{said}");
		}
	}
}
