//! `jmt-edge`, the light-client agent.

use clap::Parser;
use jmt_edge::{cli::Cli, commands, light};
use std::{io::IsTerminal, process::ExitCode};
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
	let cli = Cli::parse();
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
			format.emit_error(&jmt_edge::Error::Light(error.to_string()));
			return ExitCode::FAILURE;
		},
	};
	let result = runtime.block_on(commands::run(cli));
	// What is left in the background only serves what has ended.
	runtime.shutdown_background();
	match result {
		Ok(()) | Err(jmt_edge::Error::ReaderGone) => ExitCode::SUCCESS,
		Err(error) => {
			format.emit_error(&error);
			ExitCode::from(error.exit_code())
		},
	}
}
