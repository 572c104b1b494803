use crate::{mock::*, Error, Event, HoldReason, Uses};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	access::{Action, Authority, Counted, Delegation, Holder, ResourceId, Scope, Subject, Who},
	Hash, JMT,
};

fn bobs() -> Subject {
	Subject::Account(bob())
}

/// Bob used it, by this authority.
fn use_it(id: ResourceId, authority: Authority) {
	assert_ok!(Access::use_right(by(bob()), id, bobs(), Action::OPEN, authority, 1, JMT));
	take_events();
}

#[test]
fn it_clears_uses_of_a_resource_that_is_gone() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![priced(allow(Who::Anybody), JMT)]);
		use_it(id, Authority::Own);
		assert_ok!(Access::close_resource(by(alice()), id));
		take_events();
		let (counted, released) = (Counted::Subject(bobs()), held(HoldReason::Uses, &bob()));
		assert!(released > 0);
		assert_ok!(Access::clear_uses(by(dave()), id, counted.clone()));
		let told = Event::UsesCleared { resource: id, counted, payer: bob(), released };
		assert_eq!(take_events(), [told]);
		assert_eq!(held(HoldReason::Uses, &bob()), 0);
		assert_eq!(Uses::<Test>::iter().count(), 0);
	});
}

#[test]
fn it_clears_uses_under_a_grant_that_is_gone() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![]);
		let limited = Scope { uses: Some(2), ..scope() };
		let grant = grant(alice(), id, None, Holder::Account(bob()), limited, Delegation::Kept);
		use_it(id, Authority::Grant(grant));
		let counted = Counted::Grant(grant);
		let clear = || Access::clear_uses(by(dave()), id, counted.clone());
		assert_noop!(clear(), Error::<Test>::ResourceExists);
		assert_ok!(Access::close_grant(by(alice()), grant));
		assert_ok!(clear());
		assert_eq!(held(HoldReason::Uses, &bob()), 0);
	});
}

mod reject {
	use super::*;
	use sp_runtime::DispatchError;

	#[test]
	fn it_refuses_uses_that_still_count_and_none() {
		ExtBuilder.build_and_execute(|| {
			let id = lift(vec![priced(allow(Who::Anybody), JMT)]);
			use_it(id, Authority::Own);
			let counted = Counted::Subject(bobs());
			for who in [bob(), alice()] {
				assert_noop!(
					Access::clear_uses(by(who), id, counted.clone()),
					Error::<Test>::ResourceExists
				);
			}
			// An enforcer's own counts are none of the chain's.
			let bought = Counted::Bought { subject: bobs(), action: Action::OPEN, series: 0 };
			for (id, counted) in [
				(id + 1, counted.clone()),
				(id, Counted::Grant(1)),
				(id, bought),
				(id, Counted::Block(Hash::zero())),
			] {
				assert_noop!(
					Access::clear_uses(by(bob()), id, counted),
					Error::<Test>::UnknownUses
				);
			}
			for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
				assert_noop!(
					Access::clear_uses(origin, id, counted.clone()),
					DispatchError::BadOrigin
				);
			}
		});
	}
}
