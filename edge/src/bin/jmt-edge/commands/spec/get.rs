//! `spec get`

use super::file_name;
use crate::{
	failure::Failure,
	global::{Environment, Global},
	spinner::Spinner,
};
use codec::{Compact, Decode};
use jmt_edge::{
	node_rpc::{call, parse_node_url},
	Error,
};
use jmt_light::{file::replace_private, ChainSpec};
use jmt_primitives::Hash;
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// The method that answers a light specification.
const METHOD: &str = "jmt_lightSpec";

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// A node's RPC: http, https, ws or wss
	#[arg(value_parser = parse_node_url)]
	url: String,
	/// The file; one of the same chain that is there is replaced [default: beside the configuration file]
	#[arg(long, value_name = "PATH")]
	out: Option<PathBuf>,
}

/// Fetches a light specification, and stores it if it is of the chain that was asked for.
pub(super) async fn run(global: &Global, Args { url, out }: Args) -> Result<(), Failure> {
	let expected = global.genesis.ok_or_else(|| {
		Failure::Usage(
			"give --genesis HASH, from somebody you trust: without it the node would choose the chain".into(),
		)
	})?;
	let out = match out {
		Some(out) => out,
		None => global.config_file(&Environment::read())?.with_file_name(file_name(&expected)),
	};
	let spinner = Spinner::start("asking the node");
	let answer = call(&url, METHOD, Vec::new()).await?;
	drop(spinner);
	let (spec, fetched) = checked(&answer, expected)?;
	let replaced = replaces(&out, expected)?;
	replace_private(&out, spec.to_text().as_bytes())
		.map_err(|source| Failure::Unwritten { path: out.clone(), source })?;
	let trusted = trusted(&url);
	let json = json!({
		"file": out.display().to_string(),
		"replaced": replaced,
		"chain": spec.name(),
		"genesis": expected,
		"checkpoint": fetched.checkpoint,
		"bootNodes": fetched.boot_nodes,
		"trusted": trusted,
	});
	global.format().emit(json, || {
		let verb = if replaced { "replaced" } else { "wrote" };
		let mut lines = vec![
			format!("{verb} {}", out.display()),
			format!("chain       {} ({expected:?})", spec.name()),
			format!("checkpoint  block {}", fetched.checkpoint),
			format!("boot nodes  {}", fetched.boot_nodes),
			format!("trusted     {trusted}"),
		];
		if fetched.boot_nodes == 0 {
			lines.push("it names no boot node: give one with --bootnode".into());
		}
		lines.join("\n")
	})
}

/// A fetched specification in figures.
#[derive(PartialEq, Eq, Debug)]
struct Fetched {
	/// The number of the block from which is verified.
	checkpoint: u32,
	boot_nodes: usize,
}

/// The specification in a node's answer, if it is of the chain with this genesis and has a checkpoint.
fn checked(answer: &Value, expected: Hash) -> Result<(ChainSpec, Fetched), Failure> {
	let spec = ChainSpec::parse(&answer.to_string()).map_err(Error::from)?;
	let found = spec.genesis().map_err(Error::from)?.hash;
	if found != expected {
		return Err(Error::GenesisMismatch { expected, found }.into());
	}
	let checkpoint = checkpoint(answer).ok_or_else(|| {
		Error::reading(METHOD, "the specification that the node answered has no checkpoint")
	})?;
	let fetched = Fetched { checkpoint, boot_nodes: spec.boot_nodes().len() };
	Ok((spec, fetched))
}

/// The number of the finalized block in a specification.
fn checkpoint(spec: &Value) -> Option<u32> {
	let header = spec.get("lightSyncState")?.get("finalizedBlockHeader")?.as_str()?;
	let header = hex::decode(header.strip_prefix("0x").unwrap_or(header)).ok()?;
	let (_parent, Compact(number)): (Hash, Compact<u32>) =
		Decode::decode(&mut header.as_slice()).ok()?;
	Some(number)
}

/// Whether a file is there that is to be replaced: an earlier specification of the same chain. Another one is kept.
fn replaces(out: &Path, genesis: Hash) -> Result<bool, Failure> {
	if out.symlink_metadata().is_err() {
		return Ok(false);
	}
	let earlier = ChainSpec::read(out).and_then(|spec| spec.genesis());
	match earlier.is_ok_and(|earlier| earlier.hash == genesis) {
		true => Ok(true),
		false => Err(Failure::Usage(format!(
			"{} is no specification of this chain and is not overwritten: give another --out",
			out.display()
		))),
	}
}

/// Whom one trusts with a specification from this node.
fn trusted(url: &str) -> String {
	let encrypted = url.starts_with("https://") || url.starts_with("wss://");
	let between = if encrypted { "" } else { ", and whoever is between it and here" };
	format!(
		"the node at {url}{between}, for the checkpoint, from which all is verified here; the genesis hash says \
		 which chain it is, and does not prove the checkpoint"
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A specification as a node answers it: block 300 is its checkpoint.
	fn answer() -> Value {
		let header = format!("0x{}{}", "11".repeat(32), "b104");
		json!({
			"name": "JMT Development",
			"id": "jmt_dev",
			"bootNodes": ["/ip4/127.0.0.1/tcp/30333/ws/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp"],
			"genesis": { "stateRootHash": format!("0x{}", "22".repeat(32)) },
			"lightSyncState": { "finalizedBlockHeader": header },
		})
	}

	fn genesis() -> Hash {
		ChainSpec::parse(&answer().to_string()).unwrap().genesis().unwrap().hash
	}

	#[test]
	fn checked_it_takes_the_chain_that_was_asked_for() {
		let (spec, fetched) = checked(&answer(), genesis()).unwrap();
		assert_eq!(fetched, Fetched { checkpoint: 300, boot_nodes: 1 });
		assert_eq!(spec.name(), "JMT Development");
	}

	#[test]
	fn replaces_an_earlier_one_of_the_chain_alone() {
		let dir = tempfile::tempdir().unwrap();
		let out = dir.path().join("spec.json");
		assert!(!replaces(&out, genesis()).unwrap());
		std::fs::write(&out, answer().to_string()).unwrap();
		assert!(replaces(&out, genesis()).unwrap());
		for (content, hash) in [(answer().to_string(), Hash::zero()), ("{}".into(), genesis())] {
			std::fs::write(&out, &content).unwrap();
			assert!(matches!(replaces(&out, hash), Err(Failure::Usage(_))));
			assert_eq!(std::fs::read_to_string(&out).unwrap(), content);
		}
	}

	#[test]
	fn trusted_it_names_the_node_and_who_is_on_the_way() {
		let plain = trusted("http://1.2.3.4:9944");
		assert!(plain.contains("the node at http://1.2.3.4:9944, and whoever"), "{plain}");
		assert!(!trusted("wss://rpc.example").contains("whoever"));
	}

	mod reject {
		use super::*;

		#[test]
		fn checked_another_chain_and_one_without_a_checkpoint_are_refused() {
			let other = checked(&answer(), Hash::zero()).unwrap_err();
			assert_eq!((other.exit_code(), other.kind()), (4, "genesisMismatch"));
			let mut bare = answer();
			bare["lightSyncState"] = json!({});
			let said = checked(&bare, genesis()).unwrap_err().one_line();
			assert!(said.contains("no checkpoint"), "{said}");
			assert_eq!(checked(&json!("x"), genesis()).unwrap_err().exit_code(), 5);
		}
	}
}
