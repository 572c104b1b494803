//! The methods about tasks: one row each, over the runtime API `TasksApi`.

use super::{
	table::{block_example, block_schema, exactly, object, schema_of, words, Param, Row, AT},
	Sources,
};
use jmt_primitives::{
	tasks::{
		Amounts, Audience, Bench, Content, Credit, Input, Limits, MarketView, Mode, Position,
		Quote, Signer, Stage, Tariff, Task, TaskId, TaskView, Terms, TermsFault, Windows, Worker,
		WorkerView,
	},
	AccountId, DeviceId, Hash, JMT,
};
use jsonrpsee::core::RpcResult;
use serde_json::{json, Value as Json};
use sp_runtime::Permill;

const TASK: Param = Param {
	name: "task",
	summary: "Number of the task, or of its panel",
	required: true,
	schema: schema_of::<TaskId>,
};

/// A task.
pub const TASK_VIEW: Row = Row {
	name: "jmt_task",
	summary: "A task, its stage and deadline, and a sentence that says why; null when there is none with this number",
	params: &[TASK, AT],
	result: schema_of::<Option<TaskView>>,
	example: || (vec![json!(1)], words(&task_example())),
	answer: task,
};

/// A page of tasks.
pub const TASK_PAGE: Row = Row {
	name: "jmt_taskPage",
	summary: "Tasks with numbers from this one on, of 64 numbers at most; those that were collected are left out",
	params: &[
		Param {
			name: "from",
			summary: "The first number. jmt_taskMarket says which number comes next",
			required: true,
			schema: schema_of::<TaskId>,
		},
		AT,
	],
	result: schema_of::<Vec<TaskView>>,
	example: || (vec![json!(1)], words(&task_example().into_iter().collect::<Vec<_>>())),
	answer: page,
};

/// A worker.
pub const WORKER: Row = Row {
	name: "jmt_worker",
	summary: "A worker: owner, stake, what of it is free, results so far, and its work factor; null for a device that is not enrolled",
	params: &[
		Param {
			name: "device",
			summary: "Id of the device",
			required: true,
			schema: schema_of::<DeviceId>,
		},
		AT,
	],
	result: schema_of::<Option<WorkerView>>,
	example: || (vec![json!(Hash::repeat_byte(7))], words(&Some(worker_example()))),
	answer: worker,
};

/// A quote.
pub const QUOTE: Row = Row {
	name: "jmt_taskQuote",
	summary: "The cost of terms that are posted now, what each worker has at stake, and up to which worth of a wrong result \
		lying does not pay; or why they are not taken",
	params: &[
		Param {
			name: "terms",
			summary: "Terms as Tasks.post takes them",
			required: true,
			schema: schema_of::<Terms>,
		},
		AT,
	],
	result: || {
		object(&[
			("at", block_schema()),
			("quote", schema_of::<Option<Quote>>()),
			("fault", schema_of::<Option<TermsFault>>()),
			("explanation", schema_of::<Option<String>>()),
		])
	},
	example: || {
		let terms = Terms { pay: 1, ..terms_example() };
		let fault = TermsFault::PayTooSmall;
		let result = json!({
			"at": block_example(),
			"quote": null,
			"fault": words(&fault),
			"explanation": fault.to_string(),
		});
		(vec![words(&terms)], result)
	},
	answer: quote,
};

/// The market.
pub const MARKET: Row = Row {
	name: "jmt_taskMarket",
	summary:
		"Workers and stake units in all, the number that the next task will have, and the tariff",
	params: &[AT],
	result: schema_of::<MarketView>,
	example: || {
		let market = MarketView { next: 2, workers: 3, units: 40, tariff: TARIFF, roomy: 302_000 };
		(Vec::new(), words(&market))
	},
	answer: market,
};

/// The rates of a network as it begins.
const TARIFF: Tariff = Tariff {
	unit: 10 * JMT,
	least_pay: JMT / 100,
	least_bond: JMT,
	bond_pays: 32,
	least_silence: JMT / 10,
	silence_pays: 2,
	market_fee: Permill::from_percent(5),
	service_slot: 3 * JMT / 1_000,
	service_byte: JMT / 10_000_000,
	deposit_task: JMT / 2,
	deposit_byte: JMT / 10_000,
	bounty: 2 * JMT / 1_000,
};

fn terms_example() -> Terms {
	Terms {
		program: Content { hash: Hash::repeat_byte(6), length: 4_000_000 },
		input: Input::Stored(Content { hash: Hash::repeat_byte(5), length: 20_000 }),
		arguments: Default::default(),
		hint: b"https://example.org/blobs/".to_vec().try_into().unwrap_or_default(),
		limits: Limits { fuel: 2_000_000_000, memory_pages: 1_024, output_bytes: 16_384 },
		pay: JMT / 20,
		windows: Windows { claim: 20_000, run: 120_000 },
		audience: Audience::Anyone,
		mode: Mode::Replicate { replicas: 3, quorum: 2, standing: None },
	}
}

/// A task in its claim window. None only where its amounts were too large for a balance.
fn task_example() -> Option<TaskView> {
	let terms = terms_example();
	let amounts = Amounts::of(&terms, &TARIFF)?;
	let task = Task::new(1, 302_400, AccountId::new([5; 32]), terms, amounts);
	let claiming = Stage::Claiming(Bench::Crew);
	let position = Position { stage: claiming, until: Some(1_796_083_226_000), unstarted: false };
	Some(TaskView::new(1, task, position))
}

fn worker_example() -> WorkerView {
	let worker = Worker {
		owner: AccountId::new([5; 32]),
		signer: Signer::Sr25519([8; 32]),
		staked: 200 * JMT,
		reserved: 8 * JMT / 5,
		open: 1,
		enrolled_in: 300_000,
		free_at: 0,
		credit: Credit::default(),
		done: 0,
		wrong: 0,
		silent: 0,
	};
	WorkerView { units: 20, free: worker.free(), credit: 0, work: 1_000_000, worker }
}

fn task(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [task, at] = exactly(arguments)?;
	calls.ask("TasksApi_task", &json!([task]), calls.block(at)?)
}

fn page(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [from, at] = exactly(arguments)?;
	calls.ask("TasksApi_task_page", &json!([from]), calls.block(at)?)
}

fn worker(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [device, at] = exactly(arguments)?;
	calls.ask("TasksApi_worker", &json!([device]), calls.block(at)?)
}

fn quote(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [terms, at] = exactly(arguments)?;
	let at = calls.block(at)?;
	let answer = calls.call("TasksApi_quote", &json!([terms]), at)?;
	let told = answer.to_json()?;
	// A runtime of another time may tell of a fault that this node has no words for.
	let known = answer.translate::<Result<Quote, TermsFault>>()?;
	Ok(json!({
		"at": at.to_json(),
		"quote": told.get("Ok"),
		"fault": told.get("Err"),
		"explanation": known.and_then(Result::err).map(|fault| fault.to_string()),
	}))
}

fn market(Sources { calls, .. }: &Sources, arguments: &[Json]) -> RpcResult<Json> {
	let [at] = exactly(arguments)?;
	calls.ask("TasksApi_market", &Json::Null, calls.block(at)?)
}
