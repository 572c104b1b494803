//! A house's lift, a firm's phone, and a house that goes on deciding without the chain.

mod report;

pub(crate) use report::AccessReport;

use crate::walk::Steps;
use jmt_node_runner::{
	chain::text,
	gateway::{refusal_code, Answer, Gateway, Wish},
	transfer::{account, address, Pair},
	wait, ChainSpec, Edge, Error, Result,
};
use serde_json::Value;
use std::{
	path::Path,
	time::{Duration, SystemTime, UNIX_EPOCH},
};

/// Owner of the house, its domain and its lift.
const HOUSE: &str = "//Eve";

/// The firm that looks after lifts, with a domain and a phone.
const FIRM: &str = "//Charlie";

/// A helper of the firm's, with a phone of its own.
const HELPER: &str = "//Bob";

/// Oldest state by which the lift decides.
const MAX_AGE: Duration = Duration::from_secs(30);

/// How long any wait may take.
const LIMIT: Duration = Duration::from_secs(120);

const MINUTE: u64 = 60;
const DAY_MINUTES: u64 = 24 * 60;
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A device with its own light client.
struct Party {
	edge: Edge,
	id: String,
	key_file: String,
}

impl Party {
	/// Makes a device and registers it for its owner.
	async fn new(edge: Edge, scheme: &str, owner: &str) -> Result<Self> {
		let key_file = edge.path("device.key").to_string_lossy().into_owned();
		let made = edge.json(&["device", "new", "--type", scheme, "--out", &key_file]).await?;
		let register = ["device", "register", "--device-key", &key_file, "--suri", owner];
		edge.json(&register).await?;
		Ok(Self { edge, id: text("device id", &made["device"])?, key_file })
	}

	/// Asks a gateway.
	async fn asks(
		&self,
		gateway: &Gateway,
		resource: &str,
		action: &str,
		right: &[&str],
	) -> Result<Answer> {
		let by = [&["--device-key", self.key_file.as_str()][..], right].concat();
		gateway.asked(&self.edge, &Wish { resource, action, by: &by }).await
	}
}

/// All that takes part.
struct Scene {
	house: Edge,
	firm: Edge,
	helper: Edge,
	lift: Party,
	phone: Party,
	guest: Party,
	resource: String,
	/// The file of facts that the lift keeps.
	facts: String,
}

/// Walks through the three steps. `stranger` is a registered device whose domain nobody trusts.
pub(crate) async fn walk(
	spec: &ChainSpec,
	dir: &Path,
	stranger: &str,
	steps: &mut Steps,
) -> Result<AccessReport> {
	let mut report = AccessReport::default();
	steps
		.next("a lift: its house trusts a firm, whose phone is let in; a stranger is told why not");
	let scene = Scene::new(spec, dir, &mut report).await?;
	scene.first_visit(stranger, &mut report).await?;
	steps.next("the lift starts without a connection: it lets the phone in by what it knows, until that is too old");
	scene.cut_off(&mut report).await?;
	steps.next(
		"the first of a chain of three grants is revoked, a valve closes without the network, the log proves two things",
	);
	scene.revoked(&mut report).await?;
	scene.emergency(&mut report).await?;
	scene.log(&mut report).await?;
	Ok(report)
}

impl Scene {
	async fn new(spec: &ChainSpec, dir: &Path, report: &mut AccessReport) -> Result<Self> {
		let edge = |name: &str| Edge::new(name, spec, dir);
		let (house, firm, helper) = (edge("house")?, edge("firm")?, edge("helper")?);
		let domain = async |edge: &Edge, owner| {
			let made = edge.json(&["domain", "create", "--suri", owner]).await?;
			Ok::<_, Error>(number(&made, "domain")?.to_string())
		};
		// Three accounts and three light clients, side by side.
		let ((host, lift), (guests, phone), guest) = futures::future::try_join3(
			async {
				let host = domain(&house, HOUSE).await?;
				Ok::<_, Error>((host, Party::new(edge("lift")?, "ed25519", HOUSE).await?))
			},
			async {
				let guests = domain(&firm, FIRM).await?;
				let phone = Party::new(edge("phone")?, "p256", FIRM).await?;
				let enter = ["device", "move", &phone.id, "--to", &guests, "--suri", FIRM];
				firm.json(&enter).await?;
				Ok((guests, phone))
			},
			async { Party::new(edge("guest")?, "sr25519", HELPER).await },
		)
		.await?;
		let signs = ["--suri", HOUSE];
		let trust = ["domain", "trust", &host, &guests, "--for", "1h"];
		house.json(&[&trust[..], &signs].concat()).await?;
		let window = window();
		let policy = house.path("lift.toml");
		std::fs::write(&policy, policy_text(&host, &window)).map_err(Error::io("policy"))?;
		let policy = policy.to_string_lossy();
		let set = ["access", "policy", "set", &policy, "--domain", &host];
		let set = house.json(&[&set[..], &signs].concat()).await?;
		let policy = number(&set, "policy")?.to_string();
		let create = ["access", "resource", "create", "--domain", &host, "--policy", &policy];
		let what = ["--enforcer", &lift.id, "--actions", "open,close", "--fail-safe", "close"];
		let made = house.json(&[&create[..], &what, &signs].concat()).await?;
		let resource = number(&made, "resource")?.to_string();
		report.resource = resource.clone();
		report.window = window;
		let facts = lift.edge.path("lift.facts").to_string_lossy().into_owned();
		Ok(Self { house, firm, helper, lift, phone, guest, resource, facts })
	}

	/// The phone is let, and a stranger is told why it is not.
	async fn first_visit(&self, stranger: &str, report: &mut AccessReport) -> Result<()> {
		let about = ["--action", "open", "--subject"];
		let explain = [&["access", "explain", &self.resource][..], &about, &[stranger]].concat();
		let told = self.house.json(&explain).await?;
		report.stranger = number(&told["decision"], "code")?;
		report.why = text("reason", &told["decision"]["reason"])?;
		let doors = self.lift.edge.path("doors").to_string_lossy().into_owned();
		let gateway = self.guards(&["--file", &doors]).await?;
		// The first answer may come before the light client has found a peer.
		let receipt = wait::until("the phone is let", LIMIT, async || {
			match self.phone.asks(&gateway, &self.resource, "open", &[]).await? {
				Ok(receipt) => Ok(Some(receipt)),
				Err(said) if said["code"].is_null() => Ok(None),
				Err(said) => Err(Error::shape("the phone is let", said)),
			}
		})
		.await?;
		report.until = number(&receipt["allowed"], "until")?;
		report.block = number(&receipt["allowed"], "block")?;
		report.used = text("use", &receipt["useId"])?;
		gateway.stop().await
	}

	/// With the newest state, and no connection after that.
	async fn cut_off(&self, report: &mut AccessReport) -> Result<()> {
		let pull = ["access", "pull", &self.resource, "--subject", &self.phone.id];
		let kept = self.lift.edge.json(&[&pull[..], &["--out", &self.facts]].concat()).await?;
		let until = number(&kept, "goodUntil")?;
		let doors = self.lift.edge.path("doors").to_string_lossy().into_owned();
		let offline = ["--file", &doors, "--offline", "--snapshot", &self.facts];
		let gateway = self.guards(&offline).await?;
		let answer = self.phone.asks(&gateway, &self.resource, "open", &[]).await?;
		report.let_offline = answer.is_ok();
		let age = MAX_AGE + LIMIT;
		wait::until("the state is too old", age, async || Ok((now_ms() > until).then_some(())))
			.await?;
		let answer = self.phone.asks(&gateway, &self.resource, "open", &[]).await?;
		report.too_old = refusal_code(&answer).unwrap_or_default();
		gateway.stop().await
	}

	/// The owner grants the firm, the firm a helper, the helper a device; the first grant is revoked.
	async fn revoked(&self, report: &mut AccessReport) -> Result<()> {
		let address = |owner| Ok::<_, Error>(address(&account(owner)?.public()));
		let (firm, helper) = (address(FIRM)?, address(HELPER)?);
		let make = async |edge: &Edge, owner, to: &[&str], parent: Option<&str>| {
			let mut command = vec!["access", "grant", "make", &self.resource, "--suri", owner];
			command.extend(to);
			// Below another one it has that one's extent.
			match parent {
				Some(parent) => command.extend(["--parent", parent]),
				None => command.extend(["--actions", "open", "--for", "1h"]),
			}
			let made = edge.json(&command).await?;
			Ok::<_, Error>(number(&made, "grant")?.to_string())
		};
		let to_firm = ["--to-account", &firm, "--delegate"];
		let first = make(&self.house, HOUSE, &to_firm, None).await?;
		let to_helper = ["--to-account", &helper, "--delegate"];
		let second = make(&self.firm, FIRM, &to_helper, Some(&first)).await?;
		let to_guest = ["--to-device", &self.guest.id];
		let third = make(&self.helper, HELPER, &to_guest, Some(&second)).await?;
		let doors = self.lift.edge.path("doors").to_string_lossy().into_owned();
		let gateway = self.guards(&["--file", &doors, "--grant", &third]).await?;
		let by_grant = ["--grant", &third];
		let asks = async || self.guest.asks(&gateway, &self.resource, "open", &by_grant).await;
		wait::until("the guest is let", LIMIT, async || match asks().await? {
			Ok(_) => Ok(Some(())),
			Err(said) if said["code"].is_null() => Ok(None),
			Err(said) => Err(Error::shape("the guest is let", said)),
		})
		.await?;
		self.house.json(&["access", "revoke", &first, "--suri", HOUSE]).await?;
		// The revocation is final: the lift's light client sees it a moment later.
		let answer = wait::until("the third grant is dead", LIMIT, async || {
			let answer = asks().await?;
			Ok(answer.is_err().then_some(answer))
		})
		.await?;
		report.grants = [first, second, third];
		report.revoked = refusal_code(&answer).unwrap_or_default();
		gateway.stop().await
	}

	/// The lift's valve closes with nothing but a file of its operator's.
	async fn emergency(&self, report: &mut AccessReport) -> Result<()> {
		let rules = self.lift.edge.path("fail-safe.toml");
		let text = format!(
			"enforcer = \"{}\"\n[[resource]]\nid = {}\nactions = [\"close\"]\n",
			self.lift.id, self.resource
		);
		std::fs::write(&rules, text).map_err(Error::io("rules"))?;
		let (rules, valve) = (rules.to_string_lossy(), self.lift.edge.path("valve"));
		let valve_file = valve.to_string_lossy();
		let how = ["--device-key", &self.lift.key_file, "--rules", &rules, "--file", &valve_file];
		let take = async |action| {
			let take = ["access", "fail-safe", "--resource", &self.resource, "--action", action];
			self.lift.edge.run(&[&take[..], &how].concat()).await
		};
		let closed = take("close").await?;
		let opened = take("open").await?;
		let moved = std::fs::read_to_string(&valve).unwrap_or_default();
		let line = format!("{} close 0x", self.resource);
		report.closed = closed.status.success()
			&& !opened.status.success()
			&& moved.starts_with(&line)
			&& moved.lines().count() == 1;
		Ok(())
	}

	/// The log is anchored; it proves the phone's first use, and that another use was not made.
	async fn log(&self, report: &mut AccessReport) -> Result<()> {
		let device = ["--device-key", self.lift.key_file.as_str()];
		let run = async |command: &[&str]| self.lift.edge.json(&[command, &device].concat()).await;
		let anchored = run(&["access", "log", "anchor", "--suri", HOUSE]).await?;
		report.leaves = number(&anchored, "leaves")?;
		let (from, until) = (number(&anchored, "after")? + 1, number(&anchored, "until")?);
		let out = |name: &str| self.lift.edge.path(name).to_string_lossy().into_owned();
		let (made, absent) = (out("made.proof"), out("absent.proof"));
		run(&["access", "log", "prove-use", "--use", &report.used, "--out", &made]).await?;
		let never = format!("0x{}", hex::encode(sp_crypto_hashing::blake2_256(b"never made")));
		let (from, until) = (from.to_string(), until.to_string());
		let span = ["--from", &from, "--until", &until, "--out", &absent];
		let prove = ["access", "log", "prove-absent", "--use", &never];
		run(&[&prove[..], &span].concat()).await?;
		// By another's light client, against the head that the chain has.
		let verified = async |proof: &str| {
			let told = self.phone.edge.json(&["access", "log", "verify", proof]).await?;
			text("kind of a proof", &told["proves"])
		};
		report.proved = [verified(&made).await?, verified(&absent).await?];
		Ok(())
	}

	/// The lift guards its doors.
	async fn guards(&self, options: &[&str]) -> Result<Gateway> {
		Gateway::start(&self.lift.edge, &self.resource, &self.lift.key_file, options).await
	}
}

/// Hours that have begun and that last, in UTC.
fn window() -> String {
	let now = now_ms() / 1_000 / MINUTE;
	// 1970-01-01 was a Thursday.
	let text = |minute: u64| {
		let day = (minute / DAY_MINUTES + 3) % 7;
		let (hour, minute) = (minute / 60 % 24, minute % 60);
		let day = DAYS.get(usize::try_from(day).unwrap_or_default()).copied().unwrap_or_default();
		format!("{day} {hour:02}:{minute:02}")
	};
	format!("{}-{}", text(now.saturating_sub(60)), text(now + 120))
}

/// The lift opens for devices of domains that its own trusts, at these hours.
fn policy_text(host: &str, window: &str) -> String {
	format!(
		"zone = \"UTC\"\nmax-age = \"{}s\"\n[[rule]]\neffect = \"allow\"\nwho = {{ trusted-by = {host} }}\n\
		 actions = [\"open\"]\ntime = [\"{window}\"]\nlog = true\n",
		MAX_AGE.as_secs()
	)
}

fn now_ms() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}

fn number(told: &Value, field: &str) -> Result<u64> {
	told[field].as_u64().ok_or_else(|| Error::shape(field, told))
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_edge::access::policy::read;

	#[test]
	fn policy_text_it_is_one_that_the_agent_takes_and_is_open_now() {
		let body = read(&policy_text("7", &window()), now_ms()).unwrap();
		let rule = body.rules.first().unwrap();
		let jmt_primitives::access::Condition::Time(windows) = &rule.conditions[0] else {
			panic!("{rule:?}")
		};
		let inside = windows[0].inside(&body.zone.local(now_ms()), now_ms());
		assert!(matches!(inside, jmt_primitives::access::Inside::Yes { .. }), "{inside:?}");
	}
}
