//! Uses: how many were made, and how many were paid for.
//!
//! Before a use the chain counts, in its windows and by action. At a gate the enforcer counts what it served, in the same
//! windows: uses that were bought in several of them are not made in one.

use super::{
	super::{Counted, Counting, Limit, Reason, Request, Served, Subject, Truth},
	Judge,
};
use crate::Moment;

/// Uses that the chain counted for the subject.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
	window: Moment,
	count: u32,
	/// Of the action that is asked for, in the resource's series.
	total: u64,
}

impl Judge<'_> {
	/// Whether the uses that are asked for are within a limit.
	pub(super) fn limit(&mut self, limit: &Limit) -> Truth {
		let begin = limit.begin(self.now);
		let count = match (limit.counting, &self.request.at) {
			(Counting::OnChain, None) => self.tally().map(|tally| match tally.window == begin {
				true => tally.count,
				false => 0,
			}),
			(Counting::OnChain, Some(_)) | (Counting::Locally, _) => {
				self.served(&self.counted(), begin).map(|served| served.count)
			},
		};
		let count = match count {
			Ok(count) => count,
			Err(why) => return self.unknown(why),
		};
		match count.checked_add(self.request.uses).is_some_and(|count| count <= limit.most) {
			true => Truth::ALWAYS,
			false => {
				let holds = begin.saturating_add(limit.window).saturating_sub(1);
				Truth::False { why: Reason::UsesExhausted, holds }
			},
		}
	}

	/// Whether the enforcer that is about to act has uses of the action to serve that the chain counted before, under its
	/// series. The price of now is not asked: that which was agreed is kept.
	pub(super) fn paid(&mut self) -> Truth {
		let left = self.tally().and_then(|tally| {
			let Request { subject, action, .. } = self.request;
			let (subject, series) = (subject.clone(), self.resource.series);
			let bought = Counted::Bought { subject, action: *action, series };
			let served = self.served(&bought, 0)?.total;
			Ok(tally.total.saturating_sub(served))
		});
		match left {
			Ok(left) if left >= self.request.uses.into() => Truth::ALWAYS,
			Ok(_) => Truth::never(Reason::NotPaid),
			Err(why) => self.unknown(why),
		}
	}

	/// Whether the uses that are asked for are within the sum that a grant or a block has: of those counted on the chain
	/// and those served here.
	pub(super) fn is_within(&self, counted: &Counted, most: Option<u32>) -> Result<(), Reason> {
		let Some(most) = most else { return Ok(()) };
		// The chain counts no blocks.
		let on_chain = match counted {
			Counted::Grant(_) => self.facts.uses(self.request.resource, counted).stored()?,
			_ => None,
		};
		let on_chain = on_chain.map_or(0, |uses| u64::from(uses.count));
		let sum = on_chain
			.saturating_add(self.served(counted, 0)?.total)
			.saturating_add(self.request.uses.into());
		match sum <= most.into() {
			true => Ok(()),
			false => Err(Reason::UsesExhausted),
		}
	}

	/// Uses of the subject on the chain.
	fn tally(&mut self) -> Result<Tally, Reason> {
		match self.tally {
			Some(tally) => tally,
			None => *self.tally.insert(self.read_tally()),
		}
	}

	fn read_tally(&self) -> Result<Tally, Reason> {
		match &self.request.subject {
			Subject::Device(_) | Subject::Account(_) => {
				let uses = self.facts.uses(self.request.resource, &self.counted()).stored()?;
				let tally = uses.map(|uses| {
					let total = uses.total(self.request.action, self.resource.series);
					Tally { window: uses.window, count: uses.count, total }
				});
				Ok(tally.unwrap_or_default())
			},
			// The chain counts none of these.
			Subject::Key(_) | Subject::Member(_) => Err(Reason::UnknownAttribute),
		}
	}

	fn served(&self, counted: &Counted, window: Moment) -> Result<Served, Reason> {
		let served = self.facts.served(self.request.resource, counted, window).stored()?;
		Ok(served.unwrap_or_default())
	}

	/// That for which the subject's own uses are counted.
	fn counted(&self) -> Counted {
		match self.alias {
			Some(alias) => Counted::Alias(alias),
			None => Counted::Subject(self.request.subject.clone()),
		}
	}
}
