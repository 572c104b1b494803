//! The holders' assembly at work: a referendum from its submission to its enactment.

use frame_support::traits::{schedule::DispatchTime, StorePreimage};
use jmt_primitives::{supply::StreamShares, JMT};
use jmt_runtime::{genesis_presets::DEVELOPMENT, governance::Origin, *};
use jmt_runtime_harness::{bodies::carry_board_motion, Chain};
use pallet_conviction_voting::{AccountVote, Conviction, Vote};
use pallet_referenda::ReferendumInfo;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave, Eve};
use sp_runtime::Perbill;

/// Half of everything to devices, half to validators.
const SHARES: StreamShares = StreamShares {
	devices: Perbill::from_percent(50),
	validators: Perbill::from_percent(50),
	gateways: Perbill::zero(),
};

/// A chain on which Alice has submitted a referendum on the shares and placed its decision deposit.
fn submitted() -> Chain {
	let mut chain = Chain::start(DEVELOPMENT);
	chain.block(Vec::new());
	let shares = RuntimeCall::Emission(pallet_emission::Call::set_shares { shares: SHARES });
	let proposal = chain.read(|| Preimage::bound(shares).expect("it is small"));
	let submit = pallet_referenda::Call::submit {
		proposal_origin: Box::new(OriginCaller::Assembly(Origin::Economy)),
		proposal,
		enactment_moment: DispatchTime::After(0),
	};
	let submit = chain.signed(Alice, submit);
	chain.include(vec![submit]).all_good();
	let deposit = chain.signed(Alice, pallet_referenda::Call::place_decision_deposit { index: 0 });
	chain.include(vec![deposit]).all_good();
	chain
}

fn vote(chain: &mut Chain, who: Sr25519Keyring, aye: bool, balance: Balance) {
	let vote =
		AccountVote::Standard { vote: Vote { aye, conviction: Conviction::Locked1x }, balance };
	let call = pallet_conviction_voting::Call::vote { poll_index: 0, vote };
	let call = chain.signed(who, call);
	chain.include(vec![call]).all_good();
}

fn info(chain: &mut Chain) -> pallet_referenda::ReferendumInfoOf<Runtime, ()> {
	chain.read(|| pallet_referenda::ReferendumInfoFor::<Runtime>::get(0).expect("it exists"))
}

fn shares(chain: &mut Chain) -> StreamShares {
	chain.read(|| pallet_emission::Shares::<Runtime>::get().shares)
}

#[test]
fn enacts_what_most_of_the_circulating_jmt_stand_behind() {
	let mut chain = submitted();
	for who in [Alice, Bob, Charlie, Dave] {
		vote(&mut chain, who, true, 900_000 * JMT);
	}
	vote(&mut chain, Eve, false, 100_000 * JMT);
	assert_eq!(shares(&mut chain), StreamShares::default());
	// A day to prepare, one to stand, one until it is enacted.
	chain.blocks(60);
	assert!(matches!(info(&mut chain), ReferendumInfo::Approved(..)), "{:?}", info(&mut chain));
	assert_eq!(shares(&mut chain), SHARES);
}

#[test]
fn rejects_what_too_few_stand_behind() {
	let mut chain = submitted();
	// All who vote agree, with less than three in a hundred of what circulates.
	vote(&mut chain, Alice, true, 100_000 * JMT);
	chain.blocks(200);
	assert!(matches!(info(&mut chain), ReferendumInfo::Rejected(..)), "{:?}", info(&mut chain));
	assert_eq!(shares(&mut chain), StreamShares::default());
}

#[test]
fn counts_support_of_what_circulates_not_of_the_pots() {
	let mut chain = submitted();
	let circulating = chain.read(|| jmt_runtime::circulation::figures().circulating);
	assert!(circulating < 20_000_000 * JMT, "the pots cannot vote");
	vote(&mut chain, Alice, true, 900_000 * JMT);
	let support = chain.read(|| {
		use frame_support::traits::Get;
		let ReferendumInfo::Ongoing(status) =
			pallet_referenda::ReferendumInfoFor::<Runtime>::get(0).expect("it exists")
		else {
			panic!("it is decided already")
		};
		let turnout = <Runtime as pallet_conviction_voting::Config>::MaxTurnout::get();
		Perbill::from_rational(status.tally.support, turnout)
	});
	assert_eq!(support, Perbill::from_rational(900_000 * JMT, circulating));
}

#[test]
fn the_board_stops_a_decision_before_it_is_enacted() {
	let mut chain = submitted();
	for who in [Alice, Bob, Charlie, Dave] {
		vote(&mut chain, who, true, 900_000 * JMT);
	}
	let mut patience = 100;
	while !matches!(info(&mut chain), ReferendumInfo::Approved(..)) {
		chain.block(Vec::new());
		patience -= 1;
		assert!(patience > 0, "{:?}", info(&mut chain));
	}
	let stop = RuntimeCall::Assembly(governance::Call::stop_enactment { referendum: 0 });
	carry_board_motion(&mut chain, stop);
	chain.blocks(40);
	assert_eq!(shares(&mut chain), StreamShares::default(), "it was never enacted");
}
