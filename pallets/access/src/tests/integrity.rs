//! Conditions on the configuration.

use crate::mock::*;
use frame_support::traits::Hooks;

#[test]
fn it_takes_the_configuration_of_the_tests() {
	ExtBuilder.build_and_execute(<Access as Hooks<u32>>::integrity_test);
}

#[test]
#[should_panic(expected = "the chain decides by the evaluator that it names")]
fn it_refuses_another_evaluator() {
	ExtBuilder.build().execute_with(|| {
		Evaluator::set(jmt_primitives::access::EVALUATOR + 1);
		Access::check_configuration();
	});
}
