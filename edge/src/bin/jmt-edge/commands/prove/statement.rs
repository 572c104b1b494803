//! Proofs of statements about an anchor: what they share.

use super::{memory_words, seconds};
use crate::{
	arguments::{parse_account, parse_any_word},
	failure::Failure,
	global::Global,
	spinner::Spinner,
};
use jmt_edge::{
	keys::format_address,
	progress::Step,
	proofs::{format_number, peak_memory, ProofError, Proven},
};
use jmt_primitives::{AccountId, Hash};
use serde_json::{json, Value};
use std::path::{Path, PathBuf};

/// The anchor that a statement stands on, and the file for its proof.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Stated {
	/// The account that anchors the root
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	account: AccountId,
	/// The anchor's label: 0x and 64 digits, or a text, whose blake2-256 it is
	#[arg(long, value_name = "TEXT", value_parser = parse_any_word)]
	label: Hash,
	/// The new file; nothing is overwritten
	#[arg(long, value_name = "PATH")]
	out: PathBuf,
}

impl Stated {
	/// Proves, writes the file and says the root that has to be anchored.
	pub(super) async fn prove(
		&self,
		global: &Global,
		prove: impl FnOnce(Hash, (AccountId, Hash)) -> Result<Proven, ProofError> + Send + 'static,
	) -> Result<(), Failure> {
		let genesis = global.genesis()?;
		if self.out.symlink_metadata().is_ok() {
			return Err(ProofError::Exists(self.out.clone()).into());
		}
		let anchor = (self.account.clone(), self.label);
		let spinner = Spinner::start("proving");
		spinner.show(Step::Proving);
		let proven = tokio::task::spawn_blocking(move || prove(genesis, anchor));
		let proven = proven.await.map_err(|error| ProofError::NotMade(error.into()))??;
		drop(spinner);
		proven.file.write(&self.out)?;
		self.emit(global, &proven, &self.out)
	}

	fn emit(&self, global: &Global, proven: &Proven, out: &Path) -> Result<(), Failure> {
		let (memory, root) = (peak_memory(), format_number(&proven.root.0));
		let statement = serde_json::to_value(&proven.file).unwrap_or(Value::Null);
		let json = json!({
			"statement": statement,
			"root": root,
			"account": format_address(&self.account),
			"label": self.label,
			"setUpMs": u64::try_from(proven.set_up.as_millis()).ok(),
			"provingMs": u64::try_from(proven.proving.as_millis()).ok(),
			"peakMemory": memory,
			"file": out.display().to_string(),
		});
		global.format().emit(json, || {
			format!(
				"proved in {}, the key for development set up in {}, with {} at most; proof in {}\n\
				 it stands on root {root}, anchored by {} under {:?}",
				seconds(proven.proving),
				seconds(proven.set_up),
				memory_words(memory),
				out.display(),
				format_address(&self.account),
				self.label,
			)
		})
	}
}
