//! `access log show`

use super::{
	open,
	told::{entry_json, entry_words},
};
use crate::{
	arguments::{parse_count, Device},
	commands::on_chain,
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	access::{gate::log_folder, log::Found},
	amount::{format_jmt, format_time},
	chain::Chain,
	keys::format_address,
	pallets::access,
};
use jmt_primitives::{access::LogHead, DeviceId, Hash};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	/// So many of the newest entries, where the log's file is on this machine
	#[arg(long, value_name = "NUMBER", default_value_t = 10, value_parser = parse_count::<usize>)]
	entries: usize,
	/// Show the file alone, and connect to nobody
	#[arg(long)]
	offline: bool,
}

/// Shows a log.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, entries, offline } = args;
	let enforcer = device.id()?;
	if offline {
		let (newest, leaves) = open(global, global.genesis()?, enforcer)?.newest(entries)?;
		let json = json!({ "enforcer": enforcer, "file": file_json(&newest, leaves) });
		return global.format().emit(json, || file_words(&newest, leaves));
	}
	on_chain(global, async |chain: &Chain| {
		let head = access::log_head(&chain.finalized().await?, enforcer).await?;
		let file = file(global, chain.genesis(), enforcer, entries)?;
		let json = json!({
			"enforcer": enforcer,
			"anchored": head.as_ref().map(head_json),
			"file": file.as_ref().map(|(newest, leaves)| file_json(newest, *leaves)),
		});
		global.format().emit(json, || {
			let head = head.as_ref().map_or_else(|| "never anchored".into(), head_words);
			match &file {
				Some((newest, leaves)) => format!("{head}\n{}", file_words(newest, *leaves)),
				None => head,
			}
		})
	})
	.await
}

/// The newest entries and the number of leaves, where the log's file is here.
fn file(
	global: &Global,
	genesis: Hash,
	enforcer: DeviceId,
	entries: usize,
) -> Result<Option<(Vec<Found>, u32)>, Failure> {
	let folder = log_folder(&super::data_dir(global)?, &enforcer);
	match folder.exists() {
		true => Ok(Some(open(global, genesis, enforcer)?.newest(entries)?)),
		false => Ok(None),
	}
}

fn head_json(head: &LogHead) -> Value {
	json!({
		"leaves": head.leaves,
		"root": head.root,
		"segment": head.segment,
		"until": head.at,
		"lied": head.lied,
		"payer": format_address(&head.payer),
		"deposit": head.deposit.to_string(),
	})
}

fn head_words(head: &LogHead) -> String {
	let lied = match head.lied {
		Some(at) => format!("FOUND LYING on {} UTC", format_time(at)),
		None => "never found lying".into(),
	};
	format!(
		"anchored: {} leaves in {} segments until {} UTC, root {:?}\n{lied}\n{} held of {}",
		head.leaves,
		head.segment,
		format_time(head.at),
		head.root,
		format_jmt(head.deposit),
		format_address(&head.payer)
	)
}

fn file_json(newest: &[Found], leaves: u32) -> Value {
	let entries = newest.iter().map(|found| {
		let mut json = entry_json(&found.entry);
		json["index"] = found.index.into();
		json
	});
	json!({ "leaves": leaves, "newest": entries.collect::<Vec<_>>() })
}

fn file_words(newest: &[Found], leaves: u32) -> String {
	let entries = newest.iter().map(|found| format!("\n{}", entry_words(&found.entry)));
	format!("the file has {leaves} leaves; the newest entries:{}", entries.collect::<String>())
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::AccountId;

	#[test]
	fn head_a_lie_is_told_first_thing_after_the_log() {
		let head = LogHead {
			leaves: 9,
			tree: Hash::zero(),
			root: Hash::repeat_byte(7),
			segment: 3,
			at: 1_800_000_000_000,
			lied: None,
			payer: AccountId::new([1; 32]),
			deposit: 5,
		};
		assert!(head_words(&head).contains("never found lying"));
		let liar = LogHead { lied: Some(1_800_000_000_000), ..head };
		assert!(head_words(&liar).contains("\nFOUND LYING on 2027-01-15"), "{}", head_words(&liar));
		assert_eq!(head_json(&liar)["lied"], json!(1_800_000_000_000u64));
	}
}
