use crate::{mock::*, DeniedBy, Error, Event, Grants, HoldReason};
use codec::MaxEncodedLen;
use frame_support::{
	assert_noop, assert_ok,
	dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
};
use jmt_primitives::{
	access::{
		Actions, Delegation, Grant, GrantId, Holder, Reason, ResourceId, Scope, Window, MAX_DEPTH,
	},
	cell::Cell,
	domains::Reach,
	AccountId, Balance,
};

fn deposit() -> Balance {
	ITEM + BYTE * (16 + Grant::max_encoded_len()) as Balance // cast: widening
}

/// Grants to dave what may be handed on.
fn try_grant(
	issuer: AccountId,
	resource: ResourceId,
	parent: Option<GrantId>,
	scope: Scope,
) -> DispatchResultWithPostInfo {
	let holder = Holder::Account(dave());
	Access::grant(by(issuer), resource, parent, holder, scope, Delegation::Allowed)
}

fn cells(texts: &[&str]) -> jmt_primitives::access::Cells {
	let cells: Vec<Cell> = texts.iter().map(|text| text.parse().unwrap()).collect();
	cells.try_into().unwrap()
}

#[test]
fn it_stores_a_root_of_the_owners_and_a_child_of_its_holders() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		assert_ok!(Access::revoke_all(by(alice()), id));
		take_events();
		let root = grant_to(alice(), id, None, bob());
		let child_scope = Scope { uses: Some(3), actions: Actions(1), ..scope() };
		let holder = Holder::Device(device(STRAY));
		let child =
			grant(bob(), id, Some(root), holder.clone(), child_scope.clone(), Delegation::Kept);
		let stored_root = Grant {
			resource: id,
			parent: None,
			depth: 1,
			issuer: alice(),
			holder: Holder::Account(bob()),
			scope: scope(),
			delegation: Delegation::Allowed,
			epoch: 1,
			pass_epoch: 0,
			revoked: None,
			children: 1,
			payer: alice(),
			deposit: deposit(),
		};
		assert_eq!(stored(root), stored_root);
		assert_eq!(
			stored(child),
			Grant {
				parent: Some(root),
				depth: 2,
				issuer: bob(),
				holder: holder.clone(),
				scope: child_scope,
				delegation: Delegation::Kept,
				children: 0,
				payer: bob(),
				..stored_root
			}
		);
		for who in [alice(), bob()] {
			assert_eq!(held(HoldReason::Grant, &who), deposit());
		}
		let told = |grant, parent, depth, holder| Event::Granted {
			grant,
			resource: id,
			parent,
			depth,
			holder,
			deposit: deposit(),
		};
		assert_eq!(
			take_events(),
			[told(root, None, 1, Holder::Account(bob())), told(child, Some(root), 2, holder)]
		);
		assert_eq!(Access::grant_chain(child), [(child, stored(child)), (root, stored(root))]);
		assert_eq!(Access::grant_chain(child + 1), []);
	});
}

#[test]
fn it_is_handed_on_by_the_owner_of_a_device_and_an_authority_of_a_domain() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let to = |holder| grant(alice(), id, None, holder, scope(), Delegation::Allowed);
		let phone = to(Holder::Device(device(PHONE)));
		let domain = to(Holder::Domain { domain: 2, reach: Reach::Exact });
		for parent in [phone, domain] {
			assert_ok!(try_grant(bob(), id, Some(parent), scope()));
			assert_noop!(try_grant(carol(), id, Some(parent), scope()), Error::<Test>::NotHolder);
		}
		make_admin(2, carol());
		assert_ok!(try_grant(carol(), id, Some(domain), scope()));
	});
}

#[test]
fn it_goes_eight_deep_and_costs_what_it_climbed() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let mut parent = None;
		let mut last = None;
		for depth in 1..=8 {
			let holder = Holder::Account(alice());
			let info = Access::grant(by(alice()), id, parent, holder, scope(), Delegation::Allowed);
			let weight = info.unwrap().actual_weight.unwrap();
			assert!(last < Some(weight.ref_time()), "a deeper one costs more");
			last = Some(weight.ref_time());
			parent = Some(crate::NextGrant::<Test>::get() - 1);
			assert_eq!(u32::from(stored(parent.unwrap()).depth), depth);
		}
		assert_eq!(Access::grant_chain(parent.unwrap()).len(), MAX_DEPTH as usize);
		let call = RuntimeCall::Access(crate::Call::grant {
			resource: id,
			parent,
			holder: Holder::Account(alice()),
			scope: scope(),
			delegation: Delegation::Kept,
		});
		assert_eq!(last, Some(call.get_dispatch_info().call_weight.ref_time()));
		assert_noop!(try_grant(alice(), id, parent, scope()), Error::<Test>::TooDeep);
	});
}

#[test]
fn it_may_say_less_in_each_field() {
	ExtBuilder.build_and_execute(|| {
		let id = make(1, None);
		let wide = Scope { uses: Some(5), cells: cells(&["85283473fffffff"]), ..scope() };
		let root =
			grant(alice(), id, None, Holder::Account(bob()), wide.clone(), Delegation::Allowed);
		for narrow in [
			wide.clone(),
			Scope { actions: Actions::NONE, ..wide.clone() },
			Scope { expires: wide.expires - 1, ..wide.clone() },
			Scope { not_before: wide.not_before + 1, ..wide.clone() },
			Scope { uses: Some(4), ..wide.clone() },
			Scope { cells: cells(&["862834707ffffff"]), ..wide.clone() },
			// Windows are not compared: the decision asks all.
			Scope {
				windows: vec![Window::Weekly { from: 0, to: 1 }].try_into().unwrap(),
				..wide.clone()
			},
		] {
			assert_ok!(try_grant(bob(), id, Some(root), narrow));
		}
	});
}

mod reject {
	use super::*;
	use sp_runtime::{DispatchError, TokenError};

	fn denied(reason: Reason) -> Error<Test> {
		Error::Denied(DeniedBy(reason))
	}

	#[test]
	fn it_refuses_roots_of_others_than_the_owner() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			for who in [bob(), dave()] {
				assert_noop!(try_grant(who, id, None, scope()), Error::<Test>::NotOwner);
			}
			assert_noop!(try_grant(alice(), id + 1, None, scope()), Error::<Test>::UnknownResource);
		});
	}

	#[test]
	fn it_refuses_a_parent_that_is_not_there() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			// The number that this grant, or a later one, would get.
			for parent in [1, 2] {
				assert_noop!(
					try_grant(alice(), id, Some(parent), scope()),
					Error::<Test>::UnknownGrant
				);
			}
			let other = make(1, None);
			let root = grant_to(alice(), other, None, alice());
			assert_noop!(try_grant(alice(), id, Some(root), scope()), Error::<Test>::UnknownGrant);
		});
	}

	#[test]
	fn it_refuses_others_than_the_holder_the_owner_of_the_resource_included() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let root = grant_to(alice(), id, None, bob());
			for who in [alice(), carol()] {
				assert_noop!(try_grant(who, id, Some(root), scope()), Error::<Test>::NotHolder);
			}
		});
	}

	#[test]
	fn it_refuses_to_hand_on_what_is_kept() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let holder = Holder::Account(bob());
			let root = grant(alice(), id, None, holder, scope(), Delegation::Kept);
			assert_noop!(try_grant(bob(), id, Some(root), scope()), denied(Reason::MayNotDelegate));
		});
	}

	#[test]
	fn it_refuses_a_parent_that_is_over_itself_or_by_one_above() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let root = grant_to(alice(), id, None, bob());
			let child = grant_to(bob(), id, Some(root), carol());
			let early = Scope { expires: NOW + 5, ..scope() };
			let holder = Holder::Account(carol());
			let short = grant(bob(), id, Some(root), holder, early.clone(), Delegation::Allowed);
			set_time(NOW + 5);
			assert_ok!(try_grant(carol(), id, Some(short), early.clone()));
			set_time(NOW + 6);
			let late = Scope { expires: NOW + 6, ..early };
			assert_noop!(try_grant(carol(), id, Some(short), late), denied(Reason::GrantExpired));
			assert_ok!(Access::revoke(by(alice()), root));
			assert_noop!(
				try_grant(carol(), id, Some(child), scope()),
				denied(Reason::GrantRevoked)
			);
			let root = grant_to(alice(), id, None, bob());
			assert_ok!(Access::revoke_all(by(alice()), id));
			assert_noop!(try_grant(bob(), id, Some(root), scope()), denied(Reason::GrantRevoked));
		});
	}

	/// A suspended holder would hand its right on to somebody who is not.
	#[test]
	fn it_refuses_a_holder_that_is_not_active_with_all_its_domains() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let to = |holder| grant(alice(), id, None, holder, scope(), Delegation::Allowed);
			register(5, bob(), Some(2));
			make_domain(4, bob(), Some(2));
			let below = register(6, bob(), Some(4));
			let paused = register(7, bob(), None);
			let (of_phone, of_other) =
				(to(Holder::Device(device(PHONE))), to(Holder::Device(device(5))));
			let (of_below, of_paused) = (to(Holder::Device(below)), to(Holder::Device(paused)));
			let of_domain = to(Holder::Domain { domain: 4, reach: Reach::Below });
			let of_account = to(Holder::Account(bob()));
			let all = [of_phone, of_other, of_below, of_paused, of_domain, of_account];
			for parent in all {
				assert_ok!(try_grant(bob(), id, Some(parent), scope()));
			}
			let refused = |parent, reason| {
				assert_noop!(try_grant(bob(), id, Some(parent), scope()), denied(reason));
			};
			Devices::mutate(|devices| devices.get_mut(&paused).unwrap().paused = true);
			refused(of_paused, Reason::SubjectInactive);
			suspend_device(device(PHONE));
			refused(of_phone, Reason::SubjectInactive);
			assert_ok!(try_grant(bob(), id, Some(of_other), scope()));
			// The one above suspends all that is below.
			suspend(2);
			for parent in [of_other, of_below, of_domain] {
				refused(parent, Reason::DomainSuspended);
			}
			// An account is in no domain, and what was handed on before stands until it is revoked.
			assert_ok!(try_grant(bob(), id, Some(of_account), scope()));
			assert_eq!(stored(of_phone).children, 1);
			// One that is gone has nobody who acts for it.
			Devices::mutate(|devices| devices.remove(&paused));
			assert_noop!(try_grant(bob(), id, Some(of_paused), scope()), Error::<Test>::NotHolder);
		});
	}

	#[test]
	fn it_refuses_what_is_wider_in_any_field() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let narrow = Scope {
				actions: Actions(0b101),
				uses: Some(5),
				cells: cells(&["85283473fffffff"]),
				..scope()
			};
			let holder = Holder::Account(bob());
			let root = grant(alice(), id, None, holder, narrow.clone(), Delegation::Allowed);
			for wide in [
				Scope { actions: Actions(0b111), ..narrow.clone() },
				Scope { expires: narrow.expires + 1, ..narrow.clone() },
				Scope { not_before: narrow.not_before - 1, ..narrow.clone() },
				Scope { uses: Some(6), ..narrow.clone() },
				Scope { uses: None, ..narrow.clone() },
				Scope { cells: cells(&["8428347ffffffff"]), ..narrow.clone() },
				Scope { cells: cells(&["85283473fffffff", "8528347bfffffff"]), ..narrow.clone() },
				Scope { cells: Default::default(), ..narrow.clone() },
			] {
				assert_noop!(
					try_grant(bob(), id, Some(root), wide),
					Error::<Test>::WiderThanParent
				);
			}
			// A root speaks of the resource's actions only.
			let beyond = Scope { actions: Actions::ALL, ..scope() };
			assert_noop!(try_grant(alice(), id, None, beyond), Error::<Test>::WiderThanParent);
		});
	}

	#[test]
	fn it_refuses_an_end_that_has_passed_and_a_scope_without_a_moment() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let over = Scope { not_before: 0, expires: NOW - 1, ..scope() };
			assert_noop!(try_grant(alice(), id, None, over), Error::<Test>::Ended);
			let last = Scope { not_before: NOW, expires: NOW, ..scope() };
			assert_ok!(try_grant(alice(), id, None, last));
			let window = |window| vec![window].try_into().unwrap();
			for empty in [
				Scope { not_before: NOW + 2, expires: NOW + 1, ..scope() },
				Scope { windows: window(Window::Weekly { from: 3, to: 3 }), ..scope() },
				Scope { windows: window(Window::Weekly { from: 0, to: 10_080 }), ..scope() },
				Scope { windows: window(Window::Dates { from: 2, to: 1 }), ..scope() },
			] {
				assert_noop!(try_grant(alice(), id, None, empty), Error::<Test>::BadScope);
			}
		});
	}

	#[test]
	fn it_refuses_an_account_without_the_deposit_and_calls_without_an_account() {
		ExtBuilder.build_and_execute(|| {
			let id = make(1, None);
			let root = grant_to(alice(), id, None, pauper());
			assert_noop!(
				try_grant(pauper(), id, Some(root), scope()),
				TokenError::FundsUnavailable
			);
			assert_eq!(stored(root).children, 0);
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				let holder = Holder::Account(bob());
				assert_noop!(
					Access::grant(origin, id, None, holder, scope(), Delegation::Kept),
					DispatchError::BadOrigin
				);
			}
			assert_eq!(Grants::<Test>::iter().count(), 1);
		});
	}
}
