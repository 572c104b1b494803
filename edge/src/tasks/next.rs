//! The next step for an entry of the journal, by what the chain says about its task. No input or output here.

use super::journal::Entry;
use jmt_primitives::{
	authorized::TaskRefusal,
	tasks::{
		signed, ticket, Bench, Crew, Entry as Seated, Outcome, Stage, Task, TaskView, Verdict,
		REVEAL_MS,
	},
	AccountId, DeviceId, Hash, Moment,
};

/// Blocks for which a task that the state does not have may still come: it was posted on the best chain.
const PATIENCE_BLOCKS: u64 = 16;

/// Whose entry it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worker<'a> {
	pub device: DeviceId,
	pub owner: &'a AccountId,
	pub genesis: &'a Hash,
}

/// The next thing to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
	/// Wait for another block.
	Wait,
	/// Send the claim.
	Claim,
	/// Run the program.
	Run,
	/// Send the commitment to the result that was kept.
	Commit,
	/// Tell the result that was kept.
	Reveal,
	/// The entry is of no use any more.
	Over(Over),
}

/// Why an entry is of no use any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Over {
	/// The claims closed without a slot for the device.
	NoSlot,
	/// Too few workers claimed.
	Unfilled,
	/// The time for a result passed.
	Silent,
	/// The device has committed, and what it committed to is not on this disk.
	Lost,
	/// The chain has the result.
	Told,
	/// The task is over, with the result in it.
	Ended(Verdict),
	/// The task is gone, or was never on this branch.
	Gone,
}

/// The crew that an entry is for. `None` where the task has no crew with its number.
pub(super) fn bench_of(task: &Task, number: u64) -> Option<(Bench, &Crew)> {
	[Bench::Crew, Bench::Panel].into_iter().find_map(|bench| {
		let crew = task.bench(bench)?;
		(crew.number == number).then_some((bench, crew))
	})
}

/// The next step by the state of block `block`.
pub(super) fn next(
	view: Option<&TaskView>,
	block: u64,
	entry: &Entry,
	worker: &Worker<'_>,
) -> Step {
	let found = view.filter(|view| view.task.terms_hash == entry.terms_hash);
	let found = found.and_then(|view| Some((view, bench_of(&view.task, entry.number)?)));
	let Some((view, (bench, crew))) = found else {
		return match block > entry.asked_in.saturating_add(PATIENCE_BLOCKS) {
			true => Step::Over(Over::Gone),
			false => Step::Wait,
		};
	};
	let Some((_, slot)) = crew.slot_of(&worker.device) else {
		return without_slot(view.stage, bench, crew, entry, worker);
	};
	match slot.entry {
		Seated::Claimed => claimed(view.stage, bench, entry),
		Seated::Committed(commitment) => {
			let ours = entry.kept.as_ref().is_some_and(|kept| {
				let digest = kept.outcome.digest();
				let (genesis, terms) = (worker.genesis, &entry.terms_hash);
				signed::commitment(genesis, terms, &worker.device, &digest, &kept.salt)
					== commitment
			});
			match view.stage {
				_ if !ours => Step::Over(Over::Lost),
				Stage::Running(of) if of == bench => Step::Wait,
				Stage::Revealing(of) if of == bench => Step::Reveal,
				_ => Step::Over(Over::Silent),
			}
		},
		Seated::Revealed { .. } => Step::Over(match view.stage {
			Stage::Ended(verdict) => Over::Ended(verdict),
			_ => Over::Told,
		}),
	}
}

fn without_slot(
	stage: Stage,
	bench: Bench,
	crew: &Crew,
	entry: &Entry,
	worker: &Worker<'_>,
) -> Step {
	match stage {
		Stage::Claiming(of) if of == bench => {
			let ticket = ticket(&entry.seed, entry.number, &worker.device, entry.unit);
			// A claim that was sent may come in as long as there are claims, and then it counts.
			match crew.seat(ticket, worker.owner) {
				Ok(_) => Step::Claim,
				Err(_) => Step::Wait,
			}
		},
		Stage::Drawing(_) | Stage::Standing(_) => Step::Wait,
		_ => Step::Over(Over::NoSlot),
	}
}

fn claimed(stage: Stage, bench: Bench, entry: &Entry) -> Step {
	use jmt_primitives::tasks::Exit;
	match stage {
		Stage::Drawing(_) => Step::Wait,
		Stage::Claiming(of) if of == bench => Step::Wait,
		Stage::Running(of) if of == bench => match entry.kept {
			Some(_) => Step::Commit,
			None => Step::Run,
		},
		Stage::Due(Exit::Unfilled(of)) if of == bench => Step::Over(Over::Unfilled),
		Stage::Ended(Verdict::Expired) => Step::Over(Over::Unfilled),
		_ => Step::Over(Over::Silent),
	}
}

/// Whether a block is to be looked at. From the end of a stage on each one is, since it may begin the next.
pub(super) fn is_due(
	block: u64,
	next_look: u64,
	deadline: Option<Moment>,
	now: Option<Moment>,
) -> bool {
	block >= next_look || deadline.zip(now).is_none_or(|(deadline, now)| now >= deadline)
}

/// Whether a result is told by the best block alone, where the finalized ones lag: in the last third of the time for it.
/// Earlier a commitment on another branch could copy it; later silence is sure to cost.
pub(super) fn is_last_chance(deadline: Option<Moment>, now: Option<Moment>) -> bool {
	let begin = |deadline: Moment| deadline.saturating_sub(REVEAL_MS / 3);
	deadline.zip(now).is_some_and(|(deadline, now)| now >= begin(deadline))
}

/// Whether a reveal of this outcome has to bring the output.
pub(super) fn brings_output(task: &Task, outcome: &Outcome) -> bool {
	task.carrier(outcome).is_none()
}

/// Whether trying the claim again is of no use.
pub(super) const fn is_final(refusal: TaskRefusal) -> bool {
	match refusal {
		TaskRefusal::NotEnrolled
		| TaskRefusal::EnrolledTooLate
		| TaskRefusal::NotActive
		| TaskRefusal::NotNamed
		| TaskRefusal::IsClient
		| TaskRefusal::StakeTooSmall
		| TaskRefusal::UnitUnknown
		| TaskRefusal::WrongKeyType
		| TaskRefusal::BadSignature
		| TaskRefusal::ImpossibleOutcome
		| TaskRefusal::OutputTooLong
		| TaskRefusal::IsChallenger
		| TaskRefusal::NotEligible => true,
		// Of these the state tells: its stage, slots and outputs.
		TaskRefusal::Late
		| TaskRefusal::TooEarly
		| TaskRefusal::TicketTooHigh
		| TaskRefusal::OwnerHasSlot
		| TaskRefusal::NoSlot
		| TaskRefusal::AlreadyCommitted
		| TaskRefusal::AlreadyRevealed
		| TaskRefusal::RevealMismatch
		| TaskRefusal::OutputMissing
		| TaskRefusal::OutputMismatch => false,
	}
}

#[cfg(test)]
mod tests {
	use super::{
		super::{journal::Kept, samples::*},
		*,
	};
	use jmt_primitives::tasks::{Against, Commitment, Exit, TermsHash};

	const GENESIS: Hash = Hash::repeat_byte(0xee);

	/// The device is the one of byte 1.
	fn entry(kept: Option<Kept>) -> Entry {
		Entry {
			task: TASK,
			number: TASK,
			terms_hash: task().terms_hash,
			seed: Hash::repeat_byte(5),
			unit: 0,
			fuel: 1,
			prepares: 0,
			window: 0,
			contents: Vec::new(),
			asked_in: 50,
			kept,
		}
	}

	fn kept() -> Kept {
		Kept::new(outcome(b"found"), b"found".to_vec())
	}

	fn step(task: Task, stage: Stage, entry: &Entry) -> Step {
		let owner = owner(1);
		let worker = Worker { device: device(1), owner: &owner, genesis: &GENESIS };
		next(Some(&view(task, stage)), 60, entry, &worker)
	}

	fn seated(seat: Seated) -> Task {
		let mut task = task();
		task.crew.slots.try_push(slot(1, 3, seat)).unwrap();
		task
	}

	fn committed(kept: &Kept) -> Seated {
		let digest = kept.outcome.digest();
		let terms = task().terms_hash;
		Seated::Committed(signed::commitment(&GENESIS, &terms, &device(1), &digest, &kept.salt))
	}

	const CREW: Bench = Bench::Crew;

	#[test]
	fn next_a_slot_that_was_asked_for_is_claimed_until_the_state_has_it() {
		assert_eq!(step(task(), Stage::Claiming(CREW), &entry(None)), Step::Claim);
		let claimed = seated(Seated::Claimed);
		assert_eq!(step(claimed.clone(), Stage::Claiming(CREW), &entry(None)), Step::Wait);
		// On another branch the seed is not drawn yet.
		assert_eq!(step(claimed, Stage::Drawing(CREW), &entry(None)), Step::Wait);
		assert_eq!(step(task(), Stage::Drawing(CREW), &entry(None)), Step::Wait);
	}

	#[test]
	fn next_without_a_free_slot_it_waits_for_the_end_of_the_claims_and_gives_up() {
		let mut full = task();
		for byte in [2, 3, 4] {
			full.crew.slots.try_push(slot(byte, 0, Seated::Claimed)).unwrap();
		}
		assert_eq!(step(full.clone(), Stage::Claiming(CREW), &entry(None)), Step::Wait);
		for stage in [Stage::Running(CREW), Stage::Due(Exit::Unfilled(CREW))] {
			let over = step(full.clone(), stage, &entry(None));
			assert_eq!(over, Step::Over(Over::NoSlot), "{stage:?}");
		}
	}

	#[test]
	fn next_it_runs_commits_and_tells_in_the_stages_that_are_for_it() {
		let kept = kept();
		let (without, with) = (entry(None), entry(Some(kept.clone())));
		let claimed = || seated(Seated::Claimed);
		assert_eq!(step(claimed(), Stage::Running(CREW), &without), Step::Run);
		assert_eq!(step(claimed(), Stage::Running(CREW), &with), Step::Commit);
		let committed = || seated(committed(&kept));
		assert_eq!(step(committed(), Stage::Running(CREW), &with), Step::Wait);
		assert_eq!(step(committed(), Stage::Revealing(CREW), &with), Step::Reveal);
		let told = seated(Seated::Revealed { outcome: kept.outcome, carries: true });
		assert_eq!(step(told.clone(), Stage::Revealing(CREW), &with), Step::Over(Over::Told));
		let standing = Stage::Standing(Against::Challenge);
		assert_eq!(step(told.clone(), standing, &with), Step::Over(Over::Told));
		let done = Over::Ended(Verdict::Done);
		assert_eq!(step(told, Stage::Ended(Verdict::Done), &with), Step::Over(done));
	}

	#[test]
	fn next_it_is_silent_where_its_time_passed() {
		let kept = kept();
		let with = entry(Some(kept.clone()));
		for stage in [
			Stage::Revealing(CREW),
			Stage::Due(Exit::Abandoned(CREW)),
			Stage::Due(Exit::Counted(CREW)),
			Stage::Ended(Verdict::Undecided),
		] {
			let claimed = step(seated(Seated::Claimed), stage, &with);
			assert_eq!(claimed, Step::Over(Over::Silent), "{stage:?}");
		}
		for stage in [
			Stage::Due(Exit::Counted(CREW)),
			Stage::Ended(Verdict::Done),
			Stage::Claiming(Bench::Panel),
		] {
			let committed = step(seated(committed(&kept)), stage, &with);
			assert_eq!(committed, Step::Over(Over::Silent), "{stage:?}");
		}
		let unfilled = Stage::Due(Exit::Unfilled(CREW));
		let over = step(seated(Seated::Claimed), unfilled, &entry(None));
		assert_eq!(over, Step::Over(Over::Unfilled));
	}

	#[test]
	fn next_it_never_tells_what_it_did_not_commit_to() {
		let kept = kept();
		let lost = Step::Over(Over::Lost);
		let task = || seated(committed(&kept));
		// The same outcome with another salt, another outcome, and nothing.
		let salted = Kept::new(kept.outcome, kept.output.clone());
		let other = Kept { outcome: outcome(b"other"), ..kept.clone() };
		for wrong in [Some(salted), Some(other), None] {
			let entry = entry(wrong);
			assert_eq!(step(task(), Stage::Revealing(CREW), &entry), lost);
			assert_eq!(step(task(), Stage::Running(CREW), &entry), lost);
		}
		let foreign = seated(Seated::Committed(Commitment(Hash::zero())));
		assert_eq!(step(foreign, Stage::Revealing(CREW), &entry(Some(kept))), lost);
	}

	#[test]
	fn next_the_entry_of_a_panel_goes_by_the_panel() {
		let on_panel = Entry { number: PANEL, ..entry(None) };
		let claiming = Stage::Claiming(Bench::Panel);
		assert_eq!(step(judged(), claiming, &on_panel), Step::Claim);
		let mut task = judged();
		let claimed = slot(1, 3, Seated::Claimed);
		task.panel.as_mut().unwrap().crew.slots.try_push(claimed).unwrap();
		let running = Stage::Running(Bench::Panel);
		assert_eq!(step(task.clone(), running, &on_panel), Step::Run);
		// An entry of the crew has no part in it.
		assert_eq!(step(task, running, &entry(None)), Step::Over(Over::NoSlot));
	}

	#[test]
	fn next_a_task_that_is_not_there_may_come_for_some_blocks() {
		let owner = owner(1);
		let worker = Worker { device: device(1), owner: &owner, genesis: &GENESIS };
		let by = |view: Option<&TaskView>, block| next(view, block, &entry(None), &worker);
		let mut foreign = task();
		foreign.terms_hash = TermsHash(Hash::zero());
		let foreign = view(foreign, Stage::Claiming(CREW));
		for view in [None, Some(&foreign)] {
			assert_eq!(by(view, 50 + PATIENCE_BLOCKS), Step::Wait);
			assert_eq!(by(view, 51 + PATIENCE_BLOCKS), Step::Over(Over::Gone));
		}
	}

	#[test]
	fn is_due_no_block_behind_the_end_of_a_stage_is_passed_over() {
		assert!(is_due(8, 8, Some(100), Some(1)));
		assert!(!is_due(7, 8, Some(100), Some(99)));
		assert!(is_due(7, 8, Some(100), Some(100)));
		// Nothing is known of the end.
		assert!(is_due(7, 8, None, Some(1)) && is_due(7, 8, Some(100), None));
	}

	#[test]
	fn is_last_chance_only_the_last_third_is() {
		let deadline = 1_000_000 + REVEAL_MS;
		assert!(!is_last_chance(Some(deadline), Some(deadline - REVEAL_MS / 3 - 1)));
		assert!(is_last_chance(Some(deadline), Some(deadline - REVEAL_MS / 3)));
		assert!(is_last_chance(Some(deadline), Some(deadline + 1)));
		assert!(!is_last_chance(None, Some(deadline)) && !is_last_chance(Some(deadline), None));
	}

	#[test]
	fn brings_output_only_until_a_slot_with_the_same_outcome_has() {
		let told = |outcome, carries| seated(Seated::Revealed { outcome, carries });
		assert!(brings_output(&task(), &outcome(b"a")));
		assert!(!brings_output(&told(outcome(b"a"), true), &outcome(b"a")));
		assert!(brings_output(&told(outcome(b"b"), true), &outcome(b"a")));
	}

	#[test]
	fn is_final_what_the_state_tells_is_tried_again() {
		let retried = TaskRefusal::ALL.into_iter().filter(|refusal| !is_final(*refusal));
		assert!(retried.clone().any(|refusal| refusal == TaskRefusal::TooEarly));
		assert!(retried.clone().any(|refusal| refusal == TaskRefusal::OutputMissing));
		assert!(!retried.clone().any(|refusal| refusal == TaskRefusal::NotEnrolled));
		assert_eq!(retried.count(), 10);
	}
}
