// Zero-knowledge proofs of others on the chain: memberships that Semaphore's own JavaScript proves, and receipts of
// RISC Zero and SP1.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { u8aToHex } from "@polkadot/util";
import { Group, Identity, generateProof, verifyProof } from "@semaphore-protocol/core";
import { account, finalize } from "./accounts.mjs";
import { artefacts, circuitInput, inputsOf, proofBytes, scalar, scopeOf, topicName } from "./semaphore.mjs";

const FIXTURES = new URL("../fixtures/zk/", import.meta.url);

/** How long a check may take, in ms: some calls that wait for finality, and some proofs. */
const LIMIT_MS = 240_000;

/** The circuit is made for trees of this depth at most; the group's may be lower. */
const DEPTH = 16;

/** Members of the group. */
const MEMBERS = 70;

/** How long the topic is open, in ms. */
const TOPIC_MS = 3_600_000;

/** Runs the checks against the node at `url`, of a development chain. */
export async function checkProofs(tap, { url }) {
	const provider = new WsProvider(url);
	let chain;
	const connected = await tap.check("Semaphore's JavaScript has the root of a group of the chain", async () => {
		const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		chain = { api, alice: account("//Alice"), bob: account("//Bob"), genesis: api.genesisHash.toHex() };
		return makeGroup(chain);
	}, LIMIT_MS);
	if (connected) {
		await tap.check("ZkVerifier.signal takes a proof of Semaphore's JavaScript, once", () => signal(chain), LIMIT_MS);
		await tap.check("ZkVerifier.verify takes a proof of Semaphore's JavaScript", () => verify(chain), LIMIT_MS);
		await tap.check(
			"a group follows Semaphore's JavaScript when a member goes, whose proof stays good for a while",
			() => remove(chain),
			LIMIT_MS,
		);
	}
	if (chain !== undefined) {
		await tap.check("ZkVerifier.verify takes a receipt of RISC Zero", () => receipt(chain, "risc0-3.0", "risc0"), LIMIT_MS);
		await tap.check("ZkVerifier.verify takes a receipt of SP1", () => receipt(chain, "sp1-6.0.0", "sp1"), LIMIT_MS);
	}
	await (chain?.api ?? provider).disconnect();
}

/** The only event of a kind among those of a final call, its data by name. */
function eventOf({ events }, kind) {
	const [found, ...rest] = events.map(({ event }) => event).filter((event) => kind.is(event));
	assert.ok(found !== undefined, `no ${kind.meta.name}`);
	assert.deepEqual(rest, []);
	return found.data;
}

/** A call fails by this error of the pallet. */
async function refuses(api, call, pair, name) {
	const refused = finalize(call, pair).then(
		() => assert.fail(`${name} was expected`),
		(error) => error,
	);
	const { message } = await refused;
	const index = api.errors.zkVerifier[name].meta.index.toNumber();
	const error = `0x${index.toString(16).padStart(2, "0")}000000`;
	assert.ok(message.includes(error), `${name} was expected: ${message}`);
}

/** Makes a group of Semaphore identities on the chain, and the same one from the pages that the chain has. */
async function makeGroup(chain) {
	const { api, alice } = chain;
	const { zkVerifier } = api.tx;
	chain.identities = Array.from({ length: MEMBERS }, () => new Identity());
	const created = await finalize(zkVerifier.createGroup(), alice);
	chain.number = eventOf(created, api.events.zkVerifier.GroupCreated).group.toNumber();
	const commitments = chain.identities.map(({ commitment }) => scalar(commitment));
	const added = await finalize(zkVerifier.addMembers(chain.number, commitments), alice);
	const root = eventOf(added, api.events.zkVerifier.MembersAdded).root.toHex();
	chain.group = await readGroup(chain);
	assert.equal(chain.group.size, MEMBERS);
	assert.equal(scalar(chain.group.root), root);
	assert.ok((await api.call.zkApi.root(chain.number, root)).isCurrent);
	assert.deepEqual(chain.group.members.map(scalar), commitments);
	return `group ${chain.number}, ${MEMBERS} members`;
}

/** Whole pages, as a member asks for them, since a path would tell whose it is. */
async function readGroup({ api, number }) {
	const { pages } = (await api.call.zkApi.group(number)).unwrap();
	const leaves = [];
	for (let page = 0; page < pages.toNumber(); page += 1) {
		leaves.push(...(await api.call.zkApi.page(number, page)));
	}
	const members = leaves.map((leaf) => BigInt(leaf.toHex()));
	// A removed member's leaf is 0, which Semaphore makes itself and does not take.
	const group = new Group(members.map((member) => member || 1n));
	members.forEach((member, index) => member === 0n && group.removeMember(index));
	return group;
}

/** Opens a topic and returns its name. */
async function openTopic({ api, alice, number }, most = 10) {
	const ends = (await api.query.timestamp.now()).toNumber() + TOPIC_MS;
	const topic = topicName(ends, u8aToHex(randomBytes(24)));
	await finalize(api.tx.zkVerifier.openTopic(number, topic, ends, most), alice);
	return topic;
}

/** A member's proof about a topic. */
async function prove({ api, genesis, group, number }, identity, topic, message) {
	const scope = scopeOf(genesis, number, topic);
	assert.equal((await api.call.zkApi.scope(number, topic)).toHex(), scope, "another scope than the chain's");
	const proof = await generateProof(identity, group, BigInt(message), BigInt(scope), DEPTH, await artefacts(DEPTH));
	assert.ok(await verifyProof(proof), "Semaphore refuses its own proof");
	return proof;
}

/** The signal that a proof makes; what differs is given. */
function signalCall({ api, number }, topic, message, proof, changes = {}) {
	const fields = {
		group: number,
		depth: DEPTH,
		root: scalar(proof.merkleTreeRoot),
		nullifier: scalar(proof.nullifier),
		message,
		topic,
		proof: proofBytes(proof),
		stamp: null,
		...changes,
	};
	return api.tx.zkVerifier.signal(...Object.values(fields));
}

async function signal(chain) {
	const { api, bob, identities, number } = chain;
	const [topic, other] = [await openTopic(chain), await openTopic(chain)];
	const message = u8aToHex(randomBytes(32));
	const proof = await prove(chain, identities[42], topic, message);
	const alias = scalar(proof.nullifier);

	const changed = `${proofBytes(proof).slice(0, -1)}${proofBytes(proof).endsWith("0") ? "1" : "0"}`;
	await refuses(api, signalCall(chain, topic, message, proof, { proof: changed }), bob, "OffCurve");
	const unsaid = signalCall(chain, topic, u8aToHex(randomBytes(32)), proof);
	await refuses(api, unsaid, bob, "NotProven");
	await refuses(api, signalCall(chain, other, message, proof), bob, "NotProven");
	await refuses(api, signalCall(chain, topic, message, proof, { root: scalar(7) }), bob, "RootNotGood");
	assert.ok((await api.call.zkApi.isUsed(number, topic, alias)).isFalse);

	// //Bob pays; the event names the alias alone.
	const taken = await finalize(signalCall(chain, topic, message, proof), bob);
	const event = eventOf(taken, api.events.zkVerifier.Signalled);
	assert.equal(event.group.toNumber(), number);
	assert.equal(event.topic.toHex(), topic);
	assert.equal(event.alias.toHex(), alias);
	assert.equal(event.message.toHex(), message);
	assert.ok((await api.call.zkApi.isUsed(number, topic, alias)).isTrue);

	// Another word of the same member has the same alias; in the other topic it has another.
	const second = await prove(chain, identities[42], topic, u8aToHex(randomBytes(32)));
	assert.equal(scalar(second.nullifier), alias);
	await refuses(api, signalCall(chain, topic, scalar(second.message), second), bob, "AliasTaken");
	const elsewhere = await prove(chain, identities[42], other, message);
	assert.notEqual(scalar(elsewhere.nullifier), alias);
	await finalize(signalCall(chain, other, message, elsewhere), bob);
	chain.proof = proof;
	return `alias ${alias}`;
}

async function verify(chain) {
	const { api, bob, proof } = chain;
	const key = (await api.call.zkApi.membershipKey(DEPTH)).unwrap().toHex();
	const inputs = inputsOf(proof);
	assert.equal(inputs[2], circuitInput(scalar(proof.message)));
	assert.ok((await api.call.zkApi.verify(key, proofBytes(proof), inputs)).isOk, "the dry run refuses it");
	const done = await finalize(api.tx.zkVerifier.verify(key, proofBytes(proof), inputs), bob);
	const event = eventOf(done, api.events.zkVerifier.ProofVerified);
	assert.equal(event.key.toHex(), key);
	assert.equal(event.by.toHex(), u8aToHex(bob.publicKey));
	const others = inputs.with(2, circuitInput(scalar(8)));
	const refused = await api.call.zkApi.verify(key, proofBytes(proof), others);
	assert.ok(refused.isErr && refused.asErr.isNotProven, `${refused}`);
	await refuses(api, api.tx.zkVerifier.verify(key, proofBytes(proof), others), bob, "NotProven");
	await refuses(api, api.tx.zkVerifier.verify(key, proofBytes(proof), inputs.slice(1)), bob, "InputCount");
	return `statement ${event.statement}`;
}

async function remove(chain) {
	const { api, alice, bob, group, identities, number } = chain;
	const topic = await openTopic(chain);
	const message = u8aToHex(randomBytes(32));
	const proof = await prove(chain, identities[5], topic, message);
	const { index, siblings } = group.generateMerkleProof(5);
	assert.equal(index, 5);
	const leaf = scalar(identities[5].commitment);
	const call = api.tx.zkVerifier.removeMember(number, 5, leaf, siblings.map(scalar));
	const root = eventOf(await finalize(call, alice), api.events.zkVerifier.MemberRemoved).root.toHex();
	group.removeMember(5);
	assert.equal(scalar(group.root), root);
	assert.equal(scalar((await readGroup(chain)).root), root);
	// Its root was replaced, and is good for its lifetime still.
	assert.ok((await api.call.zkApi.root(number, scalar(proof.merkleTreeRoot))).isReplaced);
	await finalize(signalCall(chain, topic, message, proof), bob);
	return `root ${root}`;
}

/** Registers the key of a machine, unless it is there, and has a receipt verified. */
async function receipt({ api, alice, bob }, keyFile, name) {
	const bytes = u8aToHex(await readFile(new URL(`${keyFile}.key`, FIXTURES)));
	const file = JSON.parse(await readFile(new URL(`${name}-receipt.json`, FIXTURES), "utf8"));
	const { inputs: numbers, proof, seal } = file;
	// The last 256 bytes of either are the proof.
	const points = `0x${(seal ?? proof).slice(-512)}`;
	const inputs = numbers.map((number) => `0x${number}`);
	const registered = await finalize(api.tx.zkVerifier.registerKey(bytes, "Receipt", "Development"), alice);
	const { key, inputs: count } = eventOf(registered, api.events.zkVerifier.KeyRegistered);
	assert.equal(count.toNumber(), inputs.length);
	const done = await finalize(api.tx.zkVerifier.verify(key, points, inputs), bob);
	assert.equal(eventOf(done, api.events.zkVerifier.ProofVerified).key.toHex(), key.toHex());
	// Of another journal: RISC Zero has the claim's hash in the third input, SP1 that of the values in the second.
	const place = name === "sp1" ? 1 : 2;
	const others = inputs.with(place, scalar(BigInt(inputs[place]) ^ 1n));
	await refuses(api, api.tx.zkVerifier.verify(key, points, others), bob, "NotProven");
	await finalize(api.tx.zkVerifier.retireKey(key, (await api.query.timestamp.now()).toNumber() + 60_000), alice);
	return `key ${key}`;
}
