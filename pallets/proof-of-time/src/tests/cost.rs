//! The cost of an answer, counted in what reaches the storage ...

use crate::mock::*;
use jmt_primitives::{
	proof_of_time::{Groups, UnitNow, Weighed, WEIGHT_ONE},
	units::UnitState,
};
use std::{
	collections::BTreeMap,
	fmt::Debug,
	sync::{Arc, Mutex},
};
use tracing::{
	field::{Field, Visit},
	span, Dispatch, Event, Metadata, Subscriber,
};

/// Counts the externalities' calls by name, with the keys that were read.
#[derive(Clone, Default)]
struct Counter(Arc<Mutex<BTreeMap<String, u32>>>);

struct Method(String);

impl Visit for Method {
	fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
		if field.name() == "method" {
			self.0 = format!("{value:?}").trim_matches('"').into();
		}
	}
}

impl Subscriber for Counter {
	fn enabled(&self, metadata: &Metadata<'_>) -> bool {
		metadata.target() == "state"
	}
	fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
		span::Id::from_u64(1)
	}
	fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
	fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
	fn event(&self, event: &Event<'_>) {
		let mut method = Method(String::new());
		event.record(&mut method);
		*self.0.lock().unwrap().entry(method.0).or_default() += 1;
	}
	fn enter(&self, _: &span::Id) {}
	fn exit(&self, _: &span::Id) {}
}

/// Counts what `work` does to the storage.
fn count(work: impl FnOnce()) -> BTreeMap<String, u32> {
	// With a single listener, the thread that comes by a trace first decides for all whether it is heard.
	let _second = Dispatch::new(Counter::default());
	let counter = Counter::default();
	tracing::subscriber::with_default(counter.clone(), work);
	let counted = counter.0.lock().unwrap().clone();
	counted
}

/// Accesses to the storage of one device's answer, in a fleet that has answered the round before, after so many
/// days of absence. No device is asked twice in between, so that each search goes to its end.
fn cost(fleet: u32, days: u64) -> BTreeMap<String, u32> {
	cost_of(fleet, days, None, None)
}

/// As [`cost`], in a fleet of which every device weighs the same, and of the first one with another weight by then.
fn cost_of(
	fleet: u32,
	days: u64,
	weighed: Option<Weighed>,
	then: Option<Weighed>,
) -> BTreeMap<String, u32> {
	let mut counted = BTreeMap::new();
	ExtBuilder::default().build_and_execute(|| {
		let device = register(0);
		let others: Vec<_> = (1..fleet).map(register).collect();
		if let Some(weighed) = weighed {
			[&device].into_iter().chain(&others).for_each(|device| weigh(&device.id(), weighed));
		}
		run_to_round(FIRST_ROUND);
		device.answer().unwrap();
		others.iter().for_each(|other| other.answer().unwrap());
		// One block a round: no window counts, so that days pass without a miss.
		for round in 1..=u64::from(ROUNDS_PER_DAY) * days {
			block_in(first_slot(FIRST_ROUND + round));
		}
		if days == 0 {
			block_in(first_slot(FIRST_ROUND + 1));
		}
		// The block's first answer, and the first event, differ from later ones: have them over with.
		if let Some(other) = others.first() {
			other.answer().unwrap();
		} else {
			System::deposit_event(RuntimeEvent::ProofOfTime(crate::Event::RoundDrawn {
				round: 0,
				bucket: 0,
			}));
		}
		if let Some(then) = then {
			weigh(&device.id(), then);
		}
		counted = count(|| device.answer().unwrap());
		assert_eq!(device.miner().last_round, newest_round());
	});
	counted
}

#[test]
fn it_is_counted_at_all() {
	let counted = count(|| {
		ExtBuilder::default().build().execute_with(|| {
			let _ = ledger();
			System::set_block_number(3);
		})
	});
	assert!(counted.get("Get").is_some_and(|reads| *reads > 0), "{counted:?}");
	assert!(counted.get("Put").is_some_and(|writes| *writes > 0), "{counted:?}");
}

#[test]
fn it_is_the_same_for_any_fleet() {
	let few = cost(2, 0);
	for fleet in [3, 20, MAX_ANSWERS] {
		assert_eq!(cost(fleet, 0), few, "{fleet} devices");
	}
}

#[test]
fn it_is_the_same_for_any_absence_but_for_one_read_a_day() {
	let mut expected = cost(2, 0);
	for days in 1..=u64::from(HORIZON) {
		*expected.get_mut("Get").unwrap() += 1;
		assert_eq!(cost(2, days), expected, "{days} days");
	}
	// Beyond the horizon no day is looked at.
	let beyond = cost(2, u64::from(HORIZON) + 1);
	assert_eq!(beyond["Get"], cost(2, 0)["Get"] - 1);
}

/// A unit of this root of trust under this domain without a parent.
fn unit(root: u32, top: u32) -> Weighed {
	let weighed = with_unit(WEIGHT_ONE, root, WEIGHT_ONE, 1);
	Weighed { groups: Groups { top: Some(top), ..weighed.groups }, ..weighed }
}

/// Reads and writes of an answer.
fn access(counted: &BTreeMap<String, u32>) -> (u32, u32) {
	(counted["Get"], counted["Put"])
}

#[test]
fn it_is_the_same_for_units_in_groups_of_any_size() {
	let over = UnitNow { root: 1, binding: 1, state: UnitState::Expired };
	let over = Weighed { unit: Some(over), ..unit(1, 7) };
	for then in [None, Some(unit(1, 8)), Some(over)] {
		let few = cost_of(3, 0, Some(unit(1, 7)), then);
		for fleet in [20, MAX_ANSWERS] {
			assert_eq!(cost_of(fleet, 0, Some(unit(1, 7)), then), few, "{fleet} devices, {then:?}");
		}
	}
}

#[test]
fn it_grows_with_a_unit_by_a_bounded_number_of_reads_and_writes() {
	let (reads, writes) = access(&cost_of(3, 0, None, None));
	let grown = |weighed, then| {
		let (with_reads, with_writes) = access(&cost_of(3, 0, Some(weighed), then));
		(with_reads - reads, with_writes - writes)
	};
	// Its share and two groups, which an answer of the same day only reads.
	assert_eq!(grown(unit(1, 7), None), (3, 0));
	// Out of one domain into another: a group more, and its share and both are written.
	assert_eq!(grown(unit(1, 7), Some(unit(1, 8))), (4, 3));
	// Of another weight: its share and its groups are written.
	let heavier = Weighed { raw: 2 * WEIGHT_ONE, ..unit(1, 7) };
	assert_eq!(grown(unit(1, 7), Some(heavier)), (3, 3));
	// Into the class with units: the books of both, its share and both groups are written.
	assert_eq!(grown(without_unit(WEIGHT_ONE), Some(unit(1, 7))), (4, 4));
}
