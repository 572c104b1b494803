// Tasks as dapps see them: what terms cost, a task that is taken back, and one that three workers run, each read by
// @polkadot/api and by the node's own methods. The workers are worker.mjs. The client's account and those of the
// workers' owners are new, so that every planck is accounted for.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { stringToHex } from "@polkadot/util";
import { account, finalize } from "./accounts.mjs";
import { JMT, UNKNOWN_DEVICE } from "./protocol.mjs";
import { until } from "./tap.mjs";
import { enrolCrew, workDuring } from "./worker.mjs";

/** How long a check may take, in ms: a task has windows, and five blocks are made in each. */
const LIMIT_MS = 150_000;

/** What the client is given. */
const FUNDS = 10n * JMT;

/** The input, which is the output too. */
const INPUT = stringToHex("every planck");

/** Terms for three workers. No program has these bytes, and none is run. */
const TERMS = {
	program: { hash: `0x${"06".repeat(32)}`, length: 4_000 },
	input: { Inline: INPUT },
	arguments: "0x",
	hint: "0x",
	limits: { fuel: 1_000_000, memoryPages: 16, outputBytes: 1_024 },
	pay: JMT / 20n,
	windows: { claim: 10_000, run: 30_000 },
	audience: "Anyone",
	mode: { Replicate: { replicas: 3, quorum: 2, standing: null } },
};

/** Runs the checks against the node at `url`, of a development chain. */
export async function checkTasks(tap, { url }) {
	const provider = new WsProvider(url);
	let chain;
	const quoted = await tap.check("TasksApi.quote and jmt_taskQuote tell what a task costs, or why not", async () => {
		const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		chain = { api, provider, client: account(`//Client//${randomUUID()}`) };
		return quote(chain);
	});
	if (quoted) {
		const back = await tap.check("a task that nobody claimed is taken back, to the planck", () => cancel(chain), LIMIT_MS);
		const enrolled = await tap.check("three owners enrol a worker each", () => enrol(chain), LIMIT_MS);
		if (back && enrolled) {
			await tap.check("three workers run a task, and are paid without a fee", () => run(chain), LIMIT_MS);
			await tap.check("a client that collects has paid what it was told, to the planck", () => collect(chain), LIMIT_MS);
		}
	}
	await (chain?.api ?? provider).disconnect();
}

/** The only event of a kind among those of a final call, its data by name. */
function eventOf({ events }, kind) {
	const [found, ...rest] = events.map(({ event }) => event).filter((event) => kind.is(event));
	assert.ok(found !== undefined, `no ${kind.meta.name}`);
	assert.deepEqual(rest, []);
	return found.data;
}

/** The fee of a final call, in planck. */
function feeOf({ api }, call) {
	return eventOf(call, api.events.transactionPayment.TransactionFeePaid).actualFee.toBigInt();
}

/** What is free of an account after a block, in planck. */
async function freeOf({ api }, { address }, hash) {
	return (await (await api.at(hash)).query.system.account(address)).data.free.toBigInt();
}

/** Terms as JSON has them. */
function inJson({ limits, pay, ...terms }) {
	const { fuel, memoryPages, outputBytes } = limits;
	return { ...terms, limits: { fuel, memory_pages: memoryPages, output_bytes: outputBytes }, pay: `${pay}` };
}

async function quote({ api, provider }) {
	const told = (await api.call.tasksApi.quote(TERMS)).asOk;
	const { quote: figures, fault } = await provider.send("jmt_taskQuote", [inJson(TERMS)]);
	assert.equal(fault, null);
	for (const [name, figure] of Object.entries(figures)) {
		const field = name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
		assert.equal(`${told[field].toBigInt()}`, figure, name);
	}
	assert.equal(told.price.toBigInt(), 3n * TERMS.pay);
	const wrong = { ...TERMS, mode: { Replicate: { replicas: 3, quorum: 1, standing: null } } };
	assert.ok((await api.call.tasksApi.quote(wrong)).asErr.isQuorum);
	const refused = await provider.send("jmt_taskQuote", [inJson(wrong)]);
	assert.deepEqual([refused.quote, refused.fault], [null, "Quorum"]);
	assert.match(refused.explanation, /quorum/);
	return `price ${figures.price}, deposit ${figures.deposit}, service fee ${figures.service_fee} planck`;
}

async function cancel(chain) {
	const { api, provider, client } = chain;
	const funded = await finalize(api.tx.balances.transferKeepAlive(client.address, FUNDS), account("//Alice"));
	const before = await freeOf(chain, client, funded.blockHash);
	const terms = { ...TERMS, audience: { Devices: [UNKNOWN_DEVICE] }, mode: { Accept: { standing: 60_000 } } };
	const posted = await finalize(api.tx.tasks.post(terms), client);
	const { task, price, deposit, service } = eventOf(posted, api.events.tasks.Posted);
	assert.equal(price.toBigInt(), TERMS.pay);
	const cancelled = await finalize(api.tx.tasks.cancel(task), client);
	const { released } = eventOf(cancelled, api.events.tasks.Cancelled);
	assert.equal(released.toBigInt(), price.toBigInt() + deposit.toBigInt());
	chain.free = await freeOf(chain, client, cancelled.blockHash);
	assert.equal(before - chain.free, service.toBigInt() + feeOf(chain, posted) + feeOf(chain, cancelled));
	assert.equal((await api.query.balances.holds(client.address)).length, 0);
	assert.ok((await api.call.tasksApi.task(task)).isNone);
	assert.equal(await provider.send("jmt_task", [task.toNumber()]), null);
}

async function enrol(chain) {
	const { api, provider } = chain;
	chain.crew = await enrolCrew(api);
	for (const { id, owner } of chain.crew) {
		const told = (await api.call.tasksApi.worker(id)).unwrap();
		assert.equal(told.worker.owner.toString(), owner.address);
		const view = await provider.send("jmt_worker", [id]);
		assert.deepEqual([view.units, view.worker.open, view.worker.done], [1, 0, 0]);
		assert.equal(BigInt(view.free), told.free.toBigInt());
		assert.equal(view.free, view.worker.staked);
	}
}

async function run(chain) {
	const { api, provider, client, crew } = chain;
	const head = await api.rpc.chain.getFinalizedHead();
	const before = await Promise.all(crew.map(({ owner }) => freeOf(chain, owner, head)));
	const { hash, view } = await workDuring(crew, provider, async () => {
		const audience = { Devices: crew.map(({ id }) => id) };
		chain.posted = await finalize(api.tx.tasks.post({ ...TERMS, audience }), client);
		({ task: chain.task } = eventOf(chain.posted, api.events.tasks.Posted));
		return ended(chain);
	});
	const told = await provider.send("jmt_task", [chain.task.toNumber(), hash]);
	assert.deepEqual(told.stage, { Ended: "Done" });
	assert.equal(told.why, view.why.toString());
	assert.equal(told.task.terms_hash, view.task.termsHash.toHex());
	const { bench, index } = told.task.end.result;
	assert.equal(bench, "Crew");
	const output = await (await api.at(hash)).query.tasks.outputs(chain.task, index);
	assert.equal(output.unwrap().toHex(), INPUT);
	const { pay, fee } = told.task.amounts;
	for (const [position, { id, owner }] of crew.entries()) {
		const gained = (await freeOf(chain, owner, hash)) - before[position];
		assert.equal(gained, BigInt(pay) - BigInt(fee), "an owner paid for its worker's steps, or has another pay");
		const { credit, worker } = await provider.send("jmt_worker", [id, hash]);
		assert.deepEqual([worker.done, worker.open, worker.reserved], [1, 0, "0"]);
		assert.ok(BigInt(credit) > 0n, "it earned no work credit");
	}
	return `task ${chain.task}: ${told.why}`;
}

/** Waits until a task has ended in a final block. Returns that block and the view. */
function ended({ api, task }) {
	return until(async () => {
		const hash = (await api.rpc.chain.getFinalizedHead()).toHex();
		const view = (await (await api.at(hash)).call.tasksApi.task(task)).unwrapOr(undefined);
		return view?.stage.isEnded ? { hash, view } : undefined;
	});
}

async function collect(chain) {
	const { api, client, posted, task } = chain;
	assert.ok(task !== undefined, "there is no task to collect");
	const collected = await finalize(api.tx.tasks.collect(task), client);
	const { released } = eventOf(collected, api.events.tasks.Collected);
	const { price, deposit, service } = eventOf(posted, api.events.tasks.Posted);
	assert.equal(released.toBigInt(), deposit.toBigInt());
	const free = await freeOf(chain, client, collected.blockHash);
	const spent = service.toBigInt() + price.toBigInt() + feeOf(chain, posted) + feeOf(chain, collected);
	assert.equal(chain.free - free, spent);
	assert.equal((await api.query.balances.holds(client.address)).length, 0);
	assert.ok((await api.call.tasksApi.task(task)).isNone);
	return `${spent} planck for three results`;
}
