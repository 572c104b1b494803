//! `domain withdraw`

use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::{format_jmt, parse_jmt},
	pallets::domains::WithdrawPrepaid,
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

/// Pays the domain's owner out of its prepaid account.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { domain, amount, signer } = args;
	decide(global, &signer, &WithdrawPrepaid { domain, amount }, |_| Told {
		json: json!({ "domain": domain, "amount": amount.to_string() }),
		words: format!("took {} back from domain {domain}", format_jmt(amount)),
	})
	.await
}
