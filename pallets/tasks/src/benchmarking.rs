//! Benchmarks. A crew has seven slots where that costs the most, a task both crews full where it ends. Signatures are
//! measured by themselves.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::cast_possible_truncation)]
use super::*;
use alloc::{boxed::Box, vec, vec::Vec};
use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
	traits::{fungible::Mutate, Get, Hooks, Time},
	BoundedVec,
};
use frame_system::RawOrigin;
use jmt_device_keys::BenchmarkDevice;
use jmt_primitives::{
	devices::DeviceHook,
	tasks::{
		signed, Amounts, Audience, Batch, Bench, Content, Credit, Ending, Entry, Input, Instant,
		Limits, Mode, Opening, Outcome, Salt, Signer, Slot, Task, TaskId, Terms, Why, Windows,
		Worker, MAX_UNITS,
	},
	AccountId, Balance, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType, Moment, JMT,
};

/// The longest a claim window may be, so that nothing is over while a benchmark runs.
const LONG: Moment = 3_600_000;

fn rich<T: Config>(name: &'static str, index: u32) -> AccountId {
	let who: AccountId = account(name, index, 0);
	T::Currency::mint_into(&who, 1_000_000 * JMT).unwrap();
	who
}

fn pot<T: Config>() {
	T::Currency::mint_into(&T::Ecosystem::get(), JMT).unwrap();
}

/// The largest terms of a mode: everything in them is as long as it may be.
fn terms(mode: Mode, output_bytes: u32) -> Terms {
	let named: Vec<AccountId> = (0..8).map(|index| account("named", index, 0)).collect();
	Terms {
		program: Content { hash: Hash::repeat_byte(1), length: 1 },
		input: Input::Inline(BoundedVec::truncate_from(vec![1; 1_024])),
		arguments: BoundedVec::truncate_from(vec![1; 256]),
		hint: BoundedVec::truncate_from(vec![1; 256]),
		limits: Limits { fuel: 1_000_000, memory_pages: 16, output_bytes },
		pay: JMT,
		windows: Windows { claim: LONG, run: LONG },
		audience: Audience::Owners(BoundedVec::truncate_from(named)),
		mode,
	}
}

fn seven() -> Mode {
	Mode::Replicate { replicas: 7, quorum: 4, standing: None }
}

fn outcome(output: &[u8], memory: u8) -> Outcome {
	Outcome {
		ending: Ending::Finished { code: 0 },
		fuel: 1,
		output: Content::of(output).unwrap(),
		memory: Some(Hash::repeat_byte(memory)),
	}
}

fn instant<T: Config>() -> Instant {
	Pallet::<T>::instant()
}

fn opening<T: Config>() -> Opening {
	Opening { seed: Hash::repeat_byte(1), units: 1, since: instant::<T>() }
}

/// A device's key that nobody has.
fn key(index: u32) -> DevicePublic {
	let mut key = [9u8; 32];
	key.iter_mut().zip(index.to_le_bytes()).for_each(|(to, from)| *to = from);
	DevicePublic::Ed25519(key)
}

/// A worker with the highest stake, which has held it for long.
fn worker<T: Config>(device: DeviceId, owner: AccountId, signer: Signer) {
	let staked = T::Unit::get() * Balance::from(MAX_UNITS);
	Pallet::<T>::hold(HoldReason::Stake, &owner, staked).unwrap();
	Pallet::<T>::book(|books| {
		books.staked += staked;
		Some(())
	})
	.unwrap();
	let worker = Worker {
		owner,
		signer,
		staked,
		reserved: 0,
		open: 0,
		enrolled_in: 0,
		free_at: 0,
		credit: Credit::default(),
		done: 0,
		wrong: 0,
		silent: 0,
	};
	Pallet::<T>::count_workers(None, Some(&worker)).unwrap();
	Workers::<T>::insert(device, worker);
}

/// The signer of benchmarks, which is not asked to sign.
fn any_signer() -> Signer {
	Signer::Ed25519([9; 32])
}

/// A posted task of the client's, with its money on hold.
fn posted<T: Config>(terms: Terms) -> TaskId {
	pot::<T>();
	let client = rich::<T>("client", 0);
	let tariff = T::Tariff::get();
	let amounts = Amounts::of(&terms, &tariff).unwrap();
	Pallet::<T>::hold(HoldReason::Price, &client, amounts.price).unwrap();
	Pallet::<T>::hold(HoldReason::Deposit, &client, amounts.deposit).unwrap();
	Pallet::<T>::book(|books| {
		books.posted += amounts.price + amounts.deposit;
		Some(())
	})
	.unwrap();
	frame_system::Pallet::<T>::set_block_number(10);
	let id = Pallet::<T>::give_number().unwrap();
	Batches::<T>::insert(10, Batch { first: id, count: 1, opening: Some(opening::<T>()) });
	Tasks::<T>::insert(id, Task::new(id, 10, client, terms, amounts));
	id
}

/// A worker of an owner of its own, in a slot with this entry.
fn seat<T: Config>(task: &mut Task, bench: Bench, index: u32, entry: Entry) -> DeviceId {
	let number = if bench == Bench::Crew { index } else { index + 100 };
	let owner = rich::<T>("owner", number);
	let device = key(number).id();
	T::BenchmarkHelper::register(key(number), &owner);
	worker::<T>(device, owner.clone(), any_signer());
	let bond = task.amounts.bond;
	Workers::<T>::mutate(device, |worker| assert!(worker.as_mut().unwrap().reserve(bond)));
	let number = task.bench(bench).unwrap().number;
	let ticket = jmt_primitives::tasks::ticket(&Hash::repeat_byte(1), number, &device, 0);
	let crew = task.bench_mut(bench).unwrap();
	crew.opening = Some(opening::<T>());
	crew.slots.try_push(Slot { device, owner, ticket, entry }).unwrap();
	device
}

/// A crew with so many slots in which the last one commits or reveals next.
fn working<T: Config>(slots: u32, last: Entry, others: Entry) -> (TaskId, DeviceId) {
	let id = posted::<T>(terms(seven(), 16_384));
	let mut task = Tasks::<T>::get(id).unwrap();
	let mut device = DeviceId::default();
	for index in 0..slots {
		let entry = if index + 1 == slots { last } else { others };
		device = seat::<T>(&mut task, Bench::Crew, index, entry);
	}
	task.crew.size = slots as u8;
	task.crew.quorum = slots as u8;
	task.crew.running = Some(instant::<T>());
	Tasks::<T>::insert(id, task);
	(id, device)
}

/// The commitment of a device to an outcome, with a salt of zeros.
fn commitment<T: Config>(
	id: TaskId,
	device: &DeviceId,
	outcome: &Outcome,
) -> jmt_primitives::tasks::Commitment {
	let terms = Tasks::<T>::get(id).unwrap().terms_hash;
	signed::commitment(&Pallet::<T>::genesis(), &terms, device, &outcome.digest(), &Salt([0; 32]))
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn on_initialize_idle() {
		frame_system::Pallet::<T>::set_block_number(10);
		#[block]
		{
			Pallet::<T>::on_initialize(10);
		}
	}

	#[benchmark]
	fn on_initialize_seed() {
		Recent::<T>::put(Hash::repeat_byte(1));
		T::BenchmarkHelper::set_output(Hash::repeat_byte(2));
		Batches::<T>::insert(7, Batch { first: 1, count: 1, opening: None });
		NextId::<T>::put(2);
		frame_system::Pallet::<T>::set_block_number(10);
		#[block]
		{
			Pallet::<T>::on_initialize(10);
		}
		assert!(Batches::<T>::get(7).unwrap().opening.is_some());
	}

	#[benchmark]
	fn enrol() {
		let owner = rich::<T>("owner", 0);
		let device = BenchmarkDevice::new(KeyType::Ed25519);
		T::BenchmarkHelper::register(device.public(), &owner);
		let before = rich::<T>("before", 0);
		worker::<T>(device.id(), before, any_signer());
		let expires = T::Time::now();
		let genesis = Pallet::<T>::genesis();
		let signer = Signer::try_from(device.public()).unwrap();
		let message = signed::enrol(&genesis, &device.id(), &owner, &signer, expires);
		let (signature, _) = device.sign(&message);
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device.id(), signer, MAX_UNITS, expires, signature);
		assert_eq!(Totals::<T>::get().workers, 1);
	}

	#[benchmark]
	fn set_stake() {
		let owner = rich::<T>("owner", 0);
		let device = key(0).id();
		worker::<T>(device, owner.clone(), any_signer());
		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device, 1);
		assert_eq!(Totals::<T>::get().units, 1);
	}

	#[benchmark]
	fn post(b: Linear<0, 2_000>) {
		pot::<T>();
		let client = rich::<T>("client", 0);
		let mut terms = terms(seven(), 16_384);
		// The rest is as long whatever the number of bytes is.
		let least = terms.encoded_size() - 1_024;
		let input = (b as usize).saturating_sub(least).min(1_024);
		terms.input = Input::Inline(BoundedVec::truncate_from(vec![1; input]));
		#[extrinsic_call]
		_(RawOrigin::Signed(client), Box::new(terms));
		assert!(Tasks::<T>::contains_key(1));
	}

	#[benchmark]
	fn cancel() {
		let id = posted::<T>(terms(seven(), 16_384));
		let client = Tasks::<T>::get(id).unwrap().client;
		#[extrinsic_call]
		_(RawOrigin::Signed(client), id);
		assert!(!Tasks::<T>::contains_key(id));
	}

	#[benchmark]
	fn claim(r: Linear<1, 7>) {
		let mut of = terms(seven(), 16_384);
		of.audience = Audience::Owners(BoundedVec::truncate_from(vec![account("owner", 50, 0)]));
		let id = posted::<T>(of);
		let mut task = Tasks::<T>::get(id).unwrap();
		for index in 1..r {
			seat::<T>(&mut task, Bench::Crew, index, Entry::Claimed);
		}
		Tasks::<T>::insert(id, task);
		let owner = rich::<T>("owner", 50);
		T::BenchmarkHelper::register(key(50), &owner);
		worker::<T>(key(50).id(), owner, any_signer());
		let seed = Hash::repeat_byte(1);
		#[block]
		{
			// Authorised first, in the pool and again in the block.
			assert!(Pallet::<T>::check_claim(id, &seed, 0, &key(50).id()).is_ok());
			Pallet::<T>::do_claim(id, &seed, 0, key(50).id(), KeyType::Ed25519).unwrap();
		}
		assert_eq!(Tasks::<T>::get(id).unwrap().crew.taken(), r as u8);
	}

	#[benchmark]
	fn displace() {
		let owner = rich::<T>("owner", 0);
		let device = key(0).id();
		worker::<T>(device, owner, any_signer());
		let bond = T::Tariff::get().least_bond;
		Workers::<T>::mutate(device, |worker| assert!(worker.as_mut().unwrap().reserve(bond)));
		#[block]
		{
			Workers::<T>::mutate_extant(device, |worker| worker.release(bond));
		}
		assert_eq!(Workers::<T>::get(device).unwrap().open, 0);
	}

	#[benchmark]
	fn commit(r: Linear<1, 7>) {
		let done = Entry::Committed(jmt_primitives::tasks::Commitment(Hash::zero()));
		let (id, device) = working::<T>(r, Entry::Claimed, done);
		let commitment = commitment::<T>(id, &device, &outcome(b"", 1));
		#[block]
		{
			assert!(Pallet::<T>::check_commit(id, &device, commitment).is_ok());
			Pallet::<T>::do_commit(id, device, commitment, KeyType::Ed25519).unwrap();
		}
		assert!(Tasks::<T>::get(id).unwrap().crew.revealing.is_some());
	}

	#[benchmark]
	fn reveal(r: Linear<2, 7>) {
		let told = Entry::Revealed { outcome: outcome(b"", 1), carries: true };
		let waits = Entry::Committed(jmt_primitives::tasks::Commitment(Hash::zero()));
		let (id, device) = working::<T>(r, waits, waits);
		let result = outcome(b"", 1);
		let opens = commitment::<T>(id, &device, &result);
		Tasks::<T>::mutate(id, |task| {
			let crew = &mut task.as_mut().unwrap().crew;
			crew.revealing = Some(instant::<T>());
			// One waits still, so that nothing ends.
			let last = crew.slots.len() - 1;
			crew.slots[last].entry = Entry::Committed(opens);
			if last > 1 {
				crew.slots[1].entry = told;
			}
		});
		if r == 2 {
			Tasks::<T>::mutate(id, |task| {
				let slot = &mut task.as_mut().unwrap().crew.slots[0];
				slot.entry = waits;
			});
		}
		let output = Output::default();
		let salt = Salt([0; 32]);
		let told = steps::Reveal {
			task: id,
			device: &device,
			outcome: &result,
			output: Some(&output),
			salt: &salt,
		};
		#[block]
		{
			assert!(Pallet::<T>::check_reveal(&told).is_ok());
			Pallet::<T>::do_reveal(&told, KeyType::Ed25519).unwrap();
		}
		assert!(Tasks::<T>::get(id).unwrap().end.is_none());
	}

	#[benchmark]
	fn carry(o: Linear<0, 16_384>) {
		let output = Output::truncate_from(vec![1; o as usize]);
		let result = outcome(&output, 1);
		#[block]
		{
			assert!(result.output.is_of(&output));
			Outputs::<T>::insert(1, 0, &output);
		}
		assert_eq!(Outputs::<T>::iter().count(), 1);
	}

	/// Of both crews so many slots; the losers of them are of the first, and wrong.
	#[benchmark]
	fn settle(r: Linear<2, 14>, l: Linear<0, 5>) {
		let id = posted::<T>(terms(Mode::Replicate { replicas: 3, quorum: 2, standing: None }, 64));
		let mut task = Tasks::<T>::get(id).unwrap();
		// More than there may be of a mode with a panel, for the sake of the sweep, and the price of all of them.
		task.crew.size = 7;
		let more = 14 * JMT;
		Pallet::<T>::hold(HoldReason::Price, &task.client, more).unwrap();
		Pallet::<T>::book(|books| {
			books.posted += more;
			Some(())
		})
		.unwrap();
		task.amounts.price += more;
		let panel = Pallet::<T>::give_number().unwrap();
		task.panel = task.panel(Why::Split, panel, 10);
		Panels::<T>::insert(panel, id);
		let right = Entry::Revealed { outcome: outcome(b"", 1), carries: false };
		let slots = r.min(7);
		for index in 0..slots {
			let wrong = Entry::Revealed { outcome: outcome(b"", 2 + index as u8), carries: true };
			let entry = if index < l.min(slots) { wrong } else { right };
			seat::<T>(&mut task, Bench::Crew, index, entry);
			Outputs::<T>::insert(id, index as u8, Output::default());
		}
		for index in 0..r.saturating_sub(7) {
			seat::<T>(&mut task, Bench::Panel, index, right);
		}
		let crew = task.bench_mut(Bench::Panel).unwrap();
		crew.quorum = 1;
		crew.revealing = Some(instant::<T>());
		crew.running = Some(instant::<T>());
		if r <= 7 {
			let entry = Entry::Revealed { outcome: outcome(b"", 1), carries: true };
			seat::<T>(&mut task, Bench::Panel, 0, entry);
		}
		task.crew.running = Some(instant::<T>());
		task.crew.revealing = Some(instant::<T>());
		Tasks::<T>::insert(id, task);
		let caller: AccountId = rich::<T>("caller", 0);
		let tasks = ToSettle::truncate_from(vec![id]);
		#[extrinsic_call]
		_(RawOrigin::Signed(caller), tasks);
		assert!(Tasks::<T>::get(id).unwrap().end.is_some());
	}

	#[benchmark]
	fn challenge() {
		let standing = Some(LONG);
		let id = posted::<T>(terms(Mode::Replicate { replicas: 3, quorum: 2, standing }, 64));
		let mut task = Tasks::<T>::get(id).unwrap();
		let right = Entry::Revealed { outcome: outcome(b"", 1), carries: false };
		for index in 0..3 {
			seat::<T>(&mut task, Bench::Crew, index, right);
		}
		task.crew.running = Some(instant::<T>());
		task.crew.revealing = Some(instant::<T>());
		task.standing = Some(instant::<T>());
		Tasks::<T>::insert(id, task);
		let challenger = rich::<T>("challenger", 0);
		#[extrinsic_call]
		_(RawOrigin::Signed(challenger), id);
		assert!(Tasks::<T>::get(id).unwrap().panel.is_some());
	}

	#[benchmark]
	fn collect() {
		let standing = Some(LONG);
		let id = posted::<T>(terms(Mode::Replicate { replicas: 3, quorum: 2, standing }, 16_384));
		let mut task = Tasks::<T>::get(id).unwrap();
		let told = Entry::Revealed { outcome: outcome(&[1; 16_384], 1), carries: true };
		seat::<T>(&mut task, Bench::Crew, 0, told);
		Outputs::<T>::insert(id, 0, Output::truncate_from(vec![1; 16_384]));
		let place = jmt_primitives::tasks::Place { bench: Bench::Crew, index: 0 };
		let verdict = jmt_primitives::tasks::Verdict::Done;
		task.end = Some(jmt_primitives::tasks::End { verdict, at: 0, result: Some(place) });
		let client = task.client.clone();
		Tasks::<T>::insert(id, task);
		#[extrinsic_call]
		_(RawOrigin::Signed(client), id);
		assert!(!Tasks::<T>::contains_key(id));
	}

	#[benchmark]
	fn on_leave() {
		let owner = rich::<T>("owner", 0);
		let device = key(0).id();
		worker::<T>(device, owner.clone(), any_signer());
		#[block]
		{
			<Pallet<T> as DeviceHook>::on_leave(&device, &owner);
		}
		assert!(!Workers::<T>::contains_key(device));
	}

	#[benchmark]
	fn verify_sr25519() {
		let (key, message, signature) = costliest(KeyType::Sr25519);
		#[block]
		{
			assert!(signature.verify(&message, &key));
		}
	}

	#[benchmark]
	fn verify_ed25519() {
		let (key, message, signature) = costliest(KeyType::Ed25519);
		#[block]
		{
			assert!(signature.verify(&message, &key));
		}
	}

	#[benchmark]
	fn verify_secp256k1() {
		let (key, message, signature) = costliest(KeyType::Secp256k1);
		#[block]
		{
			assert!(signature.verify(&message, &key));
		}
	}

	#[benchmark]
	fn verify_p256() {
		let (key, message, signature) = costliest(KeyType::P256);
		#[block]
		{
			assert!(signature.verify(&message, &key));
		}
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build_with_keystore(),
		crate::mock::Test
	);
}

/// A key, a message and a signature of which none of the scheme costs more to verify.
fn costliest(key_type: KeyType) -> (DevicePublic, Vec<u8>, DeviceSignature) {
	let device = BenchmarkDevice::new(key_type);
	let mut message = signed::CLAIM.to_vec();
	loop {
		let (signature, is_costliest) = device.sign(&message);
		if is_costliest {
			return (device.public(), message, signature);
		}
		message.push(0);
	}
}
