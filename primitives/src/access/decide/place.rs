//! The place of the subject, by the word of a gateway.

use super::{
	super::{Area, Reason, SignedPlace, Truth, GRANT_PLACE_MS},
	standing::{self, Path},
	Judge,
};
use crate::{cell::Cell, domains::DomainId, DeviceId, DevicePublic, Moment};

/// A minute in ms.
const MINUTE_MS: Moment = 60_000;

/// The evidence that there is, or why none counts.
pub(super) type Evidence = Result<Seen, Reason>;

/// A place that a bonded, active gateway tells.
#[derive(Clone, Copy)]
pub(super) struct Seen {
	cell: Cell,
	at: Moment,
	/// The gateway's domains.
	by: Path,
}

impl Judge<'_> {
	/// Whether the subject is in an area.
	pub(super) fn place(&mut self, area: &Area) -> Truth {
		self.is_at(&area.cells, Moment::from(area.minutes).saturating_mul(MINUTE_MS), area.by)
	}

	/// Whether the subject is where a grant or a block wants it, by gateways of the resource's domain.
	pub(super) fn place_in_scope(&mut self, cells: &[Cell]) -> Truth {
		self.is_at(cells, GRANT_PLACE_MS, self.resource.domain)
	}

	fn is_at(&mut self, cells: &[Cell], most_age: Moment, by: DomainId) -> Truth {
		let evidence = match self.evidence {
			Some(evidence) => evidence,
			None => *self.evidence.insert(self.read_evidence()),
		};
		let seen = match evidence {
			Ok(seen) => seen,
			Err(why) => return self.unknown(why),
		};
		if !seen.by.contains(by) {
			return Truth::unknown(Reason::PlaceUnproven);
		}
		if seen.at > self.now {
			return Truth::Unknown { why: Reason::PlaceTooOld, holds: seen.at.saturating_sub(1) };
		}
		let holds = seen.at.saturating_add(most_age);
		if self.now > holds {
			return Truth::unknown(Reason::PlaceTooOld);
		}
		if cells.iter().any(|cell| cell.contains(seen.cell)) {
			return Truth::True { holds };
		}
		// Coarser than the area and around it.
		if cells.iter().any(|cell| seen.cell.contains(*cell)) {
			return Truth::unknown(Reason::PlaceUnproven);
		}
		Truth::False { why: Reason::OutsidePlace, holds }
	}

	/// The place that is shown, else the one that the chain has.
	#[inline(never)]
	fn read_evidence(&self) -> Evidence {
		let device = self.face.device().ok_or(Reason::PlaceUnproven)?;
		if let Some(place) = &self.request.shown.place {
			return self.shown_place(device, place);
		}
		let vouched = unproven(self.facts.vouched(device).known(Reason::PlaceUnproven))?;
		let (_, by) = self.gateway(&vouched.gateway)?;
		Ok(Seen { cell: vouched.cell, at: vouched.at, by })
	}

	fn shown_place(&self, device: &DeviceId, place: &SignedPlace) -> Evidence {
		let challenge = self.request.at.map(|gate| gate.challenge);
		if Some(place.nonce) != challenge || place.device != *device {
			return Err(Reason::PlaceUnproven);
		}
		let (key, by) = self.gateway(&place.gateway)?;
		match place.signature.verify(&place.payload(&self.facts.genesis()), &key) {
			true => Ok(Seen { cell: place.cell, at: place.at, by }),
			false => Err(Reason::PlaceUnproven),
		}
	}

	/// Key and domains of a gateway that is registered, active and bonded.
	fn gateway(&self, id: &DeviceId) -> Result<(DevicePublic, Path), Reason> {
		let device = unproven(standing::device(self.facts, id))?.ok_or(Reason::PlaceUnproven)?;
		unproven(self.facts.bonded(id).known(Reason::PlaceUnproven))?;
		Ok((device.fact.key, device.path))
	}
}

/// The place is not proven, however the gateway is wrong. A fact that lacks stays one.
fn unproven<T>(result: Result<T, Reason>) -> Result<T, Reason> {
	result.map_err(|why| match why {
		Reason::SnapshotLacks => why,
		_ => Reason::PlaceUnproven,
	})
}
