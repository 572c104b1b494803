// The examples of docs/dapps.md as a reader runs them, against the node of the test: its address stands in for
// the documented one, and a device that //Alice registers for the documented one.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { u8aToHex } from "@polkadot/util";
import { account, finalize } from "./accounts.mjs";
import { Device } from "./device.mjs";
import { enrolCrew, workDuring } from "./worker.mjs";

const DOCUMENT = new URL("../../docs/dapps.md", import.meta.url);

/** Examples run here, where Node.js finds the packages. */
const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** How long one may take, in ms: the light client has to join, and a proof takes seconds. */
const LIMIT_MS = 120_000;

/** What the document calls the specification for light clients. */
const SPEC_FILE = "light.json";

/** Node.js has a WebSocket of its own only from version 22 on. */
const WEB_SOCKET = 'globalThis.WebSocket ??= (await import("ws")).WebSocket;';

/** Program and arguments that run an example, by its language; those in others are not run. */
const RUN = {
	js: (code) => [
		process.execPath,
		["--input-type=module", "--eval", `${WEB_SOCKET}\n${code}\nprocess.exit();`],
	],
	sh: (code) => ["bash", ["-c", `set -euo pipefail\n${code}`]],
};

/** Looks at what an example has printed, line by line. */
const LOOK = {
	js: () => {},
	sh: (line) => assert.equal(JSON.parse(line).error, undefined, line),
};

/** What an example prints at least, by the section that it stands in. */
const PRINTS = {
	"Whose device is it": [
		/^owner v5\w+, Active, at large$/,
		/^\/\/Bob: devices\.NotOwner$/,
		/^\/\/Alice: done$/,
		/Inactive.*Paused/,
	],
	"May it open the door": [
		/^open: allowed until \d{4}-\d\d-\d\d .* \(by rule 0\)$/,
		/^close: .* \(NoRule, 8\)$/,
		/^configure: .* \(ApprovalsMissing, 24\)$/,
		/"conditions":\[\{"False":"ApprovalsMissing"\}\]/,
		/^open, frozen: .* \(ResourceClosed, 2\)$/,
	],
	Tasks: [/^price 150000000000, /, /^back: (\d+) of \1$/, /^task \d+: Done, hello$/],
	"A result with a proof": [/^task \d+: hello$/],
	"Groups and proofs": [/^alias 0x[0-9a-f]{64}$/, /^used: true$/],
};

/** What has to be there while the examples of a section run: a crew of workers for tasks. */
const BESIDE = {
	Tasks: async (api, url, job) => {
		const provider = new WsProvider(url);
		try {
			return await workDuring(await enrolCrew(api), provider, job);
		} finally {
			await provider.disconnect();
		}
	},
};

/** How long it may take to set that up, in ms. */
const BESIDE_LIMIT_MS = 60_000;

/** Runs the examples one after another; the light client's needs a specification. */
export async function checkExamples(tap, { url, specFile }) {
	let examples = [];
	await tap.check("docs/dapps.md has examples", async () => {
		const all = [...fences(await readFile(DOCUMENT, "utf8"))];
		examples = all.filter(({ language }) => Object.hasOwn(RUN, language));
		assert.ok(examples.length > 0, "none in a language that is run");
		return `${examples.length} of ${all.length} are run`;
	});
	const api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
	const [owner, pair] = [account("//Alice"), account("//Alice//example")];
	const device = new Device(api, pair);
	const registered = await tap.check("//Alice registers the device of the examples", async () => {
		await finalize(await device.registerCall(owner), owner);
	});
	const own = { url, specFile, device: u8aToHex(device.id) };
	for (const { section, language, code } of examples) {
		if (specFile !== undefined || !code.includes(SPEC_FILE)) {
			await tap.check(
				`docs/dapps.md, ${section}: the example in ${language} runs`,
				() => {
					const job = () => run(section, language, atNode(code, own));
					return section in BESIDE ? BESIDE[section](api, url, job) : job();
				},
				LIMIT_MS + BESIDE_LIMIT_MS,
			);
		}
	}
	if (registered) {
		await tap.check("//Alice removes the device of the examples", async () => {
			await finalize(device.removeCall(), owner);
		});
	}
	await api.disconnect();
}

/** The fenced blocks of a document in Markdown, with the heading above each. */
function* fences(markdown) {
	let section = "";
	let fence;
	for (const line of markdown.split("\n")) {
		if (fence !== undefined && line.startsWith("```")) {
			yield fence;
			fence = undefined;
		} else if (fence !== undefined) {
			fence.code += `${line}\n`;
		} else if (line.startsWith("```")) {
			fence = { section, language: line.slice(3).trim(), code: "" };
		} else if (line.startsWith("## ")) {
			section = line.slice(3).trim();
		}
	}
	assert.equal(fence, undefined, `${section}: a block does not end`);
}

/** The example with what is the test's own in place of what the document names. */
function atNode(code, { url, specFile, device }) {
	const own = [
		["ws://127.0.0.1:9944", url],
		["http://127.0.0.1:9944", url.replace(/^ws/, "http")],
		["0xDEVICE", device],
	];
	if (specFile !== undefined) {
		own.push([`'${SPEC_FILE}'`, JSON.stringify(resolve(specFile))]);
	}
	const replaced = own.reduce((text, [documented, value]) => text.replaceAll(documented, () => value), code);
	assert.notEqual(replaced, code, "it names neither the documented address nor the specification");
	return replaced;
}

/** Runs an example to its end: it has to succeed and to print something. */
async function run(section, language, code) {
	const [program, programArguments] = RUN[language](code);
	const options = { cwd: FOLDER, timeout: LIMIT_MS };
	const { stdout } = await promisify(execFile)(program, programArguments, options).catch((error) => {
		const { killed, stdout = "", stderr = "" } = error;
		const why = killed ? `no end within ${LIMIT_MS} ms` : `ended with ${error.code ?? error.signal}`;
		throw new Error(`${why}\n${stdout}${stderr}`);
	});
	const lines = stdout.split("\n").filter((line) => line !== "");
	assert.ok(lines.length > 0, "it prints nothing");
	lines.forEach(LOOK[language]);
	for (const wanted of PRINTS[section] ?? []) {
		assert.ok(lines.some((line) => wanted.test(line)), `${wanted} is not in\n${stdout}`);
	}
	return `printed ${lines.length} lines`;
}
