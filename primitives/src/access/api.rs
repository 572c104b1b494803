use super::{
	Asked, Decision, Explanation, FactKey, Grant, GrantId, LogHead, Request, Resource, ResourceId,
};
use crate::DeviceId;
use alloc::vec::Vec;

sp_api::decl_runtime_apis! {
	/// Decisions about access, and the facts behind them.
	#[api_version(1)]
	pub trait AccessApi {
		/// Whether a subject may do something with a resource, until when, or the reason why not. A request without a
		/// time of its own is decided at the block's.
		fn decide(request: Request) -> Decision;
		/// The decision, and of each rule of the policy whether it is true, false or unknown.
		fn explain(request: Request) -> Explanation;
		/// A resource; `None` when there is none with this number.
		fn resource(resource: ResourceId) -> Option<Resource>;
		/// A grant and those above it, up to its root. Empty when there is none with this number.
		fn grant_chain(grant: GrantId) -> Vec<(GrantId, Grant)>;
		/// Names the facts by which the resource decides about these subjects and grants, 1,024 at most: a light client
		/// reads them with their proofs and keeps them. Of more than 16 that are asked for, the first ones count.
		fn snapshot(resource: ResourceId, asked: Vec<Asked>) -> Vec<FactKey>;
		/// The newest head of a device's log of uses; `None` when it has none.
		fn log_head(enforcer: DeviceId) -> Option<LogHead>;
	}
}
