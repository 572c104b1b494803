//! Origins that the rows speak as.

use jmt_runtime::{
	configs::{AdvisoryInstance, BoardInstance, CouncilInstance},
	governance::Origin,
	AccountId, RuntimeOrigin,
};
use pallet_collective::RawOrigin;
use sp_keyring::Sr25519Keyring;

/// So many of so many members of the council.
pub(crate) fn council(ayes: u32, of: u32) -> RuntimeOrigin {
	RawOrigin::<AccountId, CouncilInstance>::Members(ayes, of).into()
}

/// So many of so many members of the supervisory board.
pub(crate) fn board(ayes: u32, of: u32) -> RuntimeOrigin {
	RawOrigin::<AccountId, BoardInstance>::Members(ayes, of).into()
}

/// So many of so many members of the advisory committee.
pub(crate) fn advisory(ayes: u32, of: u32) -> RuntimeOrigin {
	RawOrigin::<AccountId, AdvisoryInstance>::Members(ayes, of).into()
}

/// The assembly on its track of Root.
pub(crate) fn root() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

/// The assembly on its track of the economy.
pub(crate) fn economy() -> RuntimeOrigin {
	Origin::Economy.into()
}

/// The assembly on its track of appointments.
pub(crate) fn appointments() -> RuntimeOrigin {
	Origin::Appointments.into()
}

/// Somebody with JMT.
pub(crate) fn holder(who: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.to_account_id())
}
