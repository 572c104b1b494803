//! Devices: keys, ids, and the registry as others see it.

mod api;
pub mod enrolment;
mod hook;
mod key;
mod member;
mod registry;
pub mod signed;

pub use api::*;
pub use enrolment::{Enrolment, EnrolmentError};
pub use hook::{DeviceChange, DeviceHook};
pub use key::{DeviceId, DevicePublic, DeviceSignature, KeyType};
pub use member::{Member, MemberState, Payer};
pub use registry::{DeviceInfo, DeviceRegistry, DeviceStanding, InactiveReason};
