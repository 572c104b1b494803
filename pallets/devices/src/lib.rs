//! Registry of devices: whose key, whose device, in which domain, which deposit.
//!
//! # Words
//!
//! - *Device*: a public key of one of four schemes. Its *id* is a hash of the key, so a key stands in the
//!   registry at most once.
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
//! - *Permit*: an authority's signed word that a device may come into a domain.
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
//! - [`Owned`] came after [`Devices`]: entries of older devices are missing until [`Pallet::index_owned`] names them,
//!   and nothing relies on them.
//!
//! # Laws
//!
//! 1. `Count` is the number of devices, each stored under the id of its key.
//! 2. Every entry of `Owned` is a device of that owner.
//! 3. Every entry of `Members` is of a device, says something, and names a domain that exists. A domain pays and
//!    suspends its own devices only.
//! 4. A domain lies one below its parent, under the same top, inside its region, at depth 8 at most, and is suspended
//!    by no rank from below. Its counts are the numbers of its children, members, manifests and admins.
//! 5. Both domains of a trust link were given a number.
//! 6. A manifest has a domain that exists and 1 to 2^24 leaves. Flags belong to a manifest whose sweep has not come to
//!    them, none beyond its leaves; the leaf of a member is flagged.
//! 7. Of every account that pays for devices, domains, trust links or manifests the sum of their deposits is held, for
//!    each by itself, and on a prepaid account nothing else.
//!
//! # Example
//!
//! `src/tests/example.rs`: Alice registers her router, moves house with it and passes it on.
//!
//! # Limits
//!
//! A key says nothing about hardware: one box can hold a thousand keys and pays a thousand deposits. A region is a
//! claim: nothing is paid or allowed by it. A domain cannot put out a member that its owner pays for, and closes
//! only when that has left; nor can it close a child, whose owner alone does. The state of a manifest keeps no rank:
//! an admin reopens one that a higher authority froze, as long as the domain is active. A suspended device that
//! leaves its domain by its owner's word is active at large. A permit is good until it expires, as often as it is
//! used: within that day a suspended device may leave and come back active. A domain that is offered brings its
//! admins along: the new owner looks at them. JMT that are sent to the prepaid account of a domain that was closed
//! are lost.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

pub mod activate;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod domains;
mod errors;
mod events;
mod manifests;
mod membership;
#[cfg(test)]
mod mock;
mod owned;
mod payer;
mod prepaid;
mod register;
mod registry;
mod remove;
mod standing;
mod storage;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;

pub use activate::{costs, Activation};
use frame_support::pallet_macros::import_section;
pub use pallet::*;
pub use types::{AdminChange, Device, MemberChange, Permit, Standing};
pub use weights::WeightInfo;

/// Registry of devices: whose key, whose device, which deposit.
#[import_section(storage::storage)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		costs, manifests::Published, Activation, AdminChange, Device, MemberChange, Permit,
		Standing, WeightInfo,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		authorized::{CallFee, FreeShare, Share},
		cell::Region,
		devices::{DeviceHook, DeviceInfo, DeviceRegistry, Member},
		domains::{Domain, DomainId, Layer, Link, Rank, Reach},
		manifests::{
			Endorsement, Leaf, Manifest, ManifestId, ManifestProof, ManifestState, MAX_PROOF,
		},
		merkle::{locate, Flags},
		AccountId, Balance, DeviceId, DevicePublic, DeviceSignature, Hash, KeyType, Moment,
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
			assert!(Self::remove_weight().all_lte(limit), "a removal fits a block");
			for own in [
				T::WeightInfo::pause(),
				T::WeightInfo::resume(),
				T::WeightInfo::move_device(),
				T::WeightInfo::set_member(),
			] {
				assert!(
					Self::change_weight(own).all_lte(limit),
					"a change of a device fits a block"
				);
			}
			assert!(T::SweepChunks::get() > 0, "a sweep sweeps");
			assert!(
				T::WeightInfo::sweep_manifest(T::SweepChunks::get()).all_lte(limit),
				"a sweep fits a block"
			);
			let normal = blocks.get(DispatchClass::Normal).max_total.unwrap_or(blocks.max_block);
			let share = Share::Activations.weight() * normal;
			for key_type in KeyType::ALL {
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
		#[pallet::weight(Pallet::<T>::remove_weight())]
		pub fn remove(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let (owner, deposit) = Self::do_remove(&who, &device)?;
			Self::deposit_event(Event::DeviceRemoved { device, owner, deposit });
			Ok(())
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
		#[pallet::weight(T::WeightInfo::publish_manifest())]
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
			state: ManifestState,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let domain = Self::do_set_manifest(&who, manifest, state)?;
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

		/// A manifest.
		pub fn manifest(id: ManifestId) -> Option<Manifest> {
			Manifests::<T>::get(id)
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
