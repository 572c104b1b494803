//! 50 B, and where they start.

use jmt_primitives::{
	supply::{Pot, DAILY_RELEASE, TOTAL_SUPPLY},
	JMT,
};
use std::collections::BTreeSet;

#[test]
fn it_adds_up_to_fifty_billion() {
	let minted: u128 = Pot::ALL.into_iter().map(Pot::genesis_balance).sum();
	assert_eq!(minted, TOTAL_SUPPLY);
	for pot in Pot::ALL {
		assert_eq!(Pot::ENDOWED.contains(&pot), pot.genesis_balance() > 0, "{pot:?}");
	}
	assert_eq!(TOTAL_SUPPLY, 50_000_000_000_000_000_000_000);
	assert_eq!(DAILY_RELEASE, 4_100_000 * JMT);
}

#[test]
fn it_gives_every_pot_an_address_of_its_own() {
	let ids: BTreeSet<_> = Pot::ALL.into_iter().map(Pot::pallet_id).collect();
	assert_eq!(ids.len(), Pot::ALL.len());
}
