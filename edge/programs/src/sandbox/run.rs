//! The parent's side: a child that is fed, bounded and ended.

use super::{clean, process_error, Limits, SandboxError};
use rustix::process::{
	geteuid, kill_process, kill_process_group, set_dumpable_behavior, waitid, DumpableBehavior,
	Pid, Signal, WaitId, WaitIdOptions,
};
use std::{
	ffi::OsStr,
	fmt,
	io::{self, Read, Write},
	os::unix::process::{CommandExt, ExitStatusExt},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	sync::{
		atomic::{AtomicBool, Ordering},
		mpsc::{self, Receiver, RecvTimeoutError, Sender},
	},
	thread,
	time::{Duration, Instant},
};

/// Bytes of a child's standard error that are kept.
pub const MAX_STDERR_BYTES: usize = 64 * 1024;

/// Bytes that are read from a pipe at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// User and group of the child of a superuser: those that own no file ("nobody").
const NOBODY: u32 = 65_534;

/// How long the pipes of a child that ended may stay open. They close with it, unless it left a process behind, which
/// it cannot.
const PIPES_CLOSE: Duration = Duration::from_secs(5);

/// How often it is seen whether a run is to be stopped.
const STOP_LOOK: Duration = Duration::from_millis(250);

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
	/// By itself, with this code.
	Exited(i32),
	/// By a signal that is not ours.
	Signal(i32),
	/// It used its time of the processor.
	CpuTime,
	/// It did not end in time and was killed.
	Deadline,
	/// It wrote more than it may and was killed.
	StdoutTooLong,
}

impl fmt::Display for Ended {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Exited(code) => write!(f, "ended with code {code}"),
			Self::Signal(signal) => write!(f, "was ended by signal {signal}"),
			Self::CpuTime => write!(f, "used up its time of the processor"),
			Self::Deadline => write!(f, "did not end in time"),
			Self::StdoutTooLong => write!(f, "wrote too much"),
		}
	}
}

/// A child that ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
	/// How it ended.
	pub ended: Ended,
	/// Its standard output, within the bound.
	pub stdout: Vec<u8>,
	/// The first [`MAX_STDERR_BYTES`] of its standard error, cleaned.
	pub stderr: String,
}

/// This program, for a child of the same binary, whatever stands at its path since, and whoever may reach that.
pub fn this_program() -> PathBuf {
	"/proc/self/exe".into()
}

/// Keeps the memory of this process from other processes of its user, such as a child that a program took over.
pub fn hide() -> Result<(), SandboxError> {
	set_dumpable_behavior(DumpableBehavior::NotDumpable)
		.map_err(|error| process_error("cannot hide the memory of this process")(error.into()))
}

/// Runs a command to its end, or to its deadline. It has `stdin`, no environment, and a process group of its own; its
/// folder is the root. The child takes its own limits ([`super::enter`]). Blocks.
pub fn run<A: AsRef<OsStr>>(
	command: &Path,
	arguments: &[A],
	stdin: Vec<u8>,
	limits: &Limits,
) -> Result<Finished, SandboxError> {
	run_unless(command, arguments, stdin, limits, &AtomicBool::new(false))
}

/// As [`run`], and ends the child once `stopped` is set.
pub fn run_unless<A: AsRef<OsStr>>(
	command: &Path,
	arguments: &[A],
	stdin: Vec<u8>,
	limits: &Limits,
	stopped: &AtomicBool,
) -> Result<Finished, SandboxError> {
	limits.child.check()?;
	let mut running = Running::start(command, arguments)?;
	let events = running.attend(stdin, limits.stdout_bytes)?;
	running.finish(&events, limits.deadline, stopped)
}

/// A child that is not reaped yet, so that its id is its own. It ends with this.
pub(super) struct Running {
	child: Child,
	pid: Pid,
}

/// News of the threads that attend to a child.
pub(super) enum Event {
	/// It ended. It is not reaped.
	Ended,
	/// All of its standard output, or the part up to the bound.
	Stdout(Vec<u8>, Bound),
	/// The first part of its standard error, with at most one byte that is cut.
	Stderr(Vec<u8>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
	Kept,
	Passed,
}

impl Running {
	pub(super) fn start<A: AsRef<OsStr>>(
		program: &Path,
		arguments: &[A],
	) -> Result<Self, SandboxError> {
		let mut command = Command::new(program);
		command
			.args(arguments)
			.env_clear()
			.current_dir("/")
			.process_group(0)
			.stdin(Stdio::piped())
			.stdout(Stdio::piped())
			.stderr(Stdio::piped());
		if geteuid().is_root() {
			// The kernel's limit on processes does not bind the superuser.
			command.uid(NOBODY).gid(NOBODY);
		}
		let child = command.spawn().map_err(process_error("cannot start the run's process"))?;
		let pid = Pid::from_child(&child);
		Ok(Self { child, pid })
	}

	#[cfg(test)]
	pub(super) fn pid(&self) -> Pid {
		self.pid
	}

	/// Feeds the child and reads what it says, all at once, so that no pipe that is full stops another.
	pub(super) fn attend(
		&mut self,
		stdin: Vec<u8>,
		stdout_bytes: usize,
	) -> Result<Receiver<Event>, SandboxError> {
		let (sender, events) = mpsc::channel();
		if let Some(mut pipe) = self.child.stdin.take() {
			spawn(&sender, move |_| {
				// A child that ends without having read all says so by how it ends.
				let _ = pipe.write_all(&stdin);
			})?;
		}
		if let Some(pipe) = self.child.stdout.take() {
			spawn(&sender, move |sender| {
				let (bytes, bound) = read_bounded(pipe, stdout_bytes);
				let _ = sender.send(Event::Stdout(bytes, bound));
			})?;
		}
		if let Some(mut pipe) = self.child.stderr.take() {
			spawn(&sender, move |sender| {
				let (bytes, bound) = read_bounded(&mut pipe, MAX_STDERR_BYTES + 1);
				if bound == Bound::Passed {
					// It may go on to complain: nobody keeps it.
					let _ = io::copy(&mut pipe, &mut io::sink());
				}
				let _ = sender.send(Event::Stderr(bytes));
			})?;
		}
		let pid = self.pid;
		spawn(&sender, move |sender| {
			wait(pid);
			let _ = sender.send(Event::Ended);
		})?;
		Ok(events)
	}

	/// Waits for the child's end and for all that it said.
	pub(super) fn finish(
		mut self,
		events: &Receiver<Event>,
		deadline: Duration,
		stopped: &AtomicBool,
	) -> Result<Finished, SandboxError> {
		let mut until = Instant::now().checked_add(deadline);
		let (mut stdout, mut stderr) = (None, None);
		let mut over = false;
		let mut killed = None;
		while !(over && stdout.is_some() && stderr.is_some()) {
			if stopped.load(Ordering::Relaxed) {
				// The child ends with `self`.
				return Err(SandboxError::Stopped);
			}
			let left = until.map(|until| until.saturating_duration_since(Instant::now()));
			match events.recv_timeout(left.unwrap_or(STOP_LOOK).min(STOP_LOOK)) {
				Ok(Event::Ended) => {
					over = true;
					// Those that it left behind.
					self.kill();
					until = Instant::now().checked_add(PIPES_CLOSE);
				},
				Ok(Event::Stdout(bytes, bound)) => {
					stdout = Some(bytes);
					if bound == Bound::Passed {
						killed.get_or_insert(Ended::StdoutTooLong);
						self.kill();
					}
				},
				Ok(Event::Stderr(bytes)) => stderr = Some(bytes),
				Err(RecvTimeoutError::Timeout)
					if until.is_none_or(|until| Instant::now() < until) => {},
				Err(RecvTimeoutError::Timeout) if !over => {
					killed.get_or_insert(Ended::Deadline);
					self.kill();
					// A killed process ends.
					until = None;
				},
				Err(_) => {
					return Err(process_error("a pipe of the run outlived it")(
						io::ErrorKind::TimedOut.into(),
					))
				},
			}
		}
		let status = self.child.wait().map_err(process_error("cannot wait for the run"))?;
		Ok(Finished {
			ended: killed.unwrap_or_else(|| ended(status)),
			stdout: stdout.unwrap_or_default(),
			stderr: clean(&stderr.unwrap_or_default(), MAX_STDERR_BYTES),
		})
	}

	/// Kills the child and its group, which it may have left. The child is not reaped, so that no other process has its id.
	fn kill(&self) {
		// The only reason to fail is that they are gone.
		let _ = kill_process(self.pid, Signal::KILL);
		let _ = kill_process_group(self.pid, Signal::KILL);
	}
}

impl Drop for Running {
	fn drop(&mut self) {
		// Reaped already, its id may be that of another.
		if matches!(self.child.try_wait(), Ok(None)) {
			self.kill();
			let _ = self.child.wait();
		}
	}
}

fn ended(status: ExitStatus) -> Ended {
	match (status.code(), status.signal()) {
		(Some(code), _) => Ended::Exited(code),
		(None, Some(signal)) if signal == Signal::XCPU.as_raw() => Ended::CpuTime,
		(None, signal) => Ended::Signal(signal.unwrap_or_default()),
	}
}

/// Waits for a child's end and leaves it to be reaped.
fn wait(pid: Pid) {
	while let Err(rustix::io::Errno::INTR) =
		waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)
	{}
}

fn spawn(
	sender: &Sender<Event>,
	work: impl FnOnce(Sender<Event>) + Send + 'static,
) -> Result<(), SandboxError> {
	let sender = sender.clone();
	thread::Builder::new()
		.name("sandbox".into())
		.spawn(move || work(sender))
		.map(drop)
		.map_err(process_error("cannot attend to the run"))
}

/// Reads to the end, or to a byte past the bound. An error of a pipe is its end.
fn read_bounded(mut pipe: impl Read, max_bytes: usize) -> (Vec<u8>, Bound) {
	let mut bytes = Vec::new();
	let mut chunk = vec![0; CHUNK_BYTES];
	loop {
		match pipe.read(&mut chunk) {
			Ok(0) => return (bytes, Bound::Kept),
			Ok(read) => {
				let room = max_bytes - bytes.len();
				bytes.extend_from_slice(chunk.get(..read.min(room)).unwrap_or(&chunk));
				if read > room {
					return (bytes, Bound::Passed);
				}
			},
			Err(error) if error.kind() == io::ErrorKind::Interrupted => (),
			Err(_) => return (bytes, Bound::Kept),
		}
	}
}
