//! Parameters.

use crate::{
	call_class::call_classes,
	genesis_parameters,
	parameters::{Administrator, RuntimeParameters},
	Runtime, RuntimeEvent,
};

impl pallet_parameters::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = Administrator;
	/// The pallet offers no other.
	type WeightInfo = ();
}

impl genesis_parameters::Config for Runtime {}

call_classes! {
	pallet_parameters::Call<Runtime>,
	Decision: set_parameter;
}
