//! A JMT network on one machine, and the first JMT that devices earn on it.
//!
//! Starts four validators and three light-client agents as processes of their own, lets the agents answer
//! rounds of proof of time, kills one, claims for the others, and prints what the chain says about it, read
//! by a light client with proofs. Ends with an error when the chain's totals do not add up to the planck.

mod amount;
mod report;
mod walk;

use clap::Parser;
use jmt_node_runner::unless_asked_to_end;
use std::process::ExitCode;

/// Shows a JMT network of real processes on this machine.
#[derive(Parser)]
#[command(name = "jmt-demo", version)]
struct Arguments {
	/// How many rounds the devices answer before one of them is killed.
	#[arg(long, default_value_t = 3)]
	rounds: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
	let arguments = Arguments::parse();
	// All that the walk started ends with it: dropping it ends the processes and removes their folders.
	let Some(outcome) = unless_asked_to_end(walk::run(arguments.rounds)).await else {
		eprintln!("interrupted: all processes ended, all temporary folders removed");
		return ExitCode::from(130);
	};
	match outcome {
		Ok(report) => {
			print!("{report}");
			if report.adds_up() {
				ExitCode::SUCCESS
			} else {
				eprintln!("Error: the totals do not add up");
				ExitCode::from(3)
			}
		},
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
