//! How a task ends, and who pays whom: one list of flows, which empties every purse to the planck.
//!
//! No slash goes to a client, a voter or the author of a program. Out of the bonds of wrong workers a panel that
//! overturned them has the pay that it would have had anyway, and its challenger a fixed reward; the rest goes to the
//! pot.

use super::{Amounts, Bench, Crew, End, Entry, Exit, Mode, Outcome, Place, Task, Why};
use crate::{Balance, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// How a task ended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Verdict {
	/// Its result counts.
	#[codec(index = 0)]
	Done,
	/// Its result counts: a panel found the same.
	#[codec(index = 1)]
	Upheld,
	/// A panel found another result, which counts.
	#[codec(index = 2)]
	Overturned,
	/// The client refused the result.
	#[codec(index = 3)]
	Rejected,
	/// Too few workers claimed.
	#[codec(index = 4)]
	Expired,
	/// No result counts.
	#[codec(index = 5)]
	Undecided,
}

/// The part of a worker in the end of a task.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Fate {
	/// It is paid.
	#[codec(index = 0)]
	Paid,
	/// It told another result than the one that counts, and loses its bond.
	#[codec(index = 1)]
	Wrong,
	/// It told none in time, and loses what silence costs.
	#[codec(index = 2)]
	Silent,
	/// It is neither paid nor slashed.
	#[codec(index = 3)]
	Free,
}

/// Whose money flows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Purse {
	/// The price that is held of the client.
	Price,
	/// The panel's pay that is held of the challenger.
	Challenge,
	/// The stake of a slot's worker.
	Stake(Place),
}

/// The one that money flows to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Payee {
	/// The ecosystem pot.
	Pot,
	Client,
	Challenger,
	/// The owner of a slot's worker.
	Owner(Place),
}

/// An amount that is paid, in planck, above 0. From a hold to its own account it is released.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flow {
	pub from: Purse,
	pub to: Payee,
	pub amount: Balance,
}

/// The end of a task with all that it moves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settlement {
	pub verdict: Verdict,
	/// The result that counts, or that was refused.
	pub result: Option<Outcome>,
	/// The fate of each slot of the crew and of the panel. The bond of each is freed, less what flows from its stake.
	pub fates: Vec<(Place, Fate)>,
	pub flows: Vec<Flow>,
}

/// The way on for a task whose stage is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Conclusion {
	/// Its result stands for a while. A task that [draws lots](super::Mode::draws_lots) gets a panel by lot.
	Stands,
	/// It needs a panel.
	Splits,
	/// It ends.
	Ends(Settlement),
}

impl Fate {
	/// Its price out of a worker's stake, in planck.
	pub const fn slash(self, amounts: &Amounts) -> Balance {
		match self {
			Self::Wrong => amounts.bond,
			Self::Silent => amounts.silence,
			Self::Paid | Self::Free => 0,
		}
	}
}

impl Settlement {
	/// The sum of the flows that match, in planck. Saturates, which no sum of a task comes near.
	pub fn sum(&self, matches: impl Fn(&Flow) -> bool) -> Balance {
		let amounts = self.flows.iter().filter(|flow| matches(flow)).map(|flow| flow.amount);
		amounts.fold(0, Balance::saturating_add)
	}

	/// The end as it is stored, at `at` ms.
	pub fn end(&self, task: &Task, at: Moment) -> End {
		let result = self.result.and_then(|outcome| task.carrier(&outcome));
		End { verdict: self.verdict, at, result }
	}
}

impl Task {
	/// The way on once a stage is over in this way.
	pub fn conclude(&self, exit: Exit) -> Conclusion {
		let none = |verdict| Conclusion::Ends(self.without_result(verdict));
		match exit {
			Exit::Unfilled(Bench::Crew) => none(Verdict::Expired),
			Exit::Abandoned(Bench::Crew) => none(Verdict::Undecided),
			Exit::Counted(Bench::Crew) => match self.crew.agreed() {
				Some(_) if self.terms.mode.standing().is_some() => Conclusion::Stands,
				Some(outcome) => Conclusion::Ends(self.with_result(Verdict::Done, outcome)),
				None if self.splits() => Conclusion::Splits,
				None => none(Verdict::Undecided),
			},
			Exit::Stood | Exit::Unfilled(Bench::Panel) | Exit::Abandoned(Bench::Panel) => {
				Conclusion::Ends(self.as_it_stood())
			},
			Exit::Counted(Bench::Panel) => Conclusion::Ends(self.judged()),
		}
	}

	/// The client accepts the result that stands.
	pub fn accepted(&self) -> Settlement {
		self.as_it_stood()
	}

	/// The client refuses the result that stands: its price goes to the pot, and its worker is free.
	pub fn rejected(&self) -> Settlement {
		let mut books = Books::new(self);
		books.free_all();
		books.rest(Purse::Price, Payee::Pot, self.amounts.price);
		books.end(Verdict::Rejected, self.crew.agreed())
	}

	/// Whether a panel decides where the crew did not: it has 3 slots, and two of its results differ.
	fn splits(&self) -> bool {
		matches!(self.terms.mode, Mode::Replicate { .. })
			&& self.terms.mode.panel_slots().is_some()
			&& self.crew.is_split()
	}

	/// The result of the crew counts, or none does where it told none. A panel decided nothing.
	fn as_it_stood(&self) -> Settlement {
		match self.crew.agreed() {
			Some(outcome) => self.with_result(Verdict::Done, outcome),
			None => self.without_result(Verdict::Undecided),
		}
	}

	/// Everything back, and only the silent lose.
	fn without_result(&self, verdict: Verdict) -> Settlement {
		let mut books = Books::new(self);
		books.judge(Bench::Crew, None);
		books.judge(Bench::Panel, None);
		books.slash_to_pot();
		books.rest(Purse::Price, Payee::Client, self.amounts.price);
		books.give_back_challenge();
		books.end(verdict, None)
	}

	/// The crew's result counts. Its panel, where it has one, decided nothing and is not paid.
	fn with_result(&self, verdict: Verdict, outcome: Outcome) -> Settlement {
		let mut books = Books::new(self);
		books.judge(Bench::Crew, Some(outcome));
		books.judge(Bench::Panel, None);
		books.pay(Bench::Crew, Purse::Price);
		books.slash_to_pot();
		books.rest(Purse::Price, Payee::Client, self.amounts.price);
		books.give_back_challenge();
		books.end(verdict, Some(outcome))
	}

	/// The panel's majority decides.
	fn judged(&self) -> Settlement {
		let Some(panel) = &self.panel else { return self.as_it_stood() };
		let Some(outcome) = panel.crew.agreed() else { return self.as_it_stood() };
		let stood = self.standing.and(self.crew.agreed());
		let verdict = match stood {
			None => Verdict::Done,
			Some(stood) if stood == outcome => Verdict::Upheld,
			Some(_) => Verdict::Overturned,
		};
		let mut books = Books::new(self);
		books.judge(Bench::Crew, Some(outcome));
		books.judge(Bench::Panel, Some(outcome));
		books.pay(Bench::Crew, Purse::Price);
		let purse = match (verdict, &panel.why) {
			(Verdict::Upheld, Why::Challenged(_)) => Purse::Challenge,
			(Verdict::Upheld, _) => Purse::Price,
			// Where a crew split or was overturned, one of its workers at least was wrong. Its bond, 32 times the pay, is
			// more than eight pays.
			_ => books.first_wrong().map_or(Purse::Price, Purse::Stake),
		};
		books.pay(Bench::Panel, purse);
		if verdict == Verdict::Overturned && matches!(panel.why, Why::Challenged(_)) {
			books.flow(purse, Payee::Challenger, self.amounts.pay);
		}
		books.slash_to_pot();
		books.rest(Purse::Price, Payee::Client, self.amounts.price);
		books.give_back_challenge();
		books.end(verdict, Some(outcome))
	}
}

/// Flows of one task as they are found.
struct Books<'a> {
	task: &'a Task,
	fates: Vec<(Place, Fate)>,
	flows: Vec<Flow>,
}

impl<'a> Books<'a> {
	fn new(task: &'a Task) -> Self {
		Self { task, fates: Vec::new(), flows: Vec::new() }
	}

	fn flow(&mut self, from: Purse, to: Payee, amount: Balance) {
		if amount > 0 {
			self.flows.push(Flow { from, to, amount });
		}
	}

	/// Finds the fates of a crew: by the result that counts, or by none.
	fn judge(&mut self, bench: Bench, outcome: Option<Outcome>) {
		let Some(crew) = self.task.bench(bench) else { return };
		// Silence begins where something was due: a commitment once a run counted, a reveal once reveals did.
		let (ran, reveals) = (crew.running.is_some(), crew.revealing.is_some());
		for (index, slot) in (0u8..).zip(crew.slots.iter()) {
			let fate = match (slot.entry, outcome) {
				(Entry::Revealed { outcome: told, .. }, Some(outcome)) if told == outcome => {
					Fate::Paid
				},
				(Entry::Revealed { .. }, Some(_)) => Fate::Wrong,
				(Entry::Revealed { .. }, None) => Fate::Free,
				(Entry::Claimed, _) if ran => Fate::Silent,
				(Entry::Committed(_), _) if reveals => Fate::Silent,
				(Entry::Claimed | Entry::Committed(_), _) => Fate::Free,
			};
			self.fates.push((Place { bench, index }, fate));
		}
	}

	/// Every slot is neither paid nor slashed.
	fn free_all(&mut self) {
		for bench in [Bench::Crew, Bench::Panel] {
			let slots = self.task.bench(bench).map_or(0, Crew::taken);
			self.fates.extend((0..slots).map(|index| (Place { bench, index }, Fate::Free)));
		}
	}

	/// Pays the workers of a crew whose results count, and the fees.
	fn pay(&mut self, bench: Bench, from: Purse) {
		let paid = |(place, fate): &(Place, Fate)| {
			(place.bench == bench && *fate == Fate::Paid).then_some(*place)
		};
		let places: Vec<Place> = self.fates.iter().filter_map(paid).collect();
		for place in places {
			self.flow(from, Payee::Owner(place), self.task.amounts.net());
			self.flow(from, Payee::Pot, self.task.amounts.fee);
		}
	}

	fn first_wrong(&self) -> Option<Place> {
		let wrong = |(place, fate): &(Place, Fate)| {
			(place.bench == Bench::Crew && *fate == Fate::Wrong).then_some(*place)
		};
		self.fates.iter().find_map(wrong)
	}

	/// All that slots lose and nobody had, to the pot.
	fn slash_to_pot(&mut self) {
		let slashes: Vec<_> = self
			.fates
			.iter()
			.map(|(place, fate)| (*place, fate.slash(&self.task.amounts)))
			.collect();
		for (place, slash) in slashes {
			self.rest(Purse::Stake(place), Payee::Pot, slash);
		}
	}

	fn give_back_challenge(&mut self) {
		let challenged = match &self.task.panel {
			Some(panel) => matches!(panel.why, Why::Challenged(_)),
			None => false,
		};
		if challenged {
			let held = self.task.amounts.challenge(&self.task.terms.mode).unwrap_or_default();
			self.rest(Purse::Challenge, Payee::Challenger, held);
		}
	}

	/// All that is left of a purse that held `held` planck.
	fn rest(&mut self, from: Purse, to: Payee, held: Balance) {
		let flows = self.flows.iter().filter(|flow| flow.from == from).map(|flow| flow.amount);
		let spent = flows.fold(0, Balance::saturating_add);
		self.flow(from, to, held.saturating_sub(spent));
	}

	fn end(self, verdict: Verdict, result: Option<Outcome>) -> Settlement {
		Settlement { verdict, result, fates: self.fates, flows: self.flows }
	}
}
