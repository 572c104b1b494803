//! `access ask`

use super::{
	arguments::parse_action,
	gate::{read_challenge, read_place},
	pass,
};
use crate::{
	arguments::{parse_count, parse_device, Artefacts},
	commands::{on_chain, prove::members},
	failure::Failure,
	global::Global,
	spinner::Spinner,
};
use jmt_edge::{
	access::{
		gate::{
			exchange, plain, Asking, ChallengeFile, NotAnswered, RefusalFile, Right, Saying, Visit,
			Wish,
		},
		member,
		pass::HolderKey,
		AccessError,
	},
	amount::format_time,
	chain::Chain,
	keys::read_identity,
	progress::Step,
	proofs::{Folder, Members, ProofError},
};
use jmt_primitives::{
	access::{Action, GrantId, Reason, ResourceId},
	proofs::GroupId,
	DeviceId,
};
use jmt_zk_prover::Identity;
use serde_json::json;
use std::{net::SocketAddr, path::PathBuf};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The gateway's address
	#[arg(long, value_name = "ADDRESS")]
	to: SocketAddr,
	/// The resource's number
	#[arg(long, value_name = "RESOURCE", value_parser = parse_count::<ResourceId>)]
	resource: ResourceId,
	/// That which is to be done with it: open, close, read, .. or a number
	#[arg(long, value_name = "ACTION", value_parser = parse_action)]
	action: Action,
	/// Id of the enforcer that is meant: another one's challenge is not answered
	#[arg(long, value_name = "DEVICE", value_parser = parse_device)]
	enforcer: Option<DeviceId>,
	/// Print a challenge and end: evidence of a place is signed over it
	#[arg(long, conflicts_with_all = ["challenge", "grant", "pass", "place"])]
	challenge_only: bool,
	/// Answer a challenge that was got before; as - standard input
	#[arg(long, value_name = "PATH|-")]
	challenge: Option<PathBuf>,
	#[command(flatten)]
	visitor: Visitor,
	/// The grant by which it asks [default: its own right]
	#[arg(long, value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	grant: Option<GrantId>,
	/// The pass by which it asks, as its last holder
	#[arg(long, value_name = "PATH", conflicts_with = "grant")]
	pass: Option<PathBuf>,
	/// Evidence of the place, as `access place` prints it
	#[arg(long, value_name = "PATH")]
	place: Option<PathBuf>,
}

/// The visitor.
#[derive(clap::Args, Debug)]
struct Visitor {
	#[command(flatten)]
	holder: pass::Holder,
	/// File of the identity of a member of a group, which stays without a name
	#[arg(
		long,
		value_name = "PATH",
		conflicts_with_all = ["device_key", "account_key", "suri", "grant", "pass", "place"]
	)]
	identity_key: Option<PathBuf>,
	/// The group, whose members are read from the chain
	#[arg(
		long,
		value_name = "GROUP",
		value_parser = parse_count::<GroupId>,
		requires = "identity_key",
		conflicts_with_all = ["device_key", "account_key", "suri"]
	)]
	group: Option<GroupId>,
	/// The file of `group show --out`, instead of the chain
	#[arg(
		long,
		value_name = "PATH",
		requires = "identity_key",
		conflicts_with_all = ["group", "device_key", "account_key", "suri"]
	)]
	members: Option<PathBuf>,
	/// Depth of the circuit [default: the least that takes the group]
	#[arg(
		long,
		value_name = "LEVELS",
		value_parser = parse_count::<u8>,
		requires = "identity_key",
		conflicts_with_all = ["device_key", "account_key", "suri"]
	)]
	depth: Option<u8>,
	#[command(flatten)]
	artefacts: Artefacts,
}

/// Asks a gateway, and prints its receipt.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let genesis = global.genesis()?;
	let wish = Wish { resource: args.resource, action: args.action };
	if args.challenge_only {
		let challenge = challenge(args.to, wish).await?;
		let said = json!(Saying::Challenge(challenge));
		return global.format().emit(said.clone(), || said.to_string());
	}
	// All that takes time, before a challenge is got: it is good for a minute.
	let prepared = args.visitor.prepare(global).await?;
	let right = match (args.grant, &args.pass) {
		(Some(grant), _) => Right::Grant(grant),
		(None, Some(path)) => Right::Pass(pass::read(path)?.0),
		(None, None) => Right::Own,
	};
	let place = args.place.as_deref().map(read_place).transpose()?;
	let challenge = match &args.challenge {
		Some(path) => read_challenge(path)?,
		None => challenge(args.to, wish).await?,
	};
	challenge.check(&genesis, &wish, args.enforcer.as_ref()).map_err(not_answered)?;
	let visit = match prepared {
		Prepared::Holder(key) => challenge.answer(&key, &right, place).map_err(not_answered)?,
		Prepared::Member(member) => member.answer(&challenge).await?,
	};
	let used = visit.shown.using.as_ref().map(|signed| signed.using.id());
	let said = exchange(args.to, &Asking::Use(Box::new(visit))).await;
	let receipt = match said.map_err(|error| unreached(args.to, error))? {
		Saying::Receipt(receipt) => receipt,
		Saying::Refusal(refusal) => return Err(refused(refusal)),
		Saying::Challenge(_) => {
			return Err(AccessError::other("the gateway answered with a challenge").into())
		},
	};
	if !used.is_some_and(|used| challenge.is_answered_by(&receipt, &used)) {
		let said = "the gateway let it, and its receipt is not signed for this use";
		return Err(AccessError::other(said).into());
	}
	let text = format!(
		"let: {} resource {}, use {:?}; the same state lets it until {} UTC",
		wish.action,
		wish.resource,
		receipt.use_id,
		format_time(receipt.allowed.until)
	);
	global.format().emit(json!(Saying::Receipt(receipt)), || text)
}

/// A visitor with all that it needs but a challenge.
enum Prepared {
	Holder(HolderKey),
	Member(Box<Member>),
}

struct Member {
	group: Members,
	identity: Identity,
	folder: Folder,
	depth: Option<u8>,
}

impl Visitor {
	async fn prepare(&self, global: &Global) -> Result<Prepared, Failure> {
		let Some(identity) = &self.identity_key else {
			return Ok(Prepared::Holder(self.holder.key()?));
		};
		let identity = read_identity(identity)?;
		let group = match (self.group, &self.members) {
			(_, Some(path)) => Members::open(path)?,
			(Some(group), None) => {
				on_chain(global, async |chain: &Chain| members(chain, group).await).await?
			},
			(None, None) => return Err(Failure::Usage("give --group or --members".into())),
		};
		let (folder, depth) = (self.artefacts.folder()?, self.depth);
		Ok(Prepared::Member(Box::new(Member { group, identity, folder, depth })))
	}
}

impl Member {
	/// Proves, off the threads that serve the light client.
	async fn answer(self, challenge: &ChallengeFile) -> Result<Visit, Failure> {
		let Self { group, identity, folder, depth } = self;
		let number = group.group;
		let using = challenge.member_use(number);
		let spinner = Spinner::start("proving");
		spinner.show(Step::Proving);
		let proof = tokio::task::spawn_blocking(move || {
			member::prove(&group, &identity, &using, &folder, depth)
		});
		let proof = proof.await.map_err(|error| ProofError::NotMade(error.into()))??;
		Ok(challenge.answer_as_member(number, proof))
	}
}

async fn challenge(to: SocketAddr, wish: Wish) -> Result<ChallengeFile, Failure> {
	match exchange(to, &Asking::Challenge(wish)).await.map_err(|error| unreached(to, error))? {
		Saying::Challenge(challenge) => Ok(challenge),
		Saying::Refusal(refusal) => Err(refused(refusal)),
		Saying::Receipt(_) => Err(AccessError::other("the gateway answered with a receipt").into()),
	}
}

fn refused(refusal: RefusalFile) -> Failure {
	match refusal.code.and_then(Reason::from_code) {
		Some(reason) => AccessError::from(reason).into(),
		None => AccessError::other(refusal.sentence).into(),
	}
}

fn unreached(to: SocketAddr, error: std::io::Error) -> Failure {
	// Its words may stand in the error.
	let error = plain(&error.to_string());
	AccessError::other(format!("the gateway at {to} gave no answer: {error}")).into()
}

fn not_answered(why: NotAnswered) -> Failure {
	AccessError::other(why.to_string()).into()
}
