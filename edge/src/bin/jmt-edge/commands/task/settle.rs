//! `task settle`

use super::told::{ended_json, ended_words};
use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use jmt_edge::pallets::tasks::{Ended, Settle};
use jmt_primitives::tasks::{TaskId, MAX_SETTLED};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// Numbers of tasks, 16 at most
	#[arg(required = true, value_parser = parse_count::<TaskId>)]
	tasks: Vec<TaskId>,
	#[command(flatten)]
	signer: Signer,
}

/// Takes tasks on whose windows have closed.
pub(super) async fn run(global: &Global, Args { tasks, signer }: Args) -> Result<(), Failure> {
	if !u32::try_from(tasks.len()).is_ok_and(|count| count <= MAX_SETTLED) {
		return Err(Failure::Usage(format!("one call settles {MAX_SETTLED} tasks at most")));
	}
	decide(global, &signer, &Settle { tasks: tasks.clone() }, |included| {
		told(&tasks, &included.events::<Ended>())
	})
	.await
}

fn told(tasks: &[TaskId], ended: &[Ended]) -> Told {
	let numbers = tasks.iter().map(TaskId::to_string).collect::<Vec<_>>().join(", ");
	let ends = ended.iter().map(ended_json).collect::<Vec<Value>>();
	let words = ended.iter().map(|ended| format!("; {}", ended_words(ended))).collect::<String>();
	Told {
		json: json!({ "tasks": tasks, "ended": ends }),
		words: format!("settled {numbers}{words}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::tasks::Verdict;

	#[test]
	fn told_it_says_which_of_them_ended() {
		let ended = Ended {
			task: 8,
			verdict: Verdict::Expired,
			paid: 0,
			to_pot: 0,
			refunded: 1_000_000_000_000,
			wrong: 0,
			silent: 0,
		};
		let told = told(&[7, 8], &[ended]);
		assert!(told.words.starts_with("settled 7, 8; task 8 ended (expired)"), "{}", told.words);
		assert_eq!(told.json["ended"][0]["refunded"], json!("1000000000000"));
	}
}
