//! Zero-knowledge proofs: keys, statements, groups, and the traits by which pallets ask for them.
//!
//! | where | what |
//! |---|---|
//! | [`Purpose`], [`SetUp`] | what a key is for, and who made its secrets |
//! | [`Scalar`], [`ProofBytes`] | numbers and proofs as they travel |
//! | [`semaphore`] | the published keys that memberships are proven by |
//! | [`Statement`] | what the chain's own circuits show, beside an anchored root |
//! | [`VerifyProof`], [`Membership`] | how other pallets ask |

mod api;
mod bytes;
mod key;
mod member;
pub mod scope;
pub mod semaphore;
pub mod stamp;
mod statement;
mod verify;

pub use api::*;
pub use bytes::{ProofBytes, Scalar, MAX_INPUTS, PROOF_BYTES};
pub use key::{statement_hash, Claim, GenesisKey, Inputs, KeyId, Purpose, SetUp};
pub use member::{
	Alias, GroupId, Membership, MembershipKeys, MembershipProof, NotMember, Route, TopicId,
};
pub use semaphore::Semaphore;
pub use statement::{region_bits, Place, Statement, Statistics};
pub use verify::{Refused, VerifyProof};
