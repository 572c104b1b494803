//! What a report of an equivocation weighs.
//!
//! The weights that BABE and GRANDPA bring along count the database as RocksDB. By them a report against a
//! validator with as many nominators as an election looks at weighs a whole second, more than a normal call
//! may: it would fit no block, and nobody would ever be slashed. These are the same counts with the costs of
//! this chain's database.

use crate::Runtime;
use frame_support::weights::{
	constants::{WEIGHT_REF_TIME_PER_MICROS, WEIGHT_REF_TIME_PER_NANOS},
	Weight,
};

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
		.saturating_add(micros(35));
	let touched = u64::from(nominators).saturating_mul(3);
	let database = <Runtime as frame_system::Config>::DbWeight::get();
	proof
		.saturating_add(check)
		// Reporting the offence, and slashing each nominator.
		.saturating_add(micros(110))
		.saturating_add(micros(25).saturating_mul(nominators.into()))
		.saturating_add(database.reads(touched.saturating_add(19).saturating_add(extra_reads)))
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
