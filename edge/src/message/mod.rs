//! Messages from one device to another, which nobody else reads: sealed to the receiver's key on the chain and signed by
//! the sender.
//!
//! # Words
//!
//! - The **suite** is HPKE's base mode (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305.
//! - A **party** is a device with what the chain says of its keys: [`Receiver`], [`Sender`].
//! - The **epoch** counts the receiver's keys for messages. A message is sealed to one of them.
//!
//! # Walk
//!
//! A meter writes to a pump. It reads the pump's key and epoch from the chain by its light client, seals, and signs
//! purpose, chain, both ids, the epoch and what is sealed. Any way may carry the message. The pump reads the meter's
//! key from the chain, verifies the signature and opens, once.
//!
//! # Not protected against
//!
//! - Both ids, the time and the length are in the open: a relayer sees them.
//! - A receiver's key that leaks opens each message of its epoch, those of the past too.
//! - Somebody who drops, delays or reorders messages: they have no numbers. One that arrives twice is opened once, as
//!   long as the receiver's folder is kept.
//! - A sender's key that leaked and was not rotated yet.

mod error;
mod file;
mod open;
mod opened;
mod parties;
mod seal;
#[cfg(test)]
mod vectors;

pub use error::MessageError;
pub use file::Message;
pub use open::open;
pub use opened::Opened;
pub use parties::{Receiver, Sender};
pub use seal::seal;

use hpke::{aead::ChaCha20Poly1305, kdf::HkdfSha256, kem::X25519HkdfSha256};

/// Most bytes of a text.
pub const MOST_BYTES: usize = 1 << 20;

/// Bytes of the encapsulated key (RFC 9180, 7.1: Nenc).
const ENCAPSULATED: usize = 32;

/// Bytes of the tag (RFC 9180, 7.3: Nt).
const TAG: usize = 16;

/// KEM 0x0020.
type Kem = X25519HkdfSha256;
/// KDF 0x0001.
type Kdf = HkdfSha256;
/// AEAD 0x0003.
type Aead = ChaCha20Poly1305;
