//! Areas in TOML: cells, or degrees and a resolution.

use super::read::{bounded, near};
use crate::access::degrees::POINT_RESOLUTION;
use jmt_primitives::{access::Area, cell::Cell, domains::DomainId};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct PlaceText {
	#[serde(default)]
	cells: Vec<Cell>,
	/// Latitude and longitude: the cell around the point, behind the others.
	near: Option<(f64, f64)>,
	/// Of that one, 9 where it is left out.
	resolution: Option<u8>,
	/// Oldest evidence.
	minutes: u16,
	/// The domain whose gateways are believed.
	by: DomainId,
}

impl PlaceText {
	pub(super) fn read(self) -> Result<Area, String> {
		let Self { mut cells, near: point, resolution, minutes, by } = self;
		match (point, resolution) {
			(Some((latitude, longitude)), resolution) => {
				cells.push(near(latitude, longitude, resolution.unwrap_or(POINT_RESOLUTION))?);
			},
			(None, Some(_)) => return Err("a resolution belongs to a point: give near".into()),
			(None, None) => {},
		}
		Ok(Area { cells: bounded(cells, "cells")?, minutes, by })
	}
}
