//! The steps of a sequence, taken. Most are about something that is there, since numbers drawn blindly meet too seldom.

use super::Step;
use crate::{mock::*, Books, Tasks as Stored, ToSettle, Workers};
use frame_support::{storage::with_storage_layer, BoundedVec};
use jmt_primitives::{
	tasks::{Audience, Entry, Mode, Outcome, Stage, TaskId, Terms},
	AccountId, Balance, JMT,
};
use sp_runtime::DispatchResult;
use std::collections::BTreeMap;

/// Devices that may work. Two of each six have one owner.
pub(super) const HANDS: u8 = 12;

/// The chain, and what workers remember.
pub(super) struct World {
	hands: Vec<Hand>,
	/// The result that each committed to.
	committed: BTreeMap<(TaskId, u8), Outcome>,
}

impl World {
	pub(super) fn begin() -> Self {
		let owner_of = |number: u8| if number % 6 == 5 { owner(number - 1) } else { owner(number) };
		let of = |number| Hand::of(number, owner_of(number), jmt_primitives::KeyType::Ed25519);
		let hands: Vec<_> = (0..HANDS).map(of).collect();
		for hand in &hands {
			hand.register();
			hand.enrol(20).expect("it has the stake");
		}
		blocks(1);
		Self { hands, committed: BTreeMap::new() }
	}

	fn hand(&self, drawn: u8) -> &Hand {
		&self.hands[usize::from(drawn) % self.hands.len()]
	}

	/// Everything that each account has.
	pub(super) fn wealths(&self) -> BTreeMap<AccountId, Balance> {
		let all = (0..HANDS).map(owner).chain([client(), stranger(), pot()]);
		all.map(|who| (who.clone(), wealth(&who))).collect()
	}

	/// One of the tasks that there are, the newest first.
	fn task(&self, drawn: u8) -> Option<TaskId> {
		let mut ids: Vec<_> = Stored::<Test>::iter_keys().collect();
		ids.sort_by(|a, b| b.cmp(a));
		let place = usize::from(drawn).checked_rem(ids.len())?;
		Some(ids[place])
	}

	/// One of the tasks in which something of this kind can be done, or any.
	fn fit(&self, drawn: u8, fits: impl Fn(Stage) -> bool) -> Option<TaskId> {
		let mut ids: Vec<_> = Stored::<Test>::iter_keys().filter(|id| fits(stage(*id))).collect();
		ids.sort();
		match usize::from(drawn).checked_rem(ids.len()) {
			Some(place) if drawn > 0 => Some(ids[place]),
			_ => self.task(drawn),
		}
	}

	/// A worker with a slot whose turn it is, or the one that was drawn.
	fn turn(&self, id: TaskId, drawn: u8, due: impl Fn(TaskId, &Hand) -> bool) -> u8 {
		let its: Vec<_> = (0..HANDS).filter(|number| due(id, self.hand(*number))).collect();
		match usize::from(drawn).checked_rem(its.len()) {
			Some(place) if !drawn.is_multiple_of(5) => its[place],
			_ => drawn,
		}
	}

	/// Takes a step. Returns whether it was taken; what is refused changes nothing.
	pub(super) fn take(&mut self, step: &Step) -> bool {
		match *step {
			Step::Stake { hand, units } => self.stake(hand, units),
			Step::Post { mode, pay, named } => self.post(mode, pay, named),
			Step::Cancel { task } => self.with(task, |id| Tasks::cancel(by(client()), id)),
			Step::Claim { task, hand } => self.claim(task, hand),
			Step::Commit { task, hand, result } => self.commit(task, hand, result),
			Step::Reveal { task, hand, honest, output } => self.reveal(task, hand, honest, output),
			Step::Serve { task, liars, silent } => self.serve(task, liars, silent),
			Step::Settle { task, other } => self.settle(task, other),
			Step::Accept { task } => {
				let id = self.fit(task, |stage| matches!(stage, Stage::Standing(_)));
				id.is_some_and(|id| done(|| Tasks::accept(by(client()), id)))
			},
			Step::Reject { task } => {
				let id = self.fit(task, |stage| matches!(stage, Stage::Standing(_)));
				id.is_some_and(|id| done(|| Tasks::reject(by(client()), id)))
			},
			Step::Challenge { task, who } => {
				let who = if who % 2 == 0 { stranger() } else { self.hand(who).owner.clone() };
				let id = self.fit(task + 1, |stage| matches!(stage, Stage::Standing(_)));
				id.is_some_and(|id| done(|| Tasks::challenge(by(who), id)))
			},
			Step::Collect { task, own } => {
				let who = if own { client() } else { stranger() };
				let id = self.fit(task, |stage| matches!(stage, Stage::Ended(_)));
				id.is_some_and(|id| done(|| Tasks::collect(by(who), id)))
			},
			Step::Move { hand, owner } => {
				let (id, public) = (self.hand(hand).id(), self.hand(hand).public());
				let (mine, others) =
					(self.hand(hand).owner.clone(), self.hand(owner).owner.clone());
				match Registered::get().contains_key(&id) {
					true if owner % 2 == 0 => give(&id, &others),
					true => remove(&id),
					false => register(public, mine),
				}
				true
			},
			Step::Blocks { number, room } => {
				HasRoom::set(room);
				blocks(number.into());
				HasRoom::set(true);
				true
			},
			Step::Stall { time } => {
				block_after(time);
				true
			},
			Step::Mute => {
				ParentOutput::set(Some(None));
				blocks(1);
				ParentOutput::set(None);
				true
			},
		}
	}

	fn with(&self, drawn: u8, call: impl FnOnce(TaskId) -> DispatchResult) -> bool {
		self.task(drawn).is_some_and(|id| done(|| call(id)))
	}

	fn stake(&self, drawn: u8, units: u8) -> bool {
		let hand = self.hand(drawn);
		match Workers::<Test>::get(hand.id()) {
			None => done(|| hand.enrol(units.into())),
			Some(worker) => {
				done(|| Tasks::set_stake(by(worker.owner), hand.id(), u32::from(units) * 5))
			},
		}
	}

	fn post(&self, mode: u8, pay: u8, named: bool) -> bool {
		let mode = match mode {
			0 => ACCEPT,
			1 => OPTIMISTIC,
			2 => CHALLENGEABLE,
			3 => Mode::Replicate { replicas: 5, quorum: 4, standing: None },
			4 => Mode::Replicate { replicas: 7, quorum: 5, standing: None },
			5 => Mode::Replicate { replicas: 3, quorum: 3, standing: None },
			_ => TWO_OF_THREE,
		};
		let pay = [ED, PAY, JMT, 40 * JMT][usize::from(pay)];
		let needs = usize::from(mode.quorum());
		let owners: Vec<_> = (0..8).map(owner).collect();
		let audience = match named || mode == ACCEPT {
			true => Audience::Owners(BoundedVec::try_from(owners).unwrap()),
			false => Audience::Anyone,
		};
		assert!(needs <= 8);
		let terms = Terms { audience, pay, ..terms(mode) };
		done(|| Tasks::post(by(client()), Box::new(terms)))
	}

	fn claim(&self, task: u8, hand: u8) -> bool {
		let claiming = |stage| matches!(stage, Stage::Claiming(_));
		let Some(id) = self.fit(task + 1, claiming) else { return false };
		let hand = self.hand(hand);
		if !claiming(stage(id)) || Workers::<Test>::get(hand.id()).is_none() {
			return include(hand.claim_by(id, Default::default(), 0)).is_ok();
		}
		if hand.worker().units(RATES.unit) == 0 {
			return include(hand.claim_by(id, drawn(id).0, 0)).is_ok();
		}
		include(hand.claim(id)).is_ok()
	}

	fn commit(&mut self, task: u8, hand: u8, result: u8) -> bool {
		let running = |stage| matches!(stage, Stage::Running(_));
		let Some(id) = self.fit(task + 1, running) else { return false };
		let number = self.turn(id, hand, |id, hand| entry(id, hand) == Some(Entry::Claimed));
		// Most are right.
		let outcome = match result {
			0 => wrong(),
			1 => outcome(OUTPUT, 3),
			_ => right(),
		};
		let taken = include(self.hand(number).commit(id, &outcome)).is_ok();
		if taken {
			self.committed.insert((id, number), outcome);
		}
		taken
	}

	fn reveal(&self, task: u8, hand: u8, honest: bool, output: bool) -> bool {
		let revealing = |stage| matches!(stage, Stage::Revealing(_));
		let Some(id) = self.fit(task + 1, revealing) else { return false };
		let due = |id, hand: &Hand| matches!(entry(id, hand), Some(Entry::Committed(_)));
		let number = self.turn(id, hand, due);
		let committed = self.committed.get(&(id, number)).copied();
		let outcome = if honest { committed.unwrap_or(right()) } else { outcome(OUTPUT, 9) };
		let output = output.then_some(OUTPUT);
		include(self.hand(number).reveal(id, &outcome, output)).is_ok()
	}

	/// Does all that is due of a task in its stage. Returns whether that was anything.
	fn serve(&mut self, task: u8, liars: u16, silent: u16) -> bool {
		let open = |stage| !matches!(stage, Stage::Ended(_));
		let Some(id) = self.fit(task + 1, open) else { return false };
		let is_in = |mask: u16, number: u8| (mask >> number) & 1 == 1;
		let acting: Vec<u8> = (0..HANDS).filter(|number| !is_in(silent, *number)).collect();
		let mut any = false;
		match stage(id) {
			Stage::Drawing(_) => {
				blocks(3);
				any = true;
			},
			Stage::Claiming(_) => {
				for number in acting {
					let hand = self.hand(number);
					let units = Workers::<Test>::get(hand.id()).map(|of| of.units(RATES.unit));
					any |= units > Some(0) && include(hand.claim(id)).is_ok();
				}
				let closed = any && silent.is_multiple_of(2);
				while closed && matches!(stage(id), Stage::Claiming(_)) {
					blocks(1);
				}
			},
			Stage::Running(_) => {
				for number in acting {
					if entry(id, self.hand(number)) == Some(Entry::Claimed) {
						let outcome = if is_in(liars, number) { wrong() } else { right() };
						let taken = include(self.hand(number).commit(id, &outcome)).is_ok();
						any |= taken;
						if taken {
							self.committed.insert((id, number), outcome);
						}
					}
				}
			},
			Stage::Revealing(_) => {
				for number in acting {
					let hand = self.hand(number);
					if let Some(outcome) = self.committed.get(&(id, number)) {
						any |= include(hand.reveal(id, outcome, Some(OUTPUT))).is_ok();
					}
				}
			},
			Stage::Due(_) => any = settle(id).is_ok(),
			Stage::Standing(_) | Stage::Ended(_) => {},
		}
		any
	}

	fn settle(&self, task: u8, other: u8) -> bool {
		let due = |stage| matches!(stage, Stage::Due(_) | Stage::Running(_) | Stage::Revealing(_));
		let ids: Vec<_> =
			[self.fit(task + 1, due), self.task(other)].into_iter().flatten().collect();
		done(|| {
			let ids = ToSettle::try_from(ids).unwrap();
			Tasks::settle(by(stranger()), ids).map(|_| ()).map_err(|failed| failed.error)
		})
	}

	/// The pot never loses, a client never gains, and others gain no more than the pay of some slots and a reward.
	pub(super) fn ensure_gains_are_pay(&self, step: &Step, before: &BTreeMap<AccountId, Balance>) {
		for (who, had) in before {
			let has = wealth(who);
			if *who == pot() {
				assert!(has >= *had, "{step:?} took from the pot");
			} else if *who == client() {
				assert!(has <= *had, "{step:?} made the client richer");
			} else {
				// Two tasks end in a step at most, in each of which an owner has a slot or challenged.
				let most = 2 * 32 * JMT;
				assert!(has <= had + most, "{step:?} paid somebody too much");
			}
		}
	}

	/// Time passes, and everybody does nothing but settle: all tasks end, and all stakes go back.
	pub(super) fn end(&self) {
		for _ in 0..40 {
			let ids: Vec<_> = Stored::<Test>::iter()
				.filter_map(|(id, task)| task.end.is_none().then_some(id))
				.collect();
			if ids.is_empty() {
				break;
			}
			for id in ids {
				let _ = settle(id);
			}
			block_after(8 * DAY);
			blocks(10);
		}
		block_after(8 * DAY);
		for (id, task) in Stored::<Test>::iter().collect::<Vec<_>>() {
			assert!(task.end.is_some(), "{id} never ends: {:?}", Tasks::position(&task));
			assert!(done(|| Tasks::collect(by(stranger()), id)));
		}
		for (device, worker) in Workers::<Test>::iter().collect::<Vec<_>>() {
			assert!(done(|| Tasks::set_stake(by(worker.owner), device, 0)));
		}
		let books = Books::<Test>::get();
		assert_eq!(books.posted, books.paid + books.fees + books.refunded);
		assert_eq!(books.staked, books.unstaked + books.slashed + books.awarded);
		assert_eq!(wealth(&pot()), ED + books.service + books.fees + books.slashed);
		let leftovers =
			crate::Outputs::<Test>::iter().count() + crate::Panels::<Test>::iter().count();
		assert_eq!(leftovers, 0);
	}
}

/// How far a device has come in the crew whose turn it is.
fn entry(id: TaskId, hand: &Hand) -> Option<Entry> {
	let task = task(id);
	let bench = match Tasks::position(&task).stage {
		Stage::Running(bench) | Stage::Revealing(bench) => bench,
		_ => return None,
	};
	let (_, slot) = task.bench(bench)?.slot_of(&hand.id())?;
	Some(slot.entry)
}

/// Whether a signed call is taken. As a block does, what a refused one has written is taken back.
fn done(call: impl FnOnce() -> DispatchResult) -> bool {
	with_storage_layer(call).is_ok()
}
