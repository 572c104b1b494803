//! The long run of the pay rule, on a pure model: time is paid when both its ends were answered and no
//! draw between was missed. Group means of simulated fleets are held against the closed form of the rule.
//!
//! The model shares with the chain only what decides who is drawn ([`bucket_of`], [`drawn_bucket`]); the
//! pallet itself is held against its own reference in the unit tests, and the runtime in its fleet tests.

use jmt_primitives::{
	proof_of_time::{bucket_of, drawn_bucket},
	DeviceId, Hash,
};

/// Rounds of a simulated day.
const ROUNDS_PER_DAY: usize = 1440;
/// Days that are simulated.
const DAYS: usize = 5;
/// Buckets of the fleet: a device is drawn once in so many rounds.
const BUCKETS: u32 = 10;
/// Independent histories; the standard error is that of their means.
const WORLDS: u64 = 40;
/// Devices of each history.
const DEVICES: u64 = 50;

/// SplitMix64 (Steele, Lea, Flood 2014): a seeded sequence, so that the test is the same on every run.
struct SplitMix(u64);

impl SplitMix {
	fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mut z = self.0;
		z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		z ^ (z >> 31)
	}

	fn uniform(&mut self) -> f64 {
		(self.next() >> 11) as f64 / (1u64 << 53) as f64
	}

	fn hash(&mut self) -> Hash {
		let mut bytes = [0u8; 32];
		bytes.chunks_mut(8).for_each(|chunk| chunk.copy_from_slice(&self.next().to_le_bytes()));
		bytes.into()
	}
}

/// When a device is online: a two-state Markov chain, one step a round.
#[derive(Clone, Copy)]
struct Presence {
	/// Chance to go offline in a round.
	leave: f64,
	/// Chance to come back in a round.
	come_back: f64,
}

impl Presence {
	/// Online this part of the time, in absences of this mean length in rounds.
	fn new(online: f64, mean_absence: f64) -> Self {
		let come_back = 1.0 / mean_absence;
		Self { leave: come_back * (1.0 - online) / online, come_back }
	}

	fn online(&self) -> f64 {
		self.come_back / (self.come_back + self.leave)
	}

	/// Part of all time that is paid: the sum over pairs of consecutive draws, `gap` rounds apart, of the
	/// chance that they are drawn, of that the device is online at both, and of their distance.
	fn expected_pay(&self) -> f64 {
		let rounds = (DAYS * ROUNDS_PER_DAY) as f64;
		let drawn = 1.0 / f64::from(BUCKETS);
		let online = self.online();
		let memory = 1.0 - self.leave - self.come_back;
		(1..DAYS * ROUNDS_PER_DAY)
			.map(|gap| {
				let gap = gap as f64;
				let consecutive = drawn * drawn * (1.0 - drawn).powf(gap - 1.0);
				let both = online * online + online * (1.0 - online) * memory.powf(gap);
				consecutive * both * gap * (rounds - gap)
			})
			.sum::<f64>()
			/ rounds
	}

	/// Mean paid part of the devices of one simulated history.
	fn simulate(&self, world: u64) -> f64 {
		let mut random = SplitMix(0x4A4D_5400 + world);
		let seeds: Vec<Hash> = (0..DAYS).map(|_| random.hash()).collect();
		let draws: Vec<u32> =
			(0..DAYS * ROUNDS_PER_DAY).map(|_| drawn_bucket(&random.hash(), BUCKETS)).collect();
		let paid: usize = (0..DEVICES)
			.map(|_| {
				let device = DeviceId(random.hash());
				let buckets: Vec<u32> =
					seeds.iter().map(|seed| bucket_of(seed, &device, BUCKETS)).collect();
				let mut online = random.uniform() < self.online();
				let mut paid = 0;
				let mut last_answer = None;
				for (round, bucket) in draws.iter().enumerate() {
					if buckets[round / ROUNDS_PER_DAY] == *bucket {
						if online {
							paid += last_answer.map_or(0, |last| round - last);
							last_answer = Some(round);
						} else {
							last_answer = None;
						}
					}
					let change = if online { self.leave } else { self.come_back };
					online ^= random.uniform() < change;
				}
				paid
			})
			.sum();
		paid as f64 / (DEVICES as usize * DAYS * ROUNDS_PER_DAY) as f64
	}

	/// Mean over all histories, and its standard error.
	fn measure(&self) -> (f64, f64) {
		let means: Vec<f64> = (0..WORLDS).map(|world| self.simulate(world)).collect();
		let count = WORLDS as f64;
		let mean = means.iter().sum::<f64>() / count;
		let variance = means.iter().map(|one| (one - mean).powi(2)).sum::<f64>() / (count - 1.0);
		(mean, (variance / count).sqrt())
	}
}

fn assert_agrees(name: &str, presence: Presence) -> f64 {
	let expected = presence.expected_pay();
	let (mean, error) = presence.measure();
	println!(
		"{name}: paid {:.2} % ± {:.2}, expected {:.2} %",
		mean * 100.0,
		error * 100.0,
		expected * 100.0
	);
	assert!(error < 0.01, "{name}: the simulation is too small to say anything ({error})");
	assert!(
		(mean - expected).abs() <= 3.0 * error,
		"{name}: {mean} is not {expected} ± 3 × {error}"
	);
	mean
}

#[test]
fn it_pays_one_that_is_always_online_all_but_the_ends() {
	let presence = Presence { leave: 0.0, come_back: 1.0 };
	let paid = assert_agrees("always online", presence);
	assert!(paid > 0.99);
}

#[test]
fn it_pays_at_most_half_for_half_of_the_time() {
	let paid =
		assert_agrees("half of the time, in spells of half a day", Presence::new(0.5, 720.0));
	assert!(paid < 0.5 && paid > 0.45);
}

#[test]
fn it_pays_about_a_quarter_when_spells_are_shorter_than_the_time_between_draws() {
	let paid = assert_agrees("half of the time, in spells of two rounds", Presence::new(0.5, 2.0));
	assert!(paid < 0.28 && paid > 0.22);
}

#[test]
fn it_costs_little_to_miss_one_draw_in_a_hundred() {
	let paid = assert_agrees("99 % online", Presence::new(0.99, 1.5));
	assert!(paid < 0.985 && paid > 0.97);
}

#[test]
fn it_never_pays_more_than_the_time_online() {
	for (online, absence) in [(0.1, 5.0), (0.3, 50.0), (0.7, 10.0), (0.9, 300.0)] {
		let presence = Presence::new(online, absence);
		assert!(presence.expected_pay() <= online);
		let (mean, error) = presence.measure();
		assert!(mean <= online + 3.0 * error);
	}
}
