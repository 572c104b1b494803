//! Failures of later, found before the database and the keys are touched.
//!
//! The SDK notices some of it late and some never: a port for peers that another process holds is skipped or
//! even shared in silence, a taken RPC port is replaced by a random one, a database of a later version is
//! opened. Of two nodes that start together on one port the second one ends here, since each claims its ports for
//! as long as it runs. Between a check and its use a process of another kind may still interfere: this is for
//! clear words, the later failures stay failures.

use crate::listen::{socket_of, Socket};
use sc_network::config::Secret;
use sc_service::{
	config::{KeystoreConfig, NodeKeyConfig},
	Configuration,
};
use std::{
	io::{self, ErrorKind},
	net::{TcpListener, UdpSocket},
	path::{Path, PathBuf},
};

/// An obstacle to starting.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// A port is taken, or the process may not open it.
	#[error(
		"cannot listen for {purpose} on {address}: {source}; choose another port with {argument}"
	)]
	Port {
		/// Its users.
		purpose: &'static str,
		/// The socket's address.
		address: String,
		/// The argument that chooses another.
		argument: &'static str,
		source: io::Error,
	},
	/// The network key's file cannot be used.
	#[error("cannot use the network key in {}: {source}", .path.display())]
	NodeKey { path: PathBuf, source: io::Error },
	/// The base path is not writable.
	#[error(
		"cannot write below {}: {source}; choose another folder with --base-path",
		.path.display()
	)]
	BasePath { path: PathBuf, source: io::Error },
	/// The database was written by a version of the node that this one does not understand.
	#[error(
		"the database in {} has version {found}, this node reads versions {} to {}; nothing was changed",
		.path.display(), DATABASE_VERSIONS.start(), DATABASE_VERSIONS.end()
	)]
	DatabaseVersion {
		/// The database's folder.
		path: PathBuf,
		/// Its version.
		found: u32,
	},
	/// The database's description of itself cannot be read.
	#[error("the database in {} cannot be read: {reason}; nothing was changed", .path.display())]
	DatabaseUnreadable {
		/// The database's folder.
		path: PathBuf,
		reason: String,
	},
	/// There is no database to work on.
	#[error("there is no database in {}", .path.display())]
	DatabaseMissing {
		/// Where it was looked for.
		path: PathBuf,
	},
}

/// Versions of ParityDB's files that parity-db 0.4 reads (its `options.rs`). It checks the lower bound only.
const DATABASE_VERSIONS: std::ops::RangeInclusive<u32> = 4..=8;

/// The port for metrics: one that was asked for, or the usual one, without which a node goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MetricsPort {
	Named,
	Usual,
}

/// All that a node needs before it starts. The claims are to be kept while it runs.
pub fn check(config: &mut Configuration, metrics: MetricsPort) -> Result<Claims, Error> {
	base_path(config)?;
	database(config)?;
	node_key(config)?;
	ports(config, metrics)
}

/// That the chain's folder, and the keystore's if it is elsewhere, can be written.
fn base_path(config: &Configuration) -> Result<(), Error> {
	writable(&config.data_path)?;
	match &config.keystore {
		KeystoreConfig::Path { path, .. } => writable(path),
		KeystoreConfig::InMemory => Ok(()),
	}
}

fn writable(folder: &Path) -> Result<(), Error> {
	let failed = |source| Error::BasePath { path: folder.to_owned(), source };
	std::fs::create_dir_all(folder).map_err(failed)?;
	// Permissions alone do not tell: the file system may be mounted read-only, or be full.
	let probe = folder.join(format!(".write-probe-{}", std::process::id()));
	std::fs::write(&probe, b"probe").map_err(failed)?;
	std::fs::remove_file(&probe).map_err(failed)
}

/// That the database, if there is one, is of a version that this node reads.
pub fn database(config: &Configuration) -> Result<(), Error> {
	match config.database.path() {
		Some(path) => database_version(path),
		None => Ok(()),
	}
}

/// That there is a database, and of a version that this node reads.
pub fn existing_database(config: &Configuration) -> Result<(), Error> {
	if let Some(path) = config.database.path() {
		if !path.join(METADATA).exists() {
			return Err(Error::DatabaseMissing { path: path.to_owned() });
		}
	}
	database(config)
}

/// ParityDB's description of itself: lines of `key=value`.
const METADATA: &str = "metadata";

fn database_version(folder: &Path) -> Result<(), Error> {
	let unreadable = |reason: String| Error::DatabaseUnreadable { path: folder.to_owned(), reason };
	let metadata = match std::fs::read_to_string(folder.join(METADATA)) {
		Ok(metadata) => metadata,
		Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
		Err(error) => return Err(unreadable(error.to_string())),
	};
	let found = metadata
		.lines()
		.find_map(|line| line.strip_prefix("version="))
		.and_then(|version| version.trim().parse::<u32>().ok())
		.ok_or_else(|| unreadable("its metadata name no version".into()))?;
	if DATABASE_VERSIONS.contains(&found) {
		Ok(())
	} else {
		Err(Error::DatabaseVersion { path: folder.to_owned(), found })
	}
}

/// That the network key can be read, or made where none is needed before.
fn node_key(config: &Configuration) -> Result<(), Error> {
	match &config.network.node_key {
		key @ NodeKeyConfig::Ed25519(Secret::File(path)) => key
			.clone()
			.into_keypair()
			.map(|_| ())
			.map_err(|source| Error::NodeKey { path: path.clone(), source }),
		_ => Ok(()),
	}
}

/// A socket that the node will listen on.
#[derive(Clone, Copy, Debug)]
struct Listener {
	socket: Socket,
	purpose: &'static str,
	/// The argument that chooses another port.
	argument: &'static str,
}

/// That every port can be opened, and is for one purpose. A family of addresses that the machine does not
/// have is left out: the network skips it as well.
fn ports(config: &mut Configuration, metrics: MetricsPort) -> Result<Claims, Error> {
	let peers = config
		.network
		.listen_addresses
		.iter()
		.filter_map(socket_of)
		.map(|socket| Listener { socket, purpose: "peers", argument: "--port and --ws-port" });
	let rpc = config.rpc.addr.iter().flatten().filter(|endpoint| !endpoint.is_optional);
	let rpc = rpc.map(|endpoint| Listener {
		socket: Socket::Tcp(endpoint.listen_addr),
		purpose: "JSON-RPC",
		argument: "--rpc-port",
	});
	let prometheus = config.prometheus_config.iter().map(|prometheus| Listener {
		socket: Socket::Tcp(prometheus.port),
		purpose: "Prometheus",
		argument: "--prometheus-port, or use --no-prometheus",
	});
	let prometheus = prometheus.collect::<Vec<_>>();
	let mut claims = Claims::default();
	for listener in peers.chain(rpc) {
		claims.add(listener)?;
	}
	for listener in prometheus {
		match claims.add(listener) {
			// Several nodes on one machine are common. One that was not asked for a port of metrics does
			// without, as the SDK has it.
			Err(_) if metrics == MetricsPort::Usual => {
				log::warn!(
					"The usual port for Prometheus is taken: no metrics are served. Choose one with \
					 --prometheus-port."
				);
				config.prometheus_config = None;
			},
			claimed => claimed?,
		}
	}
	Ok(claims)
}

/// The ports of a node, claimed among nodes until this is dropped.
#[derive(Default, Debug)]
pub struct Claims {
	listeners: Vec<Listener>,
	/// Names that only one process of the machine, or of its network namespace, can hold. The system releases them
	/// when the process ends, however it does.
	#[cfg(target_os = "linux")]
	names: Vec<std::os::unix::net::UnixListener>,
}

impl Claims {
	/// One more, which nothing else listens on.
	fn add(&mut self, listener: Listener) -> Result<(), Error> {
		if let Some(other) = self.listeners.iter().find(|other| other.hinders(&listener)) {
			let taken = format!("that port is for {} already", other.purpose);
			return Err(listener.refused(io::Error::new(ErrorKind::AddrInUse, taken)));
		}
		self.claim(&listener)?;
		listener.available()?;
		self.listeners.push(listener);
		Ok(())
	}

	/// Claims it before it is tried: between a try and its use another node could try it as well.
	#[cfg(target_os = "linux")]
	fn claim(&mut self, listener: &Listener) -> Result<(), Error> {
		use std::os::{
			linux::net::SocketAddrExt,
			unix::net::{SocketAddr, UnixListener},
		};
		let (kind, address) = match listener.socket {
			Socket::Tcp(address) => ("tcp", address),
			Socket::Udp(address) => ("udp", address),
		};
		if address.port() == 0 {
			return Ok(());
		}
		let name = SocketAddr::from_abstract_name(format!("jmt-node/{kind}/{address}"));
		match name.and_then(|name| UnixListener::bind_addr(&name)) {
			Ok(held) => self.names.push(held),
			Err(source) if source.kind() == ErrorKind::AddrInUse => {
				return Err(listener.refused(source));
			},
			// Where there are no such names, the port itself is tried all the same.
			Err(_) => {},
		}
		Ok(())
	}

	#[cfg(not(target_os = "linux"))]
	fn claim(&mut self, _: &Listener) -> Result<(), Error> {
		Ok(())
	}
}

impl Listener {
	/// Whether both cannot listen at once. For one purpose a port of both families of addresses is no
	/// hindrance: the network listens on them apart.
	fn hinders(&self, other: &Self) -> bool {
		match (self.socket, other.socket) {
			(Socket::Tcp(this), Socket::Tcp(that)) => {
				let everywhere = this.ip().is_unspecified() || that.ip().is_unspecified();
				this.port() != 0
					&& this.port() == that.port()
					&& (this.ip() == that.ip() || everywhere && self.purpose != other.purpose)
			},
			_ => false,
		}
	}

	fn available(&self) -> Result<(), Error> {
		let opened = match self.socket {
			Socket::Tcp(address) => TcpListener::bind(address).map(drop),
			Socket::Udp(address) => UdpSocket::bind(address).map(drop),
		};
		match opened {
			Err(source)
				if matches!(source.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) =>
			{
				Err(self.refused(source))
			},
			_ => Ok(()),
		}
	}

	fn refused(&self, source: io::Error) -> Error {
		let (Socket::Tcp(address) | Socket::Udp(address)) = self.socket;
		let Self { purpose, argument, .. } = *self;
		Error::Port { purpose, address: address.to_string(), argument, source }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn database_with(metadata: &str) -> tempfile::TempDir {
		let folder = tempfile::tempdir().unwrap();
		std::fs::write(folder.path().join(METADATA), metadata).unwrap();
		folder
	}

	#[test]
	fn it_takes_the_database_versions_that_parity_db_reads() {
		for version in 4..=8 {
			let folder = database_with(&format!("version={version}\nsalt=00"));
			assert!(database_version(folder.path()).is_ok(), "{version}");
		}
	}

	#[test]
	fn it_takes_a_folder_without_a_database() {
		assert!(database_version(tempfile::tempdir().unwrap().path()).is_ok());
		assert!(database_version(Path::new("/no/such/folder")).is_ok());
	}

	#[test]
	fn it_leaves_no_trace_of_its_probe() {
		let folder = tempfile::tempdir().unwrap();
		writable(folder.path()).unwrap();
		assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
	}

	fn listener(socket: Socket, purpose: &'static str) -> Listener {
		Listener { socket, purpose, argument: "--port" }
	}

	fn tcp(address: &str) -> Socket {
		Socket::Tcp(address.parse().unwrap())
	}

	#[test]
	fn it_takes_a_free_port() {
		assert!(listener(tcp("127.0.0.1:0"), "peers").available().is_ok());
	}

	/// Addresses that no other test has, on a port that nothing listens on.
	fn free() -> Socket {
		let taken = TcpListener::bind("127.0.0.1:0").unwrap();
		Socket::Tcp(taken.local_addr().unwrap())
	}

	#[test]
	fn it_gives_a_port_back_when_the_node_ends() {
		let mut one = Claims::default();
		let socket = free();
		one.add(listener(socket, "peers")).unwrap();
		drop(one);
		Claims::default().add(listener(socket, "peers")).unwrap();
	}

	#[test]
	fn it_gives_a_port_to_one_purpose_only() {
		for (one, other, hinders) in [
			((tcp("0.0.0.0:7"), "peers"), (tcp("[::]:7"), "peers"), false),
			((tcp("0.0.0.0:7"), "peers"), (tcp("0.0.0.0:7"), "peers"), true),
			((tcp("0.0.0.0:7"), "peers"), (tcp("127.0.0.1:7"), "JSON-RPC"), true),
			((tcp("192.0.2.1:7"), "peers"), (tcp("127.0.0.1:7"), "JSON-RPC"), false),
			((tcp("0.0.0.0:0"), "peers"), (tcp("0.0.0.0:0"), "JSON-RPC"), false),
			((tcp("0.0.0.0:7"), "peers"), (tcp("127.0.0.1:8"), "JSON-RPC"), false),
		] {
			let (one, other) = (listener(one.0, one.1), listener(other.0, other.1));
			assert_eq!(one.hinders(&other), hinders, "{one:?} {other:?}");
			assert_eq!(other.hinders(&one), hinders, "{other:?} {one:?}");
		}
	}

	mod reject {
		use super::*;

		#[cfg(target_os = "linux")]
		#[test]
		fn it_refuses_a_port_that_a_node_claims_and_does_not_listen_on_yet() {
			let socket = free();
			let mut one = Claims::default();
			one.add(listener(socket, "peers")).unwrap();
			let refused = Claims::default().add(listener(socket, "JSON-RPC")).unwrap_err();
			assert!(matches!(refused, Error::Port { purpose: "JSON-RPC", .. }), "{refused}");
			assert!(refused.to_string().contains("--port"), "{refused}");
		}

		#[test]
		fn it_refuses_a_database_of_another_version() {
			for version in [0, 3, 9, 1_000] {
				let folder = database_with(&format!("version={version}\nsalt=00"));
				let refused = database_version(folder.path());
				assert!(
					matches!(refused, Err(Error::DatabaseVersion { found, .. }) if found == version)
				);
			}
		}

		#[test]
		fn it_refuses_a_database_that_names_no_version() {
			for metadata in ["", "salt=00", "version=", "version=new"] {
				let folder = database_with(metadata);
				let refused = database_version(folder.path());
				assert!(matches!(refused, Err(Error::DatabaseUnreadable { .. })), "{metadata}");
			}
		}

		#[test]
		fn it_refuses_a_folder_below_a_file() {
			let folder = tempfile::tempdir().unwrap();
			let file = folder.path().join("file");
			std::fs::write(&file, b"kept").unwrap();
			assert!(matches!(writable(&file.join("chains")), Err(Error::BasePath { .. })));
			assert_eq!(std::fs::read(&file).unwrap(), b"kept");
		}

		#[test]
		fn it_refuses_a_port_that_is_taken() {
			let taken = TcpListener::bind("127.0.0.1:0").unwrap();
			let address = taken.local_addr().unwrap();
			let refused = listener(Socket::Tcp(address), "peers").available().unwrap_err();
			assert!(refused.to_string().contains(&address.to_string()), "{refused}");
			assert!(refused.to_string().contains("--port"), "{refused}");

			let taken = UdpSocket::bind("127.0.0.1:0").unwrap();
			let address = Socket::Udp(taken.local_addr().unwrap());
			assert!(listener(address, "peers").available().is_err());
		}
	}
}
