//! Any sequence of calls, with a clock that runs, jumps, stands still and goes back, keeps to a model.

use crate::{mock::*, Error};
use frame_support::assert_ok;
use jmt_primitives::{
	time::DAY_MS, AccountId, Balance, BlockNumber, Hash, Invariants, Moment, JMT,
};
use proptest::prelude::*;
use sp_runtime::DispatchError;
use std::collections::{BTreeMap, BTreeSet};

/// One step. Its id is taken by [`Model::pick`].
#[derive(Clone, Copy, Debug)]
enum Step {
	/// A transfer of `millis` thousandths of a JMT. The existential deposit is ten of them.
	AnnounceTransfer {
		to: u8,
		millis: u32,
	},
	/// An airdrop of one of the lists, with so many hundredths of its sum, open for so long.
	AnnounceAirdrop {
		list: u8,
		percent: u8,
		open_for: Moment,
	},
	Veto(u8),
	Execute(u8),
	Lapse(u8),
	/// A claim of an entry, or of one planck more than it says.
	Claim {
		id: u8,
		index: u16,
		lie: bool,
	},
	Sweep(u8),
	/// Time passes and blocks are made.
	Pass {
		ms: Moment,
		blocks: BlockNumber,
	},
	/// The clock goes back.
	GoBack(Moment),
}

fn step() -> impl Strategy<Value = Step> {
	let id = || any::<u8>();
	let pass = prop_oneof![
		2 => Just((WINDOW, WINDOW_BLOCKS)),
		1 => (
			prop_oneof![Just(0), 1..DAY_MS, Just(WINDOW), WINDOW..50 * DAY_MS],
			prop_oneof![Just(0), 1..WINDOW_BLOCKS, Just(WINDOW_BLOCKS)],
		),
	];
	prop_oneof![
		1 => (1u8..6, prop_oneof![0u32..5_000, 0u32..2_000_000_000])
			.prop_map(|(to, millis)| Step::AnnounceTransfer { to, millis }),
		2 => (0u8..3, 50u8..=120, prop_oneof![0..2 * DAY_MS, 0..30 * DAY_MS, 0..100 * DAY_MS])
			.prop_map(|(list, percent, open_for)| Step::AnnounceAirdrop { list, percent, open_for }),
		1 => id().prop_map(Step::Veto),
		4 => id().prop_map(Step::Execute),
		1 => id().prop_map(Step::Lapse),
		12 => (id(), any::<u16>(), prop::bool::weighted(0.1))
			.prop_map(|(id, index, lie)| Step::Claim { id, index, lie }),
		3 => id().prop_map(Step::Sweep),
		3 => pass.prop_map(|(ms, blocks)| Step::Pass { ms, blocks }),
		1 => prop_oneof![1..DAY_MS, 1..30 * DAY_MS].prop_map(Step::GoBack),
	]
}

/// One of three lists: a short one, one with crumbs for accounts that may not exist, and a long one.
fn entries(list: u8) -> Vec<(AccountId, Balance)> {
	match list {
		0 => (1..=5).map(|seed| (account(seed), Balance::from(seed) * 10 * JMT)).collect(),
		1 => (1..=9).map(|seed| (account(seed), Balance::from(seed) * ED / 4)).collect(),
		_ => (0..1_030u32).map(|index| (account((index % 5) as u8 + 1), JMT)).collect(),
	}
}

/// The effect of an announcement.
#[derive(Clone, Debug)]
enum Plan {
	Transfer(AccountId, Balance),
	Airdrop(List, Balance),
}

#[derive(Clone, Debug)]
struct Open {
	plan: Plan,
	from: Moment,
	from_block: BlockNumber,
	lapses: Moment,
}

#[derive(Clone, Debug)]
struct Running {
	list: List,
	left: Balance,
	claimed: BTreeSet<u32>,
}

/// The pallet in a few lines.
#[derive(Clone, Debug, Default)]
struct Model {
	now: Moment,
	/// The latest time that the clock showed.
	latest: Moment,
	block: BlockNumber,
	next: u32,
	pot: Balance,
	accounts: BTreeMap<AccountId, Balance>,
	open: BTreeMap<u32, Open>,
	running: BTreeMap<u32, Running>,
	/// Chunks that sweeps have to come to.
	sweeping: BTreeMap<u32, u32>,
}

type Outcome = Result<(), DispatchError>;

fn refuse(error: Error<Test>) -> Outcome {
	Err(error.into())
}

impl Model {
	/// Most often one of those that fit, now and then any, known or not.
	fn pick(&self, id: u8, fitting: impl Iterator<Item = u32>) -> u32 {
		let fitting: Vec<u32> = fitting.collect();
		match fitting.get(usize::from(id) % (fitting.len() + 1)) {
			Some(id) => *id,
			None => u32::from(id) % (self.next + 1),
		}
	}

	fn announce(&mut self, plan: Plan, amount: Balance) -> Outcome {
		if amount == 0 {
			return refuse(Error::ZeroAmount);
		}
		let from = self.now + WINDOW;
		let mut lapses = from + LAPSE;
		if let Plan::Airdrop(list, _) = &plan {
			let planned = self.open.values().filter_map(|open| match &open.plan {
				Plan::Airdrop(list, _) => Some(list),
				Plan::Transfer(..) => None,
			});
			let mut used = planned.chain(self.running.values().map(|running| &running.list));
			if used.any(|used| used.tree.root() == list.tree.root()) {
				return refuse(Error::ListInUse);
			}
			if list.until <= from {
				return refuse(Error::DeadlineTooEarly);
			}
			if list.until > from + MAX_DURATION {
				return refuse(Error::DeadlineTooLate);
			}
			lapses = lapses.min(list.until);
		}
		if self.open.len() == MAX_OPEN as usize {
			return refuse(Error::TooManyOpen);
		}
		if amount > self.pot - ED {
			return refuse(Error::PotExhausted);
		}
		self.pot -= amount;
		let from_block = self.block + WINDOW_BLOCKS;
		self.open.insert(self.next, Open { plan, from, from_block, lapses });
		self.next += 1;
		Ok(())
	}

	fn pay(&mut self, to: &AccountId, amount: Balance) -> Outcome {
		let balance = self.accounts.entry(to.clone()).or_default();
		if *balance + amount < ED {
			return refuse(Error::BelowMinimum);
		}
		*balance += amount;
		Ok(())
	}

	fn withdraw(&mut self, id: u32) -> Outcome {
		match self.open.remove(&id).unwrap().plan {
			Plan::Transfer(_, amount) | Plan::Airdrop(_, amount) => self.pot += amount,
		}
		Ok(())
	}

	fn veto(&mut self, id: u32) -> Outcome {
		if self.open.contains_key(&id) {
			self.withdraw(id)
		} else {
			refuse(Error::UnknownAnnouncement)
		}
	}

	fn lapse(&mut self, id: u32) -> Outcome {
		match self.open.get(&id) {
			None => refuse(Error::UnknownAnnouncement),
			Some(open) if self.now < open.lapses => refuse(Error::NotLapsed),
			Some(_) => self.withdraw(id),
		}
	}

	fn execute(&mut self, id: u32) -> Outcome {
		let Some(open) = self.open.get(&id).cloned() else {
			return refuse(Error::UnknownAnnouncement);
		};
		if self.now < open.from {
			return refuse(Error::WindowOpen);
		}
		if self.block < open.from_block {
			return refuse(Error::TooFewBlocks);
		}
		if self.now >= open.lapses {
			return refuse(Error::AnnouncementLapsed);
		}
		match open.plan {
			Plan::Transfer(to, amount) => self.pay(&to, amount)?,
			Plan::Airdrop(list, left) => {
				self.running.insert(id, Running { list, left, claimed: BTreeSet::new() });
			},
		}
		self.open.remove(&id);
		Ok(())
	}

	fn claim(&mut self, id: u32, index: u32, lie: bool) -> Outcome {
		let Some(Running { list, left, claimed }) = self.running.get(&id).cloned() else {
			return refuse(Error::UnknownAirdrop);
		};
		if self.now >= list.until {
			return refuse(Error::AirdropOver);
		}
		if claimed.contains(&index) {
			return refuse(Error::AlreadyClaimed);
		}
		if lie {
			return refuse(Error::NotInList);
		}
		let (to, amount) = list.entries[index as usize].clone();
		if amount > left {
			return refuse(Error::AirdropExhausted);
		}
		self.pay(&to, amount)?;
		let running = self.running.get_mut(&id).unwrap();
		running.left -= amount;
		running.claimed.insert(index);
		Ok(())
	}

	fn sweep(&mut self, id: u32) -> Outcome {
		if let Some(running) = self.running.get(&id) {
			if self.now < running.list.until {
				return refuse(Error::AirdropRunning);
			}
			let Running { list, left, .. } = self.running.remove(&id).unwrap();
			self.pot += left;
			self.sweeping.insert(id, (list.entries.len() as u32).div_ceil(512));
		}
		let Some(chunks) = self.sweeping.remove(&id) else {
			return refuse(Error::UnknownAirdrop);
		};
		if chunks > SWEEP_CHUNKS {
			self.sweeping.insert(id, chunks - SWEEP_CHUNKS);
		}
		Ok(())
	}

	/// The pot's holds.
	fn committed(&self) -> Balance {
		let open = self.open.values().map(|open| match &open.plan {
			Plan::Transfer(_, amount) | Plan::Airdrop(_, amount) => *amount,
		});
		let running = self.running.values().map(|running| running.left);
		open.chain(running).sum()
	}

	/// Does a step here and on the chain, and expects the same outcome.
	fn step(&mut self, step: Step) {
		let anybody = by(stranger());
		let (expected, done) = match step {
			Step::AnnounceTransfer { to, millis } => {
				let (to, amount) = (account(to), Balance::from(millis) * (JMT / 1_000));
				(
					self.announce(Plan::Transfer(to.clone(), amount), amount),
					Foundation::announce_transfer(by(council()), to, amount, PURPOSE),
				)
			},
			Step::AnnounceAirdrop { list, percent, open_for } => {
				// Whole days, so that now and then a list comes back.
				let until = (self.now + WINDOW + open_for) / DAY_MS * DAY_MS;
				let list = List::new(Hash::repeat_byte(list), until, entries(list));
				let amount = list.sum() * Balance::from(percent) / 100;
				(
					self.announce(Plan::Airdrop(list.clone(), amount), amount),
					list.try_announce(amount),
				)
			},
			Step::Veto(id) => {
				let id = self.pick(id, self.open.keys().copied());
				(self.veto(id), Foundation::veto(by(board()), id))
			},
			Step::Execute(id) => {
				let id = self.pick(id, self.open.keys().copied());
				let done = Foundation::execute(anybody, id);
				(self.execute(id), done.map(|_| ()).map_err(|failed| failed.error))
			},
			Step::Lapse(id) => {
				let id = self.pick(id, self.open.keys().copied());
				(self.lapse(id), Foundation::lapse(anybody, id))
			},
			Step::Claim { id, index, lie } => {
				let id = self.pick(id, self.running.keys().copied());
				let list = match self.running.get(&id) {
					Some(running) => running.list.clone(),
					None => List::of(3),
				};
				let index = u32::from(index) % list.tree.leaves();
				let (to, amount) = list.entries[index as usize].clone();
				let (amount, proof) = (amount + Balance::from(lie), list.proof(index));
				(
					self.claim(id, index, lie),
					Foundation::claim(anybody, id, index, to, amount, proof),
				)
			},
			Step::Sweep(id) => {
				let over = self.running.keys().chain(self.sweeping.keys()).copied();
				let id = self.pick(id, over);
				let done = Foundation::sweep(anybody, id);
				(self.sweep(id), done.map(|_| ()).map_err(|failed| failed.error))
			},
			Step::Pass { ms, blocks } => {
				self.now += ms;
				self.latest = self.latest.max(self.now);
				self.block += blocks;
				set_time(self.now);
				make_blocks(blocks);
				(Ok(()), Ok(()))
			},
			Step::GoBack(ms) => {
				self.now -= ms;
				set_time(self.now);
				(Ok(()), Ok(()))
			},
		};
		assert_eq!(done, expected, "{step:?}");
	}

	/// The chain is as this model says.
	fn check(&self) {
		assert_ok!(Foundation::check());
		assert_eq!(Balances::total_issuance(), POT + WEALTH);
		assert_eq!(free(&pot()), self.pot);
		assert_eq!(Foundation::committed(), self.committed());
		let paid: Balance = self.accounts.values().sum();
		assert_eq!(self.pot + self.committed() + paid, POT);
		for (who, balance) in &self.accounts {
			assert_eq!(free(who), *balance);
		}
		assert_eq!(crate::Announcements::<Test>::count() as usize, self.open.len());
		assert_eq!(crate::Airdrops::<Test>::iter().count(), self.running.len());
		assert_eq!(crate::Sweeps::<Test>::iter().count(), self.sweeping.len());
		assert_eq!(crate::NextId::<Test>::get(), self.next);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(48))]

	#[test]
	fn it_keeps_to_the_model_and_loses_nothing(steps in prop::collection::vec(step(), 1..80)) {
		ExtBuilder.build_and_execute(|| {
			let mut model =
				Model { now: NOW, latest: NOW, block: BLOCK, pot: POT, ..Default::default() };
			for step in steps {
				model.step(step);
				model.check();
			}

			// Everything has an end, in any sequence: open announcements lapse, running airdrops are swept.
			let end = model.latest + WINDOW + LAPSE + MAX_DURATION;
			model.step(Step::Pass { ms: end - model.now, blocks: 0 });
			while !model.open.is_empty() {
				model.step(Step::Lapse(0));
			}
			while !model.running.is_empty() || !model.sweeping.is_empty() {
				model.step(Step::Sweep(0));
			}
			model.check();
			assert_eq!(Foundation::committed(), 0);
			assert_eq!(crate::Claimed::<Test>::iter().count(), 0);
			assert_eq!(crate::Lists::<Test>::iter().count(), 0);
			let paid: Balance = model.accounts.values().sum();
			assert_eq!(free(&pot()) + paid, POT);
		});
	}
}
