//! `jmt-edge`, the light-client agent.

use clap::Parser;
use jmt_edge::{cli::Cli, commands, light, output::Format, Error};
use std::{io::IsTerminal, process::ExitCode};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
	let cli = match Cli::try_parse() {
		Ok(cli) => cli,
		Err(error) => return refuse(&error),
	};
	// Warnings of our own by default; `RUST_LOG` shows more, of the libraries too.
	let filter =
		EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("jmt_edge=warn"));
	tracing_subscriber::fmt()
		.with_env_filter(filter)
		.with_writer(std::io::stderr)
		.with_ansi(std::io::stderr().is_terminal())
		.init();
	light::notice_failures();

	let format = cli.global.format();
	let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
		Ok(runtime) => runtime,
		Err(error) => {
			format.emit_error(&Error::Light(error.to_string()));
			return ExitCode::FAILURE;
		},
	};
	let result = runtime.block_on(commands::run(cli));
	// What is left in the background only serves what has ended.
	runtime.shutdown_background();
	match result {
		Ok(()) | Err(Error::ReaderGone) => ExitCode::SUCCESS,
		Err(error) => {
			format.emit_error(&error);
			ExitCode::from(error.exit_code())
		},
	}
}

/// Says what is wrong with the arguments, and prints the help and the version where they were asked for. Arguments
/// that could not be read do not say whether JSON is wanted: `--json` is looked for among them.
fn refuse(error: &clap::Error) -> ExitCode {
	if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") {
		let error = Error::usage(error);
		Format::Json.emit_error(&error);
		return ExitCode::from(error.exit_code());
	}
	error.exit()
}
