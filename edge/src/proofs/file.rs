//! Membership proofs as JSON, as they travel. The fields are those of Semaphore's JavaScript, so that its
//! `verifyProof` takes the file, and a proof that it made is taken here; ours are beside them.

use super::{number, written, ProofError, StatementFile};
use jmt_primitives::{
	proofs::{scope, GroupId, MembershipProof, ProofBytes, TopicId, PROOF_BYTES},
	Hash,
};
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::{fs::File, io::Read, path::Path};

/// Largest file that is read.
const MAX_BYTES: u64 = 64 * 1024;

/// A membership proof.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MembershipFile {
	#[serde(default, skip_serializing_if = "Option::is_none")]
	kind: Option<Kind>,
	/// Hash of the chain's first block.
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub genesis: Option<Hash>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub group: Option<GroupId>,
	#[serde(default, skip_serializing_if = "Option::is_none")]
	pub topic: Option<TopicId>,
	/// Depth of the circuit.
	pub merkle_tree_depth: u8,
	/// The group's root.
	#[serde(with = "number::decimal")]
	pub merkle_tree_root: [u8; 32],
	/// The alias.
	#[serde(with = "number::decimal")]
	pub nullifier: [u8; 32],
	#[serde(with = "number::decimal")]
	pub message: [u8; 32],
	/// As the chain computes it of genesis, group and topic.
	#[serde(with = "number::decimal")]
	pub scope: [u8; 32],
	/// Coordinates of the proof's points: A, B with the imaginary parts first, C.
	#[serde(serialize_with = "write_points", deserialize_with = "read_points")]
	pub points: ProofBytes,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum Kind {
	#[serde(rename = "membership/v1")]
	Membership,
}

/// A proof of any kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProofFile {
	Membership(MembershipFile),
	Statement(StatementFile),
}

impl ProofFile {
	/// Reads one. Without a kind it is a membership proof of Semaphore's.
	pub fn read(path: &Path) -> Result<Self, ProofError> {
		let malformed = |error: serde_json::Error| ProofError::file(path, error);
		let text = text_of(path)?;
		let json: Value = serde_json::from_str(&text).map_err(malformed)?;
		match json["kind"].as_str() {
			None | Some("membership/v1") => {
				serde_json::from_str(&text).map(Self::Membership).map_err(malformed)
			},
			_ => serde_json::from_str(&text).map(Self::Statement).map_err(malformed),
		}
	}
}

fn text_of(path: &Path) -> Result<String, ProofError> {
	let mut text = String::new();
	File::open(path)
		.and_then(|file| file.take(MAX_BYTES).read_to_string(&mut text))
		.map_err(|error| ProofError::file(path, error))?;
	Ok(text)
}

fn write_points<S: Serializer>(proof: &ProofBytes, serializer: S) -> Result<S::Ok, S::Error> {
	let (coordinates, _) = proof.0.as_chunks::<32>();
	serializer.collect_seq(coordinates.iter().map(number::format_number))
}

fn read_points<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ProofBytes, D::Error> {
	let texts = Vec::<String>::deserialize(deserializer)?;
	let mut proof = [0; PROOF_BYTES];
	let (coordinates, _) = proof.as_chunks_mut::<32>();
	if texts.len() != coordinates.len() {
		return Err(D::Error::custom(format!(
			"a proof has {} coordinates, and these are {}",
			coordinates.len(),
			texts.len()
		)));
	}
	for (coordinate, text) in coordinates.iter_mut().zip(&texts) {
		*coordinate = number::parse_number(text).map_err(D::Error::custom)?;
	}
	Ok(ProofBytes(proof))
}

impl MembershipFile {
	/// A proof for a topic of a group.
	pub fn new(
		genesis: Hash,
		(group, topic): (GroupId, TopicId),
		message: Hash,
		proof: MembershipProof,
	) -> Self {
		Self {
			kind: Some(Kind::Membership),
			genesis: Some(genesis),
			group: Some(group),
			topic: Some(topic),
			merkle_tree_depth: proof.depth,
			merkle_tree_root: proof.root.0,
			nullifier: proof.nullifier.0,
			message: message.0,
			scope: scope::scope(&genesis, group, &topic).0,
			points: proof.proof,
		}
	}

	/// Writes it to a new file.
	pub fn write(&self, path: &Path) -> Result<(), ProofError> {
		written(path, self)
	}

	/// Reads one.
	pub fn read(path: &Path) -> Result<Self, ProofError> {
		serde_json::from_str(&text_of(path)?).map_err(|error| ProofError::file(path, error))
	}

	/// The proof as the chain takes it.
	pub fn proof(&self) -> MembershipProof {
		MembershipProof {
			depth: self.merkle_tree_depth,
			root: jmt_primitives::proofs::Scalar(self.merkle_tree_root),
			nullifier: jmt_primitives::proofs::Scalar(self.nullifier),
			proof: self.points,
		}
	}

	/// Group and topic that it is for: those that it names, or those that are given where it names none. Refuses one for
	/// another chain, group or topic, which its scope tells.
	pub fn place(
		&self,
		genesis: &Hash,
		(group, topic): (Option<GroupId>, Option<TopicId>),
	) -> Result<(GroupId, TopicId), ProofError> {
		if let Some(named) = self.genesis.filter(|named| named != genesis) {
			return Err(ProofError::OtherChain { what: "proof", named, expected: *genesis });
		}
		let group = group.or(self.group).ok_or(ProofError::Unnamed("group"))?;
		let topic = topic.or(self.topic).ok_or(ProofError::Unnamed("topic"))?;
		match scope::scope(genesis, group, &topic).0 == self.scope {
			true => Ok((group, topic)),
			false => Err(ProofError::OtherScope(group)),
		}
	}
}

#[cfg(test)]
pub(super) mod tests {
	use super::*;
	use jmt_primitives::proofs::Scalar;

	const GENESIS: Hash = Hash::repeat_byte(1);
	const TOPIC: TopicId = Hash::repeat_byte(2);

	pub(crate) fn proof() -> MembershipFile {
		let mut points = [0; PROOF_BYTES];
		for (place, byte) in points.iter_mut().enumerate() {
			*byte = (place % 97) as u8;
		}
		let proof = MembershipProof {
			depth: 20,
			root: Scalar::from(5),
			nullifier: Scalar::from(6),
			proof: ProofBytes(points),
		};
		MembershipFile::new(GENESIS, (3, TOPIC), Hash::repeat_byte(0xee), proof)
	}

	#[test]
	fn read_it_reads_what_write_wrote() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("proof.json");
		proof().write(&path).unwrap();
		assert_eq!(MembershipFile::read(&path).unwrap(), proof());
		assert!(matches!(proof().write(&path), Err(ProofError::Exists(_))));
		let json: serde_json::Value =
			serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
		assert_eq!(json["merkleTreeDepth"], 20);
		assert_eq!(json["merkleTreeRoot"], "5");
		assert_eq!(json["nullifier"], "6");
		assert_eq!(json["points"].as_array().map(Vec::len), Some(8));
	}

	#[test]
	fn read_a_proof_of_semaphores_javascript_is_one() {
		let text = include_str!("../../../testing/fixtures/zk/semaphore-20-proof.json");
		let mut json: serde_json::Value = serde_json::from_str(text).unwrap();
		// Computed by the circuit and beside the proof in the vector.
		let inputs = json.as_object_mut().unwrap().remove("inputs").unwrap();
		let file: MembershipFile = serde_json::from_value(json.clone()).unwrap();
		assert_eq!(serde_json::to_value(&file).unwrap(), json);
		let expected = scope::circuit_inputs(
			Scalar(file.merkle_tree_root),
			Scalar(file.nullifier),
			&Hash::from(file.message),
			&Hash::from(file.scope),
		);
		let inputs = inputs
			.as_array()
			.unwrap()
			.iter()
			.map(|input| Scalar(number::parse_number(input.as_str().unwrap()).unwrap()));
		assert_eq!(inputs.collect::<Vec<_>>(), expected);
		// It does not say for which group and topic it is.
		assert!(matches!(file.place(&GENESIS, (None, None)), Err(ProofError::Unnamed("group"))));
	}

	#[test]
	fn place_it_is_named_by_the_file_or_given() {
		let named = proof();
		assert_eq!(named.place(&GENESIS, (None, None)).unwrap(), (3, TOPIC));
		let (group, topic) = (Some(3), Some(TOPIC));
		let plain =
			MembershipFile { kind: None, genesis: None, group: None, topic: None, ..proof() };
		assert_eq!(plain.place(&GENESIS, (group, topic)).unwrap(), (3, TOPIC));
		let refused = plain.place(&GENESIS, (group, None));
		assert!(matches!(refused, Err(ProofError::Unnamed("topic"))));
	}

	mod reject {
		use super::*;

		#[test]
		fn place_another_chain_group_or_topic() {
			let other = Hash::repeat_byte(9);
			let refused = proof().place(&other, (None, None));
			assert!(matches!(refused, Err(ProofError::OtherChain { .. })), "{refused:?}");
			let plain = MembershipFile { genesis: None, ..proof() };
			for (genesis, given) in
				[(other, (None, None)), (GENESIS, (Some(4), None)), (GENESIS, (None, Some(other)))]
			{
				let refused = plain.place(&genesis, given);
				assert!(matches!(refused, Err(ProofError::OtherScope(_))), "{refused:?}");
			}
		}

		#[test]
		fn read_a_damaged_file_is_named() {
			let dir = tempfile::tempdir().unwrap();
			let path = dir.path().join("proof.json");
			let text = serde_json::to_string_pretty(&proof()).unwrap();
			let fewer = {
				let mut json = serde_json::to_value(proof()).unwrap();
				json["points"].as_array_mut().unwrap().pop();
				json.to_string()
			};
			for damaged in [
				text.replace("membership/v1", "membership/v2"),
				text.replace("\"nullifier\": \"6\"", "\"nullifier\": \"6x\""),
				text.replace(
					"\"nullifier\": \"6\"",
					&format!("\"nullifier\": \"{}\"", "9".repeat(78)),
				),
				text.replace("merkleTreeDepth\": 20", "merkleTreeDepth\": 2000"),
				text.replace("merkleTreeRoot", "root"),
				text[..text.len() / 2].to_string(),
				fewer,
			] {
				assert_ne!(damaged, text);
				std::fs::write(&path, &damaged).unwrap();
				let refused = MembershipFile::read(&path);
				assert!(matches!(refused, Err(ProofError::File { .. })), "{damaged}");
			}
		}
	}
}
