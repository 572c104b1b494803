//! Words that the JMT chain, its nodes and its devices share.
//!
//! Everything here is `no_std`, free of storage and of FRAME, and names a protocol fact. A folder is a noun: it
//! holds the noun's types, what is signed, the traits by which pallets meet, and the runtime API. Economics
//! stand in the runtime's `constants.rs`, bounds in each pallet's `Config`.

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing))]

extern crate alloc;

pub mod access;
pub mod authorized;
pub mod cell;
pub mod circulation;
pub mod devices;
pub mod did;
pub mod domains;
pub mod identity;
mod invariants;
pub mod manifests;
pub mod merkle;
pub mod proof_of_time;
pub mod proofs;
pub mod supply;
pub mod tasks;
mod text;
pub mod time;
pub mod units;
pub mod validators;

pub use devices::{DeviceId, DevicePublic, DeviceSignature, KeyType};
pub use invariants::Invariants;
pub use proof_of_time::{Bucket, Day, Draw, Round};
pub use text::json_text;
pub use time::Moment;

/// An amount of JMT in planck, 10^-12 JMT.
pub type Balance = u128;

/// Number of a block.
pub type BlockNumber = u32;

/// Id of an account: a public key of 32 bytes, or a hash.
pub type AccountId = <<Signature as sp_runtime::traits::Verify>::Signer as sp_runtime::traits::IdentifyAccount>::AccountId;

/// Signature of an extrinsic by an account.
pub type Signature = sp_runtime::MultiSignature;

/// Count of an account's transactions.
pub type Nonce = u32;

/// Hash of a block, a call or a Merkle node.
pub type Hash = sp_core::H256;

/// Network prefix of JMT addresses (SS58).
pub const SS58_PREFIX: u16 = 2018;

/// Symbol of the token.
pub const TOKEN_SYMBOL: &str = "JMT";

/// Decimals of the token.
pub const TOKEN_DECIMALS: u8 = 12;

/// One JMT in planck.
pub const JMT: Balance = 1_000_000_000_000;
