//! Which numbers are worth a look, when a claim is due, and whether the owner likes the terms. No input or output here.

use super::{objection::unfair, run::PAGE_BYTES};
use jmt_primitives::{
	authorized::TaskRefusal,
	tasks::{
		threshold, ticket, wait, Bench, Crew, Opening, Task, TaskId, Ticket, WorkerView, DOUBLINGS,
		MAX_SLOTS, MIN_CLAIM_MS,
	},
	Balance, DeviceId, Hash, Moment,
};

pub use super::objection::Objection;

/// A thousand million: pay is told for as much fuel.
const GIGA: u128 = 1_000_000_000;

/// The owner's wishes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wishes {
	/// Least pay of a slot for 10^9 of fuel, in planck.
	pub least_pay: Balance,
	/// Most memory of a run, in bytes.
	pub most_memory: u64,
	/// Look at tasks whatever the ticket, since one may name this device or its owner.
	pub named: bool,
}

/// The device, as far as terms are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Own<'a> {
	pub device: DeviceId,
	pub worker: &'a WorkerView,
	pub wishes: &'a Wishes,
	/// Fuel that the machine uses in a second.
	pub speed: u64,
	/// Time that it may need to prepare the program, in ms.
	pub prepares: Moment,
	/// Runs of slots that are claimed and were not run yet.
	pub backlog: Backlog,
}

/// Runs that the machine is to make yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Backlog {
	/// Time that they take, in ms.
	pub takes: u128,
	/// Half of the shortest of their windows, in ms.
	pub half: Moment,
}

impl Backlog {
	/// Of nothing.
	pub const NONE: Self = Self { takes: 0, half: Moment::MAX };

	/// With one run more.
	pub fn and(self, takes: u128, window: Moment) -> Self {
		Self { takes: self.takes.saturating_add(takes), half: self.half.min(window / 2) }
	}
}

/// Time that a run takes, in ms, by its fuel, the time to prepare its program, and the machine's fuel in a second.
pub(super) fn takes(fuel: u64, prepares: Moment, speed: u64) -> u128 {
	let runs = u128::from(fuel).saturating_mul(1_000).div_ceil(speed.max(1).into());
	runs.saturating_add(prepares.into())
}

/// The lowest ticket of a device's units for a number, and its unit. `None` without a unit.
pub(super) fn lowest(
	seed: &Hash,
	number: TaskId,
	device: &DeviceId,
	units: u32,
) -> Option<(Ticket, u32)> {
	(0..units).map(|unit| (ticket(seed, number, device, unit), unit)).min()
}

/// How long after its announcement a number is worth a look, in ms, by its lowest ticket among all `units`. `None` when
/// the ticket cannot become good. A header does not tell slots and window, so that it goes by the most and the shortest.
pub(super) fn look_after(ticket: Ticket, units: u64) -> Option<Moment> {
	let slots = u8::try_from(MAX_SLOTS).unwrap_or(u8::MAX);
	first_eighth(ticket, units, slots, MIN_CLAIM_MS)
}

/// How long after the begin of the claims a claim is due, in ms. `None` when the ticket cannot become good.
pub(super) fn claim_after(
	ticket: Ticket,
	opening: &Opening,
	crew: &Crew,
	bench: Bench,
	window: Moment,
) -> Option<Moment> {
	let highest = threshold(opening.units, crew.size, bench.doubles_for(window), window);
	match ticket <= highest {
		true => wait(ticket, opening.units, crew.size, window),
		false => None,
	}
}

/// Whether a ticket may claim as soon as the claims begin.
pub(super) fn is_good_at_first(
	ticket: Ticket,
	opening: &Opening,
	crew: &Crew,
	window: Moment,
) -> bool {
	ticket <= threshold(opening.units, crew.size, 0, window)
}

/// The begin of the first eighth of a window in which a ticket is good.
fn first_eighth(ticket: Ticket, units: u64, slots: u8, window: Moment) -> Option<Moment> {
	let begin = |eighth: u64| window.saturating_mul(eighth).div_ceil(DOUBLINGS);
	(0..DOUBLINGS).map(begin).find(|elapsed| ticket <= threshold(units, slots, *elapsed, window))
}

/// Why the device does not claim a slot of this crew, if it does not.
pub(super) fn objection(
	task: &Task,
	bench: Bench,
	crew: &Crew,
	ticket: Ticket,
	own: &Own<'_>,
) -> Option<Objection> {
	let fault = || match bench {
		Bench::Crew => unfair(&task.terms),
		// Its workers are drawn of all, whomever the task names.
		Bench::Panel => None,
	};
	let rule = rule(task, bench, crew, ticket, own).err().map(Objection::Rule);
	rule.or_else(fault).or_else(|| wish(task, own))
}

/// The chain's rules, as far as they do not pass with time.
fn rule(
	task: &Task,
	bench: Bench,
	crew: &Crew,
	ticket: Ticket,
	own: &Own<'_>,
) -> Result<(), TaskRefusal> {
	let worker = &own.worker.worker;
	crew.seat(ticket, &worker.owner)?;
	if worker.enrolled_in >= crew.batch {
		return Err(TaskRefusal::EnrolledTooLate);
	}
	if own.worker.free < task.amounts.bond {
		return Err(TaskRefusal::StakeTooSmall);
	}
	task.admits(bench, &own.device, &worker.owner)
}

/// The owner's wishes, and the machine.
fn wish(task: &Task, own: &Own<'_>) -> Option<Objection> {
	let limits = &task.terms.limits;
	let Wishes { least_pay: asked, most_memory: most, .. } = *own.wishes;
	let bytes = u64::from(limits.memory_pages).saturating_mul(PAGE_BYTES);
	if bytes > most {
		return Some(Objection::Memory { bytes, most });
	}
	let pays = task.terms.pay.saturating_mul(GIGA).checked_div(limits.fuel.into());
	if let Some(pays) = pays.filter(|pays| *pays < asked) {
		return Some(Objection::Pay { pays, asked });
	}
	// Runs go by turns of their own, so that each may be the last.
	let takes = takes(limits.fuel, own.prepares, own.speed);
	let Backlog { takes, half } = own.backlog.and(takes, task.terms.windows.run);
	match takes <= u128::from(half) {
		true => None,
		false => {
			let seconds = u64::try_from(takes.div_ceil(1_000)).unwrap_or(u64::MAX);
			Some(Objection::Time { seconds, half: half / 1_000 })
		},
	}
}

#[cfg(test)]
mod tests {
	use super::{super::samples::*, *};
	use jmt_primitives::{
		tasks::{Audience, Credit, Entry, Mode, Signer, Worker},
		JMT,
	};
	use sp_core::bounded::BoundedVec;

	/// A worker of two units, enrolled in block 3.
	fn worker() -> WorkerView {
		let worker = Worker {
			owner: owner(1),
			signer: Signer::Ed25519([1; 32]),
			staked: 20 * JMT,
			reserved: 0,
			open: 0,
			enrolled_in: 3,
			free_at: 0,
			credit: Credit::default(),
			done: 0,
			wrong: 0,
			silent: 0,
		};
		WorkerView { worker, units: 2, free: 20 * JMT, credit: 0, work: 1_000_000 }
	}

	const WISHES: Wishes =
		Wishes { least_pay: JMT / 20, most_memory: 16 * PAGE_BYTES, named: false };

	/// Just fast enough for half of the window.
	const SPEED: u64 = 1_000_000_000 / 30 + 1;

	fn own(worker: &WorkerView) -> Own<'_> {
		Own {
			device: device(1),
			worker,
			wishes: &WISHES,
			speed: SPEED,
			prepares: 0,
			backlog: Backlog::NONE,
		}
	}

	fn object(
		task: &Task,
		change: impl FnOnce(&mut WorkerView, &mut Own<'_>),
	) -> Option<Objection> {
		let known = worker();
		let mut worker = worker();
		let mut own = own(&known);
		change(&mut worker, &mut own);
		let own = Own { worker: &worker, ..own };
		objection(task, Bench::Crew, &task.crew, Ticket(5), &own)
	}

	#[test]
	fn lowest_it_is_the_lowest_of_all_units_and_of_no_more() {
		let seed = Hash::repeat_byte(9);
		let all = (0..40).map(|unit| ticket(&seed, 7, &device(1), unit)).collect::<Vec<_>>();
		for units in 1..40u32 {
			let (found, unit) = lowest(&seed, 7, &device(1), units).unwrap();
			assert_eq!(Some(&found), all[..units as usize].iter().min());
			assert_eq!(found, all[unit as usize]);
		}
		assert_eq!(lowest(&seed, 7, &device(1), 0), None);
	}

	#[test]
	fn look_after_no_ticket_is_looked_at_too_late_for_any_slots_and_window() {
		let units = 100_000;
		for shift in 90..128 {
			let ticket = Ticket(1 << shift);
			for slots in [1, 3, 5, 7] {
				for window in [MIN_CLAIM_MS, 2 * MIN_CLAIM_MS, 3_600_000] {
					let good = first_eighth(ticket, units, slots, window);
					let look = look_after(ticket, units);
					assert!(good.is_none_or(|good| look.is_some_and(|look| look <= good)));
				}
			}
		}
	}

	#[test]
	fn look_after_a_ticket_that_is_low_for_seven_slots_is_looked_at_at_once_and_others_later() {
		let first = threshold(1_000_000, 7, 0, MIN_CLAIM_MS).0;
		let look = |ticket| look_after(Ticket(ticket), 1_000_000);
		assert_eq!(look(0), Some(0));
		assert_eq!(look(first), Some(0));
		assert_eq!(look(first + 1), Some(1_250));
		assert_eq!(look(2 * first + 1), Some(2_500));
		// Seven doublings are not enough among very many units.
		assert_eq!(look_after(Ticket(u128::MAX), u64::MAX), None);
	}

	#[test]
	fn claim_after_lower_tickets_come_first_and_all_in_time() {
		let task = task();
		let due = |ticket, units, bench| {
			claim_after(Ticket(ticket), &opening(units), &task.crew, bench, CLAIM_MS)
		};
		let units = 1_000_000;
		let first = threshold(units, 3, 0, CLAIM_MS).0;
		let mut before = None;
		for ticket in [0, first / 4, first / 2, first, first + 1, 3 * first, 9 * first] {
			let now = due(ticket, units, Bench::Crew).unwrap();
			assert!(before.is_none_or(|before| before <= now), "{ticket}");
			assert!(now < CLAIM_MS);
			assert!(Ticket(ticket) <= threshold(units, 3, now, CLAIM_MS));
			before = Some(now);
		}
		assert_eq!(due(first * 129, units, Bench::Crew), None);
		// A panel's threshold stops at four times the first.
		assert_eq!(due(first * 4, units, Bench::Panel), due(first * 4, units, Bench::Crew));
		assert!(due(first * 5, units, Bench::Crew).is_some());
		assert_eq!(due(first * 5, units, Bench::Panel), None);
		assert!(is_good_at_first(Ticket(first), &opening(units), &task.crew, CLAIM_MS));
		assert!(!is_good_at_first(Ticket(first + 1), &opening(units), &task.crew, CLAIM_MS));
	}

	#[test]
	fn objection_it_takes_what_is_just_good_enough() {
		assert_eq!(object(&task(), |_, _| {}), None);
	}

	#[test]
	fn objection_a_panel_may_be_sat_on_by_those_who_did_not_take_part() {
		let mut task = judged();
		let known = worker();
		let sits = |task: &Task| {
			let crew = &task.panel.as_ref().unwrap().crew;
			objection(task, Bench::Panel, crew, Ticket(5), &own(&known))
		};
		assert_eq!(sits(&task), None);
		// Whomever its client named for the crew.
		task.terms.audience = Audience::Owners(BoundedVec::truncate_from(vec![owner(1)]));
		assert_eq!(sits(&task), None);
		task.crew.slots.try_push(slot(1, 3, Entry::Claimed)).unwrap();
		assert_eq!(sits(&task), Some(Objection::Rule(TaskRefusal::OwnerHasSlot)));
	}

	mod reject {
		use super::*;

		#[test]
		fn objection_less_pay_more_memory_and_a_run_that_takes_too_long() {
			let mut cheap = terms();
			cheap.pay -= 1;
			let asked = JMT / 20;
			assert_eq!(
				object(&task_by(cheap), |_, _| {}),
				Some(Objection::Pay { pays: asked - 1, asked })
			);
			let mut large = terms();
			large.limits.memory_pages = 17;
			let (bytes, most) = (17 * PAGE_BYTES, 16 * PAGE_BYTES);
			assert_eq!(object(&task_by(large), |_, _| {}), Some(Objection::Memory { bytes, most }));
			let slow = object(&task(), |_, own| own.speed = SPEED - 2);
			assert_eq!(slow, Some(Objection::Time { seconds: 31, half: 30 }));
			let busy = object(&task(), |_, own| own.backlog = Backlog::NONE.and(1_000, RUN_MS));
			assert!(matches!(busy, Some(Objection::Time { .. })), "{busy:?}");
			let bulky = object(&task(), |_, own| own.prepares = 2_000);
			assert_eq!(bulky, Some(Objection::Time { seconds: 32, half: 30 }));
			// A short one that is claimed already would have to wait for this one.
			let hurried = object(&task(), |_, own| own.backlog = Backlog::NONE.and(1, 20_000));
			assert!(matches!(hurried, Some(Objection::Time { half: 10, .. })), "{hurried:?}");
			let still = object(&task(), |_, own| own.speed = 0);
			assert!(matches!(still, Some(Objection::Time { .. })), "{still:?}");
		}

		#[test]
		fn objection_terms_by_which_an_honest_worker_can_be_robbed() {
			let mut named = terms();
			let beside = vec![owner(1), owner(2), owner(3)];
			named.audience = Audience::Owners(BoundedVec::truncate_from(beside));
			assert_eq!(object(&task_by(named.clone()), |_, _| {}), Some(Objection::Named));
			named.mode = Mode::Accept { standing: 60_000 };
			assert_eq!(object(&task_by(named), |_, _| {}), None);
		}

		#[test]
		fn objection_what_the_chain_would_refuse() {
			let rule = |refusal| Some(Objection::Rule(refusal));
			let poor = object(&task(), |worker, _| worker.free = 1);
			assert_eq!(poor, rule(TaskRefusal::StakeTooSmall));
			let late = object(&task(), |worker, _| worker.worker.enrolled_in = 20);
			assert_eq!(late, rule(TaskRefusal::EnrolledTooLate));
			let client = object(&task(), |worker, _| worker.worker.owner = owner(0xc1));
			assert_eq!(client, rule(TaskRefusal::IsClient));
			let mut named = terms();
			named.audience = Audience::Owners(BoundedVec::truncate_from(vec![owner(2)]));
			assert_eq!(object(&task_by(named), |_, _| {}), rule(TaskRefusal::NotNamed));
			let mut full = task();
			for (byte, ticket) in [(2, 1), (3, 2), (4, 4)] {
				full.crew.slots.try_push(slot(byte, ticket, Entry::Claimed)).unwrap();
			}
			assert_eq!(object(&full, |_, _| {}), rule(TaskRefusal::TicketTooHigh));
			full.crew.slots[2].ticket = Ticket(6);
			assert_eq!(object(&full, |_, _| {}), None);
			full.crew.slots[0].owner = owner(1);
			assert_eq!(object(&full, |_, _| {}), rule(TaskRefusal::OwnerHasSlot));
		}
	}
}
