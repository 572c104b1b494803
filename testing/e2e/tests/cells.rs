//! Cells by the chain's own words against `h3-js`, in both directions: each cell that it makes is one with the same
//! ancestors here, and of numbers that are made here both say alike whether they are cells.

use jmt_node_runner::{Process, Result};
use jmt_primitives::cell::{Cell, BASE_CELLS, MAX_RESOLUTION};
use serde_json::Value;
use std::{path::Path, process::Command, time::Duration};

/// How long the comparison may take.
const LIMIT: Duration = Duration::from_secs(60);

/// Numbers that are made here.
const NUMBERS: usize = 40_000;

/// The words of `h3-js`, a document a number.
async fn said(dir: &Path, asked: Option<&Path>) -> Result<Vec<Value>> {
	let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("../clients");
	assert!(
		clients.join("node_modules/h3-js").is_dir(),
		"the clients' packages are not installed: run scripts/setup"
	);
	let mut command = Command::new("node");
	command.arg(clients.join("cells.mjs")).args(asked);
	let finished = Process::start("cells", command, dir)?.finish(LIMIT).await?;
	assert!(finished.status.success(), "{}", finished.stderr);
	let lines = finished.stdout.lines();
	Ok(lines.map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

fn number(text: &Value) -> u64 {
	u64::from_str_radix(text.as_str().expect("a text"), 16).expect("digits")
}

/// Compares one number. Returns whether it is a cell.
fn compare(said: &Value) -> bool {
	let cell = Cell::new(number(&said["cell"]));
	let Some(resolution) = said["resolution"].as_u64() else {
		assert!(cell.is_err(), "h3-js refuses {said}");
		return false;
	};
	let cell = cell.unwrap_or_else(|error| panic!("h3-js takes {said}: {error}"));
	assert_eq!(u64::from(cell.resolution()), resolution, "{said}");
	assert_eq!(format!("{cell}"), said["cell"].as_str().expect("a text"));
	let ancestors = said["ancestors"].as_array().expect("ancestors");
	assert_eq!(ancestors.len() as u64, resolution + 1, "{said}");
	for (coarser, ancestor) in (0..).zip(ancestors) {
		let ours = cell.parent(coarser).expect("it is coarser");
		assert_eq!(ours.number(), number(ancestor), "{said}, {coarser}");
		assert!(ours.contains(cell) && (ours == cell || !cell.contains(ours)), "{said}, {coarser}");
	}
	assert_eq!(cell.parent(cell.resolution() + 1), None, "{said}");
	true
}

/// Numbers that look like cells: right but for a field or two, drawn the same in each run.
fn numbers() -> Vec<u64> {
	let mut state = 0x6a6d_7400_6365_6c6c_u64;
	let mut draw = |below: u64| {
		// splitmix64 (Steele, Lea, Flood 2014, figure 15).
		state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = state;
		mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
		(mixed ^ mixed >> 31) % below
	};
	let mut one = || {
		let resolution = draw(u64::from(MAX_RESOLUTION) + 1);
		let mut number = 1 << 59 | resolution << 52 | draw(u64::from(BASE_CELLS) + 1) << 45;
		// Many digits of 0, which the deleted subsequence of pentagons hangs on.
		let centred = draw(2) == 0;
		for finer in 1..=u64::from(MAX_RESOLUTION) {
			let digit = match finer <= resolution {
				true if centred && draw(3) > 0 => 0,
				true => {
					let digits = 7 + u64::from(draw(8) == 0);
					draw(digits)
				},
				false => 7 - u64::from(draw(400) == 0),
			};
			number |= digit << (3 * (u64::from(MAX_RESOLUTION) - finer));
		}
		// One bit in eight numbers is turned, wherever it stands.
		if draw(8) == 0 {
			number ^ 1 << draw(64)
		} else {
			number
		}
	};
	(0..NUMBERS).map(|_| one()).collect()
}

#[tokio::test]
async fn cells_of_h3_js_are_cells_with_the_same_ancestors() -> Result<()> {
	let dir = tempfile::tempdir().expect("a folder");
	let said = said(dir.path(), None).await?;
	assert!(said.len() > 10_000, "{}", said.len());
	assert!(said.iter().all(compare));
	Ok(())
}

#[tokio::test]
async fn numbers_that_look_like_cells_are_told_apart_alike() -> Result<()> {
	let dir = tempfile::tempdir().expect("a folder");
	let file = dir.path().join("numbers");
	let asked = numbers();
	let lines = asked.iter().map(|number| format!("{number:x}\n")).collect::<String>();
	std::fs::write(&file, lines).expect("a file");
	let said = said(dir.path(), Some(&file)).await?;
	assert_eq!(said.iter().map(|said| number(&said["cell"])).collect::<Vec<_>>(), asked);
	let cells = said.iter().filter(|said| compare(said)).count();
	// Both kinds are there, those that are no cells in all fields.
	assert!((NUMBERS / 2..NUMBERS * 9 / 10).contains(&cells), "{cells} of {NUMBERS} are cells");
	Ok(())
}
