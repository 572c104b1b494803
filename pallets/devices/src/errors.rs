//! Errors: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Errors: a section of the pallet.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The key is registered. Ask the view function `device` first; its owner can remove it.
		AlreadyRegistered,
		/// `expires` has passed. Have the device sign anew.
		RegistrationExpired,
		/// `expires` lies more than `MaxRegistrationAge` ahead. Have the device sign an earlier one.
		ExpiresTooFar,
		/// The signature's type is not the key's. Send both of the same scheme.
		WrongKeyType,
		/// The signature is not the key's over purpose, this chain's genesis, the sender and `expires`.
		/// Have the device sign for the account that sends the call. Keys that anybody signs for, and second
		/// encodings of a key, have no signature that counts.
		BadSignature,
		/// No device with this id is registered. An id is a hash of the key: see `id_of`.
		NotRegistered,
		/// The sender does not own the device. Send the call from the owner's account.
		NotOwner,
		/// The device is paused. Resume it instead.
		AlreadyPaused,
		/// The device is not paused.
		NotPaused,
		/// No domain has this number, or none any more.
		UnknownDomain,
		/// The sender does not own the domain, and where admins may act too, administers neither it nor one above.
		NotDomainAuthority,
		/// The domain, or one above it, is suspended. Have it resumed.
		DomainNotActive,
		/// The parent is on the lowest level already.
		TooDeep,
		/// The region does not lie inside the parent's.
		RegionOutside,
		/// The domain has children, members or manifests.
		NotEmpty,
		/// A higher authority did this, or only a higher authority may do it.
		HigherAuthorityNeeded,
		/// It was not offered to the sender.
		NotOffered,
		/// The domain has as many admins as it may. Remove one.
		TooManyAdmins,
		/// The account is an admin.
		AlreadyAdmin,
		/// The account is not an admin.
		NotAdmin,
		/// It is suspended, by a rank that is not lower.
		AlreadySuspended,
		/// It is not suspended.
		NotSuspended,
		/// There is no such trust link.
		NoTrust,
		/// `expires` has passed.
		TrustExpired,
		/// `expires` lies more than `MaxTrust` ahead.
		TrustTooLong,
		/// The amount is 0.
		NothingPrepaid,
		/// No manifest has this number, or none any more.
		UnknownManifest,
		/// The manifest is revoked: nothing leads back.
		ManifestNotOpen,
		/// It has this state.
		WrongState,
		/// A manifest has at least one leaf.
		NoLeaves,
		/// A manifest has at most 2^24 leaves. Publish several.
		TooManyLeaves,
		/// `expires` has passed.
		ManifestExpired,
		/// The manifest is neither revoked nor expired.
		ManifestStillGood,
		/// No root of trust has this number.
		UnknownRoot,
		/// The root of trust is frozen or distrusted: nothing new comes under it.
		RootNotActive,
		/// The root of trust has no key with this number that is good.
		WrongRootKey,
		/// The root of trust has four keys, those that were revoked included.
		NoFreeKey,
		/// The key is in use: another device, or the root of trust, has it or had it, or the device has it now. Make a new
		/// one.
		KeyInUse,
		/// Anybody can sign for the key, or it is a second encoding of another.
		WeakKey,
		/// The share is 0, or more than a million millionths.
		BadShare,
		/// The root of trust may not certify this level.
		LevelTooHigh,
		/// As many units are bound under the root of trust as may be.
		QuotaUsed,
		/// The certificate, or the unit's word for the device, has expired.
		UnitExpired,
		/// The device's key is not the unit's. Have the unit sign for the device.
		NotUnitKey,
		/// The permit has expired. Ask for a new one.
		PermitExpired,
		/// The permit is not its authority's for this device and these domains, or leaving needs none.
		BadPermit,
		/// The device is in this domain.
		SameDomain,
		/// The device is in no domain.
		NotDomainMember,
		/// `expires` has passed. Have it signed anew.
		SignatureExpired,
		/// A rotation of the device's key is under way. Finish it, or have the key in use cancel it.
		RotationPending,
		/// No rotation of the device's key is under way.
		NoRotation,
		/// The rotation cannot be finished yet: its time is not over, or too few blocks since had room for a
		/// cancellation.
		TooEarly,
		/// The device had as many keys as one may have. Remove it and register another.
		TooManyKeys,
		/// The device is not bound to a unit of this root of trust.
		NoUnit,
		/// The device is revoked: it can only be removed.
		Revoked,
		/// The device is not revoked: only its owner can remove it.
		NotRevoked,
		/// No entry of these devices is missing in the index.
		AlreadyIndexed,
	}
}
