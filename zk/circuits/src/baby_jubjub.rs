//! Baby Jubjub, the curve over BN254's scalar field on which identities are points (EIP-2494).
//!
//! The form is circom's, `168700 x^2 + y^2 = 1 + 168696 x^2 y^2`; arkworks' crate of the same name scales x so that the
//! first coefficient is 1, and its coordinates are others.

use ark_bn254::Fr;
use ark_ec::{
	twisted_edwards::{Affine, MontCurveConfig, Projective, TECurveConfig},
	CurveConfig,
};
use ark_ff::{Field, Fp256, MontBackend, MontConfig, MontFp};

/// The order of the subgroup that the generator spans, an eighth of the curve's.
#[derive(MontConfig)]
#[modulus = "2736030358979909402780800718157159386076813972158567259200215660948447373041"]
#[generator = "31"]
pub struct OrderConfig;

/// A number modulo the order of the subgroup.
pub type Exponent = Fp256<MontBackend<OrderConfig, 4>>;

/// The curve.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct BabyJubjub;

impl CurveConfig for BabyJubjub {
	type BaseField = Fr;
	type ScalarField = Exponent;
	const COFACTOR: &'static [u64] = &[8];
	const COFACTOR_INV: Exponent =
		MontFp!("2394026564107420727433200628387514462817212225638746351800188703329891451411");
}

impl TECurveConfig for BabyJubjub {
	const COEFF_A: Fr = MontFp!("168700");
	const COEFF_D: Fr = MontFp!("168696");
	/// circom's `Base8`.
	const GENERATOR: Affine<Self> = Affine::new_unchecked(
		MontFp!("5299619240641551281634865583518297030282874472190772894086521144482721001553"),
		MontFp!("16950150798460657717958625567821834550301663161624707787222815936182638968203"),
	);
	type MontCurveConfig = Self;
}

impl MontCurveConfig for BabyJubjub {
	const COEFF_A: Fr = MontFp!("168698");
	const COEFF_B: Fr = Fr::ONE;
	type TECurveConfig = Self;
}

/// A point in projective form, for sums.
pub type Point = Projective<BabyJubjub>;
