//! `spec`: chain specifications.

mod get;

use crate::{failure::Failure, global::Global};
use clap::Subcommand;
use jmt_light::{file::read_believed, ChainSpec};
use jmt_primitives::Hash;
use std::path::Path;

/// The largest that is looked at.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Chain specifications.
#[derive(Subcommand, Debug)]
pub(crate) enum SpecCommand {
	/// Fetch a light one from a node
	///
	/// Its genesis hash has to be the one given, so that the chain is the one meant. The node is trusted for the
	/// checkpoint: for the block from which the light client begins to verify.
	Get(get::Args),
}

pub(super) async fn run(global: &Global, command: SpecCommand) -> Result<(), Failure> {
	match command {
		SpecCommand::Get(args) => get::run(global, args).await,
	}
}

/// The name that a fetched one has beside the configuration file: of its chain's genesis.
fn file_name(genesis: &Hash) -> String {
	let digits = hex::encode(genesis);
	format!("chain-{}.json", digits.get(..8).unwrap_or(&digits))
}

/// Whether a file has such a name.
pub(super) fn is_fetched(path: &Path) -> bool {
	let name = path.file_name().and_then(|name| name.to_str());
	name.and_then(|name| name.strip_prefix("chain-")?.strip_suffix(".json")).is_some_and(|digits| {
		digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
	})
}

/// Whether a fetched one is of the chain that its name says, and of no other user's hand.
pub(super) fn is_believed(path: &Path) -> bool {
	let bytes = read_believed(path, MAX_BYTES).ok().flatten();
	let spec = bytes.and_then(|bytes| ChainSpec::from_bytes(&bytes).ok());
	spec.and_then(|spec| spec.genesis().ok())
		.is_some_and(|genesis| path.ends_with(file_name(&genesis.hash)))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn is_fetched_it_knows_the_names_that_get_gives() {
		let name = file_name(&Hash::repeat_byte(0xab));
		assert_eq!(name, "chain-abababab.json");
		assert!(is_fetched(&Path::new("/etc").join(name)));
		for other in ["config.json", "chain-abab.json", "chain-wxyzwxyz.json", "chain-abababab"] {
			assert!(!is_fetched(Path::new(other)), "{other}");
		}
	}
}
