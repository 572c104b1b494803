//! Access over a real node, through the agent as its users have it: a house's lift, a firm's phone, and their rights.

mod gateway;
mod member;
mod other_chain;
mod rights;

use jmt_e2e::STEP;
use jmt_node_runner::{
	chain::text,
	gateway::{refusal_code, Answer, Gateway, Wish},
	wait, Edge, Network, Result,
};
use serde_json::Value;
use std::{
	fs,
	time::{SystemTime, UNIX_EPOCH},
};

/// Has the house, its domain and its lift.
const HOUSE: &str = "//Ferdie";

/// Has the firm, its domain and its phone.
const FIRM: &str = "//Eve";

/// Exit code of what is denied, and of what cannot be used for a decision.
const DENIED: i32 = 20;

/// A device with its own light client.
struct Party {
	edge: Edge,
	id: String,
	/// With its type before it.
	public: String,
	key_file: String,
}

/// A lift in the house's domain, and a phone in the firm's.
struct House {
	network: Network,
	owner: Edge,
	firm: Edge,
	domain: String,
	firm_domain: String,
	lift: Party,
	phone: Party,
	policy: String,
	resource: String,
}

fn path(edge: &Edge, file: &str) -> String {
	edge.path(file).to_string_lossy().into_owned()
}

fn number(told: &Value, field: &str) -> u64 {
	told[field].as_u64().unwrap_or_else(|| panic!("{field} in {told}"))
}

fn now_ms() -> u64 {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
	u64::try_from(now.as_millis()).expect("a moment")
}

/// The rules of a policy in TOML, behind what all have.
fn policy(max_age: &str, rules: &str) -> String {
	format!("zone = \"Europe/Berlin\"\nmax-age = \"{max_age}\"\n{rules}")
}

impl Party {
	/// A key without a device.
	async fn key(edge: Edge, scheme: &str) -> Result<Self> {
		let key_file = path(&edge, "device.key");
		let made = edge.json(&["device", "new", "--type", scheme, "--out", &key_file]).await?;
		let public = format!("{scheme}:{}", text("public key", &made["publicKey"])?);
		Ok(Self { edge, id: text("device id", &made["device"])?, public, key_file })
	}

	/// Registers it.
	async fn registered(self, owner: &str) -> Result<Self> {
		let register = ["device", "register", "--device-key", &self.key_file, "--suri", owner];
		self.edge.json(&register).await?;
		Ok(self)
	}

	/// Asks for an action, by a right.
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

impl House {
	/// With a policy of these rules, in which DOMAIN stands for the house's domain.
	async fn new(max_age: &str, rules: &str) -> Result<Self> {
		let network = Network::builder().chain("dev").start().await?;
		network.wait_finalized(3, STEP).await?;
		let (spec, dir) = (network.first().raw_spec().await?, network.dir());
		let edge = |name: &str| Edge::new(name, &spec, dir);
		let (owner, firm) = (edge("house")?, edge("firm")?);
		let create = async |edge: &Edge, suri| {
			let made = edge.json(&["domain", "create", "--suri", suri]).await?;
			Ok::<_, jmt_node_runner::Error>(number(&made, "domain").to_string())
		};
		let ((domain, lift), (firm_domain, phone)) = futures::future::try_join(
			async {
				let domain = create(&owner, HOUSE).await?;
				let lift = Party::key(edge("lift")?, "ed25519").await?.registered(HOUSE).await?;
				Ok::<_, jmt_node_runner::Error>((domain, lift))
			},
			async {
				let domain = create(&firm, FIRM).await?;
				let phone = Party::key(edge("phone")?, "p256").await?.registered(FIRM).await?;
				let enter = ["device", "move", &phone.id, "--to", &domain, "--suri", FIRM];
				firm.json(&enter).await?;
				Ok((domain, phone))
			},
		)
		.await?;
		let (policy, resource) = (String::new(), String::new());
		let mut house =
			Self { network, owner, firm, domain, firm_domain, lift, phone, policy, resource };
		house.policy = house.writes("--domain", &house.domain, max_age, rules).await?;
		let create = ["access", "resource", "create", "--domain", &house.domain];
		let what = ["--enforcer", &house.lift.id, "--actions", "open,close,read"];
		let by = ["--fail-safe", "close", "--policy", &house.policy];
		let made = house.signs(&[&create[..], &what, &by].concat()).await?;
		house.resource = number(&made, "resource").to_string();
		Ok(house)
	}

	/// A command that the house's owner signs.
	async fn signs(&self, command: &[&str]) -> Result<Value> {
		self.owner.json(&[command, &["--suri", HOUSE]].concat()).await
	}

	/// Writes a policy, a new one or in the place of one.
	async fn writes(
		&self,
		at: &str,
		number_of: &str,
		max_age: &str,
		rules: &str,
	) -> Result<String> {
		let file = path(&self.owner, "policy.toml");
		let text = policy(max_age, &rules.replace("DOMAIN", &self.domain));
		fs::write(&file, text).expect("a file");
		let set = self.signs(&["access", "policy", "set", &file, at, number_of]).await?;
		Ok(number(&set, "policy").to_string())
	}

	/// The house's domain trusts the firm's.
	async fn trusts(&self) -> Result<()> {
		self.signs(&["domain", "trust", &self.domain, &self.firm_domain, "--for", "1h"]).await?;
		Ok(())
	}

	/// The lift guards its doors.
	async fn guards(&self, options: &[&str]) -> Result<Gateway> {
		let doors = path(&self.lift.edge, "doors");
		let options = [&["--file", doors.as_str()][..], options].concat();
		Gateway::start(&self.lift.edge, &self.resource, &self.lift.key_file, &options).await
	}

	/// The phone opens, as soon as the gateway has seen what allows it.
	async fn phone_opens(&self, gateway: &Gateway, right: &[&str]) -> Result<Value> {
		opens(&self.phone, gateway, &self.resource, right).await
	}

	/// The state by which the lift decides about the phone.
	async fn pulls(&self, further: &[&str]) -> Result<(String, Value)> {
		let out = path(&self.lift.edge, "facts");
		let pull = ["access", "pull", &self.resource, "--subject", &self.phone.id, "--out", &out];
		let told = self.lift.edge.json(&[&pull[..], further].concat()).await?;
		Ok((out, told))
	}
}

/// A visitor is let, as soon as the gateway has seen what allows it.
async fn opens(
	visitor: &Party,
	gateway: &Gateway,
	resource: &str,
	right: &[&str],
) -> Result<Value> {
	wait::until("a visitor is let", STEP, async || {
		Ok(visitor.asks(gateway, resource, "open", right).await?.ok())
	})
	.await
}

/// A visitor is refused with a code, as soon as the gateway has seen the reason.
async fn refused(
	visitor: &Party,
	gateway: &Gateway,
	resource: &str,
	right: &[&str],
	code: u64,
) -> Result<()> {
	let mut last = None;
	let found = wait::until("a refusal", STEP, async || {
		let answer = visitor.asks(gateway, resource, "open", right).await?;
		let found = refusal_code(&answer) == Some(code);
		last = Some(answer);
		Ok(found.then_some(()))
	});
	found.await.inspect_err(|_| eprintln!("{code} was expected: {last:?}"))
}

/// The code of the only answer.
async fn code(
	visitor: &Party,
	gateway: &Gateway,
	resource: &str,
	right: &[&str],
) -> Result<Option<u64>> {
	Ok(refusal_code(&visitor.asks(gateway, resource, "open", right).await?))
}
