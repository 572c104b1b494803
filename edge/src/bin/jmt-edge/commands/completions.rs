//! `completions`

use crate::{cli::Cli, failure::Failure};
use clap::CommandFactory;
use clap_complete::{generate, Shell};
use std::io::{self, Write};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The shell
	shell: Shell,
}

/// Prints the script with which a shell completes commands and options.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
	let mut out = io::stdout().lock();
	out.write_all(&script(args.shell)).and_then(|()| out.flush()).map_err(Failure::output)
}

fn script(shell: Shell) -> Vec<u8> {
	// Into memory first: what generates it panics where it cannot write.
	let mut script = Vec::new();
	generate(shell, &mut Cli::command(), "jmt-edge", &mut script);
	script
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::ValueEnum;

	#[test]
	fn script_every_shell_completes_the_commands() {
		for shell in Shell::value_variants() {
			let script = String::from_utf8(script(*shell)).unwrap();
			for word in ["transfer", "completions", "chain-spec"] {
				assert!(script.contains(word), "{shell}: {word}");
			}
		}
	}
}
