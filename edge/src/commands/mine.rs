//! `mine`

use super::{asked_to_end, on_chain};
use crate::{
	chain::Chain,
	cli::Global,
	error::Error,
	keys::DeviceKey,
	mine::{self, Event},
};
use std::path::PathBuf;

pub(super) async fn run(
	global: &Global,
	device_keys: &[PathBuf],
	rounds: Option<usize>,
) -> Result<(), Error> {
	if rounds == Some(0) {
		return Err(Error::Usage("--rounds 0 leaves nothing to do".into()));
	}
	let keys =
		device_keys.iter().map(|path| DeviceKey::read(path)).collect::<Result<Vec<_>, _>>()?;
	let format = global.format();
	on_chain(global, async |chain: &Chain| {
		let report = |event: Event| {
			let json = serde_json::to_value(&event).unwrap_or_default();
			format.emit(json, || event.to_line());
		};
		mine::run(chain, keys, rounds, report, asked_to_end()).await.map(|_| ())
	})
	.await
}
