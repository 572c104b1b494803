//! The client's posts, what the chain says of all tasks, and the events that tell who was paid.

use super::market::{Market, CLIENT};
use crate::{
	chain::text,
	transfer::{account, bytes, next_nonce, Calls, Pair},
	Error, Node, Result,
};
use codec::{Decode, Encode};
use jmt_primitives::{
	tasks::{
		Audience, Content, Input, Limits, Mode, TaskId, TaskView, Terms, Windows, MAX_SETTLED, PAGE,
	},
	Balance, JMT,
};
use serde_json::{json, Value};
use sp_core::sr25519;
use sp_crypto_hashing::twox_128;
use std::collections::BTreeMap;

/// A small program that takes a tenth of a second or so, see [`expected`].
pub(super) const PROGRAM: &[u8] = include_bytes!("../../../fixtures/programs/mill.wasm");

/// How often the program goes over its input.
const ROUNDS: u32 = 150_000;

/// More fuel than a run uses: some 2.6 million for each byte of input.
const FUEL: u64 = 50_000_000;

/// For each slot that is paid.
const PAY: Balance = JMT / 20;

/// Windows. That for the run is long enough for a worker to come back.
const WINDOWS: Windows = Windows { claim: 15_000, run: 90_000 };

/// The output of the program for an input: FNV-1a of it, many times one behind the other.
pub(super) fn expected(input: &[u8]) -> [u8; 8] {
	let mut hash = 0xcbf2_9ce4_8422_2325_u64;
	for _ in 0..ROUNDS {
		for byte in input {
			hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
		}
	}
	hash.to_le_bytes()
}

/// A node to ask, and the client's key.
pub(super) struct Desk<'a> {
	node: &'a Node,
	calls: Calls,
	key: sr25519::Pair,
	program: Content,
	/// Where workers find the program.
	hint: String,
}

/// Payments as events tell them: how often, and in sum, in planck.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Told {
	pub(super) times: u32,
	pub(super) sum: Balance,
}

/// Ends and payments, as the events of all blocks tell them.
#[derive(Debug, Default)]
pub(super) struct Awards {
	/// Ends, and what they paid to owners, by task.
	pub(super) ends: BTreeMap<TaskId, Told>,
	/// Payments out of prices, by the hexadecimal account that has them.
	pub(super) paid: BTreeMap<String, Told>,
}

impl<'a> Desk<'a> {
	pub(super) async fn open(node: &'a Node, market: &Market) -> Result<Self> {
		let program = Content::of(PROGRAM).ok_or_else(|| Error::shape("program", "its length"))?;
		let (calls, key) = (Calls::of(node).await?, account(CLIENT)?);
		Ok(Self { node, calls, key, program, hint: market.client.url.clone() })
	}

	/// All tasks as the node's best block has them.
	pub(super) async fn views(&self) -> Result<Vec<TaskView>> {
		let (mut views, mut from): (Vec<TaskView>, TaskId) = (Vec::new(), 1);
		loop {
			let asked = format!("0x{}", hex::encode(from.encode()));
			let answer = self.node.rpc("state_call", json!(["TasksApi_task_page", asked])).await?;
			let page: Vec<TaskView> = decoded("page of tasks", &answer)?;
			if page.is_empty() {
				return Ok(views);
			}
			views.extend(page);
			from += TaskId::from(PAGE);
		}
	}

	/// Posts so many tasks, whose inputs are numbers from `from` on.
	pub(super) async fn post(&self, from: usize, count: usize) -> Result<()> {
		let mut nonce = next_nonce(self.node, &self.key.public()).await?;
		for number in from..from + count {
			let terms = self.terms(u64::try_from(number).unwrap_or(u64::MAX))?;
			self.send(nonce, "post", &terms.encode()).await?;
			nonce += 1;
		}
		Ok(())
	}

	/// Takes tasks on whose windows have closed, as many as one call does.
	pub(super) async fn settle(&self, mut tasks: Vec<TaskId>) -> Result<()> {
		tasks.truncate(usize::try_from(MAX_SETTLED).unwrap_or(usize::MAX));
		let nonce = next_nonce(self.node, &self.key.public()).await?;
		self.send(nonce, "settle", &tasks.encode()).await
	}

	async fn send(&self, nonce: u32, call: &str, arguments: &[u8]) -> Result<()> {
		let call = [&self.calls.index("Tasks", call)?[..], arguments].concat();
		let signed = self.calls.sign(&self.key, nonce, call)?;
		self.node.rpc("author_submitExtrinsic", json!([signed])).await?;
		Ok(())
	}

	fn terms(&self, number: u64) -> Result<Terms> {
		let input = number.to_le_bytes().to_vec().try_into();
		let hint = self.hint.as_bytes().to_vec().try_into();
		Ok(Terms {
			program: self.program,
			input: Input::Inline(input.map_err(|_| Error::shape("input", number))?),
			arguments: Default::default(),
			hint: hint.map_err(|_| Error::shape("hint", &self.hint))?,
			limits: Limits { fuel: FUEL, memory_pages: 1, output_bytes: 8 },
			pay: PAY,
			windows: WINDOWS,
			audience: Audience::Anyone,
			mode: Mode::Replicate { replicas: 3, quorum: 2, standing: None },
		})
	}

	/// Reads the events of all blocks up to this one.
	pub(super) async fn awards(&self, end: u32) -> Result<Awards> {
		let key = ["System", "Events"].map(|name| hex::encode(twox_128(name.as_bytes())));
		let key = format!("0x{}", key.concat());
		let mut awards = Awards::default();
		for number in 1..=end {
			let hash = self.node.block_hash(number).await?;
			let stored = self.node.rpc("state_getStorage", json!([key, hash])).await?;
			let stored = bytes(&text("events of a block", &stored)?)?;
			for record in self.calls.events(&stored)? {
				awards.take(&record["event"])?;
			}
		}
		Ok(awards)
	}
}

impl Awards {
	fn take(&mut self, event: &Value) -> Result<()> {
		let ended = &event["Tasks"]["Ended"];
		if let Some(task) = ended["task"].as_u64() {
			self.ends.entry(task).or_default().add(planck(&ended["paid"])?);
		}
		let moved = &event["Balances"]["TransferOnHold"];
		if moved["reason"]["Tasks"] == "Price" {
			let dest = text("account", &moved["dest"])?;
			self.paid.entry(dest).or_default().add(planck(&moved["amount"])?);
		}
		Ok(())
	}
}

impl Told {
	fn add(&mut self, amount: Balance) {
		self.times += 1;
		self.sum += amount;
	}
}

/// An amount, which JSON has as digits in a string.
pub(super) fn planck(value: &Value) -> Result<Balance> {
	let amount = value.as_str().and_then(|digits| digits.parse().ok());
	amount.ok_or_else(|| Error::shape("amount in planck", value))
}

fn decoded<T: Decode>(what: &str, answer: &Value) -> Result<T> {
	let bytes = bytes(&text(what, answer)?)?;
	T::decode(&mut bytes.as_slice()).map_err(|error| Error::shape(what, error))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn expected_it_is_the_output_in_wasmtime() {
		assert_eq!(hex::encode(expected(b"abcdefgh")), "25581f83d1b49178");
		assert_eq!(hex::encode(expected(&7_u64.to_le_bytes())), "25ac5705a99eb788");
	}

	#[test]
	fn take_it_counts_ends_and_payments_out_of_prices_alone() {
		let ended = json!({ "Tasks": { "Ended": { "task": 7, "verdict": "Done", "paid": "95" } } });
		let moved = |reason: Value| {
			json!({ "Balances": { "TransferOnHold": {
				"reason": reason, "source": "0x01", "dest": "0x02", "amount": "95",
			} } })
		};
		let mut awards = Awards::default();
		for event in [
			&ended,
			&moved(json!({ "Tasks": "Price" })),
			&moved(json!({ "Tasks": "Price" })),
			&moved(json!({ "Tasks": "Stake" })),
			&moved(json!({ "Preimage": "Preimage" })),
			&json!({ "Tasks": { "Posted": { "task": 8 } } }),
			&json!({ "System": "CodeUpdated" }),
		] {
			awards.take(event).unwrap();
		}
		assert_eq!(awards.ends, BTreeMap::from([(7, Told { times: 1, sum: 95 })]));
		assert_eq!(
			awards.paid,
			BTreeMap::from([("0x02".to_string(), Told { times: 2, sum: 190 })])
		);
	}
}
