//! Storage: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Storage: a section of the pallet.
#[pallet_section]
mod storage {
	/// Number of the next resource; 0 and 1 both stand for the first.
	#[pallet::storage]
	pub type NextResource<T: Config> = StorageValue<_, ResourceId, ValueQuery>;

	/// Every resource. Its owner's deposit pays for it; the owner closes it.
	///
	/// `Twox64Concat`, here and of all numbers: the chain gives them.
	#[pallet::storage]
	pub type Resources<T: Config> = StorageMap<_, Twox64Concat, ResourceId, Resource, OptionQuery>;

	/// Number of the next policy; 0 and 1 both stand for the first.
	#[pallet::storage]
	pub type NextPolicy<T: Config> = StorageValue<_, PolicyId, ValueQuery>;

	/// Every policy. Its owner's deposit pays for its bytes; the owner closes it once no resource names it.
	#[pallet::storage]
	pub type Policies<T: Config> = StorageMap<_, Twox64Concat, PolicyId, Policy, OptionQuery>;

	/// Number of the next grant; 0 and 1 both stand for the first.
	#[pallet::storage]
	pub type NextGrant<T: Config> = StorageValue<_, GrantId, ValueQuery>;

	/// Every grant. The account that made it pays, and closes it; 30 days after its end anybody does.
	#[pallet::storage]
	pub type Grants<T: Config> = StorageMap<_, Twox64Concat, GrantId, Grant, OptionQuery>;

	/// Uses that were counted, of a resource by a subject, of eight actions at most, or under a grant. The account that first used pays; anybody
	/// clears them once the resource is gone, or the grant.
	///
	/// `Blake2_128Concat`: subjects are chosen.
	#[pallet::storage]
	pub type Uses<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		ResourceId,
		Blake2_128Concat,
		Counted,
		jmt_primitives::access::Uses,
		OptionQuery,
	>;

	/// Approvals of requests about a resource, by the request's hash and the account that approves. That account pays;
	/// once an approval has ended anybody withdraws it.
	///
	/// `Blake2_128Concat`: the account that approves chooses the hash.
	#[pallet::storage]
	pub type Approvals<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		ResourceId,
		Blake2_128Concat,
		(Hash, AccountId),
		Approval,
		OptionQuery,
	>;

	/// The newest head of each enforcer's log. The first account to anchor pays; it closes the log a year after the last
	/// anchor, once the device is gone. A log that lied stays.
	///
	/// `Identity`: an id is a hash already.
	#[pallet::storage]
	pub type Logs<T: Config> = StorageMap<_, Identity, DeviceId, LogHead, OptionQuery>;
}
