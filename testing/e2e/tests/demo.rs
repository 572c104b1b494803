//! The demo that `scripts/run` runs: the whole walk, and its end by Ctrl-C.

use jmt_e2e::{turn, RECOVERY, STEP};
use jmt_node_runner::{
	binaries,
	chain::{self, text},
	wait, ChainSpec, Edge, Process, Result,
};
use serde_json::{json, Value};
use std::{path::Path, process::Command, time::Duration};
use tempfile::TempDir;

/// The walk takes three minutes; the machine may be busy.
const WALK: Duration = Duration::from_secs(600);

/// The demo, whose temporary folders and processes all lie below `dir`.
fn start(dir: &Path, arguments: &[&str]) -> Result<Process> {
	let temporary = dir.join("temporary");
	std::fs::create_dir(&temporary).expect("a folder can be made");
	let mut command = Command::new(binaries::demo()?);
	command.args(arguments).env("TMPDIR", temporary).env_remove("JMT_KEEP_TEMP");
	Process::start("demo", command, dir)
}

/// How many processes have a path below `dir` in their command line.
fn processes(dir: &Path) -> usize {
	let dir = dir.to_string_lossy();
	let numbered = std::fs::read_dir("/proc").expect("a list of processes").flatten();
	let lines = numbered.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
	lines.filter(|line| String::from_utf8_lossy(line).contains(&*dir)).count()
}

async fn nothing_is_left(dir: &Path) -> Result<()> {
	// The kernel ends what was being started in the moment that its parent ended.
	wait::until("the end of all processes", STEP, async || Ok((processes(dir) == 0).then_some(())))
		.await?;
	let left = std::fs::read_dir(dir.join("temporary")).expect("the folder").count();
	assert_eq!(left, 0, "temporary folders are left");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_pays_devices_and_everything_adds_up() -> Result<()> {
	let _turn = turn::network().await;
	let dir = TempDir::with_prefix("jmt-demo-").expect("a temporary folder can be made");
	let finished = start(dir.path(), &["--rounds", "2"])?.finish(WALK).await?;
	assert_eq!(finished.code(), Some(0), "{}{}", finished.stdout, finished.stderr);
	for expected in [
		"total issuance = 50 billion",
		"paid + forfeited + pending = withdrawn",
		"claimed = all that was ever paid",
		"10000 units of root of trust 1 in one transaction",
		"let in; after domain suspend refused with code 16",
		"a stranger is refused with code 6: the subject's domain is not trusted",
		"place was not asked: no gateway has a bond on this chain",
		"without a connection: let in by what the lift knew, and refused with code 26 once that was too old",
		"the third was refused with code 12",
		"its valve closed without asking the network; its log of ",
		" leaves proves use and absence",
		"1000 members, the three devices among them",
		"its second signal was refused: the member has signalled about this topic before (code 109)",
		"5 workers, each with a stake and a key for work",
		"have the slots, by lot of 4; each used ",
		"the 1197 bytes of output are those of bare wasmtime",
		"told the same output with a memory that it never had, and lost its bond of 1.6 JMT",
		"was killed after its claim, and lost 0.1 JMT for its silence; 3 were paid, of 0.25 JMT held 0.1 JMT went back",
		"held = paid + fees + back",
		"slashed = bond + silence; staked = at stake + slashed; each owner's gain and loss",
		"hardware 1.5",
	] {
		assert!(finished.stdout.contains(expected), "{}", finished.stdout);
	}
	nothing_is_left(dir.path()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn it_goes_on_until_ctrl_c_if_asked_to_and_tells_people_and_tools_where() -> Result<()> {
	let _turn = turn::network().await;
	let dir = TempDir::with_prefix("jmt-demo-").expect("a temporary folder can be made");
	let file = dir.path().join("network.json");
	let file_name = file.to_string_lossy();
	let mut demo = start(dir.path(), &["--rounds", "1", "--keep", "--json", &file_name])?;
	let table: Value = wait::until("the table", WALK, async || {
		demo.expect_running()?;
		Ok(std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()))
	})
	.await?;
	let list = |name: &str| table[name].as_array().cloned().unwrap_or_default();
	let said = demo.stdout();
	for node in list("nodes") {
		let url = text("rpc", &node["rpc"])?;
		let genesis = chain::call(&url, "chain_getBlockHash", json!([0])).await?;
		assert_eq!(genesis, table["genesis"]);
		let socket = text("websocket", &node["websocket"])?;
		chain::Connection::open(&socket).await?;
		let metrics = text("metrics", &node["metrics"])?;
		let (address, path) =
			metrics.trim_start_matches("http://").split_once('/').expect("a path");
		let metrics = chain::get(address, &format!("/{path}")).await?;
		assert!(metrics.contains("jmt_"), "{metrics}");
		let apps = text("link", &node["apps"])?;
		assert!(apps.ends_with(socket.rsplit(':').next().expect("a port")), "{apps}");
		assert!(said.contains(&url) && said.contains(&socket), "{said}");
	}
	assert_eq!(list("nodes").len(), 4);
	for account in list("accounts") {
		let address = text("address", &account["address"])?;
		let secret = text("secret", &account["secret"])?;
		let free: u128 = text("free", &account["free"])?.parse().expect("planck");
		assert!(free > 0, "{secret} has nothing");
		assert!(said.contains(&address) && said.contains(&secret), "{said}");
	}
	assert_eq!(list("accounts").len(), 10);
	// The agents mine on: all four, the one that was killed too, and a light client joins by the file named.
	let spec = ChainSpec(
		serde_json::from_slice(&std::fs::read(text("spec", &table["chainSpec"])?).expect("a spec"))
			.expect("JSON"),
	);
	let edge = Edge::new("guest", &spec, dir.path())?;
	let mut answered = Vec::new();
	for device in list("devices") {
		let id = text("device", &device["device"])?;
		let shown = async || edge.json(&["device", "show", &id]).await;
		let before = shown().await?["status"]["lastRound"].clone();
		wait::until(format!("an answer of {id}"), RECOVERY, async || {
			let now = shown().await?["status"]["lastRound"].clone();
			Ok((now.is_u64() && now != before).then_some(()))
		})
		.await?;
		answered.push(id);
	}
	assert_eq!(answered.len(), 4);
	demo.interrupt()?;
	let finished = demo.finish(STEP).await?;
	assert_eq!(finished.code(), Some(0), "{}{}", finished.stdout, finished.stderr);
	nothing_is_left(dir.path()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn it_cleans_up_after_ctrl_c() -> Result<()> {
	let _turn = turn::network().await;
	let dir = TempDir::with_prefix("jmt-demo-").expect("a temporary folder can be made");
	let mut demo = start(dir.path(), &[])?;
	wait::until("four validators", WALK, async || {
		demo.expect_running()?;
		Ok((processes(dir.path()) >= 4).then_some(()))
	})
	.await?;
	demo.interrupt()?;
	let finished = demo.finish(STEP).await?;
	assert_eq!(finished.code(), Some(130), "{}{}", finished.stdout, finished.stderr);
	assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
	nothing_is_left(dir.path()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn it_cleans_up_after_ctrl_c_in_its_first_step() -> Result<()> {
	let _turn = turn::network().await;
	let dir = TempDir::with_prefix("jmt-demo-").expect("a temporary folder can be made");
	let mut demo = start(dir.path(), &[])?;
	wait::until("the first step", STEP, async || {
		demo.expect_running()?;
		Ok((!demo.stderr().is_empty()).then_some(()))
	})
	.await?;
	demo.interrupt()?;
	let finished = demo.finish(STEP).await?;
	assert_eq!(finished.code(), Some(130), "{}{}", finished.stdout, finished.stderr);
	nothing_is_left(dir.path()).await
}
