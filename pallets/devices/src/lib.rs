//! Registry of devices: whose key, whose device, which deposit.
//!
//! # Words
//!
//! - *Device*: a public key of one of four schemes. Its *id* is a hash of the key, so a key stands in the
//!   registry at most once.
//! - *Owner*: the account that registered the device, pays its deposit and gets its rewards.
//! - *Standing*: active, or why not. The owner can *pause* a device and *resume* it.
//!
//! # Walk
//!
//! A device signs [`jmt_primitives::devices::signed::registration`]: purpose, genesis, owner and expiry. The owner
//! sends key and signature with [`Pallet::register`] and a deposit is held. From then on other pallets see
//! the device through [`jmt_primitives::devices::DeviceRegistry`]. [`Pallet::pause`] and [`Pallet::resume`]
//! tell [`Config::Hook`] first, then note the change. [`Pallet::remove`] tells it first, then forgets the
//! device and releases its deposit.
//!
//! # Design
//!
//! - The device signs for one owner on one chain and for a limited time: a registration that was seen in
//!   a block is of no use to anybody else, anywhere else. Its own owner can use it again after a removal
//!   until it expires, which gains nothing that a new signature would not.
//! - The deposit pays for the entry in storage. Its amount is noted in the entry, so a changed constant never
//!   changes the release. Only the owner can remove the entry.
//! - Pausing moves no pay: a missed draw costs a paused device as much as an active one.
//!
//! # Example
//!
//! `src/tests/example.rs`: Alice registers her router, moves house with it and passes it on.
//!
//! # Limits
//!
//! A key says nothing about hardware: one box can hold a thousand keys and pays a thousand deposits.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod register;
mod registry;
mod remove;
mod standing;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;

pub use pallet::*;
pub use types::{Device, Standing};
pub use weights::WeightInfo;

/// Registry of devices: whose key, whose device, which deposit.
#[frame_support::pallet]
pub mod pallet {
	use super::{Device, Standing, WeightInfo};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		devices::{DeviceHook, DeviceInfo, DeviceRegistry},
		AccountId, Balance, DeviceId, DevicePublic, DeviceSignature, KeyType, Moment,
	};

	/// The storage version that this code writes.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions. Accounts and hashes are the protocol's, since devices sign them.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// Holds the deposits.
		type Currency: fungible::MutateHold<
			AccountId,
			Balance = Balance,
			Reason = Self::RuntimeHoldReason,
		>;

		/// The runtime's reasons for holds; this pallet's is [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// Held for each device, in planck. 1 JMT is sensible. Lower, and storage becomes cheap to fill; 0
		/// is refused by `integrity_test`.
		#[pallet::constant]
		type Deposit: Get<Balance>;

		/// How far ahead of the block's time `expires` may lie, in ms. A day is sensible. Lower than the
		/// time from signature to block, and nothing can be registered.
		#[pallet::constant]
		type MaxRegistrationAge: Get<Moment>;

		/// Wall-clock time, in ms.
		type Time: Time<Moment = Moment>;

		/// Told when a device leaves or changes, before it does. Constant work.
		type Hook: DeviceHook;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a registered device.
		#[codec(index = 0)]
		Device,
	}

	/// Every registered device by its id. The owner's deposit pays for the entry, and only the owner can
	/// remove it.
	///
	/// `Identity`: an id is a blake2-256 hash already. Grinding keys for ids with a common prefix is just as
	/// fast when they are hashed once more, and a light client gets the key for nothing.
	#[pallet::storage]
	pub type Devices<T: Config> = StorageMap<_, Identity, DeviceId, Device, OptionQuery>;

	/// Number of registered devices. Bounded by the deposits.
	#[pallet::storage]
	pub type Count<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Changes of devices.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device was registered and its deposit held.
		DeviceRegistered {
			device: DeviceId,
			owner: AccountId,
			key_type: KeyType,
			/// Held of the owner, in planck.
			deposit: Balance,
		},
		/// A device left the registry and its deposit was released.
		DeviceRemoved {
			device: DeviceId,
			/// Until then.
			owner: AccountId,
			/// Released to the owner, in planck.
			deposit: Balance,
		},
		/// A device was paused by its owner.
		DevicePaused { device: DeviceId, owner: AccountId },
		/// A paused device was resumed by its owner.
		DeviceResumed { device: DeviceId, owner: AccountId },
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The key is registered. Ask the view function `device` first; its owner can remove it.
		AlreadyRegistered,
		/// `expires` has passed. Have the device sign anew.
		RegistrationExpired,
		/// `expires` lies more than `MaxRegistrationAge` ahead. Have the device sign an earlier one.
		ExpiresTooFar,
		/// The signature's type is not the key's. Send both of the same scheme.
		WrongKeyType,
		/// The signature is not the key's over purpose, this chain's genesis, the sender and `expires`.
		/// Have the device sign for the account that sends the call. Keys that anybody signs for, and second
		/// encodings of a key, have no signature that counts.
		BadSignature,
		/// No device with this id is registered. An id is a hash of the key: see `id_of`.
		NotRegistered,
		/// The sender does not own the device. Send the call from the owner's account.
		NotOwner,
		/// The device is paused. Resume it instead.
		AlreadyPaused,
		/// The device is not paused.
		NotPaused,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::Deposit::get() > 0, "a device has a deposit");
			assert!(T::MaxRegistrationAge::get() > 0, "a registration can be in time");
			let blocks = T::BlockWeights::get();
			let limit = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(blocks.max_block);
			for key_type in KeyType::ALL {
				assert!(
					Self::register_weight(key_type).all_lte(limit),
					"a registration with {key_type:?} fits a block"
				);
			}
			assert!(Self::remove_weight().all_lte(limit), "a removal fits a block");
			for own in [T::WeightInfo::pause(), T::WeightInfo::resume()] {
				assert!(
					Self::change_weight(own).all_lte(limit),
					"a change of standing fits a block"
				);
			}
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			<Self as jmt_primitives::Invariants>::check()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers a device of the sender's and holds the deposit.
		///
		/// `key` is the device's public key; `signature` is the device's own over
		/// `(b"jmt/device/register/v1", genesis hash, sender, expires)`, SCALE-encoded; `expires` is in
		/// ms since the Unix epoch, at most `MaxRegistrationAge` ahead of the block's time.
		///
		/// Fails with `WrongKeyType`, `RegistrationExpired`, `ExpiresTooFar`, `AlreadyRegistered`,
		/// `BadSignature`, or the token's error when the sender cannot pay the deposit. Emits
		/// `DeviceRegistered`.
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::register_weight(key.key_type()))]
		pub fn register(
			origin: OriginFor<T>,
			key: DevicePublic,
			expires: Moment,
			signature: DeviceSignature,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let (device, deposit) = Self::do_register(&owner, key, expires, &signature)?;
			let key_type = key.key_type();
			Self::deposit_event(Event::DeviceRegistered { device, owner, key_type, deposit });
			Ok(())
		}

		/// Removes a device of the sender's and releases its deposit.
		///
		/// The device's earned rewards are paid to the sender, its open ones are forfeited. Fails with
		/// `NotRegistered` or `NotOwner`. Emits `DeviceRemoved`.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::remove_weight())]
		pub fn remove(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let deposit = Self::do_remove(&owner, &device)?;
			Self::deposit_event(Event::DeviceRemoved { device, owner, deposit });
			Ok(())
		}

		/// Pauses a device of the sender's: it stays registered, but is not active.
		///
		/// It cannot answer draws until it is resumed; those that it misses meanwhile count as missed.
		/// Fails with `NotRegistered`, `NotOwner` or `AlreadyPaused`. Emits `DevicePaused`.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::change_weight(T::WeightInfo::pause()))]
		pub fn pause(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::change_standing(&owner, &device, Standing::Paused)?;
			Self::deposit_event(Event::DevicePaused { device, owner });
			Ok(())
		}

		/// Resumes a paused device of the sender's: it is active again from this block on.
		///
		/// Fails with `NotRegistered`, `NotOwner` or `NotPaused`. Emits `DeviceResumed`.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::change_weight(T::WeightInfo::resume()))]
		pub fn resume(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::change_standing(&owner, &device, Standing::Active)?;
			Self::deposit_event(Event::DeviceResumed { device, owner });
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Key, owner and standing of a device; `None` when it is not registered.
		pub fn device(id: DeviceId) -> Option<DeviceInfo> {
			<Self as DeviceRegistry>::device(&id)
		}

		/// The id that a key has, registered or not.
		pub fn id_of(key: DevicePublic) -> DeviceId {
			key.id()
		}
	}
}
