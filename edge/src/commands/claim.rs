//! `claim`

use super::{
	on_chain,
	transfer::{place, place_words},
};
use crate::{
	amount::format_jmt,
	api::pending,
	chain::{constant_u32, Chain},
	cli::{Global, Owner},
	error::Error,
	keys::{format_address, DeviceKey},
	output::Progress,
	submit::{call, submit_signed, Included},
	value::field_u128,
};
use jmt_primitives::{Balance, DeviceId};
use scale_value::Value;
use serde_json::{json, Value as Json};
use std::{collections::BTreeSet, path::PathBuf};

/// Devices of one question to the runtime API, as it documents.
const PENDING_AT_ONCE: usize = 256;

pub(super) async fn run(
	global: &Global,
	devices: Vec<DeviceId>,
	device_keys: &[PathBuf],
	owner: &Owner,
) -> Result<(), Error> {
	let mut all = devices.into_iter().collect::<BTreeSet<_>>();
	for path in device_keys {
		all.insert(DeviceKey::read(path)?.id());
	}
	if all.is_empty() {
		return Err(Error::Usage("name at least one device, or give --device-key".into()));
	}
	let key = owner.key()?;
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
		let mut claimed: Balance = 0;
		let mut sent: Vec<Included> = Vec::new();
		let at_once = usize::try_from(constant_u32(&at, "ProofOfTime", "MaxClaims")?)
			.unwrap_or(usize::MAX)
			.max(1);
		for some in earning.chunks(at_once) {
			let progress = Progress::start("preparing the claim");
			let devices =
				Value::unnamed_composite(some.iter().map(|device| Value::from_bytes(device.0)));
			let claim = call("ProofOfTime", "claim", [("devices", devices)]);
			let included = submit_signed(chain, &key, &claim, &progress).await?;
			let event = included.event("ProofOfTime", "RewardsClaimed");
			claimed = claimed.saturating_add(
				event.as_ref().and_then(|event| field_u128(event, "amount")).unwrap_or_default(),
			);
			sent.push(included);
		}
		let json = json!({
			"owner": format_address(&key.account()),
			"devices": earning,
			"amount": claimed.to_string(),
			"block": sent.last().map_or(Json::Null, place),
			"transaction": sent.last().map(|last| last.transaction),
		});
		global.format().emit(json, || match sent.last() {
			Some(last) => format!(
				"claimed {} of {} devices in {}",
				format_jmt(claimed),
				earning.len(),
				place_words(last)
			),
			None => "nothing to claim".into(),
		})
	})
	.await
}
