//! That which a gateway moves once a use is allowed: a program or a file.

use jmt_primitives::{
	access::{Action, ResourceId},
	Hash,
};
use serde::{Deserialize, Serialize};
use std::{
	fs::OpenOptions,
	io::{self, Write},
	os::unix::process::ExitStatusExt,
	path::{Path, PathBuf},
	process::{ExitStatus, Stdio},
	time::Duration,
};
use tokio::{process::Command, time::timeout};

/// How long it may take.
const LIMIT: Duration = Duration::from_secs(10);

/// A program or a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actuator {
	/// A program: it finds resource, action and use in its environment, as `JMT_RESOURCE`, `JMT_ACTION` and `JMT_USE`. No
	/// shell reads them, and its standard output goes nowhere. Killed after ten seconds.
	Run(PathBuf),
	/// A file, a pipe or a device file: a line with the three is written to its end.
	File(PathBuf),
}

/// A use that is carried out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Act {
	pub resource: ResourceId,
	pub action: Action,
	/// The use's id.
	pub id: Hash,
}

/// That which became of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Acted {
	/// Whether it went as it should.
	pub done: bool,
	/// The program's exit code, where it had one.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub exit_code: Option<i32>,
	/// Why not.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub trouble: Option<String>,
}

impl Acted {
	fn done() -> Self {
		Self { done: true, exit_code: None, trouble: None }
	}

	fn not(trouble: impl ToString) -> Self {
		Self { done: false, exit_code: None, trouble: Some(trouble.to_string()) }
	}

	fn ended(status: ExitStatus) -> Self {
		let trouble = status.signal().map(|signal| format!("ended by signal {signal}"));
		Self { done: status.success(), exit_code: status.code(), trouble }
	}
}

impl Actuator {
	/// Moves it. Trouble is told and is no error: the use was made.
	pub async fn act(&self, act: &Act) -> Acted {
		self.act_within(act, LIMIT).await
	}

	async fn act_within(&self, act: &Act, limit: Duration) -> Acted {
		let slow = || Acted::not(format!("not done after {} s", limit.as_secs()));
		match self {
			Self::Run(program) => match command(program, act).spawn() {
				Ok(mut child) => match timeout(limit, child.wait()).await {
					Ok(Ok(status)) => Acted::ended(status),
					Ok(Err(error)) => Acted::not(error),
					Err(_) => {
						let _ = child.kill().await;
						slow()
					},
				},
				Err(error) => Acted::not(error),
			},
			Self::File(path) => {
				let (path, act) = (path.clone(), *act);
				// Opening a pipe waits for its reader.
				let written = tokio::task::spawn_blocking(move || write(&path, &act));
				match timeout(limit, written).await {
					Ok(Ok(Ok(()))) => Acted::done(),
					Ok(Ok(Err(error))) => Acted::not(error),
					Ok(Err(error)) => Acted::not(error),
					Err(_) => slow(),
				}
			},
		}
	}
}

fn command(program: &Path, act: &Act) -> Command {
	let mut command = Command::new(program);
	command
		.env("JMT_RESOURCE", act.resource.to_string())
		.env("JMT_ACTION", act.action.to_string())
		.env("JMT_USE", format!("{:?}", act.id))
		.stdin(Stdio::null())
		.stdout(Stdio::null())
		.kill_on_drop(true);
	command
}

fn write(path: &Path, act: &Act) -> io::Result<()> {
	let mut file = OpenOptions::new().append(true).create(true).open(path)?;
	let line = format!("{} {} {:?}\n", act.resource, act.action, act.id);
	file.write_all(line.as_bytes())
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::{fs, os::unix::fs::PermissionsExt};

	const ACT: Act = Act { resource: 7, action: Action::CLOSE, id: Hash::repeat_byte(0xab) };

	fn script(dir: &Path, text: &str) -> Actuator {
		let path = dir.join("script");
		fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
		fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
		Actuator::Run(path)
	}

	#[tokio::test]
	async fn act_a_program_finds_the_use_in_its_environment() {
		let dir = tempfile::tempdir().unwrap();
		let told = dir.path().join("told");
		let text = format!("echo $JMT_RESOURCE $JMT_ACTION $JMT_USE > {}", told.display());
		assert_eq!(script(dir.path(), &text).act(&ACT).await, Acted::ended(ExitStatus::default()));
		let expected = format!("7 close 0x{}\n", "ab".repeat(32));
		assert_eq!(fs::read_to_string(&told).unwrap(), expected);
	}

	#[tokio::test]
	async fn act_a_file_gets_a_line_for_each_use() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("valve");
		let actuator = Actuator::File(path.clone());
		assert!(actuator.act(&ACT).await.done && actuator.act(&ACT).await.done);
		let line = format!("7 close 0x{}\n", "ab".repeat(32));
		assert_eq!(fs::read_to_string(&path).unwrap(), line.repeat(2));
	}

	#[tokio::test]
	async fn act_trouble_is_told() {
		let dir = tempfile::tempdir().unwrap();
		let failed = script(dir.path(), "exit 3").act(&ACT).await;
		assert_eq!((failed.done, failed.exit_code), (false, Some(3)));
		let killed = script(dir.path(), "kill -9 $$").act(&ACT).await;
		assert_eq!(killed.trouble.as_deref(), Some("ended by signal 9"));
		let missing = Actuator::Run(dir.path().join("nothing")).act(&ACT).await;
		assert!(!missing.done && missing.trouble.is_some(), "{missing:?}");
		let folder = Actuator::File(dir.path().into()).act(&ACT).await;
		assert!(!folder.done && folder.trouble.is_some(), "{folder:?}");
	}

	#[tokio::test]
	async fn act_a_program_that_does_not_end_is_killed() {
		let dir = tempfile::tempdir().unwrap();
		let id = dir.path().join("id");
		let text = format!("echo $$ > {}; exec sleep 600", id.display());
		let slow = script(dir.path(), &text).act_within(&ACT, Duration::from_millis(500)).await;
		assert!(!slow.done && slow.exit_code.is_none(), "{slow:?}");
		let id = fs::read_to_string(&id).unwrap();
		assert!(!Path::new("/proc").join(id.trim()).exists(), "it goes on");
	}
}
