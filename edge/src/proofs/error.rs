use crate::error::{BoxedError, Error};
use jmt_primitives::{
	proofs::{GroupId, KeyId, Refused},
	Hash,
};
use std::{io, path::PathBuf};

/// Why a proof is not made, or not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ProofError {
	/// A file that is read cannot be used.
	#[error("{} cannot be used", .path.display())]
	File { path: PathBuf, source: BoxedError },
	/// The file is there, and no file is overwritten.
	#[error("{} exists already and is not overwritten", .0.display())]
	Exists(PathBuf),
	/// A file cannot be written.
	#[error("{} cannot be written", .path.display())]
	Unwritten { path: PathBuf, source: io::Error },
	/// The published files of a circuit are missing.
	#[error(
		"{} is missing: scripts/setup --proofs fetches the files of depths 10, 16 and 20; those of 24 stand in npm's \
		 @zk-kit/semaphore-artifacts 4.13.0",
		.0.display()
	)]
	NoArtefacts(PathBuf),
	/// No published files are known for a depth.
	#[error("no files are known for circuits of depth {0}: those of 10, 16, 20 and 24 are")]
	UnknownDepth(u8),
	/// It is for another chain.
	#[error("the {what} is of another chain: it names the genesis {named:?}, and this one has {expected:?}")]
	OtherChain {
		what: &'static str,
		named: Hash,
		/// The chain's.
		expected: Hash,
	},
	#[error("there is no group {0}")]
	NoGroup(GroupId),
	#[error("the group has no members")]
	Empty,
	#[error("the commitment {0} is not in the group")]
	NotMember(String),
	#[error("no member stands at {0}")]
	NoLeaf(u32),
	/// The pages that a peer gave lead to another root than the group has.
	#[error("the members of group {0} do not lead to its root")]
	OtherRoot(GroupId),
	#[error("the group's tree has {levels} levels, and the largest circuit takes {most}")]
	TooDeep { levels: u32, most: u8 },
	/// A sighting names another commitment.
	#[error("the sighting is of another identity")]
	OtherIdentity,
	/// The prover refused, or failed.
	#[error("the proof is not made")]
	NotMade(#[source] BoxedError),
	/// The proof does not name the group or the topic that it is for.
	#[error("the proof does not say for which {0} it is: name it")]
	Unnamed(&'static str),
	/// The scope of the proof is not that of this chain, group and topic.
	#[error("the proof is for another chain, group or topic: its scope is not that of group {0} and the topic")]
	OtherScope(GroupId),
	#[error("the root of the proof is none of group {0} that is still good")]
	OldRoot(GroupId),
	/// No key is registered for a depth.
	#[error("the chain has no key for circuits of depth {0}")]
	NoKey(u8),
	/// A statement is proven by a key that is none of ours, nor the one that the reader named.
	#[error("the proof is by the key {0:?}, which is not one of this program's circuits: name it by --key if you trust it")]
	OtherKey(KeyId),
	/// A statement is proven by another key than the reader named.
	#[error("the proof is by the key {found:?}, and not by {named:?}")]
	NotNamed { found: KeyId, named: KeyId },
	/// It verifies by a key of a development set-up.
	#[error("the proof is by the key for development {0:?}, by which anybody makes such a proof: --development takes it")]
	Development(KeyId),
	/// It is not valid.
	#[error("the proof is not valid: {0}")]
	Refused(Refused),
}

/// Why something about a proof is not known, or not so.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
	/// A read from the chain failed.
	#[error(transparent)]
	Chain(#[from] Error),
	/// It is not so.
	#[error(transparent)]
	Proof(#[from] ProofError),
}

impl ProofError {
	pub(super) fn file(path: impl Into<PathBuf>, source: impl Into<BoxedError>) -> Self {
		Self::File { path: path.into(), source: source.into() }
	}
}
