//! That which is looked at before a state is: a stranger's line costs the gateway some arithmetic, and no reading.
//!
//! Each of these refusals is one that no state changes. Keys that only a state knows, those of devices, are not among
//! them, and a member's proof is looked at by the state's root.

use super::Visit;
use jmt_primitives::{
	access::{
		signed::grant_hash, Authority, Block, Pass, Reason, SignedUse, Source, Subject, MAX_USE_MS,
	},
	AccountId, DeviceId, DevicePublic, Hash, Moment,
};

/// A visit that may be decided, once.
pub struct Admitted<'a> {
	pub(super) visit: &'a Visit,
	/// The last moment at which it may be, in ms.
	pub(super) expires: Moment,
}

/// The gateway that admits, and its time.
pub(super) struct Gateway {
	pub(super) genesis: Hash,
	pub(super) enforcer: DeviceId,
	pub(super) now: Moment,
}

impl Gateway {
	/// Whether that which is shown belongs to the visit, and is signed as far as its keys are shown.
	pub(super) fn check(&self, visit: &Visit) -> Result<(), Reason> {
		check_pass(visit)?;
		match (&visit.shown.using, &visit.subject) {
			(Some(signed), _) => self.check_use(visit, signed)?,
			(None, Subject::Member(_)) => {},
			(None, _) => return Err(Reason::BadPass),
		}
		if let Some(pass) = &visit.shown.pass {
			self.check_blocks(pass)?;
		}
		good(match (&visit.subject, &visit.shown.using) {
			(Subject::Member(_), _) => visit.shown.member.is_some(),
			(_, Some(signed)) => is_signed(&visit.subject, signed),
			(_, None) => false,
		})
	}

	/// The use names this gateway and what is asked for, and is for now.
	fn check_use(&self, visit: &Visit, signed: &SignedUse) -> Result<(), Reason> {
		let using = &signed.using;
		if using.enforcer != self.enforcer {
			return Err(Reason::NotThisEnforcer);
		}
		let is_this = using.genesis == self.genesis
			&& using.challenge == visit.challenge
			&& (using.resource, using.action) == (visit.resource, visit.action)
			&& is_of(&using.source, visit);
		let ends = self.now..=self.now.saturating_add(MAX_USE_MS);
		good(is_this && ends.contains(&using.expires))
	}

	/// The blocks follow each other, and each is signed by the holder of the one before. The first one's signer is shown if
	/// it is an account.
	fn check_blocks(&self, pass: &Pass) -> Result<(), Reason> {
		let mut before = grant_hash(&self.genesis, pass.grant);
		let mut holder = None;
		for signed in &pass.blocks {
			let block = &signed.block;
			let follows = block.genesis == self.genesis
				&& block.grant == pass.grant
				&& block.before == before
				&& !block.holder.is_weak();
			let key = match (holder, signed.signer) {
				(Some(_), Some(_)) => return Err(Reason::BadPass),
				(holder, signer) => holder.or(signer),
			};
			let is_signed =
				|key: &DevicePublic| signed.signature.verify(&Block::payload(block), key);
			good(follows && key.as_ref().is_none_or(is_signed))?;
			before = block.hash();
			holder = Some(block.holder);
		}
		Ok(())
	}
}

fn good(is: bool) -> Result<(), Reason> {
	match is {
		true => Ok(()),
		false => Err(Reason::BadPass),
	}
}

/// A pass belongs to the grant that is used, and its last holder uses it.
fn check_pass(visit: &Visit) -> Result<(), Reason> {
	let pass = visit.shown.pass.as_ref();
	let fits = match (&visit.authority, pass) {
		(_, None) => true,
		(Authority::Own, Some(_)) => false,
		(Authority::Grant(grant), Some(pass)) => *grant == pass.grant,
	};
	let held = match (&visit.subject, pass.and_then(|pass| pass.blocks.last())) {
		(Subject::Key(key), last) => last.is_some_and(|last| last.block.holder == *key),
		(_, last) => last.is_none(),
	};
	good(fits && held)
}

/// Whether a use is made by the right that the visit names.
fn is_of(source: &Source, visit: &Visit) -> bool {
	let last = visit.shown.pass.as_ref().and_then(|pass| pass.blocks.last());
	match (source, &visit.authority, last) {
		(Source::Own(subject), Authority::Own, None) => *subject == visit.subject,
		(Source::Grant(used), Authority::Grant(grant), None) => used == grant,
		(Source::Block(used), Authority::Grant(_), Some(last)) => *used == last.block.hash(),
		_ => false,
	}
}

/// Whether the subject signed the use, as far as its key is shown.
fn is_signed(subject: &Subject, SignedUse { using, signer, signature }: &SignedUse) -> bool {
	match (subject, signer) {
		(Subject::Account(account), Some(key)) => {
			is_of_account(key, account) && signature.verify(&using.payload(), key)
		},
		(Subject::Key(key), None) => signature.verify(&using.payload(), key),
		// The state knows its key.
		(Subject::Device(_), None) => true,
		_ => false,
	}
}

fn is_of_account(key: &DevicePublic, account: &AccountId) -> bool {
	key.account().as_ref() == Some(account)
}
