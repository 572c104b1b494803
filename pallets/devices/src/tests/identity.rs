//! The chain's word about a device to others.

use super::{batch::*, makers::*};
use crate::{mock::*, MemberChange};
use frame_support::assert_ok;
use jmt_primitives::{
	devices::{DeviceStanding, InactiveReason},
	did::DidRecord,
	domains::Reach,
	identity::{Certified, HostStanding, Subject, Welcome},
	units::{Level, Terms},
	DeviceId, JMT,
};

#[test]
fn it_shows_the_way_up_from_a_domain() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 8);
		let up: Vec<_> = line.iter().rev().copied().collect();
		assert_eq!(Devices::path_of(line[7]), up);
		assert_eq!(Devices::path_of(line[0]), [line[0]]);
		assert!(Devices::path_of(9).is_empty());
	});
}

#[test]
fn it_tells_a_verifier_all_that_it_decides_by() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 2);
		let host = domain_of(stranger(), None);
		fund(line[1], 30 * JMT);
		let batch = Batch::of(line[1], [1]);
		let manifest = batch.publish(owner());
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let set = Devices::set_trust(by(stranger()), host, line[0], Reach::Below, NOW + 5);
		assert_ok!(set);
		let device = batch.signers[0].id();

		let seen = Devices::snapshot(device, host);
		assert_eq!((seen.genesis, seen.block, seen.at), (genesis(), 7, NOW));
		assert_eq!(
			(seen.device, seen.host, seen.host_standing),
			(device, host, HostStanding::Active)
		);
		let subject = Subject {
			key: batch.signers[0].public(),
			owner: owner(),
			standing: DeviceStanding::Active,
			path: vec![line[1], line[0]],
			unit: None,
		};
		assert_eq!(seen.subject, Some(subject));
		let welcome = Welcome { to: line[0], reach: Reach::Below, expires: NOW + 5 };
		assert_eq!(seen.welcomes, [welcome]);
		// In one direction.
		assert_eq!(Devices::snapshot(device, line[0]).welcomes, []);

		assert_ok!(Devices::suspend_domain(by(owner()), line[0]));
		let standing = Devices::snapshot(device, host).subject.unwrap().standing;
		let suspended = InactiveReason::DomainSuspended(line[0]);
		assert_eq!(standing, DeviceStanding::Inactive(suspended));
		let own = Devices::snapshot(device, line[1]);
		assert_eq!(own.host_standing, HostStanding::Suspended(line[0]));
		assert_eq!(Devices::snapshot(device, 99).host_standing, HostStanding::Unknown);
		let nobody = Devices::snapshot(DeviceId::default(), host);
		assert_eq!((nobody.subject, nobody.welcomes), (None, vec![]));
	});
}

#[test]
fn it_tells_a_verifier_of_a_unit_as_long_as_that_counts() {
	ExtBuilder.build_and_execute(|| {
		let maker = Maker::new();
		let device = register(owner(), 1).id();
		let told = || Devices::snapshot(device, 1).subject.unwrap().unit;
		assert_eq!(told(), None);
		assert_ok!(bind(owner(), device, &maker.certify(1, &unit(1)), &unit(1)));
		let certified = Certified { root: maker.root, level: Level::Two, expires: CERTIFIED_UNTIL };
		assert_eq!(told(), Some(certified));
		freeze(maker.root);
		assert_eq!(told(), Some(certified));
		distrust(maker.root);
		assert_eq!(told(), None);
		let lower = Terms { level: Level::One, ..TERMS };
		let change = crate::RootChange::Active;
		assert_ok!(Devices::set_root(by(economy()), maker.root, Some(lower), change));
		assert_eq!(told(), Some(Certified { level: Level::One, ..certified }));
		set_time(CERTIFIED_UNTIL + 1);
		assert_eq!(told(), None);
	});
}

#[test]
fn it_resolves_a_device_and_says_when_it_is_revoked() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let device = batch.signers[0].id();
		let mut record = DidRecord {
			device,
			key: batch.signers[0].public(),
			encryption: Some([5; 32]),
			deactivated: false,
		};
		assert_eq!(Devices::resolve_did(device), Some(record));
		assert_eq!(Devices::standing(&device), Some(DeviceStanding::Active));
		assert_ok!(Devices::set_member(by(owner()), device, MemberChange::Revoke));
		record.deactivated = true;
		assert_eq!(Devices::resolve_did(device), Some(record));
		assert_ok!(Devices::remove(by(owner()), device));
		assert_eq!(Devices::resolve_did(device), None);
		assert_eq!(Devices::standing(&device), None);
	});
}
