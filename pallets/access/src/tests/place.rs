//! Places that gateways vouch for on the chain: that the pallet reads the word and the bond, by uses of the phone.

use crate::{mock::*, DeniedBy, Error, Event};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::{
	access::{
		Action, Area, Authority, Condition, Decision, Delegation, Holder, Reason, ResourceId,
		Scope, Subject, Vouched, Who, GRANT_PLACE_MS,
	},
	cell::Cell,
	domains::DomainId,
	AccountId, DeviceId, Moment,
};
use sp_runtime::DispatchResult;

const MINUTE: Moment = 60_000;

/// Age of a word at most, by the tests' rules.
const MOST_AGE: Moment = 5 * MINUTE;

/// The cell of the phone, as fine as the chain takes it: resolution 5.
fn here() -> Cell {
	Cell::new(0x8928308280fffff).unwrap().parent(5).unwrap()
}

fn around(resolution: u8) -> Cell {
	here().parent(resolution).unwrap()
}

/// Of resolution 5, beside [`here`] and far away.
fn beside() -> Cell {
	Cell::new(0x891fb466257ffff).unwrap().parent(5).unwrap()
}

/// Somebody is in one of these cells by a gateway of domain 1.
fn area(cells: &[Cell]) -> Condition {
	let cells = cells.to_vec().try_into().unwrap();
	Condition::Place(Area { cells, minutes: 5, by: 1 })
}

/// A resource that opens for anybody who is in one of these cells.
fn opens_in(cells: &[Cell]) -> ResourceId {
	lift(vec![on(allow(Who::Anybody), area(cells))])
}

/// Registers a gateway of alice's, with a bond.
fn gateway(domain: Option<DomainId>) -> DeviceId {
	let gateway = register(4, alice(), domain);
	Bonds::mutate(|bonds| bonds.insert(gateway));
	gateway
}

/// The gateway vouches for the phone.
fn vouch(gateway: DeviceId, cell: Cell, at: Moment) {
	Places::mutate(|places| places.insert(device(PHONE), Vouched { gateway, cell, at }));
}

fn phone() -> Subject {
	Subject::Device(device(PHONE))
}

fn use_it(
	who: AccountId,
	resource: ResourceId,
	subject: Subject,
	authority: Authority,
) -> DispatchResult {
	let used = Access::use_right(by(who), resource, subject, Action::OPEN, authority, 1, 0);
	used.map(|_| ()).map_err(|failed| failed.error)
}

/// Bob's phone opens by its own right.
fn open(resource: ResourceId) -> DispatchResult {
	use_it(bob(), resource, phone(), Authority::Own)
}

/// The last moment of the use that was told of.
fn until() -> Moment {
	match &take_events()[..] {
		[Event::Used { decision: Decision::Allow(allowed), .. }] => allowed.until,
		other => panic!("{other:?}"),
	}
}

fn denied(reason: Reason) -> Error<Test> {
	Error::Denied(DeniedBy(reason))
}

#[test]
fn it_opens_inside_until_the_word_is_too_old() {
	ExtBuilder.build_and_execute(|| {
		vouch(gateway(Some(1)), here(), NOW - MINUTE);
		for cells in [vec![here()], vec![around(4)], vec![around(0)], vec![beside(), around(3)]] {
			let id = opens_in(&cells);
			take_events();
			assert_ok!(open(id));
			assert_eq!(until(), NOW - MINUTE + MOST_AGE, "{cells:?}");
		}
	});
}

#[test]
fn it_takes_the_word_up_to_its_last_moment_and_a_newer_one_after() {
	ExtBuilder.build_and_execute(|| {
		let (gateway, id) = (gateway(Some(1)), opens_in(&[here()]));
		vouch(gateway, here(), NOW);
		set_time(NOW + MOST_AGE);
		assert_ok!(open(id));
		set_time(NOW + MOST_AGE + 1);
		assert_noop!(open(id), denied(Reason::PlaceTooOld));
		vouch(gateway, here(), NOW + MOST_AGE + 1);
		assert_ok!(open(id));
	});
}

#[test]
fn it_takes_the_word_of_gateways_in_the_domain_and_below_it() {
	ExtBuilder.build_and_execute(|| {
		let id = opens_in(&[here()]);
		for (domain, reason) in
			[(Some(1), None), (Some(3), None), (Some(2), Some(19)), (None, Some(19))]
		{
			vouch(gateway(domain), here(), NOW);
			match reason.and_then(Reason::from_code) {
				None => {
					assert_ok!(open(id));
				},
				Some(reason) => {
					assert_noop!(open(id), denied(reason));
				},
			}
		}
	});
}

/// A rule that denies does so where the place is not known, too.
#[test]
fn it_denies_there_and_where_the_place_is_not_known() {
	ExtBuilder.build_and_execute(|| {
		let id = lift(vec![on(deny(Who::Anybody), area(&[around(4)])), allow(Who::Anybody)]);
		assert_noop!(open(id), denied(Reason::PlaceUnproven));
		let gateway = gateway(Some(1));
		vouch(gateway, here(), NOW);
		assert_noop!(open(id), denied(Reason::DeniedByRule));
		vouch(gateway, beside(), NOW);
		assert_ok!(open(id));
	});
}

/// A grant's cells are judged by gateways of the resource's domain, whose word is good for ten minutes.
#[test]
fn it_opens_by_a_grant_in_its_cells() {
	ExtBuilder.build_and_execute(|| {
		let (gateway, id) = (gateway(Some(1)), lift(vec![]));
		let cells = vec![around(4)].try_into().unwrap();
		let scope = Scope { cells, ..scope() };
		let holder = Holder::Device(device(PHONE));
		let grant = grant(alice(), id, None, holder, scope, Delegation::Kept);
		let open = || use_it(bob(), id, phone(), Authority::Grant(grant));
		assert_noop!(open(), denied(Reason::PlaceUnproven));
		vouch(gateway, beside(), NOW);
		assert_noop!(open(), denied(Reason::OutsidePlace));
		vouch(gateway, here(), NOW);
		set_time(NOW + GRANT_PLACE_MS);
		assert_ok!(open());
		set_time(NOW + GRANT_PLACE_MS + 1);
		assert_noop!(open(), denied(Reason::PlaceTooOld));
	});
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_a_place_by_its_code() {
		ExtBuilder.build_and_execute(|| {
			let (gateway, id) = (gateway(Some(1)), opens_in(&[here()]));
			for (cell, at, code) in [
				(beside(), NOW, 18),
				// Nor is it known to be outside: the cell is around the area.
				(around(4), NOW, 19),
				(around(0), NOW, 19),
				(here(), NOW - MOST_AGE - 1, 20),
				(beside(), NOW - MOST_AGE - 1, 20),
				// A word from ahead of the chain's time.
				(here(), NOW + 1, 20),
				(here(), 0, 20),
				(here(), Moment::MAX, 20),
			] {
				vouch(gateway, cell, at);
				let reason = Reason::from_code(code).unwrap();
				assert_noop!(open(id), denied(reason));
			}
		});
	}

	#[test]
	fn it_refuses_a_gateway_without_a_bond() {
		ExtBuilder.build_and_execute(|| {
			let (gateway, id) = (gateway(Some(1)), opens_in(&[here()]));
			vouch(gateway, here(), NOW);
			Bonds::mutate(|bonds| bonds.remove(&gateway));
			// Another's bond is not its own.
			Bonds::mutate(|bonds| bonds.insert(device(LIFT)));
			assert_noop!(open(id), denied(Reason::PlaceUnproven));
			Bonds::mutate(|bonds| bonds.insert(gateway));
			assert_ok!(open(id));
		});
	}

	#[test]
	fn it_refuses_a_gateway_that_is_not_registered_or_not_active() {
		ExtBuilder.build_and_execute(|| {
			let (gateway, id) = (gateway(Some(3)), opens_in(&[here()]));
			let unknown = device(77);
			Bonds::mutate(|bonds| bonds.insert(unknown));
			vouch(unknown, here(), NOW);
			assert_noop!(open(id), denied(Reason::PlaceUnproven));
			vouch(gateway, here(), NOW);
			assert_ok!(open(id));
			suspend_device(gateway);
			assert_noop!(open(id), denied(Reason::PlaceUnproven));
			register(4, alice(), Some(3));
			assert_ok!(open(id));
			// The gateway's own domain, which is not the lift's.
			suspend(3);
			assert_noop!(open(id), denied(Reason::PlaceUnproven));
		});
	}

	#[test]
	fn it_refuses_who_has_no_place() {
		ExtBuilder.build_and_execute(|| {
			let id = opens_in(&[here()]);
			assert_noop!(open(id), denied(Reason::PlaceUnproven));
			vouch(gateway(Some(1)), here(), NOW);
			assert_ok!(open(id));
			// The word is about the phone alone, and an account is nowhere.
			for (who, subject) in [
				(alice(), Subject::Device(device(LIFT))),
				(carol(), Subject::Device(device(STRAY))),
				(bob(), Subject::Account(bob())),
			] {
				assert_noop!(
					use_it(who, id, subject, Authority::Own),
					denied(Reason::PlaceUnproven)
				);
			}
		});
	}
}
