//! Proof of time: rounds and draws, the payloads that devices sign, and the chain's view of them.

mod api;
mod randomness;
mod round;
pub mod signed;
mod status;
mod weight;

pub use api::*;
pub use randomness::ParentRandomness;
pub use round::{
	bucket_of, drawn_bucket, Bucket, Day, Draw, DrawAnnouncement, Round, DRAW_ENGINE_ID,
};
pub use status::{Clock, DrawInfo, Fleet, MiningReport, MiningStatus};
pub use weight::{DeviceWeight, WEIGHT_ONE};
