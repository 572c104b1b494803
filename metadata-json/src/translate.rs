use crate::{
	all_to_json,
	encode::{Unknown, Writer},
	Error,
};
use codec::{Decode, DecodeAll};
use scale_info::{meta_type, PortableRegistry, Registry, TypeInfo};
use serde_json::Value as Json;

/// A registry with all that `T` needs, and the id of `T` in it.
pub fn registry_of<T: TypeInfo + 'static>() -> (PortableRegistry, u32) {
	let mut types = Registry::new();
	let id = types.register_type(&meta_type::<T>()).id;
	(types.into(), id)
}

/// Brings an encoded value of a chain's type into a type of ours, by the names of fields and variants. The
/// chain's type may have more fields, in another order. A field or variant that ours lacks a value for is an
/// error.
pub fn translate<T: Decode + TypeInfo + 'static>(
	bytes: &[u8],
	type_id: u32,
	types: &PortableRegistry,
) -> Result<T, Error> {
	understand(&all_to_json(bytes, type_id, types)?)
}

/// The second half of [`translate`]: a value that [`all_to_json`] told as a type of ours.
pub fn understand<T: Decode + TypeInfo + 'static>(told: &Json) -> Result<T, Error> {
	let (types, ours) = registry_of::<T>();
	let mut out = Vec::new();
	Writer { types: &types, unknown: Unknown::Ignore }.value(told, ours, &mut out, 0)?;
	T::decode_all(&mut out.as_slice()).map_err(|error| Error::new(error.to_string()))
}
