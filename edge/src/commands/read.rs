//! `read`

use super::on_chain;
use crate::{
	chain::{within, Chain},
	cli::Global,
	error::Error,
	value::{parse_key, to_json},
};
use futures::StreamExt;
use scale_value::Value;
use serde_json::json;

pub(super) async fn run(
	global: &Global,
	pallet: &str,
	item: &str,
	key: &[String],
	limit: usize,
) -> Result<(), Error> {
	let keys = key
		.iter()
		.map(|part| parse_key(part))
		.collect::<Result<Vec<_>, _>>()
		.map_err(Error::Usage)?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let address = subxt::storage::dynamic::<Vec<Value>, Value>(pallet, item);
		let entry = at
			.storage()
			.entry(address)
			.map_err(|error| Error::Usage(format!("{pallet}.{item}: {error}")))?;
		let value = match entry.fetch_key(keys.clone()) {
			Ok(_) => {
				within("reading the item", async {
					let found = entry.try_fetch(keys).await.map_err(Error::chain)?;
					let value =
						found.map(|value| value.decode()).transpose().map_err(Error::chain)?;
					Ok::<_, Error>(value.as_ref().map_or(serde_json::Value::Null, to_json))
				})
				.await?
			},
			Err(_) if keys.is_empty() || entry.iter_key(keys.clone()).is_ok() => {
				within("listing the entries", async {
					let mut entries = entry.iter(keys).await.map_err(Error::chain)?.take(limit);
					let mut listed = Vec::new();
					while let Some(found) = entries.next().await {
						let found = found.map_err(Error::chain)?;
						let parts = found.key().and_then(|key| key.decode());
						let parts = match parts {
							Ok(parts) => parts.iter().map(to_json).collect(),
							// Some hashers do not let the key be read back.
							Err(_) => vec![json!(format!("0x{}", hex::encode(found.key_bytes())))],
						};
						let value = found.value().decode().map_err(Error::chain)?;
						listed.push(json!({ "key": parts, "value": to_json(&value) }));
					}
					Ok::<_, Error>(serde_json::Value::Array(listed))
				})
				.await?
			},
			Err(error) => return Err(Error::Usage(format!("{pallet}.{item}: {error}"))),
		};
		let json = json!({
			"pallet": pallet,
			"item": item,
			"block": { "number": at.block_number(), "hash": at.block_hash() },
			"value": value,
		});
		global.format().emit(json, || match &value {
			serde_json::Value::Null => "nothing there".into(),
			value => serde_json::to_string_pretty(value).unwrap_or_default(),
		})
	})
	.await
}
