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

/// The account that signs, and whether it only asks for the price.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Signer {
	#[command(flatten)]
	pub(crate) owner: Owner,
	/// Say what it would cost, and send nothing
	#[arg(long)]
	pub(crate) fee: bool,
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
	let hexadecimal = |digits: &&str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
	text.strip_prefix("0x")
		.filter(hexadecimal)
		.and_then(|digits| Hash::from_str(digits).ok())
		.ok_or_else(|| "not 32 bytes, 0x and 64 hexadecimal digits".into())
}

/// A number above zero, in digits alone: no sign, no space.
pub(crate) fn parse_count<T: FromStr + Default + PartialEq>(text: &str) -> Result<T, String> {
	if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
		return Err("not a number in digits".into());
	}
	match text.parse() {
		Ok(number) if number == T::default() => Err("zero leaves nothing to do".into()),
		Ok(number) => Ok(number),
		Err(_) => Err("too large".into()),
	}
}

/// The address of a peer, as the light client can reach it.
pub(crate) fn parse_boot_node(text: &str) -> Result<String, String> {
	jmt_light::check_boot_node(text).map(|()| text.to_string())
}

pub(crate) fn parse_device(text: &str) -> Result<DeviceId, String> {
	parse_hash(text).map(DeviceId)
}

pub(crate) fn parse_account(text: &str) -> Result<AccountId, String> {
	parse_address(text).map_err(|error| jmt_edge::error::one_line(&error))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn parse_count_zero_and_signs_are_refused() {
		assert_eq!(parse_count::<u64>("60"), Ok(60));
		for text in
			["", "0", "00", "+5", "-5", " 5", "5s", "1_0", "\u{ff15}", "99999999999999999999"]
		{
			assert!(parse_count::<u64>(text).is_err(), "{text}");
		}
	}

	#[test]
	fn parse_hash_it_takes_no_other_form_than_it_says() {
		let digits = "ab".repeat(32);
		assert_eq!(parse_hash(&format!("0x{digits}")), Ok(Hash::repeat_byte(0xab)));
		for text in [digits.clone(), format!("0x0x{digits}"), format!("0x{digits}0"), "0x".into()] {
			assert!(parse_hash(&text).is_err(), "{text}");
		}
	}
}
