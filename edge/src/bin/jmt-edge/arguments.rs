//! Arguments that several commands take.

use crate::failure::Failure;
use jmt_edge::{
	keys::{parse_address, AccountKey, DeviceKey},
	manifest::public_key,
	proofs::{parse_word, Folder, Word},
	units::MakerKey,
};
use jmt_primitives::{
	units::{KeyNumber, Level, RootId},
	AccountId, DeviceId, DevicePublic, Hash, Moment,
};
use std::{
	path::PathBuf,
	str::FromStr,
	time::{SystemTime, UNIX_EPOCH},
};

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

	/// Its key, where its file was given.
	pub(crate) fn key(&self) -> Result<Option<DeviceKey>, Failure> {
		Ok(self.device_key.as_deref().map(DeviceKey::read).transpose()?)
	}
}

/// A key of a root of trust.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Maker {
	/// The root of trust's number
	#[arg(long, value_name = "ROOT", value_parser = parse_count::<RootId>)]
	root: RootId,
	/// The number of its key, from 0 on
	#[arg(long, value_name = "NUMBER", default_value_t = 0)]
	key_number: KeyNumber,
	/// The key's file, as `device new` makes one
	#[arg(long, value_name = "PATH")]
	maker_key: PathBuf,
}

impl Maker {
	/// With its secret.
	pub(crate) fn key(&self) -> Result<MakerKey, Failure> {
		let Self { root, key_number, maker_key } = self;
		Ok(MakerKey { root: *root, number: *key_number, key: DeviceKey::read(maker_key)? })
	}
}

/// The published files of Semaphore's circuits.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Artefacts {
	/// The folder of what `scripts/setup --proofs` fetches [default: JMT_PROOFS, or jmt/proofs in the user's cache]
	#[arg(long, value_name = "FOLDER")]
	artefacts: Option<PathBuf>,
}

impl Artefacts {
	/// The folder.
	pub(crate) fn folder(&self) -> Result<Folder, Failure> {
		let path = |name: &str| {
			std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
		};
		let cache = || path("XDG_CACHE_HOME").or_else(|| Some(path("HOME")?.join(".cache")));
		let usual = || path("JMT_PROOFS").or_else(|| Some(cache()?.join("jmt/proofs")));
		let folder = self.artefacts.clone().or_else(usual);
		folder
			.map(Folder::new)
			.ok_or_else(|| Failure::Usage("no home folder is known: give --artefacts".into()))
	}
}

/// This machine's time, in ms.
pub(crate) fn machine_time() -> Moment {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	Moment::try_from(now.as_millis()).unwrap_or(Moment::MAX)
}

/// How well a root of trust vouches: 1 or 2.
pub(crate) fn parse_level(text: &str) -> Result<Level, String> {
	match text {
		"1" => Ok(Level::One),
		"2" => Ok(Level::Two),
		_ => Err("the level is 1 or 2".into()),
	}
}

/// A public key of a device or a unit: `ed25519:0x` and hexadecimal, or another type.
pub(crate) fn parse_public(text: &str) -> Result<DevicePublic, String> {
	let (key_type, key) = text.split_once(':').unwrap_or_default();
	public_key(key_type, key)
}

/// A word of 32 bytes: as digits, or a text, whose blake2-256 it is.
pub(crate) fn parse_any_word(text: &str) -> Result<Hash, String> {
	parse_word(text)
}

/// The same, as it was given.
pub(crate) fn parse_given_word(text: &str) -> Result<Word, String> {
	Word::parse(text)
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

/// A time such as `10m` or `90d`, in ms: digits and one unit.
pub(crate) fn parse_span(text: &str) -> Result<Moment, String> {
	let shape = || "not a time such as 90s, 10m, 2h or 30d".to_string();
	let mut characters = text.chars();
	let unit: Moment = match characters.next_back() {
		Some('s') => 1000,
		Some('m') => 60_000,
		Some('h') => 3_600_000,
		Some('d') => 86_400_000,
		_ => return Err(shape()),
	};
	let number = parse_count::<Moment>(characters.as_str()).map_err(|_| shape())?;
	number.checked_mul(unit).ok_or_else(|| "too large".into())
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
	fn parse_span_it_takes_digits_and_one_unit() {
		for (text, ms) in [("90s", 90_000), ("10m", 600_000), ("2h", 7_200_000), ("1d", 86_400_000)]
		{
			assert_eq!(parse_span(text), Ok(ms));
		}
		for text in ["", "d", "0d", "5", "-5d", "1.5h", "5w", "99999999999999999999d"] {
			assert!(parse_span(text).is_err(), "{text}");
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
