use super::{record::Record, Log};
use crate::access::AccessError;
use jmt_primitives::{access::log::Entry, Hash};

/// An entry of a log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
	/// Its leaf's.
	pub index: u32,
	pub salt: Hash,
	pub entry: Entry,
}

impl Log {
	/// The newest entries, so many at most, the newest last, and how many leaves there are.
	pub fn newest(&mut self, most: usize) -> Result<(Vec<Found>, u32), AccessError> {
		self.locked(|log| {
			let mut found = std::collections::VecDeque::new();
			log.each_entry(|one| {
				found.push_back(one);
				if found.len() > most {
					found.pop_front();
				}
			})?;
			Ok((found.into(), log.state().builder.leaves()))
		})
	}

	/// The entry of a use.
	pub fn find(&mut self, use_id: &Hash) -> Result<Option<Found>, AccessError> {
		self.locked(|log| log.find_locked(use_id))
	}

	pub(super) fn find_locked(&mut self, use_id: &Hash) -> Result<Option<Found>, AccessError> {
		let mut found = None;
		self.each_entry(|one| {
			if one.entry.use_id == *use_id {
				found = Some(one);
			}
		})?;
		Ok(found)
	}

	fn each_entry(&mut self, mut told: impl FnMut(Found)) -> Result<(), AccessError> {
		let mut index = 0u32;
		self.each(|record| {
			match record {
				Record::Opened { .. } => return Ok(()),
				Record::Entry { salt, entry } => told(Found { index, salt, entry }),
				Record::Seal(_) => {},
			}
			index = index.saturating_add(1);
			Ok(())
		})
	}
}
