// Access as dapps see it: a resource, a policy and grants by @polkadot/api; decisions by it, by polkadot-api and by the
// node's own methods, which are one decision; and why a use was refused.

import assert from "node:assert/strict";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { createClient } from "polkadot-api";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";
import { account, finalize } from "./accounts.mjs";

/** How long a check may take, in ms: some calls that wait for finality. */
const LIMIT_MS = 240_000;

/** Numbers of actions. */
const [OPEN, CLOSE] = [2, 3];

/** Codes of refusals, as docs/access.md lists them. */
const [NO_RULE, DENIED_BY_RULE, GRANT_REVOKED, NOT_HOLDER, BEYOND_GRANT, USES_EXHAUSTED] = [8, 9, 12, 15, 16, 23];

/** A price, in planck. */
const PRICE = 2_000_000_000n;

const HOUR_MS = 3_600_000;

/** Runs the checks against the node at `url`, of a development chain. */
export async function checkAccess(tap, { url }) {
	const provider = new WsProvider(url);
	let chain;
	const made = await tap.check("@polkadot/api makes a resource with a policy and a grant", async () => {
		const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		chain = { api, provider, url, alice: account("//Alice"), bob: account("//Bob") };
		return make(chain);
	}, LIMIT_MS);
	if (made) {
		await tap.check("AccessApi and jmt_decide decide alike, for both libraries", () => decide(chain), LIMIT_MS);
		await tap.check("jmt_explain tells each rule", () => explain(chain), LIMIT_MS);
		await tap.check("Access.use_right pays the owner, and an error carries its code", () => use(chain), LIMIT_MS);
		await tap.check("a revoked grant is refused by its code", () => revoke(chain), LIMIT_MS);
		await tap.check("every deposit of a resource comes back", () => close(chain), LIMIT_MS);
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

/** Planck held of an account for access. */
async function held({ api, alice }) {
	const holds = await api.query.balances.holds(alice.address);
	const own = holds.filter(({ id }) => id.isAccess);
	return own.reduce((sum, { amount }) => sum + amount.toBigInt(), 0n);
}

async function make(chain) {
	const { api, alice, bob } = chain;
	const { access, devices } = api.tx;
	chain.before = await held(chain);
	const created = await finalize(devices.createDomain(null, "Device", "World"), alice);
	chain.domain = eventOf(created, api.events.devices.DomainCreated).domain.toNumber();
	const now = (await api.query.timestamp.now()).toNumber();
	const free = { price: 0, log: false, notice: false };
	const body = {
		zone: { offsets: [[0, 0]], goodUntil: now + HOUR_MS },
		maxAge: HOUR_MS,
		rules: [
			{ effect: "Deny", who: { Account: alice.address }, actions: 2 ** CLOSE, conditions: [], duties: free },
			{
				effect: "Allow", who: { Account: bob.address }, actions: 2 ** OPEN,
				conditions: [{ Uses: { most: 3, window: 24 * HOUR_MS, counting: "OnChain" } }],
				duties: { ...free, price: PRICE },
			},
		],
	};
	const set = await finalize(access.setPolicy({ New: { domain: chain.domain } }, body), alice);
	chain.policy = eventOf(set, api.events.access.PolicySet).policy.toNumber();
	const actions = 2 ** OPEN + 2 ** CLOSE;
	const resource = access.createResource(chain.domain, null, null, null, actions, 0, chain.policy);
	chain.resource = eventOf(await finalize(resource, alice), api.events.access.ResourceCreated).resource.toNumber();
	const scope = {
		actions: 2 ** CLOSE, cells: [], windows: [], notBefore: now, expires: now + HOUR_MS, uses: null,
	};
	const grant = access.grant(chain.resource, null, { Account: bob.address }, scope, "Kept");
	chain.grant = eventOf(await finalize(grant, alice), api.events.access.Granted).grant.toNumber();
	assert.ok((await held(chain)) > chain.before, "no deposit was held");
	return `resource ${chain.resource}, policy ${chain.policy}, grant ${chain.grant}`;
}

/** A request for one use at the block's time. */
function request(chain, who, action, authority) {
	const shown = { pass: null, using: null, place: null, member: null };
	return { resource: chain.resource, action, subject: { Account: who.address }, authority, uses: 1, now: null, at: null, shown };
}

/** The same question to all that answer it. Returns the one answer, as jmt_decide gives it. */
async function ask(chain, who, action, grant) {
	const { api, provider, client } = chain;
	const { hash: at } = await client.getFinalizedBlock();
	const asked = request(chain, who, action, grant === undefined ? "Own" : { Grant: grant });
	const decided = (await (await api.at(at)).call.accessApi.decide(asked)).toJSON();
	const short = { resource: asked.resource, action, subject: asked.subject, authority: asked.authority };
	const told = await provider.send("jmt_decide", [short, at]);
	const typed = await client.getUnsafeApi().apis.AccessApi.decide({
		resource: BigInt(chain.resource), action, subject: { type: "Account", value: who.address },
		authority: grant === undefined ? { type: "Own" } : { type: "Grant", value: BigInt(grant) },
		uses: 1, now: undefined, at: undefined,
		shown: { pass: undefined, using: undefined, place: undefined, member: undefined },
	}, { at });
	assert.equal(typed.type, told.allowed ? "Allow" : "Deny");
	if (told.allowed) {
		assert.equal(told.code, null);
		assert.equal(told.decision.Allow.until, decided.allow.until);
		assert.equal(typed.value.until, BigInt(decided.allow.until));
	} else {
		assert.equal(told.decision.Deny.reason, decided.deny.reason);
		assert.equal(typed.value.reason.type, decided.deny.reason);
	}
	return told;
}

async function decide(chain) {
	const { alice, bob } = chain;
	chain.client = createClient(getWsProvider(chain.url, { websocketClass: WebSocket }));
	try {
		const allowed = await ask(chain, bob, OPEN);
		assert.deepEqual(allowed.decision.Allow?.by, { Rule: 1 }, JSON.stringify(allowed));
		assert.match(allowed.explanation, /^allowed until /);
		assert.equal(allowed.decision.Allow.version, 1);
		const byGrant = await ask(chain, bob, CLOSE, chain.grant);
		assert.deepEqual(byGrant.decision.Allow?.by, { Grants: [chain.grant] }, JSON.stringify(byGrant));
		for (const [who, action, grant, code, by] of [
			[bob, CLOSE, undefined, NO_RULE, "Nothing"],
			[alice, OPEN, undefined, NO_RULE, "Nothing"],
			[alice, CLOSE, undefined, DENIED_BY_RULE, { Rule: 0 }],
			[bob, OPEN, chain.grant, BEYOND_GRANT, { Grant: chain.grant }],
			[alice, CLOSE, chain.grant, NOT_HOLDER, { Grant: chain.grant }],
		]) {
			const denied = await ask(chain, who, action, grant);
			assert.equal(denied.allowed, false, JSON.stringify(denied));
			assert.equal(denied.code, code, JSON.stringify(denied));
			assert.deepEqual(denied.decision.Deny.by, by, JSON.stringify(denied));
		}
	} finally {
		chain.client.destroy();
	}
}

async function explain(chain) {
	const { provider, alice } = chain;
	const { resource, action, subject } = request(chain, alice, OPEN, "Own");
	const { allowed, code, rules } = await provider.send("jmt_explain", [{ resource, action, subject }]);
	assert.deepEqual([allowed, code], [false, NO_RULE]);
	assert.deepEqual(rules.map(({ effect }) => effect), ["Deny", "Allow"]);
	assert.deepEqual([rules[0].who, rules[0].actions], ["True", false]);
	assert.deepEqual([rules[1].who, rules[1].actions], [{ False: "NoRule" }, true]);
}

/** The name of the error by which a call failed, and the byte behind its number. */
async function refusal({ api }, call, pair) {
	return new Promise((resolve, reject) => {
		call
			.signAndSend(pair, { nonce: -1 }, ({ dispatchError, isError, status }) => {
				if (isError) {
					reject(new Error(status.type));
				} else if (status.isFinalized) {
					assert.ok(dispatchError?.isModule, `it was taken: ${dispatchError}`);
					const { section, name } = api.registry.findMetaError(dispatchError.asModule);
					resolve([`${section}.${name}`, dispatchError.asModule.error[1]]);
				}
			})
			.catch(reject);
	});
}

async function use(chain) {
	const { api, bob } = chain;
	const { access } = api.tx;
	const own = (action, uses, most) =>
		access.useRight(chain.resource, { Account: bob.address }, action, "Own", uses, most);
	assert.deepEqual(await refusal(chain, own(OPEN, 1, PRICE - 1n), bob), ["access.PriceTooHigh", 0]);
	const used = eventOf(await finalize(own(OPEN, 2, 2n * PRICE), bob), api.events.access.Used);
	assert.equal(used.price.toBigInt(), 2n * PRICE);
	assert.equal(used.uses.toNumber(), 2);
	assert.ok(used.decision.isAllow);
	// Three a day, of which two are made.
	assert.deepEqual(await refusal(chain, own(OPEN, 2, 2n * PRICE), bob), ["access.Denied", USES_EXHAUSTED]);
	assert.deepEqual(await refusal(chain, own(CLOSE, 1, PRICE), bob), ["access.Denied", NO_RULE]);
}

async function revoke(chain) {
	const { api, alice, bob, grant } = chain;
	const { access } = api.tx;
	await finalize(access.revoke(grant), alice);
	const call = access.useRight(chain.resource, { Account: bob.address }, CLOSE, { Grant: grant }, 1, 0);
	assert.deepEqual(await refusal(chain, call, bob), ["access.Denied", GRANT_REVOKED]);
}

async function close(chain) {
	const { api, alice, bob } = chain;
	const { access, devices, utility } = api.tx;
	await finalize(utility.batchAll([
		access.closeResource(chain.resource), access.closePolicy(chain.policy), access.closeGrant(chain.grant),
		access.clearUses(chain.resource, { Subject: { Account: bob.address } }), devices.closeDomain(chain.domain),
	]), alice);
	assert.equal(await held(chain), chain.before);
	const left = (await api.query.balances.holds(bob.address)).filter(({ id }) => id.isAccess);
	assert.deepEqual(left.toString(), "");
	assert.ok((await api.call.accessApi.resource(chain.resource)).isNone);
}
