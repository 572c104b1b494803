//! Access by the words of others: Cedar's decisions, H3's cells, the clocks of Node's `Intl`. No network is started.

mod cedar;
mod degrees;
mod document;
mod question;
mod world;
mod zones;

use jmt_node_runner::{Process, Result};
use serde_json::Value;
use std::{path::Path, process::Command, time::Duration};

/// How long an oracle may speak.
const LIMIT: Duration = Duration::from_secs(300);

/// The words of a program of `testing/clients`, a document a line.
async fn said(program: &str, arguments: &[&str], dir: &Path) -> Result<Vec<Value>> {
	let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients");
	assert!(
		clients.join("node_modules/@cedar-policy/cedar-wasm").is_dir(),
		"the clients' packages are not installed: run scripts/setup"
	);
	let mut command = Command::new("node");
	command.arg(clients.join(program)).args(arguments);
	let finished = Process::start("oracle", command, dir)?.finish(LIMIT).await?;
	assert!(finished.status.success(), "{program}: {}", finished.stderr);
	let lines = finished.stdout.lines();
	Ok(lines.map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

/// A text of a document.
fn text<'a>(value: &'a Value, name: &str) -> &'a str {
	value[name].as_str().unwrap_or_else(|| panic!("{name} is no text: {value}"))
}

/// A number of a document.
fn number(value: &Value, name: &str) -> u64 {
	value[name].as_u64().unwrap_or_else(|| panic!("{name} is no number: {value}"))
}

/// A list of a document.
fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
	value[name].as_array().unwrap_or_else(|| panic!("{name} is no list: {value}"))
}
