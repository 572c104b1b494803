//! `manifest publish`

use crate::{
	arguments::{parse_span, Signer},
	commands::{
		decide::{decide_on, Told},
		on_chain,
	},
	failure::Failure,
	global::Global,
};
use jmt_edge::{
	amount::{format_jmt, format_time},
	chain::Chain,
	manifest::{Levels, ManifestError},
	pallets::{
		manifests::{ManifestPublished, PublishManifest},
		timestamp,
	},
	units::{EndorsementFile, Word},
};
use jmt_primitives::Moment;
use serde_json::json;
use std::path::PathBuf;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The level file of `manifest build`
	#[arg(long, value_name = "PATH")]
	levels: PathBuf,
	/// How long devices may join: 2h, 90d
	#[arg(long, value_name = "TIME", default_value = "365d", value_parser = parse_span)]
	valid: Moment,
	/// The file of `manifest endorse`, which says how long they may join
	#[arg(long, value_name = "PATH", conflicts_with = "valid")]
	endorsement: Option<PathBuf>,
	#[command(flatten)]
	signer: Signer,
}

/// Publishes the root of a level file. The domain's prepaid account pays the deposit.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { levels, valid, endorsement, signer } = args;
	let head = Levels::open(&levels)?.header().clone();
	let endorsed = endorsement.map(|path| {
		let file = EndorsementFile::read(&path)?;
		Ok::<_, Failure>((file.endorsement(&head, &path)?, file.expires))
	});
	let endorsed = endorsed.transpose()?;
	let key = signer.owner.key()?;
	on_chain(global, async |chain: &Chain| {
		let expected = chain.genesis();
		if head.genesis != expected {
			return Err(ManifestError::OtherChain { named: head.genesis, expected }.into());
		}
		let expires = match &endorsed {
			Some((_, expires)) => *expires,
			None => timestamp::now(&chain.finalized().await?).await?.saturating_add(valid),
		};
		let call = PublishManifest {
			domain: head.domain,
			root: head.root,
			leaves: head.leaves,
			content: head.content,
			expires,
			endorsement: endorsed.map(|(endorsement, _)| endorsement),
		};
		decide_on(chain, global, &key, signer.fee, &call, |included| {
			let published = included.event::<ManifestPublished>();
			let (manifest, deposit) =
				published.map(|event| (event.manifest, event.deposit)).unzip();
			let number = manifest.map_or_else(String::new, |manifest| format!(" {manifest}"));
			let held = deposit.map_or_else(String::new, |deposit| {
				format!(", for which the domain has {} held", format_jmt(deposit))
			});
			Told {
				json: json!({
					"manifest": manifest,
					"domain": head.domain,
					"root": head.root,
					"leaves": head.leaves,
					"content": head.content,
					"expires": expires,
					"rootOfTrust": endorsed.map(|(endorsement, _)| endorsement.root),
					"deposit": deposit.map(|deposit| deposit.to_string()),
				}),
				words: format!(
					"published manifest{number} of domain {}: {} devices until {} UTC{held},",
					head.domain,
					head.leaves,
					format_time(expires),
				),
			}
		})
		.await
	})
	.await
}
