use crate::bytes::{address::is_neighbour, is_public};
use std::net::IpAddr;

fn address(text: &str) -> IpAddr {
	text.parse().unwrap()
}

/// Both sides of the border of each range.
#[test]
fn it_tells_public_addresses_from_others() {
	let public = [
		"1.0.0.0",
		"1.1.1.1",
		"9.255.255.255",
		"11.0.0.0",
		"100.63.255.255",
		"100.128.0.0",
		"126.255.255.255",
		"128.0.0.0",
		"169.253.255.255",
		"169.255.0.0",
		"172.15.255.255",
		"172.32.0.0",
		"191.255.255.255",
		"192.0.1.0",
		"192.0.3.0",
		"192.88.98.255",
		"192.88.100.0",
		"192.167.255.255",
		"192.169.0.0",
		"198.17.255.255",
		"198.20.0.0",
		"198.51.99.255",
		"198.51.101.0",
		"203.0.112.255",
		"203.0.114.0",
		"223.255.255.255",
		"2001:200::",
		"2001:db7:ffff::",
		"2001:db9::",
		"2003::",
		"2606:4700:4700::1111",
		"3ffe:ffff::",
		"3fff:1000::",
		"::ffff:1.1.1.1",
		"64:ff9b::1.1.1.1",
	];
	for public in public {
		assert!(is_public(address(public)), "{public}");
	}
	let others = [
		"0.0.0.0",
		"0.255.255.255",
		"10.0.0.0",
		"10.255.255.255",
		"100.64.0.0",
		"100.127.255.255",
		"127.0.0.0",
		"127.0.0.1",
		"127.255.255.255",
		"169.254.0.0",
		"169.254.169.254",
		"169.254.255.255",
		"172.16.0.0",
		"172.31.255.255",
		"192.0.0.0",
		"192.0.0.255",
		"192.0.2.0",
		"192.0.2.255",
		"192.88.99.0",
		"192.88.99.255",
		"192.168.0.0",
		"192.168.255.255",
		"198.18.0.0",
		"198.19.255.255",
		"198.51.100.0",
		"198.51.100.255",
		"203.0.113.0",
		"203.0.113.255",
		"224.0.0.0",
		"239.255.255.255",
		"240.0.0.0",
		"255.255.255.254",
		"255.255.255.255",
		// None, this machine, and IPv4 in the form that is out of use.
		"::",
		"::1",
		"::2",
		"::127.0.0.1",
		"::1.1.1.1",
		// Mapped and translated forms of the above.
		"::ffff:0.0.0.0",
		"::ffff:127.0.0.1",
		"::ffff:10.0.0.1",
		"::ffff:192.168.1.1",
		"::ffff:169.254.169.254",
		"64:ff9b::127.0.0.1",
		"64:ff9b::10.0.0.1",
		"64:ff9b::192.168.1.1",
		"64:ff9b:1::1.1.1.1",
		"64:ff9b::1:1.1.1.1",
		"::ffff:0:127.0.0.1",
		// 6to4, of private and of public addresses.
		"2002::",
		"2002:7f00:1::",
		"2002:a00:1::",
		"2002:101:101::",
		"2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		// Discard, Teredo and other assignments, documentation.
		"100::1",
		"2001::",
		"2001:0:7f00:1::",
		"2001:10::",
		"2001:20::",
		"2001:1ff:ffff::",
		"2001:db8::",
		"2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
		"3fff::",
		"3fff:fff:ffff::",
		// Outside of what is given out: below and above, unique local, link, site, multicast.
		"1fff:ffff::",
		"4000::",
		"5f00::",
		"fc00::",
		"fd12:3456::1",
		"fdff:ffff::",
		"fe80::1",
		"febf::1",
		"fec0::1",
		"ff02::1",
		"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	];
	for other in others {
		assert!(!is_public(address(other)), "{other}");
	}
}

#[test]
fn it_knows_a_neighbour() {
	let neighbour = |one, other| is_neighbour(address(one), address(other));
	assert!(neighbour("93.184.216.34", "93.184.216.34"));
	assert!(neighbour("93.184.216.0", "93.184.216.255"));
	assert!(!neighbour("93.184.216.34", "93.184.217.34"));
	assert!(neighbour("::ffff:93.184.216.34", "93.184.216.1"));
	assert!(neighbour("64:ff9b::93.184.216.34", "93.184.216.1"));
	assert!(neighbour("2606:4700:4700::1111", "2606:4700:4700:ffff::1"));
	assert!(!neighbour("2606:4700:4700::1111", "2606:4700:4701::1111"));
	assert!(!neighbour("93.184.216.34", "2606:4700:4700::1111"));
}
