//! What is stored.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{
	supply::{Stream, StreamShares},
	time::DAY_MS,
	Balance, Moment,
};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// What a stream drew and returned. The counters are gross and never fall.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct StreamAccount {
	/// All that was ever drawn, in planck.
	pub drawn: Balance,
	/// All that was ever given back, in planck.
	pub returned: Balance,
	/// Of what was given back: what had not become available again at `spread_from`, in planck.
	pub spreading: Balance,
	/// When the day began over which `spreading` becomes available, in ms.
	pub spread_from: Moment,
	/// The latest moment at which something was drawn, in ms.
	pub drawn_at: Moment,
}

impl StreamAccount {
	/// What was drawn, less what was given back, in planck.
	pub const fn net_drawn(&self) -> Balance {
		self.drawn.saturating_sub(self.returned)
	}

	/// Of what was given back, what is not available again at `now`, in planck. Rounded up, which favours
	/// the pot. A clock behind `spread_from` has spread nothing.
	pub fn unspread(&self, now: Moment) -> Balance {
		let elapsed = now.saturating_sub(self.spread_from);
		if elapsed >= DAY_MS {
			return 0;
		}
		let spread = self
			.spreading
			.checked_mul(Balance::from(elapsed))
			.and_then(|product| product.checked_div(Balance::from(DAY_MS)))
			.unwrap_or(0);
		self.spreading.saturating_sub(spread)
	}

	/// What can be drawn at `now` when `credited` planck were released to the stream by then; 0 where a
	/// clock that runs backwards makes it less than nothing.
	pub fn available(&self, credited: Balance, now: Moment) -> Balance {
		credited
			.saturating_add(self.returned)
			.saturating_sub(self.unspread(now))
			.saturating_sub(self.drawn)
	}

	/// The account after drawing `amount` at `now`; `None` when a counter would overflow.
	pub fn after_draw(self, amount: Balance, now: Moment) -> Option<Self> {
		let drawn = self.drawn.checked_add(amount)?;
		Some(Self { drawn, drawn_at: self.drawn_at.max(now), ..self })
	}

	/// The account after giving back `amount` at `now`: it spreads over a day from now, together with what
	/// had not been spread yet. `None` when a counter would overflow.
	pub fn after_give_back(self, amount: Balance, now: Moment) -> Option<Self> {
		let returned = self.returned.checked_add(amount)?;
		let spreading = self.unspread(now).checked_add(amount)?;
		Some(Self { returned, spreading, spread_from: now, ..self })
	}
}

/// How the release is divided, and what had been credited when the division began.
#[derive(
	Clone,
	Copy,
	Default,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Division {
	/// The shares that what is released from now on is divided by.
	pub shares: StreamShares,
	/// What had been released when the shares were set, in planck.
	pub released: Balance,
	/// Of it, what had been credited to [`Stream::Devices`].
	pub devices: Balance,
	/// Of it, what had been credited to [`Stream::Validators`].
	pub validators: Balance,
	/// Of it, what had been credited to [`Stream::Gateways`].
	pub gateways: Balance,
}

impl Division {
	/// What is credited to a stream once `released` planck have been released in all. The streams' credits
	/// add up to what has been released; where a clock runs backwards they stay as they were when the
	/// shares were set.
	pub fn credited(&self, stream: Stream, released: Balance) -> Balance {
		let before = match stream {
			Stream::Devices => self.devices,
			Stream::Validators => self.validators,
			Stream::Gateways => self.gateways,
		};
		let since = released.saturating_sub(self.released);
		// Credits add up to the release, which 128 bits hold.
		before.saturating_add(self.shares.part(stream, since))
	}

	/// The division by other shares from the moment on at which `released` planck have been released.
	pub fn divided_by(&self, shares: StreamShares, released: Balance) -> Self {
		Self {
			shares,
			released: self.released.max(released),
			devices: self.credited(Stream::Devices, released),
			validators: self.credited(Stream::Validators, released),
			gateways: self.credited(Stream::Gateways, released),
		}
	}
}

/// Where a stream stands. Amounts in planck.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct StreamStatus {
	/// The stream.
	pub stream: Stream,
	/// Its share of what is released from now on.
	pub share: Perbill,
	/// What was released to it so far.
	pub credited: Balance,
	/// What was drawn from it, less what was given back.
	pub drawn: Balance,
	/// What can be drawn from it now.
	pub available: Balance,
}
