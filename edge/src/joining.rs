//! A device joins a domain by its leaf of a manifest: signed, sent, sent again where the light client lost sight of it,
//! and done once a finalized block has the device.

use crate::{
	chain::{At, Chain},
	error::{Error, Refused},
	keys::{format_address, DeviceKey},
	manifest::Proven,
	pallets::{
		devices,
		manifests::{self, Activate},
		timestamp,
	},
	progress::Step,
	submit::{check_free, encode_free, submit_free, NotTaken, FINAL_LIMIT},
};
use jmt_primitives::{
	authorized::ActivationRefusal, domains::DomainId, manifests::ManifestId, AccountId, DeviceId,
	Hash, Moment,
};
use std::time::{Duration, Instant};

/// How long the device's signature is good, in ms: as long as a pool keeps the call, and a little more.
const LIFE: Moment = 600_000;

/// Pause before it is sent again: three blocks.
const PAUSE: Duration = Duration::from_secs(6);

/// How often it is tried while the chain does not have what it rests on.
const TRIES: u32 = 3;

/// All that a device needs to join.
pub struct Joining<'a> {
	pub device: &'a DeviceKey,
	pub manifest: ManifestId,
	pub proven: Proven,
	pub owner: AccountId,
	/// The device's X25519 key, or zeros.
	pub encryption: [u8; 32],
}

/// A device that is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Joined {
	pub device: DeviceId,
	pub domain: DomainId,
	/// Whether it was before this call.
	pub before: bool,
	/// The finalized block that has it.
	pub number: u64,
	/// Its hash.
	pub hash: Hash,
}

impl Joining<'_> {
	/// Joins. A refusal is [`Error::Refused`], with its code of the published table.
	pub async fn join(&self, chain: &Chain, progress: impl Fn(Step)) -> Result<Joined, Error> {
		let deadline = Instant::now() + FINAL_LIMIT;
		let (mut attempt, mut waited, mut trouble) = (0, 0, None);
		self.check(chain).await?;
		while Instant::now() < deadline {
			let at = chain.finalized().await?;
			if let Some(joined) = self.seen(&at, attempt == 0).await? {
				return Ok(joined);
			}
			progress(Step::Signing);
			let expires = timestamp::now(&at).await?.saturating_add(LIFE);
			let bytes =
				encode_free(at.metadata_ref(), &self.call(chain.genesis(), expires), attempt)?;
			let sent = async {
				if attempt == 0 {
					check_free::<ActivationRefusal>(&at, &bytes).await?;
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
		let nowhere =
			format!("no finalized block has the device after {} s", FINAL_LIMIT.as_secs());
		Err(match trouble {
			Some(trouble) => Error::reading(nowhere, trouble),
			None => Error::chain(nowhere),
		})
	}

	/// Looks at what shows without sending anything, in words that say more than a code.
	async fn check(&self, chain: &Chain) -> Result<(), Error> {
		let refused = |words: String| Error::Refused(Refused::Invalid(words));
		let Proven { genesis, root, leaves, leaf, domain, .. } = &self.proven;
		if *genesis != chain.genesis() {
			let expected = chain.genesis();
			return Err(refused(format!(
				"the proof is for the chain with genesis {genesis:?}, and this one has {expected:?}"
			)));
		}
		if leaf.key != self.device.public() {
			return Err(refused("the proof is for another device's key".into()));
		}
		if let Some(named) = leaf.owner.as_ref().filter(|named| **named != self.owner) {
			return Err(refused(format!(
				"the manifest names {} as the device's owner",
				format_address(named)
			)));
		}
		let at = chain.finalized().await?;
		// One that is not known may come, and one that was swept has a code.
		let Some(manifest) = manifests::manifest(&at, self.manifest).await? else { return Ok(()) };
		if (manifest.domain, manifest.leaves, &manifest.root) != (*domain, *leaves, root) {
			return Err(refused(format!(
				"the proof is not of manifest {}, whose root is {:?}",
				self.manifest, manifest.root
			)));
		}
		Ok(())
	}

	/// Whether the state has the device, by this leaf and with this owner.
	async fn seen(&self, at: &At, before: bool) -> Result<Option<Joined>, Error> {
		let device = self.device.id();
		let Some(info) = devices::device(at, device).await? else { return Ok(None) };
		let member = devices::member(at, device).await?.unwrap_or_default();
		let leaf = (self.manifest, self.proven.leaf.index);
		match (member.domain, member.leaf == Some(leaf) && info.owner == self.owner) {
			(Some(domain), true) => Ok(Some(Joined {
				device,
				domain,
				before,
				number: at.block_number(),
				hash: at.block_hash(),
			})),
			// The chain says so, with its code.
			_ => Ok(None),
		}
	}

	fn call(&self, genesis: Hash, expires: Moment) -> Activate {
		let (owner, proven) = (self.owner.clone(), self.proven.clone());
		let Self { device, manifest, encryption, .. } = self;
		Activate::signed(device, &genesis, *manifest, proven, owner, *encryption, expires)
	}
}

/// The next thing to do when it was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Next {
	/// Look at the state, and send again.
	Wait,
	GiveUp,
}

/// `attempt` counts how often it was sent, `waited` how often it was put off.
fn next(error: &NotTaken<ActivationRefusal>, attempt: u32, waited: u32) -> Next {
	use ActivationRefusal::{AlreadyActivated, KeyTaken};
	let again = match error {
		// Very likely by what was sent before, in a block that is not final.
		NotTaken::Refused(AlreadyActivated | KeyTaken) => attempt > 1 && waited < TRIES,
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
	use jmt_primitives::authorized::{Refusal, PREPAID_SHORT};

	#[test]
	fn next_a_refusal_ends_it_unless_an_earlier_copy_may_be_in() {
		for reason in ActivationRefusal::ALL {
			let refused = NotTaken::Refused(reason);
			assert_eq!(next(&refused, 1, 0), Next::GiveUp, "{reason:?}");
			let own = matches!(reason.code(), 31 | 32);
			let expected = if own { Next::Wait } else { Next::GiveUp };
			assert_eq!(next(&refused, 2, 1), expected, "{reason:?}");
			assert_eq!(next(&refused, 9, TRIES), Next::GiveUp, "{reason:?}");
		}
	}

	#[test]
	fn next_what_it_rests_on_is_waited_for_three_times() {
		let short = NotTaken::NotYet { reason: "too little", code: PREPAID_SHORT };
		let tried = (0..5).map(|waited| next(&short, waited + 1, waited));
		let expected = [Next::Wait, Next::Wait, Next::GiveUp, Next::GiveUp, Next::GiveUp];
		assert_eq!(tried.collect::<Vec<_>>(), expected);
		assert_eq!(next(&NotTaken::Failed(Error::LIGHT_FAILED), 1, 0), Next::GiveUp);
		assert_eq!(next(&NotTaken::Invalid("no room".into()), 9, 9), Next::Wait);
	}
}
