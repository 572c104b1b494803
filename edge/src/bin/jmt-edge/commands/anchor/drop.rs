//! `anchor drop`

use crate::{
	arguments::{parse_any_word, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::pallets::zk_verifier::DropAnchor;
use jmt_primitives::Hash;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The label: 0x and 64 digits, or a text, whose blake2-256 it is
	#[arg(value_parser = parse_any_word)]
	label: Hash,
	#[command(flatten)]
	signer: Signer,
}

/// Drops an anchor.
pub(super) async fn run(global: &Global, Args { label, signer }: Args) -> Result<(), Failure> {
	decide(global, &signer, &DropAnchor { label }, |_| Told {
		json: json!({ "label": label }),
		words: format!("dropped the anchor {label:?}"),
	})
	.await
}
