//! Types of the storage, of events and of calls.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::Get;
use jmt_primitives::{
	authorized::{PerShare, Used},
	domains::DomainId,
	proof_of_time::Terms,
	units::RootId,
	AccountId, Balance, BlockNumber, Bucket, Day, Draw, Hash, Moment, Round,
};
use scale_info::TypeInfo;

/// Number of a slot.
pub type Slot = u64;

/// The newest draw, with all that an answer to it is checked against.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct OpenDraw {
	/// The draw, as the header of its block announced it.
	pub draw: Draw,
	pub drawn_in: BlockNumber,
	/// The last slot in which an answer counts; never past the round.
	pub last_slot: Slot,
	/// The time of the draw in ms: the timestamp of the parent of the block that drew.
	pub at: Moment,
	/// The day's seed.
	pub seed: Hash,
	/// The day's number of buckets.
	pub buckets: Bucket,
	/// The block that drew the day's seed: devices registered in it or later do not count today.
	pub seeded_in: BlockNumber,
	/// The numbers that answers are weighed by.
	pub terms: Terms,
}

/// The blocks of the newest draw's window so far. Stored while the window is open.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Window {
	/// Blocks in the window that take transactions, the draw's own block not counted: nobody could answer
	/// in it.
	pub blocks: u32,
	/// Of them: those that had room at their end.
	pub roomy: u32,
	/// The newest of these blocks.
	pub newest: BlockNumber,
}

impl Window {
	/// Whether a draw whose window has closed like this can be missed: it held `enough` blocks, and at
	/// least half as many had room. A device needs a single one; that half of them suffice is so that
	/// crowding the others out of a window takes most of it, and raises the fees.
	pub fn suffices(&self, enough: u32) -> bool {
		self.blocks >= enough && self.roomy >= enough.div_ceil(2)
	}
}

/// How the fleet is cut into buckets on one day of draws.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct DaySeed {
	pub day: Day,
	/// Each device's bucket derives from it.
	pub seed: Hash,
	/// Their number.
	pub buckets: Bucket,
	/// The block that drew the seed.
	pub seeded_in: BlockNumber,
}

/// The fee-free calls that one block has included.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct BlockCalls {
	pub block: BlockNumber,
	/// Its calls by row.
	pub rows: PerShare<Used>,
}

/// Blocks that had room.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct RoomyBlocks {
	/// The newest block that takes transactions.
	pub block: BlockNumber,
	/// Blocks with room for a row, that one included once its transactions are in.
	pub rows: PerShare<u32>,
}

/// The record of a device from its first answer until it leaves the registry.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Miner {
	/// The weight that stands since the last answer, 10^6 as one. 0 when it is not in the total: the
	/// device was reported silent and has not answered since.
	pub weight: u64,
	/// The accumulator at the last answer.
	pub accumulator: u128,
	/// Of the last answer.
	pub last_round: Round,
	/// The time of the draw answered last, in ms.
	pub last_at: Moment,
	/// The time of the draw that the unbroken stay began with, in ms.
	pub since: Moment,
	/// Earned and not yet claimed, in planck.
	pub earned: Balance,
}

/// The books of a class. `paid + pending + forfeited = withdrawn`, to the planck.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Ledger {
	/// Withdrawn from the stream so far, in planck. Where a device has changed its class, what it had earned counts
	/// as withdrawn for the new one.
	pub withdrawn: Balance,
	/// Paid to owners, and to reporters as bounties.
	pub paid: Balance,
	/// Forfeited, less the bounties paid out of it.
	pub forfeited: Balance,
	/// Of what is forfeited: not yet given back to the stream.
	pub to_return: Balance,
	/// Kept in the reward pot for good so that its account never falls below the existential deposit.
	pub reserve: Balance,
	/// Sum of the weights of mining devices, 10^6 as one.
	pub weight: u128,
	/// Number of mining devices: those whose weight is in the total.
	pub mining_devices: u32,
	/// Rewards per unit of weight since the beginning, in 10^-18 planck.
	pub accumulator: u128,
	/// Remainder of the division by the weight, in 10^-18 planck; added to the next accrual.
	pub remainder: u128,
	/// The time up to which rewards are accrued, in ms.
	pub accrued_at: Moment,
	/// Sum of the weights before shares of the devices in the class, 10^6 as one.
	pub raw: u128,
}

impl Ledger {
	/// Withdrawn, and neither paid nor forfeited: earned, open, not yet assigned, and the reserve.
	pub fn pending(&self) -> Balance {
		self.withdrawn.saturating_sub(self.paid).saturating_sub(self.forfeited)
	}

	/// The balance of the reward pot's account.
	pub fn in_pot(&self) -> Balance {
		self.pending().saturating_add(self.to_return)
	}

	/// Books a forfeit of `amount`, of which `bounty` is about to be paid to a reporter.
	///
	/// Sums of withdrawn amounts cannot pass the supply, so they never saturate.
	pub(crate) fn forfeit(&mut self, amount: Balance, bounty: Balance) {
		let returned = amount.saturating_sub(bounty);
		self.forfeited = self.forfeited.saturating_add(returned);
		self.to_return = self.to_return.saturating_add(returned);
		self.paid = self.paid.saturating_add(bounty);
	}

	/// Books what was paid to an owner.
	pub(crate) fn pay(&mut self, amount: Balance) {
		self.paid = self.paid.saturating_add(amount);
	}

	/// Takes a device's weight, and that before shares, out of the totals.
	pub(crate) fn leave(&mut self, weight: u64, raw: u64) {
		if weight > 0 {
			self.weight = self.weight.saturating_sub(weight.into());
			self.mining_devices = self.mining_devices.saturating_sub(1);
		}
		self.raw = self.raw.saturating_sub(raw.into());
	}

	/// Adds a device's weight, and that before shares, to the totals. 2^32 weights of 64 bits cannot overflow them.
	pub(crate) fn join(&mut self, weight: u64, raw: u64) {
		if weight > 0 {
			self.weight = self.weight.saturating_add(weight.into());
			self.mining_devices = self.mining_devices.saturating_add(1);
		}
		self.raw = self.raw.saturating_add(raw.into());
	}
}

/// Devices that may together not take more than a share of the pay of all units.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct GroupBook {
	/// Sum of the weights before shares of its devices, 10^6 as one.
	pub raw: u128,
	/// The day of draws on which the factor was found.
	pub day: Day,
	/// The factor that its devices' answers find, 10^6 as one.
	pub factor: u64,
}

/// The unit that a record in the class with units was last weighed with.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Share {
	/// The root of trust of the unit.
	pub root: RootId,
	/// The block in which the device was bound to the unit.
	pub binding: BlockNumber,
	/// The domain without a parent that the device was under.
	pub top: Option<DomainId>,
	/// The weight before shares, 10^6 as one.
	pub raw: u64,
}

/// The tokens at stake on a device.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Staked {
	/// The account that holds them.
	pub owner: AccountId,
	/// In planck.
	pub amount: Balance,
	/// Of the amount: asked back, so that it does not count any more.
	pub leaving: Balance,
	/// When it was last asked for, in ms.
	pub asked_at: Moment,
}

impl Staked {
	/// The part that raises the device's weight.
	pub fn counted(&self) -> Balance {
		self.amount.saturating_sub(self.leaving)
	}
}

/// Why the time since a device's last answer is not paid.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Miss {
	/// This round drew the device's bucket, and the device did not answer.
	#[codec(index = 0)]
	Round(Round),
	/// The last answer lies before the oldest day whose draws are kept.
	#[codec(index = 1)]
	BeyondHorizon,
}

/// The effect of an answer on its device's pay.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum AnswerOutcome {
	/// The device's first answer, or its first since it was reported silent: pay starts from here.
	#[codec(index = 0)]
	Started,
	/// No draw was missed: the time since the last answer is paid.
	#[codec(index = 1)]
	Earned {
		/// In planck.
		amount: Balance,
	},
	/// A draw was missed: the time since the last answer is forfeited.
	#[codec(index = 2)]
	Forfeited {
		/// In planck.
		amount: Balance,
		/// The first draw missed.
		miss: Miss,
	},
	/// The unit fell, or is another one, since the last answer: the time since then is forfeited.
	#[codec(index = 3)]
	UnitLost {
		/// In planck.
		amount: Balance,
	},
}

/// Days whose seeds are kept: the horizon and the current one.
pub struct DaysKept<T>(core::marker::PhantomData<T>);

impl<T: crate::Config> Get<u32> for DaysKept<T> {
	fn get() -> u32 {
		T::Horizon::get().saturating_add(1)
	}
}

/// The part in benchmarks of the pallets that the runtime wires to this one.
#[cfg(feature = "runtime-benchmarks")]
pub trait BenchmarkHelper {
	/// Puts an active device into the registry, as registered in block 0.
	fn register(key: jmt_primitives::DevicePublic, owner: &jmt_primitives::AccountId);

	/// Makes a registered device a unit of root of trust 1, bound in block 1, under domain 1, which has no parent.
	fn certify(device: &jmt_primitives::DeviceId);

	/// Sets the slot of the block, the wall clock in ms, and the parent's VRF output; the stream must have
	/// something to pay by then.
	fn set_block(slot: Slot, at: Moment, output: Hash);
}
