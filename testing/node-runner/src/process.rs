use crate::{signal, wait, Error, Result};
use std::{
	fs::File,
	io::{Read, Seek, SeekFrom},
	os::unix::process::{CommandExt, ExitStatusExt},
	path::{Path, PathBuf},
	process::{Child, Command, ExitStatus, Stdio},
	sync::{mpsc, OnceLock},
	time::Duration,
};

/// How many bytes of a log an error shows.
const TAIL_BYTES: u64 = 3_000;

/// How many lines of results the error of a timeout shows.
const TAIL_LINES: usize = 30;

/// A running process with its output in files. Killed, by its id, when dropped.
#[derive(Debug)]
pub struct Process {
	name: String,
	child: Child,
	stdout: PathBuf,
	stderr: PathBuf,
	/// Where this run's part of the files begins: a restart appends.
	stdout_from: u64,
	stderr_from: u64,
}

/// The remains of a process that ended.
#[derive(Debug)]
pub struct Finished {
	/// How it ended.
	pub status: ExitStatus,
	/// Its standard output.
	pub stdout: String,
	/// Its standard error.
	pub stderr: String,
}

impl Finished {
	/// The exit code; `None` when a signal ended it.
	pub fn code(&self) -> Option<i32> {
		self.status.code()
	}
}

type Job = (Command, mpsc::SyncSender<std::io::Result<Child>>);

/// Starts the command on a thread that lives as long as this process. The kernel's parent-death signal
/// is tied to the *thread* that forked, and a runtime's worker may end early.
fn spawn(mut command: Command) -> std::io::Result<Child> {
	static SPAWNER: OnceLock<mpsc::Sender<Job>> = OnceLock::new();
	let spawner = SPAWNER.get_or_init(|| {
		let (sender, jobs) = mpsc::channel::<Job>();
		std::thread::spawn(move || {
			for (mut command, reply) in jobs {
				let _ = reply.send(command.spawn());
			}
		});
		sender
	});
	signal::die_with_parent(&mut command);
	let (reply, answer) = mpsc::sync_channel(1);
	spawner.send((command, reply)).map_err(std::io::Error::other)?;
	answer.recv().map_err(std::io::Error::other)?
}

impl Process {
	/// Starts `command` with its output appended to `dir/NAME.out` and `dir/NAME.log`. It gets a process
	/// group of its own, so that a terminal's Ctrl-C reaches only us, who end it in order.
	pub fn start(name: &str, mut command: Command, dir: &Path) -> Result<Self> {
		let (stdout, stderr) = (dir.join(format!("{name}.out")), dir.join(format!("{name}.log")));
		let open = |path: &Path| {
			let file = File::options()
				.create(true)
				.append(true)
				.open(path)
				.map_err(Error::io(path.display().to_string()))?;
			let length = file.metadata().map(|data| data.len()).unwrap_or(0);
			Ok::<_, Error>((file, length))
		};
		let ((out, stdout_from), (err, stderr_from)) = (open(&stdout)?, open(&stderr)?);
		command.stdin(Stdio::null()).stdout(out).stderr(err).process_group(0);
		let child = spawn(command).map_err(Error::io(format!("start {name}")))?;
		Ok(Self { name: name.into(), child, stdout, stderr, stdout_from, stderr_from })
	}

	/// The process id.
	pub fn id(&self) -> u32 {
		self.child.id()
	}

	/// The standard output of this run so far.
	pub fn stdout(&self) -> String {
		read_from(&self.stdout, self.stdout_from)
	}

	/// The standard error of this run so far.
	pub fn stderr(&self) -> String {
		read_from(&self.stderr, self.stderr_from)
	}

	/// Whether it is still running.
	pub fn is_running(&mut self) -> bool {
		matches!(self.child.try_wait(), Ok(None))
	}

	/// Fails with the end of its log if it is not running any more.
	pub fn expect_running(&mut self) -> Result<()> {
		match self.child.try_wait() {
			Ok(None) => Ok(()),
			Ok(Some(status)) => Err(self.ended(status)),
			Err(source) => Err(Error::Io { what: format!("wait for {}", self.name), source }),
		}
	}

	/// Kills it (SIGKILL) with what it started in its group, and waits until it is gone. One that is
	/// gone already is left alone.
	pub fn kill(&mut self) {
		// Until it was waited for, the id is nobody else's.
		if self.is_running() {
			let _ = signal::kill_group(self.id());
		}
		let _ = self.child.wait();
	}

	/// Asks it to end (SIGTERM) and waits for that, at most for `limit`.
	pub async fn terminate(&mut self, limit: Duration) -> Result<ExitStatus> {
		if self.is_running() {
			signal::terminate(self.id()).map_err(Error::io(format!("signal {}", self.name)))?;
		}
		self.wait(limit).await
	}

	/// Asks it to end as Ctrl-C does (SIGINT).
	pub fn interrupt(&mut self) -> Result<()> {
		self.expect_running()?;
		signal::interrupt(self.id()).map_err(Error::io(format!("signal {}", self.name)))
	}

	/// Waits until it ends by itself, at most for `limit`.
	pub async fn wait(&mut self, limit: Duration) -> Result<ExitStatus> {
		let what = format!("the end of {}", self.name);
		let child = &mut self.child;
		wait::until(what, limit, async || child.try_wait().map_err(Error::io("wait"))).await
	}

	/// Waits until it ends by itself and takes what it wrote. If it does not, the error has the end of that.
	pub async fn finish(mut self, limit: Duration) -> Result<Finished> {
		let status = self.wait(limit).await.map_err(|error| match error {
			Error::TimedOut { what, limit } => {
				let stdout = self.stdout();
				let lines = stdout.lines().rev().take(TAIL_LINES).collect::<Vec<_>>();
				let stdout = lines.into_iter().rev().collect::<Vec<_>>().join("\n");
				Error::TimedOut {
					what: format!("{what}; its last lines:\n{stdout}\n{}", self.tail()),
					limit,
				}
			},
			other => other,
		})?;
		Ok(Finished { status, stdout: self.stdout(), stderr: self.stderr() })
	}

	/// The error that says how it ended.
	pub fn ended(&self, status: ExitStatus) -> Error {
		let status = match (status.code(), status.signal()) {
			(Some(code), _) => format!("exit code {code}"),
			(None, Some(signal)) => format!("signal {signal}"),
			(None, None) => status.to_string(),
		};
		Error::Ended { name: self.name.clone(), status, tail: self.tail() }
	}

	/// The last lines of its log.
	pub fn tail(&self) -> String {
		let length = std::fs::metadata(&self.stderr).map(|data| data.len()).unwrap_or(0);
		read_from(&self.stderr, length.saturating_sub(TAIL_BYTES).max(self.stderr_from))
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		self.kill();
	}
}

fn read_from(path: &Path, from: u64) -> String {
	let mut bytes = Vec::new();
	if let Ok(mut file) = File::open(path) {
		let _ = file.seek(SeekFrom::Start(from)).and_then(|_| file.read_to_end(&mut bytes));
	}
	String::from_utf8_lossy(&bytes).into_owned()
}
