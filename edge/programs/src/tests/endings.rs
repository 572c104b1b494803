//! Each way to end, at its border, on both engines.

use super::{binary, command, prepared, Engines, CALL, PAGES};
use crate::{
	engine::{Call, Ending, Engine, Fault, MOST_FUEL},
	prepare::{cost, Prepared},
};

/// A function that calls itself as often as the input's first four bytes say.
fn recursion(locals: &str) -> String {
	format!(
		r#"(module
			(import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
			(memory (export "memory") 1)
			(data (i32.const 0) "\10\00\00\00\04\00\00\00")
			(func $deeper (param i32) {locals}
				(if (local.get 0) (then (call $deeper (i32.sub (local.get 0) (i32.const 1))))))
			(func (export "_start")
				(drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
				(call $deeper (i32.load (i32.const 16)))))"#
	)
}

#[test]
fn it_exhausts_the_stack_by_one_frame() {
	let engines = Engines::new();
	// One parameter and no more than two operands at a time; _start has no local and four operands.
	for locals in [0, 1, 100, 1_000, 16_000] {
		let text = recursion(&"(local i64)".repeat(locals));
		let prepared = prepared(&text);
		let value = u64::from(cost::VALUE_BYTES);
		let frame = cost::FRAME_BYTES + value * (1 + locals as u64 + 2);
		let start = cost::FRAME_BYTES + value * 4;
		let most = (cost::STACK_BYTES - start) / frame;
		let calls = u32::try_from(most - 1).expect("few calls").to_le_bytes();
		let run = engines.run(&prepared, &Call { input: &calls, ..CALL });
		assert_eq!(run.ending, Ending::Finished { code: 0 }, "{locals} locals, {most} calls");
		let calls = u32::try_from(most).expect("few calls").to_le_bytes();
		let run = engines.run(&prepared, &Call { input: &calls, ..CALL });
		assert_eq!(run.ending, Ending::StackExhausted, "{locals} locals, {most} calls");
		assert!(run.memory.is_some());
	}
}

#[test]
fn it_gives_the_frame_back_on_every_way_out() {
	// A thousand times as many calls as the stack holds, by the end, a return, a branch and a table of branches.
	let text = command(
		r#"(func $out (param i32) (result i32)
			(block $inner
				(br_if $inner (i32.and (local.get 0) (i32.const 1)))
				(if (i32.and (local.get 0) (i32.const 2)) (then (return (i32.const 1))))
				(br_if 1 (i32.const 2) (i32.and (local.get 0) (i32.const 4)))
				(drop)
				(br_table 1 1 1 (i32.const 3) (i32.and (local.get 0) (i32.const 8))))
			(i32.const 4))"#,
		r#"(local i32)
			(loop $again
				(drop (call $out (local.get 0)))
				(local.set 0 (i32.add (local.get 0) (i32.const 1)))
				(br_if $again (i32.lt_u (local.get 0) (i32.const 50000))))"#,
	);
	assert_eq!(Engines::new().run_text(&text, &CALL).ending, Ending::Finished { code: 0 });
}

#[test]
fn it_traps_where_webassembly_does() {
	let engines = Engines::new();
	for body in [
		"unreachable",
		"(drop (i32.div_s (i32.const 1) (i32.const 0)))",
		"(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))",
		"(drop (i64.rem_u (i64.const 1) (i64.const 0)))",
		"(drop (i32.trunc_f32_s (f32.const nan)))",
		"(drop (i64.trunc_f64_u (f64.const 1e30)))",
		"(drop (i32.load (i32.const 65533)))",
		"(i64.store offset=4294967295 (i32.const -1) (i64.const 1))",
		"(memory.fill (i32.const 65535) (i32.const 0) (i32.const 2))",
		"(memory.copy (i32.const 0) (i32.const 65535) (i32.const 2))",
		"(call_indirect (i32.const 0))",
		"(call_indirect (i32.const 1))",
		"(call_indirect (i32.const 2))",
		"(drop (table.get (i32.const 2)))",
		"(table.fill (i32.const 1) (ref.null func) (i32.const 2))",
	] {
		let items = "(table 2 funcref) (elem (i32.const 1) $other) (func $other (param i32))";
		let run = engines.run_text(&command(items, body), &CALL);
		assert_eq!((run.ending, run.memory), (Ending::Trapped, None), "{body}");
	}
}

#[test]
fn it_pays_for_bulk_work_by_its_length() {
	let engines = Engines::new();
	let fuel = |body: &str| engines.run_text(&command("(table 1 50000 funcref)", body), &CALL).fuel;
	let fill = |bytes: u32| {
		fuel(&format!("(memory.fill (i32.const 0) (i32.const 1) (i32.const {bytes}))"))
	};
	// Constants of one byte and of three differ by as many bytes of the program.
	assert_eq!(fill(40_000) - fill(20_000), 20_000 / 8);
	let grow = |pages: u32| fuel(&format!("(drop (memory.grow (i32.const {pages})))"));
	assert_eq!(grow(10) - grow(0), 10 * cost::PAGE);
	assert_eq!(grow(16), grow(0), "past the limit only the constant fee is due");
	let grow = |elements: u32| {
		fuel(&format!("(drop (table.grow (ref.null func) (i32.const {elements})))"))
	};
	assert_eq!(grow(40_000) - grow(20_000), 20_000);
}

#[test]
fn it_pays_for_bytes_before_their_bounds_are_looked_at() {
	let engines = Engines::new();
	let text = command("", "(memory.fill (i32.const 0) (i32.const 0) (i32.const -1))");
	let rich = engines.run_text(&text, &Call { fuel: 1 << 40, ..CALL });
	assert_eq!(rich.ending, Ending::Trapped);
	assert!(rich.fuel > u64::from(u32::MAX) / 8);
	assert_eq!(engines.run_text(&text, &CALL).ending, Ending::OutOfFuel);
}

#[test]
fn it_pays_for_the_start_before_anything_runs() {
	let engines = Engines::new();
	let text = command("", "(i32.store (i32.const 0) (i32.const 1))");
	let bytes = u64::try_from(binary(&text).len()).expect("a length");
	let start = bytes + cost::PAGE;
	let run = engines.run_text(&text, &Call { fuel: 0, ..CALL });
	assert_eq!((run.ending, run.fuel), (Ending::OutOfFuel, 0));
	let run = engines.run_text(&text, &Call { fuel: start, ..CALL });
	assert_eq!((run.ending, run.fuel), (Ending::OutOfFuel, start));
	let run = engines.run_text(&text, &CALL);
	// Entering, two constants and the store.
	assert_eq!(run.fuel, start + cost::ENTER + 3);
}

#[test]
fn it_takes_the_largest_fuel() {
	let engines = Engines::new();
	let text = command("", "");
	for fuel in [MOST_FUEL, MOST_FUEL + 1, u64::MAX] {
		let run = engines.run_text(&text, &Call { fuel, ..CALL });
		assert_eq!(run.ending, Ending::Finished { code: 0 });
		assert!(run.fuel < 100_000);
	}
}

#[test]
fn it_ends_at_the_first_byte_past_the_output() {
	let engines = Engines::new();
	let text = command(
		r#"(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
		(data (i32.const 0) "\10\00\00\00\0a\00\00\00")"#,
		"(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))",
	);
	let run = |output| engines.run_text(&text, &Call { output, ..CALL });
	assert_eq!(run(10).ending, Ending::Finished { code: 0 });
	let long = run(9);
	assert_eq!((long.ending, long.output.len()), (Ending::OutputTooLong, 9));
	assert!(long.memory.is_some());
	let none = run(0);
	assert_eq!((none.ending, none.output.len()), (Ending::OutputTooLong, 0));
}

#[test]
fn it_exits_with_any_code() {
	let engines = Engines::new();
	let text = |code: &str| {
		command(
			r#"(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))"#,
			&format!("(call $exit (i32.const {code}))"),
		)
	};
	for (code, wanted) in [("0", 0), ("1", 1), ("-1", u32::MAX)] {
		let run = engines.run_text(&text(code), &CALL);
		assert_eq!(run.ending, Ending::Finished { code: wanted });
	}
}

#[test]
fn it_has_as_much_memory_as_a_task_may_allow() {
	let text = command(
		r#"(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
		(data (i32.const 0) "\10\00\00\00\08\00\00\00")"#,
		"(i32.store (i32.const 16) (memory.grow (i32.const 4095)))
		(i32.store (i32.const 268435452) (i32.const 1))
		(i32.store (i32.const 20) (memory.grow (i32.const 1)))
		(drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
		unreachable",
	);
	// It traps, since a hash of all that takes long in a development build.
	let prepared = Prepared::new(&binary(&text), u32::MAX).expect("a program");
	let run = Engines::new().run(&prepared, &Call { fuel: 1 << 30, ..CALL });
	assert_eq!(run.ending, Ending::Trapped);
	assert_eq!(run.output, [1, u32::MAX].map(u32::to_le_bytes).concat());
}

#[test]
fn it_keeps_the_programs_own_maximum() {
	let text = r#"(module (memory (export "memory") 1 3) (table 1 2 funcref)
		(func (export "_start")
			(i32.store (i32.const 0) (memory.grow (i32.const 2)))
			(i32.store (i32.const 4) (memory.grow (i32.const 1)))
			(i32.store (i32.const 8) (table.grow (ref.null func) (i32.const 1)))
			(i32.store (i32.const 12) (table.grow (ref.null func) (i32.const 1)))))"#;
	let run = Engines::new().run_text(text, &CALL);
	let mut memory = vec![0; 3 * 65_536];
	memory[..16].copy_from_slice(&[1, u32::MAX, 1, u32::MAX].map(u32::to_le_bytes).concat());
	assert_eq!(run.memory, Some(crate::hash::blake2_256(&memory).into()));
}

mod reject {
	use super::*;

	/// A module that looks like a prepared one.
	fn bare(body: &str) -> Prepared {
		let text = format!(
			r#"(module (memory (export "memory") 1)
				(global (export "fuel") (mut i64) (i64.const 0))
				(global (export "stack") (mut i64) (i64.const 0))
				(func (export "run") {body}))"#
		);
		Prepared::unchecked(&binary(&text))
	}

	#[test]
	fn it_gives_no_result_where_the_engines_own_limit_bites() {
		let engines = Engines::new();
		for engine in [&engines.interpreter as &dyn Engine, &engines.compiler] {
			assert!(matches!(engine.run(&bare("(call 0)"), &CALL), Err(Fault::Engine(_))));
		}
	}

	#[test]
	fn it_gives_no_result_where_the_machine_has_no_memory() {
		// The mark that a machine failed, set by hand.
		let bare = bare("(global.set 0 (i64.const 0x8000000000000000)) unreachable");
		let engines = Engines::new();
		assert_eq!(engines.interpreter.run(&bare, &CALL), Err(Fault::Memory));
		assert_eq!(engines.compiler.run(&bare, &CALL), Err(Fault::Memory));
	}

	#[test]
	fn it_gives_no_result_for_a_program_without_the_pass() {
		let bare = Prepared::unchecked(&binary(&command("", "")));
		assert!(matches!(Engines::new().interpreter.run(&bare, &CALL), Err(Fault::Engine(_))));
	}

	#[test]
	fn it_refuses_less_memory_than_a_program_starts_with() {
		let program = binary(r#"(module (memory (export "memory") 17) (func (export "_start")))"#);
		assert!(Prepared::new(&program, 17).is_ok());
		let refused = Prepared::new(&program, PAGES).expect_err("too little");
		assert_eq!(
			refused.to_string(),
			"the program starts with 17 pages of memory, the limit is 16"
		);
	}
}
