//! Cells and regions, against numbers that the H3 library judged (`vectors/cells.json`, whose head names it).

use codec::{Decode, DecodeAll, Encode, MaxEncodedLen};
use jmt_primitives::cell::{Cell, CellError, Region, BASE_CELLS, MAX_RESOLUTION, TEXT_LENGTH};
use proptest::prelude::*;
use scale_info::{TypeDef, TypeInfo};
use serde_json::{json, Value};
use std::collections::BTreeSet;

fn vectors(list: &str) -> Vec<Value> {
	let vectors: Value = serde_json::from_str(include_str!("vectors/cells.json")).unwrap();
	let vectors = vectors[list].as_array().unwrap().clone();
	assert!(!vectors.is_empty());
	vectors
}

fn text(value: &Value) -> &str {
	value.as_str().unwrap()
}

fn number(value: &Value) -> u64 {
	u64::from_str_radix(text(value), 16).unwrap()
}

fn cell(value: &Value) -> Cell {
	text(value).parse().unwrap_or_else(|error| panic!("{value}: {error}"))
}

fn cells(list: &Value) -> Vec<Cell> {
	list.as_array().unwrap().iter().map(cell).collect()
}

/// Any valid cell, pentagons and their surroundings included.
pub(crate) fn any_cell() -> impl Strategy<Value = Cell> {
	let digits = prop_oneof![
		prop::collection::vec(0..7u64, 0..=15),
		(0..=15usize, prop::option::of(2..7u64)).prop_map(|(zeros, last)| {
			let mut digits = vec![0; zeros];
			digits.extend(last);
			digits.truncate(15);
			digits
		}),
	];
	let base = prop_oneof![0..u64::from(BASE_CELLS), Just(4), Just(117)];
	(base, digits).prop_filter_map("deleted by a pentagon", |(base, digits)| {
		let unused = std::iter::repeat_n(7, 15 - digits.len());
		let path = digits.iter().copied().chain(unused).fold(0, |path, digit| path << 3 | digit);
		Cell::new(1 << 59 | (digits.len() as u64) << 52 | base << 45 | path).ok()
	})
}

/// A cell and two of its ancestors, from the coarsest.
fn any_line() -> impl Strategy<Value = [Cell; 3]> {
	any_cell().prop_flat_map(|cell| {
		let to = cell.resolution();
		(0..=to, 0..=to).prop_map(move |(a, b)| {
			let ancestor = |resolution| cell.parent(resolution).unwrap();
			[ancestor(a.min(b)), ancestor(a.max(b)), cell]
		})
	})
}

#[test]
fn it_takes_exactly_the_numbers_that_the_h3_library_takes() {
	let (valid, invalid) = (vectors("valid"), vectors("invalid"));
	assert_eq!(valid.len() + invalid.len(), 5_000);
	for value in &valid {
		let number = number(value);
		let cell = Cell::new(number).unwrap_or_else(|error| panic!("{value}: {error}"));
		assert_eq!(cell.number(), number);
		assert_eq!(Cell::decode_all(&mut &number.encode()[..]), Ok(cell));
		assert_eq!(cell.to_string(), text(value).trim_start_matches('0'));
	}
	for value in &invalid {
		let number = number(value);
		assert!(Cell::new(number).is_err(), "{value} was taken");
		assert!(Cell::decode(&mut &number.encode()[..]).is_err(), "{value} was decoded");
		assert!(Region::decode(&mut &(1u8, number).encode()[..]).is_err(), "{value} was decoded");
		assert!(format!("{number:x}").parse::<Cell>().is_err(), "{value} was read");
	}
}

#[test]
fn it_names_the_rule_that_is_broken() {
	let vectors: Value = serde_json::from_str(include_str!("vectors/cells.json")).unwrap();
	let broken = vectors["broken"].as_object().unwrap();
	assert_eq!(broken.len(), 6);
	for (rule, values) in broken {
		for value in values.as_array().unwrap() {
			let error = Cell::new(number(value)).unwrap_err();
			let named = match error {
				CellError::ReservedBits => "reserved",
				CellError::NotCellMode(_) => "mode",
				CellError::UnknownBaseCell(_) => "baseCell",
				CellError::MissingDigit { .. } => "missingDigit",
				CellError::SurplusDigit { .. } => "surplusDigit",
				CellError::DeletedByPentagon => "deleted",
				CellError::NotCellText => "text",
			};
			assert_eq!(named, rule, "{value}: {error}");
		}
	}
}

#[test]
fn it_reads_resolution_base_cell_and_shape() {
	let mut seen = BTreeSet::new();
	for row in vectors("cells") {
		let cell = cell(&row[0]);
		assert_eq!(u64::from(cell.resolution()), row[1].as_u64().unwrap(), "{row}");
		assert_eq!(u64::from(cell.base()), row[2].as_u64().unwrap(), "{row}");
		assert_eq!(cell.is_pentagon(), row[3].as_bool().unwrap(), "{row}");
		seen.insert((cell.resolution(), cell.is_pentagon()));
		if cell.resolution() == 0 {
			seen.insert((100 + cell.base(), false));
		}
	}
	let resolutions = 2 * (usize::from(MAX_RESOLUTION) + 1);
	assert_eq!(seen.len(), resolutions + usize::from(BASE_CELLS));
}

#[test]
fn it_finds_the_ancestor_at_every_resolution() {
	for list in vectors("parents") {
		let line = cells(&list);
		let cell = *line.last().unwrap();
		for resolution in 0..=u8::MAX {
			let expected = line.get(usize::from(resolution)).copied();
			assert_eq!(cell.parent(resolution), expected, "{cell} at {resolution}");
		}
	}
}

#[test]
fn it_contains_what_the_h3_library_finds_below() {
	let pairs = vectors("contains");
	for pair in &pairs {
		let (outer, inner) = (cell(&pair[0]), cell(&pair[1]));
		let expected = pair[2].as_bool().unwrap();
		assert_eq!(outer.contains(inner), expected, "{pair}");
		assert_eq!(Region::Within(outer).contains(inner.into()), expected, "{pair}");
	}
	assert!(pairs.iter().any(|pair| pair[2] == true) && pairs.iter().any(|pair| pair[2] == false));
}

#[test]
fn it_gives_a_pentagon_six_children_and_refuses_the_seventh() {
	for vector in vectors("pentagons") {
		let pentagon = cell(&vector["pentagon"]);
		let children = cells(&vector["children"]);
		assert!(pentagon.is_pentagon());
		assert_eq!(children.len(), 6);
		assert_eq!(children.iter().filter(|child| child.is_pentagon()).count(), 1);
		let turns = children.iter().map(|child| child.digit(child.resolution()).unwrap());
		assert!(turns.eq([0, 2, 3, 4, 5, 6]));
		assert!(children.iter().all(|child| pentagon.contains(*child)));
		assert_eq!(Cell::new(number(&vector["deleted"])), Err(CellError::DeletedByPentagon));
	}
}

#[test]
fn it_takes_the_poles_and_both_sides_of_180_degrees() {
	let points = vectors("points");
	let at = |lat: f64, lng: f64| {
		let is = |point: &Value, axis: &str, degrees| point[axis].as_f64() == Some(degrees);
		let point = points.iter().find(|point| is(point, "lat", lat) && is(point, "lng", lng));
		cells(&point.unwrap()["cells"])
	};
	assert_eq!(at(90.0, 0.0), at(90.0, 77.0));
	assert_eq!(at(-90.0, 0.0), at(-90.0, -123.0));
	assert_eq!(at(0.0, 180.0), at(0.0, -180.0));
	assert_ne!(at(90.0, 0.0), at(-90.0, 0.0));
	for point in &points {
		for (resolution, cell) in (0..).zip(cells(&point["cells"])) {
			assert_eq!(cell.resolution(), resolution);
			assert_eq!(cell.digit(0), None);
			assert!((1..=resolution).all(|at| cell.digit(at).is_some()));
			assert_eq!(cell.digit(resolution + 1), None);
		}
	}
}

#[test]
fn it_has_one_text_for_a_cell() {
	let text = "8928308280fffff";
	let cell: Cell = text.parse().unwrap();
	assert_eq!(cell, Cell::new(0x0892_8308_280f_ffff).unwrap());
	assert_eq!(cell.to_string(), text);
	assert_eq!(text.len(), TEXT_LENGTH);
	let others = [
		"8928308280FFFFF",
		"08928308280fffff",
		"0x8928308280fffff",
		"+928308280fffff",
		" 8928308280fffff",
		"8928308280ffff",
		"8928308280fffff\n",
		"8928308280ffffg",
		"892830828\u{e9}ffff",
		"",
		"world",
	];
	for other in others {
		assert_eq!(other.parse::<Cell>(), Err(CellError::NotCellText), "{other:?}");
	}
	assert_eq!("f928308280fffff".parse::<Cell>(), Err(CellError::ReservedBits));
}

#[test]
fn it_writes_cells_and_regions_as_text_in_json() {
	let cell: Cell = "8928308280fffff".parse().unwrap();
	assert_eq!(serde_json::to_value(cell).unwrap(), json!("8928308280fffff"));
	assert_eq!(serde_json::from_value::<Cell>(json!("8928308280fffff")).unwrap(), cell);
	assert!(serde_json::from_value::<Cell>(json!(cell.number())).is_err());
	let error = serde_json::from_value::<Cell>(json!("8928308280fff0f")).unwrap_err();
	assert_eq!(error.to_string(), "the cell has a digit of resolution 13, finer than its own");

	for (region, text) in [(Region::World, "world"), (Region::Within(cell), "8928308280fffff")] {
		assert_eq!(serde_json::to_value(region).unwrap(), json!(text));
		assert_eq!(serde_json::from_value::<Region>(json!(text)).unwrap(), region);
		assert_eq!(region.to_string(), text);
	}
	for other in ["World", "", "earth"] {
		assert!(serde_json::from_value::<Region>(json!(other)).is_err(), "{other:?}");
	}
}

#[test]
fn it_encodes_a_region_in_one_byte_or_nine() {
	let cell: Cell = "8928308280fffff".parse().unwrap();
	assert_eq!(cell.encode(), 0x0892_8308_280f_ffff_u64.to_le_bytes());
	assert_eq!(Cell::max_encoded_len(), 8);
	assert_eq!(Region::World.encode(), [0]);
	assert_eq!(Region::Within(cell).encode(), [&[1][..], &cell.encode()].concat());
	assert_eq!(Region::max_encoded_len(), 9);
	assert_eq!(Region::default(), Region::World);
	assert!(Region::decode(&mut &[2u8, 0, 0, 0, 0, 0, 0, 0, 0][..]).is_err());
	assert!(Cell::decode(&mut &cell.encode()[..7]).is_err());
	// A client that reads the metadata finds one number.
	let TypeDef::Composite(fields) = Cell::type_info().type_def else { panic!("no struct") };
	assert_eq!(fields.fields.len(), 1);
}

#[test]
fn it_keeps_the_world_out_of_a_cell() {
	let cell: Cell = "8928308280fffff".parse().unwrap();
	assert!(Region::World.contains(Region::World));
	assert!(Region::World.contains(cell.into()));
	assert!(!Region::from(cell).contains(Region::World));
}

proptest! {
	#[test]
	fn it_survives_scale_text_and_json(cell in any_cell()) {
		prop_assert_eq!(Cell::decode_all(&mut &cell.encode()[..]), Ok(cell));
		prop_assert_eq!(cell.to_string().parse(), Ok(cell));
		prop_assert_eq!(Cell::new(cell.number()), Ok(cell));
		let json = serde_json::to_string(&cell).unwrap();
		prop_assert_eq!(serde_json::from_str::<Cell>(&json).unwrap(), cell);
		let region = Region::from(cell);
		prop_assert_eq!(Region::decode_all(&mut &region.encode()[..]), Ok(region));
	}

	#[test]
	fn it_never_panics_and_takes_a_number_on_every_way_or_none(
		random in any::<u64>(),
		like_a_cell in any::<bool>(),
	) {
		let number = if like_a_cell { random >> 8 | 1 << 59 } else { random };
		let cell = Cell::new(number);
		prop_assert_eq!(Cell::decode(&mut &number.encode()[..]).ok(), cell.ok());
		prop_assert_eq!(format!("{number:x}").parse().ok(), cell.ok());
	}

	#[test]
	fn it_has_valid_ancestors_that_are_their_own(cell in any_cell()) {
		for resolution in 0..=cell.resolution() {
			let parent = cell.parent(resolution).unwrap();
			prop_assert_eq!(Cell::new(parent.number()), Ok(parent));
			prop_assert_eq!(parent.resolution(), resolution);
			prop_assert_eq!(parent.base(), cell.base());
			prop_assert_eq!(parent.parent(resolution), Some(parent));
			prop_assert!(parent.contains(cell));
			prop_assert_eq!(cell.contains(parent), resolution == cell.resolution());
		}
		prop_assert_eq!(cell.parent(cell.resolution() + 1), None);
	}

	#[test]
	fn it_contains_itself_and_what_its_parts_contain([coarse, middle, fine] in any_line()) {
		prop_assert!(fine.contains(fine));
		prop_assert!(coarse.contains(middle) && middle.contains(fine) && coarse.contains(fine));
		prop_assert_eq!(middle.contains(coarse), middle == coarse);
	}

	#[test]
	fn it_contains_exactly_the_cells_with_its_digits(a in any_cell(), b in any_cell()) {
		let path = |cell: Cell| {
			let digits = (1..=MAX_RESOLUTION).map_while(move |at| cell.digit(at));
			std::iter::once(cell.base()).chain(digits).collect::<Vec<_>>()
		};
		prop_assert_eq!(a.contains(b), path(b).starts_with(&path(a)));
	}
}
