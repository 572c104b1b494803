//! Bytes that the chain keeps by their hash.

use super::{stored, Call};
use crate::{chain::At, error::Error};
use codec::{Decode, Encode};
use jmt_primitives::{tasks::Content, Hash};
use scale_info::TypeInfo;

const PALLET: &str = "Preimage";

/// Bytes that are given to the chain, and read from it, at most (docs/decisions/0027): 64 KiB. It would keep more, at a
/// price that a web server does not have.
pub const MAX_BYTES: u32 = 65_536;

/// Bytes that the chain keeps, with a proof; `None` when it does not have them.
pub async fn bytes(at: &At, content: &Content) -> Result<Option<Vec<u8>>, Error> {
	stored(at, PALLET, "PreimageFor", &((content.hash, content.length),)).await
}

/// Whether the chain keeps these bytes. It reads none of them.
pub async fn is_noted(at: &At, content: &Content) -> Result<bool, Error> {
	#[derive(Decode, TypeInfo)]
	enum Status {
		Unrequested { len: u32 },
		Requested { maybe_len: Option<u32> },
	}
	let status = stored(at, PALLET, "RequestStatusFor", &(content.hash,)).await?;
	let length = match status {
		Some(Status::Unrequested { len }) => Some(len),
		Some(Status::Requested { maybe_len }) => maybe_len,
		None => None,
	};
	Ok(length == Some(content.length))
}

/// Has the chain keep bytes by their blake2-256, for a deposit of the account that signs.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct NotePreimage {
	/// At most [`MAX_BYTES`].
	pub bytes: Vec<u8>,
}

impl Call for NotePreimage {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "note_preimage";
}

/// Has the chain drop bytes that the account which signs gave it; the deposit comes back.
#[derive(Clone, PartialEq, Eq, Debug, Encode, TypeInfo)]
pub struct UnnotePreimage {
	/// Blake2-256 of the bytes.
	pub hash: Hash,
}

impl Call for UnnotePreimage {
	const PALLET: &'static str = PALLET;
	const NAME: &'static str = "unnote_preimage";
}

#[cfg(test)]
mod tests {
	use super::*;
	use scale_value::Composite;

	#[test]
	fn arguments_they_have_the_names_of_the_metadata() {
		let names = |arguments| {
			let Composite::Named(fields) = arguments else { panic!("no names") };
			fields.into_iter().map(|(name, _): (String, _)| name).collect::<Vec<_>>()
		};
		let note = NotePreimage { bytes: vec![1, 2] };
		assert_eq!(names(note.arguments().unwrap()), ["bytes"]);
		assert_eq!(names(UnnotePreimage { hash: Hash::zero() }.arguments().unwrap()), ["hash"]);
	}
}
