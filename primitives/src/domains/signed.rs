//! Payloads that an authority of a domain signs with its account.

use super::DomainId;
use crate::{
	devices::{DeviceId, Payer},
	Hash, Moment,
};
use alloc::vec::Vec;
use codec::Encode;

/// Purpose of [`permit`].
pub const PERMIT: &[u8] = b"jmt/domain/permit/v1";

/// The payload that lets a device come from `from` into `to` until `expires` (ms): the SCALE encoding of
/// `(purpose, genesis, device, from, to, payer, expires)`, the purpose with its length before it.
pub fn permit(
	genesis: &Hash,
	device: &DeviceId,
	from: Option<DomainId>,
	to: DomainId,
	payer: Payer,
	expires: Moment,
) -> Vec<u8> {
	(PERMIT, genesis, device, from, to, payer, expires).encode()
}
