//! The words of a worker, a line each.

use crate::{amount::format_jmt, mine::short};
use jmt_primitives::{
	tasks::{Ending, TaskId, Verdict},
	Balance, DeviceId, Hash,
};
use serde::Serialize;

/// Something to tell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
	/// The agent follows the chain.
	Following {
		/// The finalized block that it begins with.
		block: u64,
		device: DeviceId,
		/// Fuel that the machine uses in a second.
		speed: u64,
	},
	/// The device is a worker.
	Enrolled {
		/// Its stake units.
		units: u32,
	},
	/// The device is no worker yet.
	NotEnrolled,
	/// A slot that an earlier run asked for is gone on with.
	Resumed { task: TaskId },
	/// One of the tickets may win a slot.
	Drawn {
		task: TaskId,
		/// Whether it is a panel's slot.
		panel: bool,
	},
	/// The task is left to others.
	Declined {
		task: TaskId,
		/// Why, in words.
		reason: String,
	},
	/// Program and input are at hand.
	Fetched {
		task: TaskId,
		/// Of the program.
		program: usize,
		/// Of the input.
		input: usize,
	},
	/// A slot was asked for.
	Claiming { task: TaskId },
	/// A block gives the device a slot.
	Claimed { task: TaskId, block: u64 },
	/// The program runs.
	Running { task: TaskId },
	/// It ended, and the result is kept.
	Ran {
		task: TaskId,
		/// How it ended.
		ending: String,
		fuel: u64,
		milliseconds: u64,
		/// Of the result.
		digest: Hash,
	},
	/// It did not end on this machine.
	NotRun {
		task: TaskId,
		/// Why, in words.
		reason: String,
	},
	/// A block has the commitment.
	Committed { task: TaskId, block: u64 },
	/// A finalized block has the result.
	Told { task: TaskId, block: u64 },
	/// The chain did not take a step, which is tried again.
	Refused {
		task: TaskId,
		/// Why, in words.
		reason: String,
	},
	/// The task ended, with the result in it.
	Ended {
		task: TaskId,
		/// In words.
		verdict: String,
		/// To the owner, in planck.
		#[serde(serialize_with = "as_text")]
		paid: Balance,
	},
	/// A slot came to an end without a result.
	Left {
		task: TaskId,
		/// Why, in words.
		reason: String,
	},
	/// The agent could not join the chain, and tries again.
	NotJoined {
		/// Why, in words.
		reason: String,
	},
	/// No block comes, and no peer is there.
	PeersLost,
	/// Blocks come again.
	PeersBack {
		/// The newest.
		block: u64,
	},
	/// The light client failed and another one takes its place.
	LightClientReplaced,
}

/// JSON's numbers lose digits.
fn as_text<S: serde::Serializer>(planck: &Balance, to: S) -> Result<S::Ok, S::Error> {
	to.collect_str(planck)
}

impl Event {
	/// The event on one line.
	pub fn to_line(&self) -> String {
		match self {
			Self::Following { block, device, speed } => format!(
				"following the chain from block {block} with device {}, {speed} of fuel a second",
				short(device)
			),
			Self::Enrolled { units } => format!("the device works with {units} stake units"),
			Self::NotEnrolled => {
				"the device is not enrolled: it works once jmt-edge worker enrol has staked for it"
					.into()
			},
			Self::Resumed { task } => format!("task {task}: going on from the journal"),
			Self::Drawn { task, panel: false } => {
				format!("task {task}: a ticket of the device may win")
			},
			Self::Drawn { task, panel: true } => {
				format!("task {task}: a ticket of the device may win a seat on its panel")
			},
			Self::Declined { task, reason } => format!("task {task}: left to others: {reason}"),
			Self::Fetched { task, program, input } => {
				format!("task {task}: program of {program} bytes and input of {input} are at hand")
			},
			Self::Claiming { task } => format!("task {task}: claiming a slot"),
			Self::Claimed { task, block } => format!("task {task}: has a slot in block {block}"),
			Self::Running { task } => format!("task {task}: running"),
			Self::Ran { task, ending, fuel, milliseconds, digest } => format!(
				"task {task}: {ending} after {fuel} of fuel and {milliseconds} ms, result {digest:?}"
			),
			Self::NotRun { task, reason } => format!("task {task}: not run: {reason}"),
			Self::Committed { task, block } => format!("task {task}: committed in block {block}"),
			Self::Told { task, block } => {
				format!("task {task}: result told, block {block} is finalized with it")
			},
			Self::Refused { task, reason } => format!("task {task}: not taken yet: {reason}"),
			Self::Ended { task, verdict, paid: 0 } => {
				format!("task {task}: {verdict}, nothing is paid")
			},
			Self::Ended { task, verdict, paid } => {
				format!("task {task}: {verdict}, {} to the owner", format_jmt(*paid))
			},
			Self::Left { task, reason } => format!("task {task}: {reason}"),
			Self::NotJoined { reason } => format!("not on the chain yet, trying on: {reason}"),
			Self::PeersLost => "no peers: waiting for them to come back".into(),
			Self::PeersBack { block } => format!("peers are back, at block {block}"),
			Self::LightClientReplaced => "the light client failed: starting another one".into(),
		}
	}
}

/// How a run ended, in words.
pub fn ending_words(ending: Ending) -> String {
	match ending {
		Ending::Finished { code } => format!("finished with code {code}"),
		Ending::Trapped => "trapped".into(),
		Ending::OutOfFuel => "out of fuel".into(),
		Ending::StackExhausted => "stack exhausted".into(),
		Ending::OutputTooLong => "output too long".into(),
	}
}

/// How a task ended, in words.
pub(super) const fn verdict_words(verdict: Verdict) -> &'static str {
	match verdict {
		Verdict::Done => "done",
		Verdict::Upheld => "upheld by its panel",
		Verdict::Overturned => "overturned by its panel",
		Verdict::Rejected => "refused by its client",
		Verdict::Expired => "expired",
		Verdict::Undecided => "undecided",
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::JMT;

	#[test]
	fn to_line_it_is_one_line_and_names_the_task() {
		let ended = |paid| Event::Ended { task: 7, verdict: "done".into(), paid };
		assert_eq!(ended(JMT / 20).to_line(), "task 7: done, 0.05 JMT to the owner");
		assert_eq!(ended(0).to_line(), "task 7: done, nothing is paid");
		let drawn = Event::Drawn { task: 7, panel: true }.to_line();
		assert!(drawn.starts_with("task 7: ") && drawn.ends_with("panel"), "{drawn}");
	}

	#[test]
	fn event_it_names_itself_in_json_and_keeps_every_digit() {
		let ended = Event::Ended { task: 7, verdict: "done".into(), paid: Balance::MAX };
		let expected = serde_json::json!({
			"event": "ended",
			"task": 7,
			"verdict": "done",
			"paid": Balance::MAX.to_string(),
		});
		assert_eq!(serde_json::to_value(ended).unwrap(), expected);
		let json = serde_json::to_value(Event::PeersLost).unwrap();
		assert_eq!(json, serde_json::json!({"event": "peersLost"}));
	}
}
