//! Minutes of the week by the table of a zone against Node's `Intl`, in twelve zones over ten years.

use super::{number, said, text};
use jmt_edge::access::zone::zone;
use jmt_node_runner::Result;
use jmt_primitives::{
	access::{Inside, Window, Zone, WEEK_MINUTES},
	Moment,
};
use std::collections::{BTreeMap, BTreeSet};

/// 29 November 2026, 12:00 UTC.
const FROM: Moment = 1_795_953_600_000;

/// Zones that both sides know.
const ZONES: usize = 12;

/// Zones in which time zone data of two years may differ: a country changes its law.
const MAY_DIFFER: usize = 2;

/// The version of the system's time zone data, by the first line of its source where that is installed.
fn system_version() -> Option<String> {
	let source = std::fs::read_to_string("/usr/share/zoneinfo/tzdata.zi").ok()?;
	Some(source.lines().next()?.strip_prefix("# version ")?.into())
}

/// Whether the table says that it is this minute of the week: in a window of the minute alone, and in none without it.
fn is_minute(zone: &Zone, at: Moment, minute: u16) -> bool {
	let next = (minute + 1) % WEEK_MINUTES;
	let inside = |from, to| Window::Weekly { from, to }.inside(&zone.local(at), at);
	let (alone, without) = (inside(minute, next), inside(next, minute));
	matches!((alone, without), (Inside::Yes { .. }, Inside::No { .. }))
}

#[tokio::test]
async fn it_is_the_minute_of_the_week_that_intl_says() -> Result<()> {
	let dir = tempfile::tempdir().expect("a folder");
	let said = said("zones.mjs", &[&FROM.to_string()], dir.path()).await?;
	let (version, moments) = said.split_first().expect("it says something");
	let (theirs, ours) = (text(version, "tz"), system_version());
	let same_data = ours.as_deref() == Some(theirs);
	eprintln!("time zone data: Node has {theirs}, the system {ours:?}");

	let (mut tables, mut compared) = (BTreeMap::new(), BTreeMap::<&str, usize>::new());
	let mut differ = BTreeSet::new();
	for moment in moments {
		let (name, at) = (text(moment, "zone"), number(moment, "at"));
		let minute = u16::try_from(number(moment, "minute")).expect("a minute");
		let table =
			tables.entry(name).or_insert_with(|| zone(name, FROM).expect("a zone of the system"));
		if at > table.good_until {
			// Past the table it is unknown: no minute is taken for another one.
			let inside = Window::Weekly { from: minute, to: 0 }.inside(&table.local(at), at);
			assert!(matches!(inside, Inside::Unknown { .. }), "{moment}: {inside:?}");
			continue;
		}
		if !is_minute(table, at, minute) {
			assert!(!same_data, "{moment}: {table:?}");
			differ.insert(name);
		}
		*compared.entry(name).or_default() += 1;
	}
	eprintln!("moments compared: {compared:?}");
	assert_eq!(compared.len(), ZONES);
	assert!(compared.values().all(|count| *count > 900), "{compared:?}");
	assert!(differ.len() <= MAY_DIFFER, "Node has {theirs}, the system {ours:?}: {differ:?}");
	Ok(())
}
