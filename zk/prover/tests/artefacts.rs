//! Where Semaphore's files are, and what becomes of damaged ones.

use jmt_zk_prover::{prove_membership, read_artefact, Artefacts, Error, Identity, Path};
use proptest::prelude::*;
use std::{path::PathBuf, sync::OnceLock};

/// A depth's `.zkey` and WASM.
pub(crate) struct Files {
	pub(crate) zkey: Vec<u8>,
	pub(crate) wasm: Vec<u8>,
}

/// The files of a depth; none where `scripts/setup --proofs` was not run.
pub(crate) fn files(depth: u8) -> Option<Files> {
	let cache = std::env::var_os("JMT_CACHE").map(PathBuf::from).or_else(|| {
		let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
		let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
		Some(cache?.join("jmt"))
	});
	let folder = cache.unwrap_or_default().join("proofs");
	let read = |kind| std::fs::read(folder.join(format!("semaphore-{depth}.{kind}")));
	match (read("zkey"), read("wasm")) {
		(Ok(zkey), Ok(wasm)) => Some(Files { zkey, wasm }),
		_ => {
			let absent =
				format!("no artefacts in {}: run scripts/setup --proofs", folder.display());
			assert!(std::env::var_os("CI").is_none(), "{absent}");
			eprintln!("SKIPPED: {absent}");
			None
		},
	}
}

/// The smallest files, read once.
fn ten() -> Option<&'static Files> {
	static FILES: OnceLock<Option<Files>> = OnceLock::new();
	FILES.get_or_init(|| files(10)).as_ref()
}

/// Whether a proof comes out of these files, or the reason for which none does.
fn outcome(zkey: &[u8], wasm: &[u8]) -> Result<(), Error> {
	let artefacts = Artefacts::from_bytes(zkey, wasm)?;
	let path = Path::new(0, vec![7.into()]).unwrap();
	let identity = Identity::from_private_key(b"a key");
	prove_membership(&artefacts, &identity, &path, &[1; 32], &[2; 32]).map(|_| ())
}

/// A module in the text format's place: an export of each function that is asked for, with bodies of our own.
fn program(bodies: &[(&str, &[u8])]) -> Vec<u8> {
	program_with(bodies, &[])
}

/// The same, with tables of so many elements.
fn program_with(bodies: &[(&str, &[u8])], tables: &[usize]) -> Vec<u8> {
	// (results, body) of functions with up to three numbers of 32 bits.
	let functions: &[(&str, u8, u8, &[u8])] = &[
		("getVersion", 0, 1, &[0x41, 2]),
		("getFieldNumLen32", 0, 1, &[0x41, 8]),
		("getSharedRWMemoryStart", 0, 1, &[0x41, 0]),
		("getRawPrime", 0, 0, &[]),
		("getInputSignalSize", 2, 1, &[0x41, 10]),
		("getWitnessSize", 0, 1, &[0x41, 1]),
		("getInputSize", 0, 1, &[0x41, 1]),
		("init", 1, 0, &[]),
		("setInputSignal", 3, 0, &[]),
		("getWitness", 1, 0, &[]),
	];
	let section = |number: u8, entries: Vec<Vec<u8>>| {
		let mut content = leb(entries.len());
		content.extend(entries.concat());
		[vec![number], leb(content.len()), content].concat()
	};
	let types = functions.iter().map(|(_, params, results, _)| {
		let values = |count: &u8| [vec![*count], vec![0x7f; usize::from(*count)]].concat();
		[vec![0x60], values(params), values(results)].concat()
	});
	let names = functions.iter().enumerate().map(|(index, (name, ..))| {
		[leb(name.len()), name.as_bytes().to_vec(), vec![0], leb(index)].concat()
	});
	let memory = vec![[leb(6), b"memory".to_vec(), vec![2, 0]].concat()];
	let codes = functions.iter().map(|(name, _, _, usual)| {
		let own = bodies.iter().find(|(other, _)| other == name).map(|(_, body)| *body);
		let body = [&[0][..], own.unwrap_or(usual), &[0x0b]].concat();
		[leb(body.len()), body].concat()
	});
	// The order of BN254, little-endian, at address 0.
	let mut prime =
		hex::decode("30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001").unwrap();
	prime.reverse();
	let data = [vec![0, 0x41, 0, 0x0b], leb(prime.len()), prime].concat();
	[
		b"\0asm\x01\0\0\0".to_vec(),
		section(1, types.collect()),
		section(3, (0..functions.len()).map(leb).collect()),
		section(4, tables.iter().map(|size| [vec![0x70, 0], leb(*size)].concat()).collect()),
		section(5, vec![vec![0, 1]]),
		section(7, names.chain(memory).collect()),
		section(10, codes.collect()),
		section(11, vec![data]),
	]
	.concat()
}

fn leb(mut number: usize) -> Vec<u8> {
	let mut bytes = vec![];
	loop {
		let byte = (number & 127) as u8;
		number >>= 7;
		bytes.push(if number == 0 { byte } else { byte | 128 });
		if number == 0 {
			return bytes;
		}
	}
}

/// `loop br 0 end`, and a number for those who return one.
const LOOP: &[u8] = &[0x03, 0x40, 0x0c, 0, 0x0b];

#[test]
fn whole_files_give_a_proof() {
	let Some(Files { zkey, wasm }) = ten() else { return };
	outcome(zkey, wasm).unwrap();
	assert_eq!(Artefacts::from_bytes(zkey, wasm).unwrap().depth(), 10);
}

mod reject {
	use super::*;

	#[test]
	fn a_file_of_another_depth() {
		let (Some(Files { zkey, .. }), Some(other)) = (ten(), files(16)) else { return };
		assert!(matches!(outcome(zkey, &other.wasm), Err(Error::Mismatch)));
	}

	#[test]
	fn a_module_with_a_large_table_or_two() {
		let Some(Files { zkey, .. }) = ten() else { return };
		let outcome = |tables: &[usize]| outcome(zkey, &program_with(&[], tables));
		// It is taken for what it says otherwise, as without a table.
		assert!(matches!(outcome(&[1024]), Err(Error::Mismatch)));
		for tables in [&[1025][..], &[100_000_000], &[1, 1]] {
			let outcome = outcome(tables);
			assert!(matches!(outcome, Err(Error::Wasm(_))), "{tables:?} {outcome:?}");
		}
	}

	#[test]
	fn a_file_that_is_too_large() {
		let path = std::env::temp_dir().join(format!("jmt-zk-large-{}", std::process::id()));
		let size = |bytes: u64| std::fs::File::create(&path).unwrap().set_len(bytes).unwrap();
		size(16 << 20);
		let fits = read_artefact(&path).map(|bytes| bytes.len());
		size((16 << 20) + 1);
		let large = read_artefact(&path);
		let refused = Artefacts::read(&path, &path);
		std::fs::remove_file(&path).unwrap();
		assert_eq!(fits.unwrap(), 16 << 20);
		assert!(large.is_err());
		assert!(matches!(refused, Err(Error::Zkey("the file cannot be read"))));
	}

	#[test]
	fn files_that_are_not_there() {
		let path = std::path::Path::new("/nonexistent/semaphore");
		assert!(matches!(Artefacts::read(path, path), Err(Error::Zkey(_))));
	}

	#[test]
	fn a_zkey_cut_short_anywhere() {
		let Some(Files { zkey, wasm }) = ten() else { return };
		let ends = (0..200).chain((200..zkey.len()).step_by(zkey.len() / 50));
		for end in ends.chain([zkey.len() - 1]) {
			assert!(matches!(outcome(&zkey[..end], wasm), Err(Error::Zkey(_))), "{end}");
		}
		let longer = [&zkey[..], &[0]].concat();
		assert!(matches!(outcome(&longer, wasm), Err(Error::Zkey(_))));
	}

	#[test]
	fn a_zkey_whose_counts_or_indices_are_wrong() {
		let Some(Files { zkey, wasm }) = ten() else { return };
		// Magic, version, sections; then the head of each section and what it holds.
		let sections = sections(zkey);
		let header = sections.iter().find(|(number, _)| *number == 2).unwrap().1;
		let coefficients = sections.iter().find(|(number, _)| *number == 4).unwrap().1;
		let heads = sections.iter().flat_map(|(_, at)| [at - 12, at - 8, at - 1]);
		// Wires, public ones, domain; number of coefficients, matrix, row, wire.
		let counts = [header + 72, header + 76, header + 80].into_iter();
		let entries = [0, 4, 7, 8, 11, 12, 15].map(|at| coefficients + at).into_iter();
		let damaged = |at: usize, byte: u8| {
			let mut damaged = zkey.clone();
			damaged[at] ^= byte;
			outcome(&damaged, wasm)
		};
		for at in [0, 4, 8].into_iter().chain(heads).chain(counts) {
			for byte in [0x80, 0xff] {
				let outcome = damaged(at, byte);
				assert!(matches!(outcome, Err(Error::Zkey(_))), "{at} {outcome:?}");
			}
		}
		// An index that is wrong, but lies in the circuit, makes another circuit.
		for at in entries {
			for byte in [1, 0x80, 0xff] {
				let outcome = damaged(at, byte);
				let refused = matches!(outcome, Err(Error::Zkey(_) | Error::NotProven(_)));
				assert!(refused, "{at} {outcome:?}");
			}
		}
	}

	/// Numbers of the sections and where their bytes begin.
	fn sections(zkey: &[u8]) -> Vec<(u32, usize)> {
		let (mut at, mut sections) = (12, vec![]);
		while at < zkey.len() {
			let number = u32::from_le_bytes(zkey[at..at + 4].try_into().unwrap());
			let length = u64::from_le_bytes(zkey[at + 4..at + 12].try_into().unwrap());
			sections.push((number, at + 12));
			at += 12 + length as usize;
		}
		sections
	}

	#[test]
	fn a_zkey_whose_points_are_wrong() {
		let Some(Files { zkey, wasm }) = ten() else { return };
		for (number, start) in sections(zkey) {
			// The header's points, or the first hundred: a wire that is 0 needs none of its own.
			let points = match number {
				2 => start + 84..start + 84 + 448,
				3 => start..start + 5 * 64,
				5..=9 => start..start + 100 * 64,
				_ => continue,
			};
			let mut damaged = zkey.clone();
			damaged[points].iter_mut().step_by(64).for_each(|byte| *byte ^= 1);
			let outcome = outcome(&damaged, wasm);
			let refused = matches!(outcome, Err(Error::Key(_) | Error::NotProven(_)));
			assert!(refused, "section {number}: {outcome:?}");
		}
	}

	#[test]
	fn bytes_that_are_no_module() {
		let Some(Files { zkey, wasm }) = ten() else { return };
		let cut = &wasm[..wasm.len() / 2];
		for bytes in [&[][..], b"\0asm", b"\0asm\x01\0\0\0", cut, &[0xff; 64]] {
			let outcome = outcome(zkey, bytes);
			assert!(matches!(outcome, Err(Error::Wasm(_))), "{outcome:?}");
		}
	}

	#[test]
	fn a_module_that_loops() {
		let Some(Files { zkey, .. }) = ten() else { return };
		let result = [LOOP, &[0x41, 2]].concat();
		let looping = program(&[("getVersion", &result)]);
		assert!(matches!(outcome(zkey, &looping), Err(Error::Endless)));
	}

	#[test]
	fn a_module_that_lies() {
		let Some(Files { zkey, .. }) = ten() else { return };
		let outcome = |bodies: &[(&str, &[u8])]| outcome(zkey, &program(bodies));
		// As it is, it takes 10 values of each signal and gives one wire.
		assert!(matches!(outcome(&[]), Err(Error::Mismatch)));
		assert!(matches!(outcome(&[("getVersion", &[0x41, 1])]), Err(Error::Wasm(_))));
		assert!(matches!(outcome(&[("getFieldNumLen32", &[0x41, 4])]), Err(Error::Mismatch)));
		// Its window lies at -16 and at the end of its memory.
		for window in [&[0x41, 0x70][..], &[0x41, 0xf0, 0xff, 3]] {
			let outcome = outcome(&[("getSharedRWMemoryStart", window)]);
			assert!(matches!(outcome, Err(Error::Wasm(_))), "{outcome:?}");
		}
		// 33 siblings, none, -1.
		for size in [&[0x41, 33][..], &[0x41, 0], &[0x41, 0x7f]] {
			assert!(matches!(outcome(&[("getInputSignalSize", size)]), Err(Error::Mismatch)));
		}
		// It traps.
		assert!(matches!(outcome(&[("getRawPrime", &[0])]), Err(Error::Wasm(_))));
		// It takes all of the memory that there is.
		let grow = &[0x41, 0xff, 0xff, 0, 0x40, 0, 0x1a];
		assert!(matches!(outcome(&[("getRawPrime", grow)]), Err(Error::Mismatch)));
	}

	proptest! {
		#![proptest_config(ProptestConfig::with_cases(24))]

		/// A changed byte gives an error or is of no account, and nothing panics.
		#[test]
		fn any_damage_is_an_error_or_harmless(at in any::<usize>(), change in 1_u8.., in_zkey in any::<bool>()) {
			let Some(Files { zkey, wasm }) = ten() else { return Ok(()) };
			let (mut zkey, mut wasm) = (zkey.clone(), wasm.clone());
			let bytes = if in_zkey { &mut zkey } else { &mut wasm };
			let at = at % bytes.len();
			bytes[at] ^= change;
			// A proof that comes out was checked.
			let _ = outcome(&zkey, &wasm);
		}
	}
}
