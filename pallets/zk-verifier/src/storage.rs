//! Storage: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Storage: a section of the pallet.
#[pallet_section]
mod storage {
	/// Registered keys without their bytes. The owner's deposit pays for the entry and the bytes; once its time is
	/// over anybody removes it.
	///
	/// `Identity`: an id is a hash already.
	#[pallet::storage]
	pub type Keys<T: Config> = StorageMap<_, Identity, KeyId, KeyRecord, OptionQuery>;

	/// The bytes of each key, with e(alpha, beta): checked when it was registered, so that they are trusted.
	#[pallet::storage]
	pub type Prepared<T: Config> = StorageMap<_, Identity, KeyId, PreparedBytes, OptionQuery>;

	/// Keys that governance has retired: they are never registered again. Kept for ever, at 32 bytes each that nobody
	/// pays; governance bounds them.
	#[pallet::storage]
	pub type Barred<T: Config> = StorageMap<_, Identity, KeyId, (), OptionQuery>;

	/// Whether keys of a set-up for development are taken. Genesis decides.
	#[pallet::storage]
	pub type DevelopmentKeys<T: Config> = StorageValue<_, bool, ValueQuery>;

	/// Number of the next group; 0 and 1 both stand for the first.
	#[pallet::storage]
	pub type NextGroup<T: Config> = StorageValue<_, GroupId, ValueQuery>;

	/// Every group. Its owner's deposit pays for it, its frontier, its roots and its pages; the owner closes it.
	///
	/// `Twox64Concat`: the chain gives the numbers.
	#[pallet::storage]
	pub type Groups<T: Config> = StorageMap<_, Twox64Concat, GroupId, Group, OptionQuery>;

	/// The part of each group's tree that suffices to change it.
	#[pallet::storage]
	pub type Frontiers<T: Config> = StorageMap<_, Twox64Concat, GroupId, Frontier, ValueQuery>;

	/// The leaves of each group by pages of 64: a member fetches whole pages, so that no peer learns its leaf.
	#[pallet::storage]
	pub type Pages<T: Config> =
		StorageDoubleMap<_, Twox64Concat, GroupId, Twox64Concat, u32, Page, ValueQuery>;

	/// The roots of each group that were replaced not long ago, oldest first.
	#[pallet::storage]
	pub type ReplacedRoots<T: Config> = StorageMap<_, Twox64Concat, GroupId, RootRing, ValueQuery>;

	/// Open topics and those that are not cleared yet. The opener's deposit pays for it and its aliases.
	///
	/// `Blake2_128Concat`: openers choose names.
	#[pallet::storage]
	pub type Topics<T: Config> =
		StorageDoubleMap<_, Twox64Concat, GroupId, Blake2_128Concat, TopicId, Topic, OptionQuery>;

	/// Aliases that were taken, by scope. Their topic pays for them, and anybody clears them after its end.
	///
	/// `Identity` of a scope, which is a hash; `Blake2_128Concat` of a nullifier, since a member may make many.
	#[pallet::storage]
	pub type Aliases<T: Config> =
		StorageDoubleMap<_, Identity, Hash, Blake2_128Concat, Alias, (), OptionQuery>;

	/// Roots that accounts stand for, by account and label. The account pays, and drops them.
	#[pallet::storage]
	pub type Anchors<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		AccountId,
		Blake2_128Concat,
		Hash,
		Anchor,
		OptionQuery,
	>;
}
