//! Measures a JMT network of real processes on this machine, and prints the figures with the machine.
//!
//! These are figures, not tests: nothing here passes or fails but `task-kills`. Each subcommand runs alone.

mod access;
mod answers;
mod dapp;
mod identity;
mod kills;
mod latency;
mod light;
mod load;
mod machine;
mod network;
mod observe;
mod start;
mod statistics;
mod task_kills;
mod tasks;
mod usage;

use clap::{Parser, Subcommand};
use jmt_node_runner::{unless_asked_to_end, Result};
use network::NetworkSettings;
use std::{process::ExitCode, time::Duration};

/// Measures a JMT network of real processes on this machine.
#[derive(Parser)]
#[command(name = "jmt-bench", version)]
struct Arguments {
	/// The measurement; all of them if left out.
	#[command(subcommand)]
	what: Option<What>,
}

#[derive(Subcommand)]
enum What {
	/// The machine alone.
	Machine,
	/// A light client: cold and warm start, bytes, memory.
	Light(light::Settings),
	/// A node: time to the first block, memory, sizes.
	Start,
	/// A transfer among validators: in a block and final; skipped slots, forks, finality lag.
	Latency(latency::Settings),
	/// Transfers per second that one node sustains.
	Load(load::Settings),
	/// A light client's own submissions: how many reach a block, and how soon.
	Answers(answers::Settings),
	/// Transactions of a dapp with npm's light client: how many are final, and how soon.
	Dapp(dapp::Settings),
	/// Decisions about access in memory, by a pass, from a file and by a light client, beside Cedar, Biscuit and one read.
	Access(access::Settings),
	/// Tasks among real workers: post to end, and what a worker reads of tasks that it does not win.
	Tasks(tasks::Settings),
	/// A manifest's root out of a list, and a verifier's decision without a connection; no network is started.
	Identity(identity::Settings),
	/// A validator that is killed again and again: how often it signs twice.
	Kills(kills::Settings),
	/// Workers of tasks that are killed in every stage, light clients that are cut off and a validator that is killed: whether
	/// each result is proven and all money adds up. It fails where anything is off.
	TaskKills(task_kills::Settings),
	/// All of it but kills, access and tasks: latency at 0, 100 and 300 ms for 4 and 7 validators, answers and a dapp's
	/// transactions at the same delays.
	All,
}

#[tokio::main]
async fn main() -> ExitCode {
	let arguments = Arguments::parse();
	let Some(outcome) = unless_asked_to_end(run(arguments.what.unwrap_or(What::All))).await else {
		eprintln!("interrupted: processes ended, temporary folders removed");
		return ExitCode::from(130);
	};
	match outcome {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}

async fn run(what: What) -> Result<()> {
	machine::print();
	match what {
		What::Machine => Ok(()),
		What::Light(settings) => light::measure(&settings).await,
		What::Start => start::measure().await,
		What::Latency(settings) => latency::measure(&settings).await,
		What::Answers(settings) => answers::measure(&settings).await,
		What::Load(settings) => load::measure(&settings).await,
		What::Dapp(settings) => dapp::measure(&settings).await,
		What::Identity(settings) => identity::measure(&settings),
		What::Access(settings) => access::measure(&settings).await,
		What::Tasks(settings) => tasks::measure(&settings).await,
		What::Kills(settings) => kills::measure(&settings).await,
		What::TaskKills(settings) => task_kills::measure(&settings).await,
		What::All => {
			start::measure().await?;
			light::measure(&light::Settings::default()).await?;
			identity::measure(&identity::Settings::default())?;
			for validators in [4, 7] {
				for delay_ms in [0, 100, 300] {
					let network = NetworkSettings { validators, delay_ms, ..Default::default() };
					let settings = latency::Settings { network, ..Default::default() };
					latency::measure(&settings).await?;
				}
			}
			for delay_ms in [0, 100, 300] {
				let network = NetworkSettings { delay_ms, ..Default::default() };
				let settings = answers::Settings { network: network.clone(), ..Default::default() };
				answers::measure(&settings).await?;
				let settings = dapp::Settings { network, ..Default::default() };
				dapp::measure(&settings).await?;
			}
			load::measure(&load::Settings::default()).await
		},
	}
}

/// Pause of a measurement, not a way to wait for something.
async fn observe_for(duration: Duration) {
	tokio::time::sleep(duration).await;
}
