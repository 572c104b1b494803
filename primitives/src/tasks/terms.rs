//! Terms: what a client asks for, fixed when it posts.

use super::{
	Content, Input, TermsFault, MAX_ARGUMENT_BYTES, MAX_CLAIM_MS, MAX_HINT_BYTES, MAX_MEMORY_PAGES,
	MAX_NAMED, MAX_OUTPUT_BYTES, MAX_RUN_MS, MAX_STANDING_MS, MIN_CLAIM_MS, MIN_RUN_MS,
	MIN_STANDING_MS,
};
use crate::{AccountId, Balance, DeviceId, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{traits::ConstU32, BoundedVec};

/// The wish of a client: program, input, bounds, pay, and for whom and how.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms {
	/// A WASM module of profile 1.
	pub program: Content,
	/// Its standard input.
	pub input: Input,
	/// Its arguments, one behind the other, each with a zero byte at its end.
	pub arguments: BoundedVec<u8, ConstU32<MAX_ARGUMENT_BYTES>>,
	/// Where program and input may be found. It binds nobody.
	pub hint: BoundedVec<u8, ConstU32<MAX_HINT_BYTES>>,
	pub limits: Limits,
	/// For each slot whose result counts, in planck, the market fee included.
	pub pay: Balance,
	pub windows: Windows,
	pub audience: Audience,
	pub mode: Mode,
}

/// Bounds of a run. A run that meets one has a result all the same.
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
pub struct Limits {
	/// By the costs of profile 1.
	pub fuel: u64,
	/// Pages of 64 KiB that the memory may grow to.
	pub memory_pages: u32,
	/// Bytes of standard output.
	pub output_bytes: u32,
}

/// How long a task takes at most, in ms.
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
pub struct Windows {
	/// For claims, from the seed on. A panel may take it twice.
	pub claim: Moment,
	/// For fetching, running and committing.
	pub run: Moment,
}

/// Those who may work. Panels are for anyone, whomever the task names.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Audience {
	/// Workers with a ticket below the threshold.
	#[codec(index = 0)]
	Anyone,
	/// Workers of these owners, whatever their tickets.
	#[codec(index = 1)]
	Owners(BoundedVec<AccountId, ConstU32<MAX_NAMED>>),
	/// These devices, whatever their tickets.
	#[codec(index = 2)]
	Devices(BoundedVec<DeviceId, ConstU32<MAX_NAMED>>),
}

/// How a result comes to count. Index 3 is kept for proofs.
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
pub enum Mode {
	/// One named worker, whose result the client accepts or refuses. Silence accepts.
	#[codec(index = 0)]
	Accept {
		/// For the client to look at the result, in ms.
		standing: Moment,
	},
	/// Several workers, of whom a quorum agrees.
	#[codec(index = 1)]
	Replicate {
		/// 3, 5 or 7 slots.
		replicas: u8,
		/// More than half of the slots.
		quorum: u8,
		/// For challenges, in ms; with 3 slots only.
		standing: Option<Moment>,
	},
	/// One worker, who may be challenged, and is audited by lot.
	#[codec(index = 2)]
	Optimistic {
		/// For challenges, in ms.
		standing: Moment,
	},
}

impl Mode {
	/// Number of slots: 1, 3, 5 or 7.
	pub const fn slots(&self) -> u8 {
		match self {
			Self::Accept { .. } | Self::Optimistic { .. } => 1,
			Self::Replicate { replicas, .. } => *replicas,
		}
	}

	/// Equal results that count.
	pub const fn quorum(&self) -> u8 {
		match self {
			Self::Accept { .. } | Self::Optimistic { .. } => 1,
			Self::Replicate { quorum, .. } => *quorum,
		}
	}

	/// Slots that the client's price is held for: an audit is paid out of it.
	pub const fn priced_slots(&self) -> u8 {
		match self {
			Self::Optimistic { .. } => 4,
			_ => self.slots(),
		}
	}

	/// Slots of a panel: twice the task's and one. `None` where there is no panel: of `Accept`, and above 3.
	pub const fn panel_slots(&self) -> Option<u8> {
		match self {
			Self::Optimistic { .. } => Some(3),
			Self::Replicate { replicas: 3, .. } => Some(7),
			_ => None,
		}
	}

	/// How long a result stands before it counts, in ms.
	pub const fn standing(&self) -> Option<Moment> {
		match self {
			Self::Accept { standing } | Self::Optimistic { standing } => Some(*standing),
			Self::Replicate { standing, .. } => *standing,
		}
	}

	/// Whether a lot is drawn about a result that stands.
	pub const fn draws_lots(&self) -> bool {
		matches!(self, Self::Optimistic { .. })
	}

	/// Whether others than the client look at results, so that fees earn work credit.
	pub const fn is_checked(&self) -> bool {
		!matches!(self, Self::Accept { .. })
	}
}

impl Audience {
	/// Whether a device of this owner is meant.
	pub fn includes(&self, device: &DeviceId, owner: &AccountId) -> bool {
		match self {
			Self::Anyone => true,
			Self::Owners(owners) => owners.contains(owner),
			Self::Devices(devices) => devices.contains(device),
		}
	}
}

impl Terms {
	/// Whether they can be posted, or the first fault. `least` and `most` bound the pay of a slot, in planck: less
	/// could not be paid into an account, and for more nobody can have the bond at stake.
	pub fn check(&self, least: Balance, most: Balance) -> Result<(), TermsFault> {
		ensure(self.pay >= least, TermsFault::PayTooSmall)?;
		ensure(self.pay <= most, TermsFault::PayTooLarge)?;
		ensure(self.limits.memory_pages <= MAX_MEMORY_PAGES, TermsFault::MemoryTooLarge)?;
		ensure(self.limits.output_bytes <= MAX_OUTPUT_BYTES, TermsFault::OutputTooLong)?;
		ensure(self.windows.claim >= MIN_CLAIM_MS, TermsFault::ClaimTooShort)?;
		ensure(self.windows.claim <= MAX_CLAIM_MS, TermsFault::ClaimTooLong)?;
		ensure(self.windows.run >= MIN_RUN_MS, TermsFault::RunTooShort)?;
		ensure(self.windows.run <= MAX_RUN_MS, TermsFault::RunTooLong)?;
		self.check_mode()?;
		self.check_audience()
	}

	fn check_mode(&self) -> Result<(), TermsFault> {
		if let Mode::Replicate { replicas, quorum, standing } = self.mode {
			ensure(matches!(replicas, 3 | 5 | 7), TermsFault::Replicas)?;
			let half = replicas.checked_div(2).unwrap_or_default();
			ensure(half < quorum && quorum <= replicas, TermsFault::Quorum)?;
			ensure(standing.is_none() || replicas == 3, TermsFault::StandsWithMany)?;
		}
		if let Some(standing) = self.mode.standing() {
			ensure(standing >= MIN_STANDING_MS, TermsFault::StandingTooShort)?;
			ensure(standing <= MAX_STANDING_MS, TermsFault::StandingTooLong)?;
		}
		Ok(())
	}

	fn check_audience(&self) -> Result<(), TermsFault> {
		let (named, twice) = match &self.audience {
			Audience::Anyone => {
				let accepts = matches!(self.mode, Mode::Accept { .. });
				return ensure(!accepts, TermsFault::NotNamed);
			},
			Audience::Owners(owners) => (owners.len(), has_twice(owners)),
			Audience::Devices(devices) => (devices.len(), has_twice(devices)),
		};
		ensure(!twice, TermsFault::NamedTwice)?;
		ensure(named >= usize::from(self.mode.quorum()), TermsFault::TooFewNamed)
	}
}

fn ensure(holds: bool, fault: TermsFault) -> Result<(), TermsFault> {
	match holds {
		true => Ok(()),
		false => Err(fault),
	}
}

fn has_twice<T: PartialEq>(names: &[T]) -> bool {
	let mut rest = names;
	while let [name, others @ ..] = rest {
		if others.contains(name) {
			return true;
		}
		rest = others;
	}
	false
}
