//! `prove place`

use super::statement::Stated;
use crate::{
	arguments::{parse_account, parse_any_word, parse_given_word},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	keys::read_identity,
	proofs::{parse_minute, place_scope, prove_place, PlaceTerms, SightingFile, Word},
};
use jmt_primitives::{cell::Region, AccountId, Hash};
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The device's file out of the folder of `anchor sightings`
	#[arg(long, value_name = "PATH")]
	sighting: PathBuf,
	/// The identity's file
	#[arg(long, value_name = "PATH")]
	identity_key: PathBuf,
	/// The region that is shown: world, or an H3 cell such as 852a1073fffffff
	#[arg(long, value_name = "CELL", value_parser = parse_region)]
	region: Region,
	/// The first minute that is shown: counted from 1970, or a time such as 2026-11-29T14:30:00Z
	#[arg(long, value_name = "MINUTE", value_parser = parse_minute)]
	first: u32,
	/// The last minute that is shown
	#[arg(long, value_name = "MINUTE", value_parser = parse_minute)]
	last: u32,
	/// The scope, in which a device has one alias: a text of the account that asks, or 0x and 64 digits
	#[arg(long, value_name = "TEXT", value_parser = parse_given_word)]
	scope: Word,
	/// The account that asks, whose the scope is; not with digits
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	asker: Option<AccountId>,
	/// The words to which the proof is bound: 0x and 64 digits, or a text, whose blake2-256 it is
	#[arg(long, value_name = "TEXT", value_parser = parse_any_word)]
	message: Hash,
	#[command(flatten)]
	stated: Stated,
}

fn parse_region(text: &str) -> Result<Region, String> {
	text.parse().map_err(|error| format!("{error}"))
}

/// A scope.
#[derive(PartialEq, Debug)]
enum Scope {
	Bytes(Hash),
	/// A text of an account, so that two accounts with the same text do not see the same alias.
	Named(AccountId, String),
}

impl Scope {
	fn of(scope: Word, asker: Option<AccountId>) -> Result<Self, Failure> {
		match (scope, asker) {
			(Word::Bytes(bytes), None) => Ok(Self::Bytes(bytes)),
			(Word::Text(text), Some(asker)) => Ok(Self::Named(asker, text)),
			(Word::Bytes(_), Some(_)) => {
				Err(Failure::Usage("a scope in digits is taken as it is, without --asker".into()))
			},
			(Word::Text(_), None) => {
				Err(Failure::Usage("name the account that asks with --asker".into()))
			},
		}
	}

	fn hash(&self, genesis: &Hash) -> Hash {
		match self {
			Self::Bytes(bytes) => *bytes,
			Self::Named(asker, text) => place_scope(genesis, asker, text),
		}
	}
}

/// Proves that a device was in a region in a span of time.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { sighting, identity_key, region, first, last, scope, asker, message, stated } = args;
	let scope = Scope::of(scope, asker)?;
	let identity = read_identity(&identity_key)?;
	let sighting = SightingFile::read(&sighting)?;
	stated
		.prove(global, move |genesis, anchor| {
			let terms = PlaceTerms { region, first, last, scope: scope.hash(&genesis), message };
			prove_place(genesis, anchor, &identity, &sighting, &terms)
		})
		.await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn scope_a_text_belongs_to_the_account_that_asks() {
		let (genesis, asker) = (Hash::repeat_byte(1), AccountId::new([2; 32]));
		let text = || Word::Text("door".into());
		let bytes = Word::Bytes(Hash::repeat_byte(3));
		let scope = Scope::of(text(), Some(asker.clone())).unwrap();
		assert_eq!(scope.hash(&genesis), place_scope(&genesis, &asker, "door"));
		assert_ne!(scope.hash(&genesis), text().hash());
		let scope = Scope::of(bytes.clone(), None).unwrap();
		assert_eq!(scope.hash(&genesis), Hash::repeat_byte(3));
		assert!(matches!(Scope::of(text(), None), Err(Failure::Usage(_))));
		assert!(matches!(Scope::of(bytes, Some(asker)), Err(Failure::Usage(_))));
	}
}
