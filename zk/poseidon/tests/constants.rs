//! Where the constants come from.

use crate::{grain::Textbook, oracle, sparse};
use std::{fs, path::PathBuf};

const NAMES: [(usize, &str); 4] = [(2, "one"), (3, "two"), (4, "three"), (5, "four")];

fn path(name: &str) -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("src/constants/{name}.rs"))
}

#[test]
fn they_are_those_of_the_papers_generator() {
	for (width, name) in NAMES {
		let file = fs::read_to_string(path(name)).unwrap();
		assert!(file == sparse::file(width), "{name}.rs differs from the generator's output");
	}
}

#[test]
fn the_generator_agrees_with_circomlibs_constants() {
	for (width, _) in NAMES {
		let inputs: Vec<_> = (1..width as u64).map(Into::into).collect();
		assert_eq!(Textbook::generate(width).hash(&inputs), oracle::hash(&inputs));
	}
}

#[test]
#[ignore = "writes the files that the tests above check"]
fn write_constants() {
	for (width, name) in NAMES {
		fs::write(path(name), sparse::file(width)).unwrap();
	}
}
