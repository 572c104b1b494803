//! The blocks of a pass, and signatures.

use super::{
	super::{
		signed, Block, Counted, Delegation, Grant, Holder, Pass, Reason, SignedBlock, Subject,
	},
	standing,
	subject::key_face,
	who::Face,
	Judge,
};
use crate::{AccountId, DevicePublic};

impl Judge<'_> {
	/// Whether the blocks hand on the right of the grant, each signed by who had it before.
	#[inline(never)]
	pub(super) fn check_blocks(&mut self, leaf: &Grant, pass: &Pass) -> Result<(), Reason> {
		if leaf.delegation == Delegation::Kept {
			return Err(Reason::MayNotDelegate);
		}
		let first_holder = self.first_holder(leaf, pass)?;
		let mut before = signed::grant_hash(&self.facts.genesis(), pass.grant);
		for SignedBlock { block, .. } in &pass.blocks {
			if block.genesis != self.facts.genesis() || block.grant != pass.grant {
				return Err(Reason::BadPass);
			}
			if block.pass_epoch != leaf.pass_epoch {
				return Err(Reason::PassRevoked);
			}
			if block.before != before || block.holder.is_weak() {
				return Err(Reason::BadPass);
			}
			self.check_scope(&block.scope)?;
			before = block.hash();
			self.scope_holds(&block.scope, &Counted::Block(before))?;
		}
		self.meet_holders(pass)?;
		let mut holder = first_holder;
		for (place, signed) in pass.blocks.iter().enumerate() {
			// An account that holds the grant shows its key in the first block, and nobody does later.
			let is_signed = (place == 0 || signed.signer.is_none())
				&& signed.signature.verify(&Block::payload(&signed.block), &holder);
			if !is_signed {
				return Err(Reason::BadPass);
			}
			holder = signed.block.holder;
		}
		Ok(())
	}

	/// The holders between the grant's and the subject. A device that is banned or suspended must not hand the right on to a
	/// key that nobody knows.
	fn meet_holders(&mut self, pass: &Pass) -> Result<(), Reason> {
		let between = pass.blocks.len().saturating_sub(1);
		for signed in pass.blocks.iter().take(between) {
			let face = key_face(self.facts, &signed.block.holder)?;
			self.others.push(face);
		}
		Ok(())
	}

	/// The key of the grant's holder, who is active; deny rules about it count.
	fn first_holder(&mut self, leaf: &Grant, pass: &Pass) -> Result<DevicePublic, Reason> {
		let signer = pass.blocks.first().and_then(|first| first.signer);
		match (&leaf.holder, signer) {
			(Holder::Device(id), None) => {
				let device = standing::device(self.facts, id)?.ok_or(Reason::UnknownSubject)?;
				let key = device.fact.key;
				self.others.push(Face::Device(*id, device));
				Ok(key)
			},
			(Holder::Account(account), Some(key)) if is_of(&key, account) => {
				self.others.push(Face::Account(account.clone()));
				Ok(key)
			},
			// A domain has no key, and neither has an account that is a hash.
			_ => Err(Reason::BadPass),
		}
	}

	/// Whether the use that is shown is signed by the subject. A member shows its proof.
	pub(super) fn check_use_signature(&self) -> Result<(), Reason> {
		let Some(signed) = &self.request.shown.using else { return Ok(()) };
		let key = match (&self.request.subject, &self.face, signed.signer) {
			(Subject::Member(_), _, _) => return Ok(()),
			(Subject::Account(account), _, Some(key)) if is_of(&key, account) => key,
			(Subject::Device(_), Face::Device(_, device), None) => device.fact.key,
			(Subject::Key(key), _, None) => *key,
			_ => return Err(Reason::BadPass),
		};
		match signed.signature.verify(&signed.using.payload(), &key) {
			true => Ok(()),
			false => Err(Reason::BadPass),
		}
	}
}

/// Whether a key signs for an account.
fn is_of(key: &DevicePublic, account: &AccountId) -> bool {
	key.account().as_ref() == Some(account)
}
