//! Methods and view functions by their names.

use codec::{Compact, Encode};
use frame_metadata::{
	v16::{
		CustomMetadata, ExtrinsicMetadata, FunctionParamMetadata, ItemDeprecationInfo, OuterEnums,
		PalletMetadata, PalletViewFunctionMetadata, RuntimeApiMetadata, RuntimeApiMethodMetadata,
		RuntimeMetadataV16,
	},
	RuntimeMetadataPrefixed,
};
use jmt_metadata_json::Methods;
use jmt_primitives::DeviceId;
use scale_info::{form::MetaForm, meta_type, MetaType};
use serde_json::json;

const NOT_DEPRECATED: ItemDeprecationInfo<MetaForm> = ItemDeprecationInfo::NotDeprecated;

fn input(name: &'static str, ty: MetaType) -> FunctionParamMetadata<MetaForm> {
	FunctionParamMetadata { name, ty }
}

fn method(
	name: &'static str,
	inputs: Vec<FunctionParamMetadata<MetaForm>>,
	output: MetaType,
) -> RuntimeApiMethodMetadata {
	RuntimeApiMethodMetadata {
		name,
		inputs,
		output,
		docs: Vec::new(),
		deprecation_info: NOT_DEPRECATED,
	}
}

/// A runtime with the API `DevicesApi` and the pallet `Devices`.
fn encoded() -> Vec<u8> {
	let device = || input("device", meta_type::<DeviceId>());
	let api = RuntimeApiMetadata {
		name: "DevicesApi",
		methods: vec![
			method("device", vec![device()], meta_type::<Option<u128>>()),
			method("count", Vec::new(), meta_type::<u32>()),
			method("many", vec![device(), input("at_most", meta_type::<u32>())], meta_type::<()>()),
		],
		docs: Vec::new(),
		version: Compact(1),
		deprecation_info: NOT_DEPRECATED,
	};
	let view = PalletViewFunctionMetadata {
		id: [9; 32],
		name: "device",
		inputs: vec![device()],
		output: meta_type::<Option<u128>>(),
		docs: Vec::new(),
		deprecation_info: NOT_DEPRECATED,
	};
	let pallet = PalletMetadata {
		name: "Devices",
		storage: None,
		calls: None,
		event: None,
		constants: Vec::new(),
		error: None,
		associated_types: Vec::new(),
		view_functions: vec![view],
		index: 50,
		docs: Vec::new(),
		deprecation_info: NOT_DEPRECATED,
	};
	let unit = meta_type::<()>();
	let extrinsic = ExtrinsicMetadata {
		versions: vec![4, 5],
		address_ty: unit,
		call_ty: unit,
		signature_ty: unit,
		transaction_extensions_by_version: Default::default(),
		transaction_extensions: Vec::new(),
	};
	let enums = OuterEnums { call_enum_ty: unit, event_enum_ty: unit, error_enum_ty: unit };
	let custom = CustomMetadata { map: Default::default() };
	let metadata = RuntimeMetadataV16::new(vec![pallet], extrinsic, vec![api], enums, custom);
	RuntimeMetadataPrefixed::from(metadata).encode()
}

fn methods() -> Methods {
	Methods::decode(&encoded()).expect("it is metadata")
}

fn id() -> String {
	format!("0x{}", "07".repeat(32))
}

#[test]
fn it_calls_a_method_of_a_runtime_api() {
	let methods = methods();
	let method = methods.find("DevicesApi_device").unwrap();
	assert_eq!(method.entry(), "DevicesApi_device");
	assert_eq!(method.signature(), "DevicesApi_device(device: DeviceId)");
	assert_eq!(method.encode(&json!([id()])), Ok(vec![7; 32]));
	assert_eq!(method.encode(&json!({ "device": id() })), Ok(vec![7; 32]));
	assert_eq!(method.decode(&Some(u128::MAX).encode()), Ok(json!(u128::MAX.to_string())));
	assert_eq!(method.decode(&None::<u128>.encode()), Ok(json!(null)));
}

#[test]
fn it_takes_no_arguments_for_none() {
	let methods = methods();
	let count = methods.find("DevicesApi_count").unwrap();
	for none in [json!(null), json!([]), json!({})] {
		assert_eq!(count.encode(&none), Ok(Vec::new()), "{none}");
	}
}

#[test]
fn it_puts_named_arguments_in_order() {
	let methods = methods();
	let many = methods.find("DevicesApi_many").unwrap();
	let expected = ([7u8; 32], 5u32).encode();
	assert_eq!(many.encode(&json!({ "at_most": 5, "device": id() })), Ok(expected));
}

#[test]
fn it_calls_a_view_function_by_its_id() {
	let methods = methods();
	let view = methods.find("Devices.device").unwrap();
	assert_eq!(view.entry(), "RuntimeViewFunction_execute_view_function");
	let expected = ([9u8; 32], vec![7u8; 32]).encode();
	assert_eq!(view.encode(&json!([id()])), Ok(expected));
	let answer = Ok::<_, ()>(Some(5u128).encode()).encode();
	assert_eq!(view.decode(&answer), Ok(json!("5")));
}

#[test]
fn it_lists_every_name() {
	let names = methods().names().collect::<Vec<_>>();
	let expected = ["DevicesApi_device", "DevicesApi_count", "DevicesApi_many", "Devices.device"];
	assert_eq!(names, expected);
}

mod reject {
	use super::*;

	/// Finds no such method, with an error that says all of this.
	fn unknown(name: &str, expected: &[&str]) {
		let methods = methods();
		let error = methods.find(name).err().expect(name).to_string();
		for part in expected {
			assert!(error.contains(part), "{name}: {error:?}, not {part:?}");
		}
	}

	#[test]
	fn it_says_which_methods_there_are() {
		unknown("DevicesApi_devise", &["DevicesApi has no method", "device, count, many"]);
		unknown("Devices.devise", &["Devices has no view function", "it has: device"]);
		unknown("DeviceApi_device", &["is DevicesApi_device meant?", "runtime APIs: DevicesApi"]);
		unknown("devices.device", &["is Devices.device meant?"]);
		unknown("system", &["runtime APIs: DevicesApi", "view functions: Devices"]);
		unknown("", &["no method"]);
	}

	/// Refuses these arguments of `DevicesApi_many`, with an error that says all of this.
	fn refuses(arguments: serde_json::Value, expected: &[&str]) {
		let methods = methods();
		let many = methods.find("DevicesApi_many").unwrap();
		let error = many.encode(&arguments).unwrap_err().to_string();
		for part in expected {
			assert!(error.contains(part), "{arguments}: {error:?}, not {part:?}");
		}
	}

	#[test]
	fn it_says_which_arguments_there_are() {
		let signature = "DevicesApi_many(device: DeviceId, at_most: u32)";
		refuses(json!(null), &[signature, "none"]);
		refuses(json!([id()]), &[signature, "1 of them"]);
		refuses(json!([id(), 1, 2]), &[signature, "3 of them"]);
		refuses(json!({ "device": id() }), &[signature, "none for at_most"]);
		refuses(json!({ "device": id(), "at_most": 1, "more": 2 }), &[signature, "\"more\""]);
		refuses(json!(id()), &[signature]);
		refuses(json!(["0x12", 1]), &[signature, "device: 32 bytes are expected, not 1"]);
		refuses(json!([id(), -1]), &[signature, "at_most: "]);
	}

	#[test]
	fn it_passes_on_what_a_view_function_refused() {
		let methods = methods();
		let view = methods.find("Devices.device").unwrap();
		let error = view.decode(&[1, 2]).unwrap_err().to_string();
		assert!(error.contains("Codec"), "{error}");
		assert!(view.decode(&[]).is_err());
		// The answer has bytes that its type does not.
		assert!(view.decode(&Ok::<_, ()>(vec![0u8, 1]).encode()).is_err());
	}

	#[test]
	fn it_refuses_metadata_of_other_versions() {
		assert!(Methods::decode(b"meta").is_err());
		let mut other = encoded();
		other[4] = 13;
		assert!(Methods::decode(&other).is_err());
	}
}
