//! `read`

use super::{block, on_chain};
use crate::{arguments::parse_count, failure::Failure, global::Global};
use futures::StreamExt;
use jmt_edge::{
	chain::{within, Chain},
	error::one_line,
	names::meant,
	value::parse_key,
	Error,
};
use jmt_metadata_json::all_to_json;
use scale_value::Value;
use serde_json::{json, Value as Json};
use subxt::Metadata;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The pallet, in any case: ProofOfTime or proof_of_time
	pallet: String,
	/// The item
	item: String,
	/// Parts of the key: 0x.., an address, a number, a word; a map without a key lists its entries
	key: Vec<String>,
	/// Entries to list at most
	#[arg(long, value_name = "NUMBER", default_value_t = 100, value_parser = parse_count::<usize>)]
	limit: usize,
}

/// The names of the pallet and of the item that are meant.
fn names(metadata: &Metadata, pallet: &str, item: &str) -> Result<(String, String), String> {
	let pallets = metadata.pallets().map(|pallet| pallet.name()).collect::<Vec<_>>();
	let pallet = meant("pallet", pallet, pallets.into_iter())?;
	let items = metadata
		.pallet_by_name(pallet)
		.and_then(|pallet| pallet.storage())
		.map_or(&[][..], |storage| storage.entries());
	let item = meant(&format!("item in {pallet}"), item, items.iter().map(|item| item.name()))?;
	Ok((pallet.into(), item.into()))
}

/// Reads a storage item, or lists the entries of a map.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { pallet, item, key, limit } = args;
	let keys = key
		.iter()
		.map(|part| parse_key(part))
		.collect::<Result<Vec<_>, _>>()
		.map_err(Failure::Usage)?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let metadata = at.metadata_ref();
		let (pallet, item) = names(metadata, &pallet, &item).map_err(Failure::Usage)?;
		let address = subxt::storage::dynamic::<Vec<Value>, Value>(&pallet, &item);
		let entry = at
			.storage()
			.entry(address)
			.map_err(|error| Failure::Usage(format!("{pallet}.{item}: {}", one_line(&error))))?;
		let types = metadata.types();
		let described = metadata
			.pallet_by_name(&pallet)
			.and_then(|pallet| pallet.storage()?.entry_by_name(&item));
		let key_types: Vec<u32> =
			described.into_iter().flat_map(|item| item.keys()).map(|key| key.key_id).collect();
		let value = match entry.fetch_key(keys.clone()) {
			Ok(_) => {
				within("reading the item", async {
					let Some(found) = entry.try_fetch(keys).await.map_err(Error::chain)? else {
						return Ok(Json::Null);
					};
					all_to_json(found.bytes(), found.type_id(), types).map_err(Error::chain)
				})
				.await?
			},
			Err(_) if keys.is_empty() || entry.iter_key(keys.clone()).is_ok() => {
				within("listing the entries", async {
					let mut entries = entry.iter(keys).await.map_err(Error::chain)?.take(limit);
					let mut listed = Vec::new();
					while let Some(found) = entries.next().await {
						let found = found.map_err(Error::chain)?;
						let key = found.key().map_err(Error::chain)?;
						let parts = key
							.parts()
							.zip(&key_types)
							.map(|(part, type_id)| all_to_json(part.value_bytes(), *type_id, types))
							.collect::<Result<Vec<_>, _>>();
						let parts = match parts {
							Ok(parts) => parts,
							// Some hashers do not let the key be read back.
							Err(_) => vec![json!(format!("0x{}", hex::encode(found.key_bytes())))],
						};
						let value = found.value();
						let value = all_to_json(value.bytes(), value.type_id(), types)
							.map_err(Error::chain)?;
						listed.push(json!({ "key": parts, "value": value }));
					}
					Ok::<_, Error>(Json::Array(listed))
				})
				.await?
			},
			Err(error) => {
				return Err(Failure::Usage(format!("{pallet}.{item}: {}", one_line(&error))))
			},
		};
		let json = json!({
			"pallet": pallet,
			"item": item,
			"block": block(&at),
			"value": value,
		});
		global.format().emit(json, || match &value {
			Json::Null => "nothing there".into(),
			value => serde_json::to_string_pretty(value).unwrap_or_default(),
		})
	})
	.await
}
