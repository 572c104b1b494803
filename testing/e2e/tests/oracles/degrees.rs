//! The one way from degrees to cells against `h3-js`, and against the points that `h3o` is published with.

use super::{said, text};
use jmt_edge::access::degrees::{area_at, cell_at};
use jmt_node_runner::Result;
use jmt_primitives::cell::Cell;
use std::path::PathBuf;

/// Places that are drawn.
const PLACES: usize = 100_000;

/// The resolution at which degrees become a cell.
const FROM_DEGREES: u8 = 9;

/// The resolution beyond which the chain takes no word for a place.
const VOUCHED: u8 = 5;

/// The points in the folder of `h3o`.
const POINTS: &str = "dataset/latLngToCell.txt";

/// Set in the environment, it lets the test pass where cargo has not unpacked `h3o`: in a build from vendored sources.
const NO_POINTS: &str = "JMT_NO_H3O_POINTS";

fn cell(text: &str) -> Cell {
	text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[tokio::test]
async fn a_point_has_the_cell_that_h3_js_says() -> Result<()> {
	let dir = tempfile::tempdir().expect("a folder");
	let said = said("cells.mjs", &["--degrees", &PLACES.to_string()], dir.path()).await?;
	assert!(said.len() > PLACES, "the poles and 180 degrees are missing: {}", said.len());
	for place in &said {
		let degrees = |name: &str| place[name].as_f64().expect("degrees");
		let (latitude, longitude) = (degrees("latitude"), degrees("longitude"));
		let theirs = cell(text(place, "cell"));
		assert_eq!(theirs.resolution(), FROM_DEGREES, "{place}");
		assert_eq!(cell_at(latitude, longitude), Ok(theirs), "{place}");
		for coarser in 0..=FROM_DEGREES {
			let area = area_at(latitude, longitude, coarser);
			assert_eq!(area.ok(), theirs.parent(coarser), "{place} at {coarser}");
		}
	}
	Ok(())
}

/// The folder into which cargo unpacks crates.
fn unpacked() -> PathBuf {
	let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
	let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
	home.expect("CARGO_HOME or HOME is set").join("registry/src")
}

/// The points that `h3o` is published with, where cargo has unpacked it: cell, latitude and longitude a line.
fn published() -> Option<String> {
	let registries = std::fs::read_dir(unpacked()).ok()?;
	registries.flatten().find_map(|registry| {
		let crates = std::fs::read_dir(registry.path()).ok()?;
		let mut crates = crates.flatten().filter(|folder| {
			folder.file_name().to_str().is_some_and(|name| name.starts_with("h3o-0.11."))
		});
		crates.find_map(|folder| std::fs::read_to_string(folder.path().join(POINTS)).ok())
	})
}

#[test]
fn a_point_has_the_cell_that_h3os_dataset_says() {
	let Some(points) = published() else {
		let place = unpacked().join("*/h3o-0.11.*").join(POINTS);
		assert!(
			std::env::var_os(NO_POINTS).is_some(),
			"h3o's points are expected in {}, where cargo unpacks the crate to build the agent; {NO_POINTS} lets this \
			 test pass without them",
			place.display()
		);
		eprintln!("not compared: {} is not there", place.display());
		return;
	};
	let (mut same, mut coarser, mut elsewhere) = (0, 0, 0);
	for line in points.lines() {
		let [theirs, latitude, longitude] = line.split(' ').collect::<Vec<_>>()[..] else {
			panic!("{line}");
		};
		let degrees = |text: &str| text.parse::<f64>().expect("degrees");
		let (theirs, ours) = (cell(theirs), cell_at(degrees(latitude), degrees(longitude)));
		let ours = ours.expect("a cell");
		match theirs.resolution() {
			FROM_DEGREES => {
				assert_eq!(ours, theirs, "{line}");
				same += 1;
			},
			VOUCHED => {
				coarser += 1;
				elsewhere += u32::from(!theirs.contains(ours));
			},
			_ => {},
		}
	}
	assert!(same > 4_000 && coarser > 4_000, "{same} and {coarser} points");
	// Containment by the ground is another one than by the index: there has to be one way for all.
	let part = f64::from(elsewhere) / f64::from(coarser);
	eprintln!("{same} cells alike; by geometry {:.1} % lie in another coarse cell", part * 100.0);
	assert!((0.02..0.12).contains(&part), "{elsewhere} of {coarser}");
}
