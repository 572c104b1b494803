//! `status`

use super::{block, on_chain, pots};
use crate::{failure::Failure, global::Global, output::counted_peers};
use jmt_edge::{
	age::Age,
	amount::{format_jmt, format_time},
	chain::{At, Chain},
	pallets::{devices, proof_of_time, supply},
	Error,
};
use jmt_primitives::{
	proof_of_time::{Clock, DrawInfo, Fleet},
	supply::{Pot, SupplyReport},
	Hash,
};
use serde_json::{json, Value};

/// The chain at a glance, all of one block.
struct Glance {
	supply: SupplyReport,
	clock: Clock,
	draw: Option<DrawInfo>,
	devices: u32,
	fleet: Fleet,
}

impl Glance {
	async fn at(at: &At) -> Result<Self, Error> {
		Ok(Self {
			supply: supply::report(at).await?,
			clock: proof_of_time::clock(at).await?,
			draw: proof_of_time::draw(at).await?,
			devices: devices::count(at).await?,
			fleet: proof_of_time::fleet(at).await?,
		})
	}
}

/// Shows the heads, the peers and the supply.
pub(super) async fn run(global: &Global) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let (header, hash) = chain.best_header().await?;
		let finalized = chain.finalized().await?;
		let glance = Glance::at(&finalized).await?;
		let peers = chain.sync_state().await?.peers;
		let (number, finalized_hash) = (finalized.block_number(), finalized.block_hash());
		let (best, best_hash) = best_of((header.number, hash), (number, finalized_hash));
		let lag = best.saturating_sub(number);
		// The genesis has no time.
		let age = (glance.supply.at > 0).then(|| Age::of(glance.supply.at));
		let json = json!({
			"name": chain.name(),
			"genesis": chain.genesis(),
			"peers": peers,
			"warmStart": chain.started_warm(),
			"best": { "number": best, "hash": best_hash },
			"finalized": block(&finalized),
			"finalizedAgeSeconds": age.map(Age::seconds),
			"lagBlocks": lag,
			"chain": as_json(&glance),
		});
		global.format().emit(json, || {
			let mut lines = vec![
				format!("{} ({:?}), {}", chain.name(), chain.genesis(), counted_peers(peers)),
				format!("best         {best} {best_hash:?}"),
				format!("finalized    {number} {finalized_hash:?}, {lag} behind"),
			];
			let old = age.filter(|age| age.is_old());
			lines.extend(old.map(|age| format!("  which is    {age} old")));
			lines.extend(describe(&glance));
			lines.join("\n")
		})
	})
	.await
}

/// The best block's number and hash. The finalized head was read later and may have moved past the best block,
/// or have shown that it is on no branch that goes on.
fn best_of(best: (u64, Hash), finalized: (u64, Hash)) -> (u64, Hash) {
	match best.0 > finalized.0 {
		true => best,
		false => finalized,
	}
}

/// Amounts are decimal strings in planck: JSON's numbers lose digits.
fn as_json(glance: &Glance) -> Value {
	let Glance { supply, clock, draw, devices, fleet } = glance;
	json!({
		"supply": {
			"at": supply.at,
			"launch": supply.launch,
			"total": supply.total.to_string(),
			"pots": pots(&supply.pots),
			"elsewhere": supply.elsewhere.to_string(),
			"released": supply.released.to_string(),
			"releasedToday": supply.released_today.to_string(),
			"deviceStream": supply.device_stream.to_string(),
			"deviceWithdrawn": supply.device_withdrawn.to_string(),
		},
		"slotMs": clock.slot_ms,
		"roundSlots": clock.round_slots,
		"windowSlots": clock.window_slots,
		"roundsPerDay": clock.rounds_per_day,
		"draw": draw.as_ref().map(|info| info.draw),
		"buckets": draw.as_ref().map_or(0, |info| info.buckets),
		"devices": devices,
		"miningDevices": fleet.mining_devices,
		"totalWeight": fleet.total_weight.to_string(),
		"rewardsWithdrawn": fleet.withdrawn.to_string(),
		"rewardsPaid": fleet.paid.to_string(),
		"rewardsForfeited": fleet.forfeited.to_string(),
		"rewardsPending": fleet.pending.to_string(),
	})
}

fn describe(glance: &Glance) -> Vec<String> {
	let Glance { supply, draw, devices, fleet, .. } = glance;
	let mut lines = vec![format!("supply       {}", format_jmt(supply.total))];
	let pots = Pot::ALL.map(|pot| (pot.name().replace('_', " "), supply.pots.of(pot)));
	let others = [("elsewhere".to_string(), supply.elsewhere)];
	lines.extend(
		pots.into_iter()
			.chain(others)
			.map(|(name, amount)| format!("  {name:<17}{}", format_jmt(amount))),
	);
	let launch = supply.launch.map_or_else(|| "not yet".to_string(), format_time);
	lines.push(format!("released     {} since {launch} UTC", format_jmt(supply.released)));
	lines.push(format!("  today      {}", format_jmt(supply.released_today)));
	lines.push(format!("devices      {devices} registered, {} mining", fleet.mining_devices));
	lines.push(format!(
		"rewards      {} withdrawn: {} paid, {} pending, {} forfeited",
		format_jmt(fleet.withdrawn),
		format_jmt(fleet.paid),
		format_jmt(fleet.pending),
		format_jmt(fleet.forfeited)
	));
	if let Some(DrawInfo { draw, buckets, .. }) = draw {
		lines.push(format!(
			"draw         round {}, bucket {} of {buckets}",
			draw.round, draw.bucket
		));
	}
	lines
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{
		supply::{PotBalances, TOTAL_SUPPLY},
		Draw,
	};

	fn glance() -> Glance {
		Glance {
			supply: SupplyReport {
				at: 5,
				launch: None,
				total: TOTAL_SUPPLY,
				pots: PotBalances { mining: u128::MAX, ..PotBalances::default() },
				elsewhere: 1,
				released: 2,
				released_today: 3,
				device_stream: 4,
				device_withdrawn: 5,
			},
			clock: Clock { slot_ms: 6000, round_slots: 10, window_slots: 5, rounds_per_day: 1440 },
			draw: Some(DrawInfo {
				draw: Draw { day: 1, round: 7, bucket: 2, hash: Hash::repeat_byte(9) },
				drawn_in: 11,
				last_slot: 12,
				seed: Hash::repeat_byte(1),
				buckets: 10,
			}),
			devices: 8,
			fleet: Fleet {
				mining_devices: 6,
				total_weight: u128::MAX,
				withdrawn: 10,
				paid: 4,
				forfeited: 3,
				pending: 3,
			},
		}
	}

	#[test]
	fn best_of_it_is_one_block_and_never_below_the_finalized_one() {
		let block = |number: u64, byte: u8| (number, Hash::repeat_byte(byte));
		assert_eq!(best_of(block(9, 9), block(7, 7)), block(9, 9));
		assert_eq!(best_of(block(7, 7), block(7, 7)), block(7, 7));
		assert_eq!(best_of(block(6, 6), block(7, 7)), block(7, 7));
		// At the same height it is another block: the finalized one has won.
		assert_eq!(best_of(block(7, 17), block(7, 7)), block(7, 7));
	}

	#[test]
	fn as_json_it_keeps_every_digit() {
		let json = as_json(&glance());
		assert_eq!(json["supply"]["total"], TOTAL_SUPPLY.to_string());
		assert_eq!(json["supply"]["pots"]["mining"], u128::MAX.to_string());
		assert_eq!(json["supply"]["releasedToday"], "3");
		assert_eq!(json["supply"]["deviceWithdrawn"], "5");
		assert_eq!((&json["devices"], &json["miningDevices"]), (&json!(8), &json!(6)));
		assert_eq!(json["totalWeight"], u128::MAX.to_string());
		assert_eq!(json["rewardsWithdrawn"], "10");
		assert_eq!((&json["draw"]["round"], &json["buckets"]), (&json!(7), &json!(10)));
		let json = as_json(&Glance { draw: None, ..glance() });
		assert_eq!((&json["draw"], &json["buckets"]), (&json!(null), &json!(0)));
	}
}
