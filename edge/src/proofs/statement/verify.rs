//! A verifier checks a statement by the chain's code, executed by the light client.

use super::StatementFile;
use crate::{
	chain::At,
	pallets::zk_verifier,
	proofs::{CheckError, ProofError},
};
use jmt_primitives::{
	proofs::{AnchorInfo, Refused, SetUp},
	Hash,
};

/// The state that a valid statement stands on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
	pub anchor: AnchorInfo,
	/// How the secrets of its key were made.
	pub set_up: SetUp,
}

/// Checks a statement.
pub async fn verify_statement(
	at: &At,
	genesis: &Hash,
	file: &StatementFile,
) -> Result<Standing, CheckError> {
	let StatementFile { genesis: named, statement, proof } = file;
	if named != genesis {
		let (named, expected) = (*named, *genesis);
		return Err(ProofError::OtherChain { what: "statement", named, expected }.into());
	}
	let checked = zk_verifier::check_statement(at, statement.clone(), *proof).await?;
	checked.map_err(ProofError::Refused)?;
	let (account, label) = statement.anchor();
	let anchor = zk_verifier::anchor(at, account.clone(), *label).await?;
	let anchor = anchor.ok_or(ProofError::Refused(Refused::NoAnchor))?;
	let key = zk_verifier::key(at, *statement.key()).await?;
	let set_up = key.ok_or(ProofError::Refused(Refused::UnknownKey))?.set_up;
	Ok(Standing { anchor, set_up })
}
