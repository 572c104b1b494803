//! Fleets over the real runtime: real blocks, real draws, signed answers. What each device earned is held
//! against a model that knows only who answered when and what each round paid per unit of weight.

mod harness;

use harness::{device::Device, Chain};
use jmt_primitives::{round::bucket_of, traits::WEIGHT_ONE, AccountId, Balance, Draw, Round};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Hash, ProofOfTime, Runtime, UncheckedExtrinsic};
use serde_json::{json, Value};
use sp_core::U256;
use sp_keyring::Sr25519Keyring::Alice;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use std::collections::BTreeMap;

/// Rounds of 5 slots, of which 4 can be answered in; days of 50 rounds; no epoch ends meanwhile.
fn patch(least_buckets: u32) -> Value {
	json!({ "genesisParameters": {
		"consensus": {
			"epochSlots": 1_000_000, "roundSlots": 5, "windowSlots": 4, "roundsPerDay": 50,
		},
		"proofOfTime": { "minWindowBlocks": 2, "leastBuckets": least_buckets },
	} })
}

/// When a device is online, by its number and the round.
type Presence = fn(u32, Round) -> bool;

/// A fixed sequence of numbers below 2^32 by device and time.
fn noise(number: u32, time: u64) -> u32 {
	let hash = sp_io::hashing::blake2_128(
		&[number.to_le_bytes().as_slice(), &time.to_le_bytes()].concat(),
	);
	u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]])
}

fn always(_: u32, _: Round) -> bool {
	true
}

/// Half of the time, in spells of 60 rounds that begin at a time of the device's own.
fn in_long_spells(number: u32, round: Round) -> bool {
	(round + u64::from(noise(number, 0) % 120)) % 120 < 60
}

/// Half of the time, each round anew: spells shorter than the time between draws.
fn in_short_spells(number: u32, round: Round) -> bool {
	noise(number, round).is_multiple_of(2)
}

/// All but one round in a hundred.
fn almost_always(number: u32, round: Round) -> bool {
	!noise(number, round).is_multiple_of(100)
}

/// A device and what the model keeps of it.
struct Member {
	device: Device,
	presence: Presence,
	number: u32,
	last: Option<usize>,
	earned: Vec<(usize, usize)>,
}

/// What a round paid to all, and to how much weight.
#[derive(Clone, Copy)]
struct Paid {
	amount: Balance,
	weight: u128,
}

struct Fleet {
	chain: Chain,
	genesis: Hash,
	members: Vec<Member>,
	/// By draw: what was accrued at it.
	paid: Vec<Paid>,
	/// By draw: how many answered, and how many were drawn and online.
	answers: Vec<(usize, usize)>,
	/// By draw: its time, in ms.
	times: Vec<u64>,
}

impl Fleet {
	/// A chain with these devices in its registry; the group of a device goes by its number.
	fn new(size: u32, least_buckets: u32, groups: &[Presence]) -> Self {
		let mut chain = Chain::start_with(DEVELOPMENT, patch(least_buckets));
		chain.blocks(1);
		let genesis = chain.genesis_hash();
		let members: Vec<_> = (0..size)
			.map(|number| Member {
				device: Device::number(number),
				presence: groups[number as usize % groups.len()],
				number,
				last: None,
				earned: Vec::new(),
			})
			.collect();
		let owner: AccountId = Alice.to_account_id();
		chain.read(|| {
			// The registry has tests of its own: here it is filled at once, without deposits.
			for member in &members {
				let device = pallet_devices::Device {
					key: member.device.public(),
					owner: owner.clone(),
					deposit: 0,
					registered_in: 0,
					status: pallet_devices::Status::Active,
				};
				pallet_devices::Devices::<Runtime>::insert(member.device.id, device);
			}
			pallet_devices::Count::<Runtime>::put(size);
		});
		// The fleet counts from the next day on.
		let day = chain.next_slot() / 250;
		while (chain.next_slot() + 1) / 250 == day {
			chain.skip(1);
		}
		// A draw has its parent's time, which would lie before the slots skipped.
		chain.blocks(1);
		Self { chain, genesis, members, paid: Vec::new(), answers: Vec::new(), times: Vec::new() }
	}

	/// Plays rounds: those that are drawn and online answer in the blocks of the window.
	fn play(&mut self, rounds: usize) {
		for _ in 0..rounds {
			let before = self.chain.read(ProofOfTime::ledger);
			let draw = self.chain.until_draw(10);
			let after = self.chain.read(ProofOfTime::ledger);
			let reserve = after.reserve - before.reserve;
			self.paid
				.push(Paid { amount: after.drawn - before.drawn - reserve, weight: before.weight });
			self.times.push(after.accrued_at);
			self.answer(&draw);
		}
	}

	fn answer(&mut self, draw: &Draw) {
		let index = self.paid.len() - 1;
		let info = self.chain.read(ProofOfTime::current_draw).expect("it was drawn");
		let mut waiting: Vec<UncheckedExtrinsic> = Vec::new();
		let mut drawn = 0;
		for member in &mut self.members {
			if bucket_of(&info.seed, &member.device.id, info.buckets) != draw.bucket {
				continue;
			}
			if (member.presence)(member.number, draw.round) {
				drawn += 1;
				waiting.push(member.device.answer(&self.genesis, draw));
				if let Some(last) = member.last {
					member.earned.push((last, index));
				}
				member.last = Some(index);
			} else {
				member.last = None;
			}
		}
		let full: TransactionValidityError = InvalidTransaction::ExhaustsResources.into();
		let mut answered = 0;
		while !waiting.is_empty() {
			let made = self.chain.block(waiting.clone());
			assert!(made.draw.is_none(), "the window was too short for all answers");
			let results = made.results.into_iter();
			waiting = waiting
				.into_iter()
				.zip(results)
				.filter_map(|(answer, result)| match result {
					Ok(Ok(())) => {
						answered += 1;
						None
					},
					Err(error) if error == full => Some(answer),
					other => panic!("an answer was refused: {other:?}"),
				})
				.collect();
		}
		self.answers.push((answered, drawn));
	}

	/// What the model pays for the time between two draws, rounded up by at most a planck a round.
	fn share(&self, from: usize, to: usize) -> (Balance, Balance) {
		let mut least = 0;
		for paid in &self.paid[from + 1..=to] {
			let share = U256::from(paid.amount) * U256::from(WEIGHT_ONE) / U256::from(paid.weight);
			least += Balance::try_from(share).expect("a share is an amount");
		}
		(least, (to - from) as Balance + 1)
	}

	/// Holds every device's pay against the model. Returns the mean paid part of the time by group, each
	/// with its part of the time online.
	fn hold_against_model(&mut self, groups: usize) -> Vec<f64> {
		self.chain.check();
		let whole = self.share(0, self.paid.len() - 1).0;
		let mut parts: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
		for member in 0..self.members.len() {
			let id = self.members[member].device.id;
			let earned = self.chain.read(|| ProofOfTime::pending(id));
			let (mut due, mut rounding) = (0, 0);
			for (from, to) in &self.members[member].earned {
				let (least, slack) = self.share(*from, *to);
				due += least;
				rounding += slack;
			}
			assert!(
				earned >= due.saturating_sub(rounding) && earned <= due + rounding,
				"device {member} earned {earned} instead of {due} ± {rounding}"
			);
			let part = earned as f64 / whole as f64;
			parts.entry(member % groups).or_default().push(part);
		}
		let books = self.chain.read(ProofOfTime::ledger);
		assert_eq!(books.paid + books.forfeited + books.pending(), books.drawn);
		parts.values().map(|parts| parts.iter().sum::<f64>() / parts.len() as f64).collect()
	}
}

#[test]
fn a_thousand_devices_are_paid_exactly_their_share_over_two_hundred_rounds() {
	let groups: [Presence; 4] = [always, in_long_spells, in_short_spells, almost_always];
	let mut fleet = Fleet::new(1_000, 10, &groups);
	fleet.play(210);
	let online: usize = fleet.answers.iter().map(|(_, drawn)| drawn).sum();
	let answered: usize = fleet.answers.iter().map(|(answered, _)| answered).sum();
	assert_eq!(answered, online, "every device that was drawn and online got in");
	let parts = fleet.hold_against_model(groups.len());
	println!(
		"paid part of the time: always {:.3}, half in long spells {:.3}, half in short spells {:.3}, \
		 99 % {:.3}",
		parts[0], parts[1], parts[2], parts[3]
	);
	// Of 210 rounds about 20 are lost at the ends: pay runs from the first answer to the last.
	assert!(parts[0] > 0.85 && parts[0] < 1.0);
	assert!(parts[1] < 0.5 && parts[1] > 0.25);
	assert!(parts[2] < 0.3 && parts[2] > 0.15);
	assert!(parts[3] < parts[0] && parts[3] > parts[0] - 0.06);
}

#[test]
fn a_hundred_thousand_devices_answer_at_the_target() {
	// Fifty buckets of about the target of 2,000.
	let mut fleet = Fleet::new(100_000, 50, &[always]);
	fleet.play(12);
	for (answered, drawn) in &fleet.answers {
		assert_eq!(answered, drawn);
		// Binomial with mean 2,000: six standard deviations are 266.
		assert!(answered.abs_diff(2_000) < 266, "{answered} answers");
	}
	fleet.hold_against_model(1);
	assert_eq!(fleet.chain.read(ProofOfTime::current_draw).expect("it drew").buckets, 50);
}
