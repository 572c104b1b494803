//! A runtime with nothing but the registry, and devices that sign.

use crate as pallet_devices;
use frame_support::{
	ord_parameter_types, parameter_types,
	traits::{ConstU128, ConstU32, ConstU64, EitherOfDiverse},
	weights::Weight,
};
use frame_system::{EnsureNone, EnsureRoot, EnsureSignedBy};
use jmt_device_keys::TestDevice;
use jmt_mock::{account, endowed, EXISTENTIAL_DEPOSIT};
use jmt_primitives::{
	authorized::{BlockRoom, CallFee, FreeShare, Share, MAX_ACTIVATION_BYTES},
	devices::signed,
	devices::{DeviceChange, DeviceHook, DeviceStanding},
	units::Bound,
	AccountId, Balance, DeviceId, DevicePublic, DeviceSignature, KeyType, Moment, JMT,
};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use std::ops::Deref;

jmt_mock::runtime! {
	Test { 3: Devices = pallet_devices }
}

parameter_types! {
	pub static Deposit: Balance = ONE_DEPOSIT;
	/// Calls of the hook, oldest first.
	pub static Left: Vec<(DeviceId, AccountId)> = Vec::new();
	/// Least price of an activation.
	pub static Price: Balance = ONE_PRICE;
	/// The fee of a signed call.
	pub static Fee: Balance = 1;
	/// Whether the block has no room for activations.
	pub static Full: bool = false;
	/// Weights of the activations that were booked.
	pub static Booked: Vec<Weight> = Vec::new();
	/// Gets the price of activations.
	pub Pot: AccountId = account(9);
	/// Blocks so far with room for cancellations.
	pub static Roomy: u32 = 5;
	/// Each change of key that the hook was told, with the key of before.
	pub static Rotated: Vec<(DeviceId, DevicePublic)> = Vec::new();
	/// Each change of owner that the hook was told, from whom to whom.
	pub static Sold: Vec<(DeviceId, AccountId, AccountId)> = Vec::new();
	/// Each change of standing that the hook was told: whose, the one before and the one after.
	pub static Changed: Vec<(DeviceId, AccountId, DeviceStanding, DeviceStanding)> = Vec::new();
	/// Each change of a unit that the hook was told: whose, and the unit of before.
	pub static UnitTold: Vec<(DeviceId, AccountId, Option<Bound>)> = Vec::new();
}

ord_parameter_types! {
	pub const Economy: AccountId = account(20);
	pub const Board: AccountId = account(21);
	pub const Council: AccountId = account(22);
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
		let info = Devices::device(*device).expect("it is registered");
		assert_eq!(info.owner, *owner);
		match what {
			DeviceChange::Standing(after) => {
				let change = (*device, owner.clone(), info.standing, after);
				Changed::mutate(|changed| changed.push(change));
			},
			DeviceChange::Unit => {
				let unit = Devices::member(*device).and_then(|member| member.unit);
				UnitTold::mutate(|told| told.push((*device, owner.clone(), unit)));
			},
			DeviceChange::Key => Rotated::mutate(|rotated| rotated.push((*device, info.key))),
			DeviceChange::Owner(to) => {
				Sold::mutate(|sold| sold.push((*device, info.owner, to.clone())));
			},
		}
	}

	fn on_change_weight() -> Weight {
		CHANGE_WEIGHT
	}
}

impl pallet_devices::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Deposit = Deposit;
	type KeyDeposit = ConstU128<KEY_DEPOSIT>;
	type RotationTime = ConstU64<ROTATION>;
	type RotationBlocks = ConstU32<ROTATION_BLOCKS>;
	type CancelPause = ConstU64<CANCEL_PAUSE>;
	type BlockRoom = Shares;
	type MaxRegistrationAge = ConstU64<MAX_AGE>;
	type Time = Timestamp;
	type TopDeposit = ConstU128<TOP_DEPOSIT>;
	type ChildDeposit = ConstU128<CHILD_DEPOSIT>;
	type TrustDeposit = ConstU128<TRUST_DEPOSIT>;
	type MaxTrust = ConstU64<MAX_TRUST>;
	type ManifestDeposit = ConstU128<MANIFEST_DEPOSIT>;
	type ChunkDeposit = ConstU128<CHUNK_DEPOSIT>;
	type SweepChunks = ConstU32<4>;
	type ActivationPrice = Price;
	type Ecosystem = Pot;
	type Fee = TestFee;
	type FreeShare = Shares;
	type FreeOrigin = EnsureNone<AccountId>;
	type RootOrigin = EitherOfDiverse<EnsureRoot<AccountId>, EnsureSignedBy<Economy, AccountId>>;
	type FreezeOrigin = EnsureSignedBy<Board, AccountId>;
	type DistrustOrigin =
		EitherOfDiverse<EnsureRoot<AccountId>, EnsureSignedBy<Council, AccountId>>;
	type RootFreeze = ConstU64<ROOT_FREEZE>;
	type Hook = Leaving;
	type WeightInfo = ();
}

/// A fee that tests set.
pub struct TestFee;

impl CallFee for TestFee {
	fn fee(weight: Weight, length: u32) -> Balance {
		assert!(weight.all_gt(Weight::zero()), "an activation weighs something");
		assert_eq!(length, MAX_ACTIVATION_BYTES);
		Fee::get()
	}
}

/// A share of the block that tests close, and what was booked on it.
pub struct Shares;

impl FreeShare for Shares {
	fn ensure_room(share: Share, _: Weight) -> Result<(), TransactionValidityError> {
		assert_eq!(share, Share::Activations);
		match Full::get() {
			true => Err(InvalidTransaction::ExhaustsResources.into()),
			false => Ok(()),
		}
	}

	fn book(share: Share, weight: Weight) {
		assert_eq!(share, Share::Activations);
		Booked::mutate(|booked| booked.push(weight));
	}
}

impl BlockRoom for Shares {
	fn roomy(share: Share) -> u32 {
		assert_eq!(share, Share::Activations);
		Roomy::get()
	}
}

/// Held for each device.
pub(crate) const ONE_DEPOSIT: Balance = 3 * JMT + 1;
/// Held for each key after a device's first.
pub(crate) const KEY_DEPOSIT: Balance = JMT / 9;
/// From the start of a rotation to its end, in ms.
pub(crate) const ROTATION: Moment = 1_000;
/// Blocks with room that it also takes.
pub(crate) const ROTATION_BLOCKS: u32 = 4;
/// A key cancels one rotation in this time, in ms.
pub(crate) const CANCEL_PAUSE: Moment = 5_000;
/// Held for a domain without a parent.
pub(crate) const TOP_DEPOSIT: Balance = 10 * JMT + 3;
/// Held for a domain below another.
pub(crate) const CHILD_DEPOSIT: Balance = 2 * JMT + 7;
/// Held for a trust link.
pub(crate) const TRUST_DEPOSIT: Balance = JMT / 10 + 1;
/// How far ahead a trust link may expire, in ms.
pub(crate) const MAX_TRUST: Moment = 1_000_000;
/// Held for a manifest without its flags.
pub(crate) const MANIFEST_DEPOSIT: Balance = JMT / 8;
/// Held for each chunk of flags.
pub(crate) const CHUNK_DEPOSIT: Balance = JMT / 16;
/// Least price of an activation.
pub(crate) const ONE_PRICE: Balance = JMT / 500;
/// How far ahead a registration may expire, in ms.
pub(crate) const MAX_AGE: Moment = 60_000;
/// How long a root of trust is frozen, in ms.
pub(crate) const ROOT_FREEZE: Moment = 500_000;
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

/// Admits roots of trust.
pub(crate) fn economy() -> AccountId {
	Economy::get()
}

/// Freezes them.
pub(crate) fn board() -> AccountId {
	Board::get()
}

/// Distrusts them.
pub(crate) fn council() -> AccountId {
	Council::get()
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
			(Pot::get(), EXISTENTIAL_DEPOSIT),
		]);
		jmt_mock::chain(RuntimeGenesisConfig { balances, ..Default::default() }, || {
			System::set_block_number(7);
			Timestamp::set_timestamp(NOW);
			System::reset_events();
			Deposit::set(ONE_DEPOSIT);
			Left::set(Vec::new());
			Changed::set(Vec::new());
			UnitTold::set(Vec::new());
			Price::set(ONE_PRICE);
			Fee::set(1);
			Full::set(false);
			Booked::set(Vec::new());
			Roomy::set(5);
			Rotated::set(Vec::new());
			Sold::set(Vec::new());
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

	/// One of many: an Ed25519 device with a seed of two bytes.
	pub(crate) fn seeded(seed: [u8; 2]) -> Self {
		let mut bytes = [9; 32];
		bytes[..2].copy_from_slice(&seed);
		Self(TestDevice::from_seed(KeyType::Ed25519, &bytes))
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
