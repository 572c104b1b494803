//! `access log report`

use crate::{
	arguments::Signer,
	commands::{
		carried,
		decide::{decide, Told},
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::{
		gate::Saying,
		log::{AbsenceProof, MOST_BYTES},
		AccessError,
	},
	pallets::access::ReportLie,
};
use serde_json::json;
use std::path::PathBuf;

/// Largest file of a receipt.
const MOST_RECEIPT: usize = 16 << 10;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The receipt that the enforcer signed
	#[arg(long, value_name = "PATH")]
	receipt: PathBuf,
	/// The proof that the log lacks its use, of the log that the chain has now
	#[arg(long, value_name = "PATH")]
	absence: PathBuf,
	#[command(flatten)]
	signer: Signer,
}

/// Reports a lie.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { receipt: path, absence, signer } = args;
	let said = carried::read_json(&path, MOST_RECEIPT);
	let said: Saying = said.map_err(|error| AccessError::file(&path, error))?;
	let Saying::Receipt(receipt) = said else {
		return Err(AccessError::file(&path, "it is no receipt").into());
	};
	let read = carried::read_json(&absence, MOST_BYTES);
	let proof: AbsenceProof = read.map_err(|error| AccessError::file(&absence, error))?;
	let (enforcer, use_id) = (receipt.enforcer, receipt.use_id);
	let lie = proof.lie(&receipt.receipt(), &receipt.signature).ok_or_else(|| {
		AccessError::other("the proof says nothing about the time of the receipt")
	})?;
	decide(global, &signer, &ReportLie { enforcer, lie }, |_| Told {
		json: json!({ "enforcer": enforcer, "use": use_id, "lied": true }),
		words: format!("noted that device {:?} lied about use {use_id:?}", enforcer.0),
	})
	.await
}
