//! `task run`

use super::{
	arguments::{arguments_of, parse_fuel, parse_size},
	told::{outcome_json, outcome_words},
};
use crate::{commands::carried, failure::Failure, global::Global, output::Format};
use jmt_edge::{
	pallets::tasks::TaskError,
	tasks::run::{run as run_in_child, RunError, PAGE_BYTES},
};
use jmt_primitives::{
	tasks::{Limits, MAX_MEMORY_PAGES, MAX_OUTPUT_BYTES},
	time::DAY_MS,
};
use jmt_programs::sandbox::{Request, MAX_INPUT_BYTES, MAX_PROGRAM_BYTES};
use serde_json::json;
use std::{
	fs,
	io::{self, Write},
	path::{Path, PathBuf},
	time::Duration,
};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	local: Local,
	/// Write the output to this file, which is replaced, instead of standard output
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
}

/// A program and all that it is given.
#[derive(clap::Args, Debug)]
pub(super) struct Local {
	/// The program: a WebAssembly module for WASI preview 1
	#[arg(value_name = "PROGRAM")]
	program: PathBuf,
	/// Its standard input, - for this command's own [default: nothing]
	#[arg(long, value_name = "FILE")]
	input: Option<PathBuf>,
	/// An argument of the program, behind its name; several may be given
	#[arg(long = "argument", value_name = "TEXT", allow_hyphen_values = true)]
	arguments: Vec<String>,
	/// Fuel that it may use, about one a nanosecond of compiled code: 500000, 2e9
	#[arg(long, value_name = "NUMBER", default_value = "1e11", value_parser = parse_fuel)]
	fuel: u64,
	/// Memory that it may use, 256MiB at most
	#[arg(long, value_name = "SIZE", default_value = "256MiB", value_parser = parse_size)]
	memory: u64,
	/// Bytes that it may write, 16KiB at most
	#[arg(long, value_name = "SIZE", default_value = "16KiB", value_parser = parse_size)]
	output: u64,
}

impl Local {
	/// Reads the files.
	pub(super) fn request(&self) -> Result<Request, Failure> {
		let pages = self.memory.div_ceil(PAGE_BYTES);
		let limits = Limits {
			fuel: self.fuel,
			memory_pages: within("--memory in pages of 64 KiB", pages, MAX_MEMORY_PAGES)?,
			output_bytes: within("--output", self.output, MAX_OUTPUT_BYTES)?,
		};
		let input = self.input.as_deref().map(|path| read(path, MAX_INPUT_BYTES)).transpose()?;
		Ok(Request {
			program: read(&self.program, MAX_PROGRAM_BYTES)?,
			input: input.unwrap_or_default(),
			arguments: arguments_of(&self.arguments)?.into_inner(),
			limits,
		})
	}
}

fn within(what: &str, number: u64, most: u32) -> Result<u32, Failure> {
	u32::try_from(number)
		.ok()
		.filter(|number| *number <= most)
		.ok_or_else(|| Failure::Usage(format!("{what} is {number}, allowed are {most} at most")))
}

/// Bytes of a file, or of standard input for `-`.
fn read(path: &Path, most: u32) -> Result<Vec<u8>, Failure> {
	let most = usize::try_from(most).unwrap_or(usize::MAX);
	let unusable = |source| TaskError::File { path: path.into(), source };
	Ok(carried::read(path, most).map_err(unusable)?)
}

/// Runs a program in a child as a worker does.
pub(super) async fn run(global: &Global, Args { local, out }: Args) -> Result<(), Failure> {
	let request = local.request()?;
	let ran =
		tokio::task::spawn_blocking(move || run_in_child(&request, Duration::from_millis(DAY_MS)));
	let ran = ran.await.map_err(|error| TaskError::Machine(error.into()))?;
	let ran = ran.map_err(|error| match error {
		RunError::Refused(_) => TaskError::Program(error.into()),
		_ => TaskError::Machine(error.into()),
	})?;
	let _ = io::stderr().write_all(ran.errors.as_bytes());
	let milliseconds = u64::try_from(ran.took.as_millis()).unwrap_or(u64::MAX);
	if let Some(path) = &out {
		fs::write(path, &ran.output)
			.map_err(|source| Failure::Unwritten { path: path.clone(), source })?;
	}
	match global.format() {
		Format::Json => {
			let json = json!({
				"outcome": outcome_json(&ran.outcome),
				"output": format!("0x{}", hex::encode(&ran.output)),
				"file": out.as_ref().map(|path| path.display().to_string()),
				"errors": ran.errors,
				"milliseconds": milliseconds,
			});
			global.format().emit(json, String::new)
		},
		Format::Text => {
			if out.is_none() {
				let mut stdout = io::stdout().lock();
				let written = stdout.write_all(&ran.output).and_then(|()| stdout.flush());
				written.map_err(Failure::output)?;
			}
			let outcome = outcome_words(&ran.outcome);
			let digest = ran.outcome.digest().0;
			let said = format!("{outcome}, result {digest:?}, in {milliseconds} ms");
			let _ = writeln!(io::stderr(), "{said}");
			Ok(())
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;

	#[derive(Parser)]
	struct Cli {
		#[command(flatten)]
		args: Args,
	}

	fn request(line: &str) -> Result<Request, Failure> {
		Cli::try_parse_from(line.split(' ')).unwrap().args.local.request()
	}

	#[test]
	fn request_it_has_the_files_arguments_and_limits() {
		let dir = tempfile::tempdir().unwrap();
		let path = |name: &str| dir.path().join(name);
		fs::write(path("p.wasm"), b"program").unwrap();
		fs::write(path("i"), b"input").unwrap();
		let (program, input) = (path("p.wasm"), path("i"));
		let files = format!("run {} --input {}", program.display(), input.display());
		let given = "--argument - --argument -c --fuel 5 --memory 65537 --output 7";
		let found = request(&format!("{files} {given}")).unwrap();
		let expected = Request {
			program: b"program".to_vec(),
			input: b"input".to_vec(),
			arguments: b"-\0-c\0".to_vec(),
			limits: Limits { fuel: 5, memory_pages: 2, output_bytes: 7 },
		};
		assert_eq!(found, expected);
		let usual = request(&files).unwrap().limits;
		let most = (usual.memory_pages, usual.output_bytes);
		assert_eq!(most, (MAX_MEMORY_PAGES, MAX_OUTPUT_BYTES));
		for wrong in ["--memory 257MiB", "--output 17KiB"] {
			let refused = request(&format!("{files} {wrong}"));
			assert!(matches!(refused, Err(Failure::Usage(_))), "{wrong}");
		}
		let refused = request(&format!("run {}", path("none").display()));
		assert!(matches!(refused, Err(Failure::Task(TaskError::File { .. }))));
	}
}
