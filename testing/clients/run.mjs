#!/usr/bin/env node
// Checks that clients of other makers understand a JMT chain: @polkadot/api, polkadot-api (PAPI) without
// generated code, and npm's smoldot; that they and other tools read blocks full of answers; that DID documents are
// JSON-LD; that proofs of Semaphore's JavaScript, RISC Zero and SP1 verify; that libraries and node decide alike about
// access; that a dapp has three devices run a task; and that the examples of docs/dapps.md run.
//
//   node run.mjs WS_URL [LIGHT_SPEC_FILE] [--expect-answer]
//
// WS_URL            JSON-RPC of a node of a development chain, where //Alice and //Bob have funds
// LIGHT_SPEC_FILE   chain specification with a boot node that listens for WebSocket: raw, or light with a
//                   checkpoint, which smoldot takes from the first change of session on; without it the
//                   light client is not checked, nor its example
// --expect-answer   devices answer on the chain: look for an answer of theirs, and fail if none comes.
//                   Without it devices are registered and driven here, which needs short days of draws
//
// Prints TAP. Exit code: 0 all passed, 1 some failed, 2 wrong arguments.

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { checkAccess } from "./access.mjs";
import { checkAnswers } from "./answers.mjs";
import { checkApps } from "./apps.mjs";
import { checkDids } from "./did.mjs";
import { checkExamples } from "./examples.mjs";
import { checkLight } from "./light.mjs";
import { checkMethods } from "./methods.mjs";
import { checkNonces } from "./nonces.mjs";
import { checkPapi } from "./papi.mjs";
import { checkPolkadotJs } from "./polkadot-js.mjs";
import { checkProofs } from "./proofs.mjs";
import { checkRoundTrips } from "./round-trip.mjs";
import { checkStatuses } from "./statuses.mjs";
import { Tap } from "./tap.mjs";
import { checkTasks } from "./tasks.mjs";

const USAGE = "usage: node run.mjs WS_URL [LIGHT_SPEC_FILE] [--expect-answer]";

async function main() {
	let parsed;
	try {
		parsed = parseArgs({
			allowPositionals: true,
			options: { "expect-answer": { type: "boolean", default: false } },
		});
	} catch (error) {
		return refuse(error.message);
	}
	const [url, specFile, ...rest] = parsed.positionals;
	if (url === undefined || !/^wss?:\/\//.test(url) || rest.length > 0) {
		return refuse(USAGE);
	}
	let spec;
	if (specFile !== undefined) {
		try {
			spec = await readFile(specFile, "utf8");
		} catch (error) {
			return refuse(error.message);
		}
	}
	const expectAnswer = parsed.values["expect-answer"];
	const tap = new Tap();
	const answer = await checkPolkadotJs(tap, { url, expectAnswer });
	await checkPapi(tap, { url, answer });
	if (!expectAnswer) {
		await checkAnswers(tap, { url });
	}
	await checkMethods(tap, { url });
	await checkDids(tap, { url });
	await checkProofs(tap, { url });
	await checkAccess(tap, { url });
	await checkTasks(tap, { url });
	await checkRoundTrips(tap, { url });
	await checkNonces(tap, { url });
	await checkApps(tap, { url });
	await checkStatuses(tap, { url });
	if (spec !== undefined) {
		await checkLight(tap, { url, spec });
	}
	await checkExamples(tap, { url, specFile });
	return tap.end() ? 0 : 1;
}

function refuse(message) {
	console.error(message);
	return 2;
}

// Clients may leave timers and sockets behind that would keep the process alive.
main().then(
	(code) => process.exit(code),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
