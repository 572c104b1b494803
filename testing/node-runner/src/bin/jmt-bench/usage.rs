//! How busy the processor was with the nodes: whether a figure is the network's or the machine's.

use crate::machine::line;
use jmt_node_runner::Node;
use std::{
	fs::read_to_string,
	time::{Duration, Instant},
};

/// Ticks of a second in `/proc`: Linux's `USER_HZ`.
const TICKS: u64 = 100;

/// Processor time from now on.
pub(crate) struct Usage {
	begun: Instant,
	nodes: Vec<(u32, Duration)>,
}

impl Usage {
	/// Begins with these nodes.
	pub(crate) fn start(nodes: &[Node]) -> Self {
		let ids = nodes.iter().filter_map(Node::id);
		let nodes = ids.filter_map(|id| Some((id, processor_time(id)?))).collect();
		Self { begun: Instant::now(), nodes }
	}

	/// Prints what the nodes that still run used.
	pub(crate) fn report(&self) {
		let passed = self.begun.elapsed();
		let percent = |used: Duration| 100.0 * used.as_secs_f64() / passed.as_secs_f64();
		let used: Vec<f64> = self
			.nodes
			.iter()
			.filter_map(|(id, before)| Some(percent(processor_time(*id)?.saturating_sub(*before))))
			.collect();
		let (least, most) = used
			.iter()
			.fold((f64::INFINITY, 0.0_f64), |(least, most), one| (least.min(*one), most.max(*one)));
		let all: f64 = used.iter().sum();
		line(
			"processor, of one core",
			&format!("{least:.0} to {most:.0} % a node, {all:.0} % all {}", used.len()),
		);
	}
}

/// The time that a process has used, in user mode and in the kernel.
fn processor_time(id: u32) -> Option<Duration> {
	ticks(&read_to_string(format!("/proc/{id}/stat")).ok()?)
		.map(|ticks| Duration::from_millis(ticks * 1_000 / TICKS))
}

/// `utime` and `stime` of a `/proc/PID/stat`, proc_pid_stat(5): fields 14 and 15. The second field is the
/// name in brackets, which may hold anything.
fn ticks(stat: &str) -> Option<u64> {
	let (_, rest) = stat.rsplit_once(')')?;
	let mut fields = rest.split_whitespace().skip(11).map(|field| field.parse::<u64>().ok());
	fields.next()??.checked_add(fields.next()??)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_reads_the_ticks_behind_any_name() {
		let stat = "7 (a ) b) S 1 7 7 0 -1 4194560 11 22 33 44 250 50 1 2 20 0 9 0 5";
		assert_eq!(ticks(stat), Some(300));
		assert_eq!(ticks("7 (short) S 1"), None);
		assert_eq!(ticks(""), None);
	}
}
