//! Signals: to processes that were started, and to this one.

#![allow(unsafe_code)] // kill(2) and prctl(2): both take plain numbers and touch no memory of ours.

use std::{os::unix::process::CommandExt, process::Command};

/// Asks the process with this id to end, as `kill` does.
pub(crate) fn terminate(id: u32) -> std::io::Result<()> {
	send(id, libc::SIGTERM)
}

/// Asks the process with this id to end, as Ctrl-C does.
pub(crate) fn interrupt(id: u32) -> std::io::Result<()> {
	send(id, libc::SIGINT)
}

/// The caller has to own the process and not have waited for it yet, or the id may be another's.
fn send(id: u32, signal: libc::c_int) -> std::io::Result<()> {
	let id = libc::pid_t::try_from(id).map_err(std::io::Error::other)?;
	// SAFETY: kill(2) has no memory effects.
	match unsafe { libc::kill(id, signal) } {
		0 => Ok(()),
		_ => Err(std::io::Error::last_os_error()),
	}
}

/// Kills the process group with this id, the process that leads it included.
pub(crate) fn kill_group(id: u32) -> std::io::Result<()> {
	let id = libc::pid_t::try_from(id).map_err(std::io::Error::other)?;
	// SAFETY: kill(2) has no memory effects.
	match unsafe { libc::kill(-id, libc::SIGKILL) } {
		0 => Ok(()),
		_ => Err(std::io::Error::last_os_error()),
	}
}

/// Has the kernel kill the child when the thread that starts it ends, whatever the reason.
pub(crate) fn die_with_parent(command: &mut Command) {
	let parent = std::process::id();
	// SAFETY: between fork and exec only prctl(2) and getppid(2) are called, which are async-signal-safe.
	unsafe {
		command.pre_exec(move || {
			if libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) != 0 {
				return Err(std::io::Error::last_os_error());
			}
			// It may have ended before: no signal would come any more.
			match u32::try_from(libc::getppid()) {
				Ok(id) if id == parent => Ok(()),
				_ => Err(std::io::Error::from_raw_os_error(libc::ESRCH)),
			}
		});
	}
}

/// Works until this process is asked to end, by Ctrl-C, by SIGTERM or because the terminal is closed; `None` if
/// it was. It listens for that before the work begins. All that the work started has to end when it is dropped.
pub async fn unless_asked_to_end<T>(work: impl std::future::Future<Output = T>) -> Option<T> {
	tokio::select! {
		biased;
		_ = asked_to_end() => None,
		outcome = work => Some(outcome),
	}
}

/// Comes back on Ctrl-C, on SIGTERM, and when the terminal is closed.
async fn asked_to_end() {
	use tokio::signal::unix::{signal, SignalKind};
	match (signal(SignalKind::terminate()), signal(SignalKind::hangup())) {
		(Ok(mut terminate), Ok(mut hangup)) => tokio::select! {
			_ = terminate.recv() => {},
			_ = hangup.recv() => {},
			_ = tokio::signal::ctrl_c() => {},
		},
		_ => {
			let _ = tokio::signal::ctrl_c().await;
		},
	}
}
