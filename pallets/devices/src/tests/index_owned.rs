//! `index_owned` and `devices_of`.

use super::batch::*;
use crate::{mock::*, owned::PAGE, Event, Owned};
use frame_support::{assert_noop, assert_ok};
use jmt_primitives::DeviceId;

#[test]
fn it_writes_what_is_missing() {
	ExtBuilder.build_and_execute(|| {
		let devices: Vec<DeviceId> = (1..5).map(|seed| register(owner(), seed).id()).collect();
		for device in &devices[..3] {
			Owned::<Test>::remove(owner(), device);
		}
		let mut named = devices.clone();
		named.push(Signer::new(jmt_primitives::KeyType::P256, 9).id());
		named.push(devices[0]);
		let named: frame_support::BoundedVec<_, _> = named.try_into().unwrap();
		assert_ok!(Devices::index_owned(by(stranger()), named.clone()));
		assert_eq!(last_event(), Event::OwnedIndexed { written: 3 });
		assert!(devices.iter().all(|device| Owned::<Test>::contains_key(owner(), device)));
		let call = Devices::index_owned(by(stranger()), named);
		assert_noop!(call, crate::Error::<Test>::AlreadyIndexed);
		let call = Devices::index_owned(by(stranger()), Default::default());
		assert_noop!(call, crate::Error::<Test>::AlreadyIndexed);
	});
}

#[test]
fn it_removes_a_device_that_was_never_indexed() {
	ExtBuilder.build_and_execute(|| {
		let device = register(owner(), 1).id();
		Owned::<Test>::remove(owner(), device);
		assert_ok!(Devices::remove(by(owner()), device));
	});
}

#[test]
fn it_shows_an_owners_devices_page_by_page() {
	ExtBuilder.build_and_execute(|| {
		let mut mine: Vec<DeviceId> = (1..=150).map(|seed| register(owner(), seed).id()).collect();
		register(stranger(), 151);
		mine.sort();
		let mut seen = Vec::new();
		loop {
			let page = Devices::devices_of(owner(), seen.last().copied());
			if page.is_empty() {
				break;
			}
			assert!(page.len() <= PAGE);
			seen.extend(page);
		}
		assert_eq!(seen, mine);
		// A device that left between two pages shifts nothing.
		let after = mine[63];
		assert_ok!(Devices::remove(by(owner()), after));
		assert_eq!(Devices::devices_of(owner(), Some(after)), mine[64..128]);
	});
}
