//! Fleets over the real runtime: real blocks, real draws, signed answers. Each device's earnings are held
//! against a model that knows only who answered when and what each round paid per unit of weight, all earnings
//! against the balance of the reward pot, and a group's mean against the rule of pay. The number of answers in
//! a round is held against the rule that cuts a fleet into buckets, and an answer's accesses to the storage
//! against a fleet of three.

use frame_support::traits::fungible::Inspect;
use jmt_primitives::{
	proof_of_time::{bucket_of, Class, WEIGHT_ONE},
	supply::Stream,
	Balance, Bucket, Day, Draw, Round,
};
use jmt_runtime::{
	constants::rounds::HORIZON_DAYS, genesis_presets::DEVELOPMENT, Balances, Hash, ProofOfTime,
	Runtime, UncheckedExtrinsic,
};
use jmt_runtime_harness::{
	counter::Access,
	days::{short_days, DAY_ROUNDS},
	device::Device,
	Chain,
};
use pallet_emission::Streams;
use pallet_proof_of_time::Miners;
use sp_core::U256;
use sp_keyring::Sr25519Keyring::Alice;
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use std::collections::{BTreeMap, BTreeSet};

/// The rule that cuts a fleet into buckets.
#[derive(Clone, Copy)]
struct Cut {
	/// Answers a round that are aimed at.
	target: u32,
	/// Least number of buckets.
	least: Bucket,
}

impl Cut {
	/// The buckets of a day before which so many devices mined.
	fn buckets(self, mining: u32) -> Bucket {
		mining.div_ceil(self.target).max(self.least)
	}
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

/// The chance that a device is online at both ends of so many rounds.
type AtBothEnds = fn(Round) -> f64;

/// Of those that are online in long spells. Two windows of 60 rounds in 120 share what they are not apart.
fn both_in_long_spells(rounds: Round) -> f64 {
	let apart = rounds % 120;
	(60 - apart.min(120 - apart)) as f64 / 120.0
}

/// A device and what the model keeps of it.
struct Member {
	device: Device,
	presence: Presence,
	number: u32,
	last: Option<usize>,
	earned: Vec<(usize, usize)>,
}

/// Pay of a round to all, and their weight.
#[derive(Clone, Copy)]
struct Paid {
	amount: Balance,
	weight: u128,
}

/// A round of a fleet.
#[derive(Clone, Copy)]
struct Played {
	day: Day,
	round: Round,
	/// The bucket drawn.
	bucket: Bucket,
	/// Devices that mined when the day's seed was drawn.
	mining: u32,
	buckets: Bucket,
	/// Devices online.
	online: usize,
	/// Of them: how many were drawn and answered.
	answered: usize,
}

/// A mean over devices, with its standard error.
struct Mean {
	value: f64,
	error: f64,
}

impl Mean {
	fn of(parts: &[f64]) -> Self {
		let count = parts.len() as f64;
		let value = parts.iter().sum::<f64>() / count;
		let squares: f64 = parts.iter().map(|part| (part - value).powi(2)).sum();
		Self { value, error: (squares / (count - 1.0) / count).sqrt() }
	}
}

struct Fleet {
	chain: Chain,
	genesis: Hash,
	cut: Cut,
	members: Vec<Member>,
	/// By draw.
	rounds: Vec<Played>,
	/// By draw: what was accrued at it.
	paid: Vec<Paid>,
	/// Costs of answers that were paid, with the days since the one before.
	costs: BTreeSet<(Day, Access)>,
}

impl Fleet {
	/// A chain with these devices in its registry; the group of a device goes by its number.
	fn new(size: u32, cut: Cut, groups: &[Presence]) -> Self {
		let mut chain = Chain::start_with(DEVELOPMENT, short_days(cut.least, cut.target));
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
		let keys = members.iter().map(|member| member.device.public());
		chain.enrol(&Alice.to_account_id(), keys);
		// The fleet counts from the next day on.
		chain.until_next_day();
		let (rounds, paid, costs) = (Vec::new(), Vec::new(), BTreeSet::new());
		Self { chain, genesis, cut, members, rounds, paid, costs }
	}

	/// Plays rounds: those that are drawn and online answer in the blocks of the window.
	fn play(&mut self, rounds: usize) {
		for _ in 0..rounds {
			let before = self.chain.read(|| ProofOfTime::ledger(Class::Unproven));
			let draw = self.chain.until_draw(10);
			let after = self.chain.read(|| ProofOfTime::ledger(Class::Unproven));
			let reserve = after.reserve - before.reserve;
			self.paid.push(Paid {
				amount: after.withdrawn - before.withdrawn - reserve,
				weight: before.weight,
			});
			let mining = match self.rounds.last() {
				Some(last) if last.day == draw.day => last.mining,
				_ => before.mining_devices,
			};
			self.answer(&draw, mining);
		}
	}

	fn answer(&mut self, draw: &Draw, mining: u32) {
		let index = self.rounds.len();
		let info = self.chain.read(ProofOfTime::current_draw).expect("it was drawn");
		assert_eq!(info.buckets, self.cut.buckets(mining), "{mining} devices mined");
		// Answers, with the days since the device's last one if they are to be paid.
		let mut waiting: Vec<(UncheckedExtrinsic, Option<Day>)> = Vec::new();
		let mut online = 0;
		for member in &mut self.members {
			let present = (member.presence)(member.number, draw.round);
			online += usize::from(present);
			if bucket_of(&info.seed, &member.device.id, info.buckets) != draw.bucket {
				continue;
			}
			if !present {
				member.last = None;
				continue;
			}
			let last = member.last.replace(index);
			member.earned.extend(last.map(|last| (last, index)));
			let days = last.map(|last| draw.day - self.rounds[last].day);
			waiting.push((member.device.answer(&self.genesis, draw), days));
		}
		let answered = waiting.len();
		let full: TransactionValidityError = InvalidTransaction::ExhaustsResources.into();
		while !waiting.is_empty() {
			let answers = waiting.iter().map(|(answer, _)| answer.clone()).collect();
			let (made, accesses) = self.chain.counted_block(answers);
			assert!(made.draw.is_none(), "the window was too short for all answers");
			let outcomes = made.results.into_iter().zip(accesses).enumerate();
			waiting = waiting
				.into_iter()
				.zip(outcomes)
				.filter_map(|((answer, days), (place, (result, access)))| match result {
					Ok(Ok(())) => {
						// A block's first transaction also ends its inherents.
						if place > 0 {
							self.costs.extend(days.map(|days| (days, access)));
						}
						None
					},
					Err(error) if error == full => Some((answer, days)),
					other => panic!("an answer was refused: {other:?}"),
				})
				.collect();
		}
		let Draw { day, round, bucket, .. } = *draw;
		let buckets = info.buckets;
		self.rounds.push(Played { day, round, bucket, mining, buckets, online, answered });
	}

	/// Holds what answers cost against a fleet of three, where they come after the longest absence too: the
	/// same reads and writes, and one read more for each day since the last answer.
	fn hold_costs(&self) {
		let mut few = Self::new(3, Cut { target: 3, least: 1 }, &[always]);
		few.play(2);
		for days in [1, HORIZON_DAYS] {
			few.chain.doze(days);
			few.play(1);
		}
		let absences: Vec<_> = few.costs.iter().map(|(days, _)| *days).collect();
		assert_eq!(absences, [0, 1, HORIZON_DAYS], "{:?}", few.costs);
		let same_day = few.costs.first().expect("there are three").1;
		assert!(same_day.reads > 0 && same_day.writes > 0, "nothing is counted");
		for (days, access) in few.costs.union(&self.costs) {
			let due = Access { reads: same_day.reads + days, ..same_day };
			assert_eq!(*access, due, "{days} days after the last answer");
		}
	}

	/// The model's pay for the time between two draws, rounded up by at most a planck a round.
	fn share(&self, from: usize, to: usize) -> (Balance, Balance) {
		let mut least = 0;
		for paid in &self.paid[from + 1..=to] {
			let share = U256::from(paid.amount) * U256::from(WEIGHT_ONE) / U256::from(paid.weight);
			least += Balance::try_from(share).expect("a share is an amount");
		}
		(least, (to - from) as Balance + 1)
	}

	/// The part of the time that the rule pays a device on average: the sum over pairs of rounds of the chance
	/// that it was drawn in both and in none between, of that it was online in both, and of what the time
	/// between them paid. Its bucket of a day is any, with the same chance.
	///
	/// This is the closed form of the pallet's `long_run.rs`, for the draws that were made. All devices share
	/// these, and over a few days they move a group's mean by as much as three of its standard errors over
	/// the devices, which know nothing of draws.
	fn due(&self, at_both_ends: AtBothEnds) -> f64 {
		// Pay up to a round of a device that always answers.
		let mut until: Vec<Balance> = vec![0];
		for round in 1..self.paid.len() {
			until.push(until[round - 1] + self.share(round - 1, round).0);
		}
		let mut due = 0.0;
		for (from, first) in self.rounds.iter().enumerate() {
			// The chance that it is drawn in this round and not since: up to now, and when the day began.
			let mut left = 1.0 / f64::from(first.buckets);
			let (mut day, mut when_begun, mut drawn) = (first.day, left, BTreeSet::new());
			for (to, next) in self.rounds.iter().enumerate().skip(from + 1) {
				if next.day != day {
					(day, when_begun) = (next.day, left);
					drawn.clear();
				}
				let chance = if day == first.day {
					// A device stays in its bucket for the day.
					if next.bucket == first.bucket {
						left
					} else {
						0.0
					}
				} else if drawn.insert(next.bucket) {
					when_begun / f64::from(next.buckets)
				} else {
					0.0
				};
				left -= chance;
				let paid = (until[to] - until[from]) as f64;
				due += chance * at_both_ends(next.round - first.round) * paid;
			}
		}
		due / until[until.len() - 1] as f64
	}

	/// Holds the books against the balances: the reward pot's, the account of the device stream, and the
	/// earned and open rewards of devices.
	///
	/// Every answer begins an interval, and its pay is floored, by less than a planck. The remainder of the
	/// division by the total weight is far less than one. So besides the reserve at most a planck for each
	/// answer has no owner, and never less than 0.
	fn hold_books(&mut self) {
		let (books, pot, stream, owed) = self.chain.read(|| {
			let books = ProofOfTime::ledger(Class::Unproven);
			let owed: Balance = Miners::<Runtime>::iter_values()
				.map(|miner| miner.earned + miner.open(&books))
				.sum();
			let pot = Balances::total_balance(&ProofOfTime::reward_pot());
			(books, pot, Streams::<Runtime>::get(Stream::Devices), owed)
		});
		assert!(books.withdrawn > 0 && owed > 0, "{books:?}");
		assert_eq!(pot, books.in_pot(), "{books:?}");
		let returned = books.forfeited.checked_sub(books.to_return);
		assert_eq!((stream.withdrawn, Some(stream.returned)), (books.withdrawn, returned));
		let nobodys = books.pending().checked_sub(owed + books.reserve);
		let nobodys = nobodys.expect("what is owed is pending");
		let answers: usize = self.rounds.iter().map(|round| round.answered).sum();
		assert!(nobodys <= answers as Balance, "{nobodys} planck after {answers} answers");
	}

	/// Holds every device's pay against the model. Returns the mean paid part of the time by group.
	fn hold_against_model(&mut self, groups: usize) -> Vec<Mean> {
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
		self.hold_books();
		parts.values().map(|parts| Mean::of(parts)).collect()
	}
}

/// Holds the answers of rounds against how many are due a round on average, within three standard errors.
///
/// A device's bucket is a hash of its own, so a round's answers are binomial: of those online, each is in
/// the drawn bucket with a chance of one in `buckets`. Rounds of a day share their buckets and still do not
/// correlate: the buckets hold all together, and a draw picks any of them, whatever another has picked. So
/// the variances add up.
fn hold_answers(rounds: &[Played], due: f64) {
	let (mut answered, mut variance) = (0.0, 0.0);
	for round in rounds {
		let chance = 1.0 / f64::from(round.buckets);
		answered += round.answered as f64;
		variance += round.online as f64 * chance * (1.0 - chance);
	}
	let count = rounds.len() as f64;
	let (mean, error) = (answered / count, variance.sqrt() / count);
	println!("{count} rounds: {mean:.1} answers a round, {due:.1} ± {error:.1} by the rule");
	assert!((mean - due).abs() < 3.0 * error, "{mean} answers a round instead of {due} ± {error}");
}

/// Holds the answers of rounds against the rule: of those online, one bucket's part. With everybody online
/// that is the target, but for the buckets being rounded up, or a part of the least number of buckets if that
/// is less.
fn hold_against_rule(rounds: &[Played]) {
	let due: f64 = rounds.iter().map(|round| round.online as f64 / f64::from(round.buckets)).sum();
	hold_answers(rounds, due / rounds.len() as f64);
}

#[test]
fn a_thousand_devices_are_paid_exactly_their_share_over_two_hundred_rounds() {
	let groups: [Presence; 4] = [always, in_long_spells, in_short_spells, almost_always];
	let cut = Cut { target: 100, least: 5 };
	let mut fleet = Fleet::new(1_000, cut, &groups);
	fleet.play(210);
	// Before the first day nothing mined, so that the least number of buckets decides; then the target does.
	let (first, later) = fleet.rounds.split_at(DAY_ROUNDS as usize);
	assert!(first.iter().all(|round| round.buckets == cut.least));
	assert!(later.iter().all(|round| round.buckets > cut.least));
	hold_against_rule(first);
	hold_against_rule(later);
	fleet.hold_costs();
	let paid = fleet.hold_against_model(groups.len());
	let at_both_ends: [AtBothEnds; 4] =
		[|_| 1.0, both_in_long_spells, |_| 0.5 * 0.5, |_| 0.99 * 0.99];
	for (mean, at_both_ends) in paid.iter().zip(at_both_ends) {
		let due = fleet.due(at_both_ends);
		let Mean { value, error } = mean;
		println!("paid {value:.4} ± {error:.4} of the time, {due:.4} by the rule");
		assert!((value - due).abs() < 3.0 * error, "paid {value} ± {error} instead of {due}");
	}
	let parts: Vec<f64> = paid.iter().map(|mean| mean.value).collect();
	println!(
		"paid part of the time: always {:.3}, half in long spells {:.3}, half in short spells {:.3}, \
		 99 % {:.3}",
		parts[0], parts[1], parts[2], parts[3]
	);
	// Of 210 rounds about 15 are lost at the ends: pay runs from the first answer to the last.
	assert!(parts[0] > 0.85 && parts[0] < 1.0);
	assert!(parts[1] < 0.5 && parts[1] > 0.25);
	assert!(parts[2] < 0.3 && parts[2] > 0.15);
	assert!(parts[3] < parts[0] && parts[3] > parts[0] - 0.06);
}

#[test]
fn a_thousand_devices_that_are_always_online_answer_by_the_target_or_by_the_least_buckets() {
	let size: u32 = 1_000;
	// The lesser decides: first the target, then a part of the least number of buckets.
	let cases: [(u32, Bucket, u32); 2] = [(100, 5, 100), (100, 20, 50)];
	for (target, least, due) in cases {
		assert_eq!(due, target.min(size / least));
		let cut = Cut { target, least };
		let mut fleet = Fleet::new(size, cut, &[always]);
		// A day's buckets follow what mined when it began, and a device mines from its first answer on.
		let due_buckets = cut.buckets(size);
		while cut.buckets(fleet.chain.read(|| ProofOfTime::ledger(Class::Unproven)).mining_devices)
			< due_buckets
		{
			fleet.play(1);
		}
		fleet.chain.until_next_day();
		let before = fleet.rounds.len();
		fleet.play(80);
		let rounds = &fleet.rounds[before..];
		assert!(rounds.iter().all(|round| round.online == size as usize));
		hold_answers(rounds, f64::from(due));
		fleet.hold_books();
		assert_eq!(fleet.chain.read(|| ProofOfTime::ledger(Class::Unproven)).forfeited, 0);
	}
}

#[test]
fn a_hundred_thousand_devices_answer_by_buckets_and_each_as_cheaply_as_one_of_three() {
	let cut = Cut { target: 2_000, least: 50 };
	let mut fleet = Fleet::new(100_000, cut, &[always]);
	fleet.play(12);
	// Until a bucket is drawn again, whose devices are paid then.
	while fleet.costs.is_empty() {
		fleet.play(1);
	}
	for round in &fleet.rounds {
		// Binomial with mean 2,000: six standard deviations are 266.
		assert!(round.answered.abs_diff(2_000) < 266, "{} answers", round.answered);
	}
	hold_against_rule(&fleet.rounds);
	fleet.hold_costs();
	fleet.hold_against_model(1);
}
