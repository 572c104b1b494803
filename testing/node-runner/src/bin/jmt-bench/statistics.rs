//! Order statistics of durations.

use std::time::Duration;

/// Minimum, median, 99th percentile and maximum, in seconds, with the count.
pub(crate) fn summary(values: &[Duration]) -> String {
	let mut sorted = values.to_vec();
	sorted.sort_unstable();
	match (sorted.first(), sorted.last()) {
		(Some(least), Some(most)) => format!(
			"min {:.3}  p50 {:.3}  p99 {:.3}  max {:.3} s  (n = {})",
			least.as_secs_f64(),
			quantile(&sorted, 0.50).as_secs_f64(),
			quantile(&sorted, 0.99).as_secs_f64(),
			most.as_secs_f64(),
			sorted.len()
		),
		_ => "none".into(),
	}
}

/// The smallest value that at least this share of the values does not exceed. `sorted` is not empty.
pub(crate) fn quantile(sorted: &[Duration], share: f64) -> Duration {
	let rank = (share * sorted.len() as f64).ceil() as usize;
	sorted[rank.clamp(1, sorted.len()) - 1]
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_takes_the_nearest_rank() {
		let values: Vec<_> = (1..=100).map(Duration::from_secs).collect();
		assert_eq!(quantile(&values, 0.50), Duration::from_secs(50));
		assert_eq!(quantile(&values, 0.99), Duration::from_secs(99));
		assert_eq!(quantile(&values[..1], 0.99), Duration::from_secs(1));
		assert_eq!(summary(&[]), "none");
	}
}
