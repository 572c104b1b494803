//! How much of a block fee-free calls take, so that none of them crowds out the others or all that pay.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{transaction_validity::TransactionValidityError, Perbill, Weight};

/// A row of the table: fee-free calls that share a part of the block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
	/// Answers of devices, witnessed ones included.
	Answers,
	/// Activations and rotations of devices.
	Activations,
	/// Zero-knowledge proofs.
	ZeroKnowledge,
	/// Calls of tasks.
	Tasks,
	/// Packets.
	Packets,
	/// Payments.
	Payments,
}

/// Of the weight that a block has for normal calls: most that all fee-free ones may take together. A quarter is
/// always left to calls that pay.
pub const ALL_TOGETHER: Perbill = Perbill::from_percent(75);

impl Share {
	/// Every row.
	pub const ALL: [Share; 6] = [
		Self::Answers,
		Self::Activations,
		Self::ZeroKnowledge,
		Self::Tasks,
		Self::Packets,
		Self::Payments,
	];

	/// Of the weight that a block has for normal calls: most that the row may take.
	pub const fn weight(self) -> Perbill {
		match self {
			Self::Answers => Perbill::from_percent(50),
			Self::Activations | Self::ZeroKnowledge => Perbill::from_percent(20),
			Self::Tasks => Perbill::from_percent(10),
			Self::Packets | Self::Payments => Perbill::from_percent(5),
		}
	}

	/// Calls of the row that a block includes at most, where their number is bounded too.
	pub const fn calls(self) -> Option<u32> {
		match self {
			Self::Answers => Some(1_000),
			Self::ZeroKnowledge => Some(32),
			Self::Tasks => Some(400),
			Self::Activations | Self::Packets | Self::Payments => None,
		}
	}
}

/// One value a row.
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
#[allow(missing_docs)]
pub struct PerShare<V> {
	pub answers: V,
	pub activations: V,
	pub zero_knowledge: V,
	pub tasks: V,
	pub packets: V,
	pub payments: V,
}

impl<V> PerShare<V> {
	/// The value of each row, computed.
	pub fn from_fn(of: impl Fn(Share) -> V) -> Self {
		Self {
			answers: of(Share::Answers),
			activations: of(Share::Activations),
			zero_knowledge: of(Share::ZeroKnowledge),
			tasks: of(Share::Tasks),
			packets: of(Share::Packets),
			payments: of(Share::Payments),
		}
	}

	/// The value of a row.
	pub const fn of(&self, share: Share) -> &V {
		match share {
			Share::Answers => &self.answers,
			Share::Activations => &self.activations,
			Share::ZeroKnowledge => &self.zero_knowledge,
			Share::Tasks => &self.tasks,
			Share::Packets => &self.packets,
			Share::Payments => &self.payments,
		}
	}

	/// The value of a row, to change it.
	pub fn of_mut(&mut self, share: Share) -> &mut V {
		match share {
			Share::Answers => &mut self.answers,
			Share::Activations => &mut self.activations,
			Share::ZeroKnowledge => &mut self.zero_knowledge,
			Share::Tasks => &mut self.tasks,
			Share::Packets => &mut self.packets,
			Share::Payments => &mut self.payments,
		}
	}
}

/// The fee-free calls of one row that a block has included.
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
pub struct Used {
	/// Their weight, the base weight of a transaction included.
	pub weight: Weight,
	/// Their number.
	pub calls: u32,
}

impl Used {
	/// All rows together.
	pub fn sum(rows: &PerShare<Used>) -> Used {
		Share::ALL.into_iter().fold(Used::default(), |sum, share| {
			let Used { weight, calls } = rows.of(share);
			Used {
				weight: sum.weight.saturating_add(*weight),
				calls: sum.calls.saturating_add(*calls),
			}
		})
	}
}

/// Holds fee-free calls to the table. A pallet asks in `authorize` and tells when it dispatches.
pub trait FreeShare {
	/// Refuses a call of this weight, its base weight left out, with `ExhaustsResources` when its row, or all rows
	/// together, have no room for it in this block. One storage read.
	fn ensure_room(share: Share, weight: Weight) -> Result<(), TransactionValidityError>;

	/// Books a call that this block includes, by the weight that it took in the end. One storage write.
	fn book(share: Share, weight: Weight);
}

/// Counts blocks with room. A capability lets no deadline that punishes pass before enough of them.
pub trait BlockRoom {
	/// Blocks so far that had room for a row of fee-free calls: half of the weight and length for normal calls
	/// stayed free, and the row's share was not used up. A block is counted once its transactions are in. A block
	/// in which a migration goes on takes none, and is not counted.
	fn roomy(share: Share) -> u32;
}
