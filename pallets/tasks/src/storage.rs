//! Storage: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Storage: a section of the pallet.
#[pallet_section]
mod storage {
	/// Number of the next task or panel; 0 and 1 both stand for the first.
	#[pallet::storage]
	pub type NextId<T: Config> = StorageValue<_, TaskId, ValueQuery>;

	/// Every task until it is collected, which its client's deposit pays for.
	///
	/// `Twox64Concat`, here and of all numbers: the chain gives them.
	#[pallet::storage]
	pub type Tasks<T: Config> = StorageMap<_, Twox64Concat, TaskId, Task, OptionQuery>;

	/// Outputs, by the task and the [number](jmt_primitives::tasks::Place::number) of the slot that brought it: one for
	/// each result. The client's deposit pays for as many as its crew has slots. Once the task has ended, that of the
	/// result is left.
	#[pallet::storage]
	pub type Outputs<T: Config> =
		StorageDoubleMap<_, Twox64Concat, TaskId, Twox64Concat, u8, Output, OptionQuery>;

	/// The task that a panel judges, by the panel's number. Removed when the task ends.
	#[pallet::storage]
	pub type Panels<T: Config> = StorageMap<_, Twox64Concat, TaskId, TaskId, OptionQuery>;

	/// The numbers that blocks gave away, with their seeds. Paid by the service fee of what it is for; cleared two hours
	/// after the seed, two a block.
	#[pallet::storage]
	pub type Batches<T: Config> = StorageMap<_, Twox64Concat, BlockNumber, Batch, OptionQuery>;

	/// Every block before this one has no batch. None before the pallet's first block, which need not look at those before.
	#[pallet::storage]
	pub type Swept<T: Config> = StorageValue<_, BlockNumber, OptionQuery>;

	/// The output of the verifiable random function of the block before the parent. Written by the chain in every block.
	#[pallet::storage]
	pub type Recent<T: Config> = StorageValue<_, Hash, OptionQuery>;

	/// Workers, until their stake is gone, which pays for the entry.
	///
	/// `Identity`: an id is a hash already, and a stake buys each.
	#[pallet::storage]
	pub type Workers<T: Config> = StorageMap<_, Identity, DeviceId, Worker, OptionQuery>;

	/// All workers together: one value, which a block with a seed reads.
	#[pallet::storage]
	pub type Totals<T: Config> = StorageValue<_, AllWorkers, ValueQuery>;

	/// All money that ever came in, and where it went.
	#[pallet::storage]
	pub type Books<T: Config> = StorageValue<_, Ledger, ValueQuery>;
}
