#!/usr/bin/env node
// Cells by h3-js, for those who compare their own: about each number that is asked, whether it is a cell and of which
// resolution, and what its ancestors are.
//
//   node cells.mjs [FILE | --degrees COUNT]
//
// FILE        numbers in hexadecimal, one a line. Without it the cells are made here: all of the coarsest, the
//             pentagons of each resolution, and places all over the globe.
// --degrees   so many places all over the globe, the poles and both sides of 180 degrees among them, and the cell of
//             resolution 9 of each: {"latitude": .., "longitude": .., "cell": ..}
//
// Prints a document of JSON a line: {"cell": "8a2a1072b59ffff", "resolution": 10, "ancestors": ["8029fffffffffff", ..]},
// the ancestors from resolution 0 on, the last of them the cell itself; or {"cell": .., "resolution": null} for a number
// that is no cell.

import { readFile } from "node:fs/promises";
import { cellToParent, getPentagons, getRes0Cells, getResolution, isValidCell, latLngToCell } from "h3-js";

/** The finest resolution. */
const FINEST = 15;

/** Places that are drawn. */
const PLACES = 10_000;

/** Numbers from 0 to 1, the same ones in each run. */
function* numbers() {
	let state = 0x6a6d74;
	for (;;) {
		// xorshift32 (Marsaglia 2003, 3).
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		yield (state >>> 0) / 2 ** 32;
	}
}

function cells() {
	const resolutions = Array.from({ length: FINEST + 1 }, (_, resolution) => resolution);
	const drawn = numbers();
	const draw = () => drawn.next().value;
	const places = Array.from({ length: PLACES }, (_, place) => {
		// Even on the sphere, not in degrees.
		const latitude = (Math.asin(2 * draw() - 1) * 180) / Math.PI;
		return latLngToCell(latitude, 360 * draw() - 180, place % (FINEST + 1));
	});
	return [...getRes0Cells(), ...resolutions.flatMap((resolution) => getPentagons(resolution)), ...places];
}

/** Places that are hard: poles, 180 degrees from both sides, the equator, corners of the faces of the icosahedron. */
function corners() {
	const latitudes = [-90, -89.999999, -58.2825256, -10.8123169, 0, 10.8123169, 52.6226319, 58.2825256, 89.999999, 90];
	const longitudes = [-180, -179.999999999, -174.9999999, -90, -5.2454, 0, 11.25, 90, 179.999999999, 180];
	return latitudes.flatMap((latitude) => longitudes.map((longitude) => [latitude, longitude]));
}

/** The finest resolution of a place on the chain that is taken from degrees; all coarser ones follow by the index. */
const FROM_DEGREES = 9;

function* places(count) {
	yield* corners();
	const drawn = numbers();
	const draw = () => drawn.next().value;
	for (let place = 0; place < count; place += 1) {
		yield [(Math.asin(2 * draw() - 1) * 180) / Math.PI, 360 * draw() - 180];
	}
}

function describe(cell) {
	if (!isValidCell(cell)) {
		return { cell, resolution: null };
	}
	const resolution = getResolution(cell);
	const ancestors = Array.from({ length: resolution + 1 }, (_, coarser) => cellToParent(cell, coarser));
	return { cell, resolution, ancestors };
}

/** Writes a document a line. */
function print(documents) {
	process.stdout.write(Array.from(documents, (document) => `${JSON.stringify(document)}\n`).join(""));
}

const [file, count] = process.argv.slice(2);
if (file === "--degrees") {
	print(Array.from(places(Number(count)), ([latitude, longitude]) => {
		return { latitude, longitude, cell: latLngToCell(latitude, longitude, FROM_DEGREES) };
	}));
} else {
	const asked = file === undefined ? cells() : (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
	print(asked.map(describe));
}
