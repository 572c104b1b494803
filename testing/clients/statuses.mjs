#!/usr/bin/env node
// Statuses of transactions as a program on @polkadot/api hears them on a slow connection. The client fetches a block
// when it hears `inBlock`, and drops that status for good when `finalized` comes before it has the block. The node
// holds `finalized` back for a second (node/src/rpc/pool.rs).
//
//   node statuses.mjs WS_URL [TRANSFERS]
//
// Prints a line for each delay of a block: how many of the transfers (20) reported `isInBlock`.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { WebSocket, WebSocketServer } from "ws";
import { account } from "./accounts.mjs";
import { JMT } from "./protocol.mjs";
import { within } from "./tap.mjs";

/** The delays of a block on its way that are measured, in ms. */
const DELAYS_MS = [0, 250, 500, 900, 2_000];

/** A delay that a program has to stand, in ms. */
const SLOW_MS = 500;

/** How long one transfer may take to finality, in ms. */
const LIMIT_MS = 30_000;

/** How many transfers the check sends. */
const TRANSFERS = 5;

/** A program behind a slow connection hears of each block that has its transfer. */
export async function checkStatuses(tap, { url }) {
	await tap.check(
		`@polkadot/api reports isInBlock though each block takes ${SLOW_MS} ms to it`,
		async () => {
			const { included } = await measure(url, SLOW_MS, TRANSFERS);
			assert.equal(included, TRANSFERS);
		},
		TRANSFERS * LIMIT_MS,
	);
}

/** Sends transfers one after another; `included` of them reported `isInBlock`, all were final. */
async function measure(url, delayMs, transfers) {
	const slow = await slowed(url, delayMs);
	const api = await ApiPromise.create({ provider: new WsProvider(slow.url), noInitWarn: true });
	let included = 0;
	try {
		for (let sent = 0; sent < transfers; sent += 1) {
			included += (await within(LIMIT_MS, transfer(api))) ? 1 : 0;
		}
	} finally {
		await api.disconnect();
		await slow.close();
	}
	return { delayMs, transfers, included };
}

/** Sends JMT, and says when it is final whether `isInBlock` was reported before. */
function transfer(api) {
	const [from, to] = [account("//Alice"), account("//Bob")];
	let included = false;
	return new Promise((resolve, reject) => {
		api.tx.balances
			.transferKeepAlive(to.address, JMT / 100n)
			.signAndSend(from, { nonce: -1 }, ({ isError, status }) => {
				included ||= status.isInBlock;
				if (isError) {
					reject(new Error(status.type));
				} else if (status.isFinalized) {
					resolve(included);
				}
			})
			.catch(reject);
	});
}

/** A server on loopback that hands everything on to `url` and back, blocks only after `delayMs`. */
async function slowed(url, delayMs) {
	const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
	await new Promise((resolve, reject) => server.once("listening", resolve).once("error", reject));
	server.on("connection", (client) => {
		const node = new WebSocket(url);
		const blocks = new Set();
		const waiting = [];
		client.on("message", (data) => {
			const request = JSON.parse(data);
			if (request.method === "chain_getBlock") {
				blocks.add(request.id);
			}
			if (node.readyState === WebSocket.OPEN) {
				node.send(String(data));
			} else {
				waiting.push(String(data));
			}
		});
		node.on("open", () => waiting.splice(0).forEach((data) => node.send(data)));
		node.on("message", (data) => {
			const isBlock = blocks.delete(JSON.parse(data).id);
			setTimeout(() => client.send(String(data)), isBlock ? delayMs : 0);
		});
		client.on("close", () => node.close());
		node.on("close", () => client.close());
	});
	return {
		url: `ws://127.0.0.1:${server.address().port}`,
		close: () => new Promise((resolve) => server.close(resolve)),
	};
}

async function main([url, transfers = "20", ...rest]) {
	if (url === undefined || !(Number(transfers) > 0) || rest.length > 0) {
		console.error("usage: node statuses.mjs WS_URL [TRANSFERS]");
		return 2;
	}
	for (const delayMs of DELAYS_MS) {
		console.log(JSON.stringify(await measure(url, delayMs, Number(transfers))));
	}
	return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	main(process.argv.slice(2)).then(
		(code) => process.exit(code),
		(error) => {
			console.error(error);
			process.exit(1);
		},
	);
}
