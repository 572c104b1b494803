//! The bodies that govern, with the members that development presets give them.

use crate::Chain;
use jmt_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use pallet_collective::{Instance1, Instance2};
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Dave, Eve};
use sp_runtime::traits::{BlakeTwo256, Hash as _};

/// Carries a motion by two of three members of the council.
pub fn carry_council_motion(chain: &mut Chain, call: RuntimeCall) {
	carry::<Instance1>(chain, call, [Alice, Bob]);
}

/// Carries a motion by two of three members of the supervisory board.
pub fn carry_board_motion(chain: &mut Chain, call: RuntimeCall) {
	carry::<Instance2>(chain, call, [Dave, Eve]);
}

/// Proposes, votes and closes, and expects that the call was carried out.
pub fn carry<I: 'static>(chain: &mut Chain, call: RuntimeCall, members: [Sr25519Keyring; 2])
where
	Runtime: pallet_collective::Config<I, Proposal = RuntimeCall>,
	RuntimeCall: From<pallet_collective::Call<Runtime, I>>,
	RuntimeEvent: TryInto<pallet_collective::Event<Runtime, I>>,
{
	let index = chain.read(pallet_collective::ProposalCount::<Runtime, I>::get);
	let proposal_hash = BlakeTwo256::hash_of(&call);
	let propose = pallet_collective::Call::<Runtime, I>::propose {
		threshold: 2,
		proposal: Box::new(call),
		length_bound: 10_000,
	};
	let propose = chain.signed(members[0], propose);
	chain.include(vec![propose]).all_good();
	for member in members {
		let vote = pallet_collective::Call::<Runtime, I>::vote {
			proposal: proposal_hash,
			index,
			approve: true,
		};
		let vote = chain.signed(member, vote);
		chain.include(vec![vote]).all_good();
	}
	let close = pallet_collective::Call::<Runtime, I>::close {
		proposal_hash,
		index,
		proposal_weight_bound: frame_support::weights::Weight::from_parts(
			150_000_000_000,
			10_000_000,
		),
		length_bound: 10_000,
	};
	let close = chain.signed(members[0], close);
	let made = chain.include(vec![close]).all_good();
	let executed = made.events.into_iter().find_map(|event| match event.try_into() {
		Ok(pallet_collective::Event::Executed { result, .. }) => Some(result),
		_ => None,
	});
	assert_eq!(executed, Some(Ok(())), "the motion is carried out");
}
