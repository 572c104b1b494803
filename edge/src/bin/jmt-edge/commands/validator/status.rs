//! `validator status`

use super::{on_chain, Standing, Validator};
use crate::{failure::Failure, global::Global};
use jmt_edge::chain::Chain;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	validator: Validator,
}

/// Shows bond, session keys, eras and uncollected pay.
pub(super) async fn run(global: &Global, Args { validator }: Args) -> Result<(), Failure> {
	let account = validator.account(global)?;
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let standing = Standing::at(&at, &account).await?;
		global.format().emit(standing.as_json(), || standing.in_words())
	})
	.await
}
