use crate::{AccountId, Balance};
use sp_runtime::{DispatchError, DispatchResult};

/// One stream of the mining pot's release, as its consumer sees it.
///
/// Laws, checked by the emission pallet: withdrawals less returns never exceed the release to the stream; a
/// failed call moves no money.
pub trait RewardStream {
	/// Available now, in planck: released to the stream and not yet withdrawn, and of the returns the part
	/// that has been spread again.
	fn available() -> Balance;

	/// Moves `amount` from the mining pot to `to`. Fails without moving any when `amount` is more than
	/// [`RewardStream::available`].
	fn withdraw(to: &AccountId, amount: Balance) -> DispatchResult;

	/// Moves `amount` from `from` back to the mining pot. It becomes available again linearly over a day.
	fn give_back(from: &AccountId, amount: Balance) -> Result<(), DispatchError>;
}
