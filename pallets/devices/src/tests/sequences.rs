//! Any sequence of calls keeps to a model of a few lines.

use crate::{mock::*, Standing};
use frame_support::traits::fungible::Inspect;
use jmt_primitives::{AccountId, Invariants, KeyType};
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Step {
	Register { by: u8, device: u8 },
	Remove { by: u8, device: u8 },
	Pause { by: u8, device: u8 },
	Resume { by: u8, device: u8 },
}

fn step() -> impl Strategy<Value = Step> {
	(0u8..4, 1u8..3, 1u8..5).prop_map(|(kind, by, device)| match kind {
		0 => Step::Register { by, device },
		1 => Step::Remove { by, device },
		2 => Step::Pause { by, device },
		_ => Step::Resume { by, device },
	})
}

fn account(by: u8) -> AccountId {
	AccountId::new([by; 32])
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn it_keeps_to_the_model(steps in prop::collection::vec(step(), 1..40)) {
		ExtBuilder.build_and_execute(|| {
			// Device to owner and status.
			let mut model = BTreeMap::<u8, (u8, Standing)>::new();
			let mut left = 0;
			for step in steps {
				let id = |device| Signer::new(KeyType::Ed25519, device).id();
				let origin = |by| RuntimeOrigin::signed(account(by));
				match step {
					Step::Register { by, device } => {
						let signer = Signer::new(KeyType::Ed25519, device);
						let consent = signer.consent(&account(by), NOW);
						let done = Devices::register(origin(by), signer.public(), NOW, consent);
						assert_eq!(done.is_ok(), !model.contains_key(&device));
						model.entry(device).or_insert((by, Standing::Active));
					},
					Step::Remove { by, device } => {
						let done = Devices::remove(origin(by), id(device)).is_ok();
						let owned = model.get(&device).is_some_and(|(owner, _)| *owner == by);
						assert_eq!(done, owned);
						if owned {
							model.remove(&device);
							left += 1;
						}
					},
					Step::Pause { by, device } => {
						let done = Devices::pause(origin(by), id(device)).is_ok();
						assert_eq!(done, model.get(&device) == Some(&(by, Standing::Active)));
						if done {
							model.insert(device, (by, Standing::Paused));
						}
					},
					Step::Resume { by, device } => {
						let done = Devices::resume(origin(by), id(device)).is_ok();
						assert_eq!(done, model.get(&device) == Some(&(by, Standing::Paused)));
						if done {
							model.insert(device, (by, Standing::Active));
						}
					},
				}
				Devices::check().unwrap();
				assert_eq!(Left::get().len(), left);
				for by in [1, 2] {
					let owned = model.values().filter(|(owner, _)| *owner == by).count() as u128;
					assert_eq!(held(&account(by)), owned * ONE_DEPOSIT);
					assert_eq!(Balances::balance(&account(by)), WEALTH - owned * ONE_DEPOSIT);
				}
			}
		});
	}
}
