//! A runtime with nothing but the registry, and devices that sign.

use crate as pallet_devices;
use frame_support::{derive_impl, parameter_types, traits::ConstU64, weights::Weight};
use jmt_device_keys::TestDevice;
use jmt_primitives::{
	signing, traits::DeviceHook, AccountId, Balance, DeviceId, DeviceSignature, Hash, KeyType,
	Moment, JMT,
};
use sp_runtime::{traits::IdentityLookup, BuildStorage};
use std::ops::Deref;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Test>;

	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp::Pallet<Test>;

	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances::Pallet<Test>;

	#[runtime::pallet_index(3)]
	pub type Devices = pallet_devices::Pallet<Test>;
}

type Block = frame_system::mocking::MockBlockU32<Test>;

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {
	type MinimumPeriod = ConstU64<1>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type AccountStore = System;
}

parameter_types! {
	pub const ExistentialDeposit: Balance = JMT / 1_000;
	pub static Deposit: Balance = ONE_DEPOSIT;
	/// What the hook was told, oldest first.
	pub static Left: Vec<(DeviceId, AccountId)> = Vec::new();
}

/// Notes who left, and that they were registered when it was told.
pub struct Leaving;
impl DeviceHook<AccountId> for Leaving {
	fn on_leave(device: &DeviceId, owner: &AccountId) {
		assert_eq!(
			crate::Devices::<Test>::get(device).map(|stored| stored.owner),
			Some(owner.clone())
		);
		Left::mutate(|left| left.push((*device, owner.clone())));
	}

	fn on_leave_weight() -> Weight {
		HOOK_WEIGHT
	}
}

impl pallet_devices::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = Deposit;
	type MaxRegistrationAge = ConstU64<MAX_AGE>;
	type Time = Timestamp;
	type Hook = Leaving;
	type WeightInfo = ();
}

/// Held for each device.
pub(crate) const ONE_DEPOSIT: Balance = 3 * JMT + 1;
/// How far ahead a registration may expire, in ms.
pub(crate) const MAX_AGE: Moment = 60_000;
/// When the tests happen.
pub(crate) const NOW: Moment = 1_800_000_000_000;
/// What [`owner`] and [`stranger`] start with.
pub(crate) const WEALTH: Balance = 1_000 * JMT;
/// What the hook says that it weighs.
pub(crate) const HOOK_WEIGHT: Weight = Weight::from_parts(12_345, 678);

/// Owns devices.
pub(crate) fn owner() -> AccountId {
	AccountId::new([1; 32])
}

/// Has money too.
pub(crate) fn stranger() -> AccountId {
	AccountId::new([2; 32])
}

/// Has too little for a deposit.
pub(crate) fn pauper() -> AccountId {
	AccountId::new([3; 32])
}

/// The mock chain's genesis hash.
pub(crate) fn genesis() -> Hash {
	System::block_hash(0)
}

/// Starts at [`NOW`] in block 7, and checks the invariants after the test.
#[derive(Default)]
pub(crate) struct ExtBuilder;

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let mut storage = frame_system::GenesisConfig::<Test>::default().build_storage().unwrap();
		pallet_balances::GenesisConfig::<Test> {
			balances: vec![
				(owner(), WEALTH),
				(stranger(), WEALTH),
				(pauper(), ONE_DEPOSIT + ExistentialDeposit::get() - 1),
			],
			..Default::default()
		}
		.assimilate_storage(&mut storage)
		.unwrap();
		let mut ext = sp_io::TestExternalities::new(storage);
		ext.execute_with(|| {
			System::set_block_number(7);
			Timestamp::set_timestamp(NOW);
			System::reset_events();
			Deposit::set(ONE_DEPOSIT);
			Left::set(Vec::new());
			assert!(!genesis().is_zero());
		});
		ext
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
		self.build().execute_with(|| {
			test();
			Devices::do_try_state().unwrap();
		});
	}
}

/// A device that registers.
pub(crate) struct Signer(TestDevice);

impl Deref for Signer {
	type Target = TestDevice;

	fn deref(&self) -> &TestDevice {
		&self.0
	}
}

impl Signer {
	/// The device with this byte as its seed, 32 times.
	pub(crate) fn new(key_type: KeyType, seed: u8) -> Self {
		Self(TestDevice::from_seed(key_type, &[seed; 32]))
	}

	/// Its consent to be `owner`'s until `expires`.
	pub(crate) fn consent(&self, owner: &AccountId, expires: Moment) -> DeviceSignature {
		self.sign(&signing::registration(&genesis(), owner, expires))
	}
}

/// Registers a new Ed25519 device for `owner`.
pub(crate) fn register(owner: AccountId, seed: u8) -> Signer {
	let device = Signer::new(KeyType::Ed25519, seed);
	let consent = device.consent(&owner, NOW + MAX_AGE);
	Devices::register(RuntimeOrigin::signed(owner), device.public(), NOW + MAX_AGE, consent)
		.unwrap();
	device
}

/// What is held of an account for devices.
pub(crate) fn held(who: &AccountId) -> Balance {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&pallet_devices::HoldReason::Device.into(), who)
}
