use super::codes::ANY_CALL;
use sp_runtime::transaction_validity::{TransactionValidityError, UnknownTransaction};

/// The reasons for which one fee-free call is refused. The number of a reason is its code, out of the call's
/// range in [`super::codes`].
pub trait Refusal: Copy + core::fmt::Debug {
	/// The call, as people speak of it.
	const CALL: &'static str;

	/// The reason behind a code that a node answered with.
	fn from_code(code: u8) -> Option<Self>;

	/// The stable code.
	fn code(&self) -> u8;

	/// One line for people.
	fn describe(&self) -> &'static str;
}

/// Code of `UnknownTransaction::Custom` for a call that safe mode or a pause holds back.
pub const HELD_BACK: u8 = 3;

const _: () = assert!(ANY_CALL.contains(HELD_BACK));

/// The runtime's filter holds the call back for now. Included it would fail, change nothing, and be free to come
/// again.
pub fn held_back() -> TransactionValidityError {
	UnknownTransaction::Custom(HELD_BACK).into()
}
