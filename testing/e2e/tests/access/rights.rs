//! Grants, passes, prices, emergencies and the log.

use super::{code, number, opens, path, refused, House, Party, DENIED, FIRM, HOUSE};
use jmt_e2e::{edge_refusal, turn, STEP};
use jmt_node_runner::{
	chain::text,
	gateway::Gateway,
	transfer::{account, address, Pair},
	wait, Edge, Result,
};
use serde_json::json;
use std::{fs, path::Path};

/// Account without a domain, which holds the second grant.
const HELPER: &str = "//Dave";

/// Exit code of what the chain refused.
const REFUSED: i32 = 7;

/// Reading has a price, and is counted on the chain.
const PRICED: &str =
	"[[rule]]\neffect = \"allow\"\nwho = \"anybody\"\nactions = [\"read\"]\nprice = \"0.5\"\n";

#[tokio::test(flavor = "multi_thread")]
async fn grants_and_passes_are_good_until_they_are_revoked_and_the_log_proves_each_use(
) -> Result<()> {
	let _turn = turn::node().await;
	let house = House::new("10m", PRICED).await?;
	let (spec, dir) = (house.network.first().raw_spec().await?, house.network.dir());
	let new = |name: &str| Edge::new(name, &spec, dir);
	let guest = Party::key(new("guest")?, "sr25519").await?.registered(HELPER).await?;
	let gateway = house.guards(&[]).await?;

	let first = passes(&house, &gateway, &new).await?;
	a_chain_of_three(&house, &gateway, &guest, &first).await?;
	let used = a_price_is_paid_before(&house, &gateway).await?;
	gateway.stop().await?;
	emergency(&house).await?;
	it_is_proved(&house, &used).await
}

/// A pass of the firm's grant: narrowed, used up, used by another, revoked and made anew. Returns the grant.
async fn passes(
	house: &House,
	gateway: &Gateway,
	new: &impl Fn(&str) -> Result<Edge>,
) -> Result<String> {
	let resource = house.resource.as_str();
	let firm = address(&account(FIRM)?.public());
	let grant = ["access", "grant", "make", resource, "--to-account", &firm, "--delegate"];
	let grant = house.signs(&[&grant[..], &["--actions", "open", "--for", "1h"]].concat()).await?;
	let grant = number(&grant, "grant").to_string();
	let one = Party::key(new("one")?, "secp256k1").await?;
	let two = Party::key(new("two")?, "ed25519").await?;
	let to_one = path(&house.firm, "one.pass");
	let make = async |out: &str, epoch: &str| {
		let made = ["access", "pass", "new", "--grant", &grant, "--pass-epoch", epoch];
		let to = ["--suri", FIRM, "--to", &one.public, "--out", out];
		house.firm.json(&[&made[..], &to].concat()).await
	};
	make(&to_one, "0").await?;
	opens(&one, gateway, resource, &["--pass", &to_one]).await?;

	// A narrower one for a single use.
	let to_two = path(&one.edge, "two.pass");
	let narrow = ["access", "pass", "narrow", "--pass", &to_one, "--device-key", &one.key_file];
	let to = ["--to", &two.public, "--uses", "1", "--out", &to_two];
	let narrowed = one.edge.json(&[&narrow[..], &to].concat()).await?;
	assert_eq!(narrowed["blocks"].as_array().map(Vec::len), Some(2), "{narrowed}");
	let shown = two.edge.json(&["access", "pass", "show", &to_two]).await?;
	assert_eq!(shown["blocks"], narrowed["blocks"]);
	let with = ["--pass", to_two.as_str()];
	assert_eq!(code(&two, gateway, resource, &with).await?, None);
	assert_eq!(code(&two, gateway, resource, &with).await?, Some(23));
	// Its last holder alone gets in by it, and the phone with a key of its own does not.
	let said = house.phone.asks(gateway, resource, "open", &with).await?.expect_err("another's");
	assert!(text("error", &said["error"])?.contains("another key"), "{said}");

	house.firm.json(&["access", "revoke", "--passes", &grant, "--suri", FIRM]).await?;
	refused(&one, gateway, resource, &["--pass", &to_one], 31).await?;
	let again = path(&house.firm, "again.pass");
	make(&again, "1").await?;
	opens(&one, gateway, resource, &["--pass", &again]).await?;
	Ok(grant)
}

/// The firm hands its grant on, and the next one further; the first is revoked, and the third is dead.
async fn a_chain_of_three(
	house: &House,
	gateway: &Gateway,
	guest: &Party,
	first: &str,
) -> Result<()> {
	let resource = house.resource.as_str();
	let helper = address(&account(HELPER)?.public());
	let make = ["access", "grant", "make", resource, "--parent"];
	let second = [&make[..], &[first, "--to-account", &helper, "--delegate"]].concat();
	let second = house.firm.json(&[&second[..], &["--suri", FIRM]].concat()).await?;
	let second = number(&second, "grant").to_string();
	let third = [&make[..], &[&second, "--to-device", &guest.id, "--suri", HELPER]].concat();
	let third = number(&guest.edge.json(&third).await?, "grant").to_string();
	let by_grant = ["--grant", third.as_str()];
	let receipt = opens(guest, gateway, resource, &by_grant).await?;
	let chain = [&third, &second, first].map(|grant| grant.parse::<u64>().expect("a number"));
	assert_eq!(receipt["allowed"]["grants"], json!(chain));
	// The phone does not hold it, and the guest has no right of its own.
	assert_eq!(code(&house.phone, gateway, resource, &by_grant).await?, Some(15));
	assert_eq!(code(guest, gateway, resource, &[]).await?, Some(8));
	house.signs(&["access", "revoke", first]).await?;
	refused(guest, gateway, resource, &by_grant, 12).await
}

/// A price is paid on the chain first, and served once. Returns the use.
async fn a_price_is_paid_before(house: &House, gateway: &Gateway) -> Result<String> {
	let (phone, resource) = (&house.phone, house.resource.as_str());
	let reads = async || phone.asks(gateway, resource, "read", &[]).await;
	let unpaid = reads().await?.expect_err("not paid");
	assert_eq!(unpaid["code"], 34, "{unpaid}");
	let pay = ["access", "use", resource, "--action", "read", "--device", &phone.id];
	let paid = house.firm.json(&[&pay[..], &["--most", "0.5", "--suri", FIRM]].concat()).await?;
	assert_eq!(paid["price"], "500000000000", "{paid}");
	let receipt =
		wait::until("what was paid is served", STEP, async || Ok(reads().await?.ok())).await?;
	let again = reads().await?.expect_err("served");
	assert_eq!(again["code"], 34, "{again}");
	fs::write(path(&phone.edge, "receipt"), receipt.to_string()).expect("a file");
	text("use", &receipt["useId"])
}

/// The valve closes by the operator's file, and nothing else does: the gateway has seen that the resource names no other
/// action as fail-safe.
async fn emergency(house: &House) -> Result<()> {
	let lift = &house.lift;
	let (rules, valve) = (path(&lift.edge, "rules.toml"), path(&lift.edge, "valve"));
	let text_of = |enforcer: &str, actions: &str| {
		let resource = format!("[[resource]]\nid = {}\nactions = [{actions}]\n", house.resource);
		format!("enforcer = \"{enforcer}\"\n{resource}")
	};
	let take = async |action: &str| {
		let take = ["access", "fail-safe", "--resource", &house.resource, "--action", action];
		let how = ["--device-key", &lift.key_file, "--rules", &rules, "--file", &valve];
		lift.edge.run(&[&take[..], &how].concat()).await
	};
	for actions in ["\"close\"", "\"close\", \"open\""] {
		fs::write(&rules, text_of(&lift.id, actions)).expect("a file");
		let said = edge_refusal(&take("open").await?, DENIED);
		assert_eq!(said["code"], 8, "{said}");
		assert!(!Path::new(&valve).exists());
	}
	let closed = take("close").await?;
	assert_eq!(closed.code(), Some(0), "{}", closed.stderr);
	assert!(closed.stdout.contains("\"failSafe\":true"), "{}", closed.stdout);
	assert!(fs::read_to_string(&valve).expect("the valve").contains(" close 0x"));
	fs::write(&rules, text_of(&house.phone.id, "\"close\"")).expect("a file");
	let said = edge_refusal(&take("close").await?, DENIED);
	assert_eq!(said["code"], 33, "{said}");
	Ok(())
}

/// Another light client checks that the use was made, and that another was not.
async fn it_is_proved(house: &House, used: &str) -> Result<()> {
	let lift = &house.lift;
	let device = ["--device-key", lift.key_file.as_str()];
	let run = async |command: &[&str]| lift.edge.json(&[command, &device].concat()).await;
	let anchored = run(&["access", "log", "anchor", "--suri", HOUSE]).await?;
	let span = ["after", "until"].map(|end| number(&anchored, end));
	let (from, until) = ((span[0] + 1).to_string(), span[1].to_string());
	let (made, absent) = (path(&lift.edge, "made.proof"), path(&lift.edge, "absent.proof"));
	run(&["access", "log", "prove-use", "--use", used, "--out", &made]).await?;
	let never = format!("0x{}", "07".repeat(32));
	let time = ["--from", &from, "--until", &until, "--out", &absent];
	let prove = ["access", "log", "prove-absent", "--use", &never];
	run(&[&prove[..], &time].concat()).await?;
	for (proof, proves) in [(&made, "use"), (&absent, "absence")] {
		let told = house.phone.edge.json(&["access", "log", "verify", proof]).await?;
		assert_eq!(told["proves"], proves, "{told}");
	}
	let shown = run(&["access", "log", "show"]).await?;
	assert_eq!(shown["anchored"]["leaves"], anchored["leaves"], "{shown}");
	assert_eq!(shown["anchored"]["root"], anchored["root"], "{shown}");
	// The phone accuses an honest log: that another use is absent says nothing about its own.
	let receipt = path(&house.phone.edge, "receipt");
	let report = ["access", "log", "report", "--receipt", &receipt, "--absence", &absent];
	let accuses = house.phone.edge.run(&[&report[..], &["--suri", FIRM]].concat()).await?;
	let said = edge_refusal(&accuses, REFUSED);
	assert!(text("error", &said["error"])?.contains("NotALie"), "{said}");
	let shown = run(&["access", "log", "show"]).await?;
	assert!(shown["anchored"]["lied"].is_null(), "{shown}");
	// The use that was made cannot be proved absent.
	let lie = ["access", "log", "prove-absent", "--use", used, "--from", &from, "--until", &until];
	let out = path(&lift.edge, "lie.proof");
	let finished = lift.edge.run(&[&lie[..], &["--out", &out], &device].concat()).await?;
	assert_ne!(finished.code(), Some(0), "{}", finished.stdout);
	assert!(!Path::new(&out).exists());
	Ok(())
}
