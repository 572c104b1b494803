//! A verifier checks a statement by the chain's code, executed by the light client.

use super::StatementFile;
use crate::{
	chain::At,
	pallets::zk_verifier,
	proofs::{CheckError, ProofError},
};
use jmt_primitives::{
	proofs::{AnchorInfo, KeyId, Refused, SetUp, Statement},
	AccountId, Hash,
};
use jmt_zk_prover::Circuit;

/// The state that a valid statement stands on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
	pub anchor: AnchorInfo,
	/// The account that registered its key; none for a key of the genesis.
	pub key_owner: Option<AccountId>,
	/// How the secrets of its key were made, in the owner's words.
	pub set_up: SetUp,
}

/// The keys by which a reader takes statements.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Trust {
	/// A key that the reader names. Without one it is that of our circuit of the statement's kind: the chain takes any
	/// account's key for any circuit, and its statement says what it likes.
	pub key: Option<KeyId>,
	/// Whether a key for development is taken, by which anybody forges.
	pub development: bool,
}

/// The key of our circuit of a statement's kind.
fn own_key(statement: &Statement) -> KeyId {
	let circuit = match statement {
		Statement::Place(_) => Circuit::Place,
		Statement::Statistics(_) => Circuit::Statistics,
	};
	circuit.development_id().into()
}

impl Trust {
	/// Refuses a statement by a key that the reader does not trust.
	fn check(&self, statement: &Statement) -> Result<(), ProofError> {
		let found = *statement.key();
		match self.key {
			Some(named) if found == named => Ok(()),
			Some(named) => Err(ProofError::NotNamed { found, named }),
			None if found == own_key(statement) => Ok(()),
			None => Err(ProofError::OtherKey(found)),
		}
	}

	/// Refuses a set-up whose secrets are known, unless the reader takes it. Ours have no other set-up, whatever the chain
	/// says of them.
	fn check_set_up(&self, statement: &Statement, set_up: SetUp) -> Result<SetUp, ProofError> {
		let found = *statement.key();
		let own = [Circuit::Place, Circuit::Statistics]
			.iter()
			.any(|circuit| found == KeyId::from(circuit.development_id()));
		match own || set_up == SetUp::Development {
			true if !self.development => Err(ProofError::Development(found)),
			true => Ok(SetUp::Development),
			false => Ok(set_up),
		}
	}
}

/// Checks a statement.
pub async fn verify_statement(
	at: &At,
	genesis: &Hash,
	file: &StatementFile,
	trust: &Trust,
) -> Result<Standing, CheckError> {
	let StatementFile { genesis: named, statement, proof } = file;
	if named != genesis {
		let (named, expected) = (*named, *genesis);
		return Err(ProofError::OtherChain { what: "statement", named, expected }.into());
	}
	trust.check(statement)?;
	let checked = zk_verifier::check_statement(at, statement.clone(), *proof).await?;
	checked.map_err(ProofError::Refused)?;
	let (account, label) = statement.anchor();
	let anchor = zk_verifier::anchor(at, account.clone(), *label).await?;
	let anchor = anchor.ok_or(ProofError::Refused(Refused::NoAnchor))?;
	let key = zk_verifier::key(at, *statement.key()).await?;
	let key = key.ok_or(ProofError::Refused(Refused::UnknownKey))?;
	let set_up = trust.check_set_up(statement, key.set_up)?;
	Ok(Standing { anchor, key_owner: key.owner, set_up })
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::proofs::{Place, Scalar, Statistics};
	use sp_crypto_hashing::blake2_256;

	const CEREMONY: SetUp = SetUp::Ceremony { transcript: Hash::repeat_byte(5) };

	fn statistics(key: KeyId) -> Statement {
		let (account, label) = (AccountId::new([1; 32]), Hash::zero());
		let (count, sum, least, greatest) = (1, 2, 2, 2);
		Statement::Statistics(Statistics { key, account, label, count, sum, least, greatest })
	}

	fn place(key: KeyId) -> Statement {
		Statement::Place(Place {
			key,
			account: AccountId::new([1; 32]),
			label: Hash::zero(),
			alias: Scalar::from(7),
			message: Hash::zero(),
			scope: Hash::zero(),
			region: Default::default(),
			first: 1,
			last: 2,
		})
	}

	#[test]
	fn own_key_it_is_that_of_networks_for_development() {
		let [of_place, of_statistics] = [
			&include_bytes!("../../../../chain-specs/place-development.key")[..],
			include_bytes!("../../../../chain-specs/statistics-development.key"),
		]
		.map(|bytes| Hash::from(blake2_256(&[&b"jmt/zk/key/v1"[..], bytes].concat())));
		assert_eq!(own_key(&place(Hash::zero())), of_place);
		assert_eq!(own_key(&statistics(Hash::zero())), of_statistics);
	}

	#[test]
	fn check_a_key_of_another_account_is_taken_by_its_name_alone() {
		let (other, own) = (Hash::repeat_byte(9), own_key(&statistics(Hash::zero())));
		let (none, named) = (Trust::default(), Trust { key: Some(other), development: false });
		assert!(none.check(&statistics(own)).is_ok());
		assert!(
			matches!(none.check(&statistics(other)), Err(ProofError::OtherKey(key)) if key == other)
		);
		// Our key of the other circuit is another key.
		assert!(matches!(none.check(&place(own)), Err(ProofError::OtherKey(_))));
		assert!(named.check(&statistics(other)).is_ok());
		assert!(matches!(named.check(&statistics(own)), Err(ProofError::NotNamed { .. })));
	}

	#[test]
	fn check_set_up_a_key_for_development_is_taken_by_a_flag_alone() {
		let (other, own) = (Hash::repeat_byte(9), own_key(&statistics(Hash::zero())));
		let (without, with) = (Trust::default(), Trust { key: None, development: true });
		for (key, set_up) in
			[(own, SetUp::Development), (own, CEREMONY), (other, SetUp::Development)]
		{
			let statement = statistics(key);
			let refused = without.check_set_up(&statement, set_up);
			assert!(matches!(refused, Err(ProofError::Development(found)) if found == key));
			assert!(matches!(with.check_set_up(&statement, set_up), Ok(SetUp::Development)));
		}
		for trust in [without, with] {
			assert_eq!(trust.check_set_up(&statistics(other), CEREMONY).unwrap(), CEREMONY);
		}
	}
}
