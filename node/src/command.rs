//! From typed arguments to what they ask for.

use crate::{
	chain_spec,
	cli::{Cli, Subcommand},
	client::{FullBackend, FullClient},
	error::Error,
	listen, preflight, rpc, service,
};
use jmt_primitives::BlockNumber;
use jmt_runtime::opaque::Block;
use sc_cli::{CliConfiguration, Runner, SubstrateCli};
use sc_service::Configuration;
use std::sync::Arc;

/// Runs the node, or the subcommand if there is one.
pub fn run(cli: Cli) -> Result<(), Error> {
	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::Key(command)) => Ok(command.run(&cli)?),
		Some(Subcommand::ExportChainSpec(command)) => {
			Ok(command.run(Box::new(chain_spec::load(&command.chain)?))?)
		},
		Some(Subcommand::BuildSpec(command)) => runner(&cli, command)?
			.sync_run(|config| Ok(command.run(config.chain_spec, config.network)?)),
		Some(Subcommand::CheckBlock(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::existing_database(&config)?;
			let parts = service::partial(&config)?;
			let checked = command.run::<Block, _, _>(parts.client, parts.import_queue);
			Ok((async move { Ok(checked.await?) }, parts.task_manager))
		}),
		Some(Subcommand::ExportBlocks(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::existing_database(&config)?;
			let parts = service::partial(&config)?;
			let exported = command.run::<Block, _>(parts.client, config.database);
			Ok((async move { Ok(exported.await?) }, parts.task_manager))
		}),
		Some(Subcommand::ImportBlocks(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::database(&config)?;
			let parts = service::partial(&config)?;
			let imported = command.run::<Block, _, _>(parts.client, parts.import_queue);
			Ok((async move { Ok(imported.await?) }, parts.task_manager))
		}),
		Some(Subcommand::ExportState(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::existing_database(&config)?;
			let parts = service::partial(&config)?;
			let exported =
				command.run::<Block, FullBackend, FullClient>(parts.client, config.chain_spec);
			Ok((async move { Ok(exported.await?) }, parts.task_manager))
		}),
		Some(Subcommand::Revert(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::existing_database(&config)?;
			let parts = service::partial(&config)?;
			// Consensus keeps notes of its own beside the blocks.
			let consensus = Box::new(revert_consensus);
			let reverted = command.run::<Block, _, _>(parts.client, parts.backend, Some(consensus));
			Ok((async move { Ok(reverted.await?) }, parts.task_manager))
		}),
		Some(Subcommand::PurgeChain(command)) => {
			runner(&cli, command)?.sync_run(|config| Ok(command.run(config.database)?))
		},
		Some(Subcommand::ChainInfo(command)) => runner(&cli, command)?.sync_run(|config| {
			preflight::existing_database(&config)?;
			Ok(command.run::<Block>(&config)?)
		}),
	}
}

fn revert_consensus(
	client: Arc<FullClient>,
	backend: Arc<FullBackend>,
	blocks: BlockNumber,
) -> sc_cli::Result<()> {
	sc_consensus_babe::revert::<Block, _, _>(client.clone(), backend, blocks)?;
	sc_consensus_grandpa::revert::<Block, _>(client, blocks)?;
	Ok(())
}

/// A runner for `command`, once the chain that it names is known to be good.
fn runner<C: CliConfiguration>(cli: &Cli, command: &C) -> Result<Runner<Cli>, Error> {
	chain_spec::load(&command.chain_id(command.is_dev()?)?)?;
	Ok(cli.create_runner(command)?)
}

fn run_node(cli: &Cli) -> Result<(), Error> {
	let mut runner = runner(cli, &cli.run)?;
	configure(cli, runner.config_mut());
	let finality = cli.finality.clone();
	let storage_monitor = cli.storage_monitor.clone();
	runner.run_node_until_exit(|config| async move {
		preflight::check(&config)?;
		Ok(service::start(config, finality, storage_monitor)?)
	})
}

/// Applies our defaults to the configuration that `sc-cli` makes of the arguments.
fn configure(cli: &Cli, config: &mut Configuration) {
	listen::configure(cli, &mut config.network);
	rpc::configure(cli, &mut config.rpc);
	// Several nodes on one machine are common. One that was not asked for a port of metrics does without
	// when the usual one is taken, as the SDK has it.
	if cli.run.prometheus_params.prometheus_port.is_none() {
		let taken = |address| std::net::TcpListener::bind(address).is_err();
		if config.prometheus_config.as_ref().is_some_and(|prometheus| taken(prometheus.port)) {
			log::warn!(
				"The usual port for Prometheus is taken: no metrics are served. Choose one with \
				 --prometheus-port."
			);
			config.prometheus_config = None;
		}
	}
}
