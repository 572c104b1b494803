#!/usr/bin/env node
// Polkadot.js Apps shows a page of governance where a pallet has the name that the page knows, and takes its members
// for what the page calls them. These checks ask the same of the metadata, by the names of Apps' `apps-routing`.
//
//   node apps.mjs WS_URL

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { ApiPromise, WsProvider } from "@polkadot/api";
import { account } from "./accounts.mjs";
import { Tap } from "./tap.mjs";

/**
 * Pages, each with all that it needs, and whether it is to be there. Those of docs/governance.md. A page with
 * `instances` also finds a pallet by the crate that it comes from.
 */
const PAGES = [
	{ page: "Referenda", needs: ["tx.referenda.submit", "tx.convictionVoting.vote"], shown: true },
	{ page: "Preimages", needs: ["query.preimage.statusFor", "tx.preimage.notePreimage"], shown: true },
	{ page: "Scheduler", needs: ["query.scheduler.agenda"], shown: true },
	{ page: "Council", needs: ["query.council.prime"], instances: true, shown: false },
	{ page: "Tech. comm.", needs: ["query.technicalCommittee.members"], instances: true, shown: false },
	{ page: "Membership", needs: ["query.membership.members"], shown: false },
	{ page: "Alliance", needs: ["tx.alliance.joinAlliance"], shown: false },
	{ page: "Ranked collective", needs: ["tx.rankedCollective.vote", "tx.rankedPolls.submit"], shown: false },
	{ page: "Fellowship", needs: ["tx.fellowshipCollective.vote", "tx.fellowshipReferenda.submit"], shown: false },
	{ page: "Democracy", needs: ["tx.democracy.propose"], shown: false },
	{ page: "Treasury", needs: ["tx.treasury.proposeSpend"], shown: false },
	{ page: "Bounties", needs: ["tx.bounties.proposeBounty"], shown: false },
	{ page: "Society", needs: ["query.society.pot"], shown: false },
];

/** Names by which Apps and `@polkadot/api` find an election. */
const ELECTIONS = ["phragmenElection", "electionsPhragmen", "elections"];

/** Runs the checks against the node at `url`. */
export async function checkApps(tap, { url }) {
	const provider = new WsProvider(url);
	let api;
	await tap.check("Polkadot.js Apps shows the pages that docs/governance.md names", async () => {
		api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
		for (const { page, needs, instances = false, shown } of PAGES) {
			assert.equal(needs.every((endpoint) => has(api, endpoint, instances)), shown, page);
		}
		return PAGES.filter(({ shown }) => shown).map(({ page }) => page).join(", ");
	});
	await tap.check("@polkadot/api takes none of the bodies for an elected council", async () => {
		const [director] = await api.query.foundationCouncil.members();
		const [watcher] = (await api.query.boardElections.members()).map(({ who }) => who);
		assert.ok(director !== undefined && watcher !== undefined, "a body is empty");
		for (const who of [director, watcher, account("//Alice").address]) {
			assert.equal((await api.derive.accounts.flags(who)).isCouncil, false, `${who}`);
		}
		assert.equal(api.derive.council, undefined, "it derives a council");
		for (const name of ELECTIONS) {
			assert.equal(api.query[name], undefined, name);
		}
		// Programs that ask for it get an error rather than the wrong body.
		await assert.rejects(async () => api.derive.elections.info());
	});
	await (api ?? provider).disconnect();
}

/** Whether Apps finds a storage item or call. */
function has(api, endpoint, instances) {
	const [area, section, method] = endpoint.split(".");
	const named = instances && api.registry.getModuleInstances(api.runtimeVersion.specName, section);
	const [instance] = named || [section];
	const found = api[area][instance] ?? api[area][section];
	return typeof found?.[method] === "function";
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const tap = new Tap();
	await checkApps(tap, { url: process.argv[2] });
	process.exit(tap.end() ? 0 : 1);
}
