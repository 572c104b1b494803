//! Ranges of codes. A code names its call by itself, so that a client that shows a refusal need not know what
//! was sent.

/// Codes from `first` to `last`, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CodeRange {
	/// The calls that use them.
	pub of: &'static str,
	/// The first code.
	pub first: u8,
	/// The last code.
	pub last: u8,
}

impl CodeRange {
	const fn new(of: &'static str, first: u8, last: u8) -> Self {
		Self { of, first, last }
	}

	/// Whether a code is one of these.
	pub const fn contains(&self, code: u8) -> bool {
		self.first <= code && code <= self.last
	}
}

/// Answers that name a round or a draw which the node does not know.
pub const UNKNOWN_ANSWERS: CodeRange = CodeRange::new("answers not known yet", 1, 2);

/// Any call.
pub const ANY_CALL: CodeRange = CodeRange::new("any call", 3, 9);

/// Answers of devices.
pub const ANSWERS: CodeRange = CodeRange::new("answers", 10, 19);

/// Activations, rotations and other calls of devices.
pub const DEVICES: CodeRange = CodeRange::new("devices", 20, 49);

/// Tasks.
pub const TASKS: CodeRange = CodeRange::new("tasks", 50, 79);

/// The time market and packets.
pub const TIME_MARKET: CodeRange = CodeRange::new("time market and packets", 80, 99);

/// Zero-knowledge proofs.
pub const ZERO_KNOWLEDGE: CodeRange = CodeRange::new("zero knowledge", 100, 119);

/// Payments.
pub const PAYMENTS: CodeRange = CodeRange::new("payments", 120, 139);

/// Answers that a witness has signed too.
pub const WITNESSED_ANSWERS: CodeRange = CodeRange::new("witnessed answers", 140, 159);

/// Every range, in the order of its codes.
pub const RANGES: [CodeRange; 9] = [
	UNKNOWN_ANSWERS,
	ANY_CALL,
	ANSWERS,
	DEVICES,
	TASKS,
	TIME_MARKET,
	ZERO_KNOWLEDGE,
	PAYMENTS,
	WITNESSED_ANSWERS,
];

// No code belongs to two.
const _: () = assert!(ascend(&RANGES), "two ranges of codes overlap");

/// Whether each range begins after the end of the one before.
const fn ascend(ranges: &[CodeRange]) -> bool {
	let mut rest = ranges;
	let mut next = 1u16;
	while let [range, others @ ..] = rest {
		// `From` cannot be called in a constant function.
		let first = range.first as u16; // cast: widening
		if first < next || range.last < range.first {
			return false;
		}
		next = range.last as u16 + 1; // cast: widening
		rest = others;
	}
	true
}

/// The range that a code belongs to.
pub fn range_of(code: u8) -> Option<CodeRange> {
	RANGES.into_iter().find(|range| range.contains(code))
}
