//! The level of a unit.

use super::{
	super::{Reason, Truth},
	who::Face,
	Judge,
};
use crate::{
	units::{Level, UnitState},
	Moment,
};

/// The units of the subject, and of those who handed it the right by a pass.
#[derive(Clone, Copy)]
pub(super) struct Units {
	/// The highest level of one that counts, and until when.
	best: Option<(Level, Moment)>,
	/// Why one is not known.
	unknown: Option<Reason>,
}

impl Judge<'_> {
	/// Whether the subject is a unit of this level at least.
	pub(super) fn level(&mut self, least: Level) -> Truth {
		let Units { best, unknown } = match self.units {
			Some(units) => units,
			None => *self.units.insert(self.read_units()),
		};
		self.lacked |= unknown == Some(Reason::SnapshotLacks);
		match (best, unknown) {
			(Some((level, expires)), _) if level >= least => Truth::True { holds: expires },
			(_, Some(why)) => Truth::unknown(why),
			(_, None) => Truth::never(Reason::LevelTooLow),
		}
	}

	fn read_units(&self) -> Units {
		let mut units = Units { best: None, unknown: None };
		for face in self.faces() {
			match self.read_unit(face) {
				Ok(unit) => units.best = units.best.max(unit),
				Err(why) => units.unknown = units.unknown.max(Some(why)),
			}
		}
		units
	}

	fn read_unit(&self, face: &Face) -> Result<Option<(Level, Moment)>, Reason> {
		let device = match face {
			Face::Device(_, device) => device,
			Face::Key(_) | Face::Account(_) => return Ok(None),
			Face::Member(_) => return Err(Reason::UnknownAttribute),
		};
		let Some(bound) = &device.unit else { return Ok(None) };
		let Some(root) = self.facts.root(bound.root).stored()? else { return Ok(None) };
		Ok(match root.state_of(bound, self.now) {
			UnitState::Stands => Some((root.level_of(bound), bound.expires)),
			UnitState::Expired | UnitState::Fell => None,
		})
	}
}
