//! The resource as a gateway saw it last, in a file: in an emergency it says what its owner wants.

use crate::access::{snapshot, AccessError};
use jmt_primitives::{
	access::{Action, FactKey, FactValue, Reason, Resource, ResourceId, Snapshot},
	DeviceId, Hash,
};
use std::{
	collections::BTreeMap,
	path::{Path, PathBuf},
};

/// The file, and what it says.
pub(super) struct Kept {
	path: PathBuf,
	resource: ResourceId,
	/// Written by this process.
	written: Option<Option<FactValue>>,
}

fn path_in(folder: &Path) -> PathBuf {
	folder.join("resource")
}

impl Kept {
	/// In a gateway's folder.
	pub(super) fn new(folder: &Path, resource: ResourceId) -> Self {
		Self { path: path_in(folder), resource, written: None }
	}

	/// Keeps what a state says about the resource. Written where it says something else than before.
	pub(super) fn keep(&mut self, state: &Snapshot) -> Result<(), AccessError> {
		let key = FactKey::Resource(self.resource);
		let Some(fact) = state.facts.get(&key) else { return Ok(()) };
		if self.written.as_ref() == Some(fact) {
			return Ok(());
		}
		let facts = BTreeMap::from([(key, fact.clone())]);
		snapshot::save(&self.path, &Snapshot { facts, ..state.clone() })?;
		self.written = Some(fact.clone());
		Ok(())
	}
}

/// The resource as the gateway with this folder saw it last.
pub(super) enum Last {
	/// It saw none, or in words that are not understood.
	Unknown,
	/// It saw that there is no such resource.
	Absent,
	Is(Box<Resource>),
}

impl Last {
	/// Reads the file in a gateway's folder.
	pub(super) fn read(
		folder: &Path,
		genesis: &Hash,
		resource: ResourceId,
	) -> Result<Self, AccessError> {
		let path = path_in(folder);
		// Of a folder that cannot be looked into no file is told, which its reader tells.
		if path.try_exists().is_ok_and(|exists| !exists) {
			return Ok(Self::Unknown);
		}
		let mut state = snapshot::open(&path, genesis)?;
		Ok(match state.facts.remove(&FactKey::Resource(resource)) {
			Some(Some(FactValue::Resource(resource))) => Self::Is(Box::new(resource)),
			Some(None) => Self::Absent,
			_ => Self::Unknown,
		})
	}

	/// Whether the device may take the action in an emergency, or the reason why not.
	pub(super) fn check(&self, enforcer: &DeviceId, action: Action) -> Result<(), Reason> {
		match self {
			Self::Unknown => Ok(()),
			Self::Absent => Err(Reason::UnknownResource),
			Self::Is(resource) if resource.is_fail_safe(enforcer, action) => Ok(()),
			Self::Is(resource) if resource.enforcer != Some(*enforcer) => {
				Err(Reason::NotThisEnforcer)
			},
			Self::Is(_) => Err(Reason::NoRule),
		}
	}
}
