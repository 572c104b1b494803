//! Sortition: one ticket for each stake unit, and which tickets may claim.
//!
//! A ticket is a number of 128 bits. The expected number of tickets below a threshold is its part of 2^128, times all
//! units: it grows with the stake alone, however it is spread over keys.

use super::TaskId;
use crate::{DeviceId, Hash, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_crypto_hashing::blake2_256;

/// Purpose of [`ticket`].
pub const TICKET: &[u8] = b"jmt/task/ticket/v1";

/// Purpose of [`is_audited`].
pub const AUDIT: &[u8] = b"jmt/task/audit/v1";

/// Winners expected for each slot at first.
pub const WINNERS_PER_SLOT: u128 = 3;

/// Parts of the claim window; with each the expected winners double.
pub const DOUBLINGS: u64 = 8;

/// Doublings for a panel: twelve winners a slot are expected at most, however long it waits.
pub const PANEL_DOUBLINGS: u64 = 2;

/// One optimistic task of so many is audited.
pub const AUDITED_ONE_IN: u8 = 16;

/// The ticket of a stake unit for a task. The lowest ones have the slots.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Ticket(pub u128);

/// The ticket of a device's stake unit: the first 16 bytes of blake2-256 of `(purpose, seed, number, device, unit)`,
/// little-endian. `number` is the task's, or the panel's; a device's units count from 0.
pub fn ticket(seed: &Hash, number: TaskId, device: &DeviceId, unit: u32) -> Ticket {
	Ticket(low(&blake2_256(&(TICKET, seed, number, device, unit).encode())))
}

/// The highest ticket that may claim, `elapsed` ms after the claims of `window` ms began: so that three times as many
/// winners as slots are expected of all `units`, doubled every eighth of the window, also behind its end.
pub fn threshold(units: u64, slots: u8, elapsed: Moment, window: Moment) -> Ticket {
	let winners = WINNERS_PER_SLOT.saturating_mul(slots.into());
	let doublings = elapsed.saturating_mul(DOUBLINGS).checked_div(window).unwrap_or(u64::MAX);
	let factor = u32::try_from(doublings).ok().and_then(|doublings| 1u128.checked_shl(doublings));
	let winners = winners.saturating_mul(factor.unwrap_or(u128::MAX));
	Ticket(u128::MAX.checked_div(units.into()).unwrap_or(u128::MAX).saturating_mul(winners))
}

/// How long a worker waits before it claims, in ms from the begin of the claims, so that lower tickets come first and the
/// others need not send. `None` when the ticket is not good within the window.
///
/// Tickets that are good at first are spread over half of the window; those of each later eighth over a sixteenth.
pub fn wait(ticket: Ticket, units: u64, slots: u8, window: Moment) -> Option<Moment> {
	let eighth = |doubling: u64| {
		let begin = window.saturating_mul(doubling).div_ceil(DOUBLINGS);
		threshold(units, slots, begin, window)
	};
	let doubling = (0..DOUBLINGS).find(|doubling| ticket <= eighth(*doubling))?;
	let above = eighth(doubling).0;
	let (below, begin, spread) = match doubling.checked_sub(1) {
		None => (0, 0, window.checked_div(2)?),
		Some(before) => (
			eighth(before).0,
			window.saturating_mul(doubling.saturating_add(7)).div_ceil(16),
			window.checked_div(16)?,
		),
	};
	// In parts of 2^20, so that nothing overflows.
	let part = above.saturating_sub(below).checked_shr(20)?.max(1);
	let place = ticket.0.saturating_sub(below).checked_div(part)?.min(1 << 20);
	let place = u64::try_from(place).ok()?;
	let wait = spread.saturating_mul(place).checked_shr(20)?;
	Some(begin.saturating_add(wait))
}

/// Whether the lot falls on an optimistic task, by the seed of its panel: of blocks that follow its last reveal.
pub fn is_audited(seed: &Hash, number: TaskId) -> bool {
	let lot = low(&blake2_256(&(AUDIT, seed, number).encode()));
	lot.checked_rem(AUDITED_ONE_IN.into()) == Some(0)
}

fn low(hash: &[u8; 32]) -> u128 {
	let mut low = [0u8; 16];
	low.iter_mut().zip(hash.iter()).for_each(|(to, from)| *to = *from);
	u128::from_le_bytes(low)
}
