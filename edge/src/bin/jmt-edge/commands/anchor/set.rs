//! `anchor set`

use crate::{
	arguments::{parse_any_word, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	pallets::zk_verifier::{Anchored, SetAnchor},
	proofs::{format_number, parse_scalar},
};
use jmt_primitives::{proofs::Scalar, Hash};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The label: 0x and 64 digits, or a text, whose blake2-256 it is
	#[arg(value_parser = parse_any_word)]
	label: Hash,
	/// The root: decimal, or 0x and 64 hexadecimal digits
	#[arg(value_parser = parse_root)]
	root: Scalar,
	#[command(flatten)]
	signer: Signer,
}

fn parse_root(text: &str) -> Result<Scalar, String> {
	Ok(Scalar(parse_scalar(text)?.to_be_bytes()))
}

/// Anchors a root.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { label, root, signer } = args;
	decide(global, &signer, &SetAnchor { label, root }, |included| {
		let deposit = included.event::<Anchored>().map(|anchored| anchored.deposit);
		let held = deposit
			.map_or_else(String::new, |deposit| format!(", with {} held,", format_jmt(deposit)));
		Told {
			json: json!({
				"label": label,
				"root": format_number(&root.0),
				"deposit": deposit.map(|deposit| deposit.to_string()),
			}),
			words: format!("anchored {} under {label:?}{held}", format_number(&root.0)),
		}
	})
	.await
}
