//! `validator rotate`

use super::{
	join::register_keys,
	node::{refused, ValidatorNode},
	on_chain, Steps,
};
use crate::{arguments::Signer, failure::Failure, global::Global};
use jmt_edge::chain::Chain;
use jmt_primitives::validators::ValidatorReport;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	node: ValidatorNode,
	#[command(flatten)]
	signer: Signer,
	/// Send without asking
	#[arg(long)]
	yes: bool,
}

/// Whether keys that this node has were registered and are not in use yet: a rotation that goes on.
fn under_way(report: &ValidatorReport, keys_here: bool) -> bool {
	let other = |keys: &Option<Vec<u8>>| keys.is_some() && *keys != report.registered_keys;
	keys_here && (other(&report.keys_in_use) || other(&report.queued_keys))
}

/// Makes new session keys on the node and registers them, unless that was done and they do not count yet.
pub(super) async fn run(global: &Global, Args { node, signer, yes }: Args) -> Result<(), Failure> {
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		node.check(chain.genesis()).await?;
		let steps = Steps::new(global, chain, &key, signer.fee);
		let before = steps.standing().await?;
		let Some(registered) = &before.report.registered_keys else {
			return Err(refused(
				"the account has no session keys yet: run `jmt-edge validator join`".into(),
			));
		};
		if under_way(&before.report, node.has(registered).await?) {
			steps.skip("keys", "the new ones are registered already: nothing was sent")?;
		} else {
			steps.agreed(yes, "make and register new session keys").await?;
			register_keys(&steps, &node).await?;
		}
		steps.conclude().await
	})
	.await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn under_way_a_rotation_is_not_begun_again_until_its_keys_are_in_use() {
		let mut report = ValidatorReport {
			bond: None,
			candidate: None,
			registered_keys: Some(vec![1]),
			queued_keys: Some(vec![1]),
			keys_in_use: Some(vec![1]),
			elected: true,
			elected_next: None,
			points: 0,
		};
		assert!(!under_way(&report, true));
		report.registered_keys = Some(vec![2]);
		assert!(under_way(&report, true));
		// Keys of another machine: this node's have to be registered.
		assert!(!under_way(&report, false));
		report.queued_keys = Some(vec![2]);
		assert!(under_way(&report, true));
		report.keys_in_use = Some(vec![2]);
		assert!(!under_way(&report, true));
		(report.queued_keys, report.keys_in_use) = (None, None);
		assert!(!under_way(&report, true));
	}
}
