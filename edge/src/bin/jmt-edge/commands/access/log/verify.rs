//! `access log verify`

use super::{
	head, of,
	told::{entry_json, entry_words},
};
use crate::{
	arguments::{parse_count, parse_hash},
	commands::{carried, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::{
		log::{AbsenceProof, Head, NotProved, UseProof, MOST_BYTES},
		AccessError,
	},
	amount::format_time,
	chain::Chain,
};
use jmt_primitives::{DeviceId, Hash, Moment};
use serde::Deserialize;
use serde_json::{json, Value};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The proof's file; as - standard input
	#[arg(value_name = "PATH|-")]
	proof: PathBuf,
	/// Check against an older anchor with so many leaves, and connect to nobody
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<u32>, requires = "root")]
	leaves: Option<u32>,
	/// The root of that anchor, as its event told it
	#[arg(long, value_name = "HASH", value_parser = parse_hash, requires = "leaves")]
	root: Option<Hash>,
}

/// A proof of either kind.
#[derive(Deserialize)]
#[serde(untagged)]
enum Proof {
	Use(Box<UseProof>),
	Absence(AbsenceProof),
}

/// Checks a proof.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { proof: path, leaves, root } = args;
	let read = carried::read_json(&path, MOST_BYTES);
	let proof: Proof = read.map_err(|error| AccessError::file(&path, error))?;
	let (genesis, known, lied) = match (leaves, root) {
		(Some(leaves), Some(root)) => (global.genesis()?, Head { leaves, root }, None),
		_ => {
			on_chain(global, async |chain: &Chain| {
				let head = head(chain, proof.enforcer()).await?;
				Ok((chain.genesis(), of(&head), head.lied))
			})
			.await?
		},
	};
	proof.check(&genesis, &known).map_err(|error| AccessError::other(error.to_string()))?;
	let mut json = proof.json();
	json["enforcer"] = json!(proof.enforcer());
	json["head"] = json!(known);
	json["lied"] = json!(lied);
	global.format().emit(json, || format!("{}{}", proof.words(), liar(lied)))
}

fn liar(lied: Option<Moment>) -> String {
	lied.map_or_else(String::new, |at| {
		format!("\nthis device was FOUND LYING on {} UTC", format_time(at))
	})
}

impl Proof {
	fn enforcer(&self) -> DeviceId {
		match self {
			Self::Use(proof) => proof.enforcer,
			Self::Absence(proof) => proof.enforcer,
		}
	}

	fn check(&self, genesis: &Hash, head: &Head) -> Result<(), NotProved> {
		match self {
			Self::Use(proof) => proof.check(genesis, head),
			Self::Absence(proof) => proof.check(genesis, head),
		}
	}

	fn json(&self) -> Value {
		match self {
			Self::Use(proof) => json!({ "proves": "use", "entry": entry_json(&proof.entry) }),
			Self::Absence(proof) => json!({
				"proves": "absence",
				"use": proof.use_id,
				"from": proof.from,
				"until": proof.until,
			}),
		}
	}

	fn words(&self) -> String {
		match self {
			Self::Use(proof) => format!("proved: {}", entry_words(&proof.entry)),
			Self::Absence(proof) => format!(
				"proved: use {:?} is not in the log from {} to {} UTC",
				proof.use_id,
				format_time(proof.from),
				format_time(proof.until)
			),
		}
	}
}
