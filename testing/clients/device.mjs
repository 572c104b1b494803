// A device in a few lines of JavaScript: registers, follows draws and answers them, free of fee.

import { stringToU8a, u8aConcat, u8aToHex } from "@polkadot/util";
import { blake2AsU8a } from "@polkadot/util-crypto";
import { until } from "./tap.mjs";

/** How long a registration that the device signed can be used, in ms. */
const REGISTRATION_MS = 600_000;

/** Index of sr25519 among the schemes of devices. */
const SR25519 = 0;

/** A node's words for an answer that came too late or too early: those of its codes that begin with 1. */
const REFUSED = /Custom error: 1\d\b/;

/** Whether an answer failed for its moment alone, so that the next draw is to be tried. */
export function isRefusal(error) {
	return REFUSED.test(error.message);
}

/** A device with the sr25519 key of `pair`, a pair of a `Keyring`. */
export class Device {
	#api;
	#pair;

	constructor(api, pair) {
		this.#api = api;
		this.#pair = pair;
		const key = u8aConcat([SR25519], pair.publicKey);
		/** Its id: blake2-256 of the purpose and the encoded key. */
		this.id = blake2AsU8a(u8aConcat(stringToU8a("jmt/device-id"), key), 256);
	}

	/** The call by which `owner` registers it. */
	async registerCall(owner) {
		const now = (await this.#api.query.timestamp.now()).toNumber();
		const expires = this.#api.createType("u64", now + REGISTRATION_MS);
		const signature = this.sign(
			"jmt/device/register/v1",
			this.#api.genesisHash.toU8a(),
			owner.publicKey,
			expires.toU8a(),
		);
		return this.#api.tx.devices.register({ Sr25519: u8aToHex(this.#pair.publicKey) }, expires, signature);
	}

	/** The call by which its owner removes it. */
	removeCall() {
		return this.#api.tx.devices.remove(this.id);
	}

	/** The call that answers a draw. It needs neither signer nor fee: `.send()` is all. */
	answerCall({ round, hash_: draw }) {
		// `hash` of an object of @polkadot/api is its own; the field of that name is `hash_`.
		const signature = this.sign(
			"jmt/proof-of-time/answer/v1",
			this.#api.genesisHash.toU8a(),
			round.toU8a(),
			draw.toU8a(),
			this.id,
		);
		return this.#api.tx.proofOfTime.answer(round, draw, this.id, signature);
	}

	/** Answers the first draw of its bucket and returns the draw. */
	async answer() {
		const { proofOfTimeApi } = this.#api.call;
		return until(async () => {
			const [report, current] = await Promise.all([
				proofOfTimeApi.mining(this.id),
				proofOfTimeApi.draw(),
			]);
			if (report.bucket.isNone || current.isNone) {
				return undefined;
			}
			const { draw } = current.unwrap();
			return draw.bucket.eq(report.bucket.unwrap()) && (await this.#accepted(draw)) ? draw : undefined;
		}, 250);
	}

	/** Submits an answer; false if the node refuses it for its moment. */
	async #accepted(draw) {
		try {
			await this.answerCall(draw).send();
			return true;
		} catch (error) {
			if (isRefusal(error)) {
				return false;
			}
			throw error;
		}
	}

	/** The device's signature over a purpose, with its length before it, and what belongs to it. */
	sign(purpose, ...parts) {
		const message = u8aConcat(this.#api.createType("Bytes", purpose).toU8a(), ...parts);
		return { Sr25519: u8aToHex(this.#pair.sign(message)) };
	}
}
