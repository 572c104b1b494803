//! A device proves that it is a member of a group.

use super::{artefacts::depth_for, Folder, Members, MembershipFile, ProofError};
use jmt_primitives::{
	proofs::{
		scope::scope, MembershipKeys, MembershipProof, ProofBytes, Scalar, Semaphore, TopicId,
	},
	Hash,
};
use jmt_zk_prover::Identity;
use std::time::{Duration, Instant};

/// A proof that was made.
#[derive(Clone, Debug)]
pub struct Made {
	pub file: MembershipFile,
	/// How long it took to read the circuit's files.
	pub reading: Duration,
	/// How long it took to prove.
	pub proving: Duration,
}

/// Proves that the identity is a member, about a topic, saying a message. It takes a second of work and connects to
/// nobody. Without a depth it is the least that takes the group.
pub fn prove_membership(
	members: &Members,
	identity: &Identity,
	(topic, message): (TopicId, Hash),
	folder: &Folder,
	depth: Option<u8>,
) -> Result<Made, ProofError> {
	let scope = scope(&members.genesis, members.group, &topic);
	let InScope { proof, reading, proving } =
		prove_in_scope(members, identity, (scope, message), folder, depth)?;
	let file = MembershipFile::new(members.genesis, (members.group, topic), message, proof);
	Ok(Made { file, reading, proving })
}

/// A proof in a scope of any kind.
#[derive(Clone, Copy, Debug)]
pub struct InScope {
	pub proof: MembershipProof,
	/// How long it took to read the circuit's files.
	pub reading: Duration,
	/// How long it took to prove.
	pub proving: Duration,
}

/// The same in a scope that is not a topic's.
pub fn prove_in_scope(
	members: &Members,
	identity: &Identity,
	(scope, message): (Hash, Hash),
	folder: &Folder,
	depth: Option<u8>,
) -> Result<InScope, ProofError> {
	let place = members.place_of(&identity.commitment())?;
	let (_, path) = members.path(place)?;
	let depth = match depth {
		Some(depth) if u32::from(depth) < members.levels() => {
			return Err(ProofError::TooDeep { levels: members.levels(), most: depth })
		},
		Some(depth) => depth,
		None => depth_for(members.levels())?,
	};
	let begun = Instant::now();
	let artefacts = folder.artefacts(depth)?;
	// The files are the published ones, and their key is the one by which the chain checks.
	if Semaphore::key(depth).map(|key| key.0) != Some(artefacts.key()) {
		return Err(ProofError::NoKey(depth));
	}
	let (reading, begun) = (begun.elapsed(), Instant::now());
	let made = jmt_zk_prover::prove_membership(&artefacts, identity, &path, &message.0, &scope.0);
	let made = made.map_err(not_made)?;
	let proof = MembershipProof {
		depth: made.depth,
		root: Scalar(made.root.to_be_bytes()),
		nullifier: Scalar(made.nullifier.to_be_bytes()),
		proof: ProofBytes(made.proof),
	};
	Ok(InScope { proof, reading, proving: begun.elapsed() })
}

pub(super) fn not_made(error: jmt_zk_prover::Error) -> ProofError {
	ProofError::NotMade(error.into())
}
