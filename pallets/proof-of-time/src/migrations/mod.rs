//! Migrations of this pallet's storage, one a version.

pub mod v2;
pub mod v3;
