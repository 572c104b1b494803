//! `access serve`

use super::{
	arguments::parse_subject,
	gate::{data_dir, Moves},
};
use crate::{
	arguments::{parse_count, parse_span},
	commands::{stamped, StopSignals},
	failure::Failure,
	global::Global,
	output::Format,
};
use jmt_edge::{
	access::{
		gate::{serve, Event, Gate, Post, Source, MOST_KEPT},
		proven::Proven,
		snapshot, AccessError,
	},
	amount::format_time,
	chain::Chain,
	error::one_line,
	keys::DeviceKey,
	Error,
};
use jmt_light::Error as Light;
use jmt_primitives::{
	access::{Asked, Authority, GrantId, Request, ResourceId, Snapshot, Subject},
	Hash, Moment,
};
use serde_json::{json, Value};
use std::{
	cell::RefCell,
	io::Write,
	net::SocketAddr,
	path::{Path, PathBuf},
	rc::Rc,
	time::Duration,
};
use tokio::{net::TcpListener, sync::Notify, time::timeout};

/// How long the light client may take to read a state.
const READ_LIMIT: Duration = Duration::from_secs(10);

/// Pause before another light client takes the place of one that failed, or that found nobody, and before another read.
const PAUSE: Duration = Duration::from_secs(5);

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The resource's number
	#[arg(long, value_name = "RESOURCE", value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
	/// Where visitors connect, such as 127.0.0.1:7000; port 0 is one that the system chooses
	#[arg(long, value_name = "ADDRESS")]
	listen: SocketAddr,
	/// The enforcer's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	#[command(flatten)]
	moves: Moves,
	/// A file of facts, as `access pull` writes it: read at the start, and kept fresh
	#[arg(long, value_name = "PATH")]
	snapshot: Option<PathBuf>,
	/// Connect to nobody, and decide by the file alone; it is read anew for each visitor
	#[arg(long, requires = "snapshot", conflicts_with_all = ["subjects", "grants"])]
	offline: bool,
	/// A subject about which facts are kept fresh, for when there is no connection; several may be given
	#[arg(long = "subject", value_name = "SUBJECT", value_parser = parse_subject)]
	subjects: Vec<Subject>,
	/// A grant about which facts are kept fresh; several may be given
	#[arg(long = "grant", value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	grants: Vec<GrantId>,
	/// How often they are read
	#[arg(long, value_name = "TIME", default_value = "60s", value_parser = parse_span)]
	every: Moment,
}

/// Guards a resource until stopped.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args {
		resource,
		listen,
		device_key,
		moves,
		snapshot: file,
		offline,
		subjects,
		grants,
		every,
	} = args;
	let mut stop = StopSignals::listen();
	let genesis = global.genesis()?;
	let key = DeviceKey::read(&device_key)?;
	let (enforcer, actuator) = (key.id(), moves.actuator()?);
	let standing: Vec<Asked> = subjects
		.into_iter()
		.map(Asked::Subject)
		.chain(grants.into_iter().map(Asked::Grant))
		.collect();
	if standing.len() > MOST_KEPT {
		let said = format!("give {MOST_KEPT} of --subject and --grant at most");
		return Err(Failure::Usage(said));
	}
	let (state, unusable) = first_state(file.as_deref(), &genesis, offline)?;
	let gate = Gate::open(&data_dir(global)?, key, genesis, resource)?;
	let unheard = |error| AccessError::file(listen.to_string(), error);
	let listener = TcpListener::bind(listen).await.map_err(unheard)?;
	let address = listener.local_addr().map_err(unheard)?;
	let told = Told { format: global.format(), trouble: RefCell::default(), gone: Notify::new() };
	let tell = |event: Event| told.tell(&event);
	tell(Event::Serving { address, resource, enforcer });
	if let Some(reason) = unusable {
		tell(Event::CutOff { reason });
	}
	let ended = async {
		tokio::select! {
			() = stop.asked_to_end() => {},
			() = told.gone.notified() => {},
		}
	};
	match (offline, file) {
		(true, Some(path)) => {
			let post = Post::new(gate, actuator, Kept { path, genesis }, standing, state, &tell);
			serve(&listener, |asking| post.answer(asking), ended).await;
		},
		(_, file) => {
			let (link, options) = (Link::new(genesis), global.chain_options()?);
			let followed = {
				let post = Post::new(gate, actuator, &link, standing, state, &tell);
				let every = Duration::from_millis(every);
				let join = async |again| match again {
					false => Chain::join(&options, |_| {}).await,
					true => Chain::join_again(&options, |_| {}).await,
				};
				let joined = async |chain| link.use_up(chain).await;
				tokio::select! {
					() = serve(&listener, |asking| post.answer(asking), ended) => Ok(()),
					error = follow(join, joined, |reason| post.cut_off(&reason), PAUSE) => Err(error),
					() = keep_fresh(&post, &link, every, file.as_deref()) => Ok(()),
				}
			};
			link.leave().await;
			followed?;
		},
	}
	told.trouble.into_inner().map_or(Ok(()), Err)
}

/// The state that a file holds, which is there before there is a connection. A file that is to be written need not be
/// there, and one that cannot be decided by is written anew: the reason is told. Offline there is nothing but the file.
fn first_state(
	file: Option<&Path>,
	genesis: &Hash,
	offline: bool,
) -> Result<(Option<Snapshot>, Option<String>), AccessError> {
	let Some(path) = file else { return Ok((None, None)) };
	if !offline && !path.exists() {
		return Ok((None, None));
	}
	match snapshot::open(path, genesis) {
		Ok(state) => Ok((Some(state), None)),
		Err(error @ AccessError::Snapshot { .. }) if !offline => Ok((None, Some(one_line(&error)))),
		Err(error) => Err(error),
	}
}

/// Joins the chain, and again after each end, whatever it was: peers that are gone or of another chain take nothing from a
/// gateway but newer states. Ends with an error of the gateway's own configuration, at the first try only.
async fn follow<C>(
	join: impl AsyncFn(bool) -> Result<C, Error>,
	joined: impl AsyncFn(C),
	cut_off: impl Fn(String),
	pause: Duration,
) -> Failure {
	let mut again = false;
	loop {
		match join(again).await {
			Ok(chain) => {
				joined(chain).await;
				cut_off("the light client failed".into());
			},
			Err(error) if !again && is_own(&error) => return error.into(),
			Err(error) => {
				let reason = error.one_line();
				tracing::warn!("the chain was not joined: {reason}");
				cut_off(reason);
			},
		}
		again = true;
		tokio::time::sleep(pause).await;
	}
}

/// Whether the gateway's own configuration is wrong.
fn is_own(error: &Error) -> bool {
	matches!(
		error,
		Error::GenesisMismatch { .. } | Error::Light(Light::Spec(_) | Light::Database(_))
	)
}

/// Reads the state about those that are kept fresh again and again, and keeps it in the file.
async fn keep_fresh<T: Fn(Event)>(
	post: &Post<'_, &Link, T>,
	link: &Link,
	every: Duration,
	file: Option<&Path>,
) {
	loop {
		link.joined().await;
		let state = post.renew().await;
		let pause = if state.is_some() { every } else { every.min(PAUSE) };
		if let (Some(state), Some(path)) = (state, file) {
			// It goes on with what it has in memory.
			if let Err(error) = snapshot::save(path, &state) {
				tracing::error!("{}", one_line(&error));
			}
		}
		tokio::time::sleep(pause).await;
	}
}

/// A file of facts that somebody else writes.
struct Kept {
	path: PathBuf,
	genesis: Hash,
}

impl Source for Kept {
	async fn newest(
		&self,
		_: ResourceId,
		_: Vec<Asked>,
		_: Option<Request>,
	) -> Result<Snapshot, String> {
		snapshot::open(&self.path, &self.genesis).map_err(|error| one_line(&error))
	}
}

/// The light client, while there is one.
struct Link {
	genesis: Hash,
	chain: RefCell<Option<Rc<Chain>>>,
	joined: Notify,
}

impl Link {
	fn new(genesis: Hash) -> Self {
		Self { genesis, chain: RefCell::default(), joined: Notify::new() }
	}

	/// Reads by a light client, until it fails.
	async fn use_up(&self, chain: Chain) {
		let chain = Rc::new(chain);
		*self.chain.borrow_mut() = Some(chain.clone());
		self.joined.notify_waiters();
		chain.failure().await;
		drop(chain);
		self.leave().await;
	}

	/// Waits until there is one.
	async fn joined(&self) {
		loop {
			let joined = self.joined.notified();
			if self.chain.borrow().is_some() {
				return;
			}
			joined.await;
		}
	}

	/// Leaves the chain in order, unless something reads from it yet.
	async fn leave(&self) {
		let chain = self.chain.borrow_mut().take();
		if let Some(Ok(chain)) = chain.map(Rc::try_unwrap) {
			chain.leave().await;
		}
	}

	async fn read(
		&self,
		resource: ResourceId,
		asked: &[Asked],
		request: Option<&Request>,
	) -> Result<Snapshot, String> {
		let chain = self.chain.borrow().clone().ok_or("no peer was found yet")?;
		let at = chain.finalized().await.map_err(|error| one_line(&error))?;
		let proven = Proven::pull(&at, self.genesis, resource, asked).await;
		let mut proven = proven.map_err(|failed| one_line(&failed))?;
		let rights = rights(asked);
		proven.read_approvals(resource, &rights).await.map_err(|error| one_line(&error))?;
		if let Some(request) = request {
			// That which the chain did not name and the decision asks for all the same.
			proven.decide(request, &()).await.map_err(|error| one_line(&error))?;
		}
		Ok(proven.into_snapshot())
	}
}

impl Source for &Link {
	async fn newest(
		&self,
		resource: ResourceId,
		asked: Vec<Asked>,
		request: Option<Request>,
	) -> Result<Snapshot, String> {
		let read = timeout(READ_LIMIT, self.read(resource, &asked, request.as_ref())).await;
		read.unwrap_or_else(|_| Err(format!("nothing was read in {} s", READ_LIMIT.as_secs())))
	}
}

/// That on which each subject may stand.
fn rights(asked: &[Asked]) -> Vec<(Subject, Authority)> {
	let grants = asked.iter().filter_map(|one| match one {
		Asked::Grant(grant) => Some(Authority::Grant(*grant)),
		Asked::Subject(_) => None,
	});
	let rights: Vec<_> = std::iter::once(Authority::Own).chain(grants).collect();
	let subjects = asked.iter().filter_map(|one| match one {
		Asked::Subject(subject) => Some(subject),
		Asked::Grant(_) => None,
	});
	subjects.flat_map(|subject| rights.iter().map(move |right| (subject.clone(), *right))).collect()
}

/// Tells what happens. Once standard output is closed the command ends.
struct Told {
	format: Format,
	trouble: RefCell<Option<Failure>>,
	gone: Notify,
}

impl Told {
	fn tell(&self, event: &Event) {
		let json = serde_json::to_value(event).unwrap_or_default();
		if matches!(event, Event::Notice { .. }) {
			return self.notice(&json, event);
		}
		if let Err(error) = self.format.emit(json, || stamped(&in_words(event))) {
			self.trouble.borrow_mut().get_or_insert(error);
			self.gone.notify_one();
		}
	}

	/// To standard error, where the operator is told what concerns him.
	fn notice(&self, json: &Value, event: &Event) {
		let line = match self.format {
			Format::Json => json!(json).to_string(),
			Format::Text => stamped(&in_words(event)),
		};
		let _ = writeln!(std::io::stderr(), "{line}");
	}
}

fn in_words(event: &Event) -> String {
	match event {
		Event::Serving { address, resource, enforcer } => {
			format!("guarding resource {resource} at {address} as device {:?}", enforcer.0)
		},
		Event::State { block, at } => {
			format!("deciding by block {block} of {} UTC", format_time(*at))
		},
		Event::CutOff { reason } => format!("no newer state: {reason}"),
		Event::Let { use_id, action, until, done, .. } => {
			let done = if *done { "" } else { ", which was NOT done" };
			format!(
				"let {action}{done}, use {use_id:?}; the same state lets it until {} UTC",
				format_time(*until)
			)
		},
		Event::Refused { action, code: Some(code), sentence } => {
			format!("refused {action} with code {code}: {sentence}")
		},
		Event::Refused { action, code: None, sentence } => format!("refused {action}: {sentence}"),
		Event::Notice { use_id, action } => format!("notice: {action}, use {use_id:?}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_light::{DatabaseError, SpecError};
	use jmt_primitives::access::EVALUATOR;
	use std::{cell::Cell, collections::BTreeMap};

	fn other_chain() -> Error {
		Error::OtherChain { saved: 12, hash: Hash::repeat_byte(1), found: 3 }
	}

	fn mismatch() -> Error {
		Error::GenesisMismatch { expected: Hash::zero(), found: Hash::repeat_byte(1) }
	}

	#[tokio::test]
	async fn follow_no_failure_of_its_peers_ends_a_gateway() {
		let (tries, told) = (Cell::new(0), RefCell::new(Vec::new()));
		let enough = Notify::new();
		let join = async |again: bool| {
			let number = tries.replace(tries.get() + 1);
			assert_eq!(again, number > 0);
			match number {
				0 => Err(other_chain()),
				1 => Err(Error::Unconnected { saved: 12, hash: Hash::zero(), found: 99 }),
				// Once it was at its post its files may go too.
				2 => Err(mismatch()),
				3 => Err(Error::Chain("nonsense".into())),
				4 => Ok(()),
				_ => {
					enough.notify_one();
					std::future::pending().await
				},
			}
		};
		let note = |reason: String| told.borrow_mut().push(reason);
		tokio::select! {
			error = follow(join, async |()| {}, note, Duration::ZERO) => panic!("{error:?}"),
			() = enough.notified() => {},
		}
		assert_eq!((tries.get(), told.borrow().len()), (6, 5));
		assert!(told.borrow()[0].contains("not on the peers' chain"), "{told:?}");
	}

	#[tokio::test]
	async fn follow_its_own_configuration_ends_it_at_the_start() {
		let join = async |_| Err::<(), _>(mismatch());
		let ended = follow(join, async |()| {}, |reason| panic!("{reason}"), Duration::ZERO).await;
		assert!(matches!(ended, Failure::Agent(Error::GenesisMismatch { .. })), "{ended:?}");
	}

	#[test]
	fn is_own_peers_and_clocks_are_not() {
		let database = DatabaseError::new("state.json", "the disk is full");
		for error in [Light::Spec(SpecError::NoBootNodes), Light::Database(database)] {
			assert!(is_own(&error.into()));
		}
		let no_peer = Light::NoPeer { seconds: 3, genesis: Hash::zero() };
		for error in [Light::Clock, Light::Failed, no_peer] {
			assert!(!is_own(&error.into()));
		}
		assert!(!is_own(&other_chain()));
	}

	#[test]
	fn first_state_a_file_that_cannot_be_decided_by_ends_no_gateway_that_has_a_connection() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("lift.snapshot");
		let genesis = Hash::repeat_byte(1);
		let first = |offline| first_state(Some(&path), &genesis, offline);
		assert!(matches!(first(false), Ok((None, None))));
		assert!(first(true).is_err(), "there is none");
		let state = Snapshot {
			evaluator: EVALUATOR,
			genesis,
			block: (9, Hash::zero()),
			at: 7,
			facts: BTreeMap::new(),
		};
		snapshot::save(&path, &state).unwrap();
		for offline in [false, true] {
			assert_eq!(first(offline).unwrap(), (Some(state.clone()), None));
		}
		snapshot::save(&path, &Snapshot { evaluator: EVALUATOR + 1, ..state }).unwrap();
		let (none, told) = first(false).unwrap();
		assert!(none.is_none() && told.unwrap().contains("code 28"));
		assert!(matches!(first(true), Err(AccessError::Snapshot { .. })));
	}

	#[test]
	fn rights_each_subject_may_stand_on_itself_and_on_each_grant() {
		let asked = [
			Asked::Subject(Subject::Member(1)),
			Asked::Grant(7),
			Asked::Subject(Subject::Member(2)),
		];
		let (own, grant) = (Authority::Own, Authority::Grant(7));
		let expected =
			[1, 2].map(|group| [own, grant].map(|right| (Subject::Member(group), right)));
		assert_eq!(rights(&asked), expected.concat());
	}

	#[test]
	fn in_words_a_refusal_has_its_code_and_a_use_its_end() {
		let refused = |code| {
			let sentence = "the state is older than the policy takes".into();
			in_words(&Event::Refused { action: "open".into(), code, sentence })
		};
		assert!(refused(Some(26)).starts_with("refused open with code 26: the state"));
		assert!(refused(None).starts_with("refused open: the state"));
		let event = |done| Event::Let {
			use_id: Hash::repeat_byte(1),
			action: "open".into(),
			until: 1_800_000_000_000,
			block: 9,
			rule: Some(0),
			grants: Vec::new(),
			done,
		};
		assert!(in_words(&event(true)).contains("until 2027-01-15"));
		assert!(in_words(&event(false)).contains("NOT done"));
	}
}
