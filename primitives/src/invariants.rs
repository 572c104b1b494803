//! Laws that hold after every block, checked by tests and dry runs.

use sp_runtime::TryRuntimeError;

/// The laws of a pallet's state. A tuple has the laws of all its parts.
pub trait Invariants {
	/// The pallet's name in the runtime, or the name of the tuple.
	const NAME: &'static str;

	/// Checks every law. May read the whole state, so it is for tests and dry runs.
	fn check() -> Result<(), TryRuntimeError>;

	/// Shows `visit` the name and the check of each pallet.
	fn each(visit: &mut dyn FnMut(&'static str, fn() -> Result<(), TryRuntimeError>)) {
		visit(Self::NAME, Self::check)
	}
}

#[impl_trait_for_tuples::impl_for_tuples(1, 24)]
impl Invariants for Tuple {
	const NAME: &'static str = "several pallets";

	fn check() -> Result<(), TryRuntimeError> {
		for_tuples!( #( Tuple::check()?; )* );
		Ok(())
	}

	fn each(visit: &mut dyn FnMut(&'static str, fn() -> Result<(), TryRuntimeError>)) {
		for_tuples!( #( Tuple::each(visit); )* );
	}
}
