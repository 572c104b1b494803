//! Where the binaries under test are: in `JMT_BIN_DIR`, else beside the running executable or, for a test
//! executable, in the folder above it.

use crate::{Error, Result};
use std::path::{Path, PathBuf};

/// The node.
pub fn node() -> Result<PathBuf> {
	find("jmt-node")
}

/// Where its processes keep compiled runtimes, all together: beside it, so that each runtime is compiled once.
pub(crate) fn runtime_cache() -> Result<PathBuf> {
	Ok(node()?.with_file_name("runtime-cache"))
}

/// The light-client agent.
pub fn edge() -> Result<PathBuf> {
	find("jmt-edge")
}

/// The program that `scripts/run` runs.
pub fn demo() -> Result<PathBuf> {
	find("jmt-demo")
}

fn find(name: &str) -> Result<PathBuf> {
	let looked_in = match std::env::var_os("JMT_BIN_DIR") {
		Some(dir) => vec![PathBuf::from(dir)],
		None => {
			let exe = std::env::current_exe().map_err(Error::io("path of this executable"))?;
			exe.ancestors().skip(1).take(2).map(Path::to_path_buf).collect()
		},
	};
	looked_in
		.iter()
		.map(|dir| dir.join(name))
		.find(|path| path.is_file())
		.ok_or(Error::NoBinary { name: name.into(), looked_in })
}
