use super::{start, BITS};
use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::{DispatchClass, GetDispatchInfo},
	traits::Authorize,
};
use jmt_primitives::{
	authorized::{Share, SignalRefusal},
	proofs::Scalar,
	Hash,
};
use jmt_runtime::{
	Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SafeMode, UncheckedExtrinsic,
};
use jmt_runtime_harness::{
	counter::{count, count_entries},
	zk::Circle,
	Chain, Made,
};
use pallet_zk_verifier::{Call, Error, Event};
use sp_keyring::Sr25519Keyring::{Alice, Bob};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionSource, TransactionValidityError,
};

/// Calls of the row of the table that a block includes at most.
const MOST: usize = 32;

/// A group of Alice's with a topic. Its key is not the published one.
fn circle() -> (Chain, Circle) {
	let mut chain = start().unchecked();
	let circle = Circle::new(&mut chain, 100);
	(chain, circle)
}

fn full() -> TransactionValidityError {
	InvalidTransaction::ExhaustsResources.into()
}

/// Signals of so many members, as they travel.
fn signals(
	chain: &mut Chain,
	circle: &mut Circle,
	aliases: std::ops::Range<u64>,
) -> Vec<UncheckedExtrinsic> {
	aliases.map(|alias| Chain::free(circle.call(chain, alias, Some(BITS)))).collect()
}

fn signalled(made: &Made) -> usize {
	let is_signal =
		|event: &&RuntimeEvent| matches!(event, RuntimeEvent::ZkVerifier(Event::Signalled { .. }));
	made.events.iter().filter(is_signal).count()
}

#[test]
fn a_block_takes_32_without_a_fee_and_the_next_one_goes_on() {
	assert_eq!(Share::ZeroKnowledge.calls(), Some(MOST as u32));
	let (mut chain, mut circle) = circle();
	let all = signals(&mut chain, &mut circle, 1..41);
	for extrinsic in &all {
		assert!(chain.validate(extrinsic.clone()).is_ok());
	}
	let made = chain.include(all.clone());
	assert_eq!(made.results[..MOST], [Ok(Ok(())); MOST]);
	assert!(made.results[MOST..].iter().all(|result| *result == Err(full())), "{:?}", made.results);
	assert_eq!(signalled(&made), MOST);
	let made = chain.include(all[MOST..].to_vec()).all_good();
	assert_eq!(signalled(&made), 40 - MOST);
	let topic = jmt_runtime::proofs::topic;
	let used = chain.read(|| topic(circle.group, &circle.topic)).map(|topic| topic.used);
	assert_eq!(used, Some(40));
}

#[test]
fn as_many_as_a_block_takes_fit_their_share_by_weight() {
	let (mut chain, mut circle) = circle();
	let call = circle.call(&mut chain, 1, Some(BITS));
	let limits = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = limits.get(DispatchClass::Normal);
	let share = Share::ZeroKnowledge.weight() * normal.max_total.expect("it is limited");
	let one = call.get_dispatch_info().total_weight().saturating_add(normal.base_extrinsic);
	println!("a signal without a fee weighs {one}, their share is {share}");
	assert!(one.ref_time() * MOST as u64 <= share.ref_time(), "{one}, and {share} in all");
}

/// The entries that authorising reads, each of which its weight has to pay for: this block's free calls, topic, group,
/// clock, replaced roots, genesis hash, alias, the block's number, the stamp's block, the parameter of its bits, the
/// key's record and its bytes.
#[test]
fn authorising_one_reads_twelve_entries_and_writes_none() {
	let (mut chain, mut circle) = circle();
	let before = circle.call(&mut chain, 1, Some(BITS));
	let commitments = vec![Scalar::from(9)].try_into().expect("one");
	let add = Call::add_members { group: circle.group, commitments };
	let add = chain.signed(Alice, add);
	chain.include(vec![add]).all_good();
	let RuntimeCall::ZkVerifier(call) = before else { panic!("it is a signal") };
	chain.read(|| {
		let authorize = || call.authorize(TransactionSource::External).expect("it is authorised");
		let (verdict, entries) = count_entries(authorize);
		assert!(verdict.is_ok(), "its root was replaced and is good: {verdict:?}");
		assert_eq!(entries, 12);
		assert_eq!(count(authorize).1.writes, 0);
	});
}

#[test]
fn they_are_one_by_their_tag_in_either_version_and_with_another_proof() {
	let (mut chain, mut circle) = circle();
	let calls = [(); 2].map(|()| circle.call(&mut chain, 1, Some(BITS)));
	assert_ne!(calls[0], calls[1], "each proof is another one");
	let [first, second] = calls;
	let forms = [
		UncheckedExtrinsic::new_bare_legacy(first.clone()),
		UncheckedExtrinsic::new_bare(first),
		UncheckedExtrinsic::new_bare(second),
	];
	let verdicts = forms.clone().map(|form| chain.validate(form).expect("it is valid"));
	assert_eq!(verdicts[0], verdicts[1]);
	assert_eq!(verdicts[0].provides, verdicts[2].provides);
	let results = chain.include(forms.into()).results;
	let again = Err(SignalRefusal::NullifierUsed.into());
	assert_eq!(results, [Ok(Ok(())), again, again]);
}

#[test]
fn a_relayer_pays_for_one_without_a_stamp() {
	let (mut chain, mut circle) = circle();
	let call = circle.call(&mut chain, 1, None);
	let before = chain.balance(&Bob.to_account_id());
	let signed = chain.signed(Bob, call.clone());
	let made = chain.include(vec![signed]).all_good();
	assert_eq!(signalled(&made), 1);
	assert!(chain.balance(&Bob.to_account_id()) < before);
	// Once, by whichever way.
	let again = circle.call(&mut chain, 1, None);
	let again = chain.signed(Bob, again);
	let taken = Error::<Runtime>::AliasTaken.into();
	assert_eq!(chain.include(vec![again]).results, [Ok(Err(taken))]);
	let free = Chain::free(circle.call(&mut chain, 1, Some(BITS)));
	assert_eq!(chain.validate(free), Err(SignalRefusal::NullifierUsed.into()));
}

#[test]
fn they_go_on_in_safe_mode() {
	let (mut chain, mut circle) = circle();
	chain.read(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
	});
	let all = signals(&mut chain, &mut circle, 1..3);
	chain.include(all).all_good();
}

#[test]
fn one_has_the_length_that_the_docs_say() {
	let (mut chain, mut circle) = circle();
	let length = Chain::free(circle.call(&mut chain, 1, Some(BITS))).encoded_size();
	println!("a signal without a fee is {length} bytes long");
	assert!(length <= 420, "{length}");
}

mod reject {
	use super::*;

	fn refused(chain: &mut Chain, call: RuntimeCall, reason: SignalRefusal) {
		let extrinsic = Chain::free(call);
		assert_eq!(chain.validate(extrinsic.clone()), Err(reason.into()));
		assert_eq!(chain.include(vec![extrinsic]).results, [Err(reason.into())]);
	}

	#[test]
	fn one_without_a_stamp() {
		let (mut chain, mut circle) = circle();
		let call = circle.call(&mut chain, 1, None);
		refused(&mut chain, call, SignalRefusal::NoStamp);
	}

	#[test]
	fn a_stamp_of_another_proof() {
		let (mut chain, mut circle) = circle();
		let mut call = circle.call(&mut chain, 1, Some(BITS));
		let other = circle.call(&mut chain, 1, Some(BITS));
		let (
			RuntimeCall::ZkVerifier(Call::signal { proof, .. }),
			RuntimeCall::ZkVerifier(Call::signal { proof: others, .. }),
		) = (&mut call, other)
		else {
			panic!("they are signals")
		};
		*proof = others;
		refused(&mut chain, call, SignalRefusal::StampTooWeak);
	}

	#[test]
	fn a_stamp_for_a_block_that_is_64_behind() {
		let (mut chain, mut circle) = circle();
		let call = circle.call(&mut chain, 1, Some(BITS));
		chain.blocks(70);
		refused(&mut chain, call, SignalRefusal::StampTooOld);
	}

	#[test]
	fn a_proof_for_another_chain() {
		let (mut chain, mut circle) = circle();
		let call = circle.call_about(&mut chain, &Hash::repeat_byte(9), 1, Some(BITS));
		refused(&mut chain, call, SignalRefusal::BadProof);
	}

	#[test]
	fn a_proof_whose_message_is_another() {
		let (mut chain, mut circle) = circle();
		let mut call = circle.call(&mut chain, 1, None);
		let RuntimeCall::ZkVerifier(Call::signal { message, .. }) = &mut call else {
			panic!("it is a signal")
		};
		*message = Hash::repeat_byte(4);
		let signed = chain.signed(Bob, call);
		let unproven = Error::<Runtime>::NotProven.into();
		assert_eq!(chain.include(vec![signed]).results, [Ok(Err(unproven))]);
	}
}
