//! `watch`

use super::{on_chain, stamped, StopSignals};
use crate::{arguments::parse_count, failure::Failure, global::Global, output::Format};
use jmt_edge::{
	chain::Chain,
	heads::{Block, Heads},
	mine::digest::announced_draw,
	Error,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// End after this many finalized blocks
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<u64>)]
	blocks: Option<u64>,
}

/// Follows the heads until stopped, or for so many finalized blocks.
pub(super) async fn run(global: &Global, Args { blocks }: Args) -> Result<(), Failure> {
	let format = global.format();
	on_chain(global, async |chain: &Chain| {
		let mut stop = StopSignals::listen();
		tokio::select! {
			biased;
			() = stop.asked_to_end() => Ok(()),
			() = chain.failure() => Err(Error::LIGHT_FAILED.into()),
			followed = follow(chain, format, blocks) => followed,
		}
	})
	.await
}

async fn follow(chain: &Chain, format: Format, blocks: Option<u64>) -> Result<(), Failure> {
	let mut seen = 0u64;
	let mut newest_best = 0u64;
	// Heads that are followed anew begin with those that were told last.
	let (mut told_best, mut told_finalized) = (None, None);
	loop {
		let mut heads = Heads::follow_again(chain).await;
		loop {
			tokio::select! {
				block = heads.best.next() => match block {
					Some(Ok(block)) => {
						newest_best = block.number();
						if told_best.replace(block.hash()) == Some(block.hash()) {
							continue;
						}
						emit(format, "best", &block, newest_best)?;
					},
					Some(Err(error)) => tracing::debug!("best blocks: {error}"),
					None => break,
				},
				block = heads.finalized.recv() => match block {
					Some(Ok(block)) => {
						newest_best = newest_best.max(block.number());
						if told_finalized.replace(block.hash()) == Some(block.hash()) {
							continue;
						}
						emit(format, "finalized", &block, newest_best)?;
						seen = seen.saturating_add(1);
						if blocks.is_some_and(|blocks| seen >= blocks) {
							return Ok(());
						}
					},
					Some(Err(error)) => tracing::debug!("finalized blocks: {error}"),
					None => break,
				},
			}
		}
	}
}

fn emit(format: Format, event: &str, block: &Block, best: u64) -> Result<(), Failure> {
	let draw = announced_draw(block.header());
	let lag = best.saturating_sub(block.number());
	let json = json!({
		"event": event,
		"number": block.number(),
		"hash": block.hash(),
		"lagBlocks": lag,
		"draw": draw,
	});
	format.emit(json, || {
		let drawn = draw.map_or_else(String::new, |draw| {
			format!(", round {} draws bucket {}", draw.round, draw.bucket)
		});
		stamped(&format!("{event:<9} {} {:?}{drawn}", block.number(), block.hash()))
	})
}
