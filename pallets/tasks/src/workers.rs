//! Workers: devices with a stake and a key for work.

use crate::{AllWorkers, Config, Error, Event, HoldReason, Pallet, Totals, Workers};
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use jmt_primitives::{
	devices::{DeviceRegistry, DeviceStanding},
	proof_of_time::{Work, WEIGHT_ONE},
	tasks::{signed, work_factor, Credit, Signer, Worker, MAX_UNITS, MIN_UNITS},
	AccountId, Balance, DeviceId, DeviceSignature, Moment,
};
use sp_runtime::{ArithmeticError, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Enrols a device of the owner's. A worker that another owner staked on goes first, if nothing of it is open.
	pub(crate) fn do_enrol(
		owner: AccountId,
		device: DeviceId,
		signer: Signer,
		units: u32,
		expires: Moment,
		signature: &DeviceSignature,
	) -> DispatchResult {
		let now = T::Time::now();
		let staked = Self::stake_of(units)?;
		ensure!(units >= MIN_UNITS, Error::<T>::TooFewUnits);
		ensure!(now <= expires, Error::<T>::EnrolmentExpired);
		ensure!(
			expires <= now.saturating_add(T::MaxEnrolmentAge::get()),
			Error::<T>::ExpiresTooFar
		);
		ensure!(!signer.public().is_weak(), Error::<T>::WeakKey);
		let registered = T::Registry::device(&device).ok_or(Error::<T>::NotDevice)?;
		ensure!(registered.owner == owner, Error::<T>::NotOwner);
		ensure!(registered.standing == DeviceStanding::Active, Error::<T>::NotActive);
		let before = Workers::<T>::get(device);
		if let Some(before) = &before {
			let may_go = before.owner != owner && before.may_fall(now);
			ensure!(may_go, Error::<T>::AlreadyEnrolled);
		}
		ensure!(signature.key_type() == registered.key.key_type(), Error::<T>::WrongKeyType);
		let message = signed::enrol(&Self::genesis(), &device, &owner, &signer, expires);
		ensure!(signature.verify(&message, &registered.key), Error::<T>::BadSignature);

		if let Some(before) = before {
			Self::remove_worker(&device, &before)?;
		}
		Self::hold(HoldReason::Stake, &owner, staked)?;
		let worker = Worker {
			owner: owner.clone(),
			signer,
			staked,
			reserved: 0,
			open: 0,
			enrolled_in: Self::block(),
			free_at: 0,
			credit: Credit::default(),
			done: 0,
			wrong: 0,
			silent: 0,
		};
		Self::book(|books| {
			books.staked = books.staked.checked_add(staked)?;
			Some(())
		})?;
		Self::count_workers(None, Some(&worker))?;
		Workers::<T>::insert(device, worker);
		Self::deposit_event(Event::WorkerEnrolled { device, owner, signer, staked });
		Ok(())
	}

	/// Sets a stake to so many units.
	pub(crate) fn do_set_stake(owner: &AccountId, device: DeviceId, units: u32) -> DispatchResult {
		let before = Workers::<T>::get(device).ok_or(Error::<T>::NotEnrolled)?;
		ensure!(before.owner == *owner, Error::<T>::NotOwner);
		let staked = Self::stake_of(units)?;
		if staked < before.staked {
			ensure!(before.open == 0, Error::<T>::StakeReserved);
			ensure!(before.may_fall(T::Time::now()), Error::<T>::StakeInNotice);
		}
		if units == 0 {
			return Self::remove_worker(&device, &before);
		}
		let mut worker = before.clone();
		worker.staked = staked;
		match staked.checked_sub(before.staked) {
			Some(0) => return Ok(()),
			Some(more) => {
				Self::hold(HoldReason::Stake, owner, more)?;
				// Else one would stake where a seed has shown that it wins.
				worker.enrolled_in = Self::block();
				Self::book(|books| {
					books.staked = books.staked.checked_add(more)?;
					Some(())
				})?;
			},
			None => Self::give_stake_back(owner, before.staked.saturating_sub(staked))?,
		}
		Self::count_workers(Some(&before), Some(&worker))?;
		Workers::<T>::insert(device, worker);
		Self::deposit_event(Event::StakeChanged { device, owner: owner.clone(), staked });
		Ok(())
	}

	/// Removes a worker of which nothing is open, and releases its stake to who staked.
	pub(crate) fn remove_worker(device: &DeviceId, worker: &Worker) -> DispatchResult {
		let owner = worker.owner.clone();
		Self::give_stake_back(&owner, worker.staked)?;
		Self::count_workers(Some(worker), None)?;
		Workers::<T>::remove(device);
		Self::deposit_event(Event::StakeChanged { device: *device, owner, staked: 0 });
		Ok(())
	}

	fn give_stake_back(owner: &AccountId, amount: Balance) -> DispatchResult {
		Self::release(HoldReason::Stake, owner, amount)?;
		Self::book(|books| {
			books.unstaked = books.unstaked.checked_add(amount)?;
			Some(())
		})
	}

	/// Keeps the count of all workers beside the change of one.
	pub(crate) fn count_workers(before: Option<&Worker>, after: Option<&Worker>) -> DispatchResult {
		let of = |worker: Option<&Worker>| (u32::from(worker.is_some()), Self::units_of(worker));
		let ((less, fewer), (more, further)) = (of(before), of(after));
		if (less, fewer) == (more, further) {
			return Ok(());
		}
		Totals::<T>::try_mutate(|totals| {
			let workers = totals.workers.checked_sub(less).and_then(|rest| rest.checked_add(more));
			let units = totals.units.checked_sub(fewer).and_then(|rest| rest.checked_add(further));
			let (workers, units) = workers.zip(units).ok_or(ArithmeticError::Overflow)?;
			*totals = AllWorkers { workers, units };
			Ok(())
		})
	}

	/// Whole stake units of a worker, or none.
	pub(crate) fn units_of(worker: Option<&Worker>) -> u64 {
		worker.map_or(0, |worker| worker.units(T::Unit::get()).into())
	}

	/// The amount of so many units, in planck.
	fn stake_of(units: u32) -> Result<Balance, DispatchError> {
		ensure!(units <= MAX_UNITS, Error::<T>::TooManyUnits);
		let stake = T::Unit::get().checked_mul(units.into());
		Ok(stake.ok_or(ArithmeticError::Overflow)?)
	}
}

impl<T: Config> Work for Pallet<T> {
	fn work(device: &DeviceId, now: Moment) -> u64 {
		// Most devices are no workers: they cost one read.
		match Workers::<T>::get(device).map(|worker| worker.credit.at(now)) {
			None | Some(0) => WEIGHT_ONE,
			Some(credit) => work_factor(credit, T::FullCredit::get()),
		}
	}
}
