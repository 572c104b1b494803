//! A lift and its visitors.

mod admit;
mod bought;
mod clock;
mod place;
mod post;

use super::*;
use crate::access::pass::{first, further, HolderKey};
use jmt_primitives::{
	access::{
		Action, Actions, Authority, Condition, Conditions, Counted, Counting, Delegation, Duties,
		Effect, FactKey, FactValue, Grant, Holder, Limit, Policy, PolicyBody, Resource,
		ResourceState, Rule, Scope, Source as RightSource, Subject, Uses, Who, Zone, EVALUATOR,
		MAX_USE_MS,
	},
	cell::Region,
	devices::DeviceFact,
	domains::{Domain, DomainState, Layer},
	AccountId, Balance, DevicePublic, KeyType,
};
use std::collections::BTreeMap;
use tempfile::TempDir;

const GENESIS: Hash = Hash::repeat_byte(0xaa);
const MAX_AGE: Moment = 600_000;
const DAY: Moment = 24 * 3_600_000;
/// A noon.
const NOW: Moment = 20_000 * DAY + DAY / 2;
const LIFT: ResourceId = 7;
const WISH: Wish = Wish { resource: LIFT, action: Action::OPEN };

struct House {
	folder: TempDir,
	gate: Gate,
	key: DeviceKey,
	phone: DeviceKey,
	state: Snapshot,
}

fn account(byte: u8) -> AccountId {
	AccountId::new([byte; 32])
}

fn rule(effect: Effect, who: Who, conditions: Vec<Condition>, duties: Duties) -> Rule {
	let conditions = Conditions::try_from(conditions).unwrap();
	Rule { effect, who, actions: Actions::ALL, conditions, duties }
}

fn anybody(conditions: Vec<Condition>, price: Balance) -> Rule {
	rule(Effect::Allow, Who::Anybody, conditions, Duties { price, log: false, notice: false })
}

fn uses(most: u32, counting: Counting) -> Condition {
	Condition::Uses(Limit { most, window: DAY, counting })
}

fn device(key: &DeviceKey) -> FactValue {
	FactValue::Device(DeviceFact { key: key.public(), owner: account(9), paused: false })
}

/// A lift with these rules, in a domain without anything above it, and a phone at large.
fn house(rules: Vec<Rule>) -> House {
	house_of(KeyType::P256, rules)
}

fn house_of(key_type: KeyType, rules: Vec<Rule>) -> House {
	let folder = tempfile::tempdir().unwrap();
	let (key, _) = DeviceKey::generate(KeyType::Ed25519);
	let (phone, _) = DeviceKey::generate(key_type);
	let gate = Gate::open(folder.path(), key.clone(), GENESIS, LIFT).unwrap();
	let resource = Resource {
		owner: account(1),
		domain: 1,
		place: None,
		enforcer: Some(key.id()),
		actions: Actions::ALL,
		fail_safe: Actions::NONE,
		policy: Some(3),
		epoch: 0,
		series: 0,
		state: ResourceState::Open,
		deposit: 0,
	};
	let rules = rules.try_into().unwrap();
	let policy = Policy {
		owner: account(1),
		domain: 1,
		version: 5,
		resources: 1,
		deposit: 0,
		body: PolicyBody { zone: Zone::default(), max_age: MAX_AGE, rules },
	};
	let domain = Domain {
		parent: None,
		top: 1,
		depth: 1,
		layer: Layer::Device,
		region: Region::World,
		owner: account(1),
		offered_to: None,
		payer: account(1),
		deposit: 0,
		state: DomainState::Active,
		admins: 0,
		children: 0,
		members: 0,
		manifests: 0,
	};
	let mut facts = BTreeMap::from([
		(FactKey::Resource(LIFT), Some(FactValue::Resource(resource))),
		(FactKey::Policy(3), Some(FactValue::Policy(policy))),
		(FactKey::Domain(1), Some(FactValue::Domain(domain))),
	]);
	facts.insert(FactKey::Device(phone.id()), Some(device(&phone)));
	facts.insert(FactKey::Member(phone.id()), None);
	let block = (12, Hash::repeat_byte(12));
	let state = Snapshot { evaluator: EVALUATOR, genesis: GENESIS, block, at: NOW, facts };
	House { folder, gate, key, phone, state }
}

impl House {
	fn ask(&mut self, now: Moment) -> ChallengeFile {
		self.gate.ask(&WISH, now).unwrap().unwrap()
	}

	fn decide(&mut self, visit: &Visit, now: Moment) -> Result<Let, Denied> {
		self.tries(visit, now).unwrap()
	}

	/// Admits and decides. The outer error is trouble with a file.
	fn tries(&mut self, visit: &Visit, now: Moment) -> Result<Result<Let, Denied>, AccessError> {
		match self.gate.admit(visit, now)? {
			Ok(admitted) => self.gate.decide(admitted, &self.state, &(), now),
			Err(denied) => Ok(Err(denied)),
		}
	}

	fn phone(&self) -> HolderKey {
		HolderKey::Device(self.phone.clone())
	}

	fn answer(&self, challenge: &ChallengeFile, right: &Right) -> Visit {
		challenge.answer(&self.phone(), right, None).unwrap()
	}

	/// One visit of the phone, by a right.
	fn visit(&mut self, right: &Right, now: Moment) -> Result<Let, Denied> {
		let challenge = self.ask(now);
		let visit = self.answer(&challenge, right);
		self.decide(&visit, now)
	}

	/// The gateway after a new start.
	fn starts_anew(self) -> Self {
		let Self { folder, gate, key, phone, state } = self;
		drop(gate);
		let gate = Gate::open(folder.path(), key.clone(), GENESIS, LIFT).unwrap();
		Self { folder, gate, key, phone, state }
	}

	/// Uses of an action that the chain counted for the phone, in a series.
	fn bought(&mut self, totals: Vec<(Action, u64)>, series: u32) {
		let key = FactKey::Uses(LIFT, Counted::Subject(Subject::Device(self.phone.id())));
		let (payer, window) = (account(9), NOW - NOW % DAY);
		let totals = totals.try_into().unwrap();
		let uses = Uses { window, count: 1, series, totals, payer, deposit: 0 };
		self.state.facts.insert(key, Some(FactValue::Uses(uses)));
	}

	/// Uses of the action that is wished for.
	fn paid(&mut self, total: u64) {
		self.bought(vec![(WISH.action, total)], 0);
	}

	/// The resource, as the state has it.
	fn resource(&mut self) -> &mut Resource {
		match self.state.facts.get_mut(&FactKey::Resource(LIFT)) {
			Some(Some(FactValue::Resource(resource))) => resource,
			other => panic!("{other:?}"),
		}
	}

	/// A grant of the owner's to the phone, which may be handed on.
	fn granted(&mut self, uses: Option<u32>) {
		let grant = Grant {
			resource: LIFT,
			parent: None,
			depth: 1,
			issuer: account(1),
			holder: Holder::Device(self.phone.id()),
			scope: scope(uses),
			delegation: Delegation::Allowed,
			epoch: 0,
			pass_epoch: 0,
			revoked: None,
			children: 0,
			payer: account(1),
			deposit: 0,
		};
		self.state.facts.insert(FactKey::Grant(1), Some(FactValue::Grant(grant)));
		self.state.facts.insert(FactKey::Uses(LIFT, Counted::Grant(1)), None);
	}

	/// A key that nobody registered.
	fn knows_not(&mut self, key: &DevicePublic) {
		self.state.facts.insert(FactKey::Alias(key.id()), None);
		self.state.facts.insert(FactKey::Device(key.id()), None);
	}

	/// Lines of the log.
	fn logged(&self) -> usize {
		let file = log_folder(self.folder.path(), &self.key.id()).join("uses");
		std::fs::read_to_string(file).unwrap().lines().count() - 1
	}
}

fn scope(uses: Option<u32>) -> Scope {
	let (cells, windows) = Default::default();
	let (actions, expires) = (Actions::ALL, NOW + DAY);
	Scope { actions, cells, windows, not_before: 0, expires, uses }
}

fn refused(result: Result<Let, Denied>, reason: Reason) {
	match result {
		Err(denied) => assert_eq!(denied.reason, reason),
		Ok(made) => panic!("{made:?} instead of {reason:?}"),
	}
}

#[test]
fn decide_a_visitor_is_let_logged_and_gets_a_receipt() {
	for key_type in KeyType::ALL {
		let mut house = house_of(key_type, vec![anybody(Vec::new(), 0)]);
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		let made = house.decide(&visit, NOW + 5).unwrap();
		assert_eq!((made.allowed.until, made.allowed.version), (NOW + MAX_AGE, 5));
		assert_eq!(made.receipt.use_id, visit.shown.using.as_ref().unwrap().using.id());
		assert_eq!((made.receipt.at, made.receipt.enforcer), (NOW + 5, house.key.id()));
		assert!(made.receipt.is_signed(&made.signature, &house.key.public()));
		assert_eq!(house.logged(), 1);
		let acted = Acted { done: true, exit_code: None, trouble: None };
		let file = house.gate.receipt(&made, acted);
		assert!(file.is_signed());
		assert!(!ReceiptFile { at: NOW, ..file }.is_signed());
	}
}

#[test]
fn decide_it_ends_with_the_age_of_the_state() {
	let mut house = house(vec![anybody(Vec::new(), 0)]);
	let until = house.visit(&Right::Own, NOW).unwrap().allowed.until;
	assert_eq!(until, NOW + MAX_AGE);
	assert!(house.visit(&Right::Own, until).is_ok());
	refused(house.visit(&Right::Own, until + 1), Reason::StateTooOld);
}

#[test]
fn decide_a_limit_that_counts_locally_holds_over_a_new_start_and_ends_with_its_window() {
	let mut house = house(vec![anybody(vec![uses(2, Counting::Locally)], 0)]);
	assert!(house.visit(&Right::Own, NOW).is_ok() && house.visit(&Right::Own, NOW).is_ok());
	refused(house.visit(&Right::Own, NOW), Reason::UsesExhausted);
	let mut house = house.starts_anew();
	refused(house.visit(&Right::Own, NOW), Reason::UsesExhausted);
	house.state.at = NOW + DAY / 2;
	assert!(house.visit(&Right::Own, NOW + DAY / 2).is_ok(), "the next day");
}

#[test]
fn decide_what_was_paid_ahead_is_served_once_by_a_state_that_stands_still() {
	let mut house = house(vec![anybody(vec![uses(9, Counting::OnChain)], 5)]);
	let key = FactKey::Uses(LIFT, Counted::Subject(Subject::Device(house.phone.id())));
	house.state.facts.insert(key, None);
	refused(house.visit(&Right::Own, NOW), Reason::NotPaid);
	house.paid(2);
	assert!(house.visit(&Right::Own, NOW).is_ok());
	let mut house = house.starts_anew();
	assert!(house.visit(&Right::Own, NOW).is_ok());
	refused(house.visit(&Right::Own, NOW), Reason::NotPaid);
	house.paid(3);
	assert!(house.visit(&Right::Own, NOW).is_ok());
}

#[test]
fn decide_uses_of_a_grant_and_of_a_block_are_counted_with_those_of_the_chain() {
	let mut house = house(Vec::new());
	house.granted(Some(3));
	let by_grant = Right::Grant(1);
	assert!(house.visit(&by_grant, NOW).is_ok());
	let (payer, window) = (account(9), 0);
	let totals = Default::default();
	let on_chain = Uses { window, count: 1, series: 0, totals, payer, deposit: 0 };
	let key = FactKey::Uses(LIFT, Counted::Grant(1));
	house.state.facts.insert(key, Some(FactValue::Uses(on_chain)));
	assert!(house.visit(&by_grant, NOW).is_ok());
	refused(house.visit(&by_grant, NOW), Reason::UsesExhausted);
	// A pass of one use, out of a grant without a limit.
	house.granted(None);
	let (guest, _) = DeviceKey::generate(KeyType::Secp256k1);
	house.knows_not(&guest.public());
	let pass = first(GENESIS, (1, 0), &house.phone(), guest.public(), scope(Some(1))).unwrap();
	let guest = HolderKey::Device(guest);
	let visit = |house: &mut House| {
		let challenge = house.ask(NOW);
		let visit = challenge.answer(&guest, &Right::Pass(pass.clone()), None).unwrap();
		house.decide(&visit, NOW)
	};
	assert!(visit(&mut house).is_ok());
	refused(visit(&mut house), Reason::UsesExhausted);
	let mut house = house.starts_anew();
	refused(visit(&mut house), Reason::UsesExhausted);
}

#[test]
fn decide_a_pass_is_handed_on_twice_and_no_further_key_comes_in_by_it() {
	let mut house = house(Vec::new());
	house.granted(None);
	let keys = [KeyType::Sr25519, KeyType::P256].map(|key_type| DeviceKey::generate(key_type).0);
	keys.iter().for_each(|key| house.knows_not(&key.public()));
	let [one, two] = keys;
	let pass = first(GENESIS, (1, 0), &house.phone(), one.public(), scope(None)).unwrap();
	let (one, end) = (HolderKey::Device(one), two.public());
	let two = HolderKey::Device(two);
	let narrower = further(GENESIS, pass.clone(), &one, end, scope(None)).unwrap();
	let mut visit = |key: &HolderKey, pass: &_| {
		let challenge = house.ask(NOW);
		let visit = challenge.answer(key, &Right::Pass(Clone::clone(pass)), None)?;
		Ok::<_, NotAnswered>(house.decide(&visit, NOW))
	};
	assert!(visit(&one, &pass).unwrap().is_ok());
	assert!(visit(&two, &narrower).unwrap().is_ok());
	assert_eq!(visit(&two, &pass).unwrap_err(), NotAnswered::NotHolder);
	assert_eq!(visit(&one, &narrower).unwrap_err(), NotAnswered::NotHolder);
}

#[test]
fn decide_a_refusal_is_logged_where_its_rule_asks_for_it() {
	for (log, lines) in [(false, 0), (true, 1)] {
		let duties = Duties { price: 0, log, notice: false };
		let ban = rule(Effect::Deny, Who::OwnedBy(account(9)), Vec::new(), duties);
		let mut house = house(vec![anybody(Vec::new(), 0), ban]);
		refused(house.visit(&Right::Own, NOW), Reason::DeniedByRule);
		assert_eq!(house.logged(), lines);
	}
}

#[test]
fn ask_the_challenge_is_the_gateways_own_and_names_what_was_asked_for() {
	let mut house = house(Vec::new());
	let (one, two) = (house.ask(NOW), house.ask(NOW));
	assert_ne!(one.challenge, two.challenge);
	assert_eq!((one.expires, one.enforcer), (NOW + MAX_USE_MS, house.key.id()));
	assert_eq!(one.check(&GENESIS, &WISH, Some(&house.key.id())), Ok(()));
	let other = Wish { action: Action::CLOSE, ..WISH };
	assert_eq!(one.check(&GENESIS, &other, None), Err(NotAnswered::OtherWish));
	assert_eq!(one.check(&Hash::zero(), &WISH, None), Err(NotAnswered::OtherChain));
	let meant = house.phone.id();
	assert_eq!(one.check(&GENESIS, &WISH, Some(&meant)), Err(NotAnswered::OtherEnforcer));
	let elsewhere = Wish { resource: 8, ..WISH };
	let refused = house.gate.ask(&elsewhere, NOW).unwrap().unwrap_err();
	assert_eq!(refused.code, Some(33));
}

#[test]
fn is_answered_by_a_receipt_that_would_prove_something() {
	let mut house = house(vec![anybody(Vec::new(), 0)]);
	let challenge = house.ask(NOW);
	let visit = house.answer(&challenge, &Right::Own);
	let made = house.decide(&visit, NOW + 5).unwrap();
	let acted = Acted { done: true, exit_code: None, trouble: None };
	let receipt = house.gate.receipt(&made, acted);
	let used = receipt.use_id;
	assert!(challenge.is_answered_by(&receipt, &used));
	assert!(!challenge.is_answered_by(&receipt, &Hash::zero()));
	type Change = fn(&mut ReceiptFile);
	let changes: [Change; 4] = [
		|receipt| receipt.genesis = Hash::zero(),
		|receipt| receipt.enforcer = DeviceId(Hash::zero()),
		|receipt| receipt.at = 7,
		|receipt| receipt.at += MAX_USE_MS,
	];
	for change in changes {
		let mut other = receipt.clone();
		change(&mut other);
		// A liar signs it all the same.
		other.signature = house.key.sign(&other.receipt().payload());
		assert!(other.is_signed() && !challenge.is_answered_by(&other, &used), "{other:?}");
	}
	let unsigned = ReceiptFile { leaf: Hash::zero(), ..receipt };
	assert!(!challenge.is_answered_by(&unsigned, &used));
}

#[test]
fn plain_no_text_of_a_gateway_moves_the_terminal() {
	assert_eq!(plain("zu, \u{e4}"), "zu, \u{e4}");
	assert_eq!(plain("\u{1b}[2J\u{9b}1A\r\n"), "\\u{1b}[2J\\u{9b}1A\\r\\n");
	let refusal = serde_json::json!({ "kind": "access-refusal/v1", "sentence": "\u{9b}2J" });
	let read: Saying = serde_json::from_value(refusal).unwrap();
	assert_eq!(read, Saying::Refusal(RefusalFile::without_code("\\u{9b}2J")));
	for (trouble, shown) in [(Some("\u{1b}c"), Some("\\u{1b}c")), (None, None)] {
		let acted = serde_json::json!({ "done": false, "trouble": trouble });
		let read: Acted = serde_json::from_value(acted).unwrap();
		assert_eq!(read.trouble.as_deref(), shown);
	}
	let without: Acted = serde_json::from_str("{\"done\":true}").unwrap();
	assert_eq!(without.trouble, None);
}

mod reject {
	use super::*;

	#[test]
	fn decide_a_use_twice_after_its_minute_and_of_another_enforcer() {
		let mut house = house(vec![anybody(Vec::new(), 0)]);
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		assert!(house.decide(&visit, NOW).is_ok());
		refused(house.decide(&visit, NOW), Reason::PassReplayed);
		let mut house = house.starts_anew();
		refused(house.decide(&visit, NOW), Reason::PassReplayed);
		let late = house.ask(NOW);
		let visit = house.answer(&late, &Right::Own);
		refused(house.decide(&visit, NOW + MAX_USE_MS + 1), Reason::BadPass);
		// Of a gateway that has the same challenge waiting, and is another device.
		let mut other = self::house(vec![anybody(Vec::new(), 0)]);
		other.state = house.state.clone();
		let challenge = other.ask(NOW);
		let there = other.answer(&challenge, &Right::Own);
		refused(other.decide(&there, NOW), Reason::NotThisEnforcer);
		refused(house.decide(&there, NOW + MAX_USE_MS), Reason::PassReplayed);
		assert_eq!(house.logged(), 1);
	}

	#[test]
	fn decide_a_pass_twice_after_its_minute_and_signed_for_another_enforcer() {
		let mut house = house(Vec::new());
		house.granted(None);
		let (guest, _) = DeviceKey::generate(KeyType::Ed25519);
		house.knows_not(&guest.public());
		let pass = first(GENESIS, (1, 0), &house.phone(), guest.public(), scope(None)).unwrap();
		let (guest, by_pass) = (HolderKey::Device(guest), Right::Pass(pass));
		let challenge = house.ask(NOW);
		let visit = challenge.answer(&guest, &by_pass, None).unwrap();
		assert!(house.decide(&visit, NOW).is_ok());
		refused(house.decide(&visit, NOW), Reason::PassReplayed);
		let mut house = house.starts_anew();
		refused(house.decide(&visit, NOW), Reason::PassReplayed);
		let late = house.ask(NOW).answer(&guest, &by_pass, None).unwrap();
		let later = NOW + MAX_USE_MS + 1;
		refused(house.decide(&late, later), Reason::BadPass);
		// Its own challenge waits; the visitor was made to sign for another.
		for right in [by_pass, Right::Own] {
			let mut challenge = house.ask(later);
			challenge.enforcer = house.phone.id();
			let visit = challenge.answer(&guest, &right, None).unwrap();
			refused(house.decide(&visit, later), Reason::NotThisEnforcer);
		}
		assert_eq!(house.logged(), 1);
	}

	#[test]
	fn decide_after_a_refusal_the_challenge_is_used_up() {
		let mut house = house(Vec::new());
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		refused(house.decide(&visit, NOW), Reason::NoRule);
		refused(house.decide(&visit, NOW), Reason::PassReplayed);
	}

	#[test]
	fn decide_the_twin_of_a_signature_is_no_second_use() {
		let mut house = house(vec![anybody(Vec::new(), 0)]);
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		let mut twin = visit.clone();
		let signed = twin.shown.using.as_mut().unwrap();
		let DeviceSignature::P256(bytes) = signed.signature else { panic!("of P-256") };
		let (r, s) = p256::ecdsa::Signature::from_slice(&bytes).unwrap().split_scalars();
		let other = p256::ecdsa::Signature::from_scalars(r, -s).unwrap();
		signed.signature = DeviceSignature::P256(other.to_bytes().into());
		assert_ne!(twin, visit);
		assert!(house.decide(&twin, NOW).is_ok(), "both values of s are good");
		refused(house.decide(&visit, NOW), Reason::PassReplayed);
	}

	#[test]
	fn decide_a_clock_set_back_after_a_new_start_too() {
		let mut house = house(vec![anybody(Vec::new(), 0)]);
		assert!(house.visit(&Right::Own, NOW).is_ok());
		let back = NOW - DAY;
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		refused(house.decide(&visit, back), Reason::ClockBehind);
		let mut house = house.starts_anew();
		assert_eq!(house.gate.ask(&WISH, back).unwrap().unwrap_err().code, Some(27));
		// A state that is of tomorrow is proof that the clock is behind, though it was never seen before.
		house.state.at = NOW + DAY;
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		refused(house.decide(&visit, NOW), Reason::ClockBehind);
		house.state.at = NOW;
		refused(house.decide(&visit, NOW), Reason::ClockBehind);
	}

	#[test]
	fn decide_a_use_moved_to_another_action_or_changed() {
		let mut house = house(vec![anybody(Vec::new(), 0)]);
		house.granted(None);
		type Change = fn(&mut Visit);
		let changes: [Change; 5] = [
			|visit| visit.action = Action::CLOSE,
			|visit| visit.authority = Authority::Grant(1),
			|visit| visit.shown.using = None,
			|visit| visit.shown.using.as_mut().unwrap().using.expires -= 1,
			|visit| visit.shown.using.as_mut().unwrap().signature = DeviceSignature::P256([1; 64]),
		];
		for change in changes {
			let challenge = house.ask(NOW);
			let mut visit = house.answer(&challenge, &Right::Own);
			change(&mut visit);
			refused(house.decide(&visit, NOW), Reason::BadPass);
		}
		let challenge = house.ask(NOW);
		let mut visit = house.answer(&challenge, &Right::Own);
		visit.resource = 8;
		refused(house.decide(&visit, NOW), Reason::NotThisEnforcer);
	}

	#[test]
	fn decide_by_a_state_of_another_chain_or_evaluator_or_that_lacks() {
		let mut house = house(vec![anybody(Vec::new(), 0)]);
		let good = house.state.clone();
		house.state.genesis = Hash::zero();
		refused(house.visit(&Right::Own, NOW), Reason::SnapshotLacks);
		house.state = Snapshot { evaluator: EVALUATOR + 1, ..good.clone() };
		refused(house.visit(&Right::Own, NOW), Reason::EvaluatorChanged);
		for key in good.facts.keys() {
			house.state = good.clone();
			house.state.facts.remove(key);
			refused(house.visit(&Right::Own, NOW), Reason::SnapshotLacks);
		}
		house.state = good;
		assert!(house.visit(&Right::Own, NOW).is_ok());
	}

	#[test]
	fn decide_nobody_is_let_while_the_ledger_cannot_be_read_or_written() {
		use std::fs;
		let mut house = house(vec![anybody(vec![uses(9, Counting::Locally)], 0)]);
		assert!(house.visit(&Right::Own, NOW).is_ok());
		let folder = house.folder.path().join("access").join(hex::encode(house.key.id().0));
		let ledger = folder.join(LIFT.to_string()).join("ledger");
		let entry = fs::read_dir(&ledger).unwrap().next().unwrap().unwrap().path();
		let content = fs::read(&entry).unwrap();
		fs::write(&entry, b"damaged").unwrap();
		let challenge = house.ask(NOW);
		let visit = house.answer(&challenge, &Right::Own);
		assert!(house.tries(&visit, NOW).is_err());
		assert_eq!(house.logged(), 1);
		fs::write(&entry, content).unwrap();
		assert!(house.visit(&Right::Own, NOW).is_ok());
	}

	#[test]
	fn open_a_second_gateway_of_the_same_device_and_resource() {
		let house = house(Vec::new());
		let open = |resource| Gate::open(house.folder.path(), house.key.clone(), GENESIS, resource);
		assert!(matches!(open(LIFT), Err(AccessError::File { .. })));
		assert!(open(8).is_ok());
		drop(house.gate);
		let again = Gate::open(house.folder.path(), house.key.clone(), GENESIS, LIFT);
		assert!(again.is_ok());
	}
}
