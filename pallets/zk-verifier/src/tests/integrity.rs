use crate::mock::*;
use frame_support::traits::Hooks;

#[test]
fn it_accepts_the_configuration_of_the_mock() {
	<ZkVerifier as Hooks<_>>::integrity_test();
}

#[test]
#[should_panic(expected = "a replaced root is good for a minute")]
fn it_wants_a_lifetime_of_roots() {
	Lifetime::set(59_999);
	ZkVerifier::check_configuration();
}

#[test]
#[should_panic(expected = "a stamp can be found")]
fn it_wants_a_stamp_that_can_be_found() {
	Bits::set(65);
	ZkVerifier::check_configuration();
}
