// Makes stepthrough-VERSION.vsix from the bundles and the texts of the root.
import { createVSIX } from '@vscode/vsce';
import { spawnSync } from 'node:child_process';
import { copyFile, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const extension = join(root, 'extension');
/** Each text exists once, in the root; the package gets copies. */
const texts = ['README.md', 'CHANGELOG.md', 'LICENSE'];

const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--production'], {
  stdio: 'inherit',
});
if (built.status !== 0) process.exit(built.status ?? 1);

const { version } = JSON.parse(await readFile(join(extension, 'package.json'), 'utf8'));
const packagePath = process.argv[2] ?? join(root, `stepthrough-${version}.vsix`);
try {
  for (const text of texts) await copyFile(join(root, text), join(extension, text));
  await createVSIX({ cwd: extension, packagePath, dependencies: false });
} finally {
  for (const text of texts) await rm(join(extension, text), { force: true });
}
console.log(packagePath);
