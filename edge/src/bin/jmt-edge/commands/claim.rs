//! `claim`

use super::{emit_fee, fee, on_chain, place, place_words, send, Cost};
use crate::{
	arguments::{parse_device, Signer},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::format_jmt,
	chain::Chain,
	keys::{format_address, DeviceKey},
	mine::counted,
	pallets::proof_of_time::{max_claims, pending, Claim, RewardsClaimed, PENDING_AT_ONCE},
	submit::Included,
};
use jmt_primitives::{Balance, DeviceId};
use serde_json::{json, Value};
use std::{collections::BTreeSet, path::PathBuf};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The devices' ids
	#[arg(value_name = "DEVICE", value_parser = parse_device)]
	pub(crate) devices: Vec<DeviceId>,
	/// The key file of a device, instead of its id
	#[arg(long, value_name = "PATH")]
	device_key: Vec<PathBuf>,
	#[command(flatten)]
	signer: Signer,
}

/// Claims the rewards of devices, in as few transactions as it takes.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let mut all = args.devices.into_iter().collect::<BTreeSet<_>>();
	for path in &args.device_key {
		all.insert(DeviceKey::read(path)?.id());
	}
	if all.is_empty() {
		return Err(Failure::Usage("name at least one device, or give --device-key".into()));
	}
	let key = args.signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let all = all.into_iter().collect::<Vec<_>>();
		// Devices without earnings are left out: they would only cost a fee.
		let mut earning = Vec::new();
		for some in all.chunks(PENDING_AT_ONCE) {
			let amounts = pending(&at, some).await?;
			let earned = some.iter().zip(amounts).filter(|(_, amount)| *amount > 0);
			earning.extend(earned.map(|(device, _)| *device));
		}
		let claims = |at_once| earning.chunks(at_once).map(|some| Claim { devices: some.to_vec() });
		let at_once = usize::try_from(max_claims(&at)?).unwrap_or(usize::MAX).max(1);
		if args.signer.fee {
			let mut cost = Cost { transactions: 0, ..Cost::of(&key, 0) };
			for claim in claims(at_once) {
				cost.fee = cost.fee.saturating_add(fee(chain, &key, &claim).await?);
				cost.transactions += 1;
			}
			return emit_fee(global, &cost);
		}
		let mut claimed: Balance = 0;
		let mut sent: Vec<Included> = Vec::new();
		for claim in claims(at_once) {
			let included = send(chain, &key, &claim, "preparing the claim").await?;
			let paid = included.event::<RewardsClaimed>().map_or(0, |event| event.amount);
			claimed = claimed.saturating_add(paid);
			sent.push(included);
		}
		let json = json!({
			"owner": format_address(&key.account()),
			"devices": earning,
			"amount": claimed.to_string(),
			"block": sent.last().map_or(Value::Null, place),
			"transaction": sent.last().map(|last| last.transaction),
		});
		global.format().emit(json, || match sent.last() {
			Some(last) => format!(
				"claimed {} of {} in {}",
				format_jmt(claimed),
				counted(earning.len()),
				place_words(last)
			),
			None => "nothing to claim".into(),
		})
	})
	.await
}
