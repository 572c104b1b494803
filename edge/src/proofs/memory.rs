//! The most memory that this process has had.

/// In bytes, as the system counts it; `None` where it does not tell.
pub fn peak_memory() -> Option<u64> {
	high_water(&std::fs::read_to_string("/proc/self/status").ok()?)
}

/// The high-water mark of the resident set, in the text of `/proc/PID/status`.
fn high_water(status: &str) -> Option<u64> {
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
	let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
	kilobytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn high_water_it_is_read_in_bytes() {
		let status = "Name:\tjmt-edge\nVmPeak:\t   99 kB\nVmHWM:\t   31000 kB\nVmRSS:\t 7 kB\n";
		assert_eq!(high_water(status), Some(31_000 * 1024));
		for other in ["", "VmHWM:\t31000 MB", "VmHWM:\tx kB", "VmRSS:\t7 kB"] {
			assert_eq!(high_water(other), None, "{other}");
		}
	}

	#[cfg(target_os = "linux")]
	#[test]
	fn peak_memory_it_counts_what_was_given_back() {
		let before = peak_memory().expect("the system tells");
		drop(std::hint::black_box(vec![1u8; 256 << 20]));
		let after = peak_memory().expect("the system tells");
		assert!(after >= 128 << 20, "{before} {after}");
	}
}
