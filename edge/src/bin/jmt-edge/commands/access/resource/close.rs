//! `access resource close`

use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	pallets::access::{CloseResource, ResourceClosed},
};
use jmt_primitives::access::ResourceId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The resource's number
	#[arg(value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
	#[command(flatten)]
	signer: Signer,
}

pub(super) async fn run(global: &Global, Args { resource, signer }: Args) -> Result<(), Failure> {
	decide(global, &signer, &CloseResource { resource }, |included| {
		let released = included.event::<ResourceClosed>().map(|closed| closed.released);
		let back = released
			.map_or_else(String::new, |released| format!(", with {} back", format_jmt(released)));
		Told {
			json: json!({
				"resource": resource,
				"released": released.map(|released| released.to_string()),
			}),
			words: format!("closed resource {resource}{back},"),
		}
	})
	.await
}
