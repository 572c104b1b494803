#!/usr/bin/env node
// Times of the week in twelve zones by Node's Intl, for those who compare their own.
//
//   node zones.mjs FROM
//
// FROM   a moment, in ms; the moments asked for lie in the ten years after it
//
// Prints a document of JSON a line. The first names the time zone data: {"tz": "2025c"}. The others are moments of a
// zone, each minute around each change of its clocks and a thousand drawn ones: {"zone", "at", "minute"}, `at` in ms, the
// minute counted from Monday 00:00 by the clock on the wall.

/** Change twice a year, by half an hour, in other months, by the moon, never; halves and quarters of hours from UTC. */
const ZONES = [
	"Europe/Berlin",
	"Australia/Lord_Howe",
	"Asia/Kathmandu",
	"Pacific/Kiritimati",
	"Africa/Casablanca",
	"America/New_York",
	"America/Santiago",
	"Asia/Jerusalem",
	"Pacific/Chatham",
	"America/St_Johns",
	"Asia/Tehran",
	"UTC",
];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Ten years, the three days of the leap years in them left out. */
const YEARS = 3_650 * DAY;

/** Moments drawn in each zone. */
const DRAWN = 1_000;

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The clock on the wall of a zone. */
class Clock {
	#format;
	constructor(zone) {
		this.#format = new Intl.DateTimeFormat("en-US", {
			timeZone: zone, hourCycle: "h23", weekday: "short",
			year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
		});
	}
	#parts(at) {
		return Object.fromEntries(this.#format.formatToParts(at).map(({ type, value }) => [type, value]));
	}
	minuteOfWeek(at) {
		const { weekday, hour, minute } = this.#parts(at);
		return WEEKDAYS.indexOf(weekday) * 1440 + Number(hour) * 60 + Number(minute);
	}
	/** In ms, to the minute. */
	offset(at) {
		const whole = at - (at % MINUTE);
		const { year, month, day, hour, minute } = this.#parts(whole);
		return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) - whole;
	}
	/** The first minutes with another offset than the minute before. */
	*changes(from, to) {
		// No two changes lie within six hours of each other.
		for (let at = from; at < to; at += 6 * HOUR) {
			let [before, after] = [at, at + 6 * HOUR];
			if (this.offset(before) === this.offset(after)) {
				continue;
			}
			while (after - before > MINUTE) {
				const middle = before + Math.floor((after - before) / MINUTE / 2) * MINUTE;
				if (this.offset(middle) === this.offset(before)) {
					before = middle;
				} else {
					after = middle;
				}
			}
			yield after;
		}
	}
}

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

function* moments(clock, from, drawn) {
	const begin = from - (from % MINUTE);
	for (const change of clock.changes(begin, begin + YEARS)) {
		for (const minutes of [-2, -1, 0, 1, 2]) {
			yield change + minutes * MINUTE;
		}
		// The last ms before.
		yield change - 1;
	}
	for (let number = 0; number < DRAWN; number += 1) {
		yield from + Math.floor(drawn.next().value * YEARS);
	}
}

const from = Number(process.argv[2]);
if (!Number.isSafeInteger(from) || from < 0) {
	console.error("usage: node zones.mjs FROM");
	process.exit(2);
}
const lines = [{ tz: process.versions.tz }];
const drawn = numbers();
for (const zone of ZONES) {
	const clock = new Clock(zone);
	for (const at of moments(clock, from, drawn)) {
		lines.push({ zone, at, minute: clock.minuteOfWeek(at) });
	}
}
process.stdout.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
