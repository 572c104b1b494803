//! A runtime with nothing but the registry, and devices that sign.

use crate as pallet_devices;
use frame_support::{parameter_types, traits::ConstU64, weights::Weight};
use jmt_device_keys::TestDevice;
use jmt_mock::{account, endowed, EXISTENTIAL_DEPOSIT};
use jmt_primitives::{
	devices::signed,
	devices::{DeviceChange, DeviceHook, DeviceStanding},
	AccountId, Balance, DeviceId, DeviceSignature, KeyType, Moment, JMT,
};
use std::ops::Deref;

jmt_mock::runtime! {
	Test { 3: Devices = pallet_devices }
}

parameter_types! {
	pub static Deposit: Balance = ONE_DEPOSIT;
	/// Calls of the hook, oldest first.
	pub static Left: Vec<(DeviceId, AccountId)> = Vec::new();
	/// Each change of standing that the hook was told: whose, the one before and the one after.
	pub static Changed: Vec<(DeviceId, AccountId, DeviceStanding, DeviceStanding)> = Vec::new();
}

/// Notes removals and changes, and that the registry still had the old value when it was told.
pub struct Leaving;

impl DeviceHook for Leaving {
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

	fn on_change(device: &DeviceId, owner: &AccountId, what: DeviceChange<'_>) {
		let DeviceChange::Standing(after) = what else { panic!("{what:?} is not the registry's") };
		let info = Devices::device(*device).expect("it is registered");
		assert_eq!(info.owner, *owner);
		let change = (*device, owner.clone(), info.standing, after);
		Changed::mutate(|changed| changed.push(change));
	}

	fn on_change_weight() -> Weight {
		CHANGE_WEIGHT
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
/// First balance of [`owner`] and [`stranger`].
pub(crate) const WEALTH: Balance = 1_000 * JMT;
/// The hook's weight of a device that leaves.
pub(crate) const HOOK_WEIGHT: Weight = Weight::from_parts(12_345, 678);
/// The hook's weight of a change.
pub(crate) const CHANGE_WEIGHT: Weight = Weight::from_parts(54_321, 876);

/// Owns devices.
pub(crate) fn owner() -> AccountId {
	account(1)
}

/// Has money too.
pub(crate) fn stranger() -> AccountId {
	account(2)
}

/// Has too little for a deposit.
pub(crate) fn pauper() -> AccountId {
	account(3)
}

/// Starts at [`NOW`] in block 7, and checks the invariants after the test.
#[derive(Default)]
pub(crate) struct ExtBuilder;

impl ExtBuilder {
	pub(crate) fn build(self) -> sp_io::TestExternalities {
		let balances = endowed([
			(owner(), WEALTH),
			(stranger(), WEALTH),
			(pauper(), ONE_DEPOSIT + EXISTENTIAL_DEPOSIT - 1),
		]);
		jmt_mock::chain(RuntimeGenesisConfig { balances, ..Default::default() }, || {
			System::set_block_number(7);
			Timestamp::set_timestamp(NOW);
			System::reset_events();
			Deposit::set(ONE_DEPOSIT);
			Left::set(Vec::new());
			Changed::set(Vec::new());
			assert!(!genesis().is_zero());
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
		jmt_mock::run::<Devices, Balances>(self.build(), test);
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
		self.sign(&signed::registration(&genesis(), owner, expires))
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

/// An account's hold for devices.
pub(crate) fn held(who: &AccountId) -> Balance {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&pallet_devices::HoldReason::Device.into(), who)
}
