//! What goes to stdout (results) and to stderr (progress, errors).

use crate::{error::Error, light::SyncState};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{json, Value};
use std::{
	io::{self, IsTerminal, Write},
	time::Duration,
};

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
	/// Lines for people.
	Text,
	/// One JSON document a result, one a line.
	Json,
}

impl Format {
	/// Writes one result. A command ends with the error, which is [`Error::ReaderGone`] when nobody reads
	/// results any more.
	pub fn emit(self, json: Value, text: impl FnOnce() -> String) -> Result<(), Error> {
		self.write(&mut io::stdout().lock(), json, text)
	}

	fn write(
		self,
		out: &mut impl Write,
		json: Value,
		text: impl FnOnce() -> String,
	) -> Result<(), Error> {
		let line = match self {
			Self::Text => text(),
			Self::Json => json.to_string(),
		};
		writeln!(out, "{line}").and_then(|()| out.flush()).map_err(Error::output)
	}

	/// Writes an error to stderr, on one line.
	pub fn emit_error(self, error: &Error) {
		let line = match self {
			Self::Text => format!("jmt-edge: {}", error.one_line()),
			Self::Json => json!({
				"error": error.one_line(),
				"kind": error.kind(),
				"exitCode": error.exit_code(),
			})
			.to_string(),
		};
		let _ = writeln!(io::stderr(), "{line}");
	}
}

/// A spinner on stderr; nothing where stderr is no terminal.
pub struct Progress(ProgressBar);

impl Progress {
	/// Starts one.
	pub fn start(message: &'static str) -> Self {
		let bar = match io::stderr().is_terminal() {
			true => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()),
			false => ProgressBar::hidden(),
		};
		if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
			bar.set_style(style);
		}
		bar.set_message(message);
		bar.enable_steady_tick(Duration::from_millis(120));
		Self(bar)
	}

	/// Says what it is at.
	pub fn say(&self, message: impl Into<std::borrow::Cow<'static, str>>) {
		self.0.set_message(message);
	}

	/// Says how far the light client is.
	pub fn say_sync(&self, state: SyncState) {
		self.say(match state {
			SyncState { peers: 0, .. } => "looking for peers".to_string(),
			SyncState { warp: Some((at, target)), peers, .. } => {
				format!("verifying finality: block {at} of {target}, {peers} peers")
			},
			SyncState { peers, .. } => format!("verifying the newest blocks, {peers} peers"),
		});
	}
}

impl Drop for Progress {
	fn drop(&mut self) {
		self.0.finish_and_clear();
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Fails with this error.
	struct Failing(io::ErrorKind);

	impl Write for Failing {
		fn write(&mut self, _: &[u8]) -> io::Result<usize> {
			Err(self.0.into())
		}

		fn flush(&mut self) -> io::Result<()> {
			Ok(())
		}
	}

	fn write(format: Format, out: &mut impl Write) -> Result<(), Error> {
		format.write(out, json!({ "block": 7 }), || "block 7".into())
	}

	#[test]
	fn emit_it_writes_one_line_in_either_format() {
		for (format, line) in [(Format::Text, "block 7\n"), (Format::Json, "{\"block\":7}\n")] {
			let mut out = Vec::new();
			write(format, &mut out).unwrap();
			assert_eq!(String::from_utf8(out).unwrap(), line);
		}
	}

	#[test]
	fn emit_it_ends_quietly_without_a_reader_and_with_an_error_otherwise() {
		let gone = write(Format::Text, &mut Failing(io::ErrorKind::BrokenPipe));
		assert!(matches!(gone, Err(Error::ReaderGone)));
		let full = write(Format::Text, &mut Failing(io::ErrorKind::StorageFull));
		assert!(matches!(full, Err(Error::Output(_))));
	}
}
