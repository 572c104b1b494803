// Fails if a build of the programs alone compiles something in another way than a build of everything does, so
// that one after the other would compile it twice. Reads two of cargo's unit graphs: the programs', everything's.
import { readFileSync } from 'node:fs';

const [programs, everything] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')).units);
const name = ({ pkg_id, target, platform, mode }) => [pkg_id, target.kind, target.name, platform, mode].join(' ');
const units = (graph) =>
	graph.map((unit) => {
		const dependencies = unit.dependencies.map(({ index }) => name(graph[index]) + graph[index].features).sort();
		return { name: name(unit), compiled: JSON.stringify([name(unit), unit.features, unit.profile, dependencies]) };
	});
const known = new Set(units(everything).map(({ compiled }) => compiled));
const differ = units(programs).filter(({ compiled }) => !known.has(compiled));
for (const unit of differ) console.log(`compiled in another way for the tests: ${unit.name}`);
process.exit(differ.length === 0 && programs.length > 0 ? 0 : 1);
