//! The configuration. "It ..."

use crate::mock::*;
use frame_support::traits::Hooks;

#[test]
fn passes_its_integrity_test() {
	ExtBuilder.build().execute_with(|| {
		<Circulation as Hooks<_>>::integrity_test();
	});
}
