//! The command line: what `sc-cli` offers, and a few arguments of our own.

use crate::{chain_spec, light_spec::LightSpecParams};
use clap::{Args, Parser};
use sc_cli::{
	BuildSpecCmd, ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd,
	ImportBlocksCmd, KeySubcommand, PurgeChainCmd, RevertCmd, RunCmd, SubstrateCli,
};
use sp_runtime::traits::{BlakeTwo256, Hash};
use std::{path::PathBuf, time::Duration};

/// Validator, full and RPC node of the JMT network.
#[derive(Debug, Parser)]
pub struct Cli {
	/// The task; without one the node runs.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// How to run.
	#[clap(flatten)]
	pub run: RunCmd,

	/// Where to listen.
	#[clap(flatten)]
	pub listen: ListenParams,

	/// How to finalise.
	#[clap(flatten)]
	pub finality: FinalityParams,

	/// How to execute the runtime.
	#[clap(flatten)]
	pub runtime: RuntimeParams,

	/// When to stop for want of disk space.
	#[clap(flatten)]
	pub storage_monitor: sc_storage_monitor::StorageMonitorParams,
}

/// Where peers and light clients find the node, beyond `--port` and `--listen-addr`.
#[derive(Debug, Clone, Default, Args)]
pub struct ListenParams {
	/// Specify p2p protocol WebSocket port.
	///
	/// Without `--listen-addr` the node listens for plain TCP on `--port` and for WebSocket on this port, in
	/// every role, so that nodes, native light clients and browsers reach it alike. By default it is the
	/// port after `--port`, and any free one if `--port` is 0.
	#[arg(long, value_name = "PORT", conflicts_with = "listen_addr")]
	pub ws_port: Option<u16>,
}

/// How this node votes for finality. Each node chooses for itself: whatever it chooses, two different
/// chains are never finalised while less than a third of the validators are dishonest.
#[derive(Debug, Clone, Args)]
pub struct FinalityParams {
	/// Blocks that a vote for finality stays behind a best block that is not prompt. With 0 it never stays
	/// behind, but light clients lose answers where messages take long, and the default transaction pool
	/// loses some under load.
	#[arg(
		long,
		value_name = "BLOCKS",
		default_value_t = 1,
		hide_short_help = true,
		help_heading = "Expert"
	)]
	pub finality_lag_blocks: u32,

	/// How long after the beginning of its slot, in ms, the best block is prompt: it is voted for itself,
	/// without that lag, unless many transactions wait. Half of the chain's slot if left out; with 0 the lag
	/// is kept always.
	#[arg(
		long,
		value_name = "MS",
		value_parser = clap::value_parser!(u64).range(..=10_000),
		hide_short_help = true,
		help_heading = "Expert"
	)]
	pub finality_prompt_ms: Option<u64>,

	/// Interval in ms at which votes for finality are gossiped; rounds take a multiple of it.
	#[arg(
		long,
		value_name = "MS",
		default_value_t = 50,
		value_parser = clap::value_parser!(u64).range(10..=10_000),
		hide_short_help = true,
		help_heading = "Expert"
	)]
	pub gossip_interval_ms: u64,
}

impl FinalityParams {
	/// How long a block is prompt on a chain with slots of this length.
	pub fn prompt(&self, slot: Duration) -> Duration {
		self.finality_prompt_ms.map_or(slot / 2, Duration::from_millis)
	}

	/// The gossip interval.
	pub fn gossip_interval(&self) -> Duration {
		Duration::from_millis(self.gossip_interval_ms)
	}
}

/// How the runtime is executed, beyond the SDK's flags.
#[derive(Debug, Clone, Default, Args)]
pub struct RuntimeParams {
	/// Keep compiled runtimes in this folder, so that a start does not compile its runtime again, which takes
	/// seconds.
	///
	/// Nodes may share it. Only their own user may write there: its files are executed as they are.
	#[arg(long, value_name = "PATH", hide_short_help = true, help_heading = "Expert")]
	pub runtime_cache: Option<PathBuf>,
}

/// The tasks of the executable besides running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Write a chain specification to a file or to standard output. A readable one without code gets the
	/// runtime of this node.
	ExportChainSpec(ExportChainSpecCmd),

	/// Print a specification for light clients, with a checkpoint that a running node makes.
	LightSpec(LightSpecParams),

	/// Write a chain specification with this node as its boot node.
	BuildSpec(BuildSpecCmd),

	/// Execute blocks of the database once more and check them.
	CheckBlock(CheckBlockCmd),

	/// Export blocks.
	ExportBlocks(ExportBlocksCmd),

	/// Import blocks.
	ImportBlocks(ImportBlocksCmd),

	/// Export the state of a block as a chain specification.
	ExportState(ExportStateCmd),

	/// Take blocks back that are not finalised.
	Revert(RevertCmd),

	/// Remove the whole chain from disk.
	PurgeChain(PurgeChainCmd),

	/// Print what the database holds: best, finalised and genesis block.
	ChainInfo(ChainInfoCmd),
}

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"JMT Node".into()
	}

	fn impl_version() -> String {
		match COMMIT {
			Some(commit) => format!("{}-{commit}", env!("CARGO_PKG_VERSION")),
			None => env!("CARGO_PKG_VERSION").into(),
		}
	}

	fn executable_name() -> String {
		env!("CARGO_PKG_NAME").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		"the JMT authors".into()
	}

	fn support_url() -> String {
		format!("{}/issues", env!("CARGO_PKG_HOMEPAGE"))
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
		chain_spec::load(id).map(|spec| Box::new(spec) as Box<_>).map_err(|error| error.to_string())
	}
}

/// The commit that the node was built from, if the builder named it in the environment.
const COMMIT: Option<&str> = option_env!("JMT_COMMIT");

/// Version and origin of this node, and the runtime in it: chains that start from it or upgrade to it have that one.
pub fn version() -> String {
	let runtime = &jmt_runtime::VERSION;
	let metadata_hash = if cfg!(feature = "metadata-hash") { "compiled in" } else { "none" };
	let code_hash = jmt_runtime::WASM_BINARY
		.map_or("none".into(), |code| format!("{:?}", BlakeTwo256::hash(code)));
	format!(
		"{} {}\ncommit: {}\nruntime: {} {}\nmetadata hash: {metadata_hash}\ncode hash: {code_hash}",
		Cli::executable_name(),
		env!("CARGO_PKG_VERSION"),
		COMMIT.unwrap_or("not named"),
		runtime.spec_name,
		runtime.spec_version,
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::CliConfiguration;

	fn parse(arguments: &str) -> Result<Cli, clap::Error> {
		Cli::try_from_iter(["jmt-node"].into_iter().chain(arguments.split_whitespace()))
	}

	#[test]
	fn it_votes_one_block_behind_a_late_best_block_every_50_ms_unless_told_otherwise() {
		let slot = Duration::from_millis(2_000);
		let cli = parse("").unwrap();
		assert_eq!(cli.finality.finality_lag_blocks, 1);
		assert_eq!(cli.finality.prompt(slot), slot / 2);
		assert_eq!(cli.finality.gossip_interval(), Duration::from_millis(50));
		let cli = parse("--finality-lag-blocks 2 --gossip-interval-ms 333 --finality-prompt-ms 7");
		let cli = cli.unwrap();
		assert_eq!(cli.finality.finality_lag_blocks, 2);
		assert_eq!(cli.finality.prompt(slot), Duration::from_millis(7));
		assert_eq!(cli.finality.gossip_interval(), Duration::from_millis(333));
		let cli = parse("--finality-prompt-ms 0").unwrap();
		assert_eq!(cli.finality.prompt(slot), Duration::ZERO);
	}

	#[test]
	fn it_runs_in_every_role() {
		assert!(!parse("").unwrap().run.role(false).unwrap().is_authority());
		for arguments in ["--validator", "--alice", "--dev"] {
			let cli = parse(arguments).unwrap();
			assert!(cli.run.role(cli.run.is_dev().unwrap()).unwrap().is_authority(), "{arguments}");
		}
	}

	#[test]
	fn it_knows_its_subcommands() {
		for (arguments, expected) in [
			("key generate", "Key"),
			("export-chain-spec --chain dev --raw", "ExportChainSpec"),
			("light-spec --rpc ws://127.0.0.1:9944", "LightSpec"),
			("build-spec --chain dev", "BuildSpec"),
			("check-block 1", "CheckBlock"),
			("export-blocks", "ExportBlocks"),
			("import-blocks blocks.bin", "ImportBlocks"),
			("export-state", "ExportState"),
			("revert 3", "Revert"),
			("purge-chain -y", "PurgeChain"),
			("chain-info", "ChainInfo"),
		] {
			let subcommand = format!("{:?}", parse(arguments).unwrap().subcommand.unwrap());
			assert!(subcommand.starts_with(expected), "{arguments}: {subcommand}");
		}
	}

	#[test]
	fn it_names_the_runtime_in_its_version() {
		let version = version();
		let lines = version.lines().collect::<Vec<_>>();
		assert!(lines[0].starts_with("jmt-node "), "{version}");
		assert!(lines[1].starts_with("commit: "), "{version}");
		assert_eq!(lines[2], format!("runtime: jmt {}", jmt_runtime::VERSION.spec_version));
		assert!(["metadata hash: none", "metadata hash: compiled in"].contains(&lines[3]));
		assert!(lines[4].starts_with("code hash: 0x") || lines[4] == "code hash: none");
		assert!(!Cli::impl_version().contains(char::is_whitespace), "peers read it");
	}

	#[test]
	fn it_has_no_definition_that_contradicts_another() {
		<Cli as clap::CommandFactory>::command().debug_assert();
	}

	mod reject {
		use super::*;

		#[test]
		fn it_refuses_a_websocket_port_beside_explicit_addresses() {
			assert!(parse("--ws-port 1 --listen-addr /ip4/127.0.0.1/tcp/2").is_err());
		}

		#[test]
		fn it_refuses_a_gossip_interval_that_would_flood_or_stall() {
			assert!(parse("--gossip-interval-ms 9").is_err());
			assert!(parse("--gossip-interval-ms 10001").is_err());
		}

		#[test]
		fn it_refuses_a_prompt_time_that_no_slot_has() {
			assert!(parse("--finality-prompt-ms 10000").is_ok());
			assert!(parse("--finality-prompt-ms 10001").is_err());
		}
	}
}
