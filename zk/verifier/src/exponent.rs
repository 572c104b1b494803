//! The final exponentiation, to the power of which arkworks' value is: `2x (6x^2 + 3x + 1) (p^12 - 1)/r`.

use crate::{field::Base, tower::Fq12};

/// x = 4965661367192848881 in signed digits from the highest, with digits -7 to 7 of which no two within four places are
/// not 0: a digit and the squarings that follow it.
const DIGITS: [(i8, u8); 14] = [
	(1, 6),
	(5, 5),
	(-3, 4),
	(3, 5),
	(5, 4),
	(-5, 4),
	(-3, 4),
	(1, 5),
	(5, 5),
	(7, 4),
	(-7, 7),
	(5, 5),
	(-1, 4),
	(1, 0),
];

/// The pairing's value from a Miller loop's; `None` for zero, which no product of lines is.
///
/// The hard part is that of Fuentes-Castaneda, Knapp, Rodriguez-Henriquez, "Faster hashing to G2", 2011.
pub(crate) fn finish<F: Base>(f: &Fq12<F>) -> Option<Fq12<F>> {
	// f^((p^6 - 1)(p^2 + 1)).
	let f = f.conjugate().times(&f.inverse()?);
	let r = f.frobenius(2).times(&f);
	let y0 = power_of_minus_x(&r);
	let y1 = cyclotomic_square(&y0);
	let y3 = cyclotomic_square(&y1).times(&y1);
	let y4 = power_of_minus_x(&y3);
	let y6 = power_of_minus_x(&cyclotomic_square(&y4)).conjugate();
	let y8 = y6.times(&y4).times(&y3.conjugate());
	let y9 = y8.times(&y1);
	let y11 = y8.times(&y4).times(&r);
	let y13 = y9.frobenius(1).times(&y11);
	let y14 = y8.frobenius(2).times(&y13);
	Some(r.conjugate().times(&y9).frobenius(3).times(&y14))
}

fn cyclotomic_square<F: Base>(f: &Fq12<F>) -> Fq12<F> {
	let mut square = *f;
	square.cyclotomic_square();
	square
}

/// f^-x, for f of the cyclotomic subgroup.
#[inline(never)]
fn power_of_minus_x<F: Base>(f: &Fq12<F>) -> Fq12<F> {
	let square = cyclotomic_square(f);
	let third = square.times(f);
	let fifth = third.times(&square);
	let seventh = fifth.times(&square);
	let mut power = Fq12::ONE;
	for (digit, zeros) in DIGITS {
		let factor = match digit.unsigned_abs() {
			1 => f,
			3 => &third,
			5 => &fifth,
			_ => &seventh,
		};
		if digit < 0 {
			power.multiply(&factor.conjugate());
		} else {
			power.multiply(factor);
		}
		for _ in 0..zeros {
			power.cyclotomic_square();
		}
	}
	power.conjugate()
}
