//! Numbers that look drawn, the same in every run.

/// SplitMix64 (Steele, Lea, Flood 2014, figure 17).
pub struct Dice(u64);

impl Dice {
	pub fn new(seed: u64) -> Self {
		Self(seed)
	}

	pub fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		mixed ^ (mixed >> 31)
	}

	/// A number below this one, which is not 0.
	pub fn below(&mut self, bound: u64) -> u64 {
		self.next() % bound
	}

	/// True in so many of a hundred.
	pub fn percent(&mut self, chance: u64) -> bool {
		self.below(100) < chance
	}

	/// One of these.
	pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
		&from[self.below(from.len() as u64) as usize]
	}

	/// So many made by `make`, below `bound`.
	pub fn some<T>(&mut self, bound: u64, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
		(0..self.below(bound)).map(|_| make(self)).collect()
	}

	pub fn bytes(&mut self) -> [u8; 32] {
		let mut bytes = [0; 32];
		bytes.chunks_mut(8).for_each(|chunk| chunk.copy_from_slice(&self.next().to_le_bytes()));
		bytes
	}
}
