//! The model: what each device, unit and group has, without an accumulator.

use super::{root_of, FLEET, LARGEST};
use crate::{mock::*, rewards, AnswerOutcome, CurrentDraw, Event, Ledger, Miss};
use jmt_primitives::{
	proof_of_time::{bucket_of, product, share_factor, stake_factor, Class, Weighed, WEIGHT_ONE},
	units::{RootId, UnitState},
	AccountId, Balance, Bucket, Day, DeviceId, Hash, Moment, Round,
};
use sp_core::U256;
use std::collections::BTreeMap;

/// A draw that the model remembers.
#[derive(Clone)]
pub(super) struct Seen {
	pub(super) round: Round,
	pub(super) bucket: Bucket,
	pub(super) seed: Hash,
	pub(super) buckets: Bucket,
}

/// A unit that a device is bound to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
	pub(super) unit: usize,
	pub(super) binding: u32,
	pub(super) state: UnitState,
}

pub(super) struct Device {
	pub(super) registered_in: Option<u32>,
	pub(super) owner: AccountId,
	/// Before stake and shares.
	pub(super) weight: u64,
	pub(super) unit: Option<Held>,
	/// Its holder, how much, what of it is asked back and when.
	pub(super) stake: Option<(AccountId, Balance, Balance, Moment)>,
	pub(super) record: Option<Record>,
}

impl Default for Device {
	fn default() -> Self {
		Self {
			registered_in: None,
			owner: owner(),
			weight: WEIGHT_ONE,
			unit: None,
			stake: None,
			record: None,
		}
	}
}

/// A device's record: 0 as its weight when it is out, and shares since the last answer in 10^-18 planck.
pub(super) struct Record {
	pub(super) last_round: Round,
	pub(super) last_at: Moment,
	/// The unit that it was weighed with.
	pub(super) unit: Option<Held>,
	pub(super) raw: u64,
	pub(super) weight: u64,
	pub(super) open: U256,
	pub(super) earned: Balance,
}

impl Record {
	pub(super) fn class(&self) -> Class {
		if self.unit.is_some() {
			Class::Proven
		} else {
			Class::Unproven
		}
	}

	pub(super) fn open(&self) -> Balance {
		(self.open / U256::from(rewards::FRACTION)).as_u128()
	}
}

/// Counted for each class.
pub(super) type Counts = [Balance; 2];

pub(super) struct Model {
	pub(super) signers: Vec<Signer>,
	pub(super) devices: Vec<Device>,
	pub(super) missable: Vec<Seen>,
	/// The newest draw, the blocks of its window, and whether it is still open.
	pub(super) newest: Option<(Seen, u64, bool)>,
	pub(super) days: Vec<Day>,
	/// Raw weight, day and factor of each root of trust.
	pub(super) groups: BTreeMap<RootId, (u128, Day, u64)>,
	pub(super) bindings: u32,
	pub(super) paid: Counts,
	pub(super) forfeited: Counts,
	/// Intervals that were settled, each of which may leave a part of a planck.
	pub(super) settled: Counts,
	pub(super) round: Round,
}

pub(super) fn day_of(round: Round) -> Day {
	(round / u64::from(ROUNDS_PER_DAY)) as Day
}

impl Model {
	pub(super) fn new() -> Self {
		Self {
			signers: (0..FLEET as u32)
				.map(|number| Signer::new(jmt_primitives::KeyType::Ed25519, number))
				.collect(),
			devices: (0..FLEET).map(|_| Device::default()).collect(),
			missable: Vec::new(),
			newest: None,
			days: Vec::new(),
			groups: BTreeMap::new(),
			bindings: 0,
			paid: [0; 2],
			forfeited: [0; 2],
			settled: [0; 2],
			round: FIRST_ROUND - 1,
		}
	}

	pub(super) fn id(&self, device: usize) -> DeviceId {
		self.signers[device].id()
	}

	/// The first miss since a round, by looking at every draw.
	pub(super) fn miss(&self, device: usize, since: Round) -> Option<Miss> {
		let oldest = self.days.iter().rev().nth(HORIZON as usize).or(self.days.first());
		if oldest.is_some_and(|oldest| day_of(since) < *oldest) {
			return Some(Miss::BeyondHorizon);
		}
		let id = self.id(device);
		self.missable
			.iter()
			.find(|seen| {
				seen.round > since && bucket_of(&seen.seed, &id, seen.buckets) == seen.bucket
			})
			.map(|seen| Miss::Round(seen.round))
	}

	pub(super) fn close(&mut self) {
		if let Some((seen, blocks, open)) = &mut self.newest {
			if *open && *blocks >= u64::from(ENOUGH_BLOCKS) {
				self.missable.push(seen.clone());
			}
			*open = false;
		}
	}

	pub(super) fn record(&mut self, device: usize) -> Option<&mut Record> {
		self.devices[device].record.as_mut()
	}

	/// Makes the round's first block and accrues what the chain has drawn.
	pub(super) fn begin(&mut self, slot: u64) {
		let before = Class::ALL.map(ProofOfTime::ledger);
		let available = Available::get();
		block_in(slot);
		self.close();
		let after = Class::ALL.map(ProofOfTime::ledger);
		let mut drawn_by_all = 0;
		for (class, (before, after)) in Class::ALL.into_iter().zip(before.iter().zip(&after)) {
			let drawn = after.withdrawn - before.withdrawn;
			drawn_by_all += drawn;
			let amount = drawn - (after.reserve - before.reserve);
			self.accrue(class, amount, before, after);
		}
		assert!(drawn_by_all <= available);
		self.remember(slot);
	}

	/// Spreads what a class was given over its records.
	pub(super) fn accrue(
		&mut self,
		class: Class,
		amount: Balance,
		before: &Ledger,
		after: &Ledger,
	) {
		let elapsed = after.accrued_at.saturating_sub(before.accrued_at);
		assert!(amount <= rewards::ceiling(before.weight, CEILING, elapsed));
		if class == Class::Unproven {
			let limit = rewards::ceiling(WEIGHT_ONE.into(), UnprovenDaily::get(), elapsed);
			assert!(amount <= limit, "{amount} for keys without a unit, at most {limit}");
		}
		assert!(amount == 0 || before.weight > 0);
		assert!(after.accumulator > before.accumulator || amount == 0);
		let records = || self.devices.iter().filter_map(|device| device.record.as_ref());
		let of_class = || records().filter(|record| record.class() == class);
		let total: u128 = of_class().map(|record| u128::from(record.weight)).sum();
		let raw: u128 = of_class().map(|record| u128::from(record.raw)).sum();
		let mining = of_class().filter(|record| record.weight > 0).count();
		let found = (before.weight, before.raw, before.mining_devices);
		assert_eq!(found, (total, raw, mining as u32), "{class:?}");
		let records = self.devices.iter_mut().filter_map(|device| device.record.as_mut());
		for record in records.filter(|record| record.class() == class && total > 0) {
			let shared = U256::from(amount) * U256::from(rewards::FRACTION);
			record.open += shared * U256::from(record.weight) / U256::from(total);
		}
	}

	/// Keeps the draw of the block, if it made one.
	pub(super) fn remember(&mut self, slot: u64) {
		let current = CurrentDraw::<Test>::get().filter(|c| c.draw.round == slot / 6);
		if let Some(current) = current {
			let seen = Seen {
				round: current.draw.round,
				bucket: current.draw.bucket,
				seed: current.seed,
				buckets: current.buckets,
			};
			self.newest = Some((seen, 0, true));
			if self.days.last() != Some(&current.draw.day) {
				self.days.push(current.draw.day);
			}
		}
	}

	pub(super) fn answer(&mut self, device: usize) {
		let expected = self.newest.as_ref().is_some_and(|(seen, _, open)| {
			let id = self.id(device);
			let asked = bucket_of(&seen.seed, &id, seen.buckets) == seen.bucket;
			let old_enough =
				self.devices[device].registered_in.is_some_and(|block| block < today().seeded_in);
			let first = self.devices[device]
				.record
				.as_ref()
				.is_none_or(|record| record.last_round < seen.round);
			*open && asked && old_enough && first && seen.round == self.round
		});
		let answered = include(self.signers[device].answer_to(self.round));
		assert_eq!(answered.is_ok(), expected, "{answered:?}");
		if !expected {
			return;
		}
		let Event::Answered { outcome, .. } = last_event() else { panic!("no answer") };
		let round = self.round;
		let last = self.record(device).map(|record| record.last_round);
		let miss = last.and_then(|last| self.miss(device, last));
		let fell = self.fell(device);
		if let Some(record) = self.devices[device].record.as_mut() {
			let (open, class) = (record.open(), record.class() as usize);
			let forfeited = &mut self.forfeited[class];
			match outcome {
				AnswerOutcome::Started => assert_eq!(record.weight, 0),
				AnswerOutcome::Earned { amount } => {
					assert!(record.weight > 0 && miss.is_none() && !fell, "{miss:?} {fell}");
					assert!(amount.abs_diff(open) <= 1, "{amount} is not {open}");
					record.earned += amount;
				},
				AnswerOutcome::Forfeited { amount, miss: seen } => {
					assert!(record.weight > 0 && !fell);
					assert_eq!(miss, Some(seen));
					assert!(amount.abs_diff(open) <= 1, "{amount} is not {open}");
					*forfeited += amount;
				},
				AnswerOutcome::UnitLost { amount } => {
					assert!(record.weight > 0 && fell);
					assert!(amount.abs_diff(open) <= 1, "{amount} is not {open}");
					*forfeited += amount;
				},
			}
			self.settled[class] += 1;
		} else {
			assert_eq!(outcome, AnswerOutcome::Started);
		}
		self.weigh_anew(device, round);
		let miner = self.signers[device].miner();
		let record = self.record(device).expect("it answered");
		assert_eq!((miner.weight, miner.last_round), (record.weight, round));
	}

	/// Whether the unit that a device was weighed with is gone or fell.
	pub(super) fn fell(&self, device: usize) -> bool {
		let Device { unit: now, record, .. } = &self.devices[device];
		let with = record.as_ref().and_then(|record| record.unit);
		with.is_some_and(|with| {
			now.is_none_or(|now| now.binding != with.binding || now.state == UnitState::Fell)
		})
	}

	/// The raw weight that an answer finds.
	pub(super) fn raw(&self, device: usize) -> u64 {
		let Device { weight, stake, .. } = &self.devices[device];
		let counted = stake.as_ref().map_or(0, |(_, amount, leaving, _)| amount - leaving);
		product([*weight, stake_factor(counted, 3 * WEIGHT_ONE / 2)])
	}

	/// Takes the weight of a record out of its root of trust.
	pub(super) fn ungroup(&mut self, device: usize) {
		let Some(record) = self.record(device) else { return };
		let Some(Held { unit, .. }) = record.unit else { return };
		let (raw, root) = (record.raw, root_of(unit));
		if let Some((sum, ..)) = self.groups.get_mut(&root) {
			*sum -= u128::from(raw);
		}
		self.groups.retain(|_, (sum, ..)| *sum > 0);
	}

	/// Takes a record out of the total, as one without a unit.
	pub(super) fn take_out(&mut self, device: usize) {
		self.ungroup(device);
		if let Some(record) = self.record(device) {
			let class = record.class() as usize;
			(record.unit, record.raw, record.weight) = (None, 0, 0);
			record.open = U256::zero();
			self.settled[class] += 1;
		}
	}

	/// Weighs a device that answers.
	pub(super) fn weigh_anew(&mut self, device: usize, round: Round) {
		let raw = self.raw(device);
		let unit = self.devices[device].unit.filter(|held| held.state == UnitState::Stands);
		let root = unit.map(|held| root_of(held.unit));
		// A group that the device stays in keeps its day and its factor while its weight is the same.
		let before = self.groups.clone();
		let was = self.record(device).and_then(|record| {
			record.unit.map(|held| (root_of(held.unit), u128::from(record.raw)))
		});
		self.ungroup(device);
		let others: u128 = (0..FLEET)
			.filter(|other| *other != device)
			.filter_map(|other| self.devices[other].record.as_ref())
			.filter(|record| record.unit.is_some())
			.map(|record| u128::from(record.raw))
			.sum();
		let factor = root.map_or(WEIGHT_ONE, |root| {
			let (old, day, factor) = before.get(&root).copied().unwrap_or_default();
			let own = was.filter(|(was, _)| *was == root).map_or(0, |(_, own)| own);
			let sum = old - own + u128::from(raw);
			let kept = sum == old && day == today().day;
			let all = others + u128::from(raw);
			let factor = match kept {
				true => factor,
				false => share_factor(LARGEST[root as usize], sum, all).max(1),
			};
			if sum > 0 {
				self.groups.insert(root, (sum, today().day, factor));
			}
			factor
		});
		let weight = product([raw, factor]).max(raw.min(1));
		let earned = self.record(device).map_or(0, |record| record.earned);
		self.devices[device].record = Some(Record {
			last_round: round,
			last_at: CurrentDraw::<Test>::get().expect("it answered").at,
			unit,
			raw,
			weight,
			open: U256::zero(),
			earned,
		});
	}

	/// The words of the mock's registry and weight about a device.
	pub(super) fn weighed(&self, device: usize) -> Weighed {
		let Device { weight, unit, .. } = &self.devices[device];
		let Some(Held { unit, binding, state }) = unit else { return without_unit(*weight) };
		let root = root_of(*unit);
		let mut weighed = with_unit(*weight, root, LARGEST[root as usize], *binding);
		weighed.unit.as_mut().expect("it has one").state = *state;
		weighed
	}

	/// Changes a device's unit, with the hook before.
	pub(super) fn set_unit(&mut self, device: usize, unit: Option<Held>) {
		System::reset_events();
		self.devices[device].unit = unit;
		let weighed = self.weighed(device);
		bind(&self.id(device), weighed);
		let with = self.record(device).filter(|record| record.unit.is_some());
		let open = with.map(|record| record.open());
		match (open, events().pop()) {
			(None, None) => (),
			(Some(open), Some(Event::UnitLost { forfeited, .. })) => {
				assert!(forfeited.abs_diff(open) <= 1, "{forfeited} is not {open}");
				self.forfeited[Class::Proven as usize] += forfeited;
				self.take_out(device);
			},
			other => panic!("{other:?}"),
		}
	}
}
