//! The addresses of names, asked for once, and those among them that we go to.

use super::{
	address::{is_neighbour, is_public, Addresses},
	fetch::FetchError,
	hint::{Hint, Host},
};
use std::{
	fmt::Debug,
	io,
	net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket},
	sync::{
		mpsc::{self, RecvTimeoutError},
		Arc,
	},
	thread,
};
use ureq::{
	config::Config,
	http::Uri,
	unversioned::{
		resolver::{ResolvedSocketAddrs, Resolver},
		transport::NextTimeout,
	},
	Error,
};

/// Most addresses of a name that are tried: as many as ureq holds.
const MAX_ADDRESSES: usize = 16;

/// Any port: no packet is sent.
const DISCARD: u16 = 9;

/// Questions of the fetcher to the network that it is on.
pub trait Network: Debug + Send + Sync + 'static {
	/// The addresses of a name.
	fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>>;

	/// The address of ours from which packets to an address go out, if any do.
	fn ours_towards(&self, address: IpAddr) -> Option<IpAddr>;
}

/// The network of this machine.
#[derive(Clone, Copy, Debug)]
pub struct System;

impl Network for System {
	fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>> {
		Ok((name, DISCARD).to_socket_addrs()?.map(|address| address.ip()).collect())
	}

	fn ours_towards(&self, address: IpAddr) -> Option<IpAddr> {
		let any: IpAddr = match address {
			IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
			IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
		};
		let socket = UdpSocket::bind((any, 0)).ok()?;
		// Chooses a route and sends nothing.
		socket.connect((address, DISCARD)).ok()?;
		socket.local_addr().ok().map(|ours| ours.ip())
	}
}

/// Gives the connector of one fetch the addresses that it may go to. There is no other way to an address, and it looks
/// a name up once.
#[derive(Debug)]
pub(super) struct Guarded {
	pub(super) hint: Hint,
	pub(super) addresses: Addresses,
	pub(super) network: Arc<dyn Network>,
}

impl Guarded {
	fn allows(&self, address: IpAddr) -> bool {
		match self.addresses {
			Addresses::AllowPrivate => true,
			Addresses::PublicOnly => {
				is_public(address)
					&& !self
						.network
						.ours_towards(address)
						.is_some_and(|ours| is_neighbour(address, ours))
			},
		}
	}

	/// A system's look-up has no deadline of its own, so it has a thread.
	fn look_up(&self, name: &str, timeout: NextTimeout) -> Result<Vec<IpAddr>, Error> {
		let (sender, answer) = mpsc::sync_channel(1);
		let (network, name) = (self.network.clone(), name.to_owned());
		thread::Builder::new().name("look-up".into()).spawn(move || {
			// The receiver is gone once the time is over.
			let _ = sender.send(network.look_up(&name));
		})?;
		match answer.recv_timeout(*timeout.after) {
			Ok(found) => found.map_err(|_| Error::HostNotFound),
			Err(RecvTimeoutError::Timeout) => Err(Error::Timeout(timeout.reason)),
			Err(RecvTimeoutError::Disconnected) => Err(Error::HostNotFound),
		}
	}
}

impl Resolver for Guarded {
	fn resolve(
		&self,
		_: &Uri,
		_: &Config,
		timeout: NextTimeout,
	) -> Result<ResolvedSocketAddrs, Error> {
		let found = match &self.hint.host {
			Host::Address(address) => vec![*address],
			Host::Name(name) => self.look_up(name, timeout)?,
		};
		if found.is_empty() {
			return Err(Error::HostNotFound);
		}
		let mut allowed = self.empty();
		for address in found.into_iter().filter(|address| self.allows(*address)).take(MAX_ADDRESSES)
		{
			allowed.push(SocketAddr::new(address, self.hint.port));
		}
		if allowed.is_empty() {
			return Err(Error::Other(Box::new(FetchError::NotPublic)));
		}
		Ok(allowed)
	}
}
