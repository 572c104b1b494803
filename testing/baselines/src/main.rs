//! Cedar and Biscuit, measured beside the chain's own evaluator: `scripts/bench access` starts this program and asks it
//! in turns with its own work, so that both have the same machine.
//!
//! Reads a question a line from standard input and answers each with a line:
//!
//! | Question | Answer |
//! |---|---|
//! | `versions` | the libraries and their versions |
//! | `says ACTION MINUTE` | `allow` or `deny` of Cedar, about the device of the figure |
//! | `cedar N` | nanoseconds of processor time for N decisions, all of them `allow` |
//! | `bytes` | length of the token |
//! | `verify N` | nanoseconds for reading the token and verifying its signatures N times |
//! | `decide N` | nanoseconds for N decisions about a token that was verified |
//!
//! Policies, entities and the request are parsed before.

mod biscuit;
mod cedar;

use std::{
	error::Error,
	io::{stdin, stdout, BufRead, Write},
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
	let (cedar, token) = (cedar::House::new()?, biscuit::Token::new()?);
	let mut out = stdout();
	for line in stdin().lock().lines() {
		let line = line?;
		let words: Vec<&str> = line.split(' ').collect();
		let answer = match words[..] {
			["versions"] => "cedar-policy 4.14.1, biscuit-auth 6.0.0".into(),
			["says", action, minute] => cedar.says(action, minute.parse()?)?.into(),
			["cedar", count] => timed(count, || cedar.decide())?,
			["bytes"] => token.len().to_string(),
			["verify", count] => timed(count, || token.verify())?,
			["decide", count] => timed(count, || token.decide())?,
			_ => return Err(format!("not understood: {line}").into()),
		};
		writeln!(out, "{answer}")?;
		out.flush()?;
	}
	Ok(())
}

/// Does something so many times. Returns the nanoseconds that this thread ran.
fn timed(count: &str, mut work: impl FnMut() -> Result<()>) -> Result<String> {
	let count: u32 = count.parse()?;
	let before = processor_time()?;
	for _ in 0..count {
		work()?;
	}
	Ok((processor_time()? - before).to_string())
}

/// Nanoseconds that this thread ran.
fn processor_time() -> Result<u64> {
	let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
	// SAFETY: it writes to the given place alone.
	if unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) } != 0 {
		return Err(std::io::Error::last_os_error().into());
	}
	Ok(u64::try_from(time.tv_sec)? * 1_000_000_000 + u64::try_from(time.tv_nsec)?)
}
