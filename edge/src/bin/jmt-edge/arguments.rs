//! Arguments that several commands take.

use crate::failure::Failure;
use jmt_edge::keys::{parse_address, AccountKey, DeviceKey};
use jmt_primitives::{AccountId, DeviceId, Hash};
use std::{path::PathBuf, str::FromStr};

/// The account that signs.
#[derive(clap::Args, Clone, Debug)]
#[group(required = true, multiple = false)]
pub(crate) struct Owner {
	/// Its key file
	#[arg(long, value_name = "PATH")]
	pub(crate) owner_key: Option<PathBuf>,
	/// Its secret URI, such as //Alice; for development only, other users can see it
	#[arg(long, value_name = "URI")]
	pub(crate) suri: Option<String>,
}

impl Owner {
	/// Its key.
	pub(crate) fn key(&self) -> Result<AccountKey, Failure> {
		match (&self.owner_key, &self.suri) {
			(Some(path), _) => Ok(AccountKey::read(path)?),
			(None, Some(uri)) => Ok(AccountKey::from_uri(uri)?),
			(None, None) => Err(Failure::Usage("give --owner-key or --suri".into())),
		}
	}
}

/// A device.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Device {
	/// Its id
	#[arg(value_parser = parse_device, required_unless_present = "device_key")]
	device: Option<DeviceId>,
	/// Its key file, instead of its id
	#[arg(long, value_name = "PATH", conflicts_with = "device")]
	device_key: Option<PathBuf>,
}

impl Device {
	/// Its id.
	pub(crate) fn id(&self) -> Result<DeviceId, Failure> {
		match (self.device, &self.device_key) {
			(Some(device), _) => Ok(device),
			(None, Some(path)) => Ok(DeviceKey::read(path)?.id()),
			(None, None) => Err(Failure::Usage("give a device's id or --device-key".into())),
		}
	}
}

pub(crate) fn parse_hash(text: &str) -> Result<Hash, String> {
	Hash::from_str(text).map_err(|_| "not 32 bytes, 0x and hexadecimal".into())
}

pub(crate) fn parse_device(text: &str) -> Result<DeviceId, String> {
	parse_hash(text).map(DeviceId)
}

pub(crate) fn parse_account(text: &str) -> Result<AccountId, String> {
	parse_address(text).map_err(|error| jmt_edge::error::one_line(&error))
}
