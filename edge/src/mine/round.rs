//! The life of one answer: due, sent, seen in a block, settled by finality. No input or output here.

use crate::{error::one_line, submit::NotTaken};
use jmt_primitives::{authorized::AnswerRefusal, DeviceId, Draw, Hash};

/// Best blocks that a sent answer may miss before it is sent again.
const PATIENCE_BLOCKS: u64 = 3;

/// A block, as far as an answer is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BlockView {
	pub number: u64,
	pub hash: Hash,
	pub slot: u64,
}

/// How one device's answer to one draw stands.
#[derive(Clone, PartialEq, Eq, Debug)]
enum State {
	/// To be sent with the next best block.
	Due,
	/// Sent when this block was the best.
	Sent { at: u64 },
	/// The state of the best block has it; first seen in this block.
	Seen { block: BlockView },
	/// Refused for a reason that stands for the whole round.
	Refused,
}

/// The next thing to do, after a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
	/// Wait for the next block.
	Wait,
	/// Send the answer, after giving up on one that is under way.
	Send,
}

/// How it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
	/// The finalized state has the answer, first seen in this block.
	Answered(BlockView),
	/// The window closed without it.
	Missed(String),
}

/// One device's answer to one draw.
#[derive(Clone, Debug)]
pub struct Attempt {
	pub device: DeviceId,
	state: State,
	/// Whether it was sent at all.
	tried: bool,
	/// The newest thing that went wrong.
	trouble: Option<String>,
}

impl Attempt {
	/// An answer that is to be given.
	pub fn new(device: DeviceId) -> Self {
		Self { device, state: State::Due, tried: false, trouble: None }
	}

	/// A new best block, whose state has the answer or has not.
	pub fn on_best(&mut self, block: BlockView, last_slot: u64, answered: bool) -> Action {
		if answered {
			if !matches!(self.state, State::Seen { .. }) {
				self.state = State::Seen { block };
			}
			return Action::Wait;
		}
		let open = block.slot < last_slot;
		let send = match self.state {
			State::Due => true,
			// It was in a block that is not on the best chain any more.
			State::Seen { .. } => true,
			State::Sent { at } => block.number >= at.saturating_add(PATIENCE_BLOCKS),
			State::Refused => false,
		};
		match open && send {
			true => {
				self.state = State::Sent { at: block.number };
				self.tried = true;
				Action::Send
			},
			false => {
				if matches!(self.state, State::Seen { .. }) {
					self.state = State::Due;
				}
				Action::Wait
			},
		}
	}

	/// The chain or the light client did not take it.
	pub fn on_trouble(&mut self, refusal: Option<AnswerRefusal>, message: String) {
		self.trouble = Some(message);
		if matches!(self.state, State::Seen { .. }) {
			return;
		}
		self.state = match refusal.is_some_and(stands_for_the_round) {
			true => State::Refused,
			false => State::Due,
		};
	}

	/// Whether the state of this finalized block decides.
	pub fn wants_finalized(&self, block: BlockView, last_slot: u64) -> bool {
		match &self.state {
			State::Seen { block: seen } => block.number >= seen.number,
			_ => block.slot >= last_slot,
		}
	}

	/// A finalized block, whose state has the answer or has not. An answer may have been given by an
	/// earlier run of the agent, or have gone unseen: then this block is the first that shows it.
	pub fn on_finalized(
		&mut self,
		block: BlockView,
		last_slot: u64,
		answered: bool,
	) -> Option<Ending> {
		match (answered, &self.state) {
			(true, State::Seen { block: seen }) => Some(Ending::Answered(*seen)),
			(true, _) => Some(Ending::Answered(block)),
			(false, _) if block.slot >= last_slot => {
				let silence = match self.tried {
					true => "no block of the window took the answer",
					false => "its window had closed when the agent saw the draw",
				};
				Some(Ending::Missed(self.trouble.clone().unwrap_or_else(|| silence.into())))
			},
			(false, _) => None,
		}
	}
}

/// Whether trying again in the same round is of no use.
const fn stands_for_the_round(refusal: AnswerRefusal) -> bool {
	match refusal {
		AnswerRefusal::Late
		| AnswerRefusal::NotRegistered
		| AnswerRefusal::NotActive
		| AnswerRefusal::TooYoung
		| AnswerRefusal::NotChallenged
		| AnswerRefusal::BadSignature
		| AnswerRefusal::WrongKeyType => true,
		// The draw may come with the next block; an answer that counts already is seen in the state.
		AnswerRefusal::NoDraw | AnswerRefusal::AlreadyAnswered => false,
	}
}

/// A draw with the answers that our devices owe to it.
#[derive(Clone, Debug)]
pub struct OpenRound {
	pub draw: Draw,
	/// The last slot in which an answer counts.
	pub last_slot: u64,
	/// Our devices in the bucket.
	pub attempts: Vec<Attempt>,
}

impl OpenRound {
	/// The devices whose answers are open.
	pub fn devices(&self) -> impl Iterator<Item = DeviceId> + '_ {
		self.attempts.iter().map(|attempt| attempt.device)
	}
}

/// The reason in a form for people, and its code where the chain gave one.
pub fn describe(not_taken: &NotTaken<AnswerRefusal>) -> (Option<AnswerRefusal>, String) {
	match not_taken {
		NotTaken::Refused(reason) => (Some(*reason), not_taken.to_string()),
		_ => (None, one_line(not_taken)),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const LAST: u64 = 110;

	fn block(number: u64) -> BlockView {
		BlockView { number, hash: Hash::repeat_byte(1), slot: 100 + number }
	}

	fn attempt() -> Attempt {
		Attempt::new(DeviceId::default())
	}

	#[test]
	fn on_best_it_sends_once_and_again_when_patience_ends() {
		let mut attempt = attempt();
		let actions = (1..=5).map(|number| attempt.on_best(block(number), LAST, false));
		use Action::{Send, Wait};
		assert_eq!(actions.collect::<Vec<_>>(), [Send, Wait, Wait, Send, Wait]);
	}

	#[test]
	fn on_best_it_sends_nothing_when_the_chain_has_the_answer_already() {
		let mut attempt = attempt();
		assert_eq!(attempt.on_best(block(1), LAST, true), Action::Wait);
		assert!(attempt.wants_finalized(block(1), LAST));
		assert_eq!(attempt.on_finalized(block(1), LAST, true), Some(Ending::Answered(block(1))));
	}

	#[test]
	fn on_best_it_sends_again_after_a_reorganisation() {
		let mut attempt = attempt();
		attempt.on_best(block(1), LAST, false);
		assert_eq!(attempt.on_best(block(2), LAST, true), Action::Wait);
		assert_eq!(attempt.on_best(block(2), LAST, false), Action::Send);
	}

	#[test]
	fn on_best_it_sends_nothing_once_no_block_of_the_window_can_follow() {
		let mut attempt = attempt();
		assert_eq!(attempt.on_best(block(9), LAST, false), Action::Send);
		attempt.on_trouble(None, "lost".into());
		assert_eq!(attempt.on_best(block(10), LAST, false), Action::Wait);
	}

	#[test]
	fn on_trouble_it_tries_again_unless_the_reason_stands_for_the_round() {
		for reason in AnswerRefusal::ALL {
			let mut attempt = attempt();
			attempt.on_best(block(1), LAST, false);
			attempt.on_trouble(Some(reason), "refused".into());
			let again = attempt.on_best(block(2), LAST, false);
			let expected = match reason {
				AnswerRefusal::NoDraw | AnswerRefusal::AlreadyAnswered => Action::Send,
				_ => Action::Wait,
			};
			assert_eq!(again, expected, "{reason:?}");
		}
	}

	#[test]
	fn on_finalized_it_decides_by_the_finalized_state_alone() {
		let mut attempt = attempt();
		attempt.on_best(block(1), LAST, false);
		attempt.on_best(block(3), LAST, true);
		assert!(!attempt.wants_finalized(block(2), LAST));
		assert!(attempt.wants_finalized(block(3), LAST));
		assert_eq!(attempt.on_finalized(block(3), LAST, false), None);
		let ending = attempt.on_finalized(block(4), LAST, true);
		assert_eq!(ending, Some(Ending::Answered(block(3))));
	}

	#[test]
	fn on_finalized_it_reports_a_miss_with_what_went_wrong() {
		let mut attempt = attempt();
		attempt.on_best(block(1), LAST, false);
		attempt.on_trouble(Some(AnswerRefusal::TooYoung), "too young".into());
		assert!(!attempt.wants_finalized(block(9), LAST));
		assert_eq!(attempt.on_finalized(block(9), LAST, false), None);
		let ending = attempt.on_finalized(block(10), LAST, false);
		assert_eq!(ending, Some(Ending::Missed("too young".into())));
	}
}
