use crate::Balance;
use sp_runtime::Weight;

/// The price of a call if it were paid for. A fee-free call whose price somebody else pays asks for no less, so that
/// filling blocks is not cheaper by it.
pub trait CallFee {
	/// Fee of a signed call of this weight and length, now, in planck.
	fn fee(weight: Weight, length: u32) -> Balance;
}
