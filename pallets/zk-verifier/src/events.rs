//! Events: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Events: a section of the pallet.
#[pallet_section]
mod events {
	/// Keys, proofs, groups, topics, signals and anchors.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A key was registered.
		KeyRegistered {
			key: KeyId,
			owner: AccountId,
			purpose: Purpose,
			set_up: SetUp,
			/// Number of its public inputs.
			inputs: u8,
			/// Held of the owner, in planck.
			deposit: Balance,
		},
		/// A key was retired: nothing new may name it.
		KeyRetired {
			key: KeyId,
			/// The last moment at which it verifies, in ms.
			until: Moment,
		},
		/// A retired key was removed.
		KeyRemoved {
			key: KeyId,
			/// Without one, it stood since genesis.
			owner: Option<AccountId>,
			/// Released to the owner, in planck.
			deposit: Balance,
		},
		/// Governance barred a key: it is never registered again.
		KeyBarred { key: KeyId },
		/// A proof was verified.
		ProofVerified {
			key: KeyId,
			/// See [`jmt_primitives::proofs::statement_hash`].
			statement: Hash,
			/// Sent the proof; need not have made it.
			by: AccountId,
		},
		/// A group was made.
		GroupCreated {
			group: GroupId,
			owner: AccountId,
			/// Held of the owner, in planck.
			deposit: Balance,
		},
		/// Members were added to a group.
		MembersAdded {
			group: GroupId,
			/// Index of the first.
			first: u32,
			count: u32,
			root: Scalar,
			/// Held besides of the owner, in planck.
			deposit: Balance,
		},
		/// A member was removed: its leaf is 0.
		MemberRemoved { group: GroupId, index: u32, leaf: Scalar, root: Scalar },
		/// A member took another's place.
		MemberReplaced { group: GroupId, index: u32, old: Scalar, new: Scalar, root: Scalar },
		/// A group takes no member and no topic any more. It is closed once its topics are.
		GroupClosing { group: GroupId },
		/// Pages of a group that is being closed were cleared.
		GroupCleared {
			group: GroupId,
			/// Number of pages.
			pages: u32,
			/// Released to the owner, in planck.
			deposit: Balance,
		},
		/// A group was closed.
		GroupClosed {
			group: GroupId,
			owner: AccountId,
			/// Released with the last pages, in planck.
			deposit: Balance,
		},
		/// A topic was opened.
		TopicOpened {
			group: GroupId,
			topic: TopicId,
			opener: AccountId,
			/// Its last moment, in ms.
			ends: Moment,
			/// Aliases that it takes at most.
			most: u32,
			/// Held of the opener, in planck.
			deposit: Balance,
			/// The pallet through which members speak; without one they signal.
			route: Option<Route>,
		},
		/// Aliases of a topic that has ended were cleared.
		TopicCleared {
			group: GroupId,
			topic: TopicId,
			by: AccountId,
			count: u32,
			/// Paid out of the deposit to the account that cleared them, in planck.
			bounty: Balance,
		},
		/// A topic was closed.
		TopicClosed {
			group: GroupId,
			topic: TopicId,
			opener: AccountId,
			/// Released to the opener, in planck.
			deposit: Balance,
		},
		/// A member spoke.
		Signalled { group: GroupId, topic: TopicId, alias: Alias, message: Hash },
		/// An account anchored a root.
		Anchored {
			account: AccountId,
			label: Hash,
			root: Scalar,
			/// Held of the account, in planck.
			deposit: Balance,
		},
		/// An account dropped an anchor.
		AnchorDropped {
			account: AccountId,
			label: Hash,
			/// Released to the account, in planck.
			deposit: Balance,
		},
	}
}
