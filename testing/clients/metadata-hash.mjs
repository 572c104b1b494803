#!/usr/bin/env node
// Checks a release as hardware wallets use it: the signer of a transfer commits to the hash of the chain's
// metadata (`CheckMetadataHash`, RFC 78), and the runtime takes it only if it knows that very hash. Runtimes
// know it that are built with the feature `metadata-hash`.
//
//   node metadata-hash.mjs WS_URL
//
// WS_URL   JSON-RPC of a node of a development chain, where //Alice has funds
//
// Sends two transfers, one with the hash and one with another. Exit code: 0 the first is in a block and the
// second was refused, 1 otherwise, 2 wrong arguments.

import assert from "node:assert/strict";
import { ApiPromise, Keyring, WsProvider } from "@polkadot/api";
import { u8aToHex } from "@polkadot/util";
import { merkleizeMetadata } from "@polkadot-api/merkleize-metadata";
import { JMT, SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL } from "./protocol.mjs";
import { within } from "./tap.mjs";

/** How long a transfer may take into a block, in ms. */
const LIMIT_MS = 30_000;

/** What `SignedExtra` calls a signature that commits to the hash. */
const ENABLED = 1;

/** The hash of the chain's metadata in version 15, as RFC 78 defines it. */
async function hashOf(api) {
	const metadata = await api.call.metadata.metadataAtVersion(15);
	const digest = merkleizeMetadata(metadata.unwrap().toU8a(true), {
		base58Prefix: SS58_PREFIX,
		decimals: TOKEN_DECIMALS,
		specName: api.runtimeVersion.specName.toString(),
		specVersion: api.runtimeVersion.specVersion.toNumber(),
		tokenSymbol: TOKEN_SYMBOL,
	}).digest();
	return u8aToHex(digest);
}

/** Sends a transfer that commits to `metadataHash`. Returns the hash of its block; throws if it is refused. */
async function transfer(api, metadataHash) {
	const keyring = new Keyring({ type: "sr25519", ss58Format: SS58_PREFIX });
	const alice = keyring.addFromUri("//Alice");
	const bob = keyring.addFromUri("//Bob");
	const included = new Promise((resolve, reject) => {
		api.tx.balances
			.transferKeepAlive(bob.address, JMT)
			.signAndSend(
				alice,
				{ metadataHash, mode: ENABLED, withSignedTransaction: true },
				({ status, dispatchError, isError }) => {
					if (dispatchError !== undefined) {
						reject(new Error(dispatchError.toString()));
					} else if (isError) {
						reject(new Error(status.type));
					} else if (status.isInBlock) {
						resolve(status.asInBlock.toHex());
					}
				},
			)
			.catch(reject);
	});
	return within(LIMIT_MS, included);
}

async function main([url, ...rest]) {
	if (url === undefined || !/^wss?:\/\//.test(url) || rest.length > 0) {
		console.error("usage: node metadata-hash.mjs WS_URL");
		return 2;
	}
	const provider = new WsProvider(url);
	const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
	const hash = await hashOf(api);
	console.log(`metadata hash ${hash}`);
	console.log(`with it: in block ${await transfer(api, hash)}`);
	const other = `0x${"4a".repeat(32)}`;
	await assert.rejects(transfer(api, other), /bad signature/);
	console.log("with another: refused");
	await api.disconnect();
	return 0;
}

main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error) => {
		console.error(error.message);
		process.exit(1);
	},
);
