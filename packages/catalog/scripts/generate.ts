// Writes `src/generated` anew: node packages/catalog/scripts/generate.ts
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateFiles } from './read-models.ts';

const folder = join(import.meta.dirname, '../src/generated');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const files = generateFiles();
for (const [name, text] of files) writeFileSync(join(folder, name), text);
process.stdout.write(`${files.size} files, ${[...files.values()].join('').length} characters\n`);
