//! Attacks on the pallet, and how each is refused. Those on a decision stand with the evaluator.

use crate::{
	mock::*, DeniedBy, Error, PolicyAt, ResourceChange, ResourcePermit, StateChange, Uses,
};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	access::{signed, Action, Actions, Authority, Delegation, Holder, Reason, Subject, Who},
	AccountId, Signature, JMT,
};
use sp_core::{sr25519, Pair};

fn phone() -> Subject {
	Subject::Device(device(PHONE))
}

fn denied(reason: Reason) -> Error<Test> {
	Error::Denied(DeniedBy(reason))
}

/// The use of a grant of bob's, by bob.
fn try_use(id: u64, authority: Authority) -> sp_runtime::DispatchResult {
	let subject = Subject::Account(bob());
	let done = Access::use_right(by(bob()), id, subject, Action::OPEN, authority, 1, JMT);
	done.map(|_| ()).map_err(|failed| failed.error)
}

#[test]
fn revoking_and_using_in_one_block_goes_by_their_order() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![]);
		let grant = grant_to(alice(), id, None, bob());
		assert_ok!(try_use(id, Authority::Grant(grant)));
		assert_ok!(Access::revoke(by(alice()), grant));
		assert_noop!(try_use(id, Authority::Grant(grant)), denied(Reason::GrantRevoked));
		let grant = grant_to(alice(), id, None, bob());
		assert_ok!(Access::revoke(by(alice()), grant));
		assert_noop!(try_use(id, Authority::Grant(grant)), denied(Reason::GrantRevoked));
	});
}

#[test]
fn a_stranger_borrows_no_trust() {
	ExtBuilder.build_and_execute(|| {
		// Neither by a resource in the domain,
		let (all, none) = (all_actions(), Actions::NONE);
		let create =
			|permit| Access::create_resource(by(carol()), 1, permit, None, None, all, none, None);
		assert_noop!(create(None), Error::<Test>::NotDomainAuthority);
		// nor by a permit that an authority of a suspended domain signs,
		let authority = sr25519::Pair::from_seed(&[9; 32]);
		let account = AccountId::new(authority.public().0);
		make_admin(1, account.clone());
		let message = signed::permit(&genesis(), &carol(), 1, NOW);
		let signature = Signature::Sr25519(authority.sign(&message));
		let permit = ResourcePermit { expires: NOW, authority: account, signature };
		suspend(1);
		assert_noop!(create(Some(permit)), Error::<Test>::DomainNotActive);
		// nor by a policy of a domain of its own.
		make_domain(9, carol(), None);
		let at = PolicyAt::New { domain: 9 };
		assert_noop!(
			Access::set_policy(by(carol()), at, body(vec![allow(Who::TrustedBy(1))])),
			Error::<Test>::NotTrusting
		);
	});
}

#[test]
fn a_service_does_not_lend_its_rights() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![allow(Who::Device(device(PHONE)))]);
		let services = grant_to(alice(), id, None, bob());
		let strangers = grant_to(alice(), id, None, carol());
		let stranger = || Subject::Account(carol());
		let refused = |subject, authority| decide(id, subject, authority).reason();
		assert_eq!(refused(stranger(), Authority::Own), Some(Reason::NoRule));
		let grant = Authority::Grant(services);
		assert_eq!(refused(stranger(), grant), Some(Reason::NotHolder));
		let grant = Authority::Grant(strangers);
		assert_eq!(refused(Subject::Account(bob()), grant), Some(Reason::NotHolder));
	});
}

#[test]
fn a_price_that_rises_before_the_use_is_not_paid() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![priced(allow(Who::Anybody), JMT)]);
		let at = PolicyAt::Replace(resource(id).policy.unwrap());
		let dearer = body(vec![priced(allow(Who::Anybody), 2 * JMT)]);
		assert_ok!(Access::set_policy(by(alice()), at, dearer));
		assert_noop!(try_use(id, Authority::Own), Error::<Test>::PriceTooHigh);
		// To nothing, and it is not counted as paid.
		assert_ok!(Access::set_policy(by(alice()), at, body(vec![allow(Who::Anybody)])));
		assert_ok!(try_use(id, Authority::Own));
		assert_eq!(Uses::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_owner_that_is_gone_leaves_a_resource_that_its_domain_freezes_and_nothing_else() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![allow(Who::Anybody)]);
		let policy = resource(id).policy.unwrap();
		let freeze = ResourceChange::State(StateChange::Freeze);
		assert_ok!(Access::set_resource(by(dave()), id, freeze));
		let at = PolicyAt::Replace(policy);
		assert_noop!(Access::set_policy(by(dave()), at, body(vec![])), Error::<Test>::NotOwner);
		let holder = Holder::Account(dave());
		assert_noop!(
			Access::grant(by(dave()), id, None, holder, scope(), Delegation::Kept),
			Error::<Test>::NotOwner
		);
		// It lifts its own freeze, and the resource stays shut.
		let open = ResourceChange::State(StateChange::Open);
		assert_ok!(Access::set_resource(by(dave()), id, open.clone()));
		assert_noop!(Access::set_resource(by(dave()), id, open), Error::<Test>::NotOwner);
		let decision = decide(id, phone(), Authority::Own);
		assert_eq!(decision.reason(), Some(Reason::ResourceClosed));
	});
}

#[test]
fn a_device_that_was_sold_or_suspended_uses_nothing_for_its_old_owner() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![allow(Who::OwnedBy(bob()))]);
		let attempt = |who| {
			let own = Authority::Own;
			let done = Access::use_right(by(who), id, phone(), Action::OPEN, own, 1, 0);
			done.map(|_| ()).map_err(|failed| failed.error)
		};
		assert_ok!(attempt(bob()));
		register(PHONE, carol(), Some(2));
		assert_noop!(attempt(bob()), Error::<Test>::NotSubjectOwner);
		assert_noop!(attempt(carol()), denied(Reason::NoRule));
		register(PHONE, bob(), Some(2));
		suspend_device(device(PHONE));
		assert_noop!(attempt(bob()), denied(Reason::SubjectInactive));
		register(PHONE, bob(), Some(2));
		suspend(2);
		assert_noop!(attempt(bob()), denied(Reason::DomainSuspended));
	});
}

#[test]
fn a_suspended_grandparent_of_the_resource_shuts_it() {
	ExtBuilder.build_and_execute(|| {
		make_domain(5, alice(), Some(3));
		let policy = write(1, vec![allow(Who::Anybody)]);
		let id = make(5, Some(policy));
		assert!(decide(id, phone(), Authority::Own).is_allow());
		suspend(1);
		let decision = decide(id, phone(), Authority::Own);
		assert_eq!(decision.reason(), Some(Reason::DomainSuspended));
	});
}
