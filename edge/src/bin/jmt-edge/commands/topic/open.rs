//! `topic open`

use crate::{
	arguments::{parse_count, parse_span, Signer},
	commands::{
		decide::{decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::Chain,
	pallets::{
		timestamp,
		zk_verifier::{OpenTopic, TopicOpened},
	},
	proofs::topic_of,
};
use jmt_primitives::{
	proofs::{scope::scope, GroupId},
	Moment,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The group's number
	#[arg(value_parser = parse_count::<GroupId>)]
	group: GroupId,
	/// A name; the topic is made of its hash and the end
	#[arg(long, value_name = "TEXT")]
	name: String,
	/// How long members may speak: 10m, 30d
	#[arg(long = "for", value_name = "TIME", default_value = "1d", value_parser = parse_span)]
	span: Moment,
	/// Aliases that it takes
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<u32>)]
	most: u32,
	#[command(flatten)]
	signer: Signer,
}

/// Opens a topic.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { group, name, span, most, signer } = args;
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let ends = timestamp::now(&chain.finalized().await?).await?.saturating_add(span);
		let topic = topic_of(ends, &name);
		let call = OpenTopic { group, topic, ends, most };
		decide_on(chain, global, &key, signer.fee, &call, |included| {
			let deposit = included.event::<TopicOpened>().map(|opened| opened.deposit);
			let held = deposit
				.map_or_else(String::new, |deposit| format!(", with {} held", format_jmt(deposit)));
			Told {
				json: json!({
					"group": group,
					"topic": topic,
					"ends": ends,
					"most": most,
					"scope": scope(&chain.genesis(), group, &topic),
					"deposit": deposit.map(|deposit| deposit.to_string()),
				}),
				words: format!(
					"opened topic {topic:?} of group {group} for {most} aliases until {} UTC{held},",
					format_time(ends)
				),
			}
		})
		.await
	})
	.await
}
