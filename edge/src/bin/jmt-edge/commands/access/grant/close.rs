//! `access grant close`

use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	keys::format_address,
	pallets::access::{CloseGrant, GrantClosed},
};
use jmt_primitives::access::GrantId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The grant's number
	#[arg(value_parser = parse_count::<GrantId>)]
	grant: GrantId,
	#[command(flatten)]
	signer: Signer,
}

pub(super) async fn run(global: &Global, Args { grant, signer }: Args) -> Result<(), Failure> {
	decide(global, &signer, &CloseGrant { grant }, |included| {
		let closed = included.event::<GrantClosed>();
		let back = closed.as_ref().map_or_else(String::new, |closed| {
			format!(
				", with {} back to {}",
				format_jmt(closed.released),
				format_address(&closed.payer)
			)
		});
		Told {
			json: json!({
				"grant": grant,
				"released": closed.as_ref().map(|closed| closed.released.to_string()),
				"payer": closed.as_ref().map(|closed| format_address(&closed.payer)),
			}),
			words: format!("closed grant {grant}{back},"),
		}
	})
	.await
}
