//! Keys: they are registered, retired, and removed once their time is over.

mod register;
mod retire;

pub(crate) use retire::MAX_RETIREMENT;

use crate::Error;
use jmt_zk_verifier::Error as Fault;

impl<T> From<Fault> for Error<T> {
	/// The reason for which a key is refused.
	fn from(fault: Fault) -> Self {
		match fault {
			Fault::NotReduced => Self::NotReduced,
			Fault::OffCurve => Self::OffCurve,
			Fault::OutOfSubgroup => Self::OutOfSubgroup,
			Fault::Infinity => Self::Infinity,
			Fault::TooManyInputs => Self::TooManyInputs,
			Fault::DeltaIsGamma => Self::DeltaIsGamma,
			Fault::DeltaIsGenerator => Self::DeltaIsGenerator,
			Fault::BetaIsGamma => Self::BetaIsGamma,
			Fault::BetaIsDelta => Self::BetaIsDelta,
			Fault::BetaIsGenerator => Self::BetaIsGenerator,
			Fault::AlphaIsGenerator => Self::AlphaIsGenerator,
			// The others are not of keys.
			_ => Self::KeyLength,
		}
	}
}
