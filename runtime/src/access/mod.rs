//! Answers about access: decisions, resources, grants with those above them, and the facts that a decision needs.

mod keys;

pub use keys::{keys, MAX_ASKED, MAX_KEYS};

use crate::{DeviceId, Runtime};
use alloc::vec::Vec;
use jmt_primitives::access::{Grant, GrantId, LogHead, Resource, ResourceId, MAX_DEPTH};
use pallet_access::{Grants, Logs, Resources};

/// A resource.
pub fn resource(resource: ResourceId) -> Option<Resource> {
	Resources::<Runtime>::get(resource)
}

/// A grant and those above it, up to its root or to the first that is not there. A chain has no more than this.
pub fn grant_chain(grant: GrantId) -> Vec<(GrantId, Grant)> {
	let (mut chain, mut next) = (Vec::new(), Some(grant));
	for _ in 0..MAX_DEPTH {
		let Some(id) = next else { break };
		let Some(found) = Grants::<Runtime>::get(id) else { break };
		next = found.parent;
		chain.push((id, found));
	}
	chain
}

/// The head of a device's log.
pub fn log_head(enforcer: DeviceId) -> Option<LogHead> {
	Logs::<Runtime>::get(enforcer)
}
