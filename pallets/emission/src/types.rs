//! What is stored.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{time::DAY_MS, Balance, Moment};
use scale_info::TypeInfo;

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
