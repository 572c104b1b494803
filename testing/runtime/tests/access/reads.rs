//! How much a decision reads, at most and as a rule, and what a revocation costs however much hangs below.

use super::{
	plant::{account, grant, plant_device, plant_domains, plant_resource, rule, under_grant},
	stage::{bob, policy, Stage},
};
use frame_support::{
	assert_ok,
	dispatch::{GetDispatchInfo, RawOrigin},
	traits::UnfilteredDispatchable,
};
use jmt_primitives::{
	access::{
		Action, Approval, Area, Authority, Condition, Counted, Counting, Decision, Effect, Grant,
		GrantId, Holder, Limit, Reason, Request, Rule, Subject, Who, MAX_DEPTH as MAX_GRANTS,
		MAX_RULES,
	},
	cell::Cell,
	domains::{DomainId, Link, Reach, MAX_DEPTH},
	units::Level,
	DeviceId, Hash,
};
use jmt_runtime::{Access, Runtime, RuntimeCall, RuntimeEvent, Timestamp};
use jmt_runtime_harness::{
	counter::{count, entries, Access as Reached},
	device::Device,
	Chain,
};
use pallet_access::{Call, Event};
use sp_core::hexdisplay::HexDisplay;
use sp_io::hashing::twox_128;
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};
use sp_runtime::Weight;

/// Items that a decision reads at most: resource and policy, three of the subject, two paths of eight domains, four
/// times eight links, eight grants, seven approvals, and uses, place and root of trust.
const MOST: usize = 2 + 3 + 16 + 32 + 8 + 7 + 3;

/// In the ordinary case.
const ORDINARY: usize = 12;

/// The first domain of the subject's path, and of the resource's.
const OWN: DomainId = 11;
const HOST: DomainId = 1;

/// Decides. Returns what it read of pallets of ours: time, block and genesis are the block's own, which every
/// transaction has read.
fn decide(chain: &mut Chain, request: &Request) -> (Decision, usize) {
	let own = ["Access", "Devices", "ZkVerifier"];
	let own = own.map(|pallet| HexDisplay::from(&twox_128(pallet.as_bytes())).to_string());
	let (decision, read) = chain.read(|| entries(|| Access::decide(request)));
	let read = read.iter().filter(|key| own.iter().any(|pallet| key.contains(pallet.as_str())));
	(decision, read.count())
}

/// Rules that look at all that such rules may, each of which is false but for the last, about a place that is unknown.
/// Rules that deny ask neither for approvals nor for uses.
fn worst(effect: Effect) -> Vec<Rule> {
	let trusting = (HOST + 4..HOST + 8).map(|domain| rule(effect, Who::TrustedBy(domain), vec![]));
	let mut rules: Vec<Rule> = trusting.collect();
	let level = Condition::Level(Level::Two);
	if effect == Effect::Allow {
		let approvers = (1..=7).map(account).collect::<Vec<_>>().try_into().expect("seven");
		let approvals = Condition::Approvals { least: 7, of: approvers };
		rules.push(rule(effect, Who::Anybody, vec![approvals]));
		let limit = Limit { most: 9, window: 60_000, counting: Counting::OnChain };
		rules.push(rule(effect, Who::Anybody, vec![Condition::Uses(limit), level]));
	} else {
		rules.push(rule(effect, Who::Anybody, vec![level]));
	}
	let stranger = rule(effect, Who::Device(DeviceId(Hash::zero())), Vec::new());
	rules.resize(MAX_RULES as usize - 1, stranger);
	let cell = Cell::new(0x0892_8308_2803_ffff).expect("it is a cell");
	let area = Area { cells: vec![cell].try_into().expect("one"), minutes: 10, by: HOST };
	rules.push(rule(effect, Who::Anybody, vec![Condition::Place(area)]));
	rules
}

/// A chain with the worst that a decision about the phone can meet: its unit, its eight domains, and links that end
/// too early, the resource's eight domains, and all of seven approvals but the last.
fn plant_worst(rules: Vec<Rule>, authority: Authority) -> (Chain, Request) {
	let mut chain = Stage::new().chain.unchecked();
	let (genesis, now) = (chain.genesis_hash(), chain.read(Timestamp::get));
	let phone = Device::number(77);
	let request = Request::new(1, Action::OPEN, Subject::Device(phone.id), authority);
	chain.read(|| {
		plant_domains(HOST, MAX_DEPTH);
		plant_domains(OWN, MAX_DEPTH);
		plant_device(&phone, OWN + DomainId::from(MAX_DEPTH) - 1, now);
		plant_resource(HOST + DomainId::from(MAX_DEPTH) - 1, None, policy(rules));
		for from in HOST + 4..HOST + 8 {
			for to in OWN..OWN + DomainId::from(MAX_DEPTH) {
				let link =
					Link { reach: Reach::Below, expires: now - 1, payer: account(1), deposit: 0 };
				pallet_devices::Trust::<Runtime>::insert(from, to, link);
			}
		}
		for number in 1..=7u8 {
			let until = if number == 7 { now - 1 } else { now + 60_000 };
			let key = (request.hash(&genesis), account(number));
			pallet_access::Approvals::<Runtime>::insert(1, key, Approval { until, deposit: 0 });
		}
	});
	(chain, request)
}

/// Eight grants, the last one the phone's, each with this limit.
fn plant_grants(chain: &mut Chain, uses: Option<u32>) -> GrantId {
	let phone = Device::number(77).id;
	chain.read(|| {
		for depth in 1..=MAX_GRANTS as u8 {
			let id = GrantId::from(depth);
			let parent = id.checked_sub(1).filter(|id| *id > 0);
			let grant = grant(parent, depth, Holder::Device(phone), uses);
			pallet_access::Grants::<Runtime>::insert(id, grant);
			let counted = Counted::Grant(id);
			pallet_access::Uses::<Runtime>::insert(1, counted, under_grant(1, account(1)));
		}
	});
	MAX_GRANTS.into()
}

#[test]
fn a_decision_by_rules_reads_no_more_than_said() {
	let (mut chain, request) = plant_worst(worst(Effect::Allow), Authority::Own);
	let (decision, read) = decide(&mut chain, &request);
	println!("by rules at the bound: {read} items, {decision:?}");
	assert!(!decision.is_allow());
	assert!(read <= MOST, "{read}");
	// It met what it should: paths, links, approvals, unit.
	assert!(read > 16 + 32 + 7, "{read}");
}

/// Deny rules are asked beside the grants, and are the dearest: what is not known counts.
#[test]
fn a_decision_by_grants_reads_no_more_than_said() {
	let (mut chain, request) = plant_worst(worst(Effect::Deny), Authority::Grant(8));
	plant_grants(&mut chain, None);
	let (decision, read) = decide(&mut chain, &request);
	println!("by grants at the bound: {read} items, {decision:?}");
	assert_eq!(decision.reason(), Some(Reason::PlaceUnproven));
	assert!(read >= 16 + 32 + 8, "{read}");
	// A limit on each of eight grants is an item each.
	plant_grants(&mut chain, Some(100));
	let (again, limited) = decide(&mut chain, &request);
	println!("with a limit on each grant: {limited} items");
	assert_eq!(again, decision);
	assert_eq!(limited, read + MAX_GRANTS as usize);
	assert!(limited <= MOST, "{limited}");
}

/// A technician of another firm, two domains deep, whom the house trusts, at a lift of the second floor.
#[test]
fn an_ordinary_decision_reads_twelve_items() {
	let mut chain = Stage::new().chain.unchecked();
	let now = chain.read(Timestamp::get);
	let phone = Device::number(77);
	let request = Request::new(1, Action::OPEN, Subject::Device(phone.id), Authority::Own);
	chain.read(|| {
		plant_domains(HOST, 2);
		plant_domains(OWN, 2);
		plant_device(&phone, OWN + 1, now);
		let rules = vec![
			rule(Effect::Deny, Who::Device(DeviceId(Hash::zero())), Vec::new()),
			rule(Effect::Allow, Who::TrustedBy(HOST), vec![Condition::Level(Level::One)]),
		];
		plant_resource(HOST + 1, None, policy(rules));
		let link =
			Link { reach: Reach::Below, expires: now + 60_000, payer: account(1), deposit: 0 };
		pallet_devices::Trust::<Runtime>::insert(HOST, OWN, link);
	});
	let (decision, read) = decide(&mut chain, &request);
	println!("in the ordinary case: {read} items");
	let Decision::Allow(allowed) = decision else { panic!("it is allowed: {decision:?}") };
	assert_eq!(allowed.until, now + 60_000);
	assert!(read <= ORDINARY, "{read}");
}

/// The cost of revoking the first of so many grants, each below the one before up to the eighth, then beside it.
fn revoking(branch: u64) -> (Reached, Weight) {
	let mut stage = Stage::new();
	let top = stage.grant(Alice, None, Holder::Account(Charlie.to_account_id()));
	let lift = stage.lift;
	let mut chain = stage.chain.unchecked();
	chain.read(|| {
		for number in 1..branch {
			let depth = (number + 1).min(MAX_GRANTS.into()) as u8;
			let parent = top + GrantId::from(depth) - 2;
			let holder = Holder::Account(Bob.to_account_id());
			let below = Grant { resource: lift, ..grant(Some(parent), depth, holder, None) };
			pallet_access::Grants::<Runtime>::insert(top + number, below);
		}
		pallet_access::Grants::<Runtime>::mutate(top, |grant| {
			grant.as_mut().expect("it is there").children = (branch - 1) as u32;
		});
	});
	let revoke = chain.signed(Alice, Call::revoke { grant: top });
	// The block that ends an epoch is full by itself.
	let (mut made, mut reached) = chain.counted_block(vec![revoke.clone()]);
	if made.results[0].is_err() {
		(made, reached) = chain.counted_block(vec![revoke]);
	}
	let made = made.all_good();
	let weight = made.events.iter().find_map(|event| match event {
		RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { dispatch_info })
			if dispatch_info.class == frame_support::dispatch::DispatchClass::Normal =>
		{
			Some(dispatch_info.weight)
		},
		_ => None,
	});
	let revoked = Event::GrantRevoked { grant: top, by: Alice.to_account_id() };
	let told = made
		.events
		.iter()
		.filter(|event| matches!(event, RuntimeEvent::Access(access) if *access == revoked));
	assert_eq!(told.count(), 1);
	// The last of the branch is dead all the same.
	if branch > 1 {
		let subject = Subject::Account(Bob.to_account_id());
		let by = Authority::Grant(top + branch - 1);
		let request = Request::new(lift, Action::OPEN, subject, by);
		let decision = chain.read(|| Access::decide(&request));
		assert_eq!(decision.reason(), Some(Reason::GrantRevoked));
	}
	(reached[0], weight.expect("it was carried out"))
}

#[test]
fn revoking_ten_thousand_costs_as_much_as_revoking_one() {
	let one = revoking(1);
	println!("revoking: {one:?}");
	assert_eq!(revoking(10_000), one);
}

/// Beside its event, which a remark with an event shows the writes of.
#[test]
fn revoking_writes_one_item() {
	let mut stage = Stage::new();
	let grant = stage.grant(Alice, None, Holder::Account(Charlie.to_account_id()));
	let mut writes = |call: RuntimeCall| {
		stage.chain.read(|| {
			let by = RawOrigin::Signed(Alice.to_account_id()).into();
			let (done, reached) = count(|| call.dispatch_bypass_filter(by));
			assert_ok!(done);
			reached.writes
		})
	};
	let event = writes(frame_system::Call::remark_with_event { remark: Vec::new() }.into());
	for call in [
		Call::bump_passes { grant },
		Call::revoke { grant },
		Call::revoke_all { resource: stage.lift },
	] {
		assert_eq!(writes(call.clone().into()), event + 1, "{call:?}");
	}
}

/// The weight of a use is the worst one, of which an ordinary one gets back what it did not need.
#[test]
fn an_ordinary_use_weighs_less_than_it_was_charged_for() {
	let mut stage = Stage::new();
	let call: RuntimeCall = stage.opening(bob(), Authority::Own).into();
	let charged = call.get_dispatch_info().total_weight();
	let made = stage.send(Bob, call);
	let mut weighed = made.events.iter().filter_map(|event| match event {
		RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { dispatch_info })
			if dispatch_info.class == frame_support::dispatch::DispatchClass::Normal =>
		{
			Some(dispatch_info.weight)
		},
		_ => None,
	});
	let weighed = weighed.next_back().expect("it was carried out");
	println!("a use is charged for {charged} and weighs {weighed}");
	assert!(weighed.ref_time() < charged.ref_time(), "{weighed} of {charged}");
}
