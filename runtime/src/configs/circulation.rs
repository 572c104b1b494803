//! Circulation: quarterly snapshots, and the hashes of the foundation's reports.

use super::CouncilMajority;
use crate::{circulation::Figures, Runtime};

impl pallet_circulation::Config for Runtime {
	type Figures = Figures;
	type ReportOrigin = CouncilMajority;
	type WeightInfo = pallet_circulation::weights::SubstrateWeight<Runtime>;
}
