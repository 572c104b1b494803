//! Both sides together. The harness of the child prints before it answers, so that its answer is read here as `ask`
//! reads it.

use super::child::{arguments, play, LIMITS};
use crate::{
	engine::Interpreter,
	sandbox::{
		ask, message::read_answer, this_program, Answer, ChildLimits, Ended, MessageError, Request,
		SandboxError,
	},
};
use jmt_primitives::{
	tasks::{Content, Ending, Limits as Bounds, Outcome},
	Hash,
};

fn request() -> Request {
	Request {
		program: b"abc".to_vec(),
		input: vec![1, 2, 3],
		arguments: b"-v\0".to_vec(),
		limits: Bounds { fuel: 4, memory_pages: 5, output_bytes: 6 },
	}
}

fn written(request: &Request, limits: &ChildLimits) -> Vec<u8> {
	let mut bytes = Vec::new();
	request.write(limits, &mut bytes).unwrap();
	bytes
}

#[test]
fn it_answers_from_within_its_limits() {
	let finished = play("answer", &written(&request(), &LIMITS.child), &LIMITS);
	assert_eq!(finished.ended, Ended::Exited(0), "{}", finished.stderr);
	let output = b"abc\x01\x02\x03-v\0".to_vec();
	let outcome = Outcome {
		ending: Ending::Finished { code: 5 },
		fuel: 4,
		output: Content::of(&output).unwrap(),
		memory: Some(Hash::zero()),
	};
	assert_eq!(
		read_answer(&mut finished.stdout.as_slice()).unwrap(),
		Answer::Ran { outcome, output, errors: "said".into() }
	);
	assert_eq!(finished.stderr, "\\u{1b}[2Jdone\n");
}

/// Writes its input to standard output and a red word to standard error, once its memory has grown to 200 pages.
const PROGRAM: &str = r#"(module
	(import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
	(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
	(memory (export "memory") 1)
	(data (i32.const 100) "\1b[31mred")
	(func (export "_start")
		(drop (memory.grow (i32.const 199)))
		(i32.store (i32.const 0) (i32.const 10000000))
		(i32.store (i32.const 4) (i32.const 100))
		(drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
		(i32.store (i32.const 4) (i32.load (i32.const 8)))
		(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
		(i32.store (i32.const 0) (i32.const 100))
		(i32.store (i32.const 4) (i32.const 8))
		(drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))))"#;

#[test]
fn it_runs_a_program_as_without_a_sandbox() {
	let request = Request {
		program: wat::parse_str(PROGRAM).unwrap(),
		input: b"hello".to_vec(),
		arguments: Vec::new(),
		limits: Bounds { fuel: 1_000_000_000, memory_pages: 200, output_bytes: 100 },
	};
	let finished = play("run", &written(&request, &LIMITS.child), &LIMITS);
	assert_eq!(finished.ended, Ended::Exited(0), "{}", finished.stderr);
	let answer = read_answer(&mut finished.stdout.as_slice()).unwrap();
	assert_eq!(answer, Answer::of(&request, &Interpreter::new()));
	assert!(answer.is_possible(&request.limits));
	let Answer::Ran { outcome, output, errors } = &answer else { panic!("{answer:?}") };
	assert_eq!(outcome.ending, Ending::Finished { code: 0 });
	assert_eq!((output.as_slice(), errors.as_str()), (&b"hello"[..], "\\u{1b}[31mred"));
}

#[test]
fn it_says_why_a_program_is_refused() {
	let request = Request { program: b"no program".to_vec(), ..request() };
	let finished = play("run", &written(&request, &LIMITS.child), &LIMITS);
	assert_eq!(finished.ended, Ended::Exited(0), "{}", finished.stderr);
	let answer = read_answer(&mut finished.stdout.as_slice()).unwrap();
	assert!(matches!(&answer, Answer::Refused(reason) if !reason.is_empty()), "{answer:?}");
}

#[test]
fn it_cleans_what_a_child_says() {
	let red = || "\u{1b}[31m".to_owned();
	let clean = "\\u{1b}[31m".to_owned();
	assert_eq!(Answer::Failed(red()).cleaned(), Answer::Failed(clean.clone()));
	assert_eq!(Answer::Refused(red()).cleaned(), Answer::Refused(clean.clone()));
	// Once more is no other text.
	assert_eq!(Answer::Refused(clean.clone()).cleaned(), Answer::Refused(clean));
	assert_eq!(
		Answer::Failed("a".repeat(2000)).cleaned(),
		Answer::Failed("a".repeat(1000) + "[cut]")
	);
}

mod reject {
	use super::*;

	#[test]
	fn it_runs_nothing_without_limits() {
		let none = ChildLimits { memory_bytes: u64::MAX, ..LIMITS.child };
		let finished = play("answer", &written(&request(), &none), &LIMITS);
		assert_eq!((finished.ended, finished.stdout), (Ended::Exited(1), Vec::new()));
		assert!(finished.stderr.contains("bytes of memory are not between"));
	}

	#[test]
	fn it_runs_nothing_that_was_cut() {
		let whole = written(&request(), &LIMITS.child);
		for length in [0, 8, 24, 27, whole.len() - 1] {
			let finished = play("answer", &whole[..length], &LIMITS);
			assert_eq!((finished.ended, finished.stdout), (Ended::Exited(1), Vec::new()));
			assert!(finished.stderr.contains("the pipe ended within a message"), "{length}");
		}
	}

	#[test]
	fn it_takes_no_answer_of_something_else() {
		let asked = ask(&this_program(), &arguments("answer"), &request(), &LIMITS);
		assert!(matches!(asked, Err(SandboxError::Message(MessageError::Greeting))), "{asked:?}");
	}

	#[test]
	fn it_says_how_a_child_ended_without_an_answer() {
		let asked = ask(&this_program(), &arguments("leave"), &request(), &LIMITS);
		assert!(
			matches!(asked, Err(SandboxError::NoAnswer { ended: Ended::Exited(3), .. })),
			"{asked:?}"
		);
	}
}
