//! The demo that `scripts/run` runs: the whole walk, and its end by Ctrl-C.

use jmt_e2e::{turn, STEP};
use jmt_node_runner::{binaries, wait, Process, Result};
use std::{path::Path, process::Command, time::Duration};
use tempfile::TempDir;

/// The walk takes a minute and a half; the machine may be busy.
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
	] {
		assert!(finished.stdout.contains(expected), "{}", finished.stdout);
	}
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
