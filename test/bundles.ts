/** The programs as they are shipped, bundled once for each process that runs tests. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { commandLineBundles } from '../scripts/bundles.mjs';

let folder: string | undefined;

/** The debug adapter, with its threads beside it. */
export function adapterBundle(): string {
  return join((folder ??= bundle()), 'debug-adapter.mjs');
}

/** The command line, which starts faster so than from its source. */
export function commandLineBundle(): string {
  return join((folder ??= bundle()), 'stepthrough.mjs');
}

function bundle(): string {
  // Several processes run tests at the same time.
  const outdir = join(import.meta.dirname, 'dist', String(process.pid));
  process.once('exit', () => {
    rmSync(outdir, { recursive: true, force: true });
  });
  for (const options of commandLineBundles({ outdir, production: false })) buildSync(options);
  return outdir;
}
