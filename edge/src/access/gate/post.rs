//! A gateway at its post: it answers visitors by the newest state that it gets, and by the one that it has where it gets
//! none.

use super::{
	plain, Act, Actuator, Asking, ChallengeFile, Gate, Let, ReceiptFile, RefusalFile, Saying,
	Visit, Wish,
};
use crate::{access::member::Members, error::one_line};
use jmt_primitives::{
	access::{Asked, Authority, Request, ResourceId, Snapshot},
	BlockNumber, DeviceId, Hash, Moment,
};
use serde::Serialize;
use std::{
	cell::{Cell, RefCell},
	future::Future,
	net::SocketAddr,
	rc::Rc,
	time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};
use tokio::time::timeout;

/// Subjects and grants about which the state is kept fresh, besides the visitor's two.
pub const MOST_KEPT: usize = 14;

/// So long no newer state is asked for on behalf of a visitor after one was not got.
const CUT_OFF_PAUSE: Duration = Duration::from_secs(20);

/// So long a visitor waits for its turn to ask for a newer state.
const TURN_LIMIT: Duration = Duration::from_secs(10);

/// That from which states come.
pub trait Source {
	/// The newest state about a resource and those asked for, with all that a request takes, or why there is none.
	fn newest(
		&self,
		resource: ResourceId,
		asked: Vec<Asked>,
		request: Option<Request>,
	) -> impl Future<Output = Result<Snapshot, String>>;
}

/// That which a gateway tells its operator.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Event {
	/// It listens.
	Serving { address: SocketAddr, resource: ResourceId, enforcer: DeviceId },
	/// It has a newer state.
	State { block: BlockNumber, at: Moment },
	/// It gets no newer state, and goes on with the one that it has.
	CutOff { reason: String },
	/// It let a visitor.
	Let {
		use_id: Hash,
		action: String,
		until: Moment,
		block: BlockNumber,
		#[serde(skip_serializing_if = "Option::is_none")]
		rule: Option<u8>,
		#[serde(skip_serializing_if = "Vec::is_empty")]
		grants: Vec<u64>,
		done: bool,
	},
	/// It refused a visitor, or could not decide.
	Refused {
		action: String,
		#[serde(skip_serializing_if = "Option::is_none")]
		code: Option<u8>,
		sentence: String,
	},
	/// The rule that let a visitor asks that the operator is told.
	Notice { use_id: Hash, action: String },
}

/// A gateway at its post.
pub struct Post<'a, S, T> {
	gate: RefCell<Gate>,
	actuator: Actuator,
	/// One thing moves at a time.
	moving: tokio::sync::Mutex<()>,
	/// One visitor reads at a time.
	reading: tokio::sync::Mutex<()>,
	source: S,
	/// Kept fresh.
	standing: Vec<Asked>,
	state: RefCell<Option<Rc<Snapshot>>>,
	/// When no newer state was got last.
	cut_off: Cell<Option<Instant>>,
	tell: &'a T,
}

impl<'a, S: Source, T: Fn(Event)> Post<'a, S, T> {
	/// With a state that is there already, if one is. At most [`MOST_KEPT`] subjects and grants are kept.
	pub fn new(
		gate: Gate,
		actuator: Actuator,
		source: S,
		mut standing: Vec<Asked>,
		state: Option<Snapshot>,
		tell: &'a T,
	) -> Self {
		standing.truncate(MOST_KEPT);
		let post = Self {
			gate: RefCell::new(gate),
			actuator,
			moving: tokio::sync::Mutex::new(()),
			reading: tokio::sync::Mutex::new(()),
			source,
			standing,
			state: RefCell::new(state.map(Rc::new)),
			cut_off: Cell::new(None),
			tell,
		};
		if let Some(state) = &*post.state.borrow() {
			post.keep(state);
		}
		post
	}

	/// Answers a visitor.
	pub async fn answer(&self, asking: Asking) -> Saying {
		match asking {
			Asking::Challenge(wish) => match self.challenge(&wish) {
				Ok(challenge) => Saying::Challenge(challenge),
				Err(refusal) => Saying::Refusal(refusal),
			},
			Asking::Use(visit) => match self.let_in(&visit).await {
				Ok(receipt) => Saying::Receipt(Box::new(receipt)),
				Err(refusal) => {
					let RefusalFile { code, sentence, .. } = refusal.clone();
					let action = visit.action.to_string();
					(self.tell)(Event::Refused { action, code, sentence });
					Saying::Refusal(refusal)
				},
			},
		}
	}

	/// Gets a newer state about those that are kept fresh. Returns it if it is new.
	pub async fn renew(&self) -> Option<Rc<Snapshot>> {
		self.fetch(Vec::new(), None).await
	}

	fn challenge(&self, wish: &Wish) -> Result<ChallengeFile, RefusalFile> {
		self.gate.borrow_mut().ask(wish, system_time()).map_err(undecided)?
	}

	async fn let_in(&self, visit: &Visit) -> Result<ReceiptFile, RefusalFile> {
		let admitted = self.gate.borrow_mut().admit(visit, system_time()).map_err(undecided)?;
		let admitted = admitted.map_err(|denied| RefusalFile::from(&denied))?;
		let state = self.state_for(visit).await;
		let state =
			state.ok_or_else(|| RefusalFile::without_code("the gateway knows no state yet"))?;
		// It is decided when it is its turn to move: nothing moves by a decision of long before.
		let _turn = self.moving.lock().await;
		let decided = {
			let mut gate = self.gate.borrow_mut();
			gate.decide(admitted, &state, &Members, system_time()).map_err(undecided)?
		};
		let made = decided.map_err(|denied| RefusalFile::from(&denied))?;
		let id = made.receipt.use_id;
		let act = Act { resource: visit.resource, action: visit.action, id };
		let acted = self.actuator.act(&act).await;
		let done = acted.done;
		let receipt = self.gate.borrow().receipt(&made, acted);
		self.tell_let(visit, &made, &receipt, done);
		Ok(receipt)
	}

	fn tell_let(&self, visit: &Visit, made: &Let, receipt: &ReceiptFile, done: bool) {
		let (use_id, action) = (made.receipt.use_id, visit.action.to_string());
		if made.allowed.duties.notice {
			(self.tell)(Event::Notice { use_id, action: action.clone() });
		}
		let allowed = &receipt.allowed;
		(self.tell)(Event::Let {
			use_id,
			action,
			until: allowed.until,
			block: allowed.block,
			rule: allowed.rule,
			grants: allowed.grants.clone(),
			done,
		});
	}

	/// The state by which it is decided about a visitor: the newest, or the one that is there. It asks once, when it is its
	/// turn, and not while the gateway is cut off.
	async fn state_for(&self, visit: &Visit) -> Option<Rc<Snapshot>> {
		if !self.is_cut_off() {
			if let Ok(_turn) = timeout(TURN_LIMIT, self.reading.lock()).await {
				// Another visitor may have found out meanwhile.
				if !self.is_cut_off() {
					let request = self.gate.borrow().request(visit, system_time());
					self.fetch(asked(visit), Some(request)).await;
				}
			}
		}
		self.state.borrow().clone()
	}

	/// Whether no newer state was got a moment ago.
	fn is_cut_off(&self) -> bool {
		self.cut_off.get().is_some_and(|since| since.elapsed() < CUT_OFF_PAUSE)
	}

	/// Notes that there is no newer state to be got, whatever the reason, and tells so once.
	pub fn cut_off(&self, reason: &str) {
		if self.cut_off.replace(Some(Instant::now())).is_none() {
			(self.tell)(Event::CutOff { reason: plain(reason) });
		}
	}

	/// Keeps what a state says of the resource, for an emergency.
	fn keep(&self, state: &Snapshot) {
		if let Err(error) = self.gate.borrow_mut().keep(state) {
			tracing::error!("{}", one_line(&error));
		}
	}

	/// Gets a newer state about those that are kept fresh and `further` ones.
	async fn fetch(&self, further: Vec<Asked>, request: Option<Request>) -> Option<Rc<Snapshot>> {
		let mut asked = self.standing.clone();
		asked.extend(further.into_iter().filter(|one| !self.standing.contains(one)));
		let resource = self.gate.borrow().resource();
		match self.source.newest(resource, asked, request).await {
			Ok(snapshot) => {
				self.cut_off.set(None);
				self.take(snapshot)
			},
			Err(reason) => {
				self.cut_off(&reason);
				None
			},
		}
	}

	/// Takes a state, unless a newer one is there. One of the same block may have other facts.
	fn take(&self, snapshot: Snapshot) -> Option<Rc<Snapshot>> {
		let known = self.state.borrow().as_ref().map(|known| known.block.0);
		if known.is_some_and(|known| snapshot.block.0 < known) {
			return None;
		}
		if known != Some(snapshot.block.0) {
			(self.tell)(Event::State { block: snapshot.block.0, at: snapshot.at });
		}
		self.keep(&snapshot);
		let snapshot = Rc::new(snapshot);
		*self.state.borrow_mut() = Some(snapshot.clone());
		Some(snapshot)
	}
}

/// The facts that a decision about a visitor needs.
fn asked(visit: &Visit) -> Vec<Asked> {
	let grant = match visit.authority {
		Authority::Own => None,
		Authority::Grant(grant) => Some(Asked::Grant(grant)),
	};
	let subject = Asked::Subject(visit.subject.clone());
	[Some(subject), grant].into_iter().flatten().collect()
}

/// Trouble with a file: nobody is let, and the operator has to look.
fn undecided(error: crate::access::AccessError) -> RefusalFile {
	let error = one_line(&error);
	tracing::error!("no decision: {error}");
	RefusalFile::without_code("the gateway cannot decide, and its operator knows why")
}

/// This machine's time, in ms.
pub(super) fn system_time() -> Moment {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	Moment::try_from(now.as_millis()).unwrap_or(Moment::MAX)
}
