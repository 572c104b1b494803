//! `transfer`

use super::{on_chain, place, place_words, send};
use crate::{
	arguments::{parse_account, Owner},
	cli::Global,
	failure::Failure,
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
	owner: Owner,
}

/// Sends JMT to an account.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { to, amount, owner } = args;
	let key = owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let transfer = TransferKeepAlive { dest: Destination::Id(to.clone()), value: amount };
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
