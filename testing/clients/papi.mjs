// polkadot-api (PAPI), without generated descriptors: everything comes from the chain's metadata.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import {
	Binary,
	Struct,
	decAnyMetadata,
	extrinsicFormat,
	u8,
	unifyMetadata,
} from "@polkadot-api/substrate-bindings";
import { Keyring } from "@polkadot/api";
import { stringCamelCase } from "@polkadot/util";
import { Enum, createClient } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";
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
	const { free } = (await api.query.System.Account.getValue(alice().address)).data;
	assert.ok(free > JMT, "//Alice has no funds");
	return `//Alice has ${free / JMT} JMT`;
}

function keyring() {
	return new Keyring({ type: "sr25519", ss58Format: SS58_PREFIX });
}

/** An account that has funds on every chain for development. */
export function alice() {
	return keyring().addFromUri("//Alice");
}

/** Signs for an account of {@link alice}'s kind. */
export function signerOf(pair) {
	return getPolkadotSigner(pair.publicKey, "Sr25519", (input) => pair.sign(input));
}

async function transfer(api) {
	const from = alice();
	const payee = keyring().addFromUri(`//Payee//${randomUUID()}`).address;
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
	const info = await api.apis.JmtApi.chain_info(at);
	assert.equal(info.supply.total, TOTAL_SUPPLY);
	const pots = info.supply.pots.reduce((sum, [, balance]) => sum + balance, 0n);
	assert.equal(pots + info.supply.elsewhere, TOTAL_SUPPLY);
	assert.equal(info.slot_ms, await api.constants.Babe.ExpectedBlockTime());
	const status = await api.apis.JmtApi.mining_status(UNKNOWN_DEVICE, at);
	assert.equal(status.state.type, "NotRegistered");
	assert.equal(status.owner, undefined);
	assert.deepEqual(await api.apis.JmtApi.pending([UNKNOWN_DEVICE], at), [0n]);
	return `at block ${number}: rounds of ${info.round_slots} slots, ${info.devices} devices`;
}

async function callViewFunction(api) {
	assert.equal(await api.view.Devices.device(UNKNOWN_DEVICE), undefined);
}

async function readDraw(client) {
	const api = client.getUnsafeApi();
	const info = await until(() => api.apis.JmtApi.current_draw());
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
	assert.deepEqual(format, { type: "general", version: 5 });
	const answer = call.value.value;
	assert.equal(answer.round, round);
	assert.equal(answer.device, device);
	assert.equal(answer.signature.type, scheme);
	return `round ${round} in block ${number}, signed with ${scheme}; in all: ${names.join(", ")}`;
}

/** Decodes an extrinsic as a block holds it, all of it, by metadata. */
function extrinsicDecoder(metadata) {
	const builder = getDynamicBuilder(getLookupFn(metadata));
	const { address, call, signature, signedExtensions } = metadata.extrinsic;
	const extensions = (version) =>
		Struct(
			Object.fromEntries(
				signedExtensions[version].map(({ identifier, type }) => [identifier, builder.buildDefinition(type)]),
			),
		);
	/** What stands between format and call. */
	const preamble = {
		bare: () => ({}),
		signed: () => ({
			address: builder.buildDefinition(address),
			signature: builder.buildDefinition(signature),
			extensions: extensions(0),
		}),
		general: (bytes) => ({ extensionVersion: u8, extensions: extensions(bytes[1]) }),
	};
	return (opaque) => {
		// Codecs read the whole buffer behind a view: a copy has one of its own.
		const bytes = Uint8Array.from(Binary.fromOpaque(opaque));
		const { type } = extrinsicFormat.dec(bytes);
		const codec = Struct({
			format: extrinsicFormat,
			...preamble[type](bytes),
			call: builder.buildDefinition(call),
		});
		const extrinsic = codec.dec(bytes);
		// Nothing was left over, and nothing misread.
		assert.equal(Binary.toHex(codec.enc(extrinsic)), Binary.toHex(bytes), "encodes to other bytes");
		return extrinsic;
	};
}
