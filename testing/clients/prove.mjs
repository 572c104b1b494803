#!/usr/bin/env node
// Measures proofs that one of some members belongs to their group: by Semaphore's own prover (snarkjs), and by
// `jmt-edge` on the same files in the same run, in turns.
//
//   node prove.mjs DEPTH MEMBERS RUNS [JMT_EDGE]
//
// JMT_EDGE   the agent's program; without it snarkjs is measured alone
//
// Prints one line of JSON. snarkjs: seconds of each proof, the first with the reading of its files, and the most memory
// that this process has had, in bytes. The agent: a process for each proof, with the seconds for its files and for the
// proof, those of the whole process, and the most memory. Semaphore's `verifyProof` takes each proof.

import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Group, Identity, generateProof, verifyProof } from "@semaphore-protocol/core";
import { versionOf } from "./packages.mjs";
import { artefacts, scalar, scopeOf } from "./semaphore.mjs";

const GENESIS = scalar(1);
const TOPIC = scalar(2);
const GROUP = 1;

const seconds = (since) => (performance.now() - since) / 1_000;

/** The agent's files: an identity of its own making, and the group. */
class Agent {
	#program;
	#folder;

	constructor(program, folder) {
		this.#program = program;
		this.#folder = folder;
	}

	async #run(...words) {
		const { stdout } = await promisify(execFile)(this.#program, ["--json", ...words]);
		return JSON.parse(stdout.trim().split("\n").at(-1));
	}

	/** Makes an identity and returns what it is in Semaphore's JavaScript. */
	async identity() {
		await this.#run("identity", "new", "--out", this.#path("identity"));
		const { secret } = JSON.parse(await readFile(this.#path("identity"), "utf8"));
		return new Identity(Buffer.from(secret.slice(2), "hex"));
	}

	async learn(group) {
		const members = group.members.map(String);
		const block = { number: 0, block: GENESIS };
		const file = { kind: "group/v1", genesis: GENESIS, group: GROUP, ...block, root: String(group.root), members };
		await writeFile(this.#path("group"), JSON.stringify(file));
	}

	async prove(depth, run) {
		const out = this.#path(`proof-${run}`);
		const begun = performance.now();
		const { provingMs, readingMs, peakMemory } = await this.#run(
			"prove", "membership", "--members", this.#path("group"), "--identity-key", this.#path("identity"),
			"--topic", TOPIC, "--message", scalar(run), "--depth", `${depth}`, "--out", out,
		);
		const whole = seconds(begun);
		await check(JSON.parse(await readFile(out, "utf8")));
		return { reading: readingMs / 1_000, proving: provingMs / 1_000, whole, peakBytes: peakMemory };
	}

	#path(name) {
		return join(this.#folder, `${name}.json`);
	}
}

async function check(proof) {
	if (!(await verifyProof(proof))) {
		throw new Error("Semaphore refuses a proof");
	}
}

async function main([depth, members, runs], program) {
	if (![depth, members, runs].every((number) => number > 0)) {
		console.error("usage: node prove.mjs DEPTH MEMBERS RUNS [JMT_EDGE]");
		return 2;
	}
	const folder = await mkdtemp(join(tmpdir(), "jmt-prove-"));
	try {
		const agent = program === undefined ? undefined : new Agent(program, folder);
		const identity = (await agent?.identity()) ?? new Identity();
		// Only one of them has to be a member who can prove.
		const others = Array.from({ length: members - 1 }, (_, i) => BigInt(i + 1));
		const group = new Group([...others, identity.commitment]);
		await agent?.learn(group);
		const files = await artefacts(depth);
		const scope = BigInt(scopeOf(GENESIS, GROUP, TOPIC));
		const snarkjs = { version: await versionOf("snarkjs"), seconds: [] };
		const edge = [];
		for (let run = 0; run < runs; run += 1) {
			const begun = performance.now();
			const proof = await generateProof(identity, group, BigInt(run), scope, depth, files);
			snarkjs.seconds.push(seconds(begun));
			await check(proof);
			if (agent !== undefined) {
				edge.push(await agent.prove(depth, run));
			}
		}
		// Node.js counts kilobytes on every system.
		snarkjs.peakBytes = process.resourceUsage().maxRSS * 1_024;
		console.log(JSON.stringify({ depth, members, snarkjs, edge }));
		return 0;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

// snarkjs leaves its threads behind.
main(process.argv.slice(2, 5).map(Number), process.argv[5]).then(
	(code) => process.exit(code),
	(error) => {
		console.error(error);
		process.exit(1);
	},
);
