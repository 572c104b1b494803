#!/usr/bin/env node
// Cells by h3-js, for those who compare their own: about each number that is asked, whether it is a cell and of which
// resolution, and what its ancestors are.
//
//   node cells.mjs [FILE]
//
// FILE   numbers in hexadecimal, one a line. Without it the cells are made here: all of the coarsest, the pentagons of
//        each resolution, and places all over the globe.
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

function describe(cell) {
	if (!isValidCell(cell)) {
		return { cell, resolution: null };
	}
	const resolution = getResolution(cell);
	const ancestors = Array.from({ length: resolution + 1 }, (_, coarser) => cellToParent(cell, coarser));
	return { cell, resolution, ancestors };
}

const [file] = process.argv.slice(2);
const asked = file === undefined ? cells() : (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
process.stdout.write(asked.map((cell) => `${JSON.stringify(describe(cell))}\n`).join(""));
