//! Payloads that an authority of a domain signs with its account.

use super::DomainId;
use crate::{
	devices::{DeviceId, Payer},
	BlockNumber, Hash, Moment,
};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`permit`].
pub const PERMIT: &[u8] = b"jmt/domain/permit/v1";

/// The one move that a permit is for. Every move of a device, into a domain or out of one, makes it another, and so
/// does a new registration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode)]
pub struct NextMove {
	/// Block in which the device was registered.
	pub registered_in: BlockNumber,
	/// Moves that it has made since.
	pub moves: u32,
}

/// The payload that lets a device come from `from` into `to` until `expires` (ms), once: the SCALE encoding of
/// `(purpose, genesis, device, registered in, moves, from, to, payer, expires)`, the purpose with its length before it.
pub fn permit(
	genesis: &Hash,
	device: &DeviceId,
	next: NextMove,
	from: Option<DomainId>,
	to: DomainId,
	payer: Payer,
	expires: Moment,
) -> Vec<u8> {
	(PERMIT, genesis, device, next, from, to, payer, expires).encode()
}
