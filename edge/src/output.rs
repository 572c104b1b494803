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
	/// Writes one result. A reader that has gone away is no error worth a message.
	pub fn emit(self, json: Value, text: impl FnOnce() -> String) {
		let line = match self {
			Self::Text => text(),
			Self::Json => json.to_string(),
		};
		let mut stdout = io::stdout().lock();
		let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
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
