//! Events: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Events: a section of the pallet.
#[pallet_section]
mod events {
	/// Resources, policies, grants, uses and logs.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A resource was made.
		ResourceCreated {
			resource: ResourceId,
			owner: AccountId,
			domain: DomainId,
			/// Held of the owner, in planck.
			deposit: Balance,
		},
		/// A resource was changed.
		ResourceChanged {
			resource: ResourceId,
			by: AccountId,
			change: ResourceChange,
			/// Whether it is frozen from now on.
			state: ResourceState,
			/// That of uses from now on: another one with another enforcer, which serves nothing that was bought before.
			series: u32,
		},
		/// A resource was closed.
		ResourceClosed {
			resource: ResourceId,
			/// To the owner, in planck.
			released: Balance,
		},
		/// A policy was made or replaced.
		PolicySet {
			policy: PolicyId,
			version: u32,
			/// Held of the owner, in planck.
			deposit: Balance,
		},
		/// A policy was closed.
		PolicyClosed {
			policy: PolicyId,
			/// To the owner, in planck.
			released: Balance,
		},
		/// A grant was made.
		Granted {
			grant: GrantId,
			resource: ResourceId,
			parent: Option<GrantId>,
			depth: u8,
			holder: Holder,
			/// Held of the sender, in planck.
			deposit: Balance,
		},
		/// A grant was revoked, and with it all below.
		GrantRevoked { grant: GrantId, by: AccountId },
		/// A grant was closed.
		GrantClosed {
			grant: GrantId,
			payer: AccountId,
			/// To the payer, in planck.
			released: Balance,
		},
		/// All grants of a resource were revoked that were made before.
		AllRevoked {
			resource: ResourceId,
			/// That of grants from now on.
			epoch: u32,
		},
		/// All passes of a grant were revoked that were made before.
		PassesRevoked {
			grant: GrantId,
			/// That of passes from now on.
			epoch: u32,
		},
		/// A request was approved.
		Approved {
			resource: ResourceId,
			request: Hash,
			approver: AccountId,
			/// The last moment at which it counts, in ms.
			until: Moment,
		},
		/// An approval was withdrawn.
		ApprovalWithdrawn {
			resource: ResourceId,
			request: Hash,
			approver: AccountId,
			/// To the approver, in planck.
			released: Balance,
		},
		/// A right was used.
		Used {
			resource: ResourceId,
			subject: Subject,
			action: Action,
			authority: Authority,
			/// Number of uses.
			uses: u32,
			/// Paid to the resource's owner for all of them, in planck.
			price: Balance,
			decision: Decision,
		},
		/// Counted uses were cleared.
		UsesCleared {
			resource: ResourceId,
			counted: Counted,
			payer: AccountId,
			/// To the payer, in planck.
			released: Balance,
		},
		/// An enforcer anchored its log.
		Anchored { enforcer: DeviceId, leaves: u32, root: Hash, segment: u32 },
		/// A log was closed.
		LogClosed {
			enforcer: DeviceId,
			/// To the payer, in planck.
			released: Balance,
		},
		/// An enforcer was shown to have lied. It stands in its log for ever.
		LieReported { enforcer: DeviceId, by: AccountId, use_id: Hash, lie: LieKind },
	}
}
