//! Council, supervisory board and advisory committee at work.

use frame_support::traits::Get;
use jmt_primitives::{supply::Pot, JMT};
use jmt_runtime::{
	configs::Days, constants::governance, genesis_presets::DEVELOPMENT, AccountId, Emission,
	Runtime, RuntimeCall,
};
use jmt_runtime_harness::{bodies::carry, Chain};
use pallet_collective::{Instance1, Instance2, Instance3};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};

fn board(chain: &mut Chain) -> Vec<AccountId> {
	chain.read(pallet_collective::Members::<Runtime, Instance2>::get)
}

#[test]
fn the_advisory_committee_speaks_on_the_chain() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	let advice = frame_system::Call::remark { remark: b"spend less".to_vec() };
	carry::<Instance3>(&mut chain, advice.into(), [Bob, Eve]);
}

#[test]
fn who_is_no_member_does_not_speak_for_the_advisory_committee() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
	let propose = pallet_collective::Call::<Runtime, Instance3>::propose {
		threshold: 1,
		proposal: Box::new(remark),
		length_bound: 100,
	};
	let propose = chain.signed(Ferdie, propose);
	let made = chain.include(vec![propose]);
	let refused = pallet_collective::Error::<Runtime, Instance3>::NotMember.into();
	assert_eq!(made.results, [Ok(Err(refused))]);
}

#[test]
fn a_motion_of_a_stranger_is_refused() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
	let propose = pallet_collective::Call::<Runtime, Instance1>::propose {
		threshold: 1,
		proposal: Box::new(remark),
		length_bound: 100,
	};
	let propose = chain.signed(Ferdie, propose);
	let made = chain.include(vec![propose]);
	let refused = pallet_collective::Error::<Runtime, Instance1>::NotMember.into();
	assert_eq!(made.results, [Ok(Err(refused))]);
}

#[test]
fn the_holders_elect_the_supervisory_board() {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	let mut before = [Dave, Eve, Ferdie].iter().map(|key| key.to_account_id()).collect::<Vec<_>>();
	before.sort();
	assert_eq!(board(&mut chain), before);

	// Seven seats and seven runners-up are more than there are candidates: Alice wins one, and Bob, for whom
	// nobody votes, loses his bond to the ecosystem pot.
	for who in [Alice, Bob] {
		let count = chain.read(|| pallet_elections_phragmen::Candidates::<Runtime>::get().len());
		let submit =
			pallet_elections_phragmen::Call::submit_candidacy { candidate_count: count as u32 };
		let submit = chain.signed(who, submit);
		chain.include(vec![submit]).all_good();
	}
	let votes = vec![Alice.to_account_id()];
	let vote = pallet_elections_phragmen::Call::vote { votes, value: 500_000 * JMT };
	let vote = chain.signed(Charlie, vote);
	chain.include(vec![vote]).all_good();
	let bob = chain.balance(&Bob.to_account_id());
	let pot = chain.read(|| Emission::pot_balance(Pot::Ecosystem));

	let term = chain.read(Days::<{ governance::BOARD_TERM_DAYS }>::get);
	let left = term - chain.number();
	chain.blocks(left);
	assert!(board(&mut chain).contains(&Alice.to_account_id()), "{:?}", board(&mut chain));
	assert!(!board(&mut chain).contains(&Bob.to_account_id()));
	assert_eq!(chain.balance(&Bob.to_account_id()), bob, "the bond is gone");
	assert_eq!(
		chain.read(|| Emission::pot_balance(Pot::Ecosystem)),
		pot + governance::CANDIDACY_BOND,
		"into the ecosystem pot"
	);
}
