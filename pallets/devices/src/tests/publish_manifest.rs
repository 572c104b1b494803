//! `publish_manifest`, `set_manifest` and `sweep_manifest`.

use super::batch::*;
use crate::{mock::*, Activated, Event, HoldReason};
use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use jmt_primitives::{
	domains::{Rank, Role},
	manifests::{Manifest, ManifestChange, ManifestState, MAX_LEAVES},
	Hash, Moment, JMT,
};

const ROOT: Hash = Hash::repeat_byte(1);
const CONTENT: Hash = Hash::repeat_byte(2);

fn publish(
	who: jmt_primitives::AccountId,
	domain: u32,
	leaves: u32,
	expires: Moment,
) -> frame_support::dispatch::DispatchResult {
	Devices::publish_manifest(by(who), domain, ROOT, leaves, CONTENT, expires, None)
}

#[test]
fn it_stores_one_entry_and_holds_for_all_flags() {
	ExtBuilder.build_and_execute(|| {
		let id = domain_of(owner(), None);
		fund(id, 100 * JMT);
		assert_ok!(publish(owner(), id, 1_025, GOOD_UNTIL));
		let deposit = MANIFEST_DEPOSIT + 3 * CHUNK_DEPOSIT;
		let event = Event::ManifestPublished {
			manifest: 1,
			domain: id,
			root: ROOT,
			leaves: 1_025,
			deposit,
		};
		assert_eq!(last_event(), event);
		let expected = Manifest {
			domain: id,
			root: ROOT,
			leaves: 1_025,
			content: CONTENT,
			expires: GOOD_UNTIL,
			endorsed: None,
			state: ManifestState::Open,
			deposit,
			swept: 0,
		};
		assert_eq!(Devices::manifest(1), Some(expected));
		assert_eq!(domain(id).manifests, 1);
		assert_eq!(held_for(HoldReason::Manifest, &Devices::prepaid_account(id)), deposit);
		assert_eq!(Activated::<Test>::iter().count(), 0);
	});
}

#[test]
fn it_holds_a_chunk_for_each_512_leaves() {
	for (leaves, chunks) in [(1, 1), (512, 1), (513, 2), (MAX_LEAVES, 32_768)] {
		assert_eq!(
			Devices::manifest_deposit(leaves),
			MANIFEST_DEPOSIT + chunks * CHUNK_DEPOSIT,
			"{leaves} leaves"
		);
	}
}

#[test]
fn it_changes_the_state_by_an_authority_above() {
	ExtBuilder.build_and_execute(|| {
		let line = line_of(&owner(), 2);
		name_admins(owner(), line[0], [1]);
		fund(line[1], 30 * JMT);
		assert_ok!(publish(admin(1), line[1], 1, GOOD_UNTIL));
		let by_admin = Rank { depth: 1, role: Role::Admin };
		for (change, state) in [
			(ManifestChange::Frozen, ManifestState::Frozen(by_admin)),
			(ManifestChange::Open, ManifestState::Open),
			(ManifestChange::Revoked, ManifestState::Revoked),
		] {
			assert_ok!(Devices::set_manifest(by(admin(1)), 1, change));
			assert_eq!(
				last_event(),
				Event::ManifestChanged { manifest: 1, domain: line[1], state }
			);
			assert_eq!(Devices::manifest(1).unwrap().state, state);
		}
	});
}

#[test]
fn it_keeps_the_highest_rank_that_froze_it() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		name_admins(owner(), batch.domain, [1]);
		let set = |who, change| Devices::set_manifest(by(who), manifest, change);
		assert_ok!(set(admin(1), ManifestChange::Frozen));
		assert_ok!(set(owner(), ManifestChange::Frozen));
		let rank = Rank { depth: 1, role: Role::Owner };
		assert_eq!(Devices::manifest(manifest).unwrap().state, ManifestState::Frozen(rank));
		assert_ok!(set(owner(), ManifestChange::Open));
		// Revoking leads nowhere from where a higher authority would be needed.
		assert_ok!(set(owner(), ManifestChange::Frozen));
		assert_ok!(set(admin(1), ManifestChange::Revoked));
	});
}

#[test]
fn it_sweeps_in_steps_and_gives_the_deposit_back_with_the_last() {
	ExtBuilder.build_and_execute(|| {
		let id = domain_of(owner(), None);
		fund(id, 100 * JMT);
		let seeds = (0..600u32).map(|n| {
			let seed: [u8; 2] = (n as u16 + 1).to_be_bytes();
			(Signer::seeded(seed), None)
		});
		let batch = Batch::with(id, seeds);
		let manifest = batch.publish(owner());
		// More chunks than one sweep looks at.
		crate::Manifests::<Test>::mutate(manifest, |m| m.as_mut().unwrap().leaves = 3_000);
		for chunk in [0, 1, 5] {
			let mut flags = jmt_primitives::merkle::Flags::default();
			flags.set(3);
			Activated::<Test>::insert(manifest, chunk, flags);
		}
		set(manifest, ManifestChange::Revoked);
		let sweep = |chunks| Devices::sweep_manifest(by(stranger()), manifest, chunks);
		let mut weights = Vec::new();
		for (asked, chunks) in [(0, 1), (2, 2)] {
			weights.push(sweep(asked).unwrap().actual_weight);
			assert_eq!(last_event(), Event::ManifestSwept { manifest, chunks, released: None });
		}
		assert!(weights[0].unwrap().ref_time() < weights[1].unwrap().ref_time());
		assert_eq!(Devices::manifest(manifest).unwrap().swept, 3);
		assert_eq!(Activated::<Test>::iter().count(), 1);
		let deposit = MANIFEST_DEPOSIT + 2 * CHUNK_DEPOSIT;
		assert_ok!(sweep(u32::MAX));
		let event = Event::ManifestSwept { manifest, chunks: 3, released: Some(deposit) };
		assert_eq!(last_event(), event);
		assert_eq!((Devices::manifest(manifest), Activated::<Test>::iter().count()), (None, 0));
		assert_eq!((domain(id).manifests, prepaid(id)), (0, 100 * JMT));
		assert_eq!(held_for(HoldReason::Manifest, &Devices::prepaid_account(id)), 0);
	});
}

#[test]
fn it_sweeps_what_has_expired_and_keeps_the_devices() {
	ExtBuilder.build_and_execute(|| {
		let (batch, manifest) = published();
		assert_ok!(batch.activation(manifest, 0, &owner()).activate());
		set_time(GOOD_UNTIL + 1);
		assert_ok!(Devices::sweep_manifest(by(stranger()), manifest, 1));
		assert!(Devices::device(batch.signers[0].id()).is_some());
		assert_ok!(Devices::remove(by(owner()), batch.signers[0].id()));
	});
}

#[test]
fn it_weighs_no_more_chunks_than_a_sweep_looks_at() {
	let weight = |chunks| {
		let call = RuntimeCall::Devices(crate::Call::sweep_manifest { manifest: 1, chunks });
		call.get_dispatch_info().call_weight
	};
	assert_eq!(weight(u32::MAX), weight(4));
	assert!(weight(3).ref_time() < weight(4).ref_time());
	assert_eq!(weight(0), weight(1));
}

mod reject {
	use super::*;
	use crate::Error;
	use frame_support::assert_noop;
	use jmt_primitives::{manifests::Endorsement, units::Level, DeviceSignature};
	use sp_runtime::TokenError;

	#[test]
	fn it_refuses_no_leaf_and_too_many() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			let publish = |leaves| publish(owner(), id, leaves, GOOD_UNTIL);
			assert_noop!(publish(0), Error::<Test>::NoLeaves);
			assert_noop!(publish(MAX_LEAVES + 1), Error::<Test>::TooManyLeaves);
		});
	}

	#[test]
	fn it_refuses_an_expiry_that_has_come() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			assert_noop!(publish(owner(), id, 1, NOW), Error::<Test>::ManifestExpired);
		});
	}

	#[test]
	fn it_refuses_strangers_unknown_and_suspended_domains() {
		ExtBuilder.build_and_execute(|| {
			let line = line_of(&owner(), 2);
			fund(line[1], 30 * JMT);
			let call = publish(stranger(), line[1], 1, GOOD_UNTIL);
			assert_noop!(call, Error::<Test>::NotDomainAuthority);
			assert_noop!(publish(owner(), 9, 1, GOOD_UNTIL), Error::<Test>::UnknownDomain);
			assert_ok!(Devices::suspend_domain(by(owner()), line[0]));
			let call = publish(owner(), line[1], 1, GOOD_UNTIL);
			assert_noop!(call, Error::<Test>::DomainNotActive);
		});
	}

	#[test]
	fn it_refuses_a_prepaid_account_that_cannot_pay() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			assert_noop!(publish(owner(), id, 1, GOOD_UNTIL), TokenError::FundsUnavailable);
			fund(id, MANIFEST_DEPOSIT + CHUNK_DEPOSIT);
			assert_noop!(publish(owner(), id, 1, GOOD_UNTIL), TokenError::FundsUnavailable);
			fund(id, jmt_mock::EXISTENTIAL_DEPOSIT);
			assert_ok!(publish(owner(), id, 1, GOOD_UNTIL));
		});
	}

	#[test]
	fn it_refuses_an_endorsement_by_a_root_that_is_not_there() {
		ExtBuilder.build_and_execute(|| {
			let id = domain_of(owner(), None);
			fund(id, 30 * JMT);
			let signature = DeviceSignature::Ed25519([0; 64]);
			let endorsement = Endorsement { root: 1, key: 0, level: Level::One, signature };
			let call = Devices::publish_manifest(
				by(owner()),
				id,
				ROOT,
				1,
				CONTENT,
				GOOD_UNTIL,
				Some(endorsement),
			);
			assert_noop!(call, Error::<Test>::UnknownRoot);
		});
	}

	#[test]
	fn it_refuses_to_lead_back_from_revoked_and_to_say_the_same_again() {
		ExtBuilder.build_and_execute(|| {
			let (_, manifest) = published();
			let set = |state| Devices::set_manifest(by(owner()), manifest, state);
			assert_noop!(set(ManifestChange::Open), Error::<Test>::WrongState);
			assert_ok!(set(ManifestChange::Revoked));
			for state in [ManifestChange::Open, ManifestChange::Frozen, ManifestChange::Revoked] {
				assert_noop!(set(state), Error::<Test>::ManifestNotOpen);
			}
		});
	}

	#[test]
	fn it_refuses_a_lower_rank_to_open_and_as_high_a_one_to_freeze_again() {
		ExtBuilder.build_and_execute(|| {
			let (batch, manifest) = published();
			name_admins(owner(), batch.domain, [1, 2]);
			let set = |who, change| Devices::set_manifest(by(who), manifest, change);
			assert_ok!(set(admin(1), ManifestChange::Frozen));
			assert_noop!(set(admin(2), ManifestChange::Frozen), Error::<Test>::WrongState);
			assert_ok!(set(owner(), ManifestChange::Frozen));
			assert_noop!(set(admin(1), ManifestChange::Frozen), Error::<Test>::WrongState);
			let open = set(admin(1), ManifestChange::Open);
			assert_noop!(open, Error::<Test>::HigherAuthorityNeeded);
		});
	}

	#[test]
	fn it_refuses_changes_by_strangers_and_of_what_is_not_there() {
		ExtBuilder.build_and_execute(|| {
			let (_, manifest) = published();
			let set = |who, id| Devices::set_manifest(by(who), id, ManifestChange::Frozen);
			assert_noop!(set(stranger(), manifest), Error::<Test>::NotDomainAuthority);
			assert_noop!(set(owner(), manifest + 1), Error::<Test>::UnknownManifest);
			let sweep = Devices::sweep_manifest(by(owner()), manifest + 1, 1);
			assert_noop!(sweep, Error::<Test>::UnknownManifest);
		});
	}

	#[test]
	fn it_refuses_to_sweep_what_is_good_or_frozen() {
		ExtBuilder.build_and_execute(|| {
			let (_, manifest) = published();
			let sweep = || Devices::sweep_manifest(by(owner()), manifest, 1);
			assert_noop!(sweep(), Error::<Test>::ManifestStillGood);
			set(manifest, ManifestChange::Frozen);
			set_time(GOOD_UNTIL);
			assert_noop!(sweep(), Error::<Test>::ManifestStillGood);
		});
	}
}
