//! `transfer`

use super::on_chain;
use crate::{
	amount::format_jmt,
	chain::Chain,
	cli::{Global, Owner},
	error::Error,
	keys::format_address,
	output::Progress,
	submit::{call, submit_signed, Included},
};
use jmt_primitives::{AccountId, Balance};
use scale_value::Value;
use serde_json::{json, Value as Json};

/// Where a transaction is, as JSON.
pub(super) fn place(included: &Included) -> Json {
	json!({ "number": included.number, "hash": included.hash })
}

/// Where a transaction is, in words.
pub(super) fn place_words(included: &Included) -> String {
	format!("block {}, finalized", included.number)
}

pub(super) async fn run(
	global: &Global,
	to: AccountId,
	amount: Balance,
	owner: &Owner,
) -> Result<(), Error> {
	let key = owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let transfer = call(
			"Balances",
			"transfer_keep_alive",
			[
				("dest", Value::unnamed_variant("Id", [Value::from_bytes(&to)])),
				("value", Value::u128(amount)),
			],
		);
		let progress = Progress::start("preparing the transfer");
		let included = submit_signed(chain, &key, &transfer, &progress).await?;
		drop(progress);
		let json = json!({
			"from": format_address(&key.account()),
			"to": format_address(&to),
			"amount": amount.to_string(),
			"block": place(&included),
			"transaction": included.transaction,
		});
		global.format().emit(json, || {
			format!(
				"sent {} to {} in {}",
				format_jmt(amount),
				format_address(&to),
				place_words(&included)
			)
		})
	})
	.await
}
