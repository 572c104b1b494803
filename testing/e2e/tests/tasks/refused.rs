//! Commands that are refused say why, and nothing is posted.

use jmt_e2e::{edge_refusal, turn, STEP};
use jmt_node_runner::{chain::text, tasks::usvg, Edge, Network, Result};
use serde_json::Value;

/// Exit code of a task that is refused, or that there is none.
const REFUSED: i32 = 21;

/// The words with which a command is refused.
async fn words(edge: &Edge, command: &[&str]) -> Result<String> {
	text("error", &edge_refusal(&edge.run(command).await?, REFUSED)["error"])
}

/// Number of the next task; null before the first.
async fn next(edge: &Edge) -> Result<Value> {
	Ok(edge.json(&["read", "Tasks", "NextId"]).await?["value"].take())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_task_a_bad_program_and_bad_windows_have_their_words() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(2, STEP).await?;
	let edge = Edge::new("client", &network.first().raw_spec().await?, network.dir())?;
	let before = next(&edge).await?;

	for command in ["result", "watch"] {
		let said = words(&edge, &["task", command, "99"]).await?;
		assert!(said.contains("no task has the number 99"), "{said}");
	}

	// A module without `_start`.
	let program = edge.path("program.wasm");
	std::fs::write(&program, b"\0asm\x01\0\0\0").expect("a file");
	let post = ["task", "post", &program.to_string_lossy(), "--suri", "//Ferdie"];
	let said = words(&edge, &post).await?;
	assert!(said.contains("no worker would run this program"), "{said}");

	let usvg = usvg()?;
	let usvg = usvg.to_string_lossy();
	for (window, why) in [
		(["--claim", "9s"], "the window for claims is less than 10 s"),
		(["--run", "3s"], "the window to run is less than 4 s"),
		(["--standing", "59s"], "the result stands for less than a minute"),
	] {
		let post = ["task", "post", &usvg, "--suri", "//Ferdie", window[0], window[1]];
		let said = words(&edge, &post).await?;
		assert!(said.contains(why), "{said}");
	}
	assert_eq!(next(&edge).await?, before, "a task was posted");
	Ok(())
}
