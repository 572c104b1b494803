//! `access decide`

use super::{
	arguments::{parse_action, parse_moment, parse_subject},
	told::{decision_json, decision_words, subject_text},
};
use crate::{
	arguments::{machine_time, parse_count},
	commands::{carried, on_chain},
	failure::Failure,
	global::{Environment, Global},
};
use jmt_edge::{
	access::{pass::PassFile, proven::Proven, snapshot, AccessError},
	auth::{AuthError, Clock},
	chain::Chain,
	pallets::{access, timestamp},
};
use jmt_primitives::{
	access::{
		Action, Authority, Decision, GrantId, Pass, Reason, Request, ResourceId, Shown, Snapshot,
		Subject,
	},
	identity::{AuthRefusal, MAX_AHEAD_MS},
	Moment,
};
use std::path::{Path, PathBuf};

/// Largest file of a pass.
const MOST_PASS_BYTES: usize = 64 * 1_024;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	pub(super) question: Question,
	/// Decide by the file of `access pull`, and connect to nobody
	#[arg(long, value_name = "PATH")]
	pub(super) snapshot: Option<PathBuf>,
	/// Ask the chain's runtime, which the light client runs, instead of deciding here: one answer for all
	#[arg(long, conflicts_with = "snapshot")]
	runtime: bool,
}

/// A request that is asked about.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Question {
	/// The resource's number
	#[arg(value_parser = parse_count::<ResourceId>)]
	pub(super) resource: ResourceId,
	/// That which is to be done with it: open, close, read, .. or a number
	#[arg(long, value_name = "ACTION", value_parser = parse_action)]
	action: Action,
	/// The subject: a device's id, an address, a key such as ed25519:0x.., or group:5 [default: the last holder of the
	/// pass]
	#[arg(
		long,
		value_name = "SUBJECT",
		value_parser = parse_subject,
		required_unless_present = "pass"
	)]
	subject: Option<Subject>,
	/// The grant by which it asks [default: that of the pass, or its own right]
	#[arg(long, value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	grant: Option<GrantId>,
	/// The pass that it shows
	#[arg(long, value_name = "PATH")]
	pass: Option<PathBuf>,
	/// Number of uses
	#[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = parse_count::<u32>)]
	uses: u32,
	/// Decide as if it were this moment [default: now]
	#[arg(long, value_name = "TIME", value_parser = parse_moment)]
	at: Option<Moment>,
}

impl Question {
	/// The request, without its moment.
	pub(super) fn request(&self) -> Result<Request, Failure> {
		let pass = self.pass.as_deref().map(read_pass).transpose()?;
		let holder = pass.as_ref().and_then(|pass| pass.blocks.last());
		let holder = holder.map(|last| Subject::Key(last.block.holder));
		let subject = self.subject.clone().or(holder);
		let subject = subject.ok_or_else(|| {
			Failure::Usage("the pass has no block, and so no holder: give --subject".into())
		})?;
		let grant = self.grant.or(pass.as_ref().map(|pass| pass.grant));
		let authority = grant.map_or(Authority::Own, Authority::Grant);
		let shown = Shown { pass, ..Shown::default() };
		let request = Request::new(self.resource, self.action, subject, authority);
		Ok(Request { uses: self.uses, shown, ..request })
	}

	/// The moment to decide at, of a block of the time `state`: this machine's, but for a clock that is a little behind.
	pub(super) fn moment(&self, state: Moment) -> Moment {
		self.at.unwrap_or_else(|| caught_up(machine_time(), state))
	}

	/// The same where the state may be old: no moment before one that was seen.
	pub(super) fn moment_kept(&self, global: &Global, state: Moment) -> Result<Moment, Failure> {
		match self.at {
			Some(at) => Ok(at),
			None => kept_time(&folder(global)?.join("clock"), state, machine_time()),
		}
	}

	/// That which it is about, in words.
	pub(super) fn about(&self, request: &Request) -> String {
		format!(
			"{} of resource {} by {}",
			self.action,
			self.resource,
			subject_text(&request.subject)
		)
	}
}

/// Blocks are made by others' clocks: one a little behind a block's stands still until it has caught up.
fn caught_up(machine: Moment, state: Moment) -> Moment {
	match machine < state && state <= machine.saturating_add(MAX_AHEAD_MS) {
		true => state,
		false => machine,
	}
}

/// Where the agent keeps the latest time that it has seen.
fn folder(global: &Global) -> Result<PathBuf, Failure> {
	let environment = Environment::read();
	let configured = global.settings(&environment)?.data_dir;
	Ok(global.data_dir(&environment, configured.as_deref())?.join("access"))
}

/// The time, no earlier than any that was seen, that of the state included.
fn kept_time(path: &Path, state: Moment, machine: Moment) -> Result<Moment, Failure> {
	let kept = || {
		let mut clock = Clock::open(path)?;
		clock.see(state)?;
		clock.now(machine)
	};
	kept().map_err(|error| match error {
		AuthError::Refused(AuthRefusal::ClockBehind) => {
			AccessError::from(Reason::ClockBehind).into()
		},
		AuthError::File { path, source } => AccessError::File { path, source }.into(),
		AuthError::Unwritten { path, source } => AccessError::Unwritten { path, source }.into(),
		other => Failure::Auth(other),
	})
}

fn read_pass(path: &Path) -> Result<Pass, Failure> {
	let read = carried::read_json(path, MOST_PASS_BYTES);
	let PassFile(pass) = read.map_err(|source| AccessError::file(path, source))?;
	Ok(pass)
}

/// Opens a snapshot of the chain that the command is about.
pub(super) fn open(global: &Global, path: &Path) -> Result<Snapshot, Failure> {
	Ok(snapshot::open(path, &global.genesis()?)?)
}

/// Decides, and ends with the reason where it is denied.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { question, snapshot, runtime } = args;
	let mut request = question.request()?;
	let decision = match snapshot {
		Some(path) => {
			let snapshot = open(global, &path)?;
			request.now = Some(question.moment_kept(global, snapshot.at)?);
			snapshot::decide_by(&snapshot, &(), &request)
		},
		None => {
			on_chain(global, async |chain: &Chain| {
				let at = chain.finalized().await?;
				if runtime {
					request.now = Some(question.moment(timestamp::now(&at).await?));
					return Ok(access::decide(&at, request.clone()).await?);
				}
				let mut proven = Proven::begin(&at, chain.genesis()).await?;
				request.now = Some(question.moment(proven.snapshot().at));
				Ok(proven.decide(&request, &()).await?)
			})
			.await?
		},
	};
	emit(global, &question, &request, &decision)
}

fn emit(
	global: &Global,
	question: &Question,
	request: &Request,
	decision: &Decision,
) -> Result<(), Failure> {
	let mut json = decision_json(decision);
	json["resource"] = request.resource.into();
	json["action"] = request.action.to_string().into();
	json["now"] = request.now.into();
	global
		.format()
		.emit(json, || format!("{}: {}", question.about(request), decision_words(decision)))?;
	match decision.reason() {
		Some(reason) => Err(AccessError::from(reason).into()),
		None => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const NOW: Moment = 1_800_000_000_000;

	#[test]
	fn caught_up_a_clock_a_little_behind_stands_still() {
		assert_eq!(caught_up(NOW, NOW - 5), NOW);
		assert_eq!(caught_up(NOW - 5, NOW), NOW);
		assert_eq!(caught_up(NOW - MAX_AHEAD_MS, NOW), NOW);
		// Further behind it is wrong, and the decision says so.
		assert_eq!(caught_up(NOW - MAX_AHEAD_MS - 1, NOW), NOW - MAX_AHEAD_MS - 1);
	}

	#[test]
	fn kept_time_a_clock_set_back_is_refused_by_its_code() {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("clock");
		assert_eq!(kept_time(&path, NOW - 60_000, NOW).unwrap(), NOW);
		let refused = kept_time(&path, NOW - 60_000, NOW - 3_600_000).unwrap_err();
		assert_eq!(refused.code(), Some(27));
		let refused = kept_time(&path, NOW + 3_600_000, NOW).unwrap_err();
		assert_eq!(refused.code(), Some(27));
	}
}
