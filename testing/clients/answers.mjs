// Blocks full of answers: what devices send free of fee, as bare extrinsics of versions 4 and 5, is read whole by
// the tools of others. Prints the table of tools and versions that docs/dapps.md holds.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { blake2AsHex } from "@polkadot/util-crypto";
import { createClient } from "polkadot-api";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";
import { account } from "./accounts.mjs";
import { fillBlock, registerFleet, removeFleet } from "./fleet.mjs";
import { ANSWER, READERS, versionsEncoded } from "./readers.mjs";

const DOCUMENT = new URL("../../docs/dapps.md", import.meta.url);

/** How long it may take to fill a block: a device counts from the next day of draws, in ms. */
const FILL_LIMIT_MS = 150_000;

/** The head of the table. */
const HEAD = ["| Tool | Version | Reads | Encodes | Sends |", "|---|---|---|---|---|"];

/** Runs the checks against the node at `url`, which needs short days of draws. */
export async function checkAnswers(tap, { url }) {
	const provider = new WsProvider(url);
	const client = createClient(getWsProvider(url, { websocketClass: WebSocket }));
	const node = { url, provider, client };
	let block;
	const filled = await tap.check(
		"devices fill a block with answers, sent by @polkadot/api and polkadot-api too",
		async () => {
			const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
			node.api = api;
			const owner = account("//Alice");
			const fleet = await registerFleet(api, owner);
			block = await fillBlock(api, provider, client, fleet);
			await removeFleet(api, owner, fleet);
			const old = block.answers.filter(({ version }) => version === 4).length;
			return `block ${block.number}: ${block.answers.length} answers, ${old} of them in version 4`;
		},
		FILL_LIMIT_MS,
	);
	if (filled) {
		const rows = [];
		for (const reader of READERS) {
			await tap.check(
				`${reader.tool} reads a block full of answers`,
				async () => {
					rows.push(await rowOf(reader, node, block));
				},
				reader.limitMs,
			);
		}
		const table = [...HEAD, ...rows];
		table.forEach((line) => console.log(`# ${line}`));
		await tap.check("docs/dapps.md has the table of tools that these checks print", async () => {
			const document = await readFile(DOCUMENT, "utf8");
			assert.ok(document.includes(`\n${table.join("\n")}\n\n`), "it has another one");
		});
	}
	client.destroy();
	await provider.disconnect();
}

/** A tool's line of the table, once it has read the block right. */
async function rowOf(reader, node, block) {
	const read = await reader.read(node, block);
	compare(block, read);
	const encodes = versionsEncoded(block, read);
	assert.ok(encodes.includes(4), "an answer of version 4 encodes to other bytes");
	const reads = [...new Set(block.answers.map(({ version }) => version))].sort();
	const version = read.version ?? (await reader.version());
	const cells = [`\`${reader.tool}\``, version, reads.join(", "), encodes.join(", "), reader.sends ?? ""];
	return `| ${cells.join(" | ")} |`.replaceAll("  ", " ");
}

/** Compares what a tool read with the bytes of the block and with what the devices sent. */
function compare(block, { extrinsics, answered }) {
	assert.equal(extrinsics.length, block.extrinsics.length, "another number of extrinsics");
	assert.equal(extrinsics[0].call, "timestamp.set", "the block does not begin with its time");
	for (const [index, { hash }] of extrinsics.entries()) {
		if (hash !== undefined) {
			// The chain's is that of the bytes as they travel, their length before them.
			assert.equal(hash, blake2AsHex(block.extrinsics[index], 256), "a hash that the chain does not know");
		}
	}
	const read = extrinsics.flatMap(({ call, arguments: values }, index) =>
		call === ANSWER ? [{ ...values, index }] : [],
	);
	assert.deepEqual(read, block.answers.map(({ version, ...answer }) => answer));
	assert.equal(answered, block.answers.length, "another number of events of answers");
}
