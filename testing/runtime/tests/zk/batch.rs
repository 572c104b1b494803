use super::start;
use frame_support::dispatch::{DispatchClass, GetDispatchInfo};
use jmt_primitives::{
	authorized::Share,
	proofs::{statement_hash, Claim, Purpose, SetUp},
};
use jmt_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use jmt_runtime_harness::{zk::Secrets, Chain};
use pallet_zk_verifier::{Call, Error, Event, WeightInfo, MAX_CLAIMS};
use sp_keyring::Sr25519Keyring::{Alice, Bob};

/// A chain with a key of Alice's for this number of inputs, and the secrets of it.
fn registered(inputs: u64) -> (Chain, Secrets) {
	let mut chain = start();
	let secrets = Secrets::new("batch", inputs);
	let register = Call::register_key {
		bytes: secrets.key().to_bytes().try_into().expect("32 inputs at most"),
		purpose: Purpose::Other,
		set_up: SetUp::Development,
	};
	let register = chain.signed(Alice, register);
	chain.include(vec![register]).all_good();
	(chain, secrets)
}

fn batch(claims: Vec<Claim>) -> RuntimeCall {
	Call::verify_batch { claims: claims.try_into().expect("64 at most") }.into()
}

#[test]
fn one_of_64_fits_the_share_of_proofs_and_is_verified() {
	let (mut chain, mut secrets) = registered(4);
	let claims: Vec<_> = (0..MAX_CLAIMS).map(|_| secrets.claim()).collect();
	let call = batch(claims.clone());
	let limits = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = limits.get(DispatchClass::Normal);
	let share = Share::ZeroKnowledge.weight() * normal.max_total.expect("it is limited");
	let weight = call.get_dispatch_info().total_weight();
	println!("a batch of {MAX_CLAIMS} weighs {weight}, the share is {share}");
	assert!(weight.ref_time() <= share.ref_time(), "{weight}, and {share} in all");
	let signed = chain.signed(Bob, call);
	let made = chain.include(vec![signed]).all_good();
	let verified = made.events.into_iter().filter_map(|event| match event {
		RuntimeEvent::ZkVerifier(Event::ProofVerified { statement, .. }) => Some(statement),
		_ => None,
	});
	let expected = claims.iter().map(|claim| statement_hash(&claim.key, &claim.inputs));
	assert_eq!(verified.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}

#[test]
fn proofs_cost_less_in_one_and_more_with_more_inputs() {
	let (_, mut secrets) = registered(4);
	let (_, mut many) = registered(32);
	let weight = |claims: Vec<Claim>| batch(claims).get_dispatch_info().call_weight.ref_time();
	let (one, two) =
		(weight(vec![secrets.claim()]), weight(vec![secrets.claim(), secrets.claim()]));
	assert!(one < two && two < 2 * one, "{one} and {two}");
	assert!(one < weight(vec![many.claim()]));
	let Claim { key, proof, inputs } = secrets.claim();
	let single = RuntimeCall::from(Call::verify { key, proof, inputs });
	assert!(single.get_dispatch_info().call_weight.ref_time() > 0);
}

/// By three keys of 1, 4 and 32 inputs, the second of which has two proofs: its weight has a part for each key, one for
/// each of their inputs, and one for the proof besides.
#[test]
fn one_of_several_keys_is_verified_and_pays_for_keys_inputs_and_proofs() {
	let mut chain = start();
	let mut secrets = [1, 4, 32].map(|inputs| Secrets::new(&format!("batch {inputs}"), inputs));
	for secrets in &secrets {
		let register = Call::register_key {
			bytes: secrets.key().to_bytes().try_into().expect("32 inputs at most"),
			purpose: Purpose::Other,
			set_up: SetUp::Development,
		};
		let register = chain.signed(Alice, register);
		chain.include(vec![register]).all_good();
	}
	let claims: Vec<_> = [0, 1, 2, 1].map(|place: usize| secrets[place].claim()).into();
	let call = batch(claims.clone());
	type Weights = <Runtime as pallet_zk_verifier::Config>::WeightInfo;
	let another = Weights::verify_batch(1).saturating_sub(Weights::verify_batch(0));
	// An input costs what it costs beside one proof.
	let input = Weights::verify_one(1).saturating_sub(Weights::verify_one(0));
	let expected = Weights::verify_keys(3, 0)
		.saturating_add(input.saturating_mul(1 + 4 + 32))
		.saturating_add(another);
	assert_eq!(call.get_dispatch_info().call_weight, expected);
	assert!(Weights::verify_keys(4, 0).ref_time() > Weights::verify_keys(3, 0).ref_time());
	assert!(input.ref_time() > 0 && another.ref_time() > 0);
	let signed = chain.signed(Bob, call);
	let made = chain.include(vec![signed]).all_good();
	let verified = made.events.into_iter().filter_map(|event| match event {
		RuntimeEvent::ZkVerifier(Event::ProofVerified { key, statement, .. }) => {
			Some((key, statement))
		},
		_ => None,
	});
	let told = claims.iter().map(|claim| (claim.key, statement_hash(&claim.key, &claim.inputs)));
	assert_eq!(verified.collect::<Vec<_>>(), told.collect::<Vec<_>>());

	// A proof that is taken for that of another key spoils all.
	let mut claims: Vec<_> = [0, 1, 2].map(|place: usize| secrets[place].claim()).into();
	claims[2].proof = claims[0].proof;
	let signed = chain.signed(Bob, batch(claims));
	let unproven = Error::<Runtime>::NotProven.into();
	assert_eq!(chain.include(vec![signed]).results, [Ok(Err(unproven))]);
}

#[test]
fn one_bad_proof_refuses_all_and_pays() {
	let (mut chain, mut secrets) = registered(4);
	let mut claims: Vec<_> = (0..3).map(|_| secrets.claim()).collect();
	claims[1].inputs[0] = 7.into();
	let before = chain.balance(&Bob.to_account_id());
	let signed = chain.signed(Bob, batch(claims));
	let made = chain.include(vec![signed]);
	let unproven = Error::<Runtime>::NotProven.into();
	assert_eq!(made.results, [Ok(Err(unproven))]);
	assert!(chain.balance(&Bob.to_account_id()) < before);
}
