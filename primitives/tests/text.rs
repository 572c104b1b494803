//! Text in files that editors may have touched.

use jmt_primitives::json_text;

#[test]
fn a_mark_of_utf_8_is_skipped_once() {
	for (text, json) in [("{}", "{}"), ("\u{feff}{}", "{}"), ("", ""), ("7", "7")] {
		assert_eq!(json_text(text.as_bytes()), Some(json.as_bytes()), "{text:?}");
	}
	let twice = "\u{feff}\u{feff}{}".as_bytes();
	assert_eq!(json_text(twice), Some("\u{feff}{}".as_bytes()));
}

#[test]
fn utf_16_is_refused_with_and_without_a_mark() {
	for mark in ["", "\u{feff}"] {
		let units: Vec<u16> = format!("{mark}{{}}").encode_utf16().collect();
		let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
		let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
		assert_eq!((json_text(&little), json_text(&big)), (None, None));
	}
}
