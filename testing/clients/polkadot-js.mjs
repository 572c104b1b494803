// @polkadot/api, which Polkadot.js Apps and most wallets stand on.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { u8aToHex } from "@polkadot/util";
import { account, finalize } from "./accounts.mjs";
import { checkCirculation } from "./circulation.mjs";
import { Device } from "./device.mjs";
import { bareVersion } from "./extrinsic.mjs";
import {
	DRAW_ENGINE_ID,
	JMT,
	SS58_PREFIX,
	TOKEN_DECIMALS,
	TOKEN_SYMBOL,
	TOTAL_SUPPLY,
	UNKNOWN_DEVICE,
	decodeAnnouncement,
} from "./protocol.mjs";
import { answeredIn, compareChainInfo, compareMiningStatus, utc } from "./standing.mjs";
import { until } from "./tap.mjs";

/** Blocks behind the finalized head that are looked through for an answer. */
const ANSWER_BLOCKS = 40;

/** How long an answer may take: a device counts from the next day of draws, in ms. */
const ANSWER_LIMIT_MS = 90_000;

/**
 * Runs the checks. Returns where an answer was found, for other clients to decode: the block's hash, the names
 * of its calls, the extrinsic's index and what it says, or `undefined`.
 */
export async function checkPolkadotJs(tap, { url, expectAnswer }) {
	const provider = new WsProvider(url);
	let api;
	let answer;
	const connected = await tap.check("@polkadot/api connects and builds itself from metadata", async () => {
		api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		return `${await api.rpc.system.chain()}, ${api.runtimeVersion.specName} ${api.runtimeVersion.specVersion}`;
	});
	if (connected) {
		await tap.check("@polkadot/api reads constants and properties", () => readConstants(api));
		await tap.check("@polkadot/api reads balances: 50 billion JMT exist", () => readBalances(api));
		await tap.check("@polkadot/api transfers and sees it finalized", () => transfer(api));
		await tap.check("@polkadot/api calls the runtime APIs of JMT", () => callRuntimeApis(api));
		await tap.check("@polkadot/api reads a draw from its header", () => readDraw(api));
		await checkCirculation(tap, api, url);
		if (!expectAnswer) {
			await tap.check(
				"@polkadot/api drives a device: it registers, answers a draw and leaves",
				() => driveDevice(api, provider),
				ANSWER_LIMIT_MS,
			);
		}
		await tap.check(
			"@polkadot/api decodes a block with an answer",
			async () => {
				answer = await findAnswer(api);
				return `round ${answer.round} in block ${answer.number}`;
			},
			expectAnswer ? ANSWER_LIMIT_MS : undefined,
		);
	}
	await (api ?? provider).disconnect();
	return answer;
}

async function readConstants(api) {
	assert.equal(api.consts.system.ss58Prefix.toNumber(), SS58_PREFIX);
	assert.equal(api.registry.chainSS58, SS58_PREFIX);
	assert.deepEqual(api.registry.chainTokens, [TOKEN_SYMBOL]);
	assert.deepEqual(api.registry.chainDecimals, [TOKEN_DECIMALS]);
	const deposit = api.consts.devices.deposit.toBigInt();
	assert.ok(deposit > 0n, "no deposit for a device");
	assert.ok(api.consts.balances.existentialDeposit.toBigInt() > 0n, "no existential deposit");
	return `deposit for a device: ${deposit} planck`;
}

async function readBalances(api) {
	const at = await api.at(await api.rpc.chain.getFinalizedHead());
	const issuance = (await at.query.balances.totalIssuance()).toBigInt();
	assert.equal(issuance, TOTAL_SUPPLY);
	const alice = account("//Alice");
	const { free } = (await at.query.system.account(alice.address)).data;
	assert.ok(free.toBigInt() > JMT, "//Alice has no funds");
	return `//Alice has ${free.toBigInt() / JMT} JMT`;
}

async function transfer(api) {
	const payee = account(`//Payee//${randomUUID()}`).address;
	const call = api.tx.balances.transferKeepAlive(payee, JMT);
	const { blockHash, events } = await finalize(call, account("//Alice"));
	const has = (kind) => events.some(({ event }) => kind.is(event));
	assert.ok(has(api.events.system.ExtrinsicSuccess), "no ExtrinsicSuccess");
	assert.ok(has(api.events.balances.Transfer), "no Transfer");
	const paid = events.find(({ event }) => api.events.transactionPayment.TransactionFeePaid.is(event));
	assert.ok(paid.event.data.actualFee.toBigInt() > 0n, "no fee");
	const at = await api.at(blockHash);
	assert.equal((await at.query.system.account(payee)).data.free.toBigInt(), JMT);
	assert.equal((await at.query.balances.totalIssuance()).toBigInt(), TOTAL_SUPPLY);
	return `fee: ${paid.event.data.actualFee} planck`;
}

async function callRuntimeApis(api) {
	const hash = await api.rpc.chain.getFinalizedHead();
	const { devicesApi, proofOfTimeApi, supplyApi } = (await api.at(hash)).call;
	const supply = await supplyApi.supply();
	assert.equal(supply.total.toBigInt(), TOTAL_SUPPLY);
	const pots = [...supply.pots.values()].reduce((sum, balance) => sum + balance.toBigInt(), 0n);
	assert.equal(pots + supply.elsewhere.toBigInt(), TOTAL_SUPPLY);
	const clock = await proofOfTimeApi.clock();
	assert.equal(clock.slotMs.toBigInt(), api.consts.babe.expectedBlockTime.toBigInt());
	const { status } = await proofOfTimeApi.mining(UNKNOWN_DEVICE);
	assert.ok(status.isNotRegistered, `an unknown device is ${status}`);
	const pending = await proofOfTimeApi.pending([UNKNOWN_DEVICE]);
	assert.deepEqual(pending.map((amount) => amount.toBigInt()), [0n]);
	return `rounds of ${clock.roundSlots} slots, ${await devicesApi.count()} devices`;
}

async function readDraw(api) {
	const { hash, current } = await until(async () => {
		const hash = await api.rpc.chain.getFinalizedHead();
		const current = await (await api.at(hash)).call.proofOfTimeApi.draw();
		return current.isSome ? { hash, current: current.unwrap() } : undefined;
	});
	const expected = {
		day: current.draw.day.toNumber(),
		round: current.draw.round.toBigInt(),
		bucket: current.draw.bucket.toNumber(),
		hash: current.draw.hash_.toHex(),
	};
	assert.ok(expected.bucket < current.buckets.toNumber(), "the bucket is not one of the day's");
	const drawnIn = await api.rpc.chain.getBlockHash(current.drawnIn);
	const { digest } = await api.rpc.chain.getHeader(drawnIn);
	const announced = digest.logs
		.filter((item) => item.isConsensus)
		.map((item) => item.asConsensus)
		.filter(([engine]) => Buffer.from(engine.toU8a()).toString() === DRAW_ENGINE_ID)
		.map(([, payload]) => decodeAnnouncement(payload.toU8a(true)));
	assert.deepEqual(announced, [expected]);
	return `round ${expected.round}, drawn in block ${current.drawnIn}, read at ${hash}`;
}

/** The newest answer of the last blocks, or the first one from now on. */
async function findAnswer(api) {
	let oldest = 1;
	return until(async () => {
		const head = await api.rpc.chain.getFinalizedHead();
		const newest = (await api.rpc.chain.getHeader(head)).number.toNumber();
		const from = Math.max(oldest, newest - ANSWER_BLOCKS);
		for (let number = newest; number >= from; number -= 1) {
			const answer = await answerIn(api, number);
			if (answer !== undefined) {
				return answer;
			}
		}
		oldest = newest + 1;
		return undefined;
	});
}

/**
 * Registers a device, has it answer once and removes it again. At each of these blocks JSON-RPC says where it
 * stands.
 */
async function driveDevice(api, provider) {
	const alice = account("//Alice");
	const device = new Device(api, account(`//Device//${randomUUID()}`));
	const standing = (hash) => compareMiningStatus(api, provider, device.id, hash);

	const registered = await finalize(await device.registerCall(alice), alice);
	const { event } = registered.events.find(({ event }) => api.events.devices.DeviceRegistered.is(event));
	assert.equal(event.data.device.toHex(), u8aToHex(device.id), "another id than computed here");
	const waits = await standing(registered.blockHash);
	assert.equal(waits.mining.status, "Waiting");
	assert.equal(waits.mining.owner, u8aToHex(alice.publicKey));
	assert.match(waits.explanation, /^registered; counts from the next day of draws/);

	const round = (await device.answer()).round.toBigInt();
	const hash = await answeredIn(api, device.id, round);
	const { explanation, mining } = await standing(hash);
	assert.equal(mining.status, "Mining");
	assert.equal(mining.last_round, Number(round));
	const [paid, weighs] = explanation.split("; weighs ");
	assert.equal(paid, `online and paid until ${utc(mining.paid_until)} (round ${round})`);
	assert.match(weighs, /^\d.*missing: a unit that a root of trust certified, /);
	const info = await compareChainInfo(api, provider, hash);
	assert.equal(info.draw.draw.round, Number(round), "it answered another draw than the newest");
	assert.equal(info.draw.draw.bucket, mining.bucket);
	assert.ok(info.devices > 0 && info.fleet.mining_devices > 0, "no device mines");

	const removed = await finalize(device.removeCall(), alice);
	const left = await standing(removed.blockHash);
	assert.equal(left.mining.status, "NotRegistered", "a removed device is something else");
	assert.equal(left.explanation, "not registered: an owner has to register it");
	return `answered round ${round} with device ${u8aToHex(device.id)}`;
}

/** The first answer in a block, once its fields, its bytes and its event agree. */
async function answerIn(api, number) {
	const hash = await api.rpc.chain.getBlockHash(number);
	const { block } = await api.rpc.chain.getBlock(hash);
	const index = block.extrinsics.findIndex(({ method }) => api.tx.proofOfTime.answer.is(method));
	if (index < 0) {
		return undefined;
	}
	const extrinsic = block.extrinsics[index];
	assert.equal(extrinsic.isSigned, false, "the answer has a signer");
	const [round, draw, device, signature] = extrinsic.method.args;
	const raw = await api.rpc.chain.getBlock.raw(hash);
	assert.notEqual(bareVersion(raw.block.extrinsics[index]), undefined, "the answer is no bare extrinsic");
	assert.equal(extrinsic.toHex(), raw.block.extrinsics[index], "encodes to other bytes");
	const { query } = await api.at(hash);
	const current = (await query.proofOfTime.currentDraw()).unwrap();
	assert.equal(round.toBigInt(), current.draw.round.toBigInt());
	assert.equal(draw.toHex(), current.draw.hash_.toHex(), "it names another draw");
	const events = await query.system.events();
	const answered = events.find(
		({ phase, event }) =>
			phase.isApplyExtrinsic &&
			phase.asApplyExtrinsic.toNumber() === index &&
			api.events.proofOfTime.Answered.is(event),
	);
	assert.ok(answered, "no Answered");
	assert.equal(answered.event.data.device.toHex(), device.toHex());
	assert.equal(answered.event.data.round.toBigInt(), round.toBigInt());
	return {
		hash: hash.toHex(),
		number,
		index,
		calls: block.extrinsics.map(({ method }) => `${method.section}.${method.method}`),
		round: round.toBigInt(),
		device: device.toHex(),
		scheme: signature.type,
	};
}
