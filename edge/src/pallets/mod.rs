//! The pallets' rooms: each has what the agent reads of its pallet and the calls that it makes to it, all named and
//! laid out by the chain's metadata ([`crate::words`]).

pub mod access;
pub mod balances;
pub mod circulation;
pub mod devices;
pub mod domains;
pub mod identity;
pub mod manifests;
pub mod preimage;
pub mod proof_of_time;
pub mod rotations;
pub mod session;
pub mod staking;
pub mod supply;
pub mod system;
pub mod tasks;
pub mod timestamp;
pub mod units;
pub mod validators;
pub mod zk_verifier;

use crate::{
	chain::{within, At},
	error::Error,
	words::fields_in_their_words,
};
use codec::{Decode, Encode};
use jmt_metadata_json::{all_to_json, translate};
use scale_info::{PortableRegistry, TypeInfo};
use scale_value::{Composite, Value};
use serde_json::Value as Json;
use subxt::{ext::scale_decode::DecodeAsType, tx::DynamicPayload};

/// A call of a pallet. Its fields are the arguments, by their names in the metadata.
pub trait Call: Encode + TypeInfo + Sized + 'static {
	/// The pallet's name.
	const PALLET: &'static str;
	/// The call's.
	const NAME: &'static str;

	/// The arguments in the chain's words.
	fn arguments(&self) -> Result<Composite<()>, Error> {
		fields_in_their_words(self)
	}

	/// The call as subxt takes it.
	fn payload(&self) -> Result<DynamicPayload<Composite<()>>, Error> {
		Ok(subxt::tx::dynamic(Self::PALLET, Self::NAME, self.arguments()?))
	}
}

/// An event of a pallet. Its fields have the names of the metadata's; it may have some of them only.
pub trait Event: Decode + TypeInfo + 'static {
	/// The pallet's name.
	const PALLET: &'static str;
	/// The event's.
	const NAME: &'static str;
}

/// Calls a method of a runtime API, executed by the light client itself. The arguments are a tuple.
async fn ask<T, Arguments>(
	at: &At,
	api: &str,
	method: &str,
	arguments: &Arguments,
) -> Result<T, Error>
where
	T: Decode + TypeInfo + 'static,
	Arguments: Encode + TypeInfo + 'static,
{
	let arguments: Vec<Value> = fields_in_their_words(arguments)?.into_values().collect();
	within("a runtime call", async {
		let named = || format!("{api}.{method}");
		let payload = subxt::dynamic::runtime_api_call::<_, Value>(api, method, arguments);
		let apis = at.runtime_apis();
		let encoded = apis.encode_args(&payload).map_err(|error| Error::reading(named(), error))?;
		let answer = apis
			.call_raw(&apis.encode_name(&payload), Some(&encoded))
			.await
			.map_err(|error| Error::reading(named(), error))?;
		let metadata = at.metadata_ref();
		let output = metadata
			.runtime_api_trait_by_name(api)
			.and_then(|api| api.method_by_name(method))
			.ok_or_else(|| Error::reading(named(), "the chain has no such method"))?
			.output_ty();
		translate(&answer, output, metadata.types()).map_err(|error| {
			Error::reading(format!("{api}.{method} answered what is not known"), error)
		})
	})
	.await
}

/// Reads a storage item with a proof. The parts of its key are a tuple. `None` when nothing is there and there is no
/// default. Of a struct, `T` may have some fields only.
async fn stored<T, Keys>(at: &At, pallet: &str, item: &str, keys: &Keys) -> Result<Option<T>, Error>
where
	T: Decode + TypeInfo + 'static,
	Keys: Encode + TypeInfo + 'static,
{
	let found = found(at, pallet, item, keys).await?;
	let told = found.map(|(bytes, type_id)| {
		translate(&bytes, type_id, at.metadata_ref().types())
			.map_err(|error| Error::reading(format!("{pallet}.{item}"), error))
	});
	told.transpose()
}

/// A storage item as one takes it who decides by it.
enum Known<T> {
	/// It is so.
	Is(T),
	/// It is proven that nothing is stored, and there is no default.
	Absent,
	/// This runtime has no such item, or tells of it in words that are not known here.
	NotUnderstood,
}

/// The same for one who decides by it: an item that is not understood is told from one that could not be read, which is
/// an error.
async fn known<T, Keys>(at: &At, pallet: &str, item: &str, keys: &Keys) -> Result<Known<T>, Error>
where
	T: Decode + TypeInfo + 'static,
	Keys: Encode + TypeInfo + 'static,
{
	let storage = at.metadata_ref().pallet_by_name(pallet).and_then(|pallet| pallet.storage());
	if storage.and_then(|storage| storage.entry_by_name(item)).is_none() {
		return Ok(Known::NotUnderstood);
	}
	let Some((bytes, type_id)) = found(at, pallet, item, keys).await? else {
		return Ok(Known::Absent);
	};
	Ok(understood(&bytes, type_id, at.metadata_ref().types()))
}

/// The bytes of an item that is stored.
fn understood<T>(bytes: &[u8], type_id: u32, types: &PortableRegistry) -> Known<T>
where
	T: Decode + TypeInfo + 'static,
{
	translate(bytes, type_id, types).map_or(Known::NotUnderstood, Known::Is)
}

/// The same, with all that the chain tells, as JSON. `None` also when this runtime has no such item.
async fn stored_json<Keys>(
	at: &At,
	pallet: &str,
	item: &str,
	keys: &Keys,
) -> Result<Option<Json>, Error>
where
	Keys: Encode + TypeInfo + 'static,
{
	let storage = at.metadata_ref().pallet_by_name(pallet).and_then(|pallet| pallet.storage());
	if storage.and_then(|storage| storage.entry_by_name(item)).is_none() {
		return Ok(None);
	}
	let found = found(at, pallet, item, keys).await?;
	let told = found.map(|(bytes, type_id)| {
		all_to_json(&bytes, type_id, at.metadata_ref().types())
			.map_err(|error| Error::reading(format!("{pallet}.{item}"), error))
	});
	told.transpose()
}

/// The bytes of a storage item and their type.
async fn found<Keys>(
	at: &At,
	pallet: &str,
	item: &str,
	keys: &Keys,
) -> Result<Option<(Vec<u8>, u32)>, Error>
where
	Keys: Encode + TypeInfo + 'static,
{
	let keys: Vec<Value> = fields_in_their_words(keys)?.into_values().collect();
	within("a storage read", async {
		let address = subxt::storage::dynamic::<Vec<Value>, Value>(pallet, item);
		let found = at
			.storage()
			.try_fetch(address, keys)
			.await
			.map_err(|error| Error::reading(format!("{pallet}.{item}"), error))?;
		Ok::<_, Error>(found.map(|found| (found.bytes().to_vec(), found.type_id())))
	})
	.await
}

/// A constant of a pallet that is a number.
fn constant<T: DecodeAsType>(at: &At, pallet: &str, name: &str) -> Result<T, Error> {
	let address = subxt::constants::dynamic::<T>(pallet, name);
	at.constants().entry(address).map_err(|error| Error::reading(format!("{pallet}.{name}"), error))
}
