//! Inverses in both backends, by divisions of 2: Bernstein and Yang, "Fast constant-time gcd computation and modular inversion", 2019, in
//! the form of Wuille's `safegcd` for variable time (secp256k1, `doc/safegcd_implementation.md`), 29 steps at once.

use ark_bn254::Fq;
use ark_ff::PrimeField;

pub(super) const BITS: u32 = 29;
pub(super) const MASK: i64 = (1 << BITS) - 1;

/// p as 64-bit limbs.
pub(super) const MODULUS: [u64; 4] = Fq::MODULUS.0;

/// Limbs of a number: all but the last between 0 and 2^29, the last with the sign.
pub(super) type Number = [i64; 9];

/// p.
pub(super) const P: Number = split(&MODULUS);

/// `1 / p mod 2^29`.
const INVERSE: i64 = 0x1b799c77;

/// Steps until g is zero for numbers of 256 bits at most, rounded up to whole rounds of 29: 741 (the same document).
const MOST_ROUNDS: usize = 26;

/// 29 steps as a matrix, times 2^29: `f' = (u f + v g) / 2^29` and `g' = (q f + r g) / 2^29`.
struct Matrix {
	u: i64,
	v: i64,
	q: i64,
	r: i64,
}

/// The matrix of the next 29 steps, which the low bits of f and g decide. Zeros of g are taken off together, and as many
/// low bits of g as the steps allow are cancelled by one multiple of f.
fn steps(eta: &mut i32, f: i64, g: i64) -> Matrix {
	let (mut u, mut v, mut q, mut r) = (1_i32, 0_i32, 0_i32, 1_i32);
	// cast: the low bits.
	let (mut f, mut g) = (f as u32, g as u32);
	let mut left = BITS;
	loop {
		let zeros = (g | (u32::MAX << left)).trailing_zeros();
		g >>= zeros;
		u <<= zeros;
		v <<= zeros;
		// cast: at most 29.
		*eta -= zeros as i32;
		left -= zeros;
		if left == 0 {
			let [u, v, q, r] = [u, v, q, r].map(i64::from);
			return Matrix { u, v, q, r };
		}
		let odd;
		if *eta < 0 {
			*eta = -*eta;
			(f, g) = (g, f.wrapping_neg());
			(u, q) = (q, -u);
			(v, r) = (r, -v);
			// f (f^2 - 2) is -1/f modulo 64.
			odd = (f.wrapping_mul(g).wrapping_mul(f.wrapping_mul(f).wrapping_sub(2)), 63);
		} else {
			// f + (((f + 1) & 4) << 1) is 1/f modulo 16.
			let inverse = f.wrapping_add((f.wrapping_add(1) & 4) << 1);
			odd = (inverse.wrapping_neg().wrapping_mul(g), 15);
		}
		// cast: it is not negative.
		let limit = (*eta as u32 + 1).min(left);
		let w = odd.0 & odd.1 & (u32::MAX >> (32 - limit.min(6)));
		g = g.wrapping_add(f.wrapping_mul(w));
		// cast: below 64.
		let w = w as i32;
		q += u * w;
		r += v * w;
	}
}

/// `(a x + b y + c p) / 2^29` for numbers, of which the low 29 bits are zero.
#[inline(always)]
fn combine(a: i64, x: &Number, b: i64, y: &Number, c: i64) -> Number {
	let [x0, x1, x2, x3, x4, x5, x6, x7, x8] = *x;
	let [y0, y1, y2, y3, y4, y5, y6, y7, y8] = *y;
	let s0 = a * x0 + b * y0 + c * P[0];
	let s1 = a * x1 + b * y1 + c * P[1] + (s0 >> BITS);
	let s2 = a * x2 + b * y2 + c * P[2] + (s1 >> BITS);
	let s3 = a * x3 + b * y3 + c * P[3] + (s2 >> BITS);
	let s4 = a * x4 + b * y4 + c * P[4] + (s3 >> BITS);
	let s5 = a * x5 + b * y5 + c * P[5] + (s4 >> BITS);
	let s6 = a * x6 + b * y6 + c * P[6] + (s5 >> BITS);
	let s7 = a * x7 + b * y7 + c * P[7] + (s6 >> BITS);
	let s8 = a * x8 + b * y8 + c * P[8] + (s7 >> BITS);
	[
		s1 & MASK,
		s2 & MASK,
		s3 & MASK,
		s4 & MASK,
		s5 & MASK,
		s6 & MASK,
		s7 & MASK,
		s8 & MASK,
		s8 >> BITS,
	]
}

/// The multiple of p by which `a x + b y` becomes divisible by 2^29; x and y stay between -2p and p.
fn correction(a: i64, x: &Number, b: i64, y: &Number) -> i64 {
	let ([x0, .., x8], [y0, .., y8]) = (x, y);
	let start = (a & (x8 >> 63)) + (b & (y8 >> 63));
	let low = a * x0 + b * y0;
	start - ((INVERSE * (low & MASK) + start) & MASK)
}

/// `1 / number` modulo p, between -2p and 2p; `None` for zero. The number is between -p and p.
pub(super) fn inverse(number: Number) -> Option<Number> {
	let (mut f, mut g) = (P, number);
	let (mut d, mut e): (Number, Number) = ([0; 9], [1, 0, 0, 0, 0, 0, 0, 0, 0]);
	let mut eta = -1;
	for _ in 0..MOST_ROUNDS {
		if g == [0; 9] {
			break;
		}
		let ([f0, ..], [g0, ..]) = (f, g);
		let Matrix { u, v, q, r } = steps(&mut eta, f0, g0);
		let next = combine(u, &d, v, &e, correction(u, &d, v, &e));
		e = combine(q, &d, r, &e, correction(q, &d, r, &e));
		d = next;
		let next = combine(u, &f, v, &g, 0);
		g = combine(q, &f, r, &g, 0);
		f = next;
	}
	// f is the greatest common divisor, 1 or -1, unless the number was zero.
	let [.., sign] = f;
	let unit = if sign < 0 {
		[MASK, MASK, MASK, MASK, MASK, MASK, MASK, MASK, -1]
	} else {
		[1, 0, 0, 0, 0, 0, 0, 0, 0]
	};
	(f == unit).then(|| if sign < 0 { d.map(|limb| -limb) } else { d })
}

/// Four limbs of 64 bits as nine of 29.
pub(super) const fn split(limbs: &[u64; 4]) -> [i64; 9] {
	let [x0, x1, x2, x3] = *limbs;
	// cast: each is masked.
	[
		(x0 as i64) & MASK,
		((x0 >> 29) as i64) & MASK,
		(((x0 >> 58) | (x1 << 6)) as i64) & MASK,
		((x1 >> 23) as i64) & MASK,
		(((x1 >> 52) | (x2 << 12)) as i64) & MASK,
		((x2 >> 17) as i64) & MASK,
		(((x2 >> 46) | (x3 << 18)) as i64) & MASK,
		((x3 >> 11) as i64) & MASK,
		(x3 >> 40) as i64,
	]
}

/// Nine limbs, none negative and all but the last below 2^29, as four of 64 bits.
pub(super) fn join(limbs: &[i64; 9]) -> [u64; 4] {
	// cast: none is negative.
	let [l0, l1, l2, l3, l4, l5, l6, l7, l8] = limbs.map(|limb| limb as u64);
	[
		l0 | (l1 << 29) | (l2 << 58),
		(l2 >> 6) | (l3 << 23) | (l4 << 52),
		(l4 >> 12) | (l5 << 17) | (l6 << 46),
		(l6 >> 18) | (l7 << 11) | (l8 << 40),
	]
}

/// The same number with all limbs but the last between 0 and 2^29; the last has the sign.
pub(super) fn unsigned(limbs: [i64; 9]) -> [i64; 9] {
	let mut carry = 0;
	let [lower @ .., last] = limbs;
	let [l0, l1, l2, l3, l4, l5, l6, l7] = lower.map(|limb| {
		let sum = limb + carry;
		carry = sum >> BITS;
		sum & MASK
	});
	[l0, l1, l2, l3, l4, l5, l6, l7, last + carry]
}

/// The number modulo p, for one between -2p and 2p.
#[cfg(any(test, not(target_arch = "wasm32")))]
pub(super) fn reduced(number: Number) -> [u64; 4] {
	let mut number = unsigned(number);
	let add = |number: Number, sign: i64| {
		let mut sum = number;
		for (limb, p) in sum.iter_mut().zip(P) {
			*limb += sign * p;
		}
		unsigned(sum)
	};
	for _ in 0..2 {
		if is_negative(&number) {
			number = add(number, 1);
		}
	}
	let less = add(number, -1);
	join(if is_negative(&less) { &number } else { &less })
}

#[cfg(any(test, not(target_arch = "wasm32")))]
fn is_negative([.., last]: &Number) -> bool {
	*last < 0
}
