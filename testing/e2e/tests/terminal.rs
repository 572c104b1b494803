//! The question that the agent asks somebody at a terminal.

use jmt_e2e::{
	terminal::{run_text, run_typed},
	turn, STEP,
};
use jmt_node_runner::{
	chain::text,
	transfer::{account, next_nonce, Pair},
	Edge, Network, Result,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_at_a_terminal_was_sent_without_a_question() -> Result<()> {
	let _turn = turn::node().await;
	let network = Network::builder().chain("dev").start().await?;
	network.wait_finalized(3, STEP).await?;
	let node = network.first();
	let agent = Edge::new("agent", &node.raw_spec().await?, network.dir())?;
	let payer = account("//Bob")?;
	let key = agent.path("payee.key").to_string_lossy().into_owned();
	let made = agent.json(&["key", "new", "--out", &key]).await?;
	let payee = text("address", &made["address"])?;
	let transfer = ["transfer", &payee, "1.5", "--suri", "//Bob"];
	let question = format!("send 1.5 JMT to {payee} for a fee of ");

	// It says amount, receiver and fee, and a no sends nothing.
	let declined = run_typed(&agent, &transfer, "n", network.dir()).await?;
	let said = &declined.stdout;
	assert_eq!(declined.code(), Some(11), "{said}");
	let (_, rest) = said.split_once(&question).unwrap_or_else(|| panic!("no question: {said}"));
	let (fee, _) = rest.split_once(" JMT? [y/N]").unwrap_or_else(|| panic!("no fee: {said}"));
	assert!(fee.parse::<f64>().is_ok_and(|fee| fee > 0.0), "{fee}");
	assert_eq!(next_nonce(node, &payer.public()).await?, 0);

	// A yes sends.
	let sent = run_typed(&agent, &transfer, "y", network.dir()).await?;
	assert_eq!(sent.code(), Some(0), "{}", sent.stdout);
	for words in [&question, &format!("sent 1.5 JMT to {payee}")] {
		assert!(sent.stdout.contains(words.as_str()), "{}", sent.stdout);
	}
	assert_eq!(next_nonce(node, &payer.public()).await?, 1);

	// With `--yes`, and without a terminal, it does not ask.
	let asked_for = [&transfer[..], &["--yes"]].concat();
	let sent = run_typed(&agent, &asked_for, "n", network.dir()).await?;
	assert_eq!(sent.code(), Some(0), "{}", sent.stdout);
	assert!(!sent.stdout.contains("[y/N]"), "{}", sent.stdout);
	let sent = run_text(&agent, &transfer, network.dir()).await?;
	assert_eq!(sent.code(), Some(0), "{}", sent.stderr);
	assert!(!sent.stderr.contains("[y/N]"), "{}", sent.stderr);
	assert_eq!(next_nonce(node, &payer.public()).await?, 3);
	Ok(())
}
