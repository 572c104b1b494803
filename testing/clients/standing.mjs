// The chain and a device at a glance: the answers of `jmt_chainInfo` and `jmt_miningStatus` against those of the
// runtime APIs after the same block.

import assert from "node:assert/strict";
import { u8aToHex } from "@polkadot/util";
import { until } from "./tap.mjs";
import { inWords } from "./words.mjs";

/** Hash of the block in which the device with this id answered `round`, once it is final. */
export async function answeredIn(api, id, round) {
	const answered = async (hash) => {
		const { lastRound } = await (await api.at(hash)).call.proofOfTimeApi.mining(id);
		return lastRound.isSome && lastRound.unwrap().toBigInt() >= round;
	};
	let hash = await until(async () => {
		const head = await api.rpc.chain.getFinalizedHead();
		return (await answered(head)) ? head : undefined;
	});
	for (;;) {
		const { parentHash } = await api.rpc.chain.getHeader(hash);
		if (!(await answered(parentHash))) {
			return hash;
		}
		hash = parentHash;
	}
}

/** The answer of `jmt_chainInfo` after a final block, compared. `provider` is the one that `api` stands on. */
export async function compareChainInfo(api, provider, hash) {
	const { devicesApi, proofOfTimeApi, supplyApi } = (await api.at(hash)).call;
	const { genesis, at, best, finalized, ...answered } = await provider.send("jmt_chainInfo", [hash.toHex()]);
	assert.deepEqual(answered, {
		supply: inWords(await supplyApi.supply()),
		devices: inWords(await devicesApi.count()),
		clock: inWords(await proofOfTimeApi.clock()),
		draw: inWords(await proofOfTimeApi.draw()),
		fleet: inWords(await proofOfTimeApi.fleet()),
	});
	assert.equal(genesis, api.genesisHash.toHex());
	assert.deepEqual(at, await named(api, hash));
	assert.ok(at.number <= finalized.number && finalized.number <= best.number, "the heads are in no order");
	assert.equal(finalized.hash, (await api.rpc.chain.getBlockHash(finalized.number)).toHex());
	return answered;
}

/** The answer of `jmt_miningStatus` for a device after a block, compared with the runtime API. */
export async function compareMiningStatus(api, provider, id, hash) {
	const report = await (await api.at(hash)).call.proofOfTimeApi.mining(id);
	const answer = await provider.send("jmt_miningStatus", [u8aToHex(id), hash.toHex()]);
	const { explanation, ...answered } = answer;
	assert.deepEqual(answered, {
		device: u8aToHex(id),
		at: await named(api, hash),
		mining: inWords(report),
	});
	assert.equal(typeof explanation, "string");
	return answer;
}

/** A time in ms as sentences for people have it. */
export function utc(moment) {
	return new Date(moment).toISOString().replace("T", " ").replace(/\.\d+Z$/, " UTC");
}

/** A block as JSON-RPC names it. */
async function named(api, hash) {
	const { number } = await api.rpc.chain.getHeader(hash);
	return { number: number.toNumber(), hash: hash.toHex() };
}
