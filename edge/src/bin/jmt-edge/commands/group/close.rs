//! `group close`

use crate::{
	arguments::{parse_count, Signer},
	commands::{emit_fee, fee, on_chain, place, place_words, send, Cost},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::format_address,
	pallets::zk_verifier::{self, CloseGroup, GroupCleared, GroupClosed, CLEAR_PAGES},
	Error,
};
use jmt_primitives::{proofs::GroupId, Balance};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The group's number
	#[arg(value_parser = parse_count::<GroupId>)]
	group: GroupId,
	#[command(flatten)]
	signer: Signer,
}

/// Closes a group, in as few transactions as it takes.
pub(super) async fn run(global: &Global, Args { group, signer }: Args) -> Result<(), Failure> {
	let key = signer.owner.key()?;
	let call = CloseGroup { group, pages: CLEAR_PAGES };
	on_chain(global, async |chain: &Chain| {
		let found = zk_verifier::group(&chain.finalized().await?, group).await?;
		let found = found.ok_or_else(|| Error::chain(format!("there is no group {group}")))?;
		let most = found.pages.div_ceil(CLEAR_PAGES).max(1);
		if signer.fee {
			let fee = fee(chain, &key, &call).await?;
			return emit_fee(global, &Cost::of(&key, fee.saturating_mul(most.into())));
		}
		let mut released: Balance = 0;
		for _ in 0..most {
			let included = send(chain, &key, &call, "closing the group").await?;
			let cleared = included.event::<GroupCleared>().map(|cleared| cleared.deposit);
			let closed = included.event::<GroupClosed>().map(|closed| closed.deposit);
			released = released.saturating_add(cleared.or(closed).unwrap_or_default());
			if cleared.is_some() && closed.is_none() {
				continue;
			}
			let json = json!({
				"group": group,
				"closed": closed.is_some(),
				"released": released.to_string(),
				"from": format_address(&key.account()),
				"block": place(&included),
				"transaction": included.transaction,
			});
			return global.format().emit(json, || {
				let block = place_words(&included);
				match closed {
					Some(_) => format!(
						"closed group {group} in {block}, {} came back",
						format_jmt(released)
					),
					None => format!(
						"group {group} takes no member and no topic any more since {block}: close it again once its \
						 topics are closed"
					),
				}
			});
		}
		Err(Error::chain(format!("group {group} is not closed after {most} transactions")).into())
	})
	.await
}
