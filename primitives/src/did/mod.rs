//! DIDs of devices: their text, the keys in them, and the document that they resolve to (W3C DID Core 1.0).
//!
//! # Words
//!
//! - A **DID** is `did:jmt:<chain>:<id>`. `<chain>` are the first 32 hexadecimal digits of the hash of the chain's
//!   first block, `<id>` the 64 of the device's id, all in lower case. A DID has one text.
//! - A **record** is what the chain knows: the runtime API gives it in SCALE.
//! - A **document** is the JSON that others read. It is made of a record by nodes and agents, not by the runtime.
//!
//! # Design
//!
//! The id is the hash of the device's first key, so a DID outlives each of its keys. A method's fragment is the key
//! itself in multibase, as in `did:key`: a key that was rotated away cannot be taken for its successor. A device that
//! was revoked is *deactivated*: its document names no key. One that is paused or suspended still has its keys, since
//! that is a matter of access and not of identity.
//!
//! # Not protected against
//!
//! - A document proves nothing by itself: who asks a node believes the node. A light client has the record with its
//!   proof and makes the document itself.
//! - The first half of the genesis hash tells chains apart that nobody made alike on purpose; two with one first half
//!   take 2^64 hashes. Signatures name the whole hash.

mod document;
mod error;
mod multikey;
mod record;
mod text;

pub use document::{
	Document, DocumentMetadata, Method, Resolution, ResolutionMetadata, CONTENT_TYPE,
};
pub use error::DidError;
pub use multikey::Multikey;
pub use record::DidRecord;
pub use text::{Did, PREFIX, TEXT_LENGTH};
