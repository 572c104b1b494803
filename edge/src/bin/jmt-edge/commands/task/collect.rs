//! `task collect`

use super::arguments::Numbered;
use crate::{
	arguments::Signer,
	commands::{
		decide::{decide_on, Told},
		emit_fee, fee, on_chain, send, Cost,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	chain::{At, Chain},
	pallets::{
		preimage::{self, UnnotePreimage},
		tasks::{self, Collect, Collected, TaskError},
	},
};
use jmt_primitives::tasks::{Content, Input, Task, TaskId};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	numbered: Numbered,
	/// Have the chain drop what the same account gave it by --on-chain as well: that deposit comes back
	#[arg(long)]
	drop_bytes: bool,
	#[command(flatten)]
	signer: Signer,
}

/// Removes a task that has ended: by its client, and a day after its end by anybody.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { numbered: Numbered { task }, drop_bytes, signer } = args;
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let call = Collect { task };
		let drops = match drop_bytes {
			true => dropped(&chain.finalized().await?, task).await?,
			false => Vec::new(),
		};
		if signer.fee {
			let mut cost = Cost::nothing(&key);
			for drop in &drops {
				cost.add(fee(chain, &key, drop).await?);
			}
			cost.add(fee(chain, &key, &call).await?);
			return emit_fee(global, &cost);
		}
		// Before the task that names them is gone.
		for drop in &drops {
			send(chain, &key, drop, "having the bytes dropped").await?;
		}
		decide_on(chain, global, &key, false, &call, |included| {
			told(task, included.event::<Collected>().as_ref())
		})
		.await
	})
	.await
}

/// The calls by which the chain drops what it still keeps of a task.
async fn dropped(at: &At, id: TaskId) -> Result<Vec<UnnotePreimage>, Failure> {
	let task = tasks::stored_task(at, id).await?.ok_or(TaskError::Unknown(id))?;
	let mut drops = Vec::new();
	for content in named(&task) {
		if preimage::is_noted(at, &content).await? {
			drops.push(UnnotePreimage { hash: content.hash });
		}
	}
	Ok(drops)
}

/// All that it names, whether the chain keeps it or not.
fn named(task: &Task) -> Vec<Content> {
	let terms = &task.terms;
	match &terms.input {
		Input::Stored(input) if *input != terms.program => vec![terms.program, *input],
		_ => vec![terms.program],
	}
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
