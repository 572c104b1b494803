//! Answers of the runtime API as JSON. Amounts are decimal strings in planck: JSON's numbers lose digits.

use jmt_primitives::{
	api::{ChainInfo, MiningStatus},
	supply::SupplyReport,
};
use serde_json::{json, Value};

fn supply(report: &SupplyReport) -> Value {
	let pots = report
		.pots
		.iter()
		.map(|(pot, balance)| json!([pot, balance.to_string()]))
		.collect::<Vec<_>>();
	json!({
		"at": report.at,
		"launch": report.launch,
		"total": report.total.to_string(),
		"pots": pots,
		"elsewhere": report.elsewhere.to_string(),
		"released": report.released.to_string(),
		"releasedToday": report.released_today.to_string(),
		"deviceStream": report.device_stream.to_string(),
		"deviceDrawn": report.device_drawn.to_string(),
	})
}

/// The chain at a glance.
pub(super) fn chain_info(info: &ChainInfo) -> Value {
	json!({
		"supply": supply(&info.supply),
		"slotMs": info.slot_ms,
		"roundSlots": info.round_slots,
		"windowSlots": info.window_slots,
		"roundsPerDay": info.rounds_per_day,
		"draw": info.draw,
		"buckets": info.buckets,
		"devices": info.devices,
		"miningDevices": info.mining_devices,
		"totalWeight": info.total_weight.to_string(),
		"rewardsDrawn": info.rewards_drawn.to_string(),
		"rewardsPaid": info.rewards_paid.to_string(),
		"rewardsForfeited": info.rewards_forfeited.to_string(),
		"rewardsPending": info.rewards_pending.to_string(),
	})
}

/// Where a device stands.
pub(super) fn mining_status(status: &MiningStatus) -> Value {
	json!({
		"state": status.state,
		"owner": status.owner.as_ref().map(crate::keys::format_address),
		"lastRound": status.last_round,
		"paidUntil": status.paid_until,
		"missedRound": status.missed_round,
		"earned": status.earned.to_string(),
		"open": status.open.to_string(),
		"weight": status.weight,
		"bucket": status.bucket,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::supply::{Pot, TOTAL_SUPPLY};

	#[test]
	fn supply_it_keeps_every_digit() {
		let report = SupplyReport {
			at: 5,
			launch: None,
			total: TOTAL_SUPPLY,
			pots: vec![(Pot::Mining, u128::MAX)],
			elsewhere: 1,
			released: 2,
			released_today: 3,
			device_stream: 4,
			device_drawn: 5,
		};
		let json = supply(&report);
		assert_eq!(json["total"], TOTAL_SUPPLY.to_string());
		assert_eq!(json["pots"], json!([["mining", u128::MAX.to_string()]]));
		assert_eq!(json["releasedToday"], "3");
	}
}
