//! `device enroll`

use crate::{
	arguments::parse_account,
	failure::Failure,
	global::{Environment, Global},
	output::Format,
};
use jmt_edge::{
	amount::format_time,
	enrolment,
	keys::{format_address, DeviceKey},
};
use jmt_primitives::{devices::Enrolment, AccountId, Moment};
use qrcode::{render::unicode::Dense1x2, EcLevel, QrCode};
use serde_json::json;
use std::{
	io::{self, IsTerminal},
	path::PathBuf,
	time::{SystemTime, UNIX_EPOCH},
};

/// Longest time for which an enrolment is made, in ms: a day, as far ahead as the chain takes one.
const LONGEST: Moment = 24 * 3_600_000;

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
	/// The device's key file
	#[arg(long, value_name = "PATH")]
	device_key: PathBuf,
	/// The account that will register the device [default: that of the configuration]
	#[arg(long, value_name = "ADDRESS", value_parser = parse_account)]
	owner: Option<AccountId>,
	/// How long it is good, by this machine's clock: 90s, 10m, 2h; at most 24h
	#[arg(long, value_name = "TIME", default_value = "10m", value_parser = parse_valid)]
	valid: Moment,
	/// Print the text alone on a terminal too, without a QR code
	#[arg(long)]
	text: bool,
}

/// Prints the device's word for an owner: text, and a QR code on a terminal. It connects to nobody.
pub(super) fn run(global: &Global, args: Args) -> Result<(), Failure> {
	let device = DeviceKey::read(&args.device_key)?;
	let owner = owner(global, args.owner)?;
	let genesis = global.genesis()?;
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
	let now = Moment::try_from(now.as_millis()).unwrap_or(Moment::MAX);
	let expires = enrolment::expiry(now, args.valid)?;
	let enrolment = enrolment::sign(&device, genesis, owner, expires);
	let text = enrolment.to_text();
	let json = json!({
		"enrolment": text,
		"device": enrolment.device(),
		"type": enrolment.key.key_type(),
		"owner": format_address(&enrolment.owner),
		"genesis": genesis,
		"expires": expires,
	});
	let shown = !args.text && global.format() == Format::Text && io::stdout().is_terminal();
	global.format().emit(json, || match shown {
		true => on_terminal(&enrolment, &text),
		false => text,
	})
}

fn owner(global: &Global, given: Option<AccountId>) -> Result<AccountId, Failure> {
	match given {
		Some(owner) => Ok(owner),
		None => global
			.settings(&Environment::read())?
			.owner
			.ok_or_else(|| Failure::Usage("name the account with --owner ADDRESS".into())),
	}
}

/// A time such as `10m`: digits and one unit.
fn parse_valid(text: &str) -> Result<Moment, String> {
	let shape = || "not a time such as 90s, 10m or 2h".to_string();
	let mut characters = text.chars();
	let unit: Moment = match characters.next_back() {
		Some('s') => 1000,
		Some('m') => 60_000,
		Some('h') => 3_600_000,
		_ => return Err(shape()),
	};
	let digits = characters.as_str();
	if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
		return Err(shape());
	}
	match digits.parse::<Moment>().ok().and_then(|number| number.checked_mul(unit)) {
		Some(0) => Err("zero leaves no time to register the device".into()),
		Some(valid) if valid <= LONGEST => Ok(valid),
		_ => Err("more than 24h, which is as far ahead as the chain takes an enrolment".into()),
	}
}

fn on_terminal(enrolment: &Enrolment, text: &str) -> String {
	let code = qr(text).map_or_else(String::new, |code| format!("{}\n", on_black(&code)));
	format!(
		"{code}{text}\n\ndevice  {:?}\nowner   {}\ngood    until {} UTC\n\
		 It is no secret. The owner registers the device with: jmt-edge device register --enrolment TEXT",
		enrolment.device().0,
		format_address(&enrolment.owner),
		format_time(enrolment.expires),
	)
}

/// A QR code in half blocks, two of its rows a line: the light modules are drawn, the dark ones are left out. `None` for
/// a text that does not fit one.
fn qr(text: &str) -> Option<String> {
	let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
	let mut renderer = code.render::<Dense1x2>();
	Some(renderer.light_color(Dense1x2::Dark).dark_color(Dense1x2::Light).build())
}

/// White on black whatever the terminal's colours are: many readers do not know an inverted code.
fn on_black(code: &str) -> String {
	code.lines().map(|line| format!("\u{1b}[97;40m{line}\u{1b}[0m\n")).collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use jmt_primitives::{Hash, KeyType};
	use qrcode::Color;

	fn enrolment() -> Enrolment {
		let (device, _) = DeviceKey::generate(KeyType::P256);
		let owner = AccountId::new([7; 32]);
		enrolment::sign(&device, Hash::repeat_byte(1), owner, 1_800_000_000_000)
	}

	#[test]
	fn parse_valid_it_takes_digits_and_one_unit() {
		for (text, valid) in [
			("1s", 1000),
			("90s", 90_000),
			("10m", 600_000),
			("24h", LONGEST),
			("1440m", LONGEST),
			("007m", 420_000),
		] {
			assert_eq!(parse_valid(text), Ok(valid), "{text}");
		}
	}

	#[test]
	fn qr_its_half_blocks_are_the_modules_of_the_code() {
		let text = enrolment().to_text();
		let code = QrCode::with_error_correction_level(&text, EcLevel::L).unwrap();
		let (width, colors) = (code.width(), code.to_colors());
		let drawn = qr(&text).unwrap();
		let lines = drawn.lines().map(|line| line.chars().collect::<Vec<_>>()).collect::<Vec<_>>();
		let quiet = 4;
		assert_eq!(lines.len(), (width + 2 * quiet).div_ceil(2));
		assert!(width + 2 * quiet <= 65, "{width}: it has to fit a terminal of 80 columns");
		let light = |row: usize, column: usize| match lines[row / 2][column] {
			'\u{2588}' => true,
			'\u{2580}' => row.is_multiple_of(2),
			'\u{2584}' => !row.is_multiple_of(2),
			' ' => false,
			other => panic!("{other:?}"),
		};
		for row in 0..width + 2 * quiet {
			for column in 0..width + 2 * quiet {
				let inside = |at: usize| (quiet..width + quiet).contains(&at);
				let expected = match inside(row) && inside(column) {
					true => colors[(row - quiet) * width + column - quiet] == Color::Light,
					false => true,
				};
				assert_eq!(light(row, column), expected, "{row}, {column}");
			}
		}
	}

	#[test]
	fn on_terminal_it_shows_the_text_on_a_line_of_its_own_and_what_it_says() {
		let enrolment = enrolment();
		let text = enrolment.to_text();
		let shown = on_terminal(&enrolment, &text);
		assert!(shown.lines().any(|line| line == text), "{shown}");
		let id = format!("{:?}", enrolment.device().0);
		for part in [id.as_str(), &format_address(&enrolment.owner), "2027-01-15", "no secret"] {
			assert!(shown.contains(part), "{part} is not in {shown}");
		}
	}

	mod reject {
		use super::*;

		#[test]
		fn parse_valid_loose_times_are_refused() {
			for text in [
				"",
				"m",
				"10",
				"10 m",
				" 10m",
				"10m ",
				"+10m",
				"-1m",
				"1.5h",
				"1_0m",
				"1h30m",
				"10M",
				"0s",
				"0h",
				"1d",
				"25h",
				"1441m",
				"86401s",
				"\u{ff11}m",
				"10\u{3bc}",
				"99999999999999999999h",
				"18446744073709551615h",
			] {
				assert!(parse_valid(text).is_err(), "{text:?}");
			}
		}
	}
}
