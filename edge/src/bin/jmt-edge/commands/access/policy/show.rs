//! `access policy show`

use crate::{
	arguments::parse_count,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::{
		policy::{sentences, write},
		AccessError,
	},
	amount::format_jmt,
	chain::Chain,
	keys::format_address,
	pallets::access,
};
use jmt_primitives::access::PolicyId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The policy's number
	#[arg(value_parser = parse_count::<PolicyId>)]
	policy: PolicyId,
	/// As TOML, for `access policy set`
	#[arg(long)]
	toml: bool,
}

/// Shows a policy.
pub(super) async fn run(global: &Global, Args { policy: id, toml }: Args) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let Some(policy) = access::policy(&at, id).await? else {
			return Err(AccessError::other(format!("there is no policy {id}")).into());
		};
		let (sentences, text) = (sentences(&policy.body, None), write(&policy.body, None));
		let json = json!({
			"policy": id,
			"block": block(&at),
			"owner": format_address(&policy.owner),
			"domain": policy.domain,
			"version": policy.version,
			"resources": policy.resources,
			"deposit": policy.deposit.to_string(),
			"zoneGoodUntil": policy.body.zone.good_until,
			"sentences": sentences,
			"toml": text,
		});
		global.format().emit(json, || match toml {
			true => text.trim_end().to_string(),
			false => format!(
				"policy   {id}, version {}, for domain {} and below\nowner    {}, {} held\nused by  {} \
				 resources\n{}",
				policy.version,
				policy.domain,
				format_address(&policy.owner),
				format_jmt(policy.deposit),
				policy.resources,
				sentences.join("\n")
			),
		})
	})
	.await
}
