//! Claims, commitments and reveals of workers.
//!
//! | reason | what the pool sees |
//! |---|---|
//! | the task is not known yet | `UnknownTransaction::Custom(50)`: refused, not banned |
//! | the task's seed is not drawn yet | `UnknownTransaction::Custom(51)`: refused, not banned |
//! | the claim names another seed | `UnknownTransaction::Custom(52)`: refused, not banned |
//! | the stage that it is for has not begun | `UnknownTransaction::Custom(54)`: refused, not banned |
//! | the block's share of tasks is full | `InvalidTransaction::ExhaustsResources`: kept for the next block |
//! | see [`TaskRefusal`] | `InvalidTransaction::Custom(code)`: dropped |

use super::{codes, valid, Refusal, Tier};
use crate::{tasks::TermsHash, DeviceId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionLongevity, TransactionValidityError, UnknownTransaction,
	ValidTransaction,
};

/// Tag prefix of a worker's call: it provides `(TASK_TAG, terms hash, device, step)`.
pub const TASK_TAG: &[u8] = b"jmt/task";

/// Blocks for which a pool keeps a worker's call: a minute, as long as reveals have.
pub const TASK_LONGEVITY: TransactionLongevity = 30;

/// The step of a worker that a call is.
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
pub enum TaskStep {
	/// It claims a slot.
	#[codec(index = 0)]
	Claim,
	/// It commits to a result.
	#[codec(index = 1)]
	Commit,
	/// It tells the result.
	#[codec(index = 2)]
	Reveal,
}

impl TaskStep {
	/// The tier of its calls. A claim that is lost costs nothing; after it, being late does.
	pub const fn tier(self) -> Tier {
		match self {
			Self::Claim => Tier::Recurring,
			Self::Commit | Self::Reveal => Tier::Due,
		}
	}
}

/// A good call of a worker. One of a device in a step of a task is in the pool at most, whatever its bytes.
pub fn valid_task(terms: &TermsHash, device: &DeviceId, step: TaskStep) -> ValidTransaction {
	valid(TASK_TAG, (terms, device, step), TASK_LONGEVITY, step.tier())
}

/// Code of [`UnknownTransaction::Custom`] for a task that the node does not know.
pub const UNKNOWN_TASK: u8 = 50;

/// Code of [`UnknownTransaction::Custom`] for a task whose seed the node does not know.
pub const UNKNOWN_BATCH: u8 = 51;

/// Code of [`UnknownTransaction::Custom`] for a seed that the node does not know: on its branch another was drawn.
pub const UNKNOWN_SEED: u8 = 52;

/// The reasons for which a worker's call is refused. The number is the code that clients see.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum TaskRefusal {
	/// The stage that the call is for is over.
	Late = 53,
	/// The stage that the call is for has not begun here: refused, not banned, since the node may be a block behind.
	TooEarly = 54,
	/// The device is not enrolled.
	NotEnrolled = 55,
	/// The device enrolled, or raised its stake, in or after the block whose seed decides.
	EnrolledTooLate = 56,
	/// The device is not active.
	NotActive = 57,
	/// The task is for others.
	NotNamed = 58,
	/// The worker's owner posted the task.
	IsClient = 59,
	/// The worker's free stake is less than the bond.
	StakeTooSmall = 60,
	/// The worker has no such stake unit.
	UnitUnknown = 61,
	/// The ticket is above the threshold, or not below the highest of the slots.
	TicketTooHigh = 62,
	/// A worker of the same owner has a slot, or had one in the crew that a panel judges.
	OwnerHasSlot = 63,
	/// The device has no slot.
	NoSlot = 64,
	/// The device has committed.
	AlreadyCommitted = 65,
	/// The device has revealed.
	AlreadyRevealed = 66,
	/// Result and salt do not open the commitment.
	RevealMismatch = 67,
	/// No slot has brought the output of this result, and it is not here.
	OutputMissing = 68,
	/// The output is longer than the task takes.
	OutputTooLong = 69,
	/// The signature's type is not that of the worker's key.
	WrongKeyType = 70,
	/// The signature is not the worker's over this step, task and chain.
	BadSignature = 71,
	/// No run within the task's limits ends so.
	ImpossibleOutcome = 72,
	/// The output is not the one that the result names.
	OutputMismatch = 73,
	/// The worker's owner challenged the result.
	IsChallenger = 74,
	/// A rule of the task leaves the device out.
	NotEligible = 75,
}

impl TaskRefusal {
	/// Every reason, in the order of its code.
	pub const ALL: [TaskRefusal; 23] = [
		Self::Late,
		Self::TooEarly,
		Self::NotEnrolled,
		Self::EnrolledTooLate,
		Self::NotActive,
		Self::NotNamed,
		Self::IsClient,
		Self::StakeTooSmall,
		Self::UnitUnknown,
		Self::TicketTooHigh,
		Self::OwnerHasSlot,
		Self::NoSlot,
		Self::AlreadyCommitted,
		Self::AlreadyRevealed,
		Self::RevealMismatch,
		Self::OutputMissing,
		Self::OutputTooLong,
		Self::WrongKeyType,
		Self::BadSignature,
		Self::ImpossibleOutcome,
		Self::OutputMismatch,
		Self::IsChallenger,
		Self::NotEligible,
	];
}

// Every code is out of the range of tasks.
const _: () = {
	let mut rest: &[TaskRefusal] = &TaskRefusal::ALL;
	while let [reason, others @ ..] = rest {
		assert!(codes::TASKS.contains(*reason as u8)); // cast: the code is the discriminant
		rest = others;
	}
	assert!(codes::TASKS.contains(UNKNOWN_TASK));
	assert!(codes::TASKS.contains(UNKNOWN_BATCH));
	assert!(codes::TASKS.contains(UNKNOWN_SEED));
};

impl Refusal for TaskRefusal {
	const CALL: &'static str = "step of a task";

	fn from_code(code: u8) -> Option<Self> {
		Self::ALL.into_iter().find(|reason| reason.code() == code)
	}

	fn code(&self) -> u8 {
		*self as u8 // cast: the code is the discriminant
	}

	fn describe(&self) -> &'static str {
		match self {
			Self::Late => "the stage that this is for is over",
			Self::TooEarly => "the stage that this is for has not begun",
			Self::NotEnrolled => "the device is not enrolled",
			Self::EnrolledTooLate => {
				"the device enrolled or raised its stake after the task was posted"
			},
			Self::NotActive => "the device is not active",
			Self::NotNamed => "the task is for others",
			Self::IsClient => "the worker's owner posted the task",
			Self::StakeTooSmall => "the worker's free stake is less than the bond",
			Self::UnitUnknown => "the worker has no such stake unit",
			Self::TicketTooHigh => "the ticket is too high",
			Self::OwnerHasSlot => "a worker of the same owner has a slot of the task",
			Self::NoSlot => "the device has no slot of the task",
			Self::AlreadyCommitted => "the device has committed",
			Self::AlreadyRevealed => "the device has told its result",
			Self::RevealMismatch => "result and salt do not open the commitment",
			Self::OutputMissing => "the output of the result is missing",
			Self::OutputTooLong => "the output is longer than the task takes",
			Self::WrongKeyType => "the signature's type is not that of the worker's key",
			Self::BadSignature => {
				"the signature is not the worker's over this step, task and chain"
			},
			Self::ImpossibleOutcome => "no run within the limits of the task ends so",
			Self::OutputMismatch => "the output is not the one that the result names",
			Self::IsChallenger => "the worker's owner challenged the result",
			Self::NotEligible => "a rule of the task leaves the device out",
		}
	}
}

impl From<TaskRefusal> for TransactionValidityError {
	fn from(reason: TaskRefusal) -> Self {
		match reason {
			TaskRefusal::TooEarly => unknown(reason.code()),
			_ => InvalidTransaction::Custom(reason.code()).into(),
		}
	}
}

fn unknown(code: u8) -> TransactionValidityError {
	UnknownTransaction::Custom(code).into()
}

/// The task is not known here yet: a node a block behind must not ban the claim.
pub fn unknown_task() -> TransactionValidityError {
	unknown(UNKNOWN_TASK)
}

/// The task's seed is not drawn here yet.
pub fn unknown_batch() -> TransactionValidityError {
	unknown(UNKNOWN_BATCH)
}

/// The seed is not that of this branch: it may be that of one which becomes the best.
pub fn unknown_seed() -> TransactionValidityError {
	unknown(UNKNOWN_SEED)
}
