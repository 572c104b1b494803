//! A JMT network on one machine, and the first JMT that devices earn on it.
//!
//! Starts four validators and three light-client agents as processes of their own, commits a domain to ten thousand
//! devices in one transaction, two of which join by light clients of their own, makes a group of a thousand in which a
//! device signals without a name, lets the agents answer rounds of proof of time, kills one, claims for the others, has a
//! lift let in a phone of a domain that its own trusts, with the chain and without, has workers run a public program for a
//! dapp meanwhile, of whom one dies and one lies, and prints what the chain says about it, read by a light client with
//! proofs. Ends with an error when the chain's totals do not add up to the planck. Asked to, it then lets validators and
//! agents go on until Ctrl-C.

mod access;
mod amount;
mod keep;
mod report;
mod signals;
mod tasks;
mod walk;

use clap::Parser;
use jmt_node_runner::{unless_asked_to_end, Result};
use std::{cell::Cell, io::Write, path::PathBuf, process::ExitCode};

/// Shows a JMT network of real processes on this machine.
#[derive(Parser)]
#[command(name = "jmt-demo", version)]
struct Arguments {
	/// How many rounds the devices answer before one of them is killed.
	#[arg(long, default_value_t = 3)]
	rounds: usize,
	/// Let validators and agents go on after the walk, until Ctrl-C, and print a table of them.
	#[arg(long)]
	keep: bool,
	/// With --keep: write the table as JSON, for tools.
	#[arg(long, value_name = "FILE", requires = "keep")]
	json: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
	let arguments = Arguments::parse();
	let goes_on = Cell::new(false);
	// All that the walk started ends with it: dropping it ends the processes and removes their folders.
	let Some(outcome) = unless_asked_to_end(show(&arguments, &goes_on)).await else {
		eprintln!("interrupted: all processes ended, all temporary folders removed");
		return if goes_on.get() { ExitCode::SUCCESS } else { ExitCode::from(130) };
	};
	match outcome {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => {
			eprintln!("Error: the totals do not add up");
			ExitCode::from(3)
		},
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}

/// Walks, and says whether all adds up. A network that is to go on sets `goes_on` and comes back with an error alone.
async fn show(arguments: &Arguments, goes_on: &Cell<bool>) -> Result<bool> {
	let (report, kept) = walk::run(arguments.rounds, arguments.keep).await?;
	print!("{report}");
	let Some(mut kept) = kept.filter(|_| report.adds_up()) else { return Ok(report.adds_up()) };
	print!("{kept}");
	// Through a pipe it would wait for more.
	let _ = std::io::stdout().flush();
	if let Some(path) = &arguments.json {
		kept.write(path)?;
	}
	goes_on.set(true);
	kept.watch().await?;
	Ok(true)
}
