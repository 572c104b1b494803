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

/** A device id that nobody registered: no key is known that hashes to it. */
export const UNKNOWN_DEVICE = `0x${"00".repeat(32)}`;

/**
 * The draw that a header's digest item of `DRAW_ENGINE_ID` announces: the version as one byte, then day
 * (u32), round (u64), bucket (u32) and draw (32 bytes), numbers little-endian.
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
		draw: `0x${Buffer.from(bytes.subarray(17)).toString("hex")}`,
	};
}
