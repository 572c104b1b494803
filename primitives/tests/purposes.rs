//! No payload that somebody signs can be read as another one, and none of one chain as that of another.

use codec::Encode;
use jmt_primitives::{
	access::{self, log, signed as right},
	cell::Cell,
	devices::{signed as device, Payer},
	domains::signed as domain,
	identity::{message_info, message_payload, Answer, Challenge},
	manifests::{leaf_bytes, signed as manifest, Leaf},
	merkle::airdrop_leaf,
	proof_of_time::signed as answer,
	tasks::{self, signed as task},
	units::{signed as unit, Level},
	AccountId, DeviceId, DevicePublic, Hash,
};

const NEXT: domain::NextMove = domain::NextMove { registered_in: 1, moves: 1 };

/// A payload, and whether it names the chain.
struct Payload {
	bytes: Vec<u8>,
	of_chain: bool,
}

/// Every payload there is, each with `hash` wherever a hash or an id stands and 1 wherever a number does.
fn payloads(genesis: Hash) -> Vec<Payload> {
	let hash = Hash::repeat_byte(1);
	let (id, owner) = (DeviceId(hash), AccountId::new([1; 32]));
	let key = DevicePublic::Ed25519([1; 32]);
	let leaf = Leaf { index: 1, key, owner: None, nullifier: None };
	let challenge = Challenge { genesis, verifier: id, nonce: [1; 32], expires: 1 };
	let of_chain = [
		device::registration(&genesis, &owner, 1),
		device::rotation(&genesis, &id, &key, 1),
		device::rotation_start(&genesis, &id, &owner, &key, 1),
		device::rotation_cancel(&genesis, &id, 1),
		device::encryption_key(&genesis, &id, &[1; 32], 1, 1),
		device::firmware(&genesis, &id, &hash, 1, 1),
		domain::permit(&genesis, &id, NEXT, Some(1), 1, Payer::Owner, 1),
		manifest::activation(&genesis, 1, 1, &owner, &[1; 32], 1),
		manifest::endorsement(&genesis, 1, 1, &hash, 1, &hash, 1, Level::One),
		leaf_bytes(&genesis, 1, &leaf),
		airdrop_leaf(&genesis, &hash, 1, 1, &owner, 1),
		unit::binding(&genesis, &id, &owner, &hash, 1),
		answer::answer(&genesis, 1, &hash, &id),
		challenge.payload(),
		Answer::payload(&challenge.hash(), &id, &None),
		message_payload(&genesis, &id, &id, 1, &[1]),
		message_info(&genesis, &id, &id, 1),
	];
	let (terms, word) = (tasks::TermsHash(hash), tasks::Commitment(hash));
	let (digest, salt) = (tasks::ResultDigest(hash), tasks::Salt([1; 32]));
	let of_tasks = [
		task::enrol(&genesis, &id, &owner, &tasks::Signer::Ed25519([1; 32]), 1),
		task::claim(&genesis, &terms, &hash, 1, &id),
		task::commit(&genesis, &terms, &id, &word),
		task::reveal(&genesis, &terms, &id, &digest, &salt),
		// Hashed, and never signed.
		(task::COMMITMENT, genesis, terms, id, digest, salt).encode(),
	];
	let of_none = [
		unit::certificate(1, 1, &hash, &key, Level::One, 1),
		unit::model(1, 1, &hash, &hash),
		log::signed::sorted_leaf(&hash, &hash),
		// Hashed, and never signed: words of tasks.
		(task::TERMS, 1u64, 1u32, &owner, hash).encode(),
		(task::RESULT, hash).encode(),
		(tasks::SEED, hash, hash).encode(),
		(tasks::TICKET, hash, 1u64, id, 1u32).encode(),
		(tasks::AUDIT, hash, 1u64).encode(),
	];
	let of_chain = of_chain.into_iter().chain(of_access(genesis)).chain(of_tasks);
	let of_chain = of_chain.map(|bytes| Payload { bytes, of_chain: true });
	let of_none = of_none.map(|bytes| Payload { bytes, of_chain: false });
	of_chain.chain(of_none).collect()
}

/// Those about access. Three of them are hashed and never signed.
fn of_access(genesis: Hash) -> Vec<Vec<u8>> {
	let hash = Hash::repeat_byte(1);
	let (id, owner) = (DeviceId(hash), AccountId::new([1; 32]));
	let holder = DevicePublic::Ed25519([1; 32]);
	let cell = Cell::new(0x8928308280fffff).expect("a cell");
	let (subject, authority) = (access::Subject::Device(id), access::Authority::Own);
	let action = access::Action::WRITE;
	let scope = access::Scope {
		actions: access::Actions(1),
		cells: Default::default(),
		windows: Default::default(),
		not_before: 1,
		expires: 1,
		uses: Some(1),
	};
	let using = access::Use {
		genesis,
		enforcer: id,
		resource: 1,
		source: access::Source::Own(subject.clone()),
		challenge: [1; 32],
		action,
		expires: 1,
	};
	let seal = log::Seal { segment: 1, begins: 1, from: 1, to: 1, entries: 1, sorted: hash };
	let receipt = log::Receipt { genesis, enforcer: id, use_id: hash, at: 1, leaf: hash };
	let grant = (right::GRANT, genesis, 1u64).encode();
	let request = (right::REQUEST, genesis, 1u64, action, &subject, authority).encode();
	let of_member = (right::SCOPE, genesis, 1u32, 1u64).encode();
	assert_eq!(right::grant_hash(&genesis, 1), right::hash(&grant));
	assert_eq!(right::request(&genesis, 1, action, &subject, &authority), right::hash(&request));
	assert_eq!(right::scope(&genesis, 1, 1), right::hash(&of_member));
	let block = access::Block { genesis, grant: 1, pass_epoch: 1, before: hash, holder, scope };
	vec![
		right::permit(&genesis, &owner, 1, 1),
		right::block(&block),
		right::using(&using),
		right::place(&genesis, &id, &id, cell, 1, &[1; 32]),
		grant,
		request,
		of_member,
		log::signed::entry_leaf(&genesis, &id, &hash),
		log::signed::seal_leaf(&genesis, &id, &seal),
		log::signed::receipt(&receipt),
		log::signed::anchor(&genesis, &id, &seal, 1, &hash),
	]
}

/// The purpose of a payload, with its length before it.
fn purpose(payload: &Payload) -> &[u8] {
	let length = usize::from(payload.bytes[0] >> 2);
	assert_eq!(payload.bytes[0] & 3, 0, "the length of a purpose fits a byte");
	&payload.bytes[..=length]
}

#[test]
fn it_opens_each_payload_with_a_purpose_of_its_own() {
	let payloads = payloads(Hash::repeat_byte(0xaa));
	for (at, one) in payloads.iter().enumerate() {
		assert!(purpose(one)[1..].starts_with(b"jmt/"), "{:?}", purpose(one));
		for other in &payloads[at + 1..] {
			let (one, other) = (purpose(one), purpose(other));
			assert!(!one.starts_with(other) && !other.starts_with(one), "{one:?}, {other:?}");
		}
	}
}

#[test]
fn it_names_the_chain_wherever_a_chain_is_meant() {
	let (here, there) = (payloads(Hash::repeat_byte(0xaa)), payloads(Hash::repeat_byte(0xab)));
	for (here, there) in here.iter().zip(&there) {
		assert_eq!(here.bytes != there.bytes, here.of_chain, "{:?}", purpose(here));
	}
}

#[test]
fn it_differs_in_everything_that_is_signed() {
	let (genesis, id) = (Hash::repeat_byte(0xaa), DeviceId(Hash::repeat_byte(1)));
	let other = DeviceId(Hash::repeat_byte(2));
	let (owner, heir) = (AccountId::new([1; 32]), AccountId::new([2; 32]));
	let key = DevicePublic::Ed25519([1; 32]);
	let new = DevicePublic::Sr25519([1; 32]);
	let permit = |from, to, payer| domain::permit(&genesis, &id, NEXT, from, to, payer, 1);
	let permit_for = |registered_in, moves| {
		let next = domain::NextMove { registered_in, moves };
		domain::permit(&genesis, &id, next, None, 1, Payer::Owner, 1)
	};
	let certificate = |number, level| unit::certificate(1, number, &Hash::zero(), &key, level, 1);
	let groups: [Vec<Vec<u8>>; 6] = [
		vec![
			permit(None, 1, Payer::Owner),
			permit(None, 1, Payer::Domain),
			permit(Some(1), 1, Payer::Owner),
			permit(Some(2), 1, Payer::Owner),
			permit(None, 2, Payer::Owner),
			permit_for(1, 2),
			permit_for(2, 1),
			domain::permit(&genesis, &other, NEXT, None, 1, Payer::Owner, 1),
			domain::permit(&genesis, &id, NEXT, None, 1, Payer::Owner, 2),
		],
		vec![
			certificate(1, Level::One),
			certificate(2, Level::One),
			certificate(1, Level::Two),
			unit::certificate(2, 1, &Hash::zero(), &key, Level::One, 1),
			unit::certificate(1, 1, &genesis, &key, Level::One, 1),
			unit::certificate(1, 1, &Hash::zero(), &new, Level::One, 1),
			unit::certificate(1, 1, &Hash::zero(), &key, Level::One, 2),
		],
		vec![
			unit::binding(&genesis, &id, &owner, &Hash::zero(), 1),
			unit::binding(&genesis, &other, &owner, &Hash::zero(), 1),
			unit::binding(&genesis, &id, &heir, &Hash::zero(), 1),
			unit::binding(&genesis, &id, &owner, &genesis, 1),
			unit::binding(&genesis, &id, &owner, &Hash::zero(), 2),
		],
		vec![
			device::rotation(&genesis, &id, &key, 1),
			device::rotation(&genesis, &other, &key, 1),
			device::rotation(&genesis, &id, &new, 1),
			device::rotation(&genesis, &id, &key, 2),
			device::rotation_cancel(&genesis, &id, 1),
			device::rotation_cancel(&genesis, &id, 2),
		],
		vec![
			device::rotation_start(&genesis, &id, &owner, &key, 1),
			device::rotation_start(&genesis, &id, &heir, &key, 1),
			device::rotation_start(&genesis, &id, &owner, &new, 1),
		],
		vec![
			device::encryption_key(&genesis, &id, &[1; 32], 1, 1),
			device::encryption_key(&genesis, &id, &[2; 32], 1, 1),
			device::encryption_key(&genesis, &id, &[1; 32], 2, 1),
			device::encryption_key(&genesis, &id, &[1; 32], 1, 2),
			device::firmware(&genesis, &id, &Hash::repeat_byte(1), 1, 1),
		],
	];
	for group in groups {
		for (at, one) in group.iter().enumerate() {
			assert!(!group[at + 1..].contains(one), "two payloads are one: {one:?}");
		}
	}
}

#[test]
fn it_lays_out_what_a_device_signs_about_its_keys_as_documented() {
	let (genesis, id) = (Hash::repeat_byte(0xaa), DeviceId(Hash::repeat_byte(0xbb)));
	let owner = AccountId::new([0xcc; 32]);
	let key = DevicePublic::Ed25519([0xdd; 32]);
	let time = 0x0102_0304_0506_0708u64;
	let opening = |purpose: &str| {
		let length = u8::try_from(purpose.len()).unwrap() << 2;
		[&[length][..], purpose.as_bytes(), &[0xaa; 32], &[0xbb; 32]].concat()
	};
	let new = [&[1][..], &[0xdd; 32]].concat();
	let end = [8, 7, 6, 5, 4, 3, 2, 1];
	assert_eq!(time.encode(), end);
	assert_eq!(
		device::rotation(&genesis, &id, &key, time),
		[&opening("jmt/device/rotate/v1")[..], &new, &end].concat()
	);
	assert_eq!(
		device::rotation_start(&genesis, &id, &owner, &key, time),
		[&opening("jmt/device/rotate-start/v1")[..], &[0xcc; 32], &new, &end].concat()
	);
	assert_eq!(
		device::rotation_cancel(&genesis, &id, time),
		[&opening("jmt/device/rotate-cancel/v1")[..], &end].concat()
	);
	let value = [&[0xee; 32][..], &[9, 0, 0, 0], &end].concat();
	assert_eq!(
		device::encryption_key(&genesis, &id, &[0xee; 32], 9, time),
		[&opening("jmt/device/encryption/v1")[..], &value].concat()
	);
	assert_eq!(
		device::firmware(&genesis, &id, &Hash::repeat_byte(0xee), 9, time),
		[&opening("jmt/device/firmware/v1")[..], &value].concat()
	);
}
