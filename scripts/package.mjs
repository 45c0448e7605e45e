// Makes stepthrough-VERSION.vsix, or the file that is named.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.mjs';
import { writeVsix } from './vsix.mjs';

const manifest = await readFile(join(root, 'extension/package.json'), 'utf8');
/** @type {{ readonly version: string }} */
const { version } = JSON.parse(manifest);
const packagePath = process.argv[2] ?? join(root, `stepthrough-${version}.vsix`);
await writeVsix(packagePath);
console.log(packagePath);
