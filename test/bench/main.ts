/** `npm run bench -- <name>` runs one table of measurements; without a name, all of them. */
import { argv, exit, stderr } from 'node:process';

const benches: { readonly [name: string]: () => Promise<void> } = {
  debugger: async () => (await import('./debugger.ts')).benchDebugger(),
  interpreter: async () => (await import('./interpreter.ts')).benchInterpreter(),
  'language-server': async () => (await import('./language-server.ts')).benchLanguageServer(),
  simulator: async () => (await import('./simulator.ts')).benchSimulator(),
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
