// Every call and every storage item of our own pallets, encoded by one library and decoded by the other:
// `@polkadot/api` and polkadot-api. A pallet is covered the day that it appears below `pallets/`.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { Binary, decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { hexToU8a, stringCamelCase, u8aToHex } from "@polkadot/util";
import { Generator } from "./generate.mjs";

const PALLETS = new URL("../../pallets/", import.meta.url);

/** Values that each call and each item is tried with. */
const ROUNDS = 12;

/** Stored entries of an item that are read. */
const ENTRIES = 100;

/** Hashers that leave the key behind the hash. */
const KEEPING = ["Identity", "Twox64Concat", "Blake2128Concat"];

/** The version of the metadata that polkadot-api is given. */
const METADATA = 16;

/** Runs the checks against the node at `url`. */
export async function checkRoundTrips(tap, { url }) {
	const provider = new WsProvider(url);
	let chain;
	const connected = await tap.check("the metadata names every pallet that has a folder", async () => {
		const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		const encoded = (await api.call.metadata.metadataAtVersion(METADATA)).unwrap().toU8a(true);
		const metadata = unifyMetadata(decAnyMetadata(encoded));
		const builder = getDynamicBuilder(getLookupFn(metadata));
		const hash = (await api.rpc.chain.getFinalizedHead()).toHex();
		chain = { api, provider, metadata, builder, hash, generator: new Generator(metadata) };
		chain.pallets = await ownPallets(metadata);
		return chain.pallets.map(({ name }) => name).join(", ");
	});
	for (const pallet of connected ? chain.pallets : []) {
		await tap.check(`${pallet.name}: what one library encodes as a call, the other decodes`, () =>
			checkCalls(chain, pallet),
		);
		await tap.check(`${pallet.name}: what one library encodes as storage, the other decodes`, () =>
			checkStorage(chain, pallet),
		);
	}
	await provider.disconnect();
}

/** The pallets of the metadata whose types come from a crate below `pallets/`, one a folder. */
async function ownPallets(metadata) {
	const folders = await readdir(PALLETS, { withFileTypes: true });
	const crates = folders.filter((entry) => entry.isDirectory()).map(({ name }) => crateOf(name));
	const named = new Map(
		metadata.pallets.flatMap((pallet) =>
			[pallet.calls, pallet.events, pallet.errors]
				.filter((part) => part !== undefined)
				.map(({ type }) => [metadata.lookup[type].path[0], pallet]),
		),
	);
	return crates.map((crate) => {
		assert.ok(named.has(crate), `no pallet of the crate ${crate}`);
		return named.get(crate);
	});
}

function crateOf(folder) {
	return `pallet_${folder.replaceAll("-", "_")}`;
}

/** Tries every call of a pallet, and the empty one that a form of Polkadot.js Apps opens with. */
function checkCalls({ api, builder, generator, metadata }, { name, calls, index: palletIndex }) {
	const variants = calls === undefined ? [] : metadata.lookup[calls.type].def.value;
	for (const { name: call, fields, index } of variants) {
		const { codec, location } = builder.buildCall(name, call);
		assert.deepEqual(location, [palletIndex, index], `${call}: another index`);
		const make = api.tx[stringCamelCase(name)][stringCamelCase(call)];
		const encode = (...values) => u8aToHex(make(...values).method.toU8a());
		for (let round = 0; round < ROUNDS; round += 1) {
			const values = fields.map((field) => [field.name, generator.next(field.type)]);
			const value = Object.fromEntries(values.map(([field, { papi }]) => [field, papi]));
			const encoded = encode(...values.map(([, { pjs }]) => pjs));
			const bytes = hexToU8a(encoded);
			assert.deepEqual([...bytes.subarray(0, 2)], location, `${call}: another index`);
			const argumentBytes = Uint8Array.from(bytes.subarray(2));
			assert.deepEqual(normal(codec.dec(argumentBytes)), normal(fields.length === 0 ? undefined : value), call);
			const other = Uint8Array.from([...location, ...codec.enc(fields.length === 0 ? undefined : value)]);
			assert.equal(u8aToHex(other), encoded, `${call}: other bytes`);
			const decoded = api.createType("Call", other);
			assert.equal(decoded.method, stringCamelCase(call));
			assert.equal(decoded.toHex(), encoded, `${call}: encodes to other bytes`);
		}
		// A form begins with the defaults of the types.
		const form = encode(...make.meta.args.map(({ type }) => api.createType(type.toString())));
		const argumentBytes = Uint8Array.from(hexToU8a(form).subarray(2));
		assert.equal(u8aToHex(codec.enc(codec.dec(argumentBytes))), u8aToHex(argumentBytes), `${call}: its form`);
	}
	return `${variants.length} calls`;
}

/** Tries every storage item of a pallet: keys and values that are made, its default, and what is stored. */
async function checkStorage(chain, pallet) {
	const items = pallet.storage?.items ?? [];
	let entries = 0;
	for (const item of items) {
		for (let round = 0; round < ROUNDS; round += 1) {
			checkMade(chain, pallet, item);
		}
		entries += await checkStored(chain, pallet, item);
	}
	return `${items.length} items, ${entries} stored entries`;
}

/** An item as each library has it: what encodes its keys and what its value is. */
function itemOf({ api, builder }, pallet, { name, type, fallback, modifier }) {
	const creator = api.query[stringCamelCase(pallet.name)][stringCamelCase(name)];
	const valueType = creator.meta.type.isPlain ? creator.meta.type.asPlain : creator.meta.type.asMap.value;
	const typeName = api.registry.createLookupType(valueType);
	const recode = (bytes) => u8aToHex(api.createType(typeName, bytes).toU8a());
	const { keys, value } = builder.buildStorage(pallet.name, name);
	// Some hashers lose the key.
	const keepsKeys = type.tag === "plain" || type.value.hashers.every(({ tag }) => KEEPING.includes(tag));
	return { creator, fallback, isDefault: modifier === 1, keepsKeys, keys, recode, type, typeName, value };
}

function checkMade(chain, pallet, item) {
	const { api, generator } = chain;
	const { creator, fallback, isDefault, keepsKeys, keys, recode, type, typeName, value } = itemOf(
		chain,
		pallet,
		item,
	);
	const made = keysOf(chain, type);
	const papiKeys = made.map(({ papi }) => papi);
	const key = keys.enc(...papiKeys);
	assert.equal(creator.key(...made.map(({ pjs }) => pjs)), key, `${item.name}: another key`);
	if (keepsKeys) {
		assert.deepEqual(normal(keys.dec(key)), normal(papiKeys), `${item.name}: another key`);
	}
	const { papi, pjs } = generator.next(type.tag === "plain" ? type.value : type.value.value);
	const bytes = value.enc(papi);
	assert.equal(u8aToHex(api.createType(typeName, pjs).toU8a()), u8aToHex(bytes), `${item.name}: other bytes`);
	assert.equal(recode(bytes), u8aToHex(bytes), `${item.name}: encodes to other bytes`);
	assert.deepEqual(normal(value.dec(bytes)), normal(papi), `${item.name}: another value`);
	if (isDefault) {
		compareBytes(item, value, recode, fallback);
	}
}

/** What an item's keys are made of: nothing, one type, or a tuple's types. */
function keysOf({ generator, metadata }, { tag, value }) {
	if (tag === "plain") {
		return [];
	}
	const { key, hashers } = value;
	const types = hashers.length === 1 ? [key] : metadata.lookup[key].def.value;
	return types.map((type) => generator.next(type));
}

/** Reads what the chain has of an item and returns how many entries. */
async function checkStored(chain, pallet, item) {
	const { provider, hash } = chain;
	const { creator, keepsKeys, keys, recode, type, value } = itemOf(chain, pallet, item);
	const prefix = creator.keyPrefix();
	const stored = await provider.send("state_getKeysPaged", [prefix, ENTRIES, prefix, hash]);
	// A key that is the prefix is not below it.
	const all = type.tag === "plain" ? [prefix] : stored;
	let entries = 0;
	for (const key of all) {
		const bytes = await provider.send("state_getStorage", [key, hash]);
		if (bytes !== null) {
			compareBytes(item, value, recode, bytes);
			assert.ok(!keepsKeys || keys.enc(...keys.dec(key)) === key, `${item.name}: another key`);
			entries += 1;
		}
	}
	return entries;
}

/** Both libraries decode bytes of a value and encode them again. */
function compareBytes({ name }, value, recode, encoded) {
	const bytes = Uint8Array.from(typeof encoded === "string" ? Binary.fromHex(encoded) : encoded);
	const hex = u8aToHex(bytes);
	assert.equal(u8aToHex(value.enc(value.dec(bytes))), hex, `${name}: polkadot-api encodes to other bytes`);
	assert.equal(recode(bytes), hex, `${name}: @polkadot/api encodes to other bytes`);
}

/** A value of polkadot-api to compare: bytes as hexadecimal, integers as decimals, and `null` as `undefined`. */
function normal(value) {
	return JSON.parse(
		JSON.stringify({ value }, (_, part) => {
			if (part instanceof Uint8Array) {
				return u8aToHex(part);
			}
			return typeof part === "bigint" ? `${part}` : (part ?? undefined);
		}),
	);
}
