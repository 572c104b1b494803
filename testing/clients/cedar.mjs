#!/usr/bin/env node
// Cedar's word on policies that are drawn here, for those who compare an evaluator of their own.
//
//   node cedar.mjs [COUNT [SEED]]
//
// COUNT   policies, 10,000 unless said
// SEED    another one draws other policies
//
// Draws policies of the subset that Cedar and the chain's rules have in common, writes them as Cedar's text and asks
// @cedar-policy/cedar-wasm. Prints a document of JSON a line:
//
//   {"domains", "resource", "links", "subject", "at", "facts", "rules", "action", ..}   the question, in plain words
//   "cedar":   {"decision", "reason"}, with all attributes known; the reason is the numbers of the rules that decided
//   "lacks":   an attribute that somebody leaves out, or null
//   "tried":   the decisions that Cedar makes for all the values of it that are tried
//   "skipped": the decision that Cedar makes without it
//
// The last is no fault of this file: a `forbid` that errs is skipped by Cedar.

import { createRequire } from "node:module";
import { cellToParent, getResolution, latLngToCell } from "h3-js";

const cedar = createRequire(import.meta.url)("@cedar-policy/cedar-wasm/nodejs");

const ACTIONS = ["read", "write", "open", "close"];
const ACCOUNTS = ["a1", "a2", "a3", "a4"];
const DEVICES = ["d1", "d2", "d3", "d4"];

/** Domains with the one above each. The resource is in 3, below 2 and 1. */
const DOMAINS = { 1: null, 2: 1, 3: 2, 4: 1, 5: null, 6: 5, 7: 6, 8: null };
const RESOURCE_DOMAIN = 3;
const RESOURCE_PATH = [3, 2, 1];

/** Levels of a unit; 0 is no unit. */
const LEVELS = [0, 1, 2];

/** Minutes of a week. */
const WEEK = 7 * 24 * 60;

/** In ms: a rule's uses are counted by the day. */
const DAY = 86_400_000;

/** Rules of a policy at most. */
const MOST_RULES = 12;

/** Of them those that may speak of whom a domain trusts. */
const MOST_TRUSTING = 4;

/** Values of an attribute that is left out, tried at most. */
const MOST_TRIED = 8;

/** The place of who has none: in no area. */
const NOWHERE = "nowhere";

/** Resolution of evidence of a place. */
const EVIDENCE = 5;

/** Numbers below a bound, the same ones for the same seed: xorshift32 (Marsaglia 2003, 3). */
class Draw {
	constructor(seed) {
		this.state = seed | 0 || 1;
	}
	below(bound) {
		this.state ^= this.state << 13;
		this.state ^= this.state >>> 17;
		this.state ^= this.state << 5;
		return (this.state >>> 0) % bound;
	}
	oneIn(bound) {
		return this.below(bound) === 0;
	}
	of(list) {
		return list[this.below(list.length)];
	}
	/** Some of a list, one at least. */
	some(list) {
		const few = list.filter(() => this.oneIn(2));
		return few.length > 0 ? few : [this.of(list)];
	}
}

/** Places all over a few cells, so that some lie in the same coarse one. */
function drawCell(draw, resolution) {
	return latLngToCell(draw.of([48, 52.5, -33]) + draw.below(300) / 100, draw.of([9, 13, 151]) + draw.below(300) / 100, resolution);
}

function drawSubject(draw) {
	if (draw.oneIn(4)) {
		return { kind: "account", id: draw.of(ACCOUNTS) };
	}
	const domain = draw.oneIn(5) ? null : draw.of(Object.keys(DOMAINS).map(Number));
	return { kind: "device", id: draw.of(DEVICES), owner: draw.of(ACCOUNTS), domain };
}

/** In half of the cases somebody who is this subject. */
function drawWho(draw, subject) {
	const near = (own, all) => (draw.oneIn(2) && all.includes(own) ? own : draw.of(all));
	switch (draw.below(6)) {
		case 0:
			return { kind: "anybody" };
		case 1:
			return { kind: "device", id: near(subject.id, DEVICES) };
		case 2:
			return { kind: "account", id: near(subject.id, ACCOUNTS) };
		case 3:
			return { kind: "ownedBy", id: near(subject.owner ?? subject.id, ACCOUNTS) };
		case 4: {
			const all = Object.keys(DOMAINS).map(Number);
			return { kind: "domain", domain: near(subject.domain, all), reach: draw.of(["exact", "below"]) };
		}
		default:
			return { kind: "trustedBy", domain: draw.of(RESOURCE_PATH) };
	}
}

/** A window, one of whose ends is often that of now. */
function drawWindow(draw, { at, minute }) {
	if (draw.oneIn(4)) {
		const from = at + (draw.below(5) - 3) * DAY + draw.below(2);
		return { kind: "dates", from, to: from + draw.below(4) * DAY };
	}
	const near = () => (minute + draw.below(3) + WEEK - 1) % WEEK;
	const [from, other] = [draw.oneIn(3) ? near() : draw.below(WEEK), draw.oneIn(3) ? near() : draw.below(WEEK)];
	return { kind: "weekly", from, to: from === other ? (other + 1) % WEEK : other };
}

function drawCondition(draw, effect, subject, now, most) {
	// A deny rule neither counts uses nor asks for approvals.
	switch (draw.below(effect === "allow" ? 5 : 3)) {
		case 0:
			return { kind: "level", level: 1 + draw.below(2) };
		case 1:
			return { kind: "time", windows: Array.from({ length: 1 + draw.below(3) }, () => drawWindow(draw, now)) };
		case 2:
			// The place of an account is nowhere to Cedar and unknown to a chain.
			if (subject.kind === "account" && !draw.oneIn(32)) {
				return { kind: "level", level: 1 };
			}
			return { kind: "place", cells: Array.from({ length: 1 + draw.below(3) }, () => drawCell(draw, draw.below(EVIDENCE + 1))) };
		case 3: {
			const of = draw.some(ACCOUNTS);
			return { kind: "approvals", least: 1 + draw.below(of.length), of };
		}
		default:
			return { kind: "uses", most };
	}
}

function drawRule(draw, subject, now, most) {
	const effect = draw.oneIn(4) ? "deny" : "allow";
	const lengths = effect === "allow" ? [0, 1, 1, 1, 2, 3] : [0, 1, 2, 2, 3, 3];
	const conditions = Array.from({ length: draw.of(lengths) }, () => drawCondition(draw, effect, subject, now, most));
	// A chain takes one limit of uses a policy, once a rule.
	const limits = conditions.filter(({ kind }) => kind === "uses");
	const kept = conditions.filter((condition) => condition.kind !== "uses" || condition === limits[0]);
	return { effect, who: drawWho(draw, subject), actions: draw.some(ACTIONS), conditions: kept };
}

function drawQuestion(draw) {
	// In 2026 and 2027, by a clock that is some minutes ahead of UTC or behind it.
	const at = 1_767_225_600_000 + draw.below(2 * 365 * 24 * 3600) * 1000;
	const offset = (draw.below(113) - 48) * 15;
	const subject = drawSubject(draw);
	const links = [];
	for (const to of [4, 5, 6, 7, 8]) {
		if (draw.oneIn(2)) {
			const ended = draw.oneIn(4);
			links.push({
				from: draw.of(RESOURCE_PATH), to, reach: draw.of(["exact", "below"]),
				expires: ended ? at - 1 : at + draw.below(1000),
			});
		}
	}
	// An account is no unit, and nowhere.
	const isDevice = subject.kind === "device";
	const facts = {
		level: isDevice ? draw.of(LEVELS) : 0,
		place: isDevice ? drawCell(draw, EVIDENCE) : NOWHERE,
		approvals: ACCOUNTS.filter(() => draw.oneIn(2)),
		uses: draw.below(6),
	};
	const now = { at, minute: minuteOfWeek({ at, offset }) };
	const most = 1 + draw.below(5);
	const rules = Array.from({ length: 1 + draw.below(MOST_RULES) }, () => drawRule(draw, subject, now, most));
	rules.filter(({ who }) => who.kind === "trustedBy").slice(MOST_TRUSTING).forEach((rule) => {
		rule.who = { kind: "anybody" };
	});
	return { domains: DOMAINS, resource: RESOURCE_DOMAIN, links, subject, at, offset, facts, rules, action: draw.of(ACTIONS) };
}

/** Minute of the week, from Monday 00:00. */
function minuteOfWeek({ at, offset }) {
	const there = new Date(at + offset * 60_000);
	return ((there.getUTCDay() + 6) % 7) * 1440 + there.getUTCHours() * 60 + there.getUTCMinutes();
}

// Cedar's text.

const entity = (type, id) => `${type}::${JSON.stringify(String(id))}`;

const WHO = {
	anybody: () => "principal",
	device: ({ id }) => `principal == ${entity("Device", id)}`,
	account: ({ id }) => `principal == ${entity("Account", id)}`,
	ownedBy: ({ id }) => `principal in ${entity("Owner", id)}`,
	domain: ({ domain, reach }) => `principal in ${entity(reach === "exact" ? "Exactly" : "Domain", domain)}`,
	trustedBy: ({ domain }) => `principal in ${entity("Trusted", domain)}`,
};

const WINDOW = {
	weekly: ({ from, to }) => `(context.minute >= ${from} ${from < to ? "&&" : "||"} context.minute < ${to})`,
	dates: ({ from, to }) => `(context.now >= ${from} && context.now <= ${to})`,
};

const CONDITION = {
	level: ({ level }) => `context.level >= ${level}`,
	time: ({ windows }) => `(${windows.map((window) => WINDOW[window.kind](window)).join(" || ")})`,
	place: ({ cells }) => `context.place in [${cells.map((cell) => entity("Cell", cell)).join(", ")}]`,
	approvals: ({ least, of }) =>
		`${of.map((id) => `(if context.approvals.${id} then 1 else 0)`).join(" + ")} >= ${least}`,
	uses: ({ most }) => `context.uses + 1 <= ${most}`,
};

/** A rule as one of Cedar's policies. */
export function cedarPolicy({ effect, who, actions, conditions }) {
	const head = `${effect === "allow" ? "permit" : "forbid"} (${WHO[who.kind](who)}, action in [${actions.map((action) => entity("Action", action)).join(", ")}], resource)`;
	const when = conditions.map((condition) => ` when { ${CONDITION[condition.kind](condition)} }`);
	return `${head}${when.join("")};`;
}

const uid = (type, id) => ({ type, id: String(id) });

/** All that stands above a subject, with the links that are good. */
function entities({ domains, links, subject, at }, place) {
	const parents = [];
	if (subject.kind === "account") {
		parents.push(uid("Owner", subject.id));
	} else {
		parents.push(uid("Owner", subject.owner));
		if (subject.domain !== null) {
			parents.push(uid("Domain", subject.domain), uid("Exactly", subject.domain));
		}
	}
	const list = [{ uid: uid(subject.kind === "account" ? "Account" : "Device", subject.id), attrs: {}, parents }];
	const good = links.filter(({ expires }) => at <= expires);
	for (const [domain, above] of Object.entries(domains)) {
		const here = good.filter(({ to }) => to === Number(domain));
		const trusted = (some) => some.map(({ from }) => uid("Trusted", from));
		list.push({
			uid: uid("Domain", domain),
			attrs: {},
			parents: [...(above === null ? [] : [uid("Domain", above)]), ...trusted(here.filter(({ reach }) => reach === "below"))],
		});
		list.push({ uid: uid("Exactly", domain), attrs: {}, parents: trusted(here) });
	}
	if (place !== undefined && place !== NOWHERE) {
		const ancestors = Array.from({ length: getResolution(place) }, (_, coarser) => uid("Cell", cellToParent(place, coarser)));
		list.push({ uid: uid("Cell", place), attrs: {}, parents: ancestors });
	}
	return list;
}

/** The context; `without` names an attribute that is left out. */
function context(question, without) {
	const { facts, at } = question;
	const approvals = Object.fromEntries(ACCOUNTS.map((id) => [id, facts.approvals.includes(id)]));
	if (without?.kind === "approval") {
		delete approvals[without.of];
	}
	const whole = {
		level: facts.level,
		place: { __entity: uid("Cell", facts.place) },
		approvals,
		uses: facts.uses,
		minute: minuteOfWeek(question),
		now: at,
	};
	const left = without?.kind === "time" ? "minute" : without?.kind;
	delete whole[left];
	return whole;
}

function ask(question, without) {
	const place = without?.kind === "place" ? undefined : question.facts.place;
	const answer = cedar.statefulIsAuthorized({
		principal: uid(question.subject.kind === "account" ? "Account" : "Device", question.subject.id),
		action: uid("Action", question.action),
		resource: uid("Resource", 1),
		context: context(question, without),
		preparsedPolicySetId: "policy",
		entities: entities(question, place),
		validateRequest: false,
	});
	if (answer.type !== "success") {
		throw new Error(JSON.stringify(answer.errors));
	}
	const { decision, diagnostics } = answer.response;
	if (without === undefined && diagnostics.errors.length > 0) {
		throw new Error(`all is known, and it errs: ${JSON.stringify(diagnostics.errors)}`);
	}
	return { decision, reason: diagnostics.reason.map(Number).sort((one, other) => one - other) };
}

/** Attributes that the policy asks for, of which one may be left out. */
function attributes({ rules, subject, domains }) {
	const found = new Map();
	const add = (attribute) => found.set(JSON.stringify(attribute), attribute);
	const path = [];
	for (let at = subject.domain ?? null; at !== null; at = domains[at]) {
		path.push(at);
	}
	for (const { who, conditions } of rules) {
		if (who.kind === "trustedBy") {
			path.forEach((to) => add({ kind: "link", from: who.domain, to }));
		}
		for (const condition of conditions) {
			if (condition.kind === "approvals") {
				condition.of.forEach((of) => add({ kind: "approval", of }));
			} else if (condition.kind === "time") {
				condition.windows.filter(({ kind }) => kind === "weekly").forEach(() => add({ kind: "time" }));
			} else if (subject.kind === "device" || condition.kind === "uses") {
				add({ kind: condition.kind });
			}
		}
	}
	return [...found.values()];
}

/** The question with other values of an attribute. */
function others(draw, question, lacks) {
	const facts = (change) => ({ ...question, facts: { ...question.facts, ...change } });
	const conditions = question.rules.flatMap(({ conditions }) => conditions);
	switch (lacks.kind) {
		case "level":
			return LEVELS.map((level) => facts({ level }));
		case "uses":
			return Array.from({ length: 6 }, (_, uses) => facts({ uses }));
		case "approval": {
			const rest = question.facts.approvals.filter((id) => id !== lacks.of);
			return [facts({ approvals: rest }), facts({ approvals: [...rest, lacks.of] })];
		}
		case "link": {
			const rest = question.links.filter(({ from, to }) => from !== lacks.from || to !== lacks.to);
			const link = (reach) => ({ from: lacks.from, to: lacks.to, reach, expires: question.at });
			return [rest, [...rest, link("exact")], [...rest, link("below")]].map((links) => ({ ...question, links }));
		}
		case "place": {
			const cells = conditions.filter(({ kind }) => kind === "place").flatMap(({ cells }) => cells);
			const within = cells.filter((cell) => getResolution(cell) === EVIDENCE);
			const elsewhere = Array.from({ length: MOST_TRIED }, () => drawCell(draw, EVIDENCE));
			return [...within, ...elsewhere].slice(0, MOST_TRIED).map((place) => facts({ place }));
		}
		case "time": {
			const weekly = conditions.flatMap(({ windows = [] }) => windows).filter(({ kind }) => kind === "weekly");
			const edges = weekly.flatMap(({ from, to }) => [from, to, (to + WEEK - 1) % WEEK]);
			const drawn = Array.from({ length: 3 }, () => draw.below(WEEK));
			// The offset makes the minute, so that the moment stays.
			const now = minuteOfWeek({ ...question, offset: 0 });
			return [...drawn, ...edges].slice(0, MOST_TRIED).map((minute) => ({ ...question, offset: minute - now }));
		}
		default:
			throw new Error(lacks.kind);
	}
}

function main() {
	const [count = "10000", seed = "7498740"] = process.argv.slice(2);
	const draw = new Draw(Number(seed));
	for (let number = 0; number < Number(count); number += 1) {
		const question = drawQuestion(draw);
		const staticPolicies = Object.fromEntries(question.rules.map((rule, place) => [String(place), cedarPolicy(rule)]));
		const parsed = cedar.preparsePolicySet("policy", { staticPolicies });
		if (parsed.type !== "success") {
			throw new Error(`${JSON.stringify(parsed.errors)}\n${JSON.stringify(staticPolicies)}`);
		}
		const known = ask(question);
		const left = attributes(question);
		// By kind first, since there are many links.
		const kind = draw.of(left.length > 0 ? [...new Set(left.map((one) => one.kind))] : [null]);
		const lacks = kind === null ? null : draw.of(left.filter((one) => one.kind === kind));
		const tried = lacks === null ? [] : others(draw, question, lacks).map((other) => ask(other).decision);
		const skipped = lacks === null || lacks.kind === "link" ? null : ask(question, lacks).decision;
		process.stdout.write(`${JSON.stringify({ ...question, cedar: known, lacks, tried, skipped })}\n`);
	}
}

main();
