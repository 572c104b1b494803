//! The lift: a technician of another domain is let in, hands a part of the right on, and everything ends at once.

use crate::{mock::*, ResourceChange, StateChange};
use frame_support::assert_ok;
use jmt_primitives::{
	access::{
		Action, Authority, By, Condition, Decision, Delegation, Holder, Reason, Subject, Who,
		Window,
	},
	JMT,
};

const HOUR: u64 = 3_600_000;

#[test]
fn alices_lift_lets_in_a_technician_and_a_subcontractor_until_it_does_not() {
	ExtBuilder.build_and_execute(|| {
		// Alice's house trusts bob's firm until ten. Its devices open the lift on weekdays from seven to six, a stolen
		// one never; riding costs.
		let work =
			Condition::Time(vec![Window::Weekly { from: 420, to: 1_080 }].try_into().unwrap());
		let stolen = device(STRAY);
		let id =
			lift(vec![deny(Who::Device(stolen)), on(priced(allow(Who::TrustedBy(1)), JMT), work)]);
		let technician = Subject::Device(device(PHONE));

		// It is Monday, nine o'clock: the state is good for ten minutes.
		let decision = decide(id, technician.clone(), Authority::Own);
		let Decision::Allow(allowed) = decision else { panic!("the technician is let in") };
		assert_eq!((allowed.by, allowed.until), (By::Rule(1), NOW + 600_000));
		let paid = free(&alice());
		let (open, own) = (Action::OPEN, Authority::Own);
		assert_ok!(Access::use_right(by(bob()), id, technician.clone(), open, own, 1, JMT));
		assert_eq!(free(&alice()), paid + JMT);

		// The stolen phone is refused by name, a stranger because no domain is trusted.
		let refused = |subject| decide(id, subject, Authority::Own).reason();
		assert_eq!(refused(Subject::Device(stolen)), Some(Reason::DeniedByRule));
		assert_eq!(refused(Subject::Account(carol())), Some(Reason::NotTrusted));

		// Bob gets a right of his own and hands a part on to carol, who is in no domain.
		let bobs = grant_to(alice(), id, None, bob());
		let carols =
			grant(bob(), id, Some(bobs), Holder::Account(carol()), scope(), Delegation::Kept);
		let as_carol = |grant| decide(id, Subject::Account(carol()), Authority::Grant(grant));
		assert!(as_carol(carols).is_allow());
		// She does not borrow bob's, nor does he lend it by being asked.
		assert_eq!(as_carol(bobs).reason(), Some(Reason::NotHolder));

		// At ten the trust ends, the grant does not.
		set_time(NOW + HOUR + 1);
		let ask = |authority| decide(id, technician.clone(), authority).reason();
		assert_eq!(ask(Authority::Own), Some(Reason::TrustExpired));
		assert!(as_carol(carols).is_allow());

		// Alice revokes bob's, and carol is out by the same write.
		assert_ok!(Access::revoke(by(alice()), bobs));
		assert_eq!(as_carol(carols).reason(), Some(Reason::GrantRevoked));

		// Whatever happens, the domain freezes the lift.
		let freeze = ResourceChange::State(StateChange::Freeze);
		assert_ok!(Access::set_resource(by(dave()), id, freeze));
		assert_eq!(as_carol(carols).reason(), Some(Reason::ResourceClosed));
	});
}
