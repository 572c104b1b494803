//! A device proves a statement by a key for development, which is set up first.

use super::{ReadingsFile, SightingFile, StatementFile};
use crate::proofs::{prove::not_made, ProofError};
use jmt_primitives::{
	cell::Region,
	proofs::{scope::circuit_input, Place, ProofBytes, Scalar, Statement, Statistics},
	AccountId, Hash,
};
use jmt_zk_prover::{development_key, place, statistics, Circuit, Identity, ProvingKey};
use std::time::{Duration, Instant};

/// A statement that was proven.
#[derive(Clone, Debug)]
pub struct Proven {
	pub file: StatementFile,
	/// The root that the account has to have anchored.
	pub root: Scalar,
	/// How long it took to set the key up.
	pub set_up: Duration,
	/// How long it took to prove.
	pub proving: Duration,
}

/// The terms of a proof of place, which its reader sets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PlaceTerms {
	pub region: Region,
	/// First minute, counted from 1970.
	pub first: u32,
	/// Last minute.
	pub last: u32,
	/// In one scope a device has one alias.
	pub scope: Hash,
	pub message: Hash,
}

/// Sets a key up, and says how long it took.
fn set_up(circuit: Circuit) -> Result<(ProvingKey, Duration), ProofError> {
	let begun = Instant::now();
	let key = development_key(circuit).map_err(not_made)?;
	Ok((key, begun.elapsed()))
}

/// Proves the figures of readings, about an anchor by its account and label.
pub fn prove_statistics(
	genesis: Hash,
	(account, label): (AccountId, Hash),
	readings: &ReadingsFile,
) -> Result<Proven, ProofError> {
	let readings = readings.readings()?;
	let (key, set_up) = set_up(Circuit::Statistics)?;
	let begun = Instant::now();
	let statistics::StatisticsProof { public, proof } =
		statistics::prove(&key, &readings).map_err(not_made)?;
	let statistics::Public { root, count, sum, least, greatest } = public;
	let key = Hash::from(key.id());
	let statement =
		Statement::Statistics(Statistics { key, account, label, count, sum, least, greatest });
	Ok(Proven {
		file: StatementFile { genesis, statement, proof: ProofBytes(proof) },
		root: Scalar(root.to_be_bytes()),
		set_up,
		proving: begun.elapsed(),
	})
}

/// Proves that the identity's device was in a region in a span, about an anchor by its account and label.
pub fn prove_place(
	genesis: Hash,
	(account, label): (AccountId, Hash),
	identity: &Identity,
	sighting: &SightingFile,
	terms: &PlaceTerms,
) -> Result<Proven, ProofError> {
	if sighting.commitment != identity.commitment() {
		return Err(ProofError::OtherIdentity);
	}
	let PlaceTerms { region, first, last, scope, message } = *terms;
	let element = |number: &Hash| {
		let input = jmt_zk_poseidon::Scalar::from_be_bytes(&circuit_input(number).0);
		input.map_err(|error| ProofError::NotMade(error.into()))
	};
	let (scope_input, message_input) = (element(&scope)?, element(&message)?);
	let terms = place::Terms { region, first, last, scope: scope_input, message: message_input };
	let sighting = sighting.sighting()?;
	let (key, set_up) = set_up(Circuit::Place)?;
	let begun = Instant::now();
	let place::PlaceProof { public, proof } =
		place::prove(&key, identity, &sighting, &terms).map_err(not_made)?;
	let (root, alias) = (public.root.to_be_bytes(), public.nullifier.to_be_bytes());
	let (key, alias) = (Hash::from(key.id()), Scalar(alias));
	let statement =
		Statement::Place(Place { key, account, label, alias, message, scope, region, first, last });
	Ok(Proven {
		file: StatementFile { genesis, statement, proof: ProofBytes(proof) },
		root: Scalar(root),
		set_up,
		proving: begun.elapsed(),
	})
}
