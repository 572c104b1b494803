//! Instants by two clocks, and when a window is over.

use super::ROOMY_BLOCKS;
use crate::Moment;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// An instant by the time and by the count of blocks with room.
///
/// A window that was closed by time alone could be closed by whoever fills the blocks in it.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Instant {
	/// In ms.
	pub at: Moment,
	/// Blocks so far that had room for calls of tasks, see [`BlockRoom`](crate::authorized::BlockRoom).
	pub roomy: u32,
}

impl Instant {
	/// The last moment of `windows` windows of `window` ms each that begin here. It is still in time.
	pub fn until(&self, window: Moment, windows: u32) -> Moment {
		self.at.saturating_add(window.saturating_mul(windows.into()))
	}

	/// Whether a window of `window` ms that began here is over: its last moment has passed, and five blocks with room
	/// were made in it.
	pub fn is_over(&self, window: Moment, now: Instant) -> bool {
		self.are_over(window, 1, now)
	}

	/// Whether `windows` windows in a row are over, with five blocks with room for each.
	pub fn are_over(&self, window: Moment, windows: u32, now: Instant) -> bool {
		let roomy = now.roomy.saturating_sub(self.roomy);
		now.at > self.until(window, windows) && roomy >= ROOMY_BLOCKS.saturating_mul(windows)
	}
}
