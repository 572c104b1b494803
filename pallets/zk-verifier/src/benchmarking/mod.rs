//! Benchmarks. Keys have secrets that are known, so that proofs of any statement can be made without a prover.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod groups;
mod setup;
mod signals;

use super::*;
use crate::forged::Forger;
use alloc::vec::Vec;
use frame_benchmarking::v2::*;
use frame_support::traits::{EnsureOrigin, Time};
use frame_system::RawOrigin;
use groups::*;
use jmt_primitives::{
	proofs::{scope::topic_name, stamp::Stamp, MembershipProof, Purpose, Scalar},
	Hash,
};
use setup::*;
use signals::*;

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn register_key(n: Linear<0, 32>) {
		let owner = funded::<T>("owner");
		let forger = Forger::new(1, n as usize); // cast: widening
		let bytes = forger.bytes().try_into().unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), bytes, Purpose::Other, ceremony());

		assert!(Keys::<T>::contains_key(forger.id()));
	}

	/// By governance, which also bars it.
	#[benchmark]
	fn retire_key() -> Result<(), BenchmarkError> {
		let owner = funded::<T>("owner");
		let forger = Forger::new(1, 32);
		plant::<T>(&owner, forger.id(), &forger, 32);
		let now = T::Time::now();
		let governance = T::AdminOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("somebody governs"))?;

		#[extrinsic_call]
		_(governance as T::RuntimeOrigin, forger.id(), now);

		assert_eq!(Keys::<T>::get(forger.id()).unwrap().retired, Some(now));
		assert!(Barred::<T>::contains_key(forger.id()));
		Ok(())
	}

	/// Of a key whose time is over, by governance.
	#[benchmark]
	fn remove_key() -> Result<(), BenchmarkError> {
		let owner = funded::<T>("owner");
		let forger = Forger::new(1, 32);
		let id = forger.id();
		plant::<T>(&owner, id, &forger, 32);
		let last = T::Time::now().saturating_sub(1);
		Keys::<T>::mutate(id, |record| record.as_mut().unwrap().retired = Some(last));

		let governance = T::AdminOrigin::try_successful_origin()
			.map_err(|_| BenchmarkError::Stop("somebody governs"))?;

		#[extrinsic_call]
		retire_key(governance as T::RuntimeOrigin, id, 0);

		assert!(!Keys::<T>::contains_key(id) && Barred::<T>::contains_key(id));
		Ok(())
	}

	/// Of the call `verify`, whose name the macro takes for itself.
	#[benchmark]
	fn verify_one(n: Linear<0, 32>) {
		let claim = claims_of_one_key::<T>(1, n).remove(0);
		let by = funded::<T>("sender");

		#[extrinsic_call]
		verify(RawOrigin::Signed(by.clone()), claim.key, claim.proof, claim.inputs.clone());

		assert_verified::<T>(&by, &claim);
	}

	/// Of one key, with as many inputs each as may be.
	#[benchmark]
	fn verify_batch(p: Linear<1, 64>) {
		let claims = claims_of_one_key::<T>(p, 32);
		let by = funded::<T>("sender");

		#[extrinsic_call]
		_(RawOrigin::Signed(by.clone()), claims.clone().try_into().unwrap());

		assert_verified::<T>(&by, claims.last().unwrap());
	}

	/// A proof of each of so many keys, that have so many inputs together.
	#[benchmark]
	fn verify_keys(k: Linear<1, 64>, n: Linear<0, 32>) {
		let claims = claims_of_keys::<T>(k, n);
		let by = funded::<T>("sender");

		#[extrinsic_call]
		verify_batch(RawOrigin::Signed(by.clone()), claims.clone().try_into().unwrap());

		assert_verified::<T>(&by, claims.last().unwrap());
	}

	#[benchmark]
	fn anchor() {
		let account = funded::<T>("account");
		let label = Hash::repeat_byte(1);

		#[extrinsic_call]
		_(RawOrigin::Signed(account.clone()), label, Scalar::from(7));

		assert!(Anchors::<T>::contains_key(account, label));
	}

	#[benchmark]
	fn drop_anchor() {
		let account = funded::<T>("account");
		let label = Hash::repeat_byte(1);
		Pallet::<T>::do_anchor(&account, &label, &Scalar::from(7)).unwrap();

		#[extrinsic_call]
		_(RawOrigin::Signed(account.clone()), label);

		assert!(!Anchors::<T>::contains_key(account, label));
	}

	#[benchmark]
	fn create_group() {
		let owner = funded::<T>("owner");

		#[extrinsic_call]
		_(RawOrigin::Signed(owner.clone()));

		assert_eq!(Groups::<T>::get(1).unwrap().owner, owner);
	}

	/// To a tree where an append takes the most hashes, with as many replaced roots as it keeps.
	#[benchmark]
	fn add_members(m: Linear<1, 256>) {
		let (owner, group) = group_to_grow::<T>();
		let before = Groups::<T>::get(group).unwrap().size;
		let commitments: Vec<_> = (0..m).map(|seed| number(10_000 + seed)).collect();

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), group, commitments.try_into().unwrap());

		assert_eq!(Groups::<T>::get(group).unwrap().size, before + m);
		assert_eq!(ReplacedRoots::<T>::get(group).len(), MAX_ROOTS as usize); // cast: widening
	}

	/// A replacement, which does what a removal does.
	#[benchmark]
	fn update_member(s: Linear<0, 32>) {
		let (owner, group, siblings) = group_to_change::<T>(s);

		#[extrinsic_call]
		replace_member(RawOrigin::Signed(owner), group, 0, number(0), number(9_000), siblings);

		assert_eq!(Pages::<T>::get(group, 0)[0], number(9_000));
	}

	#[benchmark]
	fn close_group(p: Linear<0, 256>) {
		let (owner, group) = group_to_close::<T>(p);

		#[extrinsic_call]
		_(RawOrigin::Signed(owner), group, p.max(1));

		assert!(!Groups::<T>::contains_key(group));
	}

	#[benchmark]
	fn open_topic() {
		let (_, group) = group_to_close::<T>(0);
		let (opener, ends) = (funded::<T>("opener"), T::Time::now());
		let topic = topic_name(ends, &[1; 24]);

		#[extrinsic_call]
		_(RawOrigin::Signed(opener), group, topic, ends, MAX_ALIASES);

		assert!(Topics::<T>::contains_key(group, topic));
	}

	/// The last aliases of a topic, by a stranger.
	#[benchmark]
	fn close_topic(n: Linear<0, 1000>) {
		let (_, group, topic) = ended_topic::<T>(n);
		let stranger = funded::<T>("stranger");

		#[extrinsic_call]
		_(RawOrigin::Signed(stranger), group, topic, n.max(1));

		assert!(!Topics::<T>::contains_key(group, topic));
		assert!(Aliases::<T>::iter().next().is_none());
	}

	/// All checks and the proof.
	#[benchmark]
	fn signal() {
		let word = signals::signal::<T>();
		let MembershipProof { depth, root, nullifier, proof } = word.proof;
		let by = funded::<T>("relayer");
		let Signal { group, topic, message, .. } = word;

		#[extrinsic_call]
		_(RawOrigin::Signed(by), group, depth, root, nullifier, message, topic, proof, None);

		assert_eq!(Topics::<T>::get(group, topic).unwrap().used, 2);
	}

	#[benchmark]
	fn authorize_signal() {
		let word = signals::signal::<T>();
		let stamp = stamp::<T>(&word);
		let verdict;

		#[block]
		{
			verdict = Pallet::<T>::authorize_signal(&word, Some(&stamp));
		}

		assert!(verdict.is_ok());
	}

	/// After it was authorised.
	#[benchmark]
	fn signal_authorized() {
		let word = signals::signal::<T>();
		let stamp = Some(Stamp { block: 0, nonce: 0 });
		let MembershipProof { depth, root, nullifier, proof } = word.proof;
		let Signal { group, topic, message, .. } = word;

		#[extrinsic_call]
		signal(RawOrigin::None, group, depth, root, nullifier, message, topic, proof, stamp);

		assert_eq!(Topics::<T>::get(group, topic).unwrap().used, 2);
	}

	impl_benchmark_test_suite!(
		Pallet,
		crate::mock::ExtBuilder::default().build(),
		crate::mock::Test
	);
}
