//! Attacks on domains, manifests and activations, each with the rule that holds.

use super::batch::*;
use crate::{mock::*, Permit};
use frame_support::{
	assert_noop, assert_ok,
	traits::fungible::{Inspect, InspectHold},
};
use jmt_primitives::{
	authorized::ActivationRefusal,
	devices::{DeviceStanding, InactiveReason, Payer},
	domains::signed,
	manifests::{ManifestChange, MAX_PROOF},
	AccountId, DeviceSignature, Hash, KeyType, Signature, JMT,
};
use sp_core::Pair;

#[test]
fn the_same_key_in_two_leaves_joins_once() {
	ExtBuilder.build_and_execute(|| {
		let domain = domain_of(owner(), None);
		fund(domain, 30 * JMT);
		let batch = Batch::of(domain, [1, 1]);
		let manifest = batch.publish(owner());
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let before = prepaid(domain);
		let second = batch.activation(manifest, 1, &stranger());
		assert_eq!(second.authorize(), Err(invalid(ActivationRefusal::KeyTaken as u8)));
		// Nor in a list of another domain.
		let other = domain_of(stranger(), None);
		fund(other, 30 * JMT);
		let copy = Batch::of(other, [1]);
		let copied = copy.activation(copy.publish(stranger()), 0, &stranger());
		assert_eq!(copied.authorize(), Err(invalid(ActivationRefusal::KeyTaken as u8)));
		assert_eq!(prepaid(domain), before);
	});
}

#[test]
fn a_stranger_who_replays_relays_and_truncates_changes_nothing() {
	ExtBuilder.build_and_execute(|| {
		let domain = domain_of(owner(), None);
		fund(domain, 100 * JMT);
		let batch = Batch::of(domain, 1..=8);
		let manifest = batch.publish(owner());
		// Relayed by anybody it does what the device signed, once.
		let good = batch.activation(manifest, 3, &owner());
		assert_ok!(good.activate());
		let before = sp_io::storage::root(sp_runtime::StateVersion::V1);
		let mut refused = 0;
		for n in 0..10_000u32 {
			let mut bad = batch.activation(manifest, n % 8, &owner());
			let bytes = n.to_le_bytes();
			match n % 5 {
				0 => bad = good.clone(),
				1 => bad.proof = bad.proof[..2].to_vec().try_into().unwrap(),
				2 => bad.owner = stranger(),
				3 => {
					let DeviceSignature::Ed25519(signature) = &mut bad.signature else {
						unreachable!()
					};
					signature[usize::from(bytes[1]) % 64] ^= 1 << (bytes[0] % 8);
				},
				_ => bad.proof[(n / 8 % 3) as usize] = Hash::repeat_byte(bytes[0]),
			}
			refused += u32::from(bad.authorize().is_err());
		}
		assert_eq!(refused, 10_000);
		assert_eq!(sp_io::storage::root(sp_runtime::StateVersion::V1), before);
	});
}

#[test]
fn a_copy_with_other_bytes_has_the_same_place_in_the_pool() {
	ExtBuilder.build_and_execute(|| {
		let domain = domain_of(owner(), None);
		fund(domain, 30 * JMT);
		let device = Signer::new(KeyType::Secp256k1, 1);
		let batch = Batch::with(domain, [(device, None)]);
		let manifest = batch.publish(owner());
		let one = batch.activation(manifest, 0, &owner());
		// The other value of s: ECDSA is malleable.
		let order = sp_core::U256::from_dec_str(
			"115792089237316195423570985008687907852837564279074904382605163141518161494337",
		)
		.unwrap();
		let mut other = one.clone();
		let DeviceSignature::Secp256k1(bytes) = &mut other.signature else { unreachable!() };
		let s = order - sp_core::U256::from_big_endian(&bytes[32..]);
		bytes[32..].copy_from_slice(&s.to_big_endian());
		assert_ne!(one.signature, other.signature);
		assert_eq!(one.authorize(), other.authorize());
		assert_ok!(one.activate());
		assert_eq!(other.authorize(), Err(invalid(ActivationRefusal::AlreadyActivated as u8)));
	});
}

#[test]
fn a_prepaid_account_that_runs_dry_stops_the_rest_and_nobody_else_pays() {
	ExtBuilder.build_and_execute(|| {
		let domain = domain_of(owner(), None);
		fund(domain, 30 * JMT);
		let batch = Batch::of(domain, 1..=12);
		let manifest = batch.publish(owner());
		let all: Vec<Activation> =
			(0..12).map(|index| batch.activation(manifest, index, &stranger())).collect();
		// All are good when they reach the pool.
		assert!(all.iter().all(|activation| activation.authorize().is_ok()));
		let joined = all.iter().filter(|activation| activation.activate().is_ok()).count();
		let left = 30 * JMT - MANIFEST_DEPOSIT - CHUNK_DEPOSIT - jmt_mock::EXISTENTIAL_DEPOSIT;
		assert_eq!(joined as u128, left / (ONE_DEPOSIT + ONE_PRICE));
		assert_eq!(all[joined].authorize(), Err(unknown(21)));
		let account = Devices::prepaid_account(domain);
		assert!(Balances::balance(&account) >= jmt_mock::EXISTENTIAL_DEPOSIT);
		assert_eq!(Balances::balance(&stranger()), WEALTH);
		// Filled again, the rest goes on as it was signed.
		fund(domain, 30 * JMT);
		assert_ok!(all[joined].activate());
	});
}

#[test]
fn a_suspended_grandparent_is_not_resumed_by_the_admin_of_a_child() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 3);
		name_admins(owner(), line[2], [1]);
		assert_ok!(Devices::suspend_domain(by(owner()), line[0]));
		let call = Devices::resume_domain(by(admin(1)), line[0]);
		assert_noop!(call, crate::Error::<Test>::NotDomainAuthority);
		let call = Devices::resume_domain(by(admin(1)), line[2]);
		assert_noop!(call, crate::Error::<Test>::NotSuspended);
		let device = register(owner(), 1).id();
		let call = Devices::move_device(by(owner()), device, Some(line[2]), None);
		assert_noop!(call, crate::Error::<Test>::DomainNotActive);
	});
}

#[test]
fn an_owner_never_gets_the_deposit_that_a_domain_paid() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		let account = Devices::prepaid_account(batch.domain);
		let before = Balances::total_balance(&account);
		for index in 0..3 {
			assert_ok!(batch.activation(manifest, index, &stranger()).activate());
		}
		let device = |index: usize| batch.signers[index].id();
		assert_ok!(Devices::remove(by(stranger()), device(0)));
		assert_ok!(Devices::move_device(by(stranger()), device(1), None, None));
		assert_ok!(Devices::remove(by(stranger()), device(1)));
		assert_ok!(Devices::set_member(by(stranger()), device(2), crate::MemberChange::Revoke));
		assert_ok!(Devices::remove(by(stranger()), device(2)));
		assert_eq!(Balances::balance(&stranger()), WEALTH);
		assert_eq!(Balances::total_balance(&account), before - 3 * ONE_PRICE);
		assert_eq!(Balances::total_balance_on_hold(&account), MANIFEST_DEPOSIT + CHUNK_DEPOSIT);
	});
}

#[test]
fn a_revoked_manifest_kills_what_waits_and_keeps_what_is_active() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		let waiting = batch.activation(manifest, 1, &owner());
		assert_ok!(waiting.authorize());
		set(manifest, ManifestChange::Revoked);
		assert_eq!(waiting.authorize(), Err(invalid(ActivationRefusal::ManifestRevoked as u8)));
		let standing = Devices::device(batch.signers[0].id()).unwrap().standing;
		assert_eq!(standing, DeviceStanding::Active);
	});
}

#[test]
fn an_owner_does_not_lift_a_domains_suspension_by_pause_and_resume() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		assert_ok!(batch.activation(manifest, 0, &stranger()).activate());
		let device = batch.signers[0].id();
		assert_ok!(Devices::set_member(by(owner()), device, crate::MemberChange::Suspend));
		assert_ok!(Devices::pause(by(stranger()), device));
		assert_ok!(Devices::resume(by(stranger()), device));
		let suspended = DeviceStanding::Inactive(InactiveReason::Suspended);
		assert_eq!(Devices::device(device).unwrap().standing, suspended);
	});
}

#[test]
fn a_proof_of_the_greatest_length_for_a_small_manifest_is_refused_before_any_hash() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		let mut activation = batch.activation(manifest, 0, &owner());
		activation.proof = vec![Hash::zero(); MAX_PROOF as usize].try_into().unwrap();
		let code = ActivationRefusal::WrongProofLength as u8;
		assert_eq!(activation.authorize(), Err(invalid(code)));
	});
}

#[test]
fn a_suspended_device_does_not_come_back_active_by_the_permit_that_it_came_with() {
	ExtBuilder.build_and_execute(|| {
		let pair = sp_core::sr25519::Pair::from_seed(&[77; 32]);
		let authority = AccountId::new(pair.public().0);
		let to = domain_of(owner(), None);
		let add = crate::AdminChange::Add;
		assert_ok!(Devices::set_admin(by(owner()), to, authority.clone(), add));
		let device = register(stranger(), 1).id();
		let (payer, expires) = (Payer::Owner, NOW + MAX_AGE);
		let message = signed::permit(&genesis(), &device, next(&device), None, to, payer, expires);
		let signature = Signature::Sr25519(pair.sign(&message));
		let permit = Permit { payer, expires, authority, signature };
		let come = |permit| Devices::move_device(by(stranger()), device, Some(to), Some(permit));
		assert_ok!(come(permit.clone()));
		assert_ok!(Devices::set_member(by(owner()), device, crate::MemberChange::Suspend));
		assert_ok!(Devices::move_device(by(stranger()), device, None, None));
		assert_noop!(come(permit.clone()), crate::Error::<Test>::BadPermit);
		// Nor by leaving the registry meanwhile.
		assert_ok!(Devices::remove(by(stranger()), device));
		System::set_block_number(8);
		register(stranger(), 1);
		assert_noop!(come(permit), crate::Error::<Test>::BadPermit);
	});
}
