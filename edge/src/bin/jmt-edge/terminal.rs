//! Questions to somebody at a terminal: asked on stderr, answered on stdin.

use crate::failure::Failure;
use std::io::{self, BufRead, IsTerminal, Write};

/// Whether somebody can be asked.
pub(crate) fn on_terminal() -> bool {
	io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks, and fails unless the answer is yes.
pub(crate) async fn confirm(question: String) -> Result<(), Failure> {
	let asked = tokio::task::spawn_blocking(move || {
		ask(&question, &mut io::stdin().lock(), &mut io::stderr())
	});
	match asked.await {
		Ok(Ok(answer)) if is_yes(&answer) => Ok(()),
		_ => Err(Failure::Declined),
	}
}

/// Asks, and returns the answer without the space around it.
pub(crate) fn ask(
	question: &str,
	input: &mut impl BufRead,
	out: &mut impl Write,
) -> io::Result<String> {
	write!(out, "{question}")?;
	out.flush()?;
	let mut answer = String::new();
	input.read_line(&mut answer)?;
	Ok(answer.trim().into())
}

fn is_yes(answer: &str) -> bool {
	matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ask_only_a_yes_sends() {
		for (answer, sends) in [
			("y\n", true),
			("YES\n", true),
			("\n", false),
			("", false),
			("n\n", false),
			("yy", false),
		] {
			let mut out = Vec::new();
			let said = ask("send 1 JMT? [y/N] ", &mut answer.as_bytes(), &mut out).unwrap();
			assert_eq!(is_yes(&said), sends, "{answer}");
			assert_eq!(String::from_utf8(out).unwrap(), "send 1 JMT? [y/N] ");
		}
	}
}
