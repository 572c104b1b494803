//! Which programs profile 1 takes, and the cause for each that it refuses.

use super::{binary, command, Engines, CALL};
use crate::{
	engine::Ending,
	prepare::{cost, Prepared},
	profile::{bounds, check},
	wasi::{Value, FUNCTIONS},
};

/// The message for a program in text.
fn refusal(text: &str) -> String {
	check(&binary(text)).expect_err("a refusal").to_string()
}

#[test]
fn it_takes_what_compilers_emit() {
	let text = r#"(module
		(type $pair (func (result i32 i64)))
		(memory (export "memory") 1 100)
		(table 2 funcref) (table 1 10 funcref)
		(global $mutable (export "sp") (mut i32) (i32.const 65536))
		(global funcref (ref.func $pair))
		(elem (i32.const 0) $pair)
		(elem declare func $pair)
		(data "passive") (data (i32.const 0) "active")
		(func $pair (export "pair") (type $pair) (i32.const 1) (i64.const 2))
		(func (export "_start")
			(drop (i32.extend8_s (i32.const 255)))
			(drop (i64.trunc_sat_f64_s (f64.const 1)))
			(drop (select (result funcref) (ref.null func) (ref.func $pair) (i32.const 0)))
			(drop (drop (call $pair)))
			(memory.init 0 (i32.const 0) (i32.const 0) (i32.const 7))))"#;
	// The text's folded drops are two instructions.
	let text = text.replace("(drop (drop (call $pair)))", "(call $pair) (drop) (drop)");
	assert_eq!(check(&binary(&text)), Ok(()));
	assert_eq!(Engines::new().run_text(&text, &CALL).ending, Ending::Finished { code: 0 });
}

#[test]
fn it_takes_every_function_of_wasi_with_its_own_type() {
	let engines = Engines::new();
	let mut imports = String::new();
	let mut calls = String::new();
	for (index, function) in FUNCTIONS.iter().enumerate().filter(|(_, function)| function.returns) {
		let kinds: Vec<_> = function
			.parameters
			.iter()
			.map(|value| if *value == Value::I32 { "i32" } else { "i64" })
			.collect();
		let constants: String = kinds.iter().map(|kind| format!("({kind}.const 0)")).collect();
		imports += &format!(
			r#"(import "wasi_snapshot_preview1" "{}" (func $f{index} (param {}) (result i32)))"#,
			function.name,
			kinds.join(" ")
		);
		calls +=
			&format!("(i32.store8 (i32.const {}) (call $f{index} {constants}))", 1_000 + index);
	}
	let run = engines.run_text(&command(&imports, &calls), &CALL);
	assert_eq!(run.ending, Ending::Finished { code: 0 });
}

#[test]
fn it_leaves_room_above_what_it_takes() {
	// As many locals as there may be, and as many operands as then fit a frame: both engines take it.
	let locals = "i64 ".repeat(usize::try_from(bounds::LOCALS).expect("few"));
	let values = (cost::MOST_FRAME_BYTES - cost::FRAME_BYTES) / u64::from(cost::VALUE_BYTES);
	// The last sum has two operands.
	let operands = usize::try_from(values - bounds::LOCALS - 1).expect("few");
	let body = format!(
		"(local {locals}) {} {}",
		"(f64.add (f64.const 1) (f64.const 2))".repeat(operands),
		"(drop)".repeat(operands)
	);
	let run = Engines::new().run_text(&command("", &body), &CALL);
	assert_eq!(run.ending, Ending::Finished { code: 0 });
}

#[test]
fn it_takes_a_table_of_branches_with_many_targets() {
	let targets = "0 ".repeat(20_000);
	let body = format!("(block (br_table {targets} (i32.const 19999)))");
	let run = Engines::new().run_text(&command("", &body), &CALL);
	assert_eq!(run.ending, Ending::Finished { code: 0 });
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_proposals_and_names_them() {
		let items = "(type $t (func)) (func $other)";
		for (items, body, wanted) in [
			(items, "(drop (v128.const i64x2 0 0))", "SIMD"),
			(items, "(return_call $other)", "tail calls"),
			("(tag $tag)", "(throw $tag)", "exceptions"),
			("(memory 1)", "", "several memories"),
			("(global i32 (i32.add (i32.const 1) (i32.const 2)))", "", "extended constant expressions"),
			("(global externref (ref.null extern))", "", "externref"),
			("(type $s (struct (field i32)))", "", "garbage collection"),
			("", "(i64.add128 (i64.const 0) (i64.const 0) (i64.const 0) (i64.const 0)) (drop) (drop)", "wide"),
			("", "(drop (i32.atomic.load (i32.const 0)))", "threads"),
		] {
			let message = refusal(&command(items, body));
			assert!(message.starts_with("the program needs what profile 1 leaves out: "), "{message}");
			assert!(message.contains(wanted), "{wanted}: {message}");
		}
		let wide = r#"(module (memory (export "memory") i64 1) (func (export "_start")))"#;
		assert!(refusal(wide).contains("memory64"));
	}

	#[test]
	fn it_refuses_what_is_no_module() {
		for bytes in [&b""[..], b"\0asm", b"\0asm\x02\0\0\0", b"#!/bin/sh", &[0; 64]] {
			let refused = check(bytes).expect_err("no module").to_string();
			assert!(refused.starts_with("the program is not valid WebAssembly: "), "{refused}");
		}
		let component = check(b"\0asm\x0d\0\x01\0").expect_err("a component").to_string();
		assert_eq!(component, "the program is a component, not a core module");
		let wrong = refusal(&command("", "(drop (i32.add (i64.const 1)))"));
		assert!(wrong.contains("type mismatch"), "{wrong}");
	}

	#[test]
	fn it_refuses_a_program_that_is_too_long() {
		let long = vec![0; bounds::PROGRAM_BYTES + 1];
		let refused = check(&long).expect_err("too long").to_string();
		assert_eq!(refused, "the program has 8388609 bytes, at most 8388608 are allowed");
		let not_longer = check(&long[1..]).expect_err("zeros").to_string();
		assert!(not_longer.starts_with("the program is not valid"), "{not_longer}");
	}

	#[test]
	fn it_refuses_imports_from_elsewhere() {
		let wasi = "wasi_snapshot_preview1";
		for (items, wanted) in [
			(
				r#"(import "env" "f" (func))"#.to_string(),
				"the program imports f of env, imports come from wasi_snapshot_preview1 alone",
			),
			(
				format!(r#"(import "{wasi}" "fd_fly" (func))"#),
				"the program imports fd_fly, which WASI preview 1 does not have",
			),
			(
				format!(r#"(import "{wasi}" "fd_read" (global i32))"#),
				"the program imports fd_read, which is no function",
			),
			(
				format!(r#"(import "{wasi}" "fd_close" (func (param i64) (result i32)))"#),
				"the program imports fd_close with another type than WASI preview 1 gives it",
			),
			(
				format!(r#"(import "{wasi}" "fd_close" (func (param i32)))"#),
				"the program imports fd_close with another type than WASI preview 1 gives it",
			),
			(
				format!(r#"(import "{wasi}" "proc_exit" (func (param i32) (result i32)))"#),
				"the program imports proc_exit with another type than WASI preview 1 gives it",
			),
			(
				r#"(import "\1b[31m" "\00\n" (func))"#.to_string(),
				r"the program imports \0\n of \u{1b}[31m, imports come from wasi_snapshot_preview1 alone",
			),
		] {
			assert_eq!(refusal(&command(&items, "")), wanted);
		}
	}

	#[test]
	fn it_refuses_libraries_and_modules_without_memory() {
		for (text, wanted) in [
			(r#"(module (func (export "_start")))"#, "the program has no memory"),
			(
				r#"(module (memory 1) (func (export "_start")))"#,
				"the program does not export its memory as memory",
			),
			(
				r#"(module (memory (export "mem") 1) (func (export "memory")) (func (export "_start")))"#,
				"the program does not export its memory as memory",
			),
			(
				r#"(module (memory (export "memory") 1) (func (export "_initialize")))"#,
				"the program exports no function _start",
			),
			(
				r#"(module (memory (export "memory") 1) (global (export "_start") i32 (i32.const 0)))"#,
				"the program exports no function _start",
			),
			(
				r#"(module (memory (export "memory") 1) (func (export "_start") (param i32)))"#,
				"the program's _start takes parameters or gives results",
			),
			(
				r#"(module (memory (export "memory") 1) (func (export "_start") (result i32) (i32.const 0)))"#,
				"the program's _start takes parameters or gives results",
			),
		] {
			assert_eq!(refusal(text), wanted);
		}
	}

	#[test]
	fn it_refuses_segments_outside_of_memory_and_table() {
		for (items, wanted) in [
			(r#"(data (i32.const 65535) "ab")"#, "data segment 0 lies outside of its memory"),
			(r#"(data "x") (data (i32.const -1) "")"#, "data segment 1 lies outside of its memory"),
			(
				"(table 1 funcref) (func $f) (elem (i32.const 1) $f)",
				"element segment 0 lies outside of its table",
			),
		] {
			assert_eq!(refusal(&command(items, "")), wanted);
		}
		for items in [
			r#"(data (i32.const 65534) "ab") (data (i32.const 65536) "")"#,
			"(table 0 funcref) (elem (i32.const 0))",
		] {
			assert_eq!(check(&binary(&command(items, ""))), Ok(()));
		}
	}

	#[test]
	fn it_refuses_more_of_anything_than_is_allowed() {
		let several = |item: &str, number: u64| item.repeat(usize::try_from(number).expect("few"));
		for (what, most, item, has) in [
			("tables", bounds::TABLES, "(table 1 funcref)", 0),
			("globals", bounds::GLOBALS, "(global i32 (i32.const 0))", 0),
			("data segments", bounds::DATA_SEGMENTS, r#"(data "")"#, 0),
			("element segments", bounds::ELEMENT_SEGMENTS, "(elem func)", 0),
			("functions", bounds::FUNCTIONS, "(func)", 1),
			("types", bounds::TYPES, "(type (func (param i32)))", 1),
			(
				"imports",
				bounds::IMPORTS,
				r#"(import "wasi_snapshot_preview1" "sched_yield" (func (result i32)))"#,
				0,
			),
		] {
			assert_eq!(check(&binary(&command(&several(item, most - has), ""))), Ok(()), "{what}");
			let refused = refusal(&command(&several(item, most - has + 1), ""));
			let wanted = format!("the program has {} {what}, at most {most} are allowed", most + 1);
			assert_eq!(refused, wanted);
		}
		for (what, most, item) in [
			("parameters of a type", bounds::PARAMETERS, "(type (func (param #)))"),
			("results of a type", bounds::RESULTS, "(type (func (result #)))"),
			("locals in a function", bounds::LOCALS, "(func (param i32) (local #))"),
		] {
			let with = |number| command(&item.replace('#', &several("i32 ", number)), "");
			let has = u64::from(what.starts_with("locals"));
			assert_eq!(check(&binary(&with(most - has))), Ok(()), "{what}");
			let wanted = format!("the program has {} {what}, at most {most} are allowed", most + 1);
			assert_eq!(refusal(&with(most - has + 1)), wanted);
		}
		assert_eq!(
			refusal(&command("(table 65537 funcref)", "")),
			"the program has 65537 elements in a table, at most 65536 are allowed"
		);
	}

	#[test]
	fn it_refuses_functions_that_are_too_long() {
		// Four bytes each: a constant of two bytes and a drop.
		let long = |number: usize| command("", &"(drop (i32.const 100))".repeat(number));
		let fits = bounds::FUNCTION_BYTES / 4 - 1;
		assert_eq!(check(&binary(&long(fits))), Ok(()));
		let refused = refusal(&long(fits + 1));
		assert!(refused.starts_with("function 0 has 5242"), "{refused}");
		assert!(refused.ends_with(" bytes, at most 524288 are allowed"), "{refused}");
		assert!(Prepared::new(&binary(&long(fits)), 1).is_ok());
	}

	#[test]
	fn it_refuses_frames_that_are_too_large() {
		let deep = |operands: usize| {
			let body = format!("{}{}", "(i32.const 0)".repeat(operands), "(drop)".repeat(operands));
			Prepared::new(&binary(&command("", &body)), 1)
		};
		// 64 bytes for the call, eight for each operand, of 262,144.
		assert!(deep(32_760).is_ok());
		let refused = deep(32_761).expect_err("too deep").to_string();
		assert_eq!(
			refused,
			"a frame of function 0 takes 262152 bytes of stack, at most 262144 are allowed"
		);
	}
}
