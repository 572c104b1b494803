//! JSON to SCALE.

use crate::{
	bits,
	shape::{
		bounds, compact_of, deeper, fields, is_byte, nullable, optional, primitive_name, resolve,
		type_name, variant_names, Fields,
	},
	Error,
};
use codec::{Compact, Encode};
use jmt_primitives::{AccountId, SS58_PREFIX};
use scale_info::{
	form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive, TypeDefVariant,
};
use serde_json::Value as Json;
use sp_core::crypto::Ss58Codec;

/// Prefix of addresses of no network.
const ANY_NETWORK: u16 = 42;

/// Encodes a value as the type. A field that the type does not have is refused, and so is one that is missing.
pub fn from_json(value: &Json, type_id: u32, types: &PortableRegistry) -> Result<Vec<u8>, Error> {
	let mut out = Vec::new();
	Writer { types, unknown: Unknown::Refuse }.value(value, type_id, &mut out, 0)?;
	Ok(out)
}

/// Fields that the type does not have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
	Refuse,
	Ignore,
}

pub(crate) struct Writer<'a> {
	pub(crate) types: &'a PortableRegistry,
	pub(crate) unknown: Unknown,
}

impl Writer<'_> {
	pub(crate) fn value(
		&self,
		value: &Json,
		id: u32,
		out: &mut Vec<u8>,
		depth: u32,
	) -> Result<(), Error> {
		let depth = deeper(depth)?;
		let ty = resolve(self.types, id)?;
		match &ty.type_def {
			TypeDef::Primitive(primitive) => write_primitive(value, primitive, out),
			TypeDef::Compact(compact) => {
				match compact_of(self.types, compact.type_param.id, depth)? {
					None => null(value),
					Some(primitive) => write_compact(value, &primitive, out),
				}
			},
			TypeDef::Composite(composite) => {
				if is_named(ty.path.segments.last(), "AccountId32") {
					return write_account(value, out);
				}
				self.fields(value, &composite.fields, out, depth)
			},
			TypeDef::Tuple(tuple) => match tuple.fields.as_slice() {
				[] => null(value),
				[single] => self.value(value, single.id, out, depth),
				several => {
					let ids = several.iter().map(|field| field.id).collect::<Vec<_>>();
					self.list(value, &ids, out, depth)
				},
			},
			TypeDef::Array(array) => {
				let length = usize::try_from(array.len).unwrap_or(usize::MAX);
				let element = array.type_param.id;
				if is_byte(self.types, element) {
					let bytes = bytes_of(value)?;
					if bytes.len() != length {
						return Err(Error::new(format!(
							"{length} bytes are expected, not {}",
							bytes.len()
						)));
					}
					out.extend(bytes);
					return Ok(());
				}
				let elements = array_of(value)?;
				if elements.len() != length {
					return Err(wrong_count(length, elements.len()));
				}
				self.elements(elements, element, out, depth)
			},
			TypeDef::Sequence(sequence) => {
				let element = sequence.type_param.id;
				if is_byte(self.types, element) {
					bytes_of(value)?.encode_to(out);
					return Ok(());
				}
				let elements = array_of(value)?;
				let length =
					u32::try_from(elements.len()).map_err(|_| Error::new("too many elements"))?;
				Compact(length).encode_to(out);
				self.elements(elements, element, out, depth)
			},
			TypeDef::BitSequence(sequence) => {
				let text = value.as_str().ok_or_else(|| expected("a string of 0 and 1", value))?;
				bits::Layout::of(sequence, self.types)?.write(text, out)
			},
			TypeDef::Variant(variants) => {
				if let Some(some) = optional(ty) {
					return self.option(value, variants, some, out, depth);
				}
				if is_named(ty.path.segments.last(), "MultiAddress") && is_account(value) {
					let id = serde_json::json!({ "Id": value });
					return self.variant(&id, variants, out, depth);
				}
				self.variant(value, variants, out, depth)
			},
		}
	}

	fn option(
		&self,
		value: &Json,
		variants: &TypeDefVariant<PortableForm>,
		some: u32,
		out: &mut Vec<u8>,
		depth: u32,
	) -> Result<(), Error> {
		let name = if value.is_null() { "None" } else { "Some" };
		let variant = variants.variants.iter().find(|variant| variant.name == name);
		let variant = variant.ok_or_else(|| Error::new(format!("the type has no {name}")))?;
		out.push(variant.index);
		if value.is_null() {
			return Ok(());
		}
		if !nullable(self.types, some) {
			return self.value(value, some, out, depth);
		}
		let inner = value.as_object().filter(|object| object.len() == 1);
		let inner = inner.and_then(|object| object.get("Some"));
		let inner = inner.ok_or_else(|| expected("null or {\"Some\": ..}", value))?;
		self.value(inner, some, out, depth)
	}

	fn variant(
		&self,
		value: &Json,
		variants: &TypeDefVariant<PortableForm>,
		out: &mut Vec<u8>,
		depth: u32,
	) -> Result<(), Error> {
		let (name, content) = match value {
			Json::String(name) => (name, None),
			Json::Object(object) => match object.iter().next() {
				Some((name, content)) if object.len() == 1 => (name, Some(content)),
				_ => return Err(expected("an object with the name of one variant", value)),
			},
			_ => return Err(expected("the name of a variant, or an object with it", value)),
		};
		let variant = variants.variants.iter().find(|variant| variant.name == *name);
		let variant = variant.ok_or_else(|| {
			let known = variant_names(&variants.variants);
			Error::new(format!("{name:?} is no variant; there are: {known}"))
		})?;
		out.push(variant.index);
		let content = match (content, variant.fields.is_empty()) {
			(None, true) => return Ok(()),
			(None, false) => {
				return Err(Error::new(format!("{name} has fields: {{\"{name}\": ..}}")))
			},
			(Some(content), _) => content,
		};
		self.fields(content, &variant.fields, out, depth).map_err(|error| error.within(name))
	}

	fn fields(
		&self,
		value: &Json,
		these: &[Field<PortableForm>],
		out: &mut Vec<u8>,
		depth: u32,
	) -> Result<(), Error> {
		match fields(these) {
			Fields::None => null(value),
			Fields::One(id) => self.value(value, id, out, depth),
			Fields::Unnamed(ids) => self.list(value, &ids, out, depth),
			Fields::Named(named) => {
				let names = || named.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
				let object = value.as_object().ok_or_else(|| {
					expected(&format!("an object with the fields {}", names()), value)
				})?;
				let unknown = object.keys().find(|key| !named.iter().any(|(name, _)| name == key));
				if let (Some(unknown), Unknown::Refuse) = (unknown, self.unknown) {
					return Err(Error::new(format!(
						"{unknown:?} is no field; there are: {}",
						names()
					)));
				}
				for (name, id) in &named {
					let field = object
						.get(*name)
						.ok_or_else(|| Error::new("the field is missing").within(*name))?;
					self.value(field, *id, out, depth).map_err(|error| error.within(*name))?;
				}
				Ok(())
			},
		}
	}

	fn list(&self, value: &Json, ids: &[u32], out: &mut Vec<u8>, depth: u32) -> Result<(), Error> {
		let elements = array_of(value)?;
		if elements.len() != ids.len() {
			return Err(wrong_count(ids.len(), elements.len()));
		}
		for (index, (element, id)) in elements.iter().zip(ids).enumerate() {
			self.value(element, *id, out, depth).map_err(|error| error.at(index))?;
		}
		Ok(())
	}

	fn elements(
		&self,
		elements: &[Json],
		id: u32,
		out: &mut Vec<u8>,
		depth: u32,
	) -> Result<(), Error> {
		for (index, element) in elements.iter().enumerate() {
			self.value(element, id, out, depth).map_err(|error| match error.path().is_empty() {
				true => Error::new(format!("{error} (of {})", type_name(id, self.types))).at(index),
				false => error.at(index),
			})?;
		}
		Ok(())
	}
}

fn is_named(ident: Option<&String>, name: &str) -> bool {
	ident.is_some_and(|ident| ident == name)
}

/// Shows what was given instead, cut where it is long.
fn expected(what: &str, value: &Json) -> Error {
	let given = value.to_string();
	let shown = given.chars().take(60).collect::<String>();
	let dots = if shown.len() < given.len() { ".." } else { "" };
	Error::new(format!("{what} is expected, not {shown}{dots}"))
}

fn wrong_count(expected: usize, given: usize) -> Error {
	Error::new(format!("{expected} elements are expected, not {given}"))
}

fn null(value: &Json) -> Result<(), Error> {
	match value {
		Json::Null => Ok(()),
		Json::Array(elements) if elements.is_empty() => Ok(()),
		Json::Object(object) if object.is_empty() => Ok(()),
		_ => Err(expected("null", value)),
	}
}

fn array_of(value: &Json) -> Result<&[Json], Error> {
	value.as_array().map(Vec::as_slice).ok_or_else(|| expected("an array", value))
}

fn bytes_of(value: &Json) -> Result<Vec<u8>, Error> {
	match value {
		Json::String(text) => match text.strip_prefix("0x") {
			Some(digits) => hex::decode(digits)
				.map_err(|error| Error::new(format!("no hexadecimal bytes: {error}"))),
			None => Err(expected("0x and hexadecimal digits", value)),
		},
		Json::Array(elements) => elements
			.iter()
			.enumerate()
			.map(|(index, element)| {
				let byte = element.as_u64().and_then(|byte| u8::try_from(byte).ok());
				byte.ok_or_else(|| expected("a byte", element).at(index))
			})
			.collect(),
		_ => Err(expected("0x and hexadecimal digits", value)),
	}
}

/// Whether a string can only be an account: no variant is called so.
fn is_account(value: &Json) -> bool {
	value.as_str().is_some_and(|text| {
		text.starts_with("0x") || AccountId::from_ss58check_with_version(text).is_ok()
	})
}

fn write_account(value: &Json, out: &mut Vec<u8>) -> Result<(), Error> {
	let bytes = match value.as_str() {
		Some(address) if !address.starts_with("0x") => {
			let (account, format) = AccountId::from_ss58check_with_version(address)
				.map_err(|error| Error::new(format!("{address:?} is no address: {error}")))?;
			match u16::from(format) {
				SS58_PREFIX | ANY_NETWORK => account.encode(),
				other => {
					return Err(Error::new(format!(
						"{address} belongs to the network with prefix {other}"
					)))
				},
			}
		},
		_ => bytes_of(value)?,
	};
	match bytes.len() {
		32 => {
			out.extend(bytes);
			Ok(())
		},
		other => Err(Error::new(format!("an account has 32 bytes, not {other}"))),
	}
}

/// An integer by its sign and size.
struct Integer {
	negative: bool,
	size: u128,
}

fn integer_of(value: &Json, name: &str) -> Result<Integer, Error> {
	let wrong = || expected(&format!("a {name} (a number or decimal string)"), value);
	if let Some(size) = value.as_u64() {
		return Ok(Integer { negative: false, size: size.into() });
	}
	if let Some(number) = value.as_i64() {
		return Ok(Integer { negative: number < 0, size: number.unsigned_abs().into() });
	}
	let text = value.as_str().ok_or_else(wrong)?;
	let (negative, digits) = match text.strip_prefix('-') {
		Some(digits) => (true, digits),
		None => (false, text),
	};
	if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
		return Err(wrong());
	}
	let size = digits.parse().map_err(|_| Error::new(format!("{text} is too large")))?;
	Ok(Integer { negative, size })
}

/// The bits of an integer within the bounds of its type, as two's complement of 128 bits.
fn bits_of(value: &Json, primitive: &TypeDefPrimitive) -> Result<u128, Error> {
	let name = primitive_name(primitive);
	let (least, greatest) =
		bounds(primitive).ok_or_else(|| Error::new(format!("{name} is no integer")))?;
	let Integer { negative, size } = integer_of(value, name)?;
	match negative && size > 0 {
		true if size <= least.unsigned_abs() => Ok(size.wrapping_neg()),
		false if size <= greatest => Ok(size),
		_ => Err(Error::new(format!("{value} is not in {least} to {greatest} ({name})"))),
	}
}

fn write_primitive(
	value: &Json,
	primitive: &TypeDefPrimitive,
	out: &mut Vec<u8>,
) -> Result<(), Error> {
	let bytes = match primitive {
		TypeDefPrimitive::Bool => {
			value.as_bool().ok_or_else(|| expected("true or false", value))?.encode_to(out);
			return Ok(());
		},
		TypeDefPrimitive::Char => {
			let mut chars = value.as_str().unwrap_or_default().chars();
			match (chars.next(), chars.next()) {
				(Some(char), None) => u32::from(char).encode_to(out),
				_ => return Err(expected("a string of one character", value)),
			}
			return Ok(());
		},
		TypeDefPrimitive::Str => {
			value.as_str().ok_or_else(|| expected("a string", value))?.encode_to(out);
			return Ok(());
		},
		TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => {
			let bytes = bytes_of(value)?;
			if bytes.len() != 32 {
				return Err(Error::new(format!("32 bytes are expected, not {}", bytes.len())));
			}
			out.extend(bytes);
			return Ok(());
		},
		TypeDefPrimitive::U8 | TypeDefPrimitive::I8 => 1,
		TypeDefPrimitive::U16 | TypeDefPrimitive::I16 => 2,
		TypeDefPrimitive::U32 | TypeDefPrimitive::I32 => 4,
		TypeDefPrimitive::U64 | TypeDefPrimitive::I64 => 8,
		TypeDefPrimitive::U128 | TypeDefPrimitive::I128 => 16,
	};
	// The low bytes of two's complement are those of the narrower type.
	out.extend(bits_of(value, primitive)?.to_le_bytes().into_iter().take(bytes));
	Ok(())
}

fn write_compact(
	value: &Json,
	primitive: &TypeDefPrimitive,
	out: &mut Vec<u8>,
) -> Result<(), Error> {
	match bounds(primitive) {
		Some((0, _)) => {
			// Every width has the same compact encoding of a number.
			Compact(bits_of(value, primitive)?).encode_to(out);
			Ok(())
		},
		_ => Err(Error::new("only unsigned numbers of up to 128 bits can be compact")),
	}
}
