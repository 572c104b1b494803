// Accounts that have funds on every chain for development, and calls that they sign.

import { Keyring } from "@polkadot/api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { SS58_PREFIX } from "./protocol.mjs";

/** The pair that a derivation such as `//Alice` names. */
export function account(derivation) {
	return new Keyring({ type: "sr25519", ss58Format: SS58_PREFIX }).addFromUri(derivation);
}

/** polkadot-api's signer for a pair. */
export function signerOf(pair) {
	return getPolkadotSigner(pair.publicKey, "Sr25519", (input) => pair.sign(input));
}

/**
 * Signs a call of `@polkadot/api`, submits it and waits until it is final. Returns the block's hash and the call's
 * events. By default the node names the nonce.
 */
export function finalize(call, pair, options = { nonce: -1 }) {
	return new Promise((resolve, reject) => {
		call
			.signAndSend(pair, options, ({ dispatchError, events, isError, status }) => {
				if (isError) {
					reject(new Error(`${status.type}`));
				} else if (status.isFinalized && dispatchError !== undefined) {
					reject(new Error(`failed: ${dispatchError}`));
				} else if (status.isFinalized) {
					resolve({ blockHash: status.asFinalized, events });
				}
			})
			.catch(reject);
	});
}
