//! The foundation's pot: announced spending that can be vetoed, and airdrops.
//!
//! # Words
//!
//! - *Pot*: the keyless account that the 15 B of the foundation stand in ([`Config::Pot`]).
//! - *Announcement*: a spending that the council decided on, with the hash of its published reason, the
//!   *purpose*. Its amount is on hold in the pot from then on.
//! - *Window*: the time after an announcement in which it cannot be executed, so that the supervisory
//!   board can look at it. It has passed when enough wall-clock time has, and enough blocks were made.
//! - *Veto*: the supervisory board strikes an announcement, as long as it is not executed.
//! - *Execution*: anybody carries out the announcement after the window.
//! - *Lapse*: anybody releases an announcement that was not executed in time.
//! - *Airdrop*: a list of accounts and amounts by its Merkle root. Each entry is *claimed* once with a
//!   proof, until the *deadline*.
//! - *Sweep*: after the deadline the unclaimed *rest* returns, and the flags of claimed entries are
//!   removed.
//!
//! # Walk
//!
//! The council announces a transfer ([`Pallet::announce_transfer`]) or an airdrop
//! ([`Pallet::announce_airdrop`]): the amount is put on hold for [`HoldReason::Announced`]. Within the
//! window, and after it until somebody executes, the board can [`Pallet::veto`]. Then anybody calls
//! [`Pallet::execute`]: a transfer is paid, an airdrop's amount passes to [`HoldReason::Airdrop`] and its
//! claims begin ([`Pallet::claim`]). From the deadline on anybody calls [`Pallet::sweep`]. An announcement
//! that was not executed within [`Config::Lapse`] after its window is released by [`Pallet::lapse`].
//!
//! # Design
//!
//! - Announced money is on hold, so announcements never promise more than the pot has, and the money of one
//!   is never spent by another.
//! - Window, blocks and lapse are noted in the announcement: a changed constant does not change earlier
//!   announcements. All times are half open: executable *from* on, claimable *until* but not at it.
//! - The window is wall-clock time, as it is promised to people, **and** a number of blocks: while the
//!   chain stands still the board cannot veto, so time alone must not make anything executable.
//! - The leaf of an entry ([`jmt_primitives::merkle::airdrop_leaf`]) names genesis, purpose, deadline,
//!   index, account and amount. It does not name the airdrop's id, which is not known when the list is
//!   made. No two airdrops, announced or running, have the same root ([`Lists`]), and the deadline, which
//!   is in the leaf, ends all claims: so a list is good in one airdrop only, while one that was vetoed can
//!   be announced again as it is. An entry is not: a corrected list announced beside the first pays the
//!   accounts that stand in both twice, unless the board vetoes the first.
//! - Anybody may submit a claim and pays its fee; the money goes to the account in the leaf. So an
//!   account without any JMT can be given some.
//! - Payments are released, then transferred, so that wallets and indexers see a plain transfer.
//!
//! # Storage and its price
//!
//! | Entry | Bound | Paid by | Removed by |
//! |---|---|---|---|
//! | announcement, list | [`Config::MaxOpen`] | the fee of the council's motion | execution, veto or lapse |
//! | airdrop, its list | one per executed announcement | the fee of the execution | the first sweep |
//! | flags of 512 entries | [`Config::MaxLeaves`] / 512 per airdrop | the fee of the first claim among them | sweeps |
//!
//! # Laws
//!
//! Checked by [`jmt_primitives::Invariants`]:
//!
//! 1. The pot's hold for announcements is the sum of the open announcements.
//! 2. The pot's hold for airdrops is the sum of the unpaid rests of the running ones.
//! 3. No more than [`Config::MaxOpen`] announcements are open.
//! 4. An airdrop has paid no more than its total, to no more entries than its list has, and as many as
//!    have their flag set.
//! 5. Flags belong to a running airdrop, or to one whose sweep has not come to them yet.
//! 6. An id is below the next one and stands for one thing: an announcement, an airdrop, or a sweep.
//! 7. [`Lists`] holds the roots of the announced and running airdrops, and nothing else.
//! 8. The pot keeps the existential deposit free of holds.
//!
//! # Example
//!
//! `src/tests/example.rs`: an airdrop from the council's word to Alice's account.
//!
//! # Limits
//!
//! - A list is not checked against its total, since only its root is announced. Entries that add up to
//!   more are paid in the order of their claims until the total is used up; no other money is touched.
//!   Watchers should recompute the root from the published list within the window.
//! - Entries below the existential deposit can be claimed only for accounts that exist.
//! - The council cannot take an announcement back; it asks the board for a veto.
//! - This pallet does not follow a transfer beyond its receiver. The purpose is a hash: publishing the
//!   document is up to the council, and its absence is reason enough for a veto.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

mod announce;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod claim;
mod execute;
#[cfg(test)]
mod mock;
mod sweep;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
pub mod weights;
mod withdraw;

pub use jmt_primitives::merkle::{Flags, FLAGS_PER_CHUNK};
pub use pallet::*;
pub use types::{Airdrop, Announcement, Spending, Sweep};
pub use weights::WeightInfo;

/// The foundation's pot: announced spending that can be vetoed, and airdrops.
#[frame_support::pallet]
pub mod pallet {
	use super::{Airdrop, Announcement, Flags, Spending, Sweep, WeightInfo};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungible, EnsureOrigin, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		merkle::{Proof, MAX_DEPTH},
		AccountId, Balance, BlockNumber, Hash, Moment,
	};

	/// The storage version that this code writes.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions. Accounts and hashes are the protocol's, since lists name them.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// The native token. Announced money is on hold in it.
		type Currency: fungible::Mutate<AccountId>
			+ fungible::MutateHold<AccountId, Balance = Balance, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds; this pallet's are [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// The foundation's pot. It exists, and has a provider besides its balance.
		#[pallet::constant]
		type Pot: Get<AccountId>;

		/// Wall-clock time, in ms.
		type Time: Time<Moment = Moment>;

		/// Announces: a majority of the council.
		type SpendOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Vetoes: the supervisory board.
		type VetoOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Wall-clock time between an announcement and the first moment of its execution, in ms. 7 days
		/// are sensible. Lower, and a board of volunteers does not meet in time; 0 is refused by
		/// `integrity_test`.
		#[pallet::constant]
		type Window: Get<Moment>;

		/// Blocks that must have been made between an announcement and its execution. Half of what the
		/// window holds is sensible. Lower, and an outage eats the board's time; 0 is refused by
		/// `integrity_test`.
		#[pallet::constant]
		type MinWindowBlocks: Get<BlockNumber>;

		/// Wall-clock time after the window within which an announcement can be executed, in ms. 30 days
		/// are sensible. Lower than the time that [`Config::MinWindowBlocks`] may take longer than the
		/// window, and nothing is executed on a slow chain; 0 is refused by `integrity_test`.
		#[pallet::constant]
		type Lapse: Get<Moment>;

		/// Most announcements open at a time. 64 are sensible. Lower, and the council waits for windows to
		/// pass; higher, and the board has more to read.
		#[pallet::constant]
		type MaxOpen: Get<u32>;

		/// Latest deadline of an airdrop, counted from the end of its window, in ms. A year is sensible.
		/// Lower, and claimants have less time.
		#[pallet::constant]
		type MaxAirdropDuration: Get<Moment>;

		/// Most entries of an airdrop's list. 1,048,576 are sensible: 2,048 chunks of flags. Lower, and
		/// large lists need several airdrops.
		#[pallet::constant]
		type MaxLeaves: Get<u32>;

		/// Chunks of 512 flags that one sweep removes at most. 256 are sensible. Lower, and a large airdrop
		/// takes more sweeps; higher, and a sweep outgrows its benchmark, which `integrity_test` refuses.
		#[pallet::constant]
		type SweepChunks: Get<u32>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet holds funds of the pot.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The amounts of open announcements.
		#[codec(index = 0)]
		Announced,
		/// The unpaid rests of running airdrops.
		#[codec(index = 1)]
		Airdrop,
	}

	/// The id of the next announcement. An airdrop keeps the id of its announcement.
	#[pallet::storage]
	pub type NextId<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The open announcements by their ids, at most [`Config::MaxOpen`].
	///
	/// `Twox64Concat` here and below: ids and chunks are counted, not chosen.
	#[pallet::storage]
	pub type Announcements<T: Config> =
		CountedStorageMap<_, Twox64Concat, u32, Announcement, OptionQuery>;

	/// The running airdrops by their ids, from execution to the first sweep after the deadline.
	#[pallet::storage]
	pub type Airdrops<T: Config> = StorageMap<_, Twox64Concat, u32, Airdrop, OptionQuery>;

	/// Claimed entries: of an airdrop and a chunk the flags of the entries `512 x chunk` and following.
	#[pallet::storage]
	pub type Claimed<T: Config> =
		StorageDoubleMap<_, Twox64Concat, u32, Twox64Concat, u32, Flags, ValueQuery>;

	/// The airdrops that are over and whose flags are not all removed.
	#[pallet::storage]
	pub type Sweeps<T: Config> = StorageMap<_, Twox64Concat, u32, Sweep, OptionQuery>;

	/// Which announced or running airdrop has this root, so that no second one gets it.
	///
	/// `Identity`: a root is a hash already, and takes a council majority to be stored.
	#[pallet::storage]
	pub type Lists<T: Config> = StorageMap<_, Identity, Hash, u32, OptionQuery>;

	/// Changes of the foundation's pot.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A spending was announced and its amount put on hold.
		SpendingAnnounced {
			id: u32,
			spending: Spending,
			/// Hash of the published reason.
			purpose: Hash,
			/// The first moment of its execution, in ms.
			executable_from: Moment,
			/// The first block of its execution.
			executable_from_block: BlockNumber,
			/// The first moment at which it can no longer be executed, in ms.
			lapses_at: Moment,
		},
		/// The supervisory board struck an announcement, and its amount was released.
		SpendingVetoed {
			id: u32,
			/// Released in the pot, in planck.
			amount: Balance,
		},
		/// An announcement was not executed in time, and its amount was released.
		SpendingLapsed {
			id: u32,
			/// Released in the pot, in planck.
			amount: Balance,
		},
		/// An announced transfer was paid.
		TransferExecuted {
			id: u32,
			to: AccountId,
			/// In planck.
			amount: Balance,
		},
		/// An announced airdrop can be claimed.
		AirdropStarted {
			id: u32,
			/// Merkle root of the list.
			root: Hash,
			/// Entries of the list.
			leaves: u32,
			/// Paid by the airdrop at most, in planck.
			total: Balance,
			/// Its deadline, in ms.
			until: Moment,
		},
		/// An entry of an airdrop was claimed and paid.
		AirdropClaimed {
			/// Of the airdrop.
			id: u32,
			/// Of the entry in the list.
			index: u32,
			account: AccountId,
			/// In planck.
			amount: Balance,
		},
		/// An airdrop is over, and its rest was released.
		AirdropEnded {
			id: u32,
			/// Entries claimed.
			claims: u32,
			/// Paid by these entries, in planck.
			claimed: Balance,
			/// Unclaimed and released in the pot, in planck.
			returned: Balance,
		},
		/// Flags of an airdrop that is over were removed.
		AirdropSwept {
			id: u32,
			/// Chunks that this sweep removed.
			chunks: u32,
			/// Chunks that are left; with 0 the airdrop has left the storage.
			left: u32,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// No announcement with this id is open. It may have been executed, vetoed or released.
		UnknownAnnouncement,
		/// No airdrop with this id runs. It may not be executed yet, or be over and swept.
		UnknownAirdrop,
		/// `MaxOpen` announcements are open. Execute one, or have one vetoed or released.
		TooManyOpen,
		/// The pot has less than the amount besides its holds and its existential deposit.
		PotExhausted,
		/// The amount is 0.
		ZeroAmount,
		/// The pot would pay itself. Name another account.
		PotIsRecipient,
		/// The list has no entry.
		EmptyList,
		/// The list has more than `MaxLeaves` entries. Make several airdrops of it.
		ListTooLong,
		/// An announced or running airdrop has the same root. Make the list with another purpose or
		/// deadline.
		ListInUse,
		/// The deadline is not after the end of the window. Set a later one.
		DeadlineTooEarly,
		/// The deadline is more than `MaxAirdropDuration` after the end of the window. Set an earlier one.
		DeadlineTooLate,
		/// The window's wall-clock time has not passed. Wait until `executable_from`.
		WindowOpen,
		/// Fewer blocks were made since the announcement than the window needs. Wait until
		/// `executable_from_block`.
		TooFewBlocks,
		/// The time to execute the announcement is over. It can be released with `lapse`.
		AnnouncementLapsed,
		/// The time to execute the announcement is not over. Wait until `lapses_at`.
		NotLapsed,
		/// The airdrop's deadline has come, and claims have ended.
		AirdropOver,
		/// The airdrop's deadline has not come. Wait until then.
		AirdropRunning,
		/// The entry was claimed before.
		AlreadyClaimed,
		/// The index is not below the number of entries.
		IndexOutOfRange,
		/// The proof is shorter or longer than that of this index. See `merkle::proof_len`.
		WrongProofLength,
		/// The list does not say that the entry pays this amount to this account, or the proof is another's.
		NotInList,
		/// The airdrop has less left than the amount: its list adds up to more than was announced.
		AirdropExhausted,
		/// The account does not exist, and the amount is less than the existential deposit. Send it some JMT
		/// first.
		BelowMinimum,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(T::Window::get() > 0, "the board has time for a veto");
			assert!(T::MinWindowBlocks::get() > 0, "the board has blocks for a veto");
			assert!(T::Lapse::get() > 0, "an announcement can be executed");
			assert!(T::MaxOpen::get() > 0, "something can be announced");
			assert!(T::MaxAirdropDuration::get() > 0, "an airdrop can be claimed");
			assert!(T::MaxLeaves::get() > 0, "a list can have an entry");
			assert!(T::SweepChunks::get() > 0, "a sweep gets on");
			assert!(T::SweepChunks::get() <= 256, "sweeps are measured up to 256 chunks");
			let blocks = T::BlockWeights::get();
			let limit = blocks.get(DispatchClass::Normal).max_extrinsic.unwrap_or(blocks.max_block);
			assert!(
				T::WeightInfo::sweep(T::SweepChunks::get()).all_lte(limit),
				"a sweep fits a block"
			);
			assert!(T::WeightInfo::claim(MAX_DEPTH).all_lte(limit), "a claim fits a block");
			assert!(Self::execute_weight().all_lte(limit), "an execution fits a block");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			<Self as jmt_primitives::Invariants>::check()
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Announces a transfer of `amount` planck to `to` and puts the amount on hold. For the council.
		///
		/// `purpose` is the hash of the published reason. The transfer can be executed after the window.
		///
		/// Fails with `BadOrigin`, `ZeroAmount`, `PotIsRecipient`, `TooManyOpen` or `PotExhausted`. Emits
		/// `SpendingAnnounced`.
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::announce_transfer())]
		pub fn announce_transfer(
			origin: OriginFor<T>,
			to: AccountId,
			amount: Balance,
			purpose: Hash,
		) -> DispatchResult {
			T::SpendOrigin::ensure_origin(origin)?;
			Self::do_announce(Spending::Transfer { to, amount }, purpose)
		}

		/// Announces an airdrop and puts its amount on hold. For the council.
		///
		/// `root` is the Merkle root of the list and `leaves` the number of its entries, as
		/// `jmt_primitives::merkle` has them, each leaf being `airdrop_leaf` with this chain's genesis,
		/// `purpose` and `until`. `amount` is the sum of the list in planck; `until` is the first moment, in
		/// ms, at which nothing can be claimed any more; `purpose` is the hash of the published reason.
		///
		/// Fails with `BadOrigin`, `ZeroAmount`, `EmptyList`, `ListTooLong`, `DeadlineTooEarly`,
		/// `DeadlineTooLate`, `ListInUse`, `TooManyOpen` or `PotExhausted`. Emits `SpendingAnnounced`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::announce_airdrop())]
		pub fn announce_airdrop(
			origin: OriginFor<T>,
			root: Hash,
			leaves: u32,
			amount: Balance,
			until: Moment,
			purpose: Hash,
		) -> DispatchResult {
			T::SpendOrigin::ensure_origin(origin)?;
			Self::do_announce(Spending::Airdrop { root, leaves, amount, until }, purpose)
		}

		/// Strikes the announcement `id` and releases its amount. For the supervisory board.
		///
		/// Possible within the window and after it, until the announcement is executed. Fails with `BadOrigin`
		/// or `UnknownAnnouncement`. Emits `SpendingVetoed`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::veto())]
		pub fn veto(origin: OriginFor<T>, id: u32) -> DispatchResult {
			T::VetoOrigin::ensure_origin(origin)?;
			let amount = Self::do_veto(id)?;
			Self::deposit_event(Event::SpendingVetoed { id, amount });
			Ok(())
		}

		/// Executes the announcement `id`: pays the transfer, or lets the airdrop begin. For anybody.
		///
		/// Possible when the window's time and blocks have passed, and until the announcement lapses. Fails
		/// with `UnknownAnnouncement`, `WindowOpen`, `TooFewBlocks`, `AnnouncementLapsed` or `BelowMinimum`.
		/// Emits `TransferExecuted` or `AirdropStarted`.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::execute_weight())]
		pub fn execute(origin: OriginFor<T>, id: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let weight = Self::do_execute(id)?;
			Ok(Some(weight).into())
		}

		/// Releases the amount of the announcement `id`, which was not executed in time. For anybody.
		///
		/// Fails with `UnknownAnnouncement` or `NotLapsed`. Emits `SpendingLapsed`.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::lapse())]
		pub fn lapse(origin: OriginFor<T>, id: u32) -> DispatchResult {
			ensure_signed(origin)?;
			let amount = Self::do_lapse(id)?;
			Self::deposit_event(Event::SpendingLapsed { id, amount });
			Ok(())
		}

		/// Pays the entry at `index` of an airdrop to its account. Anybody may send this and pays the fee.
		///
		/// `account` and `amount` are those of the list at `index`, and `proof` is the entry's.
		///
		/// Fails with `ZeroAmount`, `PotIsRecipient`, `UnknownAirdrop`, `AirdropOver`, `AlreadyClaimed`,
		/// `IndexOutOfRange`, `WrongProofLength`, `NotInList`, `AirdropExhausted` or `BelowMinimum`. Emits
		/// `AirdropClaimed`.
		#[pallet::call_index(5)]
		#[pallet::weight(Pallet::<T>::claim_weight(proof))]
		pub fn claim(
			origin: OriginFor<T>,
			airdrop: u32,
			index: u32,
			account: AccountId,
			amount: Balance,
			proof: Proof,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_claim(airdrop, index, &account, amount, &proof)?;
			Self::deposit_event(Event::AirdropClaimed { id: airdrop, index, account, amount });
			Ok(())
		}

		/// Ends an airdrop whose deadline has come, and removes flags of claimed entries. For anybody.
		///
		/// The first sweep releases the rest. Each removes up to `SweepChunks` chunks; call it until none
		/// is left. Fails with `UnknownAirdrop` or `AirdropRunning`. Emits `AirdropEnded` the first time, and
		/// `AirdropSwept`.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::sweep(T::SweepChunks::get()))]
		pub fn sweep(origin: OriginFor<T>, airdrop: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let chunks = Self::do_sweep(airdrop)?;
			Ok(Some(T::WeightInfo::sweep(chunks)).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An open announcement; `None` when it was executed, vetoed or released, or never made.
		pub fn announcement(id: u32) -> Option<Announcement> {
			Announcements::<T>::get(id)
		}

		/// A running airdrop; `None` before its execution and after the first sweep.
		pub fn airdrop(id: u32) -> Option<Airdrop> {
			Airdrops::<T>::get(id)
		}

		/// Whether an entry of a running airdrop was claimed; `false` also for other airdrops and entries.
		pub fn claimed(airdrop: u32, index: u32) -> bool {
			Airdrops::<T>::contains_key(airdrop) && Self::is_claimed(airdrop, index)
		}

		/// The pot's holds for announcements and airdrops, in planck.
		pub fn committed() -> Balance {
			Self::held(HoldReason::Announced).saturating_add(Self::held(HoldReason::Airdrop))
		}

		/// Free in the pot for further announcements, in planck.
		pub fn available() -> Balance {
			Self::free_to_spend()
		}
	}
}
