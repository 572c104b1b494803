//! `device accept`

use super::Owned;
use crate::{failure::Failure, global::Global};
use jmt_edge::pallets::devices::AcceptDevice;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	owned: Owned,
}

pub(super) async fn run(global: &Global, Args { owned }: Args) -> Result<(), Failure> {
	owned.decide(global, |device| AcceptDevice { device }, "accepted").await
}
