//! Uses that were bought on the chain before they are served.

use super::*;

fn priced(most: u32) -> House {
	house(vec![anybody(vec![uses(most, Counting::OnChain)], 5)])
}

fn asks(house: &mut House, action: Action, now: Moment) -> Result<Let, Denied> {
	let challenge = house.gate.ask(&Wish { action, ..WISH }, now).unwrap().unwrap();
	let visit = house.answer(&challenge, &Right::Own);
	house.decide(&visit, now)
}

#[test]
fn decide_a_limit_counted_on_the_chain_limits_what_is_served_in_a_window_too() {
	let mut house = priced(2);
	// Bought over several days, and kept.
	house.paid(5);
	assert!(house.visit(&Right::Own, NOW).is_ok() && house.visit(&Right::Own, NOW).is_ok());
	refused(house.visit(&Right::Own, NOW), Reason::UsesExhausted);
	let mut house = house.starts_anew();
	refused(house.visit(&Right::Own, NOW), Reason::UsesExhausted);
	let next = NOW + DAY;
	house.state.at = next;
	assert!(house.visit(&Right::Own, next).is_ok() && house.visit(&Right::Own, next).is_ok());
	refused(house.visit(&Right::Own, next), Reason::UsesExhausted);
	// The last one of five.
	let last = next + DAY;
	house.state.at = last;
	assert!(house.visit(&Right::Own, last).is_ok());
	refused(house.visit(&Right::Own, last), Reason::NotPaid);
}

#[test]
fn decide_a_use_is_served_of_the_action_that_it_was_bought_of() {
	let mut house = priced(9);
	house.bought(vec![(Action::READ, 3), (Action::OPEN, 1)], 0);
	for _ in 0..3 {
		assert!(asks(&mut house, Action::READ, NOW).is_ok());
	}
	refused(asks(&mut house, Action::READ, NOW), Reason::NotPaid);
	let mut house = house.starts_anew();
	assert!(asks(&mut house, Action::OPEN, NOW).is_ok());
	refused(asks(&mut house, Action::OPEN, NOW), Reason::NotPaid);
	refused(asks(&mut house, Action::CLOSE, NOW), Reason::NotPaid);
}

#[test]
fn decide_another_series_of_the_same_enforcer_is_served_by_itself() {
	let mut house = priced(9);
	house.paid(1);
	assert!(house.visit(&Right::Own, NOW).is_ok());
	// Another device enforced meanwhile. That which was bought before lapsed.
	house.resource().series = 2;
	house.paid(5);
	refused(house.visit(&Right::Own, NOW), Reason::NotPaid);
	house.bought(vec![(WISH.action, 1)], 2);
	assert!(house.visit(&Right::Own, NOW).is_ok());
	refused(house.visit(&Right::Own, NOW), Reason::NotPaid);
}

#[test]
fn decide_a_price_without_a_limit_counts_no_window() {
	let mut house = house(vec![anybody(Vec::new(), 5)]);
	house.paid(2);
	assert!(house.visit(&Right::Own, NOW).is_ok() && house.visit(&Right::Own, NOW).is_ok());
	refused(house.visit(&Right::Own, NOW), Reason::NotPaid);
	let folder = gate_folder(house.folder.path(), &house.key.id(), LIFT).join("ledger");
	assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1, "the bought ones alone");
}

#[test]
fn decide_a_use_that_the_log_does_not_take_is_not_counted() {
	let mut house = priced(9);
	house.paid(1);
	house.gate.log.fill_for_test(1 << 20);
	let challenge = house.ask(NOW);
	let visit = house.answer(&challenge, &Right::Own);
	assert!(house.tries(&visit, NOW).is_err());
	let mut house = house.starts_anew();
	assert!(house.visit(&Right::Own, NOW).is_ok(), "it was paid, and not served");
	refused(house.visit(&Right::Own, NOW), Reason::NotPaid);
}
