//! Names as people write them.

/// The name among `names` that is meant: as it stands, or in other case and with other marks between its words
/// (`proof_of_time` for `ProofOfTime`). Otherwise an error that offers the nearest one.
pub fn meant<'a>(
	kind: &str,
	given: &str,
	names: impl Iterator<Item = &'a str> + Clone,
) -> Result<&'a str, String> {
	if let Some(name) = names.clone().find(|name| *name == given) {
		return Ok(name);
	}
	let plainly = plain(given);
	if let Some(name) = names.clone().find(|name| plain(name) == plainly) {
		return Ok(name);
	}
	let nearest = names
		.map(|name| (distance(&plainly, &plain(name)), name))
		.min_by_key(|(distance, _)| *distance)
		.filter(|(distance, name)| *distance <= name.len() / 2);
	Err(match nearest {
		Some((_, name)) => format!("there is no {kind} {given:?}; the nearest name is {name}"),
		None => format!("there is no {kind} {given:?}"),
	})
}

fn plain(name: &str) -> String {
	name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Letters that have to be put in, left out or replaced between two words.
fn distance(one: &str, other: &str) -> usize {
	let mut row = (0..=other.chars().count()).collect::<Vec<_>>();
	for (at, letter) in one.chars().enumerate() {
		let mut before = at;
		let mut left = at + 1;
		for (cell, another) in row.iter_mut().skip(1).zip(other.chars()) {
			let replaced = before + usize::from(letter != another);
			before = *cell;
			left = replaced.min(before + 1).min(left + 1);
			*cell = left;
		}
		if let Some(first) = row.first_mut() {
			*first = at + 1;
		}
	}
	row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;

	const PALLETS: [&str; 4] = ["System", "Timestamp", "ProofOfTime", "Devices"];

	fn pallet(given: &str) -> Result<&'static str, String> {
		meant("pallet", given, PALLETS.into_iter())
	}

	#[test]
	fn meant_it_finds_names_in_any_case() {
		for given in ["ProofOfTime", "proofOfTime", "proof_of_time", "PROOF-OF-TIME"] {
			assert_eq!(pallet(given), Ok("ProofOfTime"));
		}
	}

	#[test]
	fn meant_it_offers_the_nearest_name() {
		let offered = |name: &str| format!("the nearest name is {name}");
		for (given, name) in
			[("Device", "Devices"), ("sistem", "System"), ("TimeStmp", "Timestamp")]
		{
			let said = pallet(given).unwrap_err();
			assert!(said.ends_with(&offered(name)), "{said}");
		}
		assert_eq!(pallet("xyz"), Err("there is no pallet \"xyz\"".into()));
	}

	#[test]
	fn distance_it_counts_letters() {
		for (one, other, expected) in
			[("", "", 0), ("a", "", 1), ("", "ab", 2), ("kitten", "sitting", 3), ("abc", "abc", 0)]
		{
			assert_eq!(distance(one, other), expected, "{one} {other}");
		}
	}
}
