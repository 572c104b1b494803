use super::child::{play, LIMITS};
use crate::sandbox::Ended;

/// `EMFILE`, `EAGAIN`, `EBADF` and `EPERM`.
fn said(part: &str) -> String {
	let finished = play(part, b"", &LIMITS);
	assert_eq!(finished.ended, Ended::Exited(0), "{}", finished.stderr);
	String::from_utf8(finished.stdout).unwrap()
}

#[test]
fn it_opens_nothing_and_keeps_nothing_open() {
	assert_eq!(said("open"), "read Some(24)\nwrite Some(24)\nconnect Some(24)\nkept Some(9)\n");
}

#[test]
fn it_starts_neither_a_thread_nor_a_process() {
	assert_eq!(said("fork"), "thread Some(11)\nprocess true\n");
}

#[test]
fn it_has_memory_up_to_its_limit() {
	assert_eq!(said("grow"), "refused true\ngranted true\n");
	let finished = play("grow and die", b"", &LIMITS);
	assert_eq!((finished.ended, finished.stdout), (Ended::Signal(6), Vec::new()));
	assert!(finished.stderr.contains("memory allocation of 1258291200 bytes failed"));
}

#[test]
fn it_cannot_take_a_limit_back() {
	assert_eq!(
		said("raise"),
		"files Err(1)\nprocesses Err(1)\nmemory Err(1)\ntime Err(1)\ncore Err(1)\nsize Err(1)\n"
	);
}

mod reject {
	use crate::sandbox::{
		enter::{prove_files, prove_memory, prove_processes},
		SandboxError,
	};

	/// This process has no limits of the sandbox, so that the proofs fail.
	#[test]
	fn it_notices_limits_that_do_not_bind() {
		assert!(matches!(prove_files(), Err(SandboxError::Unbound("files"))));
		assert!(matches!(prove_processes(), Err(SandboxError::Unbound("processes"))));
		assert!(matches!(prove_memory(1024), Err(SandboxError::Unbound("memory"))));
	}
}
