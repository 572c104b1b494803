//! Where the constants come from.

use crate::{grain::Textbook, oracle, sparse};
use std::{fs, path::PathBuf};

const NAMES: [(usize, &str); 4] = [(2, "one"), (3, "two"), (4, "three"), (5, "four")];

fn path(name: &str) -> PathBuf {
	PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("src/constants/{name}.rs"))
}

/// After a change of the generator or of the form, the file that this test names takes the place of the old one.
#[test]
fn they_are_those_of_the_papers_generator() {
	for (width, name) in NAMES {
		let (kept, made) = (fs::read_to_string(path(name)).unwrap(), sparse::file(width));
		if kept != made {
			let other = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.rs"));
			fs::write(&other, made).unwrap();
			panic!(
				"{name}.rs differs from the generator's output, which stands in {}",
				other.display()
			);
		}
	}
}

#[test]
fn the_generator_agrees_with_circomlibs_constants() {
	for (width, _) in NAMES {
		let inputs: Vec<_> = (1..width as u64).map(Into::into).collect();
		assert_eq!(Textbook::generate(width).hash(&inputs), oracle::hash(&inputs));
	}
}
