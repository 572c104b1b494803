use super::batch::*;
use crate::{costs, mock::*, Event, Members, Owned};
use codec::Encode;
use frame_support::{
	assert_ok,
	dispatch::GetDispatchInfo,
	traits::fungible::{Inspect, InspectHold},
};
use jmt_primitives::{
	authorized::{Refusal, Tier, ACTIVATION_LONGEVITY, ACTIVATION_TAG, MAX_ACTIVATION_BYTES},
	devices::{DeviceStanding, Member, MemberState, Payer},
	manifests::MAX_PROOF,
	merkle::{locate, Flags},
	DeviceSignature, Hash, KeyType, JMT,
};

#[test]
fn it_registers_the_device_at_its_domains_cost() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		let (before, pot) = (prepaid(batch.domain), Balances::balance(&Pot::get()));
		let device = batch.signers[1].id();
		assert_ok!(batch.activation(manifest, 1, &stranger()).activate());

		let stored = crate::Devices::<Test>::get(device).unwrap();
		assert_eq!(
			(stored.key, &stored.owner, stored.deposit, stored.registered_in),
			(batch.signers[1].public(), &stranger(), ONE_DEPOSIT, 7)
		);
		let member = Member {
			domain: Some(batch.domain),
			leaf: Some((manifest, 1)),
			payer: Payer::Domain,
			unit: None,
			state: MemberState::Active,
			encryption: Some([5; 32]),
			epoch: 0,
			moves: 0,
			offered_to: None,
		};
		assert_eq!(Members::<Test>::get(device), Some(member));
		assert!(Owned::<Test>::contains_key(stranger(), device));
		assert_eq!(crate::Count::<Test>::get(), 1);
		assert_eq!(crate::Domains::<Test>::get(batch.domain).unwrap().members, 1);
		assert!(Devices::is_activated(manifest, 1) && !Devices::is_activated(manifest, 0));

		let account = Devices::prepaid_account(batch.domain);
		assert_eq!(held(&account), ONE_DEPOSIT);
		assert_eq!(prepaid(batch.domain), before - ONE_PRICE);
		assert_eq!(Balances::balance(&Pot::get()), pot + ONE_PRICE);
		assert_eq!((held(&stranger()), Balances::balance(&stranger())), (0, WEALTH));
		let event = Event::DeviceActivated {
			manifest,
			index: 1,
			device,
			domain: batch.domain,
			owner: stranger(),
			deposit: ONE_DEPOSIT,
			price: ONE_PRICE,
		};
		assert_eq!(last_event(), event);
	});
}

#[test]
fn it_takes_every_key_type_and_every_leaf() {
	ExtBuilder.build_and_execute(|| {
		let domain = domain_of(owner(), None);
		fund(domain, 100 * JMT);
		let devices = (0..11u8).map(|seed| {
			let key_type = KeyType::ALL[usize::from(seed) % 4];
			(Signer::new(key_type, seed + 1), (seed % 2 == 0).then(stranger))
		});
		let batch = Batch::with(domain, devices);
		let manifest = batch.publish(owner());
		for index in 0..11 {
			assert_ok!(batch.activation(manifest, index, &stranger()).activate());
			let info = Devices::device(batch.signers[index as usize].id()).unwrap();
			assert_eq!((info.owner, info.standing), (stranger(), DeviceStanding::Active));
		}
		let mut flags = Flags::default();
		(0..11).for_each(|flag| flags.set(flag));
		assert_eq!(crate::Activated::<Test>::get(manifest, 0), flags);
		assert_eq!(locate(10), (0, 10));
	});
}

#[test]
fn it_asks_for_the_fee_of_the_same_weight_and_length_where_that_is_more() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		Fee::set(5 * ONE_PRICE);
		let before = prepaid(batch.domain);
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		assert_eq!(prepaid(batch.domain), before - 5 * ONE_PRICE);
	});
}

#[test]
fn it_goes_on_until_the_prepaid_account_has_its_existential_deposit() {
	ExtBuilder.build_and_execute(|| {
		let domain = domain_of(owner(), None);
		let manifest_deposit = MANIFEST_DEPOSIT + CHUNK_DEPOSIT;
		fund(domain, manifest_deposit + jmt_mock::EXISTENTIAL_DEPOSIT);
		let batch = Batch::of(domain, [1, 2]);
		let manifest = batch.publish(owner());
		let activation = batch.activation(manifest, 0, &owner());
		assert_eq!(activation.authorize(), Err(unknown(21)));
		fund(domain, ONE_DEPOSIT + ONE_PRICE - 1);
		assert_eq!(activation.authorize(), Err(unknown(21)));
		fund(domain, 1);
		assert_ok!(activation.activate());
		let account = Devices::prepaid_account(domain);
		assert_eq!(Balances::balance(&account), jmt_mock::EXISTENTIAL_DEPOSIT);
		assert_eq!(Balances::total_balance_on_hold(&account), manifest_deposit + ONE_DEPOSIT);
		assert_eq!(batch.activation(manifest, 1, &owner()).authorize(), Err(unknown(21)));
	});
}

#[test]
fn it_takes_zeros_for_no_encryption_key() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		let mut activation = batch.activation(manifest, 0, &owner());
		activation.encryption = [0; 32];
		activation.sign(&batch.signers[0]);
		assert_ok!(activation.activate());
		let member = Members::<Test>::get(batch.signers[0].id()).unwrap();
		assert_eq!(member.encryption, None);
	});
}

#[test]
fn it_is_one_in_the_pool_for_each_leaf_whoever_it_is_for() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		let one = batch.activation(manifest, 0, &owner()).authorize().unwrap();
		assert_eq!(one.provides, vec![(ACTIVATION_TAG, (manifest, 0u32)).encode()]);
		assert_eq!(one.priority, Tier::Awaited.priority());
		assert_eq!((one.longevity, one.propagate), (ACTIVATION_LONGEVITY, true));
		assert!(one.requires.is_empty());
		let other = batch.activation(manifest, 0, &stranger()).authorize().unwrap();
		assert_eq!(other.provides, one.provides);
		let next = batch.activation(manifest, 1, &owner()).authorize().unwrap();
		assert_ne!(next.provides, one.provides);
	});
}

#[test]
fn it_says_the_greatest_depth_and_books_its_own() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 3);
		fund(line[2], 30 * JMT);
		let batch = Batch::of(line[2], [1, 2, 3]);
		let manifest = batch.publish(owner());
		let activation = batch.activation(manifest, 0, &owner());
		let says = RuntimeCall::Devices(activation.call()).get_dispatch_info().call_weight;
		assert_eq!(says, costs::deepest::<()>(KeyType::Ed25519, 2));
		assert_ok!(activation.activate());
		assert_eq!(Booked::get(), vec![costs::activation::<()>(KeyType::Ed25519, 3, 2)]);
		assert!(Booked::get()[0].all_lte(says));
	});
}

#[test]
fn it_fits_into_its_bytes_at_two_to_the_24_leaves() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		let mut activation = batch.activation(manifest, 0, &owner());
		activation.proof = vec![Hash::zero(); MAX_PROOF as usize].try_into().unwrap();
		activation.leaf.owner = Some(owner());
		activation.leaf.nullifier = Some(Hash::zero());
		activation.leaf.key = Signer::new(KeyType::P256, 1).public();
		// Version and length of a bare extrinsic, and the index of the pallet.
		let bytes = activation.call().encoded_size() as u32 + 1 + 4 + 1;
		assert!(bytes <= MAX_ACTIVATION_BYTES, "{bytes} bytes");
	});
}

mod reject {
	use super::*;
	use jmt_primitives::{authorized::ActivationRefusal, manifests::ManifestChange};

	/// The code of the refusal, and that it changes nothing.
	fn refused(activation: &Activation, code: u8) {
		assert!(ActivationRefusal::from_code(code).is_some());
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		assert_eq!(activation.authorize(), Err(invalid(code)));
		assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
	}

	/// A published manifest and the activation of its first leaf for the owner, changed and signed anew.
	fn changed(change: impl FnOnce(&mut Activation)) -> Activation {
		let (batch, manifest) = published();
		let mut activation = batch.activation(manifest, 0, &owner());
		change(&mut activation);
		activation.sign(&batch.signers[0]);
		activation
	}

	#[test]
	fn it_refuses_what_expired_a_millisecond_ago() {
		ExtBuilder.build_and_execute(|| {
			refused(&changed(|activation| activation.expires = NOW - 1), 23);
			set_time(NOW + 1);
			refused(&changed(|activation| activation.expires = NOW), 23);
		});
	}

	#[test]
	fn it_refuses_an_expiry_too_far_ahead() {
		ExtBuilder.build_and_execute(|| {
			refused(&changed(|activation| activation.expires = NOW + MAX_AGE + 1), 24);
		});
	}

	#[test]
	fn it_waits_for_room_in_the_block() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			Full::set(true);
			let answer = batch.activation(manifest, 0, &owner()).authorize();
			let exhausted = sp_runtime::transaction_validity::InvalidTransaction::ExhaustsResources;
			assert_eq!(answer, Err(exhausted.into()));
		});
	}

	#[test]
	fn it_does_not_know_a_manifest_that_may_come() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			let activation = batch.activation(manifest + 1, 0, &owner());
			assert_eq!(activation.authorize(), Err(unknown(20)));
		});
	}

	#[test]
	fn it_refuses_a_manifest_that_was_swept() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			set(manifest, ManifestChange::Revoked);
			assert_ok!(Devices::sweep_manifest(by(stranger()), manifest, 1));
			refused(&batch.activation(manifest, 0, &owner()), 25);
			refused(&batch.activation(0, 0, &owner()), 25);
		});
	}

	#[test]
	fn it_refuses_a_manifest_that_has_expired() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			let mut activation = batch.activation(manifest, 0, &owner());
			activation.expires = GOOD_UNTIL + 1;
			activation.sign(&batch.signers[0]);
			set_time(GOOD_UNTIL);
			assert_ok!(activation.authorize());
			set_time(GOOD_UNTIL + 1);
			refused(&activation, 26);
		});
	}

	#[test]
	fn it_refuses_a_frozen_manifest_until_it_is_open_again() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			set(manifest, ManifestChange::Frozen);
			let activation = batch.activation(manifest, 0, &owner());
			refused(&activation, 27);
			set(manifest, ManifestChange::Open);
			assert_ok!(activation.activate());
		});
	}

	#[test]
	fn it_refuses_a_revoked_manifest() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			set(manifest, ManifestChange::Revoked);
			refused(&batch.activation(manifest, 0, &owner()), 28);
		});
	}

	#[test]
	fn it_refuses_a_domain_below_a_suspended_one() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 3);
			fund(line[2], 30 * JMT);
			let batch = Batch::of(line[2], [1]);
			let manifest = batch.publish(owner());
			for suspended in line {
				assert_ok!(Devices::suspend_domain(by(owner()), suspended));
				refused(&batch.activation(manifest, 0, &owner()), 29);
				assert_ok!(Devices::resume_domain(by(owner()), suspended));
			}
			assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		});
	}

	#[test]
	fn it_looks_at_the_prepaid_account_before_the_domains() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			assert_ok!(Devices::suspend_domain(by(owner()), batch.domain));
			let activation = batch.activation(manifest, 0, &owner());
			refused(&activation, 29);
			let left = Devices::prepaid(batch.domain).unwrap().1;
			assert_ok!(Devices::withdraw_prepaid(by(owner()), batch.domain, left));
			assert_eq!(activation.authorize(), Err(unknown(21)));
		});
	}

	#[test]
	fn it_refuses_a_leaf_a_second_time_also_when_its_device_was_removed() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			let activation = batch.activation(manifest, 0, &owner());
			assert_ok!(activation.activate());
			refused(&activation, 31);
			assert_ok!(Devices::remove(by(owner()), batch.signers[0].id()));
			refused(&activation, 31);
			refused(&batch.activation(manifest, 0, &stranger()), 31);
		});
	}

	#[test]
	fn it_refuses_a_key_that_is_registered() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			register(stranger(), 1);
			refused(&batch.activation(manifest, 0, &owner()), 32);
		});
	}

	#[test]
	fn it_refuses_another_owner_than_the_leaf_names() {
		ExtBuilder.build_and_execute(|| {
			let domain = domain_of(owner(), None);
			fund(domain, 30 * JMT);
			let device = Signer::new(KeyType::Ed25519, 1);
			let batch = Batch::with(domain, [(device, Some(stranger()))]);
			let manifest = batch.publish(owner());
			refused(&batch.activation(manifest, 0, &owner()), 35);
			assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
		});
	}

	#[test]
	fn it_refuses_an_index_beyond_the_leaves() {
		ExtBuilder.build_and_execute(|| {
			for index in [3, u32::MAX] {
				refused(&changed(|activation| activation.leaf.index = index), 36);
			}
		});
	}

	#[test]
	fn it_refuses_a_proof_that_is_cut_or_longer() {
		ExtBuilder.build_and_execute(|| {
			refused(&changed(|a| a.proof = a.proof[1..].to_vec().try_into().unwrap()), 37);
			refused(&changed(|a| a.proof.try_push(Hash::zero()).unwrap()), 37);
		});
	}

	#[test]
	fn it_refuses_what_does_not_lead_to_the_root() {
		ExtBuilder.build_and_execute(|| {
			refused(&changed(|a| a.proof[0] = Hash::zero()), 38);
			refused(&changed(|a| a.leaf.nullifier = Some(Hash::zero())), 38);
			refused(&changed(|a| a.leaf.owner = Some(owner())), 38);
			refused(&changed(|a| a.leaf.index = 1), 38);
		});
	}

	#[test]
	fn it_refuses_a_leaf_of_another_manifest_or_another_domain() {
		ExtBuilder.build_and_execute(|| {
			let (batch, _) = published();
			let other = Batch::of(batch.domain, [4, 5, 6]);
			refused(&batch.activation(other.publish(owner()), 0, &owner()), 38);
			let domain = domain_of(owner(), None);
			fund(domain, 30 * JMT);
			let copied = Batch { domain, ..batch };
			refused(&copied.activation(copied.publish(owner()), 0, &owner()), 38);
		});
	}

	#[test]
	fn it_refuses_a_list_of_another_chain() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			let activation = batch.activation(manifest, 0, &owner());
			let here = genesis();
			frame_system::BlockHash::<Test>::insert(0, Hash::repeat_byte(1));
			refused(&activation, 38);
			frame_system::BlockHash::<Test>::insert(0, here);
			assert_ok!(activation.authorize());
		});
	}

	#[test]
	fn it_refuses_a_signature_of_another_type() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			let mut activation = batch.activation(manifest, 0, &owner());
			activation.sign(&Signer::new(KeyType::Sr25519, 1));
			refused(&activation, 39);
		});
	}

	#[test]
	fn it_refuses_a_signature_over_anything_else() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			let good = batch.activation(manifest, 0, &owner());
			let refuse = |change: &dyn Fn(&mut Activation)| {
				let mut activation = good.clone();
				change(&mut activation);
				refused(&activation, 40);
			};
			refuse(&|a| a.owner = stranger());
			refuse(&|a| a.encryption = [6; 32]);
			refuse(&|a| a.expires -= 1);
			refuse(&|a| a.sign(&batch.signers[1]));
			refuse(&|a| {
				let DeviceSignature::Ed25519(bytes) = &mut a.signature else { unreachable!() };
				bytes[3] ^= 1;
			});
			// The same list, published twice: a signature is good for one of them.
			let mut again = good.clone();
			again.manifest = batch.publish(owner());
			refused(&again, 40);
			assert_ok!(good.activate());
		});
	}

	#[test]
	fn it_refuses_a_registration_in_its_place() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			let mut activation = batch.activation(manifest, 0, &owner());
			activation.signature = batch.signers[0].consent(&owner(), NOW + MAX_AGE);
			refused(&activation, 40);
		});
	}

	#[test]
	fn it_refuses_every_origin_but_none() {
		use frame_support::{assert_noop, traits::UnfilteredDispatchable};
		use sp_runtime::DispatchError;
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			for origin in [by(owner()), RuntimeOrigin::root()] {
				let call = batch.activation(manifest, 0, &owner()).call();
				assert_noop!(call.dispatch_bypass_filter(origin), DispatchError::BadOrigin);
			}
		});
	}

	#[test]
	fn it_never_counts_beyond_what_it_can() {
		ExtBuilder.build().execute_with(|| {
			let (batch, manifest) = published();
			crate::Count::<Test>::put(u32::MAX);
			let answer = batch.activation(manifest, 0, &owner()).authorize();
			let exhausted = sp_runtime::transaction_validity::InvalidTransaction::ExhaustsResources;
			assert_eq!(answer, Err(exhausted.into()));
		});
	}
}
