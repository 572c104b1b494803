//! The document about access says what the code says.

use jmt_primitives::access::Reason;
use std::path::Path;

const DOCUMENT: &str = include_str!("../../../../docs/access.md");

/// Where the tests stand that the document names.
const FOLDERS: [&str; 5] = [
	"primitives/tests",
	"pallets/access/src",
	"edge/src/access",
	"testing/runtime/tests/access",
	"testing/e2e/tests",
];

/// The rows of the table of codes: number, name, sentence.
fn rows() -> Vec<[String; 3]> {
	let row = |line: &str| {
		let cells = line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`'));
		let cells: Vec<String> = cells.map(String::from).collect();
		<[String; 3]>::try_from(cells).expect("three cells")
	};
	table("Codes").map(row).collect()
}

/// The rows of a table between its marks, without its head and the line below that.
fn table(name: &str) -> impl Iterator<Item = &'static str> {
	let mark = |end| format!("<!-- {name}: {end} -->");
	let (_, after) = DOCUMENT.split_once(&mark("begin")).expect("a table");
	let (table, _) = after.split_once(&mark("end")).expect("its end");
	table.lines().filter(|line| line.starts_with('|')).skip(2)
}

/// All of the sources in a folder.
fn sources(folder: &Path, text: &mut String) {
	for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
		let path = entry.path();
		if path.is_dir() {
			sources(&path, text);
		} else if path.extension().is_some_and(|extension| extension == "rs") {
			text.push_str(&std::fs::read_to_string(&path).expect("a source"));
		}
	}
}

#[test]
fn docs_access_lists_each_code_with_its_name_and_sentence() {
	let expected: Vec<[String; 3]> = Reason::ALL
		.iter()
		.map(|reason| [reason.code().to_string(), format!("{reason:?}"), reason.to_string()])
		.collect();
	assert_eq!(rows(), expected);
}

#[test]
fn docs_access_names_tests_that_there_are() {
	let (root, mut text) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), String::new());
	for folder in FOLDERS {
		sources(&root.join(folder), &mut text);
	}
	let mut rows = 0;
	for row in table("Attacks") {
		let tests = row.trim_end_matches(['|', ' ']).rsplit('|').next().expect("a cell");
		let names: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
		assert!(!names.is_empty(), "{row}");
		for name in names {
			assert!(text.contains(&format!("fn {name}()")), "{name} is no test: {row}");
		}
		rows += 1;
	}
	assert!(rows > 25, "{rows}");
}
