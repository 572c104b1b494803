// DIDs of devices: what a node resolves them to, read as others read it: expanded by a JSON-LD processor with the
// contexts that W3C and Digital Bazaar publish, in safe mode, in which no term may be left out.

import assert from "node:assert/strict";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { u8aToHex } from "@polkadot/util";
import { base58Decode } from "@polkadot/util-crypto";
import { contexts as multikeyContexts } from "@digitalbazaar/multikey-context";
import { contexts as didContexts } from "did-context";
import jsonld from "jsonld";
import { account, finalize } from "./accounts.mjs";
import { Device } from "./device.mjs";
import { ask } from "./json-rpc.mjs";
import { UNKNOWN_DEVICE } from "./protocol.mjs";

/** What the contexts make of the terms. */
const SECURITY = "https://w3id.org/security#";

/** Numbers of keys' schemes in the multicodec table, as varints. */
const CODECS = { sr25519: [0xef, 0x01], ed25519: [0xed, 0x01], x25519: [0xec, 0x01] };

/** How long a device may take to be registered, resolved and removed, in ms. */
const LIMIT_MS = 120_000;

/** Adds the checks; `url` is the WebSocket address of a node of a development chain. */
export async function checkDids(tap, { url }) {
	await tap.check(
		"the DID document of a registered device expands in JSON-LD's safe mode",
		() => resolveRegistered(url),
		LIMIT_MS,
	);
	await tap.check("a DID document with a key for messages expands in JSON-LD's safe mode", () =>
		expandExample(url),
	);
	await tap.check("a DID document that says more than its contexts is seen", () => spoil(url));
	await tap.check("jmt_resolveDid refuses by the words of DID Core", () => refuse(url));
}

/** Contexts come out of the packages; nothing is fetched. */
async function documentLoader(contextUrl) {
	const document = didContexts.get(contextUrl) ?? multikeyContexts.get(contextUrl);
	assert.ok(document !== undefined, `${contextUrl} is no context of a DID document`);
	return { contextUrl: null, documentUrl: contextUrl, document };
}

/** The only node of a document, expanded. */
async function expand(document) {
	const [node, ...rest] = await jsonld.expand(document, { documentLoader, safe: true });
	assert.deepEqual(rest, []);
	assert.equal(node["@id"], document.id);
	return node;
}

/** The ids that stand under a term of the security vocabulary. */
function idsOf(node, term) {
	return (node[`${SECURITY}${term}`] ?? []).map((value) => value["@id"]);
}

/** Looks at an expanded document: its methods, by what each is for, with their keys. */
function checkMethods(did, node, { signing, encryption }) {
	const methods = node[`${SECURITY}verificationMethod`] ?? [];
	const found = new Map(methods.map((method) => [method["@id"], method]));
	assert.equal(found.size, methods.length);
	const wanted = [
		["authenticationMethod", signing],
		["assertionMethod", signing],
		["keyAgreementMethod", encryption],
	];
	for (const [term, key] of wanted) {
		const ids = idsOf(node, term);
		assert.equal(ids.length, key === undefined ? 0 : 1, term);
		for (const id of ids) {
			const method = found.get(id);
			assert.deepEqual(method["@type"], [`${SECURITY}Multikey`]);
			assert.deepEqual(idsOf(method, "controller"), [did]);
			const [{ "@value": text, "@type": type }] = method[`${SECURITY}publicKeyMultibase`];
			assert.equal(type, `${SECURITY}multibase`);
			assert.equal(id, `${did}#${text}`);
			assert.equal(text[0], "z");
			assert.deepEqual([...base58Decode(text.slice(1))], key, term);
		}
	}
	const keys = [signing, encryption].filter((key) => key !== undefined);
	assert.equal(methods.length, keys.length);
}

/** Registers a device, resolves its DID and removes it again. */
async function resolveRegistered(url) {
	const provider = new WsProvider(url);
	const api = await ApiPromise.create({ provider, noInitWarn: true });
	try {
		const [owner, pair] = [account("//Bob"), account("//Bob//did")];
		const device = new Device(api, pair);
		const did = didOf(api.genesisHash.toHex(), u8aToHex(device.id));
		await finalize(await device.registerCall(owner), owner);
		const at = (await api.rpc.chain.getFinalizedHead()).toHex();
		const { didResolutionMetadata, didDocument, didDocumentMetadata } = await ask(url, "jmt_resolveDid", [did, at]);
		assert.deepEqual(didResolutionMetadata, { contentType: "application/did+ld+json" });
		assert.deepEqual(didDocumentMetadata, {});
		assert.equal(didDocument.id, did);
		const signing = [...CODECS.sr25519, ...pair.publicKey];
		checkMethods(did, await expand(didDocument), { signing });
		await finalize(device.removeCall(), owner);
		const removed = (await api.rpc.chain.getFinalizedHead()).toHex();
		const gone = await ask(url, "jmt_resolveDid", [did, removed]);
		assert.equal(gone.didResolutionMetadata.error, "notFound");
		return did;
	} finally {
		await api.disconnect();
	}
}

function didOf(genesis, device) {
	return `did:jmt:${genesis.slice(2, 34)}:${device.slice(2)}`;
}

/** The document of the example that `rpc.discover` gives: a node makes it as it makes all others. */
async function example(url) {
	const { methods } = await ask(url, "rpc.discover", []);
	const [{ result }] = methods.find(({ name }) => name === "jmt_resolveDid").examples;
	return result.value.didDocument;
}

async function expandExample(url) {
	const document = await example(url);
	const [signing, encryption] = [
		[...CODECS.ed25519, ...Array(32).fill(7)],
		[...CODECS.x25519, ...Array(32).fill(8)],
	];
	checkMethods(document.id, await expand(document), { signing, encryption });
	return `${document.verificationMethod.length} methods`;
}

async function spoil(url) {
	const document = await example(url);
	await assert.rejects(expand({ ...document, owner: "nobody" }), { name: "jsonld.ValidationError" });
	const [method, ...rest] = document.verificationMethod;
	const spoilt = { ...document, verificationMethod: [{ ...method, level: 2 }, ...rest] };
	await assert.rejects(expand(spoilt), { name: "jsonld.ValidationError" });
}

async function refuse(url) {
	const { genesis } = await ask(url, "jmt_chainInfo", []);
	const known = didOf(genesis, UNKNOWN_DEVICE);
	for (const [did, error] of [
		[known, "notFound"],
		[didOf(`0x${"ab".repeat(32)}`, UNKNOWN_DEVICE), "notFound"],
		[known.toUpperCase(), "invalidDid"],
		[`${known}#key`, "invalidDid"],
		["did:key:z6Mk", "invalidDid"],
	]) {
		const resolved = await ask(url, "jmt_resolveDid", [did]);
		const expected = { didResolutionMetadata: { error }, didDocument: null, didDocumentMetadata: {} };
		assert.deepEqual(resolved, expected, did);
	}
}
