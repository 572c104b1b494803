//! A validator that is killed at any moment does not sign twice: neither the others nor the chain know of a second
//! vote or block of it, and finality, for which its votes are needed, goes on.

use jmt_e2e::turn;
use jmt_node_runner::{
	kills::{Kills, Outcome},
	Result,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_that_is_killed_again_and_again_does_not_vote_twice() -> Result<()> {
	let _turn = turn::network().await;
	assert_clean(Kills::now(20)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_whose_database_forgot_its_votes_does_not_vote_twice() -> Result<()> {
	let _turn = turn::network().await;
	assert_clean(Kills::now(4).forgetting()).await
}

async fn assert_clean(kills: Kills) -> Result<()> {
	println!("{kills:?}");
	let outcome = kills.run(|outcome: &Outcome| assert!(outcome.is_clean(), "{outcome:?}")).await?;
	assert!(outcome.is_clean(), "{outcome:?}");
	assert_eq!(outcome.kills, kills.count);
	assert!(outcome.justifications > 0, "no justification was read");
	Ok(())
}
