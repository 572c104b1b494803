//! Registry of devices: whose key, whose device, in which domain, which deposit.
//!
//! # Words
//!
//! - *Device*: a public key of one of four schemes. Its *id* is a hash of its first key, so a key stands in the
//!   registry at most once.
//! - *Rotation*: a change of a device's key. A key that a device has, had or is to get is *reserved* for it.
//! - *Owner*: the account that a device belongs to and that gets its rewards.
//! - *Standing*: active, or the first reason why not: revoked, *paused* by the owner, *suspended* by its domain, or a
//!   domain from the top down that is suspended.
//! - *Domain*: a node of a tree of depth at most 8, with a layer, a region, an owner and at most 8 admins. A *top*
//!   domain has no parent.
//! - *Authority* of a domain: owner or admin of it or of a domain above. Its *rank* is the depth of that domain, and
//!   the owner before the admin. It acts with the highest one that it has.
//! - *Member*: a device in a domain. One without is *at large*, and works alike.
//! - *Prepaid account*: the keyless account out of which a domain pays for devices and manifests. Plain transfers fill
//!   it, the domain's owner alone empties it.
//! - *Manifest*: a domain's list of up to 2^24 devices, of which the chain keeps the root. A *leaf* is a device in it;
//!   to *activate* it makes that device a member, once for ever.
//! - *Root of trust*: a maker whose keys certify. A *unit* is a physical thing that it certified, named by a
//!   *nullifier* under that root and *bound* to one device at a time, whatever its keys, owners and domains. An
//!   *endorsement* is a root's word for a whole manifest: its leaves are units.
//! - *Permit*: an authority's signed word that a device may come into a domain by its next move.
//! - *Profile*: a device's key for messages, firmware, model and *flags*, whose sense its domain defines.
//! - *Trust link*: says that resources of one domain may let in another's devices. In one direction, never through a
//!   third, void while the domain that trusts or one above it is suspended.
//!
//! # Walk
//!
//! A device signs [`jmt_primitives::devices::signed::registration`]: purpose, genesis, owner and expiry. The owner
//! sends key and signature with [`Pallet::register`] and a deposit is held. From then on other pallets see
//! the device through [`jmt_primitives::devices::DeviceRegistry`]. [`Pallet::pause`] and [`Pallet::resume`]
//! tell [`Config::Hook`] first, then note the change. [`Pallet::remove`] tells it first, then forgets the
//! device and releases its deposit to who paid it.
//!
//! A network makes a domain with [`Pallet::create_domain`], sends JMT to its prepaid account and commits to its devices
//! with [`Pallet::publish_manifest`]. Each device signs [`jmt_primitives::manifests::signed::activation`] for its owner;
//! anybody relays that as [`Pallet::activate`], without a fee. [`Pallet::move_device`] takes a device into another
//! domain by a permit, or out of its own by its owner's word.
//!
//! Old and new key sign [`jmt_primitives::devices::signed::rotation`], and [`Pallet::rotate_key`] changes the key at
//! once. Without the old one the owner starts a rotation by [`Pallet::start_rotation`] and ends it a day later by
//! [`Pallet::finish_rotation`]; meanwhile the key in use may end it by [`Pallet::cancel_rotation`], without a fee or a
//! balance. A device is sold by [`Pallet::offer_device`] and [`Pallet::accept_device`]: the seller is paid what it has
//! earned, then the buyer pays the deposit. [`Pallet::set_profile`] describes it, each part by who is entitled to it.
//!
//! # Design
//!
//! - The device signs for one owner on one chain and for a limited time: a registration that was seen in
//!   a block is of no use to anybody else, anywhere else. Its own owner can use it again after a removal
//!   until it expires, which gains nothing that a new signature would not.
//! - A deposit pays for a device's entries in storage. Its amount is noted, so a changed constant never
//!   changes the release. It is held of the owner, or on the prepaid account of the domain that pays, and goes back
//!   there, whoever removes the device.
//! - Pausing moves no pay: a missed draw costs a paused device as much as an active one.
//! - A suspended domain is found by walking up from a device: at most 8 reads, no child is visited. A suspension keeps
//!   the rank of who did it, and only as high a rank lifts it; a higher one may take its place.
//! - An activation is free of fee, so its price comes out of the prepaid account, never below the fee of a signed call
//!   of the same weight and length. All that could make it fail is looked at before it is let in.
//! - A manifest's deposit pays for the flags of all its leaves when it is published, so that every leaf costs the same.
//! - A unit counts when it is asked for: its root and the key that certified it are looked at then. A root that is
//!   distrusted, or a key that is revoked since a block, visits none of its units.
//! - A unit that is bound elsewhere is taken from the device that had it in the same call, and the hook hears of both
//!   before that: a unit that goes to and fro pays for no interval.
//! - A key cancels one rotation in 30 days: a thief of the key loses the second, a thief of the account is seen by the
//!   device for a day. A rotation also waits for blocks with room, since an attacker could fill those of a day; while
//!   the blocks are full, it can be cancelled and not finished.
//! - A reserved key has an entry of its own, and the device's deposit grows by its price: 16 of them at most.
//! - A permit names the device's registration and its moves since, so that it is good once: a suspended device leaves
//!   by its owner's word, and does not come back by the permit that it came with.
//! - Flags go when a device changes its domain, and the model with the unit: their sense went with them.
//! - [`Owned`] came after [`Devices`]: entries of older devices are missing until [`Pallet::index_owned`] names them,
//!   and nothing relies on them.
//!
//! # Laws
//!
//! 1. `Count` is the number of devices, each stored under the id of its first key. That and all other keys that it has,
//!    had or is to get are reserved for it, and no other.
//! 2. Every entry of `Owned` is a device of that owner.
//! 3. Every entry of `Members` and of `Profiles` is of a device, says something, and names a domain that exists. A domain pays and
//!    suspends its own devices only.
//! 4. A domain lies one below its parent, under the same top, inside its region, at depth 8 at most, and is suspended
//!    by no rank from below. Its counts are the numbers of its children, members, manifests and admins.
//! 5. Both domains of a trust link were given a number.
//! 6. A manifest has a domain that exists and 1 to 2^24 leaves. Flags belong to a manifest whose sweep has not come to
//!    them, none beyond its leaves; the leaf of a member is flagged.
//! 7. A unit is bound to a device that says so, and each device's unit is in `Units`. A root of trust counts its units,
//!    has a key and a share of the pay.
//! 8. Of every account that pays for devices, domains, trust links or manifests the sum of their deposits is held, for
//!    each by itself, and on a prepaid account nothing else.
//!
//! # Example
//!
//! `src/tests/example.rs`: Alice registers her router, moves house with it and passes it on.
//!
//! # Limits
//!
//! A key says nothing about hardware: one box can hold a thousand keys and pays a thousand deposits. A unit says what
//! its maker says, and one that joined by a leaf expires with its manifest. A maker's key that leaked certifies up to
//! the quota until it is revoked, and may take units from their devices. A region is a claim: nothing is paid or
//! allowed by it. A domain cannot put out a member that its owner pays for, and closes only when that has left; nor
//! can it close a child, whose owner alone does. A suspended device that leaves its domain by its owner's word is
//! active at large. A buyer who does not change the key of a device has one that its seller may know. A thief of the
//! account who starts a second rotation within 30 days of the first is seen, and no more cancelled. Words for a
//! rotation between two keys of one device are good until they expire, so that its owner may repeat one after going
//! back. A device has 16 keys after its first; once removed, all of them are free, and the holder of the first
//! registers by its id again. A domain that is offered brings its admins along: the new owner looks at them. JMT that
//! are sent to the prepaid account of a domain that was closed are lost.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

pub mod activate;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod domains;
mod errors;
mod events;
mod facts;
mod identity;
mod manifests;
mod membership;
#[cfg(test)]
mod mock;
mod owned;
mod ownership;
mod payer;
mod prepaid;
mod profile;
mod register;
mod registry;
mod remove;
mod rotation;
mod standing;
mod storage;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
mod units;
pub mod weights;

pub use activate::{costs, Activation};
use frame_support::pallet_macros::import_section;
pub use pallet::*;
pub use types::{AdminChange, Device, MemberChange, Permit, RootChange, Standing};
pub use weights::WeightInfo;

/// Registry of devices: whose key, whose device, which deposit.
#[import_section(storage::storage)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		costs, manifests::Published, ownership::Accepted, remove::Removed, Activation, AdminChange,
		Device, MemberChange, Permit, RootChange, Standing, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		authorized::{BlockRoom, CallFee, FreeShare, Share},
		cell::Region,
		devices::{
			DeviceHook, DeviceInfo, DeviceRegistry, KeyHistory, Member, PendingRotation, Profile,
			ProfileChange, ProfilePart, MAX_FORMER_KEYS,
		},
		domains::{Domain, DomainId, Layer, Link, Rank, Reach},
		manifests::{
			Endorsement, Leaf, Manifest, ManifestChange, ManifestId, ManifestProof, ManifestState,
			MAX_PROOF,
		},
		merkle::{locate, Flags},
		units::{Binding, Bound, Certificate, KeyNumber, KeyState, Root, RootId, RootState, Terms},
		AccountId, Balance, BlockNumber, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType,
		Moment,
	};
	use sp_runtime::SaturatedConversion;

	/// The storage version that this code writes.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions. Accounts and hashes are the protocol's, since devices sign them.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// Holds the deposits, and pays out of prepaid accounts.
		type Currency: fungible::Mutate<AccountId, Balance = Balance>
			+ fungible::MutateHold<AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds; this pallet's is [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// Held for each device, in planck. 1 JMT is sensible. Lower, and storage becomes cheap to fill; 0
		/// is refused by `integrity_test`.
		#[pallet::constant]
		type Deposit: Get<Balance>;

		/// Held besides for each key that a device has, had or is to get after its first, in planck. Its price in
		/// storage is sensible. Lower, and reserved keys become cheap to fill storage with.
		#[pallet::constant]
		type KeyDeposit: Get<Balance>;

		/// From the start of a rotation without the old key to the first moment at which it may be finished, in ms. A
		/// day is sensible. Lower, and a device that is looked at once a day cannot cancel what a thief of the account
		/// started.
		#[pallet::constant]
		type RotationTime: Get<Moment>;

		/// Blocks with room for a cancellation that such a rotation also takes. 1,000 is sensible. Lower, and filling
		/// the blocks of that time keeps the device from cancelling.
		#[pallet::constant]
		type RotationBlocks: Get<u32>;

		/// A key cancels one rotation in this time, in ms. 30 days are sensible. Lower than `RotationTime`, and a thief
		/// of the key holds it for ever.
		#[pallet::constant]
		type CancelPause: Get<Moment>;

		/// Counts blocks with room for cancellations.
		type BlockRoom: BlockRoom;

		/// How far ahead of the block's time `expires` of a registration, an activation or a permit may lie, in ms. A
		/// day is sensible. Lower than the time from signature to block, and nothing can be registered.
		#[pallet::constant]
		type MaxRegistrationAge: Get<Moment>;

		/// Wall-clock time, in ms.
		type Time: Time<Moment = Moment>;

		/// Held for a domain without a parent, in planck. 10 JMT is sensible: it is the name that a network is known by.
		/// Lower, and trees become cheap to make up.
		#[pallet::constant]
		type TopDeposit: Get<Balance>;

		/// Held for a domain below another, in planck. 1 JMT is sensible: it pays for the entry and 8 admins.
		#[pallet::constant]
		type ChildDeposit: Get<Balance>;

		/// Held for a trust link, in planck. Its price in storage is sensible.
		#[pallet::constant]
		type TrustDeposit: Get<Balance>;

		/// How far ahead a trust link may expire, in ms. A year is sensible.
		#[pallet::constant]
		type MaxTrust: Get<Moment>;

		/// Held for a manifest without its flags, in planck. Its price in storage is sensible.
		#[pallet::constant]
		type ManifestDeposit: Get<Balance>;

		/// Held for each 512 leaves of a manifest, in planck. The price of 64 bytes in storage is sensible. Lower, and a
		/// manifest's flags become cheap to fill.
		#[pallet::constant]
		type ChunkDeposit: Get<Balance>;

		/// Chunks of flags that one sweep looks at, at most. 256 is sensible.
		#[pallet::constant]
		type SweepChunks: Get<u32>;

		/// Least price of an activation, in planck; the fee of a signed call of its weight where that is more.
		type ActivationPrice: Get<Balance>;

		/// Gets the price of activations. Must exist, or an activation fails.
		type Ecosystem: Get<AccountId>;

		/// The cost of an activation as a signed call.
		type Fee: CallFee;

		/// Holds activations to their share of a block.
		type FreeShare: FreeShare;

		/// Where calls without a fee come from: `EnsureNone`.
		type FreeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Admits roots of trust, sets their terms and keys, and takes back a freeze or distrust.
		type RootOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// May freeze a root of trust too.
		type FreezeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Distrusts a root of trust, and revokes its keys beside its maker.
		type DistrustOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// How long a root of trust is frozen, in ms. 14 days are sensible. Lower than the time to a decision about it,
		/// and it takes new units before that.
		#[pallet::constant]
		type RootFreeze: Get<Moment>;

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
		/// The deposit of a domain.
		#[codec(index = 1)]
		Domain,
		/// The deposit of a trust link.
		#[codec(index = 2)]
		Trust,
		/// The deposit of a manifest, on a prepaid account.
		#[codec(index = 3)]
		Manifest,
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
			assert!(Self::remove_weight(MAX_FORMER_KEYS).all_lte(limit), "a removal fits a block");
			for own in [
				T::WeightInfo::pause(),
				T::WeightInfo::resume(),
				T::WeightInfo::move_device(),
				T::WeightInfo::set_member(),
				T::WeightInfo::finish_rotation(),
				T::WeightInfo::accept_device(),
			] {
				assert!(
					Self::change_weight(own).all_lte(limit),
					"a change of a device fits a block"
				);
			}
			for by_root in KeyType::ALL {
				for by_unit in KeyType::ALL {
					assert!(
						Self::bind_weight(by_root, Some(by_unit)).all_lte(limit),
						"a binding of a unit fits a block"
					);
				}
			}
			assert!(T::RootFreeze::get() > 0, "a freeze lasts");
			assert!(T::SweepChunks::get() > 0, "a sweep sweeps");
			assert!(
				T::WeightInfo::sweep_manifest(T::SweepChunks::get()).all_lte(limit),
				"a sweep fits a block"
			);
			assert!(T::RotationTime::get() > 0, "a rotation can be cancelled");
			assert!(
				T::CancelPause::get() > T::RotationTime::get(),
				"a thief of a key does not cancel the next rotation too"
			);
			let normal = blocks.get(DispatchClass::Normal).max_total.unwrap_or(blocks.max_block);
			let share = Share::Activations.weight() * normal;
			for key_type in KeyType::ALL {
				let rotation = Self::rotate_weight(key_type, key_type);
				assert!(rotation.all_lte(limit), "a rotation with {key_type:?} fits a block");
				let cancellation = Self::cancel_weight(key_type);
				assert!(
					cancellation.all_lte(share) && cancellation.all_lte(limit),
					"a cancellation with {key_type:?} fits the share of a block"
				);
				let activation = costs::deepest::<T::WeightInfo>(key_type, MAX_PROOF);
				assert!(
					activation.all_lte(share) && activation.all_lte(limit),
					"an activation with {key_type:?} fits the share of a block"
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

		/// Removes a device of the sender's and releases its deposit to who paid it. An authority of the domain that
		/// pays for a revoked device may do so too.
		///
		/// The device's earned rewards are paid to its owner, its open ones are forfeited. Fails with
		/// `NotRegistered`, `NotOwner`, `NotDomainAuthority` or `NotRevoked`. Emits `DeviceRemoved`.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::remove_weight(MAX_FORMER_KEYS))]
		pub fn remove(origin: OriginFor<T>, device: DeviceId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let Removed { owner, deposit, keys } = Self::do_remove(&who, &device)?;
			Self::deposit_event(Event::DeviceRemoved { device, owner, deposit });
			Ok(Some(Self::remove_weight(keys)).into())
		}

		/// Pauses a device of the sender's: it stays registered, but is not active.
		///
		/// It cannot answer draws until it is resumed; those that it misses meanwhile count as missed.
		/// Fails with `NotRegistered`, `NotOwner`, `Revoked` or `AlreadyPaused`. Emits `DevicePaused`.
		#[pallet::call_index(2)]
		#[pallet::weight(Pallet::<T>::change_weight(T::WeightInfo::pause()))]
		pub fn pause(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::change_standing(&owner, &device, Standing::Paused)?;
			Self::deposit_event(Event::DevicePaused { device, owner });
			Ok(())
		}

		/// Resumes a paused device of the sender's: it is active again from this block on, unless its domain suspended
		/// it.
		///
		/// Fails with `NotRegistered`, `NotOwner`, `Revoked` or `NotPaused`. Emits `DeviceResumed`.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::change_weight(T::WeightInfo::resume()))]
		pub fn resume(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::change_standing(&owner, &device, Standing::Active)?;
			Self::deposit_event(Event::DeviceResumed { device, owner });
			Ok(())
		}

		/// Makes a domain of the sender's and holds its deposit.
		///
		/// With a `parent` the sender must be an authority of that; `layer` and `region` say what it is for, the region
		/// inside the parent's. Emits `DomainCreated`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::create_domain())]
		pub fn create_domain(
			origin: OriginFor<T>,
			parent: Option<DomainId>,
			layer: Layer,
			region: Region,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let (domain, deposit) = Self::do_create_domain(&owner, parent, layer, region)?;
			Self::deposit_event(Event::DomainCreated { domain, parent, owner, deposit });
			Ok(())
		}

		/// Closes a `domain` of the sender's without children, members and manifests. Its deposit goes to who paid it,
		/// the rest of its prepaid account to the sender. Emits `DomainClosed`.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::close_domain())]
		pub fn close_domain(origin: OriginFor<T>, domain: DomainId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let (deposit, prepaid) = Self::do_close_domain(&owner, domain)?;
			Self::deposit_event(Event::DomainClosed { domain, owner, deposit, prepaid });
			Ok(())
		}

		/// Offers a `domain` of the sender's `to` another account; `None` takes the offer back. Emits
		/// `DomainOffered`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::offer_domain())]
		pub fn offer_domain(
			origin: OriginFor<T>,
			domain: DomainId,
			to: Option<AccountId>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_offer_domain(&owner, domain, to.clone())?;
			Self::deposit_event(Event::DomainOffered { domain, owner, to });
			Ok(())
		}

		/// Takes a `domain` that was offered, with its admins and its prepaid account. The sender pays the deposit anew.
		/// Emits `DomainAccepted`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::accept_domain())]
		pub fn accept_domain(origin: OriginFor<T>, domain: DomainId) -> DispatchResult {
			let to = ensure_signed(origin)?;
			let from = Self::do_accept_domain(&to, domain)?;
			Self::deposit_event(Event::DomainAccepted { domain, from, to });
			Ok(())
		}

		/// Adds or removes, by `change`, an `account` as admin of a `domain`: by its owner, or an authority above. Emits
		/// `AdminSet`.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::set_admin())]
		pub fn set_admin(
			origin: OriginFor<T>,
			domain: DomainId,
			account: AccountId,
			change: AdminChange,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_admin(&who, domain, &account, change)?;
			Self::deposit_event(Event::AdminSet { domain, account, change });
			Ok(())
		}

		/// Suspends a `domain`, and with it all below. Emits `DomainSuspended`.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::suspend_domain())]
		pub fn suspend_domain(origin: OriginFor<T>, domain: DomainId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let by = Self::do_suspend_domain(&who, domain)?;
			Self::deposit_event(Event::DomainSuspended { domain, by });
			Ok(())
		}

		/// Resumes a `domain`, by a rank not lower than the one that suspended it. Emits `DomainResumed`.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::resume_domain())]
		pub fn resume_domain(origin: OriginFor<T>, domain: DomainId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resume_domain(&who, domain)?;
			Self::deposit_event(Event::DomainResumed { domain });
			Ok(())
		}

		/// Lets resources of `from` let in devices of `to`, as far down as `reach` says, until it `expires` (ms). Emits
		/// `TrustSet`.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::set_trust())]
		pub fn set_trust(
			origin: OriginFor<T>,
			from: DomainId,
			to: DomainId,
			reach: Reach,
			expires: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let deposit = Self::do_set_trust(&who, from, to, reach, expires)?;
			Self::deposit_event(Event::TrustSet { from, to, reach, expires, deposit });
			Ok(())
		}

		/// Ends the trust of `from` in `to` at once: an authority of `from`, and anybody when the link has expired or a
		/// domain is gone. Emits `TrustDropped`.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::drop_trust())]
		pub fn drop_trust(origin: OriginFor<T>, from: DomainId, to: DomainId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let (payer, deposit) = Self::do_drop_trust(&who, from, to)?;
			Self::deposit_event(Event::TrustDropped { from, to, payer, deposit });
			Ok(())
		}

		/// Pays the owner of a `domain` an `amount` (planck) out of its prepaid account. Emits `PrepaidWithdrawn`.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::withdraw_prepaid())]
		pub fn withdraw_prepaid(
			origin: OriginFor<T>,
			domain: DomainId,
			#[pallet::compact] amount: Balance,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let amount = Self::do_withdraw_prepaid(&owner, domain, amount)?;
			Self::deposit_event(Event::PrepaidWithdrawn { domain, owner, amount });
			Ok(())
		}

		/// Commits a `domain` to the devices of a list: `root` and number of `leaves` of its tree, hash of its
		/// `content`, until it `expires` (ms), with the `endorsement` of a maker if there is one. Emits
		/// `ManifestPublished`.
		#[pallet::call_index(14)]
		#[pallet::weight(Pallet::<T>::publish_weight(endorsement.as_ref()))]
		pub fn publish_manifest(
			origin: OriginFor<T>,
			domain: DomainId,
			root: Hash,
			leaves: u32,
			content: Hash,
			expires: Moment,
			endorsement: Option<Endorsement>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let published = Published { domain, root, leaves, content, expires };
			let (manifest, deposit) = Self::do_publish_manifest(&who, published, endorsement)?;
			let event = Event::ManifestPublished { manifest, domain, root, leaves, deposit };
			Self::deposit_event(event);
			Ok(())
		}

		/// Gives a `manifest` another `state`, at once for all leaves that are not active. Emits `ManifestChanged`.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::set_manifest())]
		pub fn set_manifest(
			origin: OriginFor<T>,
			manifest: ManifestId,
			state: ManifestChange,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let (domain, state) = Self::do_set_manifest(&who, manifest, state)?;
			Self::deposit_event(Event::ManifestChanged { manifest, domain, state });
			Ok(())
		}

		/// Registers a device by its leaf in a `manifest`. Free of fee; travels as a bare extrinsic.
		///
		/// `leaf` and its `proof`; the `owner` that the leaf names, or any; the device's X25519 key for `encryption`, or
		/// zeros; until it `expires` (ms), the device's `signature` over
		/// [`jmt_primitives::manifests::signed::activation`]. The domain's prepaid account pays. Refusals stand in
		/// [`jmt_primitives::authorized`]; once authorised it cannot fail. Emits `DeviceActivated`.
		#[pallet::call_index(16)]
		#[pallet::weight(
			costs::deepest::<T::WeightInfo>(signature.key_type(), proof.len().saturated_into())
		)]
		#[pallet::authorize(|_, manifest, leaf, proof, owner, encryption, expires, signature| {
			let (manifest, expires) = (*manifest, *expires);
			let activation = Activation { manifest, leaf, proof, owner, encryption, expires };
			Pallet::<T>::authorize_activation(&activation, signature)
		})]
		// Part of the call's own weight.
		#[pallet::weight_of_authorize(Weight::zero())]
		pub fn activate(
			origin: OriginFor<T>,
			manifest: ManifestId,
			leaf: Leaf,
			proof: ManifestProof,
			owner: AccountId,
			encryption: [u8; 32],
			expires: Moment,
			signature: DeviceSignature,
		) -> DispatchResultWithPostInfo {
			T::FreeOrigin::ensure_origin(origin)?;
			let (leaf, proof, owner, encryption) = (&leaf, &proof, &owner, &encryption);
			let activation = Activation { manifest, leaf, proof, owner, encryption, expires };
			let weight = Self::do_activate(&activation, signature.key_type())?;
			T::FreeShare::book(Share::Activations, weight);
			Ok(Some(weight).into())
		}

		/// Forgets a `manifest` that is revoked or has expired, in steps of so many `chunks` of flags. Emits
		/// `ManifestSwept`.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::sweep_manifest(Pallet::<T>::step_of(*chunks)))]
		pub fn sweep_manifest(
			origin: OriginFor<T>,
			manifest: ManifestId,
			chunks: u32,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let swept = Self::do_sweep_manifest(manifest, chunks)?;
			let (chunks, released) = (swept.chunks, swept.released);
			Self::deposit_event(Event::ManifestSwept { manifest, chunks, released });
			Ok(Some(T::WeightInfo::sweep_manifest(chunks)).into())
		}

		/// Moves a `device` of the sender's `to` a domain by the `permit` of one of its authorities, or out of its
		/// domain. A sender who is such an authority needs no permit. Emits `DeviceMoved`, and `DepositMoved` where
		/// another account pays from then on.
		#[pallet::call_index(18)]
		#[pallet::weight(Pallet::<T>::change_weight(T::WeightInfo::move_device()))]
		pub fn move_device(
			origin: OriginFor<T>,
			device: DeviceId,
			to: Option<DomainId>,
			permit: Option<Permit>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let moved = Self::do_move_device(&owner, &device, to, permit)?;
			Self::deposit_event(Event::DeviceMoved { device, owner, from: moved.from, to });
			if let Some((from, to, amount)) = moved.deposit {
				Self::deposit_event(Event::DepositMoved { device, from, to, amount });
			}
			Ok(())
		}

		/// Suspends, resumes or revokes a `device`, by `change`. Its domain suspends and resumes; its owner revokes, and
		/// its domain where that pays. Emits `MemberChanged`.
		#[pallet::call_index(19)]
		#[pallet::weight(Pallet::<T>::change_weight(T::WeightInfo::set_member()))]
		pub fn set_member(
			origin: OriginFor<T>,
			device: DeviceId,
			change: MemberChange,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_member(&who, &device, change)?;
			Self::deposit_event(Event::MemberChanged { device, change });
			Ok(())
		}

		/// Binds the physical unit that a `certificate` names to a `device` of the sender's, by the unit's word: the
		/// `binding`, or none where the device's key is the unit's. A device that had the unit loses it. Emits
		/// `UnitBound`.
		#[pallet::call_index(20)]
		#[pallet::weight(Pallet::<T>::bind_weight(
			certificate.signature.key_type(),
			binding.as_ref().map(|word| word.signature.key_type()),
		))]
		pub fn bind_unit(
			origin: OriginFor<T>,
			device: DeviceId,
			certificate: Certificate,
			binding: Option<Binding>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let taken = Self::do_bind_unit(&owner, &device, &certificate, binding.as_ref())?;
			let (unit, taken_from) = (taken.unit, taken.from);
			Self::deposit_event(Event::UnitBound { device, owner, unit, taken_from });
			Ok(())
		}

		/// Gives a `device` of the sender's another `key`, at once. Its id stays.
		///
		/// Both keys sign [`jmt_primitives::devices::signed::rotation`], `by_old` and `by_new`, until it `expires` (ms).
		/// Ends a rotation that is under way. Emits `KeyRotated`.
		#[pallet::call_index(21)]
		#[pallet::weight(Pallet::<T>::rotate_weight(by_old.key_type(), by_new.key_type()))]
		pub fn rotate_key(
			origin: OriginFor<T>,
			device: DeviceId,
			key: DevicePublic,
			expires: Moment,
			by_old: DeviceSignature,
			by_new: DeviceSignature,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let former = Self::do_rotate_key(&owner, &device, key, expires, &by_old, &by_new)?;
			Self::deposit_event(Event::KeyRotated { device, key, former });
			Ok(())
		}

		/// Starts to give a `device` of the sender's another `key` without the word of the one in use.
		///
		/// The new key signs [`jmt_primitives::devices::signed::rotation_start`], `by_new`, until it `expires` (ms). It
		/// may be finished after `RotationTime` and `RotationBlocks`. Emits `RotationStarted`.
		#[pallet::call_index(22)]
		#[pallet::weight(
			T::WeightInfo::start_rotation()
				.saturating_add(Pallet::<T>::verify_weight(Some(by_new.key_type())))
		)]
		pub fn start_rotation(
			origin: OriginFor<T>,
			device: DeviceId,
			key: DevicePublic,
			expires: Moment,
			by_new: DeviceSignature,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let pending = Self::do_start_rotation(&owner, &device, key, expires, &by_new)?;
			let PendingRotation { started, ends, .. } = pending;
			Self::deposit_event(Event::RotationStarted { device, owner, key, started, ends });
			Ok(())
		}

		/// Cancels the rotation of a `device` that began at `started` (ms). Free of fee; travels as a bare extrinsic.
		///
		/// The `signature` is the key's in use, over [`jmt_primitives::devices::signed::rotation_cancel`]. It cancels
		/// one in `CancelPause`. Refusals stand in [`jmt_primitives::authorized`]. Emits `RotationCancelled`.
		#[pallet::call_index(23)]
		#[pallet::weight(Pallet::<T>::cancel_weight(signature.key_type()))]
		#[pallet::authorize(|_, device, started, signature| {
			Pallet::<T>::authorize_cancellation(device, *started, signature)
		})]
		// Part of the call's own weight.
		#[pallet::weight_of_authorize(Weight::zero())]
		pub fn cancel_rotation(
			origin: OriginFor<T>,
			device: DeviceId,
			started: Moment,
			signature: DeviceSignature,
		) -> DispatchResult {
			T::FreeOrigin::ensure_origin(origin)?;
			Self::do_cancel_rotation(&device)?;
			let weight = Self::cancel_weight(signature.key_type());
			T::FreeShare::book(Share::Activations, weight);
			Self::deposit_event(Event::RotationCancelled { device, started });
			Ok(())
		}

		/// Gives a `device` of the sender's the key that a rotation was started with. Emits `KeyRotated`.
		#[pallet::call_index(24)]
		#[pallet::weight(Pallet::<T>::change_weight(T::WeightInfo::finish_rotation()))]
		pub fn finish_rotation(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let (former, key) = Self::do_finish_rotation(&owner, &device)?;
			Self::deposit_event(Event::KeyRotated { device, key, former });
			Ok(())
		}

		/// Changes a `part` of the profile of a `device`: its key for messages and its firmware by the device's word, its
		/// model by its maker's, all sent by its owner; flags by its domain, at large by its owner. Emits `ProfileSet`.
		#[pallet::call_index(25)]
		#[pallet::weight(
			T::WeightInfo::set_profile()
				.saturating_add(Pallet::<T>::verify_weight(part.key_type()))
		)]
		pub fn set_profile(
			origin: OriginFor<T>,
			device: DeviceId,
			part: ProfilePart,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let change = Self::do_set_profile(&who, &device, &part)?;
			Self::deposit_event(Event::ProfileSet { device, change });
			Ok(())
		}

		/// Offers a `device` of the sender's `to` another account; `None` takes the offer back. Emits `DeviceOffered`.
		#[pallet::call_index(26)]
		#[pallet::weight(T::WeightInfo::offer_device())]
		pub fn offer_device(
			origin: OriginFor<T>,
			device: DeviceId,
			to: Option<AccountId>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_offer_device(&owner, &device, to.clone())?;
			Self::deposit_event(Event::DeviceOffered { device, owner, to });
			Ok(())
		}

		/// Takes a `device` that was offered. Its owner until then is paid what it has earned, and gets the deposit back,
		/// which the sender pays anew, unless its domain pays. Emits `OwnerChanged`, and `DepositMoved` where another
		/// account pays from then on.
		#[pallet::call_index(27)]
		#[pallet::weight(Pallet::<T>::change_weight(T::WeightInfo::accept_device()))]
		pub fn accept_device(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let to = ensure_signed(origin)?;
			let Accepted { from, deposit } = Self::do_accept_device(&to, &device)?;
			let changed = Event::OwnerChanged { device, from: from.clone(), to: to.clone() };
			Self::deposit_event(changed);
			if let Some(amount) = deposit {
				Self::deposit_event(Event::DepositMoved { device, from, to, amount });
			}
			Ok(())
		}

		/// Admits a root of trust: its `maker`, who may revoke its keys, its `terms` and its first `key`. By
		/// `RootOrigin`. Emits `RootAdmitted`.
		#[pallet::call_index(28)]
		#[pallet::weight(T::WeightInfo::admit_root())]
		pub fn admit_root(
			origin: OriginFor<T>,
			maker: AccountId,
			terms: Terms,
			key: DevicePublic,
		) -> DispatchResult {
			T::RootOrigin::ensure_origin(origin)?;
			let root = Self::do_admit_root(maker.clone(), terms, key)?;
			Self::deposit_event(Event::RootAdmitted { root, maker, terms });
			Ok(())
		}

		/// Gives a `root` of trust another `state`, and other `terms` or those that it has. `RootOrigin` does all but
		/// distrust it, `FreezeOrigin` freezes, `DistrustOrigin` distrusts. No unit is visited. Emits `RootChanged`.
		#[pallet::call_index(29)]
		#[pallet::weight(T::WeightInfo::set_root())]
		pub fn set_root(
			origin: OriginFor<T>,
			root: RootId,
			terms: Option<Terms>,
			state: RootChange,
		) -> DispatchResult {
			Self::ensure_may_set_root(origin, terms.as_ref(), state)?;
			let (terms, state) = Self::do_set_root(root, terms, state)?;
			Self::deposit_event(Event::RootChanged { root, terms, state });
			Ok(())
		}

		/// Gives a `root` of trust one more `key`, the fourth at most. By `RootOrigin`. Emits `RootKeyChanged`.
		#[pallet::call_index(30)]
		#[pallet::weight(T::WeightInfo::set_root_key())]
		pub fn set_root_key(
			origin: OriginFor<T>,
			root: RootId,
			key: DevicePublic,
		) -> DispatchResult {
			T::RootOrigin::ensure_origin(origin)?;
			let key = Self::do_set_root_key(root, key)?;
			let state = KeyState::Active;
			Self::deposit_event(Event::RootKeyChanged { root, key, state });
			Ok(())
		}

		/// Revokes a `key` of a `root` of trust. Units that it certified and that were bound in `since_block` or later
		/// do not count any more; none is visited. By the maker or `DistrustOrigin`. Emits `RootKeyChanged`.
		#[pallet::call_index(31)]
		#[pallet::weight(T::WeightInfo::revoke_root_key())]
		pub fn revoke_root_key(
			origin: OriginFor<T>,
			root: RootId,
			key: KeyNumber,
			since_block: BlockNumber,
		) -> DispatchResult {
			let maker = Self::revoking(origin)?;
			Self::do_revoke_root_key(maker, root, key, since_block)?;
			let state = KeyState::Revoked { since: since_block };
			Self::deposit_event(Event::RootKeyChanged { root, key, state });
			Ok(())
		}

		/// Writes `devices` into the owner's index where they are missing. Anybody may. Emits `OwnedIndexed`.
		#[pallet::call_index(32)]
		#[pallet::weight(T::WeightInfo::index_owned(devices.len().saturated_into()))]
		pub fn index_owned(
			origin: OriginFor<T>,
			devices: BoundedVec<DeviceId, ConstU32<64>>,
		) -> DispatchResult {
			ensure_signed(origin)?;
			let written = Self::do_index_owned(&devices)?;
			Self::deposit_event(Event::OwnedIndexed { written });
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

		/// A domain.
		pub fn domain(id: DomainId) -> Option<Domain> {
			Domains::<T>::get(id)
		}

		/// All that is known of a device besides its key and its owner.
		pub fn member(device: DeviceId) -> Option<Member> {
			Members::<T>::get(device)
		}

		/// The keys that a device had, and the one that it is to get; `None` for one that never changed its key.
		pub fn key_history(device: DeviceId) -> Option<KeyHistory> {
			Rotations::<T>::get(device)
		}

		/// The description of a device.
		pub fn profile(device: DeviceId) -> Option<Profile> {
			Profiles::<T>::get(device)
		}

		/// A manifest.
		pub fn manifest(id: ManifestId) -> Option<Manifest> {
			Manifests::<T>::get(id)
		}

		/// A root of trust.
		pub fn root(id: RootId) -> Option<Root> {
			Roots::<T>::get(id)
		}

		/// The device that a physical unit is bound to, by its root of trust and its nullifier.
		pub fn device_of_unit(root: RootId, nullifier: Hash) -> Option<DeviceId> {
			Units::<T>::get(root, nullifier)
		}

		/// Whether a leaf of a manifest was activated.
		pub fn is_activated(manifest: ManifestId, index: u32) -> bool {
			let (chunk, flag) = locate(index);
			Activated::<T>::get(manifest, chunk).is_set(flag)
		}

		/// 64 devices of an owner, in the order of their ids, behind `after`.
		pub fn devices_of(owner: AccountId, after: Option<DeviceId>) -> Vec<DeviceId> {
			Self::page_of_owned(&owner, after)
		}

		/// Prepaid account of a domain, and the planck in it that are not held; `None` when there is no such domain.
		pub fn prepaid(domain: DomainId) -> Option<(AccountId, Balance)> {
			Domains::<T>::contains_key(domain).then(|| {
				let account = Self::prepaid_account(domain);
				let left = Self::prepaid_left(&account);
				(account, left)
			})
		}
	}
}
