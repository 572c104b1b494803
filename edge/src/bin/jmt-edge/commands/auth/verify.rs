//! `auth verify`

use super::{file, folder, read, system_time, take};
use crate::{
	arguments::{parse_count, parse_hash, parse_level, parse_span},
	commands::on_chain,
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_time,
	auth::{Answered, AuthError, Door},
	chain::Chain,
	keys::{format_address, DeviceKey},
};
use jmt_primitives::{
	domains::DomainId,
	identity::{Admitted, Binding, Snapshot, Verifier},
	units::Level,
	Hash, Moment,
};
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The answer's file; as - standard input
	#[arg(long, value_name = "PATH|-")]
	answer: PathBuf,
	/// The verifier's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// The domain whose resource the verifier guards
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	host: DomainId,
	/// The oldest snapshot by which it decides
	#[arg(long, value_name = "TIME", default_value = "10m", value_parser = parse_span)]
	max_age: Moment,
	/// Let in only units of roots of trust, of this level at least: 1 or 2
	#[arg(long, value_name = "LEVEL", value_parser = parse_level)]
	level: Option<Level>,
	/// 32 bytes that name the channel on which both talk
	#[arg(long, value_name = "HASH", value_parser = parse_hash)]
	binding: Option<Hash>,
	/// Decide by the snapshot that is kept, and connect to nobody
	#[arg(long)]
	offline: bool,
}

/// A decision that is to be made.
struct Case {
	door: Door,
	answered: Answered,
	binding: Binding,
}

impl Case {
	fn decide(&mut self, snapshot: &Snapshot) -> Result<Admitted, AuthError> {
		self.door.decide(&self.answered, &self.binding, snapshot, system_time())
	}
}

/// Decides about an answer.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { answer, device_key, host, max_age, level: least, binding, offline } = args;
	let (genesis, folder) = (global.genesis()?, folder(global)?);
	let id = DeviceKey::read(&device_key)?.id();
	let answered: Answered = read(&answer)?;
	let door = Door::open(&folder, Verifier { genesis, id, host, max_age, least })?;
	let device = answered.0.device;
	let mut case = Case { door, answered, binding: binding.map(|hash| hash.0) };
	// Before a connection is made for it.
	case.door.expects(&case.answered)?;
	let file = file(&folder, &genesis, &device, host);
	let kept = file.load()?;
	let is_kept = kept.is_some();
	let told = match kept.map(|snapshot| (case.decide(&snapshot), snapshot)) {
		Some((Ok(admitted), snapshot)) => return emit(global, &admitted, &snapshot),
		Some((Err(error), _)) => error,
		None => AuthError::NoSnapshot,
	};
	if offline || !told.may_change() {
		return Err(told.into());
	}
	on_chain(global, async |chain: &Chain| {
		let snapshot = take(chain, device, host).await?;
		let decision = case.decide(&snapshot);
		// Strangers who are not let in leave no files.
		if is_kept || decision.is_ok() {
			file.save(&snapshot)?;
		}
		emit(global, &decision?, &snapshot)
	})
	.await
}

fn emit(global: &Global, admitted: &Admitted, snapshot: &Snapshot) -> Result<(), Failure> {
	let Admitted { device, owner, by, until } = admitted;
	let owner = format_address(owner);
	let json = json!({
		"admitted": true,
		"device": device,
		"owner": owner,
		"by": by,
		"until": until,
		"snapshot": { "block": snapshot.block, "at": snapshot.at },
	});
	global.format().emit(json, || {
		format!(
			"let in device {:?} of {owner} by domain {by}, until {} UTC; as of block {}, {} UTC",
			device.0,
			format_time(*until),
			snapshot.block,
			format_time(snapshot.at)
		)
	})
}
