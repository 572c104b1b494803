//! The worst element, and bounds that are noticed where they are passed.

use super::*;

/// The element whose limbs are all -2^28 but for the last, which is the least that an element has.
pub(in crate::field) fn lowest() -> Limbs {
	let [.., last] = P;
	Limbs::new([-HALF, -HALF, -HALF, -HALF, -HALF, -HALF, -HALF, -HALF, 1 - last])
}

/// The same number as arkworks adds it up.
pub(in crate::field) fn lowest_number() -> Fq {
	use ark_ff::Field;
	let power = |bits: u64| Fq::from(2).pow([bits]);
	let [.., last] = P;
	let upper = power(232) * Fq::from(1 - last);
	let number = (0..8).fold(upper, |sum, limb| sum - power(29 * limb + 28));
	number * Field::inverse(&power(261)).unwrap()
}

#[test]
fn an_element_holds_the_sum_of_its_limbs() {
	assert_eq!(lowest().store(), lowest_number());
	assert_eq!((-lowest()).store(), -lowest_number());
}

#[test]
#[should_panic(expected = "too many sums before a carry")]
fn eight_summands_are_noticed() {
	let four = lowest() + lowest() + lowest() + lowest();
	let _ = four + four;
}

#[test]
#[should_panic(expected = "16 units")]
fn factors_of_too_many_summands_are_noticed() {
	let four = lowest() + lowest() + lowest() + lowest();
	let _ = four * four;
}

#[test]
#[should_panic(expected = "within(l0, HALF)")]
fn a_limb_beyond_its_bound_is_noticed() {
	let _ = Limbs::new([HALF + 1, 0, 0, 0, 0, 0, 0, 0, 0]);
}

#[test]
#[should_panic(expected = "more than 1 units")]
fn a_column_beyond_its_units_is_noticed() {
	let two = lowest() + lowest();
	let _ = reduce(product(&two.words(), &two.words()), 1);
}
