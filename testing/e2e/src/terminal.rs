//! Commands of the agent as somebody at a terminal runs them.

use jmt_node_runner::{Edge, Finished, Process, Result};
use std::{ffi::OsStr, path::Path, process::Command, time::Duration};

/// Has `script` of util-linux run a command on a pseudo-terminal, on which the answer was typed before it asks.
const TYPED: &str = r#"printf '%s\n' "$ANSWER" | exec script -qec "$COMMAND" /dev/null"#;

/// How long a command may take.
const LIMIT: Duration = Duration::from_secs(120);

/// A command that prints text, not started.
pub fn text_command(agent: &Edge, arguments: &[&str]) -> Result<Command> {
	let mut command = Command::new(agent.command(&[])?.get_program());
	command.arg("--chain-spec").arg(&agent.spec).arg("--data-dir").arg(&agent.data_dir);
	command.args(arguments);
	Ok(command)
}

/// Runs a command that prints text to its end, without a terminal.
pub async fn run_text(agent: &Edge, arguments: &[&str], dir: &Path) -> Result<Finished> {
	let name = format!("{}-text", agent.name);
	Process::start(&name, text_command(agent, arguments)?, dir)?.finish(LIMIT).await
}

/// Runs a command to its end at a terminal where `answer` is typed. Both outputs stand in the first.
pub async fn run_typed(
	agent: &Edge,
	arguments: &[&str],
	answer: &str,
	dir: &Path,
) -> Result<Finished> {
	let command = text_command(agent, arguments)?;
	let words = std::iter::once(command.get_program()).chain(command.get_args());
	let line = words.map(quoted).collect::<Vec<_>>().join(" ");
	let mut typed = Command::new("sh");
	typed.args(["-c", TYPED]).env("COMMAND", line).env("ANSWER", answer);
	let name = format!("{}-typed", agent.name);
	Process::start(&name, typed, dir)?.finish(LIMIT).await
}

/// A word as a shell reads it back.
fn quoted(word: &OsStr) -> String {
	format!("'{}'", word.to_string_lossy().replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_quotes_what_a_shell_would_take_apart() {
		assert_eq!(quoted("a b".as_ref()), "'a b'");
		assert_eq!(quoted("it's".as_ref()), r"'it'\''s'");
	}
}
