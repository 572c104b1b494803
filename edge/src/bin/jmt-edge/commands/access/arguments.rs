//! Arguments that several commands take: subjects, actions, moments, extents, a request.

use crate::{
	arguments::{parse_account, parse_count, parse_device, parse_hash, parse_public, parse_span},
	failure::Failure,
};
use jmt_edge::access::{
	degrees::parse_place,
	policy::{parse_date, parse_window, NotPolicy},
};
use jmt_primitives::{
	access::{
		Action, Actions, Authority, GrantId, Request, ResourceId, Scope, Subject, Window,
		MAX_CELLS, MAX_WINDOWS,
	},
	cell::Cell,
	proofs::GroupId,
	Moment,
};

/// Reads a subject: a device's id, an account's address, a key such as `ed25519:0x..`, or `group:5` for a member of a
/// group. `device:`, `account:` and `key:` may stand before, where one would be taken for another.
pub(super) fn parse_subject(text: &str) -> Result<Subject, String> {
	if let Some(id) = text.strip_prefix("device:") {
		return parse_device(id).map(Subject::Device);
	}
	if let Some(address) = text.strip_prefix("account:") {
		return parse_account(address).map(Subject::Account);
	}
	if let Some(key) = text.strip_prefix("key:") {
		return parse_public(key).map(Subject::Key);
	}
	if let Some(group) = text.strip_prefix("group:") {
		return parse_count::<GroupId>(group).map(Subject::Member);
	}
	match text {
		id if id.starts_with("0x") => parse_device(id).map(Subject::Device),
		key if key.contains(':') => parse_public(key).map(Subject::Key),
		address => parse_account(address).map(Subject::Account),
	}
}

/// Reads actions: names or numbers with commas between them, or `all`.
pub(super) fn parse_actions(text: &str) -> Result<Actions, String> {
	if text == "all" {
		return Ok(Actions::ALL);
	}
	text.split(',').map(parse_action).collect()
}

pub(super) fn parse_action(text: &str) -> Result<Action, String> {
	text.parse().map_err(|error| format!("{error}"))
}

/// Reads a moment: ms since 1970 in digits, or a time such as 2026-12-24T18:00:00Z.
pub(super) fn parse_moment(text: &str) -> Result<Moment, String> {
	parse_date(text)
		.ok_or_else(|| "neither ms in digits nor a time such as 2026-12-24T18:00:00Z".into())
}

/// The extent of a grant, or of a block of a pass.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct ScopeOptions {
	/// Actions, such as open,close; or all [default: all, or those of the grant above]
	#[arg(long, value_name = "LIST", value_parser = parse_actions)]
	actions: Option<Actions>,
	/// A place where it is good: a cell, or LAT,LON with @RESOLUTION behind it; several may be given
	#[arg(long = "cell", value_name = "PLACE", value_parser = parse_place, allow_hyphen_values = true)]
	cells: Vec<Cell>,
	/// A time at which it is good, in the zone of the resource's policy, such as "Mon-Fri 07:00-18:00"; several may be
	/// given
	#[arg(long = "window", value_name = "TEXT", value_parser = parse_windows)]
	windows: Vec<Windows>,
	/// The first moment at which it is good [default: at once]
	#[arg(long, value_name = "TIME", value_parser = parse_moment)]
	from: Option<Moment>,
	/// The last moment at which it is good
	#[arg(long, value_name = "TIME", value_parser = parse_moment, conflicts_with = "span")]
	until: Option<Moment>,
	/// How long it is good: 90s, 10m, 2h, 30d [default: 30d, or as long as the grant above]
	#[arg(long = "for", value_name = "TIME", value_parser = parse_span)]
	span: Option<Moment>,
	/// Uses in all
	#[arg(long, value_name = "NUMBER", value_parser = parse_count::<u32>)]
	uses: Option<u32>,
}

/// A month, for what is not said to be longer.
const USUAL_MS: Moment = 30 * 24 * 3_600_000;

/// Windows of one text.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Windows(Vec<Window>);

fn parse_windows(text: &str) -> Result<Windows, String> {
	parse_window(text).map(Windows)
}

impl ScopeOptions {
	/// The extent, given the time of now, and within that of the grant above where its owner said nothing.
	pub(super) fn scope(&self, now: Moment, above: Option<&Scope>) -> Result<Scope, Failure> {
		let too_many = |number: usize, what: &str, most: u32| {
			Failure::Usage(format!("{number} {what} are more than {most}"))
		};
		let cells = match (self.cells.is_empty(), above) {
			(true, Some(above)) => above.cells.clone(),
			_ => self
				.cells
				.clone()
				.try_into()
				.map_err(|_| too_many(self.cells.len(), "places", MAX_CELLS))?,
		};
		let windows: Vec<Window> =
			self.windows.iter().flat_map(|Windows(windows)| windows.clone()).collect();
		let number = windows.len();
		let windows = windows
			.try_into()
			.map_err(|_| too_many(number, "windows, a day each,", MAX_WINDOWS))?;
		let expires = match (self.until, self.span, above) {
			(Some(until), _, _) => until,
			(None, Some(span), _) => now.saturating_add(span),
			(None, None, Some(above)) => above.expires,
			(None, None, None) => now.saturating_add(USUAL_MS),
		};
		let begin = above.map_or(0, |above| above.not_before);
		Ok(Scope {
			actions: self.actions.or(above.map(|above| above.actions)).unwrap_or(Actions::ALL),
			cells,
			windows,
			not_before: self.from.unwrap_or(begin),
			expires,
			uses: self.uses.or(above.and_then(|above| above.uses)),
		})
	}
}

/// A request that is asked about.
#[derive(clap::Args, Clone, Debug)]
pub(super) struct Asking {
	/// The resource's number
	#[arg(value_parser = parse_count::<ResourceId>)]
	pub(super) resource: ResourceId,
	/// That which is to be done with it: open, close, read, .. or a number
	#[arg(long, value_name = "ACTION", value_parser = parse_action)]
	pub(super) action: Action,
	/// The subject: a device's id, an address, a key such as ed25519:0x.., or group:5
	#[arg(long, value_name = "SUBJECT", value_parser = parse_subject)]
	pub(super) subject: Subject,
	/// The grant by which it asks [default: its own right]
	#[arg(long, value_name = "GRANT", value_parser = parse_count::<GrantId>)]
	pub(super) grant: Option<GrantId>,
}

impl Asking {
	/// The right that it stands on.
	pub(super) fn authority(&self) -> Authority {
		self.grant.map_or(Authority::Own, Authority::Grant)
	}

	/// The request for one use.
	pub(super) fn request(&self) -> Request {
		Request::new(self.resource, self.action, self.subject.clone(), self.authority())
	}
}

/// The fault of a policy's text, as the agent fails.
pub(super) fn not_policy(error: NotPolicy) -> Failure {
	Failure::Access(error.into())
}

/// The text of a request's hash, as `access approve` prints it.
pub(super) fn parse_request(text: &str) -> Result<jmt_primitives::Hash, String> {
	parse_hash(text)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;
	use jmt_edge::keys::format_address;
	use jmt_primitives::{AccountId, DeviceId, DevicePublic, Hash};

	#[derive(Parser, Debug)]
	struct Line {
		#[command(flatten)]
		scope: ScopeOptions,
	}

	fn scope(line: &[&str], above: Option<&Scope>) -> Result<Scope, Failure> {
		let line = Line::try_parse_from(["x"].iter().chain(line)).unwrap();
		line.scope.scope(1_000, above)
	}

	#[test]
	fn parse_subject_it_tells_devices_accounts_keys_and_members_apart() {
		let (id, account) = (format!("0x{}", "ab".repeat(32)), AccountId::new([7; 32]));
		let device = Subject::Device(DeviceId(Hash::repeat_byte(0xab)));
		assert_eq!(parse_subject(&id), Ok(device.clone()));
		assert_eq!(parse_subject(&format!("device:{id}")), Ok(device));
		let address = format_address(&account);
		assert_eq!(parse_subject(&address), Ok(Subject::Account(account.clone())));
		assert_eq!(parse_subject(&format!("account:{address}")), Ok(Subject::Account(account)));
		let other = Subject::Account(AccountId::new([0xab; 32]));
		assert_eq!(parse_subject(&format!("account:{id}")), Ok(other));
		let key = Subject::Key(DevicePublic::Ed25519([0xab; 32]));
		assert_eq!(parse_subject(&format!("ed25519:{id}")), Ok(key.clone()));
		assert_eq!(parse_subject(&format!("key:ed25519:{id}")), Ok(key));
		assert_eq!(parse_subject("group:5"), Ok(Subject::Member(5)));
		for text in ["", "0x12", "group:0", "group:x", "rsa:0x12", "nobody", "key:", "device:"] {
			assert!(parse_subject(text).is_err(), "{text}");
		}
	}

	#[test]
	fn parse_actions_it_takes_names_and_numbers() {
		let expected: Actions = [Action::OPEN, Action::CLOSE].into_iter().collect();
		assert_eq!(parse_actions("open,close"), Ok(expected));
		assert_eq!(parse_actions("3,2"), Ok(expected));
		assert_eq!(parse_actions("all"), Ok(Actions::ALL));
		for text in ["", "open,", "jump", "64", "-1", "open close"] {
			assert!(parse_actions(text).is_err(), "{text}");
		}
	}

	#[test]
	fn scope_without_options_it_is_that_of_the_grant_above() {
		let free = scope(&[], None).unwrap();
		assert_eq!((free.actions, free.not_before), (Actions::ALL, 0));
		assert_eq!((free.expires, free.uses), (1_000 + USUAL_MS, None));
		let above =
			scope(&["--actions", "open", "--until", "5000", "--from", "20", "--uses", "3"], None)
				.unwrap();
		assert_eq!(scope(&[], Some(&above)).unwrap(), above);
		let narrower =
			scope(&["--for", "1s", "--uses", "1", "--cell", "89283470d93ffff"], Some(&above))
				.unwrap();
		assert_eq!((narrower.expires, narrower.uses), (2_000, Some(1)));
		assert!(!narrower.is_wider_than(&above));
	}

	#[test]
	fn scope_windows_count_by_the_day() {
		let days = scope(&["--window", "Mon-Fri 07:00-18:00"], None).unwrap();
		assert_eq!(days.windows.len(), 5);
		let line = ["--window", "Mon-Fri 07:00-18:00", "--window", "Mon-Fri 19:00-20:00"];
		assert!(matches!(scope(&line, None), Err(Failure::Usage(_))));
	}
}
