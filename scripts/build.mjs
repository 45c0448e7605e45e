// Bundles every program. `--watch` rebuilds on change, `--production` minifies.
import { context } from 'esbuild';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLineBundles, extensionBundles } from './bundles.mjs';
import { noticesFile, writeCommandLine, writeExtension } from './output.mjs';
import { root } from './root.mjs';

const production = process.argv.includes('--production');
const extension = { outdir: join(root, 'extension/dist'), production };
const commandLine = { outdir: join(root, 'cli/dist'), production };

const notices = await writeExtension(extension);
await writeFile(join(extension.outdir, noticesFile), notices);
await writeCommandLine(commandLine);

if (process.argv.includes('--watch')) {
  const bundles = [...extensionBundles(extension), ...commandLineBundles(commandLine)];
  const contexts = await Promise.all(bundles.map((options) => context(options)));
  await Promise.all(contexts.map((bundle) => bundle.watch()));
  console.log('Watching for changes. Ctrl+C stops.');
}
