//! Which proposals of WebAssembly belong to profile 1, and which one a refused program needs.

use wasmparser::{Validator, WasmFeatures};

/// Those of profile 1. `GC_TYPES` is left out, which leaves `funcref` as the only reference.
pub(super) const PROFILE: WasmFeatures = WasmFeatures::FLOATS
	.union(WasmFeatures::MUTABLE_GLOBAL)
	.union(WasmFeatures::SIGN_EXTENSION)
	.union(WasmFeatures::SATURATING_FLOAT_TO_INT)
	.union(WasmFeatures::MULTI_VALUE)
	.union(WasmFeatures::BULK_MEMORY)
	.union(WasmFeatures::REFERENCE_TYPES);

/// Those that compilers can switch on besides, by the name of the switch.
const BEYOND: [(&str, WasmFeatures); 12] = [
	("SIMD", WasmFeatures::SIMD.union(WasmFeatures::RELAXED_SIMD)),
	("relaxed SIMD", WasmFeatures::RELAXED_SIMD),
	("threads", WasmFeatures::THREADS),
	("tail calls", WasmFeatures::TAIL_CALL),
	("exceptions", WasmFeatures::EXCEPTIONS.union(WasmFeatures::LEGACY_EXCEPTIONS)),
	("several memories", WasmFeatures::MULTI_MEMORY),
	("memory64", WasmFeatures::MEMORY64),
	("extended constant expressions", WasmFeatures::EXTENDED_CONST),
	("garbage collection", WasmFeatures::GC),
	("typed function references", WasmFeatures::FUNCTION_REFERENCES.union(WasmFeatures::GC)),
	("externref", WasmFeatures::GC_TYPES),
	("wide arithmetic", WasmFeatures::WIDE_ARITHMETIC),
];

/// Why the validator refuses a program under these proposals, if it does.
pub(super) fn fault(wasm: &[u8], features: WasmFeatures) -> Option<String> {
	Validator::new_with_features(features).validate_all(wasm).err().map(|error| error.to_string())
}

/// The proposals that a program needs beyond the profile. None if all of them do not make it valid.
pub(super) fn beyond(wasm: &[u8]) -> Option<String> {
	let all = BEYOND.iter().fold(PROFILE, |all, (_, features)| all.union(*features));
	if fault(wasm, all).is_some() {
		return None;
	}
	let needed = |features: &WasmFeatures| fault(wasm, all.difference(*features)).is_some();
	let names: Vec<_> =
		BEYOND.iter().filter(|(_, features)| needed(features)).map(|(name, _)| *name).collect();
	Some(names.join(", "))
}
