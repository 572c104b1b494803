// The methods `jmt_*` of a node: their OpenRPC document, each example in it, and `jmt_call`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { u8aToHex } from "@polkadot/util";
import Ajv from "ajv";
import { account } from "./accounts.mjs";
import { ask, refused } from "./json-rpc.mjs";
import { JMT, POT_IDS, TOTAL_SUPPLY, UNKNOWN_DEVICE, potAccount } from "./protocol.mjs";

const FIXTURES = new URL("../fixtures/openrpc/", import.meta.url);

/** Adds the checks; `url` is the WebSocket address of a node. */
export async function checkMethods(tap, { url }) {
	let document;
	await tap.check("rpc.discover answers a document as OpenRPC wants it", async () => {
		document = await ask(url, "rpc.discover", []);
		return validate(document);
	});
	for (const method of document?.methods ?? []) {
		await tap.check(`${method.name}: its examples answer as rpc.discover says`, () =>
			runExamples(url, method).catch((error) => tooYoung(method.name, error)),
		);
	}
	await tap.check("rpc.discover knows every method jmt_*", () => compareNames(url, document));
	await tap.check("jmt_call answers runtime APIs and view functions", () => callBoth(url));
	await tap.check("jmt_call reads every form of an argument", () => callInEveryForm(url));
	await tap.check("jmt_call says what exists", () => refuse(url));
}

/** Validates the document against the meta-schema, and the schemas in it as schemas. */
async function validate(document) {
	const fixture = async (name) => JSON.parse(await readFile(new URL(name, FIXTURES), "utf8"));
	const ajv = new Ajv({ strict: false, validateFormats: false });
	const jsonSchema = await fixture("json-schema.json");
	ajv.addMetaSchema(jsonSchema, undefined, false);
	// The meta-schema refers to it without the slash at the end of its id.
	ajv.addSchema(jsonSchema, jsonSchema.$id.replace(/\/$/, ""), undefined, false);
	const valid = ajv.compile(await fixture("openrpc.json"));
	assert.ok(valid(document), JSON.stringify(valid.errors));
	const spoilt = structuredClone(document);
	delete spoilt.methods[0].params;
	assert.ok(!valid(spoilt), "a method without parameters is valid too");
	return `${document.methods.length} methods, OpenRPC ${document.openrpc}`;
}

/** Calls each example by position and by name: the answer fits the schema, and so does the example's own. */
async function runExamples(url, { name, params, result, examples }) {
	assert.ok(examples.length > 0, "no example");
	const ajv = new Ajv({ strict: false });
	const fits = (what, schema, value) => {
		const valid = ajv.compile(schema);
		assert.ok(valid(value), `${what}: ${JSON.stringify(valid.errors)} in ${JSON.stringify(value)}`);
	};
	for (const example of examples) {
		for (const { name: param, value } of example.params) {
			fits(param, params.find((one) => one.name === param).schema, value);
		}
		fits("example", result.schema, example.result.value);
		const values = example.params.map(({ value }) => value);
		fits("answer", result.schema, await ask(url, name, values));
		const named = Object.fromEntries(example.params.map(({ name: param, value }) => [param, value]));
		fits("answer by name", result.schema, await ask(url, name, named));
	}
}

/** A chain has no specification for light clients before its third epoch, and says so. */
function tooYoung(name, error) {
	if (name !== "jmt_lightSpec" || !error.message.includes("third epoch")) throw error;
	return "before the third epoch it is refused";
}

async function compareNames(url, document) {
	const { methods } = await ask(url, "rpc_methods", []);
	const served = methods.filter((name) => name.startsWith("jmt_")).sort();
	assert.deepEqual(document.methods.map(({ name }) => name).sort(), served);
}

async function callBoth(url) {
	const at = await ask(url, "chain_getFinalizedHead", []);
	const call = (method, args) => ask(url, "jmt_call", [method, args, at]);
	const supply = await call("SupplyApi_supply", []);
	assert.equal(supply.total, `${TOTAL_SUPPLY}`);
	assert.deepEqual(await call("Emission.supply", []), supply);
	const { supply: glance, clock } = await ask(url, "jmt_chainInfo", [at]);
	assert.deepEqual(glance, supply);
	assert.deepEqual(await call("ProofOfTimeApi_clock", []), clock);
	assert.equal(await call("Emission.pot_account", ["Mining"]), u8aToHex(potAccount(POT_IDS.mining)));
	for (const method of ["DevicesApi_device", "Devices.device"]) {
		assert.equal(await call(method, [UNKNOWN_DEVICE]), null);
	}
	const { mining } = await ask(url, "jmt_miningStatus", [UNKNOWN_DEVICE, at]);
	assert.deepEqual(await call("ProofOfTimeApi_mining", [UNKNOWN_DEVICE]), mining);
	assert.equal(await call("TransactionPaymentApi_query_length_to_fee", [0]), "0");
	return `${BigInt(supply.elsewhere) / JMT} JMT lie outside the pots`;
}

async function callInEveryForm(url) {
	const alice = account("//Alice");
	const nonces = await Promise.all(
		[[alice.address], [u8aToHex(alice.publicKey)], { account: alice.address }].map((args) =>
			ask(url, "jmt_call", ["AccountNonceApi_account_nonce", args]),
		),
	);
	assert.equal(new Set(nonces).size, 1, `${nonces}`);
	const schedule = (from) => ask(url, "jmt_call", ["SupplyApi_schedule", [from, 1, 2]]);
	assert.deepEqual(await schedule("0"), await schedule(0));
	assert.deepEqual(
		await ask(url, "jmt_call", { method: "DevicesApi_count" }),
		await ask(url, "jmt_call", ["DevicesApi_count"]),
	);
	return `//Alice's nonce: ${nonces[0]}`;
}

async function refuse(url) {
	const wrong = [
		[["DevicesApi_devise", []], "DevicesApi has no method \"devise\"; it has: device, count"],
		[["Devices.devise", []], "Devices has no view function \"devise\"; it has: device"],
		[["DeviceApi_device", []], "is DevicesApi_device meant?"],
		[["DevicesApi_device", []], "DevicesApi_device(device: DeviceId)"],
		[["DevicesApi_device", ["0x12"]], "device: 32 bytes are expected, not 1"],
		[["ProofOfTimeApi_pending", [[UNKNOWN_DEVICE, 5]]], "devices[1]: "],
		[["SupplyApi_schedule", [-1, 1, 1]], "from: -1 is not in 0 to"],
		[["Core_version", []], "cannot be called here"],
		[["BlockBuilder_finalize_block", []], "cannot be called here"],
		[["Metadata_metadata", []], "cannot be called here"],
		[["DevicesApi_count", [], `0x${"ee".repeat(32)}`], "unknown block"],
		[[], "needs method"],
	];
	for (const [params, expected] of wrong) {
		const { message } = await refused(url, "jmt_call", params);
		assert.ok(message.includes(expected), `${JSON.stringify(params)}: ${message}`);
	}
}
