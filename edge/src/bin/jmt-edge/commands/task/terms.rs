//! Terms of a task, from the command line and the files that it names.

use super::arguments::{arguments_of, audience, parse_fuel, parse_name, parse_size, Name};
use crate::{arguments::parse_span, commands::carried, failure::Failure};
use clap::ValueEnum;
use jmt_edge::{amount::parse_jmt, pallets::tasks::TaskError};
use jmt_primitives::{
	tasks::{Content, Input, Limits, Mode, Terms, Windows, MAX_INLINE_BYTES},
	Balance, Moment,
};
use jmt_programs::{
	bytes::{Addresses, Hint, MAX_FETCH_BYTES},
	prepare::Prepared,
	profile::bounds::PROGRAM_BYTES,
};
use sp_core::{bounded::BoundedVec, ConstU32};
use std::path::{Path, PathBuf};

/// A page of memory, in bytes.
const PAGE_BYTES: u64 = 65_536;

/// How long a result stands where a mode has a window and none is given, in ms: ten minutes.
const STANDING: Moment = 600_000;

/// How a result comes to count.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ModeName {
	/// Several workers, of whom enough agree
	Replicate,
	/// One named worker, whose result the client accepts or refuses
	Accept,
	/// One worker, who may be challenged and is audited by lot
	Optimistic,
}

#[derive(clap::Args, Debug)]
pub(crate) struct TermsArgs {
	/// The program: a WebAssembly module for WASI preview 1
	#[arg(value_name = "PROGRAM")]
	program: PathBuf,
	/// Its standard input, - for this command's own [default: nothing]
	#[arg(long, value_name = "FILE")]
	input: Option<PathBuf>,
	/// An argument of the program, behind its name, which is always `program`; several may be given
	#[arg(long = "argument", value_name = "TEXT", allow_hyphen_values = true)]
	arguments: Vec<String>,
	/// How the result comes to count
	#[arg(long, value_name = "MODE", default_value = "replicate")]
	mode: ModeName,
	/// Workers that run it, in mode replicate: 3, 5 or 7
	#[arg(long, value_name = "NUMBER", default_value_t = 3, value_parser = clap::value_parser!(u8).range(3..=7))]
	replicas: u8,
	/// So many of them have to agree [default: 2 of 3, 4 of 5, 5 of 7]
	#[arg(long, value_name = "NUMBER")]
	quorum: Option<u8>,
	/// For each worker whose result counts, the market fee included
	#[arg(long, value_name = "AMOUNT", default_value = "0.05", value_parser = parse_jmt)]
	pay: Balance,
	/// Fuel that a run may use, about one a nanosecond of compiled code: 500000, 2e9
	#[arg(long, value_name = "NUMBER", default_value = "2e9", value_parser = parse_fuel)]
	fuel: u64,
	/// Memory that a run may use, 256MiB at most
	#[arg(long, value_name = "SIZE", default_value = "64MiB", value_parser = parse_size)]
	memory: u64,
	/// Bytes that a run may write, 16KiB at most
	#[arg(long, value_name = "SIZE", default_value = "16KiB", value_parser = parse_size)]
	output: u64,
	/// How long workers may claim
	#[arg(long, value_name = "TIME", default_value = "20s", value_parser = parse_span)]
	claim: Moment,
	/// How long they may fetch and run
	#[arg(long, value_name = "TIME", default_value = "2m", value_parser = parse_span)]
	run: Moment,
	/// How long the result stands for a word against it [default: 10m, and none in mode replicate]
	#[arg(long, value_name = "TIME", value_parser = parse_span)]
	standing: Option<Moment>,
	/// An owner, by address, or a device, by id, that it is for; several may be given, and workers take them in mode accept
	/// alone [default: anyone]
	#[arg(long = "for", value_name = "OWNER-OR-DEVICE", value_parser = parse_name)]
	names: Vec<Name>,
	/// Where workers find the bytes: the program's URL, or that of a folder, which ends with /, as `blobs serve` has one
	#[arg(long, value_name = "URL", conflicts_with = "on_chain")]
	url: Option<String>,
	/// Have the chain keep program and input, 64KiB each at most, for a deposit
	#[arg(long)]
	on_chain: bool,
}

/// Terms that were read, with the bytes that they name.
pub(super) struct Asked {
	pub(super) terms: Terms,
	pub(super) program: Vec<u8>,
	/// Where it does not stand in the terms.
	pub(super) input: Option<Vec<u8>>,
	/// Whether the chain is to keep them.
	pub(super) on_chain: bool,
	/// Whether neither the terms nor the chain say where the bytes are.
	pub(super) nowhere: bool,
}

impl TermsArgs {
	/// Reads the files, and checks that workers would run the program.
	pub(super) fn read(&self) -> Result<Asked, Failure> {
		let program = read(&self.program, PROGRAM_BYTES)?;
		let most = usize::try_from(MAX_FETCH_BYTES).unwrap_or(usize::MAX);
		let input = self.input.as_deref().map(|path| read(path, most)).transpose()?;
		self.of(program, input.unwrap_or_default())
	}

	fn of(&self, program: Vec<u8>, input: Vec<u8>) -> Result<Asked, Failure> {
		let pages = u32::try_from(self.memory.div_ceil(PAGE_BYTES)).unwrap_or(u32::MAX);
		Prepared::new(&program, pages).map_err(|error| TaskError::Program(error.into()))?;
		let inline: Result<BoundedVec<u8, ConstU32<MAX_INLINE_BYTES>>, _> = input.try_into();
		let (input, stored) = match inline {
			Ok(inline) => (Input::Inline(inline), None),
			Err(input) => (Input::Stored(content(&input)?), Some(input)),
		};
		let url = self.url.as_deref().unwrap_or_default();
		if self.url.is_some() {
			Hint::parse(url.as_bytes(), Addresses::AllowPrivate)
				.map_err(|error| Failure::Usage(format!("--url: {error}")))?;
			if stored.is_some() && !url.ends_with('/') {
				return Err(Failure::Usage(format!(
					"an input of more than {MAX_INLINE_BYTES} bytes lies beside the program: --url is that of their \
					 folder, and ends with /"
				)));
			}
		}
		let hint = url.as_bytes().to_vec().try_into();
		let terms = Terms {
			program: content(&program)?,
			input,
			arguments: arguments_of(&self.arguments)?,
			hint: hint.map_err(|_| Failure::Usage("the URL is too long".into()))?,
			limits: Limits {
				fuel: self.fuel,
				memory_pages: pages,
				output_bytes: u32::try_from(self.output).unwrap_or(u32::MAX),
			},
			pay: self.pay,
			windows: Windows { claim: self.claim, run: self.run },
			audience: audience(&self.names)?,
			mode: self.mode()?,
		};
		let nowhere = self.url.is_none() && !self.on_chain;
		Ok(Asked { terms, program, input: stored, on_chain: self.on_chain, nowhere })
	}

	fn mode(&self) -> Result<Mode, Failure> {
		if self.mode != ModeName::Replicate && self.quorum.is_some() {
			return Err(Failure::Usage("--quorum goes with mode replicate".into()));
		}
		let standing = self.standing.unwrap_or(STANDING);
		Ok(match self.mode {
			ModeName::Accept => Mode::Accept { standing },
			ModeName::Optimistic => Mode::Optimistic { standing },
			ModeName::Replicate => Mode::Replicate {
				replicas: self.replicas,
				quorum: self.quorum.unwrap_or(match self.replicas {
					..=3 => 2,
					4 | 5 => 4,
					_ => 5,
				}),
				standing: self.standing,
			},
		})
	}
}

/// Bytes of a file, or of standard input for `-`.
fn read(path: &Path, most: usize) -> Result<Vec<u8>, Failure> {
	let unusable = |source| TaskError::File { path: path.into(), source };
	Ok(carried::read(path, most).map_err(unusable)?)
}

fn content(bytes: &[u8]) -> Result<Content, Failure> {
	Content::of(bytes).ok_or_else(|| Failure::Usage("there are more bytes than 4 GiB".into()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;
	use jmt_primitives::tasks::Audience;

	/// A module with a memory and a function that does nothing, as `wat` writes it.
	const NOTHING: &[u8] = b"\0asm\x01\0\0\0\
		\x01\x04\x01\x60\0\0\
		\x03\x02\x01\0\
		\x05\x03\x01\0\x01\
		\x07\x13\x02\x06memory\x02\0\x06_start\0\0\
		\x0a\x04\x01\x02\0\x0b";

	#[derive(Parser)]
	struct Cli {
		#[command(flatten)]
		args: TermsArgs,
	}

	fn parse(line: &str) -> Result<TermsArgs, clap::Error> {
		Cli::try_parse_from(line.split(' ')).map(|cli| cli.args)
	}

	fn asked(line: &str, input: &[u8]) -> Result<Asked, Failure> {
		parse(line).unwrap().of(NOTHING.to_vec(), input.to_vec())
	}

	#[test]
	fn of_terms_have_what_was_given_and_sensible_rest() {
		let asked = asked("post p --argument - --argument -c", b"svg").unwrap();
		let terms = asked.terms;
		assert_eq!(terms.program, Content::of(NOTHING).unwrap());
		assert_eq!(terms.arguments.to_vec(), b"-\0-c\0");
		assert_eq!(terms.input, Input::Inline(b"svg".to_vec().try_into().unwrap()));
		let limits = Limits { fuel: 2_000_000_000, memory_pages: 1_024, output_bytes: 16_384 };
		assert_eq!(terms.limits, limits);
		assert_eq!(terms.pay, 50_000_000_000);
		assert_eq!(terms.windows, Windows { claim: 20_000, run: 120_000 });
		assert_eq!(terms.audience, Audience::Anyone);
		assert_eq!(terms.mode, Mode::Replicate { replicas: 3, quorum: 2, standing: None });
		assert!(asked.input.is_none() && asked.nowhere);
	}

	#[test]
	fn of_a_long_input_is_named_by_its_hash() {
		let long = vec![7; 1_025];
		let asked = asked("post p --url https://example.org/blobs/", &long).unwrap();
		assert_eq!(asked.terms.input, Input::Stored(Content::of(&long).unwrap()));
		assert_eq!(asked.input, Some(long));
		assert!(!asked.nowhere);
	}

	#[test]
	fn of_each_mode_has_its_window() {
		let mode = |line: &str| asked(line, b"").map(|asked| asked.terms.mode);
		assert_eq!(mode("post p --mode accept").unwrap(), Mode::Accept { standing: 600_000 });
		let optimistic = Mode::Optimistic { standing: 120_000 };
		assert_eq!(mode("post p --mode optimistic --standing 2m").unwrap(), optimistic);
		for (replicas, usual) in [(3, 2), (5, 4), (7, 5)] {
			let expected = Mode::Replicate { replicas, quorum: usual, standing: None };
			assert_eq!(mode(&format!("post p --replicas {replicas}")).unwrap(), expected);
		}
		let all = Mode::Replicate { replicas: 3, quorum: 3, standing: Some(60_000) };
		assert_eq!(mode("post p --quorum 3 --standing 1m").unwrap(), all);
	}

	mod reject {
		use super::*;

		#[test]
		fn of_a_program_that_nobody_runs_has_no_terms() {
			let terms = parse("post p").unwrap();
			let refused = terms.of(b"\0asm\x01\0\0\0".to_vec(), Vec::new());
			assert!(matches!(refused, Err(Failure::Task(TaskError::Program(_)))));
		}

		#[test]
		fn of_what_does_not_go_together_is_a_matter_of_usage() {
			for line in [
				"post p --mode accept --quorum 1",
				"post p --url ftp://example.org/",
				"post p --url https://example.org/p.wasm",
			] {
				assert!(matches!(asked(line, &[7; 1_025]), Err(Failure::Usage(_))), "{line}");
			}
			for line in
				["post", "post p --replicas 2", "post p --url u --on-chain", "post p --pay 0"]
			{
				assert!(parse(line).is_err(), "{line}");
			}
		}
	}
}
