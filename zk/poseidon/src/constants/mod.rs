//! The constants of the rounds, in the sparse form that `permutation` runs.
//!
//! # Origin
//!
//! The Grain generator of the paper (Grassi, Khovratovich, Rechberger, Roy, Schofnegger: "Poseidon", USENIX
//! Security 2021, eprint 2019/458) with circomlib's parameters: prime field of 254 bits, `x^5`, 8 full rounds,
//! and 56, 57, 56 and 60 partial ones for widths 2 to 5. `tests/grain.rs` runs that generator, `tests/sparse.rs`
//! brings its numbers into the form below, `tests/constants.rs` compares the result with the files here;
//! `light-poseidon`, npm `poseidon-lite` and with them circomlib agree. The numbers are computed, not copied, and
//! under this crate's licence.
//!
//! # Form
//!
//! Width T = N + 1, state `s`, matrix M, `A` = M with its first column set to 0, `b` = that column, `o_m` = the
//! first row of `A^m`, `h_m = o_m b`. A partial round is `s <- A s + b y + c` with `y = z^5`, where z is the
//! first number of the state. So the numbers z alone tell the whole: by Cayley and Hamilton
//! `z_(k+T) = sum alpha_i z_(k+i) + sum beta_j y_(k+j) + gamma_k`, where alpha (`alpha_0` = 0) are the
//! coefficients of A's characteristic polynomial and `beta_j = h_(T-1-j) - sum_(i > j) alpha_i h_(i-1-j)`. That
//! is M as a sparse matrix in its companion basis: 2T - 1 products a round, as many as in the paper's own sparse
//! form, but the same coefficients in each round and one reduction instead of T.

mod four;
mod one;
mod three;
mod two;

/// All constants for N inputs, width T = N + 1, W = 2T - 1, and P + T partial rounds.
pub(crate) struct Parameters<E, const N: usize, const T: usize, const W: usize, const P: usize> {
	/// Added to the inputs before the first full round. The capacity element is a constant until then.
	pub(crate) first: [E; N],
	/// Added after the matrix of full rounds 0 to 2; the first holds the capacity element's share.
	pub(crate) early: [[E; T]; 3],
	/// M.
	pub(crate) mix: [[E; T]; T],
	/// Row m gives `z_m` out of `u_0 .. u_(T-1)`, the S-boxes of full round 3, and `y_0 .. y_(N-1)`.
	pub(crate) entry: [[E; W]; T],
	pub(crate) entry_add: [E; T],
	/// `beta_0, alpha_1, beta_1, .. alpha_(T-1), beta_(T-1)`.
	pub(crate) step: [E; W],
	/// `gamma_0, gamma_1, ..`.
	pub(crate) step_add: [E; P],
	/// Row i gives number i of the state after the last partial round out of the last
	/// `y_k, z_(k+1), y_(k+1), .. z_(k+T-1), y_(k+T-1)`.
	pub(crate) exit: [[E; W]; T],
	pub(crate) exit_add: [E; T],
	/// Added after the matrix of full rounds 4 to 6.
	pub(crate) late: [[E; T]; 3],
}

/// The tables of a backend, converted by the compiler.
macro_rules! tables {
	($backend:ident, $element:ty) => {
		pub(crate) mod $backend {
			use super::Parameters;
			use crate::field::$backend::element;

			pub(crate) static ONE: Parameters<$element, 1, 2, 3, 54> = convert(&super::one::RAW);
			pub(crate) static TWO: Parameters<$element, 2, 3, 5, 54> = convert(&super::two::RAW);
			pub(crate) static THREE: Parameters<$element, 3, 4, 7, 52> =
				convert(&super::three::RAW);
			pub(crate) static FOUR: Parameters<$element, 4, 5, 9, 55> = convert(&super::four::RAW);

			const fn convert<const N: usize, const T: usize, const W: usize, const P: usize>(
				raw: &Parameters<[u64; 4], N, T, W, P>,
			) -> Parameters<$element, N, T, W, P> {
				Parameters {
					first: vector(&raw.first),
					early: matrix(&raw.early),
					mix: matrix(&raw.mix),
					entry: matrix(&raw.entry),
					entry_add: vector(&raw.entry_add),
					step: vector(&raw.step),
					step_add: vector(&raw.step_add),
					exit: matrix(&raw.exit),
					exit_add: vector(&raw.exit_add),
					late: matrix(&raw.late),
				}
			}

			#[allow(
				clippy::indexing_slicing,
				reason = "the compiler runs it: a wrong index is an error there"
			)]
			const fn vector<const L: usize>(raw: &[[u64; 4]; L]) -> [$element; L] {
				let mut converted = [element([0; 4]); L];
				let mut i = 0;
				while i < L {
					converted[i] = element(raw[i]);
					i += 1;
				}
				converted
			}

			#[allow(
				clippy::indexing_slicing,
				reason = "the compiler runs it: a wrong index is an error there"
			)]
			const fn matrix<const L: usize, const M: usize>(
				raw: &[[[u64; 4]; L]; M],
			) -> [[$element; L]; M] {
				let mut converted = [[element([0; 4]); L]; M];
				let mut i = 0;
				while i < M {
					converted[i] = vector(&raw[i]);
					i += 1;
				}
				converted
			}
		}
	};
}

#[cfg(any(test, not(target_arch = "wasm32")))]
tables!(native, ark_bn254::Fr);
#[cfg(any(test, target_arch = "wasm32"))]
tables!(limbs29, crate::field::limbs29::Limbs);
