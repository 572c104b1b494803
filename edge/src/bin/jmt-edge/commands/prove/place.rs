//! `prove place`

use super::statement::Stated;
use crate::{arguments::parse_any_word, failure::Failure, global::Global};
use jmt_edge::{
	keys::read_identity,
	proofs::{prove_place, PlaceTerms, SightingFile},
};
use jmt_primitives::{cell::Region, Hash};
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
	/// The first minute that is shown, counted from 1970
	#[arg(long, value_name = "MINUTE")]
	first: u32,
	/// The last minute that is shown
	#[arg(long, value_name = "MINUTE")]
	last: u32,
	/// The scope, in which a device has one alias: 0x and 64 digits, or a text, whose hash it is
	#[arg(long, value_name = "TEXT", value_parser = parse_any_word)]
	scope: Hash,
	/// The words to which the proof is bound: 0x and 64 digits, or a text, whose hash it is
	#[arg(long, value_name = "TEXT", value_parser = parse_any_word)]
	message: Hash,
	#[command(flatten)]
	stated: Stated,
}

fn parse_region(text: &str) -> Result<Region, String> {
	text.parse().map_err(|error| format!("{error}"))
}

/// Proves that a device was in a region in a span of time.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { sighting, identity_key, region, first, last, scope, message, stated } = args;
	let identity = read_identity(&identity_key)?;
	let sighting = SightingFile::read(&sighting)?;
	let terms = PlaceTerms { region, first, last, scope, message };
	stated
		.prove(global, move |genesis, anchor| {
			prove_place(genesis, anchor, &identity, &sighting, &terms)
		})
		.await
}
