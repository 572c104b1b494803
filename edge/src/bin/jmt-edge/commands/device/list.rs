//! `device list`

use crate::{
	arguments::{parse_account, parse_count},
	commands::{block, on_chain},
	failure::Failure,
	global::{Environment, Global},
};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::{At, Chain},
	keys::format_address,
	pallets::{devices, proof_of_time},
	Error,
};
use jmt_primitives::{
	devices::{DeviceId, Member},
	proof_of_time::MiningReport,
	AccountId, Balance,
};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The owner's address [default: that of the configuration]
	#[arg(value_parser = parse_account)]
	owner: Option<AccountId>,
	/// Devices to list at most
	#[arg(long, value_name = "NUMBER", default_value_t = 100, value_parser = parse_count::<usize>)]
	limit: usize,
}

/// A device of the list.
struct Row {
	device: DeviceId,
	member: Option<Member>,
	report: MiningReport,
}

/// Lists an owner's devices: where they are, what they earn, and why one does not.
pub(super) async fn run(global: &Global, Args { owner, limit }: Args) -> Result<(), Failure> {
	let owner = match owner {
		Some(owner) => owner,
		None => global.settings(&Environment::read())?.owner.ok_or_else(|| {
			Failure::Usage("name an account, or configure one with jmt-edge init".into())
		})?,
	};
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let mut rows = Vec::new();
		for device in devices::owned(&at, &owner, limit).await? {
			rows.push(row(&at, device).await?);
		}
		let json = json!({
			"owner": format_address(&owner),
			"block": block(&at),
			"devices": rows.iter().map(as_json).collect::<Vec<_>>(),
		});
		global.format().emit(json, || match rows.as_slice() {
			[] => "no device".into(),
			rows => in_words(rows),
		})
	})
	.await
}

async fn row(at: &At, device: DeviceId) -> Result<Row, Error> {
	let member = devices::member(at, device).await?;
	Ok(Row { device, member, report: proof_of_time::mining(at, device).await? })
}

fn in_words(rows: &[Row]) -> String {
	let earned: Balance = rows.iter().map(|row| row.report.earned).sum();
	let mut lines = rows.iter().map(line).collect::<Vec<_>>();
	lines.push(format!("{} devices, {} earned and not claimed", rows.len(), format_jmt(earned)));
	lines.join("\n")
}

fn line(row: &Row) -> String {
	let domain = row.member.as_ref().and_then(|member| member.domain);
	format!(
		"{:?}  {:<10}  {:>24}  {}",
		row.device.0,
		domain.map_or_else(|| "at large".into(), |domain| format!("domain {domain}")),
		format_jmt(row.report.earned),
		row.report.explain(|at| format!("{} UTC", format_time(at)))
	)
}

/// Amounts are decimal strings in planck: JSON's numbers lose digits.
fn as_json(row: &Row) -> Value {
	let leaf = row.member.as_ref().and_then(|member| member.leaf);
	json!({
		"device": row.device,
		"domain": row.member.as_ref().and_then(|member| member.domain),
		"manifest": leaf.map(|(manifest, _)| manifest),
		"index": leaf.map(|(_, index)| index),
		"status": row.report.status,
		"lastRound": row.report.last_round,
		"missedRound": row.report.missed_round,
		"earned": row.report.earned.to_string(),
		"explanation": row.report.explain(|at| format!("{} UTC", format_time(at))),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{proof_of_time::MiningStatus, Hash};

	fn row(domain: Option<u32>, earned: Balance) -> Row {
		let member = domain.map(|domain| Member {
			domain: Some(domain),
			leaf: Some((3, 9)),
			..Member::default()
		});
		let report = MiningReport {
			status: MiningStatus::NeverAnswered,
			owner: None,
			last_round: None,
			paid_until: None,
			missed_round: None,
			earned,
			open: 0,
			weight: 0,
			bucket: None,
		};
		Row { device: DeviceId(Hash::repeat_byte(0xab)), member, report }
	}

	#[test]
	fn in_words_each_device_has_a_line_and_all_a_sum() {
		let said = in_words(&[row(Some(7), 1_000_000_000_000), row(None, 500_000_000_000)]);
		let lines = said.lines().collect::<Vec<_>>();
		assert_eq!(lines.len(), 3);
		assert!(lines[0].contains("domain 7") && lines[0].contains("1 JMT"), "{said}");
		assert!(lines[1].contains("at large"), "{said}");
		assert_eq!(lines[2], "2 devices, 1.5 JMT earned and not claimed");
	}

	#[test]
	fn as_json_it_names_the_leaf_and_keeps_every_digit() {
		let json = as_json(&row(Some(7), Balance::MAX));
		assert_eq!(
			(&json["domain"], &json["manifest"], &json["index"]),
			(&json!(7), &json!(3), &json!(9))
		);
		assert_eq!(json["earned"], Balance::MAX.to_string());
		assert_eq!(as_json(&row(None, 0))["domain"], json!(null));
	}
}
