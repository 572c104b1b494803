//! `domain fund`

use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::{format_jmt, parse_jmt},
	keys::format_address,
	pallets::{
		balances::{Destination, TransferKeepAlive},
		domains::prepaid_account,
	},
};
use jmt_primitives::{domains::DomainId, Balance};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The domain's number
	#[arg(value_parser = parse_count::<DomainId>)]
	domain: DomainId,
	/// In JMT (1.5), or in planck (1500planck)
	#[arg(value_parser = parse_jmt)]
	amount: Balance,
	#[command(flatten)]
	signer: Signer,
}

/// Sends JMT to a domain's prepaid account. Anybody may.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { domain, amount, signer } = args;
	let account = prepaid_account(domain);
	let call = TransferKeepAlive { dest: Destination::Id(account.clone()), value: amount };
	decide(global, &signer, &call, |_| Told {
		json: json!({
			"domain": domain,
			"prepaid": format_address(&account),
			"amount": amount.to_string(),
		}),
		words: format!("sent {} to domain {domain}", format_jmt(amount)),
	})
	.await
}
