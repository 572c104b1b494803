//! `access policy close`

use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	pallets::access::{ClosePolicy, PolicyClosed},
};
use jmt_primitives::access::PolicyId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The policy's number
	#[arg(value_parser = parse_count::<PolicyId>)]
	policy: PolicyId,
	#[command(flatten)]
	signer: Signer,
}

pub(super) async fn run(global: &Global, Args { policy, signer }: Args) -> Result<(), Failure> {
	decide(global, &signer, &ClosePolicy { policy }, |included| {
		let released = included.event::<PolicyClosed>().map(|closed| closed.released);
		let back = released
			.map_or_else(String::new, |released| format!(", with {} back", format_jmt(released)));
		Told {
			json: json!({
				"policy": policy,
				"released": released.map(|released| released.to_string()),
			}),
			words: format!("closed policy {policy}{back},"),
		}
	})
	.await
}
