//! Events: a section of the pallet.

use frame_support::pallet_macros::pallet_section;

/// Events: a section of the pallet.
#[pallet_section]
mod events {
	/// Workers and tasks.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An owner staked on a device, which works from now on.
		WorkerEnrolled {
			device: DeviceId,
			owner: AccountId,
			signer: Signer,
			/// Held of the owner, in planck.
			staked: Balance,
		},
		/// The stake of a worker was changed by its owner, or its device left. With 0 it is no worker any more.
		StakeChanged {
			device: DeviceId,
			owner: AccountId,
			/// Held from now on, in planck.
			staked: Balance,
		},
		/// A task was posted.
		Posted {
			task: TaskId,
			client: AccountId,
			terms_hash: TermsHash,
			/// Held until it ends, in planck.
			price: Balance,
			/// Held until it is collected, in planck.
			deposit: Balance,
			/// Paid to the pot, in planck.
			service: Balance,
		},
		/// A seed was drawn for what an earlier block posted. The header announces the same.
		BatchOpened {
			/// The first number.
			first: TaskId,
			/// How many numbers in a row.
			count: u32,
		},
		/// A worker has a slot.
		Claimed { task: TaskId, bench: Bench, device: DeviceId, ticket: Ticket },
		/// A worker's slot went to one with a lower ticket.
		Displaced { task: TaskId, device: DeviceId },
		/// A worker committed to a result.
		Committed { task: TaskId, device: DeviceId },
		/// A worker told its result.
		Revealed { task: TaskId, device: DeviceId, result: ResultDigest },
		/// The time to run, or to tell results, counts from now on.
		Started { task: TaskId, bench: Bench },
		/// A result stands for a while.
		Stands { task: TaskId, result: ResultDigest },
		/// A panel was called. By lot it meets only if the seed says so.
		PanelDrawn {
			task: TaskId,
			/// Its own number, by which its tickets are drawn.
			panel: TaskId,
			why: Why,
		},
		/// A task ended, and all was paid.
		Ended {
			task: TaskId,
			verdict: Verdict,
			/// That which counts, or was refused.
			result: Option<ResultDigest>,
			/// To owners of workers, in planck.
			paid: Balance,
			/// To the pot, slashes included, in planck.
			to_pot: Balance,
			/// Back to the client and the challenger, a reward included, in planck.
			refunded: Balance,
			/// Slots that lost their bond.
			wrong: u32,
			/// Slots that paid for their silence.
			silent: u32,
		},
		/// A task without a claim was taken back by its client.
		Cancelled {
			task: TaskId,
			/// Released, in planck.
			released: Balance,
		},
		/// A task that had ended was removed.
		Collected {
			task: TaskId,
			by: AccountId,
			/// To the client, in planck.
			released: Balance,
			/// To another who collected, in planck.
			bounty: Balance,
		},
	}
}
