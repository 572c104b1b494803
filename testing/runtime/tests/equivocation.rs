//! A validator that signs two things where it may sign one loses stake, by a report that travels in a block.
//! The slash reaches the ecosystem pot and the reporter, unburnt. New session keys do not save it, and a
//! validator without keys leaves the others accountable.

use codec::{Decode, Encode};
use frame_support::{
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::{fungible::Inspect, KeyOwnerProofSystem},
};
use jmt_primitives::{supply::Pot, AccountId, Balance};
use jmt_runtime::{
	constants::staking::{MAX_ELECTION_VOTERS, MAX_VALIDATORS},
	genesis_presets::{LOCAL_TESTNET, VALIDATOR_BOND},
	Babe, Balances, Emission, Grandpa, Hash, Header, Historical, Runtime, RuntimeCall, Session,
	SessionKeys, Staking, UncheckedExtrinsic,
};
use jmt_runtime_harness::{Chain, Made};
use pallet_session::historical::HistoricalSessions;
use pallet_staking::{CurrentEra, ErasStakersOverview, RewardDestination, ValidatorPrefs};
use serde_json::json;
use sp_consensus_babe::{
	digests::{CompatibleDigestItem, PreDigest, SecondaryPlainPreDigest},
	Slot,
};
use sp_core::{proof_of_possession::statement_of_ownership, Pair, H256};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use sp_runtime::{
	traits::Header as _, transaction_validity::InvalidTransaction, Digest, DigestItem,
	DispatchError, KeyTypeId, Perbill,
};
use sp_session::MembershipProof;
use sp_staking::SessionIndex;

type BabeProof = sp_consensus_babe::EquivocationProof<Header>;
type GrandpaProof = sp_consensus_grandpa::EquivocationProof<Hash, u32>;

/// The validators, in the order of the authorities: key of BABE, key of GRANDPA, stash.
const VALIDATORS: [(Sr25519Keyring, Ed25519Keyring, Sr25519Keyring); 4] = [
	(Sr25519Keyring::Alice, Ed25519Keyring::Alice, Sr25519Keyring::AliceStash),
	(Sr25519Keyring::Bob, Ed25519Keyring::Bob, Sr25519Keyring::BobStash),
	(Sr25519Keyring::Charlie, Ed25519Keyring::Charlie, Sr25519Keyring::CharlieStash),
	(Sr25519Keyring::Dave, Ed25519Keyring::Dave, Sr25519Keyring::DaveStash),
];

/// The slash of one offender of four, by the books of the era: the square of three times its part of the
/// validators, of its stake. Of that a tenth is the reporters', by the presets, and half of it at a first
/// report.
fn punishment(chain: &mut Chain, who: usize) -> (Balance, Balance) {
	let stash = VALIDATORS[who].2.to_account_id();
	let stake =
		chain.read(|| ErasStakersOverview::<Runtime>::get(0, &stash)).expect("it is elected").own;
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

/// The node's answer at the newest block to whose key it is that made blocks of a slot.
fn babe_owner_of(
	chain: &mut Chain,
	slot: u64,
	key: sp_consensus_babe::AuthorityId,
) -> Option<MembershipProof> {
	let arguments = (Slot::from(slot), key).encode();
	let answer = chain.call_api("BabeApi_generate_key_ownership_proof", &arguments);
	Option::<sp_consensus_babe::OpaqueKeyOwnershipProof>::decode(&mut &answer[..])
		.expect("it has the form of an answer")?
		.decode()
}

/// The node's answer at the newest block to whose key it is that voted in a set.
fn grandpa_owner_of(
	chain: &mut Chain,
	set: u64,
	key: sp_consensus_grandpa::AuthorityId,
) -> Option<MembershipProof> {
	let arguments = (set, key).encode();
	let answer = chain.call_api("GrandpaApi_generate_key_ownership_proof", &arguments);
	Option::<sp_consensus_grandpa::OpaqueKeyOwnershipProof>::decode(&mut &answer[..])
		.expect("it has the form of an answer")?
		.decode()
}

fn babe_owner(chain: &mut Chain, who: usize) -> MembershipProof {
	let slot = chain.next_slot() - 1;
	babe_owner_of(chain, slot, VALIDATORS[who].0.public().into()).expect("it validates")
}

fn grandpa_owner(chain: &mut Chain, who: usize) -> MembershipProof {
	let set = chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
	grandpa_owner_of(chain, set, VALIDATORS[who].1.public().into()).expect("it validates")
}

/// Two prevotes by one key in one round, for these blocks.
fn two_votes(set: u64, round: u64, key: Ed25519Keyring, targets: [u8; 2]) -> GrandpaProof {
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

/// Leaves out slots whose author is this validator, since one that is disabled makes no blocks, and makes the
/// block that begins a session, which is full by itself.
fn past(chain: &mut Chain, who: usize) {
	let stash = VALIDATORS[who].2.to_account_id();
	loop {
		let (validators, epoch) = chain.read(|| (Session::validators(), Babe::current_epoch()));
		if chain.next_slot() >= *epoch.start_slot + epoch.duration {
			chain.blocks(1);
		} else if validators[(chain.next_slot() % validators.len() as u64) as usize] == stash {
			chain.skip(1);
		} else {
			return;
		}
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
	let proof = two_votes(set, 1, VALIDATORS[who].1, [1, 2]);
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

/// Keys to sign with: of BABE and of GRANDPA.
type Keys = (Sr25519Keyring, Ed25519Keyring);

/// The validator that replaces its keys, as an index into [`VALIDATORS`].
const ROTATES: usize = 2;

/// Its keys at genesis.
const OLD: Keys = (VALIDATORS[ROTATES].0, VALIDATORS[ROTATES].1);

/// The keys that it registers.
const NEW: Keys = (Sr25519Keyring::Eve, Ed25519Keyring::Eve);

/// The thing that is signed twice.
#[derive(Clone, Copy, Debug)]
enum Twice {
	Block,
	Vote,
}

/// An offence that is proved, but for whose key it is.
enum Evidence {
	Blocks(BabeProof),
	Votes(GrandpaProof),
}

impl Evidence {
	/// Two blocks of the newest slot, or two votes in the current set.
	fn by(chain: &mut Chain, twice: Twice, keys: Keys) -> Self {
		match twice {
			Twice::Block => {
				let slot = chain.next_slot() - 1;
				let [first_header, second_header] =
					[1, 2].map(|marker| sealed(slot, 0, keys.0, marker));
				let (offender, slot) = (keys.0.public().into(), Slot::from(slot));
				Self::Blocks(BabeProof { offender, slot, first_header, second_header })
			},
			Twice::Vote => {
				let set = chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
				Self::Votes(two_votes(set, 1, keys.1, [1, 2]))
			},
		}
	}

	/// The node's answer at the newest block to whose key it is.
	fn owner(&self, chain: &mut Chain) -> Option<MembershipProof> {
		match self {
			Self::Blocks(proof) => babe_owner_of(chain, *proof.slot, proof.offender.clone()),
			Self::Votes(proof) => grandpa_owner_of(chain, proof.set_id(), proof.offender().clone()),
		}
	}

	/// The key, as the history of sessions knows it.
	fn key(&self) -> (KeyTypeId, Vec<u8>) {
		match self {
			Self::Blocks(proof) => (sp_consensus_babe::KEY_TYPE, proof.offender.encode()),
			Self::Votes(proof) => (sp_consensus_grandpa::KEY_TYPE, proof.offender().encode()),
		}
	}

	/// The report that a node's own block includes.
	fn bare(self, key_owner_proof: MembershipProof) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(match self {
			Self::Blocks(proof) => {
				let equivocation_proof = Box::new(proof);
				pallet_babe::Call::report_equivocation_unsigned {
					equivocation_proof,
					key_owner_proof,
				}
				.into()
			},
			Self::Votes(proof) => {
				let equivocation_proof = Box::new(proof);
				pallet_grandpa::Call::report_equivocation_unsigned {
					equivocation_proof,
					key_owner_proof,
				}
				.into()
			},
		})
	}

	/// The report that anybody signs.
	fn call(self, key_owner_proof: MembershipProof) -> RuntimeCall {
		match self {
			Self::Blocks(proof) => babe_call(proof, key_owner_proof),
			Self::Votes(proof) => {
				let equivocation_proof = Box::new(proof);
				pallet_grandpa::Call::report_equivocation { equivocation_proof, key_owner_proof }
					.into()
			},
		}
	}
}

/// A chain with so many sessions in an era, whose stakers elect up to `seats` validators.
fn chain_of(sessions_per_era: u32, seats: u32) -> Chain {
	let consensus = json!({ "sessionsPerEra": sessions_per_era });
	let mut chain = Chain::start_with(
		LOCAL_TESTNET,
		json!({
			"genesisParameters": { "consensus": consensus },
			"staking": { "validatorCount": seats },
		}),
	);
	chain.blocks(3);
	chain
}

/// Makes blocks until this session runs.
fn until_session(chain: &mut Chain, session: SessionIndex) {
	for _ in 0..200 {
		if chain.read(Session::current_index) >= session {
			return;
		}
		chain.blocks(1);
	}
	panic!("session {session} never comes");
}

/// Has a validator register [`NEW`].
fn replace_keys(chain: &mut Chain, who: usize) {
	let stash = VALIDATORS[who].2;
	let (sr25519, ed25519) = NEW;
	let keys = SessionKeys {
		grandpa: ed25519.public().into(),
		babe: sr25519.public().into(),
		authority_discovery: sr25519.public().into(),
	};
	let statement = statement_of_ownership(&stash.to_account_id().encode());
	let proof = (ed25519.sign(&statement), sr25519.sign(&statement), sr25519.sign(&statement));
	let call = pallet_session::Call::<Runtime>::set_keys { keys, proof: proof.encode() };
	let call = chain.signed(stash, call);
	chain.include(vec![call]).all_good();
}

/// Has validators withdraw their keys.
fn withdraw_keys(chain: &mut Chain, who: &[usize]) {
	let calls = who
		.iter()
		.map(|who| chain.signed(VALIDATORS[*who].2, pallet_session::Call::<Runtime>::purge_keys {}))
		.collect();
	chain.include(calls).all_good();
}

fn stake(chain: &mut Chain, who: usize) -> Balance {
	let stash = VALIDATORS[who].2.to_account_id();
	chain.read(|| Staking::ledger(stash.into()).expect("it is bonded").active)
}

/// Includes a node's report, and panics unless the offender loses `slash` of its stake for it.
fn costs(chain: &mut Chain, who: usize, report: UncheckedExtrinsic, slash: Perbill) {
	past(chain, who);
	let before = stake(chain, who);
	assert_eq!(only(chain.block(vec![report])), Ok(Ok(())));
	let lost = before - stake(chain, who);
	// Stake counts in votes of some thousand planck.
	assert!(lost.abs_diff(slash * VALIDATOR_BOND) < 10_000, "{lost} of {before}");
}

/// The slash of one of so many validators: the square of three times its part of them.
fn one_of(validators: u32) -> Perbill {
	Perbill::from_rational(9, (validators * validators).max(9))
}

/// A validator replaces its keys in session 0, signs twice with `keys` in a later one, and is reported in
/// another by what a node is told when it sees it.
fn punishes(keys: Keys, offence: SessionIndex, reported: SessionIndex) {
	for twice in [Twice::Block, Twice::Vote] {
		// Each session an era of its own, and all in one.
		for sessions_per_era in [1, 6] {
			println!("{twice:?}, {sessions_per_era} sessions an era");
			let mut chain = chain_of(sessions_per_era, 4);
			replace_keys(&mut chain, ROTATES);
			until_session(&mut chain, offence);
			let evidence = Evidence::by(&mut chain, twice, keys);
			let owner = evidence.owner(&mut chain).expect("the key is in use");
			until_session(&mut chain, reported);
			costs(&mut chain, ROTATES, evidence.bare(owner), one_of(4));
			assert_eq!(chain.read(Session::current_index), reported);
		}
	}
}

#[test]
fn new_keys_do_not_save_who_signs_twice_in_the_same_session() {
	punishes(OLD, 0, 0);
}

#[test]
fn new_keys_do_not_save_who_signs_twice_with_old_ones_still_in_use() {
	punishes(OLD, 1, 1);
}

#[test]
fn new_keys_do_not_save_who_is_reported_once_the_session_is_over() {
	punishes(OLD, 0, 1);
	punishes(OLD, 1, 2);
}

#[test]
fn new_keys_count_from_the_session_that_they_come_into_use() {
	punishes(NEW, 2, 2);
	punishes(NEW, 2, 3);
}

#[test]
fn new_keys_do_not_save_who_was_seen_before_them() {
	for twice in [Twice::Block, Twice::Vote] {
		for reported in [0, 1, 2] {
			let mut chain = chain_of(6, 4);
			let evidence = Evidence::by(&mut chain, twice, OLD);
			let owner = evidence.owner(&mut chain).expect("the key is in use");
			replace_keys(&mut chain, ROTATES);
			until_session(&mut chain, reported);
			costs(&mut chain, ROTATES, evidence.bare(owner), one_of(4));
		}
	}
}

#[test]
fn withdrawn_keys_do_not_save_who_signs_twice() {
	for twice in [Twice::Block, Twice::Vote] {
		for (offence, reported) in [(0, 0), (1, 1), (1, 2)] {
			let mut chain = chain_of(6, 4);
			withdraw_keys(&mut chain, &[ROTATES]);
			until_session(&mut chain, offence);
			let evidence = Evidence::by(&mut chain, twice, OLD);
			let owner = evidence.owner(&mut chain).expect("the key is in use");
			until_session(&mut chain, reported);
			costs(&mut chain, ROTATES, evidence.bare(owner), one_of(4));
		}
	}
}

#[test]
fn who_withdraws_its_keys_within_an_era_leaves_both_sets_and_the_others_stay_accountable() {
	for (leaves, (_, _, stash)) in VALIDATORS.into_iter().enumerate() {
		let stays = (leaves + 1) % 4;
		let keys = (VALIDATORS[stays].0, VALIDATORS[stays].1);
		let mut chain = chain_of(6, 4);
		withdraw_keys(&mut chain, &[leaves]);
		until_session(&mut chain, 2);
		let gone = stash.to_account_id();
		let (validators, voters) = chain.read(|| {
			assert_eq!(CurrentEra::<Runtime>::get(), Some(0));
			(Session::validators(), Grandpa::grandpa_authorities().len())
		});
		assert!(!validators.contains(&gone));
		assert_eq!((validators.len(), voters), (3, 3));
		for twice in [Twice::Block, Twice::Vote] {
			let evidence = Evidence::by(&mut chain, twice, keys);
			assert!(evidence.owner(&mut chain).is_some());
		}
		let evidence = Evidence::by(&mut chain, Twice::Vote, keys);
		let owner = evidence.owner(&mut chain).expect("the key is in use");
		until_session(&mut chain, 3);
		costs(&mut chain, stays, evidence.bare(owner), one_of(3));
	}
}

#[test]
fn keys_that_stay_cause_no_new_set_of_voters_within_an_era() {
	let mut chain = chain_of(6, 4);
	let set = |chain: &mut Chain| chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
	until_session(&mut chain, 4);
	assert_eq!(set(&mut chain), 0);
	let mut chain = chain_of(6, 4);
	replace_keys(&mut chain, ROTATES);
	until_session(&mut chain, 4);
	assert_eq!(set(&mut chain), 1);
}

#[test]
fn a_winner_of_the_election_without_keys_is_left_out_and_the_others_stay_accountable() {
	for twice in [Twice::Block, Twice::Vote] {
		let mut chain = chain_of(1, 5);
		let keyless = Sr25519Keyring::Eve;
		let (value, payee) = (VALIDATOR_BOND, RewardDestination::Stash);
		let bond = chain.signed(keyless, pallet_staking::Call::<Runtime>::bond { value, payee });
		let prefs = ValidatorPrefs::default();
		let call = pallet_staking::Call::<Runtime>::validate { prefs };
		let validate = chain.signed_after(keyless, 1, call);
		chain.include(vec![bond, validate]).all_good();
		until_session(&mut chain, 2);
		let keyless = keyless.to_account_id();
		chain.read(|| {
			assert!(ErasStakersOverview::<Runtime>::contains_key(2, &keyless), "it is elected");
			assert_eq!(Session::validators().len(), 4);
			assert!(!Session::validators().contains(&keyless));
			let (_, noted) = HistoricalSessions::<Runtime>::get(2).expect("it is noted");
			assert_eq!(noted, 4);
		});
		let evidence = Evidence::by(&mut chain, twice, OLD);
		let owner = evidence.owner(&mut chain).expect("the key is in use");
		until_session(&mut chain, 3);
		costs(&mut chain, ROTATES, evidence.bare(owner), one_of(4));
	}
}

#[test]
fn validators_that_all_withdraw_their_keys_go_on_with_those_in_use() {
	for sessions_per_era in [1, 6] {
		let mut chain = chain_of(sessions_per_era, 4);
		withdraw_keys(&mut chain, &[0, 1, 2, 3]);
		until_session(&mut chain, 3);
		assert_eq!(chain.read(Session::validators).len(), 4);
		assert_eq!(chain.read(Babe::authorities).len(), 4);
		let evidence = Evidence::by(&mut chain, Twice::Vote, OLD);
		let owner = evidence.owner(&mut chain).expect("the key is in use");
		until_session(&mut chain, 4);
		costs(&mut chain, ROTATES, evidence.bare(owner), one_of(4));
		// A validator that is back may replace its keys as before.
		replace_keys(&mut chain, ROTATES);
		until_session(&mut chain, 6);
		let new: sp_consensus_babe::AuthorityId = NEW.0.public().into();
		assert!(chain.read(Babe::authorities).iter().any(|(key, _)| *key == new));
	}
}

#[test]
fn a_node_gets_no_proof_at_the_parent_of_a_sessions_first_block() {
	let mut chain = chain();
	let epoch = chain.read(Babe::current_epoch);
	let next = *epoch.start_slot + epoch.duration;
	let key: sp_consensus_babe::AuthorityId = OLD.0.public().into();
	assert!(babe_owner_of(&mut chain, next - 1, key.clone()).is_some());
	assert_eq!(babe_owner_of(&mut chain, next, key.clone()), None);
	// At the best block it does, and may report with it.
	until_session(&mut chain, 1);
	let evidence = Evidence::by(&mut chain, Twice::Block, OLD);
	let owner = babe_owner_of(&mut chain, next, key).expect("the session runs");
	costs(&mut chain, ROTATES, evidence.bare(owner), one_of(4));
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

	/// Panics unless a report is refused since its proof is of other keys.
	fn disowned(chain: &mut Chain, evidence: Evidence, owner: MembershipProof) {
		let expected: DispatchError = match evidence {
			Evidence::Blocks(_) => pallet_babe::Error::<Runtime>::InvalidKeyOwnershipProof.into(),
			Evidence::Votes(_) => pallet_grandpa::Error::<Runtime>::InvalidKeyOwnershipProof.into(),
		};
		let report = chain.signed(Sr25519Keyring::Ferdie, evidence.call(owner));
		past(chain, ROTATES);
		let before = stake(chain, ROTATES);
		let result = only(chain.block(vec![report])).expect("it pays");
		assert_eq!(result, Err(expected));
		assert_eq!(stake(chain, ROTATES), before);
	}

	#[test]
	fn keys_that_are_registered_but_not_in_use_yet_prove_nothing() {
		for twice in [Twice::Block, Twice::Vote] {
			for session in [0, 1] {
				let mut chain = chain_of(6, 4);
				replace_keys(&mut chain, ROTATES);
				until_session(&mut chain, session);
				let evidence = Evidence::by(&mut chain, twice, NEW);
				assert_eq!(evidence.owner(&mut chain), None);
				// The SDK's own history proves what is registered.
				let owner = chain.read(|| Historical::prove(evidence.key())).expect("a proof");
				disowned(&mut chain, evidence, owner);
			}
		}
	}

	#[test]
	fn keys_that_were_replaced_prove_nothing_of_later_sessions() {
		for twice in [Twice::Block, Twice::Vote] {
			let mut chain = chain_of(6, 4);
			let early = Evidence::by(&mut chain, twice, OLD);
			let mut owner = early.owner(&mut chain).expect("the key is in use");
			replace_keys(&mut chain, ROTATES);
			until_session(&mut chain, 2);
			let evidence = Evidence::by(&mut chain, twice, OLD);
			assert_eq!(evidence.owner(&mut chain), None);
			owner.session = 2;
			disowned(&mut chain, evidence, owner);
		}
	}

	#[test]
	fn the_proof_of_anothers_key_slashes_nobody_after_a_rotation_either() {
		for twice in [Twice::Block, Twice::Vote] {
			let mut chain = chain_of(6, 4);
			replace_keys(&mut chain, ROTATES);
			let others = (VALIDATORS[3].0, VALIDATORS[3].1);
			let theirs = Evidence::by(&mut chain, twice, others);
			let owner = theirs.owner(&mut chain).expect("the key is in use");
			let evidence = Evidence::by(&mut chain, twice, OLD);
			disowned(&mut chain, evidence, owner);
		}
	}

	#[test]
	fn an_unsigned_report_without_a_true_proof_stays_out() {
		let mut chain = chain();
		let set = chain.read(pallet_grandpa::CurrentSetId::<Runtime>::get);
		let proof = two_votes(set, 1, VALIDATORS[2].1, [1, 2]);
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
