//! arkworks' field: 64-bit limbs with a wide product. Every element is reduced and has magnitude 1.

mod wide;

use super::{inverse, Base, Sign};
use crate::tower::{Fq2, Fq6};
use ark_bn254::Fq;
use ark_ff::{AdditiveGroup, BigInt, Field, Zero};
use wide::{Loose, Wide2};

/// The element whose representation is 2^768 modulo p.
const CUBE: Fq = Fq::new_unchecked(BigInt([
	0xb1cd6dafda1530df,
	0x62f210e6a7283db6,
	0xef7f0b0c0ada0afb,
	0x20fd6e902d592544,
]));

impl Base for Fq {
	const ZERO: Self = <Fq as AdditiveGroup>::ZERO;
	const ONE: Self = <Fq as Field>::ONE;

	#[inline(always)]
	fn load(value: &Fq) -> Self {
		*value
	}

	#[inline(always)]
	fn store(&self) -> Fq {
		*self
	}

	#[inline(always)]
	fn carry(&mut self) {}

	#[inline(always)]
	fn join(&mut self, a: &Self, sign: Sign) {
		*self = match sign {
			Sign::Plus => *a + *self,
			Sign::Minus => *a - *self,
		};
		self.double_in_place();
		*self += a;
	}

	#[inline(always)]
	fn is_zero(&self) -> bool {
		Zero::is_zero(self)
	}

	#[inline(always)]
	fn square(&self) -> Self {
		Field::square(self)
	}

	/// arkworks' representation times 2^256 more is what the inverse of one lacks.
	fn inverse(&self) -> Option<Self> {
		let inverse = inverse::inverse(inverse::split(&self.0 .0))?;
		Some(Fq::new_unchecked(BigInt(inverse::reduced(inverse))) * CUBE)
	}

	#[inline(always)]
	fn difference(a: &Self, b: &Self, c: &Self, d: &Self) -> Self {
		Fq::sum_of_products(&[*a, -*c], &[*b, *d])
	}

	#[inline(always)]
	fn multiply_2(a: &Fq2<Self>, b: &Fq2<Self>) -> Fq2<Self> {
		Fq2 {
			c0: Fq::sum_of_products(&[a.c0, -a.c1], &[b.c0, b.c1]),
			c1: Fq::sum_of_products(&[a.c0, a.c1], &[b.c1, b.c0]),
		}
	}

	#[inline(always)]
	fn square_2(a: &Fq2<Self>) -> Fq2<Self> {
		Fq2 { c0: (a.c0 + a.c1) * (a.c0 - a.c1), c1: (a.c0 * a.c1).double() }
	}

	#[inline(always)]
	fn times_xi(a: &Fq2<Self>) -> Fq2<Self> {
		let eight = |value: Fq| value.double().double().double();
		Fq2 { c0: eight(a.c0) + a.c0 - a.c1, c1: eight(a.c1) + a.c1 + a.c0 }
	}

	/// Karatsuba's method: six products in Fq2, and two reductions a coordinate where xi is.
	fn multiply_6(a: &Fq6<Self>, b: &Fq6<Self>) -> Fq6<Self> {
		let product = |a: &Fq2<Fq>, b: &Fq2<Fq>| Wide2::product(&Loose::new(a), &Loose::new(b));
		let cross = |a: [&Fq2<Fq>; 2], b: [&Fq2<Fq>; 2]| {
			let ([a, c], [b, d]) = (a, b);
			Wide2::product(&Loose::sum(a, c), &Loose::sum(b, d))
		};
		let (v0, v1, v2) = (product(&a.c0, &b.c0), product(&a.c1, &b.c1), product(&a.c2, &b.c2));
		let x = cross([&a.c1, &a.c2], [&b.c1, &b.c2]).minus(&v1).minus(&v2);
		let y = cross([&a.c0, &a.c1], [&b.c0, &b.c1]).minus(&v0).minus(&v1);
		let z = cross([&a.c0, &a.c2], [&b.c0, &b.c2]).minus(&v0).minus(&v2);
		Fq6 {
			c0: v0.reduce() + x.reduce().times_xi(),
			c1: y.reduce() + v2.reduce().times_xi(),
			c2: z.plus(&v1).reduce(),
		}
	}

	fn multiply_6_by_two(a: &Fq6<Self>, b: &Fq2<Self>, c: &Fq2<Self>) -> Fq6<Self> {
		let product = |a: &Fq2<Fq>, b: &Fq2<Fq>| Wide2::product(&Loose::new(a), &Loose::new(b));
		let (v0, v1) = (product(&a.c0, b), product(&a.c1, c));
		let y = Wide2::product(&Loose::sum(&a.c0, &a.c1), &Loose::sum(b, c));
		Fq6 {
			c0: v0.reduce() + (a.c2 * *c).times_xi(),
			c1: y.minus(&v0).minus(&v1).reduce(),
			c2: product(&a.c2, b).plus(&v1).reduce(),
		}
	}

	fn square_4(a: &Fq2<Self>, b: &Fq2<Self>) -> (Fq2<Self>, Fq2<Self>) {
		let (first, second) = (a.square(), b.square());
		(first + second.times_xi(), (*a + *b).square() - first - second)
	}
}
