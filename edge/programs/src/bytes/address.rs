//! Which addresses a stranger may send us to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The addresses that a fetcher goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addresses {
	/// Public ones. For hints of strangers.
	PublicOnly,
	/// Any: loopback and the local network as well. For tests, and where the owner trusts whoever writes hints.
	AllowPrivate,
}

/// Ranges of IPv4 that are not for everybody: IANA's registry of special purposes, multicast, and what is reserved.
const NOT_PUBLIC_V4: [(Ipv4Addr, u32); 16] = [
	(Ipv4Addr::new(0, 0, 0, 0), 8),
	(Ipv4Addr::new(10, 0, 0, 0), 8),
	(Ipv4Addr::new(100, 64, 0, 0), 10),
	(Ipv4Addr::new(127, 0, 0, 0), 8),
	(Ipv4Addr::new(169, 254, 0, 0), 16),
	(Ipv4Addr::new(172, 16, 0, 0), 12),
	(Ipv4Addr::new(192, 0, 0, 0), 24),
	(Ipv4Addr::new(192, 0, 2, 0), 24),
	(Ipv4Addr::new(192, 88, 99, 0), 24),
	(Ipv4Addr::new(192, 168, 0, 0), 16),
	(Ipv4Addr::new(198, 18, 0, 0), 15),
	(Ipv4Addr::new(198, 51, 100, 0), 24),
	(Ipv4Addr::new(203, 0, 113, 0), 24),
	(Ipv4Addr::new(224, 0, 0, 0), 4),
	(Ipv4Addr::new(240, 0, 0, 0), 4),
	(Ipv4Addr::BROADCAST, 32),
];

/// The range of IPv6 out of which public addresses are given.
const GLOBAL_UNICAST: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Ranges in it that are not for everybody: protocol assignments (Teredo among them), documentation twice, 6to4, whose
/// addresses hold an IPv4 address and which is out of use.
const NOT_PUBLIC_V6: [(Ipv6Addr, u32); 4] = [
	(Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
	(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
	(Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
	(Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// The well-known prefix of translation to IPv4 (RFC 6052).
const NAT64: (Ipv6Addr, u32) = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);

/// Bits in which an IPv4 address and one of ours agree if they are on one network.
const NEIGHBOUR_BITS_V4: u32 = 24;

/// The same for IPv6: what a site gets at most.
const NEIGHBOUR_BITS_V6: u32 = 48;

/// Whether anybody on the Internet could reach an address. One that holds an IPv4 address is as public as that.
pub fn is_public(address: IpAddr) -> bool {
	match address {
		IpAddr::V4(address) => {
			!NOT_PUBLIC_V4.iter().any(|(network, bits)| same_v4(address, *network, *bits))
		},
		IpAddr::V6(address) => match embedded_v4(address) {
			Some(embedded) => is_public(embedded.into()),
			None => {
				same_v6(address, GLOBAL_UNICAST.0, GLOBAL_UNICAST.1)
					&& !NOT_PUBLIC_V6
						.iter()
						.any(|(network, bits)| same_v6(address, *network, *bits))
			},
		},
	}
}

/// Whether an address is on the network of one of ours, although both are public: a house whose devices have public
/// addresses is a house still.
pub(super) fn is_neighbour(address: IpAddr, ours: IpAddr) -> bool {
	match (plain(address), plain(ours)) {
		(IpAddr::V4(address), IpAddr::V4(ours)) => same_v4(address, ours, NEIGHBOUR_BITS_V4),
		(IpAddr::V6(address), IpAddr::V6(ours)) => same_v6(address, ours, NEIGHBOUR_BITS_V6),
		_ => false,
	}
}

/// The address as IPv4 where it holds one.
fn plain(address: IpAddr) -> IpAddr {
	match address {
		IpAddr::V6(inner) => embedded_v4(inner).map_or(address, IpAddr::V4),
		IpAddr::V4(_) => address,
	}
}

/// The IPv4 address to which an IPv6 address leads: mapped (RFC 4291) or translated (RFC 6052).
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
	if let Some(mapped) = address.to_ipv4_mapped() {
		return Some(mapped);
	}
	if same_v6(address, NAT64.0, NAT64.1) {
		let [.., a, b, c, d] = address.octets();
		return Some(Ipv4Addr::new(a, b, c, d));
	}
	None
}

fn same_v4(one: Ipv4Addr, other: Ipv4Addr, bits: u32) -> bool {
	(one.to_bits() ^ other.to_bits()).leading_zeros() >= bits
}

fn same_v6(one: Ipv6Addr, other: Ipv6Addr, bits: u32) -> bool {
	(one.to_bits() ^ other.to_bits()).leading_zeros() >= bits
}
