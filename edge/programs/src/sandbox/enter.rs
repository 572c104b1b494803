//! The child's side: it gives up what it may do.

use super::{process_error, ChildLimits, SandboxError};
use rustix::process::{
	getrlimit, set_parent_process_death_signal, setrlimit, Resource, Rlimit, Signal,
};
use std::{fs, io, thread};

/// Where a process sees its own descriptors.
const DESCRIPTORS: &str = "/proc/self/fd";

/// The first descriptor behind standard input, output and error.
const FIRST_INHERITED: i32 = 3;

/// "Too many open files", the answer of a limit that binds.
const EMFILE: i32 = 24;

/// Gives up, for this process and for good, files, processes and memory and time above the limits, and ends it with its
/// parent. Called once, at the start of a child, while it has one thread and before it looks at a program. After an
/// error the child must end: it may do less than before and more than it should.
pub fn enter(limits: &ChildLimits) -> Result<(), SandboxError> {
	limits.check()?;
	set_parent_process_death_signal(Some(Signal::KILL))
		.map_err(|error| process_error("cannot end with the parent")(error.into()))?;
	close_inherited()?;
	set(Resource::Core, 0)?;
	set(Resource::Fsize, 0)?;
	set(Resource::Nofile, 0)?;
	set(Resource::Nproc, 0)?;
	set(Resource::Cpu, limits.cpu_seconds)?;
	prove_files()?;
	// Before the memory is limited: a thread is refused for want of that with the same error.
	prove_processes()?;
	set(Resource::As, limits.memory_bytes)?;
	prove_memory(limits.memory_bytes)
}

/// Sets a limit for good. One that is lower already stays.
fn set(resource: Resource, value: u64) -> Result<(), SandboxError> {
	let given = getrlimit(resource).maximum.unwrap_or(u64::MAX);
	let value = value.min(given);
	// The kernel tells by a signal of its own that the time is used up, and kills a second later.
	let maximum = match resource {
		Resource::Cpu => value.saturating_add(1).min(given),
		_ => value,
	};
	setrlimit(resource, Rlimit { current: Some(value), maximum: Some(maximum) })
		.map_err(|error| process_error("cannot take a limit")(error.into()))
}

/// Closes what a parent's parent left open without a mark, such as the lock of a script.
fn close_inherited() -> Result<(), SandboxError> {
	let unreadable = process_error("cannot read which files are open");
	let mut open = Vec::new();
	for entry in fs::read_dir(DESCRIPTORS).map_err(&unreadable)? {
		let name = entry.map_err(&unreadable)?.file_name();
		let number = name.to_str().and_then(|name| name.parse::<i32>().ok());
		open.push(number.ok_or_else(|| unreadable(io::ErrorKind::InvalidData.into()))?);
	}
	for descriptor in open.into_iter().filter(|number| *number >= FIRST_INHERITED) {
		match nix::unistd::close(descriptor) {
			// The one that listed the others.
			Ok(()) | Err(nix::errno::Errno::EBADF) => (),
			Err(error) => return Err(process_error("cannot close a file")(error.into())),
		}
	}
	Ok(())
}

/// No file can be opened.
pub(super) fn prove_files() -> Result<(), SandboxError> {
	match fs::File::open("/") {
		Err(error) if error.raw_os_error() == Some(EMFILE) => Ok(()),
		_ => Err(SandboxError::Unbound("files")),
	}
}

/// No thread can be started, which is a process to the kernel.
pub(super) fn prove_processes() -> Result<(), SandboxError> {
	match thread::Builder::new().spawn(|| ()) {
		Err(_) => Ok(()),
		Ok(thread) => {
			let _ = thread.join();
			Err(SandboxError::Unbound("processes"))
		},
	}
}

/// More memory than the limit cannot be had: some is in use already.
pub(super) fn prove_memory(memory_bytes: u64) -> Result<(), SandboxError> {
	let bytes = usize::try_from(memory_bytes).map_err(|_| SandboxError::Unbound("memory"))?;
	match Vec::<u8>::new().try_reserve_exact(bytes) {
		Err(_) => Ok(()),
		Ok(()) => Err(SandboxError::Unbound("memory")),
	}
}
