#!/usr/bin/env node
// Hands a file of `jmt-edge prove membership`, as it is, to Semaphore's own `verifyProof`.
//
//   node verify-proof.mjs FILE [--scope HEX] [--message HEX]
//
// --scope, --message   what the proof must say, 32 bytes in hexadecimal digits
//
// Prints one line of JSON. Exit code: 0 valid, 1 refused, 2 wrong arguments.

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { verifyProof } from "@semaphore-protocol/core";
import { inputsOf, proofBytes, scalar } from "./semaphore.mjs";

const USAGE = "usage: node verify-proof.mjs FILE [--scope HEX] [--message HEX]";

async function main() {
	let parsed;
	try {
		const text = { type: "string" };
		parsed = parseArgs({ allowPositionals: true, options: { scope: text, message: text } });
	} catch (error) {
		console.error(error.message);
		return 2;
	}
	const { positionals, values } = parsed;
	if (positionals.length !== 1) {
		console.error(USAGE);
		return 2;
	}
	const proof = JSON.parse(await readFile(positionals[0], "utf8"));
	const refuse = (reason) => {
		console.log(JSON.stringify({ valid: false, reason }));
		return 1;
	};
	try {
		for (const [name, wanted] of Object.entries(values)) {
			if (scalar(proof[name]) !== scalar(wanted)) {
				return refuse(`it has another ${name}`);
			}
		}
		if (!(await verifyProof(proof))) {
			return refuse("it proves nothing");
		}
	} catch (error) {
		return refuse(error.message);
	}
	console.log(JSON.stringify({ valid: true, inputs: inputsOf(proof), proof: proofBytes(proof) }));
	return 0;
}

// snarkjs leaves its threads behind.
main().then(
	(code) => process.exit(code),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
