//! Grants: rights that are handed on, on the chain.

use super::{Actions, Cells, GrantId, Holder, ResourceId, Windows};
use crate::{AccountId, Balance, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// The extent of a grant, or of a block of a pass.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Scope {
	pub actions: Actions,
	/// The place has to be in one of these; empty: anywhere.
	pub cells: Cells,
	/// The moment has to be in one of these, in the zone of the resource's policy; empty: at any time.
	pub windows: Windows,
	/// The first moment at which it is good, in ms.
	pub not_before: Moment,
	/// The last moment at which it is good, in ms.
	pub expires: Moment,
	/// Uses in all.
	pub uses: Option<u32>,
}

impl Scope {
	/// Whether it is plainly wider than `other`: more actions, longer, more uses, or a cell that lies in none of the
	/// other's. Windows are not compared.
	pub fn is_wider_than(&self, other: &Self) -> bool {
		let more_uses = match (self.uses, other.uses) {
			(_, None) => false,
			(None, Some(_)) => true,
			(Some(these), Some(those)) => these > those,
		};
		let outside = |cell| !other.cells.iter().any(|outer| outer.contains(cell));
		let wider_place = !other.cells.is_empty()
			&& (self.cells.is_empty() || self.cells.iter().any(|cell| outside(*cell)));
		!self.actions.is_within(other.actions)
			|| self.not_before < other.not_before
			|| self.expires > other.expires
			|| more_uses
			|| wider_place
	}
}

/// Whether a right may be handed on.
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
pub enum Delegation {
	/// It is the holder's alone.
	#[codec(index = 0)]
	Kept,
	/// The holder may make grants below it, and passes.
	#[codec(index = 1)]
	Allowed,
}

/// A grant as it is stored. Resource, parent, depth, issuer, holder, scope and delegation never change.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Grant {
	pub resource: ResourceId,
	/// The grant that it was made from; none: the owner's own.
	pub parent: Option<GrantId>,
	/// 1 without a parent.
	pub depth: u8,
	pub issuer: AccountId,
	pub holder: Holder,
	pub scope: Scope,
	pub delegation: Delegation,
	/// The resource's when it was made.
	pub epoch: u32,
	/// Passes of an epoch before are dead.
	pub pass_epoch: u32,
	/// When it was revoked, in ms.
	pub revoked: Option<Moment>,
	/// Number of grants right below it.
	pub children: u32,
	/// Paid the deposit and gets it back.
	pub payer: AccountId,
	/// Held of the payer, in planck.
	pub deposit: Balance,
}
