//! Round trips, golden sentences, refusals.

use super::*;
use crate::keys::format_address;
use jmt_primitives::{
	access::{
		Action, Actions, Area, Condition, Counting, Duties, Effect, Limit, PolicyBody, Rule, Who,
		Window, Zone, MAX_CELLS, MAX_OFFSETS, MAX_RULES,
	},
	cell::Cell,
	domains::Reach,
	units::Level,
	AccountId, DeviceId, Hash, Moment,
};

/// 29 November 2026, 12:00 UTC.
const NOW: Moment = 1_795_953_600_000;

const LIFT: &str = r#"
zone = "Europe/Berlin"
max-age = "10m"

[[rule]]
effect = "deny"
who = { device = "0x0707070707070707070707070707070707070707070707070707070707070707" }
actions = ["open", "close", 9]
log = true

[[rule]]
effect = "allow"
who = { trusted-by = 7 }
actions = ["open"]
level = 1
place = { near = [52.52, 13.405], resolution = 7, minutes = 10, by = 3 }
time = ["Mon-Fri 07:00-18:00"]
dates = ["2026-12-24T00:00:00Z/2026-12-26T00:00:00Z"]
uses = { most = 3, per = "1d", counted = "locally" }
notice = true

[[rule]]
effect = "allow"
who = { domain = 3, below = true }
actions = ["open", "close"]
price = "0.5"

[[rule]]
effect = "allow"
who = "anybody"
actions = ["read"]
conditions = [{ time = ["Sat 22:00-Sun 06:00"] }, { level = 2 }, { time = ["Mon 00:00-24:00"] }]
"#;

#[test]
fn read_it_takes_the_words_of_people() {
	let body = read(LIFT, NOW).unwrap();
	assert_eq!(body.max_age, 600_000);
	let [stolen, technicians, tenants, anybody] = body.rules.as_slice() else { panic!("4 rules") };
	assert_eq!(stolen.who, Who::Device(DeviceId(Hash::repeat_byte(7))));
	assert_eq!(stolen.actions, Actions(1 << 2 | 1 << 3 | 1 << 9));
	assert_eq!((stolen.effect, stolen.duties.log), (Effect::Deny, true));
	let [level, place, time, uses] = technicians.conditions.as_slice() else { panic!("4") };
	assert_eq!(*level, Condition::Level(Level::One));
	let Condition::Place(Area { cells, minutes: 10, by: 3 }) = place else { panic!("{place:?}") };
	assert_eq!(cells.first().map(|cell| cell.resolution()), Some(7));
	let Condition::Time(windows) = time else { panic!("{time:?}") };
	assert_eq!(windows.len(), 6);
	let limit = Limit { most: 3, window: 86_400_000, counting: Counting::Locally };
	assert_eq!(*uses, Condition::Uses(limit));
	assert_eq!(tenants.who, Who::Domain { domain: 3, reach: Reach::Below });
	assert_eq!(tenants.duties, Duties { price: 500_000_000_000, log: false, notice: false });
	assert!(matches!(
		anybody.conditions.as_slice(),
		[Condition::Time(_), Condition::Level(Level::Two), Condition::Time(_)]
	));
	assert_eq!(zone_name(LIFT), Some("Europe/Berlin".into()));
}

#[test]
fn sentences_they_say_what_the_rules_mean() {
	let body = read(LIFT, NOW).unwrap();
	let said = sentences(&body, Some("Europe/Berlin"));
	let device = format!("0x{}", "07".repeat(32));
	let expected = [
		"decides by state of at most 10 minutes".to_string(),
		format!("rule 1 denies open, close and 9 to device {device}; it is logged"),
		"rule 2 allows open to devices that domain 7 trusts, as a unit of level 1 at least, in cell 871f1d489ffffff by a \
		 gateway of domain 3 not longer than 10 minutes ago, Monday to Friday 07:00 to 18:00 or from 2026-12-24 00:00:00 \
		 UTC to 2026-12-26 00:00:00 UTC in Europe/Berlin (known until 2036-12-06), 3 times a day (counted by the \
		 enforcer); the gateway's operator is told"
			.into(),
		"rule 3 allows open and close to devices of domain 3 and below, for 0.5 JMT a use".into(),
		"rule 4 allows read to anybody, Saturday 22:00 to Sunday 06:00 in Europe/Berlin (known until 2036-12-06), as a \
		 unit of level 2 at least, Monday 00:00 to 24:00 in Europe/Berlin (known until 2036-12-06)"
			.into(),
	];
	assert_eq!(said, expected);
}

#[test]
fn sentences_a_zone_without_a_name_is_told_by_its_offsets() {
	let body = read(LIFT, NOW).unwrap();
	let said = sentences(&body, None).concat();
	assert!(said.contains("in a zone of UTC+01:00 to UTC+02:00 (known until"), "{said}");
	let empty = PolicyBody { rules: Default::default(), ..body };
	assert_eq!(sentences(&empty, None).last().unwrap(), "allows nothing: it has no rule");
}

#[test]
fn write_it_writes_what_read_reads() {
	let body = read(LIFT, NOW).unwrap();
	for zone in [None, Some("Europe/Berlin")] {
		let text = write(&body, zone);
		assert_eq!(read(&text, NOW).unwrap(), body, "{text}");
	}
	// Fields where they suffice, a list where they do not.
	let text = write(&body, None);
	assert_eq!(text.matches("conditions = ").count(), 1, "{text}");
}

/// A small generator: the same numbers each time.
struct Numbers(u64);

impl Numbers {
	fn below(&mut self, bound: u64) -> u64 {
		// Knuth's constants.
		self.0 =
			self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
		(self.0 >> 33) % bound
	}

	fn chance(&mut self) -> bool {
		self.below(2) == 0
	}

	fn account(&mut self) -> AccountId {
		AccountId::new([u8::try_from(self.below(256)).unwrap(); 32])
	}

	fn cell(&mut self) -> Cell {
		let latitude = self.below(180) as f64 - 90.0;
		let longitude = self.below(360) as f64 - 180.0;
		crate::access::degrees::area_at(latitude, longitude, self.below(10) as u8).unwrap()
	}

	fn window(&mut self) -> Window {
		match self.below(4) {
			0 => {
				let from = self.below(1 << 43);
				Window::Dates { from, to: from + self.below(1 << 40) }
			},
			1 => {
				let day = self.below(7) as u16 * 1_440;
				let from = self.below(1_440) as u16;
				let to = from + 1 + self.below(u64::from(1_440 - from)) as u16;
				Window::Weekly { from: day + from, to: (day + to) % 10_080 }
			},
			_ => {
				let from = self.below(10_080) as u16;
				let to = (from + 1 + self.below(10_079) as u16) % 10_080;
				Window::Weekly { from, to }
			},
		}
	}

	fn condition(&mut self) -> Condition {
		match self.below(5) {
			0 => Condition::Level(if self.chance() { Level::One } else { Level::Two }),
			1 => {
				let cells: Vec<_> = (0..=self.below(3)).map(|_| self.cell()).collect();
				Condition::Place(Area {
					cells: cells.try_into().unwrap(),
					minutes: 1 + self.below(65_535) as u16,
					by: 1 + self.below(1 << 32) as u32 / 2,
				})
			},
			2 => {
				let windows: Vec<_> = (0..=self.below(7)).map(|_| self.window()).collect();
				Condition::Time(windows.try_into().unwrap())
			},
			3 => Condition::Uses(Limit {
				most: 1 + self.below(1 << 31) as u32,
				window: 1 + self.below(1 << 40),
				counting: if self.chance() { Counting::OnChain } else { Counting::Locally },
			}),
			_ => {
				let of: Vec<_> = (0..=self.below(6)).map(|_| self.account()).collect();
				Condition::Approvals { least: 1, of: of.try_into().unwrap() }
			},
		}
	}

	fn who(&mut self) -> Who {
		match self.below(7) {
			0 => Who::Anybody,
			1 => Who::Device(DeviceId(Hash::from_low_u64_be(self.below(1 << 31)))),
			2 => Who::Account(self.account()),
			3 => Who::OwnedBy(self.account()),
			4 => Who::Domain {
				domain: 1 + self.below(1_000) as u32,
				reach: if self.chance() { Reach::Exact } else { Reach::Below },
			},
			5 => Who::TrustedBy(1 + self.below(1_000) as u32),
			_ => Who::Members(1 + self.below(1_000) as u32),
		}
	}

	fn rule(&mut self) -> Rule {
		let conditions: Vec<_> = (0..self.below(4)).map(|_| self.condition()).collect();
		let price = if self.chance() { 0 } else { u128::from(self.below(1 << 31)) * 7_000_000_001 };
		Rule {
			effect: if self.chance() { Effect::Allow } else { Effect::Deny },
			who: self.who(),
			actions: Actions(1 + self.below(1 << 31)),
			conditions: conditions.try_into().unwrap(),
			duties: Duties { price, log: self.chance(), notice: self.chance() },
		}
	}

	fn body(&mut self) -> PolicyBody {
		let rules: Vec<_> = (0..self.below(4)).map(|_| self.rule()).collect();
		let mut from = 0;
		let offsets: Vec<_> = (0..=self.below(4))
			.map(|_| {
				from += 1 + self.below(1 << 38);
				(from, i16::try_from(self.below(2_161)).unwrap() - 1_080)
			})
			.collect();
		let zone = Zone { offsets: offsets.try_into().unwrap(), good_until: from + 5 };
		PolicyBody { zone, max_age: self.below(86_400_001), rules: rules.try_into().unwrap() }
	}
}

#[test]
fn write_it_writes_any_policy_so_that_read_reads_it() {
	let mut numbers = Numbers(25);
	let (mut taken, mut refused) = (0, 0);
	for _ in 0..20_000 {
		let body = numbers.body();
		let text = write(&body, None);
		match (read(&text, NOW), body.check(NOW)) {
			(Ok(again), Ok(())) => {
				assert_eq!(again, body, "{text}");
				// Whatever it says, it says something of each rule.
				assert!(sentences(&body, None).len() > body.rules.len());
				taken += 1;
			},
			(Err(NotPolicy::Fault(found)), Err(fault)) => {
				assert_eq!(found, fault, "{text}");
				refused += 1;
			},
			(read, checked) => panic!("{read:?} and {checked:?} of {text}"),
		}
	}
	assert!(taken > 1_000 && refused > 1_000, "{taken} {refused}");
}

#[test]
fn sentences_no_two_parts_of_a_rule_are_left_out() {
	let account = AccountId::new([1; 32]);
	let approvals =
		Condition::Approvals { least: 1, of: vec![account.clone()].try_into().unwrap() };
	let rule = Rule {
		effect: Effect::Allow,
		who: Who::OwnedBy(account.clone()),
		actions: Actions::from_iter([Action::CONFIGURE]),
		conditions: vec![approvals].try_into().unwrap(),
		duties: Duties { price: 1, log: true, notice: true },
	};
	let zone = Zone::default();
	let body = PolicyBody { zone, max_age: 0, rules: vec![rule].try_into().unwrap() };
	let address = format_address(&account);
	let expected = format!(
		"rule 1 allows configure to account {address} and its devices, with 1 approvals of {address}, for \
		 0.000000000001 JMT a use; it is logged and the gateway's operator is told"
	);
	assert_eq!(sentences(&body, None).last(), Some(&expected));
}

mod reject {
	use super::*;

	/// A policy with this rule, and this before it.
	fn with(head: &str, rule: &str) -> Result<PolicyBody, NotPolicy> {
		read(&format!("{head}\n[[rule]]\n{rule}"), NOW)
	}

	const HEAD: &str = "zone = \"UTC\"\nmax-age = \"10m\"";
	const RULE: &str = "effect = \"allow\"\nwho = \"anybody\"\nactions = [\"open\"]";

	#[test]
	fn read_words_that_do_not_belong_there_are_named_with_their_line() {
		for (rule, named) in [
			("efect = \"allow\"", "efect"),
			("effect = \"permit\"\nwho = \"anybody\"\nactions = []", "permit"),
			(&format!("{RULE}\ncolour = 3"), "colour"),
			(&format!("{RULE}\nuses = {{ most = 3, per = \"1d\" }}"), "counted"),
			(&format!("{RULE}\nplace = {{ minutes = 3 }}"), "by"),
			(&format!("{RULE}\nplace = {{ cells = [\"x\"], minutes = 3, by = 1 }}"), "H3 cell"),
		] {
			let error = with(HEAD, rule).unwrap_err();
			assert!(matches!(error, NotPolicy::Toml(_)), "{error:?}");
			let said = error.to_string();
			assert!(said.contains(named) && said.contains("line"), "{said}");
			assert!(!said.contains('\n'), "{said}");
		}
		assert!(matches!(read("max-age = \"1m\"", NOW), Err(NotPolicy::Toml(_))));
	}

	#[test]
	fn read_parts_that_make_no_sense_are_named_by_their_rule() {
		let other = "effect = \"allow\"\nactions = [\"open\"]";
		for rule in [
			format!("{other}\nwho = \"everybody\""),
			format!("{other}\nwho = {{ domain = 3, members = 4 }}"),
			format!("{other}\nwho = {{ }}"),
			format!("{other}\nwho = {{ below = true, members = 4 }}"),
			format!("{other}\nwho = {{ device = \"0x12\" }}"),
			format!("{other}\nwho = {{ account = \"alice\" }}"),
			"effect = \"allow\"\nwho = \"anybody\"\nactions = [\"jump\"]".into(),
			"effect = \"allow\"\nwho = \"anybody\"\nactions = [64]".into(),
			format!("{RULE}\nlevel = 3"),
			format!("{RULE}\ntime = [\"Mon 7-8\"]"),
			format!("{RULE}\ndates = [\"Mon 07:00-08:00\"]"),
			format!("{RULE}\nprice = \"1,5\""),
			format!("{RULE}\nlevel = 1\nconditions = [{{ level = 1 }}]"),
			format!("{RULE}\nconditions = [{{ }}]"),
			format!("{RULE}\nconditions = [{{ level = 1, time = [\"Mon 07:00-08:00\"] }}]"),
			format!("{RULE}\nplace = {{ resolution = 3, minutes = 3, by = 1 }}"),
			format!(
				"{RULE}\nplace = {{ near = [1.0, 2.0], resolution = 10, minutes = 3, by = 1 }}"
			),
			format!("{RULE}\ntime = [\"Mon-Sun 07:00-18:00\", \"Mon-Sun 19:00-20:00\"]"),
		] {
			let error = with(HEAD, &rule).unwrap_err();
			let expected = matches!(&error, NotPolicy::Part { place, .. } if place == "rule 1");
			assert!(expected, "{rule}: {error:?}");
		}
		for head in ["zone = \"Mars\"\nmax-age = \"1m\"", "zone = \"UTC\"\nmax-age = \"soon\""] {
			assert!(matches!(with(head, RULE), Err(NotPolicy::Part { .. })), "{head}");
		}
	}

	#[test]
	fn read_that_which_the_chain_would_refuse_is_refused_here() {
		let of = |rule: &str| match with(HEAD, &format!("{RULE}\n{rule}")) {
			Err(NotPolicy::Fault(fault)) => fault,
			other => panic!("{other:?}"),
		};
		use jmt_primitives::access::PolicyFault as Fault;
		let cells = "place = { cells = [], minutes = 3, by = 1 }";
		assert_eq!(of(cells), Fault::NoCells);
		assert_eq!(of("uses = { most = 0, per = \"1d\", counted = \"locally\" }"), Fault::NoUses);
		let paid = "price = \"1\"\nuses = { most = 1, per = \"1d\", counted = \"locally\" }";
		assert_eq!(of(paid), Fault::PriceCountedLocally);
		let old = "zone = \"UTC\"\nmax-age = \"25h\"";
		assert_eq!(with(old, RULE), Err(NotPolicy::Fault(Fault::MaxAge)));
	}

	#[test]
	fn read_more_than_there_may_be() {
		let rules = format!("[[rule]]\n{RULE}\n").repeat(MAX_RULES as usize + 1);
		assert!(matches!(read(&format!("{HEAD}\n{rules}"), NOW), Err(NotPolicy::Part { .. })));
		let cells = vec!["\"89283470d93ffff\""; MAX_CELLS as usize + 1].join(", ");
		let rule = format!("{RULE}\nplace = {{ cells = [{cells}], minutes = 3, by = 1 }}");
		assert!(matches!(with(HEAD, &rule), Err(NotPolicy::Part { .. })));
		let offsets: Vec<_> =
			(0..=MAX_OFFSETS).map(|place| format!("[{}, 0]", place * 1_000)).collect();
		let offsets = offsets.join(", ");
		let head = format!("zone = {{ good-until = 5, offsets = [{offsets}] }}\nmax-age = \"1m\"");
		assert!(matches!(with(&head, RULE), Err(NotPolicy::Part { .. })));
		let long = " ".repeat(MAX_TEXT + 1);
		assert!(matches!(read(&long, NOW), Err(NotPolicy::Toml(_))));
	}
}
