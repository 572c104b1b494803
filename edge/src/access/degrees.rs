//! From degrees to cells, in one way for all: the cell of resolution 9 around a point, and from there up by the index.
//!
//! Another way gives another answer: of points at random some six in a hundred have a cell of resolution 9 whose
//! ancestor is not the cell of resolution 5 around the point. Evidence and the areas of policies are made alike here,
//! so that a point is inside the area that was drawn around it.

use h3o::{LatLng, Resolution};
use jmt_primitives::cell::Cell;

/// The resolution at which degrees become a cell, and the finest of an area.
pub const POINT_RESOLUTION: u8 = 9;

/// Why degrees give no cell.
#[derive(Clone, Copy, PartialEq, Debug, thiserror::Error)]
pub enum NotDegrees {
	/// One of them is not a finite number.
	#[error("the degrees are no finite numbers")]
	NotFinite,
	/// The poles are at 90.
	#[error("the latitude {0} lies beyond a pole: it is 90 degrees at most, north or south")]
	BeyondPole(f64),
	/// A point has no finer cell here.
	#[error("the resolution {0} is finer than {POINT_RESOLUTION}, at which degrees become a cell")]
	TooFine(u8),
	/// The library's cell is none of the chain's. It does not happen: both have the same rules.
	#[error("the point has no cell")]
	NoCell,
}

/// The cell of resolution 9 around a point. The longitude is taken round the globe.
pub fn cell_at(latitude: f64, longitude: f64) -> Result<Cell, NotDegrees> {
	if !latitude.is_finite() || !longitude.is_finite() {
		return Err(NotDegrees::NotFinite);
	}
	if !(-90.0..=90.0).contains(&latitude) {
		return Err(NotDegrees::BeyondPole(latitude));
	}
	let longitude = match (-180.0..=180.0).contains(&longitude) {
		// As it is: taking it round costs digits.
		true => longitude,
		false => (longitude + 180.0).rem_euclid(360.0) - 180.0,
	};
	let point = LatLng::new(latitude, longitude).map_err(|_| NotDegrees::NotFinite)?;
	Cell::new(point.to_cell(Resolution::Nine).into()).map_err(|_| NotDegrees::NoCell)
}

/// The cell of a resolution up to 9 above the one around a point.
pub fn area_at(latitude: f64, longitude: f64, resolution: u8) -> Result<Cell, NotDegrees> {
	cell_at(latitude, longitude)?.parent(resolution).ok_or(NotDegrees::TooFine(resolution))
}

/// Reads a place as people write one: `48.13,11.57`, degrees of latitude and longitude; the same with `@7`, at a coarser
/// resolution; or a cell.
pub fn parse_place(text: &str) -> Result<Cell, String> {
	let Some((latitude, longitude)) = text.split_once(',') else {
		return text.parse().map_err(|error| format!("{error}; degrees are 48.13,11.57"));
	};
	let (longitude, resolution) = match longitude.split_once('@') {
		None => (longitude, POINT_RESOLUTION),
		Some((longitude, digits)) => {
			let digits = digits.trim();
			let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
			let resolution = plain.then(|| digits.parse().ok()).flatten();
			let shape = || format!("{digits:?} is no resolution from 0 to {POINT_RESOLUTION}");
			(longitude, resolution.ok_or_else(shape)?)
		},
	};
	let (latitude, longitude) = (parse_degrees(latitude)?, parse_degrees(longitude)?);
	area_at(latitude, longitude, resolution).map_err(|error| error.to_string())
}

/// Degrees in digits, with a point and a sign where they have one.
fn parse_degrees(text: &str) -> Result<f64, String> {
	let text = text.trim();
	let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
	plain
		.then(|| text.parse().ok())
		.flatten()
		.ok_or_else(|| format!("{text:?} are no degrees such as 48.13 or -33.9"))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn text(latitude: f64, longitude: f64) -> String {
		cell_at(latitude, longitude).unwrap().to_string()
	}

	#[test]
	fn cell_at_it_is_the_one_of_h3s_own_example() {
		// The first example of h3-js.
		assert_eq!(text(37.3615593, -122.0553238), "89283470d93ffff");
		assert_eq!(area_at(37.3615593, -122.0553238, 7).unwrap().to_string(), "87283470dffffff");
	}

	#[test]
	fn cell_at_the_poles_have_one_cell_whatever_the_longitude() {
		for pole in [90.0, -90.0] {
			let one = cell_at(pole, 0.0).unwrap();
			for longitude in [-180.0, -90.0, 13.4, 180.0] {
				assert_eq!(cell_at(pole, longitude).unwrap(), one, "{pole} {longitude}");
			}
			assert_eq!(one.resolution(), POINT_RESOLUTION);
		}
		assert_ne!(cell_at(90.0, 0.0).unwrap(), cell_at(-90.0, 0.0).unwrap());
	}

	#[test]
	fn cell_at_the_longitude_goes_round_the_globe() {
		for latitude in [-77.5, -16.5, 0.0, 51.9, 71.2] {
			assert_eq!(cell_at(latitude, 180.0), cell_at(latitude, -180.0));
			assert_eq!(cell_at(latitude, 181.5), cell_at(latitude, -178.5));
			assert_eq!(cell_at(latitude, 372.25), cell_at(latitude, 12.25));
			assert_eq!(cell_at(latitude, -347.75), cell_at(latitude, 12.25));
			assert_ne!(cell_at(latitude, 179.9), cell_at(latitude, -179.9));
		}
	}

	#[test]
	fn area_at_it_contains_the_cell_of_its_point_always() {
		// Points on a spiral from pole to pole; by geometry some of them would lie outside.
		for step in 0..2_000u32 {
			let part = f64::from(step) / 2_000.0;
			let (latitude, longitude) = (part * 180.0 - 90.0, part * 7_919.0);
			let point = cell_at(latitude, longitude).unwrap();
			for resolution in 0..=POINT_RESOLUTION {
				let area = area_at(latitude, longitude, resolution).unwrap();
				assert_eq!(area.resolution(), resolution);
				assert!(area.contains(point), "{latitude} {longitude} {resolution}");
			}
		}
	}

	#[test]
	fn parse_place_it_takes_degrees_and_cells() {
		assert_eq!(parse_place("37.3615593,-122.0553238").unwrap().to_string(), "89283470d93ffff");
		assert_eq!(parse_place("37.3615593, -122.0553238"), parse_place("89283470d93ffff"));
		assert_eq!(parse_place("37.3615593,-122.0553238@7"), parse_place("87283470dffffff"));
	}

	mod reject {
		use super::*;

		#[test]
		fn cell_at_no_point_beyond_a_pole_and_no_infinite_one() {
			assert_eq!(cell_at(90.000_001, 0.0), Err(NotDegrees::BeyondPole(90.000_001)));
			assert_eq!(cell_at(-91.0, 0.0), Err(NotDegrees::BeyondPole(-91.0)));
			for (latitude, longitude) in [(f64::NAN, 0.0), (0.0, f64::INFINITY), (0.0, f64::NAN)] {
				assert_eq!(cell_at(latitude, longitude), Err(NotDegrees::NotFinite));
			}
		}

		#[test]
		fn area_at_none_finer_than_a_points_cell() {
			assert_eq!(area_at(0.0, 0.0, 10), Err(NotDegrees::TooFine(10)));
		}

		#[test]
		fn parse_place_it_says_how_to_write_one() {
			for text in [
				"", "munich", "1e3,4", "inf,0", "91,0", "1,2,3", "48.13", "1,", "--1,2", "1,2@10",
				"1,2@",
			] {
				assert!(parse_place(text).is_err(), "{text}");
			}
		}
	}
}
