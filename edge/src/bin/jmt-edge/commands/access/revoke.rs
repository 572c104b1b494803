//! `access revoke`

use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::pallets::access::{AllRevoked, BumpPasses, PassesRevoked, Revoke, RevokeAll};
use jmt_primitives::access::{GrantId, ResourceId};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	which: Which,
	#[command(flatten)]
	signer: Signer,
}

/// That which is revoked.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Which {
	/// The grant's number: it and all below it
	#[arg(value_parser = parse_count::<GrantId>)]
	grant: Option<GrantId>,
	/// All grants of a resource
	#[arg(long, value_name = "RESOURCE", value_parser = parse_count::<ResourceId>)]
	all: Option<ResourceId>,
	/// All passes of a grant, which itself stands
	#[arg(long, value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	passes: Option<GrantId>,
}

/// Revokes, at once and for good.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { which: Which { grant, all, passes }, signer } = args;
	match (grant, all, passes) {
		(Some(grant), _, _) => {
			decide(global, &signer, &Revoke { grant }, |_| Told {
				json: json!({ "grant": grant }),
				words: format!("revoked grant {grant} and all below it"),
			})
			.await
		},
		(None, Some(resource), _) => {
			decide(global, &signer, &RevokeAll { resource }, |included| {
				let epoch = included.event::<AllRevoked>().map(|revoked| revoked.epoch);
				Told {
					json: json!({ "resource": resource, "epoch": epoch }),
					words: format!("revoked all grants of resource {resource}"),
				}
			})
			.await
		},
		(None, None, Some(grant)) => {
			decide(global, &signer, &BumpPasses { grant }, |included| {
				let epoch = included.event::<PassesRevoked>().map(|revoked| revoked.epoch);
				Told {
					json: json!({ "grant": grant, "passEpoch": epoch }),
					words: format!("revoked all passes of grant {grant}"),
				}
			})
			.await
		},
		(None, None, None) => Err(Failure::Usage("give a grant, --all or --passes".into())),
	}
}
