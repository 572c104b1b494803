//! A genesis of its own for each development chain.
//!
//! All chains of one preset have one genesis: what a light client saved of one would be held against another, and a
//! signed transaction of one is valid on the other. So a node with `--dev` puts a random number into the state
//! that its chain begins with, once, and keeps the specification beside the database. Later starts and the other
//! subcommands read it there, and `purge-chain` removes both. `--chain dev` without `--dev` is the preset as it
//! is, the same for everybody.
//!
//! The number is a storage item that no pallet has. Genesis hash, raw specification, warp sync and light clients
//! know it as they know all others.

use crate::chain_spec::{self, Preset};
use jmt_primitives::Hash;
use sc_service::Configuration;
use std::{fs, path::PathBuf};

/// Key of the random number in the state of the genesis.
pub const NONCE_KEY: &[u8] = b":genesis_nonce";

/// Name of the specification's file beside the database.
const FILE: &str = "genesis.json";

/// Whether a node's chain begins with the specification's genesis or with one of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
	/// With the specification's.
	Specified,
	/// With that of the preset and a random number in it.
	Drawn,
}

/// Whether these arguments are those of a development chain: `--dev`, and no chain named but that preset.
pub fn is_development(dev: bool, chain: &str) -> bool {
	dev && chain == Preset::Development.argument()
}

/// Takes the specification that an earlier start of a development chain has kept, if there is one. Without one, a
/// chain that has no block yet gets a genesis of its own.
pub fn adopt(config: &mut Configuration) -> Result<Origin, chain_spec::Error> {
	let Some(path) = path(config) else { return Ok(Origin::Drawn) };
	if path.exists() {
		config.chain_spec = Box::new(chain_spec::from_file(&path)?);
		return Ok(Origin::Specified);
	}
	// A database of a version before this one holds the preset's genesis.
	let begun = config.database.path().is_some_and(|database| database.exists());
	Ok(if begun { Origin::Specified } else { Origin::Drawn })
}

/// Puts a random number into the genesis of the specification, which was computed, and keeps the specification.
pub fn draw(config: &mut Configuration) -> Result<(), String> {
	let mut storage = config.chain_spec.as_storage_builder().build_storage()?;
	storage.top.insert(NONCE_KEY.to_vec(), Hash::random().as_bytes().to_vec());
	config.chain_spec.set_storage(storage);
	let Some(path) = path(config) else { return Ok(()) };
	let text = config.chain_spec.as_json(true)?;
	let beside = path.with_extension("tmp");
	path.parent()
		.map_or(Ok(()), fs::create_dir_all)
		.and_then(|()| fs::write(&beside, text))
		.and_then(|()| fs::rename(&beside, &path))
		.map_err(|error| format!("{} cannot be written: {error}", path.display()))
}

/// The file beside the database, in the folder that `purge-chain` removes.
fn path(config: &Configuration) -> Option<PathBuf> {
	Some(config.database.path()?.parent()?.join(FILE))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::Cli;
	use sc_cli::{CliConfiguration, SubstrateCli};
	use serde_json::Value;
	use sp_core::bytes::to_hex;

	/// The configuration of a node with these arguments, after its genesis was settled.
	fn start(base_path: &std::path::Path) -> (Origin, String) {
		let path = base_path.to_str().unwrap();
		let cli = Cli::try_from_iter(["jmt-node", "--dev", "--base-path", path]).unwrap();
		let runtime = tokio::runtime::Runtime::new().unwrap();
		let mut config = cli.run.create_configuration(&cli, runtime.handle().clone()).unwrap();
		let origin = adopt(&mut config).unwrap();
		chain_spec::compute_genesis(&mut *config.chain_spec).unwrap();
		if origin == Origin::Drawn {
			draw(&mut config).unwrap();
		}
		(origin, config.chain_spec.as_json(true).unwrap())
	}

	fn top(spec: &str) -> serde_json::Map<String, Value> {
		let spec: Value = serde_json::from_str(spec).unwrap();
		spec["genesis"]["raw"]["top"].as_object().unwrap().clone()
	}

	#[test]
	fn two_development_chains_had_one_genesis() {
		let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
		let (origin, first) = start(one.path());
		assert_eq!(origin, Origin::Drawn);
		let (_, other) = start(two.path());
		let key = to_hex(NONCE_KEY, false);
		let (mut first_top, mut other_top) = (top(&first), top(&other));
		let nonce = first_top.remove(&key).unwrap();
		assert_eq!(nonce.as_str().unwrap().len(), 2 + 64);
		assert_ne!(Some(nonce), other_top.remove(&key));
		// All else is the preset's.
		assert_eq!(first_top, other_top);
		let preset = Preset::Development.chain_spec().unwrap();
		let preset = sc_chain_spec::ChainSpec::as_json(&preset, true).unwrap();
		assert_eq!(first_top, top(&preset));

		// A later start of the first one has the same.
		assert_eq!(start(one.path()), (Origin::Specified, first.clone()));
		// Once the database and what stands beside it are removed, another chain begins.
		std::fs::remove_dir_all(one.path().join("chains/jmt_dev/paritydb")).unwrap();
		let (origin, anew) = start(one.path());
		assert_eq!(origin, Origin::Drawn);
		assert_ne!(anew, first);
	}

	#[test]
	fn a_database_from_before_keeps_the_genesis_of_the_preset() {
		let dir = tempfile::tempdir().unwrap();
		std::fs::create_dir_all(dir.path().join("chains/jmt_dev/paritydb/full")).unwrap();
		let (origin, spec) = start(dir.path());
		assert_eq!(origin, Origin::Specified);
		assert!(!top(&spec).contains_key(&to_hex(NONCE_KEY, false)));
	}

	#[test]
	fn chain_dev_alone_is_the_preset() {
		assert!(is_development(true, "dev"));
		assert!(!is_development(false, "dev"));
		assert!(!is_development(true, "local"));
		assert!(!is_development(true, "spec.json"));
	}
}
