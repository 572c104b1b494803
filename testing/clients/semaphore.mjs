// Semaphore's own JavaScript, unmodified, and what it needs to know of the chain.

import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { hexToBigInt, stringToU8a, u8aConcat, u8aToHex, u8aToU8a } from "@polkadot/util";
import { blake2AsHex, keccakAsU8a } from "@polkadot/util-crypto";

/** Purpose of a scope, with its length before it. */
const SCOPE = u8aConcat([15 << 2], stringToU8a("jmt/zk/scope/v1"));

/** Where `scripts/setup --proofs` keeps the artefacts. */
function folder() {
	return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "jmt", "proofs");
}

/** The circuit and its proving key for trees of a depth, as `generateProof` takes them. */
export async function artefacts(depth) {
	const found = { wasm: join(folder(), `semaphore-${depth}.wasm`), zkey: join(folder(), `semaphore-${depth}.zkey`) };
	for (const path of Object.values(found)) {
		await access(path).catch(() => assert.fail(`${path} is missing: scripts/setup --proofs`));
	}
	return found;
}

/** A number as 32 bytes, big-endian, in hexadecimal digits. */
export function scalar(number) {
	return `0x${BigInt(number).toString(16).padStart(64, "0")}`;
}

/** The 256 bytes of a proof. */
export function proofBytes({ points }) {
	return `0x${points.map((point) => scalar(point).slice(2)).join("")}`;
}

/** The name of a topic that ends at a moment in ms: the moment, big-endian, and 24 bytes of choice. */
export function topicName(ends, rest) {
	return `0x${BigInt(ends).toString(16).padStart(16, "0")}${rest.slice(-48).padStart(48, "0")}`;
}

/** The number that is handed to Semaphore as scope: blake2-256 of purpose, genesis, group and topic in SCALE. */
export function scopeOf(genesis, group, topic) {
	const number = new Uint8Array(4);
	new DataView(number.buffer).setUint32(0, group, true);
	return blake2AsHex(u8aConcat(SCOPE, u8aToU8a(genesis), number, u8aToU8a(topic)), 256);
}

/** What Semaphore's circuit gets for a scope or a message of 32 bytes. */
export function circuitInput(hex) {
	return scalar(hexToBigInt(u8aToHex(keccakAsU8a(u8aToU8a(hex), 256))) >> 8n);
}

/** The public inputs of a proof, in the circuit's order. */
export function inputsOf({ merkleTreeRoot, nullifier, message, scope }) {
	const [said, about] = [message, scope].map((number) => circuitInput(scalar(number)));
	return [scalar(merkleTreeRoot), scalar(nullifier), said, about];
}
