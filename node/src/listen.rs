//! Where the node listens: the same for every role.
//!
//! `sc-cli` gives validators and development nodes plain TCP and everybody else WebSocket, so that one kind
//! of client or the other finds nobody. Ours listen for both.

use crate::Cli;
use sc_cli::NetworkBackendType;
use sc_network::{multiaddr::Protocol, Multiaddr};
use sc_service::config::NetworkConfiguration;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The port for peers if none is named.
pub const DEFAULT_PORT: u16 = 30333;

/// A development node also listens for WebRTC, as full nodes do, so that pages that may open no WebSocket to
/// this machine reach it. A validator does not unless it is asked to: it is not for the public, and has one door
/// less.
pub fn complete(cli: &mut Cli) {
	let params = &mut cli.run.network_params;
	if cli.run.shared_params.dev && matches!(params.network_backend, NetworkBackendType::Litep2p) {
		params.force_enable_webrtc = true;
	}
}

/// Sets the addresses of `config` as `cli` asks. Explicit `--listen-addr` stand as they are; of what
/// `sc-cli` would listen to, only WebRTC stays.
pub fn configure(cli: &Cli, config: &mut NetworkConfiguration) {
	let params = &cli.run.network_params;
	if !params.listen_addr.is_empty() {
		return;
	}
	let port = params.port.unwrap_or(DEFAULT_PORT);
	let ws_port = cli.listen.ws_port.unwrap_or_else(|| ws_port_beside(port));
	let is_webrtc = |address: &Multiaddr| address.iter().any(|p| p == Protocol::WebRTCDirect);
	let webrtc = config.listen_addresses.iter().filter(|address| is_webrtc(address)).cloned();
	config.listen_addresses = addresses(port, ws_port).into_iter().chain(webrtc).collect();
}

/// The WebSocket port that goes with a TCP port: the next one, or any free one for 0 and for the last.
pub fn ws_port_beside(port: u16) -> u16 {
	if port == 0 {
		0
	} else {
		port.checked_add(1).unwrap_or(0)
	}
}

/// Every interface of both families, plain TCP on `port` and WebSocket on `ws_port`.
pub fn addresses(port: u16, ws_port: u16) -> Vec<Multiaddr> {
	let any = [IpAddr::from(Ipv6Addr::UNSPECIFIED), IpAddr::from(Ipv4Addr::UNSPECIFIED)];
	let tcp = any.map(|ip| Multiaddr::from(ip).with(Protocol::Tcp(port)));
	let ws = any
		.map(|ip| Multiaddr::from(ip).with(Protocol::Tcp(ws_port)).with(Protocol::Ws("/".into())));
	tcp.into_iter().chain(ws).collect()
}

/// A socket that an address stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Socket {
	/// TCP, with WebSocket or plain.
	Tcp(SocketAddr),
	/// UDP, for WebRTC.
	Udp(SocketAddr),
}

/// The socket that `address` stands for; `None` for what the network refuses by itself, such as names.
pub fn socket_of(address: &Multiaddr) -> Option<Socket> {
	let mut parts = address.iter();
	let ip = match parts.next()? {
		Protocol::Ip4(ip) => IpAddr::from(ip),
		Protocol::Ip6(ip) => IpAddr::from(ip),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some(Socket::Tcp((ip, port).into())),
		Protocol::Udp(port) => Some(Socket::Udp((ip, port).into())),
		_ => None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sc_cli::{CliConfiguration, SubstrateCli};

	/// The addresses that a node with these arguments listens to. Each has a folder of its own, for its key is made there.
	fn listening(arguments: &str) -> Vec<String> {
		let arguments = ["jmt-node", "--tmp"].into_iter().chain(arguments.split_whitespace());
		let mut cli = Cli::try_from_iter(arguments).unwrap();
		complete(&mut cli);
		let runtime = tokio::runtime::Runtime::new().unwrap();
		let mut config = cli.run.create_configuration(&cli, runtime.handle().clone()).unwrap();
		configure(&cli, &mut config.network);
		config.network.listen_addresses.iter().map(ToString::to_string).collect()
	}

	fn has(addresses: &[String], wanted: &str) -> bool {
		addresses
			.iter()
			.any(|address| address.trim_end_matches("%2F").trim_end_matches('/') == wanted)
	}

	#[test]
	fn it_listens_for_tcp_and_websocket_in_every_role() {
		for role in ["", "--dev", "--alice --unsafe-force-node-key-generation"] {
			let addresses = listening(role);
			for wanted in [
				"/ip4/0.0.0.0/tcp/30333",
				"/ip6/::/tcp/30333",
				"/ip4/0.0.0.0/tcp/30334/ws",
				"/ip6/::/tcp/30334/ws",
			] {
				assert!(has(&addresses, wanted), "{role}: {wanted} is not in {addresses:?}");
			}
			let tcp = addresses.iter().filter(|address| address.contains("/tcp/")).count();
			assert_eq!(tcp, 4, "{role}: {addresses:?}");
		}
	}

	#[test]
	fn it_listens_for_browsers_unless_it_is_a_validator() {
		let webrtc = |arguments: &str| {
			let addresses = listening(arguments);
			let webrtc = addresses.iter().filter(|address| address.ends_with("/webrtc-direct"));
			webrtc.cloned().collect::<Vec<_>>()
		};
		let both = ["/ip6/::/udp/40000/webrtc-direct", "/ip4/0.0.0.0/udp/40000/webrtc-direct"];
		assert_eq!(webrtc("--port 40000"), both);
		assert_eq!(webrtc("--port 40000 --dev"), both);
		let validator = "--port 40000 --alice --unsafe-force-node-key-generation";
		assert_eq!(webrtc(validator), [""; 0]);
		assert_eq!(webrtc(&format!("{validator} --force-enable-webrtc")), both);
		assert_eq!(webrtc("--dev --network-backend libp2p"), [""; 0]);
	}

	#[test]
	fn it_follows_the_ports_that_are_named() {
		let addresses = listening("--port 40000");
		assert!(has(&addresses, "/ip4/0.0.0.0/tcp/40000"));
		assert!(has(&addresses, "/ip4/0.0.0.0/tcp/40001/ws"));
		let addresses = listening("--port 40000 --ws-port 50000");
		assert!(has(&addresses, "/ip4/0.0.0.0/tcp/50000/ws"));
		assert!(!has(&addresses, "/ip4/0.0.0.0/tcp/40001/ws"));
	}

	#[test]
	fn it_takes_free_ports_for_0() {
		let addresses = listening("--port 0");
		assert!(has(&addresses, "/ip4/0.0.0.0/tcp/0"));
		assert!(has(&addresses, "/ip4/0.0.0.0/tcp/0/ws"));
		assert_eq!(ws_port_beside(u16::MAX), 0);
	}

	#[test]
	fn it_leaves_explicit_addresses_alone() {
		assert_eq!(listening("--listen-addr /ip4/127.0.0.1/tcp/1234"), ["/ip4/127.0.0.1/tcp/1234"]);
	}

	#[test]
	fn it_reads_the_socket_out_of_an_address() {
		let socket = |text: &str| socket_of(&text.parse().unwrap());
		let at = |text: &str| text.parse::<SocketAddr>().unwrap();
		assert_eq!(socket("/ip4/127.0.0.1/tcp/1/ws"), Some(Socket::Tcp(at("127.0.0.1:1"))));
		assert_eq!(socket("/ip6/::/tcp/2"), Some(Socket::Tcp(at("[::]:2"))));
		assert_eq!(socket("/ip4/0.0.0.0/udp/3/webrtc-direct"), Some(Socket::Udp(at("0.0.0.0:3"))));
		assert_eq!(socket("/dns/example.org/tcp/4"), None);
	}
}
