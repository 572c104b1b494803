//! The log of a resource's enforcer: every use, and every refusal that a rule asks for, so that none is added, changed
//! or left out afterwards.
//!
//! # Words
//!
//! - An **entry** says that a use was decided, when and how. The log has its hash with a secret *salt*, so that nobody
//!   reads the log who was not given the entry.
//! - A **segment** is the entries between two anchors. Its **seal** is the leaf behind them: number, span, and the root
//!   of the segment's entries *sorted* by use id.
//! - An **anchor** puts the newest tree, of which the seal is the last leaf, into the chain's [`LogHead`].
//! - A **receipt** is the enforcer's signed word that it logged a use.
//! - A **lie** is a receipt whose use the segment of its time lacks, or an entry that its segment's sorted root lacks.
//!
//! # Walk
//!
//! A lock opens for a courier at 9:12, logs it and signs a receipt. At 10:00 it seals the segment from 9:00 to 10:00 and
//! anchors it; the chain sees that the new tree begins with all of the old one and that the span begins where the last
//! one ended. The courier proves the use by entry, salt and a path. Somebody else shows a use that he signed and says
//! that the lock let him in then: the id of that use would stand between two neighbours of the sorted entries, which the
//! lock shows. Had the lock left the courier out, the receipt and two such neighbours would be a lie, which stands on
//! the chain for ever.
//!
//! # Design
//!
//! - The sorted leaves rise strictly, so that a use id has one place. An entry under that id which is another one than
//!   the receipt names is a lie too.
//! - A seal names the index at which its segment begins, and itself stands at the end of it. So the seal before is the
//!   leaf before that index: from the newest seal the way back is fixed, and no leaf between passes for a seal.
//! - Trees are those of [`crate::merkle`]. Leaves name chain and enforcer.
//!
//! # Not protected against
//!
//! - An enforcer that neither logs a use nor signs a receipt for it.
//! - An enforcer that never anchors: receipts are then all there is.
//! - A receipt counts by the key that its enforcer has when the lie is reported. Replacing the key ends old receipts.
//! - A path counts against the newest head only. A reporter whose path is of an older one asks the enforcer again, or
//!   builds it from the consistency proofs in the calls of the anchors since.
//! - Sorted leaves out of order: such a segment proves the absence of nothing, which everybody sees who asks for it,
//!   and no single proof shows to the chain.

mod absence;
mod entry;
mod head;
mod lie;
mod receipt;
mod seal;
pub mod signed;

pub use absence::{Absence, Neighbour};
pub use entry::{Entry, Outcome};
pub use head::LogHead;
pub use lie::{Lie, LieKind, NotALie};
pub use receipt::Receipt;
pub use seal::Seal;
