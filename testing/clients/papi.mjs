// polkadot-api (PAPI), without generated descriptors: everything comes from the chain's metadata.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { stringCamelCase } from "@polkadot/util";
import { Enum, createClient } from "polkadot-api";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";
import { account, signerOf } from "./accounts.mjs";
import { extrinsicDecoder } from "./extrinsic.mjs";
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
import { until } from "./tap.mjs";

/** Runs the checks; `answer` is where another client found one. */
export async function checkPapi(tap, { url, answer }) {
	let client;
	let api;
	const connected = await tap.check("polkadot-api connects and reads the chain's properties", async () => {
		// Node.js has a WebSocket of its own only from version 22 on.
		client = createClient(getWsProvider(url, { websocketClass: WebSocket }));
		api = client.getUnsafeApi();
		const { name, properties } = await client.getChainSpecData();
		assert.equal(properties.tokenSymbol, TOKEN_SYMBOL);
		assert.equal(properties.tokenDecimals, TOKEN_DECIMALS);
		assert.equal(properties.ss58Format, SS58_PREFIX);
		return name;
	});
	if (connected) {
		await tap.check("polkadot-api reads constants", () => readConstants(api));
		await tap.check("polkadot-api reads balances: 50 billion JMT exist", () => readBalances(api));
		await tap.check("polkadot-api transfers and sees it finalized", () => transfer(api));
		await tap.check("polkadot-api calls the runtime APIs of JMT", () => callRuntimeApis(client));
		await tap.check("polkadot-api calls a view function", () => callViewFunction(api));
		await tap.check("polkadot-api reads a draw from its header", () => readDraw(client));
		await tap.check("polkadot-api decodes every extrinsic of a block with an answer", async () => {
			assert.ok(answer, "no answer was found");
			return decodeBlock(client, answer);
		});
	}
	client?.destroy();
}

async function readConstants(api) {
	assert.equal(await api.constants.System.SS58Prefix(), SS58_PREFIX);
	const deposit = await api.constants.Devices.Deposit();
	assert.ok(deposit > 0n, "no deposit for a device");
	assert.ok((await api.constants.Balances.ExistentialDeposit()) > 0n, "no existential deposit");
	return `deposit for a device: ${deposit} planck`;
}

async function readBalances(api) {
	assert.equal(await api.query.Balances.TotalIssuance.getValue(), TOTAL_SUPPLY);
	const { free } = (await api.query.System.Account.getValue(account("//Alice").address)).data;
	assert.ok(free > JMT, "//Alice has no funds");
	return `//Alice has ${free / JMT} JMT`;
}

async function transfer(api) {
	const from = account("//Alice");
	const payee = account(`//Payee//${randomUUID()}`).address;
	const call = api.tx.Balances.transfer_keep_alive({ dest: Enum("Id", payee), value: JMT });
	const estimate = await call.getEstimatedFees(from.address);
	assert.ok(estimate > 0n, "no fee");
	const finalized = await call.signAndSubmit(signerOf(from));
	assert.equal(finalized.ok, true, "failed");
	const at = { at: finalized.block.hash };
	assert.equal((await api.query.System.Account.getValue(payee, at)).data.free, JMT);
	assert.equal(await api.query.Balances.TotalIssuance.getValue(at), TOTAL_SUPPLY);
	return `in block ${finalized.block.number}, fee: ${estimate} planck`;
}

/** Shared with the light client, which executes these APIs itself. */
export async function callRuntimeApis(client) {
	const api = client.getUnsafeApi();
	const { hash, number } = await client.getFinalizedBlock();
	const at = { at: hash };
	const { DevicesApi, ProofOfTimeApi, SupplyApi } = api.apis;
	const supply = await SupplyApi.supply(at);
	assert.equal(supply.total, TOTAL_SUPPLY);
	const pots = Object.values(supply.pots).reduce((sum, balance) => sum + balance, 0n);
	assert.equal(pots + supply.elsewhere, TOTAL_SUPPLY);
	const clock = await ProofOfTimeApi.clock(at);
	assert.equal(clock.slot_ms, await api.constants.Babe.ExpectedBlockTime());
	const { status, owner } = await ProofOfTimeApi.mining(UNKNOWN_DEVICE, at);
	assert.equal(status.type, "NotRegistered");
	assert.equal(owner, undefined);
	assert.deepEqual(await ProofOfTimeApi.pending([UNKNOWN_DEVICE], at), [0n]);
	return `at block ${number}: rounds of ${clock.round_slots} slots, ${await DevicesApi.count(at)} devices`;
}

async function callViewFunction(api) {
	assert.equal(await api.view.Devices.device(UNKNOWN_DEVICE), undefined);
}

async function readDraw(client) {
	const api = client.getUnsafeApi();
	const info = await until(() => api.apis.ProofOfTimeApi.draw());
	assert.ok(info.draw.bucket < info.buckets, "the bucket is not one of the day's");
	// Older blocks than the node's view of the head are read by its other methods.
	const hash = await client._request("chain_getBlockHash", [info.drawn_in]);
	const { digest } = await client._request("chain_getHeader", [hash]);
	const announced = digest.logs
		.map((item) => Buffer.from(item.slice(2), "hex"))
		// A consensus item: index 4, engine id, length of the payload (one byte below 64), payload.
		.filter((item) => item[0] === 4 && item.subarray(1, 5).toString() === DRAW_ENGINE_ID)
		.map((item) => decodeAnnouncement(item.subarray(6)));
	assert.deepEqual(announced, [info.draw]);
	return `round ${info.draw.round}, drawn in block ${info.drawn_in}`;
}

/** Decodes the block of an answer and compares it with what another client made of it. */
async function decodeBlock(client, { hash, number, index, calls, round, device, scheme }) {
	const { hash: finalized } = await client.getFinalizedBlock();
	const decode = extrinsicDecoder(unifyMetadata(decAnyMetadata(await client.getMetadata(finalized))));
	// A block that the node's view of the head has left behind, see above.
	const { block } = await client._request("chain_getBlock", [hash]);
	const extrinsics = block.extrinsics.map(decode);
	const names = extrinsics.map(({ call }) => [call.type, call.value.type].map(stringCamelCase).join("."));
	assert.deepEqual(names, calls);
	assert.equal(names[0], "timestamp.set", "the block does not begin with its time");
	assert.equal(extrinsics[0].format.type, "bare", "the time is no inherent");
	assert.equal(names[index], "proofOfTime.answer");
	const { format, call } = extrinsics[index];
	assert.equal(format.type, "bare", "the answer is no bare extrinsic");
	const answer = call.value.value;
	assert.equal(answer.round, round);
	assert.equal(answer.device, device);
	assert.equal(answer.signature.type, scheme);
	return `round ${round} in block ${number}, signed with ${scheme}; in all: ${names.join(", ")}`;
}
