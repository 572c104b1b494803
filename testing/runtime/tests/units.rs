//! Units under attack, over real draws and signed answers, with the factors of a real network.

use codec::Encode;
use jmt_primitives::{
	cell::Region,
	domains::{DomainId, Layer, MAX_DEPTH},
	proof_of_time::{Class, Group},
	units::Level,
	Balance, DeviceId, Draw, Hash, JMT,
};
use jmt_runtime::{
	constants::rounds::HORIZON_DAYS, genesis_presets::DEVELOPMENT, Devices, ProofOfTime, Runtime,
	RuntimeCall, RuntimeEvent, UncheckedExtrinsic,
};
use jmt_runtime_harness::{
	counter::Access,
	days::short_days,
	device::Device,
	domains::{bind, Maker, GOOD_FOR},
	merge, Chain,
};
use pallet_devices::{Call, Members, RootChange};
use pallet_proof_of_time::{AnswerOutcome, Event, Miners, Shares};
use serde_json::json;
use sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie, Dave};
use sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError};
use std::collections::BTreeMap;

/// A chain whose draws ask every device, and where a key without a unit counts a fiftieth.
fn start() -> Chain {
	let mut patch = short_days(1, u32::MAX);
	let real = json!({ "genesisParameters": { "proofOfTime": {
		"baseWithoutUnit": 20_000,
		"dailyWithoutUnit": 246_000 * (JMT as u64),
	} } });
	merge(&mut patch, real);
	let mut chain = Chain::start_with(DEVELOPMENT, patch);
	chain.blocks(1);
	chain
}

fn name(number: u32) -> Hash {
	Hash::from_low_u64_be(number.into())
}

/// Devices with these numbers, which become this owner's units by a manifest in a new domain of Alice's. Returns the
/// domain.
fn join(
	chain: &mut Chain,
	maker: &Maker,
	owner: Sr25519Keyring,
	numbers: std::ops::Range<u32>,
) -> u32 {
	let first = numbers.start;
	let count = numbers.end - first;
	let domain = chain.open_domain(Alice, (10 + 2 * Balance::from(count)) * JMT);
	let devices = numbers.map(Device::number).collect();
	let list = chain.publish_units(Alice, domain, devices, maker, |index| name(first + index));
	let (owner, expires) = (owner.to_account_id(), chain.next_time() + 600_000);
	let all = (0..count).map(|index| list.activation(index, &owner, expires)).collect();
	include_all(chain, all);
	domain
}

/// Makes blocks until all are in one of them; they share the room of each.
fn include_all(chain: &mut Chain, mut waiting: Vec<UncheckedExtrinsic>) -> Vec<RuntimeEvent> {
	let full: TransactionValidityError = InvalidTransaction::ExhaustsResources.into();
	let mut events = Vec::new();
	for _ in 0..100 {
		if waiting.is_empty() {
			return events;
		}
		let made = chain.block(waiting.clone());
		let mut results = made.results.into_iter();
		waiting.retain(|_| {
			let result = results.next().expect("a result for each");
			assert!(result == Ok(Ok(())) || result == Err(full), "{result:?}");
			result == Err(full)
		});
		events.extend(made.events);
	}
	panic!("{} are in no block", waiting.len());
}

/// Lets these devices answer a draw. Returns the outcome of each.
fn answer(chain: &mut Chain, draw: &Draw, devices: &[Device]) -> BTreeMap<DeviceId, AnswerOutcome> {
	let genesis = chain.genesis_hash();
	let answers = devices.iter().map(|device| device.answer(&genesis, draw)).collect();
	let events = include_all(chain, answers);
	let outcome = |event: RuntimeEvent| match event {
		RuntimeEvent::ProofOfTime(Event::Answered { device, outcome, .. }) => {
			Some((device, outcome))
		},
		_ => None,
	};
	let outcomes: BTreeMap<_, _> = events.into_iter().filter_map(outcome).collect();
	assert_eq!(outcomes.len(), devices.len(), "each answered once");
	outcomes
}

/// Lets them answer the next draw.
fn answer_next(chain: &mut Chain, devices: &[Device]) -> BTreeMap<DeviceId, AnswerOutcome> {
	let draw = chain.until_draw(10);
	answer(chain, &draw, devices)
}

/// Earned and not yet claimed.
fn earned(chain: &mut Chain, device: &Device) -> Balance {
	let id = device.id;
	chain.read(|| Miners::<Runtime>::get(id)).map_or(0, |miner| miner.earned)
}

/// The chain's records of these devices.
fn stored(chain: &mut Chain, devices: &[Device]) -> Vec<Vec<u8>> {
	let of = |device: &Device| {
		let id = device.id;
		(Members::<Runtime>::get(id), Miners::<Runtime>::get(id), Shares::<Runtime>::get(id))
			.encode()
	};
	chain.read(|| devices.iter().map(of).collect())
}

/// A call of Root's in a block, and how often it reached the storage.
fn by_root(chain: &mut Chain, call: Call<Runtime>) -> Access {
	let call = Box::new(RuntimeCall::from(call));
	let sudo = chain.signed(Alice, pallet_sudo::Call::<Runtime>::sudo { call });
	let (made, accesses) = chain.counted_block(vec![sudo]);
	let done = made.all_good().events.into_iter().any(|event| {
		matches!(event, RuntimeEvent::Sudo(pallet_sudo::Event::Sudid { sudo_result: Ok(()) }))
	});
	assert!(done, "Root's call is carried out");
	accesses[0]
}

/// Distrusts a root of trust of so many mining devices beside another one, and says how often that reached the
/// storage.
fn distrusted(count: u32) -> Access {
	let mut chain = start();
	let maker = chain.admit_root(1_000_001, Level::One, count);
	let other = chain.admit_root(1_000_002, Level::One, 1);
	join(&mut chain, &maker, Bob, 0..count);
	join(&mut chain, &other, Charlie, count..count + 1);
	let devices: Vec<_> = (0..count).map(Device::number).collect();
	let honest = [Device::number(count)];
	let all: Vec<_> = (0..=count).map(Device::number).collect();
	chain.until_next_day();
	answer_next(&mut chain, &all);
	let outcomes = answer_next(&mut chain, &all);
	let paid = |outcome: &AnswerOutcome| matches!(outcome, AnswerOutcome::Earned { amount } if *amount > 0);
	assert!(outcomes.values().all(paid), "all are paid before");

	// The open intervals go on for a round.
	let draw = chain.until_draw(10);
	let records = stored(&mut chain, &all);
	let earned_before: Vec<_> = devices.iter().map(|device| earned(&mut chain, device)).collect();
	let distrust = Call::set_root { root: maker.root, terms: None, state: RootChange::Distrusted };
	let access = by_root(&mut chain, distrust);
	assert_eq!(stored(&mut chain, &all), records, "none is visited");

	let outcomes = answer(&mut chain, &draw, &all);
	for (device, earned_before) in devices.iter().zip(&earned_before) {
		let outcome = outcomes[&device.id];
		assert!(matches!(outcome, AnswerOutcome::UnitLost { amount } if amount > 0), "{outcome:?}");
		assert_eq!(earned(&mut chain, device), *earned_before, "not one planck after it");
	}
	assert!(paid(&outcomes[&honest[0].id]));
	// From here on each of them is paid as a key without a unit, and the other unit has its class to itself.
	let (class, raw) = chain.read(|| {
		let ledger = ProofOfTime::ledger(Class::Proven);
		(ledger.mining_devices, ledger.raw)
	});
	assert_eq!((class, raw), (1, 1_000_000));
	assert_eq!(chain.read(|| ProofOfTime::group(Group::Root(maker.root))), None);
	let outcomes = answer_next(&mut chain, &all);
	let AnswerOutcome::Earned { amount: whole } = outcomes[&honest[0].id] else {
		panic!("it is paid")
	};
	for device in &devices {
		let AnswerOutcome::Earned { amount } = outcomes[&device.id] else { panic!("it is paid") };
		assert!(amount <= whole / 49, "{amount} of {whole}");
	}
	access
}

#[test]
fn a_distrusted_root_ends_the_pay_of_a_thousand_units_and_visits_none() {
	assert_eq!(distrusted(1_000), distrusted(10), "whatever the number of its units");
}

/// Registers devices with these numbers for their owner, without units.
fn register(chain: &mut Chain, owner: Sr25519Keyring, numbers: &[u32]) {
	let genesis = chain.genesis_hash();
	let (account, expires) = (owner.to_account_id(), chain.next_time() + 60_000);
	let calls = numbers.iter().zip(0..).map(|(number, earlier)| {
		let call = Device::number(*number).register(&genesis, &account, expires);
		chain.signed_after(owner, earlier, call)
	});
	let calls = calls.collect();
	chain.include(calls).all_good();
}

/// A unit with a key and a name of its own.
struct Unit<'a> {
	maker: &'a Maker,
	key: Device,
	name: Hash,
}

impl Unit<'_> {
	/// Binds it to a device.
	fn bind(&self, chain: &mut Chain, owner: Sr25519Keyring, device: &Device) {
		let (genesis, account) = (chain.genesis_hash(), owner.to_account_id());
		let (now, id) = (chain.next_time(), device.id);
		let binding = bind(&genesis, &self.key, &self.name, device, &account, now + 60_000);
		let certificate = self.maker.certify(self.name, &self.key, now + GOOD_FOR);
		let call = Call::bind_unit { device: id, certificate, binding: Some(binding) };
		let call = chain.signed(owner, call);
		chain.include(vec![call]).all_good();
	}
}

#[test]
fn a_unit_that_goes_to_and_fro_earns_less_than_one_that_stays() {
	for between_answers in [false, true] {
		let mut chain = start();
		let maker = chain.admit_root(1_000_001, Level::One, 2);
		register(&mut chain, Bob, &[0, 1]);
		register(&mut chain, Charlie, &[2]);
		let unit = |number| Unit { maker: &maker, key: Device::number(number), name: name(number) };
		let (roving, staying) = (unit(100), unit(101));
		let devices = [0, 1, 2].map(Device::number);
		roving.bind(&mut chain, Bob, &devices[0]);
		staying.bind(&mut chain, Charlie, &devices[2]);
		chain.until_next_day();
		let mut has = 0;
		for _ in 0..14 {
			// Two days together, which count as a stay.
			chain.doze(HORIZON_DAYS - 1);
			let draw = chain.until_draw(10);
			let other = 1 - has;
			if between_answers {
				// One answers, hands the unit on, and the other answers with it: together they are paid for one unit
				// at every time, and neither for its stay.
				let first = [2, has as u32].map(Device::number);
				answer(&mut chain, &draw, &first);
				roving.bind(&mut chain, Bob, &devices[other]);
				answer(&mut chain, &draw, &devices[other..=other]);
			} else {
				// It comes to the other before both answer.
				roving.bind(&mut chain, Bob, &devices[other]);
				answer(&mut chain, &draw, &devices);
			}
			has = other;
		}
		let both = earned(&mut chain, &devices[0]) + earned(&mut chain, &devices[1]);
		let one = earned(&mut chain, &devices[2]);
		println!("between answers: {between_answers}; both {both}, one that stays {one}");
		assert!(one > 0 && both < one, "{both} against {one}");
	}
}

#[test]
fn a_key_that_leaked_takes_the_units_bound_since_and_keeps_those_before() {
	let mut chain = start();
	let maker = chain.admit_root(1_000_001, Level::One, 2);
	register(&mut chain, Bob, &[0, 1]);
	let unit = |number| Unit { maker: &maker, key: Device::number(number), name: name(number) };
	let devices = [0, 1].map(Device::number);
	unit(100).bind(&mut chain, Bob, &devices[0]);
	let since_block = chain.number() + 1;
	unit(101).bind(&mut chain, Bob, &devices[1]);
	chain.until_next_day();
	answer_next(&mut chain, &devices);
	let draw = chain.until_draw(10);
	by_root(&mut chain, Call::revoke_root_key { root: maker.root, key: 0, since_block });
	let outcomes = answer(&mut chain, &draw, &devices);
	let (kept, lost) = (outcomes[&devices[0].id], outcomes[&devices[1].id]);
	assert!(matches!(kept, AnswerOutcome::Earned { amount } if amount > 0), "{kept:?}");
	assert!(matches!(lost, AnswerOutcome::UnitLost { amount } if amount > 0), "{lost:?}");
	assert_eq!(earned(&mut chain, &devices[1]), 0);
}

#[test]
fn a_device_that_moves_between_answers_and_leaves_is_paid_once() {
	let mut chain = start();
	let maker = chain.admit_root(1_000_001, Level::One, 2);
	let first = join(&mut chain, &maker, Bob, 0..2);
	let second = chain.open_domain(Bob, JMT);
	let devices = [0, 1].map(Device::number);
	let (moving, id) = (&devices[0], devices[0].id);
	let group = |chain: &mut Chain, top: u32| {
		chain.read(|| ProofOfTime::group(Group::Top(top))).map_or(0, |book| book.raw)
	};
	chain.until_next_day();
	answer_next(&mut chain, &devices);
	assert_eq!((group(&mut chain, first), group(&mut chain, second)), (2_000_000, 0));
	let draw = chain.until_draw(10);
	// Bob is an authority of his own domain, and needs no permit.
	let call = Call::move_device { device: id, to: Some(second), permit: None };
	let call = chain.signed(Bob, call);
	chain.include(vec![call]).all_good();
	assert_eq!(group(&mut chain, first), 2_000_000, "its record changes with its answer");
	let outcomes = answer(&mut chain, &draw, &devices);
	let [AnswerOutcome::Earned { amount }, AnswerOutcome::Earned { amount: other }] =
		devices.each_ref().map(|device| outcomes[&device.id])
	else {
		panic!("both are paid: {outcomes:?}")
	};
	assert_eq!(amount, other, "as much as one that stayed");
	assert_eq!((group(&mut chain, first), group(&mut chain, second)), (1_000_000, 1_000_000));
	assert_eq!(earned(&mut chain, moving), amount);

	let remove = chain.signed(Bob, Call::remove { device: id });
	let made = chain.include(vec![remove]).all_good();
	let left = made.events.into_iter().find_map(|event| match event {
		RuntimeEvent::ProofOfTime(Event::DeviceLeft { paid, owner, .. }) => Some((paid, owner)),
		_ => None,
	});
	assert_eq!(left, Some((amount, Bob.to_account_id())));
	assert_eq!((group(&mut chain, first), group(&mut chain, second)), (1_000_000, 0));
	assert_eq!(chain.read(|| ProofOfTime::share(id)), None);
}

#[test]
fn a_unit_that_fell_is_reported_for_the_bounty() {
	let mut chain = start();
	let maker = chain.admit_root(1_000_001, Level::One, 1);
	join(&mut chain, &maker, Bob, 0..1);
	let devices = [Device::number(0)];
	let device = devices[0].id;
	chain.until_next_day();
	answer_next(&mut chain, &devices);
	chain.until_draw(10);
	let report = |chain: &mut Chain| {
		let call = pallet_proof_of_time::Call::report_distrusted { device };
		let call = chain.signed(Dave, call);
		chain.include(vec![call])
	};
	let stands = pallet_proof_of_time::Error::<Runtime>::StandsStill.into();
	assert_eq!(report(&mut chain).results, [Ok(Err(stands))]);
	let state = RootChange::Distrusted;
	by_root(&mut chain, Call::set_root { root: maker.root, terms: None, state });
	let made = report(&mut chain).all_good();
	let told = made.events.into_iter().find_map(|event| match event {
		RuntimeEvent::ProofOfTime(Event::DistrustReported { root, reporter, bounty, .. }) => {
			Some((root, reporter, bounty))
		},
		_ => None,
	});
	let bounty = jmt_runtime::constants::rounds::BOUNTY;
	let (root, reporter, paid) = told.expect("it is told");
	assert_eq!((root, reporter), (maker.root, Dave.to_account_id()));
	assert!(paid > 0 && paid <= bounty, "{paid}");
	assert_eq!(chain.read(|| ProofOfTime::ledger(Class::Proven)).mining_devices, 0);
	let outcome = answer_next(&mut chain, &devices)[&device];
	assert_eq!(outcome, AnswerOutcome::Started);
}

/// A domain of Alice's that lies as deep as one may, with 30 JMT.
fn deepest(chain: &mut Chain) -> DomainId {
	let mut domain = chain.open_domain(Alice, JMT);
	for _ in 1..MAX_DEPTH {
		let (parent, layer, region) = (Some(domain), Layer::Device, Region::World);
		let create = chain.signed(Alice, Call::create_domain { parent, layer, region });
		let made = chain.include(vec![create]).all_good();
		let created = made.events.into_iter().find_map(|event| match event {
			RuntimeEvent::Devices(pallet_devices::Event::DomainCreated { domain, .. }) => {
				Some(domain)
			},
			_ => None,
		});
		domain = created.expect("it was made");
	}
	assert_eq!(chain.read(|| Devices::domain(domain)).map(|it| it.depth), Some(MAX_DEPTH));
	chain.fund_domain(Alice, domain, 30 * JMT);
	domain
}

/// The cost that identity adds to an answer: at most so many reads and writes for a unit as deep as one may lie.
#[test]
fn an_answer_of_a_unit_at_the_greatest_depth_reaches_the_storage_a_bounded_number_of_times_more() {
	let mut chain = start();
	let maker = chain.admit_root(1_000_001, Level::One, 1);
	let domain = deepest(&mut chain);
	let list = chain.publish_units(Alice, domain, vec![Device::number(0)], &maker, name);
	let activation = list.activation(0, &Bob.to_account_id(), chain.next_time() + 60_000);
	include_all(&mut chain, vec![activation]);
	register(&mut chain, Charlie, &[1]);
	let devices = [0, 1].map(Device::number);
	let genesis = chain.genesis_hash();
	let count = |chain: &mut Chain| {
		let draw = chain.until_draw(10);
		let answers = devices.each_ref().map(|device| device.answer(&genesis, &draw)).into();
		let (made, accesses) = chain.counted_block(answers);
		made.all_good();
		let [deep, flat] = accesses[..] else { panic!("both answered") };
		println!("{deep:?}, beside {flat:?} at large and without a unit");
		let more = |deep: u32, flat: u32| i64::from(deep) - i64::from(flat);
		(more(deep.reads, flat.reads), more(deep.writes, flat.writes))
	};
	chain.until_next_day();
	answer_next(&mut chain, &devices);
	let (reads, writes) = count(&mut chain);
	assert!(reads > 8 && reads <= 25, "{reads} reads more, once it has answered on that day");
	assert!(writes <= 6, "{writes} writes more");
	// The first answer of a day finds the shares anew.
	chain.until_next_day();
	let (reads, first_writes) = count(&mut chain);
	assert!(reads <= 25, "{reads} reads more");
	assert!(first_writes > writes && first_writes <= 6, "{first_writes} writes more");
}
