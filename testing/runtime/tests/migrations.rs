//! An upgrade keeps the state of the runtime before.

use codec::Encode;
use frame_support::{storage::migration::move_pallet, traits::PalletInfoAccess, weights::Weight};
use frame_system::{LastRuntimeUpgrade, LastRuntimeUpgradeInfo};
use jmt_runtime::{
	configs::CouncilInstance, genesis_presets::DEVELOPMENT, migrations::COUNCIL_BEFORE,
	FoundationCouncil, Runtime, RuntimeCall, VERSION,
};
use jmt_runtime_harness::Chain;
use pallet_collective::{Members, ProposalOf, Proposals, Voting};
use sp_io::{hashing::twox_128, storage::next_key};
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::traits::{BlakeTwo256, Hash};

/// The keys below the name of a pallet.
fn keys(chain: &mut Chain, pallet: &str) -> usize {
	let prefix = twox_128(pallet.as_bytes());
	chain.read(|| {
		std::iter::successors(next_key(&prefix), |key| next_key(key))
			.take_while(|key| key.starts_with(&prefix))
			.count()
	})
}

/// The council's members, its motions and the votes on them.
fn council(chain: &mut Chain) -> impl PartialEq + std::fmt::Debug {
	chain.read(|| {
		let motions = Proposals::<Runtime, CouncilInstance>::get();
		let details: Vec<_> = motions
			.iter()
			.map(|motion| {
				let call = ProposalOf::<Runtime, CouncilInstance>::get(motion);
				(call.encode(), Voting::<Runtime, CouncilInstance>::get(motion))
			})
			.collect();
		(Members::<Runtime, CouncilInstance>::get(), motions.into_inner(), details)
	})
}

#[test]
fn the_council_and_its_open_motions_move_to_the_new_name_of_their_pallet() {
	type Call = pallet_collective::Call<Runtime, CouncilInstance>;
	let mut chain = Chain::start(DEVELOPMENT);
	chain.blocks(1);
	let motion: RuntimeCall = frame_system::Call::remark { remark: vec![1] }.into();
	let hash = BlakeTwo256::hash_of(&motion);
	let propose = Call::propose { threshold: 2, proposal: Box::new(motion), length_bound: 100 };
	let propose = chain.signed(Alice, propose);
	chain.include(vec![propose]).all_good();
	let before = council(&mut chain);
	let stored = keys(&mut chain, FoundationCouncil::name());

	// As the runtime before has it.
	chain.read(|| {
		move_pallet(FoundationCouncil::name().as_bytes(), COUNCIL_BEFORE.as_bytes());
		LastRuntimeUpgrade::<Runtime>::put(LastRuntimeUpgradeInfo {
			spec_version: (VERSION.spec_version - 1).into(),
			spec_name: VERSION.spec_name,
		});
		assert!(Members::<Runtime, CouncilInstance>::get().is_empty());
	});
	assert_eq!(keys(&mut chain, COUNCIL_BEFORE), stored);
	chain.blocks(1);
	assert_eq!(council(&mut chain), before);
	assert_eq!(keys(&mut chain, FoundationCouncil::name()), stored);
	assert_eq!(keys(&mut chain, COUNCIL_BEFORE), 0);

	// The motion goes on.
	for by in [Alice, Bob] {
		let vote = Call::vote { proposal: hash, index: 0, approve: true };
		let vote = chain.signed(by, vote);
		chain.include(vec![vote]).all_good();
	}
	let close = Call::close {
		proposal_hash: hash,
		index: 0,
		proposal_weight_bound: Weight::from_parts(1_000_000_000, 100_000),
		length_bound: 100,
	};
	let close = chain.signed(Alice, close);
	let made = chain.include(vec![close]).all_good();
	let executed = pallet_collective::Event::<Runtime, CouncilInstance>::Executed {
		proposal_hash: hash,
		result: Ok(()),
	};
	assert!(made.events.contains(&executed.into()), "{:?}", made.events);
}
