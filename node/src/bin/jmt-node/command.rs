//! From typed arguments to what they ask for.

use crate::service;
use jmt_node::{
	chain_spec,
	cli::{Cli, Subcommand},
	client::{FullBackend, FullClient},
	greeting::Greeting,
	light_spec, listen,
	own_genesis::{self, Origin},
	preflight::{self, MetricsPort},
	rpc, Error,
};
use jmt_primitives::BlockNumber;
use jmt_runtime::opaque::Block;
use sc_cli::{CliConfiguration, Runner, SubstrateCli};
use sc_service::Configuration;
use std::sync::Arc;

/// Runs the node, or the subcommand if there is one.
pub(crate) fn run(mut cli: Cli) -> Result<(), Error> {
	listen::complete(&mut cli);
	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::Key(command)) => Ok(command.run(&cli)?),
		Some(Subcommand::ExportChainSpec(command)) => {
			Ok(command.run(Box::new(chain_spec::load_for_export(&command.chain)?))?)
		},
		Some(Subcommand::LightSpec(params)) => Ok(light_spec::run(params)?),
		Some(Subcommand::BuildSpec(command)) => runner(&cli, command)?
			.sync_run(|config| Ok(command.run(config.chain_spec, config.network)?)),
		Some(Subcommand::CheckBlock(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::existing_database(&config)?;
			let parts = service::partial(&config, &cli.runtime)?;
			let checked = command.run::<Block, _, _>(parts.client, parts.import_queue);
			Ok((async move { Ok(checked.await?) }, parts.task_manager))
		}),
		Some(Subcommand::ExportBlocks(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::existing_database(&config)?;
			let parts = service::partial(&config, &cli.runtime)?;
			let exported = command.run::<Block, _>(parts.client, config.database);
			Ok((async move { Ok(exported.await?) }, parts.task_manager))
		}),
		Some(Subcommand::ImportBlocks(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::database(&config)?;
			let parts = service::partial(&config, &cli.runtime)?;
			let imported = command.run::<Block, _, _>(parts.client, parts.import_queue);
			Ok((async move { Ok(imported.await?) }, parts.task_manager))
		}),
		Some(Subcommand::ExportState(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::existing_database(&config)?;
			let parts = service::partial(&config, &cli.runtime)?;
			let exported =
				command.run::<Block, FullBackend, FullClient>(parts.client, config.chain_spec);
			Ok((async move { Ok(exported.await?) }, parts.task_manager))
		}),
		Some(Subcommand::Revert(command)) => runner(&cli, command)?.async_run(|config| {
			preflight::existing_database(&config)?;
			let parts = service::partial(&config, &cli.runtime)?;
			// Consensus keeps notes of its own beside the blocks.
			let consensus = Box::new(revert_consensus);
			let reverted = command.run::<Block, _, _>(parts.client, parts.backend, Some(consensus));
			Ok((async move { Ok(reverted.await?) }, parts.task_manager))
		}),
		Some(Subcommand::PurgeChain(command)) => {
			named_runner(&cli, command)?.sync_run(|config| Ok(command.run(config.database)?))
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
fn named_runner<C: CliConfiguration>(cli: &Cli, command: &C) -> Result<Runner<Cli>, Error> {
	chain_spec::load(&command.chain_id(command.is_dev()?)?)?;
	Ok(cli.create_runner(command)?)
}

/// The same, of the development chain that the base path holds.
fn runner<C: CliConfiguration>(cli: &Cli, command: &C) -> Result<Runner<Cli>, Error> {
	Ok(runner_and_origin(cli, command)?.0)
}

fn runner_and_origin<C: CliConfiguration>(
	cli: &Cli,
	command: &C,
) -> Result<(Runner<Cli>, Origin), Error> {
	let mut runner = named_runner(cli, command)?;
	let dev = command.is_dev()?;
	let origin = match own_genesis::is_development(dev, &command.chain_id(dev)?) {
		true => own_genesis::adopt(runner.config_mut())?,
		false => Origin::Specified,
	};
	Ok((runner, origin))
}

fn run_node(cli: &Cli) -> Result<(), Error> {
	let (mut runner, origin) = runner_and_origin(cli, &cli.run)?;
	configure(cli, runner.config_mut());
	let finality = cli.finality.clone();
	let runtime = cli.runtime.clone();
	let storage_monitor = cli.storage_monitor.clone();
	let metrics_port = match cli.run.prometheus_params.prometheus_port {
		Some(_) => MetricsPort::Named,
		None => MetricsPort::Usual,
	};
	let greeting = own_genesis::is_development(cli.run.is_dev()?, &cli.run.chain_id(true)?)
		.then(Greeting::new);
	runner.run_node_until_exit(|mut config| async move {
		let claims = preflight::check(&mut config, metrics_port)?;
		let mut tasks =
			service::start(config, origin, finality, runtime, storage_monitor, greeting)?;
		tasks.keep_alive(claims);
		Ok(tasks)
	})
}

/// Applies our defaults to the configuration that `sc-cli` makes of the arguments.
fn configure(cli: &Cli, config: &mut Configuration) {
	listen::configure(cli, &mut config.network);
	rpc::configure(cli, &mut config.rpc);
}
