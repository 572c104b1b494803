//! The chain's words for tasks, both ways.

use super::*;
use crate::{keys::DeviceKey, pallets::Call, words::in_their_words};
use codec::{Decode, Encode};
use jmt_metadata_json::{registry_of, translate};
use jmt_primitives::{
	proof_of_time::WEIGHT_ONE,
	tasks::{
		signed, Against, Amounts, Audience, Bench, Content, Credit, Crew, Ending, Entry, Exit,
		Input, Instant, Limits, Mode, Opening, Panel, Position, Salt, Signer, Slot, Stage, Tariff,
		TermsHash, Ticket, Verdict, Why, Windows,
	},
	AccountId, DeviceSignature, Hash, KeyType,
};
use scale_info::TypeInfo;
use scale_value::{scale::encode_as_type, Composite};
use sp_core::bounded::BoundedVec;

const HASH: Hash = Hash::repeat_byte(7);
const DEVICE: DeviceId = DeviceId(HASH);

fn account(byte: u8) -> AccountId {
	AccountId::new([byte; 32])
}

/// Said in the chain's words it is what it was.
fn is_said<T: Encode + TypeInfo + 'static>(ours: &T) {
	let (types, id) = registry_of::<T>();
	let mut said = Vec::new();
	encode_as_type(&in_their_words(ours).unwrap(), id, &types, &mut said).unwrap();
	assert_eq!(said, ours.encode());
}

/// Told by the chain it is understood.
fn is_understood<T>(theirs: &T)
where
	T: Encode + Decode + TypeInfo + PartialEq + std::fmt::Debug + 'static,
{
	let (types, id) = registry_of::<T>();
	assert_eq!(&translate::<T>(&theirs.encode(), id, &types).unwrap(), theirs);
}

/// The names of a call's arguments.
fn names(call: &impl Call) -> Vec<String> {
	let Composite::Named(fields) = call.arguments().unwrap() else { panic!("no names") };
	fields.into_iter().map(|(name, _)| name).collect()
}

fn content() -> Content {
	Content { hash: HASH, length: u32::MAX }
}

fn all_terms() -> Vec<Terms> {
	let terms = |input, audience, mode| Terms {
		program: content(),
		input,
		arguments: b"-\0-c\0".to_vec().try_into().unwrap(),
		hint: b"https://example.org/".to_vec().try_into().unwrap(),
		limits: Limits { fuel: u64::MAX, memory_pages: 4_096, output_bytes: 16_384 },
		pay: u128::MAX,
		windows: Windows { claim: 10_000, run: 86_400_000 },
		audience,
		mode,
	};
	let owners = Audience::Owners(vec![account(1), account(2)].try_into().unwrap());
	let inline = Input::Inline(b"in".to_vec().try_into().unwrap());
	vec![
		terms(inline, owners, Mode::Accept { standing: 60_000 }),
		terms(
			Input::Stored(content()),
			Audience::Devices(vec![DEVICE].try_into().unwrap()),
			Mode::Replicate { replicas: 3, quorum: 2, standing: Some(60_000) },
		),
		terms(
			Input::Inline(BoundedVec::default()),
			Audience::Anyone,
			Mode::Replicate { replicas: 7, quorum: 5, standing: None },
		),
		terms(Input::Stored(content()), Audience::Anyone, Mode::Optimistic { standing: 1 }),
	]
}

fn outcomes() -> Vec<Outcome> {
	let outcome = |ending, memory| Outcome { ending, fuel: u64::MAX, output: content(), memory };
	vec![
		outcome(Ending::Finished { code: 3 }, Some(HASH)),
		outcome(Ending::Trapped, None),
		outcome(Ending::OutOfFuel, Some(HASH)),
		outcome(Ending::StackExhausted, Some(HASH)),
		outcome(Ending::OutputTooLong, Some(HASH)),
	]
}

fn a_task(terms: Terms) -> Task {
	let amounts = Amounts {
		pay: 1,
		fee: 2,
		bond: 3,
		silence: 4,
		service: 5,
		price: 6,
		deposit: 7,
		bounty: u128::MAX,
	};
	let mut task = Task::new(u64::MAX, 7, account(9), terms, amounts);
	let entries = [
		Entry::Claimed,
		Entry::Committed(jmt_primitives::tasks::Commitment(HASH)),
		Entry::Revealed { outcome: outcomes()[0], carries: true },
	];
	for entry in entries {
		let slot = Slot { device: DEVICE, owner: account(3), ticket: Ticket(u128::MAX), entry };
		task.crew.slots.try_push(slot).unwrap();
	}
	let since = Instant { at: 5, roomy: u32::MAX };
	task.crew.opening = Some(Opening { seed: HASH, units: u64::MAX, since });
	task.crew.running = Some(since);
	task.standing = Some(since);
	task
}

#[test]
fn terms_are_said_and_understood_in_each_mode() {
	for terms in all_terms() {
		is_understood(&terms);
		is_said(&Post { terms });
	}
}

#[test]
fn views_of_tasks_are_understood_in_each_stage() {
	let stages = [
		Stage::Drawing(Bench::Crew),
		Stage::Claiming(Bench::Panel),
		Stage::Running(Bench::Crew),
		Stage::Revealing(Bench::Panel),
		Stage::Standing(Against::Refusal),
		Stage::Standing(Against::Lot),
		Stage::Standing(Against::Challenge),
		Stage::Due(Exit::Unfilled(Bench::Crew)),
		Stage::Due(Exit::Abandoned(Bench::Panel)),
		Stage::Due(Exit::Counted(Bench::Crew)),
		Stage::Due(Exit::Stood),
		Stage::Ended(Verdict::Overturned),
	];
	let whys = [Why::Lot, Why::Challenged(account(4)), Why::Split];
	for (index, terms) in all_terms().into_iter().enumerate() {
		let mut task = a_task(terms);
		task.panel = whys
			.get(index)
			.map(|why| Panel { why: why.clone(), crew: Crew::new(u64::MAX, u32::MAX, 7, 4) });
		is_understood(&Some(task.clone()));
		for stage in stages {
			let position = Position { stage, until: Some(9), unstarted: false };
			is_understood(&Some(TaskView::new(3, task.clone(), position)));
		}
		let place = Place { bench: Bench::Crew, index: 2 };
		task.end = Some(End { verdict: Verdict::Done, at: 1, result: Some(place) });
		is_understood(&task);
		is_understood(&vec![TaskView::new(
			3,
			task,
			Position { stage: Stage::Ended(Verdict::Done), until: None, unstarted: false },
		)]);
	}
}

#[test]
fn workers_quotes_and_the_market_are_understood() {
	for signer in [Signer::Sr25519([1; 32]), Signer::Ed25519([2; 32])] {
		let worker = Worker {
			owner: account(1),
			signer,
			staked: u128::MAX,
			reserved: 1,
			open: 2,
			enrolled_in: 3,
			free_at: u64::MAX,
			credit: Credit::default(),
			done: 4,
			wrong: 5,
			silent: 6,
		};
		is_understood(&Some(WorkerView {
			worker,
			units: 100,
			free: 7,
			credit: u128::MAX,
			work: WEIGHT_ONE,
		}));
	}
	let quote = Quote {
		price: u128::MAX,
		deposit: 1,
		service_fee: 2,
		expected_price: 3,
		bond: 4,
		cover: 0,
	};
	is_understood(&Ok::<_, TermsFault>(quote));
	for fault in TermsFault::ALL {
		is_understood(&Err::<Quote, _>(fault));
	}
	let tariff = Tariff {
		unit: 1,
		least_pay: 2,
		least_bond: 3,
		bond_pays: 32,
		least_silence: 4,
		silence_pays: 2,
		market_fee: rate(50_000),
		service_slot: 5,
		service_byte: 6,
		deposit_task: 7,
		deposit_byte: 8,
		bounty: 9,
	};
	is_understood(&MarketView { next: 1, workers: 2, units: u64::MAX, tariff, roomy: 3 });
}

/// A rate of so many millionths, as it travels.
fn rate<T: Decode>(millionths: u32) -> T {
	T::decode(&mut millionths.encode().as_slice()).unwrap()
}

#[test]
fn steps_are_said_as_they_are_and_named_as_the_metadata_has_them() {
	let signature = DeviceSignature::Ed25519([3; 64]);
	let claim = Claim { task: u64::MAX, seed: HASH, unit: 99, device: DEVICE, signature };
	is_said(&claim);
	let said = names(&claim);
	assert_eq!(said, ["task", "seed", "unit", "device", "signature"]);
	let key = DeviceKey::generate(KeyType::Sr25519).0;
	let (genesis, terms, salt) = (Hash::repeat_byte(1), TermsHash(HASH), Salt([5; 32]));
	for outcome in outcomes() {
		is_said(&Commit::signed(&key, &genesis, &terms, 1, DEVICE, &outcome, &salt));
		for output in [None, Some(Vec::new()), Some(vec![7; 16_384])] {
			is_said(&Reveal::signed(&key, &genesis, &terms, 1, DEVICE, outcome, output, salt));
		}
	}
	let outcome = outcomes()[0];
	let commit = Commit::signed(&key, &genesis, &terms, 1, DEVICE, &outcome, &salt);
	let said = names(&commit);
	assert_eq!(said, ["task", "device", "commitment", "signature"]);
	let reveal = Reveal::signed(&key, &genesis, &terms, 1, DEVICE, outcome, None, salt);
	let said = names(&reveal);
	assert_eq!(said, ["task", "device", "outcome", "output", "salt", "signature"]);
}

#[test]
fn steps_are_signed_for_this_chain_and_task() {
	let (genesis, terms, salt) = (Hash::repeat_byte(1), TermsHash(HASH), Salt([5; 32]));
	let outcome = outcomes()[0];
	for key_type in [KeyType::Sr25519, KeyType::Ed25519] {
		let key = DeviceKey::generate(key_type).0;
		let signer = Signer::try_from(key.public()).unwrap();
		let claim = Claim::signed(&key, &genesis, &terms, 1, HASH, 3, DEVICE);
		let payload = signed::claim(&genesis, &terms, &HASH, 3, &DEVICE);
		assert!(signer.verify(&payload, &claim.signature));
		let foreign = signed::claim(&Hash::zero(), &terms, &HASH, 3, &DEVICE);
		assert!(!signer.verify(&foreign, &claim.signature));
		let commit = Commit::signed(&key, &genesis, &terms, 1, DEVICE, &outcome, &salt);
		let bound = signed::commitment(&genesis, &terms, &DEVICE, &outcome.digest(), &salt);
		assert_eq!(commit.commitment, bound);
		let payload = signed::commit(&genesis, &terms, &DEVICE, &bound);
		assert!(signer.verify(&payload, &commit.signature));
		let reveal = Reveal::signed(&key, &genesis, &terms, 1, DEVICE, outcome, None, salt);
		let payload = signed::reveal(&genesis, &terms, &DEVICE, &outcome.digest(), &salt);
		assert!(signer.verify(&payload, &reveal.signature));
	}
}

#[test]
fn enrol_the_device_signs_for_its_owner_and_its_work_key() {
	let (genesis, owner) = (Hash::repeat_byte(1), account(1));
	let work = Signer::Ed25519([9; 32]);
	for key_type in KeyType::ALL {
		let device = DeviceKey::generate(key_type).0;
		let enrol = Enrol::signed(&device, &genesis, &owner, work, 20, 1_800_000_000_000);
		is_said(&enrol);
		let payload = signed::enrol(&genesis, &device.id(), &owner, &work, 1_800_000_000_000);
		assert!(enrol.signature.verify(&payload, &device.public()));
	}
	assert_eq!(names(&SetStake { device: DEVICE, units: 3 }), ["device", "units"]);
	is_said(&Settle { tasks: vec![1, u64::MAX] });
}

#[test]
fn result_it_is_that_of_the_slot_which_the_end_names() {
	let mut task = a_task(all_terms().remove(1));
	let end = |result| End { verdict: Verdict::Done, at: 1, result };
	let place = Place { bench: Bench::Crew, index: 2 };
	assert_eq!(result(&task, &end(Some(place))), Some((outcomes()[0], place)));
	let unrevealed = Place { bench: Bench::Crew, index: 1 };
	assert_eq!(result(&task, &end(Some(unrevealed))), None);
	assert_eq!(result(&task, &end(Some(Place { bench: Bench::Panel, index: 0 }))), None);
	assert_eq!(result(&task, &end(None)), None);
	let mut panel = Panel { why: Why::Split, crew: Crew::new(2, 2, 7, 4) };
	let slot = Slot {
		device: DEVICE,
		owner: account(5),
		ticket: Ticket(1),
		entry: Entry::Revealed { outcome: outcomes()[2], carries: true },
	};
	panel.crew.slots.try_push(slot).unwrap();
	task.panel = Some(panel);
	let place = Place { bench: Bench::Panel, index: 0 };
	assert_eq!(result(&task, &end(Some(place))), Some((outcomes()[2], place)));
}

#[test]
fn checked_output_other_bytes_than_the_result_names_are_refused() {
	let outcome = Outcome { output: Content::of(b"done").unwrap(), ..outcomes()[0] };
	assert_eq!(checked_output(&outcome, b"done".to_vec()).unwrap(), b"done");
	for other in [&b"dome"[..], b"done ", b""] {
		let refused = checked_output(&outcome, other.to_vec());
		assert!(matches!(refused, Err(TaskError::Output)));
	}
}
