//! Hints: URLs that strangers write.

use super::address::{is_public, Addresses};
use jmt_primitives::tasks::MAX_HINT_BYTES;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::http::Uri;

/// Longest name (RFC 1035, 2.3.4) and longest label in it.
const MAX_NAME_BYTES: usize = 253;
const MAX_LABEL_BYTES: usize = 63;

/// Ports below this one are those of services that are no web servers, but for the two of HTTP.
const FIRST_FREE_PORT: u16 = 1024;

/// A URL that is fit to be fetched. The host behind a name is judged once its addresses are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
	pub(super) uri: Uri,
	pub(super) host: Host,
	pub(super) port: u16,
}

/// The host of a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
	/// An address.
	Address(IpAddr),
	/// A name, in lower case.
	Name(String),
}

/// Why a hint is not fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HintError {
	/// It is empty or too long.
	#[error("the hint has {0} bytes, allowed are 1 to {MAX_HINT_BYTES}")]
	Length(usize),
	/// It has bytes other than visible ASCII, a backslash or a fragment, or is no URL.
	#[error("the hint is no plain URL")]
	NotAUrl,
	/// Neither HTTP nor HTTPS.
	#[error("the hint is neither http nor https")]
	Scheme,
	/// There is more than a host and a port between the slashes, such as a user, or the port is written oddly.
	#[error("the hint's authority is more than a host and a port")]
	Authority,
	/// A port of another service.
	#[error("the hint's port {0} is not 80, 443 or above 1023")]
	Port(u16),
	/// The host is neither an address nor a name of the Internet: a number in another notation, one label alone.
	#[error("the hint's host is neither an address nor a full name")]
	Host,
	/// The host is this machine or the local network.
	#[error("the hint's host is not public")]
	NotPublic,
}

impl Hint {
	/// Reads a hint.
	pub fn parse(hint: &[u8], addresses: Addresses) -> Result<Self, HintError> {
		let fits = u32::try_from(hint.len()).is_ok_and(|length| length <= MAX_HINT_BYTES);
		if hint.is_empty() || !fits {
			return Err(HintError::Length(hint.len()));
		}
		let plain = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#');
		if !hint.iter().all(plain) {
			return Err(HintError::NotAUrl);
		}
		let uri = Uri::try_from(hint).map_err(|_| HintError::NotAUrl)?;
		let standard = match uri.scheme_str() {
			Some("http") => 80,
			Some("https") => 443,
			_ => return Err(HintError::Scheme),
		};
		let authority = uri.authority().ok_or(HintError::NotAUrl)?;
		let named = match authority.port_u16() {
			Some(port) => format!("{}:{port}", authority.host()),
			None => authority.host().to_owned(),
		};
		if authority.as_str() != named {
			return Err(HintError::Authority);
		}
		let port = authority.port_u16().unwrap_or(standard);
		if !matches!(port, 80 | 443) && port < FIRST_FREE_PORT {
			return Err(HintError::Port(port));
		}
		let host = Host::parse(authority.host(), addresses)?;
		Ok(Self { uri, host, port })
	}

	/// The host.
	pub fn host(&self) -> &Host {
		&self.host
	}

	/// The port.
	pub fn port(&self) -> u16 {
		self.port
	}
}

impl Host {
	fn parse(host: &str, addresses: Addresses) -> Result<Self, HintError> {
		let address = match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
			Some(bare) => Some(bare.parse::<Ipv6Addr>().map_err(|_| HintError::Host)?.into()),
			// It takes four decimal numbers and no other notation.
			None => host.parse::<Ipv4Addr>().ok().map(IpAddr::from),
		};
		if let Some(address) = address {
			return match addresses {
				Addresses::PublicOnly if !is_public(address) => Err(HintError::NotPublic),
				_ => Ok(Self::Address(address)),
			};
		}
		let name = host.to_ascii_lowercase();
		if !is_name(&name) {
			return Err(HintError::Host);
		}
		match addresses {
			Addresses::AllowPrivate => Ok(Self::Name(name)),
			Addresses::PublicOnly if name == "localhost" || name.ends_with(".localhost") => {
				Err(HintError::NotPublic)
			},
			// One label alone is looked up in the domains of the local network.
			Addresses::PublicOnly if !name.contains('.') => Err(HintError::Host),
			Addresses::PublicOnly => Ok(Self::Name(name)),
		}
	}
}

/// Whether this is a name as hosts have it (RFC 1123, 2.1). Its last label begins with a letter: what does not is an
/// IPv4 address to some resolvers, in hexadecimal, in octal or as one number.
fn is_name(name: &str) -> bool {
	let label = |label: &str| {
		(1..=MAX_LABEL_BYTES).contains(&label.len())
			&& label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
			&& !label.starts_with('-')
			&& !label.ends_with('-')
	};
	name.len() <= MAX_NAME_BYTES
		&& name.split('.').all(label)
		&& name
			.rsplit('.')
			.next()
			.is_some_and(|last| last.starts_with(|first: char| first.is_ascii_alphabetic()))
}
