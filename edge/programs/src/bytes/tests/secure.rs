//! Fetches over TLS, from a server whose certificate stands for two names.

use super::{
	fetch::{address, socket, Answers, Diverted, AMPLE, PROGRAM},
	server::Server,
};
use crate::bytes::{Addresses, FetchError, Fetcher};
use rustls::{
	crypto::ring::default_provider,
	pki_types::{pem::PemObject, CertificateDer, PrivateKeyDer},
	ServerConfig, ServerConnection, StreamOwned,
};
use std::{io::Write, net::TcpStream, sync::Arc};
use ureq::{
	tls::{Certificate, RootCerts},
	unversioned::transport::{Connector, RustlsConnector, TcpConnector},
};

/// For `localhost` and `carol.example`, signed by itself.
const CERTIFICATE: &[u8] = include_bytes!("../../../../../testing/fixtures/tls/server.crt");

/// Its key.
const KEY: &[u8] = include_bytes!("../../../../../testing/fixtures/tls/server.key");

/// A server behind TLS that has the program.
fn server() -> Server {
	let chain = vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()];
	let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
		.with_safe_default_protocol_versions()
		.unwrap()
		.with_no_client_auth()
		.with_single_cert(chain, PrivateKeyDer::from_pem_slice(KEY).unwrap())
		.unwrap();
	let config = Arc::new(config);
	Server::over(
		move |stream| StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream),
		|stream: &mut StreamOwned<ServerConnection, TcpStream>| {
			stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n")?;
			stream.write_all(PROGRAM)?;
			stream.conn.send_close_notify();
			stream.flush()
		},
	)
}

/// A fetcher that trusts the certificate, and no other.
fn fetcher(addresses: Addresses) -> Fetcher {
	let root = Certificate::from_pem(CERTIFICATE).unwrap();
	Fetcher::new(addresses).with_deadline(AMPLE).with_roots(RootCerts::new_with_certs(&[root]))
}

/// The hint for a server by one of its names.
fn hint(name: &str, server: &Server) -> Vec<u8> {
	format!("https://{name}:{}/person.wasm", server.address().port()).into_bytes()
}

#[test]
fn it_fetches_over_tls() {
	let server = server();
	let fetched = fetcher(Addresses::AllowPrivate).fetch(&hint("localhost", &server), &address());
	assert_eq!(fetched.unwrap(), PROGRAM);
	assert_eq!(server.heads().len(), 1);
}

#[test]
fn it_asks_the_address_of_the_look_up_for_the_hints_name() {
	let server = server();
	let meant = Arc::default();
	let tcp =
		Diverted { to: server.address(), meant: Arc::clone(&meant), tcp: TcpConnector::default() };
	let fetched =
		fetcher(Addresses::PublicOnly).with_network(Answers::new(&[&["1.1.1.1"]], None)).fetch_by(
			tcp.chain(RustlsConnector::default()),
			b"https://carol.example/person.wasm",
			&address(),
		);
	assert_eq!(fetched.unwrap(), PROGRAM);
	assert_eq!(*meant.lock().unwrap(), [[socket("1.1.1.1:443")]]);
}

mod reject {
	use super::*;

	/// Refused for the server's certificate, before anything was asked for.
	fn is_refused(fetcher: &Fetcher, name: &str) {
		let server = server();
		let fetched = fetcher.fetch(&hint(name, &server), &address());
		assert!(
			matches!(&fetched, Err(FetchError::Connection(cause)) if cause.contains("certificate")),
			"{fetched:?}"
		);
		assert!(server.heads().is_empty());
	}

	#[test]
	fn it_refuses_a_certificate_that_no_root_signed() {
		is_refused(&Fetcher::new(Addresses::AllowPrivate).with_deadline(AMPLE), "localhost");
	}

	#[test]
	fn it_refuses_a_certificate_for_another_name() {
		is_refused(&fetcher(Addresses::AllowPrivate), "127.0.0.1");
	}
}
