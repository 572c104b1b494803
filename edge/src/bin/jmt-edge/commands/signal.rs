//! `signal`

use super::{
	on_chain,
	prove::{members, memory_words, seconds, Word},
};
use crate::{
	arguments::{parse_any_word, parse_count, parse_hash, Artefacts},
	failure::Failure,
	global::Global,
	spinner::Spinner,
};
use jmt_edge::{
	chain::Chain,
	proofs::{format_number, peak_memory, MembershipFile, Signalled, Signalling},
};
use jmt_primitives::{
	proofs::{GroupId, TopicId},
	Hash,
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The group's number; a proof of ours says it
	#[arg(long, value_name = "GROUP", value_parser = parse_count::<GroupId>, required_unless_present = "proof")]
	group: Option<GroupId>,
	/// The topic, as `topic open` prints it; a proof of ours says it
	#[arg(long, value_name = "HASH", value_parser = parse_hash, required_unless_present = "proof")]
	topic: Option<TopicId>,
	/// A proof of `prove membership`, or of Semaphore's JavaScript
	#[arg(long, value_name = "PATH", conflicts_with_all = ["identity_key", "message", "depth"])]
	proof: Option<PathBuf>,
	/// The identity's file, by which the proof is made
	#[arg(long, value_name = "PATH", required_unless_present = "proof")]
	identity_key: Option<PathBuf>,
	/// The message: 0x and 64 digits, or a text, whose blake2-256 it is
	#[arg(long, value_name = "TEXT", value_parser = parse_any_word, required_unless_present = "proof")]
	message: Option<Hash>,
	/// Depth of the circuit: 10, 16, 20 or 24; another than the others use tells you apart [default: the least that takes
	/// the group]
	#[arg(long, value_name = "LEVELS", value_parser = parse_count::<u8>)]
	depth: Option<u8>,
	#[command(flatten)]
	artefacts: Artefacts,
}

/// Sends a member's word. It costs no fee: a stamp shows work instead.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { group, topic, proof, identity_key, message, depth, artefacts } = args;
	let proof = proof.as_deref().map(MembershipFile::read).transpose()?;
	let word = match (identity_key, topic, message) {
		(Some(identity_key), Some(topic), Some(message)) => {
			Some(Word { identity_key, topic, message, depth, artefacts })
		},
		_ => None,
	};
	let identity = word.as_ref().map(Word::identity).transpose()?;
	on_chain(global, async |chain: &Chain| {
		let made = match (word, identity, group) {
			(Some(word), Some(identity), Some(group)) => {
				Some(word.prove(members(chain, group).await?, identity).await?)
			},
			_ => None,
		};
		let file = match (proof, &made) {
			(Some(file), _) => file,
			(None, Some(made)) => made.file.clone(),
			(None, None) => {
				return Err(Failure::Usage("give --proof, or all that makes one".into()));
			},
		};
		let (group, topic) = file.place(&chain.genesis(), (group, topic))?;
		let message = Hash::from(file.message);
		let signalling = Signalling { group, topic, message, proof: file.proof() };
		let spinner = Spinner::start("preparing the signal");
		let sent = signalling.send(chain, |step| spinner.show(step)).await;
		drop(spinner);
		let Signalled { number, hash, bits, searched } = sent?;
		let alias = format_number(&file.nullifier);
		let proving = made.as_ref().map(|made| made.proving);
		let json = json!({
			"group": group,
			"topic": topic,
			"alias": alias,
			"message": message,
			"root": format_number(&file.merkle_tree_root),
			"depth": file.merkle_tree_depth,
			"stampBits": bits,
			"stampMs": u64::try_from(searched.as_millis()).ok(),
			"provingMs": proving.and_then(|time| u64::try_from(time.as_millis()).ok()),
			"peakMemory": peak_memory(),
			"block": { "number": number, "hash": hash },
		});
		global.format().emit(json, || {
			let proved = proving.map_or_else(String::new, |time| {
				format!(", proved in {} with {} at most", seconds(time), memory_words(peak_memory()))
			});
			format!(
				"signalled about topic {topic:?} of group {group} as {alias}, seen in block {number}, finalized{proved}, \
				 stamp of {bits} bits in {}",
				seconds(searched)
			)
		})
	})
	.await
}
