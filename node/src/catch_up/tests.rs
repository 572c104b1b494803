use super::*;
use crate::{
	own_votes::Moment,
	vote_record::{record::Stage, Record},
};
use codec::Encode;
use futures::{channel::mpsc, FutureExt, StreamExt};
use jmt_primitives::Hash;
use sp_consensus_grandpa::{sign_message, Prevote};
use sp_core::{crypto::key_types::GRANDPA, ed25519};
use sp_keystore::{testing::MemoryKeystore, Keystore};
use std::sync::Arc;
use tempfile::TempDir;

/// A network whose events come from a test.
#[derive(Debug)]
struct Network {
	events: mpsc::UnboundedReceiver<NotificationEvent>,
	protocol: ProtocolName,
}

#[async_trait]
impl NotificationService for Network {
	async fn open_substream(&mut self, _: PeerId) -> Result<(), ()> {
		Ok(())
	}

	async fn close_substream(&mut self, _: PeerId) -> Result<(), ()> {
		Ok(())
	}

	fn send_sync_notification(&mut self, _: &PeerId, _: Vec<u8>) {}

	async fn send_async_notification(&mut self, _: &PeerId, _: Vec<u8>) -> Result<(), Error> {
		Ok(())
	}

	async fn set_handshake(&mut self, _: Vec<u8>) -> Result<(), ()> {
		Ok(())
	}

	fn try_set_handshake(&mut self, _: Vec<u8>) -> Result<(), ()> {
		Ok(())
	}

	async fn next_event(&mut self) -> Option<NotificationEvent> {
		self.events.next().await
	}

	fn clone(&mut self) -> Result<Box<dyn NotificationService>, ()> {
		Err(())
	}

	fn protocol(&self) -> &ProtocolName {
		&self.protocol
	}

	fn message_sink(&self, _: &PeerId) -> Option<Box<dyn MessageSink>> {
		None
	}
}

/// GRANDPA's view of the network, and the network's end.
struct Fixture {
	catch_up: CatchUp,
	network: mpsc::UnboundedSender<NotificationEvent>,
	peer: PeerId,
}

impl Fixture {
	fn new(own_votes: Option<OwnVotes>) -> Self {
		let (network, events) = mpsc::unbounded();
		let inner = Network { events, protocol: "/grandpa/1".into() };
		let catch_up = CatchUp::new(Box::new(inner), own_votes);
		Self { catch_up, network, peer: PeerId::random() }
	}

	/// With a peer that is there.
	async fn with_peer(set: SetId, round: RoundNumber) -> Self {
		let mut fixture = Self::new(None);
		fixture.connect().await;
		fixture.peer_says(view(set, round)).await;
		fixture
	}

	/// The event that GRANDPA sees next, if there is one.
	fn next(&mut self) -> Option<NotificationEvent> {
		self.catch_up.next_event().now_or_never().flatten()
	}

	async fn connect(&mut self) {
		let opened = NotificationEvent::NotificationStreamOpened {
			peer: self.peer,
			direction: Direction::Inbound,
			handshake: vec![4],
			negotiated_fallback: None,
		};
		self.network.unbounded_send(opened).unwrap();
		assert!(self.catch_up.next_event().await.is_some());
	}

	async fn peer_says(&mut self, message: Message) {
		let notification = message.encode();
		let said = NotificationEvent::NotificationReceived { peer: self.peer, notification };
		self.network.unbounded_send(said).unwrap();
		assert!(self.catch_up.next_event().await.is_some());
	}

	fn says(&mut self, message: Message) {
		let peer = self.peer;
		self.catch_up.send_sync_notification(&peer, message.encode());
	}

	/// The events that GRANDPA sees again so long from now.
	fn again(&mut self, time: Duration) -> Vec<NotificationEvent> {
		assert!(self.catch_up.look(Instant::now() + time));
		std::iter::from_fn(|| self.next()).collect()
	}
}

fn view(set: SetId, round: RoundNumber) -> Message {
	Message::Neighbour(Neighbour::V1(View { round, set, finalized: 9 }))
}

#[test]
fn a_word_of_where_a_peer_is_has_the_bytes_of_grandpas_protocol() {
	let expected =
		[&[2, 1][..], &72u64.to_le_bytes(), &3u64.to_le_bytes(), &9u32.to_le_bytes()].concat();
	assert_eq!(view(3, 72).encode(), expected);
}

#[tokio::test]
async fn a_peer_that_was_ahead_before_this_node_entered_its_set_is_asked() {
	let mut fixture = Fixture::with_peer(2, 72).await;
	fixture.says(view(0, 57));
	assert!(fixture.again(PATIENCE).is_empty(), "it is in another set");
	fixture.says(view(2, 1));
	assert!(fixture.again(Duration::ZERO).is_empty(), "GRANDPA has not had its time");
	let again = fixture.again(PATIENCE);
	let [NotificationEvent::NotificationStreamClosed { peer: closed }, NotificationEvent::NotificationStreamOpened { peer: opened, direction, handshake, .. }, NotificationEvent::NotificationReceived { peer: said, notification }] =
		&again[..]
	else {
		panic!("{again:?}");
	};
	assert_eq!([closed, opened, said], [&fixture.peer; 3]);
	assert_eq!((*direction, &handshake[..]), (Direction::Inbound, &[4][..]));
	assert_eq!(*notification, view(2, 72).encode());
}

#[tokio::test]
async fn a_peer_that_does_not_answer_is_left_alone_for_a_while() {
	let mut fixture = Fixture::with_peer(2, 72).await;
	fixture.says(view(2, 1));
	assert_eq!(fixture.again(PATIENCE).len(), 3);
	assert!(fixture.again(PAUSE).is_empty());
	assert_eq!(fixture.again(PATIENCE + PAUSE).len(), 3);
}

#[tokio::test]
async fn nobody_is_asked_where_grandpa_does_not_stand_still_far_behind() {
	for (set, round) in [(2, 70), (2, 72), (2, 80), (1, 1), (3, 1)] {
		let mut fixture = Fixture::with_peer(2, 72).await;
		fixture.says(view(set, round));
		assert!(fixture.again(PATIENCE).is_empty(), "{set}, {round}");
	}
	let mut fixture = Fixture::with_peer(2, 72).await;
	fixture.says(view(2, 69));
	assert_eq!(fixture.again(PATIENCE).len(), 3, "three rounds are too many");
}

#[tokio::test]
async fn a_peer_that_left_is_not_asked() {
	let mut fixture = Fixture::with_peer(2, 72).await;
	fixture.says(view(2, 1));
	let closed = NotificationEvent::NotificationStreamClosed { peer: fixture.peer };
	fixture.network.unbounded_send(closed).unwrap();
	assert!(fixture.catch_up.next_event().await.is_some());
	assert!(fixture.again(PATIENCE).is_empty());
}

#[tokio::test]
async fn it_ends_when_the_network_ends() {
	let mut fixture = Fixture::new(None);
	fixture.network.close_channel();
	assert!(fixture.catch_up.next_event().await.is_none());
}

/// A validator's record in this folder, its key, and whether GRANDPA knows what is on it.
fn own_votes(dir: &TempDir, known: bool) -> (OwnVotes, Arc<MemoryKeystore>, ed25519::Public) {
	let keystore = Arc::new(MemoryKeystore::new());
	let key = keystore.ed25519_generate_new(GRANDPA, Some("//Alice")).unwrap();
	let record = Arc::new(Record::open(&dir.path().join("votes")).unwrap());
	let may_vote = Box::new(move |_: &ed25519::Public| known);
	let moment = Moment::default();
	let prevoted = Box::new(|_: &ed25519::Public| true);
	let votes = OwnVotes { keystore: keystore.clone(), record, moment, may_vote, prevoted };
	(votes, keystore, key)
}

fn signed(keystore: Arc<MemoryKeystore>, key: ed25519::Public, block: u8) -> SignedVote {
	let prevote = Prevote::<jmt_runtime::opaque::Header> {
		target_hash: Hash::repeat_byte(block),
		target_number: block.into(),
	};
	let vote = sp_consensus_grandpa::Message::<jmt_runtime::opaque::Header>::Prevote(prevote);
	let message = sign_message(keystore, vote, key.into(), 72, 2).unwrap();
	SignedVote { round: 72, set: 2, message }
}

#[tokio::test]
async fn an_own_vote_that_a_peer_has_goes_on_record_so_that_no_other_is_signed() {
	let dir = TempDir::new().unwrap();
	let (votes, keystore, key) = own_votes(&dir, true);
	let record = votes.record.clone();
	let mut fixture = Fixture::new(Some(votes));
	fixture.connect().await;
	fixture.says(view(2, 72));
	fixture.peer_says(Message::Vote(signed(keystore, key, 5))).await;
	let target = |block: u8| (Hash::repeat_byte(block), block.into());
	assert!(record.vote((2, 72, key), Stage::Prevote, target(6)).is_err());
	assert!(record.vote((2, 72, key), Stage::Prevote, target(5)).is_ok());
	assert!(record.vote((2, 72, key), Stage::Precommit, target(6)).is_ok());
}

#[tokio::test]
async fn a_vote_of_another_key_or_with_a_wrong_signature_is_not_recorded() {
	let dir = TempDir::new().unwrap();
	let (votes, keystore, key) = own_votes(&dir, true);
	let record = votes.record.clone();
	let mut fixture = Fixture::new(Some(votes));
	fixture.connect().await;
	fixture.says(view(2, 72));
	let stranger = Arc::new(MemoryKeystore::new());
	let other = stranger.ed25519_generate_new(GRANDPA, Some("//Bob")).unwrap();
	fixture.peer_says(Message::Vote(signed(stranger, other, 5))).await;
	let mut moved = signed(keystore, key, 5);
	moved.round += 1;
	fixture.peer_says(Message::Vote(moved)).await;
	assert!(record.is_empty());
}

#[tokio::test]
async fn it_ends_where_the_others_wait_for_a_vote_that_only_the_record_has() {
	for (known, ahead, goes_on) in [(false, false, false), (true, false, true), (false, true, true)]
	{
		let dir = TempDir::new().unwrap();
		let (votes, _, key) = own_votes(&dir, known);
		let target = (Hash::repeat_byte(5), 5);
		votes.record.vote((2, 72, key), Stage::Prevote, target).unwrap();
		let mut fixture = Fixture::new(Some(votes));
		fixture.connect().await;
		fixture.peer_says(view(2, if ahead { 80 } else { 72 })).await;
		fixture.says(view(2, 72));
		assert!(fixture.catch_up.look(Instant::now()), "it has not had its time");
		let later = Instant::now() + LOST_VOTE;
		assert_eq!(fixture.catch_up.look(later), goes_on, "{known}, {ahead}");
		fixture.says(view(2, 73));
		assert!(fixture.catch_up.look(Instant::now() + LOST_VOTE), "the round is over");
	}
}

#[tokio::test]
async fn votes_are_held_back_when_the_rounds_between_have_come() {
	let dir = TempDir::new().unwrap();
	let (votes, ..) = own_votes(&dir, true);
	let moment = votes.moment.clone();
	let mut fixture = Fixture::new(Some(votes));
	fixture.connect().await;
	fixture.says(view(2, 1));
	let before = moment.left(Instant::now());
	fixture.peer_says(Message::CatchUp(2)).await;
	assert!(before.is_zero() && !moment.left(Instant::now()).is_zero());
}

#[tokio::test]
async fn a_peer_that_sends_rounds_of_other_sets_holds_no_vote_back() {
	let dir = TempDir::new().unwrap();
	let (votes, ..) = own_votes(&dir, true);
	let moment = votes.moment.clone();
	let mut fixture = Fixture::new(Some(votes));
	fixture.connect().await;
	fixture.peer_says(Message::CatchUp(2)).await;
	fixture.says(view(2, 1));
	for set in [0, 1, 3, SetId::MAX] {
		fixture.peer_says(Message::CatchUp(set)).await;
	}
	assert!(moment.left(Instant::now()).is_zero());
}

#[tokio::test]
async fn own_votes_of_rounds_far_away_are_not_recorded() {
	for (set, round) in [(2, 70), (2, 74), (1, 72), (3, 72)] {
		let dir = TempDir::new().unwrap();
		let (votes, keystore, key) = own_votes(&dir, true);
		let record = votes.record.clone();
		let mut fixture = Fixture::new(Some(votes));
		fixture.connect().await;
		fixture.says(view(set, round));
		fixture.peer_says(Message::Vote(signed(keystore, key, 5))).await;
		assert!(record.is_empty(), "{set}, {round}");
	}
}

#[tokio::test]
async fn a_validator_whose_last_peer_left_does_not_end() {
	let dir = TempDir::new().unwrap();
	let mut fixture = silent(&dir, false, 2).await;
	let closed = NotificationEvent::NotificationStreamClosed { peer: fixture.peer };
	fixture.network.unbounded_send(closed).unwrap();
	assert!(fixture.catch_up.next_event().await.is_some());
	assert!(fixture.catch_up.look(Instant::now() + LOST_VOTE));
}

#[tokio::test]
async fn a_process_that_stood_still_does_not_end() {
	let dir = TempDir::new().unwrap();
	let mut fixture = silent(&dir, false, 2).await;
	let (due, later) = (Instant::now(), Instant::now() + LOST_VOTE);
	assert!(fixture.catch_up.look_when_due(due, later));
	assert!(fixture.catch_up.look_when_due(later, later), "counted anew");
	let still_here = later + LOST_VOTE;
	assert!(!fixture.catch_up.look_when_due(still_here, still_here), "the round stands still");
}

#[tokio::test]
async fn a_long_neighbour_packet_is_not_kept() {
	let mut fixture = Fixture::new(None);
	fixture.connect().await;
	let notification = [view(2, 72).encode(), vec![0; 1_024]].concat();
	let said = NotificationEvent::NotificationReceived { peer: fixture.peer, notification };
	fixture.network.unbounded_send(said).unwrap();
	assert!(fixture.catch_up.next_event().await.is_some());
	assert!(fixture.catch_up.views.peers.values().all(|peer| peer.heard.is_none()));
}

/// A validator in round 72 of this set, with a vote in round 71 of set 2 on its record.
async fn silent(dir: &TempDir, prevoted: bool, set: SetId) -> Fixture {
	let (mut votes, _, key) = own_votes(dir, true);
	votes.prevoted = Box::new(move |_| prevoted);
	votes.record.vote((2, 71, key), Stage::Prevote, (Hash::repeat_byte(5), 5)).unwrap();
	let mut fixture = Fixture::new(Some(votes));
	fixture.connect().await;
	fixture.says(view(set, 72));
	fixture
}

#[tokio::test]
async fn it_ends_where_grandpa_was_not_shown_the_key_for_the_votes_of_rounds_before() {
	for (prevoted, set) in [(false, 2), (true, 2), (false, 3)] {
		let dir = TempDir::new().unwrap();
		let mut fixture = silent(&dir, prevoted, set).await;
		let goes_on = fixture.catch_up.look(Instant::now() + LOST_VOTE);
		assert_eq!(goes_on, prevoted || set != 2, "{prevoted}, {set}");
	}
}
