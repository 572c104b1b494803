//! Fee-free calls as bare extrinsics.
//!
//! A pallet says by `#[pallet::authorize]` which of its calls need no signer. The SDK serves that by
//! `frame_system::AuthorizeCall`, an extension of general transactions (version 5), which many tools cannot read
//! yet. So such calls travel bare, and [`BareAuthorized`] serves them. It stands where the SDK's `ValidateUnsigned`
//! does, which is to go after April 2027; by then `AuthorizeCall` takes its place, and `FreeOrigin` of the pallets
//! becomes `EnsureAuthorized`. See `docs/decisions/0013-bare-extrinsics.md`.
//!
//! # Why `None` is a safe origin
//!
//! A bare extrinsic is dispatched with `None`, after [`BareAuthorized`]'s `pre_dispatch`. Each of them passes it, in
//! a block as in the pool. A general transaction cannot bring a call to `None`: without `AuthorizeCall` no extension
//! authorises it, and it ends in `UnknownOrigin`. A signed call cannot either: no pallet dispatches a foreign call
//! with `None` for an origin below Root, which a test holds against every call.
//!
//! # Not protected against
//!
//! The SDK's `pre_dispatch` lets every call through whose pallet validates nothing, since it takes it for an
//! inherent. An author can so put a call into its own block that fails for want of an origin, as on every chain of
//! this SDK. It changes nothing, and takes the weight of a block that the author could leave empty.

use crate::{configs::CallFilter, Runtime, RuntimeCall};
use frame_support::traits::{Authorize, Contains};
use jmt_primitives::authorized::held_back;
#[allow(deprecated)]
use sp_runtime::traits::ValidateUnsigned;
use sp_runtime::transaction_validity::{
	TransactionSource, TransactionValidity, TransactionValidityError, ValidTransaction,
};

/// Validates bare extrinsics for [`crate::Executive`]: fee-free calls by `Authorize`, all others by the SDK's own
/// validator. Replaced by `frame_system::AuthorizeCall`, once tools read general transactions.
pub struct BareAuthorized;

impl BareAuthorized {
	/// Asks the runtime's filter. Dispatch asks it too, but only once the extrinsic is in the block: a call that is
	/// held back would fail there, change nothing, and be free to come again.
	fn let_through(call: &RuntimeCall) -> Result<(), TransactionValidityError> {
		if CallFilter::contains(call) {
			Ok(())
		} else {
			Err(held_back())
		}
	}

	/// The verdict of the call's pallet; `None` when it authorises no such call.
	fn authorized(
		call: &RuntimeCall,
		source: TransactionSource,
	) -> Option<Result<ValidTransaction, TransactionValidityError>> {
		// Unspent weight would be given back by an extension. A call's own refund covers it.
		call.authorize(source).map(|verdict| verdict.map(|(valid, _unspent)| valid))
	}
}

#[allow(deprecated)]
impl ValidateUnsigned for BareAuthorized {
	type Call = RuntimeCall;

	fn pre_dispatch(call: &RuntimeCall) -> Result<(), TransactionValidityError> {
		Self::let_through(call)?;
		match Self::authorized(call, TransactionSource::InBlock) {
			Some(verdict) => verdict.map(|_| ()),
			None => Runtime::pre_dispatch(call),
		}
	}

	fn validate_unsigned(source: TransactionSource, call: &RuntimeCall) -> TransactionValidity {
		Self::let_through(call)?;
		match Self::authorized(call, source) {
			Some(verdict) => verdict,
			None => Runtime::validate_unsigned(source, call),
		}
	}
}
