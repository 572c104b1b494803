use super::Log;
use crate::{access::AccessError, amount::format_time, keys::DeviceKey, pallets::access::Anchor};
use jmt_primitives::{
	access::log::{signed, LogHead, Seal},
	merkle::consistency_proof,
	DeviceId, Hash, Moment,
};

/// A head that the chain can take: the log up to its next seal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewHead {
	genesis: Hash,
	enforcer: DeviceId,
	pub seal: Seal,
	/// Of the log, with the seal.
	pub leaves: u32,
	pub root: Hash,
	/// From the anchored tree to this one; empty the first time.
	pub consistency: Vec<Hash>,
	/// From the seal to the tree.
	pub path: Vec<Hash>,
}

impl NewHead {
	/// The call, signed by the enforcer.
	pub fn sign(self, key: &DeviceKey) -> Anchor {
		let Self { genesis, enforcer, seal, leaves, root, consistency, path } = self;
		let signature = key.sign(&signed::anchor(&genesis, &enforcer, &seal, leaves, &root));
		Anchor { enforcer, seal, leaves, root, consistency, path, signature }
	}
}

impl Log {
	/// The head behind the one that the chain has. Appends a seal over all that is logged by the time `now` of the chain, or
	/// takes the one that was appended before and not anchored.
	pub fn next_head(
		&mut self,
		last: Option<&LogHead>,
		now: Moment,
	) -> Result<NewHead, AccessError> {
		self.locked(|log| {
			if let Some(last) = last {
				log.ensure_anchored(last)?;
			}
			let segment = last.map_or(0, |last| last.segment).saturating_add(1);
			let waiting = log.state().seals.iter().find(|seal| seal.segment == segment).copied();
			let seal = match waiting {
				Some(seal) => seal,
				None => log.seal(|state| {
					let latest = state.span.map_or(now, |(_, latest)| now.max(latest));
					let first = state.span.map_or(latest, |(first, _)| latest.min(first));
					let from = last.map_or(first.saturating_sub(1), |last| last.at);
					if latest <= from {
						return Err(AccessError::other(format!(
							"nothing to anchor: the chain has the log until {} UTC",
							format_time(from)
						)));
					}
					Ok(Seal {
						segment,
						begins: last.map_or(0, |last| last.leaves),
						from,
						to: latest,
						entries: u32::try_from(state.open.len()).unwrap_or(u32::MAX),
						sorted: state.sorted(),
					})
				})?,
			};
			let full = || AccessError::file(log.path(), "it is full");
			let leaves = seal.index().and_then(|index| index.checked_add(1)).ok_or_else(full)?;
			if !seal.extends(last, leaves, Moment::MAX) {
				let other = "its next seal does not follow that which is anchored";
				return Err(AccessError::file(log.path(), other));
			}
			let tree = log.tree(leaves)?;
			let path = tree.proof(leaves.saturating_sub(1));
			let consistency = match last {
				Some(last) => consistency_proof(&tree, last.leaves),
				None => Some(Vec::new()),
			};
			let (Some(path), Some(consistency)) = (path, consistency) else {
				return Err(AccessError::file(log.path(), "it is shorter than its seal says"));
			};
			Ok(NewHead {
				genesis: log.genesis(),
				enforcer: log.enforcer(),
				seal,
				leaves,
				root: tree.root(),
				consistency,
				path: path.into_inner(),
			})
		})
	}

	/// Refuses a file that is not the log which the chain has.
	pub(super) fn ensure_anchored(&mut self, head: &LogHead) -> Result<(), AccessError> {
		let reason = if self.state().builder.leaves() < head.leaves {
			"it is shorter than the log that is anchored"
		} else if self.tree(head.leaves)?.tree() != head.tree {
			"it is not the log that is anchored"
		} else {
			return Ok(());
		};
		Err(AccessError::file(self.path(), reason))
	}
}
