//! Cedar's decision about the 32 rules of the figure.

use crate::Result;
use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request};
use std::hint::black_box;

/// The same rules as `policy.toml` has.
const POLICIES: &str = include_str!("../policies.cedar");

/// The device of the figure, in domain 7 below 6 and 5, which domain 1 trusts with all below.
const ENTITIES: &str = r#"[
	{ "uid": { "type": "Device", "id": "phone" }, "attrs": {}, "parents": [
		{ "type": "Owner", "id": "bob" }, { "type": "Domain", "id": "7" }, { "type": "Exactly", "id": "7" }
	] },
	{ "uid": { "type": "Domain", "id": "7" }, "attrs": {}, "parents": [{ "type": "Domain", "id": "6" }] },
	{ "uid": { "type": "Domain", "id": "6" }, "attrs": {}, "parents": [{ "type": "Domain", "id": "5" }] },
	{ "uid": { "type": "Domain", "id": "5" }, "attrs": {}, "parents": [{ "type": "Trusted", "id": "1" }] }
]"#;

/// Tuesday, 10:00.
const MINUTE: u16 = 1_440 + 600;

/// Policies, entities and the request of the figure.
pub struct House {
	authorizer: Authorizer,
	policies: PolicySet,
	entities: Entities,
	request: Request,
}

impl House {
	pub fn new() -> Result<Self> {
		let policies: PolicySet = POLICIES.parse()?;
		let entities = Entities::from_json_str(ENTITIES, None)?;
		let request = request("open", MINUTE)?;
		let house = Self { authorizer: Authorizer::new(), policies, entities, request };
		if house.policies.policies().count() != 32 {
			return Err("there are not 32 policies".into());
		}
		house.decide()?;
		Ok(house)
	}

	/// Decides about the request of the figure, which is allowed.
	pub fn decide(&self) -> Result<()> {
		match self.ask(black_box(&self.request)) {
			Decision::Allow => Ok(()),
			Decision::Deny => Err("Cedar denies".into()),
		}
	}

	pub fn says(&self, action: &str, minute: u16) -> Result<&'static str> {
		Ok(match self.ask(&request(action, minute)?) {
			Decision::Allow => "allow",
			Decision::Deny => "deny",
		})
	}

	fn ask(&self, request: &Request) -> Decision {
		self.authorizer.is_authorized(request, &self.policies, &self.entities).decision()
	}
}

fn request(action: &str, minute: u16) -> Result<Request> {
	let uid = |text: String| text.parse::<EntityUid>();
	let context =
		Context::from_json_str(&format!(r#"{{ "level": 1, "minute": {minute} }}"#), None)?;
	Ok(Request::new(
		uid(r#"Device::"phone""#.into())?,
		uid(format!("Action::{action:?}"))?,
		uid(r#"Resource::"1""#.into())?,
		context,
		None,
	)?)
}
