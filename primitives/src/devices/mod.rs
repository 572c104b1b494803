//! Devices: keys, ids, and the registry as others see it.

mod api;
pub mod enrolment;
mod fact;
mod hook;
mod key;
mod member;
mod profile;
mod registry;
pub mod signed;
mod summary;

pub use api::*;
pub use enrolment::{Enrolment, EnrolmentError};
pub use fact::DeviceFact;
pub use hook::{DeviceChange, DeviceHook};
pub use key::{DeviceId, DevicePublic, DeviceSignature, KeyType};
pub use member::{
	KeyHistory, Member, MemberState, Payer, PendingRotation, Profile, MAX_FORMER_KEYS,
};
pub use profile::{ProfileChange, ProfilePart};
pub use registry::{DeviceInfo, DeviceRegistry, DeviceStanding, InactiveReason};
pub use summary::DeviceSummary;
