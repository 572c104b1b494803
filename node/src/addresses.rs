//! The addresses by which a light client reaches this node, for the specification that the node makes.
//!
//! Addresses that the operator names (`--public-addr`) stand for all. Of those that the node listens on, or that
//! its peers see it by, the ones that reach farthest are taken: those of the internet if there are any, else
//! those of a local network, and at last those of loopback.
//!
//! Limits: an address of the internet is not tried. Behind a firewall or a translator of addresses the operator
//! has to name one that is open.

use sc_network::{multiaddr::Protocol, Multiaddr, PeerId};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far an address reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Reach {
	/// This machine.
	Loopback,
	/// A network of its own.
	Local,
	/// The internet.
	Everywhere,
}

/// The addresses in the order in which they are tried, each with the node's id: plain TCP, then WebSocket, then
/// what only browsers take.
pub fn for_light_clients(named: &[Multiaddr], found: &[Multiaddr], id: PeerId) -> Vec<String> {
	let reachable = |addresses: &[Multiaddr]| {
		let addresses = addresses.iter().map(without_peer);
		addresses.filter_map(|address| Some((reach(&address)?, address))).collect::<Vec<_>>()
	};
	let (named, found) = (reachable(named), reachable(found));
	let chosen = if named.is_empty() {
		let farthest = found.iter().map(|(reach, _)| *reach).max();
		found.into_iter().filter(|(reach, _)| Some(*reach) == farthest).collect()
	} else {
		named
	};
	let with_id = |address: Multiaddr| address.with(Protocol::P2p(id.into())).to_string();
	let mut chosen = chosen.into_iter().map(|(_, it)| (kind(&it), with_id(it))).collect::<Vec<_>>();
	chosen.sort();
	chosen.dedup();
	chosen.into_iter().map(|(_, address)| address).collect()
}

/// Without the id of a peer at its end.
fn without_peer(address: &Multiaddr) -> Multiaddr {
	let mut address = address.clone();
	if address.iter().last().is_some_and(|part| matches!(part, Protocol::P2p(_))) {
		address.pop();
	}
	address
}

/// How far an address reaches; `None` if a light client can do nothing with it.
fn reach(address: &Multiaddr) -> Option<Reach> {
	let mut parts = address.iter();
	let reach = match parts.next()? {
		Protocol::Ip4(ip) => reach_of(IpAddr::from(ip))?,
		Protocol::Ip6(ip) => reach_of(IpAddr::from(ip))?,
		Protocol::Dns(_) | Protocol::Dns4(_) | Protocol::Dns6(_) => Reach::Everywhere,
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) if port > 0 => Some(reach),
		Protocol::Udp(port) if port > 0 => {
			matches!(parts.next()?, Protocol::WebRTCDirect).then_some(reach)
		},
		_ => None,
	}
}

fn reach_of(ip: IpAddr) -> Option<Reach> {
	match ip {
		_ if ip.is_unspecified() || ip.is_multicast() => None,
		_ if ip.is_loopback() => Some(Reach::Loopback),
		IpAddr::V4(ip) if is_local_v4(ip) => Some(Reach::Local),
		// Without the name of an interface, which no address here has, it leads nowhere.
		IpAddr::V6(ip) if ip.is_unicast_link_local() => None,
		IpAddr::V6(ip) if is_local_v6(ip) => Some(Reach::Local),
		_ => Some(Reach::Everywhere),
	}
}

/// Networks of one's own, those of providers behind a translator of addresses, and those for examples.
fn is_local_v4(ip: Ipv4Addr) -> bool {
	let shared = ip.octets()[0] == 100 && ip.octets()[1] & 0b1100_0000 == 64;
	ip.is_private() || ip.is_link_local() || ip.is_documentation() || ip.is_broadcast() || shared
}

fn is_local_v6(ip: Ipv6Addr) -> bool {
	ip.is_unique_local() || ip.segments()[..2] == [0x2001, 0x0db8]
}

/// 0 for plain TCP, 1 for WebSocket, 2 for WebRTC.
fn kind(address: &Multiaddr) -> u8 {
	let kinds = address.iter().map(|part| match part {
		Protocol::Ws(_) | Protocol::Wss(_) => 1,
		Protocol::WebRTCDirect => 2,
		_ => 0,
	});
	kinds.max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
	use super::*;

	const ID: &str = "12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";

	/// The chosen ones without the id, which all of them have.
	fn chosen(named: &[&str], found: &[&str]) -> Vec<String> {
		let parse = |addresses: &[&str]| -> Vec<Multiaddr> {
			addresses.iter().map(|address| address.parse().unwrap()).collect()
		};
		let addresses = for_light_clients(&parse(named), &parse(found), ID.parse().unwrap());
		let without_id = |address: String| {
			let address = address.strip_suffix(&format!("/p2p/{ID}"));
			address.expect("each has the id once").to_owned()
		};
		addresses.into_iter().map(without_id).collect()
	}

	const LOOPBACK: &str = "/ip4/127.0.0.1/tcp/1";
	const LOCAL: &str = "/ip4/192.168.1.2/tcp/1";
	const EVERYWHERE: &str = "/ip4/8.8.8.8/tcp/1";

	#[test]
	fn it_takes_the_addresses_that_reach_farthest() {
		assert_eq!(chosen(&[], &[LOOPBACK, LOCAL, EVERYWHERE]), [EVERYWHERE]);
		assert_eq!(chosen(&[], &[LOOPBACK, LOCAL]), [LOCAL]);
		assert_eq!(chosen(&[], &[LOOPBACK]), [LOOPBACK]);
		assert_eq!(chosen(&[], &[LOOPBACK, "/ip6/fd00::2/tcp/1"]), ["/ip6/fd00::2/tcp/1"]);
		assert_eq!(chosen(&[], &[LOOPBACK, "/ip4/100.64.0.1/tcp/1"]), ["/ip4/100.64.0.1/tcp/1"]);
	}

	#[test]
	fn it_takes_those_that_the_operator_names_and_no_others() {
		let named = "/dns/node.example.org/tcp/443/wss";
		assert_eq!(chosen(&[named], &[LOOPBACK, EVERYWHERE]), [named]);
		assert_eq!(chosen(&[LOCAL], &[EVERYWHERE]), [LOCAL]);
	}

	#[test]
	fn it_names_each_once_with_the_nodes_own_id_and_plain_tcp_first() {
		let with_id = format!("{LOOPBACK}/p2p/{ID}");
		let (ws, webrtc) = ("/ip4/127.0.0.1/tcp/2/ws", "/ip4/127.0.0.1/udp/1/webrtc-direct");
		assert_eq!(chosen(&[], &[webrtc, ws, &with_id, LOOPBACK]), [LOOPBACK, ws, webrtc]);
	}

	mod reject {
		use super::*;

		#[test]
		fn it_names_no_address_that_leads_nowhere() {
			for address in [
				"/ip4/0.0.0.0/tcp/1",
				"/ip6/::/tcp/1",
				"/ip4/127.0.0.1/tcp/0",
				"/ip6/fe80::1/tcp/1",
				"/ip4/127.0.0.1/udp/1/quic-v1",
			] {
				assert_eq!(chosen(&[], &[address]), Vec::<String>::new(), "{address}");
				assert_eq!(chosen(&[address], &[LOOPBACK]), [LOOPBACK], "{address}");
			}
		}
	}
}
