//! A validator that signs two things where it may sign one loses stake, by a report that travels in a block.
//! What it loses reaches the ecosystem pot and the reporter; nothing is burnt.

use codec::{Decode, Encode};
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{fungible::Inspect, KeyOwnerProofSystem},
};
use jmt_primitives::{supply::Pot, AccountId, Balance};
use jmt_runtime::{
	constants::staking::{MAX_ELECTION_VOTERS, MAX_VALIDATORS},
	genesis_presets::{LOCAL_TESTNET, VALIDATOR_BOND},
	Babe, Balances, Emission, Hash, Header, Historical, Runtime, RuntimeCall, Session, Staking,
	UncheckedExtrinsic,
};
use jmt_runtime_harness::{Chain, Made};
use sp_consensus_babe::{
	digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
	Slot,
};
use sp_core::{Pair, H256};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	traits::Header as _, transaction_validity::InvalidTransaction, Digest, DigestItem,
	DispatchError, Perbill,
};
use sp_session::MembershipProof;

type BabeProof = sp_consensus_babe::EquivocationProof<Header>;
type GrandpaProof = sp_consensus_grandpa::EquivocationProof<Hash, u32>;

/// The validators, in the order of the authorities: key of BABE, key of GRANDPA, stash.
const VALIDATORS: [(Sr25519Keyring, Ed25519Keyring, Sr25519Keyring); 4] = [
	(Sr25519Keyring::Alice, Ed25519Keyring::Alice, Sr25519Keyring::AliceStash),
	(Sr25519Keyring::Bob, Ed25519Keyring::Bob, Sr25519Keyring::BobStash),
	(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie, Sr25519Keyring::CharlieStash),
	(Sr25519Keyring::Dave, Ed25519Keyring::Dave, Sr25519Keyring::DaveStash),
];

/// What one offender of four loses, by the books of the era: the square of three times its part of the
/// validators, of its stake. Of that a tenth is the reporters', by the presets, and half of it at a first
/// report.
fn punishment(chain: &mut Chain, who: usize) -> (Balance, Balance) {
	let stash = VALIDATORS[who].2.to_account_id();
	let stake = chain
		.read(|| pallet_staking::ErasStakersOverview::<Runtime>::get(0, &stash))
		.expect("it is elected")
		.own;
	// Stake counts in votes of some thousand planck.
	assert!(VALIDATOR_BOND - stake < 10_000);
	let slash = Perbill::from_rational(9u32, 16) * stake;
	(slash, Perbill::from_percent(50) * (Perbill::from_percent(10) * slash))
}

fn chain() -> Chain {
	let mut chain = Chain::start(LOCAL_TESTNET);
	chain.blocks(3);
	chain
}

/// Where in [`VALIDATORS`] the author of the newest block stands, and its index among the authorities.
fn newest_author(chain: &mut Chain) -> (usize, u32) {
	let slot = chain.next_slot() - 1;
	let authorities = chain.read(Babe::authorities);
	let index = slot % authorities.len() as u64;
	let key = sp_core::sr25519::Public::from(authorities[index as usize].0.clone());
	let who = VALIDATORS.iter().position(|(babe, ..)| babe.public() == key).expect("a validator");
	(who, index as u32)
}

/// A sealed header of this slot; `marker` tells it from others of the same slot.
fn sealed(slot: u64, authority_index: u32, by: Sr25519Keyring, marker: u8) -> Header {
	let claim = SecondaryPlainPreDigest { authority_index, slot: Slot::from(slot) };
	let claim = DigestItem::babe_pre_digest(PreDigest::SecondaryPlain(claim));
	let digest = Digest { logs: vec![claim] };
	let marker = H256::repeat_byte(marker);
	let mut header = Header::new(3, marker, Default::default(), Default::default(), digest);
	let signature = by.pair().sign(header.hash().as_ref());
	header.digest_mut().push(DigestItem::babe_seal(signature.into()));
	header
}

/// Two headers of the newest block's author for its slot, with the author's place in [`VALIDATORS`].
fn two_headers(chain: &mut Chain, markers: [u8; 2]) -> (BabeProof, usize) {
	let (who, index) = newest_author(chain);
	let (slot, key) = (chain.next_slot() - 1, VALIDATORS[who].0);
	let [first_header, second_header] = markers.map(|marker| sealed(slot, index, key, marker));
	let offender = key.public().into();
	(BabeProof { offender, slot: Slot::from(slot), first_header, second_header }, who)
}

fn babe_owner(chain: &mut Chain, who: usize) -> MembershipProof {
	let key: sp_consensus_babe::AuthorityId = VALIDATORS[who].0.public().into();
	chain.read(|| Historical::prove((sp_consensus_babe::KEY_TYPE, key))).expect("it validates")
}

fn grandpa_owner(chain: &mut Chain, who: usize) -> MembershipProof {
	let key: sp_consensus_grandpa::AuthorityId = VALIDATORS[who].1.public().into();
	chain.read(|| Historical::prove((sp_consensus_grandpa::KEY_TYPE, key))).expect("it validates")
}

/// Two prevotes of one validator in one round, for these blocks.
fn two_votes(set: u64, round: u64, who: usize, targets: [u8; 2]) -> GrandpaProof {
	let key = VALIDATORS[who].1;
	let signed = targets.map(|target| {
		let vote = sp_consensus_grandpa::Prevote::<Header> {
			target_hash: Hash::repeat_byte(target),
			target_number: 2,
		};
		let message = sp_consensus_grandpa::Message::<Header>::Prevote(vote.clone());
		let payload = sp_consensus_grandpa::localized_payload(round, set, &message);
		(vote, key.sign(&payload))
	});
	// As it travels: the set, a prevote (0), the round, the voter, its two votes.
	let encoded = (set, 0u8, round, key.public(), signed).encode();
	GrandpaProof::decode(&mut &encoded[..]).expect("it has the form of a proof")
}

fn babe_call(proof: BabeProof, key_owner_proof: MembershipProof) -> RuntimeCall {
	let equivocation_proof = Box::new(proof);
	pallet_babe::Call::report_equivocation { equivocation_proof, key_owner_proof }.into()
}

/// Money before and after: of the stash, the ecosystem pot and the reporter.
struct Books {
	stash: AccountId,
	reporter: AccountId,
	stake: Balance,
	held: Balance,
	pot: Balance,
	reward: Balance,
	issuance: Balance,
}

impl Books {
	fn of(chain: &mut Chain, who: usize, reporter: AccountId) -> Self {
		let stash = VALIDATORS[who].2.to_account_id();
		chain.read(|| Self {
			stake: Staking::ledger(stash.clone().into()).expect("it is bonded").active,
			held: Balances::total_balance(&stash),
			pot: Emission::pot_balance(Pot::Ecosystem),
			reward: Balances::total_balance(&reporter),
			issuance: Balances::total_issuance(),
			stash,
			reporter,
		})
	}

	/// Panics unless `slash` went from the stake, `reward` of it to the reporter and the rest to the pot.
	fn moved(self, chain: &mut Chain, slash: Balance, reward: Balance) {
		let index = VALIDATORS.iter().position(|v| v.2.to_account_id() == self.stash).unwrap();
		let after = Self::of(chain, index, self.reporter.clone());
		assert_eq!(self.stake - after.stake, slash);
		assert_eq!(self.held - after.held, slash);
		assert_eq!(after.reward - self.reward, reward);
		assert_eq!(after.pot - self.pot, slash - reward);
		assert_eq!(after.issuance, self.issuance);
		chain.check();
	}
}

/// Leaves out slots whose author is this validator: one that is disabled makes no blocks.
fn past(chain: &mut Chain, who: usize) {
	let key: sp_core::sr25519::Public = VALIDATORS[who].0.public();
	let authorities = chain.read(Babe::authorities);
	let index = chain.next_slot() % authorities.len() as u64;
	if sp_core::sr25519::Public::from(authorities[index as usize].0.clone()) == key {
		chain.skip(1);
	}
}

fn only(made: Made) -> sp_runtime::ApplyExtrinsicResult {
	assert_eq!(made.results.len(), 1);
	made.results[0]
}

#[test]
fn two_blocks_in_one_slot_cost_the_author_stake() {
	let mut chain = chain();
	let (proof, who) = two_headers(&mut chain, [1, 2]);
	let owner = babe_owner(&mut chain, who);
	let reporter = Sr25519Keyring::Eve;
	let report = chain.signed(reporter, babe_call(proof, owner));
	let before = Books::of(&mut chain, who, reporter.to_account_id());
	let (slash, reward) = punishment(&mut chain, who);
	past(&mut chain, who);
	assert_eq!(only(chain.include(vec![report])), Ok(Ok(())));
	// A true report is free, so the reporter gains exactly its reward.
	before.moved(&mut chain, slash, reward);
}

#[test]
fn two_votes_in_one_round_cost_the_voter_stake() {
	let mut chain = chain();
	let set = chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
	let who = 2;
	let proof = two_votes(set, 1, who, [1, 2]);
	let key_owner_proof = grandpa_owner(&mut chain, who);
	let equivocation_proof = Box::new(proof);
	// As a node reports it: unsigned. Its reporter is the author of the block.
	let call =
		pallet_grandpa::Call::report_equivocation_unsigned { equivocation_proof, key_owner_proof };
	past(&mut chain, who);
	let authorities = chain.read(Babe::authorities);
	let author = &authorities[(chain.next_slot() % authorities.len() as u64) as usize].0;
	let author = sp_core::sr25519::Public::from(author.clone());
	let author = VALIDATORS.iter().find(|(babe, ..)| babe.public() == author).unwrap().2;
	let before = Books::of(&mut chain, who, author.to_account_id());
	let report = UncheckedExtrinsic::new_bare(call.into());
	let (slash, reward) = punishment(&mut chain, who);
	assert_eq!(only(chain.block(vec![report])), Ok(Ok(())));
	before.moved(&mut chain, slash, reward);
}

#[test]
fn an_offender_is_disabled_and_the_others_go_on() {
	let mut chain = chain();
	let (proof, who) = two_headers(&mut chain, [1, 2]);
	let owner = babe_owner(&mut chain, who);
	let report = chain.signed(Sr25519Keyring::Eve, babe_call(proof, owner));
	past(&mut chain, who);
	assert_eq!(only(chain.include(vec![report])), Ok(Ok(())));
	let stash = VALIDATORS[who].2.to_account_id();
	let disabled: Vec<_> = chain.read(|| {
		let validators = Session::validators();
		Session::disabled_validators().into_iter().map(|i| validators[i as usize].clone()).collect()
	});
	assert_eq!(disabled, [stash]);
	for _ in 0..6 {
		past(&mut chain, who);
		chain.blocks(1);
	}
}

#[test]
fn a_report_against_the_most_nominators_fits_a_block() {
	let blocks = <Runtime as frame_system::Config>::BlockWeights::get();
	let most = blocks.get(DispatchClass::Normal).max_extrinsic.expect("limited");
	for weight in [
		<<Runtime as pallet_babe::Config>::WeightInfo as pallet_babe::WeightInfo>::report_equivocation(
			MAX_VALIDATORS,
			MAX_ELECTION_VOTERS,
		),
		<<Runtime as pallet_grandpa::Config>::WeightInfo as pallet_grandpa::WeightInfo>::report_equivocation(
			MAX_VALIDATORS,
			MAX_ELECTION_VOTERS,
		),
	] {
		assert!(weight.all_lte(most), "{weight} of {most}");
	}
	// The call asks for that weight.
	let mut chain = chain();
	let (proof, who) = two_headers(&mut chain, [1, 2]);
	let call = babe_call(proof, babe_owner(&mut chain, who));
	assert!(call.get_dispatch_info().call_weight.ref_time() > most.ref_time() / 4);
}

mod reject {
	use super::*;

	/// The error of a signed report, which moved nothing but its fee.
	fn refused(chain: &mut Chain, who: usize, call: RuntimeCall) -> DispatchError {
		let reporter = Sr25519Keyring::Ferdie;
		let report = chain.signed(reporter, call);
		let before = Books::of(chain, who, reporter.to_account_id());
		past(chain, who);
		let error = only(chain.include(vec![report])).expect("it pays").unwrap_err();
		let after = Books::of(chain, who, reporter.to_account_id());
		assert_eq!((after.stake, after.held), (before.stake, before.held));
		assert_eq!(before.reward - after.reward, after.pot - before.pot);
		assert!(before.reward > after.reward, "a false report costs its fee");
		chain.check();
		error
	}

	#[test]
	fn one_header_shown_twice_is_no_equivocation() {
		let mut chain = chain();
		let (mut proof, who) = two_headers(&mut chain, [1, 2]);
		proof.second_header = proof.first_header.clone();
		let owner = babe_owner(&mut chain, who);
		let error = refused(&mut chain, who, babe_call(proof, owner));
		assert_eq!(error, pallet_babe::Error::<Runtime>::InvalidEquivocationProof.into());
	}

	#[test]
	fn a_header_that_another_sealed_proves_nothing() {
		let mut chain = chain();
		let (mut proof, who) = two_headers(&mut chain, [1, 2]);
		let liar = VALIDATORS[(who + 1) % 4].0;
		let (_, index) = newest_author(&mut chain);
		proof.second_header = sealed(*proof.slot, index, liar, 2);
		let owner = babe_owner(&mut chain, who);
		let error = refused(&mut chain, who, babe_call(proof, owner));
		assert_eq!(error, pallet_babe::Error::<Runtime>::InvalidEquivocationProof.into());
	}

	#[test]
	fn the_proof_of_anothers_key_slashes_nobody() {
		let mut chain = chain();
		let (proof, who) = two_headers(&mut chain, [1, 2]);
		let owner = babe_owner(&mut chain, (who + 1) % 4);
		let error = refused(&mut chain, who, babe_call(proof, owner));
		assert_eq!(error, pallet_babe::Error::<Runtime>::InvalidKeyOwnershipProof.into());
	}

	#[test]
	fn the_same_offence_is_punished_once() {
		let mut chain = chain();
		let (proof, who) = two_headers(&mut chain, [1, 2]);
		let owner = babe_owner(&mut chain, who);
		let report = chain.signed(Sr25519Keyring::Eve, babe_call(proof.clone(), owner.clone()));
		past(&mut chain, who);
		assert_eq!(only(chain.include(vec![report])), Ok(Ok(())));
		let error = refused(&mut chain, who, babe_call(proof, owner));
		assert_eq!(error, pallet_babe::Error::<Runtime>::DuplicateOffenceReport.into());
	}

	#[test]
	fn an_unsigned_report_without_a_true_proof_stays_out() {
		let mut chain = chain();
		let set = chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
		let proof = two_votes(set, 1, 2, [1, 2]);
		let call = pallet_grandpa::Call::report_equivocation_unsigned {
			equivocation_proof: Box::new(proof),
			key_owner_proof: grandpa_owner(&mut chain, 1),
		};
		let report = UncheckedExtrinsic::new_bare(call.into());
		let before = Books::of(&mut chain, 2, Sr25519Keyring::Ferdie.to_account_id());
		let result = only(chain.block(vec![report]));
		assert_eq!(result, Err(InvalidTransaction::BadProof.into()));
		before.moved(&mut chain, 0, 0);
	}
}
