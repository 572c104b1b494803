//! Calls in one block, in safe mode and by proxies.

use super::stage::{bob, Stage, PRICE};
use frame_support::assert_ok;
use jmt_primitives::{
	access::{Action, Authority, By, Counted, Decision, Grant, Holder, Reason, Request, Subject},
	domains::DomainState,
};
use jmt_runtime::{
	configs::ProxyType, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SafeMode,
};
use pallet_access::{Call, DeniedBy, Error, Event, Grants, ResourceChange, Resources, Uses};
use sp_keyring::Sr25519Keyring::{Alice, Bob, Charlie};
use sp_runtime::{ApplyExtrinsicResult, DispatchError};

fn denied(reason: Reason) -> DispatchError {
	Error::<Runtime>::Denied(DeniedBy(reason)).into()
}

/// The decisions by which rights were used in a block.
fn used(events: Vec<RuntimeEvent>) -> Vec<(Authority, Decision)> {
	let used = |event| match event {
		RuntimeEvent::Access(Event::Used { authority, decision, .. }) => {
			Some((authority, decision))
		},
		_ => None,
	};
	events.into_iter().filter_map(used).collect()
}

/// Puts both into one block in this order.
fn both(
	stage: &mut Stage,
	first: (bool, RuntimeCall),
	second: (bool, RuntimeCall),
) -> Vec<ApplyExtrinsicResult> {
	let by = |is_owner| if is_owner { Alice } else { Bob };
	let calls = [first, second].map(|(is_owner, call)| stage.chain.signed(by(is_owner), call));
	stage.chain.include(calls.into()).results
}

#[test]
fn a_use_before_its_grant_is_revoked_counts_and_one_after_it_does_not() {
	let mut stage = Stage::new();
	let holder = Holder::Account(Bob.to_account_id());
	for revoked_first in [false, true] {
		let grant = stage.grant(Alice, None, holder.clone());
		let opening = (false, stage.opening(bob(), Authority::Grant(grant)).into());
		let revoking = (true, Call::revoke { grant }.into());
		let results = match revoked_first {
			false => both(&mut stage, opening, revoking),
			true => both(&mut stage, revoking, opening),
		};
		let expected: [ApplyExtrinsicResult; 2] = match revoked_first {
			false => [Ok(Ok(())), Ok(Ok(()))],
			true => [Ok(Ok(())), Ok(Err(denied(Reason::GrantRevoked)))],
		};
		assert_eq!(results, expected);
	}
}

/// A revoked parent ends what hangs below it, which is not touched.
#[test]
fn a_grandchild_of_a_revoked_grant_opens_nothing_in_the_same_block() {
	let mut stage = Stage::new();
	let top = stage.grant(Alice, None, Holder::Account(Charlie.to_account_id()));
	let middle = stage.grant(Charlie, Some(top), Holder::Account(Charlie.to_account_id()));
	let last = stage.grant(Charlie, Some(middle), Holder::Account(Bob.to_account_id()));
	let read = |stage: &mut Stage| -> Grant {
		stage.chain.read(|| Grants::<Runtime>::get(last)).expect("it is there")
	};
	let before = read(&mut stage);
	let opening = stage.opening(bob(), Authority::Grant(last));
	let made = stage.send(Bob, opening.clone());
	let [(_, Decision::Allow(allowed))] = &used(made.events)[..] else { panic!("it was used") };
	assert_eq!(allowed.by, By::Grants(vec![last, middle, top].try_into().expect("eight at most")));
	let results =
		both(&mut stage, (true, Call::revoke { grant: top }.into()), (false, opening.into()));
	assert_eq!(results, [Ok(Ok(())), Ok(Err(denied(Reason::GrantRevoked)))]);
	assert_eq!(read(&mut stage), before);
}

#[test]
fn a_use_is_paid_to_the_owner_of_the_resource_by_who_asks() {
	let mut stage = Stage::new();
	let owner = Alice.to_account_id();
	let before = stage.chain.balance(&owner);
	let opening = stage.opening(Subject::Device(stage.phone.id), Authority::Own);
	let made = stage.send(Bob, opening);
	let [(Authority::Own, Decision::Allow(allowed))] = &used(made.events)[..] else {
		panic!("it was used")
	};
	assert_eq!((&allowed.by, allowed.duties.price), (&By::Rule(0), PRICE));
	assert_eq!(stage.chain.balance(&owner), before + PRICE);
}

/// Uses that are bought before another device enforces are of the series that ends, those after it of the one that begins.
#[test]
fn uses_are_of_the_enforcer_under_which_they_are_bought_in_one_block_too() {
	for (enforcer_first, series) in [(false, 0), (true, 1)] {
		let mut stage = Stage::new();
		let opening = (false, stage.opening(bob(), Authority::Own).into());
		let change = ResourceChange::Enforcer(Some(stage.phone.id));
		let changing = (true, Call::set_resource { resource: stage.lift, change }.into());
		let results = match enforcer_first {
			false => both(&mut stage, opening, changing),
			true => both(&mut stage, changing, opening),
		};
		assert_eq!(results, [Ok(Ok(())), Ok(Ok(()))]);
		let lift = stage.lift;
		let (resource, uses) = stage.chain.read(|| {
			let counted = Counted::Subject(bob());
			(Resources::<Runtime>::get(lift), Uses::<Runtime>::get(lift, counted))
		});
		let (resource, uses) = (resource.expect("it is there"), uses.expect("it was counted"));
		assert_eq!((resource.series, uses.series), (1, series));
		let served = uses.total(Action::OPEN, resource.series);
		assert_eq!(served, u64::from(enforcer_first));
	}
}

#[test]
fn in_safe_mode_rights_end_and_are_not_used() {
	let mut stage = Stage::new();
	let grant = stage.grant(Alice, None, Holder::Account(Bob.to_account_id()));
	stage.chain.read(|| {
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
	});
	let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
	let opening = stage.opening(bob(), Authority::Grant(grant));
	let granting = stage.granting(None, Holder::Account(Bob.to_account_id()));
	let calls = [
		stage.chain.signed(Bob, opening),
		stage.chain.signed(Alice, granting),
		stage.chain.signed_after(Alice, 1, Call::revoke { grant }),
		stage.chain.signed_after(Alice, 2, Call::close_grant { grant }),
		stage.chain.signed_after(Alice, 3, Call::close_resource { resource: stage.lift }),
	];
	let results = stage.chain.include(calls.into()).results;
	let good: ApplyExtrinsicResult = Ok(Ok(()));
	assert_eq!(results, [Ok(Err(filtered)), Ok(Err(filtered)), good, good, good]);
	assert!(stage.chain.read(|| Grants::<Runtime>::get(grant)).is_none());
}

#[test]
fn a_proxy_for_devices_grants_and_one_for_staking_does_not() {
	let mut stage = Stage::new();
	for (proxy_type, expected) in [
		(ProxyType::Devices, Ok(())),
		(ProxyType::Staking, Err(frame_system::Error::<Runtime>::CallFiltered.into())),
	] {
		let delegate = Charlie.to_account_id().into();
		let add = pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 };
		stage.send(Alice, add);
		let call = Box::new(stage.granting(None, Holder::Account(Bob.to_account_id())).into());
		let real = Alice.to_account_id().into();
		let by_proxy = pallet_proxy::Call::proxy { real, force_proxy_type: Some(proxy_type), call };
		let made = stage.send(Charlie, by_proxy);
		let result = made.events.into_iter().find_map(|event| match event {
			RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
			_ => None,
		});
		assert_eq!(result, Some(expected), "{proxy_type:?}");
	}
}

#[test]
fn a_proxy_for_devices_pays_for_no_use() {
	let mut stage = Stage::new();
	let delegate = Charlie.to_account_id().into();
	let proxy_type = ProxyType::Devices;
	stage.send(Bob, pallet_proxy::Call::add_proxy { delegate, proxy_type, delay: 0 });
	let call = Box::new(stage.opening(bob(), Authority::Own).into());
	let real = Bob.to_account_id().into();
	let by_proxy = pallet_proxy::Call::proxy { real, force_proxy_type: None, call };
	let made = stage.send(Charlie, by_proxy);
	assert!(used(made.events.clone()).is_empty());
	let filtered = frame_system::Error::<Runtime>::CallFiltered.into();
	let executed = pallet_proxy::Event::ProxyExecuted { result: Err(filtered) };
	assert!(made.events.contains(&RuntimeEvent::Proxy(executed)), "{:?}", made.events);
}

/// Suspending one far above stops what is below, on the side of the resource and on that of the subject.
#[test]
fn a_suspended_grandparent_of_either_side_denies() {
	let mut stage = Stage::new();
	let middle = stage.below(stage.domain);
	let low = stage.below(middle);
	let lift = stage.create(low, None, Some(stage.policy));
	let (top, phone) = (stage.domain, stage.phone.id);
	let reason = |stage: &mut Stage, subject: Subject| {
		let asked = Request::new(lift, Action::READ, subject, Authority::Own);
		match super::ask(&mut stage.chain, "AccessApi_decide", asked) {
			Decision::Allow(_) => None,
			Decision::Deny(denied) => Some(denied.reason),
		}
	};
	assert_eq!(reason(&mut stage, Subject::Device(phone)), None);
	stage.send(Alice, pallet_devices::Call::suspend_domain { domain: top });
	assert_eq!(reason(&mut stage, Subject::Device(phone)), Some(Reason::DomainSuspended));
	assert_eq!(reason(&mut stage, bob()), Some(Reason::DomainSuspended));
	stage.send(Alice, pallet_devices::Call::resume_domain { domain: top });
	assert_eq!(reason(&mut stage, Subject::Device(phone)), None);

	// A domain of Bob's, the phone three below.
	let far = stage.chain.open_domain(Bob, jmt_primitives::JMT);
	let mut path = vec![far];
	for _ in 0..2 {
		let parent = path.last().copied();
		let next = stage.chain.read(pallet_devices::NextDomain::<Runtime>::get);
		let layer = jmt_primitives::domains::Layer::Device;
		let region = jmt_primitives::cell::Region::World;
		stage.send(Bob, pallet_devices::Call::create_domain { parent, layer, region });
		path.push(next);
	}
	let to = path.last().copied();
	stage.send(Bob, pallet_devices::Call::move_device { device: phone, to, permit: None });
	assert_eq!(reason(&mut stage, Subject::Device(phone)), None);
	stage.send(Bob, pallet_devices::Call::suspend_domain { domain: far });
	let state = stage.chain.read(|| pallet_devices::Domains::<Runtime>::get(path[2]));
	assert_eq!(state.map(|domain| domain.state), Some(DomainState::Active));
	assert_eq!(reason(&mut stage, Subject::Device(phone)), Some(Reason::DomainSuspended));
	assert_eq!(reason(&mut stage, bob()), None, "an account has no domain");
}

mod reject {
	use super::*;

	#[test]
	fn a_price_that_was_raised_in_the_same_block() {
		let mut stage = Stage::new();
		let who = jmt_primitives::access::Who::OwnedBy(Bob.to_account_id());
		let opens = [Action::OPEN].into_iter().collect();
		let body =
			super::super::stage::policy(vec![super::super::stage::allow(who, opens, PRICE + 1)]);
		let at = pallet_access::PolicyAt::Replace(stage.policy);
		let raise = (true, Call::set_policy { at, body }.into());
		let opening = (false, stage.opening(bob(), Authority::Own).into());
		let before = stage.chain.balance(&Bob.to_account_id());
		let results = both(&mut stage, raise, opening);
		let too_high: DispatchError = Error::<Runtime>::PriceTooHigh.into();
		assert_eq!(results, [Ok(Ok(())), Ok(Err(too_high))]);
		let paid = before - stage.chain.balance(&Bob.to_account_id());
		assert!(paid > 0 && paid < PRICE, "the fee alone was paid: {paid}");
	}

	#[test]
	fn a_grant_of_somebody_elses_resource() {
		let mut stage = Stage::new();
		let granting = stage.granting(None, Holder::Account(Bob.to_account_id()));
		let call = stage.chain.signed(Bob, granting);
		let refused: DispatchError = Error::<Runtime>::NotOwner.into();
		assert_eq!(stage.chain.include(vec![call]).results, [Ok(Err(refused))]);
	}
}
