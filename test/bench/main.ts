/** `npm run bench -- <name>` runs one table of measurements; without a name, all of them. */
import { argv, exit, stderr } from 'node:process';

const benches: { readonly [name: string]: () => Promise<void> } = {
  interpreter: async () => (await import('./interpreter.ts')).benchInterpreter(),
  'language-server': async () => (await import('./language-server.ts')).benchLanguageServer(),
  simulator: async () => benchTable((await import('./simulator.ts')).simulatorBenchmarks),
};

const wanted = argv[2];
const chosen = wanted === undefined ? Object.keys(benches) : [wanted];
for (const name of chosen) {
  const bench = benches[name];
  if (!bench) {
    stderr.write(`There is no bench "${name}". There are: ${Object.keys(benches).join(', ')}.\n`);
    exit(2);
  }
  await bench();
}

/** Times each function once warmed up; they give milliseconds. */
async function benchTable(table: {
  readonly [name: string]: () => Promise<number>;
}): Promise<void> {
  const figures: { [name: string]: number } = {};
  for (const [name, measure] of Object.entries(table)) {
    const times = [await measure(), await measure(), await measure()].sort((a, b) => a - b);
    figures[name] = Math.round((times[1] ?? NaN) * 10) / 10;
    console.log(`${name.padEnd(72)} ${figures[name].toFixed(1).padStart(10)} ms`);
  }
  console.log(JSON.stringify(figures));
}
