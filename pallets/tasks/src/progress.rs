//! Tasks go on: by the steps of their workers, and by whoever settles them once a window is over.

use crate::{
	costs, steps::Reveal, Config, Error, Event, Outputs, Pallet, Panels, Tasks, ToSettle, Workers,
};
use frame_support::{
	defensive,
	dispatch::{DispatchResultWithPostInfo, PostDispatchInfo},
	ensure,
	storage::with_storage_layer,
	traits::{Defensive, Time},
	weights::Weight,
};
use jmt_primitives::{
	authorized::{BlockRoom, FreeShare, Share},
	tasks::{
		Bench, Commitment, Conclusion, Crew, Exit, Instant, Mode, Position, Stage, Task, TaskId,
		Why,
	},
	BlockNumber, DeviceId, Hash, KeyType,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// The number of the block that is being made.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number()
	}

	/// The hash of block 0, which is never pruned.
	pub(crate) fn genesis() -> Hash {
		frame_system::Pallet::<T>::block_hash(0)
	}

	/// This block's time, and the count of blocks with room before it.
	pub(crate) fn instant() -> Instant {
		Instant { at: T::Time::now(), roomy: T::BlockRoom::roomy(Share::Tasks) }
	}

	/// Where a task stands in this block.
	pub(crate) fn position(task: &Task) -> Position {
		task.position(Self::batch_of, Self::instant())
	}

	/// Takes an authorised claim: the slot, the bond, and the one whose slot it was.
	pub(crate) fn do_claim(
		id: TaskId,
		seed: &Hash,
		unit: u32,
		device: DeviceId,
		key: KeyType,
	) -> DispatchResultWithPostInfo {
		let claim = Self::check_claim(id, seed, unit, &device);
		let claim = claim.map_err(|_| Error::<T>::NotAuthorized)?;
		let (mut task, mut worker, bench) = (claim.task, claim.worker, claim.bench);
		let bond = task.amounts.bond;
		ensure!(worker.reserve(bond), Error::<T>::NotAuthorized);
		let ticket = claim.slot.ticket;
		let windows = task.terms.windows;
		let crew = task.bench_mut(bench).ok_or(Error::<T>::NotAuthorized)?;
		let displaced =
			crew.claim(claim.seat, claim.slot, claim.opening, &windows, Self::instant());
		// A seat that there is not hands the claim's own slot back: then nothing may be written.
		ensure!(
			displaced.as_ref().is_none_or(|slot| slot.device != device),
			Error::<T>::NotAuthorized
		);
		let slots = crew.taken();
		let weight = costs::claim_of::<T>(key, slots, displaced.is_some());

		Workers::<T>::insert(device, worker);
		if let Some(slot) = displaced {
			let freed = Workers::<T>::mutate_extant(slot.device, |worker| {
				worker.release(bond);
				worker.staked
			});
			if freed == 0 {
				defensive!("a worker with a slot has its bond at stake");
			}
			Self::deposit_event(Event::Displaced { task: id, device: slot.device });
		}
		Tasks::<T>::insert(id, task);
		Self::deposit_event(Event::Claimed { task: id, bench, device, ticket });
		Ok(Self::booked(weight))
	}

	/// Takes an authorised commitment.
	pub(crate) fn do_commit(
		id: TaskId,
		device: DeviceId,
		commitment: Commitment,
		key: KeyType,
	) -> DispatchResultWithPostInfo {
		let taken = Self::check_commit(id, &device, commitment);
		let (task, bench) = taken.map_err(|_| Error::<T>::NotAuthorized)?;
		let slots = task.bench(bench).map_or(0, |crew| crew.taken());
		Tasks::<T>::insert(id, task);
		Self::deposit_event(Event::Committed { task: id, device });
		Ok(Self::booked(costs::commit_of::<T>(key, slots)))
	}

	/// Takes an authorised reveal. The last one that is due takes the task on.
	pub(crate) fn do_reveal(reveal: &Reveal, key: KeyType) -> DispatchResultWithPostInfo {
		let told = Self::check_reveal(reveal).map_err(|_| Error::<T>::NotAuthorized)?;
		let Reveal { task: id, device, outcome, output, .. } = *reveal;
		let (mut task, place) = (told.task, told.place);
		let carried = output.filter(|_| told.carries);
		if let Some(output) = carried {
			Outputs::<T>::insert(id, place.number(), output);
		}
		Tasks::<T>::insert(id, &task);
		let result = outcome.digest();
		Self::deposit_event(Event::Revealed { task: id, device: *device, result });
		let slots = task.bench(place.bench).map_or(0, Crew::taken);
		let mut weight = costs::reveal_of::<T>(key, slots, carried);
		if told.last {
			let slots = costs::slots_of(&task);
			let exit = Exit::Counted(place.bench);
			// What fails leaves the reveal in its place, and the rest to whoever settles.
			let gone_on = with_storage_layer(|| Self::go_on(id, &mut task, exit));
			let losers = gone_on.defensive_proof("holds cover what a task pays");
			weight = weight.saturating_add(costs::end_of::<T>(slots, losers.unwrap_or(slots)));
		}
		Ok(Self::booked(weight))
	}

	/// Books a step of this weight into the share of tasks.
	fn booked(weight: Weight) -> PostDispatchInfo {
		T::FreeShare::book(Share::Tasks, weight);
		Some(weight).into()
	}

	/// Takes tasks on of which something is due. The others are passed over.
	pub(crate) fn do_settle(tasks: &ToSettle) -> DispatchResultWithPostInfo {
		let mut weight = Weight::zero();
		let mut any = false;
		for id in tasks {
			let task = Tasks::<T>::get(id);
			let slots = task.as_ref().map_or(0, costs::slots_of);
			// One that cannot be settled keeps none of the others back.
			let settled = with_storage_layer(|| match task {
				Some(task) => Self::settle_one(*id, task),
				None => Ok(None),
			});
			let settled = settled.defensive_proof("holds cover what a task pays");
			let losers = settled.unwrap_or(Some(slots));
			any |= settled.is_ok_and(|losers| losers.is_some());
			weight = weight.saturating_add(costs::end_of::<T>(slots, losers.unwrap_or_default()));
		}
		ensure!(any, Error::<T>::NothingToSettle);
		Ok(Some(weight).into())
	}

	/// Takes a task on by one stage. Returns the number of its slots that lost something; `None` where nothing was due.
	fn settle_one(id: TaskId, mut task: Task) -> Result<Option<u32>, DispatchError> {
		if let Stage::Due(exit) = Self::position(&task).stage {
			return Self::go_on(id, &mut task, exit).map(Some);
		}
		let now = Self::instant();
		let Some((bench, phase)) = task.turn(Self::batch_of, now) else { return Ok(None) };
		let started = task.bench_mut(bench).is_some_and(|crew| crew.start(phase, now));
		if !started {
			return Ok(None);
		}
		Tasks::<T>::insert(id, task);
		Self::deposit_event(Event::Started { task: id, bench });
		Ok(Some(0))
	}

	/// Writes what becomes of a task whose stage is over. Returns the number of its slots that lost something.
	fn go_on(id: TaskId, task: &mut Task, exit: Exit) -> Result<u32, DispatchError> {
		match task.conclude(exit) {
			Conclusion::Stands => {
				task.standing = Some(Self::instant());
				let result = task.crew.agreed().map(|outcome| outcome.digest());
				let result = result.ok_or(DispatchError::Corruption)?;
				Self::deposit_event(Event::Stands { task: id, result });
				if matches!(task.terms.mode, Mode::Optimistic { .. }) {
					Self::call_panel(id, task, Why::Lot)?;
				}
			},
			Conclusion::Splits => Self::call_panel(id, task, Why::Split)?,
			Conclusion::Ends(settlement) => return Self::end_task(id, task, &settlement),
		}
		Tasks::<T>::insert(id, task);
		Ok(0)
	}

	/// Calls a panel in the place of the one before, if any. The caller writes the task.
	pub(crate) fn call_panel(id: TaskId, task: &mut Task, why: Why) -> DispatchResult {
		let panel = Self::give_number()?;
		Self::forget_panel(task);
		task.panel = task.panel(why.clone(), panel, Self::block());
		ensure!(task.panel.is_some(), DispatchError::Corruption);
		Panels::<T>::insert(panel, id);
		Self::deposit_event(Event::PanelDrawn { task: id, panel, why });
		Ok(())
	}

	/// Forgets the number of a task's panel.
	pub(crate) fn forget_panel(task: &Task) {
		if let Some(crew) = task.bench(Bench::Panel) {
			Panels::<T>::remove(crew.number);
		}
	}
}
