//! Bytes that the chain keeps by their hash.

use super::{constant, stored, Call};
use crate::{chain::At, error::Error};
use codec::{Decode, Encode};
use jmt_primitives::{tasks::Content, Balance, Hash};
use scale_info::TypeInfo;

const PALLET: &str = "Preimage";

/// Bytes that are given to the chain, and read from it, at most (docs/decisions/0027): 64 KiB. It would keep more, at a
/// price that a web server does not have.
pub const MAX_BYTES: u32 = 65_536;

/// Items that the chain pays storage for: the bytes and what it knows of them.
const ITEMS: Balance = 2;

/// Bytes that it pays storage for beside the bytes themselves.
const FURTHER_BYTES: Balance = 64;

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

impl NotePreimage {
	/// Held of the account until the bytes are dropped, in planck. The metadata tells no price of this pallet: it is the
	/// one of storage, which `Access` has as constants. `testing/runtime/tests/tasks/bytes.rs` holds the runtime to it.
	pub fn deposit(&self, at: &At) -> Result<Balance, Error> {
		let price = |name| constant::<Balance>(at, "Access", name);
		Ok(self.priced(price("ItemDeposit")?, price("ByteDeposit")?))
	}

	/// The same by the prices of an item and of a byte.
	fn priced(&self, item: Balance, byte: Balance) -> Balance {
		let length = Balance::try_from(self.bytes.len()).unwrap_or(Balance::MAX);
		let bytes = byte.saturating_mul(length.saturating_add(FURTHER_BYTES));
		item.saturating_mul(ITEMS).saturating_add(bytes)
	}
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
	use jmt_primitives::JMT;
	use scale_value::Composite;

	#[test]
	fn priced_it_is_what_the_runtime_holds() {
		// The figures of `testing/runtime/tests/tasks/bytes.rs`.
		let held = |length| NotePreimage { bytes: vec![7; length] }.priced(JMT / 10, JMT / 10_000);
		assert_eq!(held(1), 206_500_000_000);
		assert_eq!(held(65_536), 6_760_000_000_000);
	}

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
