//! Actions: that which is done with a resource.

use alloc::string::ToString;
use codec::{Decode, DecodeWithMemTracking, Encode, Input, MaxEncodedLen};
use core::{fmt, str::FromStr};
use scale_info::TypeInfo;

/// Names of the first actions, in the order of their numbers.
const NAMES: [&str; 8] =
	["read", "write", "open", "close", "configure", "stream", "delete", "call"];

/// How many actions there are.
const COUNT: u8 = 64;

/// An action, 0 to 63; the first eight have names. SCALE: one byte, refused on decoding beyond 63.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, MaxEncodedLen, TypeInfo)]
pub struct Action(u8);

impl Action {
	pub const READ: Self = Self(0);
	pub const WRITE: Self = Self(1);
	pub const OPEN: Self = Self(2);
	pub const CLOSE: Self = Self(3);
	pub const CONFIGURE: Self = Self(4);
	pub const STREAM: Self = Self(5);
	pub const DELETE: Self = Self(6);
	pub const CALL: Self = Self(7);

	/// The action with this number; `None` beyond 63.
	pub const fn new(number: u8) -> Option<Self> {
		match number < COUNT {
			true => Some(Self(number)),
			false => None,
		}
	}

	/// Its number.
	pub const fn number(self) -> u8 {
		self.0
	}

	const fn bit(self) -> u64 {
		1 << self.0
	}
}

impl Decode for Action {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		Self::new(u8::decode(input)?).ok_or_else(|| "no action has this number".into())
	}
}

impl DecodeWithMemTracking for Action {}

impl fmt::Display for Action {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match NAMES.get(usize::from(self.0)) {
			Some(name) => f.write_str(name),
			None => write!(f, "{}", self.0),
		}
	}
}

/// A text is no action: neither a name nor a number without a name, 8 to 63.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoAction;

impl fmt::Display for NoAction {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("an action is one of ")?;
		for name in NAMES {
			write!(f, "{name}, ")?;
		}
		f.write_str("or a number from 0 to 63")
	}
}

impl core::error::Error for NoAction {}

impl FromStr for Action {
	type Err = NoAction;

	fn from_str(text: &str) -> Result<Self, NoAction> {
		if let Some((number, _)) = (0..).zip(NAMES).find(|(_, name)| *name == text) {
			return Ok(Self(number));
		}
		let number: u8 = text.parse().map_err(|_| NoAction)?;
		// One text a number: no sign, and no zeros before it.
		match number.to_string() == text {
			true => Self::new(number).ok_or(NoAction),
			false => Err(NoAction),
		}
	}
}

/// A set of actions, a bit each.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Actions(pub u64);

impl Actions {
	/// No action.
	pub const NONE: Self = Self(0);
	/// All 64.
	pub const ALL: Self = Self(u64::MAX);

	/// Whether the action is one of them.
	pub const fn contains(self, action: Action) -> bool {
		self.0 & action.bit() != 0
	}

	/// Whether each of them is in `other`.
	pub const fn is_within(self, other: Self) -> bool {
		self.0 & !other.0 == 0
	}

	/// Whether there is none.
	pub const fn is_empty(self) -> bool {
		self.0 == 0
	}

	/// Each of them, by its number.
	pub fn iter(self) -> impl Iterator<Item = Action> {
		(0..COUNT).map(Action).filter(move |action| self.contains(*action))
	}
}

impl FromIterator<Action> for Actions {
	fn from_iter<I: IntoIterator<Item = Action>>(actions: I) -> Self {
		Self(actions.into_iter().fold(0, |bits, action| bits | action.bit()))
	}
}

impl fmt::Display for Actions {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (place, action) in self.iter().enumerate() {
			if place > 0 {
				f.write_str(", ")?;
			}
			write!(f, "{action}")?;
		}
		Ok(())
	}
}
