//! A market with five workers of five owners, and a client who is none of them.

use super::Named;
use codec::Encode;
use jmt_primitives::{
	tasks::{
		signed, ticket, Audience, Content, Ending, Input, Limits, Mode, Opening, Outcome, Salt,
		Signer, TaskId, Terms, TermsHash, Ticket, Windows,
	},
	Balance, DeviceId, Hash, KeyType, JMT,
};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Runtime, RuntimeCall, UncheckedExtrinsic};
use jmt_runtime_harness::{days::short_days, device::Device, Chain};
use pallet_tasks::{Batches, Call, NextId, Output, Tasks};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve, Ferdie};

/// Posts tasks; makes no blocks, so that nothing else changes what it has.
pub const CLIENT: Sr25519Keyring = Ferdie;

/// Of a slot, in planck.
pub const PAY: Balance = JMT / 20;

/// The output of the program.
pub const OUTPUT: &[u8] = &[0x2a; 455];

/// The bytes that it may write: the most.
pub const OUTPUT_BYTES: u32 = 16_384;

/// Stake units of a worker.
const UNITS: u32 = 100;

/// A worker's device, work key and owner.
struct Hand {
	device: Device,
	key: Device,
	owner: Sr25519Keyring,
}

/// A task as its workers know it.
struct Known {
	id: TaskId,
	terms: TermsHash,
	opening: Opening,
	/// Workers with their lowest ticket and its unit, the highest first.
	tickets: Vec<(Ticket, u32, usize)>,
}

pub struct Market {
	pub chain: Chain,
	genesis: Hash,
	hands: Vec<Hand>,
}

/// Two of three workers must agree; program and input as a drawing to be simplified has them.
fn terms() -> Terms {
	let bytes = |text: &[u8]| text.to_vec().try_into().expect("short");
	Terms {
		program: Content { hash: Hash::repeat_byte(1), length: 3_900_000 },
		input: Input::Inline(vec![0x20; 400].try_into().expect("short")),
		arguments: bytes(b"-\0-c\0"),
		hint: bytes(b"https://example.org/programs/"),
		limits: Limits { fuel: 1_000_000_000, memory_pages: 256, output_bytes: OUTPUT_BYTES },
		pay: PAY,
		windows: Windows { claim: 10_000, run: 60_000 },
		audience: Audience::Anyone,
		mode: Mode::Replicate { replicas: 3, quorum: 2, standing: None },
	}
}

/// Bytes of the terms.
pub fn terms_bytes() -> u32 {
	u32::try_from(terms().encoded_size()).expect("short")
}

fn outcome() -> Outcome {
	Outcome {
		ending: Ending::Finished { code: 0 },
		fuel: 1_000_000,
		output: Content::of(OUTPUT).expect("short"),
		memory: Some(Hash::repeat_byte(2)),
	}
}

impl Hand {
	/// The device of this number, which works by an sr25519 key.
	fn of(number: u32, owner: Sr25519Keyring) -> Self {
		let key = Device::of(KeyType::Sr25519, 1_000 + number);
		Self { device: Device::number(number), key, owner }
	}

	fn signer(&self) -> Signer {
		Signer::try_from(self.key.public()).expect("a work key")
	}

	fn salt(&self, id: TaskId) -> Salt {
		Salt(sp_io::hashing::blake2_256(&(self.device.id, id).encode()))
	}

	fn claim(&self, genesis: &Hash, task: &Known, unit: u32) -> UncheckedExtrinsic {
		let (seed, device): (Hash, DeviceId) = (task.opening.seed, self.device.id);
		let message = signed::claim(genesis, &task.terms, &seed, unit, &device);
		let signature = self.key.sign(&message);
		Chain::free(Call::<Runtime>::claim { task: task.id, seed, unit, device, signature })
	}

	fn commit(&self, genesis: &Hash, task: &Known) -> UncheckedExtrinsic {
		let (device, salt) = (self.device.id, self.salt(task.id));
		let digest = outcome().digest();
		let commitment = signed::commitment(genesis, &task.terms, &device, &digest, &salt);
		let signature = self.key.sign(&signed::commit(genesis, &task.terms, &device, &commitment));
		Chain::free(Call::<Runtime>::commit { task: task.id, device, commitment, signature })
	}

	fn reveal(&self, genesis: &Hash, task: &Known, carries: bool) -> UncheckedExtrinsic {
		let (device, salt, outcome) = (self.device.id, self.salt(task.id), outcome());
		let message = signed::reveal(genesis, &task.terms, &device, &outcome.digest(), &salt);
		let output = carries.then(|| Output::try_from(OUTPUT.to_vec()).expect("short"));
		let signature = self.key.sign(&message);
		let task = task.id;
		Chain::free(Call::<Runtime>::reveal { task, device, outcome, output, salt, signature })
	}
}

impl Market {
	/// A development chain with the workers, each with the highest stake.
	pub fn open() -> Self {
		// No epoch ends meanwhile, since the last block of one has no room.
		let mut chain = Chain::start_with(DEVELOPMENT, short_days(1, u32::MAX));
		chain.blocks(1);
		let genesis = chain.genesis_hash();
		let owners = [Alice, Bob, Charlie, Dave, Eve];
		let hands: Vec<_> =
			(0..).zip(owners).map(|(number, owner)| Hand::of(number, owner)).collect();
		let mut market = Self { chain, genesis, hands };
		let steps: [fn(&Self, usize) -> (Sr25519Keyring, RuntimeCall); 2] =
			[Self::registration, Self::enrolment];
		for step in steps {
			let numbers = 0..market.hands.len();
			let calls: Vec<_> = numbers.map(|number| step(&market, number)).collect();
			let signed =
				calls.into_iter().map(|(by, call)| market.chain.signed(by, call)).collect();
			market.chain.block(signed).all_good();
		}
		market
	}

	fn registration(&self, number: usize) -> (Sr25519Keyring, RuntimeCall) {
		let Hand { device, owner, .. } = &self.hands[number];
		let expires = self.chain.next_time() + 60_000;
		(*owner, device.register(&self.genesis, &owner.to_account_id(), expires))
	}

	fn enrolment(&self, number: usize) -> (Sr25519Keyring, RuntimeCall) {
		let hand = &self.hands[number];
		let (device, signer) = (hand.device.id, hand.signer());
		let expires = self.chain.next_time() + 60_000;
		let owner = hand.owner.to_account_id();
		let word = signed::enrol(&self.genesis, &device, &owner, &signer, expires);
		let signature = hand.device.sign(&word);
		let call =
			Call::<Runtime>::enrol { device, signer, units: UNITS, expires, signature }.into();
		(hand.owner, call)
	}

	/// Has so many tasks done, all at once: posted, claimed by so many workers of each, the highest of the lowest tickets
	/// first, run by the three lowest, told, ended, and collected by the client. Each block with calls is made by `apply`,
	/// which is given their name.
	pub fn tasks(
		&mut self,
		number: u32,
		claims: usize,
		mut apply: impl FnMut(&mut Chain, &str, Vec<UncheckedExtrinsic>),
	) {
		let first = self.chain.read(|| NextId::<Runtime>::get().max(1));
		let ids = first..first + TaskId::from(number);
		let post = Call::<Runtime>::post { terms: Box::new(terms()) };
		let posts =
			(0..number).map(|earlier| self.chain.signed_after(CLIENT, earlier, post.clone()));
		let posts = posts.collect();
		apply(&mut self.chain, "post", posts);
		// The third block draws the seed. Then most of the window passes: any ticket is good by then.
		self.chain.blocks(5);
		let known: Vec<_> = ids.map(|id| self.known(id)).collect();
		let (genesis, hands) = (self.genesis, &self.hands);
		let lowest = |task: &Known, number: usize| -> Vec<(u32, usize)> {
			let (_, lowest) = task.tickets.split_at(hands.len() - number);
			lowest.iter().map(|(_, unit, hand)| (*unit, *hand)).collect()
		};
		let mut claiming = Vec::new();
		for task in &known {
			for (unit, hand) in lowest(task, claims) {
				claiming.push(hands[hand].claim(&genesis, task, unit));
			}
		}
		apply(&mut self.chain, "claim", claiming);
		self.chain.blocks(6);
		let (mut committing, mut telling) = (Vec::new(), Vec::new());
		for task in &known {
			for (place, (_, hand)) in lowest(task, 3).into_iter().enumerate() {
				committing.push(hands[hand].commit(&genesis, task));
				telling.push(hands[hand].reveal(&genesis, task, place == 0));
			}
		}
		apply(&mut self.chain, "commit", committing);
		apply(&mut self.chain, "reveal", telling);
		let collects = (0..).zip(&known).map(|(earlier, task)| {
			let collect = Call::<Runtime>::collect { task: task.id };
			self.chain.signed_after(CLIENT, earlier, collect)
		});
		let collects = collects.collect();
		apply(&mut self.chain, "collect", collects);
	}

	fn known(&mut self, id: TaskId) -> Known {
		let (terms, opening) = self.chain.read(|| {
			let task = Tasks::<Runtime>::get(id).expect("it was posted");
			let batch = Batches::<Runtime>::get(task.crew.batch).expect("it stands a while");
			(task.terms_hash, batch.opening.expect("the seed is drawn"))
		});
		let of = |(place, hand): (usize, &Hand)| {
			let tickets =
				(0..UNITS).map(|unit| (ticket(&opening.seed, id, &hand.device.id, unit), unit));
			let (ticket, unit) = tickets.min().expect("it has a unit");
			(ticket, unit, place)
		};
		let mut tickets: Vec<_> = self.hands.iter().enumerate().map(of).collect();
		tickets.sort_unstable();
		tickets.reverse();
		Known { id, terms, opening, tickets }
	}

	/// Calls of others, to compare fees with.
	pub fn others(&self) -> Vec<Named> {
		let dest = Charlie.to_account_id().into();
		let transfer = pallet_balances::Call::transfer_keep_alive { dest, value: JMT };
		let (by, register) = self.registration(0);
		let (_, enrol) = self.enrolment(0);
		let settle = vec![1].try_into().expect("short");
		vec![
			("a transfer", Bob, transfer.into()),
			("registering a device", by, register),
			("enrolling a worker", by, enrol),
			("posting alone", CLIENT, Call::<Runtime>::post { terms: Box::new(terms()) }.into()),
			("collecting alone", CLIENT, Call::<Runtime>::collect { task: 1 }.into()),
			("settling, at worst", Bob, Call::<Runtime>::settle { tasks: settle }.into()),
			("challenging", Bob, Call::<Runtime>::challenge { task: 1 }.into()),
		]
	}
}
