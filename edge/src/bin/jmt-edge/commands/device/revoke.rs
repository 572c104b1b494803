//! `device revoke`

use super::Owned;
use crate::{failure::Failure, global::Global};
use jmt_edge::pallets::devices::{MemberChange, SetMember};

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	owned: Owned,
}

pub(super) async fn run(global: &Global, Args { owned }: Args) -> Result<(), Failure> {
	let call = |device| SetMember { device, change: MemberChange::Revoke };
	owned.decide(global, call, "revoked").await
}
