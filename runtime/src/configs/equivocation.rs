//! Reports of equivocations: the owner of the key that signed twice, and the weight of a report.
//!
//! The weights that BABE and GRANDPA bring along count the database as RocksDB. By them a report against a
//! validator with as many nominators as an election looks at weighs a whole second, more than a normal call
//! may: it would fit no block, and no offence would ever be slashed. These are the same counts with the costs
//! of this chain's database.

use super::session::KeysInUse;
use crate::{Historical, Runtime, Session};
use frame_support::{
	storage::with_transaction,
	traits::KeyOwnerProofSystem,
	weights::{
		constants::{WEIGHT_REF_TIME_PER_MICROS, WEIGHT_REF_TIME_PER_NANOS},
		Weight,
	},
};
use pallet_session::{historical::IdentificationTuple, NextKeys};
use sp_runtime::{DispatchError, KeyTypeId, TransactionOutcome};
use sp_session::MembershipProof;

/// Whose a session key was, by the keys in use in a session. [`Historical`] alone goes by those registered: see
/// the head of `session.rs`.
pub struct KeyOwners;

/// Looks into the history of sessions as if the registered keys were those in use. Its writes are dropped.
fn by_keys_in_use<R>(look: impl FnOnce() -> Option<R>) -> Option<R> {
	with_transaction(|| {
		for (validator, keys) in KeysInUse::get() {
			NextKeys::<Runtime>::insert(validator, keys);
		}
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(look()))
	})
	.ok()
	.flatten()
}

impl<D: AsRef<[u8]> + Clone> KeyOwnerProofSystem<(KeyTypeId, D)> for KeyOwners {
	type Proof = MembershipProof;
	type IdentificationTuple = IdentificationTuple<Runtime>;

	fn prove(key: (KeyTypeId, D)) -> Option<MembershipProof> {
		by_keys_in_use(|| {
			let proof = Historical::prove(key.clone())?;
			// Of a key that is not in use the SDK proves just that, and a node would not look further.
			Historical::check_proof(key, proof.clone()).map(|_| proof)
		})
	}

	fn check_proof(
		key: (KeyTypeId, D),
		proof: MembershipProof,
	) -> Option<IdentificationTuple<Runtime>> {
		if proof.session == Session::current_index() {
			by_keys_in_use(|| Historical::check_proof(key, proof))
		} else {
			Historical::check_proof(key, proof)
		}
	}
}

/// Validators that a proof of membership is taken to have at least.
const LEAST_VALIDATORS: u32 = 100;

/// Weights of reports to BABE and GRANDPA.
pub struct ReportWeight;

/// A report whose two signatures take `check` to verify.
fn report(validators: u32, nominators: u32, check: Weight, extra_reads: u64) -> Weight {
	let micros =
		|count: u64| Weight::from_parts(WEIGHT_REF_TIME_PER_MICROS, 0).saturating_mul(count);
	let proof = Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS, 0)
		.saturating_mul(175)
		.saturating_mul(validators.max(LEAST_VALIDATORS).into())
		.saturating_add(micros(35))
		// A report of this session puts the keys in use in place and builds their trie.
		.saturating_add(micros(30).saturating_mul(validators.max(LEAST_VALIDATORS).into()));
	let touched = u64::from(nominators).saturating_mul(3);
	let database = <Runtime as frame_system::Config>::DbWeight::get();
	proof
		.saturating_add(check)
		// Reporting the offence, and slashing each nominator.
		.saturating_add(micros(110))
		.saturating_add(micros(25).saturating_mul(nominators.into()))
		.saturating_add(database.reads(touched.saturating_add(20).saturating_add(extra_reads)))
		.saturating_add(database.writes(touched.saturating_add(10)))
}

impl pallet_babe::WeightInfo for ReportWeight {
	fn plan_config_change() -> Weight {
		<() as pallet_babe::WeightInfo>::plan_config_change()
	}

	fn report_equivocation(validators: u32, nominators: u32) -> Weight {
		let check = Weight::from_parts(WEIGHT_REF_TIME_PER_MICROS, 0).saturating_mul(110);
		report(validators, nominators, check, 0)
	}
}

impl pallet_grandpa::WeightInfo for ReportWeight {
	fn report_equivocation(validators: u32, nominators: u32) -> Weight {
		let check = Weight::from_parts(WEIGHT_REF_TIME_PER_MICROS, 0).saturating_mul(95);
		// Two more reads find the session of the authority set.
		report(validators, nominators, check, 2)
	}

	fn note_stalled() -> Weight {
		<() as pallet_grandpa::WeightInfo>::note_stalled()
	}
}
