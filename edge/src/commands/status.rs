//! `status`

use super::{on_chain, report};
use crate::{
	amount::{format_jmt, format_time},
	api::chain_info,
	chain::Chain,
	cli::Global,
	error::Error,
};
use jmt_primitives::{api::ChainInfo, Hash};
use serde_json::json;

pub(super) async fn run(global: &Global) -> Result<(), Error> {
	on_chain(global, async |chain: &Chain| {
		let (header, hash) = chain.best_header().await?;
		let finalized = chain.finalized().await?;
		let info = chain_info(&finalized).await?;
		let peers = chain.sync_state().await?.peers;
		let (number, finalized_hash) = (finalized.block_number(), finalized.block_hash());
		let (best, best_hash) = best_of((header.number, hash), (number, finalized_hash));
		let lag = best.saturating_sub(number);
		let json = json!({
			"name": chain.name(),
			"genesis": chain.genesis(),
			"peers": peers,
			"warmStart": chain.started_warm(),
			"best": { "number": best, "hash": best_hash },
			"finalized": { "number": number, "hash": finalized_hash },
			"lagBlocks": lag,
			"chain": report::chain_info(&info),
		});
		global.format().emit(json, || {
			let mut lines = vec![
				format!("{} ({:?}), {peers} peers", chain.name(), chain.genesis()),
				format!("best         {best} {best_hash:?}"),
				format!("finalized    {number} {finalized_hash:?}, {lag} behind"),
			];
			lines.extend(describe(&info));
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

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn best_of_it_is_one_block_and_never_below_the_finalized_one() {
		let block = |number: u64, byte: u8| (number, Hash::repeat_byte(byte));
		assert_eq!(best_of(block(9, 9), block(7, 7)), block(9, 9));
		assert_eq!(best_of(block(7, 7), block(7, 7)), block(7, 7));
		assert_eq!(best_of(block(6, 6), block(7, 7)), block(7, 7));
		// At the same height it is another block: the finalized one has won.
		assert_eq!(best_of(block(7, 17), block(7, 7)), block(7, 7));
	}
}
