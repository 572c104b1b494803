//! Circulation: quarterly snapshots, and the hashes of the foundation's reports.

use super::CouncilMajority;
use crate::{call_class::call_classes, circulation::Figures, Runtime};

impl pallet_circulation::Config for Runtime {
	type Figures = Figures;
	type ReportOrigin = CouncilMajority;
	type WeightInfo = pallet_circulation::weights::SubstrateWeight<Runtime>;
}

call_classes! {
	pallet_circulation::Call<Runtime>,
	Decision: anchor_report;
}
