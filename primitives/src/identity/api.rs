use super::Snapshot;
use crate::{
	devices::DeviceStanding,
	did::DidRecord,
	domains::{Domain, DomainId, Link},
	manifests::{Manifest, ManifestId},
	proof_of_time::WeightReport,
	units::{Root, RootId},
	DeviceId,
};
use alloc::vec::Vec;

sp_api::decl_runtime_apis! {
	/// Domains, manifests, and who a device is to others.
	#[api_version(1)]
	pub trait IdentityApi {
		/// A domain; `None` when there is none with this number.
		fn domain(domain: DomainId) -> Option<Domain>;
		/// A domain and those above it: its own number first, the top last. Empty when there is no such domain.
		fn path(domain: DomainId) -> Vec<DomainId>;
		/// Whether a device is active, or the first reason why not; `None` when it is not registered.
		fn standing(device: DeviceId) -> Option<DeviceStanding>;
		/// The facts of a device's DID document; `None` when it is not registered.
		fn resolve_did(device: DeviceId) -> Option<DidRecord>;
		/// A manifest; `None` when there is none with this number, or it was swept.
		fn manifest(manifest: ManifestId) -> Option<Manifest>;
		/// A root of trust; `None` when there is none with this number.
		fn root(root: RootId) -> Option<Root>;
		/// The link by which `from` lets in devices of `to`.
		fn trust(from: DomainId, to: DomainId) -> Option<Link>;
		/// All that a verifier of the domain `host` needs to decide about a device.
		fn snapshot(device: DeviceId, host: DomainId) -> Snapshot;
		/// The weight that a device's answer would find now, by factor; `None` when it is not registered.
		fn weight_of(device: DeviceId) -> Option<WeightReport>;
	}
}
