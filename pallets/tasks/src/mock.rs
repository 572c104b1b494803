//! A runtime with nothing but tasks: registry, randomness and the room of blocks are turned by hand.

mod words;

pub(crate) use words::*;

use crate as pallet_tasks;
use frame_support::{
	parameter_types,
	traits::{ConstU128, ConstU64, OnInitialize},
	weights::RuntimeDbWeight,
};
pub(crate) use jmt_mock::EXISTENTIAL_DEPOSIT as ED;
use jmt_mock::{account, endowed};
use jmt_primitives::{
	authorized::{BlockRoom, FreeShare, Share},
	devices::{DeviceHook, DeviceInfo, DeviceRegistry, DeviceStanding, InactiveReason},
	proof_of_time::ParentRandomness,
	tasks::{Eligibility, ResultDigest, Tariff, TaskHook, TaskId, Terms, Verdict},
	AccountId, Balance, DeviceId, DevicePublic, Hash, Moment, JMT,
};
use sp_io::hashing::blake2_256;
use sp_runtime::{
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	Permill, Weight,
};
use std::collections::{BTreeMap, BTreeSet};

jmt_mock::runtime! {
	Test { 3: Tasks = pallet_tasks }
	system { type DbWeight = DbCosts; }
}

/// Length of a slot, in ms.
pub(crate) const SLOT_MS: Moment = 2_000;
/// When the tests begin: 2027-01-18 09:00 UTC.
pub(crate) const NOW: Moment = 1_800_262_800_000;
/// First balance of each account with money.
pub(crate) const WEALTH: Balance = 1_000_000 * JMT;
/// A read costs 8 us and a write 50, as the runtime has it.
pub(crate) const DATABASE: RuntimeDbWeight = RuntimeDbWeight { read: 8_000_000, write: 50_000_000 };
/// The rates of a real network.
pub(crate) const RATES: Tariff = Tariff {
	unit: 10 * JMT,
	least_pay: ED,
	least_bond: JMT,
	bond_pays: 32,
	least_silence: JMT / 10,
	silence_pays: 2,
	market_fee: Permill::from_percent(5),
	service_slot: 3 * JMT / 1_000,
	service_byte: JMT / 10_000_000,
	deposit_task: JMT / 2,
	deposit_byte: JMT / 10_000,
	bounty: 2 * JMT / 1_000,
};
/// The work credit that counts in full.
pub(crate) const FULL_CREDIT: Balance = 420 * JMT;
/// Most ms by which an enrolment may expire ahead.
pub(crate) const DAY: Moment = 24 * 3_600_000;

parameter_types! {
	/// Blocks with room so far.
	pub static Roomy: u32 = 0;
	/// Whether the blocks that are made have room.
	pub static HasRoom: bool = true;
	/// Free calls that a block takes.
	pub static FreeRoom: u32 = 400;
	/// Free calls in this block.
	pub static FreeUsed: u32 = 0;
	/// The parent's VRF output, where a test wants another than that derived from its number.
	pub static ParentOutput: Option<Option<Hash>> = None;
	pub static Registered: BTreeMap<DeviceId, DeviceInfo> = BTreeMap::new();
	/// Devices that are not eligible.
	pub static Barred: BTreeSet<DeviceId> = BTreeSet::new();
	/// Results that the hook was told of.
	pub static Told: Vec<(TaskId, Verdict, Option<ResultDigest>)> = Vec::new();
}

/// The parent's output: a hash of the block's number, unless the test says otherwise.
pub struct Vrf;

impl ParentRandomness for Vrf {
	fn parent() -> Option<Hash> {
		ParentOutput::get()
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
		u32::try_from(Registered::get().len()).expect("few devices")
	}
}

/// Counts by hand.
pub struct Room;

impl BlockRoom for Room {
	fn roomy(_: Share) -> u32 {
		Roomy::get()
	}
}

impl FreeShare for Room {
	fn ensure_room(_: Share, _: Weight) -> Result<(), TransactionValidityError> {
		if FreeUsed::get() < FreeRoom::get() {
			Ok(())
		} else {
			Err(InvalidTransaction::ExhaustsResources.into())
		}
	}

	fn book(_: Share, _: Weight) {
		FreeUsed::mutate(|used| *used += 1);
	}
}

/// All but those that are barred.
pub struct Eligible;

impl Eligibility for Eligible {
	fn is_eligible(_: &Terms, device: &DeviceId, _: &AccountId) -> bool {
		!Barred::get().contains(device)
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Notes results.
pub struct Hook;

impl TaskHook for Hook {
	fn on_end(task: TaskId, verdict: Verdict, result: Option<ResultDigest>) {
		let stored = crate::Tasks::<Test>::get(task).and_then(|task| task.end);
		assert_eq!(stored.map(|end| end.verdict), Some(verdict), "the hook comes behind the end");
		Told::mutate(|told| told.push((task, verdict, result)));
	}

	fn on_end_weight() -> Weight {
		Weight::zero()
	}
}

parameter_types! {
	/// Costs of a read and a write of the database: those of the runtime.
	pub static DbCosts: RuntimeDbWeight = DATABASE;
	pub Ecosystem: AccountId = pot();
	/// The rates of the market.
	pub static CurrentRates: Tariff = RATES;
}

impl pallet_tasks::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type FreeOrigin = frame_system::EnsureNone<AccountId>;
	type Time = Timestamp;
	type Registry = Registry;
	type Randomness = Vrf;
	type BlockRoom = Room;
	type FreeShare = Room;
	type Eligibility = Eligible;
	type Hook = Hook;
	type Ecosystem = Ecosystem;
	type Unit = ConstU128<{ RATES.unit }>;
	type Tariff = CurrentRates;
	type FullCredit = ConstU128<FULL_CREDIT>;
	type MaxEnrolmentAge = ConstU64<DAY>;
	type WeightInfo = crate::weights::SubstrateWeight<Test>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

/// The ecosystem pot.
pub(crate) fn pot() -> AccountId {
	account(99)
}

/// Posts tasks.
pub(crate) fn client() -> AccountId {
	account(1)
}

/// Has money, and no task or worker.
pub(crate) fn stranger() -> AccountId {
	account(2)
}

/// Has the existential deposit.
pub(crate) fn pauper() -> AccountId {
	account(3)
}

/// Owns the worker with this number.
pub(crate) fn owner(number: u8) -> AccountId {
	account(100 + number)
}

/// Owners of workers.
const OWNERS: u8 = 40;

/// Starts in block 10 at [`NOW`], and checks the invariants after the test.
#[derive(Default)]
pub(crate) struct ExtBuilder;

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let owners = (0..OWNERS).map(|number| (owner(number), WEALTH));
		let others = [(pot(), ED), (client(), WEALTH), (stranger(), WEALTH), (pauper(), ED)];
		let balances = endowed(others.into_iter().chain(owners));
		jmt_mock::chain(RuntimeGenesisConfig { balances, ..Default::default() }, || {
			Roomy::set(0);
			HasRoom::set(true);
			FreeRoom::set(400);
			FreeUsed::set(0);
			ParentOutput::set(None);
			Registered::set(BTreeMap::new());
			Barred::set(BTreeSet::new());
			Told::set(Vec::new());
			CurrentRates::set(RATES);
			System::set_block_number(8);
			Timestamp::set_timestamp(NOW - 2 * SLOT_MS);
			blocks(2);
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
		jmt_mock::run::<Tasks, Balances>(self.build(), test);
	}
}

/// Ends the block, and begins the next one so many ms later; calls come into it.
pub(crate) fn block_after(ms: Moment) {
	if HasRoom::get() {
		Roomy::mutate(|roomy| *roomy += 1);
	}
	let now = Timestamp::get();
	let number = System::block_number() + 1;
	System::reset_events();
	System::initialize(&number, &System::parent_hash(), &Default::default());
	FreeUsed::set(0);
	Tasks::on_initialize(number);
	Timestamp::set_timestamp(now + ms);
}

/// Makes so many blocks, one a slot.
pub(crate) fn blocks(number: u32) {
	(0..number).for_each(|_| block_after(SLOT_MS));
}

/// The time.
pub(crate) fn now() -> Moment {
	Timestamp::get()
}

/// Makes a block a slot up to the one with this time.
pub(crate) fn blocks_until(moment: Moment) {
	while now() < moment {
		block_after(SLOT_MS.min(moment - now()));
	}
}

/// Registers a key by hand.
pub(crate) fn register(key: DevicePublic, owner: AccountId) {
	let info = DeviceInfo {
		key,
		owner,
		registered_in: System::block_number(),
		standing: DeviceStanding::Active,
	};
	Registered::mutate(|devices| devices.insert(key.id(), info));
}

/// Pauses a device.
pub(crate) fn pause(device: &DeviceId) {
	Registered::mutate(|devices| {
		let info = devices.get_mut(device).expect("it is registered");
		info.standing = DeviceStanding::Inactive(InactiveReason::Paused);
	});
}

/// Lets a device leave the registry: the hook comes before.
pub(crate) fn remove(device: &DeviceId) {
	let info = Registry::device(device).expect("it is registered");
	<Tasks as DeviceHook>::on_leave(device, &info.owner);
	Registered::mutate(|devices| devices.remove(device));
}

/// Gives a device to another owner: the hook comes before.
pub(crate) fn give(device: &DeviceId, to: &AccountId) {
	use jmt_primitives::devices::DeviceChange;
	let info = Registry::device(device).expect("it is registered");
	<Tasks as DeviceHook>::on_change(device, &info.owner, DeviceChange::Owner(to));
	Registered::mutate(|devices| devices.get_mut(device).expect("there").owner = to.clone());
}

/// An account's hold for a reason.
pub(crate) fn held(reason: pallet_tasks::HoldReason, who: &AccountId) -> Balance {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&reason.into(), who)
}

/// An account's balance that is not held.
pub(crate) fn free(who: &AccountId) -> Balance {
	use frame_support::traits::fungible::Inspect;
	Balances::balance(who)
}

/// All that an account has.
pub(crate) fn wealth(who: &AccountId) -> Balance {
	use frame_support::traits::fungible::Inspect;
	Balances::total_balance(who)
}

/// The events of the pallet since the last call.
pub(crate) fn take_events() -> Vec<crate::Event<Test>> {
	jmt_mock::take_events::<Test, _>()
}

/// The mock's side of the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Helper {
	fn register(key: DevicePublic, owner: &AccountId) {
		register(key, owner.clone());
	}

	fn set_output(output: Hash) {
		ParentOutput::set(Some(Some(output)));
	}
}
