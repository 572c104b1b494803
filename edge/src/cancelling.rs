//! A device cancels the rotation that its owner's account started: without a fee, signed, sent again where the light
//! client lost sight of it, and done once a finalized block has no rotation of it.

use crate::{
	chain::Chain,
	error::{Error, Refused},
	keys::DeviceKey,
	pallets::rotations::{self, CancelRotation},
	progress::Step,
	submit::{check_free, encode_free, submit_free, NotTaken, FINAL_LIMIT},
};
use jmt_primitives::{authorized::CancellationRefusal, Hash, Moment};
use std::time::{Duration, Instant};

/// Pause before it is sent again: three blocks.
const PAUSE: Duration = Duration::from_secs(6);

/// How often it is tried while the chain does not have what it rests on.
const TRIES: u32 = 3;

/// A rotation that is cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cancelled {
	/// When it was started, in ms.
	pub started: Moment,
	/// The finalized block that does not have it any more.
	pub number: u64,
	/// Its hash.
	pub hash: Hash,
}

/// Cancels the rotation that is under way. A refusal is [`Error::Refused`], with its code of the published table.
pub async fn cancel(
	chain: &Chain,
	device: &DeviceKey,
	progress: impl Fn(Step),
) -> Result<Cancelled, Error> {
	let deadline = Instant::now() + FINAL_LIMIT;
	let refused = |words: String| Error::Refused(Refused::Invalid(words));
	let found = rotations::pending(&chain.finalized().await?, device.id()).await?;
	let started = found.ok_or_else(|| refused("no rotation of the device is under way".into()))?;
	let started = started.started;
	progress(Step::Signing);
	let call = CancelRotation::signed(device, &chain.genesis(), started);
	let (mut attempt, mut waited, mut trouble) = (0, 0, None);
	while Instant::now() < deadline {
		let at = chain.finalized().await?;
		let pending = rotations::pending(&at, device.id()).await?;
		if pending.is_none_or(|pending| pending.started != started) {
			return Ok(Cancelled { started, number: at.block_number(), hash: at.block_hash() });
		}
		let bytes = encode_free(at.metadata_ref(), &call, attempt)?;
		let sent = async {
			if attempt == 0 {
				check_free::<CancellationRefusal>(&at, &bytes).await?;
			}
			progress(Step::Sending);
			submit_free(&at, bytes).await
		};
		let left = deadline.saturating_duration_since(Instant::now());
		let ended = tokio::select! {
			ended = tokio::time::timeout(left, sent) => ended,
			() = chain.failure() => return Err(Error::LIGHT_FAILED),
		};
		attempt += 1;
		match ended {
			Ok(Ok(())) => continue,
			Ok(Err(error)) if is_final(&error, attempt, waited) => {
				return Err(match error {
					NotTaken::Failed(error) => error,
					other => refused(other.to_string()),
				})
			},
			Ok(Err(error)) => {
				waited += 1;
				trouble = Some(error);
			},
			Err(_) => break,
		}
		tokio::time::sleep(PAUSE).await;
	}
	let nowhere = format!("the rotation is still there after {} s", FINAL_LIMIT.as_secs());
	Err(match trouble {
		Some(trouble) => Error::reading(nowhere, trouble),
		None => Error::chain(nowhere),
	})
}

/// Whether nothing is left to try. `attempt` counts how often it was sent, `waited` how often it was put off.
fn is_final(error: &NotTaken<CancellationRefusal>, attempt: u32, waited: u32) -> bool {
	use CancellationRefusal::{CancelledRecently, NoRotation};
	match error {
		// Very likely by what was sent before, in a block that is not final.
		NotTaken::Refused(NoRotation | CancelledRecently) => attempt < 2 || waited >= TRIES,
		NotTaken::Refused(_) | NotTaken::Failed(Error::Light(jmt_light::Error::Failed)) => true,
		NotTaken::NotYet { .. } => waited + 1 >= TRIES,
		// A full block, or a light client that lost sight of it: the time alone ends it.
		NotTaken::Invalid(_) | NotTaken::Failed(_) => false,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::authorized::{Refusal, UNKNOWN_ROTATION};

	#[test]
	fn is_final_a_refusal_is_unless_an_earlier_copy_may_be_in() {
		for reason in CancellationRefusal::ALL {
			let refused = NotTaken::Refused(reason);
			assert!(is_final(&refused, 1, 0), "{reason:?}");
			assert_eq!(is_final(&refused, 2, 1), reason.code() > 43, "{reason:?}");
			assert!(is_final(&refused, 9, TRIES), "{reason:?}");
		}
		let unknown = NotTaken::NotYet { reason: "not known", code: UNKNOWN_ROTATION };
		assert_eq!([0, 1, 2].map(|waited| is_final(&unknown, 1, waited)), [false, false, true]);
		assert!(is_final(&NotTaken::Failed(Error::LIGHT_FAILED), 1, 0));
		assert!(!is_final(&NotTaken::Invalid("no room".into()), 9, 9));
	}
}
