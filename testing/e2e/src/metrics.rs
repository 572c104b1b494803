//! The metrics that a node serves Prometheus.

/// The value of a metric whose only label is the one that names the chain.
pub fn value(served: &str, name: &str) -> Option<f64> {
	served
		.lines()
		.filter_map(|line| line.strip_prefix(name)?.strip_prefix("{chain=")?.split_once("} "))
		.find_map(|(_, value)| value.parse().ok())
}

#[cfg(test)]
mod tests {
	use super::*;

	const SERVED: &str = "# HELP jmt_devices Registered devices\n# TYPE jmt_devices gauge\n\
		jmt_devices{chain=\"jmt_dev\"} 7\njmt_devices_seen{chain=\"jmt_dev\"} 8\n\
		height{status=\"best\",chain=\"jmt_dev\"} 9\n";

	#[test]
	fn it_reads_the_metric_with_this_name() {
		assert_eq!(value(SERVED, "jmt_devices"), Some(7.0));
		assert_eq!(value(SERVED, "jmt_devices_seen"), Some(8.0));
	}

	#[test]
	fn it_reads_no_metric_that_is_not_there_or_has_other_labels() {
		assert_eq!(value(SERVED, "jmt"), None);
		assert_eq!(value(SERVED, "height"), None);
	}
}
