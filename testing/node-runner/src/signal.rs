//! The two system calls that the standard library does not wrap.

#![allow(unsafe_code)] // kill(2) and prctl(2): both take plain numbers and touch no memory of ours.

use std::{os::unix::process::CommandExt, process::Command};

/// Asks the process with this id to end. The caller has to own it and not have waited for it yet, or the
/// id may be another's.
pub(crate) fn terminate(id: u32) -> std::io::Result<()> {
	let id = libc::pid_t::try_from(id).map_err(std::io::Error::other)?;
	// SAFETY: kill(2) has no memory effects.
	match unsafe { libc::kill(id, libc::SIGTERM) } {
		0 => Ok(()),
		_ => Err(std::io::Error::last_os_error()),
	}
}

/// Has the kernel kill the child when the thread that starts it ends, whatever the reason.
pub(crate) fn die_with_parent(command: &mut Command) {
	// SAFETY: between fork and exec only prctl(2) is called, which is async-signal-safe.
	unsafe {
		command.pre_exec(|| match libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) {
			0 => Ok(()),
			_ => Err(std::io::Error::last_os_error()),
		});
	}
}
