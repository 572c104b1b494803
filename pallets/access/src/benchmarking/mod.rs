//! Benchmarks. Domains, devices and links are put into storage by the registry's pallet, grants and uses by this one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod decisions;
mod setup;
mod signatures;

use super::*;
use crate::log::tree;
use alloc::boxed::Box;
use decisions::*;
use frame_benchmarking::v2::*;
use frame_support::traits::Time;
use frame_system::RawOrigin;
use jmt_primitives::{
	access::{Action, Actions, Authority, Counted, Delegation, Holder, MAX_APPROVAL_MS, MAX_DEPTH},
	domains::Reach,
	DeviceId, Hash, KeyType,
};
use setup::*;
use signatures::*;

#[benchmarks]
mod benchmarks {
	use super::*;

	/// In the deepest domain, by the word of an admin of it, with an enforcer and the largest policy.
	#[benchmark]
	fn create_resource() {
		let owner = funded::<T>("owner");
		let (domain, _) = deepest::<T>(10);
		let policy = policy::<T>(&owner, 10, largest());
		let permit = permit::<T>(&owner, domain);
		let (enforcer, all) = (device::<T>(1, &owner, None), Actions::ALL);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(owner.clone()),
			domain,
			Some(permit),
			None,
			Some(enforcer),
			all,
			all,
			Some(policy),
		);

		assert_eq!(Resources::<T>::get(1).unwrap().owner, owner);
	}

	/// Another policy for one in the deepest domain, each of them the largest.
	#[benchmark]
	fn set_resource() {
		let owner = funded::<T>("owner");
		let (domain, _) = deepest::<T>(10);
		let [old, new] = [(); 2].map(|()| policy::<T>(&owner, 10, largest()));
		let id = resource::<T>(&owner, domain, Some(old));
		let change = ResourceChange::Policy(Some(new));

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, change);

		assert_eq!(Resources::<T>::get(id).unwrap().policy, Some(new));
		assert_eq!(Policies::<T>::get(old).unwrap().resources, 0);
	}

	/// A freeze by an admin of the deepest domain.
	#[benchmark]
	fn set_resource_state() {
		let owner = funded::<T>("owner");
		let (domain, admin) = deepest::<T>(10);
		let id = resource::<T>(&owner, domain, None);
		let change = ResourceChange::State(StateChange::Freeze);

		#[extrinsic_call]
		set_resource(RawOrigin::Signed(admin), id, change);

		assert!(
			Resources::<T>::get(id).unwrap().state != jmt_primitives::access::ResourceState::Open
		);
	}

	/// That names the largest policy.
	#[benchmark]
	fn close_resource() {
		let owner = funded::<T>("owner");
		let policy = policy::<T>(&owner, 1, largest());
		let id = resource::<T>(&owner, 1, Some(policy));

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert!(!Resources::<T>::contains_key(id));
	}

	/// In the place of another, for the deepest domain.
	#[benchmark]
	fn set_policy(b: Linear<100, 4096>) {
		let owner = funded::<T>("owner");
		let (domain, _) = deepest::<T>(10);
		let id = policy::<T>(&owner, domain, largest());
		let body = body_of_bytes(b, domain);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), PolicyAt::Replace(id), body.clone());

		assert_eq!(Policies::<T>::get(id).unwrap().body, body);
	}

	/// The last of a chain of so many, handed on by an admin of the deepest domain, which holds the one above. Each of its
	/// cells is the last one of those above.
	#[benchmark]
	fn grant(d: Linear<1, 8>) {
		let owner = funded::<T>("owner");
		let (domain, admin) = deepest::<T>(10);
		let id = resource::<T>(&owner, 1, None);
		let holder = Holder::Domain { domain, reach: Reach::Below };
		let parent = chain::<T>(&owner, id, d - 1, &holder, &full_scope(cells()));
		let issuer = if d == 1 { owner } else { admin };
		let scope = full_scope(last_cells());

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer), id, parent, holder, scope, Delegation::Allowed);

		assert_eq!(u32::from(Grants::<T>::get(u64::from(d)).unwrap().depth), d);
	}

	/// The last of eight, by the issuer of the first.
	#[benchmark]
	fn revoke() {
		let owner = funded::<T>("owner");
		let id = resource::<T>(&owner, 1, None);
		let holder = Holder::Account(owner.clone());
		let last = chain::<T>(&owner, id, MAX_DEPTH, &holder, &full_scope(cells())).unwrap();
		let issuer = funded::<T>("first");
		Grants::<T>::mutate(1, |root| root.as_mut().unwrap().issuer = issuer.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(issuer), last);

		assert!(Grants::<T>::get(last).unwrap().revoked.is_some());
	}

	#[benchmark]
	fn revoke_all() {
		let owner = funded::<T>("owner");
		let id = resource::<T>(&owner, 1, None);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert_eq!(Resources::<T>::get(id).unwrap().epoch, 1);
	}

	/// By an admin of the deepest domain, which holds the grant.
	#[benchmark]
	fn bump_passes() {
		let owner = funded::<T>("owner");
		let (domain, admin) = deepest::<T>(10);
		let id = resource::<T>(&owner, 1, None);
		let holder = Holder::Domain { domain, reach: Reach::Below };
		let last = chain::<T>(&owner, id, 1, &holder, &full_scope(cells())).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(admin), last);

		assert_eq!(Grants::<T>::get(last).unwrap().pass_epoch, 1);
	}

	/// The last of eight, by a stranger long after the first was revoked.
	#[benchmark]
	fn close_grant() {
		let owner = funded::<T>("owner");
		let id = resource::<T>(&owner, 1, None);
		let holder = Holder::Account(owner.clone());
		let last = chain::<T>(&owner, id, MAX_DEPTH, &holder, &full_scope(cells())).unwrap();
		Grants::<T>::mutate(1, |root| root.as_mut().unwrap().revoked = Some(0));
		let stranger = funded::<T>("stranger");

		#[extrinsic_call]
		_(RawOrigin::Signed(stranger), last);

		assert!(!Grants::<T>::contains_key(last));
	}

	#[benchmark]
	fn approve() {
		let owner = funded::<T>("owner");
		let id = resource::<T>(&owner, 1, None);
		let until = T::Time::now() + MAX_APPROVAL_MS;

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), id, Hash::zero(), until);

		assert!(Approvals::<T>::contains_key(id, (Hash::zero(), owner)));
	}

	/// By a stranger, after its end.
	#[benchmark]
	fn withdraw_approval() {
		let (owner, stranger) = (funded::<T>("owner"), funded::<T>("stranger"));
		approval::<T>(&owner, 1, Hash::zero(), T::Time::now() - 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(stranger), 1, Hash::zero(), owner.clone());

		assert!(!Approvals::<T>::contains_key(1, (Hash::zero(), owner)));
	}

	/// By its own right and so many rules, of which the first deny, name so many links and approvals, and the last allows at
	/// a price. Subject and resource are in the deepest domains, and nothing was used before.
	#[benchmark]
	fn use_right(r: Linear<6, 32>, f: Linear<0, 39>) {
		let Worst { who, resource, subject, authority } = worst::<T>(r, f, 0);
		assert_eq!(authority, Authority::Own);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), resource, subject.clone(), Action::OPEN, authority, 1, 1);

		let uses = Uses::<T>::get(resource, Counted::Subject(subject)).unwrap();
		assert_eq!(uses.total(Action::OPEN, 0), 1);
	}

	/// Under so many grants with a limit each, and by so many rules that deny and name so many links and approvals.
	#[benchmark]
	fn use_grant(r: Linear<6, 32>, f: Linear<0, 39>, g: Linear<1, 8>) {
		let Worst { who, resource, subject, authority } = worst::<T>(r, f, g);

		#[extrinsic_call]
		use_right(RawOrigin::Signed(who), resource, subject, Action::OPEN, authority, 1, 1);

		assert_eq!(Uses::<T>::iter_prefix_values(resource).count(), g as usize); // cast: 8 at most
	}

	/// Of a log that is as long as it has hashes in its proofs, but for the signature.
	#[benchmark]
	fn anchor(h: Linear<4, 64>) {
		let payer = funded::<T>("payer");
		let enforcer = enforcer::<T>(&payer);
		let (genesis, at) = (Pallet::<T>::genesis_hash(), T::Time::now() - 1);
		let made = tree::extended(h, &genesis, &enforcer, payer.clone(), at);
		let tree::Extended { head, seal, leaves, root, consistency, path } = made;
		Logs::<T>::insert(enforcer, head);
		let payload =
			jmt_primitives::access::log::signed::anchor(&genesis, &enforcer, &seal, leaves, &root);
		let (_, signature) = sign(&payload);
		let (consistency, path) = (consistency.try_into().unwrap(), path.try_into().unwrap());

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), enforcer, seal, leaves, root, consistency, path, signature);

		assert_eq!(Logs::<T>::get(enforcer).unwrap().leaves, leaves);
	}

	/// By four paths with so many hashes.
	#[benchmark]
	fn report_lie(h: Linear<12, 128>) {
		let payer = funded::<T>("payer");
		let enforcer = enforcer::<T>(&payer);
		let at = T::Time::now() - 1;
		let genesis = Pallet::<T>::genesis_hash();
		let (head, lie) = tree::lie(h, &genesis, &enforcer, payer.clone(), at);
		Logs::<T>::insert(enforcer, head);

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), enforcer, Box::new(lie));

		assert!(Logs::<T>::get(enforcer).unwrap().lied.is_some());
	}

	/// The largest.
	#[benchmark]
	fn close_policy() {
		let owner = funded::<T>("owner");
		let id = policy::<T>(&owner, 1, largest());

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id);

		assert!(!Policies::<T>::contains_key(id));
	}

	/// Under a grant that stands, of a resource that is gone.
	#[benchmark]
	fn clear_uses() {
		let owner = funded::<T>("owner");
		let id = resource::<T>(&owner, 1, None);
		let holder = Holder::Account(owner.clone());
		let last = chain::<T>(&owner, id, 1, &holder, &full_scope(cells())).unwrap();
		let counted = Counted::Grant(last);
		uses::<T>(&owner, id, &counted);
		Pallet::<T>::do_close_resource(&owner, id).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), id, counted.clone());

		assert!(!Uses::<T>::contains_key(id, counted));
	}

	#[benchmark]
	fn close_log() {
		let payer = funded::<T>("payer");
		let enforcer = DeviceId(Hash::repeat_byte(7));
		let (genesis, at) = (Pallet::<T>::genesis_hash(), 1);
		let mut head = tree::extended(4, &genesis, &enforcer, payer.clone(), at).head;
		head.deposit = Pallet::<T>::price(0);
		Pallet::<T>::hold(HoldReason::Log, &payer, head.deposit).unwrap();
		Logs::<T>::insert(enforcer, head);

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), enforcer);

		assert!(!Logs::<T>::contains_key(enforcer));
	}

	#[benchmark]
	fn verify_sr25519() {
		let (key, payload, signature) = signed(KeyType::Sr25519);

		#[block]
		{
			assert!(signature.verify(&payload, &key));
		}
	}

	#[benchmark]
	fn verify_ed25519() {
		let (key, payload, signature) = signed(KeyType::Ed25519);

		#[block]
		{
			assert!(signature.verify(&payload, &key));
		}
	}

	#[benchmark]
	fn verify_secp256k1() {
		let (key, payload, signature) = signed(KeyType::Secp256k1);

		#[block]
		{
			assert!(signature.verify(&payload, &key));
		}
	}

	#[benchmark]
	fn verify_p256() {
		let (key, payload, signature) = signed(KeyType::P256);

		#[block]
		{
			assert!(signature.verify(&payload, &key));
		}
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::ExtBuilder.build(), crate::mock::Test);
}
