//! `prove`: proofs that the device makes itself.

mod membership;
mod place;
mod statement;
mod statistics;

use crate::{
	arguments::{parse_any_word, parse_count, parse_hash, Artefacts},
	failure::Failure,
	global::Global,
	spinner::Spinner,
};
use clap::Subcommand;
use jmt_edge::{
	chain::Chain,
	keys::read_identity,
	progress::Step,
	proofs::{prove_membership, Made, Members, ProofError},
};
use jmt_primitives::{
	proofs::{GroupId, TopicId},
	Hash,
};
use jmt_zk_prover::Identity;
use std::{path::PathBuf, time::Duration};

/// Proofs.
#[derive(Subcommand, Debug)]
pub(crate) enum ProveCommand {
	/// Prove membership of a group: once for each topic, and nobody learns which member it is
	Membership(membership::Args),
	/// Prove that a device was in a region in a span of time, by a witness's sighting; no connection
	Place(place::Args),
	/// Prove count, sum, least and greatest of readings that stay hidden; no connection
	Statistics(statistics::Args),
}

pub(super) async fn run(global: &Global, command: ProveCommand) -> Result<(), Failure> {
	match command {
		ProveCommand::Membership(args) => membership::run(global, args).await,
		ProveCommand::Place(args) => place::run(global, args).await,
		ProveCommand::Statistics(args) => statistics::run(global, args).await,
	}
}

/// The word of a member, and the identity that it is said by.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Word {
	/// The identity's file
	#[arg(long, value_name = "PATH")]
	pub(super) identity_key: PathBuf,
	/// The topic, as `topic open` prints it
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	pub(super) topic: TopicId,
	/// The message: 0x and 64 digits, or a text, whose blake2-256 it is
	#[arg(long, value_name = "TEXT", value_parser = parse_any_word)]
	pub(super) message: Hash,
	/// Depth of the circuit: 10, 16, 20 or 24; another than the others use tells you apart [default: the least that takes
	/// the group]
	#[arg(long, value_name = "LEVELS", value_parser = parse_count::<u8>)]
	pub(super) depth: Option<u8>,
	#[command(flatten)]
	pub(super) artefacts: Artefacts,
}

impl Word {
	/// The identity.
	pub(super) fn identity(&self) -> Result<Identity, Failure> {
		Ok(read_identity(&self.identity_key)?)
	}

	/// Proves, off the threads that serve the light client.
	pub(super) async fn prove(
		&self,
		members: Members,
		identity: Identity,
	) -> Result<Made, Failure> {
		let folder = self.artefacts.folder()?;
		let (topic, message, depth) = (self.topic, self.message, self.depth);
		let spinner = Spinner::start("proving");
		spinner.show(Step::Proving);
		let made = tokio::task::spawn_blocking(move || {
			prove_membership(&members, &identity, (topic, message), &folder, depth)
		});
		let made = made.await.map_err(|error| ProofError::NotMade(error.into()))?;
		Ok(made?)
	}
}

/// All members of a group, from the chain.
pub(super) async fn members(chain: &Chain, group: GroupId) -> Result<Members, Failure> {
	let _spinner = Spinner::start("reading the group");
	Ok(Members::read(&chain.finalized().await?, chain.genesis(), group).await?)
}

/// A time in words.
pub(super) fn seconds(time: Duration) -> String {
	format!("{:.2} s", time.as_secs_f64())
}

/// The most memory that this process has had, in words.
pub(super) fn memory_words(bytes: Option<u64>) -> String {
	match bytes {
		Some(bytes) => format!("{} MB", bytes.div_ceil(1_000_000)),
		None => "an unknown amount of memory".into(),
	}
}
