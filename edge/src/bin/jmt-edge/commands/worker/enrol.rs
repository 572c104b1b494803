//! `worker enrol`

use crate::{
	arguments::{parse_count, Device, Signer},
	commands::{
		decide::{decide_on, Told},
		emit_fee, fee, on_chain, Cost,
	},
	failure::Failure,
	global::Global,
	output::Format,
	terminal::{confirm, on_terminal},
};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::DeviceKey,
	pallets::{
		tasks::{self, Enrol, WorkerEnrolled},
		timestamp,
	},
};
use jmt_primitives::{tasks as words, Balance, DeviceId, Moment};
use serde_json::json;
use std::path::PathBuf;

/// How long the device's word is good, in ms: ten minutes of the chain's time.
const LIFE: Moment = 600_000;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	/// The file of the key that it works by, sr25519 or ed25519, as `device new` makes one [default: the device's own]
	#[arg(long = "signer", value_name = "PATH")]
	work_key: Option<PathBuf>,
	/// Stake units, 1 to 100
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<u32>)]
	units: u32,
	/// Send without asking
	#[arg(long)]
	yes: bool,
	#[command(flatten)]
	signer: Signer,
}

/// Stakes on a device.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, work_key, units, yes, signer } = args;
	let owner = signer.owner.key()?;
	let work_key = work_key.as_deref().map(DeviceKey::read).transpose()?;
	let Keys { device, work } = keys(device.id()?, device.key()?, work_key)?;
	let asks = !yes && global.format() == Format::Text && on_terminal();
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let unit = tasks::market(&at).await?.tariff.unit;
		let stake = unit.saturating_mul(units.into());
		let expires = timestamp::now(&at).await?.saturating_add(LIFE);
		let id = device.id();
		let call = Enrol::signed(&device, &chain.genesis(), &owner.account(), work, units, expires);
		if signer.fee {
			let fee = fee(chain, &owner, &call).await?;
			let cost = Cost { deposit: Some(stake), device: Some(id), ..Cost::of(&owner, fee) };
			return emit_fee(global, &cost);
		}
		if asks {
			let fee = fee(chain, &owner, &call).await?;
			confirm(question(id, stake, fee)).await?;
		}
		decide_on(chain, global, &owner, false, &call, |included| {
			let staked = included.event::<WorkerEnrolled>().map_or(stake, |event| event.staked);
			Told {
				json: json!({ "device": id, "units": units, "staked": staked.to_string() }),
				words: format!(
					"enrolled device {:?} with {} at stake, for tasks that are posted from the next block on,",
					id.0,
					format_jmt(staked)
				),
			}
		})
		.await
	})
	.await
}

/// The device's key, and the one that it will work by.
struct Keys {
	device: DeviceKey,
	work: words::Signer,
}

/// The keys out of the files that were given. A device whose own key works needs no second file.
fn keys(id: DeviceId, device: Option<DeviceKey>, work: Option<DeviceKey>) -> Result<Keys, Failure> {
	let own = device.or_else(|| work.clone().filter(|work| work.id() == id));
	let device = own.ok_or_else(|| {
		Failure::Usage("the device has to sign: give its key file with --device-key".into())
	})?;
	let work = work.as_ref().unwrap_or(&device).public();
	let work = words::Signer::try_from(work).map_err(|_| {
		Failure::Usage(
			"a key of this type costs the chain too much to work by: give one of type sr25519 or ed25519 with --signer"
				.into(),
		)
	})?;
	Ok(Keys { device, work })
}

fn question(device: DeviceId, stake: Balance, fee: Balance) -> String {
	format!(
		"enrol device {:?} with {} at stake, for a fee of {}? [y/N] ",
		device.0,
		format_jmt(stake),
		format_jmt(fee)
	)
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::KeyType;

	fn key(key_type: KeyType) -> DeviceKey {
		DeviceKey::generate(key_type).0
	}

	#[test]
	fn keys_a_device_works_by_a_second_key_or_by_its_own() {
		let (device, work) = (key(KeyType::P256), key(KeyType::Ed25519));
		let both = keys(device.id(), Some(device.clone()), Some(work.clone())).unwrap();
		assert_eq!(both.device.id(), device.id());
		assert_eq!(both.work.public(), work.public());
		for own in [key(KeyType::Sr25519), key(KeyType::Ed25519)] {
			for (device, work) in [(Some(own.clone()), None), (None, Some(own.clone()))] {
				let keys = keys(own.id(), device, work).unwrap();
				assert_eq!((keys.device.id(), keys.work.public()), (own.id(), own.public()));
			}
		}
	}

	#[test]
	fn question_it_says_stake_and_fee() {
		let device = key(KeyType::Ed25519).id();
		let said = question(device, 10_000_000_000_000, 1_000_000);
		for part in ["10 JMT at stake", "a fee of 0.000001 JMT"] {
			assert!(said.contains(part), "{said}");
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn keys_a_device_that_cannot_sign_is_not_enrolled() {
			let (device, work) = (key(KeyType::P256), key(KeyType::Ed25519));
			assert!(matches!(keys(device.id(), None, Some(work)), Err(Failure::Usage(_))));
			assert!(matches!(keys(device.id(), None, None), Err(Failure::Usage(_))));
		}

		#[test]
		fn keys_a_scheme_that_costs_too_much_is_no_work_key() {
			for scheme in [KeyType::P256, KeyType::Secp256k1] {
				let device = key(scheme);
				let refused = keys(device.id(), Some(device), None);
				assert!(matches!(refused, Err(Failure::Usage(_))), "{scheme:?}");
			}
		}
	}
}
