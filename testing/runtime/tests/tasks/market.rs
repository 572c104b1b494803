//! A chain with workers, and the steps of a task on it.

use frame_support::{weights::Weight, BoundedVec};
use jmt_primitives::{
	tasks::{
		signed, Audience, Batch, Content, Ending, Input, Limits, Mode, Outcome, Salt, Signer,
		Stage, Task, TaskId, Terms, Windows, Worker,
	},
	Balance, Hash, JMT,
};
use jmt_runtime::{genesis_presets::DEVELOPMENT, Runtime, RuntimeCall, System, UncheckedExtrinsic};
use jmt_runtime_harness::{days::short_days, device::Device, merge, Chain};
use pallet_tasks::Call;
use serde_json::Value;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};

/// Owners of the workers: one device each.
pub(super) const OWNERS: [Sr25519Keyring; 3] = [Bob, Charlie, Dave];

/// The pay of a slot.
pub(super) const PAY: Balance = JMT / 20;

/// Of each pay, to the pot.
pub(super) const FEE: Balance = PAY / 20;

/// The output of the program.
pub(super) const OUTPUT: &[u8] = b"a picture";

/// A chain with a worker of each owner, whose device works by its own key.
pub(super) struct Market {
	pub(super) chain: Chain,
	pub(super) genesis: Hash,
	pub(super) devices: Vec<Device>,
}

impl Market {
	/// A chain at the begin of a short day, in which every draw asks every device, with a patch besides.
	pub(super) fn start(patch: Value) -> Self {
		Self::start_with(patch, &OWNERS)
	}

	/// The same with a worker of each of these owners.
	pub(super) fn start_with(patch: Value, owners: &[Sr25519Keyring]) -> Self {
		let mut genesis = short_days(1, u32::MAX);
		merge(&mut genesis, patch);
		let mut chain = Chain::start_with(DEVELOPMENT, genesis);
		chain.blocks(1);
		let genesis = chain.genesis_hash();
		let devices: Vec<_> = (0..).map(Device::number).take(owners.len()).collect();
		for (device, owner) in devices.iter().zip(owners.iter().copied()) {
			let expires = chain.next_time() + 60_000;
			let account = owner.to_account_id();
			let register = device.register(&genesis, &account, expires);
			let signer = Signer::try_from(device.public()).expect("a key for work");
			let word = signed::enrol(&genesis, &device.id, &account, &signer, expires);
			let signature = device.sign(&word);
			let enrol = Call::enrol { device: device.id, signer, units: 1, expires, signature };
			let register = chain.signed(owner, register);
			chain.include(vec![register]).all_good();
			let enrol = chain.signed(owner, enrol);
			chain.include(vec![enrol]).all_good();
		}
		chain.until_next_day();
		Self { chain, genesis, devices }
	}

	/// Posts a task of Alice's for three, of whom two must agree.
	pub(super) fn post(&mut self) -> TaskId {
		let id = self.next();
		let post = self.chain.signed(Alice, Call::post { terms: Box::new(terms()) });
		self.chain.include(vec![post]).all_good();
		id
	}

	/// The number that the next task has.
	pub(super) fn next(&mut self) -> TaskId {
		self.chain.read(|| jmt_runtime::Tasks::market().next)
	}

	/// Posts, and makes blocks until workers may claim.
	pub(super) fn opened(&mut self) -> TaskId {
		let id = self.post();
		self.until(id, |stage| matches!(stage, Stage::Claiming(_)));
		id
	}

	/// A task with its three slots claimed, and its claims over.
	pub(super) fn running(&mut self) -> TaskId {
		let id = self.opened();
		let claims = (0..3).map(|worker| self.claim(id, worker)).collect();
		self.chain.block(claims).all_good();
		self.until(id, |stage| matches!(stage, Stage::Running(_)));
		id
	}

	/// The same, with the three commitments.
	pub(super) fn committed(&mut self) -> TaskId {
		let id = self.running();
		let commits = (0..3).map(|worker| self.commit(id, worker)).collect();
		self.chain.block(commits).all_good();
		assert!(matches!(self.stage(id), Stage::Revealing(_)), "{:?}", self.stage(id));
		id
	}

	/// Each tells the same, the first of them with the output.
	pub(super) fn reveals(&mut self, id: TaskId) -> Vec<UncheckedExtrinsic> {
		(0..3).map(|worker| self.reveal(id, worker, worker == 0)).collect()
	}

	/// A task that has come to its end.
	pub(super) fn done(&mut self) -> TaskId {
		let id = self.committed();
		let reveals = self.reveals(id);
		self.chain.block(reveals).all_good();
		id
	}

	/// Makes blocks until a task has come so far, a hundred at most.
	pub(super) fn until(&mut self, id: TaskId, so_far: fn(&Stage) -> bool) {
		for _ in 0..100 {
			if so_far(&self.stage(id)) {
				return;
			}
			self.chain.blocks(1);
		}
		panic!("it does not come so far: {:?}", self.stage(id));
	}

	/// Makes so many blocks of which others take more than half.
	pub(super) fn crowded(&mut self, blocks: u32) {
		for _ in 0..blocks {
			self.chain.block_of(|ext| {
				ext.execute_with(|| {
					let class = frame_support::dispatch::DispatchClass::Normal;
					let limits = <Runtime as frame_system::Config>::BlockWeights::get();
					let normal = limits.get(class).max_total.expect("it is limited");
					let part = Weight::from_parts(normal.ref_time() / 100 * 51, 0);
					System::register_extra_weight_unchecked(part, class);
				});
				Default::default()
			});
		}
	}

	/// The stage of a task in the newest block.
	pub(super) fn stage(&mut self, id: TaskId) -> Stage {
		self.chain.read(|| jmt_runtime::Tasks::task_view(id)).expect("it is there").stage
	}

	/// A task as it is stored.
	pub(super) fn task(&mut self, id: TaskId) -> Task {
		self.chain.read(|| pallet_tasks::Tasks::<Runtime>::get(id)).expect("it is there")
	}

	/// The batch of a task.
	pub(super) fn batch(&mut self, id: TaskId) -> Batch {
		let block = self.task(id).crew.batch;
		self.chain.read(|| pallet_tasks::Batches::<Runtime>::get(block)).expect("it is there")
	}

	/// A worker.
	pub(super) fn worker(&mut self, worker: usize) -> Worker {
		let device = self.devices[worker].id;
		self.chain.read(|| pallet_tasks::Workers::<Runtime>::get(device)).expect("it is enrolled")
	}

	/// A worker's claim by its only unit.
	pub(super) fn claim(&mut self, id: TaskId, worker: usize) -> UncheckedExtrinsic {
		let seed = self.batch(id).opening.expect("its seed is drawn").seed;
		Chain::free(self.claim_by(id, worker, seed, 0))
	}

	/// A worker's claim by this seed and unit.
	pub(super) fn claim_by(
		&mut self,
		id: TaskId,
		worker: usize,
		seed: Hash,
		unit: u32,
	) -> RuntimeCall {
		let terms = self.task(id).terms_hash;
		let device = &self.devices[worker];
		let message = signed::claim(&self.genesis, &terms, &seed, unit, &device.id);
		let signature = device.sign(&message);
		Call::claim { task: id, seed, unit, device: device.id, signature }.into()
	}

	/// A worker's commitment to the right result.
	pub(super) fn commit(&mut self, id: TaskId, worker: usize) -> UncheckedExtrinsic {
		self.commit_to(id, worker, &result())
	}

	/// A worker's commitment to a result.
	pub(super) fn commit_to(
		&mut self,
		id: TaskId,
		worker: usize,
		outcome: &Outcome,
	) -> UncheckedExtrinsic {
		let terms = self.task(id).terms_hash;
		let device = &self.devices[worker];
		let (digest, salt) = (outcome.digest(), salt(worker));
		let commitment = signed::commitment(&self.genesis, &terms, &device.id, &digest, &salt);
		let message = signed::commit(&self.genesis, &terms, &device.id, &commitment);
		let signature = device.sign(&message);
		Chain::free(Call::commit { task: id, device: device.id, commitment, signature })
	}

	/// A worker's reveal of it, with the output or without.
	pub(super) fn reveal(
		&mut self,
		id: TaskId,
		worker: usize,
		carries: bool,
	) -> UncheckedExtrinsic {
		self.tell(id, worker, result(), carries)
	}

	/// A worker's reveal of a result.
	pub(super) fn tell(
		&mut self,
		id: TaskId,
		worker: usize,
		outcome: Outcome,
		carries: bool,
	) -> UncheckedExtrinsic {
		let terms = self.task(id).terms_hash;
		let device = &self.devices[worker];
		let salt = salt(worker);
		let message = signed::reveal(&self.genesis, &terms, &device.id, &outcome.digest(), &salt);
		let signature = device.sign(&message);
		let output = carries.then(|| BoundedVec::truncate_from(OUTPUT.to_vec()));
		let device = device.id;
		Chain::free(Call::reveal { task: id, device, outcome, output, salt, signature })
	}
}

/// Terms of a task of three.
pub(super) fn terms() -> Terms {
	Terms {
		program: Content { hash: Hash::repeat_byte(1), length: 1_000 },
		input: Input::Inline(BoundedVec::truncate_from(b"input".to_vec())),
		arguments: BoundedVec::default(),
		hint: BoundedVec::default(),
		limits: Limits { fuel: 1_000_000, memory_pages: 16, output_bytes: 64 },
		pay: PAY,
		windows: Windows { claim: 10_000, run: 30_000 },
		audience: Audience::Anyone,
		mode: Mode::Replicate { replicas: 3, quorum: 2, standing: None },
	}
}

/// The right result.
pub(super) fn result() -> Outcome {
	Outcome {
		ending: Ending::Finished { code: 0 },
		fuel: 1_000,
		output: Content::of(OUTPUT).expect("it is short"),
		memory: Some(Hash::repeat_byte(1)),
	}
}

fn salt(worker: usize) -> Salt {
	Salt([u8::try_from(worker).expect("few workers"); 32])
}
