//! Questions to the runtime by the names and bytes that nodes and light clients use.

use super::{start, BITS};
use codec::{Decode, Encode};
use jmt_primitives::{
	proofs::{
		scope::scope, AnchorInfo, GroupInfo, KeyId, KeyInfo, MembershipKeys, Purpose, Refused,
		RootStanding, Scalar, Semaphore, SetUp, TopicInfo, ZkTerms,
	},
	AccountId, Hash,
};
use jmt_runtime::genesis_presets::DEVELOPMENT;
use jmt_runtime_harness::{
	zk::{self, Circle, Secrets, DEPTH},
	Chain,
};
use pallet_zk_verifier::{Call, PAGE};
use sp_keyring::Sr25519Keyring::{Alice, Bob};

/// Asks by the bytes of the arguments, and reads the bytes of the answer.
fn ask<Answer: Decode>(chain: &mut Chain, method: &str, arguments: impl Encode) -> Answer {
	let answer = chain.call_api(method, &arguments.encode());
	let mut rest = &answer[..];
	let read = Answer::decode(&mut rest).expect("it is an answer");
	assert!(rest.is_empty(), "{method} says more");
	read
}

#[test]
fn it_tells_of_keys() {
	let mut chain = start();
	for depth in 0..=u8::MAX {
		let is_registered = [10, 16, 20, 24].contains(&depth);
		let published = <Semaphore as MembershipKeys>::key(depth);
		let key: Option<KeyId> = ask(&mut chain, "ZkApi_membership_key", depth);
		assert_eq!(key, published.filter(|_| is_registered), "{depth}");
		assert_eq!(published.is_some(), (1..=32).contains(&depth));
		let Some(key) = published else { continue };
		let info: Option<KeyInfo> = ask(&mut chain, "ZkApi_key", key);
		let expected = is_registered.then(|| KeyInfo {
			owner: None,
			purpose: Purpose::Membership { depth },
			set_up: SetUp::Ceremony { transcript: Hash::repeat_byte(depth) },
			retired: None,
			usable: true,
			inputs: 4,
		});
		assert_eq!(info, expected, "{depth}");
	}
}

#[test]
fn it_tells_of_groups_pages_and_roots() {
	let mut chain = start();
	assert_eq!(ask::<Option<GroupInfo>>(&mut chain, "ZkApi_group", 1u32), None);
	let create = chain.signed(Alice, Call::create_group {});
	chain.include(vec![create]).all_good();
	let group = |chain: &mut Chain| ask::<Option<GroupInfo>>(chain, "ZkApi_group", 1u32);
	let owner = Alice.to_account_id();
	let empty = GroupInfo { owner, size: 0, root: None, topics: 0, closing: false, pages: 0 };
	assert_eq!(group(&mut chain), Some(empty.clone()));

	let members = |numbers: std::ops::Range<u64>| numbers.map(Scalar::from).collect::<Vec<_>>();
	let mut roots = Vec::new();
	for numbers in [1..71, 71..101] {
		let commitments = members(numbers).try_into().expect("256 at most");
		let add = chain.signed(Alice, Call::add_members { group: 1, commitments });
		chain.include(vec![add]).all_good();
		roots.push(group(&mut chain).and_then(|group| group.root).expect("it has members"));
	}
	assert_eq!(
		group(&mut chain),
		Some(GroupInfo { size: 100, root: Some(roots[1]), pages: 2, ..empty })
	);
	let page = |chain: &mut Chain, page: u32| ask::<Vec<Scalar>>(chain, "ZkApi_page", (1u32, page));
	assert_eq!(page(&mut chain, 0), members(1..u64::from(PAGE) + 1));
	assert_eq!(page(&mut chain, 1), members(u64::from(PAGE) + 1..101));
	assert_eq!(page(&mut chain, 2), []);

	let root =
		|chain: &mut Chain, root: Scalar| ask::<RootStanding>(chain, "ZkApi_root", (1u32, root));
	assert_eq!(root(&mut chain, roots[1]), RootStanding::Current);
	let until = match root(&mut chain, roots[0]) {
		RootStanding::Replaced { until } => until,
		other => panic!("{other:?}"),
	};
	assert_eq!(root(&mut chain, Scalar::from(7)), RootStanding::NotGood);
	let now = |chain: &mut Chain| chain.read(pallet_timestamp::Now::<jmt_runtime::Runtime>::get);
	while now(&mut chain) < until {
		assert_eq!(root(&mut chain, roots[0]), RootStanding::Replaced { until });
		// Blocks of a development chain are 2 s apart; an epoch must not be left out whole.
		let slots = (until - now(&mut chain)) / 2_000;
		chain.skip(slots.saturating_sub(2).min(15));
		chain.blocks(1);
	}
	assert_eq!(root(&mut chain, roots[0]), RootStanding::NotGood);
}

#[test]
fn it_tells_of_topics_and_aliases() {
	let mut chain = start().unchecked();
	let mut circle = Circle::new(&mut chain, 5);
	let place = (circle.group, circle.topic);
	let told: Option<Hash> = ask(&mut chain, "ZkApi_scope", place);
	let genesis = chain.genesis_hash();
	assert_eq!(told, Some(scope(&genesis, circle.group, &circle.topic)));
	let topic = |chain: &mut Chain| ask::<Option<TopicInfo>>(chain, "ZkApi_topic", place);
	let before = topic(&mut chain).expect("it is open");
	assert_eq!((before.opener.clone(), before.most, before.used), (Alice.to_account_id(), 5, 0));
	assert_eq!(before.route, None);
	let is_used = |chain: &mut Chain, alias: u64| {
		let asked = (place.0, place.1, Scalar::from(alias));
		ask::<bool>(chain, "ZkApi_is_used", asked)
	};
	assert!(!is_used(&mut chain, 1));
	let signal = Chain::free(circle.call(&mut chain, 1, Some(BITS)));
	chain.include(vec![signal]).all_good();
	assert!(is_used(&mut chain, 1) && !is_used(&mut chain, 2));
	assert_eq!(topic(&mut chain), Some(TopicInfo { used: 1, ..before }));
	let other = (circle.group, Hash::zero());
	assert_eq!(ask::<Option<TopicInfo>>(&mut chain, "ZkApi_topic", other), None);
}

/// A state says the hash of its genesis from block 1 on.
#[test]
fn it_tells_no_scope_at_genesis() {
	let mut chain = Chain::start_with(DEVELOPMENT, zk::semaphore_keys());
	assert_eq!(chain.number(), 0);
	let place = (1u32, Hash::repeat_byte(3));
	assert_eq!(ask::<Option<Hash>>(&mut chain, "ZkApi_scope", place), None);
	chain.blocks(1);
	let expected = scope(&chain.genesis_hash(), place.0, &place.1);
	assert_eq!(ask::<Option<Hash>>(&mut chain, "ZkApi_scope", place), Some(expected));
}

#[test]
fn it_tells_of_anchors_and_terms() {
	let mut chain = start();
	let (label, root) = (Hash::repeat_byte(5), Scalar::from(9));
	let at = chain.next_time();
	let anchor = chain.signed(Bob, Call::anchor { label, root });
	chain.block(vec![anchor]).all_good();
	let asked = |account: AccountId| (account, label);
	let told = ask::<Option<AnchorInfo>>(&mut chain, "ZkApi_anchor", asked(Bob.to_account_id()));
	assert_eq!(told, Some(AnchorInfo { root, at }));
	let none = ask::<Option<AnchorInfo>>(&mut chain, "ZkApi_anchor", asked(Alice.to_account_id()));
	assert_eq!(none, None);
	let terms = ZkTerms { stamp_bits: BITS, root_lifetime: 600_000 };
	assert_eq!(ask::<ZkTerms>(&mut chain, "ZkApi_terms", ()), terms);
}

#[test]
fn it_says_why_a_proof_is_refused_and_writes_nothing() {
	let mut chain = start();
	let mut secrets = Secrets::new("unknown", 4);
	let claim = secrets.claim();
	let semaphore = <Semaphore as MembershipKeys>::key(DEPTH).expect("there is one");
	let verify = |chain: &mut Chain, key: KeyId, inputs: &[Scalar]| {
		let before = chain.read(|| sp_io::storage::root(sp_core::storage::StateVersion::V1));
		let verdict: Result<(), Refused> = ask(chain, "ZkApi_verify", (key, &claim.proof, inputs));
		let after = chain.read(|| sp_io::storage::root(sp_core::storage::StateVersion::V1));
		assert_eq!(before, after);
		verdict
	};
	assert_eq!(verify(&mut chain, claim.key, &claim.inputs), Err(Refused::UnknownKey));
	assert_eq!(verify(&mut chain, semaphore, &claim.inputs), Err(Refused::NotProven));
	assert_eq!(verify(&mut chain, semaphore, &[]), Err(Refused::InputCount));
	let register = Call::register_key {
		bytes: secrets.key().to_bytes().try_into().expect("32 inputs at most"),
		purpose: Purpose::Other,
		set_up: SetUp::Development,
	};
	let register = chain.signed(Alice, register);
	chain.include(vec![register]).all_good();
	assert_eq!(verify(&mut chain, claim.key, &claim.inputs), Ok(()));
}
