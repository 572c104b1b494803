//! The chain's account, hash and block number, bound once for all pallets.
//!
//! A pallet opens its `Config` with [`Chain`]:
//!
//! ```ignore
//! #[pallet::config]
//! #[pallet::disable_frame_system_supertrait_check]
//! pub trait Config: jmt_frame::Chain {}
//! ```
//!
//! From then on `T::AccountId` is [`AccountId`], `T::Hash` is [`Hash`] and `BlockNumberFor<T>` is
//! [`BlockNumber`], without a conversion. FRAME adds its own `frame_system::Config` with the pallet's event.

#![cfg_attr(not(feature = "std"), no_std)]

use jmt_primitives::{AccountId, BlockNumber, Hash};
use sp_runtime::traits::{Header, HeaderProvider};

/// A runtime with the account, the hash and the block number of JMT. Every such runtime implements it.
pub trait Chain:
	frame_system::Config<
	AccountId = AccountId,
	Hash = Hash,
	Block: HeaderProvider<HeaderT: Header<Number = BlockNumber>>,
>
{
}

impl<T> Chain for T where
	T: frame_system::Config<
		AccountId = AccountId,
		Hash = Hash,
		Block: HeaderProvider<HeaderT: Header<Number = BlockNumber>>,
	>
{
}
