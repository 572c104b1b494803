//! `key new`

use super::emit;
use crate::{failure::Failure, global::Global};
use jmt_edge::keys::{AccountKey, KeyError};
use std::{
	io::{self, BufRead},
	path::PathBuf,
};
use zeroize::Zeroizing;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
	/// Take an existing phrase rather than making one: asked for, or, as --import -, the first line of standard input
	#[arg(long, value_name = "-", num_args = 0..=1, default_missing_value = ASKED)]
	import: Option<Source>,
}

/// The value of `--import` alone.
const ASKED: &str = "ask";

/// Most that is read of a line with a phrase.
const MAX_PHRASE_BYTES: u64 = 4096;

/// The place that a phrase comes from.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Source {
	/// The terminal.
	#[value(name = ASKED, hide = true)]
	Terminal,
	/// Standard input.
	#[value(name = "-")]
	Input,
}

/// Makes a key and its file, from a new phrase or an existing one.
pub(super) fn run(global: &Global, Args { out, import }: &Args) -> Result<(), Failure> {
	let unread = |path: &str| {
		let path = path.into();
		move |source| KeyError::Io { path, source }
	};
	let secret = match import {
		None => AccountKey::generate_phrase(),
		Some(Source::Terminal) => rpassword::prompt_password("secret phrase: ")
			.map(Zeroizing::new)
			.map_err(unread("the terminal"))?,
		Some(Source::Input) => first_line(io::stdin().lock()).map_err(unread("standard input"))?,
	};
	let key = AccountKey::create(out, secret.trim())?;
	emit(global, &key, Some(out))
}

fn first_line(input: impl BufRead) -> io::Result<Zeroizing<String>> {
	let mut line = Zeroizing::new(String::new());
	input.take(MAX_PHRASE_BYTES).read_line(&mut line)?;
	Ok(line)
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

	#[test]
	fn import_it_reads_from_a_pipe_when_it_is_told_to() {
		let import = |line: &str| Cli::try_parse_from(line.split(' ')).map(|cli| cli.args.import);
		assert_eq!(import("new --out key").unwrap(), None);
		assert_eq!(import("new --import --out key").unwrap(), Some(Source::Terminal));
		assert_eq!(import("new --out key --import").unwrap(), Some(Source::Terminal));
		assert_eq!(import("new --out key --import -").unwrap(), Some(Source::Input));
		assert_eq!(import("new --import - --out key").unwrap(), Some(Source::Input));
		assert!(import("new --out key --import phrase").is_err());
		assert_eq!(*first_line(&b"one two\nthree\n"[..]).unwrap(), "one two\n");
	}
}
