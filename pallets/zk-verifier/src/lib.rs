//! Zero-knowledge proofs: keys, groups whose members speak without saying which one they are, and anchored roots.
//!
//! # Words
//!
//! - *Key*: a Groth16 verifying key over BN254. Its *id* is a hash of its canonical bytes, so that it never changes.
//! - *Set-up*: how the secrets of a key were made. One who kept them forges proofs.
//! - *Statement*: a key with public inputs. A proof shows it, and many proofs show the same one.
//! - *Group*: a LeanIMT of commitments over Poseidon, kept in *pages* of 64 leaves. A *member* knows the secret behind
//!   one of them.
//! - *Topic*: something that the members of a group speak about, each once. Its name begins with its end.
//! - *Scope*: a hash of genesis, group and topic. The *nullifier* of a member in a scope is its *alias* there.
//! - *Signal*: the word of a member: a message under an alias.
//! - *Stamp*: work that a signal without a fee shows.
//! - *Anchor*: a root that an account stands for, under a *label*.
//!
//! # Walk
//!
//! Somebody registers a key by [`Pallet::register_key`]; from then on anybody has proofs of it checked by
//! [`Pallet::verify`] and [`Pallet::verify_batch`], and other pallets by [`jmt_primitives::proofs::VerifyProof`]. Its
//! owner retires it by [`Pallet::retire_key`].
//!
//! The owner of a group adds commitments by [`Pallet::add_members`]. Somebody opens a topic by [`Pallet::open_topic`] and
//! pays for its aliases. A member fetches the pages, proves with Semaphore's circuit that one of the leaves is its own,
//! and speaks by [`Pallet::signal`]: signed by anybody, or without a fee and with a stamp. After the topic's end anybody
//! clears it by [`Pallet::close_topic`].
//!
//! A witness anchors the root over that which it saw, by [`Pallet::anchor`]. Statements of the chain's own circuits name
//! account and label of an anchor, and [`Pallet::check_statement`] checks them.
//!
//! # Design
//!
//! - Verifying is plain WASM: a light client executes what a full node does.
//! - A key is checked once, when it is registered, and stored beside e(alpha, beta). It is not checked again.
//! - The number of inputs is looked at before anything is decoded: it costs as much as was paid for.
//! - A retired key takes nothing new and verifies until a date, so that what named it is not cut off. Its owner sets that
//!   date once. Governance retires any key, brings the date nearer, and with either bars the key for ever. Keys of depths
//!   it retires alone.
//! - A batch is all or nothing: it is for those who have checked before. A refused proof pays as much as a good one.
//! - The depths of groups have Semaphore's published keys, by their content. A key that says it is for a depth is not
//!   used for it.
//! - A group's first `close_group` lets nothing new in; its pages go once its topics are over.
//! - A bounty is shared by the aliases that each clears, and the last one gets what division left. A topic is cleared once
//!   a block, since a second search would pass all that the first one removed.
//! - A replaced root has its date when it is replaced: a lifetime that is raised brings no root back.
//! - Another pallet opens topics by its route, and takes their words itself. `signal` takes none of these.
//! - A signal without a fee is verified in each pool and in `pre_dispatch`, and not again in its dispatch.
//! - An anchor is never overwritten: a statement that names it does not change its sense before it is dropped.
//!
//! # Laws
//!
//! 1. Every key has its bytes, which hash to its id, would be taken now, have as many inputs as its record says, and hold
//!    the right e(alpha, beta). No bytes are stored without a key.
//! 2. A key without an owner holds nothing. None is of a set-up for development where genesis refuses them. A retired
//!    key ends within a year. A barred one is retired, or not registered.
//! 3. Every anchored root is a number.
//! 4. A group's root and frontier are those of the tree of its pages, of which none but the last has room. It counts its
//!    topics.
//! 5. A topic is named by its end, of a group, and counts its aliases. Every alias is of a topic.
//! 6. Of every account that pays for keys, groups, topics or anchors the sum of their deposits is held, for each by
//!    itself.
//!
//! # Attacks
//!
//! | attacker | attack | answer |
//! |---|---|---|
//! | forger | registers a key with delta = gamma or delta = the generator, and proves anything | refused by name, as points at infinity, off the curve and out of the subgroup are |
//! | forger | registers a key of his own for a depth | a depth has its published key, by its hash |
//! | forger | brings a key of a set-up that he made alone | the set-up is said, not proven; presets other than development refuse `Development`, and who names a key chooses whom it trusts |
//! | maker of a broken key | retires it for a year and goes on forging | governance brings the date nearer, to now if it must be |
//! | maker of a broken key | has it removed once it is retired, and registers the same bytes anew | a key that governance retired is barred for ever; a motion also bars one that was removed before it |
//! | squatter | registers a published key first and retires it | governance alone retires the key of a depth; another key verifies until its date, and is then removed by anybody and registered anew |
//! | owner of a key | cuts off that which named it | the date is set once, and it verifies until then |
//! | sender | sends proofs that fail, or with a wrong number of inputs | pays the weight of a good one; nothing is decoded for a wrong number |
//! | sender | hides a bad proof among 64, or two whose faults cancel | coefficients of 128 bits over keys, proofs and inputs |
//! | sender | sends x + r for x, another statement that proves as well | a number has one encoding |
//! | sender | makes another proof out of a proof | the event names the statement, not the proof; what counts once has a nullifier |
//! | witness | anchors one root, shows it, then another under the same name | `AnchorExists`; a dropped anchor that comes again says when |
//! | reader of the pool | takes a proof out of another pallet's call and signals with it, so that the alias is spent | such a pallet opens topics by its route, of which `signal` takes no words |
//! | member | counts twice: by another proof, its nullifier plus r, the name of a topic that was cleared, another chain | one alias a scope, one encoding of a number; a topic's name says its end; a scope names the chain |
//! | removed member | goes on | until `RootLifetime` after its removal |
//! | owner of a group | changes it until the root that a member proves against is pushed out | a change is refused while 64 replaced roots are good, and each keeps its date |
//! | stranger | opens topic after topic, so that a group and its deposit stay | a group takes none from the first `close_group` on, and a stranger's topic ends within 30 days |
//! | reader of the pool | opens a topic just before its opener, with room for one alias or another route | not prevented: the opener gets `TopicExists` and takes another name, the reader pays; a name is told once its topic is open |
//! | stranger | clears a topic many times a block, so that each search passes what was removed | once a block |
//! | stranger | clears one alias a block, so that others wait | each block costs a fee and clears an alias; others outbid it by a tip |
//! | opener | freezes its balance, so that nobody is paid for clearing | a bounty is paid out of what is held, frozen or not |
//! | sender without a fee | floods nodes with wrong proofs | a stamp over the proof, checked before it; see `docs/decisions/0021-stamp.md` |
//! | witness | lies about that which it saw | not found: an anchor says who stands for a root, not that it is true |
//!
//! # Example
//!
//! `src/tests/example.rs`: Alice's bakery shows the sum of its readings, and none of them.
//!
//! # Limits
//!
//! A proof is as good as the set-up of its key. Statements say nothing about the time of a proof: what it is bound to
//! stands in its inputs. An anchor may be dropped, and a statement that names it is then refused.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

mod anchors;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(feature = "std")]
mod configuration;
mod deposits;
mod errors;
mod events;
#[cfg(any(test, feature = "runtime-benchmarks"))]
pub mod forged;
mod genesis;
mod groups;
mod keys;
#[cfg(test)]
mod mock;
mod signal;
mod storage;
#[cfg(test)]
mod tests;
mod topics;
mod try_state;
mod types;
mod verify;
pub mod weights;

use frame_support::pallet_macros::import_section;
pub use groups::RootStanding;
pub use pallet::*;
pub use signal::Signal;
pub use types::{
	Anchor, Group, KeyBytes, KeyRecord, Page, PreparedBytes, Replaced, RootRing, Siblings, Topic,
	MAX_ALIASES, MAX_CLAIMS, MAX_KEY, MAX_MEMBERS, MAX_PREPARED, MAX_ROOTS, MAX_SIBLINGS, PAGE,
};
pub use weights::WeightInfo;

/// Zero-knowledge proofs: keys, groups, topics and anchors.
#[import_section(storage::storage)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		groups::MAX_PAGES, topics::MAX_CLEARED, Anchor, Group, KeyBytes, KeyRecord, Page,
		PreparedBytes, RootRing, Siblings, Signal, Topic, WeightInfo, MAX_CLAIMS, MAX_MEMBERS,
	};
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		authorized::FreeShare,
		proofs::{
			stamp::Stamp, Alias, Claim, GenesisKey, GroupId, Inputs, KeyId, MembershipKeys,
			MembershipProof, ProofBytes, Purpose, Route, Scalar, SetUp, TopicId,
		},
		AccountId, Balance, Hash, Moment,
	};
	use jmt_zk_poseidon::lean_imt::Frontier;
	use sp_runtime::SaturatedConversion;

	/// The storage version that this code writes.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions. Accounts and hashes are the protocol's, since proofs bind them.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// Holds the deposits.
		type Currency: fungible::Mutate<AccountId, Balance = Balance>
			+ fungible::MutateHold<AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds; this pallet's is [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// Wall-clock time, in ms.
		type Time: Time<Moment = Moment>;

		/// Retires any key, brings the end of a retired one nearer, and with either bars it for ever.
		type AdminOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Where calls without a fee come from: `EnsureNone`.
		type FreeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Holds signals without a fee to their share of a block.
		type FreeShare: FreeShare;

		/// The keys that memberships are proven by: [`jmt_primitives::proofs::Semaphore`].
		type MembershipKeys: MembershipKeys;

		/// How long a root stays good after it was replaced, in ms: a minute at least, 10 are sensible. Lower than the time
		/// from a member's look at the pages to the block, and its proofs come too late.
		type RootLifetime: Get<Moment>;

		/// Leading zero bits of a stamp. 20 are sensible, below 8 it is none. Lower, and wrong proofs become cheap to make up.
		type StampBits: Get<u32>;

		/// Held for each item in storage, in planck. Lower, and storage becomes cheap to fill.
		#[pallet::constant]
		type ItemDeposit: Get<Balance>;

		/// Held for each byte in storage, in planck. Lower, and storage becomes cheap to fill.
		#[pallet::constant]
		type ByteDeposit: Get<Balance>;

		/// Held for each alias that a topic takes, in planck. Lower, and storage becomes cheap to fill.
		#[pallet::constant]
		type AliasDeposit: Get<Balance>;

		/// Held besides for each topic and paid to the accounts that clear it, in planck. Lower than the fees of
		/// clearing, and topics are left behind.
		#[pallet::constant]
		type TopicBounty: Get<Balance>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The deposit of a key.
		#[codec(index = 0)]
		Key,
		/// The deposit of a group and its pages.
		#[codec(index = 1)]
		Group,
		/// The deposit of a topic and its aliases.
		#[codec(index = 2)]
		Topic,
		/// The deposit of an anchor.
		#[codec(index = 3)]
		Anchor,
	}

	/// Keys of the chain's beginning.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Keys without owner and deposit. Building panics on one that is refused, or named twice.
		pub keys: Vec<GenesisKey>,
		/// Whether keys of a set-up for development are taken, now and later. Nowhere but on chains for development.
		pub development_keys: bool,
		#[serde(skip)]
		#[doc(hidden)]
		pub _phantom: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			crate::genesis::build::<T>(&self.keys, self.development_keys);
		}
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
		/// The scope that proofs under a topic of a group are made for, as Semaphore's libraries take it. None at genesis,
		/// whose state does not know its hash.
		pub fn scope(group: GroupId, topic: TopicId) -> Option<Hash> {
			let is_known = frame_system::Pallet::<T>::block_number() > 0;
			is_known.then(|| Self::scope_of(group, &topic))
		}

		/// The key that memberships are proven by at a depth, if it is registered.
		pub fn membership_key(depth: u8) -> Option<KeyId> {
			// Read whole: a light client cannot prove that a value of more than 32 bytes exists without it.
			T::MembershipKeys::key(depth).filter(|key| Keys::<T>::get(key).is_some())
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Registers a key of this `purpose` and `set_up`, and holds a deposit for its bytes.
		///
		/// `bytes` are canonical: alpha, beta, gamma, delta and a point for 1 and each input, as EIP-197 writes them.
		/// Emits `KeyRegistered`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::register_key(Pallet::<T>::inputs_of(bytes.len())))]
		pub fn register_key(
			origin: OriginFor<T>,
			bytes: KeyBytes,
			purpose: Purpose,
			set_up: SetUp,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let (key, inputs, deposit) = Self::do_register_key(&owner, &bytes, purpose, set_up)?;
			Self::deposit_event(Event::KeyRegistered {
				key,
				owner,
				purpose,
				set_up,
				inputs,
				deposit,
			});
			Ok(())
		}

		/// Retires the key `id`: nothing new may name it, and it verifies until the moment `until`, at most a year ahead.
		/// By its owner, if it is not that of a depth, or by governance, which also brings that moment nearer (the past
		/// stands for now) and bars the key for ever.
		///
		/// Once it has passed, anybody removes the key by the same call, and the deposit goes back to the owner. Emits
		/// `KeyRetired` or `KeyRemoved`, and `KeyBarred`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::retire_key().max(T::WeightInfo::remove_key()))]
		pub fn retire_key(origin: OriginFor<T>, id: KeyId, until: Moment) -> DispatchResult {
			let by = match T::AdminOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_retire_key(by.as_ref(), id, until)
		}

		/// Verifies a `proof` of these `inputs` by a `key`. One that is refused pays as much. Emits `ProofVerified`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::verify_one(inputs.len().saturated_into()))]
		pub fn verify(
			origin: OriginFor<T>,
			key: KeyId,
			proof: ProofBytes,
			inputs: Inputs,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_verify(&by, &[Claim { key, proof, inputs }])
		}

		/// Verifies 1 to 64 `claims`, whose keys may differ: all of them, or none. 64 fit a block by up to 32 keys, or by 64
		/// of 16 inputs each; not by 64 of 32. Emits `ProofVerified` for each.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::batch_weight(claims))]
		pub fn verify_batch(
			origin: OriginFor<T>,
			claims: BoundedVec<Claim, ConstU32<MAX_CLAIMS>>,
		) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_verify(&by, &claims)
		}

		/// Makes an empty group of the sender's. Emits `GroupCreated`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::create_group())]
		pub fn create_group(origin: OriginFor<T>) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_create_group(owner)
		}

		/// Adds up to 256 members, by their `commitments`, to a group of the sender's. Emits `MembersAdded`.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::add_members(commitments.len().saturated_into()))]
		pub fn add_members(
			origin: OriginFor<T>,
			group: GroupId,
			commitments: BoundedVec<Scalar, ConstU32<MAX_MEMBERS>>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_add_members(&owner, group, &commitments)
		}

		/// Removes the member at `index` of a group: its `leaf` becomes 0. Roots with it stay good for `RootLifetime`. Emits
		/// `MemberRemoved`.
		///
		/// `siblings` are those of the leaf's path, lowest first, without the levels at which its node has none.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::update_member(siblings.len().saturated_into()))]
		pub fn remove_member(
			origin: OriginFor<T>,
			group: GroupId,
			index: u32,
			leaf: Scalar,
			siblings: Siblings,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_remove_member(&owner, group, index, &leaf, &siblings)
		}

		/// Puts a `new` member in the place of an `old` one at `index` of a group, or of one that was removed. `siblings` are
		/// as for `remove_member`. Emits `MemberReplaced`.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::update_member(siblings.len().saturated_into()))]
		pub fn replace_member(
			origin: OriginFor<T>,
			group: GroupId,
			index: u32,
			old: Scalar,
			new: Scalar,
			siblings: Siblings,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_replace_member(&owner, group, index, &old, &new, &siblings)
		}

		/// Closes a group of the sender's: it takes nothing new, and once no topic is open each call clears up to `pages`
		/// of its pages, 256 at most, and returns their deposit. Emits `GroupClosing`, `GroupCleared` and `GroupClosed`.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::close_group((*pages).min(MAX_PAGES)))]
		pub fn close_group(
			origin: OriginFor<T>,
			group: GroupId,
			pages: u32,
		) -> DispatchResultWithPostInfo {
			let owner = ensure_signed(origin)?;
			Self::do_close_group(&owner, group, pages)
		}

		/// Opens a topic in a group, and holds a deposit for `most` aliases. The first eight bytes of its name are `ends`, in
		/// ms, big-endian: 30 days ahead at most, 366 for the group's owner. Emits `TopicOpened`.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::open_topic())]
		pub fn open_topic(
			origin: OriginFor<T>,
			group: GroupId,
			topic: TopicId,
			ends: Moment,
			most: u32,
		) -> DispatchResult {
			let opener = ensure_signed(origin)?;
			Self::do_open_topic(opener, group, topic, ends, most, None)
		}

		/// Clears up to `n` aliases of a topic of a group, 1,000 at most, once it has ended and once a block, for a part of the
		/// bounty. With the last one the topic goes, and the rest of its deposit back to the opener. Emits `TopicCleared` and
		/// `TopicClosed`.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::close_topic((*n).min(MAX_CLEARED)))]
		pub fn close_topic(
			origin: OriginFor<T>,
			group: GroupId,
			topic: TopicId,
			n: u32,
		) -> DispatchResultWithPostInfo {
			let by = ensure_signed(origin)?;
			Self::do_close_topic(by, group, topic, n)
		}

		/// Takes the word of a member of a group about a topic: the `message`, under the alias `nullifier`, by a `proof` of
		/// the circuit of this `depth` for this `root`. Signed by anybody, without a stamp; or without a fee, with one: then
		/// it travels as a bare extrinsic.
		///
		/// Refusals of the latter, each with a stable code, stand in [`jmt_primitives::authorized`]. Emits `Signalled`.
		#[pallet::call_index(11)]
		#[pallet::weight(Pallet::<T>::signal_weight(stamp.as_ref()))]
		#[pallet::authorize(|_, group, depth, root, nullifier, message, topic, proof, stamp| {
			let proof = MembershipProof {
				depth: *depth,
				root: *root,
				nullifier: *nullifier,
				proof: *proof,
			};
			let signal = Signal { group: *group, topic: *topic, message: *message, proof };
			Pallet::<T>::authorize_signal(&signal, stamp.as_ref())
		})]
		// Part of the call's own weight.
		#[pallet::weight_of_authorize(Weight::zero())]
		#[allow(clippy::too_many_arguments)]
		pub fn signal(
			origin: OriginFor<T>,
			group: GroupId,
			depth: u8,
			root: Scalar,
			nullifier: Scalar,
			message: Hash,
			topic: TopicId,
			proof: ProofBytes,
			stamp: Option<Stamp>,
		) -> DispatchResultWithPostInfo {
			let proof = MembershipProof { depth, root, nullifier, proof };
			Self::do_signal(origin, &Signal { group, topic, message, proof }, stamp.as_ref())
		}

		/// Anchors a root under a label of the sender's. Emits `Anchored`.
		#[pallet::call_index(12)]
		#[pallet::weight(T::WeightInfo::anchor())]
		pub fn anchor(origin: OriginFor<T>, label: Hash, root: Scalar) -> DispatchResult {
			let account = ensure_signed(origin)?;
			let deposit = Self::do_anchor(&account, &label, &root)?;
			Self::deposit_event(Event::Anchored { account, label, root, deposit });
			Ok(())
		}

		/// Drops the anchor under a label of the sender's and releases its deposit. Emits `AnchorDropped`.
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::drop_anchor())]
		pub fn drop_anchor(origin: OriginFor<T>, label: Hash) -> DispatchResult {
			let account = ensure_signed(origin)?;
			let deposit = Self::do_drop_anchor(&account, &label)?;
			Self::deposit_event(Event::AnchorDropped { account, label, deposit });
			Ok(())
		}
	}
}
