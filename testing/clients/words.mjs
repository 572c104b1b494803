// What @polkadot/api decoded, in the shape in which a node's `jmt_*` methods answer: written here a second time, so
// that both can be held against each other.

import { u8aToHex } from "@polkadot/util";

/** Bits of the integers that are always strings. */
const AMOUNT_BITS = 128;

/** A value of @polkadot/api as `jmt_call` writes it. */
export function inWords(value) {
	if (value instanceof Uint8Array) {
		return u8aToHex(value);
	}
	if ("isSome" in value) {
		return value.isSome ? inWords(value.unwrap()) : null;
	}
	if (value instanceof Map) {
		return Object.fromEntries([...value.entries()].map(([name, field]) => [snake(name), inWords(field)]));
	}
	if ("isBasic" in value) {
		return value.isBasic ? value.type : { [value.type]: inWords(value.inner) };
	}
	if (Array.isArray(value)) {
		return value.map(inWords);
	}
	const number = value.toBigInt();
	return value.bitLength() >= AMOUNT_BITS || number > Number.MAX_SAFE_INTEGER ? `${number}` : Number(number);
}

/** A field's name as metadata has it: @polkadot/api changes its case, and `hash` is taken there. */
function snake(name) {
	return name.replace(/_$/, "").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
