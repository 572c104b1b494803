//! `device register`

use super::emit;
use crate::{
	arguments::Signer,
	commands::{emit_fee, fee, on_chain, send, Cost},
	failure::Failure,
	global::Global,
	output::Format,
	terminal::{confirm, on_terminal},
};
use jmt_edge::{
	amount::format_jmt,
	chain::{At, Chain},
	enrolment::{check_owner, NotEnrolled, Registry},
	keys::{format_address, DeviceKey},
	pallets::{
		devices::{self, Register},
		timestamp,
	},
};
use jmt_primitives::{
	devices::{enrolment::MAX_CHARACTERS, Enrolment, EnrolmentError},
	AccountId, Balance, DeviceId, Moment,
};
use std::{
	io::{self, BufRead},
	path::PathBuf,
};

/// How long a registration signed by the device stays good, in ms: 10 minutes.
const REGISTRATION_LIFE: Moment = 600_000;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	#[command(flatten)]
	device: Word,
	#[command(flatten)]
	signer: Signer,
	/// Send without asking
	#[arg(long)]
	yes: bool,
}

/// The device, or its word.
#[derive(clap::Args, Debug)]
#[group(required = true, multiple = false)]
struct Word {
	/// The device's key file
	#[arg(long, value_name = "PATH")]
	device_key: Option<PathBuf>,
	/// The text of `device enroll`, made where the key is; as - the first line of standard input
	#[arg(long, value_name = "TEXT|-")]
	enrolment: Option<String>,
}

/// The same, read.
enum Source {
	Key(DeviceKey),
	Enrolment(Enrolment),
}

/// Registers a device: it signs for its owner, who signs the transaction.
pub(super) async fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let Args { device, signer, yes } = args;
	let source = device.read()?;
	let owner = signer.owner.key()?;
	if let Source::Enrolment(enrolment) = &source {
		check_owner(enrolment, &owner.account())?;
	}
	// Of an enrolment nobody at the owner's sees which device it is.
	let enrolled = matches!(source, Source::Enrolment(_));
	let asks = enrolled && !yes && global.format() == Format::Text && on_terminal();
	on_chain(global, async |chain: &Chain| {
		let at = chain.finalized().await?;
		let (device, register) = source.registration(chain, &at, &owner.account()).await?;
		if signer.fee {
			let fee = fee(chain, &owner, &register).await?;
			let deposit = Some(devices::deposit(&at)?);
			let device = Some(device);
			return emit_fee(global, &Cost { deposit, device, ..Cost::of(&owner, fee) });
		}
		if asks {
			let (fee, deposit) = (fee(chain, &owner, &register).await?, devices::deposit(&at)?);
			confirm(question(device, &owner.account(), deposit, fee)).await?;
		}
		let included = send(chain, &owner, &register, "preparing the registration").await?;
		emit(global, device, &owner, &included, "registered")
	})
	.await
}

fn question(device: DeviceId, owner: &AccountId, deposit: Balance, fee: Balance) -> String {
	format!(
		"register device {:?} for {}, with {} held as its deposit and a fee of {}? [y/N] ",
		device.0,
		format_address(owner),
		format_jmt(deposit),
		format_jmt(fee)
	)
}

impl Word {
	fn read(&self) -> Result<Source, Failure> {
		match (&self.device_key, &self.enrolment) {
			(Some(path), _) => Ok(Source::Key(DeviceKey::read(path)?)),
			(None, Some(text)) if text == "-" => {
				let line = first_line(io::stdin().lock()).map_err(|error| {
					Failure::Usage(format!("standard input cannot be read: {error}"))
				})?;
				Ok(Source::Enrolment(enrolment_of(&line).map_err(NotEnrolled::from)?))
			},
			(None, Some(text)) => {
				Ok(Source::Enrolment(enrolment_of(text).map_err(NotEnrolled::from)?))
			},
			(None, None) => Err(Failure::Usage("give --device-key or --enrolment".into())),
		}
	}
}

impl Source {
	/// The device with what the chain is asked for. An enrolment that the chain would refuse is not sent: that would
	/// cost a fee.
	async fn registration(
		self,
		chain: &Chain,
		at: &At,
		owner: &AccountId,
	) -> Result<(DeviceId, Register), Failure> {
		let (genesis, now) = (chain.genesis(), timestamp::now(at).await?);
		match self {
			Self::Key(key) => {
				let expires = now.saturating_add(REGISTRATION_LIFE);
				Ok((key.id(), Register::signed(&key, &genesis, owner, expires)))
			},
			Self::Enrolment(enrolment) => {
				let id = enrolment.device();
				let furthest = devices::max_registration_age(at)?;
				let device = devices::device(at, id).await?;
				Registry { genesis, now, furthest, device }.check(&enrolment, owner)?;
				Ok((id, enrolment.into()))
			},
		}
	}
}

fn enrolment_of(text: &str) -> Result<Enrolment, EnrolmentError> {
	Enrolment::from_text(text.trim())
}

/// The first line, as far as it can be one.
fn first_line(input: impl BufRead) -> io::Result<String> {
	let mut line = Vec::new();
	// One more than is taken, and the end of a line of either kind.
	input.take(MAX_CHARACTERS as u64 + 3).read_until(b'\n', &mut line)?;
	Ok(String::from_utf8_lossy(&line).into_owned())
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;
	use jmt_edge::enrolment;
	use jmt_primitives::{Hash, KeyType};
	use std::io::Read;

	#[derive(Parser)]
	struct Cli {
		#[command(flatten)]
		args: Args,
	}

	fn parse(line: &str) -> Result<Args, clap::Error> {
		Cli::try_parse_from(line.split(' ')).map(|cli| cli.args)
	}

	fn text() -> String {
		let (device, _) = DeviceKey::generate(KeyType::Ed25519);
		let owner = AccountId::new([7; 32]);
		enrolment::sign(&device, Hash::repeat_byte(1), owner, 1_800_000_000_000).to_text()
	}

	#[test]
	fn parse_it_takes_a_key_or_an_enrolment_and_not_both() {
		let key = parse("register --suri //Alice --device-key a").unwrap();
		assert!(key.device.device_key.is_some() && key.device.enrolment.is_none());
		for given in ["-", "jmt1abc"] {
			let args = parse(&format!("register --suri //Alice --enrolment {given}")).unwrap();
			assert_eq!(args.device.enrolment.as_deref(), Some(given));
		}
		assert!(parse("register --suri //Alice --enrolment jmt1abc --yes").unwrap().yes);
		assert!(parse("register --suri //Alice").is_err());
		assert!(parse("register --suri //Alice --device-key a --enrolment -").is_err());
	}

	#[test]
	fn question_it_names_the_device_its_owner_and_the_deposit() {
		let (device, owner) = (DeviceId(Hash::repeat_byte(0xab)), AccountId::new([7; 32]));
		let said = question(device, &owner, 1_000_000_000_000, 1_000_000);
		let (device, owner) = (format!("0x{}", "ab".repeat(32)), format_address(&owner));
		for part in [device.as_str(), &owner, "1 JMT held", "0.000001 JMT"] {
			assert!(said.contains(part), "{said}");
		}
	}

	#[test]
	fn read_a_line_is_read_with_either_end_and_nothing_behind_it() {
		let text = text();
		for input in [
			text.clone(),
			format!("{text}\n"),
			format!("{text}\r\n"),
			format!("  {text} \nand more"),
		] {
			let line = first_line(input.as_bytes()).unwrap();
			assert_eq!(enrolment_of(&line).unwrap().to_text(), text);
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn read_no_more_is_read_than_an_enrolment_has() {
			let endless = std::io::repeat(b'1').take(1 << 40);
			let line = first_line(std::io::BufReader::new(endless)).unwrap();
			assert!(line.len() < MAX_CHARACTERS + 4);
			assert_eq!(enrolment_of(&line), Err(EnrolmentError::NotAnEnrolment));
		}

		#[test]
		fn read_what_is_no_enrolment_is_named_as_that() {
			for input in ["", "\n", "bottom drive obey lake", "{\"enrolment\":1}", "\u{feff}"] {
				let line = first_line(input.as_bytes()).unwrap();
				assert_eq!(enrolment_of(&line), Err(EnrolmentError::NotAnEnrolment), "{input}");
			}
			let line = first_line(&b"jmt1\xff\xfe"[..]).unwrap();
			assert_eq!(enrolment_of(&line), Err(EnrolmentError::NotBase58));
			let cut = &text()[..100];
			assert_eq!(enrolment_of(cut), Err(EnrolmentError::Damaged));
		}
	}
}
