//! The network of a measurement: the same choices for each that starts validators.

use clap::Args;
use jmt_node_runner::{Network, NetworkBuilder};
use serde_json::json;
use std::{fmt, time::Duration};

/// The network to measure.
#[derive(Args, Clone, Debug)]
pub(crate) struct NetworkSettings {
	/// How many validators.
	#[arg(long, default_value_t = 4)]
	pub(crate) validators: usize,
	/// Delay between any two validators, and between a light client and its peer, each way, in ms.
	#[arg(long, default_value_t = 0)]
	pub(crate) delay_ms: u64,
	/// Length of a slot, in ms; the chain's own if left out.
	#[arg(long)]
	pub(crate) slot_ms: Option<u64>,
	/// Slots of an epoch; those of the chain `local` if left out.
	#[arg(long)]
	pub(crate) epoch_slots: Option<u64>,
	/// A flag for every node, such as `--finality-lag-blocks=1`.
	#[arg(long = "node-flag", allow_hyphen_values = true)]
	pub(crate) node_flags: Vec<String>,
}

impl Default for NetworkSettings {
	fn default() -> Self {
		Self {
			validators: 4,
			delay_ms: 0,
			slot_ms: None,
			epoch_slots: None,
			node_flags: Vec::new(),
		}
	}
}

impl NetworkSettings {
	/// The delay each way.
	pub(crate) fn delay(&self) -> Duration {
		Duration::from_millis(self.delay_ms)
	}

	/// The network, to be changed further or started.
	pub(crate) fn builder(&self) -> NetworkBuilder {
		let mut builder = Network::builder().validators(self.validators);
		for flag in &self.node_flags {
			builder = builder.flag(flag);
		}
		// Without a delay nothing stands between the validators.
		if self.delay_ms > 0 {
			builder = builder.delay(self.delay());
		}
		for (name, value) in [("slotMs", self.slot_ms), ("epochSlots", self.epoch_slots)] {
			if let Some(value) = value {
				builder = builder.patch(move |genesis| {
					genesis["genesisParameters"]["consensus"][name] = json!(value);
					Ok(())
				});
			}
		}
		builder
	}
}

/// The choices, for the head of a report.
impl fmt::Display for NetworkSettings {
	fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(out, "{} validators, {} ms each way", self.validators, self.delay_ms)?;
		if let Some(ms) = self.slot_ms {
			write!(out, ", slots of {ms} ms")?;
		}
		if let Some(slots) = self.epoch_slots {
			write!(out, ", epochs of {slots} slots")?;
		}
		self.node_flags.iter().try_for_each(|flag| write!(out, ", {flag}"))
	}
}
