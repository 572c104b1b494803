//! Crews: who has the slots, and what is in time.

use super::samples::{account, after, device, later, opening, outcome, slot, CLAIM, DRAWN, RUN};
use jmt_primitives::{
	authorized::TaskRefusal,
	tasks::{
		BatchState, Bench, Commitment, Crew, Entry, Instant, Opening, Phase, Seat, Slot, Ticket,
		Windows, REVEAL_MS,
	},
	Hash,
};

const WINDOWS: Windows = Windows { claim: CLAIM, run: RUN };
const WORD: Commitment = Commitment(Hash::repeat_byte(7));

fn crew(size: u8, quorum: u8) -> Crew {
	Crew::new(7, 40, size, quorum)
}

fn phase(crew: &Crew, bench: Bench, now: Instant) -> Phase {
	crew.phase(bench, BatchState::Drawn(opening()), &WINDOWS, now)
}

/// A crew in which these workers claimed at once.
fn claimed(size: u8, quorum: u8, workers: impl IntoIterator<Item = u8>) -> Crew {
	let mut crew = crew(size, quorum);
	for number in workers {
		claim(&mut crew, slot(number), DRAWN);
	}
	crew
}

fn claim(crew: &mut Crew, slot: Slot, now: Instant) -> Option<Slot> {
	let seat = crew.seat(slot.ticket, &slot.owner).unwrap();
	crew.claim(seat, slot, opening(), &WINDOWS, now)
}

/// The first instant behind the claims.
fn closed() -> Instant {
	after(DRAWN, CLAIM)
}

fn commits(crew: &mut Crew, number: u8, now: Instant) -> Result<(), TaskRefusal> {
	let phase = phase(crew, Bench::Crew, now);
	crew.commit(&device(number), WORD, phase, now)
}

fn reveals(crew: &mut Crew, number: u8, now: Instant) -> Result<bool, TaskRefusal> {
	let phase = phase(crew, Bench::Crew, now);
	crew.reveal(&device(number), outcome(1), true, phase, now)
}

#[test]
fn it_waits_for_its_seed_and_expires_with_its_batch() {
	let crew = crew(3, 2);
	let of = |batch| crew.phase(Bench::Crew, batch, &WINDOWS, DRAWN);
	assert_eq!(of(BatchState::Waiting), Phase::Drawing);
	assert_eq!(of(BatchState::Swept), Phase::Unfilled);
	assert_eq!(of(BatchState::Drawn(opening())), Phase::Claiming { until: DRAWN.at + CLAIM });
}

#[test]
fn it_keeps_its_opening_when_the_batch_goes() {
	let crew = claimed(3, 2, [1]);
	for batch in [BatchState::Waiting, BatchState::Swept] {
		let phase = crew.phase(Bench::Crew, batch, &WINDOWS, DRAWN);
		assert_eq!(phase, Phase::Claiming { until: DRAWN.at + CLAIM });
		assert_eq!(crew.opening(batch), Some(opening()));
	}
	// The opening that a claim wrote counts, whatever a batch says.
	let other = Opening { seed: Hash::zero(), ..opening() };
	assert_eq!(crew.opening(BatchState::Drawn(other)), Some(opening()));
}

#[test]
fn it_closes_claims_behind_the_last_moment_and_five_blocks_with_room() {
	let crew = claimed(3, 2, [1, 2]);
	let claiming = Phase::Claiming { until: DRAWN.at + CLAIM };
	for (at, roomy, expected) in [
		(CLAIM - 1, 10, claiming),
		(CLAIM, 10, claiming),
		(CLAIM + 1, 4, claiming),
		(CLAIM + 600_000, 4, claiming),
		(CLAIM + 1, 5, Phase::Running { until: None }),
	] {
		let now = Instant { at: DRAWN.at + at, roomy: DRAWN.roomy + roomy };
		assert_eq!(phase(&crew, Bench::Crew, now), expected, "{at} {roomy}");
	}
	let short = claimed(3, 2, [1]);
	assert_eq!(phase(&short, Bench::Crew, closed()), Phase::Unfilled);
}

#[test]
fn it_seats_the_lowest_tickets() {
	let mut crew = claimed(3, 2, [5, 3, 4]);
	// The highest goes, wherever it sits.
	assert_eq!(crew.seat(Ticket(1_000), &account(1)), Ok(Seat::Instead(0)));
	assert_eq!(claim(&mut crew, slot(1), DRAWN), Some(slot(5)));
	assert_eq!(claim(&mut crew, slot(2), DRAWN), Some(slot(4)));
	let seated: Vec<_> = crew.slots.iter().map(|slot| slot.device).collect();
	assert_eq!(seated, [device(1), device(3), device(2)]);
	assert_eq!(crew.taken(), 3);
}

#[test]
fn it_lets_a_displaced_owner_come_again_with_a_lower_ticket() {
	let mut crew = claimed(1, 1, [5]);
	assert_eq!(claim(&mut crew, slot(4), DRAWN), Some(slot(5)));
	let again = Slot { ticket: Ticket(1), ..slot(5) };
	assert_eq!(claim(&mut crew, again.clone(), DRAWN), Some(slot(4)));
	assert_eq!(crew.slots.to_vec(), [again]);
}

#[test]
fn it_hands_back_a_claim_for_which_there_is_no_seat() {
	let full = claimed(3, 2, [1, 2, 3]);
	for seat in [Seat::Free, Seat::Instead(3), Seat::Instead(u8::MAX)] {
		let mut crew = full.clone();
		assert_eq!(crew.claim(seat, slot(9), opening(), &WINDOWS, DRAWN), Some(slot(9)));
		assert_eq!(crew, full);
	}
}

#[test]
fn it_begins_the_run_with_the_first_commitment() {
	let mut crew = claimed(3, 2, [1, 2, 3]);
	// Ten minutes in which nothing happens take nothing from the run.
	let first = later(closed(), 600_000);
	assert_eq!(phase(&crew, Bench::Crew, first), Phase::Running { until: None });
	commits(&mut crew, 1, first).unwrap();
	assert_eq!(crew.running, Some(first));
	let until = first.at + RUN;
	for (ms, roomy) in [(RUN, 60), (RUN + 1, 4)] {
		let now = Instant { at: first.at + ms, roomy: first.roomy + roomy };
		assert_eq!(phase(&crew, Bench::Crew, now), Phase::Running { until: Some(until) });
	}
	commits(&mut crew, 2, Instant { at: until, roomy: first.roomy + 60 }).unwrap();
	assert_eq!(crew.running, Some(first), "it begins once");
}

#[test]
fn it_begins_the_reveals_with_the_last_commitment() {
	let mut crew = claimed(3, 2, [1, 2, 3]);
	for number in [3, 1] {
		commits(&mut crew, number, closed()).unwrap();
		assert_eq!(crew.revealing, None);
	}
	let last = later(closed(), 4_000);
	commits(&mut crew, 2, last).unwrap();
	let until = Some(last.at + REVEAL_MS);
	assert_eq!(phase(&crew, Bench::Crew, last), Phase::Revealing { until });
	assert_eq!(commits(&mut crew, 2, last), Err(TaskRefusal::Late));
}

#[test]
fn it_goes_on_with_a_quorum_once_the_run_is_over() {
	let mut crew = claimed(3, 2, [1, 2, 3]);
	commits(&mut crew, 1, closed()).unwrap();
	let over = after(closed(), RUN);
	assert_eq!(phase(&crew, Bench::Crew, over), Phase::Abandoned);
	commits(&mut crew, 2, closed()).unwrap();
	assert_eq!(phase(&crew, Bench::Crew, over), Phase::Revealing { until: None });
	assert_eq!(commits(&mut crew, 3, over), Err(TaskRefusal::Late));
	// The clock of the reveals begins with the first one.
	assert_eq!(reveals(&mut crew, 1, later(over, 600_000)), Ok(false));
	assert_eq!(crew.revealing, Some(later(over, 600_000)));
	assert_eq!(reveals(&mut crew, 3, later(over, 600_000)), Err(TaskRefusal::Late));
	assert_eq!(reveals(&mut crew, 2, later(over, 660_000)), Ok(true));
}

#[test]
fn it_counts_when_all_is_told_or_the_reveals_are_over() {
	let mut crew = claimed(3, 2, [1, 2, 3]);
	for number in 1..=3 {
		commits(&mut crew, number, closed()).unwrap();
	}
	let revealing = Phase::Revealing { until: Some(closed().at + REVEAL_MS) };
	for (ms, roomy, expected) in [
		(REVEAL_MS, 30, revealing),
		(REVEAL_MS + 1, 4, revealing),
		(REVEAL_MS + 1, 5, Phase::Counted),
	] {
		let now = Instant { at: closed().at + ms, roomy: closed().roomy + roomy };
		assert_eq!(phase(&crew, Bench::Crew, now), expected, "{ms} {roomy}");
	}
	for (number, last) in [(1, false), (2, false), (3, true)] {
		assert_eq!(reveals(&mut crew, number, closed()), Ok(last));
	}
	assert_eq!(phase(&crew, Bench::Crew, closed()), Phase::Counted);
}

#[test]
fn it_begins_by_whoever_settles_where_nobody_commits() {
	let mut crew = claimed(3, 2, [1, 2, 3]);
	let phase_at = |crew: &Crew, now| phase(crew, Bench::Crew, now);
	let unstarted = phase_at(&crew, closed());
	assert!(crew.start(unstarted, closed()));
	let running = phase_at(&crew, closed());
	assert_eq!(running, Phase::Running { until: Some(closed().at + RUN) });
	assert!(!crew.start(running, later(closed(), 1)), "it begins once");
	let over = after(closed(), RUN);
	assert_eq!(phase_at(&crew, over), Phase::Abandoned);
	for phase in [Phase::Drawing, Phase::Claiming { until: 1 }, Phase::Counted, Phase::Abandoned] {
		let before = crew.clone();
		assert!(!crew.start(phase, over));
		assert_eq!(crew, before);
	}
}

#[test]
fn it_gives_a_panel_a_second_window_for_claims() {
	// Two claimed in the first window, four must agree.
	let mut panel = claimed(7, 4, [1, 2]);
	let second = Phase::Claiming { until: DRAWN.at + 2 * CLAIM };
	assert_eq!(phase(&panel, Bench::Panel, closed()), second);
	for number in [3, 4] {
		claim(&mut panel, slot(number), closed());
	}
	// It is filled in the second window, which stays open to its end.
	assert!(panel.extended);
	assert_eq!(phase(&panel, Bench::Panel, closed()), second);
	let over = Instant { at: DRAWN.at + 2 * CLAIM + 1, roomy: DRAWN.roomy + 10 };
	let full = Instant { roomy: DRAWN.roomy + 9, ..over };
	assert_eq!(phase(&panel, Bench::Panel, full), second);
	assert_eq!(phase(&panel, Bench::Panel, over), Phase::Running { until: None });
	let short = claimed(7, 4, [1, 2, 3]);
	assert_eq!(phase(&short, Bench::Panel, over), Phase::Unfilled);
}

#[test]
fn it_holds_the_tickets_of_a_panel_to_four_times_the_first_threshold() {
	let crew = crew(7, 4);
	let opening = Opening { units: 1_000_000, ..opening() };
	let at = |bench, elapsed| {
		let now = Instant { at: opening.since.at + elapsed, roomy: 0 };
		crew.threshold(bench, &opening, &WINDOWS, now).0
	};
	let first = at(Bench::Panel, 0);
	assert_eq!(first, at(Bench::Crew, 0));
	assert_eq!(at(Bench::Panel, CLAIM / 4 - 1), 2 * first);
	for elapsed in [CLAIM / 4, CLAIM, 2 * CLAIM, u64::MAX - opening.since.at] {
		assert_eq!(at(Bench::Panel, elapsed), 4 * first);
	}
	assert_eq!(at(Bench::Crew, CLAIM), first << 8);
}

#[test]
fn it_needs_no_second_window_for_a_panel_that_is_filled() {
	let panel = claimed(7, 4, [1, 2, 3, 4]);
	assert!(!panel.extended);
	assert_eq!(phase(&panel, Bench::Panel, closed()), Phase::Running { until: None });
	// A claim in time while blocks had no room is one of the first window.
	let mut panel = claimed(7, 4, [1, 2, 3]);
	let crowded = Instant { at: DRAWN.at + CLAIM + 60_000, roomy: DRAWN.roomy + 4 };
	claim(&mut panel, slot(4), crowded);
	assert!(!panel.extended);
	assert_eq!(phase(&panel, Bench::Panel, closed()), Phase::Running { until: None });
}

#[test]
fn it_agrees_on_what_a_quorum_told() {
	let mut crew = claimed(5, 3, [1, 2, 3, 4, 5]);
	let mut tell = |results: [u8; 5]| {
		for (slot, told) in crew.slots.iter_mut().zip(results) {
			slot.entry = match told {
				0 => Entry::Committed(WORD),
				told => Entry::Revealed { outcome: outcome(told), carries: true },
			};
		}
		(crew.agreed(), crew.is_split())
	};
	assert_eq!(tell([1, 1, 1, 1, 1]), (Some(outcome(1)), false));
	assert_eq!(tell([2, 1, 2, 1, 2]), (Some(outcome(2)), true));
	assert_eq!(tell([2, 1, 0, 1, 1]), (Some(outcome(1)), true));
	assert_eq!(tell([2, 1, 2, 1, 3]), (None, true));
	assert_eq!(tell([0, 1, 0, 1, 0]), (None, false));
	assert_eq!(tell([0, 0, 0, 0, 0]), (None, false));
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_a_second_slot_of_an_owner() {
		let crew = claimed(3, 2, [1]);
		assert_eq!(crew.seat(Ticket(0), &account(1)), Err(TaskRefusal::OwnerHasSlot));
		let full = claimed(3, 2, [1, 2, 3]);
		assert_eq!(full.seat(Ticket(0), &account(3)), Err(TaskRefusal::OwnerHasSlot));
	}

	#[test]
	fn it_refuses_a_ticket_that_is_not_below_the_highest() {
		let crew = claimed(3, 2, [1, 2, 3]);
		for ticket in [3_000, 3_001, u128::MAX] {
			assert_eq!(crew.seat(Ticket(ticket), &account(9)), Err(TaskRefusal::TicketTooHigh));
		}
		assert_eq!(crew.seat(Ticket(2_999), &account(9)), Ok(Seat::Instead(2)));
		let nobody = crew_of_none();
		assert_eq!(nobody.seat(Ticket(0), &account(9)), Err(TaskRefusal::TicketTooHigh));
	}

	fn crew_of_none() -> Crew {
		crew(0, 1)
	}

	#[test]
	fn it_refuses_commitments_before_the_run_and_after_it() {
		let mut crew = claimed(3, 2, [1, 2, 3]);
		let last = Instant { at: DRAWN.at + CLAIM, roomy: DRAWN.roomy + 10 };
		assert_eq!(commits(&mut crew, 1, last), Err(TaskRefusal::TooEarly));
		let word = crew.commit(&device(1), WORD, Phase::Drawing, DRAWN);
		assert_eq!(word, Err(TaskRefusal::TooEarly));
		commits(&mut crew, 1, closed()).unwrap();
		let until = later(closed(), RUN);
		commits(&mut crew, 2, until).unwrap();
		assert_eq!(commits(&mut crew, 3, later(until, 1)), Err(TaskRefusal::Late));
		assert_eq!(crew.committed(), 2);
		for phase in [Phase::Unfilled, Phase::Abandoned, Phase::Counted] {
			let word = crew.commit(&device(3), WORD, phase, until);
			assert_eq!(word, Err(TaskRefusal::Late), "{phase:?}");
		}
	}

	#[test]
	fn it_refuses_a_second_commitment_and_one_of_a_stranger() {
		let mut crew = claimed(3, 2, [1, 2, 3]);
		commits(&mut crew, 1, closed()).unwrap();
		let before = crew.clone();
		assert_eq!(commits(&mut crew, 1, closed()), Err(TaskRefusal::AlreadyCommitted));
		assert_eq!(commits(&mut crew, 9, closed()), Err(TaskRefusal::NoSlot));
		assert_eq!(crew, before);
	}

	#[test]
	fn it_refuses_reveals_before_their_time_and_after_it() {
		let mut crew = claimed(3, 2, [1, 2, 3]);
		assert_eq!(reveals(&mut crew, 1, DRAWN), Err(TaskRefusal::TooEarly));
		for number in 1..=2 {
			commits(&mut crew, number, closed()).unwrap();
		}
		assert_eq!(reveals(&mut crew, 1, closed()), Err(TaskRefusal::TooEarly));
		commits(&mut crew, 3, closed()).unwrap();
		let until = later(closed(), REVEAL_MS);
		assert_eq!(reveals(&mut crew, 1, until), Ok(false));
		assert_eq!(reveals(&mut crew, 2, later(until, 1)), Err(TaskRefusal::Late));
		assert_eq!(crew.slots[1].entry, Entry::Committed(WORD));
	}

	#[test]
	fn it_refuses_a_second_reveal_and_one_of_a_stranger() {
		let mut crew = claimed(3, 2, [1, 2, 3]);
		for number in 1..=3 {
			commits(&mut crew, number, closed()).unwrap();
		}
		assert_eq!(crew.due(&device(1), phase(&crew, Bench::Crew, closed())), Ok(WORD));
		reveals(&mut crew, 1, closed()).unwrap();
		let before = crew.clone();
		assert_eq!(reveals(&mut crew, 1, closed()), Err(TaskRefusal::AlreadyRevealed));
		assert_eq!(reveals(&mut crew, 9, closed()), Err(TaskRefusal::NoSlot));
		assert_eq!(crew, before);
	}
}
