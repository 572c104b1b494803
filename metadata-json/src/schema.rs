use crate::{
	shape::{bounds, fields, is_byte, nullable, optional, primitive_name, Fields},
	MAX_EXACT,
};
use scale_info::{form::PortableForm, Field, PortableRegistry, TypeDef, TypeDefPrimitive};
use serde_json::{json, Map, Value as Json};

/// Levels that a schema describes; any value fits below them. Types that hold themselves end here.
const MAX_LEVELS: u32 = 16;

/// The JSON Schema (draft 7) of a type's values, as [`to_json`](crate::to_json) writes them.
pub fn schema(type_id: u32, types: &PortableRegistry) -> Json {
	Describer { types }.value(type_id, 0)
}

struct Describer<'a> {
	types: &'a PortableRegistry,
}

impl Describer<'_> {
	fn value(&self, id: u32, level: u32) -> Json {
		let (Some(ty), true) = (self.types.resolve(id), level < MAX_LEVELS) else {
			return json!({});
		};
		let level = level + 1;
		let described = match &ty.type_def {
			TypeDef::Primitive(primitive) => primitive_schema(primitive),
			TypeDef::Compact(compact) => self.value(compact.type_param.id, level),
			TypeDef::Composite(composite) => self.fields(&composite.fields, level),
			TypeDef::Tuple(tuple) => match tuple.fields.as_slice() {
				[] => json!({ "type": "null" }),
				[single] => self.value(single.id, level),
				several => self.list(several.iter().map(|field| field.id), level),
			},
			TypeDef::Array(array) if is_byte(self.types, array.type_param.id) => {
				let digits = u64::from(array.len) * 2;
				json!({ "type": "string", "pattern": format!("^0x[0-9a-f]{{{digits}}}$") })
			},
			TypeDef::Array(array) => json!({
				"type": "array",
				"items": self.value(array.type_param.id, level),
				"minItems": array.len,
				"maxItems": array.len,
			}),
			TypeDef::Sequence(sequence) if is_byte(self.types, sequence.type_param.id) => {
				json!({ "type": "string", "pattern": "^0x([0-9a-f]{2})*$" })
			},
			TypeDef::Sequence(sequence) => {
				json!({ "type": "array", "items": self.value(sequence.type_param.id, level) })
			},
			TypeDef::BitSequence(_) => json!({ "type": "string", "pattern": "^[01]*$" }),
			TypeDef::Variant(variants) => {
				if let Some(some) = optional(ty) {
					let inner = self.value(some, level);
					let inner = match nullable(self.types, some) {
						true => only("Some", inner),
						false => inner,
					};
					return json!({ "anyOf": [{ "type": "null" }, inner] });
				}
				let names = |empty: bool| {
					let these = variants.variants.iter();
					these.filter(move |variant| variant.fields.is_empty() == empty)
				};
				let plain = names(true).map(|variant| variant.name.as_str()).collect::<Vec<_>>();
				let mut kinds = names(false)
					.map(|variant| only(&variant.name, self.fields(&variant.fields, level)))
					.collect::<Vec<_>>();
				match (plain.is_empty(), kinds.is_empty()) {
					(_, true) => json!({ "type": "string", "enum": plain }),
					(true, false) => json!({ "oneOf": kinds }),
					(false, false) => {
						kinds.insert(0, json!({ "type": "string", "enum": plain }));
						json!({ "oneOf": kinds })
					},
				}
			},
		};
		titled(described, ty.path.segments.last())
	}

	fn fields(&self, these: &[Field<PortableForm>], level: u32) -> Json {
		match fields(these) {
			Fields::None => json!({ "type": "null" }),
			Fields::One(id) => self.value(id, level),
			Fields::Unnamed(ids) => self.list(ids.into_iter(), level),
			Fields::Named(named) => {
				let required = named.iter().map(|(name, _)| *name).collect::<Vec<_>>();
				let properties = named
					.iter()
					.map(|(name, id)| (name.to_string(), self.value(*id, level)))
					.collect::<Map<_, _>>();
				json!({ "type": "object", "properties": properties, "required": required })
			},
		}
	}

	fn list(&self, ids: impl Iterator<Item = u32>, level: u32) -> Json {
		let items = ids.map(|id| self.value(id, level)).collect::<Vec<_>>();
		let length = items.len();
		json!({ "type": "array", "items": items, "minItems": length, "maxItems": length })
	}
}

/// An object with one field.
fn only(name: &str, content: Json) -> Json {
	json!({
		"type": "object",
		"properties": { name: content },
		"required": [name],
		"additionalProperties": false,
	})
}

fn titled(mut described: Json, title: Option<&String>) -> Json {
	if let (Some(object), Some(title)) = (described.as_object_mut(), title) {
		object.entry("title").or_insert_with(|| json!(title));
	}
	described
}

fn primitive_schema(primitive: &TypeDefPrimitive) -> Json {
	match primitive {
		TypeDefPrimitive::Bool => json!({ "type": "boolean" }),
		TypeDefPrimitive::Char => json!({ "type": "string", "minLength": 1 }),
		TypeDefPrimitive::Str => json!({ "type": "string" }),
		TypeDefPrimitive::U128 => json!({ "type": "string", "pattern": "^[0-9]+$" }),
		TypeDefPrimitive::I128 => json!({ "type": "string", "pattern": "^-?[0-9]+$" }),
		TypeDefPrimitive::U64 => json!({ "anyOf": [
			{ "type": "integer", "minimum": 0, "maximum": MAX_EXACT },
			{ "type": "string", "pattern": "^[0-9]+$" },
		] }),
		TypeDefPrimitive::I64 => json!({ "anyOf": [
			{ "type": "integer" },
			{ "type": "string", "pattern": "^-?[0-9]+$" },
		] }),
		TypeDefPrimitive::U256 | TypeDefPrimitive::I256 => {
			json!({ "type": "string", "pattern": "^0x[0-9a-f]{64}$" })
		},
		small => match bounds(small) {
			Some((0, greatest)) => json!({
				"type": "integer",
				"minimum": 0,
				"maximum": u32::try_from(greatest).unwrap_or(u32::MAX),
			}),
			_ => json!({ "type": "integer", "title": primitive_name(small) }),
		},
	}
}
