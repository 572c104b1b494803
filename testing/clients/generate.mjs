// Values of any type in a chain's metadata, each in two spellings: as polkadot-api takes it and as `@polkadot/api`
// does. They are the same in every run: variants and numbers take turns, so that some rounds show all of them.

import { compactAddLength, stringCamelCase, u8aConcat, u8aToHex } from "@polkadot/util";
import { encodeAddress } from "@polkadot/util-crypto";
import { SS58_PREFIX } from "./protocol.mjs";

/** Bits of the integers; 64 and more are bigints in polkadot-api. */
const BITS = { u8: 8, u16: 16, u32: 32, u64: 64, u128: 128, u256: 256, i8: 8, i16: 16, i32: 32, i64: 64, i128: 128 };

/** Entries of a list, in turns. */
const LENGTHS = [1, 0, 3];

/** Letters of a text, in turns. */
const TEXTS = ["", "a", "tranche"];

/** What has no content: nothing for polkadot-api, `null` for `@polkadot/api`. */
const NOTHING = { papi: undefined, pjs: null };

/** Makes values by the types of `metadata`, which `unifyMetadata` returned. */
export class Generator {
	#types;
	#pallets;
	#turns = new Map();

	constructor({ lookup, pallets }) {
		this.#types = lookup;
		this.#pallets = pallets;
	}

	/** The next value of a type. */
	next(id) {
		const { path, def, params } = this.#types[id];
		const last = path.at(-1);
		if (last === "AccountId32") {
			const bytes = this.#bytes(32);
			return { papi: encodeAddress(bytes, SS58_PREFIX), pjs: u8aToHex(bytes) };
		}
		if (last === "BTreeMap" || last === "BTreeSet") {
			return this.#sorted(last, def.value[0].type, this.#turn(`${id}`, [1, 0]));
		}
		if (last === "RuntimeCall") {
			return this.#remark();
		}
		switch (def.tag) {
			case "composite":
				return this.#fields(def.value);
			case "variant":
				return this.#variant(id, last, def.value, params);
			case "sequence":
				return this.#list(def.value, this.#turn(`${id}`, LENGTHS));
			case "array":
				return this.#array(def.value);
			case "tuple":
				return this.#tuple(def.value);
			case "compact":
				return this.next(def.value);
			case "primitive":
				return this.#primitive(def.value.tag);
			default:
				throw new Error(`no values of ${def.tag} are made`);
		}
	}

	/** What the fields of a struct or of a variant hold. A struct's only field is no struct to polkadot-api. */
	#fields(fields) {
		const values = fields.map(({ type }) => this.next(type));
		const names = fields.map(({ name }) => name);
		if (fields.length === 0) {
			return NOTHING;
		}
		if (names.some((name) => name === undefined)) {
			return fields.length === 1 ? values[0] : this.#row(fields.map(({ type }) => type), values);
		}
		const { papi, pjs } = named(names, values);
		return { papi: fields.length === 1 ? values[0].papi : papi, pjs };
	}

	#variant(id, last, variants, params) {
		if (last === "Option") {
			const some = this.#turn(`${id}`, [true, false]);
			return some ? this.next(params[0].type) : NOTHING;
		}
		if (variants.length === 0) {
			return NOTHING;
		}
		const { name, fields } = this.#turn(`${id}`, variants);
		const names = fields.map((field) => field.name);
		const isStruct = fields.length > 0 && names.every((field) => field !== undefined);
		const content = isStruct
			? named(names, fields.map(({ type }) => this.next(type)))
			: this.#fields(fields);
		return { papi: { type: name, value: content.papi }, pjs: { [name]: content.pjs } };
	}

	#list(type, length) {
		if (this.#isByte(type)) {
			// Never none: in an option, `@polkadot/api` takes "0x" for its absence.
			const bytes = this.#bytes(length + 1);
			return { papi: bytes, pjs: u8aToHex(bytes) };
		}
		const values = Array.from({ length }, () => this.next(type));
		return { papi: values.map(({ papi }) => papi), pjs: values.map(({ pjs }) => pjs) };
	}

	#array({ len, type }) {
		if (this.#isByte(type)) {
			const bytes = this.#bytes(len);
			return { papi: len === 1 ? bytes[0] : u8aToHex(bytes), pjs: u8aToHex(bytes) };
		}
		const { papi, pjs } = this.#list(type, len);
		return { papi: len === 1 ? papi[0] : papi, pjs };
	}

	#tuple(types) {
		const values = types.map((type) => this.next(type));
		return values.length < 2 ? (values[0] ?? NOTHING) : this.#row(types, values);
	}

	/** Values without names. polkadot-api leaves out what has no content, and takes a row of bytes for an array. */
	#row(types, values) {
		const papi = values.filter((_, index) => !this.#isEmpty(types[index])).map(({ papi }) => papi);
		const pjs = values.map(({ pjs }) => pjs);
		return { papi: types.every((type) => this.#isByte(type)) ? u8aToHex(Uint8Array.from(papi)) : papi, pjs };
	}

	/** A call within a call: a remark, for any of them. */
	#remark() {
		const { calls, index } = this.#pallets.find(({ name }) => name === "System");
		const call = this.#types[calls.type].def.value.find(({ name }) => name === "remark");
		const remark = this.#bytes(3);
		return {
			papi: { type: "System", value: { type: "remark", value: { remark } } },
			pjs: u8aToHex(u8aConcat([index, call.index], compactAddLength(remark))),
		};
	}

	/** A map or a set, short enough to be in order. */
	#sorted(kind, list, length) {
		const { papi, pjs } = this.#list(this.#types[list].def.value, length);
		return { papi, pjs: kind === "BTreeMap" ? new Map(pjs) : pjs };
	}

	#primitive(name) {
		switch (name) {
			case "bool":
				return same(this.#turn(name, [true, false]));
			case "str":
				return same(this.#turn(name, TEXTS));
			default:
				return this.#integer(name);
		}
	}

	/** One in the middle, none, and the largest. */
	#integer(name) {
		const bits = BITS[name];
		if (bits === undefined) {
			throw new Error(`no values of ${name} are made`);
		}
		const most = (1n << BigInt(name.startsWith("i") ? bits - 1 : bits)) - 1n;
		const integer = this.#turn(name, [most / 3n, 0n, most]);
		return { papi: bits < 64 ? Number(integer) : integer, pjs: integer };
	}

	#isByte(type) {
		const { def } = this.#types[type];
		return def.tag === "primitive" && def.value.tag === "u8";
	}

	/** Whether values of a type have no content. */
	#isEmpty(type) {
		const { def } = this.#types[type];
		switch (def.tag) {
			case "composite":
				return def.value.every((field) => this.#isEmpty(field.type));
			case "tuple":
				return def.value.every((part) => this.#isEmpty(part));
			case "variant":
				return def.value.length === 0;
			default:
				return false;
		}
	}

	/** Bytes unlike those before them. */
	#bytes(length) {
		const seed = this.#count("bytes");
		return Uint8Array.from({ length }, (_, index) => (seed * 31 + index * 7 + 1) % 256);
	}

	#turn(key, choices) {
		return choices[this.#count(key) % choices.length];
	}

	#count(key) {
		const count = this.#turns.get(key) ?? 0;
		this.#turns.set(key, count + 1);
		return count;
	}
}

function same(value) {
	return { papi: value, pjs: value };
}

/** An object by the names of fields; `@polkadot/api` spells them its own way. */
function named(names, values) {
	const entries = (key, spell) => Object.fromEntries(names.map((name, index) => [spell(name), values[index][key]]));
	return { papi: entries("papi", (name) => name), pjs: entries("pjs", stringCamelCase) };
}
