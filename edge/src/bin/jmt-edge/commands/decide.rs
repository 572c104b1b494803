//! One call that an account signs: its price, or its fate.

use super::{emit_fee, fee, on_chain, place, place_words, send, Cost};
use crate::{arguments::Signer, failure::Failure, global::Global};
use jmt_edge::{
	chain::Chain,
	keys::{format_address, AccountKey},
	pallets::Call,
	submit::Included,
};
use serde_json::{json, Value};

/// The words of a call that a finalized block has.
pub(super) struct Told {
	/// An object; who signed, the block and the transaction are added.
	pub(super) json: Value,
	/// In words, to which the block is added.
	pub(super) words: String,
}

/// Sends a call of the account that signs, or says what it would cost.
pub(super) async fn decide(
	global: &Global,
	signer: &Signer,
	call: &impl Call,
	told: impl FnOnce(&Included) -> Told,
) -> Result<(), Failure> {
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		decide_on(chain, global, &key, signer.fee, call, told).await
	})
	.await
}

/// The same on a chain that was joined.
pub(super) async fn decide_on(
	chain: &Chain,
	global: &Global,
	key: &AccountKey,
	only_fee: bool,
	call: &impl Call,
	told: impl FnOnce(&Included) -> Told,
) -> Result<(), Failure> {
	if only_fee {
		let fee = fee(chain, key, call).await?;
		return emit_fee(global, &Cost::of(key, fee));
	}
	let included = send(chain, key, call, "preparing the transaction").await?;
	tell(global, key, &included, told(&included))
}

/// Says what became of a call that a finalized block has.
pub(super) fn tell(
	global: &Global,
	key: &AccountKey,
	included: &Included,
	Told { mut json, words }: Told,
) -> Result<(), Failure> {
	json["from"] = format_address(&key.account()).into();
	json["block"] = place(included);
	json["transaction"] = json!(included.transaction);
	global.format().emit(json, || format!("{words} in {}", place_words(included)))
}
