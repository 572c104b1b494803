//! SCALE to JSON.

use crate::{
	bits,
	shape::{compact_of, deeper, fields, is_byte, nullable, optional, resolve, Fields},
	Error, MAX_EMPTY_ELEMENTS, MAX_EXACT,
};
use codec::{Compact, Decode, Input};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive};
use serde_json::{Map, Value as Json};

/// Reads a value of the type off the front of `bytes`.
pub fn to_json(bytes: &mut &[u8], type_id: u32, types: &PortableRegistry) -> Result<Json, Error> {
	Reader { types }.value(bytes, type_id, 0)
}

/// Reads a value that takes all of `bytes`.
pub fn all_to_json(
	mut bytes: &[u8],
	type_id: u32,
	types: &PortableRegistry,
) -> Result<Json, Error> {
	let value = to_json(&mut bytes, type_id, types)?;
	match bytes.len() {
		0 => Ok(value),
		left => Err(Error::new(format!("{left} bytes are left over"))),
	}
}

struct Reader<'a> {
	types: &'a PortableRegistry,
}

impl Reader<'_> {
	fn value(&self, bytes: &mut &[u8], id: u32, depth: u32) -> Result<Json, Error> {
		let depth = deeper(depth)?;
		let ty = resolve(self.types, id)?;
		match &ty.type_def {
			TypeDef::Primitive(primitive) => read_primitive(bytes, primitive),
			TypeDef::Compact(compact) => {
				match compact_of(self.types, compact.type_param.id, depth)? {
					None => Ok(Json::Null),
					Some(primitive) => read_compact(bytes, &primitive),
				}
			},
			TypeDef::Composite(composite) => self.fields(bytes, &composite.fields, depth),
			TypeDef::Tuple(tuple) => match tuple.fields.as_slice() {
				[] => Ok(Json::Null),
				[single] => self.value(bytes, single.id, depth),
				several => self.list(bytes, several.iter().map(|field| field.id), depth),
			},
			TypeDef::Array(array) => {
				let length = usize::try_from(array.len).map_err(|_| too_long())?;
				self.elements(bytes, length, array.type_param.id, depth)
			},
			TypeDef::Sequence(sequence) => {
				let Compact(length) = read::<Compact<u32>>(bytes, "a length")?;
				let length = usize::try_from(length).map_err(|_| too_long())?;
				self.elements(bytes, length, sequence.type_param.id, depth)
			},
			TypeDef::BitSequence(sequence) => {
				bits::Layout::of(sequence, self.types)?.read(bytes).map(Json::from)
			},
			TypeDef::Variant(variants) => {
				let index = read::<u8>(bytes, "a variant")?;
				let known = variants.variants.iter().find(|variant| variant.index == index);
				let variant =
					known.ok_or_else(|| Error::new(format!("no variant has the index {index}")))?;
				if let Some(some) = optional(ty) {
					return match variant.fields.as_slice() {
						[] => Ok(Json::Null),
						_ if nullable(self.types, some) => {
							let value = self.value(bytes, some, depth)?;
							Ok(Json::from_iter([("Some", value)]))
						},
						_ => self.value(bytes, some, depth),
					};
				}
				if variant.fields.is_empty() {
					return Ok(Json::from(variant.name.as_str()));
				}
				let value = self
					.fields(bytes, &variant.fields, depth)
					.map_err(|error| error.within(&variant.name))?;
				Ok(Json::from_iter([(variant.name.clone(), value)]))
			},
		}
	}

	fn fields(
		&self,
		bytes: &mut &[u8],
		these: &[Field<PortableForm>],
		depth: u32,
	) -> Result<Json, Error> {
		match fields(these) {
			Fields::None => Ok(Json::Null),
			Fields::One(id) => self.value(bytes, id, depth),
			Fields::Unnamed(ids) => self.list(bytes, ids.into_iter(), depth),
			Fields::Named(named) => {
				let mut object = Map::new();
				for (name, id) in named {
					let value = self.value(bytes, id, depth).map_err(|error| error.within(name))?;
					object.insert(name.into(), value);
				}
				Ok(Json::Object(object))
			},
		}
	}

	fn list(
		&self,
		bytes: &mut &[u8],
		ids: impl Iterator<Item = u32>,
		depth: u32,
	) -> Result<Json, Error> {
		ids.enumerate()
			.map(|(index, id)| self.value(bytes, id, depth).map_err(|error| error.at(index)))
			.collect::<Result<Vec<_>, _>>()
			.map(Json::Array)
	}

	fn elements(
		&self,
		bytes: &mut &[u8],
		length: usize,
		id: u32,
		depth: u32,
	) -> Result<Json, Error> {
		// An element that takes any bytes takes one at least.
		if length > bytes.len().max(MAX_EMPTY_ELEMENTS) {
			return Err(too_long());
		}
		if is_byte(self.types, id) {
			let mut content = vec![0; length];
			bytes.read(&mut content).map_err(|_| too_short("bytes"))?;
			return Ok(hexadecimal(&content));
		}
		self.list(bytes, std::iter::repeat_n(id, length), depth)
	}
}

pub(crate) fn read<T: Decode>(bytes: &mut &[u8], what: &str) -> Result<T, Error> {
	T::decode(bytes).map_err(|error| match bytes.is_empty() {
		true => too_short(what),
		false => Error::new(format!("{what} is expected: {error}")),
	})
}

fn too_short(what: &str) -> Error {
	Error::new(format!("the bytes end where {what} is expected"))
}

fn too_long() -> Error {
	Error::new("more elements are claimed than there are bytes")
}

fn hexadecimal(bytes: &[u8]) -> Json {
	Json::from(format!("0x{}", hex::encode(bytes)))
}

fn read_primitive(bytes: &mut &[u8], primitive: &TypeDefPrimitive) -> Result<Json, Error> {
	Ok(match primitive {
		TypeDefPrimitive::Bool => Json::from(read::<bool>(bytes, "a bool")?),
		TypeDefPrimitive::Char => {
			let code = read::<u32>(bytes, "a char")?;
			let char = char::from_u32(code)
				.ok_or_else(|| Error::new(format!("{code} is the code of no char")))?;
			Json::from(char.to_string())
		},
		TypeDefPrimitive::Str => Json::from(read::<String>(bytes, "a string")?),
		TypeDefPrimitive::U8 => Json::from(read::<u8>(bytes, "a u8")?),
		TypeDefPrimitive::U16 => Json::from(read::<u16>(bytes, "a u16")?),
		TypeDefPrimitive::U32 => Json::from(read::<u32>(bytes, "a u32")?),
		TypeDefPrimitive::U64 => unsigned(read(bytes, "a u64")?),
		TypeDefPrimitive::U128 => Json::from(read::<u128>(bytes, "a u128")?.to_string()),
		TypeDefPrimitive::I8 => Json::from(read::<i8>(bytes, "an i8")?),
		TypeDefPrimitive::I16 => Json::from(read::<i16>(bytes, "an i16")?),
		TypeDefPrimitive::I32 => Json::from(read::<i32>(bytes, "an i32")?),
		TypeDefPrimitive::I64 => {
			let number = read::<i64>(bytes, "an i64")?;
			match number.unsigned_abs() <= MAX_EXACT {
				true => Json::from(number),
				false => Json::from(number.to_string()),
			}
		},
		TypeDefPrimitive::I128 => Json::from(read::<i128>(bytes, "an i128")?.to_string()),
		TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => {
			hexadecimal(&read::<[u8; 32]>(bytes, "32 bytes")?)
		},
	})
}

fn unsigned(number: u64) -> Json {
	match number <= MAX_EXACT {
		true => Json::from(number),
		false => Json::from(number.to_string()),
	}
}

fn read_compact(bytes: &mut &[u8], primitive: &TypeDefPrimitive) -> Result<Json, Error> {
	let what = "a compact number";
	Ok(match primitive {
		TypeDefPrimitive::U8 => Json::from(read::<Compact<u8>>(bytes, what)?.0),
		TypeDefPrimitive::U16 => Json::from(read::<Compact<u16>>(bytes, what)?.0),
		TypeDefPrimitive::U32 => Json::from(read::<Compact<u32>>(bytes, what)?.0),
		TypeDefPrimitive::U64 => unsigned(read::<Compact<u64>>(bytes, what)?.0),
		TypeDefPrimitive::U128 => Json::from(read::<Compact<u128>>(bytes, what)?.0.to_string()),
		_ => return Err(Error::new("only unsigned numbers of up to 128 bits can be compact")),
	})
}
