//! The machine that the figures were measured on.

use std::{fs::read_to_string, path::Path};

/// Prints the machine.
pub(crate) fn print() {
	println!("machine");
	line("processor", &field("/proc/cpuinfo", "model name"));
	let cores = std::thread::available_parallelism().map(usize::from).unwrap_or(0);
	line("cores", &cores.to_string());
	line("memory", &field("/proc/meminfo", "MemTotal"));
	line("kernel", read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim());
	line("system", field("/etc/os-release", "PRETTY_NAME").trim_matches('"'));
	line("built with the profile", &profile());
	line("busy before", read_to_string("/proc/loadavg").unwrap_or_default().trim());
}

/// The profile of this program and of those beside it: cargo names their folder by it.
fn profile() -> String {
	let path = std::env::current_exe().unwrap_or_default();
	let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
	folder.to_string_lossy().into_owned()
}

/// Prints one figure.
pub(crate) fn line(name: &str, value: &str) {
	println!("  {name:<34} {value}");
}

/// The value behind the first `name` with `:` or `=` in a file of the system.
pub(crate) fn field(path: &str, name: &str) -> String {
	let text = read_to_string(path).unwrap_or_default();
	text.lines()
		.filter_map(|line| line.split_once([':', '=']))
		.find(|(key, _)| key.trim() == name)
		.map(|(_, value)| value.trim().to_owned())
		.unwrap_or_else(|| "unknown".into())
}

/// A number of kB in `/proc/PID/status`, as bytes.
pub(crate) fn memory(id: u32, name: &str) -> Option<u64> {
	let value = field(&format!("/proc/{id}/status"), name);
	let kilobytes: u64 = value.split_whitespace().next()?.parse().ok()?;
	kilobytes.checked_mul(1024)
}

/// Bytes for people.
pub(crate) fn megabytes(bytes: u64) -> String {
	format!("{:.1} MB", bytes as f64 / 1e6)
}
