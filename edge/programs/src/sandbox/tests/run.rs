use super::child::{arguments, play, AMPLE, LIMITS};
use crate::sandbox::{
	run, run::Running, run_unless, this_program, ChildLimits, Ended, Limits, LimitsError,
	SandboxError, MAX_STDERR_BYTES,
};
use rustix::{io::Errno, process::test_kill_process};
use std::{
	path::Path,
	sync::atomic::AtomicBool,
	time::{Duration, Instant},
};

const SHORT: Duration = Duration::from_millis(300);

#[test]
fn it_feeds_a_child_and_reads_what_it_says() {
	// More than pipes hold, in both directions at once.
	let input: Vec<u8> = (0..200_000u32).flat_map(u32::to_le_bytes).collect();
	let finished = play("echo", &input, &LIMITS);
	assert_eq!(finished.ended, Ended::Exited(0), "{}", finished.stderr);
	assert_eq!(finished.stdout, input);
	assert_eq!(finished.stderr, "");
}

#[test]
fn it_gives_a_child_no_environment_and_a_group_of_its_own() {
	let finished = play("look around", b"", &LIMITS);
	let text = String::from_utf8(finished.stdout).unwrap();
	let user = match rustix::process::geteuid().is_root() {
		true => 65_534,
		false => rustix::process::getuid().as_raw(),
	};
	assert_eq!(text, format!("variables 0\nfolder /\nuser {user}\ngroup true\n"));
}

#[test]
fn it_ends_a_child_that_loops_at_the_deadline() {
	let finished =
		run(&this_program(), &arguments("loop"), Vec::new(), &Limits { deadline: SHORT, ..LIMITS });
	assert_eq!(finished.unwrap().ended, Ended::Deadline);
}

#[test]
fn it_ends_a_child_that_waits_at_the_deadline() {
	let finished =
		run(&this_program(), &arguments("wait"), Vec::new(), &Limits { deadline: SHORT, ..LIMITS });
	assert_eq!(finished.unwrap().ended, Ended::Deadline);
}

#[test]
fn it_says_that_a_child_used_its_time() {
	let finished = play("loop for a second", b"", &LIMITS);
	assert_eq!(finished.ended, Ended::CpuTime, "{}", finished.stderr);
}

#[test]
fn it_ends_a_child_that_writes_past_its_bound() {
	for stdout_bytes in [0, 100, 1024 * 1024] {
		let finished = run(
			&this_program(),
			&arguments("flood"),
			Vec::new(),
			&Limits { stdout_bytes, ..LIMITS },
		)
		.unwrap();
		assert_eq!(finished.ended, Ended::StdoutTooLong);
		assert_eq!(finished.stdout.len(), stdout_bytes);
	}
}

#[test]
fn it_takes_as_much_as_the_bound_and_no_byte_more() {
	let preamble = super::child::PREAMBLE.len();
	let input = [7; 5000];
	let bound = |stdout_bytes| Limits { stdout_bytes, ..LIMITS };
	let finished = play("echo", &input, &bound(preamble + 5000));
	assert_eq!((finished.ended, finished.stdout), (Ended::Exited(0), input.to_vec()));
	let finished = play("echo", &input, &bound(preamble + 4999));
	assert_eq!((finished.ended, finished.stdout), (Ended::StdoutTooLong, vec![7; 4999]));
}

#[test]
fn it_cuts_and_cleans_what_a_child_complains() {
	let input: Vec<u8> = vec![9; 500_000];
	let finished = play("complain", &input, &LIMITS);
	assert_eq!(finished.ended, Ended::Exited(0));
	// It went on while nobody kept what it complained.
	assert_eq!(finished.stdout, input);
	assert!(finished.stderr.starts_with("\\u{1b}[31mno\\u{7} \\u{1b}[31mno"));
	assert!(finished.stderr.ends_with("[cut]"));
	assert!(finished.stderr.len() <= MAX_STDERR_BYTES + 5);
	assert!(!finished.stderr.contains(char::is_control));
}

#[test]
fn it_keeps_complaints_up_to_the_bound() {
	let finished = play("complain up to the bound", b"", &LIMITS);
	assert_eq!(finished.stderr, "a".repeat(MAX_STDERR_BYTES));
}

#[test]
fn it_takes_a_child_that_leaves_before_it_has_read() {
	let finished = play("leave", &vec![0; 8 * 1024 * 1024], &LIMITS);
	assert_eq!(finished.ended, Ended::Exited(3));
	let finished = play("abort", &vec![0; 8 * 1024 * 1024], &LIMITS);
	assert_eq!(finished.ended, Ended::Signal(6));
}

#[test]
fn it_ends_a_child_when_it_is_dropped() {
	let running = Running::start(&this_program(), &arguments("wait")).unwrap();
	let pid = running.pid();
	test_kill_process(pid).unwrap();
	drop(running);
	assert_eq!(test_kill_process(pid), Err(Errno::SRCH));
}

#[test]
fn run_one_that_is_stopped_ends_at_once() {
	let start = Instant::now();
	let (wait, stopped) = (arguments("wait"), AtomicBool::new(true));
	let ended = run_unless(&this_program(), &wait, Vec::new(), &LIMITS, &stopped);
	assert!(matches!(ended, Err(SandboxError::Stopped)), "{ended:?}");
	assert!(start.elapsed() < LIMITS.deadline);
}

mod reject {
	use super::*;

	#[test]
	fn it_says_that_there_is_no_such_command() {
		let started = run(Path::new("/no/such/command"), &[""], Vec::new(), &LIMITS);
		assert!(matches!(started, Err(SandboxError::Process { .. })));
	}

	#[test]
	fn it_refuses_limits_that_are_none() {
		let with = |memory_bytes, cpu_seconds| {
			let child = ChildLimits { memory_bytes, cpu_seconds };
			let limits = Limits { child, deadline: AMPLE, stdout_bytes: 100 };
			match run(Path::new("/no/such/command"), &[""], Vec::new(), &limits) {
				Err(SandboxError::Limits(error)) => Some(error),
				Err(SandboxError::Process { .. }) => None,
				other => panic!("{other:?}"),
			}
		};
		let memory = LIMITS.child.memory_bytes;
		for bytes in [0, (64 << 20) - 1, (64 << 30) + 1, u64::MAX] {
			assert_eq!(with(bytes, 1), Some(LimitsError::Memory(bytes)));
		}
		for seconds in [0, 172_801, u64::MAX] {
			assert_eq!(with(memory, seconds), Some(LimitsError::Cpu(seconds)));
		}
		for (bytes, seconds) in [(64 << 20, 1), (64 << 30, 172_800)] {
			assert_eq!(with(bytes, seconds), None);
		}
	}
}
