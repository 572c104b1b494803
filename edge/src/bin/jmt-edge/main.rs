//! `jmt-edge`, the light-client agent: the command line, the spinner and the exit codes around the library.

mod arguments;
mod cli;
mod commands;
mod failure;
mod global;
mod output;
mod spinner;
mod terminal;

use clap::Parser;
use cli::Cli;
use failure::Failure;
use jmt_edge::{error::one_line, tasks::run};
use output::Format;
use std::{io::IsTerminal, process::ExitCode};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
	// A child gives up what it may do while it has one thread, so nothing of the rest goes before.
	if run::is_asked(std::env::args_os().skip(1)) {
		return match run::child() {
			Ok(()) => ExitCode::SUCCESS,
			Err(error) => {
				eprintln!("{}", one_line(&error));
				ExitCode::FAILURE
			},
		};
	}
	let cli = match Cli::try_parse() {
		Ok(cli) => cli,
		Err(error) => return refuse(&error),
	};
	// Warnings of our own by default; `RUST_LOG` shows more, of the libraries too.
	let filter = EnvFilter::try_from_default_env()
		.unwrap_or_else(|_| EnvFilter::new("jmt_edge=warn,jmt_light=warn"));
	tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_writer(std::io::stderr)
		.with_ansi(std::io::stderr().is_terminal())
		.init();
	jmt_light::notice_failures();

	let format = cli.global.format();
	let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
		Ok(runtime) => runtime,
		Err(error) => return end(format, &Failure::Runtime(error)),
	};
	let result = runtime.block_on(commands::run(cli));
	// The rest in the background only serves what has ended.
	runtime.shutdown_background();
	match result {
		Ok(()) | Err(Failure::ReaderGone) => ExitCode::SUCCESS,
		Err(failure) => end(format, &failure),
	}
}

fn end(format: Format, failure: &Failure) -> ExitCode {
	format.emit_failure(failure);
	ExitCode::from(failure.exit_code())
}

/// Says what is wrong with the arguments, and prints the help and the version where they were asked for. Arguments
/// that could not be read do not say whether JSON is wanted: `--json` is looked for among them.
fn refuse(error: &clap::Error) -> ExitCode {
	if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") {
		return end(Format::Json, &Failure::usage(error));
	}
	error.exit()
}
