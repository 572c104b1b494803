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

/// Comes back on Ctrl-C, on SIGTERM, and when the terminal is closed.
pub async fn asked_to_end() {
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
