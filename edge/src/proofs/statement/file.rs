//! A statement with its proof as JSON, as it travels.

use crate::{
	keys::{format_address, parse_address},
	proofs::{number, written, ProofError},
};
use jmt_primitives::{
	cell::Region,
	proofs::{KeyId, Place, ProofBytes, Scalar, Statement, Statistics, PROOF_BYTES},
	AccountId, Hash,
};
use serde::{de::Error as _, Deserialize, Deserializer, Serialize, Serializer};
use std::path::Path;

/// A statement, its proof, and the chain with the anchor that it stands on.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Layout", into = "Layout")]
pub struct StatementFile {
	/// Hash of the chain's first block.
	pub genesis: Hash,
	pub statement: Statement,
	pub proof: ProofBytes,
}

/// Its layout.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", deny_unknown_fields)]
enum Layout {
	#[serde(rename = "place/v1", rename_all = "camelCase")]
	Place {
		genesis: Hash,
		key: KeyId,
		#[serde(with = "address")]
		account: AccountId,
		label: Hash,
		#[serde(with = "number::decimal")]
		alias: [u8; 32],
		message: Hash,
		scope: Hash,
		region: Region,
		first: u32,
		last: u32,
		#[serde(serialize_with = "write_proof", deserialize_with = "read_proof")]
		proof: ProofBytes,
	},
	#[serde(rename = "statistics/v1", rename_all = "camelCase")]
	Statistics {
		genesis: Hash,
		key: KeyId,
		#[serde(with = "address")]
		account: AccountId,
		label: Hash,
		count: u32,
		sum: u64,
		least: u32,
		greatest: u32,
		#[serde(serialize_with = "write_proof", deserialize_with = "read_proof")]
		proof: ProofBytes,
	},
}

fn write_proof<S: Serializer>(proof: &ProofBytes, serializer: S) -> Result<S::Ok, S::Error> {
	crate::hexadecimal::bytes::serialize(&proof.0, serializer)
}

fn read_proof<'de, D: Deserializer<'de>>(deserializer: D) -> Result<ProofBytes, D::Error> {
	let bytes = crate::hexadecimal::bytes::deserialize(deserializer)?;
	let wrong = |_| D::Error::custom(format!("a proof has {PROOF_BYTES} bytes"));
	Ok(ProofBytes(bytes.try_into().map_err(wrong)?))
}

/// An account by its address.
mod address {
	use super::*;

	pub(super) fn serialize<S: Serializer>(
		account: &AccountId,
		serializer: S,
	) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&format_address(account))
	}

	pub(super) fn deserialize<'de, D: Deserializer<'de>>(
		deserializer: D,
	) -> Result<AccountId, D::Error> {
		let text = String::deserialize(deserializer)?;
		parse_address(&text).map_err(D::Error::custom)
	}
}

impl From<StatementFile> for Layout {
	fn from(StatementFile { genesis, statement, proof }: StatementFile) -> Self {
		match statement {
			Statement::Place(Place {
				key,
				account,
				label,
				alias,
				message,
				scope,
				region,
				first,
				last,
			}) => Self::Place {
				genesis,
				key,
				account,
				label,
				alias: alias.0,
				message,
				scope,
				region,
				first,
				last,
				proof,
			},
			Statement::Statistics(Statistics {
				key,
				account,
				label,
				count,
				sum,
				least,
				greatest,
			}) => Self::Statistics {
				genesis,
				key,
				account,
				label,
				count,
				sum,
				least,
				greatest,
				proof,
			},
		}
	}
}

impl From<Layout> for StatementFile {
	fn from(layout: Layout) -> Self {
		match layout {
			Layout::Place {
				genesis,
				key,
				account,
				label,
				alias,
				message,
				scope,
				region,
				first,
				last,
				proof,
			} => {
				let alias = Scalar(alias);
				let place =
					Place { key, account, label, alias, message, scope, region, first, last };
				Self { genesis, statement: Statement::Place(place), proof }
			},
			Layout::Statistics {
				genesis,
				key,
				account,
				label,
				count,
				sum,
				least,
				greatest,
				proof,
			} => {
				let statistics = Statistics { key, account, label, count, sum, least, greatest };
				Self { genesis, statement: Statement::Statistics(statistics), proof }
			},
		}
	}
}

impl StatementFile {
	/// Writes it to a new file.
	pub fn write(&self, path: &Path) -> Result<(), ProofError> {
		written(path, self)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{from_value, to_value};

	fn files() -> [StatementFile; 2] {
		let (key, account, label) =
			(Hash::repeat_byte(1), AccountId::new([2; 32]), Hash::repeat_byte(3));
		let place = Place {
			key,
			account: account.clone(),
			label,
			alias: Scalar::from(4),
			message: Hash::repeat_byte(5),
			scope: Hash::repeat_byte(6),
			region: "8a2a1072b59ffff".parse().unwrap(),
			first: 7,
			last: u32::MAX,
		};
		let statistics = Statistics {
			key,
			account,
			label,
			count: 64,
			sum: 64 * u64::from(u32::MAX),
			least: 0,
			greatest: u32::MAX,
		};
		[Statement::Place(place), Statement::Statistics(statistics)].map(|statement| {
			StatementFile {
				genesis: Hash::repeat_byte(9),
				statement,
				proof: ProofBytes([8; PROOF_BYTES]),
			}
		})
	}

	#[test]
	fn serialize_it_is_read_back() {
		for (file, kind) in files().into_iter().zip(["place/v1", "statistics/v1"]) {
			let json = to_value(&file).unwrap();
			assert_eq!(json["kind"], kind);
			assert_eq!(from_value::<StatementFile>(json).unwrap(), file);
		}
	}

	#[test]
	fn deserialize_it_refuses_what_is_damaged() {
		for file in files() {
			let good = to_value(&file).unwrap();
			for (field, value) in [
				("kind", "other/v1".into()),
				("genesis", "0x12".into()),
				("account", "Alice".into()),
				("proof", "0x1234".into()),
				("another", 1.into()),
			] {
				let mut json = good.clone();
				json[field] = value;
				assert!(from_value::<StatementFile>(json).is_err(), "{field}");
			}
			let mut json = good.clone();
			json.as_object_mut().unwrap().remove("label");
			assert!(from_value::<StatementFile>(json).is_err());
		}
	}
}
