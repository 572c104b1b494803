//! Proofs out of a log, as JSON.

use crate::{
	access::AccessError,
	keys::{create_new, PUBLIC},
};
use jmt_primitives::{
	access::log::{Absence, Entry, Lie, Receipt, Seal},
	merkle, DeviceId, DeviceSignature, Hash, Moment,
};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Largest file of a proof.
pub const MOST_BYTES: usize = 16 << 20;

/// Segments of a proof of absence at most.
pub(super) const MOST_SEGMENTS: usize = 4_096;

/// A head of a log: of the chain's newest, or of an older one that an event told.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
	pub leaves: u32,
	pub root: Hash,
}

/// Shows that a use is in a log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UseProof {
	pub(super) kind: UseKind,
	pub genesis: Hash,
	pub enforcer: DeviceId,
	pub head: Head,
	/// The leaf's.
	pub index: u32,
	#[serde(with = "crate::hexadecimal::scale")]
	pub entry: Entry,
	pub salt: Hash,
	pub path: Vec<Hash>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum UseKind {
	#[serde(rename = "access-log-use/v1")]
	Use,
}

/// Shows that a log has no entry of a use in some time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AbsenceProof {
	pub(super) kind: AbsenceKind,
	pub genesis: Hash,
	pub enforcer: DeviceId,
	pub head: Head,
	pub use_id: Hash,
	/// The first moment that is asked about, in ms.
	pub from: Moment,
	/// The last one.
	pub until: Moment,
	/// Every segment from the newest one back to that of the first moment.
	pub segments: Vec<Segment>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum AbsenceKind {
	#[serde(rename = "access-log-absence/v1")]
	Absence,
}

/// A segment of a log.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Segment {
	#[serde(with = "crate::hexadecimal::scale")]
	pub seal: Seal,
	/// The seal's, in the log.
	pub path: Vec<Hash>,
	/// Where the segment is of the time that is asked about.
	#[serde(with = "crate::hexadecimal::scale")]
	pub absence: Option<Absence>,
}

/// Why a proof shows nothing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotProved {
	#[error("the proof is of another chain")]
	OtherChain,
	#[error("the proof is of another head of the log, with {} leaves: ask for a new one, or name that head", .0.leaves)]
	OtherHead(Head),
	#[error("the entry does not stand in the log")]
	NoEntry,
	#[error("the seals do not follow each other")]
	Seals,
	#[error("the log is sealed from {from} to {until} ms only")]
	OtherTime { from: Moment, until: Moment },
	#[error("segment {0} is not shown to lack the use")]
	NotAbsent(u32),
}

impl Head {
	fn check(&self, genesis: (&Hash, &Hash), known: &Head) -> Result<(), NotProved> {
		if genesis.0 != genesis.1 {
			return Err(NotProved::OtherChain);
		}
		if self != known {
			return Err(NotProved::OtherHead(*self));
		}
		Ok(())
	}

	fn has(&self, index: u32, leaf: &[u8], path: &[Hash]) -> bool {
		merkle::verify(&self.root, self.leaves, index, leaf, path).is_ok()
	}
}

impl UseProof {
	/// Whether the log with this head has the entry.
	pub fn check(&self, genesis: &Hash, head: &Head) -> Result<(), NotProved> {
		self.head.check((&self.genesis, genesis), head)?;
		let leaf = self.entry.leaf(genesis, &self.enforcer, &self.salt);
		match head.has(self.index, &leaf, &self.path) {
			true => Ok(()),
			false => Err(NotProved::NoEntry),
		}
	}

	/// Writes it to a new file.
	pub fn write(&self, path: &Path) -> Result<(), AccessError> {
		write(self, path)
	}
}

impl AbsenceProof {
	/// Whether the log with this head has no entry of the use in the time asked. From the newest seal the way back is
	/// fixed, so that none is left out.
	pub fn check(&self, genesis: &Hash, head: &Head) -> Result<(), NotProved> {
		self.head.check((&self.genesis, genesis), head)?;
		let mut next: Option<&Seal> = None;
		for Segment { seal, path, absence } in &self.segments {
			let index = seal.index().ok_or(NotProved::Seals)?;
			let follows = match next {
				None => index.checked_add(1) == Some(head.leaves),
				Some(next) => seal.precedes(next),
			};
			if !follows || !head.has(index, &seal.leaf(genesis, &self.enforcer), path) {
				return Err(NotProved::Seals);
			}
			let is_absent = |absence: &Absence| absence.of_use(&self.use_id, seal);
			if self.asks(seal) && !absence.as_ref().is_some_and(is_absent) {
				return Err(NotProved::NotAbsent(seal.segment));
			}
			next = Some(seal);
		}
		let (Some(newest), Some(oldest)) = (self.segments.first(), next) else {
			return Err(NotProved::Seals);
		};
		let (from, until) = (oldest.from, newest.seal.to);
		let begins = oldest.begins == 0 || from < self.from;
		match self.from <= self.until && begins && self.until <= until {
			true => Ok(()),
			false => Err(NotProved::OtherTime { from, until }),
		}
	}

	/// Whether a segment has moments that are asked about.
	fn asks(&self, seal: &Seal) -> bool {
		is_asked(seal, self.from, self.until)
	}

	/// The lie of an enforcer that signed a receipt for the use.
	pub fn lie(&self, receipt: &Receipt, signature: &DeviceSignature) -> Option<Lie> {
		let segment = self.segments.iter().find(|segment| segment.seal.covers(receipt.at))?;
		Some(Lie::Missing {
			receipt: *receipt,
			signature: *signature,
			seal: segment.seal,
			path: segment.path.clone().try_into().ok()?,
			absence: segment.absence.clone()?,
		})
	}

	/// Writes it to a new file.
	pub fn write(&self, path: &Path) -> Result<(), AccessError> {
		write(self, path)
	}
}

pub(super) fn is_asked(seal: &Seal, from: Moment, until: Moment) -> bool {
	from <= seal.to && seal.from < until
}

fn write(proof: &impl Serialize, path: &Path) -> Result<(), AccessError> {
	let text = serde_json::to_vec_pretty(proof)
		.map_err(|error| AccessError::unwritten(path, error.into()))?;
	create_new(path, &text, PUBLIC).map_err(|error| AccessError::unwritten(path, error))
}
