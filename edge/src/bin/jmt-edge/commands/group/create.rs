//! `group create`

use crate::{
	arguments::Signer,
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	pallets::zk_verifier::{CreateGroup, GroupCreated},
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	signer: Signer,
}

/// Makes a group of the account that signs.
pub(super) async fn run(global: &Global, Args { signer }: Args) -> Result<(), Failure> {
	decide(global, &signer, &CreateGroup {}, |included| {
		let Some(GroupCreated { group, deposit }) = included.event() else {
			return Told { json: json!({ "group": null }), words: "made a group".into() };
		};
		Told {
			json: json!({ "group": group, "deposit": deposit.to_string() }),
			words: format!("made group {group}, with {} held,", format_jmt(deposit)),
		}
	})
	.await
}
