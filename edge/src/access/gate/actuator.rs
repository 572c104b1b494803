//! That which a gateway moves once a use is allowed: a program or a file.

use jmt_primitives::{
	access::{Action, ResourceId},
	Hash,
};
use serde::{Deserialize, Serialize};
use std::{
	fs::{self, OpenOptions},
	io::{self, Write},
	os::unix::{fs::FileTypeExt, process::ExitStatusExt},
	path::{Path, PathBuf},
	process::{ExitStatus, Stdio},
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	time::Duration,
};
use tokio::{net::unix::pipe, process::Command, task::spawn_blocking, time::timeout};

/// How long it may take.
const LIMIT: Duration = Duration::from_secs(10);

/// The system's error where a pipe without a reader is opened for writing (ENXIO).
const NO_READER: i32 = 6;

/// A program or a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actuator {
	/// A program: it finds resource, action and use in its environment, as `JMT_RESOURCE`, `JMT_ACTION` and `JMT_USE`. No
	/// shell reads them, and its standard output goes nowhere. Killed after ten seconds.
	Run(PathBuf),
	/// A file, a pipe or a device file: a line with the three is written to its end. A line that was not written within ten
	/// seconds is never written. A pipe gets one only while somebody reads it.
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
	#[serde(
		default,
		skip_serializing_if = "Option::is_none",
		deserialize_with = "super::files::read_plain_if_any"
	)]
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
		match self {
			Self::Run(program) => run(program, act, limit).await,
			Self::File(path) => {
				let line = format!("{} {} {:?}\n", act.resource, act.action, act.id);
				match fs::metadata(path).is_ok_and(|metadata| metadata.file_type().is_fifo()) {
					true => match timeout(limit, to_pipe(path, &line)).await {
						Ok(written) => written.map_or_else(Acted::not, |()| Acted::done()),
						Err(_) => slow(limit),
					},
					false => to_file(path, line, limit).await,
				}
			},
		}
	}
}

fn slow(limit: Duration) -> Acted {
	Acted::not(format!("not done after {} s", limit.as_secs()))
}

async fn run(program: &Path, act: &Act, limit: Duration) -> Acted {
	let mut child = match command(program, act).spawn() {
		Ok(child) => child,
		Err(error) => return Acted::not(error),
	};
	match timeout(limit, child.wait()).await {
		Ok(Ok(status)) => Acted::ended(status),
		Ok(Err(error)) => Acted::not(error),
		Err(_) => {
			let _ = child.kill().await;
			slow(limit)
		},
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

/// Writes a line to a pipe that somebody reads. Where nobody does, none is left for a reader that comes later.
async fn to_pipe(path: &Path, line: &str) -> io::Result<()> {
	let pipe =
		pipe::OpenOptions::new().open_sender(path).map_err(|error| match error.raw_os_error() {
			Some(NO_READER) => io::Error::other("nobody reads the pipe"),
			_ => error,
		})?;
	loop {
		pipe.writable().await?;
		// A line is shorter than what a pipe takes as a whole or not at all.
		match pipe.try_write(line.as_bytes()) {
			Ok(written) if written == line.len() => return Ok(()),
			Ok(_) => return Err(io::ErrorKind::WriteZero.into()),
			Err(error) if error.kind() == io::ErrorKind::WouldBlock => {},
			Err(error) => return Err(error),
		}
	}
}

/// Writes a line to a file, on a thread of its own: to open a device file may take for ever.
async fn to_file(path: &Path, line: String, limit: Duration) -> Acted {
	let claim = Claim::default();
	let (path, writers) = (path.to_path_buf(), claim.clone());
	match timeout(limit, spawn_blocking(move || append(&path, &line, &writers))).await {
		Ok(Ok(Ok(()))) => Acted::done(),
		Ok(Ok(Err(error))) => Acted::not(error),
		Ok(Err(error)) => Acted::not(error),
		Err(_) if claim.take() => slow(limit),
		Err(_) => Acted::not(format!("not known: it was not written after {} s", limit.as_secs())),
	}
}

fn append(path: &Path, line: &str, claim: &Claim) -> io::Result<()> {
	let mut file = OpenOptions::new().append(true).create(true).open(path)?;
	match claim.take() {
		true => file.write_all(line.as_bytes()),
		false => Err(io::ErrorKind::TimedOut.into()),
	}
}

/// One of two gets it: the writer of a line, or the one that says that it was not written.
#[derive(Clone, Default)]
struct Claim(Arc<AtomicBool>);

impl Claim {
	fn take(&self) -> bool {
		!self.0.swap(true, Ordering::SeqCst)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::PermissionsExt;
	use tokio::io::AsyncReadExt;

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

	/// A pipe, and how a reader opens it.
	fn pipe(dir: &Path) -> (Actuator, impl Fn() -> pipe::Receiver) {
		let path = dir.join("pipe");
		let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
		assert!(made.success());
		let reader = path.clone();
		(Actuator::File(path), move || pipe::OpenOptions::new().open_receiver(&reader).unwrap())
	}

	#[tokio::test]
	async fn act_a_pipe_that_nobody_reads_gets_no_line_that_moves_something_later() {
		let dir = tempfile::tempdir().unwrap();
		let (actuator, reader) = pipe(dir.path());
		let first = Act { action: Action::OPEN, ..ACT };
		let unread = actuator.act(&first).await;
		assert_eq!(unread, Acted::not("nobody reads the pipe"));
		let mut reader = reader();
		assert!(actuator.act(&ACT).await.done);
		let mut read = String::new();
		reader.read_to_string(&mut read).await.unwrap();
		assert_eq!(read, format!("7 close 0x{}\n", "ab".repeat(32)));
	}

	#[tokio::test]
	async fn act_a_pipe_that_is_full_gets_no_line_once_that_was_told() {
		let dir = tempfile::tempdir().unwrap();
		let (actuator, reader) = pipe(dir.path());
		let mut reader = reader();
		let Actuator::File(path) = &actuator else { panic!("a file") };
		let writer = pipe::OpenOptions::new().open_sender(path).unwrap();
		writer.writable().await.unwrap();
		while writer.try_write(&[b'-'; 4_096]).is_ok() {}
		drop(writer);
		let full = actuator.act_within(&ACT, Duration::from_millis(50)).await;
		assert!(!full.done && full.trouble.is_some(), "{full:?}");
		let mut read = String::new();
		reader.read_to_string(&mut read).await.unwrap();
		assert!(!read.is_empty() && !read.contains("close"));
	}

	#[test]
	fn append_a_line_that_was_given_up_is_not_written() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("valve");
		let claim = Claim::default();
		assert!(claim.take());
		assert!(append(&path, "7 close\n", &claim).is_err());
		assert_eq!(fs::read_to_string(&path).unwrap(), "");
		assert!(append(&path, "7 close\n", &Claim::default()).is_ok());
		assert_eq!(fs::read_to_string(&path).unwrap(), "7 close\n");
	}
}
