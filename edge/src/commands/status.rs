//! `status`

use super::{on_chain, report};
use crate::{
	amount::{format_jmt, format_time},
	chain::{chain_info, Chain},
	cli::Global,
	error::Error,
};
use jmt_primitives::api::ChainInfo;
use serde_json::json;

pub(super) async fn run(global: &Global) -> Result<(), Error> {
	on_chain(global, async |chain: &Chain| {
		let (best, best_hash) = chain.best_header().await?;
		let finalized = chain.finalized().await?;
		let info = chain_info(&finalized).await?;
		let peers = chain.sync_state().await?.peers;
		// Two reads: the finalized head may have moved past the best one read before.
		let number = finalized.block_number();
		let lag = best.number.saturating_sub(number);
		let json = json!({
			"name": chain.name(),
			"genesis": chain.genesis(),
			"peers": peers,
			"warmStart": chain.started_warm(),
			"best": { "number": best.number.max(number), "hash": best_hash },
			"finalized": { "number": number, "hash": finalized.block_hash() },
			"lagBlocks": lag,
			"chain": report::chain_info(&info),
		});
		global.format().emit(json, || {
			let mut lines = vec![
				format!("{} ({:?}), {peers} peers", chain.name(), chain.genesis()),
				format!("best         {} {best_hash:?}", best.number),
				format!("finalized    {number} {:?}, {lag} behind", finalized.block_hash()),
			];
			lines.extend(describe(&info));
			lines.join("\n")
		});
		Ok(())
	})
	.await
}

fn describe(info: &ChainInfo) -> Vec<String> {
	let supply = &info.supply;
	let mut lines = vec![format!("supply       {}", format_jmt(supply.total))];
	for (pot, balance) in &supply.pots {
		lines.push(format!("  {:<11}{}", format!("{pot:?}").to_lowercase(), format_jmt(*balance)));
	}
	lines.push(format!("  elsewhere  {}", format_jmt(supply.elsewhere)));
	let launch = supply.launch.map_or_else(|| "not yet".to_string(), format_time);
	lines.push(format!("released     {} since {launch} UTC", format_jmt(supply.released)));
	lines.push(format!("  today      {}", format_jmt(supply.released_today)));
	lines.push(format!("devices      {} registered, {} mining", info.devices, info.mining_devices));
	lines.push(format!(
		"rewards      {} drawn: {} paid, {} pending, {} forfeited",
		format_jmt(info.rewards_drawn),
		format_jmt(info.rewards_paid),
		format_jmt(info.rewards_pending),
		format_jmt(info.rewards_forfeited)
	));
	if let Some(draw) = &info.draw {
		lines.push(format!(
			"draw         round {}, bucket {} of {}",
			draw.round, draw.bucket, info.buckets
		));
	}
	lines
}
