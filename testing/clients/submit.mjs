#!/usr/bin/env node
// Measures the transactions of a dapp with a light client of its own: polkadot-api over npm's smoldot sends
// transfers of //Alice one after the other and waits until each is final.
//
//   node submit.mjs SPEC_FILE TRANSFERS
//
// SPEC_FILE   raw chain specification with a boot node that listens for WebSocket
//
// Prints one line of JSON: how many of the transfers are final, after how many seconds each, how often the
// light client panicked, and what went wrong. A light client that panicked is replaced by another.

import { readFile } from "node:fs/promises";
import { Enum, createClient } from "polkadot-api";
import { getSmProvider } from "polkadot-api/sm-provider";
import { start } from "smoldot";
import { account, signerOf } from "./accounts.mjs";
import { JMT } from "./protocol.mjs";
import { within } from "./tap.mjs";

/** How long one transfer may take to finality, and the light client to join, in ms. */
const LIMIT_MS = 60_000;

/** The pause before a transfer is up to this long, in ms, so that transfers fall anywhere in a slot. */
const PAUSE_MS = 2_000;

/** A light client of the chain with the specification `spec`, and polkadot-api over it. */
async function join(spec) {
	const logs = [];
	const light = start({
		forbidTcp: true,
		maxLogLevel: 2,
		logCallback: (level, target, message) => logs.push(`${target}: ${message}`),
	});
	const chain = await light.addChain({ chainSpec: spec });
	const client = createClient(getSmProvider(() => chain));
	await within(LIMIT_MS, client.getFinalizedBlock());
	return {
		client,
		panicked: () => logs.find((line) => line.includes("panicked")),
		leave: async () => {
			try {
				client.destroy();
				await light.terminate();
			} catch {
				// It is gone already.
			}
		},
	};
}

async function transfer(client) {
	const from = account("//Alice");
	const call = client
		.getUnsafeApi()
		.tx.Balances.transfer_keep_alive({ dest: Enum("Id", from.address), value: JMT / 100n });
	const begun = performance.now();
	const finalized = await within(LIMIT_MS, call.signAndSubmit(signerOf(from)));
	if (!finalized.ok) {
		throw new Error(`failed: ${JSON.stringify(finalized.dispatchError)}`);
	}
	return (performance.now() - begun) / 1_000;
}

async function main([specFile, count, ...rest]) {
	if (specFile === undefined || !(Number(count) > 0) || rest.length > 0) {
		console.error("usage: node submit.mjs SPEC_FILE TRANSFERS");
		return 2;
	}
	const spec = await readFile(specFile, "utf8");
	const seconds = [];
	const errors = [];
	let panics = 0;
	let joined = await join(spec);
	for (let sent = 0; sent < Number(count); sent += 1) {
		await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS));
		try {
			seconds.push(await transfer(joined.client));
		} catch (error) {
			errors.push(joined.panicked() ?? error.message);
			if (joined.panicked() !== undefined) {
				panics += 1;
			}
			await joined.leave();
			joined = await join(spec);
		}
	}
	await joined.leave();
	console.log(JSON.stringify({ transfers: Number(count), seconds, panics, errors }));
	return 0;
}

// Panics of the light client surface as errors of its own tasks too; they are counted above.
process.on("uncaughtException", () => {});
process.on("unhandledRejection", () => {});
main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
