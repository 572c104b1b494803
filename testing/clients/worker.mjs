// Workers of tasks in a few lines of JavaScript: they enrol, claim, commit and tell their results, free of fee. They run
// no program: each tells that it wrote what it read, with an end state that all of them make up alike, since it is the
// chain that is looked at.

import { randomUUID } from "node:crypto";
import { hexToU8a, u8aConcat, u8aToHex } from "@polkadot/util";
import { blake2AsHex, blake2AsU8a, randomAsU8a } from "@polkadot/util-crypto";
import { account, finalize } from "./accounts.mjs";
import { Device } from "./device.mjs";
import { JMT } from "./protocol.mjs";

/** Workers of a crew. */
const WORKERS = 3;

/** What each owner is given: a unit of stake, a device's deposit, fees. */
const FUNDS = 20n * JMT;

/** How long an enrolment that the device signed can be used, in ms. */
const ENROLMENT_MS = 600_000;

/** A step that no block has taken in this time is sent again, in ms. */
const AGAIN_MS = 6_000;

/** How often a crew looks at the tasks, in ms. */
const LOOK_MS = 500;

/** A worker of an owner of its own, which works by its device's key. */
export class Worker {
	#api;
	#pair;
	/** When each step of a task was sent. */
	#sent = new Map();
	/** The salt of each task. */
	#salts = new Map();

	constructor(api) {
		const name = randomUUID();
		this.#api = api;
		this.#pair = account(`//Worker//${name}`);
		this.device = new Device(api, this.#pair);
		this.id = u8aToHex(this.device.id);
		this.owner = account(`//Owner//${name}`);
		/** Why the node refused a step last. */
		this.refused = undefined;
	}

	/** Registers its device, and stakes a unit on it. */
	async enrol() {
		const { query, tx } = this.#api;
		const { publicKey } = this.#pair;
		const now = (await query.timestamp.now()).toNumber();
		const expires = this.#api.createType("u64", now + ENROLMENT_MS);
		// Sr25519 is the first variant of a signer.
		const signer = u8aConcat([0], publicKey);
		const signature = this.#sign("enrol", this.device.id, this.owner.publicKey, signer, expires.toU8a());
		const enrol = tx.tasks.enrol(this.id, { Sr25519: u8aToHex(publicKey) }, 1, expires, signature);
		const register = await this.device.registerCall(this.owner);
		await finalize(tx.utility.batchAll([register, enrol]), this.owner);
	}

	/** Takes the step for which a task waits, if any. One that the node refuses is taken again later. */
	async step({ id, task, stage }) {
		const slot = task.crew.slots.find(({ device }) => device === this.id);
		const [step] = Object.entries({
			claim: stage.Claiming === "Crew" && slot === undefined,
			commit: stage.Running === "Crew" && slot?.entry === "Claimed",
			reveal: stage.Revealing === "Crew" && slot?.entry.Committed !== undefined,
		}).find(([, due]) => due) ?? [];
		const name = `${step} ${id}`;
		if (step === undefined || Date.now() < (this.#sent.get(name) ?? 0) + AGAIN_MS) {
			return;
		}
		this.#sent.set(name, Date.now());
		try {
			await (await this[step](id, task)).send();
		} catch (error) {
			this.refused = `${name}: ${error.message}`;
		}
	}

	/** The call that claims a slot by its first unit. */
	async claim(id, { crew, terms_hash: terms }) {
		const { query, tx } = this.#api;
		const batch = (await query.tasks.batches(crew.batch)).unwrap();
		const { seed } = batch.opening.unwrap();
		const unit = this.#api.createType("u32", 0);
		const signature = this.#sign("claim", terms, seed.toU8a(), unit.toU8a(), this.device.id);
		return tx.tasks.claim(id, seed, unit, this.id, signature);
	}

	/** The call that commits to its result. */
	commit(id, task) {
		const { terms_hash: terms } = task;
		// One that is sent again is the same: a second one would not open the first.
		const salt = this.#salts.get(id) ?? randomAsU8a(32);
		this.#salts.set(id, salt);
		const genesis = this.#api.genesisHash.toU8a();
		const message = [genesis, terms, this.device.id, this.#digest(task), salt];
		const commitment = u8aToHex(this.#hash("commitment", ...message));
		const signature = this.#sign("commit", terms, this.device.id, commitment);
		return this.#api.tx.tasks.commit(id, this.id, commitment, signature);
	}

	/** The call that tells its result, with the output. */
	reveal(id, task) {
		const salt = this.#salts.get(id);
		const signature = this.#sign("reveal", task.terms_hash, this.device.id, this.#digest(task), salt);
		const output = task.terms.input.Inline;
		return this.#api.tx.tasks.reveal(id, this.id, this.#outcome(task), output, u8aToHex(salt), signature);
	}

	/** Its end state: the output is the input. */
	#outcome({ terms }) {
		const output = hexToU8a(terms.input.Inline);
		const type = this.#api.tx.tasks.reveal.meta.args[2].type.toString();
		return this.#api.createType(type, {
			ending: { Finished: { code: 0 } },
			fuel: 1_000,
			output: { hash: blake2AsHex(output, 256), length: output.length },
			memory: blake2AsHex("memory", 256),
		});
	}

	#digest(task) {
		return this.#hash("result", this.#outcome(task).toU8a());
	}

	/** Blake2-256 over a purpose, with its length before it, and what belongs to it. */
	#hash(purpose, ...parts) {
		const name = this.#api.createType("Bytes", `jmt/task/${purpose}/v1`);
		return blake2AsU8a(u8aConcat(name.toU8a(), ...parts), 256);
	}

	/** The signature over a purpose, the chain, and what belongs to it. */
	#sign(purpose, ...parts) {
		return this.device.sign(`jmt/task/${purpose}/v1`, this.#api.genesisHash.toU8a(), ...parts);
	}
}

/** Enrols workers of as many owners, whom //Alice gives what they need. */
export async function enrolCrew(api) {
	const { balances, utility } = api.tx;
	const crew = Array.from({ length: WORKERS }, () => new Worker(api));
	const gifts = crew.map(({ owner }) => balances.transferKeepAlive(owner.address, FUNDS));
	await finalize(utility.batchAll(gifts), account("//Alice"));
	await Promise.all(crew.map((worker) => worker.enrol()));
	return crew;
}

/** Has a crew work on the tasks that are posted while `job` runs. Returns what the job does. */
export async function workDuring(crew, provider, job) {
	const { next } = await provider.send("jmt_taskMarket", []);
	let done = false;
	const work = async () => {
		while (!done) {
			const views = await provider.send("jmt_taskPage", [next]);
			await Promise.all(views.flatMap((view) => crew.map((worker) => worker.step(view))));
			await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
		}
	};
	const working = work();
	try {
		return await Promise.race([job(), working.then(() => new Promise(() => {}))]);
	} catch (error) {
		const refusals = crew.map(({ refused }) => refused).filter((refused) => refused !== undefined);
		throw new Error(`${error.message}\nrefused last: ${refusals.join("; ") || "nothing"}`, { cause: error });
	} finally {
		done = true;
	}
}
