// Python's substrate-interface, from PyPI, in a virtual environment of its own below the cache folder.
//
//   node python.mjs
//
// installs it ahead, for a machine that later has no network.

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const REQUIREMENTS = fileURLToPath(new URL("requirements.txt", import.meta.url));
const READER = fileURLToPath(new URL("read_blocks.py", import.meta.url));
const SENDER = fileURLToPath(new URL("send_remark.py", import.meta.url));

/** How long the installation may take, in ms. */
export const INSTALL_LIMIT_MS = 300_000;

/** How long the reading of some blocks may take, in ms. */
const READ_LIMIT_MS = 60_000;

/** The largest answer of the reader, in bytes. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

const run = promisify(execFile);

/** The interpreter of the environment with the requirements, which is made if there is none. */
export async function installPython() {
	const system = await run("python3", ["--version"]).catch((error) => {
		throw new Error(`python3 is needed: ${error.message}`);
	});
	const requirements = await readFile(REQUIREMENTS, "utf8");
	// An environment belongs to the interpreter that it was made with.
	const version = createHash("sha256").update(system.stdout).update(requirements).digest("hex");
	const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
	const folder = join(cache, "jmt", `python-${version.slice(0, 16)}`);
	const interpreter = join(folder, "bin", "python");
	if (!(await exists(interpreter))) {
		await mkdir(dirname(folder), { recursive: true });
		const beside = await mkdtemp(`${folder}.`);
		try {
			await install(beside);
			if (!(await exists(interpreter))) {
				// One whose system's interpreter is gone. What is there is whole, since it comes in one step.
				await rm(folder, { recursive: true, force: true });
				await rename(beside, folder);
			}
		} finally {
			await rm(beside, { recursive: true, force: true });
		}
	}
	return interpreter;
}

async function install(folder) {
	await run("python3", ["-m", "venv", folder]).catch((error) => {
		throw new Error(`python3 makes no virtual environment (on Debian: apt-get install python3-venv): ${error.stderr}`);
	});
	const pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
	await run(join(folder, "bin", "python"), [...pip, "--requirement", REQUIREMENTS], {
		timeout: INSTALL_LIMIT_MS,
	}).catch((error) => {
		const reason = error.stderr.trim().split("\n").at(-1) || error.message;
		throw new Error(`PyPI cannot be reached, or has not what requirements.txt names: ${reason}`);
	});
}

/** What substrate-interface makes of blocks of the node at `url`: its version, and each block's extrinsics. */
export async function readByPython(interpreter, url, hashes) {
	const options = { timeout: READ_LIMIT_MS, maxBuffer: MAX_OUTPUT_BYTES };
	const { stdout } = await run(interpreter, [READER, url, ...hashes], options).catch((error) => {
		throw new Error(error.stderr || error.message);
	});
	return JSON.parse(stdout);
}

/** Has substrate-interface send a remark of a development account, and returns the nonce that it chose. */
export async function sendByPython(interpreter, url, derivation) {
	const { stdout } = await run(interpreter, [SENDER, url, derivation], { timeout: READ_LIMIT_MS }).catch((error) => {
		throw new Error(error.stderr || error.message);
	});
	return Number(stdout);
}

function exists(path) {
	return stat(path).then(
		() => true,
		() => false,
	);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	console.log(await installPython());
}
