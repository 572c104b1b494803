//! Access: who may use what, decided by one function from facts that a chain, a light client or a file can give.
//!
//! # Words
//!
//! - A **resource** is a thing with an owner, in a domain. Its **enforcer** is the device that does what is decided.
//! - A **policy** is at most 32 **rules**: each allows or denies some actions to some subjects on **conditions**, and
//!   asks **duties** of those that it allows.
//! - A **grant** is a right that a resource's owner hands on, and its holder further on, eight times at most. It is worth
//!   what all grants above it are worth together.
//! - A **pass** narrows a grant for other keys, offline.
//! - A **subject** asks by one **authority**: by its own right, or by a grant. Never by both.
//! - A **fact** is one stored item, or that there is none, or that it cannot be known, or that a snapshot lacks it.
//! - A **gate** is an enforcer that is about to act.
//!
//! # Walk
//!
//! A house has a lift. The house's domain trusts that of a maintenance firm until Friday. A rule allows `open` to
//! devices of whom the house trusts, Monday to Friday from 07:00 to 18:00; another denies everything to a stolen phone. A
//! technician's phone signs the lift's challenge. The lift looks into a snapshot that it took five minutes ago: the
//! phone is active, and so is each domain above it and above the lift; no deny rule is true or unknown; the first rule is
//! true until 18:00, and the snapshot is fresh for five more minutes. It opens, and says until when the same facts would do.
//!
//! # Design
//!
//! - Every condition is true, false or unknown. An allow rule counts if all of it is true, a deny rule unless some of it
//!   is false: that which is not known denies. Deny overrides, and nothing is deny.
//! - All homes of facts are walked in the same order, and a fact that a snapshot lacks ends with `SnapshotLacks`, so
//!   that a decision from a snapshot is the chain's or that.
//! - Moments of an end are the last good ones, those of a begin the first good ones.
//!
//! # Not protected against
//!
//! - A right that ends after a snapshot was taken is good until the snapshot is too old.
//! - Holders of grants above the one that is used are not looked at: a grant below that of a suspended device is good
//!   until it is revoked.
//! - A device that is sold brings its grants, and one that is removed and registered anew has those of its id.
//! - A limit of uses on a grant holds for the chain and for each enforcer by itself, and so does one on a rule.
//! - A resource's owner who changes its enforcer, its policy or its actions, or freezes it, leaves what was bought unserved.
//! - A pass is handed to a key, not to a device: the old key of a device uses it on, until the grant's pass epoch is raised.
//! - A member has one alias at a resource, by which its uses can be linked.

#![deny(clippy::float_arithmetic)]

pub mod decide;
pub mod facts;
pub mod log;
pub mod signed;
pub mod snapshot;
pub mod zone;

mod action;
mod api;
mod approval;
mod condition;
mod decision;
mod grant;
mod kept;
mod pass;
mod place;
mod policy;
mod reason;
mod request;
mod resource;
mod rule;
mod subject;
mod truth;
mod uses;
mod window;

pub use action::{Action, Actions, NoAction};
pub use api::*;
pub use approval::Approval;
pub use condition::{window_begin, Approvers, Area, Cells, Condition, Counting, Limit, Windows};
pub use decide::{check_holder, decide, explain};
pub use decision::{
	Allowed, By, Chain, Decision, Denied, Explanation, Named, RuleTold, StateRef, Told,
};
pub use facts::{Fact, Facts, GatewayFacts};
pub use grant::{Delegation, Grant, Scope};
pub use kept::{KeptFacts, Ledger, Missed, VerifyMember};
pub use log::LogHead;
pub use pass::{Block, Pass, SignedBlock, SignedUse, Source, Use};
pub use place::{SignedPlace, Vouched};
pub use policy::{Policy, PolicyBody, PolicyFault};
pub use reason::Reason;
pub use request::{Gate, Request, Shown};
pub use resource::{Resource, ResourceState};
pub use rule::{Conditions, Duties, Effect, Rule, Who};
pub use snapshot::{Asked, FactKey, FactValue, GroupRoots, Snapshot};
pub use subject::{Authority, Holder, Subject};
pub use truth::Truth;
pub use uses::{Counted, Served, Totals, Uses};
pub use window::{any_inside, Inside, Window, WEEK_MINUTES};
pub use zone::{Local, OffsetFrom, Wall, Zone};

use crate::Moment;

/// Number of a resource, from 1 on, never used twice.
pub type ResourceId = u64;

/// Number of a policy, from 1 on, never used twice.
pub type PolicyId = u64;

/// Number of a grant, from 1 on, never used twice.
pub type GrantId = u64;

/// Number of this evaluator. It rises with every change of [`decide()`] or of a stored type.
pub const EVALUATOR: u32 = 2;

/// Rules of a policy at most.
pub const MAX_RULES: u32 = 32;

/// Bytes of a policy's body at most.
pub const MAX_POLICY_BYTES: u32 = 4_096;

/// Conditions of a rule at most.
pub const MAX_CONDITIONS: u32 = 8;

/// Cells of an area or a scope at most.
pub const MAX_CELLS: u32 = 16;

/// Windows of a condition or a scope at most.
pub const MAX_WINDOWS: u32 = 8;

/// Approvers of a policy at most.
pub const MAX_APPROVERS: u32 = 7;

/// Rules of a policy at most that speak of whom a domain trusts.
pub const MAX_TRUSTING: usize = 4;

/// Actions at most of which the uses of a subject are counted on the chain.
pub const MAX_COUNTED_ACTIONS: u32 = 8;

/// Entries of a zone at most.
pub const MAX_OFFSETS: u32 = 24;

/// Grants from one up to its root at most.
pub const MAX_DEPTH: u32 = 8;

/// Blocks of a pass at most.
pub const MAX_BLOCKS: u32 = 4;

/// Bytes of a block at most.
pub const MAX_BLOCK_BYTES: usize = 1_024;

/// Greatest age of a state that a policy may take, in ms: a day.
pub const MAX_AGE_MS: Moment = 24 * 3_600_000;

/// How far ahead a zone may be said to be good, in ms: ten years.
pub const MAX_ZONE_MS: Moment = 10 * 366 * 24 * 3_600_000;

/// How far ahead a use may expire, in ms.
pub const MAX_USE_MS: Moment = 60_000;

/// So long after a grant's end its payer alone may close it, in ms: 30 days.
pub const GRANT_GRACE_MS: Moment = 30 * 24 * 3_600_000;

/// Oldest evidence of a place that a grant or a pass asks for, in ms.
pub const GRANT_PLACE_MS: Moment = 600_000;

/// How far ahead an approval may end, in ms: 366 days.
pub const MAX_APPROVAL_MS: Moment = 366 * 24 * 3_600_000;

/// How far ahead a permit for resources may expire, in ms: a day.
pub const MAX_PERMIT_MS: Moment = 24 * 3_600_000;

/// Hashes of a proof that one log extends another at most.
pub const MAX_CONSISTENCY: u32 = 64;
