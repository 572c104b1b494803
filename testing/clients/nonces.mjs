#!/usr/bin/env node
// Accounts that are made after others have left begin at a nonce above 0 (docs/decisions/0014-nonces.md). Each
// client finds it by itself.
//
//   node nonces.mjs WS_URL

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { Binary, createClient } from "polkadot-api";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";
import { account, finalize, signerOf } from "./accounts.mjs";
import { JMT } from "./protocol.mjs";
import { INSTALL_LIMIT_MS, installPython, sendByPython } from "./python.mjs";
import { Tap } from "./tap.mjs";

/** Runs the checks against the node at `url`. */
export async function checkNonces(tap, { url }) {
	const provider = new WsProvider(url);
	let api;
	const left = await tap.check("an account that leaves raises the nonce at which others begin", async () => {
		api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		const alice = account("//Alice");
		const leaver = await made(api);
		await finalize(api.tx.system.remark("0x00"), leaver);
		await finalize(api.tx.balances.transferAll(alice.address, false), leaver);
		const next = await begins(api, account(derivation()));
		assert.ok(next >= 2, `others begin at ${next}`);
		const again = await begins(api, leaver);
		assert.equal(again, next, "it would begin elsewhere than others");
		return `others begin at ${next}`;
	});
	for (const [client, send] of left ? Object.entries({ "@polkadot/api": byPolkadotJs, "polkadot-api": byPapi }) : []) {
		await tap.check(`an account made after others had left sends by ${client}`, async () => {
			const pair = await made(api);
			const next = await begins(api, pair);
			const sent = await send({ api, url, pair });
			assert.equal(await begins(api, pair), next + sent);
			return `from ${next} on`;
		});
	}
	if (left) {
		await tap.check(
			"an account made after others had left sends by substrate-interface",
			async () => {
				const path = derivation();
				const pair = await made(api, path);
				const next = await begins(api, pair);
				assert.equal(await sendByPython(await installPython(), url, path), next);
				assert.equal(await begins(api, pair), next + 1);
				return `from ${next} on`;
			},
			INSTALL_LIMIT_MS,
		);
	}
	await (api ?? provider).disconnect();
}

/** A derivation that no account has yet, short enough for each client to derive alike. */
function derivation() {
	return `//n${randomBytes(6).toString("hex")}`;
}

/** A new account with enough to send with. */
async function made(api, path = derivation()) {
	const pair = account(path);
	await finalize(api.tx.balances.transferKeepAlive(pair.address, 10n * JMT), account("//Alice"));
	return pair;
}

/** The nonce that an account has to use next, as JSON-RPC and the runtime say. */
async function begins(api, pair) {
	const next = (await api.rpc.system.accountNextIndex(pair.address)).toNumber();
	assert.equal((await api.call.accountNonceApi.accountNonce(pair.address)).toNumber(), next);
	return next;
}

/** Three: with the nonce that the node names, with the one of the account's entry, and with one given. */
async function byPolkadotJs({ api, pair }) {
	const remark = api.tx.system.remark("0x00");
	await finalize(remark, pair);
	await finalize(remark, pair, {});
	await finalize(remark, pair, { nonce: await begins(api, pair) });
	return 3;
}

async function byPapi({ url, pair }) {
	const client = createClient(getWsProvider(url, { websocketClass: WebSocket }));
	const call = client.getUnsafeApi().tx.System.remark({ remark: Binary.fromHex("0x00") });
	const finalized = await call.signAndSubmit(signerOf(pair));
	client.destroy();
	assert.ok(finalized.ok, JSON.stringify(finalized.dispatchError));
	return 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const tap = new Tap();
	await checkNonces(tap, { url: process.argv[2] });
	process.exit(tap.end() ? 0 : 1);
}
