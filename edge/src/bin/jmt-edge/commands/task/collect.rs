//! `task collect`

use super::{
	arguments::Numbered,
	bytes::{remove, Dropping},
};
use crate::{arguments::Signer, commands::decide::Told, failure::Failure, global::Global};
use jmt_edge::{
	amount::format_jmt,
	pallets::tasks::{Collect, Collected},
};
use jmt_primitives::tasks::TaskId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	numbered: Numbered,
	#[command(flatten)]
	bytes: Dropping,
	#[command(flatten)]
	signer: Signer,
}

/// Removes a task that has ended: by its client, and a day after its end by anybody.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { numbered: Numbered { task }, bytes, signer } = args;
	remove(global, &signer, task, bytes, &Collect { task }, |included| {
		told(task, included.event::<Collected>().as_ref())
	})
	.await
}

fn told(task: TaskId, collected: Option<&Collected>) -> Told {
	let mut words = format!("collected task {task}");
	if let Some(Collected { released, bounty }) = collected {
		words += &format!(", {} released to its client", format_jmt(*released));
		if *bounty > 0 {
			words += &format!(", {} to whoever collected", format_jmt(*bounty));
		}
		words += ",";
	}
	Told {
		json: json!({
			"task": task,
			"released": collected.map(|collected| collected.released.to_string()),
			"bounty": collected.map(|collected| collected.bounty.to_string()),
		}),
		words,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn told_it_says_who_gets_what() {
		let collected = Collected { released: 1_000_000_000_000, bounty: 2_000_000_000 };
		let words = told(7, Some(&collected)).words;
		assert!(words.contains("1 JMT released") && words.contains("0.002 JMT to"), "{words}");
		let own = Collected { bounty: 0, ..collected };
		assert!(!told(7, Some(&own)).words.contains("whoever"));
		assert_eq!(told(7, None).words, "collected task 7");
	}
}
