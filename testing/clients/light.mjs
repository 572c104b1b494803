// npm's smoldot: a light client that verifies finality and proofs itself, over WebSocket as in a browser.

import assert from "node:assert/strict";
import { createClient } from "polkadot-api";
import { getSmProvider } from "polkadot-api/sm-provider";
import { start } from "smoldot";
import { WebSocket } from "ws";
import { callRuntimeApis } from "./papi.mjs";
import { TOTAL_SUPPLY } from "./protocol.mjs";
import { within } from "./tap.mjs";

/** How long it may take to join and to see finality move, in ms. */
const JOIN_LIMIT_MS = 90_000;

/** Joins the chain of the specification `spec` and runs the checks against the node at `url`. */
export async function checkLight(tap, { url, spec }) {
	const logs = [];
	const light = start({
		// No plain TCP, as in a browser.
		forbidTcp: true,
		maxLogLevel: 3,
		logCallback: (level, target, message) => logs.push(`${level} ${target}: ${message}`),
	});
	let client;
	const joined = await tap.check(
		"smoldot joins over WebSocket and follows finality",
		async () => {
			const chain = await light.addChain({ chainSpec: spec });
			client = createClient(getSmProvider(() => chain));
			const head = await newFinalized(client);
			assert.equal(head.hash, await hashAt(url, head.number), "another block than the node's");
			return `finalized block ${head.number} is ${head.hash}`;
		},
		JOIN_LIMIT_MS,
	);
	if (joined) {
		await tap.check("smoldot proves storage: 50 billion JMT exist", async () => {
			const issuance = await client.getUnsafeApi().query.Balances.TotalIssuance.getValue();
			assert.equal(issuance, TOTAL_SUPPLY);
		});
		await tap.check("smoldot executes the runtime APIs of JMT", () => callRuntimeApis(client));
	} else {
		logs.slice(-40).forEach((line) => console.log(`# ${line}`));
	}
	client?.destroy();
	await light.terminate();
}

/** The first finalized block after the one that following began with. */
function newFinalized(client) {
	return new Promise((resolve, reject) => {
		let first;
		const subscription = client.finalizedBlock$.subscribe({
			next: (block) => {
				first ??= block.number;
				if (block.number > first) {
					resolve(block);
					subscription?.unsubscribe();
				}
			},
			error: reject,
		});
	});
}

/** Hash of the block with this number on the node's chain. */
async function hashAt(url, number) {
	const socket = new WebSocket(url);
	try {
		const answer = new Promise((resolve, reject) => {
			socket.on("error", reject);
			socket.on("message", (data) => resolve(JSON.parse(data.toString())));
			socket.on("open", () => {
				const request = { jsonrpc: "2.0", id: 1, method: "chain_getBlockHash", params: [number] };
				socket.send(JSON.stringify(request));
			});
		});
		return (await within(10_000, answer)).result;
	} finally {
		socket.close();
	}
}
