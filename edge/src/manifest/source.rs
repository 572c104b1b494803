//! The list of a manifest's devices, line by line.
//!
//! CSV has the line `type,key,owner,nullifier` at its head and a device a line; the last two may be empty. There are no
//! quotes, since nothing that stands in it needs them. JSON lines have an object a line, with the same names; the last
//! two may be left out. Keys and nullifiers are 0x and hexadecimal, owners addresses. A device's place in the list,
//! from 0 on, is its index. Empty lines are passed over.

use super::ManifestError;
use crate::keys::parse_address;
use blake2b_simd::Params;
use jmt_primitives::{AccountId, DevicePublic, Hash, KeyType};
use serde::Deserialize;
use std::{
	fs::File,
	io::{BufRead, BufReader, Read},
	path::{Path, PathBuf},
};

/// Bytes that are read at once.
const BUFFER: usize = 1 << 20;

/// Bytes of a line at most.
const MAX_LINE: u64 = 4096;

/// Head of a list in CSV.
const CSV_HEAD: &str = "type,key,owner,nullifier";

/// A device of the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
	pub key: DevicePublic,
	/// Whose it will be; without one the activation says.
	pub owner: Option<AccountId>,
	/// The physical unit that it is.
	pub nullifier: Option<Hash>,
}

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
	Csv,
	JsonLines,
}

/// The devices of a list, in their order. Ends with the first line that is none.
pub struct Entries {
	path: PathBuf,
	reader: BufReader<File>,
	hash: blake2b_simd::State,
	/// Learned from the first line with something in it.
	form: Option<Form>,
	line: u64,
	text: String,
	/// The owner of the line before, with the text that it was: most lists name few.
	owner: Option<(String, AccountId)>,
}

impl Entries {
	/// Opens a list.
	pub fn open(path: &Path) -> Result<Self, ManifestError> {
		let file = File::open(path).map_err(ManifestError::io(path))?;
		Ok(Self {
			path: path.into(),
			reader: BufReader::with_capacity(BUFFER, file),
			hash: Params::new().hash_length(32).to_state(),
			form: None,
			line: 0,
			text: String::new(),
			owner: None,
		})
	}

	/// The blake2-256 of all that was read: of the whole file once there is no further device.
	pub fn content(&self) -> Hash {
		Hash::from_slice(self.hash.finalize().as_bytes())
	}

	fn read(&mut self) -> Result<Option<Entry>, ManifestError> {
		loop {
			self.text.clear();
			let mut limited = (&mut self.reader).take(MAX_LINE);
			let read = limited.read_line(&mut self.text).map_err(ManifestError::io(&self.path))?;
			if read == 0 {
				return Ok(None);
			}
			self.hash.update(self.text.as_bytes());
			self.line += 1;
			if !self.text.ends_with('\n') && self.text.len() as u64 == MAX_LINE {
				return Err(self.wrong(format!("longer than {MAX_LINE} bytes")));
			}
			let text = std::mem::take(&mut self.text);
			let parsed = self.parse(text.trim_end_matches(['\n', '\r']));
			self.text = text;
			match parsed {
				Ok(Some(entry)) => return Ok(Some(entry)),
				Ok(None) => {},
				Err(reason) => return Err(self.wrong(reason)),
			}
		}
	}

	fn wrong(&self, reason: String) -> ManifestError {
		ManifestError::Line { path: self.path.clone(), line: self.line, reason }
	}

	/// `None` for a line without a device: an empty one, or the head.
	fn parse(&mut self, line: &str) -> Result<Option<Entry>, String> {
		if line.is_empty() {
			return Ok(None);
		}
		match self.form {
			Some(Form::Csv) => self.csv(line).map(Some),
			Some(Form::JsonLines) => self.json(line).map(Some),
			None if line.starts_with('{') => {
				self.form = Some(Form::JsonLines);
				self.json(line).map(Some)
			},
			None if line == CSV_HEAD => {
				self.form = Some(Form::Csv);
				Ok(None)
			},
			None => {
				Err(format!("neither {CSV_HEAD:?}, the head of CSV, nor an object of JSON lines"))
			},
		}
	}

	fn csv(&mut self, line: &str) -> Result<Entry, String> {
		let mut fields = line.split(',');
		let mut next = || fields.next().map(str::trim);
		let (Some(key_type), Some(key), Some(owner), Some(nullifier), None) =
			(next(), next(), next(), next(), next())
		else {
			return Err(format!("not four fields, as {CSV_HEAD:?} has them"));
		};
		let given = |text: &'_ str| !text.is_empty();
		self.entry(
			key_type,
			key,
			Some(owner).filter(|o| given(o)),
			Some(nullifier).filter(|n| given(n)),
		)
	}

	fn json(&mut self, line: &str) -> Result<Entry, String> {
		#[derive(Deserialize)]
		#[serde(deny_unknown_fields)]
		struct Object<'a> {
			#[serde(rename = "type")]
			key_type: &'a str,
			key: &'a str,
			owner: Option<&'a str>,
			nullifier: Option<&'a str>,
		}
		let object: Object<'_> = serde_json::from_str(line).map_err(|error| error.to_string())?;
		self.entry(object.key_type, object.key, object.owner, object.nullifier)
	}

	fn entry(
		&mut self,
		key_type: &str,
		key: &str,
		owner: Option<&str>,
		nullifier: Option<&str>,
	) -> Result<Entry, String> {
		let key = public_key(key_type, key)?;
		let owner = owner.map(|owner| self.owner(owner)).transpose()?;
		let nullifier = nullifier
			.map(|text| bytes(text).map(Hash::from).ok_or("the nullifier is not 0x and 64 digits"))
			.transpose()?;
		Ok(Entry { key, owner, nullifier })
	}

	fn owner(&mut self, text: &str) -> Result<AccountId, String> {
		if let Some((known, owner)) = &self.owner {
			if known == text {
				return Ok(owner.clone());
			}
		}
		let owner = parse_address(text).map_err(|error| crate::error::one_line(&error))?;
		self.owner = Some((text.into(), owner.clone()));
		Ok(owner)
	}
}

impl Iterator for Entries {
	type Item = Result<Entry, ManifestError>;

	fn next(&mut self) -> Option<Self::Item> {
		self.read().transpose()
	}
}

/// A device's key by the name of its scheme and its bytes, 0x and hexadecimal. Keys by which nothing can be signed
/// that counts are refused, as far as that shows without arithmetic on the curve.
pub fn public_key(key_type: &str, key: &str) -> Result<DevicePublic, String> {
	let wrong = |digits: u32| move || format!("the key is not 0x and {digits} hexadecimal digits");
	let point = || {
		let point: [u8; 33] = bytes(key).ok_or_else(wrong(66))?;
		match point[0] {
			2 | 3 => Ok(point),
			_ => Err("the key is not a compressed point, which begins with 02 or 03".to_string()),
		}
	};
	let key = match scheme(key_type)? {
		KeyType::Sr25519 => DevicePublic::Sr25519(bytes(key).ok_or_else(wrong(64))?),
		KeyType::Ed25519 => DevicePublic::Ed25519(bytes(key).ok_or_else(wrong(64))?),
		KeyType::Secp256k1 => DevicePublic::Secp256k1(point()?),
		KeyType::P256 => DevicePublic::P256(point()?),
	};
	match key.is_weak() {
		true => Err("anybody can sign for this key".into()),
		false => Ok(key),
	}
}

/// The bytes of a key.
pub fn public_bytes(key: &DevicePublic) -> &[u8] {
	match key {
		DevicePublic::Sr25519(bytes) | DevicePublic::Ed25519(bytes) => bytes,
		DevicePublic::Secp256k1(bytes) | DevicePublic::P256(bytes) => bytes,
	}
}

fn scheme(name: &str) -> Result<KeyType, String> {
	Ok(match name {
		"sr25519" => KeyType::Sr25519,
		"ed25519" => KeyType::Ed25519,
		"secp256k1" => KeyType::Secp256k1,
		"p256" => KeyType::P256,
		_ => return Err(format!("the type is {name:?}, not sr25519, ed25519, secp256k1 or p256")),
	})
}

fn bytes<const LENGTH: usize>(text: &str) -> Option<[u8; LENGTH]> {
	let mut bytes = [0; LENGTH];
	hex::decode_to_slice(text.strip_prefix("0x")?, &mut bytes).ok()?;
	Some(bytes)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::keys::format_address;

	const KEY: &str = "0x0707070707070707070707070707070707070707070707070707070707070707";

	fn entries(text: &str) -> Result<Vec<Entry>, String> {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("list");
		std::fs::write(&path, text).unwrap();
		let read = Entries::open(&path).unwrap().collect::<Result<Vec<_>, _>>();
		read.map_err(|error| error.to_string().rsplit('/').next().unwrap_or_default().into())
	}

	#[test]
	fn read_both_forms_say_the_same() {
		let owner = format_address(&AccountId::new([9; 32]));
		let point = format!("0x02{}", "05".repeat(32));
		let csv = format!("{CSV_HEAD}\r\ned25519,{KEY},,\n\np256,{point},{owner},{KEY}");
		let json = format!(
			"{{\"type\":\"ed25519\",\"key\":\"{KEY}\"}}\n\
			 {{\"type\":\"p256\",\"key\":\"{point}\",\"owner\":\"{owner}\",\"nullifier\":\"{KEY}\"}}\n"
		);
		let read = entries(&csv).unwrap();
		assert_eq!(read, entries(&json).unwrap());
		assert_eq!(read.len(), 2);
		assert_eq!(
			read[0],
			Entry { key: DevicePublic::Ed25519([7; 32]), owner: None, nullifier: None }
		);
		assert_eq!(read[1].owner, Some(AccountId::new([9; 32])));
		assert_eq!(read[1].nullifier, Some(Hash::repeat_byte(7)));
		assert_eq!(read[1].key.key_type(), KeyType::P256);
	}

	#[test]
	fn content_it_is_the_hash_of_the_whole_file() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("list");
		let text = format!("{CSV_HEAD}\ned25519,{KEY},,\r\n\ned25519,{KEY},,");
		std::fs::write(&path, &text).unwrap();
		let mut entries = Entries::open(&path).unwrap();
		assert_eq!(entries.by_ref().filter_map(Result::ok).count(), 2);
		let expected = Hash::from(sp_crypto_hashing::blake2_256(text.as_bytes()));
		assert_eq!(entries.content(), expected);
	}

	mod reject {
		use super::*;

		#[test]
		fn read_it_names_the_line_and_its_fault() {
			let long = format!("{CSV_HEAD}\n{}", "x".repeat(5000));
			for (text, said) in [
				("name,key\n", "line 1: neither"),
				(&format!("{CSV_HEAD}\ned25519,{KEY}\n"), "line 2: not four fields"),
				(&format!("{CSV_HEAD}\ned25519,{KEY},,,\n"), "line 2: not four fields"),
				(&format!("{CSV_HEAD}\n\nrsa,{KEY},,\n"), "line 3: the type is \"rsa\""),
				(&format!("{CSV_HEAD}\np256,{KEY},,\n"), "66 hexadecimal digits"),
				(&format!("{CSV_HEAD}\np256,0x05{},,\n", "05".repeat(32)), "compressed point"),
				(&format!("{CSV_HEAD}\ned25519,{},,\n", &KEY[2..]), "64 hexadecimal digits"),
				(&format!("{CSV_HEAD}\ned25519,0x{},,\n", "00".repeat(32)), "anybody can sign"),
				(&format!("{CSV_HEAD}\ned25519,{KEY},bob,\n"), "not a JMT address"),
				(&format!("{CSV_HEAD}\ned25519,{KEY},,0x12\n"), "the nullifier"),
				(&format!("{{\"type\":\"ed25519\",\"key\":\"{KEY}\",\"x\":1}}"), "unknown field"),
				(&long, "longer than 4096 bytes"),
			] {
				let refused = entries(text).unwrap_err();
				assert!(refused.contains(said), "{text}: {refused}");
			}
		}
	}
}
