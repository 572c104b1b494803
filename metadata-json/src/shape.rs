//! Questions about types that both directions ask.

use crate::{Error, MAX_DEPTH};
use scale_info::{
	form::PortableForm, Field, PortableRegistry, Type, TypeDef, TypeDefPrimitive, Variant,
};

/// How fields come out in JSON.
pub(crate) enum Fields<'a> {
	/// `null`, or nothing beside a variant's name.
	None,
	/// The value itself.
	One(u32),
	/// An array.
	Unnamed(Vec<u32>),
	/// An object.
	Named(Vec<(&'a str, u32)>),
}

pub(crate) fn fields(fields: &[Field<PortableForm>]) -> Fields<'_> {
	let named = fields.iter().map(|field| Some((field.name.as_deref()?, field.ty.id)));
	match (named.collect::<Option<Vec<_>>>(), fields) {
		(_, []) => Fields::None,
		(Some(named), _) => Fields::Named(named),
		(None, [field]) => Fields::One(field.ty.id),
		(None, fields) => Fields::Unnamed(fields.iter().map(|field| field.ty.id).collect()),
	}
}

pub(crate) fn resolve(types: &PortableRegistry, id: u32) -> Result<&Type<PortableForm>, Error> {
	types.resolve(id).ok_or_else(|| Error::new(format!("the metadata has no type {id}")))
}

pub(crate) fn deeper(depth: u32) -> Result<u32, Error> {
	match depth < MAX_DEPTH {
		true => Ok(depth + 1),
		false => Err(Error::new(format!("nested deeper than {MAX_DEPTH} levels"))),
	}
}

pub(crate) fn is_byte(types: &PortableRegistry, id: u32) -> bool {
	matches!(
		types.resolve(id).map(|ty| &ty.type_def),
		Some(TypeDef::Primitive(TypeDefPrimitive::U8))
	)
}

/// The type in an `Option`.
pub(crate) fn optional(ty: &Type<PortableForm>) -> Option<u32> {
	let TypeDef::Variant(variants) = &ty.type_def else { return None };
	if ty.path.segments.as_slice() != ["Option"] {
		return None;
	}
	let some = variants.variants.iter().find(|variant| variant.name == "Some")?;
	some.fields.first().map(|field| field.ty.id)
}

/// Whether `null` can be a value of the type.
pub(crate) fn nullable(types: &PortableRegistry, id: u32) -> bool {
	fn at(types: &PortableRegistry, id: u32, depth: u32) -> bool {
		let (Some(ty), Ok(depth)) = (types.resolve(id), deeper(depth)) else { return false };
		match &ty.type_def {
			TypeDef::Composite(composite) => match fields(&composite.fields) {
				Fields::None => true,
				Fields::One(inner) => at(types, inner, depth),
				_ => false,
			},
			TypeDef::Tuple(tuple) => match tuple.fields.as_slice() {
				[] => true,
				[inner] => at(types, inner.id, depth),
				_ => false,
			},
			TypeDef::Compact(compact) => at(types, compact.type_param.id, depth),
			_ => optional(ty).is_some(),
		}
	}
	at(types, id, 0)
}

/// The integer in a `Compact`; `None` for `Compact<()>`.
pub(crate) fn compact_of(
	types: &PortableRegistry,
	id: u32,
	depth: u32,
) -> Result<Option<TypeDefPrimitive>, Error> {
	let depth = deeper(depth)?;
	match &resolve(types, id)?.type_def {
		TypeDef::Primitive(primitive) => Ok(Some(primitive.clone())),
		TypeDef::Composite(composite) => match composite.fields.as_slice() {
			[] => Ok(None),
			[field] => compact_of(types, field.ty.id, depth),
			_ => Err(Error::new("only one number can be compact")),
		},
		TypeDef::Tuple(tuple) => match tuple.fields.as_slice() {
			[] => Ok(None),
			[inner] => compact_of(types, inner.id, depth),
			_ => Err(Error::new("only one number can be compact")),
		},
		_ => Err(Error::new("only a number can be compact")),
	}
}

/// Least and greatest value of an integer that fits 128 bits. The greatest is unsigned, the least negative or
/// zero.
pub(crate) fn bounds(primitive: &TypeDefPrimitive) -> Option<(i128, u128)> {
	Some(match primitive {
		TypeDefPrimitive::U8 => (0, u8::MAX.into()),
		TypeDefPrimitive::U16 => (0, u16::MAX.into()),
		TypeDefPrimitive::U32 => (0, u32::MAX.into()),
		TypeDefPrimitive::U64 => (0, u64::MAX.into()),
		TypeDefPrimitive::U128 => (0, u128::MAX),
		TypeDefPrimitive::I8 => (i8::MIN.into(), i8::MAX.unsigned_abs().into()),
		TypeDefPrimitive::I16 => (i16::MIN.into(), i16::MAX.unsigned_abs().into()),
		TypeDefPrimitive::I32 => (i32::MIN.into(), i32::MAX.unsigned_abs().into()),
		TypeDefPrimitive::I64 => (i64::MIN.into(), i64::MAX.unsigned_abs().into()),
		TypeDefPrimitive::I128 => (i128::MIN, i128::MAX.unsigned_abs()),
		_ => return None,
	})
}

pub(crate) fn primitive_name(primitive: &TypeDefPrimitive) -> &'static str {
	match primitive {
		TypeDefPrimitive::Bool => "bool",
		TypeDefPrimitive::Char => "char",
		TypeDefPrimitive::Str => "str",
		TypeDefPrimitive::U8 => "u8",
		TypeDefPrimitive::U16 => "u16",
		TypeDefPrimitive::U32 => "u32",
		TypeDefPrimitive::U64 => "u64",
		TypeDefPrimitive::U128 => "u128",
		TypeDefPrimitive::U256 => "u256",
		TypeDefPrimitive::I8 => "i8",
		TypeDefPrimitive::I16 => "i16",
		TypeDefPrimitive::I32 => "i32",
		TypeDefPrimitive::I64 => "i64",
		TypeDefPrimitive::I128 => "i128",
		TypeDefPrimitive::I256 => "i256",
	}
}

pub(crate) fn variant_names(variants: &[Variant<PortableForm>]) -> String {
	variants.iter().map(|variant| variant.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A type's name for people, such as `Vec<DeviceId>`.
pub fn type_name(id: u32, types: &PortableRegistry) -> String {
	fn name(id: u32, types: &PortableRegistry, depth: u32) -> String {
		let (Some(ty), true) = (types.resolve(id), depth < 8) else { return "..".into() };
		let inner = |id: u32| name(id, types, depth + 1);
		if let Some(some) = optional(ty) {
			return format!("Option<{}>", inner(some));
		}
		if let Some(ident) = ty.path.segments.last() {
			return ident.clone();
		}
		match &ty.type_def {
			TypeDef::Primitive(primitive) => primitive_name(primitive).into(),
			TypeDef::Sequence(sequence) => format!("Vec<{}>", inner(sequence.type_param.id)),
			TypeDef::Array(array) => format!("[{}; {}]", inner(array.type_param.id), array.len),
			TypeDef::Compact(compact) => inner(compact.type_param.id),
			TypeDef::Tuple(tuple) => {
				let fields = tuple.fields.iter().map(|field| inner(field.id)).collect::<Vec<_>>();
				format!("({})", fields.join(", "))
			},
			TypeDef::BitSequence(_) => "bits".into(),
			TypeDef::Composite(_) => "struct".into(),
			TypeDef::Variant(_) => "enum".into(),
		}
	}
	name(id, types, 0)
}
