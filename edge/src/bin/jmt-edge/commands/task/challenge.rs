//! `task challenge`

use super::arguments::Numbered;
use crate::{
	arguments::Signer,
	commands::{
		decide::{decide_on, Told},
		emit_fee, fee, on_chain, Cost,
	},
	failure::Failure,
	global::Global,
	output::Format,
	terminal::{confirm, on_terminal},
};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	pallets::tasks::{self, Challenge, PanelDrawn, TaskError},
};
use jmt_primitives::{
	tasks::{Task, TaskId},
	Balance,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	numbered: Numbered,
	/// Send without asking
	#[arg(long)]
	yes: bool,
	#[command(flatten)]
	signer: Signer,
}

/// Challenges the result of a task.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { numbered: Numbered { task }, yes, signer } = args;
	let key = signer.owner.key()?;
	let asks = !yes && global.format() == Format::Text && on_terminal();
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let stored = tasks::stored_task(&at, task).await?.ok_or(TaskError::Unknown(task))?;
		let held = held(&stored);
		let call = Challenge { task };
		if signer.fee {
			let fee = fee(chain, &key, &call).await?;
			return emit_fee(global, &Cost { deposit: held, ..Cost::of(&key, fee) });
		}
		if asks {
			let fee = fee(chain, &key, &call).await?;
			confirm(question(task, held.unwrap_or_default(), fee)).await?;
		}
		decide_on(chain, global, &key, false, &call, |included| {
			let panel = included.event::<PanelDrawn>().map(|drawn| drawn.panel);
			let held = held.map(|held| held.to_string());
			Told {
				json: json!({ "task": task, "panel": panel, "held": held }),
				words: match panel {
					Some(panel) => format!("challenged task {task}, which panel {panel} judges,"),
					None => format!("challenged task {task}"),
				},
			}
		})
		.await
	})
	.await
}

/// The pay of a panel, held of whoever asks for it. `None` where the mode has none: the chain says so.
fn held(task: &Task) -> Option<Balance> {
	task.amounts.challenge(&task.terms.mode)
}

fn question(task: TaskId, held: Balance, fee: Balance) -> String {
	format!(
		"challenge task {task}, with {} held that pay the panel if it finds the same, for a fee of {}? [y/N] ",
		format_jmt(held),
		format_jmt(fee)
	)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn question_it_says_what_a_wrong_challenge_costs() {
		let said = question(7, 350_000_000_000, 1_000_000);
		for part in ["task 7", "0.35 JMT held", "a fee of 0.000001 JMT"] {
			assert!(said.contains(part), "{said}");
		}
	}
}
