//! Members of a group open a door without a name.

use super::{number, path, House, Party, HOUSE};
use jmt_e2e::{turn, STEP};
use jmt_node_runner::{
	chain::text,
	gateway::{refusal_code, Answer, Gateway, Wish},
	wait, Edge, Result,
};

/// Each member opens twice a day.
const MEMBERS: &str = "
[[rule]]
effect = \"allow\"
who = { members = 1 }
actions = [\"open\"]
uses = { most = 2, per = \"1d\", counted = \"locally\" }
";

/// A member asks, and proves that it is one.
async fn asks(member: &Edge, gateway: &Gateway, house: &House, identity: &str) -> Result<Answer> {
	let by = ["--identity-key", identity, "--group", "1"];
	gateway.asked(member, &Wish { resource: &house.resource, action: "open", by: &by }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn members_of_a_group_come_in_as_often_as_the_rule_says_and_nobody_learns_who() -> Result<()>
{
	let _turn = turn::node().await;
	let house = House::new("10m", MEMBERS).await?;
	let spec = house.network.first().raw_spec().await?;
	let member = Edge::new("member", &spec, house.network.dir())?;
	let made = house.signs(&["group", "create"]).await?;
	assert_eq!(number(&made, "group"), 1);
	let mut identities = Vec::new();
	for name in ["one", "two", "stranger"] {
		let file = path(&member, &format!("{name}.identity"));
		let made = member.json(&["identity", "new", "--out", &file]).await?;
		identities.push((file, text("commitment", &made["commitment"])?));
	}
	let [(one, first), (two, second), (stranger, _)] = &identities[..] else { panic!("three") };
	house.signs(&["group", "add", "1", first, second]).await?;
	let gateway = house.guards(&[]).await?;
	let is_let = async |identity: &str| {
		wait::until("a member is let", STEP, async || {
			Ok(asks(&member, &gateway, &house, identity).await?.ok())
		})
		.await
	};
	is_let(one).await?;
	is_let(one).await?;
	let third = asks(&member, &gateway, &house, one).await?;
	assert_eq!(refusal_code(&third), Some(23), "{third:?}");
	// The other one has uses of its own, one who is no member has none, and a name is no membership.
	is_let(two).await?;
	let stranger = asks(&member, &gateway, &house, stranger).await?.expect_err("no member");
	assert!(stranger["code"].is_null(), "it makes no proof: {stranger}");
	let named = Party::key(Edge::new("named", &spec, house.network.dir())?, "p256").await?;
	let named = named.registered(HOUSE).await?;
	let refused = wait::until("a device without a right", STEP, async || {
		let answer = named.asks(&gateway, &house.resource, "open", &[]).await?;
		Ok(refusal_code(&answer).filter(|code| *code != 3))
	})
	.await?;
	assert_eq!(refused, 8, "no rule allows a device that shows no proof");
	gateway.stop().await?;
	Ok(())
}
