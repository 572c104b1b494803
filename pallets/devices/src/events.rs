//! Events: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Events: a section of the pallet.
#[pallet_section]
mod events {
	/// Changes of devices, domains and manifests.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device was registered and its deposit held.
		DeviceRegistered {
			device: DeviceId,
			owner: AccountId,
			key_type: KeyType,
			/// Held of the owner, in planck.
			deposit: Balance,
		},
		/// A device left the registry and its deposit was released.
		DeviceRemoved {
			device: DeviceId,
			/// Until then.
			owner: AccountId,
			/// Released to who paid it, in planck.
			deposit: Balance,
		},
		/// A device was paused by its owner.
		DevicePaused { device: DeviceId, owner: AccountId },
		/// A paused device was resumed by its owner.
		DeviceResumed { device: DeviceId, owner: AccountId },
		/// A domain was made.
		DomainCreated {
			domain: DomainId,
			parent: Option<DomainId>,
			owner: AccountId,
			/// Held of the owner, in planck.
			deposit: Balance,
		},
		/// A domain was closed.
		DomainClosed {
			domain: DomainId,
			owner: AccountId,
			/// Released to who paid it, in planck.
			deposit: Balance,
			/// Paid to the owner out of the prepaid account, in planck.
			prepaid: Balance,
		},
		/// A domain was offered to another owner, or the offer was taken back.
		DomainOffered { domain: DomainId, owner: AccountId, to: Option<AccountId> },
		/// A domain has another owner.
		DomainAccepted { domain: DomainId, from: AccountId, to: AccountId },
		/// An admin was added or removed.
		AdminSet { domain: DomainId, account: AccountId, change: AdminChange },
		/// A domain, and with it all below, was suspended by this rank.
		DomainSuspended { domain: DomainId, by: Rank },
		/// A domain was resumed.
		DomainResumed { domain: DomainId },
		/// A domain trusts another's devices.
		TrustSet {
			from: DomainId,
			to: DomainId,
			reach: Reach,
			/// The last moment, in ms.
			expires: Moment,
			/// Held of the sender, in planck.
			deposit: Balance,
		},
		/// A domain does not trust another's devices any more.
		TrustDropped {
			from: DomainId,
			to: DomainId,
			payer: AccountId,
			/// Released to the payer, in planck.
			deposit: Balance,
		},
		/// A domain's owner took from its prepaid account.
		PrepaidWithdrawn {
			domain: DomainId,
			owner: AccountId,
			/// In planck.
			amount: Balance,
		},
		/// A manifest was published.
		ManifestPublished {
			manifest: ManifestId,
			domain: DomainId,
			root: Hash,
			leaves: u32,
			/// Held on the domain's prepaid account, in planck.
			deposit: Balance,
		},
		/// A manifest has another state.
		ManifestChanged { manifest: ManifestId, domain: DomainId, state: ManifestState },
		/// Flags of a manifest that is over were removed.
		ManifestSwept {
			manifest: ManifestId,
			/// How many chunks were looked at.
			chunks: u32,
			/// Released to the domain's prepaid account, in planck, once the manifest is gone.
			released: Option<Balance>,
		},
		/// A leaf of a manifest became a device.
		DeviceActivated {
			manifest: ManifestId,
			index: u32,
			device: DeviceId,
			domain: DomainId,
			owner: AccountId,
			/// Held on the domain's prepaid account, in planck.
			deposit: Balance,
			/// Paid out of it to the ecosystem, in planck.
			price: Balance,
		},
		/// A device came into a domain or left one.
		DeviceMoved {
			device: DeviceId,
			owner: AccountId,
			from: Option<DomainId>,
			to: Option<DomainId>,
		},
		/// Another account pays a device's deposit.
		DepositMoved {
			device: DeviceId,
			from: AccountId,
			to: AccountId,
			/// Held of the new payer, in planck.
			amount: Balance,
		},
		/// A device was suspended, resumed or revoked.
		MemberChanged { device: DeviceId, change: MemberChange },
		/// A physical unit was bound to a device.
		UnitBound {
			device: DeviceId,
			owner: AccountId,
			unit: Bound,
			/// The device that had it until then.
			taken_from: Option<DeviceId>,
		},
		/// A root of trust was admitted.
		RootAdmitted { root: RootId, maker: AccountId, terms: Terms },
		/// A root of trust has other terms, another state, or both.
		RootChanged { root: RootId, terms: Terms, state: RootState },
		/// A key of a root of trust was added or revoked.
		RootKeyChanged { root: RootId, key: KeyNumber, state: KeyState },
		/// A device has another key; its id stays.
		KeyRotated {
			device: DeviceId,
			key: DevicePublic,
			/// Id of the key before, which stays reserved for the device.
			former: DeviceId,
		},
		/// An owner started to give a device a key without the word of the one in use, which may cancel that.
		RotationStarted {
			device: DeviceId,
			owner: AccountId,
			key: DevicePublic,
			/// In ms; a cancellation names it.
			started: Moment,
			/// The first moment at which it may be finished, in ms.
			ends: Moment,
		},
		/// The key in use cancelled a rotation.
		RotationCancelled { device: DeviceId, started: Moment },
		/// A part of a device's profile changed.
		ProfileSet { device: DeviceId, change: ProfileChange },
		/// A device was offered to another owner, or the offer was taken back.
		DeviceOffered { device: DeviceId, owner: AccountId, to: Option<AccountId> },
		/// A device has another owner.
		OwnerChanged { device: DeviceId, from: AccountId, to: AccountId },
		/// Entries of the owner's index were written.
		OwnedIndexed {
			/// How many.
			written: u32,
		},
	}
}
