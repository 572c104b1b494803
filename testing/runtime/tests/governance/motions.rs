//! Motions: whose vote counts, and what it costs to have many open.

use super::{
	origins::holder,
	table::{account, allowed, on_a_network},
};
use frame_support::{
	assert_noop,
	traits::{fungible::InspectHold, Get},
};
use jmt_primitives::JMT;
use jmt_runtime::{
	configs::{AdvisoryInstance, BoardInstance, CouncilInstance, Days},
	constants::governance,
	*,
};
use pallet_collective::HoldReason::ProposalSubmission;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Dave};
use sp_runtime::{
	traits::{BlakeTwo256, Dispatchable, Hash as _},
	TokenError,
};

fn motion(number: u32) -> RuntimeCall {
	frame_system::Call::remark { remark: number.to_le_bytes().to_vec() }.into()
}

fn hash_of(number: u32) -> Hash {
	BlakeTwo256::hash_of(&motion(number))
}

fn propose<I: 'static>(number: u32) -> pallet_collective::Call<Runtime, I>
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
{
	let proposal = Box::new(motion(number));
	pallet_collective::Call::propose { threshold: 2, proposal, length_bound: 100 }
}

fn close<I: 'static>(number: u32) -> pallet_collective::Call<Runtime, I>
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
{
	pallet_collective::Call::close {
		proposal_hash: hash_of(number),
		index: number,
		proposal_weight_bound: <Runtime as pallet_collective::Config<I>>::MaxProposalWeight::get(),
		length_bound: 100,
	}
}

/// Lets so many blocks pass as a motion is open at most.
fn until_motions_end<I: 'static>()
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
{
	let duration = <Runtime as pallet_collective::Config<I>>::MotionDuration::get();
	System::set_block_number(System::block_number() + duration);
}

/// One aye, of the prime, and then the motion's time passes.
fn lone_aye<I: 'static>(prime: Sr25519Keyring)
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
	RuntimeCall: From<pallet_collective::Call<Runtime, I>>,
	RuntimeEvent: TryInto<pallet_collective::Event<Runtime, I>>,
{
	on_a_network(|| {
		pallet_collective::Prime::<Runtime, I>::put(account(prime));
		allowed(propose::<I>(0), holder(prime));
		let vote = pallet_collective::Call::<Runtime, I>::vote {
			proposal: hash_of(0),
			index: 0,
			approve: true,
		};
		allowed(vote, holder(prime));
		until_motions_end::<I>();
		System::reset_events();
		allowed(close::<I>(0), holder(prime));
		let events: Vec<pallet_collective::Event<Runtime, I>> = System::events()
			.into_iter()
			.filter_map(|record| record.event.try_into().ok())
			.collect();
		let disapproved = |event: &pallet_collective::Event<Runtime, I>| {
			matches!(event, pallet_collective::Event::Disapproved { .. })
		};
		assert!(events.iter().any(disapproved), "it is carried");
	});
}

#[test]
fn the_absent_do_not_vote_with_the_prime() {
	lone_aye::<CouncilInstance>(Alice);
	lone_aye::<BoardInstance>(Dave);
	lone_aye::<AdvisoryInstance>(Bob);
}

/// A member makes as many motions as a body can have open.
fn stuffed<I: 'static>(by: Sr25519Keyring, reason: RuntimeHoldReason)
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
	RuntimeCall: From<pallet_collective::Call<Runtime, I>>,
{
	on_a_network(|| {
		let held = || Balances::balance_on_hold(&reason, &account(by));
		for number in 0..governance::FREE_MOTIONS {
			allowed(propose::<I>(number), holder(by));
		}
		assert_eq!(held(), 0, "a body at work pays nothing");
		let (first, last) = (governance::FREE_MOTIONS, governance::MAX_MOTIONS - 1);
		allowed(propose::<I>(first), holder(by));
		assert_eq!(held(), governance::MOTION_DEPOSIT);
		let mut before = (0, held());
		for number in first + 1..=last {
			allowed(propose::<I>(number), holder(by));
			let cost = held() - before.1;
			assert!(cost > before.0, "{number} costs more than the one before");
			before = (cost, held());
		}
		assert_eq!(held() / JMT, 44_259);
		assert_eq!(before.0 / JMT, 4_114);
		assert_noop!(
			RuntimeCall::from(propose::<I>(last + 1)).dispatch(holder(by)).map_err(|e| e.error),
			pallet_collective::Error::<Runtime, I>::TooManyProposals
		);

		until_motions_end::<I>();
		allowed(close::<I>(last), holder(by));
		let proposal_hash = hash_of(last);
		let release =
			pallet_collective::Call::<Runtime, I>::release_proposal_cost { proposal_hash };
		allowed(release, holder(Bob));
		assert_eq!(held(), before.1 - before.0);
	});
}

#[test]
fn filling_a_body_alone_costs_more_and_more() {
	stuffed::<CouncilInstance>(Alice, RuntimeHoldReason::FoundationCouncil(ProposalSubmission));
	stuffed::<BoardInstance>(Dave, RuntimeHoldReason::Board(ProposalSubmission));
}

#[test]
fn a_member_makes_no_more_motions_than_it_can_pay_for() {
	on_a_network(|| {
		let rest = Balances::free_balance(account(Alice)) - governance::MOTION_DEPOSIT;
		let transfer = pallet_balances::Call::<Runtime>::transfer_allow_death {
			dest: account(Bob).into(),
			value: rest,
		};
		allowed(transfer, holder(Alice));
		for number in 0..governance::FREE_MOTIONS {
			allowed(propose::<CouncilInstance>(number), holder(Alice));
		}
		let further = RuntimeCall::from(propose::<CouncilInstance>(governance::FREE_MOTIONS));
		assert_noop!(
			further.dispatch(holder(Alice)).map_err(|error| error.error),
			TokenError::FundsUnavailable
		);
	});
}

#[test]
fn a_motion_is_closed_well_within_the_window_of_a_veto() {
	on_a_network(|| {
		let motion = Days::<{ governance::MOTION_DAYS }>::get();
		let veto = Days::<{ governance::VETO_DAYS }>::get();
		assert!(2 * motion < veto);
		assert_eq!(
			<Runtime as pallet_collective::Config<CouncilInstance>>::MotionDuration::get(),
			motion
		);
		assert_eq!(
			<Runtime as pallet_collective::Config<BoardInstance>>::MotionDuration::get(),
			motion
		);
	});
}
