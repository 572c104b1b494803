//! `task result`

use super::{
	arguments::Numbered,
	told::{outcome_json, outcome_words, verdict_word},
};
use crate::{
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
	output::printable,
};
use jmt_edge::{
	chain::Chain,
	pallets::tasks::{self, TaskError},
};
use jmt_primitives::tasks::{Outcome, Place, Task, Verdict};
use serde_json::json;
use std::{fs, path::PathBuf};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	numbered: Numbered,
	/// Write the output to this file, which is replaced
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
}

/// A result of a task: the one that counts, or the one that stands for a word against it.
#[derive(PartialEq, Eq, Debug)]
struct Found {
	outcome: Outcome,
	place: Place,
	/// `None` while it stands.
	verdict: Option<Verdict>,
}

/// Reads a result out of proven storage, and checks its output against it.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { numbered: Numbered { task }, out } = args;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let stored = tasks::stored_task(&at, task).await?.ok_or(TaskError::Unknown(task))?;
		let Some(found) = found(&stored) else {
			let why = tasks::task(&at, task).await?.map(|view| view.why).unwrap_or_default();
			return Err(TaskError::NoResult { task, why }.into());
		};
		let bytes = tasks::output(&at, task, found.place).await?.ok_or(TaskError::Output)?;
		let bytes = tasks::checked_output(&found.outcome, bytes)?;
		if let Some(path) = &out {
			fs::write(path, &bytes)
				.map_err(|source| Failure::Unwritten { path: path.clone(), source })?;
		}
		let verdict = found.verdict.map(verdict_word);
		let json = json!({
			"task": task,
			"verdict": verdict,
			"outcome": outcome_json(&found.outcome),
			"output": format!("0x{}", hex::encode(&bytes)),
			"file": out.as_ref().map(|path| path.display().to_string()),
			"block": block(&at),
		});
		global.format().emit(json, || {
			let stands = verdict.unwrap_or("stands, and a word against it is still in time");
			let outcome = outcome_words(&found.outcome);
			let shown = match &out {
				Some(path) => format!("\noutput in {}", path.display()),
				None if bytes.is_empty() => String::new(),
				None => format!("\n{}", printable(&bytes)),
			};
			format!(
				"task {task} ({stands}): {outcome}, result {:?}{shown}",
				found.outcome.digest().0
			)
		})
	})
	.await
}

/// The result that counts, or that stands.
fn found(task: &Task) -> Option<Found> {
	if let Some(end) = &task.end {
		let (outcome, place) = tasks::result(task, end)?;
		return Some(Found { outcome, place, verdict: Some(end.verdict) });
	}
	task.standing?;
	let outcome = task.crew.agreed()?;
	Some(Found { place: task.carrier(&outcome)?, outcome, verdict: None })
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{
		tasks::{
			Amounts, Audience, Bench, Content, End, Ending, Entry, Input, Instant, Limits, Mode,
			Slot, Terms, Ticket, Windows,
		},
		AccountId, DeviceId, Hash,
	};

	fn outcome() -> Outcome {
		Outcome {
			ending: Ending::Finished { code: 0 },
			fuel: 5,
			output: Content::of(b"done").unwrap(),
			memory: Some(Hash::zero()),
		}
	}

	/// A task of one worker, who told its result.
	fn task() -> Task {
		let terms = Terms {
			program: Content::of(b"program").unwrap(),
			input: Input::Inline(Default::default()),
			arguments: Default::default(),
			hint: Default::default(),
			limits: Limits { fuel: 9, memory_pages: 1, output_bytes: 9 },
			pay: 7,
			windows: Windows { claim: 10_000, run: 10_000 },
			audience: Audience::Anyone,
			mode: Mode::Accept { standing: 60_000 },
		};
		let amounts = Amounts {
			pay: 7,
			fee: 0,
			bond: 9,
			silence: 1,
			service: 1,
			price: 7,
			deposit: 1,
			bounty: 1,
		};
		let mut task = Task::new(1, 1, AccountId::new([1; 32]), terms, amounts);
		let slot = Slot {
			device: DeviceId(Hash::repeat_byte(2)),
			owner: AccountId::new([2; 32]),
			ticket: Ticket(1),
			entry: Entry::Revealed { outcome: outcome(), carries: true },
		};
		task.crew.slots.try_push(slot).unwrap();
		task
	}

	#[test]
	fn found_it_is_the_result_that_stands_or_the_one_that_counts() {
		let place = Place { bench: Bench::Crew, index: 0 };
		let mut task = task();
		assert_eq!(found(&task), None);
		task.standing = Some(Instant { at: 5, roomy: 0 });
		assert_eq!(found(&task), Some(Found { outcome: outcome(), place, verdict: None }));
		task.end = Some(End { verdict: Verdict::Done, at: 9, result: Some(place) });
		let verdict = Some(Verdict::Done);
		assert_eq!(found(&task), Some(Found { outcome: outcome(), place, verdict }));
		task.end = Some(End { verdict: Verdict::Expired, at: 9, result: None });
		assert_eq!(found(&task), None);
	}
}
