//! Our defaults of the JSON-RPC server.

use crate::Cli;
use sc_service::config::{RpcBatchRequestConfig, RpcConfiguration, RpcEndpoint, RpcMethods};

/// Calls in one request, if `--rpc-max-batch-request-len` does not say otherwise. Calls of a batch are answered
/// one after the other and count as one request, so that a bound on requests is none without it.
pub const MAX_BATCH_REQUESTS: u32 = 100;

/// Applies our defaults to the servers that `sc-cli` makes of the arguments.
pub fn configure(cli: &Cli, config: &mut RpcConfiguration) {
	let origins_are_named = cli.run.rpc_params.rpc_cors.is_some();
	bound_batch(&mut config.batch_config);
	for endpoint in config.addr.iter_mut().flatten() {
		// A taken port is an error to be told, not a reason to listen elsewhere.
		endpoint.retry_random_port = false;
		bound_batch(&mut endpoint.batch_config);
		if is_refusing_others(endpoint) && !origins_are_named {
			open(endpoint);
		}
	}
}

fn bound_batch(batch: &mut RpcBatchRequestConfig) {
	if matches!(batch, RpcBatchRequestConfig::Unlimited) {
		*batch = RpcBatchRequestConfig::Limit(MAX_BATCH_REQUESTS);
	}
}

/// Whether a server listens to other machines and answers them 403: with a list of origins the SDK's server
/// takes requests for the host names of loopback only.
fn is_refusing_others(endpoint: &RpcEndpoint) -> bool {
	!endpoint.listen_addr.ip().is_loopback() && endpoint.cors.is_some()
}

/// Lets a server answer what it is listening for, unless that would give every page the methods that change the
/// node.
fn open(endpoint: &mut RpcEndpoint) {
	let address = endpoint.listen_addr;
	if matches!(endpoint.rpc_methods, RpcMethods::Unsafe) {
		log::warn!(
			"JSON-RPC on {address} offers unsafe methods, so that it answers requests for localhost only, and \
			 others with 403. --rpc-cors=all lets everybody in who reaches the port."
		);
	} else {
		log::info!(
			"JSON-RPC on {address} answers every host name and origin, with the safe methods. --rpc-cors names \
			 origins, and leaves requests for localhost only."
		);
		endpoint.cors = None;
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::{CliConfiguration, SubstrateCli};

	fn configured(arguments: &str) -> Vec<RpcEndpoint> {
		let arguments = ["jmt-node", "--tmp"].into_iter().chain(arguments.split_whitespace());
		let cli = Cli::try_from_iter(arguments).unwrap();
		let runtime = tokio::runtime::Runtime::new().unwrap();
		let mut config = cli.run.create_configuration(&cli, runtime.handle().clone()).unwrap();
		configure(&cli, &mut config.rpc);
		config.rpc.addr.unwrap()
	}

	fn batches(arguments: &str) -> Vec<String> {
		let batch = |endpoint: &RpcEndpoint| format!("{:?}", endpoint.batch_config);
		configured(arguments).iter().map(batch).collect()
	}

	#[test]
	fn it_takes_a_hundred_calls_in_a_batch_unless_told_otherwise() {
		assert_eq!(batches(""), ["Limit(100)", "Limit(100)"]);
		assert_eq!(batches("--rpc-max-batch-request-len 7"), ["Limit(7)", "Limit(7)"]);
		assert_eq!(batches("--rpc-disable-batch-requests"), ["Disabled", "Disabled"]);
		assert_eq!(batches("--experimental-rpc-endpoint listen-addr=127.0.0.1:1"), ["Limit(100)"]);
	}

	#[test]
	fn it_answers_the_machines_that_it_listens_to() {
		for arguments in [
			"--rpc-external",
			"--unsafe-rpc-external",
			"--rpc-external --rpc-methods safe",
			"--unsafe-rpc-external --alice --unsafe-force-node-key-generation",
		] {
			let endpoints = configured(arguments);
			assert!(endpoints.iter().all(|endpoint| endpoint.cors.is_none()), "{arguments}");
		}
	}

	#[test]
	fn it_takes_a_taken_port_for_an_error() {
		assert!(configured("").iter().all(|endpoint| !endpoint.retry_random_port));
	}

	mod reject {
		use super::*;

		#[test]
		fn it_lets_no_page_of_elsewhere_in_unless_told_to() {
			for arguments in [
				"",
				"--rpc-external --rpc-cors https://example.org",
				"--unsafe-rpc-external --rpc-methods unsafe",
			] {
				let endpoints = configured(arguments);
				assert!(endpoints.iter().all(|endpoint| endpoint.cors.is_some()), "{arguments}");
			}
			let endpoints = configured("--rpc-external --rpc-methods unsafe --rpc-cors all");
			assert!(endpoints.iter().all(|endpoint| endpoint.cors.is_none()));
		}
	}
}
