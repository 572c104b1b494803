//! Words of the tests: workers, terms, results, and the steps of a task.

use super::*;
use crate::{Call, Output, Tasks as Stored, Workers};
use frame_support::{assert_ok, traits::Authorize, BoundedVec};
use jmt_device_keys::TestDevice;
use jmt_primitives::{
	tasks::{
		signed, ticket, Audience, Bench, Content, Ending, Input, Limits, Mode, Opening, Outcome,
		Position, Salt, Signer, Stage, Task, Windows, Worker,
	},
	DeviceSignature, KeyType,
};
use sp_runtime::transaction_validity::{TransactionSource, ValidTransaction};

/// The outcome of a step.
pub(crate) type Step = Result<(), TransactionValidityError>;

/// A device that works: its own key, and its work key.
pub(crate) struct Hand {
	device: TestDevice,
	key: TestDevice,
	pub(crate) owner: AccountId,
}

impl Hand {
	/// The device with this number, of the owner with this number, which works by an Ed25519 key.
	pub(crate) fn new(number: u8) -> Self {
		Self::of(number, owner(number), KeyType::Ed25519)
	}

	/// The same with another owner, or another type of work key.
	pub(crate) fn of(number: u8, owner: AccountId, key_type: KeyType) -> Self {
		let seed = |purpose: &[u8]| blake2_256(&[purpose, &[number]].concat());
		Self {
			device: TestDevice::from_seed(KeyType::Ed25519, &seed(b"device")),
			key: TestDevice::from_seed(key_type, &seed(b"work")),
			owner,
		}
	}

	/// Its id.
	pub(crate) fn id(&self) -> DeviceId {
		self.device.id()
	}

	/// Its public key.
	pub(crate) fn public(&self) -> DevicePublic {
		self.device.public()
	}

	/// Its work key.
	pub(crate) fn signer(&self) -> Signer {
		Signer::try_from(self.key.public()).expect("a work key")
	}

	/// Registers it for its owner.
	pub(crate) fn register(&self) {
		register(self.public(), self.owner.clone());
	}

	/// Its word that its owner may enrol it until a moment.
	pub(crate) fn word(&self, expires: Moment) -> DeviceSignature {
		let (owner, signer) = (&self.owner, self.signer());
		self.device.sign(&signed::enrol(&genesis(), &self.id(), owner, &signer, expires))
	}

	/// Enrols it with so many units.
	pub(crate) fn enrol(&self, units: u32) -> sp_runtime::DispatchResult {
		let expires = now() + 60_000;
		let (origin, word) = (by(self.owner.clone()), self.word(expires));
		Tasks::enrol(origin, self.id(), self.signer(), units, expires, word)
	}

	/// Its record.
	pub(crate) fn worker(&self) -> Worker {
		Workers::<Test>::get(self.id()).expect("it is enrolled")
	}

	/// Its lowest ticket in a crew, and the unit of it.
	pub(crate) fn ticket(
		&self,
		seed: &Hash,
		number: TaskId,
	) -> (jmt_primitives::tasks::Ticket, u32) {
		let units = self.worker().units(RATES.unit);
		let of = |unit| (ticket(seed, number, &self.id(), unit), unit);
		(0..units).map(of).min().expect("it has a unit")
	}

	/// Its claim by this unit.
	pub(crate) fn claim_by(&self, id: TaskId, seed: Hash, unit: u32) -> Call<Test> {
		let terms = task(id).terms_hash;
		let message = signed::claim(&genesis(), &terms, &seed, unit, &self.id());
		let signature = self.key.sign(&message);
		Call::claim { task: id, seed, unit, device: self.id(), signature }
	}

	/// Its claim by its lowest ticket.
	pub(crate) fn claim(&self, id: TaskId) -> Call<Test> {
		let (seed, number) = drawn(id);
		self.claim_by(id, seed, self.ticket(&seed, number).1)
	}

	/// Its salt for a task.
	pub(crate) fn salt(&self, id: TaskId) -> Salt {
		Salt(blake2_256(&[&self.id().0[..], &id.to_le_bytes()].concat()))
	}

	/// Its commitment to an outcome.
	pub(crate) fn commit(&self, id: TaskId, outcome: &Outcome) -> Call<Test> {
		let (terms, salt) = (task(id).terms_hash, self.salt(id));
		let commitment =
			signed::commitment(&genesis(), &terms, &self.id(), &outcome.digest(), &salt);
		self.commit_to(id, commitment)
	}

	/// Its commitment, as it is given.
	pub(crate) fn commit_to(
		&self,
		id: TaskId,
		commitment: jmt_primitives::tasks::Commitment,
	) -> Call<Test> {
		let message = signed::commit(&genesis(), &task(id).terms_hash, &self.id(), &commitment);
		let signature = self.key.sign(&message);
		Call::commit { task: id, device: self.id(), commitment, signature }
	}

	/// Its reveal of an outcome, with this output.
	pub(crate) fn reveal(
		&self,
		id: TaskId,
		outcome: &Outcome,
		output: Option<&[u8]>,
	) -> Call<Test> {
		self.reveal_by(id, outcome, output, self.salt(id))
	}

	/// The same with another salt.
	pub(crate) fn reveal_by(
		&self,
		id: TaskId,
		outcome: &Outcome,
		output: Option<&[u8]>,
		salt: Salt,
	) -> Call<Test> {
		let (terms, digest) = (task(id).terms_hash, outcome.digest());
		let message = signed::reveal(&genesis(), &terms, &self.id(), &digest, &salt);
		let signature = self.key.sign(&message);
		let output = output.map(|output| Output::try_from(output.to_vec()).expect("short enough"));
		Call::reveal { task: id, device: self.id(), outcome: *outcome, output, salt, signature }
	}
}

/// Registers and enrols hands with these numbers, each with so many units, in a block before the ones to come.
pub(crate) fn enrolled(numbers: core::ops::Range<u8>, units: u32) -> Vec<Hand> {
	let hands: Vec<_> = numbers.map(Hand::new).collect();
	for hand in &hands {
		hand.register();
		assert_ok!(hand.enrol(units));
	}
	blocks(1);
	hands
}

/// Three of three, of whom two must agree.
pub(crate) const TWO_OF_THREE: Mode = Mode::Replicate { replicas: 3, quorum: 2, standing: None };

/// The same with a window for challenges of two minutes.
pub(crate) const CHALLENGEABLE: Mode =
	Mode::Replicate { replicas: 3, quorum: 2, standing: Some(120_000) };

/// One worker, with two minutes for challenges.
pub(crate) const OPTIMISTIC: Mode = Mode::Optimistic { standing: 120_000 };

/// One worker, with two minutes for the client.
pub(crate) const ACCEPT: Mode = Mode::Accept { standing: 120_000 };

/// The pay of a slot in tests.
pub(crate) const PAY: Balance = JMT / 20;

/// The window for claims in tests, in ms.
pub(crate) const CLAIM: Moment = 20_000;

/// The window to run in tests, in ms.
pub(crate) const RUN: Moment = 30_000;

/// Terms of this mode, for anyone.
pub(crate) fn terms(mode: Mode) -> Terms {
	Terms {
		program: Content { hash: Hash::repeat_byte(1), length: 1_000 },
		input: Input::Inline(BoundedVec::try_from(b"input".to_vec()).expect("short")),
		arguments: BoundedVec::default(),
		hint: BoundedVec::default(),
		limits: Limits { fuel: 1_000_000, memory_pages: 16, output_bytes: 64 },
		pay: PAY,
		windows: Windows { claim: CLAIM, run: RUN },
		audience: Audience::Anyone,
		mode,
	}
}

/// Terms of mode `Accept` for this device.
pub(crate) fn accept_terms(device: &DeviceId) -> Terms {
	let devices = BoundedVec::try_from(vec![*device]).expect("one");
	Terms { audience: Audience::Devices(devices), ..terms(ACCEPT) }
}

/// Posts for [`client`], and says the number.
pub(crate) fn post(terms: Terms) -> TaskId {
	let next = crate::NextId::<Test>::get().max(1);
	assert_ok!(Tasks::post(by(client()), Box::new(terms)));
	next
}

/// Posts, and makes blocks until workers may claim.
pub(crate) fn opened(terms: Terms) -> TaskId {
	let id = post(terms);
	blocks(3);
	assert!(matches!(stage(id), Stage::Claiming(Bench::Crew)));
	id
}

/// A task as it is stored.
pub(crate) fn task(id: TaskId) -> Task {
	Stored::<Test>::get(id).expect("it is there")
}

/// Changes a task in the storage.
pub(crate) fn tamper(id: TaskId, change: impl FnOnce(&mut Task)) {
	Stored::<Test>::mutate(id, |stored| change(stored.as_mut().expect("it is there")));
}

/// Where a task stands.
pub(crate) fn position(id: TaskId) -> Position {
	Tasks::position(&task(id))
}

/// Its stage.
pub(crate) fn stage(id: TaskId) -> Stage {
	position(id).stage
}

/// The crew that workers claim slots of now.
fn bench(id: TaskId) -> Bench {
	match stage(id) {
		Stage::Claiming(bench) => bench,
		other => panic!("nobody can claim, it is {other:?}"),
	}
}

/// The begin of the claims that go on.
pub(crate) fn opening(id: TaskId) -> Opening {
	let task = task(id);
	let crew = task.bench(bench(id)).expect("it has one").clone();
	crew.opening(Tasks::batch_of(crew.batch)).expect("its seed is drawn")
}

/// The seed, and the number that tickets are drawn by.
pub(crate) fn drawn(id: TaskId) -> (Hash, TaskId) {
	let number = task(id).bench(bench(id)).expect("it has one").number;
	(opening(id).seed, number)
}

/// A result with this output and a memory that goes by a seed, so that two seeds tell two results.
pub(crate) fn outcome(output: &[u8], memory: u8) -> Outcome {
	Outcome {
		ending: Ending::Finished { code: 0 },
		fuel: 1_000,
		output: Content::of(output).expect("short"),
		memory: Some(Hash::repeat_byte(memory)),
	}
}

/// The output of honest runs.
pub(crate) const OUTPUT: &[u8] = b"a picture";

/// The right result.
pub(crate) fn right() -> Outcome {
	outcome(OUTPUT, 1)
}

/// The right output with a memory that nobody had.
pub(crate) fn wrong() -> Outcome {
	outcome(OUTPUT, 2)
}

/// Includes a step in this block as its author does: authorised, then dispatched.
pub(crate) fn include(call: Call<Test>) -> Step {
	use frame_support::traits::UnfilteredDispatchable;
	call.authorize(TransactionSource::InBlock).expect("a step is authorised")?;
	let origin = frame_system::RawOrigin::None.into();
	call.dispatch_bypass_filter(origin).expect("an authorised step cannot fail");
	Ok(())
}

/// Checks a step as the pool does.
pub(crate) fn in_pool(call: &Call<Test>) -> Result<ValidTransaction, TransactionValidityError> {
	let authorized = call.authorize(TransactionSource::External).expect("a step is authorised");
	authorized.map(|(valid, _)| valid)
}

/// Includes a claim of each, one after the other, late enough in the window that any ticket may.
pub(crate) fn all_claim(id: TaskId, hands: &[&Hand]) {
	let begin = opening(id).since.at;
	blocks_until(begin + task(id).terms.windows.claim);
	for hand in hands {
		assert_eq!(include(hand.claim(id)), Ok(()));
	}
}

/// Makes blocks until the claims are over.
pub(crate) fn close_claims(id: TaskId) {
	while matches!(stage(id), Stage::Claiming(_)) {
		blocks(1);
	}
}

/// Opens a task of three, with slots for these.
pub(crate) fn running(terms: Terms, hands: &[&Hand]) -> TaskId {
	let id = opened(terms);
	all_claim(id, hands);
	close_claims(id);
	assert!(matches!(stage(id), Stage::Running(Bench::Crew)), "{:?}", stage(id));
	id
}

/// Each commits to its result.
pub(crate) fn all_commit(id: TaskId, results: &[(&Hand, Outcome)]) {
	for (hand, outcome) in results {
		assert_eq!(include(hand.commit(id, outcome)), Ok(()));
	}
}

/// Each tells its result, with an output where none was brought.
pub(crate) fn all_reveal(id: TaskId, results: &[(&Hand, Outcome)]) {
	for (hand, outcome) in results {
		let output = task(id).carrier(outcome).is_none().then_some(OUTPUT);
		assert_eq!(include(hand.reveal(id, outcome, output)), Ok(()));
	}
}

/// Each commits and tells.
pub(crate) fn all_work(id: TaskId, results: &[(&Hand, Outcome)]) {
	all_commit(id, results);
	all_reveal(id, results);
}

/// Has a stranger settle.
pub(crate) fn settle(id: TaskId) -> sp_runtime::DispatchResult {
	let tasks = BoundedVec::try_from(vec![id]).expect("one");
	Tasks::settle(by(stranger()), tasks).map(|_| ()).map_err(|failed| failed.error)
}

/// Has a stranger settle what is due, as often as anything is, and lets time pass between, until the task ends.
pub(crate) fn settle_to_the_end(id: TaskId) {
	for _ in 0..20_000 {
		if task(id).end.is_some() {
			return;
		}
		let _ = settle(id);
		if let Some(until) = position(id).until {
			blocks_until(until);
		}
		blocks(1);
	}
	panic!("it does not end: {:?}", stage(id));
}

/// A step that is refused for this reason.
pub(crate) fn refused(reason: jmt_primitives::authorized::TaskRefusal) -> Step {
	Err(reason.into())
}

/// All that the owners of these hands have.
pub(crate) fn wealths(hands: &[Hand]) -> Vec<Balance> {
	hands.iter().map(|hand| wealth(&hand.owner)).collect()
}

/// The bond of a slot in tests.
pub(crate) const BOND: Balance = 32 * PAY;

/// The cost of silence in tests.
pub(crate) const SILENCE: Balance = JMT / 10;

/// The market fee of a slot in tests.
pub(crate) const FEE: Balance = PAY / 20;

/// The pay of a slot's owner in tests.
pub(crate) const NET: Balance = PAY - FEE;
