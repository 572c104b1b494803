// The chain and a device at a glance: what `jmt_chainInfo` and `jmt_miningStatus` answer against what the runtime
// API says after the same block.

import assert from "node:assert/strict";
import { u8aToHex } from "@polkadot/util";
import { encodeAddress } from "@polkadot/util-crypto";
import { SS58_PREFIX } from "./protocol.mjs";
import { until } from "./tap.mjs";

/** Hash of the block in which the device with this id answered `round`, once it is final. */
export async function answeredIn(api, id, round) {
	const answered = async (hash) => {
		const { lastRound } = await (await api.at(hash)).call.jmtApi.miningStatus(id);
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

/** What `jmt_chainInfo` answers after a final block, having compared it. `provider` is what `api` stands on. */
export async function compareChainInfo(api, provider, hash) {
	const info = await (await api.at(hash)).call.jmtApi.chainInfo();
	const { genesis, at, best, finalized, ...answered } = await provider.send("jmt_chainInfo", [hash.toHex()]);
	const { supply } = info;
	assert.deepEqual(answered, {
		supply: {
			at: supply.at.toNumber(),
			launch: orNull(supply.launch, (launch) => launch.toNumber()),
			total: planck(supply.total),
			pots: supply.pots.map(([pot, balance]) => ({ pot: word(pot), balance: planck(balance) })),
			elsewhere: planck(supply.elsewhere),
			released: planck(supply.released),
			releasedToday: planck(supply.releasedToday),
			deviceStream: planck(supply.deviceStream),
			deviceDrawn: planck(supply.deviceDrawn),
		},
		slotMs: info.slotMs.toNumber(),
		roundSlots: info.roundSlots.toNumber(),
		windowSlots: info.windowSlots.toNumber(),
		roundsPerDay: info.roundsPerDay.toNumber(),
		draw: orNull(info.draw, ({ day, round, bucket, draw }) => ({
			day: day.toNumber(),
			round: round.toNumber(),
			bucket: bucket.toNumber(),
			draw: draw.toHex(),
		})),
		buckets: info.buckets.toNumber(),
		devices: info.devices.toNumber(),
		miningDevices: info.miningDevices.toNumber(),
		totalWeight: planck(info.totalWeight),
		rewardsDrawn: planck(info.rewardsDrawn),
		rewardsPaid: planck(info.rewardsPaid),
		rewardsForfeited: planck(info.rewardsForfeited),
		rewardsPending: planck(info.rewardsPending),
	});
	assert.equal(genesis, api.genesisHash.toHex());
	assert.deepEqual(at, await named(api, hash));
	assert.ok(at.number <= finalized.number && finalized.number <= best.number, "the heads are in no order");
	assert.equal(finalized.hash, (await api.rpc.chain.getBlockHash(finalized.number)).toHex());
	return answered;
}

/** What `jmt_miningStatus` answers of a device after a block, having compared it with the runtime API. */
export async function compareMiningStatus(api, provider, id, hash) {
	const status = await (await api.at(hash)).call.jmtApi.miningStatus(id);
	const answer = await provider.send("jmt_miningStatus", [u8aToHex(id), hash.toHex()]);
	const { explanation, ...answered } = answer;
	assert.deepEqual(answered, {
		device: u8aToHex(id),
		at: await named(api, hash),
		state: word(status.state),
		owner: orNull(status.owner, (owner) => encodeAddress(owner.toU8a(), SS58_PREFIX)),
		lastRound: orNull(status.lastRound, (round) => round.toNumber()),
		paidUntil: orNull(status.paidUntil, (moment) => moment.toNumber()),
		missedRound: orNull(status.missedRound, (round) => round.toNumber()),
		earned: planck(status.earned),
		open: planck(status.open),
		weight: status.weight.toNumber(),
		bucket: orNull(status.bucket, (bucket) => bucket.toNumber()),
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

function planck(amount) {
	return `${amount.toBigInt()}`;
}

/** A variant without fields as JSON has it. */
function word(variant) {
	return variant.type[0].toLowerCase() + variant.type.slice(1);
}

function orNull(option, read) {
	return option.isSome ? read(option.unwrap()) : null;
}
