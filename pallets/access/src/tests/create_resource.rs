use crate::{mock::*, Error, Event, HoldReason, NextResource, ResourcePermit, Resources};
use codec::MaxEncodedLen;
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	access::{signed, Action, Actions, PolicyId, Resource, ResourceState, Who, MAX_PERMIT_MS},
	cell::Cell,
	domains::DomainId,
	AccountId, Balance, DeviceId, Moment, Signature,
};
use sp_core::{sr25519, Pair};
use sp_runtime::DispatchResult;

fn deposit() -> Balance {
	ITEM + BYTE * (16 + Resource::max_encoded_len()) as Balance // cast: widening
}

/// Makes a resource with an enforcer and a policy, in a domain of the sender's.
fn create_with(
	who: AccountId,
	domain: DomainId,
	permit: Option<ResourcePermit>,
	enforcer: Option<DeviceId>,
	policy: Option<PolicyId>,
) -> DispatchResult {
	let fail_safe = Actions::from_iter([Action::CLOSE]);
	Access::create_resource(
		by(who),
		domain,
		permit,
		None,
		enforcer,
		all_actions(),
		fail_safe,
		policy,
	)
}

fn create(who: AccountId, domain: DomainId, permit: Option<ResourcePermit>) -> DispatchResult {
	create_with(who, domain, permit, None, None)
}

/// An authority whose key is known.
fn signer() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[9; 32])
}

fn signer_account() -> AccountId {
	AccountId::new(signer().public().0)
}

/// The signer's word that `owner` may make resources in `domain`.
fn permit(owner: AccountId, domain: DomainId, expires: Moment) -> ResourcePermit {
	let message = signed::permit(&genesis(), &owner, domain, expires);
	let signature = Signature::Sr25519(signer().sign(&message));
	ResourcePermit { expires, authority: signer_account(), signature }
}

#[test]
fn it_makes_a_resource_of_the_domains_owner_or_admin() {
	ExtBuilder.build_and_execute(|| {
		let policy = write(1, vec![allow(Who::Anybody)]);
		take_events();
		let cell: Cell = "89283082803ffff".parse().unwrap();
		assert_ok!(Access::create_resource(
			by(alice()),
			1,
			None,
			Some(cell),
			Some(device(LIFT)),
			all_actions(),
			Actions::from_iter([Action::CLOSE]),
			Some(policy),
		));
		assert_eq!(
			Resources::<Test>::get(1),
			Some(Resource {
				owner: alice(),
				domain: 1,
				place: Some(cell),
				enforcer: Some(device(LIFT)),
				actions: all_actions(),
				fail_safe: Actions::from_iter([Action::CLOSE]),
				policy: Some(policy),
				epoch: 0,
				series: 0,
				state: ResourceState::Open,
				deposit: deposit(),
			})
		);
		assert_eq!(held(HoldReason::Resource, &alice()), deposit());
		assert_eq!(
			take_events(),
			[Event::ResourceCreated { resource: 1, owner: alice(), domain: 1, deposit: deposit() }]
		);
		assert_eq!(crate::Policies::<Test>::get(policy).unwrap().resources, 1);
		// An admin, of a domain below as well.
		assert_ok!(create(dave(), 1, None));
		assert_ok!(create(dave(), 3, None));
		assert_eq!(Resources::<Test>::get(3).unwrap().owner, dave());
		assert_eq!(NextResource::<Test>::get(), 4);
	});
}

#[test]
fn it_takes_the_word_of_an_authority_for_a_stranger() {
	ExtBuilder.build_and_execute(|| {
		make_admin(1, signer_account());
		for (owner, expires) in [(carol(), NOW), (bob(), NOW + MAX_PERMIT_MS)] {
			assert_ok!(create(owner.clone(), 1, Some(permit(owner, 1, expires))));
		}
		// A permit is good for more than one resource of that owner.
		assert_ok!(create(carol(), 1, Some(permit(carol(), 1, NOW))));
		assert_eq!(Resources::<Test>::get(3).unwrap().owner, carol());
	});
}

#[test]
fn it_takes_a_policy_of_a_domain_above() {
	ExtBuilder.build_and_execute(|| {
		let policy = write(1, vec![allow(Who::Anybody)]);
		assert_ok!(create_with(alice(), 3, None, None, Some(policy)));
	});
}

mod reject {
	use super::*;
	use sp_runtime::{DispatchError, TokenError};

	#[test]
	fn it_refuses_a_domain_that_is_not_there_or_not_active() {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(create(alice(), 9, None), Error::<Test>::UnknownDomain);
			suspend(1);
			assert_noop!(create(alice(), 1, None), Error::<Test>::DomainNotActive);
			assert_noop!(create(alice(), 3, None), Error::<Test>::DomainNotActive);
		});
	}

	#[test]
	fn it_refuses_a_stranger_and_the_word_of_one() {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(create(carol(), 1, None), Error::<Test>::NotDomainAuthority);
			// An authority of the domain below is none.
			make_domain(4, carol(), Some(1));
			assert_noop!(create(carol(), 1, None), Error::<Test>::NotDomainAuthority);
			let word = permit(carol(), 1, NOW);
			assert_noop!(create(carol(), 1, Some(word)), Error::<Test>::NotDomainAuthority);
		});
	}

	#[test]
	fn it_refuses_a_permit_for_another_owner_or_domain_or_changed() {
		ExtBuilder.build_and_execute(|| {
			make_admin(1, signer_account());
			let wrong = [
				permit(bob(), 1, NOW),
				permit(carol(), 2, NOW),
				ResourcePermit { expires: NOW + 1, ..permit(carol(), 1, NOW) },
				ResourcePermit { authority: alice(), ..permit(carol(), 1, NOW) },
			];
			for word in wrong {
				assert_noop!(create(carol(), 1, Some(word)), Error::<Test>::BadPermit);
			}
			// Of the domain above, it is not for the one below.
			let above = permit(carol(), 1, NOW);
			assert_noop!(create(carol(), 3, Some(above)), Error::<Test>::BadPermit);
		});
	}

	#[test]
	fn it_refuses_a_permit_too_late_or_for_too_long() {
		ExtBuilder.build_and_execute(|| {
			make_admin(1, signer_account());
			let late = permit(carol(), 1, NOW - 1);
			assert_noop!(create(carol(), 1, Some(late)), Error::<Test>::PermitExpired);
			let long = permit(carol(), 1, NOW + MAX_PERMIT_MS + 1);
			assert_noop!(create(carol(), 1, Some(long)), Error::<Test>::ExpiresTooFar);
		});
	}

	#[test]
	fn it_refuses_an_enforcer_that_is_not_registered() {
		ExtBuilder.build_and_execute(|| {
			assert_noop!(
				create_with(alice(), 1, None, Some(device(77)), None),
				Error::<Test>::UnknownEnforcer
			);
		});
	}

	#[test]
	fn it_refuses_fail_safe_actions_beyond_its_own() {
		ExtBuilder.build_and_execute(|| {
			let (actions, beyond) = (Actions(0b101), Actions(0b111));
			assert_noop!(
				Access::create_resource(by(alice()), 1, None, None, None, actions, beyond, None),
				Error::<Test>::BeyondActions
			);
		});
	}

	#[test]
	fn it_refuses_a_policy_of_none_of_another_or_of_another_domain() {
		ExtBuilder.build_and_execute(|| {
			let refused = |who, domain, policy, error: Error<Test>| {
				assert_noop!(create_with(who, domain, None, None, Some(policy)), error);
			};
			refused(alice(), 1, 1, Error::UnknownPolicy);
			let policy = write(3, vec![]);
			// Another owner's, and one of a domain below.
			refused(dave(), 3, policy, Error::ForeignPolicy);
			refused(alice(), 1, policy, Error::ForeignPolicy);
		});
	}

	#[test]
	fn it_refuses_an_account_without_the_deposit_and_calls_without_an_account() {
		ExtBuilder.build_and_execute(|| {
			make_admin(1, pauper());
			assert_noop!(create(pauper(), 1, None), TokenError::FundsUnavailable);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let (all, none) = (all_actions(), Actions::NONE);
				assert_noop!(
					Access::create_resource(origin, 1, None, None, None, all, none, None),
					DispatchError::BadOrigin
				);
			}
		});
	}
}
