//! # Proof of time
//!
//! Pays devices for the time they prove to have been online: **the time between two answers in a row,
//! with no draw missed between them**, and no other time.
//!
//! ## Words
//!
//! - *Round*: a fixed number of slots, counted from slot 0. *Day*: a fixed number of rounds.
//! - *Bucket*: a part of the fleet. A device's bucket derives from the day's *seed* and its id, so it
//!   changes daily and cannot be chosen: a device counts from the first day whose seed was drawn after it
//!   registered.
//! - *Draw*: the first block of a round draws one bucket from the parent block's VRF output and announces
//!   it in its header. The devices of that bucket have to *answer* within the *window*.
//! - *Missable*: a draw whose window has closed with enough blocks in it, enough of which had *room*: half
//!   of what they had for calls that pay was free at their end, and answers had not used up their share.
//!   Only a missable draw can be *missed*: a stalled or crowded chain punishes nobody.
//! - *Mining device*: one whose weight is in the total. It joins with its first answer.
//! - *Unit*: a physical thing that a root of trust certified, bound to one device at a time.
//! - *Class*: devices without a unit, and devices with one. Each class has its own *books*.
//! - *Weight*: a product of factors that the runtime multiplies ([`Config::Weight`]), *raw* before shares. An answer
//!   finds the weight that stands until the next one.
//! - *Group*: the devices of a root of trust, or of a domain without a parent, which may take a *share* of the pay of
//!   all units at most.
//! - *Stay*: the time without a missed draw. *Stake*: tokens that an owner holds on a device.
//! - *Accumulator*: rewards per unit of weight since the beginning, of a class.
//! - *Open interval*: what the accumulator has gained since a device's last answer. It is *earned* with
//!   the next answer, or *forfeited* when a draw was missed between the two.
//!
//! ## Design
//!
//! No loop here runs over devices. A block costs a few reads, a block that draws a few more, an
//! answer a fixed number and one read for each day since the last one. The set of missable draws per day and
//! bucket ([`Drawn`]) decides between earned and forfeited. It is kept for a horizon of days on which
//! something was drawn. Beyond it absence forfeits unseen.
//!
//! Rewards are withdrawn from a stream once a round, never more than a ceiling per weight and day, and held
//! in a keyless *reward pot* until claimed. While nothing mines nothing is withdrawn, so that a first device
//! does not take the backlog. Forfeits go back to the stream with the next draw.
//!
//! Devices without a unit get a fixed amount a day at most, all together ([`rewards::divide`]). A record is of the
//! class with units exactly while it has a [`Share`]. When the registry takes a unit away it says so before, and the
//! record's interval is forfeited; when a root of trust falls nobody is visited, and each record finds out with its
//! next answer.
//!
//! Answers are fee-free and travel as bare extrinsics. All their safety stands in
//! [`Pallet::authorize_answer`], and every reason of refusal has a stable code in
//! [`jmt_primitives::authorized`].
//!
//! This pallet also keeps the room of blocks for all fee-free calls of the chain ([`room`]): it holds each row
//! of [`Share`](jmt_primitives::authorized::Share) to its part of a block, and counts, in every block, the rows
//! that there was room for. Other pallets reach it by
//! [`FreeShare`](jmt_primitives::authorized::FreeShare) and
//! [`BlockRoom`](jmt_primitives::authorized::BlockRoom).
//!
//! ## Example
//!
//! `src/tests/example.rs`: Alice's router is paid for proven time, and a validator notices its silence.
//!
//! ## Limits
//!
//! - A device's key may be held by any computer. All keys without a unit together are paid what
//!   [`Config::UnprovenDaily`] allows, of which a box with many keys takes its part; a unit is as good as its maker.
//! - The author of a round's first block cannot choose its draw, but the author of the block before it
//!   can withhold that block. It then loses the era points of that block, and the draw falls to the next
//!   output. The gain is computed in `docs/proof-of-time.md`.
//! - A validator knows its own VRF outputs about an epoch ahead and so may know some draws early.
//! - A crowd that fills most blocks of a window, with calls that pay or with valid answers, makes that draw
//!   unmissable for everybody. The price stands in `docs/proof-of-time.md`.
//! - A device that is drawn less than once in the horizon is taken for absent. With many millions of devices
//!   the horizon or the target has to grow, see there.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

pub use pallet::*;

mod authorize;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarking;
mod books;
pub mod costs;
mod distrusted;
mod draw;
pub mod migrations;
pub mod rewards;
pub mod room;
mod settle;
mod shares;
mod silence;
mod stake;
mod status;
mod try_state;
mod types;
mod unit_hook;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use types::BenchmarkHelper;
pub use types::{
	AnswerOutcome, BlockCalls, DaySeed, DaysKept, GroupBook, Ledger, Miner, Miss, OpenDraw,
	RoomyBlocks, Share, Slot, Staked, Window,
};
pub use weights::WeightInfo;

/// Pays devices for the time they prove to have been online.
#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		dispatch::DispatchResultWithPostInfo,
		pallet_prelude::*,
		traits::{fungible, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		authorized::{FreeShare, Share as Row},
		devices::DeviceRegistry,
		proof_of_time::{
			Class, Clock, DeviceWeight, DrawInfo, Fleet, Group, MiningReport, ParentRandomness,
			Terms,
		},
		supply::RewardStream,
		units::RootId,
		Balance, Bucket, Day, DeviceId, DeviceSignature, Hash, Moment, Round,
	};
	use sp_runtime::traits::SaturatedConversion;

	/// The layout of what is stored.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(3);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions. Of the numbers, those without `#[pallet::constant]` may be backed by
	/// storage that genesis sets; slots, rounds and days must not change afterwards, since round numbers
	/// derive from them.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// The token.
		type Currency: fungible::Mutate<Self::AccountId, Balance = Balance>
			+ fungible::MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds; this pallet's is [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// The origin of a call that pays no fee and was authorised. `EnsureNone` while such calls travel as bare
		/// extrinsics. Safe only where none of these reaches a block unauthorised.
		type FreeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Where rewards come from and forfeits go back to.
		type Stream: RewardStream;

		/// The registry: which devices there are, which of them are active, and whose they are.
		type Registry: DeviceRegistry;

		/// The wall clock. In `on_initialize` it still shows the parent's time, which is enough: rewards
		/// need a clock that does not run ahead, not one that is exact.
		type Time: Time<Moment = Moment>;

		/// The current block's slot. Must be known in `on_initialize`, so the pallet that knows it comes
		/// first in the runtime.
		type CurrentSlot: Get<Slot>;

		/// The parent block's VRF output. If an author could choose it, it could choose who is asked.
		type Randomness: ParentRandomness;

		/// A device's weight before shares; `()` while every factor is one.
		type Weight: DeviceWeight;

		/// Flat reward in planck for pointing at a miss, out of what is forfeited. About a transaction's
		/// fee: with less nobody reports, with more an accomplice buys forfeits back.
		type Bounty: Get<Balance>;

		/// Most that a device of weight one is paid per day of wall-clock time, in planck. Higher lets
		/// the first devices of a young network take what was meant for many.
		type DailyCeiling: Get<Balance>;

		/// Most that all devices without a unit are paid together per day of wall-clock time, in planck. A tenth of
		/// the release to devices is sensible. Higher, and keys without hardware take more from the others.
		type UnprovenDaily: Get<Balance>;

		/// The numbers of a device's weight, within the bounds that [`Terms`] names. Read with each draw, which keeps
		/// them for its answers.
		type Terms: Get<Terms>;

		/// How long a stake that was asked back stays held, in ms. A day is sensible. Lower than the time between a
		/// device's answers, and the same tokens raise the weight of many devices.
		#[pallet::constant]
		type UnstakeDelay: Get<Moment>;

		/// Days of draws kept besides the current one; longer absence always forfeits. Higher costs an
		/// answer after absence more reads, and the state more entries.
		#[pallet::constant]
		type Horizon: Get<u32>;

		/// Bound of a day's draws of one bucket: at least [`Config::RoundsPerDay`]. At most 65,535.
		#[pallet::constant]
		type MaxRoundsPerDay: Get<u32>;

		/// Answers that a block includes at most. Lower makes more draws unmissable, higher leaves less
		/// of the block to others.
		#[pallet::constant]
		type MaxAnswersPerBlock: Get<u32>;

		/// Devices that one claim names at most.
		#[pallet::constant]
		type MaxClaims: Get<u32>;

		/// Answers a round that the number of buckets aims at. Higher asks each device more often, at
		/// the cost of blocks.
		type Target: Get<u32>;

		/// Least number of buckets. With 1 every device answers every round.
		type LeastBuckets: Get<u32>;

		/// Slots of a round.
		type RoundSlots: Get<u32>;

		/// Slots after its block within which a draw can be answered; below [`Config::RoundSlots`].
		type WindowSlots: Get<u32>;

		/// Rounds of a day.
		type RoundsPerDay: Get<u32>;

		/// Blocks that a window needs for its draw to be missable, half of them with room. Lower punishes
		/// devices for a chain that hardly moved, higher lets misses pass.
		type MinWindowBlocks: Get<u32>;

		/// The weight that a block books for the costliest answer, besides the base weight of any transaction, and
		/// the length in bytes of the longest as it travels. Less punishes devices that a full block kept out.
		type LargestAnswer: Get<(Weight, u32)>;

		/// Length of a slot in ms, for [`Hooks::integrity_test`].
		type SlotDuration: Get<Moment>;

		/// Weights of calls, hooks and authorisation.
		type WeightInfo: WeightInfo;

		/// Other pallets' part in the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper;
	}

	/// The newest draw. A device reads it with a proof after a reconnect. Written by the chain once a
	/// round.
	#[pallet::storage]
	pub type CurrentDraw<T: Config> = StorageValue<_, OpenDraw, OptionQuery>;

	/// The blocks of the newest draw's window so far; empty once the window has closed.
	#[pallet::storage]
	pub type OpenWindow<T: Config> = StorageValue<_, Window, OptionQuery>;

	/// Seeds and buckets of the newest days that had a draw, oldest first. One value, so that one read
	/// gives them all.
	#[pallet::storage]
	pub type Days<T: Config> = StorageValue<_, BoundedVec<DaySeed, DaysKept<T>>, ValueQuery>;

	/// Missable draws of a bucket on a day, ascending, as offsets of the round in the day. At most one is
	/// added a round, and days past the horizon are cleared two entries a draw. Day and bucket are counted
	/// by the chain and cannot be chosen, so a short hash serves.
	#[pallet::storage]
	pub type Drawn<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		Day,
		Twox64Concat,
		Bucket,
		BoundedVec<u16, T::MaxRoundsPerDay>,
		ValueQuery,
	>;

	/// Every day before this one is cleared from [`Drawn`].
	#[pallet::storage]
	pub type Swept<T: Config> = StorageValue<_, Day, OptionQuery>;

	/// The fee-free calls of the newest block that had any, of this pallet and of others. Written by each such
	/// call.
	#[pallet::storage]
	pub type FreeCalls<T: Config> = StorageValue<_, BlockCalls, ValueQuery>;

	/// Blocks with room, by row of fee-free calls. Written by the chain in every block.
	#[pallet::storage]
	pub type Room<T: Config> = StorageValue<_, RoomyBlocks, ValueQuery>;

	/// Devices that have answered, until they leave the registry, whose deposit pays for the entry. The
	/// id is a hash of a key that anybody may make, so the hasher is one that cannot be aimed at.
	#[pallet::storage]
	pub type Miners<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, Miner, OptionQuery>;

	/// The books of each class: one value each, so that an answer touches a fixed number of items. The classes are the
	/// chain's own, so that no hash is needed.
	#[pallet::storage]
	pub type Books<T: Config> = StorageMap<_, Identity, Class, Ledger, ValueQuery>;

	/// Roots of trust, and domains without a parent, by what their devices weigh. Both have numbers of the chain's
	/// own. Removed with the last device that weighs something.
	#[pallet::storage]
	pub type Groups<T: Config> = StorageMap<_, Twox64Concat, Group, GroupBook, OptionQuery>;

	/// The unit that a record was last weighed with: there exactly while the record is of the class with units. Paid
	/// by the device's deposit, removed with its unit or with the device.
	#[pallet::storage]
	pub type Shares<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, Share, OptionQuery>;

	/// Stakes on devices. Each is held on its staker, and anybody may withdraw for him what was asked back.
	#[pallet::storage]
	pub type Stakes<T: Config> = StorageMap<_, Blake2_128Concat, DeviceId, Staked, OptionQuery>;

	/// Why this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// Staked on a device.
		#[codec(index = 0)]
		Stake,
	}

	/// Events of this pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A day began: the fleet is cut anew.
		DayStarted {
			day: Day,
			/// Number of the day's buckets.
			buckets: Bucket,
		},
		/// A round drew the bucket that has to answer.
		RoundDrawn { round: Round, bucket: Bucket },
		/// A device answered.
		Answered {
			device: DeviceId,
			round: Round,
			/// The effect on its pay.
			outcome: AnswerOutcome,
		},
		/// An owner was paid what its devices had earned.
		RewardsClaimed {
			owner: T::AccountId,
			/// In planck.
			amount: Balance,
			/// Devices that had something to claim.
			devices: u32,
		},
		/// A device's miss was pointed at. Its weight left the total until it answers again.
		SilenceReported {
			device: DeviceId,
			miss: Miss,
			reporter: T::AccountId,
			/// Paid to the reporter, in planck.
			bounty: Balance,
			/// Besides the bounty, in planck.
			forfeited: Balance,
		},
		/// A device that had answered left the registry.
		DeviceLeft {
			device: DeviceId,
			/// Until then.
			owner: T::AccountId,
			/// Earned, and paid to the owner, in planck.
			paid: Balance,
			/// In planck.
			forfeited: Balance,
		},
		/// A mining device is about to have another unit, or none. Its weight left the total until it answers again.
		UnitLost {
			device: DeviceId,
			/// In planck.
			forfeited: Balance,
		},
		/// A device is about to have another owner: the one of before was paid what it had earned.
		OwnerSettled {
			device: DeviceId,
			/// Until then.
			owner: T::AccountId,
			/// In planck.
			paid: Balance,
			/// Could not be paid, in planck.
			forfeited: Balance,
		},
		/// An owner staked on its device.
		Staked {
			device: DeviceId,
			owner: T::AccountId,
			/// In planck.
			amount: Balance,
		},
		/// A staker asked for a stake, which does not count any more.
		UnstakeAsked {
			device: DeviceId,
			/// In planck.
			amount: Balance,
			/// When it can be withdrawn, in ms.
			from: Moment,
		},
		/// A stake that was asked for went back.
		StakeWithdrawn {
			device: DeviceId,
			/// The staker.
			owner: T::AccountId,
			/// In planck.
			amount: Balance,
		},
		/// A device whose unit does not count any more was pointed at. Its weight left the total until it answers
		/// again.
		DistrustReported {
			device: DeviceId,
			/// The root of trust of the unit.
			root: RootId,
			reporter: T::AccountId,
			/// Paid to the reporter, in planck.
			bounty: Balance,
			/// Besides the bounty, in planck.
			forfeited: Balance,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// A named device is not the caller's. Name only devices that the caller registered.
		NotOwner,
		/// None of the named devices has earned anything. Ask [`Pallet::pending`] first.
		NothingToClaim,
		/// The device's weight is not in the total: it never answered, or was reported already.
		NotMining,
		/// The device answered the named round or a later one. Name a later miss.
		AnsweredSince,
		/// The named round did not draw the device's bucket, cannot be missed, or has not closed yet.
		NotMissable,
		/// The device's last answer lies within the horizon. Name the round that it missed.
		WithinHorizon,
		/// The unit that the device was weighed with counts still, or it had none.
		StandsStill,
		/// There is not so much at stake. Ask for [`Pallet::stake_of`] first.
		NothingStaked,
		/// The stake on the device is somebody else's. Anybody can withdraw for its staker what was asked back.
		NotStaker,
		/// The stake was asked for too short a time ago. Wait until the moment that `UnstakeAsked` named.
		TooEarly,
		/// The device has not answered since the stake was asked for, so that its weight counts it still.
		AnswerFirst,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Follows the open window, and draws in the first block of a round. Its weight has that of
		/// [`PostTransactions`](frame_support::traits::PostTransactions) in it, to which the runtime has to
		/// wire this pallet: there a block's room is counted.
		fn on_initialize(block: BlockNumberFor<T>) -> frame_support::weights::Weight {
			Self::follow_rounds(block)
		}

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

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Answers a draw for a device. Free of fee; travels as a bare extrinsic.
		///
		/// - `round`: the round of the draw.
		/// - `draw`: the draw's randomness. Where another was drawn in this round, on a branch of its own, the
		///   answer is unknown, not wrong.
		/// - `device`: the one that answers; it must be in the drawn bucket.
		/// - `signature`: by the device's key over [`jmt_primitives::proof_of_time::signed::answer`].
		///
		/// Pays the device the time since its last answer if it missed no draw between, and forfeits it
		/// otherwise. Refusals, each with a stable code, stand in [`jmt_primitives::authorized`]; once
		/// authorised it cannot fail. Emits [`Event::Answered`].
		#[pallet::call_index(0)]
		#[pallet::weight(
			costs::answer::<T::WeightInfo>(
				signature.key_type(),
				DaysKept::<T>::get(),
				costs::Extent::Identity,
			)
		)]
		#[pallet::authorize(|source, round, draw, device, signature| {
			Pallet::<T>::authorize_answer(source, *round, draw, device, signature)
		})]
		// Part of the call's own weight.
		#[pallet::weight_of_authorize(Weight::zero())]
		pub fn answer(
			origin: OriginFor<T>,
			round: Round,
			draw: Hash,
			device: DeviceId,
			signature: DeviceSignature,
		) -> DispatchResultWithPostInfo {
			T::FreeOrigin::ensure_origin(origin)?;
			// Verified when the call was authorised, moments ago in this very block.
			let _ = draw;
			let (days, extent) = Self::do_answer(device, round);
			let weight = costs::answer::<T::WeightInfo>(signature.key_type(), days, extent);
			<Self as FreeShare>::book(Row::Answers, weight);
			Ok(Some(weight).into())
		}

		/// Pays the caller what the named devices have earned. All must be the caller's.
		///
		/// - `devices`: whose pay to claim. Naming one twice changes nothing.
		///
		/// Emits [`Event::RewardsClaimed`].
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::claim(devices.len().saturated_into()))]
		pub fn claim(
			origin: OriginFor<T>,
			devices: BoundedVec<DeviceId, T::MaxClaims>,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			let (amount, devices) = Self::do_claim(&owner, &devices)?;
			Self::deposit_event(Event::RewardsClaimed { owner, amount, devices });
			Ok(())
		}

		/// Points at a draw that a mining device missed. The open interval is forfeited, the device's
		/// weight leaves the total until it answers again, and the caller gets a flat bounty out of what
		/// is forfeited, if that suffices.
		///
		/// - `device`: the silent one.
		/// - `miss`: the round it missed, or that its last answer lies beyond the horizon.
		///
		/// Emits [`Event::SilenceReported`].
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::report_silent())]
		pub fn report_silent(origin: OriginFor<T>, device: DeviceId, miss: Miss) -> DispatchResult {
			let reporter = ensure_signed(origin)?;
			let (bounty, forfeited) = Self::do_report_silent(&reporter, &device, miss)?;
			Self::deposit_event(Event::SilenceReported {
				device,
				miss,
				reporter,
				bounty,
				forfeited,
			});
			Ok(())
		}

		// Index 3 is kept for an answer that a gateway countersigned.

		/// Stakes on a device of the caller's: its weight rises with the next answer.
		///
		/// - `device`: the one that the stake is for.
		/// - `amount`: held on the caller's account, in planck, besides what is staked already.
		///
		/// Fails with `NotOwner`, `NothingStaked`, `NotStaker` while a stake of an owner of before is there, or the
		/// token's error. Emits [`Event::Staked`].
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::stake())]
		pub fn stake(origin: OriginFor<T>, device: DeviceId, amount: Balance) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_stake(&owner, &device, amount)?;
			Self::deposit_event(Event::Staked { device, owner, amount });
			Ok(())
		}

		/// Asks a stake of the caller's back. It counts no more from the device's next answer on, and can be withdrawn
		/// after [`Config::UnstakeDelay`]. Asking again begins that time anew for all that was asked for.
		///
		/// - `device`: the one that the stake is on.
		/// - `amount`: in planck.
		///
		/// Fails with `NothingStaked` or `NotStaker`. Emits [`Event::UnstakeAsked`].
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::unstake())]
		pub fn unstake(origin: OriginFor<T>, device: DeviceId, amount: Balance) -> DispatchResult {
			let staker = ensure_signed(origin)?;
			let from = Self::do_unstake(&staker, &device, amount)?;
			Self::deposit_event(Event::UnstakeAsked { device, amount, from });
			Ok(())
		}

		/// Releases a stake that was asked for to its staker. Anybody may do so.
		///
		/// - `device`: the one that the stake was on. If it is in the total, it must have answered since.
		///
		/// Fails with `NothingStaked`, `TooEarly` or `AnswerFirst`. Emits [`Event::StakeWithdrawn`].
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::withdraw_stake())]
		pub fn withdraw_stake(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			ensure_signed(origin)?;
			let (owner, amount) = Self::do_withdraw_stake(&device)?;
			Self::deposit_event(Event::StakeWithdrawn { device, owner, amount });
			Ok(())
		}

		/// Points at a mining device whose unit fell with its root of trust or key. The open interval is forfeited,
		/// the device's weight leaves the total until it answers again, and the caller gets a flat bounty out of
		/// what is forfeited, if that suffices.
		///
		/// - `device`: the one whose unit does not count any more.
		///
		/// Fails with `NotMining` or `StandsStill`. Emits [`Event::DistrustReported`].
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::report_distrusted())]
		pub fn report_distrusted(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let reporter = ensure_signed(origin)?;
			let (root, bounty, forfeited) = Self::do_report_distrusted(&reporter, &device)?;
			Self::deposit_event(Event::DistrustReported {
				device,
				root,
				reporter,
				bounty,
				forfeited,
			});
			Ok(())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The device's pay that its owner can claim, in planck.
		pub fn pending(device: DeviceId) -> Balance {
			Miners::<T>::get(device).map(|miner| miner.earned).unwrap_or_default()
		}

		/// The devices' pay that their owners can claim, in planck, in the order asked. At most 256 devices.
		pub fn pending_of(devices: Vec<DeviceId>) -> Vec<Balance> {
			devices.into_iter().take(256).map(Self::pending).collect()
		}

		/// The device's status: whether it is paid, and if not, since when and why.
		pub fn mining_report(device: DeviceId) -> MiningReport {
			Self::report_on(&device)
		}

		/// How long slots, rounds and days are.
		pub fn clock() -> Clock {
			Clock {
				slot_ms: T::SlotDuration::get(),
				round_slots: T::RoundSlots::get(),
				window_slots: T::WindowSlots::get(),
				rounds_per_day: T::RoundsPerDay::get(),
			}
		}

		/// The newest draw, with the day's seed and buckets.
		pub fn current_draw() -> Option<DrawInfo> {
			CurrentDraw::<T>::get().map(|current| DrawInfo {
				draw: current.draw,
				drawn_in: current.drawn_in,
				last_slot: current.last_slot,
				seed: current.seed,
				buckets: current.buckets,
			})
		}

		/// Answers that the current block has included, all of them to the newest draw.
		pub fn answers_in_block() -> u32 {
			Self::used().answers.calls
		}

		/// The mining devices and the books, of both classes together.
		pub fn fleet() -> Fleet {
			let [unproven, proven] = Class::ALL.map(Books::<T>::get);
			Fleet {
				mining_devices: unproven.mining_devices.saturating_add(proven.mining_devices),
				total_weight: unproven.weight.saturating_add(proven.weight),
				withdrawn: unproven.withdrawn.saturating_add(proven.withdrawn),
				paid: unproven.paid.saturating_add(proven.paid),
				forfeited: unproven.forfeited.saturating_add(proven.forfeited),
				pending: unproven.pending().saturating_add(proven.pending()),
			}
		}

		/// The books of a `class`, in full.
		pub fn ledger(class: Class) -> Ledger {
			Books::<T>::get(class)
		}

		/// The unit that a device's record was last weighed with; `None` in the class without units.
		pub fn share(device: DeviceId) -> Option<Share> {
			Shares::<T>::get(device)
		}

		/// The stake on a device.
		pub fn stake_of(device: DeviceId) -> Option<Staked> {
			Stakes::<T>::get(device)
		}

		/// The weight of a group before shares, and its factor.
		pub fn group(group: Group) -> Option<GroupBook> {
			Groups::<T>::get(group)
		}

		/// The keyless account that holds rewards until they are claimed.
		pub fn reward_pot() -> T::AccountId {
			Self::pot()
		}
	}
}
