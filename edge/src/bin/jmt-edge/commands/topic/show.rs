//! `topic show`

use crate::{
	arguments::{parse_count, parse_hash},
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_time,
	chain::Chain,
	keys::format_address,
	pallets::{timestamp, zk_verifier},
	Error,
};
use jmt_primitives::proofs::{scope::scope, GroupId, TopicId};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The group's number
	#[arg(value_parser = parse_count::<GroupId>)]
	group: GroupId,
	/// The topic
	#[arg(value_parser = parse_hash)]
	topic: TopicId,
}

/// Shows a topic.
pub(super) async fn run(global: &Global, Args { group, topic }: Args) -> Result<(), Failure> {
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let found = zk_verifier::topic(&at, group, topic).await?.ok_or_else(|| {
			Error::chain(format!(
				"group {group} has no topic {topic:?}: it was never opened, or closed"
			))
		})?;
		let over = found.ends < timestamp::now(&at).await?;
		let json = json!({
			"group": group,
			"topic": topic,
			"block": block(&at),
			"opener": format_address(&found.opener),
			"ends": found.ends,
			"over": over,
			"most": found.most,
			"used": found.used,
			"scope": scope(&chain.genesis(), group, &topic),
		});
		global.format().emit(json, || {
			let over = if over { ", which has passed" } else { "" };
			format!(
				"topic    {topic:?} of group {group}, opened by {}\naliases  {} of {}\n\
				 ends     {} UTC{over}",
				format_address(&found.opener),
				found.used,
				found.most,
				format_time(found.ends),
			)
		})
	})
	.await
}
