//! The chain's metadata. Polkadot.js Apps shows its docs to everyone who reads the state or sends a call.

use codec::Decode;
use frame_support::__private::{
	metadata::{
		v16::{PalletMetadata, RuntimeMetadataV16},
		RuntimeMetadata, RuntimeMetadataPrefixed,
	},
	scale_info::{form::PortableForm, TypeDef, Variant},
};
use jmt_primitives::Invariants;
use jmt_runtime::{OwnPallets, Runtime};
use sp_io::TestExternalities;

pub(crate) fn metadata() -> RuntimeMetadataV16 {
	// Some constants are parameters, which lie in the state.
	let opaque = TestExternalities::new_empty().execute_with(|| Runtime::metadata_at_version(16));
	let opaque = opaque.expect("version 16 is known");
	let RuntimeMetadataPrefixed(_, metadata) =
		RuntimeMetadataPrefixed::decode(&mut &opaque[..]).expect("it is metadata");
	match metadata {
		RuntimeMetadata::V16(metadata) => metadata,
		other => panic!("it is of version {}", other.version()),
	}
}

/// The chain's own pallets.
fn own(metadata: &RuntimeMetadataV16) -> Vec<&PalletMetadata<PortableForm>> {
	let mut own = Vec::new();
	OwnPallets::each(&mut |name, _| {
		own.push(metadata.pallets.iter().find(|pallet| pallet.name == name).expect(name))
	});
	own
}

/// The variants of the enum with this id.
pub(crate) fn variants(metadata: &RuntimeMetadataV16, id: u32) -> &[Variant<PortableForm>] {
	match &metadata.types.resolve(id).expect("it is among the types").type_def {
		TypeDef::Variant(variants) => &variants.variants,
		other => panic!("no enum: {other:?}"),
	}
}

/// Whether there is anything in these lines.
fn says_something(docs: &[String]) -> bool {
	docs.iter().any(|line| !line.trim().is_empty())
}

/// Each item of a pallet with its docs, the pallet included.
fn items<'a>(
	metadata: &'a RuntimeMetadataV16,
	pallet: &'a PalletMetadata<PortableForm>,
) -> Vec<(String, &'a [String])> {
	let mut items = vec![("the pallet".to_string(), &pallet.docs[..])];
	let enums = [
		("call", pallet.calls.as_ref().map(|calls| calls.ty.id)),
		("event", pallet.event.as_ref().map(|event| event.ty.id)),
		("error", pallet.error.as_ref().map(|error| error.ty.id)),
	];
	for (what, id) in enums {
		let id = id.unwrap_or_else(|| panic!("{} has no {what}", pallet.name));
		for variant in variants(metadata, id) {
			items.push((format!("{what} {}", variant.name), &variant.docs[..]));
		}
	}
	let entries = pallet.storage.iter().flat_map(|storage| &storage.entries);
	items.extend(entries.map(|entry| (format!("storage {}", entry.name), &entry.docs[..])));
	let constants = pallet.constants.iter();
	items.extend(constants.map(|item| (format!("constant {}", item.name), &item.docs[..])));
	let types = pallet.associated_types.iter();
	items.extend(types.map(|item| (format!("type {}", item.name), &item.docs[..])));
	let views = pallet.view_functions.iter();
	items.extend(views.map(|item| (format!("view function {}", item.name), &item.docs[..])));
	items
}

#[test]
fn documents_every_item_of_the_chains_own_pallets() {
	let metadata = metadata();
	for pallet in own(&metadata) {
		let items = items(&metadata, pallet);
		for what in ["call ", "event ", "error ", "storage ", "view function "] {
			let some = items.iter().any(|(item, _)| item.starts_with(what));
			assert!(some, "{}: no {what}was looked at", pallet.name);
		}
		let bare: Vec<_> =
			items.iter().filter(|(_, docs)| !says_something(docs)).map(|(item, _)| item).collect();
		assert!(bare.is_empty(), "{}: no docs for {bare:?}", pallet.name);
	}
}

#[test]
fn names_every_argument_of_their_calls_in_the_docs_of_the_call() {
	let metadata = metadata();
	for pallet in own(&metadata) {
		let calls = pallet.calls.as_ref().expect("it has calls");
		for call in variants(&metadata, calls.ty.id) {
			let docs = call.docs.join(" ");
			let words: Vec<_> = docs.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
			for argument in &call.fields {
				let name = argument.name.as_deref().expect("arguments have names");
				assert!(words.contains(&name), "{}.{}: no {name}", pallet.name, call.name);
			}
		}
	}
}

/// The runtime APIs that `primitives` declares, each in the `api.rs` of its noun.
fn own_apis() -> Vec<String> {
	let nouns = concat!(env!("CARGO_MANIFEST_DIR"), "/../../primitives/src");
	let mut apis = Vec::new();
	for noun in std::fs::read_dir(nouns).expect("the folder is there") {
		let path = noun.expect("it can be read").path().join("api.rs");
		let Ok(source) = std::fs::read_to_string(path) else { continue };
		let declared = source.lines().filter_map(|line| line.trim().strip_prefix("pub trait "));
		apis.extend(declared.map(|rest| rest.trim_end_matches(" {").to_string()));
	}
	apis
}

#[test]
fn documents_the_apis_of_the_chains_own() {
	let metadata = metadata();
	let names = own_apis();
	assert!(names.len() >= 4, "{names:?}");
	for name in names {
		let api = metadata.apis.iter().find(|api| api.name == name).expect(&name);
		assert!(says_something(&api.docs), "{name}");
		assert!(!api.methods.is_empty(), "{name}");
		for method in &api.methods {
			assert!(says_something(&method.docs), "{name}.{}", method.name);
		}
	}
}
