//! `domain suspend`

use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::pallets::domains::SuspendDomain;
use jmt_primitives::domains::DomainId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The domain's number
	#[arg(value_parser = parse_count::<DomainId>)]
	domain: DomainId,
	#[command(flatten)]
	signer: Signer,
}

pub(super) async fn run(global: &Global, Args { domain, signer }: Args) -> Result<(), Failure> {
	decide(global, &signer, &SuspendDomain { domain }, |_| Told {
		json: json!({ "domain": domain }),
		words: format!("suspended domain {domain}"),
	})
	.await
}
