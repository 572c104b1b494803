//! Errors: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Errors: a section of the pallet.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// No task has this number, or none any more.
		UnknownTask,
		/// The sender did not post the task.
		NotClient,
		/// The sender does not own the device, or did not stake on the worker.
		NotOwner,
		/// The device is a worker of the sender's, or the one who staked on it has an open slot or a notice that runs.
		/// Change its stake by `set_stake`.
		AlreadyEnrolled,
		/// No such device is registered.
		NotDevice,
		/// The device is paused, suspended or revoked.
		NotActive,
		/// The signature is of another type than the device's key.
		WrongKeyType,
		/// Anybody could sign for this work key.
		WeakKey,
		/// The signature is not the device's over this enrolment and chain.
		BadSignature,
		/// It is too late for the enrolment.
		EnrolmentExpired,
		/// The enrolment is good for longer than the chain takes.
		ExpiresTooFar,
		/// The device is no worker.
		NotEnrolled,
		/// A worker has a stake unit at least.
		TooFewUnits,
		/// A worker has 100 stake units at most.
		TooManyUnits,
		/// The worker has an open slot. Its stake falls once that is settled.
		StakeReserved,
		/// The worker's last result is less than a day old.
		StakeInNotice,
		/// The terms cannot be posted, for this fault.
		BadTerms(FaultByte),
		/// An amount of the task is more than a balance can be.
		TooLarge,
		/// A worker has claimed, or the task has ended.
		AlreadyClaimed,
		/// None of these tasks has anything due.
		NothingToSettle,
		/// No result stands that the client can accept now. After the last reveal the lot is drawn first; where a worker
		/// told another result, the window stays open for its challenge.
		NotStanding,
		/// No result stands that the client may refuse: of the modes only `Accept` has that.
		NotRefusable,
		/// No result stands that anybody may challenge, or its lot is not drawn.
		NotChallengeable,
		/// The task has not ended. Settle it first.
		NotEnded,
		/// The task is its client's to collect until a day after its end.
		StillKept,
		/// The call was not authorised for this block. No block takes such a call.
		NotAuthorized,
	}
}
