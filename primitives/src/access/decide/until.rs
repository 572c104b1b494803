//! Until when a decision stands.

use super::{
	super::{Allowed, By, Duties},
	Judge,
};
use crate::Moment;

impl Judge<'_> {
	/// Something that counts stays so to this moment.
	pub(super) fn stays(&mut self, holds: Moment) {
		self.until = self.until.min(holds);
	}

	/// It is allowed, to the least of these moments.
	pub(super) fn allowed(&self, by: By, duties: Duties) -> Allowed {
		let (until, version, state) = (self.until, self.policy.version, self.state);
		Allowed { until, duties, by, version, state }
	}
}
