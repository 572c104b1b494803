//! `auth snapshot`

use super::{file, folder, take};
use crate::{
	arguments::{parse_count, Device},
	commands::on_chain,
	failure::Failure,
	global::Global,
};
use jmt_edge::{amount::format_time, chain::Chain, keys::format_address};
use jmt_primitives::{
	devices::{DeviceStanding, InactiveReason},
	domains::{DomainId, Reach},
	identity::{Certified, HostStanding, Snapshot, Subject},
};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	/// The domain whose resource the verifier guards
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	host: DomainId,
}

/// Reads what the chain says of a device and a domain, and keeps it.
pub(super) async fn run(global: &Global, Args { device, host }: Args) -> Result<(), Failure> {
	let (device, folder) = (device.id()?, folder(global)?);
	on_chain(global, async |chain: &Chain| {
		let snapshot = take(chain, device, host).await?;
		file(&folder, &chain.genesis(), &device, host).save(&snapshot)?;
		global.format().emit(as_json(&snapshot), || in_words(&snapshot))
	})
	.await
}

fn as_json(snapshot: &Snapshot) -> Value {
	let subject = snapshot.subject.as_ref();
	let welcomes = snapshot.welcomes.iter().map(|welcome| {
		json!({
			"domain": welcome.to,
			"below": welcome.reach == Reach::Below,
			"expires": welcome.expires,
		})
	});
	json!({
		"device": snapshot.device,
		"block": { "number": snapshot.block },
		"at": snapshot.at,
		"registered": subject.is_some(),
		"active": subject.is_some_and(|subject| subject.standing == DeviceStanding::Active),
		"standing": subject.map(standing),
		"owner": subject.map(|subject| format_address(&subject.owner)),
		"path": subject.map(|subject| subject.path.clone()),
		"unit": subject.and_then(|subject| subject.unit).map(|unit| {
			json!({ "root": unit.root, "level": unit.level as u8, "expires": unit.expires })
		}),
		"host": snapshot.host,
		"hostStanding": host_standing(snapshot.host_standing),
		"trusted": welcomes.collect::<Vec<_>>(),
	})
}

fn in_words(snapshot: &Snapshot) -> String {
	let device = match &snapshot.subject {
		None => "not registered".into(),
		Some(subject) => {
			format!("{}; {}; {}", standing(subject), way_up(&subject.path), unit(subject))
		},
	};
	let trusted = snapshot.welcomes.iter().map(|welcome| {
		let below = if welcome.reach == Reach::Below { " and below" } else { "" };
		format!("domain {}{below} until {} UTC", welcome.to, format_time(welcome.expires))
	});
	let trusted = match trusted.collect::<Vec<_>>() {
		none if none.is_empty() => "no domain of its path".into(),
		some => some.join(", "),
	};
	format!(
		"device  {:?}\n        {device}\nhost    domain {}, {}\ntrusts  {trusted}\nblock   {}, of {} UTC",
		snapshot.device.0,
		snapshot.host,
		host_standing(snapshot.host_standing),
		snapshot.block,
		format_time(snapshot.at)
	)
}

fn way_up(path: &[DomainId]) -> String {
	match path {
		[] => "at large".into(),
		[own, above @ ..] => above
			.iter()
			.fold(format!("in domain {own}"), |said, above| format!("{said}, below {above}")),
	}
}

fn unit(subject: &Subject) -> String {
	match subject.unit {
		None => "without a unit that counts".into(),
		Some(Certified { root, level, expires }) => format!(
			"a unit of level {} by root {root}, until {} UTC",
			level as u8,
			format_time(expires)
		),
	}
}

fn standing(subject: &Subject) -> String {
	match subject.standing {
		DeviceStanding::Active => "active".into(),
		DeviceStanding::Inactive(reason) => match reason {
			InactiveReason::Paused => "paused".into(),
			InactiveReason::Suspended => "suspended".into(),
			InactiveReason::DomainSuspended(domain) => format!("domain {domain} is suspended"),
			InactiveReason::Revoked => "revoked".into(),
		},
	}
}

fn host_standing(standing: HostStanding) -> String {
	match standing {
		HostStanding::Active => "active".into(),
		HostStanding::Unknown => "which is not there".into(),
		HostStanding::Suspended(domain) => format!("domain {domain} is suspended"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{
		identity::Welcome, units::Level, AccountId, DeviceId, DevicePublic, Hash,
	};

	fn snapshot() -> Snapshot {
		Snapshot {
			genesis: Hash::zero(),
			block: 9,
			at: 1_800_000_000_000,
			device: DeviceId(Hash::repeat_byte(7)),
			subject: Some(Subject {
				key: DevicePublic::Ed25519([7; 32]),
				owner: AccountId::new([1; 32]),
				standing: DeviceStanding::Inactive(InactiveReason::DomainSuspended(2)),
				path: vec![4, 2],
				unit: Some(Certified { root: 3, level: Level::Two, expires: 1_800_000_000_000 }),
			}),
			host: 1,
			host_standing: HostStanding::Active,
			welcomes: vec![Welcome { to: 2, reach: Reach::Below, expires: 1_800_000_000_000 }],
		}
	}

	#[test]
	fn in_words_it_says_why_and_where() {
		let said = in_words(&snapshot());
		for part in [
			"domain 2 is suspended; in domain 4, below 2; a unit of level 2 by root 3, until 2027-01-15",
			"host    domain 1, active",
			"trusts  domain 2 and below until 2027-01-15",
			"block   9",
		] {
			assert!(said.contains(part), "{part}: {said}");
		}
		let unknown = Snapshot { subject: None, welcomes: Vec::new(), ..snapshot() };
		let said = in_words(&unknown);
		assert!(
			said.contains("not registered") && said.contains("no domain of its path"),
			"{said}"
		);
	}

	#[test]
	fn as_json_it_tells_a_device_that_is_not_registered_from_one_at_large() {
		let unknown = as_json(&Snapshot { subject: None, ..snapshot() });
		assert_eq!((&unknown["registered"], &unknown["path"]), (&json!(false), &json!(null)));
		let known = as_json(&snapshot());
		assert_eq!((&known["registered"], &known["active"]), (&json!(true), &json!(false)));
		assert_eq!((&known["path"], &known["trusted"][0]["below"]), (&json!([4, 2]), &json!(true)));
		let unit = json!({ "root": 3, "level": 2, "expires": 1_800_000_000_000u64 });
		assert_eq!((&known["unit"], &unknown["unit"]), (&unit, &json!(null)));
	}
}
