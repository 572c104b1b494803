//! Approvals of the request.

use super::{
	super::{Approvers, Reason, Truth, MAX_APPROVERS},
	Judge,
};
use crate::{AccountId, Moment};

impl<'a> Judge<'a> {
	/// Whether so many of these accounts have approved.
	pub(super) fn approved(&mut self, least: u8, of: &'a Approvers) -> Truth {
		let mut ends = [0; MAX_APPROVERS as usize]; // cast: a constant of 7
		let mut unknown = None;
		for (place, approver) in ends.iter_mut().zip(of) {
			match self.approval(approver) {
				// An approval that has ended, as one that never was, is 0 here.
				Ok(until) if until >= self.now => *place = until.max(1),
				Ok(_) => {},
				Err(why) => unknown = unknown.max(Some(why)),
			}
		}
		// The longest first: the last one that is needed says until when.
		ends.sort_unstable_by(|one, other| other.cmp(one));
		let needed = usize::from(least).checked_sub(1).and_then(|place| ends.get(place));
		match (unknown, needed) {
			(Some(Reason::SnapshotLacks), _) => self.unknown(Reason::SnapshotLacks),
			(_, Some(until)) if *until > 0 => Truth::True { holds: *until },
			(Some(why), _) => Truth::unknown(why),
			(None, _) => Truth::never(Reason::ApprovalsMissing),
		}
	}

	/// The end of an account's approval; 0 without one.
	fn approval(&mut self, approver: &'a AccountId) -> Result<Moment, Reason> {
		if let Some((_, read)) = self.approvals.iter().find(|(of, _)| *of == approver) {
			return *read;
		}
		let (facts, request) = (self.facts, self.request);
		let hash = self.request_hash.get_or_insert_with(|| request.hash(&facts.genesis()));
		let stored = facts.approval(request.resource, hash, approver).stored();
		let read = stored.map(|approval| approval.map_or(0, |approval| approval.until));
		self.approvals.push((approver, read));
		read
	}
}
