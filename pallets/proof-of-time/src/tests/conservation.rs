//! Any sequence of events keeps the books to the planck and agrees with a model that knows nothing of
//! accumulators: it keeps for each device the sum of its shares since the last answer, and looks at every
//! draw for every device.

use crate::{mock::*, rewards, AnswerOutcome, CurrentDraw, Event, Miss};
use frame_support::{traits::fungible::Inspect, BoundedVec};
use jmt_primitives::{
	proof_of_time::{bucket_of, WEIGHT_ONE},
	Balance, Bucket, Day, DeviceId, Hash, Invariants, Round,
};
use proptest::prelude::*;
use sp_core::U256;

/// Devices that may join.
const FLEET: usize = 6;

/// The next step of a sequence.
#[derive(Clone, Debug)]
enum Step {
	/// A round some rounds later, with so many blocks after the draw's, answered by the devices of a mask.
	Round { skipped: u64, blocks: u64, answers: u8 },
	/// A round whose blocks have parents without output.
	Mute,
	/// A device registers if it is not registered.
	Join(usize),
	/// A device leaves if it is registered.
	Leave(usize),
	/// The owner claims for the registered devices of a mask.
	Claim(u8),
	/// Somebody reports a device for the newest missable draw, and then for its absence.
	Report(usize),
	/// The weight that a device's next answer finds.
	Weigh(usize, u64),
	/// The stream has so much more, or has nothing any more.
	Stream(Option<Balance>),
}

fn step() -> impl Strategy<Value = Step> {
	let device = || 0..FLEET;
	prop_oneof![
		12 => (prop_oneof![5 => Just(0u64), 1 => 1..5u64, 1 => 10..30u64], 0..6u64, any::<u8>())
			.prop_map(|(skipped, blocks, answers)| Step::Round { skipped, blocks, answers }),
		4 => (0..6u64).prop_map(|_| Step::Round { skipped: 0, blocks: 5, answers: u8::MAX }),
		1 => Just(Step::Mute),
		3 => device().prop_map(Step::Join),
		1 => device().prop_map(Step::Leave),
		2 => any::<u8>().prop_map(Step::Claim),
		2 => device().prop_map(Step::Report),
		2 => (device(), prop_oneof![Just(0), 1..5 * WEIGHT_ONE])
			.prop_map(|(device, weight)| Step::Weigh(device, weight)),
		1 => prop::option::of(0..10 * A_ROUND).prop_map(Step::Stream),
	]
}

/// A draw that the model remembers.
#[derive(Clone)]
struct Seen {
	round: Round,
	bucket: Bucket,
	seed: Hash,
	buckets: Bucket,
}

#[derive(Default)]
struct Device {
	registered_in: Option<u32>,
	/// Its record: the last round, the weight (0 when silent), shares since in 10^-18 planck, earned.
	record: Option<Record>,
}

struct Record {
	last_round: Round,
	weight: u64,
	open: U256,
	earned: Balance,
}

struct Model {
	signers: Vec<Signer>,
	devices: Vec<Device>,
	missable: Vec<Seen>,
	/// The newest draw, the blocks of its window, and whether it is still open.
	newest: Option<(Seen, u64, bool)>,
	days: Vec<Day>,
	paid: Balance,
	forfeited: Balance,
	round: Round,
}

fn day_of(round: Round) -> Day {
	(round / u64::from(ROUNDS_PER_DAY)) as Day
}

impl Model {
	fn new() -> Self {
		Self {
			signers: (0..FLEET as u32)
				.map(|number| Signer::new(jmt_primitives::KeyType::Ed25519, number))
				.collect(),
			devices: (0..FLEET).map(|_| Device::default()).collect(),
			missable: Vec::new(),
			newest: None,
			days: Vec::new(),
			paid: 0,
			forfeited: 0,
			round: FIRST_ROUND - 1,
		}
	}

	fn id(&self, device: usize) -> DeviceId {
		self.signers[device].id()
	}

	/// The first miss since a round, by looking at every draw.
	fn miss(&self, device: usize, since: Round) -> Option<Miss> {
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

	fn close(&mut self) {
		if let Some((seen, blocks, open)) = &mut self.newest {
			if *open && *blocks >= u64::from(ENOUGH_BLOCKS) {
				self.missable.push(seen.clone());
			}
			*open = false;
		}
	}

	/// Makes the round's first block and accrues what the chain has drawn.
	fn begin(&mut self, slot: u64) {
		let before = ledger();
		let available = Available::get();
		block_in(slot);
		self.close();
		let after = ledger();
		let drawn = after.withdrawn - before.withdrawn;
		let amount = drawn - (after.reserve - before.reserve);
		let elapsed = after.accrued_at.saturating_sub(before.accrued_at);
		let ceiling = rewards::ceiling(before.weight, CEILING, elapsed);
		assert!(drawn <= available && amount <= ceiling);
		assert!(amount == 0 || before.weight > 0);
		assert!(after.accumulator > before.accumulator || amount == 0);
		let total: u128 = self
			.devices
			.iter()
			.filter_map(|device| device.record.as_ref())
			.map(|record| u128::from(record.weight))
			.sum();
		assert_eq!(total, before.weight);
		for record in self.devices.iter_mut().filter_map(|device| device.record.as_mut()) {
			if total > 0 {
				record.open +=
					U256::from(amount) * U256::from(rewards::FRACTION) * U256::from(record.weight)
						/ U256::from(total);
			}
		}
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

	fn answer(&mut self, device: usize) {
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
		let id = self.id(device);
		let weight = Weights::get().get(&id).copied().unwrap_or(WEIGHT_ONE);
		let round = self.round;
		let miss = self.devices[device]
			.record
			.as_ref()
			.and_then(|record| self.miss(device, record.last_round));
		let forfeited = &mut self.forfeited;
		let record = self.devices[device].record.get_or_insert(Record {
			last_round: round,
			weight: 0,
			open: U256::zero(),
			earned: 0,
		});
		let open = (record.open / U256::from(rewards::FRACTION)).as_u128();
		match outcome {
			AnswerOutcome::Started => assert_eq!(record.weight, 0),
			AnswerOutcome::Earned { amount } => {
				assert!(record.weight > 0 && miss.is_none(), "{miss:?}");
				assert!(amount.abs_diff(open) <= 1, "{amount} is not {open}");
				record.earned += amount;
			},
			AnswerOutcome::Forfeited { amount, miss: seen } => {
				assert!(record.weight > 0);
				assert_eq!(miss, Some(seen));
				assert!(amount.abs_diff(open) <= 1, "{amount} is not {open}");
				*forfeited += amount;
			},
		}
		record.last_round = round;
		record.weight = weight;
		record.open = U256::zero();
	}

	fn take(&mut self, step: Step) {
		match step {
			Step::Round { skipped, blocks, answers } => {
				self.round += 1 + skipped;
				let slot = first_slot(self.round);
				self.begin(slot);
				for block in 1..=blocks {
					block_in(slot + block);
					if block <= u64::from(WINDOW_SLOTS) {
						if let Some((_, counted, _)) = &mut self.newest {
							*counted += 1;
						}
					} else {
						self.close();
					}
					if block == 1 {
						(0..FLEET)
							.filter(|device| answers & (1 << device) != 0)
							.for_each(|device| self.answer(device));
					}
				}
			},
			Step::Mute => {
				Output::set(Some(None));
				self.round += 1;
				self.begin(first_slot(self.round));
				Output::set(None);
			},
			Step::Join(device) => {
				if self.devices[device].registered_in.is_none() {
					enrol(self.signers[device].public(), owner());
					self.devices[device].registered_in = Some(System::block_number());
				}
			},
			Step::Leave(device) => {
				let gone = core::mem::take(&mut self.devices[device]);
				if gone.registered_in.is_none() {
					return;
				}
				System::reset_events();
				remove(&self.id(device));
				if let Some(record) = gone.record {
					let Event::DeviceLeft { paid, forfeited, .. } = last_event() else {
						panic!("a record left without an event")
					};
					let open = (record.open / U256::from(rewards::FRACTION)).as_u128();
					assert_eq!(paid, record.earned);
					assert!(forfeited.abs_diff(open) <= 1);
					self.paid += paid;
					self.forfeited += forfeited;
				}
			},
			Step::Claim(mask) => {
				let claimed: Vec<_> = (0..FLEET)
					.filter(|device| mask & (1 << device) != 0)
					.filter(|device| self.devices[*device].registered_in.is_some())
					.collect();
				let ids: Vec<_> = claimed.iter().map(|device| self.id(*device)).collect();
				let expected: Balance = claimed
					.iter()
					.filter_map(|device| self.devices[*device].record.as_ref())
					.map(|record| record.earned)
					.sum();
				let before = Balances::total_balance(&owner());
				let devices = BoundedVec::try_from(ids).unwrap();
				let claimed_all = ProofOfTime::claim(RuntimeOrigin::signed(owner()), devices);
				assert_eq!(claimed_all.is_ok(), expected > 0);
				assert_eq!(Balances::total_balance(&owner()), before + expected);
				self.paid += expected;
				for device in claimed {
					if let Some(record) = &mut self.devices[device].record {
						record.earned = 0;
					}
				}
			},
			Step::Report(device) => {
				let Some(record) = &self.devices[device].record else { return };
				let (last_round, weight, open) = (record.last_round, record.weight, record.open);
				let miss = self.miss(device, last_round);
				let reporter = RuntimeOrigin::signed(stranger());
				let evidence = miss.unwrap_or(Miss::Round(last_round + 1));
				let reported = ProofOfTime::report_silent(reporter, self.id(device), evidence);
				assert_eq!(reported.is_ok(), miss.is_some() && weight > 0, "{reported:?}");
				if reported.is_err() {
					return;
				}
				let Event::SilenceReported { bounty, forfeited, .. } = last_event() else {
					panic!("a report without an event")
				};
				let open = (open / U256::from(rewards::FRACTION)).as_u128();
				assert!((bounty + forfeited).abs_diff(open) <= 1);
				assert!(bounty == FLAT_BOUNTY || forfeited == 0);
				self.paid += bounty;
				self.forfeited += forfeited;
				if let Some(record) = &mut self.devices[device].record {
					record.weight = 0;
					record.open = U256::zero();
				}
			},
			Step::Weigh(device, weight) => {
				let id = self.id(device);
				Weights::mutate(|weights| weights.insert(id, weight));
			},
			Step::Stream(more) => match more {
				Some(more) => Available::mutate(|available| *available += more),
				None => Available::set(0),
			},
		}
	}

	/// The books agree with the model and with the balances, to the planck.
	fn check(&self, issuance: Balance, mined: Balance) {
		let books = ledger();
		assert_eq!((books.paid, books.forfeited), (self.paid, self.forfeited));
		assert_eq!(books.paid + books.pending() + books.forfeited, books.withdrawn);
		assert_eq!(Balances::total_balance(&ProofOfTime::reward_pot()), books.in_pot());
		assert_eq!(Balances::total_balance(&mine()), mined - books.withdrawn + GivenBack::get());
		assert_eq!(Balances::total_issuance(), issuance);
		for device in 0..FLEET {
			let earned = self.devices[device].record.as_ref().map(|record| record.earned);
			assert_eq!(ProofOfTime::pending(self.id(device)), earned.unwrap_or_default());
		}
		ProofOfTime::check().unwrap();
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(256))]

	#[test]
	fn it_holds_after_any_sequence(
		steps in prop::collection::vec(step(), 1..80),
		least_buckets in prop_oneof![2 => Just(1u32), 1 => 2..4u32],
		available in prop_oneof![3 => Just(1_000_000 * jmt_primitives::JMT), 1 => 0..3 * ED],
	) {
		let builder = ExtBuilder::default().least_buckets(least_buckets).available(available);
		builder.build_and_execute(|| {
			let issuance = Balances::total_issuance();
			let mined = Balances::total_balance(&mine());
			let mut model = Model::new();
			(0..3).for_each(|device| model.take(Step::Join(device)));
			for step in steps {
				model.take(step);
				model.check(issuance, mined);
			}
		});
	}
}
