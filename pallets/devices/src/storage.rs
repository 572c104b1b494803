//! Storage: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Storage: a section of the pallet.
#[pallet_section]
mod storage {
	/// Every registered device by its id. A deposit pays for the entry and for all others of the device; its owner
	/// can remove it, and where its domain pays, an authority of that once the device is revoked.
	///
	/// `Identity`: an id is a blake2-256 hash already. Grinding keys for ids with a common prefix is just as
	/// fast when they are hashed once more, and a light client gets the key for nothing.
	#[pallet::storage]
	pub type Devices<T: Config> = StorageMap<_, Identity, DeviceId, Device, OptionQuery>;

	/// Number of registered devices. Bounded by the deposits.
	#[pallet::storage]
	pub type Count<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The devices of an owner. Devices that are older than this index are missing until `index_owned` names them. Part
	/// of the device's deposit.
	///
	/// `Blake2_128Concat`: an account can be chosen. A light client proves all under an owner's prefix.
	#[pallet::storage]
	pub type Owned<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, AccountId, Identity, DeviceId, (), OptionQuery>;

	/// All that is known of a device besides its key and its owner. A device without an entry is at large. Part of the
	/// device's deposit.
	#[pallet::storage]
	pub type Members<T: Config> = StorageMap<_, Identity, DeviceId, Member, OptionQuery>;

	/// The descriptions of devices. Part of the device's deposit.
	#[pallet::storage]
	pub type Profiles<T: Config> = StorageMap<_, Identity, DeviceId, Profile, OptionQuery>;

	/// Ids of keys that a device has, had or is to get, but for its first one, which gave it its own id. No other
	/// device registers by them. Each is paid with the device's deposit, 16 a device at most, and goes with the device.
	#[pallet::storage]
	pub type Aliases<T: Config> = StorageMap<_, Identity, DeviceId, DeviceId, OptionQuery>;

	/// The keys that a device had, and the one that it is to get. Missing for one that never changed its key. Part of
	/// the device's deposit.
	#[pallet::storage]
	pub type Rotations<T: Config> = StorageMap<_, Identity, DeviceId, KeyHistory, OptionQuery>;

	/// Number of the next domain; 0 and 1 both stand for the first.
	#[pallet::storage]
	pub type NextDomain<T: Config> = StorageValue<_, DomainId, ValueQuery>;

	/// Every domain. Its payer's deposit pays for it, and for its admins; its owner closes it.
	///
	/// `Twox64Concat`: the chain gives the numbers.
	#[pallet::storage]
	pub type Domains<T: Config> = StorageMap<_, Twox64Concat, DomainId, Domain, OptionQuery>;

	/// Admins of a domain, 8 at most.
	#[pallet::storage]
	pub type Admins<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Blake2_128Concat, AccountId, (), OptionQuery>;

	/// Trust links, by the domain that trusts and the one that is trusted. The account that set one pays; an authority
	/// of the first drops it, and once it is void anybody.
	#[pallet::storage]
	pub type Trust<T: Config> =
		StorageDoubleMap<_, Twox64Concat, DomainId, Twox64Concat, DomainId, Link, OptionQuery>;

	/// Number of the next manifest; 0 and 1 both stand for the first.
	#[pallet::storage]
	pub type NextManifest<T: Config> = StorageValue<_, ManifestId, ValueQuery>;

	/// Every manifest. Its domain pays, for the flags too; anybody sweeps it once it is over.
	#[pallet::storage]
	pub type Manifests<T: Config> = StorageMap<_, Twox64Concat, ManifestId, Manifest, OptionQuery>;

	/// The leaves of a manifest that were activated, by chunks of 512.
	#[pallet::storage]
	pub type Activated<T: Config> =
		StorageDoubleMap<_, Twox64Concat, ManifestId, Twox64Concat, u32, Flags, ValueQuery>;

	/// Number of the next root of trust; 0 and 1 both stand for the first.
	#[pallet::storage]
	pub type NextRoot<T: Config> = StorageValue<_, RootId, ValueQuery>;

	/// Every root of trust. Governance admits them, and none is ever removed: units fall with it.
	#[pallet::storage]
	pub type Roots<T: Config> = StorageMap<_, Twox64Concat, RootId, Root, OptionQuery>;

	/// The device that each physical unit is bound to, by its root of trust and its nullifier. Part of the device's
	/// deposit, and freed with it.
	///
	/// `Blake2_128Concat`: makers choose nullifiers.
	#[pallet::storage]
	pub type Units<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RootId, Blake2_128Concat, Hash, DeviceId, OptionQuery>;
}
