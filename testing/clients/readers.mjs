// What indexers and wallets read blocks with. Each reader opens on a node and says of a block, all of it, what it
// holds: of every extrinsic the call by name, its arguments if it is an answer, its hash if the tool has one, and
// its bytes when the tool encodes it again; and the number of answers that the block's events tell of.

import assert from "node:assert/strict";
import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { decAnyMetadata, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { stringCamelCase, u8aToHex } from "@polkadot/util";
import { Runtime } from "@subsquid/substrate-runtime";
import { bareVersion, extrinsicDecoder } from "./extrinsic.mjs";
import { versionOf } from "./packages.mjs";
import { INSTALL_LIMIT_MS, installPython, readByPython } from "./python.mjs";

/** Storage key of the events of a block: twox128 of `System` and of `Events`. */
const EVENTS = "0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7";

/** The call of an answer, as {@link nameOf} has it. */
export const ANSWER = "proofOfTime.answer";

/** The name of a call, in one spelling. */
function nameOf(pallet, call) {
	return [pallet, call].map(stringCamelCase).join(".");
}

/** What an answer says, in one spelling. */
function argumentsOf(round, draw, device, signature) {
	return { round: `${round}`, draw, device, signature };
}

/** The tools. `sends` is how the tool itself makes an answer and sends it, as the tests do. */
export const READERS = [
	{
		tool: "@polkadot/api",
		sends: "`api.tx.proofOfTime.answer(..).send()`, version 4",
		version: () => versionOf("@polkadot/api"),
		read: readByPolkadotJs,
	},
	{
		tool: "polkadot-api",
		sends: "`client.submit(await tx.getBareTx())`, version 5",
		version: () => versionOf("polkadot-api"),
		read: readByPapi,
	},
	{
		tool: "@subsquid/substrate-runtime",
		version: () => versionOf("@subsquid/substrate-runtime"),
		read: readBySubsquid,
	},
	{
		tool: "substrate-interface",
		limitMs: INSTALL_LIMIT_MS,
		read: readBySubstrateInterface,
	},
];

async function readByPolkadotJs({ api }, { hash }) {
	const { block } = await api.rpc.chain.getBlock(hash);
	const events = await (await api.at(hash)).query.system.events();
	return {
		extrinsics: block.extrinsics.map((extrinsic) => {
			const { method } = extrinsic;
			const call = nameOf(method.section, method.method);
			if (call === ANSWER) {
				assert.equal(extrinsic.isSigned, false, "an answer is signed");
				// Explorers ask for these of every extrinsic: they must not throw.
				assert.ok(extrinsic.signer.isEmpty && extrinsic.signature.isEmpty, "an answer has a signer");
			}
			return { call, hash: extrinsic.hash.toHex(), encoded: extrinsic.toHex(), arguments: answerOf(call, method) };
		}),
		answered: events.filter(({ event }) => api.events.proofOfTime.Answered.is(event)).length,
	};
}

function answerOf(call, { args }) {
	if (call !== ANSWER) {
		return undefined;
	}
	const [round, draw, device, signature] = args;
	return argumentsOf(round, draw.toHex(), device.toHex(), signature.asSr25519.toHex());
}

async function readByPapi({ client, provider }, { hash }) {
	const { hash: finalized } = await client.getFinalizedBlock();
	const metadata = unifyMetadata(decAnyMetadata(await client.getMetadata(finalized)));
	const decode = extrinsicDecoder(metadata);
	const events = getDynamicBuilder(getLookupFn(metadata)).buildStorage("System", "Events").value;
	// Of blocks that the head has left behind it keeps nothing; bytes of the node are what it decodes.
	const { block } = await provider.send("chain_getBlock", [hash]);
	return {
		extrinsics: block.extrinsics.map((opaque) => {
			const { call, encoded } = decode(opaque);
			const name = nameOf(call.type, call.value.type);
			const { round, draw, device, signature } = call.value.value ?? {};
			const answer = name === ANSWER ? argumentsOf(round, draw, device, signature.value) : undefined;
			return { call: name, encoded, arguments: answer };
		}),
		answered: events
			.dec(await provider.send("state_getStorage", [EVENTS, hash]))
			.filter(({ event }) => event.type === "ProofOfTime" && event.value.type === "Answered").length,
	};
}

async function readBySubsquid({ provider }, { hash }) {
	const version = await provider.send("state_getRuntimeVersion", [hash]);
	const runtime = new Runtime(version, await provider.send("state_getMetadata", [hash]));
	const { block } = await provider.send("chain_getBlock", [hash]);
	return {
		extrinsics: block.extrinsics.map((opaque) => {
			const extrinsic = runtime.decodeExtrinsic(opaque);
			const { __kind: pallet, value } = extrinsic.call;
			const call = nameOf(pallet, value.__kind);
			const answer =
				call === ANSWER
					? argumentsOf(value.round, value.draw, value.device, value.signature.value)
					: undefined;
			// It reads more than it writes.
			const encoded = extrinsic.version === 4 ? u8aToHex(runtime.encodeExtrinsic(extrinsic)) : undefined;
			return { call, encoded, arguments: answer };
		}),
		answered: runtime
			.decodeStorageValue("System.Events", await provider.send("state_getStorage", [EVENTS, hash]))
			.filter(({ event }) => event.__kind === "ProofOfTime" && event.value.__kind === "Answered").length,
	};
}

async function readBySubstrateInterface({ url }, { hash }) {
	const { version, blocks } = await readByPython(await installPython(), url, [hash]);
	const [{ extrinsics, answered }] = blocks;
	return {
		version,
		extrinsics: extrinsics.map(({ call, arguments: values, hash, encoded }) => {
			const name = nameOf(...call.split("."));
			const { round, draw, device, signature } = values;
			const answer = name === ANSWER ? argumentsOf(round, draw, device, signature.Sr25519) : undefined;
			return { call: name, hash, encoded, arguments: answer };
		}),
		answered,
	};
}

/** The versions of bare answers that a tool encoded to the very bytes of the block. */
export function versionsEncoded(block, { extrinsics }) {
	const versions = block.answers
		.filter(({ index }) => extrinsics[index].encoded === block.extrinsics[index])
		.map(({ index }) => bareVersion(block.extrinsics[index]));
	return [...new Set(versions)].sort();
}
