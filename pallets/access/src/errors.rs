//! Errors: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Errors: a section of the pallet.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// No resource has this number, or none any more.
		UnknownResource,
		/// No policy has this number, or none any more.
		UnknownPolicy,
		/// No grant of this resource has this number, or none any more.
		UnknownGrant,
		/// The sender does not own it.
		NotOwner,
		/// No domain has this number.
		UnknownDomain,
		/// Neither the sender nor the account that signed the permit speaks for the domain.
		NotDomainAuthority,
		/// The domain, or one above it, is suspended.
		DomainNotActive,
		/// The permit is not signed for this owner and domain.
		BadPermit,
		/// It is too late for the permit.
		PermitExpired,
		/// The permit is good for longer than a day.
		ExpiresTooFar,
		/// No such device is registered.
		UnknownEnforcer,
		/// Fail-safe actions are among the resource's actions.
		BeyondActions,
		/// The policy is another owner's, or made for a domain that is not the resource's or above it.
		ForeignPolicy,
		/// The resource is frozen, by a rank that is not lower.
		AlreadyFrozen,
		/// The resource is not frozen.
		NotFrozen,
		/// A higher rank froze the resource.
		HigherAuthorityNeeded,
		/// The policy has more than 4,096 bytes.
		PolicyTooLarge,
		/// The policy says something that has no sense.
		BadPolicy(PolicyFaultByte),
		/// A rule for members of a group has no price and counts locally.
		NotForMembers,
		/// The policy asks whom a domain trusts that is not its own or above it.
		NotTrusting,
		/// Rules that count on the chain have one price and one limit: their uses are kept together.
		UsesDiffer,
		/// Resources name the policy. Give them another first.
		PolicyInUse,
		/// The sender does not act for the holder of the parent.
		NotHolder,
		/// A chain has eight grants at most.
		TooDeep,
		/// The grant says more than the one above it, or than the resource.
		WiderThanParent,
		/// The grant's windows or its time have no sense: an empty window, or an end before the begin.
		BadScope,
		/// The sender neither made the grant, nor one above it, nor owns the resource.
		NotIssuer,
		/// The grant is revoked.
		AlreadyRevoked,
		/// Grants were made from this one. Close them first.
		HasChildren,
		/// The sender did not pay for it, and it is too early for anybody else.
		NotPayer,
		/// The end lies more than 366 days ahead.
		EndsTooFar,
		/// The end has passed.
		Ended,
		/// There is no such approval.
		UnknownApproval,
		/// The sender did not approve, and the approval has not ended.
		NotApprover,
		/// The sender neither is the subject nor owns it.
		NotSubjectOwner,
		/// The decision was no, for this reason.
		Denied(DeniedBy),
		/// The price is higher than the sender takes.
		PriceTooHigh,
		/// The number of uses is 0.
		NoUses,
		/// The subject bought uses of eight actions under this enforcer, and this is another one.
		TooManyActions,
		/// The resource stands, and so does the grant that was counted for.
		ResourceExists,
		/// No uses were counted.
		UnknownUses,
		/// The enforcer did not sign.
		BadSignature,
		/// The new log does not extend the old one.
		NotAppendOnly,
		/// The seal does not follow the last one, or is not the last leaf.
		WrongSeal,
		/// The enforcer has anchored no log.
		UnknownLog,
		/// That which was shown is no lie.
		NotALie,
		/// The enforcer was found lying before.
		AlreadyLied,
		/// The log stands: its device is registered, its last anchor is less than a year old, or it lied.
		LogStands,
	}
}
