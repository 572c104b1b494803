// Results in the Test Anything Protocol, version 13, on standard output.

import { inspect } from "node:util";

/** Runs checks one after another and prints a line for each. */
export class Tap {
	#count = 0;
	#failed = 0;

	constructor() {
		console.log("TAP version 13");
	}

	/**
	 * Runs `check`, which may return a remark or throw, and returns whether it passed. A check that takes
	 * longer than `limitMs` has failed.
	 */
	async check(name, check, limitMs = 60_000) {
		this.#count += 1;
		try {
			const remark = await within(limitMs, check());
			console.log(`ok ${this.#count} - ${name}`);
			if (typeof remark === "string") {
				console.log(`# ${remark}`);
			}
			return true;
		} catch (error) {
			this.#failed += 1;
			console.log(`not ok ${this.#count} - ${name}`);
			for (const line of (error?.stack ?? inspect(error)).split("\n")) {
				console.log(`# ${line}`);
			}
			return false;
		}
	}

	/** Prints the plan and returns whether checks ran and all of them passed. */
	end() {
		console.log(`1..${this.#count}`);
		console.log(`# ${this.#count - this.#failed} passed, ${this.#failed} failed`);
		return this.#count > 0 && this.#failed === 0;
	}
}

/** Waits for `promise`, but no longer than `limitMs`. */
export async function within(limitMs, promise) {
	let timer;
	const expired = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error(`took longer than ${limitMs} ms`)), limitMs);
	});
	try {
		return await Promise.race([promise, expired]);
	} finally {
		clearTimeout(timer);
	}
}

/** Asks again until `probe` returns something other than `undefined`; `check`'s limit ends it. */
export async function until(probe, pauseMs = 500) {
	for (;;) {
		const found = await probe();
		if (found !== undefined) {
			return found;
		}
		await new Promise((resolve) => setTimeout(resolve, pauseMs));
	}
}
