//! The bytes of programs and inputs: where they come from, and that they are the right ones.
//!
//! # Words
//!
//! - A **content address** ([`Content`]) is a hash and a length. It says all that bytes have to be.
//! - A **hint** ([`Hint`]) is the URL at which a client says that the bytes are. A stranger wrote it.
//! - The **cache** ([`Cache`]) keeps bytes that were right once.
//!
//! # A walk
//!
//! Carol posts a task whose program is at `https://carol.example/person.wasm`. Alice's router won a slot: it looks into
//! its cache, finds nothing, and fetches. Length and hash are checked while the bytes come in, so that it does not
//! matter who brought them. Only with the bytes at hand it claims.
//!
//! # Design
//!
//! A fetcher that goes where strangers send it is a probe inside its owner's network. So it goes to public addresses
//! only, and asks for a name's addresses once and connects to these: a name that changes its mind between the question
//! and the connection gains nothing. It follows no redirect, sends nothing that identifies its owner, and has one
//! deadline for the whole.
//!
//! # Not protected
//!
//! - The server learns the worker's address and when it fetched. Programs and inputs are public.
//! - A public address that leads back inside by the owner's router (a forwarded port) is public to everybody, and gets
//!   a GET from inside. A machine behind address translation does not know its router's public address.
//! - Prefixes by which a network translates IPv6 to IPv4 other than the well-known ones are not recognized.

mod address;
mod cache;
mod content;
mod fetch;
mod hint;
mod network;
mod serve;
#[cfg(test)]
mod tests;

pub use address::{is_public, Addresses};
pub use cache::{Cache, CacheError, Hold};
pub use content::{read, receive, ContentError};
pub use fetch::{FetchError, Fetcher, FETCH_DEADLINE, MAX_FETCH_BYTES};
pub use hint::{Hint, HintError, Host};
pub use jmt_primitives::tasks::Content;
pub use network::{Network, System};
pub use serve::serve;
