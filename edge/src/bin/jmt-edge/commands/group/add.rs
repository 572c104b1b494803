//! `group add`

use crate::{
	arguments::{parse_count, Signer},
	commands::{carried, emit_fee, fee, on_chain, place, place_words, send, Cost},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	chain::Chain,
	error::BoxedError,
	keys::format_address,
	pallets::zk_verifier::{AddMembers, MembersAdded, ADD_AT_ONCE},
	proofs::{format_number, parse_scalar, ProofError},
	submit::Included,
};
use jmt_primitives::proofs::{GroupId, Scalar};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Largest list that is read: some hundred thousand commitments.
const MOST_BYTES: usize = 16 * 1024 * 1024;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The group's number
	#[arg(value_parser = parse_count::<GroupId>)]
	group: GroupId,
	/// Commitments: decimal, or 0x and 64 hexadecimal digits
	#[arg(value_name = "COMMITMENT", value_parser = parse_commitment, required_unless_present = "list")]
	commitments: Vec<Scalar>,
	/// A file of commitments, one a line; as - standard input
	#[arg(long, value_name = "PATH|-")]
	list: Option<PathBuf>,
	#[command(flatten)]
	signer: Signer,
}

/// A commitment as the chain has it. Zero stands for a removed one.
pub(super) fn parse_commitment(text: &str) -> Result<Scalar, String> {
	match Scalar(parse_scalar(text)?.to_be_bytes()) {
		zero if zero == Scalar::default() => Err("zero is no commitment".into()),
		commitment => Ok(commitment),
	}
}

/// Adds members, in as few transactions as it takes.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { group, mut commitments, list, signer } = args;
	if let Some(path) = &list {
		commitments.extend(read(path)?);
	}
	if commitments.is_empty() {
		return Err(Failure::Usage("the list names no member".into()));
	}
	let key = signer.owner.key()?;
	let calls = || {
		let chunks = commitments.chunks(ADD_AT_ONCE);
		chunks.map(|some| AddMembers { group, commitments: some.to_vec() })
	};
	on_chain(global, async |chain: &Chain| {
		if signer.fee {
			let mut cost = Cost { transactions: 0, ..Cost::of(&key, 0) };
			for call in calls() {
				cost.fee = cost.fee.saturating_add(fee(chain, &key, &call).await?);
				cost.transactions += 1;
			}
			return emit_fee(global, &cost);
		}
		let (mut first, mut root, mut last): (_, _, Option<Included>) = (None, None, None);
		for call in calls() {
			let included = send(chain, &key, &call, "adding members").await?;
			if let Some(added) = included.event::<MembersAdded>() {
				first = first.or(Some(added.first));
				root = Some(format_number(&added.root.0));
			}
			last = Some(included);
		}
		let json = json!({
			"group": group,
			"first": first,
			"added": commitments.len(),
			"root": root,
			"from": format_address(&key.account()),
			"block": last.as_ref().map(place),
			"transaction": last.as_ref().map(|last| last.transaction),
		});
		global.format().emit(json, || {
			let block = last.as_ref().map_or_else(String::new, place_words);
			format!("added {} members to group {group}, the last in {block}", commitments.len())
		})
	})
	.await
}

fn read(path: &Path) -> Result<Vec<Scalar>, ProofError> {
	let file = |source: BoxedError| ProofError::File { path: path.into(), source };
	let bytes = carried::read(path, MOST_BYTES).map_err(file)?;
	let text = std::str::from_utf8(&bytes).map_err(|error| file(error.into()))?;
	let numbered = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
	numbered
		.map(|(number, line)| {
			let read = parse_commitment(line.trim());
			read.map_err(|error| file(format!("line {number}: {error}").into()))
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn read_it_takes_a_commitment_a_line() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("list");
		std::fs::write(&path, format!("7\n\n 8 \n0x{}09\n", "00".repeat(31))).unwrap();
		assert_eq!(read(&path).unwrap(), [7, 8, 9].map(Scalar::from));
	}

	mod reject {
		use super::*;

		#[test]
		fn read_the_line_that_is_none_is_named() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("list");
			for line in ["x", "0", "-1", &"9".repeat(78)] {
				std::fs::write(&path, format!("7\n{line}\n")).unwrap();
				let said = jmt_edge::error::one_line(&read(&path).unwrap_err());
				assert!(said.contains("line 2"), "{said}");
			}
		}
	}
}
