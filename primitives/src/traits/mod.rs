//! Traits by which pallets meet. A pallet never imports another; the runtime wires them.

mod randomness;
mod registry;
mod stream;
mod weight;

pub use randomness::ParentRandomness;
pub use registry::{DeviceHook, DeviceInfo, DeviceRegistry, DeviceStanding, InactiveReason};
pub use stream::RewardStream;
pub use weight::{DeviceWeight, WEIGHT_ONE};
