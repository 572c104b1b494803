//! Proof of time: rounds and draws, the payloads that devices sign, and the chain's view of them.

mod api;
mod factors;
mod randomness;
mod report;
mod round;
mod share;
pub mod signed;
mod status;
mod terms;
mod weight;

pub use api::*;
pub use factors::{product, Base, BaseOf, Stake, Stay, Witness, Work};
pub use randomness::ParentRandomness;
pub use report::WeightReport;
pub use round::{
	bucket_of, drawn_bucket, Bucket, Day, Draw, DrawAnnouncement, Round, DRAW_ENGINE_ID,
};
pub use share::{share_factor, stake_factor, stay_factor};
pub use status::{Clock, DrawInfo, Fleet, MiningReport, MiningStatus};
pub use terms::Terms;
pub use weight::{Answering, Class, DeviceWeight, Group, Groups, UnitNow, Weighed, WEIGHT_ONE};
