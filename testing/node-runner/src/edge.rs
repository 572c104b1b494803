//! The light-client agent as a process.

use crate::{binaries, ChainSpec, Error, Finished, Process, Result};
use serde_json::Value;
use std::{
	path::{Path, PathBuf},
	process::Command,
	time::Duration,
};

/// How long a command may take: the agent syncs, reads and perhaps waits for finality. Longer than its own
/// limits for these, so that it says itself what it waits for.
const COMMAND_LIMIT: Duration = Duration::from_secs(300);

/// A light client's folder and chain: what each `jmt-edge` command is given.
#[derive(Clone, Debug)]
pub struct Edge {
	/// Its name, unlike the others' in the same folder.
	pub name: String,
	/// File of the chain specification.
	pub spec: PathBuf,
	/// Folder of its database.
	pub data_dir: PathBuf,
	dir: PathBuf,
}

impl Edge {
	/// A light client of this chain, with its own folder below `dir`.
	pub fn new(name: &str, spec: &ChainSpec, dir: &Path) -> Result<Self> {
		let data_dir = dir.join(format!("{name}-data"));
		std::fs::create_dir_all(&data_dir).map_err(Error::io("folder of a light client"))?;
		let spec = spec.write(&dir.join(format!("{name}-spec.json")))?;
		Ok(Self { name: name.into(), spec, data_dir, dir: dir.into() })
	}

	/// A path in its folder.
	pub fn path(&self, file: &str) -> PathBuf {
		self.data_dir.join(file)
	}

	/// A command of the agent, not started.
	pub fn command(&self, arguments: &[&str]) -> Result<Command> {
		let mut command = Command::new(binaries::edge()?);
		command
			.arg("--chain-spec")
			.arg(&self.spec)
			.arg("--data-dir")
			.arg(&self.data_dir)
			.arg("--json")
			.args(arguments);
		Ok(command)
	}

	/// Runs a command to its end, whatever its exit code.
	pub async fn run(&self, arguments: &[&str]) -> Result<Finished> {
		let name = format!("{}-{}", self.name, arguments.first().unwrap_or(&"edge"));
		Process::start(&name, self.command(arguments)?, &self.dir)?.finish(COMMAND_LIMIT).await
	}

	/// Runs a command that has to succeed and takes the last line of JSON that it printed.
	pub async fn json(&self, arguments: &[&str]) -> Result<Value> {
		let finished = self.run(arguments).await?;
		if !finished.status.success() {
			return Err(Error::Ended {
				name: format!("jmt-edge {}", arguments.join(" ")),
				status: finished.status.to_string(),
				tail: finished.stderr,
			});
		}
		parse(&finished.stdout)
			.pop()
			.ok_or_else(|| Error::shape(format!("jmt-edge {}", arguments.join(" ")), "no JSON"))
	}

	/// Starts a command that goes on.
	pub fn start(&self, arguments: &[&str]) -> Result<EdgeProcess> {
		self.start_command(arguments, self.command(arguments)?)
	}

	/// Starts a command that goes on and logs what it is at.
	pub fn start_telling(&self, arguments: &[&str]) -> Result<EdgeProcess> {
		let mut command = self.command(arguments)?;
		command.env("RUST_LOG", "jmt_edge=info");
		self.start_command(arguments, command)
	}

	fn start_command(&self, arguments: &[&str], command: Command) -> Result<EdgeProcess> {
		let name = format!("{}-{}", self.name, arguments.first().unwrap_or(&"edge"));
		Ok(EdgeProcess { process: Process::start(&name, command, &self.dir)? })
	}
}

/// A running `jmt-edge`, `mine` or `watch`.
#[derive(Debug)]
pub struct EdgeProcess {
	pub process: Process,
}

impl EdgeProcess {
	/// The JSON lines that it printed so far.
	pub fn lines(&self) -> Vec<Value> {
		parse(&self.process.stdout())
	}

	/// Waits until it printed a line that `wanted` accepts.
	pub async fn wait_line(
		&mut self,
		what: &str,
		limit: Duration,
		wanted: impl Fn(&Value) -> bool,
	) -> Result<Value> {
		let process = &mut self.process;
		crate::wait::until(what, limit, async || {
			let found = parse(&process.stdout()).into_iter().find(|line| wanted(line));
			if found.is_none() {
				process.expect_running()?;
			}
			Ok(found)
		})
		.await
	}
}

/// The JSON values in an output: one a line, or one document over several lines.
fn parse(output: &str) -> Vec<Value> {
	serde_json::Deserializer::from_str(output).into_iter().map_while(|value| value.ok()).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn it_takes_complete_json_lines_only() {
		assert_eq!(parse("{\"a\":1}\n{\"b\":2}\n{\"c\":"), [json!({"a":1}), json!({"b":2})]);
		assert_eq!(parse("{\n \"a\": 1\n}\n"), [json!({"a":1})]);
		assert!(parse("").is_empty());
	}
}
