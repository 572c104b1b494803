//! # Tasks
//!
//! A market in which devices are paid for work that others can check. A client posts a program and an input with the
//! price on hold; devices chosen by lot run it, commit to what they found, tell it, and are paid where enough agree.
//!
//! The words stand at the head of [`jmt_primitives::tasks`], with a walk; stages, money and attacks in `docs/tasks.md`.
//!
//! ## Design
//!
//! - Types, stages, tickets and the money of an end are pure functions in [`jmt_primitives::tasks`], which the agent
//!   shares. This pallet keeps them, moves the money, and says who may call.
//! - A stage follows from a task, the time and the count of blocks with room. No hook runs over tasks: a call takes a
//!   task on ([`progress`]), and [`Pallet::settle`] does so for anybody.
//! - Workers' steps are free of fee and travel as bare extrinsics. All their safety stands in `authorize`, cheap checks
//!   first, the signature last; each refusal has a code in [`jmt_primitives::authorized`]. A step is checked by the same
//!   function in the pool and when it takes effect ([`steps`]).
//! - A seed is drawn by the two blocks behind the one that posted. The third block's hook stores it and announces it
//!   ([`batches`]): constant work, whatever the number of tasks.
//! - A bond is a count within a worker's stake ([`jmt_primitives::tasks::Worker`]): to claim moves no money.
//! - Money moves when a task is posted, when it ends and when it is collected ([`money`]), and books count all of it.
//!
//! ## Laws
//!
//! 1. Of each account the prices and deposits of its tasks, the pay of the panels that it asked for, and the stakes of its
//!    workers are held, each for its own reason, and nothing else is.
//! 2. Of a worker the bonds of its open slots are reserved, their number is its number of open slots, and they are within
//!    its stake.
//! 3. All that was held for tasks was paid, went to the pot, went back, or is held; all stakes went back, to the pot, to
//!    those who judged, or are held.
//! 4. In a task no device and no owner has two slots, and its client none. A panel's slots are of other owners than those
//!    of the crew, and none is its challenger's.
//! 5. A task has no more slots than its mode, tickets that are its workers' own, and one carrier for each result.
//! 6. Every number of a task or panel was given once. A panel's number finds its task.
//! 7. Outputs are those that slots carry; of a task that has ended, the result's alone.
//! 8. All workers together are as many, with as many units, as there are.
//! 9. Every task that has not ended has a window that is open, a seed that is to come, or something to settle.
//!
//! ## Example
//!
//! `src/tests/example.rs`: a picture for Alice, drawn by three devices of which one lies.
//!
//! ## Limits
//!
//! See [`jmt_primitives::tasks`] for whom the market does not protect against. Besides: the clock of a run begins with the
//! first commitment, so a task whose workers all stay silent takes two calls of `settle` to end; a panel's members are
//! paid by others than the client where they overturn, and its calls are free although no service fee was paid for them;
//! whoever challenges a result that no panel can be found for delays it by two claim windows at no cost but a fee.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

mod authorize;
mod batches;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(feature = "std")]
mod configuration;
pub mod costs;
mod end;
mod errors;
mod events;
mod leave;
#[cfg(test)]
mod mock;
mod money;
mod post;
mod progress;
mod standing;
mod steps;
mod storage;
#[cfg(test)]
mod tests;
mod try_state;
mod types;
mod views;
pub mod weights;
mod workers;

use frame_support::pallet_macros::import_section;
pub use pallet::*;
pub use types::{AllWorkers, FaultByte, Ledger, Output, ToSettle};
pub use weights::WeightInfo;

/// Prepares other pallets for benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// Registers a device with this key for an owner, whose standing takes as long to find as any.
	fn register(key: jmt_primitives::DevicePublic, owner: &jmt_primitives::AccountId);

	/// Sets the parent block's VRF output.
	fn set_output(output: jmt_primitives::Hash);
}

/// A market in which devices are paid for work that others can check.
#[import_section(storage::storage)]
#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
	use super::{
		costs, steps::Reveal, AllWorkers, FaultByte, Ledger, Output, ToSettle, WeightInfo,
	};
	use alloc::boxed::Box;
	use codec::Encode;
	use frame_support::{
		dispatch::DispatchResultWithPostInfo,
		pallet_prelude::*,
		traits::{fungible, Time},
	};
	use frame_system::pallet_prelude::*;
	use jmt_primitives::{
		authorized::{BlockRoom, FreeShare},
		devices::DeviceRegistry,
		proof_of_time::ParentRandomness,
		tasks::{
			Batch, Bench, Commitment, Eligibility, Outcome, ResultDigest, Salt, Signer, Tariff,
			Task, TaskHook, TaskId, Terms, TermsHash, Ticket, Verdict, Why, Worker,
		},
		AccountId, Balance, BlockNumber, DeviceId, DeviceSignature, Hash, Moment,
	};
	use sp_runtime::SaturatedConversion;

	/// The storage version that this code writes.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The runtime's decisions.
	#[pallet::config]
	#[pallet::disable_frame_system_supertrait_check]
	pub trait Config: jmt_frame::Chain {
		/// Holds prices, deposits and stakes, and pays.
		type Currency: fungible::Mutate<AccountId, Balance = Balance>
			+ fungible::MutateHold<AccountId, Reason = Self::RuntimeHoldReason>;

		/// The runtime's reasons for holds; this pallet's is [`HoldReason`].
		type RuntimeHoldReason: From<HoldReason>;

		/// The origin of a call that pays no fee and was authorised. `EnsureNone` while such calls travel as bare
		/// extrinsics. Safe only where none of these reaches a block unauthorised.
		type FreeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Wall-clock time, in ms. In `on_initialize` it still shows the parent's: claims begin a block early by it.
		type Time: Time<Moment = Moment>;

		/// The registry: which devices there are, which of them are active, and whose they are.
		type Registry: DeviceRegistry;

		/// The parent block's VRF output. If an author could choose it, it could choose who works.
		type Randomness: ParentRandomness;

		/// Counts blocks with room for the share of tasks. Without it, a full chain silences those who are to reveal.
		type BlockRoom: BlockRoom;

		/// Holds workers' steps to their share of a block.
		type FreeShare: FreeShare;

		/// Conditions on workers besides the terms. `()` where there are none.
		type Eligibility: Eligibility;

		/// Told when a task ends. `()` where nobody is.
		type Hook: TaskHook;

		/// Gets fees, slashes and refused pay. Must exist, or tasks cannot be posted and do not end.
		type Ecosystem: Get<AccountId>;

		/// A stake unit, in planck. Never another on a network: workers are counted by it.
		#[pallet::constant]
		type Unit: Get<Balance>;

		/// The rates of the market, with [`Config::Unit`] in them. A task keeps those of the block that it was posted in.
		type Tariff: Get<Tariff>;

		/// The work credit that counts in full, in planck, see [`jmt_primitives::tasks::full_credit`]. Lower, and fees of
		/// tasks that somebody posts to himself are mined back.
		type FullCredit: Get<Balance>;

		/// How far ahead of the block's time an enrolment may expire, in ms. A day is sensible. Lower than the time from
		/// signature to block, and no worker can be enrolled.
		#[pallet::constant]
		type MaxEnrolmentAge: Get<Moment>;

		/// Weights of calls, hooks and signatures.
		type WeightInfo: WeightInfo;

		/// Other pallets' part in the benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: super::BenchmarkHelper;
	}

	/// Why this pallet holds funds.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The stake of a worker.
		#[codec(index = 0)]
		Stake,
		/// The pay of a task until it ends.
		#[codec(index = 1)]
		Price,
		/// The deposit of a task and its outputs.
		#[codec(index = 2)]
		Deposit,
		/// The pay of a panel that somebody asked for.
		#[codec(index = 3)]
		Challenge,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// Draws the seed of the block three before this one, announces it, and clears two old batches.
		fn on_initialize(block: BlockNumberFor<T>) -> Weight {
			Self::follow_batches(block)
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

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The output of a task's result; `None` until there is one, and once the task was collected.
		pub fn output(task: TaskId) -> Option<Output> {
			let place = Tasks::<T>::get(task)?.end?.result?;
			Outputs::<T>::get(task, place.number())
		}
	}

	#[pallet::call]
	impl<T: Config> Pallet<T> {
		/// Stakes `units` on a device of the sender's, which works by the key `signer` from the next block on. The device
		/// signs [`jmt_primitives::tasks::signed::enrol`] with an end at `expires` (ms): `signature`. Emits `WorkerEnrolled`.
		#[pallet::call_index(0)]
		#[pallet::weight(
			T::WeightInfo::enrol().saturating_add(Pallet::<T>::verify_weight(signature.key_type()))
		)]
		pub fn enrol(
			origin: OriginFor<T>,
			device: DeviceId,
			signer: Signer,
			units: u32,
			expires: Moment,
			signature: DeviceSignature,
		) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_enrol(owner, device, signer, units, expires, &signature)
		}

		/// Sets the stake on a `device` to so many `units`: up at once, and down when no slot is open and the last result is
		/// a day old. With none it is no worker any more. By who staked. Emits `StakeChanged`.
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::set_stake())]
		pub fn set_stake(origin: OriginFor<T>, device: DeviceId, units: u32) -> DispatchResult {
			let owner = ensure_signed(origin)?;
			Self::do_set_stake(&owner, device, units)
		}

		/// Posts a task by `terms`: pays the service fee, and holds price and deposit. Emits `Posted`.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::post(terms.encoded_size().saturated_into()))]
		pub fn post(origin: OriginFor<T>, terms: Box<Terms>) -> DispatchResult {
			let client = ensure_signed(origin)?;
			Self::do_post(client, *terms)
		}

		/// Takes a `task` of the sender's back that no worker has claimed. The service fee stays paid. Emits `Cancelled`.
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::cancel())]
		pub fn cancel(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let client = ensure_signed(origin)?;
			Self::do_cancel(&client, task)
		}

		/// Claims a slot of a `task`, or of its panel, by a stake `unit` of a `device`: a worker that holds the bytes and
		/// whose ticket by this `seed` is low. `signature` is the work key's over [`jmt_primitives::tasks::signed::claim`]. Free
		/// of fee; travels as a bare extrinsic. Emits `Claimed`, and `Displaced` for a higher ticket.
		#[pallet::call_index(4)]
		#[pallet::weight(costs::claim::<T>(signature.key_type()))]
		#[pallet::authorize(|_, task, seed, unit, device, signature| {
			Pallet::<T>::authorize_claim(*task, seed, *unit, device, signature)
		})]
		// Part of the call's own weight.
		#[pallet::weight_of_authorize(Weight::zero())]
		pub fn claim(
			origin: OriginFor<T>,
			task: TaskId,
			seed: Hash,
			unit: u32,
			device: DeviceId,
			signature: DeviceSignature,
		) -> DispatchResultWithPostInfo {
			T::FreeOrigin::ensure_origin(origin)?;
			// Verified when the call was authorised, moments ago in this very block.
			Self::do_claim(task, &seed, unit, device, signature.key_type())
		}

		/// Commits a `device` to the result of a `task` that it found: `commitment`, which hides it. `signature` is the work
		/// key's over [`jmt_primitives::tasks::signed::commit`]. Free of fee; travels as a bare extrinsic. Emits `Committed`.
		#[pallet::call_index(5)]
		#[pallet::weight(costs::commit::<T>(signature.key_type()))]
		#[pallet::authorize(|_, task, device, commitment, signature| {
			Pallet::<T>::authorize_commit(*task, device, commitment, signature)
		})]
		// Part of the call's own weight.
		#[pallet::weight_of_authorize(Weight::zero())]
		pub fn commit(
			origin: OriginFor<T>,
			task: TaskId,
			device: DeviceId,
			commitment: Commitment,
			signature: DeviceSignature,
		) -> DispatchResultWithPostInfo {
			T::FreeOrigin::ensure_origin(origin)?;
			Self::do_commit(task, device, commitment, signature.key_type())
		}

		/// Tells the `outcome` of a `task` to which a `device` committed with this `salt`, and brings the `output` unless a slot
		/// with the same result has. `signature` is the work key's over [`jmt_primitives::tasks::signed::reveal`]. The last one
		/// that is due settles. Free of fee; travels as a bare extrinsic. Emits `Revealed`.
		#[pallet::call_index(6)]
		#[pallet::weight(costs::reveal::<T>(signature.key_type(), output.as_ref()))]
		#[pallet::authorize(|_, task, device, outcome, output, salt, signature| {
			let reveal = Reveal { task: *task, device, outcome, output: output.as_ref(), salt };
			Pallet::<T>::authorize_reveal(&reveal, signature)
		})]
		// Part of the call's own weight.
		#[pallet::weight_of_authorize(Weight::zero())]
		pub fn reveal(
			origin: OriginFor<T>,
			task: TaskId,
			device: DeviceId,
			outcome: Outcome,
			output: Option<Output>,
			salt: Salt,
			signature: DeviceSignature,
		) -> DispatchResultWithPostInfo {
			T::FreeOrigin::ensure_origin(origin)?;
			let reveal = Reveal {
				task,
				device: &device,
				outcome: &outcome,
				output: output.as_ref(),
				salt: &salt,
			};
			Self::do_reveal(&reveal, signature.key_type())
		}

		/// Takes `tasks` on whose windows are over, and ends those that have nothing left to wait for. By anybody.
		#[pallet::call_index(7)]
		#[pallet::weight(costs::settle::<T>(tasks.len().saturated_into()))]
		pub fn settle(origin: OriginFor<T>, tasks: ToSettle) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_settle(&tasks)
		}

		/// Accepts the result of a `task` of the sender's before its window closes. Emits `Ended`.
		#[pallet::call_index(8)]
		#[pallet::weight(costs::end::<T>())]
		pub fn accept(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let client = ensure_signed(origin)?;
			Self::do_accept(&client, task)
		}

		/// Refuses the result of a `task` of the sender's, in mode `Accept`: the price goes to the pot. Emits `Ended`.
		#[pallet::call_index(9)]
		#[pallet::weight(costs::end::<T>())]
		pub fn reject(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let client = ensure_signed(origin)?;
			Self::do_reject(&client, task)
		}

		/// Challenges the result of a `task`, and holds the pay of the panel that judges it. By anybody. Emits `PanelDrawn`.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::challenge())]
		pub fn challenge(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let challenger = ensure_signed(origin)?;
			Self::do_challenge(challenger, task)
		}

		/// Removes a `task` that has ended, and releases its deposit: by its client, and a day after the end by anybody, who
		/// has a bounty out of it. Emits `Collected`.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::collect())]
		pub fn collect(origin: OriginFor<T>, task: TaskId) -> DispatchResult {
			let by = ensure_signed(origin)?;
			Self::do_collect(by, task)
		}
	}
}
