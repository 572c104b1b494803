//! `domain create`

use crate::{
	arguments::{parse_count, Signer},
	commands::decide::{decide, Told},
	failure::Failure,
	global::Global,
};
use clap::ValueEnum;
use jmt_edge::{
	amount::format_jmt,
	keys::format_address,
	pallets::domains::{self, CreateDomain, DomainCreated},
};
use jmt_primitives::{
	cell::Region,
	domains::{self as words, DomainId},
};
use serde_json::json;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The layer that it is for
	#[arg(long, value_enum, default_value_t = Layer::Device)]
	layer: Layer,
	/// The domain above it, of which the account is an authority
	#[arg(long, value_name = "DOMAIN", value_parser = parse_count::<DomainId>)]
	parent: Option<DomainId>,
	/// Where it claims to be: world, or an H3 cell such as 8a2a1072b59ffff
	#[arg(long, value_name = "CELL", default_value = "world", value_parser = parse_region)]
	region: Region,
	#[command(flatten)]
	signer: Signer,
}

/// Layers of a network.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Layer {
	/// Devices
	Device,
	/// Networks
	Network,
	/// Data
	Data,
	/// Applications
	Application,
}

impl From<Layer> for words::Layer {
	fn from(layer: Layer) -> Self {
		match layer {
			Layer::Device => Self::Device,
			Layer::Network => Self::Network,
			Layer::Data => Self::Data,
			Layer::Application => Self::Application,
		}
	}
}

fn parse_region(text: &str) -> Result<Region, String> {
	text.parse().map_err(|error| format!("{error}"))
}

/// Makes a domain of the account that signs.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { layer, parent, region, signer } = args;
	let call = CreateDomain { parent, layer: layer.into(), region };
	decide(global, &signer, &call, |included| {
		let Some(created) = included.event::<DomainCreated>() else {
			return Told { json: json!({ "domain": null }), words: "made a domain".into() };
		};
		let account = format_address(&domains::prepaid_account(created.domain));
		Told {
			json: json!({
				"domain": created.domain,
				"deposit": created.deposit.to_string(),
				"prepaid": account,
			}),
			words: format!(
				"made domain {}, with {} held and paying out of {account},",
				created.domain,
				format_jmt(created.deposit)
			),
		}
	})
	.await
}
