// Devices that fill a block with answers: bare extrinsics of version 4 and of version 5, each device one.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Enum } from "polkadot-api";
import { blake2AsHex } from "@polkadot/util-crypto";
import { account, finalize } from "./accounts.mjs";
import { Device, isRefusal } from "./device.mjs";
import { bareVersion, inVersion } from "./extrinsic.mjs";
import { until, within } from "./tap.mjs";

/** Devices of a fleet. */
const DEVICES = 22;

/** Answers that make a block a full one: the rest may fall into the block after it. */
const MANY = DEVICES / 2;

/** Blocks within which answers are included, counted from the draw's. */
const WINDOW_BLOCKS = 6;

/** How long one client may take to send an answer and to see it final, in ms. */
const SEND_LIMIT_MS = 30_000;

/** Registers a fleet of `owner`'s and waits until all of it counts. */
export async function registerFleet(api, owner) {
	const fleet = Array.from({ length: DEVICES }, () => new Device(api, account(`//Device//${randomUUID()}`)));
	const calls = await Promise.all(fleet.map((device) => device.registerCall(owner)));
	await finalize(api.tx.utility.batchAll(calls), owner);
	await until(async () => {
		const reports = await Promise.all(fleet.map(({ id }) => api.call.proofOfTimeApi.mining(id)));
		return reports.every(({ bucket }) => bucket.isSome) || undefined;
	});
	return fleet;
}

/** Removes a fleet again. */
export async function removeFleet(api, owner, fleet) {
	await finalize(api.tx.utility.batchAll(fleet.map((device) => device.removeCall())), owner);
}

/**
 * Has the fleet answer draws until a block is full of answers in both versions. `provider` is what `api` stands on,
 * `client` polkadot-api's. Returns the block: hash, number, its extrinsics as hexadecimal bytes, and of each answer
 * its place and what it says.
 */
export async function fillBlock(api, provider, client, fleet) {
	for (let last = -1n; ; ) {
		const { draw, drawnIn } = await until(() => nextDraw(api, last), 100);
		last = draw.round.toBigInt();
		const answers = await sendAll(provider, client, fleet, draw);
		const block = answers && (await fullBlock(api, answers, drawnIn.toNumber()));
		if (block !== undefined) {
			return block;
		}
	}
}

/** The newest draw, if its round is above `last` and each device has to answer it. */
async function nextDraw(api, last) {
	const current = (await api.call.proofOfTimeApi.draw()).unwrapOr(undefined);
	const asks = current !== undefined && current.buckets.eq(1) && current.draw.round.toBigInt() > last;
	return asks ? current : undefined;
}

/** One answer of each device, by the hash that the node knows it by; `undefined` if one came too late. */
async function sendAll(provider, client, fleet, draw) {
	const sent = await Promise.allSettled(
		fleet.map(async (device, position) => {
			const call = device.answerCall(draw);
			const [, , , signature] = call.args;
			const answer = {
				round: draw.round.toString(),
				draw: draw.hash_.toHex(),
				device: call.args[2].toHex(),
				signature: signature.asSr25519.toHex(),
			};
			const send = position === 0 ? sendByPapi : SENDERS[position % SENDERS.length];
			return [await within(SEND_LIMIT_MS, send(call, { answer, client, provider })), answer];
		}),
	);
	for (const { reason } of sent.filter(({ status }) => status === "rejected")) {
		if (!isRefusal(reason) && reason.name !== "InvalidTxError") {
			throw reason;
		}
	}
	return sent.every(({ status }) => status === "fulfilled")
		? new Map(sent.map(({ value }) => value))
		: undefined;
}

/** What sends an answer and returns its hash: `@polkadot/api`, and the same call in version 5. */
const SENDERS = [
	async (call) => {
		assert.equal(bareVersion(call.toHex()), 4, "@polkadot/api makes another version");
		return (await call.send()).toHex();
	},
	(call, { provider }) => provider.send("author_submitExtrinsic", [inVersion(call.toHex(), 5)]),
];

/** The same by polkadot-api. */
async function sendByPapi(_, { answer, client }) {
	const { round, draw, device, signature } = answer;
	const call = client.getUnsafeApi().tx.ProofOfTime.answer({
		round: BigInt(round),
		draw,
		device,
		signature: Enum("Sr25519", signature),
	});
	const { ok, txHash } = await client.submit(await call.getBareTx());
	assert.ok(ok, "the answer of polkadot-api failed");
	return txHash;
}

/** The final block that holds many of these answers in both versions, if there is one. */
async function fullBlock(api, answers, drawnIn) {
	const last = drawnIn + WINDOW_BLOCKS;
	await until(async () => {
		const head = await api.rpc.chain.getFinalizedHead();
		return (await api.rpc.chain.getHeader(head)).number.toNumber() >= last || undefined;
	});
	for (let number = drawnIn; number <= last; number += 1) {
		const hash = await api.rpc.chain.getBlockHash(number);
		const { block } = await api.rpc.chain.getBlock.raw(hash);
		const found = block.extrinsics.flatMap((hex, index) => {
			const answer = answers.get(blake2AsHex(hex, 256));
			return answer === undefined ? [] : [{ ...answer, index, version: bareVersion(hex) }];
		});
		const versions = new Set(found.map(({ version }) => version));
		if (found.length >= MANY && versions.has(4) && versions.has(5)) {
			return { hash: hash.toHex(), number, extrinsics: block.extrinsics, answers: found };
		}
	}
	return undefined;
}
