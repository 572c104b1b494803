//! Asks the others once more for the rounds of GRANDPA that this node has missed.
//!
//! A node tells its peers its set of authorities and its round when a round begins, when a peer connects, and, to
//! those that were connected when the round began, every two minutes. GRANDPA asks for the rounds between in the
//! moment in which it hears that a peer of the same set is ahead, and not later. A node on an old database hears
//! it too early: it is in an older set, takes the blocks of the last minutes in a second, and enters the set of
//! the others in its first round. It would ask when it hears the same again, which takes two minutes, or for ever
//! if the peer was started after it voted. Where its vote is needed nothing becomes final until then.
//!
//! So this stands between GRANDPA and the network, remembers what peers said last, and plays it again where
//! GRANDPA stands still behind one of them: to GRANDPA the peer has connected anew, and it asks.
//!
//! Does not protect against: peers that lie about their round. Each is asked once a minute at most.

use crate::own_votes::{OwnVotes, SignedVote};
use codec::Decode;
use jmt_primitives::BlockNumber;
use jsonrpsee::core::async_trait;
use sc_network::{
	error::Error,
	service::traits::{Direction, MessageSink, NotificationEvent},
	types::ProtocolName,
	NotificationService,
};
use sc_network_types::PeerId;
use sp_consensus_grandpa::{RoundNumber, SetId};
use std::{
	collections::{HashMap, VecDeque},
	time::Duration,
};
use tokio::time::{interval, Instant, Interval};

/// GRANDPA asks a peer that is further ahead than so many rounds.
const THRESHOLD_ROUNDS: u64 = 2;

/// How long GRANDPA may stand still behind a peer: time enough for what it asked for by itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a peer is left alone once it was asked.
const PAUSE: Duration = Duration::from_secs(60);

/// How long GRANDPA waits for an answer, one peer at a time, and a little more.
const ANSWER: Duration = Duration::from_secs(46);

/// More bytes than a neighbour packet has.
const NEIGHBOUR_BYTES: usize = 32;

/// Peers send votes of the rounds that are so far from one's own.
const NEAR_ROUNDS: u64 = 1;

/// How long a round may wait for this validator while it does not vote, since its database has lost votes.
const LOST_VOTE: Duration = Duration::from_secs(15);

/// How often it is looked whether GRANDPA stands still.
const LOOK: Duration = Duration::from_secs(1);

/// Where a node is, as it tells its peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Decode)]
#[cfg_attr(test, derive(codec::Encode))]
struct View {
	round: RoundNumber,
	set: SetId,
	finalized: BlockNumber,
}

/// The messages of GRANDPA's protocol that matter here, in its encoding.
#[derive(Debug, Decode)]
#[cfg_attr(test, derive(codec::Encode))]
enum Message {
	#[codec(index = 0)]
	Vote(SignedVote),
	#[codec(index = 2)]
	Neighbour(Neighbour),
	/// Of a set; round and votes follow.
	#[codec(index = 4)]
	CatchUp(SetId),
}

#[derive(Debug, Decode)]
#[cfg_attr(test, derive(codec::Encode))]
enum Neighbour {
	#[codec(index = 1)]
	V1(View),
}

/// How a peer's stream was opened.
#[derive(Debug, Clone)]
struct Opened {
	direction: Direction,
	handshake: Vec<u8>,
	negotiated_fallback: Option<ProtocolName>,
}

/// A connected peer.
#[derive(Debug)]
struct Peer {
	opened: Opened,
	/// Where it is, the bytes that say so, and when they came.
	heard: Option<(View, Vec<u8>, Instant)>,
	/// When it was played again.
	asked: Option<Instant>,
}

/// Where this node is and where its peers are.
#[derive(Debug, Default)]
struct Views {
	/// And since when.
	own: Option<(View, Instant)>,
	peers: HashMap<PeerId, Peer>,
}

impl Views {
	/// This node says where it is.
	fn told(&mut self, view: View, now: Instant) {
		let place = |view: &View| (view.set, view.round);
		if self.own.as_ref().is_none_or(|(own, _)| place(own) != place(&view)) {
			self.own = Some((view, now));
		}
	}

	/// The time in its round counts from now.
	fn here_since(&mut self, now: Instant) {
		if let Some((_, since)) = &mut self.own {
			*since = now;
		}
	}

	/// Whether a vote is of the rounds around this node's, of which peers send votes.
	fn are_near(&self, vote: &SignedVote) -> bool {
		self.own.is_some_and(|(own, _)| {
			own.set == vote.set && own.round.abs_diff(vote.round) <= NEAR_ROUNDS
		})
	}

	/// The peer that is furthest ahead, if GRANDPA stands still behind it and has not asked it, and the view of it.
	fn behind(&self, now: Instant) -> Option<(PeerId, View)> {
		let (own, since) = self.own?;
		if now.saturating_duration_since(since) < PATIENCE {
			return None;
		}
		let over = |since: Instant, time| now.saturating_duration_since(since) >= time;
		let asked = |peer: &Peer| peer.asked.is_some_and(|asked| !over(asked, ANSWER));
		if self.peers.values().any(asked) {
			return None;
		}
		self.peers
			.iter()
			.filter(|(_, peer)| peer.asked.is_none_or(|asked| over(asked, PAUSE)))
			.filter_map(|(id, peer)| peer.heard.as_ref().map(|(view, _, at)| (*id, *view, *at)))
			.filter(|(_, view, at)| own.is_behind(view) && over(*at, PATIENCE))
			.max_by_key(|(_, view, _)| view.round)
			.map(|(id, view, _)| (id, view))
	}

	/// The events that GRANDPA would see if this peer connected anew.
	fn play_again(&mut self, id: PeerId, now: Instant) -> Vec<NotificationEvent> {
		let Some(peer) = self.peers.get_mut(&id) else { return Vec::new() };
		peer.asked = Some(now);
		let Opened { direction, handshake, negotiated_fallback } = peer.opened.clone();
		let opened = NotificationEvent::NotificationStreamOpened {
			peer: id,
			direction,
			handshake,
			negotiated_fallback,
		};
		let said = peer.heard.as_ref().map(|(_, bytes, _)| {
			NotificationEvent::NotificationReceived { peer: id, notification: bytes.clone() }
		});
		[NotificationEvent::NotificationStreamClosed { peer: id }, opened]
			.into_iter()
			.chain(said)
			.collect()
	}

	/// The round in which this node has been for so long, if no peer of its set is far ahead.
	fn waiting(&self, time: Duration, now: Instant) -> Option<View> {
		let (own, since) = self.own?;
		let ahead = self
			.peers
			.values()
			.filter_map(|peer| peer.heard.as_ref())
			.any(|(view, ..)| own.is_behind(view));
		(!ahead && now.saturating_duration_since(since) >= time).then_some(own)
	}
}

impl View {
	/// Whether GRANDPA would ask a peer that is there.
	const fn is_behind(&self, peer: &Self) -> bool {
		self.set == peer.set && peer.round.saturating_sub(THRESHOLD_ROUNDS) > self.round
	}
}

/// The network as GRANDPA sees it.
#[derive(Debug)]
pub struct CatchUp {
	inner: Box<dyn NotificationService>,
	own_votes: Option<OwnVotes>,
	views: Views,
	again: VecDeque<NotificationEvent>,
	look: Interval,
}

impl CatchUp {
	/// In front of the network; `own_votes` are a validator's. To be called within a runtime of tokio.
	pub fn new(inner: Box<dyn NotificationService>, own_votes: Option<OwnVotes>) -> Self {
		let views = Views::default();
		Self { inner, own_votes, views, again: VecDeque::new(), look: interval(LOOK) }
	}

	fn sends(&mut self, notification: &[u8]) {
		let message = Message::decode(&mut &*notification);
		if let Ok(Message::Neighbour(Neighbour::V1(view))) = message {
			self.views.told(view, Instant::now());
		}
	}

	fn sees(&mut self, event: &NotificationEvent) {
		match event {
			NotificationEvent::ValidateInboundSubstream { .. } => {},
			NotificationEvent::NotificationStreamOpened {
				peer,
				direction,
				handshake,
				negotiated_fallback,
			} => {
				let opened = Opened {
					direction: *direction,
					handshake: handshake.clone(),
					negotiated_fallback: negotiated_fallback.clone(),
				};
				self.views.peers.insert(*peer, Peer { opened, heard: None, asked: None });
			},
			NotificationEvent::NotificationStreamClosed { peer } => {
				self.views.peers.remove(peer);
				// Without peers GRANDPA tells nobody where it is.
				if self.views.peers.is_empty() {
					self.views.own = None;
				}
			},
			NotificationEvent::NotificationReceived { peer, notification } => {
				match Message::decode(&mut &notification[..]) {
					Ok(Message::Neighbour(Neighbour::V1(view)))
						if notification.len() <= NEIGHBOUR_BYTES =>
					{
						if let Some(peer) = self.views.peers.get_mut(peer) {
							peer.heard = Some((view, notification.clone(), Instant::now()));
						}
					},
					Ok(Message::Vote(vote)) => {
						if let (true, Some(own)) = (self.views.are_near(&vote), &self.own_votes) {
							own.hear(peer, &vote);
						}
					},
					Ok(Message::CatchUp(set)) => {
						// Another set's is no answer: it would hold votes back for nothing.
						let here = self.views.own.is_some_and(|(view, _)| view.set == set);
						if let (true, Some(own)) = (here, &self.own_votes) {
							own.moment.jumps(set, Instant::now());
						}
					},
					Ok(Message::Neighbour(_)) | Err(_) => {},
				}
			},
		}
	}

	/// Looks, at a time that was due before.
	fn look_when_due(&mut self, due: Instant, now: Instant) -> bool {
		// This process stood still, and not the round.
		if now.saturating_duration_since(due) >= PATIENCE {
			self.views.here_since(now);
		}
		self.look(now)
	}

	/// Looks whether GRANDPA stands still. `false` if only another start helps.
	fn look(&mut self, now: Instant) -> bool {
		if let Some((peer, view)) = self.views.behind(now) {
			log::info!(
				"GRANDPA stands still here and is in round {} of set {} at {peer}: asks for what it missed.",
				view.round,
				view.set
			);
			self.again.extend(self.views.play_again(peer, now));
		}
		let Some(own_votes) = &self.own_votes else { return true };
		let Some(View { round, set, .. }) = self.views.waiting(LOST_VOTE, now) else { return true };
		if !own_votes.are_lost(set, round) {
			return true;
		}
		log::error!(
			"Ends, to be started again: this validator does not vote in round {round} of set {set}, since its \
			 database is older than its record of votes. The next start goes on from the record."
		);
		false
	}
}

#[async_trait]
impl NotificationService for CatchUp {
	async fn open_substream(&mut self, peer: PeerId) -> Result<(), ()> {
		self.inner.open_substream(peer).await
	}

	async fn close_substream(&mut self, peer: PeerId) -> Result<(), ()> {
		self.inner.close_substream(peer).await
	}

	fn send_sync_notification(&mut self, peer: &PeerId, notification: Vec<u8>) {
		self.sends(&notification);
		self.inner.send_sync_notification(peer, notification);
	}

	async fn send_async_notification(
		&mut self,
		peer: &PeerId,
		notification: Vec<u8>,
	) -> Result<(), Error> {
		self.sends(&notification);
		self.inner.send_async_notification(peer, notification).await
	}

	async fn set_handshake(&mut self, handshake: Vec<u8>) -> Result<(), ()> {
		self.inner.set_handshake(handshake).await
	}

	fn try_set_handshake(&mut self, handshake: Vec<u8>) -> Result<(), ()> {
		self.inner.try_set_handshake(handshake)
	}

	/// It may be dropped before it is done, as the network's own may: GRANDPA makes a new one at each look.
	async fn next_event(&mut self) -> Option<NotificationEvent> {
		loop {
			if let Some(event) = self.again.pop_front() {
				return Some(event);
			}
			tokio::select! {
				biased;
				event = self.inner.next_event() => {
					let event = event?;
					self.sees(&event);
					return Some(event);
				},
				due = self.look.tick() => if !self.look_when_due(due, Instant::now()) {
					return None;
				},
			}
		}
	}

	fn clone(&mut self) -> Result<Box<dyn NotificationService>, ()> {
		self.inner.clone()
	}

	fn protocol(&self) -> &ProtocolName {
		self.inner.protocol()
	}

	fn message_sink(&self, peer: &PeerId) -> Option<Box<dyn MessageSink>> {
		self.inner.message_sink(peer)
	}
}

#[cfg(test)]
mod tests;
