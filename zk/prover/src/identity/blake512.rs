//! BLAKE-512, the finalist of SHA-3's competition from which BLAKE2 came; Semaphore derives secrets with it.
//!
//! Aumasson, Henzen, Meier, Phan: "SHA-3 proposal BLAKE", version 1.3, 2010, sections 2.2 and 2.3; salt 0. A module of
//! its own, since the published crates of the first BLAKE are unmaintained and one function is needed.

use zeroize::Zeroize;

/// Bytes of a block.
const BLOCK: usize = 128;

/// Initial value: that of SHA-512.
const INITIAL: [u64; 8] = [
	0x6a09_e667_f3bc_c908,
	0xbb67_ae85_84ca_a73b,
	0x3c6e_f372_fe94_f82b,
	0xa54f_f53a_5f1d_36f1,
	0x510e_527f_ade6_82d1,
	0x9b05_688c_2b3e_6c1f,
	0x1f83_d9ab_fb41_bd6b,
	0x5be0_cd19_137e_2179,
];

/// The first digits of pi.
const PI: [u64; 16] = [
	0x243f_6a88_85a3_08d3,
	0x1319_8a2e_0370_7344,
	0xa409_3822_299f_31d0,
	0x082e_fa98_ec4e_6c89,
	0x4528_21e6_38d0_1377,
	0xbe54_66cf_34e9_0c6c,
	0xc0ac_29b7_c97c_50dd,
	0x3f84_d5b5_b547_0917,
	0x9216_d5d9_8979_fb1b,
	0xd131_0ba6_98df_b5ac,
	0x2ffd_72db_d01a_dfb7,
	0xb8e1_afed_6a26_7e96,
	0xba7c_9045_f12c_7f99,
	0x24a1_9947_b391_6cf7,
	0x0801_f2e2_858e_fc16,
	0x6369_20d8_7157_4e69,
];

/// Rounds, and the permutations of the message's words: round r takes row r modulo 10.
const ROUNDS: usize = 16;
const SIGMA: [[usize; 16]; 10] = [
	[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
	[14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
	[11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
	[7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
	[9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
	[2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
	[12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
	[13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
	[6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
	[10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

/// The four words that each of the eight G of a round mixes: columns, then diagonals.
const MIXED: [[usize; 4]; 8] = [
	[0, 4, 8, 12],
	[1, 5, 9, 13],
	[2, 6, 10, 14],
	[3, 7, 11, 15],
	[0, 5, 10, 15],
	[1, 6, 11, 12],
	[2, 7, 8, 13],
	[3, 4, 9, 14],
];

/// The 64 bytes of BLAKE-512 of a message.
pub(crate) fn blake512(message: &[u8]) -> [u8; 64] {
	// A 1, zeros, a 1 before the length in 16 bytes.
	let length = message.len();
	let whole = (length + 1 + 16).next_multiple_of(BLOCK);
	let mut padded = message.to_vec();
	padded.reserve_exact(whole - length);
	padded.push(0x80);
	padded.resize(whole - 16, 0);
	if let Some(last) = padded.last_mut() {
		*last |= 1;
	}
	padded.extend_from_slice(&bits(length).to_be_bytes());

	let mut state = INITIAL;
	let mut hashed = 0;
	for block in padded.as_chunks::<BLOCK>().0 {
		// Bits of the message up to the end of this block; none if it holds padding alone.
		let counter = if hashed < length { bits(length.min(hashed + BLOCK)) } else { 0 };
		compress(&mut state, block, counter);
		hashed += BLOCK;
	}
	padded.zeroize();

	let mut digest = [0; 64];
	for (bytes, word) in digest.as_chunks_mut::<8>().0.iter_mut().zip(&state) {
		*bytes = word.to_be_bytes();
	}
	state.zeroize();
	digest
}

fn bits(bytes: usize) -> u128 {
	// Nothing has more than 2^64 bytes.
	u128::try_from(bytes).unwrap_or_default() * 8
}

#[allow(clippy::indexing_slicing, reason = "every index stands in a constant table below 16")]
fn compress(state: &mut [u64; 8], block: &[u8; BLOCK], counter: u128) {
	let mut m = [0; 16];
	for (word, bytes) in m.iter_mut().zip(block.as_chunks().0) {
		*word = u64::from_be_bytes(*bytes);
	}
	// cast: the two halves of the counter.
	let (low, high) = (counter as u64, (counter >> 64) as u64);
	let mut v = [0; 16];
	v[..8].copy_from_slice(state);
	v[8..].copy_from_slice(&PI[..8]);
	v[12] ^= low;
	v[13] ^= low;
	v[14] ^= high;
	v[15] ^= high;
	for round in 0..ROUNDS {
		let sigma = &SIGMA[round % 10];
		for (i, [a, b, c, d]) in MIXED.into_iter().enumerate() {
			let (e, f) = (sigma[2 * i], sigma[2 * i + 1]);
			v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[e] ^ PI[f]);
			v[d] = (v[d] ^ v[a]).rotate_right(32);
			v[c] = v[c].wrapping_add(v[d]);
			v[b] = (v[b] ^ v[c]).rotate_right(25);
			v[a] = v[a].wrapping_add(v[b]).wrapping_add(m[f] ^ PI[e]);
			v[d] = (v[d] ^ v[a]).rotate_right(16);
			v[c] = v[c].wrapping_add(v[d]);
			v[b] = (v[b] ^ v[c]).rotate_right(11);
		}
	}
	for (i, word) in state.iter_mut().enumerate() {
		*word ^= v[i] ^ v[i + 8];
	}
	m.zeroize();
	v.zeroize();
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The two messages of the proposal's appendix with intermediate values.
	#[test]
	fn it_gives_the_values_of_the_proposal() {
		for (message, digest) in [
			(
				vec![0; 1],
				"97961587f6d970faba6d2478045de6d1fabd09b61ae50932054d52bc29d31be4ff9102b9f69e2bbdb83be13d4b9c06091e5fa0b48bd081b634058be0ec49beb3",
			),
			(
				vec![0; 144],
				"313717d608e9cf758dcb1eb0f0c3cf9fc150b2d500fb33f51c52afc99d358a2f1374b8a38bba7974e7f6ef79cab16f22ce1e649d6e01ad9589c213045d545dde",
			),
		] {
			assert_eq!(hex::encode(blake512(&message)), digest);
		}
	}
}
