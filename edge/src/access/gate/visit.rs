//! The visitor's side: a challenge is answered.

use super::{ChallengeFile, ReceiptFile, Visit, Wish};
use crate::access::pass::HolderKey;
use jmt_primitives::{
	access::{
		Authority, GrantId, Pass, Shown, SignedPlace, SignedUse, Source, Subject, Use, MAX_USE_MS,
	},
	proofs::{GroupId, MembershipProof},
	DeviceId, DeviceSignature, Hash,
};

/// The right by which a visitor asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Right {
	/// Its own.
	Own,
	/// A grant that it holds.
	Grant(GrantId),
	/// A pass, of which it is the last holder.
	Pass(Pass),
}

/// Why a challenge is not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotAnswered {
	#[error("the gateway is of another chain")]
	OtherChain,
	#[error("the challenge is for another resource or action than was asked for")]
	OtherWish,
	#[error("the challenge is of another device than the one that is meant")]
	OtherEnforcer,
	#[error("the pass was handed to another key than this one")]
	NotHolder,
}

impl ChallengeFile {
	/// Whether it is what the visitor asked for, and of the gateway that is meant, if one is.
	pub fn check(
		&self,
		genesis: &Hash,
		wish: &Wish,
		meant: Option<&DeviceId>,
	) -> Result<(), NotAnswered> {
		if self.genesis != *genesis {
			return Err(NotAnswered::OtherChain);
		}
		if (self.resource, self.action) != (wish.resource, wish.action) {
			return Err(NotAnswered::OtherWish);
		}
		match meant.is_none_or(|meant| *meant == self.enforcer) {
			true => Ok(()),
			false => Err(NotAnswered::OtherEnforcer),
		}
	}

	/// Whether a receipt is this gateway's, signed for this use, and of a moment at which the challenge counted: with
	/// another chain or time in it, it would prove nothing.
	pub fn is_answered_by(&self, receipt: &ReceiptFile, use_id: &Hash) -> bool {
		let begun = self.expires.saturating_sub(MAX_USE_MS);
		receipt.genesis == self.genesis
			&& receipt.enforcer == self.enforcer
			&& receipt.use_id == *use_id
			&& (begun..=self.expires).contains(&receipt.at)
			&& receipt.key == self.key
			&& receipt.is_signed()
	}

	/// The use that is signed, or of which membership is proved.
	pub fn using(&self, source: Source) -> Use {
		Use {
			genesis: self.genesis,
			enforcer: self.enforcer,
			resource: self.resource,
			source,
			challenge: self.challenge,
			action: self.action,
			expires: self.expires,
		}
	}

	/// The answer of a key: a device's, an account's, or that of a pass's last holder.
	pub fn answer(
		&self,
		key: &HolderKey,
		right: &Right,
		place: Option<SignedPlace>,
	) -> Result<Visit, NotAnswered> {
		let own = match key {
			HolderKey::Device(key) => Subject::Device(key.id()),
			HolderKey::Account(key) => Subject::Account(key.account()),
		};
		let (subject, authority, source, pass) = match right {
			Right::Own => (own.clone(), Authority::Own, Source::Own(own), None),
			Right::Grant(grant) => (own, Authority::Grant(*grant), Source::Grant(*grant), None),
			Right::Pass(pass) => match pass.blocks.last() {
				// Without a block it is the grant.
				None => return self.answer(key, &Right::Grant(pass.grant), place),
				Some(last) if last.block.holder != key.public() => {
					return Err(NotAnswered::NotHolder)
				},
				Some(last) => {
					let source = Source::Block(last.block.hash());
					let (subject, authority) =
						(Subject::Key(key.public()), Authority::Grant(pass.grant));
					(subject, authority, source, Some(pass.clone()))
				},
			},
		};
		let using = self.using(source);
		let (signer, signature) = key.sign(&using.payload());
		// The last block of a pass names the key already.
		let signer = signer.filter(|_| pass.is_none());
		let using = Some(SignedUse { using, signer, signature });
		Ok(self.visit(subject, authority, Shown { pass, using, place, member: None }))
	}

	/// The use that a member of a group proves its membership for.
	pub fn member_use(&self, group: GroupId) -> Use {
		self.using(Source::Own(Subject::Member(group)))
	}

	/// The answer of a member of a group. Its proof over the use's id stands for a signature.
	pub fn answer_as_member(&self, group: GroupId, proof: MembershipProof) -> Visit {
		let using = self.member_use(group);
		let signature = DeviceSignature::Ed25519([0; 64]);
		let using = Some(SignedUse { using, signer: None, signature });
		let shown = Shown { pass: None, using, place: None, member: Some(proof) };
		self.visit(Subject::Member(group), Authority::Own, shown)
	}

	fn visit(&self, subject: Subject, authority: Authority, shown: Shown) -> Visit {
		Visit {
			resource: self.resource,
			action: self.action,
			challenge: self.challenge,
			subject,
			authority,
			shown,
		}
	}
}
