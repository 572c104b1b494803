//! `worker show`

use crate::{
	arguments::Device,
	commands::{block, on_chain},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::Chain,
	keys::format_address,
	pallets::tasks::{self, TaskError},
};
use jmt_primitives::{
	proof_of_time::WEIGHT_ONE,
	tasks::{Signer, WorkerView},
	DeviceId,
};
use serde_json::{json, Value};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
}

/// Shows a worker.
pub(super) async fn run(global: &Global, Args { device }: Args) -> Result<(), Failure> {
	let device = device.id()?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let view = tasks::worker(&at, device).await?.ok_or(TaskError::NotEnrolled)?;
		let mut json = as_json(device, &view);
		json["block"] = block(&at);
		global.format().emit(json, || in_words(device, &view))
	})
	.await
}

/// Amounts are decimal strings in planck; the factor is in millionths.
fn as_json(device: DeviceId, view: &WorkerView) -> Value {
	let worker = &view.worker;
	json!({
		"device": device,
		"owner": format_address(&worker.owner),
		"signer": { "type": worker.signer.key_type(), "key": key(&worker.signer) },
		"units": view.units,
		"staked": worker.staked.to_string(),
		"reserved": worker.reserved.to_string(),
		"free": view.free.to_string(),
		"open": worker.open,
		"enrolledIn": worker.enrolled_in,
		"freeAt": worker.free_at,
		"credit": view.credit.to_string(),
		"work": view.work,
		"done": worker.done,
		"wrong": worker.wrong,
		"silent": worker.silent,
	})
}

fn key(signer: &Signer) -> String {
	let (Signer::Sr25519(key) | Signer::Ed25519(key)) = signer;
	format!("0x{}", hex::encode(key))
}

fn in_words(device: DeviceId, view: &WorkerView) -> String {
	let worker = &view.worker;
	let falls = match (worker.open, worker.free_at) {
		(0, 0) => "it may fall at any time".into(),
		(0, free_at) => format!("it may fall from {} UTC on", format_time(free_at)),
		_ => "it may fall once nothing is open, a day after the last result".into(),
	};
	format!(
		"worker   {:?} of {}\nstake    {} in {} units, of which {} is reserved in {} open slots; {falls}\n\
		 results  {} paid, {} wrong, {} not told\n\
		 credit   {} of market fees, which make its weight in mining {} times as large",
		device.0,
		format_address(&worker.owner),
		format_jmt(worker.staked),
		view.units,
		format_jmt(worker.reserved),
		worker.open,
		worker.done,
		worker.wrong,
		worker.silent,
		format_jmt(view.credit),
		factor(view.work),
	)
}

/// A factor in millionths, such as `1.25`.
fn factor(millionths: u64) -> String {
	let (whole, rest) = (millionths / WEIGHT_ONE, millionths % WEIGHT_ONE);
	let text = format!("{whole}.{rest:06}");
	text.trim_end_matches('0').trim_end_matches('.').into()
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{
		tasks::{Credit, Worker},
		AccountId, Hash,
	};

	fn view(open: u32, free_at: u64) -> WorkerView {
		let worker = Worker {
			owner: AccountId::new([7; 32]),
			signer: Signer::Ed25519([1; 32]),
			staked: 20_000_000_000_000,
			reserved: 1_600_000_000_000,
			open,
			enrolled_in: 5,
			free_at,
			credit: Credit::default(),
			done: 3,
			wrong: 1,
			silent: 2,
		};
		WorkerView { worker, units: 2, free: 18_400_000_000_000, credit: 5, work: 1_250_000 }
	}

	#[test]
	fn in_words_they_say_stake_results_and_factor() {
		let device = DeviceId(Hash::repeat_byte(0xab));
		let said = in_words(device, &view(1, 0));
		for part in [
			"20 JMT in 2 units",
			"1.6 JMT is reserved in 1 open slots",
			"once nothing is open",
			"3 paid, 1 wrong, 2 not told",
			"1.25 times",
		] {
			assert!(said.contains(part), "{part}: {said}");
		}
		assert!(in_words(device, &view(0, 0)).contains("at any time"));
		assert!(in_words(device, &view(0, 1_800_000_000_000)).contains("2027-01-15"));
		let json = as_json(device, &view(1, 0));
		assert_eq!((&json["staked"], &json["done"]), (&json!("20000000000000"), &json!(3)));
		let signer = json!({ "type": "ed25519", "key": format!("0x{}", "01".repeat(32)) });
		assert_eq!(json["signer"], signer);
	}

	#[test]
	fn factor_it_is_a_plain_decimal() {
		assert_eq!(factor(1_000_000), "1");
		assert_eq!(factor(1_500_000), "1.5");
		assert_eq!(factor(1_000_001), "1.000001");
	}
}
