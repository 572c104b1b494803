//! The extrinsic that carries a fee-free call: bare, signed by a device inside the call. Laid out by the chain's
//! metadata.

use crate::{error::Error, pallets::Call};
use frame_decode::extrinsics::{encode_v4_unsigned, encode_v5_bare};
use subxt::Metadata;

/// The whole extrinsic of a fee-free call, ready to be sent. `attempt` counts the times that it was sent before.
///
/// By an extrinsic's hash, nodes keep out for half an hour what they once refused or dropped, and three of the four
/// schemes sign the same bytes alike. So every second attempt travels as version 5: the same call under another hash.
pub fn encode_free<C: Call>(metadata: &Metadata, call: &C, attempt: u32) -> Result<Vec<u8>, Error> {
	let (arguments, types) = (call.arguments()?, metadata.types());
	let encoded = match attempt % 2 {
		0 => encode_v4_unsigned(C::PALLET, C::NAME, &arguments, metadata, types),
		_ => encode_v5_bare(C::PALLET, C::NAME, &arguments, metadata, types),
	};
	encoded.map_err(Error::chain)
}
