//! `device did`

use crate::{
	arguments::parse_device, commands::on_chain, failure::Failure, global::Global, output::Format,
};
use jmt_edge::{chain::Chain, keys::DeviceKey, pallets::identity, Error};
use jmt_primitives::{
	did::{Did, Document, PREFIX},
	DeviceId, Hash,
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// Its id, or its DID
	#[arg(value_parser = parse_named, required_unless_present = "device_key")]
	device: Option<Named>,
	/// Its key file, instead of its id
	#[arg(long, value_name = "PATH", conflicts_with = "device")]
	device_key: Option<PathBuf>,
}

/// A device by one of its names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Named {
	Id(DeviceId),
	Did(Did),
}

impl Named {
	fn on_chain(self, genesis: &Hash) -> Result<DeviceId, Failure> {
		match self {
			Self::Id(device) => Ok(device),
			Self::Did(did) => {
				did.on_chain(genesis).map_err(|error| Failure::Usage(error.to_string()))
			},
		}
	}
}

fn parse_named(text: &str) -> Result<Named, String> {
	match text.starts_with(PREFIX) {
		true => text.parse().map(Named::Did).map_err(|error| format!("{error}")),
		false => parse_device(text).map(Named::Id),
	}
}

/// Prints the document of a device's DID, made of what the chain says with its proof.
pub(super) async fn run(global: &Global, Args { device, device_key }: Args) -> Result<(), Failure> {
	let named = match (device, &device_key) {
		(Some(named), _) => named,
		(None, Some(path)) => Named::Id(DeviceKey::read(path)?.id()),
		(None, None) => return Err(Failure::Usage("give a device's id or --device-key".into())),
	};
	let device = named.on_chain(&global.genesis()?)?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let Some(record) = identity::did_record(&at, device).await? else {
			return Err(Error::chain(format!("device {:?} is not registered", device.0)).into());
		};
		let document = Document::new(&chain.genesis(), &record);
		let shown = match global.format() {
			Format::Json => None,
			Format::Text => Some(serde_json::to_string_pretty(&document).map_err(Error::chain)?),
		};
		global.format().emit(json!(document), || shown.unwrap_or_default())
	})
	.await
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn on_chain_a_did_of_another_chain_is_refused() {
		let (genesis, device) = (Hash::repeat_byte(1), DeviceId(Hash::repeat_byte(7)));
		let did = Did::new(&genesis, device);
		let named = parse_named(&did.to_string()).unwrap();
		assert_eq!(named, Named::Did(did));
		assert_eq!(named.on_chain(&genesis).unwrap(), device);
		let refused = named.on_chain(&Hash::repeat_byte(2)).unwrap_err();
		assert_eq!(refused.exit_code(), 2);
		assert_eq!(parse_named(&format!("{:?}", device.0)), Ok(Named::Id(device)));
	}
}
