//! A member's signal on its way: stamped, sent without a fee, sent again where the light client lost sight of it, and
//! done once a finalized block has its alias.

use super::search;
use crate::{
	chain::{At, Chain},
	error::{Error, Refused},
	pallets::zk_verifier::{self, Signal, Signalled as InBlock},
	progress::Step,
	submit::{check_free, encode_free, find_event, submit_free, NotTaken, Seen, FINAL_LIMIT},
};
use jmt_primitives::{
	authorized::SignalRefusal,
	proofs::{
		stamp::{self, Stamp},
		GroupId, MembershipProof, TopicId,
	},
	BlockNumber, Hash,
};
use std::time::{Duration, Instant};

/// Pause before it is sent again: three blocks.
const PAUSE: Duration = Duration::from_secs(6);

/// How often it is tried while the chain does not have what it rests on.
const TRIES: u32 = 3;

/// Blocks after which a stamp is worked out anew: half of those for which it is good.
const STAMP_AGE: BlockNumber = stamp::STAMP_BLOCKS / 2;

/// A signal that is to be sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signalling {
	pub group: GroupId,
	pub topic: TopicId,
	pub message: Hash,
	pub proof: MembershipProof,
}

/// A signal that a finalized block has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signalled {
	/// The block that has it.
	pub number: u64,
	/// Its hash.
	pub hash: Hash,
	/// Leading zero bits that the chain asked of the stamp.
	pub bits: u32,
	/// How long the last search for a stamp took.
	pub searched: Duration,
}

impl Signalling {
	/// Sends it. A refusal is [`Error::Refused`], with its code of the published table.
	pub async fn send(&self, chain: &Chain, progress: impl Fn(Step)) -> Result<Signalled, Error> {
		let deadline = Instant::now() + FINAL_LIMIT;
		let begun = chain.finalized().await?;
		let bits = zk_verifier::terms(&begun).await?.stamp_bits;
		let before = begun.block_number();
		let (mut attempt, mut waited, mut trouble) = (0, 0, None);
		let (mut stamp, mut searched) = (None, Duration::ZERO);
		while Instant::now() < deadline {
			let at = chain.finalized().await?;
			let alias = self.proof.nullifier;
			// One that was there before ours is refused by the chain, with its code.
			if attempt > 0 && zk_verifier::is_used(&at, self.group, self.topic, alias).await? {
				let seen = find_event(chain, before, &at, |event| self.is_of(event)).await;
				let (number, hash) = self.said(seen)?;
				return Ok(Signalled { number, hash, bits, searched });
			}
			let used = match stamp.filter(|stamp| is_young(stamp, &at)) {
				Some(stamp) => stamp,
				None => {
					progress(Step::Stamping);
					let begun = Instant::now();
					let found = self.stamp(chain.genesis(), &at, bits, deadline).await?;
					searched = begun.elapsed();
					found
				},
			};
			stamp = Some(used);
			let bytes = encode_free(at.metadata_ref(), &self.call(used), attempt)?;
			let sent = async {
				if attempt == 0 {
					check_free::<SignalRefusal>(&at, &bytes).await?;
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
				Ok(Err(error)) => match next(&error, attempt, waited) {
					Next::GiveUp => {
						return Err(match error {
							NotTaken::Failed(error) => error,
							other => Error::Refused(Refused::Invalid(other.to_string())),
						})
					},
					Next::Wait => {
						waited += 1;
						trouble = Some(error);
					},
				},
				Err(_) => break,
			}
			tokio::time::sleep(PAUSE).await;
		}
		let nowhere = format!("no finalized block has the alias after {} s", FINAL_LIMIT.as_secs());
		Err(match trouble {
			Some(trouble) => Error::reading(nowhere, trouble),
			None => Error::chain(nowhere),
		})
	}

	/// Whether the event is of this alias.
	fn is_of(&self, event: &InBlock) -> bool {
		(event.group, event.topic, event.alias) == (self.group, self.topic, self.proof.nullifier)
	}

	/// The block in which its alias was taken. The same identity may have said something else elsewhere meanwhile, which is
	/// refused as the chain does it.
	fn said(&self, seen: Result<Option<Seen<InBlock>>, Error>) -> Result<(u64, Hash), Error> {
		const UNKNOWN: &str = "the alias was taken, and by which message is not known";
		match seen {
			Ok(Some(Seen { number, hash, event })) if event.message == self.message => {
				Ok((number, hash))
			},
			Ok(Some(_)) => {
				let refused = NotTaken::Refused(SignalRefusal::NullifierUsed);
				Err(Error::Refused(Refused::Invalid(refused.to_string())))
			},
			Ok(None) => Err(Error::chain(UNKNOWN)),
			Err(error) => Err(Error::reading(UNKNOWN, error)),
		}
	}

	/// Works out a stamp over the finalized block.
	async fn stamp(
		&self,
		genesis: Hash,
		at: &At,
		bits: u32,
		deadline: Instant,
	) -> Result<Stamp, Error> {
		let number = BlockNumber::try_from(at.block_number()).map_err(Error::chain)?;
		let (signal, block) = (self.unstamped().hash(), at.block_hash());
		let search = move || search(&genesis, &signal, (number, &block), bits, deadline);
		let found = tokio::task::spawn_blocking(search).await.map_err(Error::chain)?;
		found.ok_or_else(|| Error::chain(format!("no stamp of {bits} bits was found in time")))
	}

	/// The signal as a stamp covers it.
	fn unstamped(&self) -> stamp::Signal {
		let Self { group, topic, message, proof } = *self;
		let MembershipProof { depth, root, nullifier, proof } = proof;
		stamp::Signal { group, depth, root, nullifier, message, topic, proof }
	}

	fn call(&self, stamp: Stamp) -> Signal {
		let Self { group, topic, message, proof } = *self;
		let MembershipProof { depth, root, nullifier, proof } = proof;
		Signal { group, depth, root, nullifier, message, topic, proof, stamp: Some(stamp) }
	}
}

/// Whether a stamp is good for some time yet.
fn is_young(stamp: &Stamp, at: &At) -> bool {
	u64::from(stamp.block.saturating_add(STAMP_AGE)) > at.block_number()
}

/// The next thing to do when it was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Next {
	/// Look at the state, and send again.
	Wait,
	GiveUp,
}

/// `attempt` counts how often it was sent, `waited` how often it was put off.
fn next(error: &NotTaken<SignalRefusal>, attempt: u32, waited: u32) -> Next {
	use SignalRefusal::{NullifierUsed, StampTooOld};
	let again = match error {
		// Very likely by what was sent before, in a block that is not final.
		NotTaken::Refused(NullifierUsed) => attempt > 1 && waited < TRIES,
		// The next one is over a newer block.
		NotTaken::Refused(StampTooOld) => waited < TRIES,
		NotTaken::Refused(_) => false,
		NotTaken::NotYet { .. } => waited + 1 < TRIES,
		NotTaken::Failed(Error::Light(jmt_light::Error::Failed)) => false,
		// A full block, or a light client that lost sight of it: the time alone ends it.
		NotTaken::Invalid(_) | NotTaken::Failed(_) => true,
	};
	match again {
		true => Next::Wait,
		false => Next::GiveUp,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use jmt_primitives::{
		authorized::{Refusal, UNKNOWN_GROUP_ROOT},
		proofs::{ProofBytes, Scalar},
	};

	fn signalling() -> Signalling {
		let proof = MembershipProof {
			depth: 16,
			root: Scalar::from(1),
			nullifier: Scalar::from(2),
			proof: ProofBytes([7; 256]),
		};
		let (topic, message) = (Hash::repeat_byte(3), Hash::repeat_byte(4));
		Signalling { group: 5, topic, message, proof }
	}

	#[test]
	fn call_the_stamp_covers_all_of_it_but_itself() {
		let signalling = signalling();
		let call = signalling.call(Stamp { block: 8, nonce: 9 }).encode();
		let stamp = Some(Stamp { block: 8, nonce: 9 }).encode();
		let covered = signalling.unstamped().encode();
		assert_eq!(call, [covered.as_slice(), &stamp].concat());
	}

	#[test]
	fn said_another_message_under_the_alias_is_not_taken_for_ours() {
		let signalling = signalling();
		let Signalling { group, topic, message, proof } = signalling;
		let event = InBlock { group, topic, alias: proof.nullifier, message };
		let seen = |event| Ok(Some(Seen { number: 7, hash: Hash::repeat_byte(8), event }));
		assert!(signalling.is_of(&event));
		assert!(matches!(signalling.said(seen(event)), Ok((7, _))));
		let other = InBlock { message: Hash::repeat_byte(9), ..event };
		assert!(signalling.is_of(&other));
		let refused = signalling.said(seen(other)).unwrap_err();
		assert!(matches!(refused, Error::Refused(_)), "{refused:?}");
		assert!(refused.to_string().ends_with("(code 109)"), "{refused}");
		for unknown in [Ok(None), Err(Error::LIGHT_FAILED)] {
			let said = signalling.said(unknown).unwrap_err().one_line();
			assert!(said.starts_with("the alias was taken"), "{said}");
		}
		let (alias, topic) = (Scalar::from(3), Hash::zero());
		for other in
			[InBlock { group: 6, ..event }, InBlock { topic, ..event }, InBlock { alias, ..event }]
		{
			assert!(!signalling.is_of(&other), "{other:?}");
		}
	}

	#[test]
	fn next_a_refusal_ends_it_unless_an_earlier_copy_may_be_in_or_a_new_stamp_mends_it() {
		for reason in SignalRefusal::ALL {
			let refused = NotTaken::Refused(reason);
			let first =
				if reason == SignalRefusal::StampTooOld { Next::Wait } else { Next::GiveUp };
			assert_eq!(next(&refused, 1, 0), first, "{reason:?}");
			let own = matches!(reason, SignalRefusal::StampTooOld | SignalRefusal::NullifierUsed);
			let expected = if own { Next::Wait } else { Next::GiveUp };
			assert_eq!(next(&refused, 2, 1), expected, "{reason:?}");
			assert_eq!(next(&refused, 9, TRIES), Next::GiveUp, "{reason:?} {}", reason.code());
		}
	}

	#[test]
	fn next_a_root_that_is_not_known_is_waited_for_three_times() {
		let unknown = NotTaken::NotYet { reason: "not known", code: UNKNOWN_GROUP_ROOT };
		let tried = (0..4).map(|waited| next(&unknown, waited + 1, waited));
		let expected = [Next::Wait, Next::Wait, Next::GiveUp, Next::GiveUp];
		assert_eq!(tried.collect::<Vec<_>>(), expected);
		assert_eq!(next(&NotTaken::Failed(Error::LIGHT_FAILED), 1, 0), Next::GiveUp);
		assert_eq!(next(&NotTaken::Invalid("no room".into()), 9, 9), Next::Wait);
	}
}
