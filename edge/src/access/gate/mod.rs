//! A gateway: the device that enforces what is decided about a resource.
//!
//! # Words
//!
//! - A **visitor** asks, shows by whom and by which right, and is let or refused.
//! - A **challenge** is 32 random bytes of the gateway's, which the visitor signs. It counts once.
//! - The **ledger** counts what this gateway served; the **log** is what it can be held to.
//! - The **actuator** is that which moves: a program or a file.
//!
//! # Walk
//!
//! A phone asks a lift to open. The lift gives a challenge; the phone signs it together with lift, resource, action and
//! its right. The lift takes the challenge off its list, decides by the newest state that it has proved, counts the use,
//! logs it, lets the door open and signs a receipt. Cut off from the chain it goes on with the state that it has, until
//! that is older than the policy takes.
//!
//! # Design
//!
//! - Clock, challenge, that which needs no state, a newer state, its turn to move, decision, ledger, log, actuator,
//!   receipt, in this order. A challenge buys one read of the chain at most, and one visitor reads at a time.
//! - Ledger and log are on the disk before anything moves: a crash in between loses a use and never doubles one. A use that
//!   the log does not take is not counted.
//! - The time never goes back: the latest that was seen is kept, that of states and of the log's seals included.
//!
//! # Not protected against
//!
//! - Somebody who may write the gateway's folder: clock, ledger, log and snapshot are believed. Files that others than
//!   this user may write are refused.
//! - A visitor whose words are carried from one place to another while the challenge counts: only evidence of a place
//!   tells where it is.
//! - Floods: the gateway takes 64 connections and 1,024 challenges, and strangers can take them all, and the turns to read
//!   the chain; who waits ten seconds for a turn is decided about by the state that is there.
//! - The same key file in two folders or on two machines: each serves what was paid once.
//! - A program that leaves others behind: it alone is killed after its time.
//! - A listener: words between visitor and gateway are signed and not sealed.

mod actuator;
mod admit;
mod challenges;
mod count;
mod fail_safe;
mod files;
mod kept;
mod ledger;
mod lock;
mod post;
mod serve;
#[cfg(test)]
mod tests;
mod time;
mod visit;

pub use actuator::{Act, Acted, Actuator};
pub use admit::Admitted;
pub use challenges::Challenge;
pub use fail_safe::{Emergency, FailSafe, Rules};
pub use files::{
	plain, AllowedFile, Asking, ChallengeFile, PlaceFile, ReceiptFile, RefusalFile, Saying, Visit,
	Wish,
};
pub use post::{Event, Post, Source, MOST_KEPT};
pub use serve::{exchange, serve, MOST_LINE};
pub use visit::{NotAnswered, Right};

use super::{log::Log, AccessError};
use crate::{error::one_line, keys::DeviceKey};
use admit::Gateway;
use challenges::Challenges;
use count::{counts, is_logged, policy_of};
use jmt_primitives::{
	access::{
		decide,
		log::{Entry, Outcome, Receipt},
		Allowed, Decision, Denied, Gate as AtGate, KeptFacts, Reason, Request, ResourceId,
		Snapshot, Source as RightSource, Use, VerifyMember,
	},
	did::Multikey,
	BlockNumber, DeviceId, DeviceSignature, Hash, Moment,
};
use kept::Kept;
use ledger::{Count, Ledger, Reading};
use lock::Lock;
use sp_core::{sr25519, Pair};
use std::path::{Path, PathBuf};
use time::Time;

/// A gateway of one resource, with what it remembers in a folder.
pub struct Gate {
	key: DeviceKey,
	genesis: Hash,
	resource: ResourceId,
	time: Time,
	challenges: Challenges,
	ledger: Ledger,
	log: Log,
	kept: Kept,
	_lock: Lock,
}

/// A use that was let, counted and logged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Let {
	pub receipt: Receipt,
	pub signature: DeviceSignature,
	pub allowed: Allowed,
}

/// The folder of an enforcer's log, below the agent's data.
pub fn log_folder(data: &Path, enforcer: &DeviceId) -> PathBuf {
	enforcer_folder(data, enforcer).join("log")
}

fn enforcer_folder(data: &Path, enforcer: &DeviceId) -> PathBuf {
	data.join("access").join(hex::encode(enforcer.0))
}

/// The folder of a gateway, below the agent's data.
fn gate_folder(data: &Path, enforcer: &DeviceId, resource: ResourceId) -> PathBuf {
	enforcer_folder(data, enforcer).join(resource.to_string())
}

impl Gate {
	/// With what an earlier run remembered, below the agent's data. Refuses where another gateway of the same device and
	/// resource runs.
	pub fn open(
		data: &Path,
		key: DeviceKey,
		genesis: Hash,
		resource: ResourceId,
	) -> Result<Self, AccessError> {
		let folder = gate_folder(data, &key.id(), resource);
		let _lock = Lock::take(&folder.join("lock"))?;
		Ok(Self {
			time: Time::open(&folder.join("clock"))?,
			challenges: Challenges::default(),
			ledger: Ledger::new(&folder.join("ledger")),
			log: Log::open(&log_folder(data, &key.id()), genesis, key.id())?,
			kept: Kept::new(&folder, resource),
			key,
			genesis,
			resource,
			_lock,
		})
	}

	/// The device.
	pub fn id(&self) -> DeviceId {
		self.key.id()
	}

	/// The resource.
	pub fn resource(&self) -> ResourceId {
		self.resource
	}

	/// A challenge for a visitor, given the system's time. The inner error is a refusal.
	pub fn ask(
		&mut self,
		wish: &Wish,
		system: Moment,
	) -> Result<Result<ChallengeFile, RefusalFile>, AccessError> {
		if wish.resource != self.resource {
			return Ok(Err(Reason::NotThisEnforcer.into()));
		}
		let now = match self.time.now(system)? {
			Ok(now) => now,
			Err(reason) => return Ok(Err(reason.into())),
		};
		let Some((challenge, expires)) = self.challenges.ask(now) else {
			return Ok(Err(RefusalFile::without_code("too many visitors wait: try again")));
		};
		Ok(Ok(ChallengeFile {
			genesis: self.genesis,
			enforcer: self.key.id(),
			key: Multikey::Signing(self.key.public()),
			resource: self.resource,
			action: wish.action,
			challenge,
			expires,
		}))
	}

	/// Keeps what a state says of the resource, for an emergency.
	pub fn keep(&mut self, state: &Snapshot) -> Result<(), AccessError> {
		self.kept.keep(state)
	}

	/// Takes a visitor's challenge off the list, and looks at all that needs no state, given the system's time. The inner
	/// error is a refusal; the outer one is trouble with a file, and nobody is let then.
	pub fn admit<'v>(
		&mut self,
		visit: &'v Visit,
		system: Moment,
	) -> Result<Result<Admitted<'v>, Denied>, AccessError> {
		let now = match self.time.now(system)? {
			Ok(now) => now,
			Err(reason) => return Ok(Err(reason.into())),
		};
		Ok(self.admitted(visit, now).map_err(Denied::from))
	}

	fn admitted<'v>(&mut self, visit: &'v Visit, now: Moment) -> Result<Admitted<'v>, Reason> {
		if visit.resource != self.resource {
			return Err(Reason::NotThisEnforcer);
		}
		let expires = self.challenges.take(&visit.challenge, now)?;
		Gateway { genesis: self.genesis, enforcer: self.key.id(), now }.check(visit)?;
		Ok(Admitted { visit, expires })
	}

	/// Decides about a visitor by a state, given the system's time. That which is let is counted and logged. The inner
	/// error is a refusal; the outer one is trouble with a file, and nobody is let then.
	pub fn decide(
		&mut self,
		admitted: Admitted<'_>,
		state: &Snapshot,
		members: &dyn VerifyMember,
		system: Moment,
	) -> Result<Result<Let, Denied>, AccessError> {
		let Admitted { visit, expires } = admitted;
		if state.genesis != self.genesis {
			return Ok(Err(Reason::SnapshotLacks.into()));
		}
		// An old state must not become young by a clock that is set back to before it.
		self.time.see(state.at)?;
		// The moment of a use lies behind what is sealed in the log, by the chain's time.
		if let Some(sealed) = self.log.sealed()? {
			self.time.see(sealed.saturating_add(1))?;
		}
		let now = match self.time.now(system)? {
			Ok(now) if now <= expires => now,
			Ok(_) => return Ok(Err(Reason::BadPass.into())),
			Err(reason) => return Ok(Err(reason.into())),
		};
		let request = self.request(visit, now);
		let reading = Reading::new(&self.ledger);
		let facts = KeptFacts { snapshot: state, ledger: &reading, members, missed: None };
		let decision = decide(&facts, &request);
		reading.check()?;
		let policy = policy_of(state, self.resource);
		match decision {
			Decision::Allow(allowed) => {
				let counts = counts(visit, &allowed, state, policy);
				self.let_in(&request, allowed, &counts, now).map(Ok)
			},
			Decision::Deny(denied) => {
				if is_logged(&denied, policy) {
					let version = policy.map_or(0, |policy| policy.version);
					let outcome = Outcome::Refused(denied.reason.code());
					let entry = self.entry(&request, now, outcome, (version, state.block.0));
					// It is denied all the same.
					if let Err(error) = self.log.append(&entry) {
						tracing::error!("a refusal is not logged: {}", one_line(&error));
					}
				}
				Ok(Err(denied))
			},
		}
	}

	/// A visitor's request, by the time of now.
	pub fn request(&self, visit: &Visit, now: Moment) -> Request {
		Request {
			resource: visit.resource,
			action: visit.action,
			subject: visit.subject.clone(),
			authority: visit.authority,
			uses: 1,
			now: Some(now),
			at: Some(AtGate { enforcer: self.key.id(), challenge: visit.challenge }),
			shown: visit.shown.clone(),
		}
	}

	fn let_in(
		&mut self,
		request: &Request,
		allowed: Allowed,
		counts: &[Count],
		now: Moment,
	) -> Result<Let, AccessError> {
		let outcome = Outcome::Allowed(allowed.by.clone());
		let entry = self.entry(request, now, outcome, (allowed.version, allowed.state.block));
		let Self { time, ledger, log, .. } = self;
		// Nothing is counted that the log does not take.
		let leaf = log.append_counted(&entry, || {
			time.see(now)?;
			counts.iter().try_for_each(|count| ledger.add(count, now))
		})?;
		let (genesis, enforcer) = (self.genesis, self.key.id());
		let receipt = Receipt { genesis, enforcer, use_id: entry.use_id, at: now, leaf };
		let signature = self.key.sign(&receipt.payload());
		Ok(Let { receipt, signature, allowed })
	}

	/// An entry of the log about a request.
	fn entry(
		&self,
		request: &Request,
		at: Moment,
		outcome: Outcome,
		(version, block): (u32, BlockNumber),
	) -> Entry {
		let subject = Entry::subject_hash(&request.subject);
		let (resource, action) = (request.resource, request.action);
		let use_id = use_of(request, self.genesis).map_or_else(random_id, |using| using.id());
		Entry { use_id, at, resource, action, subject, outcome, version, block }
	}

	/// The file of a receipt, once the actuator has moved.
	pub fn receipt(&self, use_made: &Let, actuator: Acted) -> ReceiptFile {
		let Let { receipt, signature, allowed } = use_made;
		ReceiptFile {
			genesis: receipt.genesis,
			enforcer: receipt.enforcer,
			use_id: receipt.use_id,
			at: receipt.at,
			leaf: receipt.leaf,
			key: Multikey::Signing(self.key.public()),
			signature: *signature,
			allowed: allowed.into(),
			actuator,
		}
	}
}

/// The use that a request at a gate is for: the one that is shown, or the one that a member's proof stands for.
fn use_of(request: &Request, genesis: Hash) -> Option<Use> {
	if let Some(signed) = &request.shown.using {
		return Some(signed.using.clone());
	}
	let gate = request.at?;
	Some(Use {
		genesis,
		enforcer: gate.enforcer,
		resource: request.resource,
		source: RightSource::Own(request.subject.clone()),
		challenge: gate.challenge,
		action: request.action,
		expires: Moment::MAX,
	})
}

/// The id of what nobody signed.
fn random_id() -> Hash {
	// 32 bytes of the system's randomness.
	sr25519::Pair::generate().1.into()
}
