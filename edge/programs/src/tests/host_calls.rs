//! Host calls by themselves: answers, pointers at the borders of memory, and what is charged.

use crate::{
	hash::blake2_256,
	wasi::{
		find, Guest, Stop, World, ERRORS_KEPT, FUNCTIONS, HOST_CALL, MOST_BUFFERS, MOST_PARAMETERS,
	},
};

const SUCCESS: u32 = 0;
const BAD_DESCRIPTOR: u32 = 8;
const FAULT: u32 = 21;
const INVALID: u32 = 28;
const PIPE: u32 = 70;
const NOT_CAPABLE: u32 = 76;

/// A world with a page of memory.
struct Bench {
	world: World,
	memory: Vec<u8>,
	fuel: i64,
}

impl Bench {
	fn new(input: &[u8], arguments: &[u8], output: u32) -> Self {
		let world = World::new([7; 32], input, arguments, output);
		Self { world, memory: vec![0xee; 65_536], fuel: 1_000_000_000 }
	}

	/// A call by name.
	fn call(&mut self, name: &str, arguments: &[u64]) -> Result<u32, Stop> {
		let function = find(name).expect("a function").function;
		let mut guest = Guest { memory: &mut self.memory, fuel: self.fuel };
		let answer = self.world.call(function, arguments, &mut guest);
		self.fuel = guest.fuel;
		answer
	}

	fn word(&self, at: usize) -> u32 {
		u32::from_le_bytes(self.memory[at..at + 4].try_into().expect("four bytes"))
	}

	/// Writes a list of buffers at 1,000.
	fn list(&mut self, buffers: &[(u32, u32)]) {
		let list =
			buffers.iter().flat_map(|(at, length)| [*at, *length]).flat_map(u32::to_le_bytes);
		let list: Vec<u8> = list.collect();
		self.memory[1_000..1_000 + list.len()].copy_from_slice(&list);
	}
}

#[test]
fn it_knows_all_46_functions_by_name() {
	assert_eq!(FUNCTIONS.len(), 46);
	let mut names: Vec<_> = FUNCTIONS.iter().map(|function| function.name).collect();
	names.sort_unstable();
	names.dedup();
	assert_eq!(names.len(), 46);
	let most = FUNCTIONS.iter().map(|function| function.parameters.len()).max();
	assert_eq!(most, Some(MOST_PARAMETERS));
	assert!(find("path_open2").is_none());
}

#[test]
fn it_ends_an_argument_at_each_nul() {
	for (bytes, wanted) in [
		(&b""[..], &[&b"program"[..]][..]),
		(b"a", &[b"program", b"a"]),
		(b"a\0b c", &[b"program", b"a", b"b c"]),
		(b"a\0", &[b"program", b"a"]),
		(b"a\0b\0", &[b"program", b"a", b"b"]),
		(b"\0", &[b"program", b""]),
		(b"\0\0a", &[b"program", b"", b"", b"a"]),
	] {
		let mut bench = Bench::new(b"", bytes, 0);
		assert_eq!(bench.call("args_sizes_get", &[0, 4]), Ok(SUCCESS));
		let strings: Vec<u8> = wanted.iter().flat_map(|one| [*one, &b"\0"[..]].concat()).collect();
		assert_eq!(bench.word(0) as usize, wanted.len());
		assert_eq!(bench.word(4) as usize, strings.len());
		assert_eq!(bench.call("args_get", &[16, 512]), Ok(SUCCESS));
		assert_eq!(bench.memory[512..512 + strings.len()], strings);
		let mut place = 512;
		for (entry, argument) in wanted.iter().enumerate() {
			assert_eq!(bench.word(16 + 4 * entry) as usize, place);
			place += argument.len() + 1;
		}
	}
}

#[test]
fn it_reads_input_over_several_buffers_and_to_its_end() {
	let mut bench = Bench::new(b"0123456789", b"", 0);
	bench.list(&[(0, 3), (100, 0), (200, 4)]);
	assert_eq!(bench.call("fd_read", &[0, 1_000, 3, 2_000]), Ok(SUCCESS));
	assert_eq!(bench.word(2_000), 7);
	assert_eq!((&bench.memory[..3], &bench.memory[200..204]), (&b"012"[..], &b"3456"[..]));
	assert_eq!((bench.memory[3], bench.memory[100], bench.memory[204]), (0xee, 0xee, 0xee));
	assert_eq!(bench.call("fd_read", &[0, 1_000, 3, 2_000]), Ok(SUCCESS));
	assert_eq!((bench.word(2_000), &bench.memory[..3]), (3, &b"789"[..]));
	assert_eq!(bench.call("fd_read", &[0, 1_000, 3, 2_000]), Ok(SUCCESS));
	assert_eq!(bench.word(2_000), 0);
}

#[test]
fn it_keeps_the_beginning_of_standard_error() {
	let mut bench = Bench::new(b"", b"", 0);
	bench.list(&[(0, 40_000)]);
	for _ in 0..3 {
		assert_eq!(bench.call("fd_write", &[2, 1_000, 1, 2_000]), Ok(SUCCESS));
		assert_eq!(bench.word(2_000), 40_000);
	}
	let (output, errors) = bench.world.into_streams();
	assert_eq!((output.len(), errors.len()), (0, ERRORS_KEPT));
}

#[test]
fn it_draws_random_bytes_from_program_and_input() {
	let bytes = |program: [u8; 32], input: &[u8], parts: &[u64]| {
		let mut bench = Bench::new(input, b"", 0);
		bench.world = World::new(program, input, b"", 0);
		let mut at = 0;
		for part in parts {
			assert_eq!(bench.call("random_get", &[at, *part]), Ok(SUCCESS));
			at += part;
		}
		bench.memory[..100].to_vec()
	};
	let whole = bytes([1; 32], b"input", &[100]);
	assert_eq!(whole, bytes([1; 32], b"input", &[1, 0, 40, 59]));
	assert_ne!(whole, bytes([2; 32], b"input", &[100]));
	assert_ne!(whole, bytes([1; 32], b"other", &[100]));
	let mut block = b"jmt/task/random/v1".to_vec();
	block.extend([1; 32]);
	block.extend(blake2_256(b"input"));
	block.extend(1_u64.to_le_bytes());
	assert_eq!(whole[32..64], blake2_256(&block));
}

#[test]
fn it_counts_questions_for_all_clocks_together() {
	let mut bench = Bench::new(b"", b"", 0);
	for (question, clock) in [0, 1, 2, 3, 0].into_iter().enumerate() {
		assert_eq!(bench.call("clock_time_get", &[clock, 1, 8]), Ok(SUCCESS));
		let time = u64::from_le_bytes(bench.memory[8..16].try_into().expect("eight bytes"));
		assert_eq!(time, question as u64 * 1_000_000);
	}
	assert_eq!(bench.call("clock_res_get", &[3, 0]), Ok(SUCCESS));
	assert_eq!(bench.memory[..8], 1_000_000_u64.to_le_bytes());
}

#[test]
fn it_describes_its_three_streams() {
	let mut bench = Bench::new(b"", b"", 0);
	for (descriptor, rights) in [(0, 2_u64), (1, 64), (2, 64)] {
		assert_eq!(bench.call("fd_fdstat_get", &[descriptor, 0]), Ok(SUCCESS));
		assert_eq!(bench.memory[..8], [0; 8]);
		assert_eq!(bench.memory[8..16], rights.to_le_bytes());
		assert_eq!(bench.memory[16..24], [0; 8]);
		assert_eq!(bench.call("fd_seek", &[descriptor, 0, 0, 0]), Ok(PIPE));
		assert_eq!(bench.call("fd_tell", &[descriptor, 0]), Ok(PIPE));
		assert_eq!(bench.call("fd_filestat_get", &[descriptor, 0]), Ok(NOT_CAPABLE));
	}
	assert_eq!(bench.call("sched_yield", &[]), Ok(SUCCESS));
}

#[test]
fn it_charges_for_each_call_and_for_what_it_moves() {
	let cost = |name: &str, arguments: &[u64], buffers: &[(u32, u32)]| {
		let mut bench = Bench::new(&[1; 1_000], b"", 10_000);
		bench.list(buffers);
		let before = bench.fuel;
		bench.call(name, arguments).expect("no end");
		u64::try_from(before - bench.fuel).expect("fuel is used")
	};
	assert_eq!(cost("sched_yield", &[], &[]), HOST_CALL);
	assert_eq!(cost("path_open", &[3], &[]), HOST_CALL);
	assert_eq!(cost("fd_read", &[0, 1_000, 1, 2_000], &[(4_000, 800)]), HOST_CALL + 100);
	// Bytes that there are, not those that were asked for.
	assert_eq!(cost("fd_read", &[0, 1_000, 1, 2_000], &[(4_000, 50_000)]), HOST_CALL + 125);
	assert_eq!(cost("fd_write", &[1, 1_000, 1, 2_000], &[(4_000, 8_007)]), HOST_CALL + 1_000);
	assert_eq!(cost("random_get", &[0, 77], &[]), HOST_CALL + 77);
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_pointers_outside_of_memory_and_moves_nothing() {
		let all = 65_536_u64;
		let far = u64::from(u32::MAX);
		for (name, arguments) in [
			("args_sizes_get", vec![all - 3, 0]),
			("args_sizes_get", vec![0, all]),
			("args_get", vec![all - 7, 0]),
			("args_get", vec![0, all - 9]),
			("args_get", vec![far, 0]),
			("environ_sizes_get", vec![0, all - 3]),
			("clock_time_get", vec![0, 0, all - 7]),
			("clock_res_get", vec![0, far]),
			("fd_fdstat_get", vec![0, all - 23]),
			("fd_read", vec![0, all - 7, 1, 0]),
			("fd_read", vec![0, 1_000, 2, all - 3]),
			("fd_write", vec![1, far, 1, 0]),
			("fd_write", vec![1, 1_000, 2, all - 3]),
			("random_get", vec![all - 1, 2]),
			("random_get", vec![far, far]),
		] {
			let mut bench = Bench::new(b"input", b"x", 100);
			bench.list(&[(0, 2), (4, 2)]);
			let before = bench.memory.clone();
			assert_eq!(bench.call(name, &arguments), Ok(FAULT), "{name} {arguments:?}");
			let changed =
				before.iter().zip(&bench.memory).filter(|(one, other)| one != other).count();
			// The first of two sizes may be written.
			assert!(changed == 0 || name.ends_with("sizes_get"), "{name} {arguments:?}");
			let (output, _) = bench.world.into_streams();
			assert!(output.is_empty(), "{name} {arguments:?}");
		}
	}

	#[test]
	fn it_refuses_a_buffer_outside_of_memory_before_it_moves_the_first() {
		let mut bench = Bench::new(b"input", b"", 100);
		bench.list(&[(0, 2), (65_535, 2)]);
		assert_eq!(bench.call("fd_read", &[0, 1_000, 2, 2_000]), Ok(FAULT));
		assert_eq!(bench.call("fd_write", &[1, 1_000, 2, 2_000]), Ok(FAULT));
		assert_eq!(bench.memory[..2], [0xee; 2]);
		bench.list(&[(65_536, 0), (65_534, 2)]);
		assert_eq!(
			bench.call("fd_read", &[0, 1_000, 2, 2_000]),
			Ok(SUCCESS),
			"at the end is within"
		);
		assert_eq!(bench.memory[65_534..], *b"in");
	}

	#[test]
	fn it_refuses_more_buffers_than_a_list_may_have() {
		let mut bench = Bench::new(b"", b"", 0);
		bench.memory.fill(0);
		let most = u64::from(MOST_BUFFERS);
		assert_eq!(bench.call("fd_read", &[0, 0, most, 60_000]), Ok(SUCCESS));
		assert_eq!(bench.call("fd_read", &[0, 0, most + 1, 60_000]), Ok(INVALID));
		assert_eq!(bench.call("fd_write", &[1, 0, u64::from(u32::MAX), 60_000]), Ok(INVALID));
	}

	#[test]
	fn it_refuses_more_bytes_than_an_answer_can_count() {
		let mut bench = Bench::new(b"", b"", 0);
		bench.memory = vec![0; 4 * 1024 * 1024];
		let buffers = vec![(8_192_u32, 4_u32 * 1024 * 1024 - 8_192); 1_024];
		let list: Vec<u8> = buffers
			.iter()
			.flat_map(|(at, length)| [*at, *length])
			.flat_map(u32::to_le_bytes)
			.collect();
		bench.memory[..list.len()].copy_from_slice(&list);
		assert_eq!(bench.call("fd_write", &[2, 0, 1_024, 4_000_000]), Ok(SUCCESS), "just below");
		bench.memory[4..8].copy_from_slice(&(4_u32 * 1024 * 1024).to_le_bytes());
		bench.memory[..4].copy_from_slice(&0_u32.to_le_bytes());
		for entry in 1..1_024 {
			bench.memory.copy_within(0..8, entry * 8);
		}
		assert_eq!(bench.call("fd_write", &[2, 0, 1_024, 4_000_000]), Ok(INVALID));
	}

	#[test]
	fn it_refuses_descriptors_that_are_not_open() {
		let mut bench = Bench::new(b"input", b"", 100);
		bench.list(&[(0, 2)]);
		for descriptor in [3, 4, u64::from(u32::MAX)] {
			for name in FUNCTIONS.iter().map(|function| function.name) {
				if name.starts_with("fd_") || name.starts_with("sock_") {
					let answer = bench.call(name, &[descriptor, 1_000, 1, 2_000]);
					assert_eq!(answer, Ok(BAD_DESCRIPTOR), "{name}");
				}
			}
		}
		assert_eq!(bench.call("fd_read", &[1, 1_000, 1, 2_000]), Ok(BAD_DESCRIPTOR));
		assert_eq!(bench.call("fd_write", &[0, 1_000, 1, 2_000]), Ok(BAD_DESCRIPTOR));
		assert_eq!(bench.call("fd_prestat_get", &[0, 0]), Ok(BAD_DESCRIPTOR));
	}

	#[test]
	fn it_refuses_a_descriptor_after_it_was_closed() {
		let mut bench = Bench::new(b"input", b"", 100);
		bench.list(&[(0, 2)]);
		assert_eq!(bench.call("fd_close", &[1]), Ok(SUCCESS));
		assert_eq!(bench.call("fd_close", &[1]), Ok(BAD_DESCRIPTOR));
		assert_eq!(bench.call("fd_write", &[1, 1_000, 1, 2_000]), Ok(BAD_DESCRIPTOR));
		assert_eq!(bench.call("fd_write", &[2, 1_000, 1, 2_000]), Ok(SUCCESS));
	}

	#[test]
	fn it_refuses_clocks_that_do_not_exist() {
		let mut bench = Bench::new(b"", b"", 0);
		assert_eq!(bench.call("clock_time_get", &[4, 0, 0]), Ok(INVALID));
		assert_eq!(bench.call("clock_res_get", &[u64::from(u32::MAX), 0]), Ok(INVALID));
	}

	#[test]
	fn it_answers_not_capable_to_all_else() {
		let mut bench = Bench::new(b"", b"", 0);
		for name in ["poll_oneoff", "proc_raise", "path_symlink"] {
			assert_eq!(bench.call(name, &[0; MOST_PARAMETERS]), Ok(NOT_CAPABLE), "{name}");
		}
		for name in ["path_open", "fd_renumber", "sock_send", "fd_readdir", "fd_pwrite"] {
			assert_eq!(bench.call(name, &[0; MOST_PARAMETERS]), Ok(NOT_CAPABLE), "{name}");
		}
	}

	#[test]
	fn it_ends_a_run_whose_fuel_does_not_suffice() {
		for (fuel, stopped) in [(99, true), (100, false)] {
			let mut bench = Bench::new(b"", b"", 0);
			bench.fuel = fuel;
			let answer = bench.call("sched_yield", &[]);
			assert_eq!(answer.is_err(), stopped);
			assert_eq!(bench.fuel < 0, stopped);
			assert_eq!(bench.world.stopped(), stopped.then_some(Stop::OutOfFuel));
		}
		let mut bench = Bench::new(b"", b"", 100);
		bench.list(&[(0, 64)]);
		bench.fuel = 107;
		assert_eq!(bench.call("fd_write", &[1, 1_000, 1, 2_000]), Err(Stop::OutOfFuel));
		let (output, _) = bench.world.into_streams();
		assert!(output.is_empty(), "nothing is moved before it is paid for");
	}
}
