// A device in a few lines of JavaScript: registers, follows draws and answers them, free of fee.

import { stringToU8a, u8aConcat, u8aToHex } from "@polkadot/util";
import { blake2AsU8a } from "@polkadot/util-crypto";
import { until } from "./tap.mjs";

/** How long a registration that the device signed can be used, in ms. */
const REGISTRATION_MS = 600_000;

/** A device with the sr25519 key of `pair`, a pair of a `Keyring`. */
export class Device {
	#api;
	#provider;
	#pair;

	/** `provider` is what `api` stands on. */
	constructor(api, provider, pair) {
		this.#api = api;
		this.#provider = provider;
		this.#pair = pair;
		/** The public key as the chain knows it. */
		this.key = api.createType("JmtPrimitivesKeysDevicePublic", { Sr25519: pair.publicKey });
		/** Its id: blake2-256 of the purpose and the encoded key. */
		this.id = blake2AsU8a(u8aConcat(stringToU8a("jmt/device-id"), this.key.toU8a()), 256);
	}

	/** The call by which `owner` registers it. */
	async registerCall(owner) {
		const now = (await this.#api.query.timestamp.now()).toNumber();
		const expires = this.#api.createType("u64", now + REGISTRATION_MS);
		const signature = this.#sign(
			"jmt/device/register/v1",
			this.#api.genesisHash.toU8a(),
			owner.publicKey,
			expires.toU8a(),
		);
		return this.#api.tx.devices.register(this.key, expires, signature);
	}

	/** The call by which its owner removes it. */
	removeCall() {
		return this.#api.tx.devices.remove(this.id);
	}

	/** Answers the first draw of its bucket and returns the round. */
	async answer() {
		const { jmtApi } = this.#api.call;
		const { draw, round } = await until(async () => {
			const [status, current] = await Promise.all([
				jmtApi.miningStatus(this.id),
				jmtApi.currentDraw(),
			]);
			if (status.bucket.isNone || current.isNone) {
				return undefined;
			}
			const { draw, round, bucket } = current.unwrap().draw;
			return bucket.eq(status.bucket.unwrap()) && (await this.#accepted(round, draw))
				? { draw, round }
				: undefined;
		}, 250);
		return { draw: draw.toHex(), round: round.toBigInt() };
	}

	/** Submits an answer; false if the node refuses it with one of the published codes. */
	async #accepted(round, draw) {
		const signature = this.#sign(
			"jmt/proof-of-time/answer/v1",
			this.#api.genesisHash.toU8a(),
			round.toU8a(),
			draw.toU8a(),
			this.id,
		);
		const { method } = this.#api.tx.proofOfTime.answer(round, draw, this.id, signature);
		// A general transaction: version 5, no signer; of the extensions only those with content are named.
		const payload = { method, era: "0x00", nonce: 0, tip: 0, mode: 0 };
		const transaction = this.#api.registry.createTypeUnsafe("GeneralExtrinsic", [{ payload }]);
		try {
			// Not `api.rpc.author.submitExtrinsic`: it takes the bytes for a call and wraps them once more.
			await this.#provider.send("author_submitExtrinsic", [transaction.toHex()]);
			return true;
		} catch (error) {
			if (/Custom error: 1\d\b/.test(error.message)) {
				return false;
			}
			throw error;
		}
	}

	/** The device's signature over a purpose, with its length before it, and what belongs to it. */
	#sign(purpose, ...parts) {
		const message = u8aConcat(this.#api.createType("Bytes", purpose).toU8a(), ...parts);
		return { Sr25519: u8aToHex(this.#pair.sign(message)) };
	}
}
