//! `domain permit`

use crate::{
	arguments::{parse_count, parse_span, Device, Owner},
	commands::on_chain,
	failure::Failure,
	global::Global,
};
use clap::ValueEnum;
use codec::Encode;
use jmt_edge::{
	amount::format_time,
	chain::Chain,
	keys::format_address,
	pallets::{
		devices::{self, Permit},
		timestamp,
	},
	Error,
};
use jmt_primitives::{
	devices::Payer as PaidBy,
	domains::{
		signed::{self, NextMove},
		DomainId,
	},
	Moment,
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	/// The domain that it may come into, of which the account is an authority
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	to: DomainId,
	/// The payer of its deposit from then on
	#[arg(long, value_enum, default_value_t = Payer::Owner)]
	payer: Payer,
	/// How long it is good: 90s, 10m, 2h; the chain takes a day at most
	#[arg(long, value_name = "TIME", default_value = "1h", value_parser = parse_span)]
	valid: Moment,
	#[command(flatten)]
	owner: Owner,
}

/// The payer of a device's deposit.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Payer {
	/// Its owner
	Owner,
	/// The domain, out of its prepaid account
	Domain,
}

/// Prints an authority's word for the device's next move, one way and a time. It sends nothing.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, to, payer, valid, owner } = args;
	let (device, key) = (device.id()?, owner.key()?);
	let payer = match payer {
		Payer::Owner => PaidBy::Owner,
		Payer::Domain => PaidBy::Domain,
	};
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let info = devices::device(&at, device).await?;
		let registered_in = info.ok_or_else(|| Error::chain("the device is not registered"))?;
		let registered_in = registered_in.registered_in;
		let member = devices::member(&at, device).await?.unwrap_or_default();
		let (from, next) = (member.domain, NextMove { registered_in, moves: member.moves });
		let expires = timestamp::now(&at).await?.saturating_add(valid);
		let message = signed::permit(&chain.genesis(), &device, next, from, to, payer, expires);
		let signature = key.signature(&message);
		let permit = Permit { payer, expires, authority: key.account(), signature };
		let text = format!("0x{}", hex::encode(permit.encode()));
		let json = json!({
			"permit": text,
			"device": device,
			"fromDomain": from,
			"toDomain": to,
			"authority": format_address(&permit.authority),
			"expires": expires,
			"expiresText": format_time(expires),
		});
		global.format().emit(json, || text)
	})
	.await
}
