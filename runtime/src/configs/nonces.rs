//! Nonces: a transaction is taken once, whatever becomes of its account.
//!
//! An account that loses its last JMT leaves the state, and its nonce with it. Were it to begin at 0 when it comes
//! back, everybody could send its old immortal transactions again. So accounts begin at [`NonceFloor`], the highest
//! nonce with which one ever left: above all that they have used, also within one block, and in a number that
//! grows by transactions only, which 32 bits hold. Clients know no wider ones.
//!
//! The last number of the 32 bits is never used ([`CheckNonce`]).

use crate::{AccountId, Runtime, RuntimeCall, RuntimeOrigin};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
	pallet_prelude::TransactionSource,
	storage::types::ValueQuery,
	traits::{Get, OnKilledAccount},
	weights::Weight,
};
use frame_system::Account;
use scale_info::TypeInfo;
use sp_runtime::{
	traits::{
		DispatchInfoOf, Implication, PostDispatchInfoOf, TransactionExtension, ValidateResult,
	},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
	type_with_default::TypeWithDefault,
	DispatchResult,
};

/// The nonce at which a new account begins: 0 until one leaves the state that has sent something.
#[frame_support::storage_alias(verbatim)]
pub type NonceFloor = StorageValue<System, u32, ValueQuery>;

/// Count of an account's transactions, from [`NonceFloor`] on. Encoded, and in metadata, it is a plain `u32`.
pub type Nonce = TypeWithDefault<u32, BeginAtFloor>;

/// Tells new accounts where to begin.
#[derive(Debug)]
pub struct BeginAtFloor;

impl Get<u32> for BeginAtFloor {
	fn get() -> u32 {
		NonceFloor::get()
	}
}

/// Raises the floor to the nonce of an account that leaves. The account is still in storage when it is told.
pub struct RaiseFloor;

impl OnKilledAccount<AccountId> for RaiseFloor {
	fn on_killed_account(who: &AccountId) {
		let next = *Account::<Runtime>::get(who).nonce;
		if next > NonceFloor::get() {
			NonceFloor::put(next);
		}
	}
}

/// The SDK's check.
type Inner = frame_system::CheckNonce<Runtime>;

/// The SDK's check of nonces without the largest one. Behind that the SDK's goes on at 0, and the account's old
/// transactions would be taken again: an account that has come so far sends nothing more. To a client it is the
/// SDK's, by name, type and encoding.
#[derive(Encode, Decode, DecodeWithMemTracking, Clone, Debug, Eq, PartialEq)]
pub struct CheckNonce(Inner);

impl CheckNonce {
	/// The extension of a transaction with this nonce.
	pub fn from(nonce: Nonce) -> Self {
		Self(Inner::from(nonce))
	}
}

impl TypeInfo for CheckNonce {
	type Identity = Inner;

	fn type_info() -> scale_info::Type {
		Inner::type_info()
	}
}

impl TransactionExtension<RuntimeCall> for CheckNonce {
	const IDENTIFIER: &'static str = <Inner as TransactionExtension<RuntimeCall>>::IDENTIFIER;
	type Implicit = <Inner as TransactionExtension<RuntimeCall>>::Implicit;
	type Val = <Inner as TransactionExtension<RuntimeCall>>::Val;
	type Pre = <Inner as TransactionExtension<RuntimeCall>>::Pre;

	fn weight(&self, call: &RuntimeCall) -> Weight {
		self.0.weight(call)
	}

	fn validate(
		&self,
		origin: RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
		implicit: Self::Implicit,
		implication: &impl Implication,
		source: TransactionSource,
	) -> ValidateResult<Self::Val, RuntimeCall> {
		if *self.0 .0 == u32::MAX {
			return Err(InvalidTransaction::Stale.into());
		}
		self.0.validate(origin, call, info, len, implicit, implication, source)
	}

	fn prepare(
		self,
		val: Self::Val,
		origin: &RuntimeOrigin,
		call: &RuntimeCall,
		info: &DispatchInfoOf<RuntimeCall>,
		len: usize,
	) -> Result<Self::Pre, TransactionValidityError> {
		self.0.prepare(val, origin, call, info, len)
	}

	fn post_dispatch_details(
		pre: Self::Pre,
		info: &DispatchInfoOf<RuntimeCall>,
		post_info: &PostDispatchInfoOf<RuntimeCall>,
		len: usize,
		result: &DispatchResult,
	) -> Result<Weight, TransactionValidityError> {
		Inner::post_dispatch_details(pre, info, post_info, len, result)
	}
}
