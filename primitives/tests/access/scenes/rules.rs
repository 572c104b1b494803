//! Rules, scopes and policies.

use super::*;

fn window(random: &mut Random) -> Window {
	match random.one_in(3) {
		true => {
			let from = near(random);
			Window::Dates { from: from.min(NOW + 5), to: from + random.below(HOUR) }
		},
		false => {
			// Wednesday noon is minute 3,600 of the week.
			let from = 3_590 + random.below(14) as u16;
			let from = random.pick(&[from, 0, 10_000]);
			let to = random.pick(&[from + 12, 3_604, 4_000]) % 10_080;
			Window::Weekly { from, to: if to == from { from + 1 } else { to } }
		},
	}
}

fn windows(random: &mut Random) -> Vec<Window> {
	(0..1 + random.below(3)).map(|_| window(random)).collect()
}

/// A condition; of uses and approvals only where a rule allows.
pub(crate) fn condition(random: &mut Random, effect: Effect, limits: &[Limit; 2]) -> Condition {
	let kinds = if effect == Effect::Allow { 5 } else { 3 };
	match random.below(kinds) {
		0 => Condition::Level(random.pick(&[Level::One, Level::Two])),
		1 => {
			let cells = vec![random.pick(&cells())].try_into().unwrap();
			let by = random.pick(&[HOUSE, SHAFT, FIRM]);
			Condition::Place(Area { cells, minutes: random.pick(&[1, 5, 60]), by })
		},
		2 => Condition::Time(windows(random).try_into().unwrap()),
		3 => {
			let limit = random.pick(limits);
			Condition::Uses(Limit { most: 1 + random.below(4) as u32, ..limit })
		},
		_ => {
			let of: Approvers = vec![account(20), account(21)].try_into().unwrap();
			Condition::Approvals { least: 1 + random.below(2) as u8, of }
		},
	}
}

fn who(random: &mut Random) -> Who {
	let reach = random.pick(&[Reach::Exact, Reach::Below]);
	match random.below(12) {
		0..=3 => Who::Anybody,
		4 => Who::Device(random.pick(&[phone(), stranger(), tablet(), Key::ed(60)]).id()),
		5 => Who::Account(random.pick(&[boss(), account(9)])),
		6 => Who::OwnedBy(random.pick(&[boss(), account(9)])),
		7 => Who::Domain { domain: random.pick(&[FIRM, TEAM, HOUSE]), reach },
		8 => Who::Members(GROUP),
		_ => Who::TrustedBy(random.pick(&[HOUSE, SHAFT])),
	}
}

/// A rule with this effect.
pub(crate) fn some_rule(random: &mut Random, effect: Effect, limits: &[Limit; 2]) -> Rule {
	let who = match (effect, who(random)) {
		(Effect::Deny, Who::Members(_) | Who::Anybody) if !random.one_in(4) => {
			Who::Device(stranger().id())
		},
		(_, who) => who,
	};
	let number = random.pick(&[0, 0, 1, 1, 2, 3]);
	let conditions = (0..number).map(|_| condition(random, effect, limits)).collect();
	let mut rule = rule(effect, who, conditions);
	if random.one_in(10) {
		rule.actions = Actions(1 << random.below(8));
	}
	if effect == Effect::Allow && random.one_in(8) {
		rule.duties.price = 3;
	}
	rule
}

/// The limits of a policy, of one window.
pub(crate) fn limits() -> [Limit; 2] {
	let limit = |counting| Limit { most: 1, window: 7 * MINUTE, counting };
	[limit(Counting::OnChain), limit(Counting::Locally)]
}

pub(super) fn body(random: &mut Random) -> PolicyBody {
	let mut rules = Vec::new();
	for _ in 0..random.below(6) {
		let effect = random.pick(&[Effect::Allow, Effect::Allow, Effect::Deny]);
		rules.push(some_rule(random, effect, &limits()));
	}
	let offsets = random.pick(&[vec![(0, 0)], vec![(0, 60), (NOW + 2 * MINUTE, 0)], vec![]]);
	let offsets = if random.one_in(3) { offsets } else { vec![(0, 0)] };
	let zone = Zone {
		offsets: offsets.try_into().unwrap(),
		good_until: random.pick(&[NOW + DAY, NOW + DAY, NOW + 5 * MINUTE, NOW - 1]),
	};
	let max_age = random.pick(&[10 * MINUTE, 10 * MINUTE, DAY, MINUTE, 0]);
	PolicyBody { zone, max_age, rules: rules.try_into().unwrap() }
}

pub(crate) fn some_scope(random: &mut Random) -> Scope {
	let mut scope = scope();
	if random.one_in(12) {
		scope.actions = Actions(1 << random.below(4));
	}
	if random.one_in(5) {
		scope.cells = vec![random.pick(&cells())].try_into().unwrap();
	}
	if random.one_in(4) {
		scope.windows = windows(random).try_into().unwrap();
	}
	if random.one_in(4) {
		(scope.not_before, scope.expires) = (near(random).min(NOW + 1), near(random));
	}
	if random.one_in(4) {
		scope.uses = Some(random.below(4) as u32);
	}
	scope
}
