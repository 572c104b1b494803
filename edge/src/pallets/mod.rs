//! The pallets' rooms: each has what the agent reads of its pallet and the calls that it makes to it, all named and
//! laid out by the chain's metadata ([`crate::words`]).

pub mod balances;
pub mod circulation;
pub mod devices;
pub mod proof_of_time;
pub mod supply;
pub mod system;
pub mod timestamp;

use crate::{
	chain::{within, At},
	error::Error,
	words::{fields_in_their_words, in_our_words},
};
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use scale_value::{Composite, Value};
use subxt::tx::DynamicPayload;

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
		let payload = subxt::dynamic::runtime_api_call::<_, Value>(api, method, arguments);
		let answer = at
			.runtime_apis()
			.call(payload)
			.await
			.map_err(|error| Error::reading(format!("{api}.{method}"), error))?;
		in_our_words(&answer).map_err(|error| {
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
	let keys: Vec<Value> = fields_in_their_words(keys)?.into_values().collect();
	within("a storage read", async {
		let named = || format!("{pallet}.{item}");
		let address = subxt::storage::dynamic::<Vec<Value>, Value>(pallet, item);
		let found = at
			.storage()
			.try_fetch(address, keys)
			.await
			.map_err(|error| Error::reading(named(), error))?;
		let Some(found) = found else { return Ok(None) };
		let value = found.decode().map_err(|error| Error::reading(named(), error))?;
		in_our_words(&value).map(Some).map_err(|error| Error::reading(named(), error))
	})
	.await
}

/// A constant of a pallet that is a number.
fn constant(at: &At, pallet: &str, name: &str) -> Result<u32, Error> {
	let address = subxt::constants::dynamic::<u32>(pallet, name);
	at.constants().entry(address).map_err(|error| Error::reading(format!("{pallet}.{name}"), error))
}
