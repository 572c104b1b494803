//! Statements about data that an account anchored by a root: where a device was, what its readings come to.
//!
//! | | who keeps it | for |
//! |---|---|---|
//! | [`ReadingsFile`] | the device; readings and salt are secret | statistics |
//! | [`SightingFile`] | the device, from a witness; it says where the device was | place |
//! | [`StatementFile`] | anybody | a proof of one of them |
//!
//! The keys of our circuits are for development: set up from a seed that everybody knows, so that anybody can forge a
//! proof. A reader takes them by a flag, and keys of other accounts by their ids.

mod file;
mod prove;
mod readings;
mod sighting;
mod verify;

pub use file::StatementFile;
pub use prove::{prove_place, prove_statistics, PlaceTerms, Proven};
pub use readings::ReadingsFile;
pub use sighting::{sightings, SightingFile};
pub use verify::{verify_statement, Standing, Trust};
