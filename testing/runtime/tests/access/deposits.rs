//! The deposits that `docs/operators.md` names, as they are held on the chain.

use super::stage::{bob, Stage};
use codec::Encode;
use jmt_primitives::{
	access::{Authority, Counted, Holder},
	Balance, JMT,
};
use jmt_runtime::Runtime;
use pallet_access::{Grants, Policies, Resources, Uses};
use sp_keyring::Sr25519Keyring::{Alice, Bob};

/// A ten-thousandth of a JMT: the price of a byte.
const BYTE: Balance = JMT / 10_000;

#[test]
fn resources_grants_policies_and_uses_cost_what_operators_are_told() {
	let mut stage = Stage::new();
	let grant = stage.grant(Alice, None, Holder::Account(Bob.to_account_id()));
	let opening = stage.opening(bob(), Authority::Own);
	stage.send(Bob, opening);
	let (lift, policy) = (stage.lift, stage.policy);
	let (resource, grant, policy, uses) = stage.chain.read(|| {
		let uses = Uses::<Runtime>::get(lift, Counted::Subject(bob()));
		let resource = Resources::<Runtime>::get(lift).expect("it is there");
		let grant = Grants::<Runtime>::get(grant).expect("it is there");
		let policy = Policies::<Runtime>::get(policy).expect("it is there");
		(resource, grant, policy, uses.expect("it was paid"))
	});
	assert_eq!(resource.deposit, 1_146 * BYTE);
	assert_eq!(grant.deposit, 1_464 * BYTE);
	assert_eq!(uses.deposit, 1_210 * BYTE);
	let bytes = policy.body.encoded_size() as Balance; // cast: a small number
	assert_eq!(policy.deposit, (1_076 + bytes) * BYTE);
}
