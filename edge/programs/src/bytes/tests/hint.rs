use crate::bytes::{Addresses, Hint, HintError, Host};

fn public(hint: &str) -> Result<Hint, HintError> {
	Hint::parse(hint.as_bytes(), Addresses::PublicOnly)
}

fn any(hint: &str) -> Result<Hint, HintError> {
	Hint::parse(hint.as_bytes(), Addresses::AllowPrivate)
}

#[test]
fn it_takes_a_url() {
	let hint = public("https://Carol.example/programs/person.wasm?version=3").unwrap();
	assert_eq!(hint.host(), &Host::Name("carol.example".into()));
	assert_eq!(hint.port(), 443);
	assert_eq!(public("http://carol.example").unwrap().port(), 80);
}

#[test]
fn it_takes_public_addresses() {
	let hint = public("http://93.184.216.34/a").unwrap();
	assert_eq!(hint.host(), &Host::Address("93.184.216.34".parse().unwrap()));
	let hint = public("http://[2606:4700:4700::1111]:8080/a").unwrap();
	assert_eq!(hint.host(), &Host::Address("2606:4700:4700::1111".parse().unwrap()));
	assert_eq!(hint.port(), 8080);
}

#[test]
fn it_takes_ports_of_the_web_and_free_ones() {
	for (hint, port) in [
		("http://carol.example:80/", 80),
		("http://carol.example:443/", 443),
		("https://carol.example:80/", 80),
		("http://carol.example:1024/", 1024),
		("http://carol.example:65535/", 65_535),
	] {
		assert_eq!(public(hint).unwrap().port(), port, "{hint}");
	}
}

#[test]
fn it_takes_private_hosts_where_they_are_allowed() {
	for hint in [
		"http://localhost:8080/a",
		"http://router/a",
		"http://127.0.0.1:8080/a",
		"http://192.168.1.1/a",
		"http://[::1]:8080/a",
		"http://[fe80::1]/a",
	] {
		any(hint).unwrap();
	}
}

#[test]
fn it_takes_names_up_to_their_bounds() {
	let label = "a".repeat(63);
	public(&format!("http://{label}.example/")).unwrap();
	public("http://xn--caf-dma.example/").unwrap();
	public("http://1-2.3com.example/").unwrap();
	let url = "http://carol.example/";
	public(&format!("{url}{}", "a".repeat(256 - url.len()))).unwrap();
}

mod reject {
	use super::*;

	#[test]
	fn it_refuses_lengths() {
		assert_eq!(public(""), Err(HintError::Length(0)));
		let url = "http://carol.example/";
		let long = format!("{url}{}", "a".repeat(257 - url.len()));
		assert_eq!(public(&long), Err(HintError::Length(257)));
	}

	#[test]
	fn it_refuses_other_schemes() {
		for hint in [
			"ftp://carol.example/a",
			"file:///etc/passwd",
			"gopher://carol.example/a",
			"ws://carol.example/a",
			"ipfs://carol.example/a",
		] {
			assert!(
				matches!(public(hint), Err(HintError::Scheme | HintError::NotAUrl)),
				"{hint}: {:?}",
				public(hint)
			);
			assert!(any(hint).is_err(), "{hint}");
		}
	}

	#[test]
	fn it_refuses_what_is_no_plain_url() {
		for hint in [
			"carol.example",
			"carol.example/a",
			"/a",
			"//carol.example/a",
			"http://",
			"http:///a",
			"http:carol.example",
			"http://carol.example/a b",
			"http://carol.example/a\r\nHost: b",
			"http://carol.example/a\0",
			"http://carol.example/\u{e4}",
			"http://carol.example\\@127.0.0.1/",
			"http://carol.example/a#b",
			" http://carol.example/",
		] {
			assert!(any(hint).is_err(), "{hint:?}: {:?}", any(hint));
		}
		assert_eq!(Hint::parse(&[0xff; 10], Addresses::AllowPrivate), Err(HintError::NotAUrl));
	}

	#[test]
	fn it_refuses_users_and_odd_ports() {
		for hint in [
			"http://alice@carol.example/",
			"http://alice:secret@carol.example/",
			"http://@carol.example/",
			"http://carol.example:8080@127.0.0.1/",
			"http://carol.example:/",
			"http://carol.example:0080/",
			"http://carol.example:65536/",
			"http://carol.example:+80/",
		] {
			assert!(
				matches!(any(hint), Err(HintError::Authority | HintError::NotAUrl)),
				"{hint}: {:?}",
				any(hint)
			);
		}
	}

	#[test]
	fn it_refuses_ports_of_other_services() {
		for port in [0, 1, 22, 25, 53, 79, 81, 442, 444, 445, 631, 1023] {
			let hint = format!("http://carol.example:{port}/");
			assert_eq!(public(&hint), Err(HintError::Port(port)));
			assert_eq!(any(&hint), Err(HintError::Port(port)));
		}
	}

	#[test]
	fn it_refuses_private_hosts() {
		for hint in [
			"http://localhost/",
			"http://LOCALHOST:8080/",
			"http://carol.localhost/",
			"http://0.0.0.0/",
			"http://127.0.0.1/",
			"http://10.0.0.1/",
			"http://172.16.0.1/",
			"http://192.168.1.1/",
			"http://169.254.169.254/latest/meta-data/",
			"http://100.64.0.1/",
			"http://[::]/",
			"http://[::1]/",
			"http://[fe80::1]/",
			"http://[fd00::1]/",
			"http://[::ffff:127.0.0.1]/",
			"http://[::ffff:7f00:1]/",
			"http://[64:ff9b::7f00:1]/",
			"http://[2002:7f00:1::]/",
		] {
			assert_eq!(public(hint), Err(HintError::NotPublic), "{hint}");
		}
	}

	#[test]
	fn it_refuses_numbers_in_other_notations() {
		for hint in [
			"http://2130706433/",
			"http://0x7f000001/",
			"http://0x7f.1/",
			"http://127.1/",
			"http://127.0.1/",
			"http://0177.0.0.1/",
			"http://127.0.0.01/",
			"http://127.0.0.0x1/",
			"http://127.0.0.1.2/",
			"http://256.0.0.1/",
			"http://carol.1/",
			"http://carol.0x7f/",
			"http://[::1%25eth0]/",
			"http://[1.1.1.1]/",
			"http://[v1.a]/",
		] {
			assert!(
				matches!(any(hint), Err(HintError::Host | HintError::NotAUrl)),
				"{hint}: {:?}",
				any(hint)
			);
		}
	}

	#[test]
	fn it_refuses_what_is_no_full_name() {
		assert_eq!(public("http://router/"), Err(HintError::Host));
		for hint in [
			"http://localhost./",
			"http://carol.example./",
			"http://.example/",
			"http://carol..example/",
			"http://-carol.example/",
			"http://carol-.example/",
			"http://carol_.example/",
			"http://carol.%65xample/",
			"http://127.0.0.1%2f.carol.example/",
		] {
			assert!(
				matches!(any(hint), Err(HintError::Host | HintError::NotAUrl)),
				"{hint}: {:?}",
				any(hint)
			);
		}
		let label = "a".repeat(64);
		assert_eq!(public(&format!("http://{label}.example/")), Err(HintError::Host));
		// 4 x 60 and the dots, and then 254.
		let labels = vec!["a".repeat(60); 4].join(".");
		assert_eq!(labels.len(), 243);
		assert_eq!(
			Hint::parse(
				format!("http://{labels}.{}", "a".repeat(5)).as_bytes(),
				Addresses::PublicOnly
			)
			.map(|hint| hint.port()),
			Ok(80)
		);
		assert!(public(&format!("http://{labels}.{}", "a".repeat(6))).is_err());
	}
}
