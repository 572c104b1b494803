//! `watch`

use super::{on_chain, StopSignals};
use crate::{
	chain::Chain,
	cli::Global,
	error::Error,
	heads::{Block, Heads},
	mine::digest::announced_draw,
	output::Format,
};
use serde_json::json;

/// Follows the heads until stopped, or for so many finalized blocks.
pub(super) async fn run(global: &Global, blocks: Option<u64>) -> Result<(), Error> {
	let format = global.format();
	on_chain(global, async |chain: &Chain| {
		let mut stop = StopSignals::listen();
		tokio::select! {
			biased;
			() = stop.asked_to_end() => Ok(()),
			() = chain.failure() => Err(Error::LightFailed),
			followed = follow(chain, format, blocks) => followed,
		}
	})
	.await
}

async fn follow(chain: &Chain, format: Format, blocks: Option<u64>) -> Result<(), Error> {
	let mut seen = 0u64;
	let mut newest_best = 0u64;
	loop {
		let mut heads = Heads::follow_again(chain).await;
		loop {
			tokio::select! {
				block = heads.best.next() => match block {
					Some(Ok(block)) => {
						newest_best = block.number();
						emit(format, "best", &block, newest_best)?;
					},
					Some(Err(error)) => tracing::debug!("best blocks: {error}"),
					None => break,
				},
				block = heads.finalized.recv() => match block {
					Some(Ok(block)) => {
						newest_best = newest_best.max(block.number());
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

fn emit(format: Format, event: &str, block: &Block, best: u64) -> Result<(), Error> {
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
		format!("{event:<9} {} {:?}{drawn}", block.number(), block.hash())
	})
}
