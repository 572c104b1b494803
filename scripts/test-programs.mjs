// Runs the test programs that a build left, and the lints beside them. Those with real processes mostly wait for
// blocks, so that they run while the others keep the processor busy, which get what is left of it. At the end
// stand the time of each step and the counts.
//
// node scripts/test-programs.mjs [--step NAME=SECONDS]... MESSAGES TIMINGS [NAME...]
// MESSAGES and TIMINGS are cargo's, by --message-format and --timings.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, relative } from 'node:path';

/** The package whose tests mostly wait. */
const WAITING = 'testing/e2e';
/** How many of them run at once. They take turns by themselves (testing/e2e/src/turn.rs), and those whose turn has
 * not come keep a thread. */
const THREADS = 10;
/** Crates and tests that took less, in seconds, are not listed. */
const HEAVY_CRATE = 10;
const SLOW_TEST = 5;

const given = process.argv.slice(2);
const steps = [];
while (given[0] === '--step') {
	const [name, seconds] = given.splice(0, 2)[1].split('=');
	steps.push({ name, seconds: Number(seconds) });
}
const [messages, timings, ...names] = given;

const programs = readFileSync(messages, 'utf8')
	.split('\n')
	.filter((line) => line.startsWith('{"reason":"compiler-artifact"'))
	.map((line) => JSON.parse(line))
	.filter(({ profile, executable }) => profile.test && executable)
	.map(({ executable, manifest_path, target }) => {
		const folder = dirname(manifest_path);
		const member = relative(process.cwd(), folder);
		return { executable, folder, member, name: `${member}: ${target.kind[0]} ${target.name}` };
	});

const running = new Set();
let interrupted;
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143]]) {
	process.on(signal, () => {
		interrupted = code;
		for (const child of running) child.kill('SIGTERM');
	});
}

/** Runs a command; its output, whether it succeeded, the signal that ended it and how long it took. */
function run(command, options) {
	const begun = Date.now();
	return new Promise((resolve) => {
		const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], ...options });
		running.add(child);
		const parts = [];
		child.stdout.on('data', (part) => parts.push(part));
		child.stderr.on('data', (part) => parts.push(part));
		const end = (good, why) => {
			running.delete(child);
			const output = Buffer.concat(parts).toString() + (why ? `${why}\n` : '');
			resolve({ output, good, seconds: (Date.now() - begun) / 1000 });
		};
		child.on('error', (error) => end(false, `cannot be started: ${error.message}`));
		child.on('close', (code, signal) => end(code === 0, signal ? `ended by ${signal}` : undefined));
	});
}

const total = { passed: 0, failed: 0 };
const results = [];
const slow = [];
const failures = [];

async function runProgram({ executable, folder, member, name }) {
	// The time of each test is an unstable option of the library that runs them.
	const options = ['-Zunstable-options', '--report-time'];
	const command =
		member === WAITING
			? [executable, ...options, `--test-threads=${THREADS}`, ...names]
			: ['nice', '-n', '10', executable, ...options, ...names];
	const { output, good, seconds } = await run(command, {
		cwd: folder,
		env: { ...process.env, CARGO_MANIFEST_DIR: folder, RUSTC_BOOTSTRAP: '1' },
	});
	process.stdout.write(`\n== ${name}, ${basename(executable)} ==${output}`);
	let passed = 0;
	let failed = 0;
	for (const line of output.split('\n')) {
		const result = /^test result: .* (\d+) passed; (\d+) failed;/.exec(line);
		if (result) {
			passed += Number(result[1]);
			failed += Number(result[2]);
		}
		const test = /^test (\S+)(?: - should panic)? \.\.\. (\w+) <([\d.]+)s>/.exec(line);
		if (test && Number(test[3]) >= SLOW_TEST) slow.push({ name: `${member}: ${test[1]}`, seconds: Number(test[3]) });
		if (test && test[2] === 'FAILED') failures.push(`${name}: ${test[1]}`);
	}
	// One that was killed, or that could not start, counts as a failure.
	if (!good && failed === 0) {
		failed = 1;
		failures.push(`${name}: ${output.trimEnd().split('\n').at(-1)}`);
	}
	total.passed += passed;
	total.failed += failed;
	results.push({ name, seconds, note: `${passed} passed, ${failed} failed` });
}

async function runLints() {
	const { output, good, seconds } = await run(['nice', '-n', '10', 'scripts/check', 'lints']);
	process.stdout.write(`\n== lints ==\n${output}`);
	if (!good) {
		total.failed += 1;
		failures.push('lints');
	}
	results.push({ name: 'lints', seconds, note: good ? '' : 'failed' });
}

/** One job after the other. */
async function inTurn(jobs) {
	for (const job of jobs) if (interrupted === undefined) await job();
}

/** What the build compiled and took long: name and seconds. */
function heavyCrates() {
	const page = existsSync(timings) ? readFileSync(timings, 'utf8') : '';
	const data = /const UNIT_DATA = (\[[^]*?\n\]);/.exec(page);
	return (data ? JSON.parse(data[1]) : [])
		.filter(({ duration }) => duration >= HEAVY_CRATE)
		.map(({ name, target, duration }) => ({ name: `${name}${target}`, seconds: duration }));
}

function print(title, rows) {
	if (rows.length === 0) return;
	console.log(`\n${title}`);
	for (const { name, seconds, note } of rows) {
		console.log(`${seconds.toFixed(0).padStart(7)} s  ${name}${note ? `, ${note}` : ''}`);
	}
}

const bySeconds = (a, b) => b.seconds - a.seconds;
const begun = Date.now();
const waits = ({ member }) => member === WAITING;
const job = (program) => () => runProgram(program);
await Promise.all([
	inTurn(programs.filter(waits).map(job)),
	inTurn([
		...(names.length === 0 ? [runLints] : []),
		...programs.filter((program) => !waits(program)).map(job),
	]),
]);
if (interrupted !== undefined) process.exit(interrupted);
steps.push({ name: 'tests and lints, side by side', seconds: (Date.now() - begun) / 1000 });

if (failures.length > 0) console.log(`\nfailed\n  ${failures.join('\n  ')}`);
print('built, the slowest crates', heavyCrates().sort(bySeconds).slice(0, 15));
print('tested, by program', results.sort(bySeconds));
print('the slowest tests', slow.sort(bySeconds).slice(0, 15));
print('steps', steps);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
