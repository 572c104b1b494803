//! A maker that a network for development admits as a root of trust.

use crate::{
	chain::text,
	transfer::{account, next_nonce, Calls},
	wait, Edge, Error, Node, Result,
};
use codec::Encode;
use jmt_edge::manifest::public_key;
use jmt_primitives::{
	units::{Level, Terms, WHOLE_SHARE},
	AccountId,
};
use serde_json::{json, Value};
use sp_core::Pair;
use std::time::Duration;

/// The account with the rights of Root on networks for development.
const SUDO: &str = "//Alice";

/// How long it may take.
const LIMIT: Duration = Duration::from_secs(120);

/// A root of trust with its only key.
#[derive(Clone, Debug)]
pub struct Maker {
	/// The root's number.
	pub root: String,
	/// File of its key, whose number is 0.
	pub key_file: String,
}

impl Maker {
	/// Makes a key in a light client's folder, and has it admitted by the sudo key as that of `suri`, with level 2 and
	/// all of the pay.
	pub async fn admit(node: &Node, edge: &Edge, suri: &str) -> Result<Self> {
		let key_file = edge.path("maker.key").to_string_lossy().into_owned();
		let made = edge.json(&["device", "new", "--type", "p256", "--out", &key_file]).await?;
		let (scheme, key) = (text("type", &made["type"])?, text("key", &made["publicKey"])?);
		let key = public_key(&scheme, &key).map_err(|error| Error::shape("key", error))?;
		let read = async |item: &[&str]| -> Result<Value> {
			Ok(edge.json(&[&["read", "Devices"], item].concat()).await?["value"].take())
		};
		// A chain without roots has no number yet.
		let root = read(&["NextRoot"]).await?.as_u64().unwrap_or(0).max(1).to_string();
		let maker = AccountId::new(account(suri)?.public().0);
		let terms = Terms { level: Level::Two, quota: 1_000_000, share: WHOLE_SHARE };
		let calls = Calls::of(node).await?;
		let index = calls.index("Devices", "admit_root")?;
		let sudo = account(SUDO)?;
		let nonce = next_nonce(node, &sudo.public()).await?;
		let admit = calls.as_root(&sudo, nonce, &(index, maker, terms, key).encode())?;
		node.rpc("author_submitExtrinsic", json!([admit])).await?;
		wait::until("the root of trust", LIMIT, async || {
			Ok(read(&["Roots", &root]).await?.is_object().then_some(()))
		})
		.await?;
		Ok(Self { root, key_file })
	}
}
