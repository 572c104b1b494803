//! The `jmt-node` executable: arguments in, one line about what went wrong out.

use std::process::ExitCode;

fn main() -> ExitCode {
	match jmt_node::run(std::env::args_os()) {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {}", error.line());
			ExitCode::from(error.exit_code())
		},
	}
}
