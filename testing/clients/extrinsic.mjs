// Extrinsics as blocks hold them: a length, a byte of version and kind, and the rest.

import assert from "node:assert/strict";
import { getDynamicBuilder, getLookupFn } from "@polkadot-api/metadata-builders";
import { Binary, Struct, extrinsicFormat, u8 } from "@polkadot-api/substrate-bindings";
import { compactFromU8a, hexToU8a, u8aToHex } from "@polkadot/util";

/** The version of a bare extrinsic, 4 or 5; `undefined` for another kind. */
export function bareVersion(hex) {
	const bytes = hexToU8a(hex);
	const version = bytes[compactFromU8a(bytes)[0]];
	return version === 4 || version === 5 ? version : undefined;
}

/** The same bare extrinsic in another version: another encoding of one call, with another hash. */
export function inVersion(hex, version) {
	assert.notEqual(bareVersion(hex), undefined, `no bare extrinsic: ${hex}`);
	const bytes = Uint8Array.from(hexToU8a(hex));
	bytes[compactFromU8a(bytes)[0]] = version;
	return u8aToHex(bytes);
}

/**
 * polkadot-api's decoder of extrinsics, all of each, by metadata that `unifyMetadata` returned. It insists on bytes
 * that encode to themselves.
 */
export function extrinsicDecoder(metadata) {
	const builder = getDynamicBuilder(getLookupFn(metadata));
	const { address, call, signature, signedExtensions } = metadata.extrinsic;
	const extensions = (version) =>
		Struct(
			Object.fromEntries(
				signedExtensions[version].map(({ identifier, type }) => [identifier, builder.buildDefinition(type)]),
			),
		);
	/** What stands between format and call. */
	const preamble = {
		bare: () => ({}),
		signed: () => ({
			address: builder.buildDefinition(address),
			signature: builder.buildDefinition(signature),
			extensions: extensions(0),
		}),
		general: (bytes) => ({ extensionVersion: u8, extensions: extensions(bytes[1]) }),
	};
	return (opaque) => {
		// Codecs read the whole buffer behind a view: a copy has one of its own.
		const bytes = Uint8Array.from(Binary.fromOpaque(opaque));
		const { type } = extrinsicFormat.dec(bytes);
		const codec = Struct({
			format: extrinsicFormat,
			...preamble[type](bytes),
			call: builder.buildDefinition(call),
		});
		const extrinsic = codec.dec(bytes);
		const encoded = codec.enc(extrinsic);
		// Nothing was left over, and nothing misread.
		assert.equal(Binary.toHex(encoded), Binary.toHex(bytes), "encodes to other bytes");
		return { ...extrinsic, encoded: Binary.toHex(Binary.toOpaque(encoded)) };
	};
}
