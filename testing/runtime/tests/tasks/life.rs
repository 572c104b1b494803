//! The life of a task, from its post to its collection.

use super::market::*;
use codec::{Decode, Encode};
use frame_support::traits::fungible::Inspect;
use jmt_primitives::{
	supply::Pot,
	tasks::{BatchOpened, MarketView, Quote, Stage, TaskView, TermsFault, Verdict, WorkerView},
	AccountId, Balance, JMT,
};
use jmt_runtime::{Balances, Emission, Runtime};
use pallet_tasks::{Books, Call};
use serde_json::json;
use sp_keyring::Sr25519Keyring::Alice;

/// All that the owners of workers have.
fn wealths(market: &mut Market) -> Vec<Balance> {
	let of = |owner: AccountId| Balances::total_balance(&owner);
	market.chain.read(|| OWNERS.map(|owner| of(owner.to_account_id())).to_vec())
}

#[test]
fn three_are_paid_and_the_books_agree_to_the_planck() {
	let mut market = Market::start(json!({}));
	let before = wealths(&mut market);
	let id = market.post();
	let amounts = market.task(id).amounts;
	assert_eq!((amounts.pay, amounts.fee, amounts.bond), (PAY, FEE, 32 * PAY));

	// Two blocks draw the seed, and the third one announces it in its header.
	market.chain.blocks(2);
	let header = market.chain.block(Vec::new()).header;
	let announced = header.digest.logs().iter().find_map(BatchOpened::from_digest_item);
	let seed = market.batch(id).opening.expect("it is drawn").seed;
	assert_eq!(announced, Some(BatchOpened { first: id, count: 1, seed, units: 3 }));

	// The pool and the block take each step; no money moves before the last one.
	let claims: Vec<_> = (0..3).map(|worker| market.claim(id, worker)).collect();
	for claim in &claims {
		assert!(market.chain.validate(claim.clone()).is_ok());
	}
	market.chain.block(claims).all_good();
	market.until(id, |stage| matches!(stage, Stage::Running(_)));
	let commits = (0..3).map(|worker| market.commit(id, worker)).collect();
	market.chain.block(commits).all_good();
	assert_eq!(wealths(&mut market), before);
	assert_eq!(market.worker(0).reserved, 32 * PAY);

	let pot = market.chain.read(|| Emission::pot_balance(Pot::Ecosystem));
	let reveals = market.reveals(id);
	market.chain.block(reveals).all_good();
	assert_eq!(market.stage(id), Stage::Ended(Verdict::Done));
	let paid: Vec<_> = before.iter().map(|wealth| wealth + PAY - FEE).collect();
	assert_eq!(wealths(&mut market), paid);
	let now = market.chain.read(|| Emission::pot_balance(Pot::Ecosystem));
	assert_eq!(now, pot + 3 * FEE);
	let worker = market.worker(0);
	assert_eq!((worker.done, worker.open, worker.reserved), (1, 0, 0));

	let collect = market.chain.signed(Alice, Call::collect { task: id });
	market.chain.include(vec![collect]).all_good();
	market.chain.read(|| {
		assert_eq!(pallet_tasks::Tasks::<Runtime>::iter().count(), 0);
		assert_eq!(pallet_tasks::Outputs::<Runtime>::iter().count(), 0);
		let books = Books::<Runtime>::get();
		assert_eq!(books.posted, amounts.price + amounts.deposit);
		assert_eq!((books.paid, books.fees), (3 * (PAY - FEE), 3 * FEE));
		assert_eq!(books.refunded, amounts.deposit);
		assert_eq!(books.service, amounts.service);
		assert_eq!((books.staked, books.slashed), (30 * JMT, 0));
	});
}

#[test]
fn the_api_says_where_it_stands_and_what_it_costs() {
	let mut market = Market::start(json!({}));
	let id = market.opened();
	let device = market.devices[0].id;
	let mut ask = |method: &str, arguments: Vec<u8>| market.chain.call_api(method, &arguments);
	let view = ask("TasksApi_task", id.encode());
	let view = Option::<TaskView>::decode(&mut &view[..]).expect("it is a view");
	let view = view.expect("there is one");
	assert!(matches!(view.stage, Stage::Claiming(_)) && view.deadline.is_some(), "{view:?}");
	let page = ask("TasksApi_task_page", 0u64.encode());
	let page = Vec::<TaskView>::decode(&mut &page[..]).expect("it is a page");
	assert_eq!(page, [view]);
	let worker = ask("TasksApi_worker", device.encode());
	let worker = Option::<WorkerView>::decode(&mut &worker[..]).expect("it is a view");
	assert_eq!(worker.map(|worker| (worker.units, worker.free)), Some((1, 10 * JMT)));
	let quote = ask("TasksApi_quote", terms().encode());
	let quote = Result::<Quote, TermsFault>::decode(&mut &quote[..]).expect("it is a quote");
	assert_eq!(quote.map(|quote| quote.price), Ok(3 * PAY));
	let figures = ask("TasksApi_market", Vec::new());
	let figures = MarketView::decode(&mut &figures[..]).expect("these are figures");
	assert_eq!((figures.next, figures.workers, figures.units), (id + 1, 3, 3));
}
