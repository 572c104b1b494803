//! Questions to the runtime by the names and bytes that nodes and light clients use.

use super::{
	ask,
	stage::{allow, bob, policy, scope, Stage, MAX_AGE, PRICE},
};
use codec::Encode;
use jmt_primitives::{
	access::{
		Action, Allowed, Asked, Authority, By, Condition, Counted, Decision, Delegation, Denied,
		Duties, Effect, Explanation, FactKey, Grant, GrantId, Holder, LogHead, Named, Reason,
		Request, Resource, ResourceId, ResourceState, RuleTold, StateRef, Subject, Told, Who,
		EVALUATOR, MAX_RULES,
	},
	units::Level,
	DeviceId, Hash,
};
use jmt_runtime::{Runtime, Timestamp};
use jmt_runtime_harness::device::Device;
use pallet_access::Call;
use sp_io::storage;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};

fn decide(stage: &mut Stage, request: Request) -> Decision {
	ask(&mut stage.chain, "AccessApi_decide", request)
}

fn opening(stage: &Stage, subject: Subject, authority: Authority) -> Request {
	Request::new(stage.lift, Action::OPEN, subject, authority)
}

#[test]
fn it_decides_by_the_block_and_writes_nothing() {
	let mut stage = Stage::new();
	let root = || storage::root(sp_core::storage::StateVersion::V1);
	let before = stage.chain.read(root);
	let state = StateRef { block: stage.chain.number(), at: stage.chain.read(Timestamp::get) };
	let asked = opening(&stage, Subject::Device(stage.phone.id), Authority::Own);
	let allowed = Allowed {
		until: state.at + MAX_AGE,
		duties: Duties { price: PRICE, log: true, notice: false },
		by: By::Rule(0),
		version: 1,
		state,
	};
	assert_eq!(decide(&mut stage, asked), Decision::Allow(allowed.clone()));
	// Alice owns the lift, and no rule speaks of her; anybody may read.
	let hers = Subject::Account(Alice.to_account_id());
	let asked = opening(&stage, hers.clone(), Authority::Own);
	let denied = Denied { reason: Reason::NoRule, by: Named::Nothing };
	assert_eq!(decide(&mut stage, asked), Decision::Deny(denied));
	let asked = Request::new(stage.lift, Action::READ, hers, Authority::Own);
	let reads = Allowed {
		duties: Duties { price: 0, log: true, notice: false },
		by: By::Rule(1),
		..allowed
	};
	assert_eq!(decide(&mut stage, asked), Decision::Allow(reads));
	assert_eq!(stage.chain.read(root), before);
}

/// The caller's clock counts, not the block's: a chain that stands still decides nothing any more.
#[test]
fn it_ends_with_the_age_of_the_state() {
	let mut stage = Stage::new();
	let at = stage.chain.read(Timestamp::get);
	for (now, reason) in [
		(at, None),
		(at + MAX_AGE, None),
		(at + MAX_AGE + 1, Some(Reason::StateTooOld)),
		(at - 1, Some(Reason::ClockBehind)),
	] {
		let asked = Request { now: Some(now), ..opening(&stage, bob(), Authority::Own) };
		assert_eq!(decide(&mut stage, asked).reason(), reason, "{now}");
	}
}

#[test]
fn it_explains_each_rule() {
	let mut stage = Stage::new();
	let level = Condition::Level(Level::One);
	let mut proven = allow(Who::Anybody, [Action::OPEN].into_iter().collect(), 0);
	proven.conditions = vec![level].try_into().expect("one");
	let mut denied = allow(Who::Device(Device::number(9).id), proven.actions, 0);
	denied.effect = Effect::Deny;
	let body = policy(vec![denied, proven]);
	let policy = stage.set_policy(body);
	let lift = stage.create(stage.domain, None, Some(policy));
	let phone = Subject::Device(stage.phone.id);
	let asked = Request::new(lift, Action::OPEN, phone, Authority::Own);
	let explained: Explanation = ask(&mut stage.chain, "AccessApi_explain", asked.clone());
	let decision = decide(&mut stage, asked);
	assert_eq!(explained.decision, decision);
	assert_eq!(decision.reason(), Some(Reason::LevelTooLow));
	let [deny, allow] = &explained.rules[..] else { panic!("two rules: {explained:?}") };
	assert_eq!(deny.effect, Effect::Deny);
	assert!(matches!(deny.who, Told::False(_)), "{deny:?}");
	let told = RuleTold {
		effect: Effect::Allow,
		who: Told::True,
		actions: true,
		conditions: vec![Told::False(Reason::LevelTooLow)],
	};
	assert_eq!(*allow, told);
}

#[test]
fn it_tells_of_resources_and_of_grants_up_to_their_root() {
	let mut stage = Stage::new();
	let resource: Option<Resource> = ask(&mut stage.chain, "AccessApi_resource", stage.lift);
	let resource = resource.expect("it is there");
	assert_eq!((resource.owner, resource.domain), (Alice.to_account_id(), stage.domain));
	assert_eq!((resource.policy, resource.state), (Some(stage.policy), ResourceState::Open));
	let none: Option<Resource> = ask(&mut stage.chain, "AccessApi_resource", 9 as ResourceId);
	assert_eq!(none, None);

	let mut grants = vec![stage.grant(Alice, None, Holder::Account(Charlie.to_account_id()))];
	for _ in 1..8 {
		let parent = grants.last().copied();
		grants.push(stage.grant(Charlie, parent, Holder::Account(Charlie.to_account_id())));
	}
	let chain = |stage: &mut Stage, grant: GrantId| -> Vec<(GrantId, Grant)> {
		ask(&mut stage.chain, "AccessApi_grant_chain", grant)
	};
	let told = chain(&mut stage, grants[7]);
	let numbers = told.iter().map(|(id, _)| *id).collect::<Vec<_>>();
	assert_eq!(numbers, grants.iter().rev().copied().collect::<Vec<_>>());
	let depths = told.iter().map(|(_, grant)| grant.depth).collect::<Vec<_>>();
	assert_eq!(depths, [8, 7, 6, 5, 4, 3, 2, 1]);
	assert_eq!(told[7].1.delegation, Delegation::Allowed);
	assert!(chain(&mut stage, 99).is_empty());
}

#[test]
fn it_tells_of_no_log_before_there_is_one() {
	let mut stage = Stage::new();
	let head: Option<LogHead> = ask(&mut stage.chain, "AccessApi_log_head", stage.phone.id);
	assert_eq!(head, None);
}

#[test]
fn it_names_the_facts_that_a_decision_needs_and_none_of_others() {
	let mut stage = Stage::new();
	let (lift, phone) = (stage.lift, stage.phone.id);
	let grant = stage.grant(Alice, None, Holder::Device(phone));
	let other = stage.grant(Alice, None, Holder::Account(Charlie.to_account_id()));
	let keys = |stage: &mut Stage, asked: Vec<Asked>| -> Vec<FactKey> {
		ask(&mut stage.chain, "AccessApi_snapshot", (lift, asked))
	};
	let always =
		[FactKey::Resource(lift), FactKey::Policy(stage.policy), FactKey::Domain(stage.domain)];
	assert_eq!(keys(&mut stage, Vec::new()), always);
	let of_phone = [
		FactKey::Uses(lift, Counted::Subject(Subject::Device(phone))),
		FactKey::Device(phone),
		FactKey::Member(phone),
		FactKey::Bonded(phone),
		FactKey::Vouched(phone),
	];
	let mut expected = [&always[..], &of_phone].concat();
	expected.sort();
	let asked = Asked::Subject(Subject::Device(phone));
	assert_eq!(keys(&mut stage, vec![asked.clone()]), expected);
	expected.push(FactKey::Grant(grant));
	expected.sort();
	assert_eq!(keys(&mut stage, vec![asked, Asked::Grant(grant)]), expected);
	// Nor does one of a grant alone say less, and of another grant nothing is told.
	let of_grant = keys(&mut stage, vec![Asked::Grant(grant)]);
	assert_eq!(of_grant, expected);
	assert!(!of_grant.contains(&FactKey::Grant(other)));
	let unknown: Vec<FactKey> =
		ask(&mut stage.chain, "AccessApi_snapshot", (99 as ResourceId, Vec::<Asked>::new()));
	assert_eq!(unknown, [FactKey::Resource(99)]);
}

/// A policy may ask for 7 approvals of each of 64 actions, of 16 subjects by 16 grants: that many are not named.
#[test]
fn it_names_a_thousand_and_twenty_four_facts_at_most() {
	let mut stage = Stage::new();
	let approvers = (0..7).map(|number| [number; 32].into()).collect::<Vec<_>>();
	let condition = Condition::Approvals { least: 7, of: approvers.try_into().expect("seven") };
	let mut rule = allow(Who::Anybody, jmt_primitives::access::Actions::ALL, 0);
	rule.conditions = vec![condition].try_into().expect("one");
	let policy = stage.set_policy(policy(vec![rule]));
	let lift = stage.create(stage.domain, None, Some(policy));
	let asked = (0..8).flat_map(|number| {
		let device = DeviceId(Hash::repeat_byte(number));
		[Asked::Subject(Subject::Device(device)), Asked::Grant(number.into())]
	});
	let asked = asked.collect::<Vec<_>>();
	let keys: Vec<FactKey> = ask(&mut stage.chain, "AccessApi_snapshot", (lift, asked));
	assert_eq!(keys.len(), 1_024);
	let actions = keys.iter().filter(|key| matches!(key, FactKey::Approval(..))).count();
	assert!(actions > 900, "{actions}");
}

#[test]
fn the_metadata_say_which_evaluator_decides() {
	let metadata = crate::metadata::metadata();
	let pallet = metadata.pallets.iter().find(|pallet| pallet.name == "Access");
	let constants = &pallet.expect("it is there").constants;
	let constant = constants.iter().find(|constant| constant.name == "Evaluator");
	assert_eq!(constant.expect("it is there").value, EVALUATOR.encode());
}

#[test]
fn a_policy_of_all_rules_is_decided_by_the_last() {
	let mut stage = Stage::new();
	let opens = [Action::OPEN].into_iter().collect();
	let strangers = (1..MAX_RULES).map(|number| {
		let stranger = [number as u8; 32].into();
		allow(Who::Account(stranger), opens, 0)
	});
	let rules = strangers.chain([allow(Who::OwnedBy(Bob.to_account_id()), opens, 0)]).collect();
	let policy = stage.set_policy(policy(rules));
	let lift = stage.create(stage.domain, None, Some(policy));
	let asked = Request::new(lift, Action::OPEN, bob(), Authority::Own);
	let Decision::Allow(allowed) = decide(&mut stage, asked) else { panic!("it is allowed") };
	assert_eq!(allowed.by, By::Rule(31));
}

#[test]
fn an_approval_by_the_hash_of_the_request_opens() {
	let mut stage = Stage::new();
	let of = vec![Bob.to_account_id(), Charlie.to_account_id()].try_into().expect("two");
	let mut rule = allow(Who::Anybody, [Action::OPEN].into_iter().collect(), 0);
	let condition = Condition::Approvals { least: 2, of };
	rule.conditions = vec![condition].try_into().expect("one");
	let policy = stage.set_policy(policy(vec![rule]));
	let lift = stage.create(stage.domain, None, Some(policy));
	let phone = Subject::Device(stage.phone.id);
	let asked = Request::new(lift, Action::OPEN, phone.clone(), Authority::Own);
	let (request, until) = (stage.hash(&asked), stage.chain.next_time() + 600_000);
	let missing = Some(Reason::ApprovalsMissing);
	assert_eq!(decide(&mut stage, asked.clone()).reason(), missing);
	stage.send(Bob, Call::approve { resource: lift, request, until });
	assert_eq!(decide(&mut stage, asked.clone()).reason(), missing);
	stage.send(Charlie, Call::approve { resource: lift, request, until: until - 1 });
	let Decision::Allow(allowed) = decide(&mut stage, asked.clone()) else {
		panic!("two approve of it")
	};
	// Not longer than both approve, nor than the state is fresh.
	let fresh = stage.chain.read(Timestamp::get) + MAX_AGE;
	assert_eq!(allowed.until, fresh.min(until - 1));
	// Another action is another request.
	let closes = Request { action: Action::CLOSE, ..asked };
	assert_eq!(decide(&mut stage, closes).reason(), Some(Reason::NoRule));
	let approver = Charlie.to_account_id();
	stage.send(Charlie, Call::withdraw_approval { resource: lift, request, approver });
	let again = Request::new(lift, Action::OPEN, phone, Authority::Own);
	assert_eq!(decide(&mut stage, again).reason(), missing);
}

/// A limit of a grant counts for all below it.
#[test]
fn uses_of_a_grant_are_those_of_all_grants_below() {
	let mut stage = Stage::new();
	let limited = |stage: &Stage, parent, holder: Holder, uses| {
		let mut scope = scope([Action::OPEN].into_iter().collect(), stage.ends);
		scope.uses = uses;
		Call::<Runtime>::grant {
			resource: stage.lift,
			parent,
			holder,
			scope,
			delegation: Delegation::Allowed,
		}
	};
	let top = stage.next_grant();
	let charlie = || Holder::Account(Charlie.to_account_id());
	let call = limited(&stage, None, charlie(), Some(2));
	stage.send(Alice, call);
	let mut children = Vec::new();
	for holder in [charlie(), Holder::Account(Bob.to_account_id())] {
		children.push(stage.next_grant());
		let call = limited(&stage, Some(top), holder, Some(2));
		stage.send(Charlie, call);
	}
	let hers = Subject::Account(Charlie.to_account_id());
	for (by, subject, grant) in [(Charlie, hers, children[0]), (Bob, bob(), children[1])] {
		let call = stage.opening(subject, Authority::Grant(grant));
		stage.send(by, call);
	}
	let asked = opening(&stage, bob(), Authority::Grant(children[1]));
	let exhausted = Denied { reason: Reason::UsesExhausted, by: Named::Grant(top) };
	assert_eq!(decide(&mut stage, asked), Decision::Deny(exhausted));
}
