//! Numbers that look random and are the same in each run: SplitMix64 (Steele, Lea and Flood 2014).

/// A generator.
pub(crate) struct Random(u64);

impl Random {
	pub(crate) fn new(seed: u64) -> Self {
		Self(seed)
	}

	pub(crate) fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ mixed >> 31
	}

	/// Below a bound that is not 0.
	pub(crate) fn below(&mut self, bound: u64) -> u64 {
		self.next() % bound
	}

	/// Once in so many times.
	pub(crate) fn one_in(&mut self, times: u64) -> bool {
		self.below(times) == 0
	}

	/// One of these.
	pub(crate) fn pick<T: Clone>(&mut self, of: &[T]) -> T {
		of[self.below(of.len() as u64) as usize].clone()
	}
}
