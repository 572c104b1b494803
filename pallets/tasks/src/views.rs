//! Answers to people and devices: the functions behind [`jmt_primitives::tasks::TasksApi`].

use crate::{Config, NextId, Pallet, Panels, Tasks, Totals, Workers};
use alloc::vec::Vec;
use frame_support::traits::{Get, Time};
use jmt_primitives::{
	authorized::{BlockRoom, Share},
	tasks::{
		work_factor, Amounts, MarketView, Quote, TaskId, TaskView, Terms, TermsFault, WorkerView,
		MAX_UNITS, PAGE,
	},
	Balance, DeviceId,
};

impl<T: Config> Pallet<T> {
	/// A task by its number or that of its panel.
	pub fn task_view(number: TaskId) -> Option<TaskView> {
		let id = match Tasks::<T>::contains_key(number) {
			true => number,
			false => Panels::<T>::get(number)?,
		};
		let task = Tasks::<T>::get(id)?;
		let position = Self::position(&task);
		Some(TaskView::new(id, task, position))
	}

	/// Tasks of 64 numbers from `from` on.
	pub fn task_page(from: TaskId) -> Vec<TaskView> {
		let end = from.saturating_add(PAGE.into()).min(NextId::<T>::get());
		let view = |id| {
			let task = Tasks::<T>::get(id)?;
			let position = Self::position(&task);
			Some(TaskView::new(id, task, position))
		};
		(from..end).filter_map(view).collect()
	}

	/// A worker by its device.
	pub fn worker_view(device: &DeviceId) -> Option<WorkerView> {
		let worker = Workers::<T>::get(device)?;
		let credit = worker.credit.at(T::Time::now());
		Some(WorkerView {
			units: worker.units(T::Unit::get()),
			free: worker.free(),
			credit,
			work: work_factor(credit, T::FullCredit::get()),
			worker,
		})
	}

	/// The cost of terms in this block.
	pub fn quote(terms: &Terms) -> Result<Quote, TermsFault> {
		let tariff = T::Tariff::get();
		terms.check(tariff.least_pay, tariff.most_pay(MAX_UNITS))?;
		let amounts = Amounts::of(terms, &tariff).ok_or(TermsFault::PayTooLarge)?;
		let units = Balance::from(Totals::<T>::get().units);
		Ok(Quote {
			price: amounts.price,
			deposit: amounts.deposit,
			service_fee: amounts.service,
			expected_price: amounts.expected_price(&terms.mode),
			bond: amounts.bond,
			cover: amounts.cover(&terms.mode, tariff.unit.saturating_mul(units)),
		})
	}

	/// The market's figures.
	pub fn market() -> MarketView {
		let totals = Totals::<T>::get();
		MarketView {
			next: NextId::<T>::get().max(1),
			workers: totals.workers,
			units: totals.units,
			tariff: T::Tariff::get(),
			roomy: T::BlockRoom::roomy(Share::Tasks),
		}
	}
}
