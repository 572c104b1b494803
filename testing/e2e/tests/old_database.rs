//! A validator that is put back on an older copy of its folder: finality goes on, also where its vote is needed,
//! and it does not vote twice as far as it can know.

use jmt_e2e::{turn, STEP};
use jmt_node_runner::{wait, Error, Network, Node, Result};
use serde_json::{json, Value};
use std::{
	fs,
	path::{Path, PathBuf},
	time::Duration,
};

/// Slots of an epoch, so that the set of authorities changes soon after the copy was made.
const EPOCH_SLOTS: u32 = 10;

/// The first rounds of a set, in which nobody is far ahead of a node that enters it.
const FIRST_ROUNDS: u64 = 10;

/// How long finality may stand still. The network by itself needs two minutes, or for ever.
const STANDSTILL: Duration = Duration::from_secs(75);

/// The file that records votes, beside the database.
const RECORD: &str = "votes";

/// The words with which a node says that it asks again.
const ASKS: &str = "asks for what it missed";

/// The part that is put back.
#[derive(Clone, Copy)]
enum Copied {
	/// All but the record of votes.
	Database,
	/// The record too.
	Folder,
}

#[tokio::test(flavor = "multi_thread")]
async fn two_validators_go_on_after_one_is_put_back_on_an_old_folder() -> Result<()> {
	let _turn = turn::pair().await;
	let (mut network, copy) = aged(2).await?;
	put_back(&mut network, &copy, Copied::Folder).await?;
	let log = supervise(&mut network).await?;
	assert!(log.contains(ASKS), "{log}");
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_validators_go_on_and_none_votes_twice_if_the_record_of_votes_is_kept() -> Result<()> {
	let _turn = turn::pair().await;
	let (mut network, copy) = aged(2).await?;
	put_back(&mut network, &copy, Copied::Database).await?;
	let log = supervise(&mut network).await?;
	assert!(log.contains(ASKS), "{log}");
	for log in [log, network.first().log()] {
		assert!(!log.contains("equivocation"), "{log}");
	}
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn three_of_four_go_on_and_the_fourth_votes_again_from_an_old_folder() -> Result<()> {
	let _turn = turn::network().await;
	let (mut network, copy) = aged(4).await?;
	let last = network.nodes.len() - 1;
	network.nodes[last].terminate().await?;
	let stopped = network.first().finalized_number().await?;
	network.first().wait_finalized(stopped + 3, STEP).await?;
	put_back(&mut network, &copy, Copied::Folder).await?;
	supervise(&mut network).await?;
	let (first, last) = (network.first(), &network.nodes[last]);
	let head = first.finalized_number().await?;
	last.wait_finalized(head + 1, STEP).await?;
	wait::until("the votes of all four", STEP, async || {
		let state = first.rpc("grandpa_roundState", json!([])).await?;
		let weight = &state["best"]["prevotes"]["currentWeight"];
		Ok((weight.as_u64() == Some(4)).then_some(()))
	})
	.await?;
	Ok(())
}

/// A network whose last validator's folder was copied in a set of authorities before this one.
async fn aged(validators: usize) -> Result<(Network, PathBuf)> {
	let mut network = Network::builder()
		.validators(validators)
		.patch(|genesis| {
			genesis["genesisParameters"]["consensus"]["epochSlots"] = json!(EPOCH_SLOTS);
			Ok(())
		})
		.start()
		.await?;
	network.wait_finalized(3, STEP).await?;
	let copy = network.dir().join("copy");
	let last = network.nodes.last_mut().expect("it has validators");
	last.terminate().await?;
	copy_folder(&last.base_path(), &copy)?;
	last.restart().await?;
	let (set, _) = place(network.first()).await?;
	let first = network.first();
	wait::until("another set of authorities", STEP, async || {
		let (now, round) = place(first).await?;
		Ok((now > set && round > FIRST_ROUNDS).then_some(()))
	})
	.await?;
	Ok((network, copy))
}

/// Set of authorities and round of a node.
async fn place(node: &Node) -> Result<(u64, u64)> {
	let state = node.rpc("grandpa_roundState", json!([])).await?;
	let number = |value: &Value| {
		value.as_u64().ok_or_else(|| Error::shape("grandpa_roundState", state.to_string()))
	};
	Ok((number(&state["setId"])?, number(&state["best"]["round"])?))
}

/// Stops the last validator, if it runs, and starts it on what was copied.
async fn put_back(network: &mut Network, copy: &Path, copied: Copied) -> Result<()> {
	let last = network.nodes.last_mut().expect("it has validators");
	if last.id().is_some() {
		last.terminate().await?;
	}
	let folder = last.base_path();
	let record = fs::read(record(&folder)?).map_err(Error::io("the record of votes"))?;
	fs::remove_dir_all(&folder).map_err(Error::io("remove the folder"))?;
	copy_folder(copy, &folder)?;
	if let Copied::Database = copied {
		fs::write(self::record(&folder)?, record).map_err(Error::io("the record of votes"))?;
	}
	last.restart().await
}

/// Where the record of votes stands.
fn record(folder: &Path) -> Result<PathBuf> {
	let mut chains = fs::read_dir(folder.join("chains")).map_err(Error::io("the folder"))?;
	let chain = chains.next().ok_or_else(|| Error::shape("folder", "no chain"))?;
	Ok(chain.map_err(Error::io("the folder"))?.path().join(RECORD))
}

/// Waits until blocks that are made from now on become final, and starts the last validator again where it ends,
/// as a supervisor does. Returns all that it said.
async fn supervise(network: &mut Network) -> Result<String> {
	let (last, others) = network.nodes.split_last_mut().expect("it has validators");
	let first = &others[0];
	let wanted = first.best_number().await? + 2;
	let mut said = String::new();
	wait::until(format!("finality of block {wanted}"), STANDSTILL, async || {
		if last.expect_running().is_err() {
			said.push_str(&last.log());
			last.restart().await?;
		}
		Ok((first.finalized_number().await? >= wanted).then_some(()))
	})
	.await?;
	said.push_str(&last.log());
	Ok(said)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
	fs::create_dir_all(to).map_err(Error::io("a folder"))?;
	for entry in fs::read_dir(from).map_err(Error::io("a validator's folder"))? {
		let entry = entry.map_err(Error::io("a validator's folder"))?;
		let (path, target) = (entry.path(), to.join(entry.file_name()));
		if path.is_dir() {
			copy_folder(&path, &target)?;
		} else {
			fs::copy(&path, &target).map_err(Error::io("a validator's file"))?;
		}
	}
	Ok(())
}
