//! Runtime APIs and view functions by their names.

use crate::{all_to_json, from_json, type_name, Error};
use codec::{Decode, Encode};
use frame_metadata::{
	v16::{FunctionParamMetadata, RuntimeMetadataV16},
	RuntimeMetadata, RuntimeMetadataPrefixed,
};
use scale_info::{form::PortableForm, PortableRegistry};
use serde_json::Value as Json;

/// The runtime API through which view functions are called.
const VIEW_FUNCTIONS: &str = "RuntimeViewFunction_execute_view_function";

/// Everything that a runtime answers when it is called: the methods of its runtime APIs and the view functions
/// of its pallets, as its metadata of version 16 describes them.
pub struct Methods {
	metadata: RuntimeMetadataV16,
}

/// A parameter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
	pub name: String,
	/// Its type in [`Methods::types`].
	pub type_id: u32,
}

/// A method of a runtime API or a view function of a pallet.
#[derive(Clone)]
pub struct Method<'a> {
	/// `DevicesApi_device`, or `Devices.device`.
	pub name: String,
	/// Its parameters in order.
	pub inputs: Vec<Input>,
	/// Type of its answer in [`Methods::types`].
	pub output: u32,
	/// Id of a view function; `None` for the method of a runtime API.
	pub view_function: Option<[u8; 32]>,
	types: &'a PortableRegistry,
}

impl Methods {
	/// From encoded metadata with its prefix. Versions other than 16 are refused: they know no view functions.
	pub fn decode(mut metadata: &[u8]) -> Result<Self, Error> {
		let prefixed = RuntimeMetadataPrefixed::decode(&mut metadata)
			.map_err(|error| Error::new(format!("no metadata: {error}")))?;
		match prefixed.1 {
			RuntimeMetadata::V16(metadata) => Ok(Self { metadata }),
			other => Err(Error::new(format!("metadata of version {}, not 16", other.version()))),
		}
	}

	/// The metadata.
	pub fn metadata(&self) -> &RuntimeMetadataV16 {
		&self.metadata
	}

	/// The types.
	pub fn types(&self) -> &PortableRegistry {
		&self.metadata.types
	}

	/// The method of this name: `DevicesApi_device` of the runtime API `DevicesApi`, `Devices.device` of the
	/// pallet `Devices`. The error says what there is.
	pub fn find(&self, name: &str) -> Result<Method<'_>, Error> {
		match (name.split_once('.'), name.split_once('_')) {
			(Some((pallet, function)), _) => self.view_function(pallet, function),
			(None, Some((api, method))) => self.api_method(api, method),
			(None, None) => Err(self.unknown(name)),
		}
	}

	/// The names of all methods and view functions.
	pub fn names(&self) -> impl Iterator<Item = String> + '_ {
		let apis = self.metadata.apis.iter().flat_map(|api| {
			api.methods.iter().map(|method| format!("{}_{}", api.name, method.name))
		});
		let pallets = self.metadata.pallets.iter().flat_map(|pallet| {
			pallet.view_functions.iter().map(|view| format!("{}.{}", pallet.name, view.name))
		});
		apis.chain(pallets)
	}

	fn api_method(&self, api: &str, method: &str) -> Result<Method<'_>, Error> {
		let Some(known) = self.metadata.apis.iter().find(|known| known.name == api) else {
			return Err(self.unknown(&format!("{api}_{method}")));
		};
		match known.methods.iter().find(|known| known.name == method) {
			Some(found) => Ok(Method {
				name: format!("{api}_{method}"),
				inputs: inputs(&found.inputs),
				output: found.output.id,
				view_function: None,
				types: self.types(),
			}),
			None => Err(Error::new(format!(
				"the runtime API {api} has no method {method:?}; it has: {}",
				listed(known.methods.iter().map(|method| &method.name))
			))),
		}
	}

	fn view_function(&self, pallet: &str, function: &str) -> Result<Method<'_>, Error> {
		let Some(known) = self.metadata.pallets.iter().find(|known| known.name == pallet) else {
			return Err(self.unknown(&format!("{pallet}.{function}")));
		};
		match known.view_functions.iter().find(|known| known.name == function) {
			Some(found) => Ok(Method {
				name: format!("{pallet}.{function}"),
				inputs: inputs(&found.inputs),
				output: found.output.id,
				view_function: Some(found.id),
				types: self.types(),
			}),
			None => Err(Error::new(format!(
				"the pallet {pallet} has no view function {function:?}; it has: {}",
				listed(known.view_functions.iter().map(|view| &view.name))
			))),
		}
	}

	fn unknown(&self, name: &str) -> Error {
		let near = self
			.names()
			.map(|known| (distance(&known.to_lowercase(), &name.to_lowercase()), known))
			.filter(|(distance, _)| *distance <= 4)
			.min();
		let hint = near.map(|(_, known)| format!(" (is {known} meant?)")).unwrap_or_default();
		let apis = listed(self.metadata.apis.iter().map(|api| &api.name));
		let with_views =
			self.metadata.pallets.iter().filter(|pallet| !pallet.view_functions.is_empty());
		let pallets = listed(with_views.map(|pallet| &pallet.name));
		Error::new(format!(
			"{name:?} is no method{hint}; a method is Api_method or Pallet.view_function; runtime APIs: \
			 {apis}; pallets with view functions: {pallets}"
		))
	}
}

impl Method<'_> {
	/// The function that the runtime exports for it.
	pub fn entry(&self) -> &str {
		match self.view_function {
			Some(_) => VIEW_FUNCTIONS,
			None => &self.name,
		}
	}

	/// The method with its parameters, for people: `DevicesApi_device(device: DeviceId)`.
	pub fn signature(&self) -> String {
		let parameter =
			|input: &Input| format!("{}: {}", input.name, type_name(input.type_id, self.types));
		let parameters = self.inputs.iter().map(parameter).collect::<Vec<_>>();
		format!("{}({})", self.name, parameters.join(", "))
	}

	/// Encodes arguments for [`Method::entry`]: an array in order, an object by name, or `null` for none.
	pub fn encode(&self, arguments: &Json) -> Result<Vec<u8>, Error> {
		let mut encoded = Vec::new();
		for (input, argument) in self.inputs.iter().zip(self.in_order(arguments)?) {
			let bytes = from_json(argument, input.type_id, self.types)
				.map_err(|error| error.within(&input.name))
				.map_err(|error| Error::new(format!("{error}; it is {}", self.signature())))?;
			encoded.extend(bytes);
		}
		Ok(match self.view_function {
			Some(id) => (id, encoded).encode(),
			None => encoded,
		})
	}

	/// Decodes what [`Method::entry`] answered.
	pub fn decode(&self, mut answer: &[u8]) -> Result<Json, Error> {
		if self.view_function.is_none() {
			return all_to_json(answer, self.output, self.types);
		}
		let outcome = Result::<Vec<u8>, ViewFunctionError>::decode(&mut answer)
			.map_err(|error| Error::new(format!("{} answered no result: {error}", self.name)))?;
		match outcome {
			Ok(answer) => all_to_json(&answer, self.output, self.types),
			Err(error) => Err(Error::new(format!("{} failed: {error:?}", self.name))),
		}
	}

	fn in_order<'a>(&self, arguments: &'a Json) -> Result<Vec<&'a Json>, Error> {
		let wrong = |given: String| {
			Error::new(format!("the arguments of {} are expected, not {given}", self.signature()))
		};
		match arguments {
			Json::Null if self.inputs.is_empty() => Ok(Vec::new()),
			Json::Null => Err(wrong("none".into())),
			Json::Array(given) if given.len() == self.inputs.len() => Ok(given.iter().collect()),
			Json::Array(given) => Err(wrong(format!("{} of them", given.len()))),
			Json::Object(given) => {
				let known = |name: &String| self.inputs.iter().any(|input| input.name == *name);
				if let Some(unknown) = given.keys().find(|name| !known(name)) {
					return Err(wrong(format!("one called {unknown:?}")));
				}
				let find = |input: &Input| {
					given.get(&input.name).ok_or_else(|| wrong(format!("none for {}", input.name)))
				};
				self.inputs.iter().map(find).collect()
			},
			_ => Err(wrong("a single value: an array or an object holds them".into())),
		}
	}
}

/// `frame_support::view_functions::ViewFunctionDispatchError`.
#[derive(Decode, Debug)]
#[allow(dead_code)]
enum ViewFunctionError {
	NotImplemented,
	NotFound([u8; 32]),
	Codec,
}

fn inputs(inputs: &[FunctionParamMetadata<PortableForm>]) -> Vec<Input> {
	inputs.iter().map(|input| Input { name: input.name.clone(), type_id: input.ty.id }).collect()
}

fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
	let names = names.map(String::as_str).collect::<Vec<_>>();
	match names.is_empty() {
		true => "none".into(),
		false => names.join(", "),
	}
}

/// Changes of one character that make one word of the other.
fn distance(one: &str, other: &str) -> usize {
	let other = other.chars().collect::<Vec<_>>();
	let mut row = (0..=other.len()).collect::<Vec<_>>();
	for (line, char) in one.chars().enumerate() {
		let mut diagonal = row[0];
		row[0] = line + 1;
		for (column, theirs) in other.iter().enumerate() {
			let replaced = diagonal + usize::from(char != *theirs);
			diagonal = row[column + 1];
			row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
		}
	}
	row[other.len()]
}
