use crate::Balance;
use sp_runtime::{DispatchError, DispatchResult};

/// One stream of the mining pot's release, as its consumer sees it.
///
/// Laws, checked by the emission pallet: what was drawn, less what was given back, never exceeds what was
/// released to the stream; a failed call moves nothing.
pub trait RewardStream<AccountId> {
	/// What can be drawn now, in planck: released to the stream, not yet drawn, and of what was given
	/// back the part that has been spread again.
	fn available() -> Balance;

	/// Moves `amount` from the mining pot to `to`. Fails and moves nothing when `amount` is more than
	/// [`RewardStream::available`].
	fn draw(to: &AccountId, amount: Balance) -> DispatchResult;

	/// Moves `amount` from `from` back to the mining pot. It becomes available again linearly over a day.
	fn give_back(from: &AccountId, amount: Balance) -> Result<(), DispatchError>;
}
