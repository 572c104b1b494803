//! Results on stdout, errors on stderr.

use crate::failure::Failure;
use serde_json::{json, Value};
use std::io::{self, Write};

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
	/// Lines for people.
	Text,
	/// One JSON document a result, one a line.
	Json,
}

impl Format {
	/// Writes one result. A command ends with the error, which is [`Failure::ReaderGone`] once stdout was closed.
	pub(crate) fn emit(self, json: Value, text: impl FnOnce() -> String) -> Result<(), Failure> {
		self.write(&mut io::stdout().lock(), json, text)
	}

	fn write(
		self,
		out: &mut impl Write,
		json: Value,
		text: impl FnOnce() -> String,
	) -> Result<(), Failure> {
		let line = match self {
			Self::Text => text(),
			Self::Json => json.to_string(),
		};
		writeln!(out, "{line}").and_then(|()| out.flush()).map_err(Failure::output)
	}

	/// Writes an error to stderr, on one line.
	pub(crate) fn emit_failure(self, failure: &Failure) {
		let line = match self {
			Self::Text => format!("jmt-edge: {}", failure.one_line()),
			Self::Json => failure_json(failure).to_string(),
		};
		let _ = writeln!(io::stderr(), "{line}");
	}
}

/// An error as JSON. Where a rule with a code is why, it has that too.
fn failure_json(failure: &Failure) -> Value {
	let mut json = json!({
		"error": failure.one_line(),
		"kind": failure.kind(),
		"exitCode": failure.exit_code(),
	});
	if let Some(code) = failure.code() {
		json["code"] = code.into();
	}
	json
}

/// A number of peers, in words.
pub(crate) fn counted_peers(peers: u64) -> String {
	match peers {
		1 => "1 peer".into(),
		peers => format!("{peers} peers"),
	}
}

/// The text, without what would move a terminal's cursor or change its colours; bytes that are no text in hexadecimal.
pub(crate) fn printable(text: &[u8]) -> String {
	let Ok(text) = std::str::from_utf8(text) else { return format!("0x{}", hex::encode(text)) };
	let mut shown = String::new();
	for character in text.chars() {
		match character {
			'\n' | '\t' => shown.push(character),
			control if control.is_control() => shown.extend(control.escape_default()),
			character => shown.push(character),
		}
	}
	shown
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn printable_no_text_moves_the_terminal() {
		assert_eq!(printable("valve 7\n\tauf, \u{e4}".as_bytes()), "valve 7\n\tauf, \u{e4}");
		assert_eq!(printable(b"\x1b[2Jgone\r"), "\\u{1b}[2Jgone\\r");
		assert_eq!(printable(&[0xff, 0x00]), "0xff00");
	}

	#[test]
	fn emit_failure_a_rule_with_a_code_is_named_by_it() {
		use jmt_primitives::identity::AuthRefusal;
		let refused = Failure::Auth(AuthRefusal::SnapshotTooOld.into());
		let json = failure_json(&refused);
		assert_eq!((&json["code"], &json["exitCode"]), (&json!(10), &json!(16)));
		assert_eq!(json["error"], json!("refused with code 10: the snapshot is too old"));
		assert_eq!(failure_json(&Failure::Declined).get("code"), None);
	}

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

	fn write(format: Format, out: &mut impl Write) -> Result<(), Failure> {
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
		assert!(matches!(gone, Err(Failure::ReaderGone)));
		let full = write(Format::Text, &mut Failing(io::ErrorKind::StorageFull));
		assert!(matches!(full, Err(Failure::Output(_))));
	}
}
