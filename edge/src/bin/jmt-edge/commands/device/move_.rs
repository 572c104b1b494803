//! `device move`

use crate::{
	arguments::{parse_count, Device, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use codec::DecodeAll;
use jmt_edge::pallets::devices::{MoveDevice, Permit};
use jmt_primitives::domains::DomainId;
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Device,
	#[command(flatten)]
	target: Target,
	/// The text of `domain permit`; an owner who is an authority of the domain needs none
	#[arg(long, value_name = "TEXT", value_parser = parse_permit, requires = "to")]
	permit: Option<Permit>,
	#[command(flatten)]
	signer: Signer,
}

/// Where it goes.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Target {
	/// The domain that it comes into
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	to: Option<DomainId>,
	/// Out of its domain: it is at large then
	#[arg(long)]
	out: bool,
}

fn parse_permit(text: &str) -> Result<Permit, String> {
	let bytes = text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
	bytes
		.and_then(|bytes| Permit::decode_all(&mut bytes.as_slice()).ok())
		.ok_or_else(|| "not the text of `domain permit`".into())
}

/// Moves a device into a domain or out of one.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, target: Target { to, .. }, permit, signer } = args;
	let device = device.id()?;
	decide(global, &signer, &MoveDevice { device, to, permit }, |_| Told {
		json: json!({ "device": device, "toDomain": to }),
		words: match to {
			Some(to) => format!("moved device {:?} into domain {to}", device.0),
			None => format!("moved device {:?} out of its domain", device.0),
		},
	})
	.await
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use jmt_edge::keys::AccountKey;
	use jmt_primitives::devices::Payer;

	#[test]
	fn parse_permit_it_reads_what_was_written_and_nothing_cut() {
		let key = AccountKey::from_uri("//Alice").unwrap();
		let permit = Permit {
			payer: Payer::Domain,
			expires: 5,
			authority: key.account(),
			signature: key.signature(b"permit"),
		};
		let text = format!("0x{}", hex::encode(permit.encode()));
		assert_eq!(parse_permit(&text), Ok(permit));
		for wrong in [&text[2..], &text[..text.len() - 2], "0x", ""] {
			assert!(parse_permit(wrong).is_err(), "{wrong}");
		}
	}
}
