//! Sizes, fuel, arguments and names as people write them.

use crate::{arguments::parse_count, failure::Failure};
use jmt_edge::keys::parse_address;
use jmt_primitives::{
	tasks::{Audience, TaskId, MAX_ARGUMENT_BYTES, MAX_NAMED},
	AccountId, DeviceId,
};
use sp_core::{bounded::BoundedVec, ConstU32};

/// The number of a task.
#[derive(clap::Args, Clone, Copy, Debug)]
pub(crate) struct Numbered {
	/// The task's number
	#[arg(value_parser = parse_count::<TaskId>)]
	pub(super) task: TaskId,
}

/// An owner or a device that a task is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Name {
	Owner(AccountId),
	Device(DeviceId),
}

/// A device by its id, or an owner by its address.
pub(crate) fn parse_name(text: &str) -> Result<Name, String> {
	match text.starts_with("0x") {
		true => crate::arguments::parse_device(text).map(Name::Device),
		false => parse_address(text)
			.map(Name::Owner)
			.map_err(|_| "neither a device's id, 0x and 64 digits, nor an owner's address".into()),
	}
}

/// Those whom a task is for: anyone where no name is given.
pub(crate) fn audience(names: &[Name]) -> Result<Audience, Failure> {
	let mut owners = Vec::new();
	let mut devices = Vec::new();
	for name in names {
		match name {
			Name::Owner(owner) => owners.push(owner.clone()),
			Name::Device(device) => devices.push(*device),
		}
	}
	let too_many = || Failure::Usage(format!("--for names {MAX_NAMED} at most"));
	match (owners.is_empty(), devices.is_empty()) {
		(true, true) => Ok(Audience::Anyone),
		(false, true) => Ok(Audience::Owners(owners.try_into().map_err(|_| too_many())?)),
		(true, false) => Ok(Audience::Devices(devices.try_into().map_err(|_| too_many())?)),
		(false, false) => Err(Failure::Usage("--for names owners or devices, not both".into())),
	}
}

/// A number of bytes: digits, or with KiB, MiB or GiB.
pub(crate) fn parse_size(text: &str) -> Result<u64, String> {
	let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
	let unit = units.iter().find_map(|(name, unit)| Some((text.strip_suffix(name)?, *unit)));
	let (number, unit) = unit.unwrap_or((text, 1));
	let number = parse_count::<u64>(number.trim_end())
		.map_err(|error| format!("{error}: a size is such as 4096, 16KiB or 64MiB"))?;
	number.checked_mul(unit).ok_or_else(|| "too large".into())
}

/// An amount of fuel: digits, or with an exponent, such as `2e9`.
pub(crate) fn parse_fuel(text: &str) -> Result<u64, String> {
	let (number, exponent) = text.split_once('e').unwrap_or((text, "0"));
	let wrong = || "fuel is such as 500000 or 2e9".to_string();
	let number = parse_count::<u64>(number).map_err(|_| wrong())?;
	let digits = !exponent.is_empty() && exponent.bytes().all(|byte| byte.is_ascii_digit());
	let exponent = exponent.parse::<u32>().ok().filter(|_| digits).ok_or_else(wrong)?;
	let factor = 10_u64.checked_pow(exponent);
	factor.and_then(|factor| number.checked_mul(factor)).ok_or_else(|| "too large".into())
}

/// Arguments as a program has them: each with a zero byte at its end.
pub(crate) fn arguments_of(
	arguments: &[String],
) -> Result<BoundedVec<u8, ConstU32<MAX_ARGUMENT_BYTES>>, Failure> {
	let mut bytes = Vec::new();
	for argument in arguments {
		if argument.contains('\0') {
			return Err(Failure::Usage("an argument has a zero byte in it".into()));
		}
		bytes.extend_from_slice(argument.as_bytes());
		bytes.push(0);
	}
	bytes.try_into().map_err(|_| {
		Failure::Usage(format!(
			"all arguments, each with a byte at its end, take {MAX_ARGUMENT_BYTES} bytes at most"
		))
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_edge::keys::format_address;
	use jmt_primitives::Hash;

	#[test]
	fn parse_size_it_takes_digits_and_binary_units() {
		for (text, bytes) in
			[("4096", 4_096), ("16KiB", 16_384), ("64MiB", 64 << 20), ("1GiB", 1 << 30)]
		{
			assert_eq!(parse_size(text), Ok(bytes), "{text}");
		}
		for text in ["", "0", "64MB", "64M", "-1", "1.5KiB", "99999999999999GiB", "KiB"] {
			assert!(parse_size(text).is_err(), "{text}");
		}
	}

	#[test]
	fn parse_fuel_it_takes_digits_with_an_exponent() {
		for (text, fuel) in [("500000", 500_000), ("2e9", 2_000_000_000), ("15e0", 15)] {
			assert_eq!(parse_fuel(text), Ok(fuel), "{text}");
		}
		for text in ["", "0", "e9", "2e", "2e+9", "2e-1", "1.5e9", "2e20", "2e99"] {
			assert!(parse_fuel(text).is_err(), "{text}");
		}
	}

	#[test]
	fn arguments_of_each_ends_with_a_zero() {
		let arguments = |list: &[&str]| {
			arguments_of(&list.iter().map(|text| text.to_string()).collect::<Vec<_>>())
		};
		assert_eq!(arguments(&["-", "-c"]).unwrap().to_vec(), b"-\0-c\0");
		assert_eq!(arguments(&[""]).unwrap().to_vec(), b"\0");
		assert!(arguments(&[]).unwrap().is_empty());
		assert!(arguments(&["a".repeat(255).as_str()]).is_ok());
		assert!(arguments(&["a".repeat(256).as_str()]).is_err());
		assert!(arguments(&["a\0b"]).is_err());
	}

	#[test]
	fn audience_it_is_of_owners_or_of_devices() {
		let device = DeviceId(Hash::repeat_byte(0xab));
		let owner = AccountId::new([7; 32]);
		let named = |text: &str| parse_name(text).unwrap();
		let devices = [named(&format!("0x{}", "ab".repeat(32)))];
		let owners = [named(&format_address(&owner))];
		assert_eq!(audience(&[]).unwrap(), Audience::Anyone);
		assert_eq!(
			audience(&devices).unwrap(),
			Audience::Devices(vec![device].try_into().unwrap())
		);
		assert_eq!(audience(&owners).unwrap(), Audience::Owners(vec![owner].try_into().unwrap()));
		assert!(audience(&[devices.as_slice(), &owners].concat()).is_err());
		let nine = std::iter::repeat_n(devices[0].clone(), 9).collect::<Vec<_>>();
		assert!(audience(&nine).is_err());
		assert!(parse_name("0x12").is_err());
		assert!(parse_name("Alice").is_err());
	}
}
