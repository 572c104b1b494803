//! Errors: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Errors: a section of the pallet.
#[pallet_section]
mod errors {
	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// The key has more bytes than its encoding, or fewer: 512 and 64 an input.
		KeyLength,
		/// A coordinate is not below the modulus of its field.
		NotReduced,
		/// A number is not below the order r of the groups.
		ScalarNotReduced,
		/// A point is not on its curve.
		OffCurve,
		/// A point is outside the subgroup.
		OutOfSubgroup,
		/// A point is at infinity.
		Infinity,
		/// The key has more than 32 inputs.
		TooManyInputs,
		/// The key's delta is its gamma or the negative of it: anybody forges proofs of it.
		DeltaIsGamma,
		/// The key's delta is the generator or its negative: its set-up had no contribution, anybody forges.
		DeltaIsGenerator,
		/// The key's beta is its gamma or the negative of it: anybody forges proofs of it.
		BetaIsGamma,
		/// The key's beta is its delta or the negative of it: anybody forges proofs of it.
		BetaIsDelta,
		/// The key's beta is the generator or its negative: its first phase had no contribution, anybody forges.
		BetaIsGenerator,
		/// The key's alpha is the generator or its negative: its first phase had no contribution, anybody forges.
		AlphaIsGenerator,
		/// The key is registered. Use it.
		AlreadyRegistered,
		/// Keys of a set-up for development are not taken on this chain.
		DevelopmentRefused,
		/// No key has this id.
		UnknownKey,
		/// The sender does not own the key.
		NotKeyOwner,
		/// The moment has passed, or lies more than a year ahead.
		BadRetirement,
		/// The key is retired. Remove it by the same call once its time is over.
		AlreadyRetired,
		/// The key was retired and its time is over.
		KeyRetired,
		/// The key has another number of inputs.
		InputCount,
		/// The proof does not prove these inputs by this key. In a batch: one of them does not.
		NotProven,
		/// A batch has at least one proof.
		EmptyBatch,
		/// The statement names a key of another purpose.
		WrongPurpose,
		/// The account has an anchor with this label. Drop it first, or choose another.
		AnchorExists,
		/// The account has no anchor with this label.
		NoAnchor,
		/// No group has this number, or none any more.
		UnknownGroup,
		/// The sender does not own the group.
		NotGroupOwner,
		/// The group is being closed.
		GroupClosing,
		/// The group has open topics. Close them first.
		TopicsOpen,
		/// The group has as many leaves as it may. Make another.
		GroupFull,
		/// The call names no member.
		NoMembers,
		/// A commitment is 0, which stands for a removed one.
		ZeroLeaf,
		/// No leaf stands at this index.
		NoSuchLeaf,
		/// Another leaf stands at this index. Fetch its page again.
		WrongLeaf,
		/// The siblings do not lead from the leaf to the root. Fetch the pages again.
		WrongSiblings,
		/// As many replaced roots are still good as the group keeps. Wait, or change more members by one call.
		TooManyRoots,
		/// The number of pages or of aliases to clear is 0.
		NothingToClear,
		/// The topic is open, or was.
		TopicExists,
		/// The first eight bytes of the topic are not its end.
		TopicNamesAnotherEnd,
		/// The end has passed.
		TopicEnded,
		/// The end lies too far ahead: 30 days at most, for the owner of the group 366.
		TopicEndsTooFar,
		/// The topic takes no alias, or more than 100,000.
		BadMost,
		/// The group has no topic of this name.
		UnknownTopic,
		/// The topic has not ended.
		TopicOpen,
		/// The topic has taken as many aliases as it takes.
		TopicFull,
		/// The root is not the group's, or was replaced too long ago. Fetch the pages again.
		RootNotGood,
		/// There is no circuit for this depth.
		WrongDepth,
		/// The alias was taken in this topic.
		AliasTaken,
		/// A signal that pays has no stamp. Leave it out.
		StampGiven,
		/// Governance has retired this key: it is never registered again.
		KeyBarred,
		/// Memberships are proven by this key: governance alone retires it.
		MembershipKey,
		/// Aliases of this topic were cleared in this block. Send the call again for the next one.
		ClearedInThisBlock,
		/// The topic is another pallet's: its words go through a call of that pallet.
		TopicRouted,
	}
}
