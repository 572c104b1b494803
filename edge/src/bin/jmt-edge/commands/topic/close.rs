//! `topic close`

use crate::{
	arguments::{parse_count, parse_hash, Signer},
	commands::{emit_fee, fee, on_chain, place, place_words, send, Cost},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::format_address,
	pallets::zk_verifier::{self, CloseTopic, TopicCleared, TopicClosed, CLEAR_ALIASES},
	Error,
};
use jmt_primitives::{
	proofs::{GroupId, TopicId},
	Balance,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The group's number
	#[arg(value_parser = parse_count::<GroupId>)]
	group: GroupId,
	/// The topic
	#[arg(value_parser = parse_hash)]
	topic: TopicId,
	#[command(flatten)]
	signer: Signer,
}

/// Clears a topic, in as few transactions as it takes.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { group, topic, signer } = args;
	let key = signer.owner.key()?;
	let call = CloseTopic { group, topic, n: CLEAR_ALIASES };
	on_chain(global, async |chain: &Chain| {
		let found = zk_verifier::topic(&chain.finalized().await?, group, topic).await?;
		let found =
			found.ok_or_else(|| Error::chain(format!("group {group} has no topic {topic:?}")))?;
		let most = found.used.div_ceil(CLEAR_ALIASES).max(1);
		if signer.fee {
			let fee = fee(chain, &key, &call).await?;
			return emit_fee(global, &Cost::of(&key, fee.saturating_mul(most.into())));
		}
		let mut bounty: Balance = 0;
		for _ in 0..most {
			let included = send(chain, &key, &call, "closing the topic").await?;
			if let Some(cleared) = included.event::<TopicCleared>() {
				bounty = bounty.saturating_add(cleared.bounty);
			}
			let Some(closed) = included.event::<TopicClosed>() else { continue };
			let json = json!({
				"group": group,
				"topic": topic,
				"released": closed.deposit.to_string(),
				"bounty": bounty.to_string(),
				"from": format_address(&key.account()),
				"block": place(&included),
				"transaction": included.transaction,
			});
			return global.format().emit(json, || {
				format!(
					"closed topic {topic:?} of group {group} in {}, {} came back, {} is the bounty",
					place_words(&included),
					format_jmt(closed.deposit),
					format_jmt(bounty),
				)
			});
		}
		Err(Error::chain(format!("topic {topic:?} is not closed after {most} transactions")).into())
	})
	.await
}
