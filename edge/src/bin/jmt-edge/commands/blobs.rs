//! `blobs`: bytes of tasks, by their hashes.

use super::{carried, StopSignals};
use crate::{failure::Failure, global::Global};
use clap::Subcommand;
use jmt_edge::{pallets::tasks::TaskError, Error};
use jmt_light::file::replace_private;
use jmt_primitives::tasks::Content;
use jmt_programs::bytes::{serve, MAX_FETCH_BYTES};
use serde_json::json;
use std::{net::SocketAddr, path::PathBuf};
use tokio::net::TcpListener;

/// Programs and inputs of tasks, for workers to fetch.
#[derive(Subcommand, Debug)]
pub(crate) enum BlobsCommand {
	/// Serve a folder of files that are named by their hashes, until stopped
	///
	/// The URL that it prints is what task post takes by --url, where workers can reach it.
	Serve(ServeArgs),
}

#[derive(clap::Args, Debug)]
pub(crate) struct ServeArgs {
	/// The folder
	folder: PathBuf,
	/// Programs and inputs, of which a copy is put into the folder first
	files: Vec<PathBuf>,
	/// Where to listen; port 0 takes a free one
	#[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
	listen: SocketAddr,
}

pub(super) async fn run(global: &Global, command: BlobsCommand) -> Result<(), Failure> {
	match command {
		BlobsCommand::Serve(args) => serve_folder(global, args).await,
	}
}

async fn serve_folder(global: &Global, args: ServeArgs) -> Result<(), Failure> {
	let ServeArgs { folder, files, listen } = args;
	let mut stop = StopSignals::listen();
	let most = usize::try_from(MAX_FETCH_BYTES).unwrap_or(usize::MAX);
	let mut put = Vec::new();
	for path in &files {
		let unusable = |source| TaskError::File { path: path.clone(), source };
		let bytes = carried::read(path, most).map_err(unusable)?;
		let content = Content::of(&bytes)
			.ok_or_else(|| Failure::Usage("there are more bytes than 4 GiB".into()))?;
		let copy = folder.join(hex::encode(content.hash));
		replace_private(&copy, &bytes)
			.map_err(|source| Failure::Unwritten { path: copy.clone(), source })?;
		put.push(json!({
			"file": path.display().to_string(),
			"hash": content.hash,
			"length": content.length,
		}));
	}
	let unheard = |error| Error::reading(format!("listening on {listen}"), error);
	let listener = TcpListener::bind(listen).await.map_err(unheard)?;
	let url = format!("http://{}/", listener.local_addr().map_err(unheard)?);
	let json = json!({ "url": url, "folder": folder.display().to_string(), "files": put });
	global.format().emit(json, || format!("serving {} at {url}", folder.display()))?;
	tokio::select! {
		never = serve(folder, listener) => match never {},
		() = stop.asked_to_end() => Ok(()),
	}
}

#[cfg(test)]
mod tests {
	use crate::cli::Cli;
	use clap::Parser;

	#[test]
	fn parse_it_takes_a_folder_and_files() {
		let parse = |line: &str| Cli::try_parse_from(line.split(' '));
		for line in [
			"jmt-edge blobs serve blobs",
			"jmt-edge blobs serve blobs a.wasm b.svg --listen 127.0.0.1:0",
			"jmt-edge blobs serve blobs --listen [::1]:8080 --json",
		] {
			assert!(parse(line).is_ok(), "{line}");
		}
		for line in ["jmt-edge blobs", "jmt-edge blobs serve", "jmt-edge blobs serve b --listen x"]
		{
			assert!(parse(line).is_err(), "{line}");
		}
	}
}
