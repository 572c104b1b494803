//! End-to-end tests: they stand in `tests/` and start real processes. Here is what they share.

pub mod code;
pub mod metrics;
pub mod terminal;
pub mod turn;

use jmt_node_runner::{Finished, Process, Result};
use std::{path::Path, process::Command, time::Duration};

/// How long a process may take to refuse a bad input.
pub const REFUSAL_LIMIT: Duration = Duration::from_secs(60);

/// Blocks come every 2 s; a minute is what any step of a healthy network stays far below.
pub const STEP: Duration = Duration::from_secs(60);

/// The time within which a network recovers from a fault.
pub const RECOVERY: Duration = Duration::from_secs(150);

/// Runs a command that has to refuse its input: it ends by itself with this exit code, says one line that
/// opens with `Error:`, and does not panic. Returns that line.
pub async fn refuses(name: &str, command: Command, dir: &Path, code: i32) -> Result<String> {
	let finished = Process::start(name, command, dir)?.finish(REFUSAL_LIMIT).await?;
	Ok(refusal(name, &finished, code))
}

/// The line with which a process refused, after checking that it did.
pub fn refusal(name: &str, finished: &Finished, code: i32) -> String {
	assert_eq!(finished.code(), Some(code), "{name}: {}{}", finished.stdout, finished.stderr);
	assert!(!finished.stderr.contains("panicked"), "{name}: {}", finished.stderr);
	let mut errors = finished.stderr.lines().filter(|line| line.starts_with("Error:"));
	let line = errors.next().unwrap_or_else(|| panic!("{name}: no error in {}", finished.stderr));
	assert_eq!(errors.next(), None, "{name}: more than one line");
	line.into()
}

/// The error with which `jmt-edge --json` refused, after checking that it is one line with this exit code.
pub fn edge_refusal(finished: &Finished, code: i32) -> serde_json::Value {
	assert_eq!(finished.code(), Some(code), "{}{}", finished.stdout, finished.stderr);
	assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
	let errors: Vec<serde_json::Value> = finished
		.stderr
		.lines()
		.filter_map(|line| serde_json::from_str(line).ok())
		.filter(|line: &serde_json::Value| line.get("error").is_some())
		.collect();
	assert_eq!(errors.len(), 1, "not one line: {}", finished.stderr);
	errors[0].clone()
}
