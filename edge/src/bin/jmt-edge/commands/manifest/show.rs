//! `manifest show`

use super::state_word;
use crate::{
	arguments::parse_count,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::Chain,
	pallets::{manifests, timestamp},
	Error,
};
use jmt_primitives::manifests::ManifestId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// Its number
	#[arg(value_parser = parse_count::<ManifestId>)]
	manifest: ManifestId,
}

/// Shows a manifest.
pub(super) async fn run(global: &Global, Args { manifest }: Args) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let found = manifests::manifest(&at, manifest).await?;
		let Some(found) = found else {
			let words =
				format!("there is no manifest {manifest}: it was never published, or swept");
			return Err(Error::chain(words).into());
		};
		let expired = found.expires < timestamp::now(&at).await?;
		let state = state_word(found.state);
		let json = json!({
			"manifest": manifest,
			"block": block(&at),
			"domain": found.domain,
			"root": found.root,
			"leaves": found.leaves,
			"content": found.content,
			"expires": found.expires,
			"expired": expired,
			"rootOfTrust": found.endorsed.map(|endorsed| endorsed.root),
			"state": state,
			"deposit": found.deposit.to_string(),
			"swept": found.swept,
		});
		global.format().emit(json, || {
			format!(
				"manifest {manifest} of domain {}, {state}\nroot     {:?}\ndevices  {}\n\
				 good     until {} UTC{}\nheld     {}",
				found.domain,
				found.root,
				found.leaves,
				format_time(found.expires),
				if expired { ", which has passed" } else { "" },
				format_jmt(found.deposit)
			)
		})
	})
	.await
}
