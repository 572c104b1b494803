// The circulation: JSON-RPC's answers over plain HTTP against figures that are computed here from storage.

import assert from "node:assert/strict";
import { ask, refused } from "./json-rpc.mjs";
import {
	DAILY_RELEASE,
	DAY_MS,
	JMT,
	MINING_GENESIS,
	POT_IDS,
	TEAM_GENESIS,
	TEAM_TRANCHES,
	TOTAL_SUPPLY,
	anniversary,
	potAccount,
} from "./protocol.mjs";
import { inWords } from "./words.mjs";

/** Adds the checks of the circulation; `url` is the WebSocket address that `api` is connected to. */
export async function checkCirculation(tap, api, url) {
	await tap.check("jmt_circulation over HTTP is what @polkadot/api computes from storage", () =>
		compareFigures(api, url),
	);
	await tap.check("jmt_circulationSnapshot over HTTP is what storage has", () => compareSnapshot(api, url));
	await tap.check("jmt_circulation refuses blocks and quarters that do not exist", () => refuse(url));
}

/** The figures after a block, out of nothing but storage and the white paper. In JSON-RPC's shape. */
async function computeFigures(api, hash) {
	const { query } = await api.at(hash);
	const now = (await query.timestamp.now()).toNumber();
	const total = (await query.balances.totalIssuance()).toBigInt();
	const pots = {};
	for (const [name, id] of Object.entries(POT_IDS)) {
		const { data } = await query.system.account(potAccount(id));
		pots[name] = data.free.toBigInt() + data.reserved.toBigInt();
	}
	const inPots = Object.values(pots).reduce((sum, balance) => sum + balance, 0n);
	const launch = (await query.emission.launch()).unwrap().toNumber();
	const era = (await query.staking.activeEra()).unwrap().index;
	return {
		at: now,
		total: `${total}`,
		pots: Object.fromEntries(Object.entries(pots).map(([name, balance]) => [name, `${balance}`])),
		unvested: `${TEAM_GENESIS - vested(launch, now)}`,
		unreleased: `${MINING_GENESIS - released(launch, now)}`,
		bonded: `${(await query.staking.erasTotalStake(era)).toBigInt()}`,
		circulating: `${total - inPots}`,
	};
}

/** What the mining pot has released, in planck. */
function released(launch, now) {
	const linear = (DAILY_RELEASE * BigInt(Math.max(now - launch, 0))) / BigInt(DAY_MS);
	return linear < MINING_GENESIS ? linear : MINING_GENESIS;
}

/** What has vested to the team, in planck: an equal tranche on each anniversary of the launch. */
function vested(launch, now) {
	let tranches = 0n;
	for (let years = 1; years <= TEAM_TRANCHES; years += 1) {
		tranches += anniversary(launch, years) <= now ? 1n : 0n;
	}
	return (TEAM_GENESIS / BigInt(TEAM_TRANCHES)) * tranches;
}

async function compareFigures(api, url) {
	const hash = await api.rpc.chain.getFinalizedHead();
	const number = (await api.rpc.chain.getHeader(hash)).number.toNumber();
	const computed = await computeFigures(api, hash);
	const answered = await ask(url, "jmt_circulation", [hash.toHex()]);
	assert.deepEqual(answered, { at: { number, hash: hash.toHex() }, figures: computed });

	// The figures mean something: nothing is missing, and neither side reads zeros where money is.
	assert.equal(BigInt(computed.total), TOTAL_SUPPLY);
	assert.ok(BigInt(computed.bonded) > 0n, "nothing is bonded");
	assert.ok(BigInt(computed.circulating) > BigInt(computed.bonded), "more is bonded than circulates");
	assert.ok(BigInt(computed.unreleased) < MINING_GENESIS, "nothing was released");
	assert.ok(BigInt(computed.unreleased) <= BigInt(computed.pots.mining), "the mining pot is short");

	// The runtime API, decoded by metadata, says the same.
	const figures = await (await api.at(hash)).call.circulationApi.circulation();
	assert.deepEqual(inWords(figures), computed);

	// Without a block it answers after the best one.
	const best = await ask(url, "jmt_circulation", []);
	assert.ok(best.at.number >= number, "the best block is behind the finalized one");
	assert.equal(BigInt(best.figures.total), TOTAL_SUPPLY);
	return `${BigInt(computed.circulating) / JMT} JMT circulate at block ${number}`;
}

async function compareSnapshot(api, url) {
	const hash = await api.rpc.chain.getFinalizedHead();
	const { query } = await api.at(hash);
	const next = (await query.circulation.next()).unwrap();
	const [year, quarter] = [next.year.toNumber(), next.quarter.toNumber()];
	const now = new Date((await query.timestamp.now()).toNumber());
	assert.equal(year, now.getUTCFullYear(), "it waits for another year's quarter");
	assert.equal(quarter, Math.floor(now.getUTCMonth() / 3) + 1, "it waits for another quarter");
	// The quarter that goes on has none.
	assert.equal(await ask(url, "jmt_circulationSnapshot", [year, quarter, hash.toHex()]), null);
	assert.ok((await query.circulation.snapshots({ year, quarter })).isNone);
	// The one before it has none either, unless the chain is older than the quarter.
	const before = quarter === 1 ? { year: year - 1, quarter: 4 } : { year, quarter: quarter - 1 };
	const answered = await ask(url, "jmt_circulationSnapshot", [before.year, before.quarter, hash.toHex()]);
	const stored = await query.circulation.snapshots(before);
	assert.equal(answered === null, stored.isNone);
	if (answered !== null) {
		assert.deepEqual(answered.quarter, before);
		assert.deepEqual(answered, inWords(stored));
	}
	return `waits for the end of ${year}-Q${quarter}`;
}

async function refuse(url) {
	const wrong = [
		["jmt_circulation", [`0x${"ee".repeat(32)}`]],
		["jmt_circulation", ["0x12"]],
		["jmt_circulationSnapshot", [2026, 0]],
		["jmt_circulationSnapshot", [2026, 5]],
		["jmt_circulationSnapshot", [2026, 256]],
		["jmt_circulationSnapshot", [-1, 1]],
		["jmt_circulationSnapshot", [2026]],
	];
	for (const [method, params] of wrong) {
		await refused(url, method, params);
	}
}
