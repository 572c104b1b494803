//! A nonce that another program used meanwhile: the call is signed anew.

use crate::{
	error::{Error, Refused},
	progress::Step,
};

/// How often, at most, a call is signed again when its nonce was used meanwhile.
const SIGNED_ANEW: usize = 3;

/// Repeats what ends with [`Refused::NonceUsed`], and nothing that ends otherwise: ours might be in a block.
pub(super) async fn while_nonce_used<T>(
	progress: &impl Fn(Step),
	mut submit: impl AsyncFnMut() -> Result<T, Error>,
) -> Result<T, Error> {
	for _ in 0..SIGNED_ANEW {
		match submit().await {
			Err(Error::Refused(Refused::NonceUsed)) => progress(Step::SigningAnew),
			other => return other,
		}
	}
	submit().await
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::Hash;

	/// The end of tries that end so in turn, how often it was signed anew, and how many tries were left.
	fn tries(ends: Vec<Result<u8, Error>>) -> (Result<u8, Error>, usize, usize) {
		let (anew, mut ends) = (std::cell::Cell::new(0), ends.into_iter());
		let progress = |step| {
			assert_eq!(step, Step::SigningAnew);
			anew.set(anew.get() + 1);
		};
		let submit = async || ends.next().expect("no further try");
		let end = futures::executor::block_on(while_nonce_used(&progress, submit));
		(end, anew.get(), ends.len())
	}

	fn used<T>() -> Result<T, Error> {
		Err(Error::Refused(Refused::NonceUsed))
	}

	#[test]
	fn while_nonce_used_a_nonce_that_another_program_used_ended_a_transfer() {
		let (end, anew, left) = tries(vec![used(), used(), Ok(7)]);
		assert_eq!((end.unwrap(), anew, left), (7, 2, 0));
		let (end, anew, left) = tries(vec![used(), used(), used(), used(), Ok(7)]);
		assert!(matches!(end, Err(Error::Refused(Refused::NonceUsed))));
		assert_eq!((anew, left), (SIGNED_ANEW, 1));
	}

	#[test]
	fn while_nonce_used_nothing_is_sent_twice_whose_outcome_is_unknown() {
		let unknown = Error::Unconfirmed {
			transaction: Hash::repeat_byte(1),
			source: Box::new(Error::chain("no answer")),
		};
		let refused = Error::Refused(Refused::Invalid("x".into()));
		let failed = Error::Refused(Refused::Dispatch("x".into()));
		for error in [unknown, refused, failed, Error::LIGHT_FAILED] {
			let kind = error.kind();
			let (end, anew, left) = tries(vec![Err(error), Ok(7)]);
			assert_eq!((end.unwrap_err().kind(), anew, left), (kind, 0, 1));
		}
	}
}
