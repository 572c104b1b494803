//! Whether a verifier lets a device in, from a snapshot alone.

use super::{Answer, AuthRefusal, Binding, Challenge, HostStanding, Snapshot, Subject};
use crate::{
	devices::{DeviceStanding, InactiveReason},
	domains::{DomainId, Reach},
	units::Level,
	AccountId, DeviceId, Hash, Moment,
};

/// How far the time of a snapshot's block may lie ahead of the verifier's clock, in ms: blocks are made by others'
/// clocks. A clock further behind is wrong.
pub const MAX_AHEAD_MS: Moment = 10_000;

/// A verifier as it knows itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verifier {
	/// Hash of its chain's first block.
	pub genesis: Hash,
	/// Its own id.
	pub id: DeviceId,
	/// The domain whose resource it guards.
	pub host: DomainId,
	/// The oldest snapshot by which it decides, in ms.
	pub max_age: Moment,
	/// The least level of the unit that it lets in; `None` asks for no unit.
	pub least: Option<Level>,
}

/// A device that is let in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Admitted {
	pub device: DeviceId,
	pub owner: AccountId,
	/// The domain by which it is let in: the host, or the one that the host trusts.
	pub by: DomainId,
	/// The last moment at which this decision may be used, in ms: then the snapshot is too old, the link ends, or the
	/// unit's certificate where one is asked for.
	pub until: Moment,
}

impl Verifier {
	/// Decides about an answer to a challenge that this verifier itself made. `binding` is the channel as the verifier
	/// sees it. One signature is verified, at last.
	///
	/// That a challenge is used once is the caller's to see to, as the verifier's memory is not part of the decision.
	pub fn decide(
		&self,
		challenge: &Challenge,
		answer: &Answer,
		binding: &Binding,
		snapshot: &Snapshot,
		now: Moment,
	) -> Result<Admitted, AuthRefusal> {
		if challenge.genesis != self.genesis || snapshot.genesis != self.genesis {
			return Err(AuthRefusal::OtherChain);
		}
		if challenge.verifier != self.id {
			return Err(AuthRefusal::OtherVerifier);
		}
		challenge.check_time(now)?;
		if answer.challenge != challenge.hash() {
			return Err(AuthRefusal::OtherChallenge);
		}
		if answer.binding != *binding {
			return Err(AuthRefusal::OtherChannel);
		}
		let fresh_until = self.check_snapshot(answer, snapshot, now)?;
		let subject = snapshot.subject.as_ref().ok_or(AuthRefusal::NotRegistered)?;
		check_standing(subject)?;
		let (by, trusted_until) = self.door(subject, snapshot, now)?;
		let certified_until = self.check_unit(subject, now)?;
		if answer.signature.key_type() != subject.key.key_type() {
			return Err(AuthRefusal::WrongKeyType);
		}
		let payload = Answer::payload(&answer.challenge, &answer.device, &answer.binding);
		if !answer.signature.verify(&payload, &subject.key) {
			return Err(AuthRefusal::BadSignature);
		}
		Ok(Admitted {
			device: answer.device,
			owner: subject.owner.clone(),
			by,
			until: fresh_until.min(trusted_until).min(certified_until),
		})
	}

	/// Whether the snapshot is about this question and fresh enough. Returns until when it is.
	fn check_snapshot(
		&self,
		answer: &Answer,
		snapshot: &Snapshot,
		now: Moment,
	) -> Result<Moment, AuthRefusal> {
		if snapshot.device != answer.device || snapshot.host != self.host {
			return Err(AuthRefusal::OtherSnapshot);
		}
		if snapshot.at > now.saturating_add(MAX_AHEAD_MS) {
			return Err(AuthRefusal::ClockBehind);
		}
		let until = snapshot.at.saturating_add(self.max_age);
		if now > until {
			return Err(AuthRefusal::SnapshotTooOld);
		}
		Ok(until)
	}

	/// Whether the device has the unit that is asked for. Returns until when.
	fn check_unit(&self, subject: &Subject, now: Moment) -> Result<Moment, AuthRefusal> {
		let Some(least) = self.least else { return Ok(Moment::MAX) };
		let unit = subject.unit.filter(|unit| unit.level >= least && now <= unit.expires);
		unit.map(|unit| unit.expires).ok_or(AuthRefusal::NoUnit)
	}

	/// By which domain the device comes in, and until when that one is trusted.
	fn door(
		&self,
		subject: &Subject,
		snapshot: &Snapshot,
		now: Moment,
	) -> Result<(DomainId, Moment), AuthRefusal> {
		match snapshot.host_standing {
			HostStanding::Active => {},
			HostStanding::Unknown => return Err(AuthRefusal::UnknownHost),
			HostStanding::Suspended(domain) => return Err(AuthRefusal::HostSuspended(domain)),
		}
		let own = *subject.path.first().ok_or(AuthRefusal::AtLarge)?;
		// The host speaks for its own devices and for those of domains below it.
		if subject.path.contains(&self.host) {
			return Ok((self.host, Moment::MAX));
		}
		let mut refusal = AuthRefusal::NotTrusted;
		let mut longest = None;
		for welcome in &snapshot.welcomes {
			let reaches = welcome.to == own
				|| welcome.reach == Reach::Below && subject.path.contains(&welcome.to);
			if !reaches {
				continue;
			}
			if now > welcome.expires {
				refusal = AuthRefusal::TrustExpired;
			} else if longest.is_none_or(|(_, expires)| welcome.expires > expires) {
				longest = Some((welcome.to, welcome.expires));
			}
		}
		longest.ok_or(refusal)
	}
}

fn check_standing(subject: &Subject) -> Result<(), AuthRefusal> {
	match subject.standing {
		DeviceStanding::Active => Ok(()),
		DeviceStanding::Inactive(reason) => Err(match reason {
			InactiveReason::Revoked => AuthRefusal::Revoked,
			InactiveReason::Paused => AuthRefusal::Paused,
			InactiveReason::Suspended => AuthRefusal::Suspended,
			InactiveReason::DomainSuspended(domain) => AuthRefusal::DomainSuspended(domain),
		}),
	}
}
