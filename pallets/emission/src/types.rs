//! Accounts of the streams, and the division of the release, as they are stored.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use jmt_primitives::{
	supply::{Stream, StreamShares},
	time::DAY_MS,
	Balance, Moment,
};
use scale_info::TypeInfo;
use sp_runtime::Perbill;

/// Withdrawals and returns of a stream. The counters are gross and never fall.
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
	/// Sum of all withdrawals, in planck.
	pub withdrawn: Balance,
	/// Sum of all returns, in planck.
	pub returned: Balance,
	/// The part of the returns that was not available again at `spread_from`, in planck.
	pub spreading: Balance,
	/// Begin of the day over which `spreading` becomes available, in ms.
	pub spread_from: Moment,
	/// Time of the latest withdrawal, in ms.
	pub withdrawn_at: Moment,
}

impl StreamAccount {
	/// Withdrawals less returns, in planck.
	pub const fn net_withdrawn(&self) -> Balance {
		self.withdrawn.saturating_sub(self.returned)
	}

	/// The part of the returns that is not available again at `now`, in planck. Rounded up, which favours
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

	/// Available at `now` when `credited` planck were released to the stream by then; 0 where a clock that
	/// runs backwards makes it less than nothing.
	pub fn available(&self, credited: Balance, now: Moment) -> Balance {
		credited
			.saturating_add(self.returned)
			.saturating_sub(self.unspread(now))
			.saturating_sub(self.withdrawn)
	}

	/// The account after withdrawing `amount` at `now`; `None` when a counter would overflow.
	pub fn after_withdrawal(self, amount: Balance, now: Moment) -> Option<Self> {
		let withdrawn = self.withdrawn.checked_add(amount)?;
		Some(Self { withdrawn, withdrawn_at: self.withdrawn_at.max(now), ..self })
	}

	/// The account after giving back `amount` at `now`: it spreads over a day from now, together with all
	/// that had not been spread yet. `None` when a counter would overflow.
	pub fn after_give_back(self, amount: Balance, now: Moment) -> Option<Self> {
		let returned = self.returned.checked_add(amount)?;
		let spreading = self.unspread(now).checked_add(amount)?;
		Some(Self { returned, spreading, spread_from: now, ..self })
	}
}

/// How the release is divided, and the credits when the division began.
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
	/// The shares of the release from now on.
	pub shares: StreamShares,
	/// Released when the shares were set, in planck.
	pub released: Balance,
	/// The part of it credited to [`Stream::Devices`].
	pub devices: Balance,
	/// The part of it credited to [`Stream::Validators`].
	pub validators: Balance,
	/// The part of it credited to [`Stream::Gateways`].
	pub gateways: Balance,
}

impl Division {
	/// A stream's credit once `released` planck have been released in all. The streams' credits add up to the
	/// release; where a clock runs backwards they stay as they were when the shares were set.
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
	pub stream: Stream,
	/// Of the release from now on.
	pub share: Perbill,
	/// Released to it so far.
	pub credited: Balance,
	/// Withdrawals less returns.
	pub withdrawn: Balance,
	pub available: Balance,
}
