//! `device show`

use crate::{
	arguments::Device,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::Chain,
	keys::format_address,
	mine::counts_from,
	pallets::{identity, proof_of_time},
};
use jmt_primitives::proof_of_time::{MiningReport, MiningStatus, WeightReport};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
}

/// Shows where a device stands, and why.
pub(super) async fn run(global: &Global, Args { device }: Args) -> Result<(), Failure> {
	let device = device.id()?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let report = proof_of_time::mining(&at, device).await?;
		let weight = identity::weight(&at, device).await?;
		let weight_words = weight.as_ref().map(WeightReport::explain);
		let explanation = match report.status {
			MiningStatus::Waiting => {
				format!("registered; {}", counts_from(proof_of_time::next_day(&at).await?))
			},
			_ => report.explain(|at| format!("{} UTC", format_time(at))),
		};
		let json = json!({
			"device": device,
			"block": block(&at),
			"status": as_json(&report),
			"explanation": explanation,
			"weight": weight,
			"weightExplanation": weight_words,
		});
		global.format().emit(json, || {
			let owner = report.owner.as_ref().map_or_else(|| "nobody".into(), format_address);
			let weight = weight_words.map_or_else(String::new, |words| format!("\n{words}"));
			format!(
				"device  {:?}\nowner   {owner}\nearned  {}\nopen    {}\n{explanation}{weight}",
				device.0,
				format_jmt(report.earned),
				format_jmt(report.open)
			)
		})
	})
	.await
}

/// Amounts are decimal strings in planck: JSON's numbers lose digits.
fn as_json(report: &MiningReport) -> Value {
	json!({
		"status": report.status,
		"owner": report.owner.as_ref().map(format_address),
		"lastRound": report.last_round,
		"paidUntil": report.paid_until,
		"missedRound": report.missed_round,
		"earned": report.earned.to_string(),
		"open": report.open.to_string(),
		"weight": report.weight,
		"bucket": report.bucket,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::AccountId;

	#[test]
	fn as_json_it_keeps_every_digit() {
		let owner = AccountId::new([7; 32]);
		let report = MiningReport {
			status: MiningStatus::NeverAnswered,
			owner: Some(owner.clone()),
			last_round: None,
			paid_until: None,
			missed_round: None,
			earned: u128::MAX,
			open: 1,
			weight: 1_000_000,
			bucket: Some(2),
		};
		let json = as_json(&report);
		assert_eq!(json["status"], "neverAnswered");
		assert_eq!(json["owner"], format_address(&owner));
		assert_eq!(json["earned"], u128::MAX.to_string());
		assert_eq!((&json["lastRound"], &json["bucket"]), (&json!(null), &json!(2)));
	}
}
