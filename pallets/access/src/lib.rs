//! Access: resources, the policies that decide about them, grants that are handed on, uses, approvals, and the logs of
//! those who enforce.
//!
//! # Words
//!
//! - *Resource*: something with *actions*, in a domain, that has an owner. Its *enforcer* is the device that lets in.
//! - *Policy*: rules for resources of one owner. It stands for a domain, and for those below it.
//! - *Grant*: a right to a resource for a *holder*. Only the resource's owner makes one without a *parent*. Its right is
//!   the conjunction of all grants above it.
//! - *Pass*: a grant narrowed by its holder without the chain. The chain sees none; it keeps the *pass epoch*.
//! - *Epoch* of a resource: raised, it revokes every grant that was made before.
//! - *Use*: an action that a subject took, or is about to, and that counts or costs.
//! - *Approval*: the word of an account for one kind of request, until an end.
//! - *Log*: the uses that an enforcer wrote down, of which the chain keeps the *head*.
//!
//! # Walk
//!
//! An authority of a domain makes a resource by [`Pallet::create_resource`], or signs a permit for somebody else. The
//! owner writes a policy by [`Pallet::set_policy`] and names it by [`Pallet::set_resource`]. From then on anybody asks
//! [`Pallet::decide`]: by the runtime's API, or by the same function over facts that it proved or kept.
//!
//! The owner grants a right by [`Pallet::grant`]; a holder that may hands a part of it on by the same call. Each of them
//! revokes what it made by [`Pallet::revoke`], and the owner everything by [`Pallet::revoke_all`].
//!
//! A subject whose use costs or counts calls [`Pallet::use_right`]; its enforcer then serves it. The enforcer anchors
//! its log by [`Pallet::anchor`].
//!
//! # Design
//!
//! - One function decides: [`jmt_primitives::access`]. This pallet gives it facts, an item of storage each.
//! - A grant is not looked at again when something above it changes: it is the decision that walks up, so that to revoke
//!   is one write however many grants there are below.
//! - A resource is made by an authority of its domain, or with its permit: the policy may ask whom the domain trusts.
//! - The domain freezes a resource and never opens one: once it lifts its own freeze the owner's is left.
//! - A use is decided, counted and paid in one call. A refusal is an error that carries its code.
//! - A policy belongs to one domain, so that nothing about its rules is checked again when a resource names it but that
//!   the resource is in that domain.
//!
//! # Laws
//!
//! 1. Every number was given. A resource's fail-safe actions are among its actions, and its policy is its owner's, for the
//!    resource's domain or one above it.
//! 2. A grant has a parent of the same resource and a depth of one more, or none and the depth 1; the depth is 8 at most.
//!    It says no more than its parent. While its resource stands, the owner issued the ones without a parent.
//! 3. A grant counts those that were made from it.
//! 4. A policy has 4,096 bytes at most, says nothing without a sense, asks whom its own domain or one above it trusts, and
//!    counts the resources that name it.
//! 5. Uses are more than none, of a resource's number that was given. By an account or a device: in a series that the
//!    resource had or has, of eight actions at most, sorted, in a window that has begun. Under a grant: of the grant's
//!    resource and within its limit, without a series.
//! 6. Of every account the sum of what it paid is held, for resources, policies, grants, uses, approvals and logs by
//!    themselves.
//! 7. A log has leaves, one for each segment at least, and its root is that of its tree.
//!
//! # Attacks
//!
//! | attacker | attack | answer |
//! |---|---|---|
//! | stranger | makes a resource in a domain to borrow whom it trusts | the domain's authority alone, or its permit for this owner |
//! | owner | writes a policy that asks whom another domain trusts | `NotTrusting`: the policy's domain, or one above it |
//! | owner | freezes first, so that the domain cannot, and opens later | a domain's freeze takes the place of the owner's |
//! | lower rank | lifts a freeze of a higher one | `HigherAuthorityNeeded` |
//! | holder | hands on more than it has | `WiderThanParent`, and the decision is a conjunction |
//! | holder | grants from a grant that is made later, or from itself | a parent exists, and never changes |
//! | holder of a revoked grant | goes on by one that it made before | the decision walks up |
//! | holder | makes a grant to hinder that the one above it is closed | not longer than 30 days after the end of both |
//! | subject | buys by a cheap rule, or by one without a limit, and is served by another | `UsesDiffer`: rules that count on the chain are alike in price and limit |
//! | subject | buys uses of a cheap action, and is served a dear one | each action has its own total |
//! | subject | has its uses served once more by a new enforcer | another enforcer is another series, which begins at none |
//! | suspended holder | hands its grant on to somebody who is not | the holder of the parent is active, with all its domains |
//! | owner | raises the price before a use | the sender says the most that it pays |
//! | subject | uses for another subject | it is the subject, or owns the device |
//! | stranger | approves | an approval counts where a rule names its account |
//! | enforcer | rewrites its log | `NotAppendOnly` |
//!
//! # Example
//!
//! `src/tests/example.rs`: a lift, a technician's phone, and a subcontractor.
//!
//! # Limits
//!
//! The holder of a grant above the last one may be gone: that does not end what it handed on, revoking does. A grant or a
//! use is a device's or an account's: a device that is sold takes its grants along. A permit is good for a day and for as
//! many resources as its owner makes meanwhile; the domain can freeze them. The chain does not know what enforcers served
//! without it: the uses of a grant are limited by each for itself. An owner who changes the enforcer
//! leaves uses unserved that were bought before, and pays nothing back.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

mod approvals;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(feature = "std")]
mod configuration;
mod costs;
mod deposits;
mod errors;
mod events;
mod facts;
mod grants;
mod log;
#[cfg(test)]
mod mock;
mod policies;
mod resources;
mod storage;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
mod uses;
pub mod weights;

pub use facts::StorageFacts;
use frame_support::pallet_macros::import_section;
pub use pallet::*;
pub use types::{DeniedBy, PolicyAt, PolicyFaultByte, ResourceChange, ResourcePermit, StateChange};
pub use weights::WeightInfo;

/// Resources, policies, grants, uses, approvals and logs.
#[import_section(storage::storage)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		uses::Asked, DeniedBy, PolicyAt, PolicyFaultByte, ResourceChange, ResourcePermit,
		WeightInfo,
	};
	use alloc::boxed::Box;
	use codec::Encode;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		access::{
			log::{Lie, LieKind, LogHead, Seal},
			Action, Actions, Approval, Authority, Counted, Decision, Delegation, GatewayFacts,
			Grant, GrantId, Holder, Policy, PolicyBody, PolicyId, Resource, ResourceId,
			ResourceState, Scope, Subject, MAX_CONSISTENCY, MAX_DEPTH,
		},
		cell::Cell,
		domains::DomainId,
		identity::IdentityFacts,
		merkle,
		proofs::Membership,
		AccountId, Balance, DeviceId, DeviceSignature, Hash, Moment,
	};
	use sp_runtime::SaturatedConversion;

	/// The storage version that this code writes.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions. Accounts and hashes are the protocol's, since signatures bind them.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// Holds the deposits, and pays prices.
		type Currency: fungible::Mutate<AccountId, Balance = Balance>
			+ fungible::MutateHold<AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds; this pallet's is [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// Wall-clock time, in ms.
		type Time: Time<Moment = Moment>;

		/// Devices, domains and units: the registry of devices.
		type Identity: IdentityFacts;

		/// Gateways and their words for places. `()` where there are none: a place is unknown then.
		type Gateways: GatewayFacts;

		/// Checks proofs of members: the pallet that keeps groups.
		type Membership: Membership;

		/// Held for each item in storage, in planck. Lower, and storage becomes cheap to fill.
		#[pallet::constant]
		type ItemDeposit: Get<Balance>;

		/// Held for each byte in storage, in planck. Lower, and storage becomes cheap to fill.
		#[pallet::constant]
		type ByteDeposit: Get<Balance>;

		/// [`jmt_primitives::access::EVALUATOR`]: snapshots of another one are refused.
		#[pallet::constant]
		type Evaluator: Get<u32>;

		/// Puts facts of identity into storage.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: jmt_primitives::identity::PlantIdentity;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a resource.
		#[codec(index = 0)]
		Resource,
		/// The deposit of a policy and its bytes.
		#[codec(index = 1)]
		Policy,
		/// The deposit of a grant.
		#[codec(index = 2)]
		Grant,
		/// The deposit of counted uses.
		#[codec(index = 3)]
		Uses,
		/// The deposit of an approval.
		#[codec(index = 4)]
		Approval,
		/// The deposit of a log's head.
		#[codec(index = 5)]
		Log,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "std")]
		fn integrity_test() {
			// Some numbers may be backed by storage, of which this sees the defaults.
			sp_io::TestExternalities::new_empty().execute_with(Self::check_configuration);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			<Self as jmt_primitives::Invariants>::check()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A policy; `None` when there is none with this number.
		pub fn policy(policy: PolicyId) -> Option<Policy> {
			Policies::<T>::get(policy)
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Makes a resource of the sender's in a `domain`, by the `permit` of one of its authorities; a sender who is one
		/// needs none. `place` is told and decides nothing. `enforcer` is registered, `fail_safe` within `actions`, `policy`
		/// the sender's, for this domain or one above it. Emits `ResourceCreated`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::create_resource())]
		#[allow(clippy::too_many_arguments)]
		pub fn create_resource(
			origin: OriginFor<T>,
			domain: DomainId,
			permit: Option<ResourcePermit>,
			place: Option<Cell>,
			enforcer: Option<DeviceId>,
			actions: Actions,
			fail_safe: Actions,
			policy: Option<PolicyId>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let resource = Resource {
				owner,
				domain,
				place,
				enforcer,
				actions,
				fail_safe,
				policy,
				epoch: 0,
				series: 0,
				state: ResourceState::Open,
				deposit: 0,
			};
			Self::do_create_resource(resource, permit)
		}

		/// Makes a `change` of a `resource`: its owner any, an authority of its domain whether it is frozen. Another enforcer
		/// serves no use that was bought before. Emits `ResourceChanged`.
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::change_weight(change))]
		pub fn set_resource(
			origin: OriginFor<T>,
			resource: ResourceId,
			change: ResourceChange,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_resource(who, resource, change)
		}

		/// Closes a `resource` of the sender's. Its grants and uses may then be cleared by anybody, approvals after their end.
		/// Emits `ResourceClosed`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::close_resource())]
		pub fn close_resource(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_close_resource(&owner, resource)
		}

		/// Writes the `body` of a policy of the sender's `at` a new number, or in the place of an old one. Emits `PolicySet`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::set_policy(body.encoded_size().saturated_into()))]
		pub fn set_policy(origin: OriginFor<T>, at: PolicyAt, body: PolicyBody) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_set_policy(owner, at, body)
		}

		/// Grants a right to a `resource`: its owner without a `parent`, else who acts for the parent's holder, which is the
		/// account, the device's owner, or an authority of the domain. That holder is active, with all its domains. The right is what the `scope` of all grants up to the root
		/// have in common; `delegation` says whether it may be handed on. Emits `Granted`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::grant(MAX_DEPTH))]
		pub fn grant(
			origin: OriginFor<T>,
			resource: ResourceId,
			parent: Option<GrantId>,
			holder: Holder,
			scope: Scope,
			delegation: Delegation,
		) -> DispatchResultWithPostInfo {
			let issuer = ensure_signed(origin)?;
			let depth = Self::do_grant(issuer, resource, parent, holder, scope, delegation)?;
			Ok(Some(T::WeightInfo::grant(depth.into())).into())
		}

		/// Revokes a `grant`, and with it all below: by its issuer, the issuer of one above, or the resource's owner. Emits
		/// `GrantRevoked`.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::revoke())]
		pub fn revoke(origin: OriginFor<T>, grant: GrantId) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_revoke(by, grant)
		}

		/// Revokes all grants of a `resource` of the sender's. Emits `AllRevoked`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::revoke_all())]
		pub fn revoke_all(origin: OriginFor<T>, resource: ResourceId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_revoke_all(&owner, resource)
		}

		/// Revokes all passes of a `grant`: by who acts for its holder, its issuer, or the resource's owner. Emits
		/// `PassesRevoked`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::bump_passes())]
		pub fn bump_passes(origin: OriginFor<T>, grant: GrantId) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_bump_passes(&by, grant)
		}

		/// Closes a `grant` from which no other was made, and releases its deposit: by its payer, or by anybody 30 days after
		/// its end or that of one above it, or once its resource is gone. Emits `GrantClosed`.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::close_grant())]
		pub fn close_grant(origin: OriginFor<T>, grant: GrantId) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_close_grant(&by, grant)
		}

		/// Approves a `request` about a `resource`, by its hash, `until` a moment (ms) 366 days ahead at most. Once more by
		/// the same account sets another end. Emits `Approved`.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::approve())]
		pub fn approve(
			origin: OriginFor<T>,
			resource: ResourceId,
			request: Hash,
			until: Moment,
		) -> DispatchResult {
			let approver = ensure_signed(origin)?;
			Self::do_approve(approver, resource, request, until)
		}

		/// Withdraws an approval of a `request` about a `resource` and releases its deposit: by its `approver`, or by anybody
		/// after its end. Emits `ApprovalWithdrawn`.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::withdraw_approval())]
		pub fn withdraw_approval(
			origin: OriginFor<T>,
			resource: ResourceId,
			request: Hash,
			approver: AccountId,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_withdraw_approval(&by, resource, request, approver)
		}

		/// Uses the right to an `action`, by this `authority`, `uses` times: decides, counts, and pays the owner of the
		/// `resource`, `most_price` planck for all at most. `subject` is the sender, or a device of the sender's. The enforcer
		/// of now serves these uses, of this action and whatever their price becomes; a later one does not. Emits `Used`.
		#[pallet::call_index(11)]
		#[pallet::weight(Pallet::<T>::most_use_weight(authority))]
		#[allow(clippy::too_many_arguments)]
		pub fn use_right(
			origin: OriginFor<T>,
			resource: ResourceId,
			subject: Subject,
			action: Action,
			authority: Authority,
			uses: u32,
			most_price: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let asked = Asked { resource, subject, action, authority, uses };
			Self::do_use_right(who, asked, most_price)
		}

		/// Anchors the log of an `enforcer`, whose `signature` is over `seal`, `leaves` and `root`: the seal is the last leaf,
		/// as `path` proves, and `consistency` shows that the log extends the one before. Sent and paid by anybody. Emits
		/// `Anchored`.
		#[pallet::call_index(12)]
		#[pallet::weight(
			T::WeightInfo::anchor(consistency.len().saturating_add(path.len()).saturated_into())
				.saturating_add(Pallet::<T>::verify_weight(signature.key_type()))
		)]
		#[allow(clippy::too_many_arguments)]
		pub fn anchor(
			origin: OriginFor<T>,
			enforcer: DeviceId,
			seal: Seal,
			leaves: u32,
			root: Hash,
			consistency: BoundedVec<Hash, ConstU32<MAX_CONSISTENCY>>,
			path: merkle::Proof,
			signature: DeviceSignature,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			let head = crate::log::NewHead {
				enforcer,
				seal,
				leaves,
				root,
				consistency: &consistency,
				path: &path,
			};
			Self::do_anchor(by, &head, &signature)
		}

		/// Shows a `lie` of an `enforcer`: its receipt and the log disagree, or an entry is missing where its seal says that
		/// all are. Emits `LieReported`.
		#[pallet::call_index(13)]
		#[pallet::weight(Pallet::<T>::report_lie_weight(lie))]
		pub fn report_lie(
			origin: OriginFor<T>,
			enforcer: DeviceId,
			lie: Box<Lie>,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_report_lie(by, enforcer, &lie)
		}

		/// Closes a `policy` of the sender's that no resource names. Emits `PolicyClosed`.
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::close_policy())]
		pub fn close_policy(origin: OriginFor<T>, policy: PolicyId) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_close_policy(&owner, policy)
		}

		/// Clears uses that were `counted` of a resource that is gone, or under a grant that is, and releases their deposit.
		/// By anybody. Emits `UsesCleared`.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::clear_uses())]
		pub fn clear_uses(
			origin: OriginFor<T>,
			resource: ResourceId,
			counted: Counted,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_clear_uses(resource, counted)
		}

		/// Closes the log of an `enforcer` that never lied, a year after its last anchor and once the device is not
		/// registered: by who paid. Emits `LogClosed`.
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::close_log())]
		pub fn close_log(origin: OriginFor<T>, enforcer: DeviceId) -> DispatchResult {
			let payer = ensure_signed(origin)?;
			Self::do_close_log(&payer, enforcer)
		}
	}
}
