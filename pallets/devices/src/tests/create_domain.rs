use super::batch::*;
use crate::{mock::*, Event, HoldReason};
use frame_support::assert_ok;
use jmt_primitives::{
	cell::{Cell, Region},
	domains::{Domain, DomainState, Layer, MAX_DEPTH},
};

/// A cell of resolution 5, the one above it, and one elsewhere.
fn cells() -> (Region, Region, Region) {
	let fine = Cell::new(0x0851_fb46_7fff_ffff).expect("a cell");
	let coarse = fine.parent(3).expect("it is finer");
	let elsewhere = Cell::new(0x0852_8347_3fff_ffff).expect("a cell");
	(coarse.into(), fine.into(), elsewhere.into())
}

#[test]
fn it_makes_a_top_domain_and_holds_its_deposit() {
	ExtBuilder.build_and_execute(|| {
		assert_ok!(Devices::create_domain(by(owner()), None, Layer::Network, Region::World));
		let event =
			Event::DomainCreated { domain: 1, parent: None, owner: owner(), deposit: TOP_DEPOSIT };
		assert_eq!(last_event(), event);
		let expected = Domain {
			parent: None,
			top: 1,
			depth: 1,
			layer: Layer::Network,
			region: Region::World,
			owner: owner(),
			offered_to: None,
			payer: owner(),
			deposit: TOP_DEPOSIT,
			state: DomainState::Active,
			admins: 0,
			children: 0,
			members: 0,
			manifests: 0,
		};
		assert_eq!(Devices::domain(1), Some(expected));
		assert_eq!(held_for(HoldReason::Domain, &owner()), TOP_DEPOSIT);
	});
}

#[test]
fn it_makes_a_child_inside_its_parents_region() {
	ExtBuilder.build_and_execute(|| {
		let (coarse, fine, _) = cells();
		assert_ok!(Devices::create_domain(by(owner()), None, Layer::Device, coarse));
		for region in [coarse, fine] {
			assert_ok!(Devices::create_domain(by(owner()), Some(1), Layer::Data, region));
		}
		let child = domain(3);
		assert_eq!((child.parent, child.top, child.depth), (Some(1), 1, 2));
		assert_eq!((child.region, child.layer), (fine, Layer::Data));
		assert_eq!(domain(1).children, 2);
		assert_eq!(held_for(HoldReason::Domain, &owner()), TOP_DEPOSIT + 2 * CHILD_DEPOSIT);
	});
}

#[test]
fn it_lets_an_admin_of_any_domain_above_make_and_pay_a_child() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 3);
		assert_ok!(Devices::set_admin(by(owner()), line[0], stranger(), crate::AdminChange::Add));
		let child = domain_of(stranger(), Some(line[2]));
		let made = domain(child);
		assert_eq!((made.owner, made.payer, made.depth), (stranger(), stranger(), 4));
		assert_eq!(held_for(HoldReason::Domain, &stranger()), CHILD_DEPOSIT);
	});
}

#[test]
fn it_never_gives_a_number_twice() {
	ExtBuilder.build_and_execute(|| {
		let first = domain_of(owner(), None);
		assert_ok!(Devices::close_domain(by(owner()), first));
		assert_eq!(domain_of(owner(), None), first + 1);
	});
}

#[test]
fn it_goes_down_to_depth_8() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 8);
		assert_eq!(domain(line[7]).depth, MAX_DEPTH);
		assert!(line.iter().all(|id| domain(*id).top == line[0]));
	});
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use sp_runtime::{DispatchError, TokenError};

	fn refused(
		who: jmt_primitives::AccountId,
		parent: Option<u32>,
		region: Region,
		error: impl Into<DispatchError>,
	) {
		let call = Devices::create_domain(by(who), parent, Layer::Device, region);
		assert_noop!(call, error.into());
	}

	#[test]
	fn it_refuses_an_unknown_parent() {
		ExtBuilder.build_and_execute(|| {
			refused(owner(), Some(1), Region::World, Error::<Test>::UnknownDomain);
		});
	}

	#[test]
	fn it_refuses_who_has_no_authority_there_or_only_below_or_beside() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 2);
			name_admins(owner(), line[1], [1]);
			domain_of(stranger(), None);
			for who in [stranger(), admin(1)] {
				refused(who, Some(line[0]), Region::World, Error::<Test>::NotDomainAuthority);
			}
		});
	}

	#[test]
	fn it_refuses_a_child_below_a_suspended_domain() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 3);
			assert_ok!(Devices::suspend_domain(by(owner()), line[0]));
			refused(owner(), Some(line[2]), Region::World, Error::<Test>::DomainNotActive);
		});
	}

	#[test]
	fn it_refuses_a_ninth_level() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 8);
			refused(owner(), Some(line[7]), Region::World, Error::<Test>::TooDeep);
		});
	}

	#[test]
	fn it_refuses_a_region_outside_the_parents() {
		ExtBuilder.build_and_execute(|| {
			let (coarse, fine, elsewhere) = cells();
			assert_ok!(Devices::create_domain(by(owner()), None, Layer::Device, fine));
			for region in [coarse, elsewhere, Region::World] {
				refused(owner(), Some(1), region, Error::<Test>::RegionOutside);
			}
		});
	}

	#[test]
	fn it_refuses_who_cannot_pay() {
		ExtBuilder.build_and_execute(|| {
			refused(pauper(), None, Region::World, TokenError::FundsUnavailable);
		});
	}

	#[test]
	fn it_refuses_root() {
		ExtBuilder.build_and_execute(|| {
			let call =
				Devices::create_domain(RuntimeOrigin::root(), None, Layer::Data, Region::World);
			assert_noop!(call, DispatchError::BadOrigin);
		});
	}
}
