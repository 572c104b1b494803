//! Builds the runtime as WASM next to the native one.

fn main() {
	#[cfg(feature = "std")]
	{
		// With a target folder outside of the checkout the builder would not find the lock file, and would
		// resolve versions anew.
		std::env::set_var("WASM_BUILD_WORKSPACE_HINT", concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
		#[cfg(feature = "metadata-hash")]
		substrate_wasm_builder::WasmBuilder::init_with_defaults()
			.enable_metadata_hash("JMT", 12)
			.build();
		#[cfg(not(feature = "metadata-hash"))]
		substrate_wasm_builder::WasmBuilder::build_using_defaults();
	}
}
