//! The scheduler of the referenda pallet. That pallet goes on as if every task had been taken, so no task that
//! matters may be refused for want of room.
//!
//! Anybody with a few JMT times alarms, by submitting referenda and voting, and everybody sees the block in
//! which a decision ends. Were its task refused, the track would count that referendum among the decided ones
//! for ever and could begin no other, or what was carried would never be enacted. Therefore alarms leave
//! [`RESERVED_TASKS`] of a block to what ends decisions, and a task that finds its block full takes the first
//! of the next ones with room, within [`SCHEDULE_PATIENCE_BLOCKS`].
//!
//! It does not protect the alarms: where they fill all those blocks, a further one is lost, and its referendum
//! sleeps until somebody votes on it.

use crate::{
	constants::governance::{RESERVED_TASKS, SCHEDULE_PATIENCE_BLOCKS},
	BlockNumber, OriginCaller, Preimage, Runtime, RuntimeCall, Scheduler, System,
};
use frame_support::traits::{
	schedule::{
		v3::{Anon, Named, TaskName},
		DispatchTime, Period, Priority,
	},
	Bounded, QueryPreimage,
};
use pallet_scheduler::{Agenda, TaskAddress};
use sp_runtime::DispatchError;

type Hashing = <Runtime as frame_system::Config>::Hashing;
type Call = Bounded<RuntimeCall, Hashing>;
type Address = TaskAddress<BlockNumber>;
type Scheduled = Result<Address, DispatchError>;

/// The scheduler, in the first block that has room.
pub struct FirstWithRoom;

impl Anon<BlockNumber, RuntimeCall, OriginCaller> for FirstWithRoom {
	type Address = Address;
	type Hasher = Hashing;

	fn schedule(
		when: DispatchTime<BlockNumber>,
		maybe_periodic: Option<Period<BlockNumber>>,
		priority: Priority,
		origin: OriginCaller,
		call: Call,
	) -> Scheduled {
		let leaves = if ends_a_decision(&call) { 0 } else { RESERVED_TASKS };
		first_with_room(when, leaves, |when| {
			<Scheduler as Anon<BlockNumber, RuntimeCall, OriginCaller>>::schedule(
				when,
				maybe_periodic,
				priority,
				origin.clone(),
				call.clone(),
			)
		})
	}

	fn cancel(address: Address) -> Result<(), DispatchError> {
		<Scheduler as Anon<BlockNumber, RuntimeCall, OriginCaller>>::cancel(address)
	}

	fn reschedule(address: Address, when: DispatchTime<BlockNumber>) -> Scheduled {
		<Scheduler as Anon<BlockNumber, RuntimeCall, OriginCaller>>::reschedule(address, when)
	}

	fn next_dispatch_time(address: Address) -> Result<BlockNumber, DispatchError> {
		<Scheduler as Anon<BlockNumber, RuntimeCall, OriginCaller>>::next_dispatch_time(address)
	}
}

/// Enactments are the only tasks with a name.
impl Named<BlockNumber, RuntimeCall, OriginCaller> for FirstWithRoom {
	type Address = Address;
	type Hasher = Hashing;

	fn schedule_named(
		id: TaskName,
		when: DispatchTime<BlockNumber>,
		maybe_periodic: Option<Period<BlockNumber>>,
		priority: Priority,
		origin: OriginCaller,
		call: Call,
	) -> Scheduled {
		first_with_room(when, 0, |when| {
			<Scheduler as Named<BlockNumber, RuntimeCall, OriginCaller>>::schedule_named(
				id,
				when,
				maybe_periodic,
				priority,
				origin.clone(),
				call.clone(),
			)
		})
	}

	fn cancel_named(id: TaskName) -> Result<(), DispatchError> {
		<Scheduler as Named<BlockNumber, RuntimeCall, OriginCaller>>::cancel_named(id)
	}

	fn reschedule_named(id: TaskName, when: DispatchTime<BlockNumber>) -> Scheduled {
		<Scheduler as Named<BlockNumber, RuntimeCall, OriginCaller>>::reschedule_named(id, when)
	}

	fn next_dispatch_time(id: TaskName) -> Result<BlockNumber, DispatchError> {
		<Scheduler as Named<BlockNumber, RuntimeCall, OriginCaller>>::next_dispatch_time(id)
	}
}

/// Whether a call gives the place of a decided referendum to the next one; the others are alarms.
fn ends_a_decision(call: &Call) -> bool {
	matches!(
		Preimage::peek(call),
		Ok((RuntimeCall::Referenda(pallet_referenda::Call::one_fewer_deciding { .. }), _))
	)
}

/// Schedules in the first block, from the wished one on, that has room for more than `leaves` tasks.
fn first_with_room(
	when: DispatchTime<BlockNumber>,
	leaves: u32,
	schedule: impl Fn(DispatchTime<BlockNumber>) -> Scheduled,
) -> Scheduled {
	let due = match when {
		DispatchTime::At(block) => block,
		// As the scheduler counts: the tasks of this block have run already.
		DispatchTime::After(blocks) => {
			System::block_number().saturating_add(blocks).saturating_add(1)
		},
	};
	(due..=due.saturating_add(SCHEDULE_PATIENCE_BLOCKS))
		.filter(|block| leaves == 0 || room(*block) > leaves)
		.map(|block| schedule(DispatchTime::At(block)))
		.find(|scheduled| *scheduled != Err(DispatchError::Exhausted))
		.unwrap_or(Err(DispatchError::Exhausted))
}

/// How many more tasks a block takes.
fn room(block: BlockNumber) -> u32 {
	let taken = Agenda::<Runtime>::get(block).iter().flatten().count();
	<Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get()
		.saturating_sub(u32::try_from(taken).unwrap_or(u32::MAX))
}
