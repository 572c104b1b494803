//! A device as others see it.

use super::ask;
use crate::{chain::At, error::Error};
use jmt_primitives::{
	did::DidRecord, domains::DomainId, identity::Snapshot, proof_of_time::WeightReport, DeviceId,
};

const API: &str = "IdentityApi";

/// The facts of a device's DID document; `None` when it is not registered.
pub async fn did_record(at: &At, device: DeviceId) -> Result<Option<DidRecord>, Error> {
	ask(at, API, "resolve_did", &(device,)).await
}

/// A device's weight by factor. `None` when it is not registered, and on a chain that does not tell.
pub async fn weight(at: &At, device: DeviceId) -> Result<Option<WeightReport>, Error> {
	const METHOD: &str = "weight_of";
	let api = at.metadata_ref().runtime_api_trait_by_name(API);
	if api.is_none_or(|api| api.method_by_name(METHOD).is_none()) {
		return Ok(None);
	}
	ask(at, API, METHOD, &(device,)).await
}

/// All that a verifier of the domain `host` needs to decide about a device.
pub async fn snapshot(at: &At, device: DeviceId, host: DomainId) -> Result<Snapshot, Error> {
	ask(at, API, "snapshot", &(device, host)).await
}
