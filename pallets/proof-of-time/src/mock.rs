//! A runtime with nothing but proof of time, a clock, a registry and a stream that tests turn by hand,
//! and devices that sign.

use crate as pallet_proof_of_time;
use crate::{costs, Books, Call, DaySeed, Days, Event, Ledger, Miner, Miners, Slot};
use frame_support::{
	migrations::MultiStepMigrator,
	parameter_types,
	traits::{
		fungible::Mutate, tokens::Preservation, Authorize, ConstU32, ConstU64, Get, OnInitialize,
		PostTransactions,
	},
	weights::Weight,
};
use jmt_device_keys::TestDevice;
pub(crate) use jmt_mock::EXISTENTIAL_DEPOSIT as ED;
use jmt_mock::{account, endowed};
use jmt_primitives::{
	devices::{
		DeviceChange, DeviceHook, DeviceInfo, DeviceRegistry, DeviceStanding, InactiveReason,
	},
	proof_of_time::signed,
	proof_of_time::{
		bucket_of, product, Answering, Class, DeviceWeight, Groups, ParentRandomness, Stake, Terms,
		UnitNow, Weighed, WEIGHT_ONE,
	},
	supply::RewardStream,
	units::{RootId, UnitState},
	AccountId, Balance, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType, Moment, Round, JMT,
};
use sp_io::hashing::blake2_256;
use sp_runtime::{
	transaction_validity::{TransactionSource, TransactionValidityError},
	DispatchError, DispatchResult,
};
use std::{collections::BTreeMap, ops::Deref};

/// Migrations that tests let go on.
pub struct Migrator;

impl MultiStepMigrator for Migrator {
	fn ongoing() -> bool {
		Migrating::get()
	}

	fn step() -> Weight {
		Weight::zero()
	}
}

jmt_mock::runtime! {
	Test { 3: ProofOfTime = pallet_proof_of_time }
	system {
		type MultiBlockMigrator = Migrator;
		type PostTransactions = ProofOfTime;
	}
}

/// Length of a slot, in ms.
pub(crate) const SLOT_MS: Moment = 2_000;
/// Slots of a round.
pub(crate) const ROUND_SLOTS: u32 = 6;
/// Slots of a window.
pub(crate) const WINDOW_SLOTS: u32 = 4;
/// Rounds of a day.
pub(crate) const ROUNDS_PER_DAY: u32 = 4;
/// Blocks that make a window count.
pub(crate) const ENOUGH_BLOCKS: u32 = 2;
/// Answers of a block.
pub(crate) const MAX_ANSWERS: u32 = 40;
/// Bytes of an answer.
pub(crate) const ANSWER_LENGTH: u32 = 200;
/// How long a stake stays held after it was asked for: two rounds.
pub(crate) const UNSTAKE_DELAY: Moment = 24_000;
/// Days of absence that can be paid.
pub(crate) const HORIZON: u32 = 3;
/// The first block's slot: the beginning of day 10.
pub(crate) const FIRST_SLOT: Slot = 240;
/// The first block's round.
pub(crate) const FIRST_ROUND: Round = 40;
/// Pay of a reporter.
pub(crate) const FLAT_BOUNTY: Balance = 1_000;
/// Daily pay of a device of weight one, at most. A round's share of it is a whole number.
pub(crate) const CEILING: Balance = 7_200_000_000;
/// Pay of a round at the ceiling, for a device of weight one: of 12 s a day has 7,200.
pub(crate) const A_ROUND: Balance = 1_000_000;

parameter_types! {
	pub static Bounty: Balance = FLAT_BOUNTY;
	pub static Target: u32 = 2_000;
	pub static LeastBuckets: u32 = 1;
	pub static MinWindowBlocks: u32 = ENOUGH_BLOCKS;
	/// Whether migrations go on.
	pub static Migrating: bool = false;
	pub LargestAnswer: (Weight, u32) = (costs::costliest_answer::<()>(HORIZON + 1), ANSWER_LENGTH);
	pub static CurrentSlot: Slot = 0;
	/// Available from the stream.
	pub static Available: Balance = 0;
	/// Returned to the stream.
	pub static GivenBack: Balance = 0;
	/// The parent's VRF output, where a test wants another than that derived from its number.
	pub static Output: Option<Option<Hash>> = None;
	/// The weight that an answer finds, where it is not one without a unit.
	pub static Weights: BTreeMap<DeviceId, Weighed> = BTreeMap::new();
	/// The unbroken stay that the newest answer found, in ms.
	pub static Gathered: Moment = 0;
	/// Most that all devices without a unit are paid a day.
	pub static UnprovenDaily: Balance = Balance::MAX;
	/// Most that a domain's devices take.
	pub static TopShare: u64 = WEIGHT_ONE;
	pub static Registered: BTreeMap<DeviceId, DeviceInfo> = BTreeMap::new();
}

/// The parent's output: a hash of the block's number, unless the test says otherwise.
pub struct Vrf;
impl ParentRandomness for Vrf {
	fn parent() -> Option<Hash> {
		Output::get()
			.unwrap_or_else(|| Some(blake2_256(&System::block_number().to_le_bytes()).into()))
	}
}

/// The registry that tests write to by hand.
pub struct Registry;
impl DeviceRegistry for Registry {
	fn owner(device: &DeviceId) -> Option<AccountId> {
		Self::device(device).map(|registered| registered.owner)
	}

	fn device(device: &DeviceId) -> Option<DeviceInfo> {
		Registered::get().get(device).cloned()
	}

	fn count() -> u32 {
		Registered::get().len() as u32
	}
}

/// A weight of one without a unit, unless the test says otherwise; a stake multiplies it.
pub struct TestWeight;
impl DeviceWeight for TestWeight {
	fn weigh(device: &DeviceId, answering: &Answering) -> Weighed {
		Gathered::set(answering.gathered);
		let mut weighed = Weights::get().get(device).copied().unwrap_or(without_unit(WEIGHT_ONE));
		// A unit that does not count any more makes no class.
		if weighed.unit.is_some_and(|unit| unit.state != UnitState::Stands) {
			weighed = Weighed { unit: weighed.unit, ..without_unit(weighed.raw) };
		}
		let stake = <ProofOfTime as Stake>::stake(device, &answering.terms);
		Weighed { raw: product([weighed.raw, stake]), ..weighed }
	}

	fn unit_now(device: &DeviceId, _: Moment) -> Option<UnitNow> {
		Weights::get().get(device).and_then(|weighed| weighed.unit)
	}
}

/// Those of a real network, with the domains' share that the test says.
pub struct TestTerms;
impl Get<Terms> for TestTerms {
	fn get() -> Terms {
		Terms {
			without_unit: WEIGHT_ONE / 50,
			level_one: WEIGHT_ONE,
			level_two: 3 * WEIGHT_ONE / 2,
			stay_days: 180,
			stay_most: 2 * WEIGHT_ONE,
			stake_most: 3 * WEIGHT_ONE / 2,
			top_share: TopShare::get(),
		}
	}
}

/// The weight of a device without a unit.
pub(crate) fn without_unit(raw: u64) -> Weighed {
	Weighed { class: Class::Unproven, raw, unit: None, groups: Groups::default() }
}

/// The weight of a device with a unit of this root of trust, which may take so much, bound in this block.
pub(crate) fn with_unit(raw: u64, root: RootId, largest: u64, binding: u32) -> Weighed {
	Weighed {
		class: Class::Proven,
		raw,
		unit: Some(UnitNow { root, binding, state: UnitState::Stands }),
		groups: Groups { root: Some((root, largest)), top: None },
	}
}

/// Sets the weight that a device's next answer finds.
pub(crate) fn weigh(device: &DeviceId, weighed: Weighed) {
	Weights::mutate(|weights| weights.insert(*device, weighed));
}

/// Binds a device to a unit, or to none, as the registry does: the hook comes before the write.
pub(crate) fn bind(device: &DeviceId, weighed: Weighed) {
	let owner = Registry::owner(device).expect("it is registered");
	ProofOfTime::on_change(device, &owner, DeviceChange::Unit);
	weigh(device, weighed);
}

/// Gives a device to another owner, as the registry does.
pub(crate) fn give(device: &DeviceId, to: &AccountId) {
	let owner = Registry::owner(device).expect("it is registered");
	ProofOfTime::on_change(device, &owner, DeviceChange::Owner(to));
	Registered::mutate(|devices| devices.get_mut(device).unwrap().owner = to.clone());
}

/// Changes what a device's unit is from now on.
pub(crate) fn set_unit(device: &DeviceId, state: UnitState) {
	Weights::mutate(|weights| {
		let unit = weights.get_mut(device).and_then(|weighed| weighed.unit.as_mut());
		unit.expect("it has a unit").state = state;
	});
}

/// A stream out of [`mine`].
pub struct TestStream;
impl RewardStream for TestStream {
	fn available() -> Balance {
		Available::get()
	}

	fn withdraw(to: &AccountId, amount: Balance) -> DispatchResult {
		let left = Available::get().checked_sub(amount).ok_or(DispatchError::Exhausted)?;
		Balances::transfer(&mine(), to, amount, Preservation::Preserve)?;
		Available::set(left);
		Ok(())
	}

	fn give_back(from: &AccountId, amount: Balance) -> Result<(), DispatchError> {
		Balances::transfer(from, &mine(), amount, Preservation::Expendable)?;
		GivenBack::mutate(|given_back| *given_back += amount);
		Ok(())
	}
}

impl pallet_proof_of_time::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type FreeOrigin = frame_system::EnsureNone<AccountId>;
	type Stream = TestStream;
	type Registry = Registry;
	type Time = Timestamp;
	type CurrentSlot = CurrentSlot;
	type Randomness = Vrf;
	type Weight = TestWeight;
	type Bounty = Bounty;
	type DailyCeiling = frame_support::traits::ConstU128<CEILING>;
	type UnprovenDaily = UnprovenDaily;
	type Terms = TestTerms;
	type UnstakeDelay = ConstU64<UNSTAKE_DELAY>;
	type Horizon = ConstU32<HORIZON>;
	type MaxRoundsPerDay = ConstU32<ROUNDS_PER_DAY>;
	type MaxAnswersPerBlock = ConstU32<MAX_ANSWERS>;
	type MaxClaims = ConstU32<8>;
	type Target = Target;
	type LeastBuckets = LeastBuckets;
	type RoundSlots = ConstU32<ROUND_SLOTS>;
	type WindowSlots = ConstU32<WINDOW_SLOTS>;
	type RoundsPerDay = ConstU32<ROUNDS_PER_DAY>;
	type MinWindowBlocks = MinWindowBlocks;
	type LargestAnswer = LargestAnswer;
	type SlotDuration = ConstU64<SLOT_MS>;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// The mock's side of the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Helper {
	fn register(key: DevicePublic, owner: &AccountId) {
		enrol(key, owner.clone());
		Registered::mutate(|devices| devices.get_mut(&key.id()).unwrap().registered_in = 0);
	}

	fn certify(device: &DeviceId) {
		let weighed = with_unit(WEIGHT_ONE, 1, WEIGHT_ONE, 1);
		weigh(device, Weighed { groups: Groups { top: Some(1), ..weighed.groups }, ..weighed });
	}

	fn set_block(slot: Slot, at: Moment, output: Hash) {
		CurrentSlot::set(slot);
		Timestamp::set_timestamp(at);
		Output::set(Some(Some(output)));
	}
}

/// Holds the stream's money.
pub(crate) fn mine() -> AccountId {
	account(9)
}

/// Owns devices.
pub(crate) fn owner() -> AccountId {
	account(1)
}

/// Has money too.
pub(crate) fn stranger() -> AccountId {
	account(2)
}

/// Has no account.
pub(crate) fn nobody() -> AccountId {
	account(3)
}

/// Starts before the first block with a stream that has plenty, and checks the invariants after the test.
pub(crate) struct ExtBuilder {
	available: Balance,
	least_buckets: u32,
}

impl Default for ExtBuilder {
	fn default() -> Self {
		Self { available: 1_000_000 * JMT, least_buckets: 1 }
	}
}

impl ExtBuilder {
	/// With this much in the stream.
	pub(crate) fn available(mut self, available: Balance) -> Self {
		self.available = available;
		self
	}

	/// With at least so many buckets.
	pub(crate) fn least_buckets(mut self, least_buckets: u32) -> Self {
		self.least_buckets = least_buckets;
		self
	}

	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let balances =
			endowed([(mine(), 10_000_000 * JMT), (owner(), 100 * JMT), (stranger(), 100 * JMT)]);
		jmt_mock::chain(RuntimeGenesisConfig { balances, ..Default::default() }, || {
			Bounty::set(FLAT_BOUNTY);
			Target::set(2_000);
			LeastBuckets::set(self.least_buckets);
			CurrentSlot::set(0);
			Available::set(self.available);
			GivenBack::set(0);
			Output::set(None);
			Weights::set(BTreeMap::new());
			UnprovenDaily::set(Balance::MAX);
			TopShare::set(WEIGHT_ONE);
			Registered::set(BTreeMap::new());
			Timestamp::set_timestamp((FIRST_SLOT - 1) * SLOT_MS);
		})
	}

	/// With a keystore, where benchmarks keep the devices' keys.
	#[cfg(feature = "runtime-benchmarks")]
	pub(crate) fn build_with_keystore(self) -> sp_io::TestExternalities {
		let mut ext = self.build();
		let keystore = sp_keystore::testing::MemoryKeystore::new();
		ext.register_extension(sp_keystore::KeystoreExt::new(keystore));
		ext
	}

	pub(crate) fn build_and_execute(self, test: impl FnOnce()) {
		jmt_mock::run::<ProofOfTime, Balances>(self.build(), test);
	}
}

/// Makes a block in a slot, which stays open: calls come after it.
pub(crate) fn block_in(slot: Slot) {
	if System::block_number() > 0 {
		<Test as frame_system::Config>::PostTransactions::post_transactions();
	}
	let number = System::block_number() + 1;
	System::reset_events();
	System::initialize(&number, &System::parent_hash(), &Default::default());
	CurrentSlot::set(slot);
	ProofOfTime::on_initialize(number);
	Timestamp::set_timestamp(slot * SLOT_MS);
}

/// Makes a block in each slot up to this one.
pub(crate) fn run_to(slot: Slot) {
	while CurrentSlot::get() < slot {
		block_in((CurrentSlot::get() + 1).max(FIRST_SLOT));
	}
}

/// The first slot of a round.
pub(crate) fn first_slot(round: Round) -> Slot {
	round * Slot::from(ROUND_SLOTS)
}

/// Makes a block in each slot up to the one after a round's draw, in which it can be answered.
pub(crate) fn run_to_round(round: Round) {
	run_to(first_slot(round) + 1);
}

/// A device that answers.
pub(crate) struct Signer(TestDevice);

impl Deref for Signer {
	type Target = TestDevice;

	fn deref(&self) -> &TestDevice {
		&self.0
	}
}

impl Signer {
	/// The device with this number; its seed is the number's hash.
	pub(crate) fn new(key_type: KeyType, number: u32) -> Self {
		Self(TestDevice::from_seed(key_type, &blake2_256(&number.to_le_bytes())))
	}

	/// Its signature for a round, over a draw.
	pub(crate) fn sign_draw(&self, round: Round, draw: &Hash) -> DeviceSignature {
		self.sign(&signed::answer(&genesis(), round, draw, &self.id()))
	}

	/// Its answer to a round, signed over the newest draw.
	pub(crate) fn answer_to(&self, round: Round) -> Call<Test> {
		let draw = crate::CurrentDraw::<Test>::get().map(|c| c.draw.hash).unwrap_or_default();
		self.answer_to_draw(round, draw)
	}

	/// Its answer to a round in which this was drawn.
	pub(crate) fn answer_to_draw(&self, round: Round, draw: Hash) -> Call<Test> {
		let signature = self.sign_draw(round, &draw);
		Call::answer { round, draw, device: self.id(), signature }
	}

	/// Answers the newest draw in this block.
	pub(crate) fn answer(&self) -> Result<(), TransactionValidityError> {
		include(self.answer_to(newest_round()))
	}

	/// Its record.
	pub(crate) fn miner(&self) -> Miner {
		Miners::<Test>::get(self.id()).expect("the device has answered")
	}

	/// Whether the newest draw asks it.
	pub(crate) fn is_asked(&self) -> bool {
		crate::CurrentDraw::<Test>::get()
			.is_some_and(|c| bucket_of(&c.seed, &self.id(), c.buckets) == c.draw.bucket)
	}
}

/// Registers a key by hand, in the current block.
pub(crate) fn enrol(key: DevicePublic, owner: AccountId) {
	let registered_in = System::block_number();
	Registered::mutate(|devices| {
		devices.insert(
			key.id(),
			DeviceInfo { key, owner, registered_in, standing: DeviceStanding::Active },
		)
	});
}

/// Registers an Ed25519 device for [`owner`] in the current block.
pub(crate) fn register(number: u32) -> Signer {
	let device = Signer::new(KeyType::Ed25519, number);
	enrol(device.public(), owner());
	device
}

/// Pauses a device.
pub(crate) fn pause(device: &DeviceId) {
	Registered::mutate(|devices| {
		devices.get_mut(device).unwrap().standing = DeviceStanding::Inactive(InactiveReason::Paused)
	});
}

/// Lets a device leave the registry.
pub(crate) fn remove(device: &DeviceId) {
	let registered = Registered::get().get(device).cloned().unwrap();
	ProofOfTime::on_leave(device, &registered.owner);
	Registered::mutate(|devices| devices.remove(device));
}

/// Includes an answer in this block as a block's author does: authorised, then dispatched.
pub(crate) fn include(call: Call<Test>) -> Result<(), TransactionValidityError> {
	use frame_support::traits::UnfilteredDispatchable;
	call.authorize(TransactionSource::InBlock).expect("an answer is authorised")?;
	let origin = frame_system::RawOrigin::None.into();
	call.dispatch_bypass_filter(origin).expect("an authorised answer cannot fail");
	Ok(())
}

/// Checks an answer as the pool does after the newest block.
pub(crate) fn in_pool(
	call: &Call<Test>,
) -> Result<sp_runtime::transaction_validity::ValidTransaction, TransactionValidityError> {
	let number = System::block_number() + 1;
	// The pool validates on the state after the newest block, as the first call of the next one.
	sp_io::storage::start_transaction();
	System::set_block_number(number);
	let result = call.authorize(TransactionSource::External).unwrap().map(|(valid, _)| valid);
	sp_io::storage::rollback_transaction();
	result
}

/// The round of the newest draw.
pub(crate) fn newest_round() -> Round {
	crate::CurrentDraw::<Test>::get().expect("a draw").draw.round
}

/// The books of devices without a unit.
pub(crate) fn ledger() -> Ledger {
	Books::<Test>::get(Class::Unproven)
}

/// The books of devices with a unit.
pub(crate) fn proven() -> Ledger {
	Books::<Test>::get(Class::Proven)
}

pub(crate) fn today() -> DaySeed {
	*Days::<Test>::get().last().expect("a day")
}

/// This pallet's events of the block.
pub(crate) fn events() -> Vec<Event<Test>> {
	System::read_events_for_pallet()
}

/// The newest event of this pallet.
pub(crate) fn last_event() -> Event<Test> {
	events().pop().expect("an event")
}
