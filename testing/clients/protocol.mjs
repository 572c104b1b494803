// Protocol facts that clients rely on, as `primitives` has them.

/** What a block header names the engine that announces a draw. */
export const DRAW_ENGINE_ID = "JMTd";

/** Network prefix of addresses. */
export const SS58_PREFIX = 2018;

/** Symbol of the token. */
export const TOKEN_SYMBOL = "JMT";

/** Decimals of the token. */
export const TOKEN_DECIMALS = 12;

/** One JMT in planck. */
export const JMT = 10n ** BigInt(TOKEN_DECIMALS);

/** All that exists, in planck. */
export const TOTAL_SUPPLY = 50_000_000_000n * JMT;

/** What the mining pot has at genesis, in planck. */
export const MINING_GENESIS = 15_000_000_000n * JMT;

/** What the team pot has at genesis, in planck. */
export const TEAM_GENESIS = 5_000_000_000n * JMT;

/** Equal yearly tranches in which the team's JMT vest. */
export const TEAM_TRANCHES = 10;

/** What the mining pot releases per day, in planck. */
export const DAILY_RELEASE = 4_100_000n * JMT;

/** A day, in ms. */
export const DAY_MS = 86_400_000;

/** The keyless pots by their names in metadata, with the letters that their addresses derive from. */
export const POT_IDS = {
	mining: "jmt/mine",
	ecosystem: "jmt/ecos",
	foundation: "jmt/fund",
	team: "jmt/team",
	rewards: "jmt/rewd",
	staking_rewards: "jmt/stak",
};

/** The account of a pot: `modl`, its letters, and zeros up to 32 bytes. */
export function potAccount(id) {
	const account = new Uint8Array(32);
	account.set(Buffer.from(`modl${id}`));
	return account;
}

/**
 * The same month, day and time of day a number of calendar years later, in UTC and ms; 28 February for the
 * 29th in a year without one.
 */
export function anniversary(moment, years) {
	const date = new Date(moment);
	const month = date.getUTCMonth();
	date.setUTCFullYear(date.getUTCFullYear() + years);
	if (date.getUTCMonth() !== month) {
		// 29 February became 1 March: the day before it.
		date.setUTCDate(0);
	}
	return date.getTime();
}

/** A device id that nobody registered: no key is known that hashes to it. */
export const UNKNOWN_DEVICE = `0x${"00".repeat(32)}`;

/**
 * The draw that a header's digest item of `DRAW_ENGINE_ID` announces: the version as one byte, then day
 * (u32), round (u64), bucket (u32) and the draw's hash (32 bytes), numbers little-endian.
 */
export function decodeAnnouncement(bytes) {
	if (bytes.length !== 49 || bytes[0] !== 1) {
		throw new Error(`not a draw of version 1: 0x${Buffer.from(bytes).toString("hex")}`);
	}
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return {
		day: view.getUint32(1, true),
		round: view.getBigUint64(5, true),
		bucket: view.getUint32(13, true),
		hash: `0x${Buffer.from(bytes.subarray(17)).toString("hex")}`,
	};
}
