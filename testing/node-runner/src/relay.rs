use crate::{Error, Result};
use std::{
	net::SocketAddr,
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::Duration,
};
use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::{
		tcp::{OwnedReadHalf, OwnedWriteHalf},
		TcpListener, TcpStream,
	},
	sync::{mpsc, watch},
	task::JoinHandle,
	time::Instant,
};

/// Most bytes of one piece that is held back.
const PIECE: usize = 16 * 1024;

/// Most pieces in flight per direction, a bound on memory: some 13,000 a second at 300 ms. More wait
/// longer than the delay.
const IN_FLIGHT: usize = 4 * 1024;

/// A TCP relay on loopback that holds every byte back for a while, in each direction, and can be cut for a while. It
/// stops when dropped.
#[derive(Debug)]
pub struct Relay {
	/// The multiaddress of what it stands before, with the relay's port in place of its own.
	pub address: String,
	/// Where it listens.
	pub socket: SocketAddr,
	sent: Arc<AtomicU64>,
	received: Arc<AtomicU64>,
	whole: watch::Sender<bool>,
	task: JoinHandle<()>,
}

impl Relay {
	/// Listens on a port that the system chooses, and passes each connection on to a node's multiaddress
	/// (`/ip4/IP/tcp/PORT` and whatever follows), `delay` later in either direction, so that a round trip
	/// takes twice that longer.
	pub async fn start(before: &str, delay: Duration) -> Result<Self> {
		let target = socket_of(before)?;
		let listener =
			TcpListener::bind(("127.0.0.1", 0)).await.map_err(Error::io("listen for a relay"))?;
		let socket = listener.local_addr().map_err(Error::io("address of a relay"))?;
		let address = with_port(before, target, socket.port());
		let (sent, received) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
		let counters = (sent.clone(), received.clone());
		let (whole, mut is_whole) = watch::channel(true);
		let task = tokio::spawn(async move {
			// Connections end with the relay: their tasks are its own.
			let mut connections = tokio::task::JoinSet::new();
			loop {
				let near = tokio::select! {
					changed = is_whole.changed() => match changed {
						Ok(()) if !*is_whole.borrow() => {
							connections.abort_all();
							continue;
						},
						Ok(()) => continue,
						Err(_) => break,
					},
					accepted = listener.accept() => match accepted {
						Ok((near, _)) if *is_whole.borrow() => near,
						Ok(_) => continue,
						Err(_) => break,
					},
				};
				let (sent, received) = counters.clone();
				connections.spawn(async move {
					let Ok(far) = TcpStream::connect(target).await else { return };
					let _ = (near.set_nodelay(true), far.set_nodelay(true));
					let ((near_in, near_out), (far_in, far_out)) =
						(near.into_split(), far.into_split());
					tokio::join!(
						carry(near_in, far_out, delay, sent),
						carry(far_in, near_out, delay, received),
					);
				});
			}
		});
		Ok(Self { address, socket, sent, received, whole, task })
	}

	/// Ends all connections, and every new one at once, until it is mended.
	pub fn cut(&self) {
		self.whole.send_replace(false);
	}

	/// Carries new connections again.
	pub fn mend(&self) {
		self.whole.send_replace(true);
	}

	/// Bytes carried so far, both directions together.
	pub fn carried(&self) -> u64 {
		self.sent() + self.received()
	}

	/// Bytes carried so far from those who connected to it.
	pub fn sent(&self) -> u64 {
		self.sent.load(Ordering::Relaxed)
	}

	/// Bytes carried so far to those who connected to it.
	pub fn received(&self) -> u64 {
		self.received.load(Ordering::Relaxed)
	}
}

impl Drop for Relay {
	fn drop(&mut self) {
		self.task.abort();
	}
}

/// The socket behind `/ip4/IP/tcp/PORT/...`.
fn socket_of(address: &str) -> Result<SocketAddr> {
	let parts: Vec<_> = address.split('/').collect();
	match parts.as_slice() {
		["", "ip4", ip, "tcp", port, ..] => format!("{ip}:{port}").parse().ok(),
		_ => None,
	}
	.ok_or_else(|| Error::shape("address", address))
}

/// The same address with another port.
fn with_port(address: &str, socket: SocketAddr, port: u16) -> String {
	address.replacen(&format!("/tcp/{}", socket.port()), &format!("/tcp/{port}"), 1)
}

async fn carry(
	mut from: OwnedReadHalf,
	mut to: OwnedWriteHalf,
	delay: Duration,
	carried: Arc<AtomicU64>,
) {
	let (sender, mut pieces) = mpsc::channel::<(Instant, Vec<u8>)>(IN_FLIGHT);
	let read = async move {
		let mut buffer = vec![0; PIECE];
		while let Ok(length) = from.read(&mut buffer).await {
			let piece = buffer[..length].to_vec();
			if length == 0 || sender.send((Instant::now() + delay, piece)).await.is_err() {
				break;
			}
		}
	};
	let write = async move {
		while let Some((due, piece)) = pieces.recv().await {
			tokio::time::sleep_until(due).await;
			carried.fetch_add(piece.len() as u64, Ordering::Relaxed);
			if to.write_all(&piece).await.is_err() {
				break;
			}
		}
		let _ = to.shutdown().await;
	};
	tokio::join!(read, write);
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn it_puts_its_port_in_the_place_of_the_nodes() {
		let address = "/ip4/127.0.0.1/tcp/40000/ws/p2p/12D3";
		let socket = socket_of(address).unwrap();
		assert_eq!(with_port(address, socket, 9), "/ip4/127.0.0.1/tcp/9/ws/p2p/12D3");
	}

	#[tokio::test]
	async fn it_refuses_what_it_cannot_reach() {
		for address in ["", "/dns/x/tcp/1", "/ip4/127.0.0.1/udp/1", "/ip4/127.0.0.1/tcp/x"] {
			assert!(Relay::start(address, Duration::ZERO).await.is_err(), "{address}");
		}
	}
}
