//! Benchmarks. Registrations and activations are measured per key type, since verification is most of them; all that
//! walks up a tree at its greatest depth, by who is found last.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod life;
mod setup;
mod units;

use super::*;
use frame_benchmarking::v2::*;
use frame_support::traits::{
	fungible::{Inspect, MutateHold},
	EnsureOrigin, Get, Time,
};
use frame_system::RawOrigin;
use jmt_device_keys::BenchmarkDevice;
use jmt_primitives::{
	cell::Region,
	devices::{Member, MemberState, Payer, Profile, ProfilePart},
	domains::{self, Domain, Layer, Link, Reach, MAX_DEPTH},
	manifests::{Manifest, ManifestChange, ManifestState, MAX_LEAVES},
	merkle::Flags,
	AccountId, DeviceId, Hash, KeyType, Moment, Signature,
};
use life::*;
use setup::*;
use units::*;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_sr25519() {
		let owner = funded_owner::<T>();
		let key = BenchmarkDevice::new(KeyType::Sr25519);
		let (expires, signature) = consent::<T>(&key, &owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.id()));
	}

	#[benchmark]
	fn register_ed25519() {
		let owner = funded_owner::<T>();
		let key = BenchmarkDevice::new(KeyType::Ed25519);
		let (expires, signature) = consent::<T>(&key, &owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.id()));
	}

	#[benchmark]
	fn register_secp256k1() {
		let owner = funded_owner::<T>();
		let key = BenchmarkDevice::new(KeyType::Secp256k1);
		let (expires, signature) = consent::<T>(&key, &owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.id()));
	}

	#[benchmark]
	fn register_p256() {
		let owner = funded_owner::<T>();
		let key = BenchmarkDevice::new(KeyType::P256);
		let (expires, signature) = consent::<T>(&key, &owner);

		#[extrinsic_call]
		register(RawOrigin::Signed(owner), key.public(), expires, signature);

		assert!(Devices::<T>::contains_key(key.id()));
	}

	#[benchmark]
	fn remove(k: Linear<0, 16>) {
		// Revoked, and removed by the domain that pays.
		let (_, speaker, domain) = deepest::<T>();
		let activating = Activating::new::<T>(KeyType::Ed25519, 1, 0);
		Pallet::<T>::do_activate(&activating.as_activation(), KeyType::Ed25519).unwrap();
		let device = activating.leaf.key.id();
		let stored = Members::<T>::get(device).unwrap();
		Pallet::<T>::leave_domain(stored.domain.unwrap());
		let from = Pallet::<T>::prepaid_account(stored.domain.unwrap());
		Pallet::<T>::release(HoldReason::Device, &from, T::Deposit::get()).unwrap();
		let to = Pallet::<T>::prepaid_account(domain);
		T::Currency::hold(&HoldReason::Device.into(), &to, T::Deposit::get()).unwrap();
		Domains::<T>::mutate(domain, |domain| domain.as_mut().unwrap().members += 1);
		let (domain, state) = (Some(domain), MemberState::Revoked);
		Members::<T>::insert(device, Member { domain, state, leaf: None, ..stored });
		Profiles::<T>::insert(device, Profile { capabilities: 1, ..Default::default() });
		had_keys::<T>(&device, k);

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), device);

		assert!(!Devices::<T>::contains_key(device));
	}

	#[benchmark]
	fn pause() {
		let (owner, device) = registered::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device);

		assert_eq!(Devices::<T>::get(device).map(|stored| stored.standing), Some(Standing::Paused));
	}

	#[benchmark]
	fn resume() {
		let (owner, device) = registered::<T>();
		Pallet::<T>::change_standing(&owner, &device, Standing::Paused).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device);

		assert_eq!(Devices::<T>::get(device).map(|stored| stored.standing), Some(Standing::Active));
	}

	#[benchmark]
	fn create_domain() {
		let (_, speaker, parent) = deep::<T>(u32::from(MAX_DEPTH) - 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), Some(parent), Layer::Device, Region::World);

		assert!(Domains::<T>::contains_key(parent + 1));
	}

	#[benchmark]
	fn close_domain() {
		let (owner, _, domain) = deepest::<T>();
		for n in 2..8 {
			let admin: AccountId = account("admin", n, 0);
			Pallet::<T>::do_set_admin(&owner, domain, &admin, AdminChange::Add).unwrap();
		}

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), domain);

		assert!(!Domains::<T>::contains_key(domain));
	}

	#[benchmark]
	fn offer_domain() {
		let (owner, speaker, domain) = deepest::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), domain, Some(speaker));

		assert!(Domains::<T>::get(domain).unwrap().offered_to.is_some());
	}

	#[benchmark]
	fn accept_domain() {
		let (owner, speaker, domain) = deepest::<T>();
		Pallet::<T>::do_offer_domain(&owner, domain, Some(speaker.clone())).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker.clone()), domain);

		assert_eq!(Domains::<T>::get(domain).unwrap().owner, speaker);
	}

	#[benchmark]
	fn set_admin() {
		let (_, _, domain) = deepest::<T>();
		// An admin of the parent ranks high enough, found behind all above.
		let Domain { parent, owner, .. } = Domains::<T>::get(domain).unwrap();
		let who = rich::<T>("above");
		Pallet::<T>::do_set_admin(&owner, parent.unwrap(), &who, AdminChange::Add).unwrap();
		let admin: AccountId = account("new admin", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), domain, admin.clone(), AdminChange::Add);

		assert!(Admins::<T>::contains_key(domain, admin));
	}

	#[benchmark]
	fn suspend_domain() {
		let (_, speaker, domain) = deepest::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), domain);

		assert_eq!(Pallet::<T>::path(domain).unwrap().suspended(), Some(domain));
	}

	#[benchmark]
	fn resume_domain() {
		let (_, speaker, domain) = deepest::<T>();
		Pallet::<T>::do_suspend_domain(&speaker, domain).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), domain);

		assert_eq!(Pallet::<T>::path(domain).unwrap().suspended(), None);
	}

	#[benchmark]
	fn set_trust() {
		let (owner, speaker, from) = deepest::<T>();
		let to = Domains::<T>::get(from).unwrap().top;
		let expires = T::Time::now() + 1;
		Pallet::<T>::do_set_trust(&owner, from, to, Reach::Exact, expires).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker.clone()), from, to, Reach::Below, expires);

		assert_eq!(Trust::<T>::get(from, to).map(|Link { payer, .. }| payer), Some(speaker));
	}

	#[benchmark]
	fn drop_trust() {
		let (owner, speaker, from) = deepest::<T>();
		let to = Domains::<T>::get(from).unwrap().top;
		let expires = T::Time::now() + 1;
		Pallet::<T>::do_set_trust(&owner, from, to, Reach::Exact, expires).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), from, to);

		assert_eq!(Trust::<T>::get(from, to), None);
	}

	#[benchmark]
	fn withdraw_prepaid() {
		let (owner, _, domain) = deepest::<T>();
		let (account, amount) = (Pallet::<T>::prepaid_account(domain), WEALTH);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), domain, amount);

		assert_eq!(T::Currency::total_balance(&account), 0);
	}

	#[benchmark]
	fn publish_manifest() {
		let (_, speaker, domain) = deepest::<T>();
		let (hash, leaves) = (Hash::repeat_byte(1), MAX_LEAVES);
		let word = Some(endorsement::<T>(domain, &hash, leaves));

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), domain, hash, leaves, hash, Moment::MAX, word);

		assert_eq!(Domains::<T>::get(domain).unwrap().manifests, 1);
	}

	#[benchmark]
	fn set_manifest() {
		let (_, speaker, domain) = deepest::<T>();
		let id = manifest::<T>(domain, Hash::zero(), 1);

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), id, ManifestChange::Frozen);

		assert!(matches!(Manifests::<T>::get(id).unwrap().state, ManifestState::Frozen(_)));
	}

	#[benchmark]
	fn authorize_activation_sr25519(d: Linear<1, 8>, p: Linear<0, 24>) {
		let activating = Activating::new::<T>(KeyType::Sr25519, d, p);
		let answer;

		#[block]
		{
			answer = Pallet::<T>::authorize_activation(
				&activating.as_activation(),
				&activating.signature,
			);
		}

		assert!(answer.is_ok());
	}

	#[benchmark]
	fn authorize_activation_ed25519(d: Linear<1, 8>, p: Linear<0, 24>) {
		let activating = Activating::new::<T>(KeyType::Ed25519, d, p);
		let answer;

		#[block]
		{
			answer = Pallet::<T>::authorize_activation(
				&activating.as_activation(),
				&activating.signature,
			);
		}

		assert!(answer.is_ok());
	}

	#[benchmark]
	fn authorize_activation_secp256k1(d: Linear<1, 8>, p: Linear<0, 24>) {
		let activating = Activating::new::<T>(KeyType::Secp256k1, d, p);
		let answer;

		#[block]
		{
			answer = Pallet::<T>::authorize_activation(
				&activating.as_activation(),
				&activating.signature,
			);
		}

		assert!(answer.is_ok());
	}

	#[benchmark]
	fn authorize_activation_p256(d: Linear<1, 8>, p: Linear<0, 24>) {
		let activating = Activating::new::<T>(KeyType::P256, d, p);
		let answer;

		#[block]
		{
			answer = Pallet::<T>::authorize_activation(
				&activating.as_activation(),
				&activating.signature,
			);
		}

		assert!(answer.is_ok());
	}

	#[benchmark]
	fn activate() {
		let activating = Activating::new::<T>(KeyType::Ed25519, u32::from(MAX_DEPTH), 24);
		let device = activating.leaf.key.id();
		let Activating { manifest, leaf, proof, owner, expires, signature } = activating;

		#[extrinsic_call]
		_(RawOrigin::None, manifest, leaf, proof, owner, [1; 32], expires, signature);

		assert!(Devices::<T>::contains_key(device));
	}

	#[benchmark]
	fn sweep_manifest(c: Linear<1, 256>) {
		let (owner, speaker, domain) = deepest::<T>();
		let id = manifest::<T>(domain, Hash::zero(), c * 512);
		let mut flags = Flags::default();
		(0..512).for_each(|flag| flags.set(flag));
		(0..c).for_each(|chunk| Activated::<T>::insert(id, chunk, flags));
		Pallet::<T>::do_set_manifest(&owner, id, ManifestChange::Revoked).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), id, c);

		// A runtime may look at fewer chunks than this range.
		let left = Manifests::<T>::get(id).map(|Manifest { swept, .. }| swept);
		assert!(left.is_none_or(|swept| swept == T::SweepChunks::get()));
	}

	#[benchmark]
	fn move_device() {
		// From one deepest domain that suspended it and pays for it to another that will.
		let (owner, device) = registered::<T>();
		let (_, speaker, from) = deepest::<T>();
		let (_, _, to) = deepest::<T>();
		let stored = Devices::<T>::get(device).unwrap();
		Pallet::<T>::release(HoldReason::Device, &owner, stored.deposit).unwrap();
		let payer = Pallet::<T>::prepaid_account(from);
		T::Currency::hold(&HoldReason::Device.into(), &payer, stored.deposit).unwrap();
		Domains::<T>::mutate(from, |domain| domain.as_mut().unwrap().members += 1);
		let member = Member { domain: Some(from), payer: Payer::Domain, ..Default::default() };
		Members::<T>::insert(device, member);
		let change = MemberChange::Suspend;
		Pallet::<T>::do_set_member(&speaker, &device, change).unwrap();
		let (public, authority) = signer();
		let above = Domains::<T>::get(to).unwrap().owner;
		Pallet::<T>::do_set_admin(&above, to, &authority, AdminChange::Add).unwrap();
		let (genesis, expires) = (Pallet::<T>::genesis_hash(), T::Time::now());
		let payer = Payer::Domain;
		let next = domains::signed::NextMove { registered_in: stored.registered_in, moves: 0 };
		had_keys::<T>(&device, 16);
		Profiles::<T>::insert(device, Profile { capabilities: 1, ..Default::default() });
		let message =
			domains::signed::permit(&genesis, &device, next, Some(from), to, payer, expires);
		let signature = sp_io::crypto::ecdsa_sign(PERMITS, &public, &message).unwrap();
		let signature = Signature::Ecdsa(signature);
		let permit = Permit { payer, expires, authority, signature };

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device, Some(to), Some(permit));

		assert_eq!(Members::<T>::get(device).unwrap().domain, Some(to));
	}

	#[benchmark]
	fn set_member() {
		let (_, device) = registered::<T>();
		let (_, speaker, domain) = deepest::<T>();
		Domains::<T>::mutate(domain, |domain| domain.as_mut().unwrap().members += 1);
		Members::<T>::insert(device, Member { domain: Some(domain), ..Default::default() });
		Pallet::<T>::do_set_member(&speaker, &device, MemberChange::Suspend).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), device, MemberChange::Resume);

		assert_eq!(Members::<T>::get(device).unwrap().state, MemberState::Active);
	}

	#[benchmark]
	fn verify_sr25519() {
		let (message, public, signature) = certified(KeyType::Sr25519);
		let good;

		#[block]
		{
			good = signature.verify(&message, &public);
		}

		assert!(good);
	}

	#[benchmark]
	fn verify_ed25519() {
		let (message, public, signature) = certified(KeyType::Ed25519);
		let good;

		#[block]
		{
			good = signature.verify(&message, &public);
		}

		assert!(good);
	}

	#[benchmark]
	fn verify_secp256k1() {
		let (message, public, signature) = certified(KeyType::Secp256k1);
		let good;

		#[block]
		{
			good = signature.verify(&message, &public);
		}

		assert!(good);
	}

	#[benchmark]
	fn verify_p256() {
		let (message, public, signature) = certified(KeyType::P256);
		let good;

		#[block]
		{
			good = signature.verify(&message, &public);
		}

		assert!(good);
	}

	#[benchmark]
	fn bind_unit() {
		// Taken from another device, and in place of a unit of another root.
		let Rebinding { owner, device, loser, certificate, binding } = Rebinding::new::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device, certificate, Some(binding));

		assert_eq!(Units::<T>::get(certificate.root, certificate.nullifier), Some(device));
		assert!(!Members::<T>::contains_key(loser));
	}

	#[benchmark]
	fn admit_root() -> Result<(), BenchmarkError> {
		let origin =
			T::RootOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let key = BenchmarkDevice::new(KeyType::Ed25519).public();
		let maker: AccountId = account("maker", 0, 0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, maker, TERMS, key);

		assert!(Roots::<T>::contains_key(1));
		Ok(())
	}

	#[benchmark]
	fn set_root() -> Result<(), BenchmarkError> {
		let origin =
			T::RootOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let root = full_root::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, root, Some(TERMS), RootChange::Frozen);

		assert!(!Roots::<T>::get(root).unwrap().takes_new(T::Time::now()));
		Ok(())
	}

	#[benchmark]
	fn set_root_key() -> Result<(), BenchmarkError> {
		let origin =
			T::RootOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)?;
		let root = full_root::<T>();
		Roots::<T>::mutate(root, |root| root.as_mut().unwrap().keys.pop());
		let key = BenchmarkDevice::new(KeyType::P256).public();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, root, key);

		assert_eq!(Roots::<T>::get(root).unwrap().keys.len(), 4);
		Ok(())
	}

	#[benchmark]
	fn revoke_root_key() {
		let root = full_root::<T>();
		let maker = Roots::<T>::get(root).unwrap().maker;

		#[extrinsic_call]
		_(RawOrigin::Signed(maker), root, 3, 1);

		assert!(Roots::<T>::get(root).unwrap().good_key(3).is_none());
	}

	#[benchmark]
	fn rotate_key() {
		let (owner, device, _) = rotating::<T>();
		let Words { key, expires, by_old, by_new, .. } = words::<T>(&owner, &device);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device, key, expires, by_old, by_new);

		assert_eq!(Devices::<T>::get(device).unwrap().key, key);
	}

	#[benchmark]
	fn start_rotation() {
		let (owner, device) = registered::<T>();
		had_keys::<T>(&device, 15);
		let Words { key, expires, start, .. } = words::<T>(&owner, &device);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device, key, expires, start);

		assert!(Rotations::<T>::get(device).unwrap().pending.is_some());
	}

	#[benchmark]
	fn cancel_rotation() {
		// With its authorisation.
		let (_, device, started) = rotating::<T>();
		let signature = objection::<T>(&device, started);
		let answer;

		#[block]
		{
			answer = Pallet::<T>::authorize_cancellation(&device, started, &signature);
			Pallet::<T>::do_cancel_rotation(&device).unwrap();
		}

		assert!(answer.is_ok());
		assert!(Rotations::<T>::get(device).unwrap().pending.is_none());
	}

	#[benchmark]
	fn finish_rotation() {
		// In parts: no benchmark makes a thousand blocks.
		let (owner, device, _) = rotating::<T>();

		#[block]
		{
			let (stored, history, pending) = Pallet::<T>::rotation_of(&owner, &device).unwrap();
			core::hint::black_box(Pallet::<T>::is_over(&pending));
			Pallet::<T>::change_key(&device, stored, history, pending.key).unwrap();
		}

		assert!(Rotations::<T>::get(device).unwrap().pending.is_none());
	}

	#[benchmark]
	fn set_profile() {
		let (_, device) = registered::<T>();
		let (_, speaker, domain) = deepest::<T>();
		Domains::<T>::mutate(domain, |domain| domain.as_mut().unwrap().members += 1);
		Members::<T>::insert(device, Member { domain: Some(domain), ..Default::default() });

		#[extrinsic_call]
		_(RawOrigin::Signed(speaker), device, ProfilePart::Capabilities(1));

		assert_eq!(Profiles::<T>::get(device).unwrap().capabilities, 1);
	}

	#[benchmark]
	fn offer_device() {
		let (owner, device) = registered::<T>();
		let to: AccountId = account("buyer", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), device, Some(to));

		assert!(Members::<T>::get(device).unwrap().offered_to.is_some());
	}

	#[benchmark]
	fn accept_device() {
		let (owner, device, _) = rotating::<T>();
		let to = rich::<T>("buyer");
		Pallet::<T>::do_offer_device(&owner, &device, Some(to.clone())).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(to.clone()), device);

		assert_eq!(Devices::<T>::get(device).unwrap().owner, to);
	}

	#[benchmark]
	fn index_owned(n: Linear<1, 64>) {
		let (owner, first) = registered::<T>();
		let stored = Devices::<T>::get(first).unwrap();
		let devices: alloc::vec::Vec<DeviceId> = (0..n)
			.map(|n| {
				let id = DeviceId(Hash::from(sp_io::hashing::blake2_256(&n.to_le_bytes())));
				Devices::<T>::insert(id, stored.clone());
				id
			})
			.collect();
		let named = devices.clone().try_into().unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()), named);

		assert!(devices.iter().all(|device| Owned::<T>::contains_key(&owner, device)));
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder.build_with_keystore(),
		crate::mock::Test
	);
}
