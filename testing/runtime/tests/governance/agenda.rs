//! Tasks of the referenda pallet find a place, however full the blocks are.

use super::{
	origins::{holder, root},
	table::{allowed, on_a_network},
};
use frame_support::traits::{
	schedule::{
		v3::{Anon, Named},
		DispatchTime,
	},
	Bounded, Get, StorePreimage,
};
use jmt_runtime::{configs::Days, constants::governance, genesis_presets::DEVELOPMENT, *};
use jmt_runtime_harness::Chain;
use pallet_referenda::{ReferendumInfo, ReferendumInfoFor};
use sp_keyring::Sr25519Keyring::Alice;
use sp_runtime::{traits::BlakeTwo256, DispatchError};

/// The scheduler of the referenda pallet.
type OfReferenda = <Runtime as pallet_referenda::Config>::Scheduler;

fn bound(call: impl Into<RuntimeCall>) -> Bounded<RuntimeCall, BlakeTwo256> {
	Preimage::bound(call.into()).expect("it is small")
}

fn remark() -> Bounded<RuntimeCall, BlakeTwo256> {
	bound(frame_system::Call::<Runtime>::remark { remark: vec![1] })
}

/// Tasks that a block takes.
fn places() -> u32 {
	<Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get()
}

/// Tasks that are scheduled for a block.
fn tasks(block: BlockNumber) -> u32 {
	pallet_scheduler::Agenda::<Runtime>::get(block).iter().flatten().count() as u32
}

/// Fills the agenda of a block to the brim.
fn fill(block: BlockNumber) {
	let when = DispatchTime::At(block);
	while <Scheduler as Anon<_, _, _>>::schedule(when, None, 0, root().caller, remark()).is_ok() {}
	assert_eq!(tasks(block), places());
}

/// Schedules what gives the place of a decided referendum on the track of Root to the next.
fn give_place(block: BlockNumber) -> Result<(BlockNumber, u32), DispatchError> {
	let call = bound(pallet_referenda::Call::<Runtime>::one_fewer_deciding { track: 0 });
	let when = DispatchTime::At(block);
	<OfReferenda as Anon<_, _, _>>::schedule(when, None, 128, root().caller, call)
}

/// Schedules an enactment.
fn enact(name: u8, block: BlockNumber) -> Result<(BlockNumber, u32), DispatchError> {
	let (name, when) = ([name; 32], DispatchTime::At(block));
	<OfReferenda as Named<_, _, _>>::schedule_named(name, when, None, 63, root().caller, remark())
}

fn submit() -> pallet_referenda::Call<Runtime> {
	pallet_referenda::Call::submit {
		proposal_origin: Box::new(root().caller),
		proposal: remark(),
		enactment_moment: DispatchTime::After(1),
	}
}

#[test]
fn what_ends_a_decision_takes_the_next_block_with_room() {
	on_a_network(|| {
		fill(100);
		fill(101);
		assert_eq!(give_place(100), Ok((102, 0)));
		assert_eq!(enact(1, 100), Ok((102, 1)));
		assert_eq!(give_place(103), Ok((103, 0)), "its own block while that has room");
	});
}

#[test]
fn what_finds_no_room_for_long_is_refused() {
	on_a_network(|| {
		for late in 0..=governance::SCHEDULE_PATIENCE_BLOCKS {
			fill(100 + late);
		}
		assert_eq!(enact(1, 100), Err(DispatchError::Exhausted));
		assert_eq!(enact(1, 101), Ok((101 + governance::SCHEDULE_PATIENCE_BLOCKS, 0)));
	});
}

#[test]
fn alarms_leave_a_part_of_each_block_to_what_ends_decisions() {
	on_a_network(|| {
		// All of them are due in the same block, which whoever submits them chooses.
		let count = places() + 10;
		for _ in 0..count {
			allowed(submit(), holder(Alice));
		}
		let due = System::block_number()
			+ <Runtime as pallet_referenda::Config>::UndecidingTimeout::get();
		let alarms = places() - governance::RESERVED_TASKS;
		assert_eq!([due, due + 1, due + 2].map(tasks), [alarms, alarms, count - 2 * alarms]);
		for index in 0..count {
			let info = ReferendumInfoFor::<Runtime>::get(index);
			let Some(ReferendumInfo::Ongoing(status)) = info else { panic!("it is submitted") };
			assert!(status.alarm.is_some(), "the alarm of {index} is lost");
		}
		for task in 0..governance::RESERVED_TASKS {
			assert_eq!(give_place(due), Ok((due, alarms + task)));
		}
	});
}

#[test]
fn a_full_block_keeps_no_track_from_going_on() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	// One more on the track of Root than are decided at a time.
	let last = governance::ROOT_TERMS.max_deciding;
	for index in 0..=last {
		let submit = chain.signed(Alice, submit());
		chain.include(vec![submit]).all_good();
		let deposit = pallet_referenda::Call::place_decision_deposit { index };
		let deposit = chain.signed(Alice, deposit);
		chain.include(vec![deposit]).all_good();
	}
	let day = chain.read(Days::<{ governance::ROOT_TERMS.prepare_days }>::get);
	// With a few more: a block that ends an epoch has no room for tasks.
	chain.blocks(day + 5);
	let deciding = |chain: &mut Chain, index| {
		chain.read(|| match ReferendumInfoFor::<Runtime>::get(index) {
			Some(ReferendumInfo::Ongoing(status)) => status.deciding.is_some(),
			_ => false,
		})
	};
	for index in 0..last {
		assert!(deciding(&mut chain, index));
	}
	assert!(!deciding(&mut chain, last), "it waits for a place");

	chain.read(|| {
		fill(System::block_number() + 1);
		Referenda::cancel(RuntimeOrigin::root(), 0).expect("Root may");
	});
	chain.blocks(5);
	assert!(deciding(&mut chain, last), "it has the place of the first");
}
