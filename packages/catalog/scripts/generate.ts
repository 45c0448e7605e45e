/**
 * Writes `src/generated` anew: `npm run catalog -- FOLDER DATE`. FOLDER has AWS's API models as botocore
 * carries them (`pip download --no-deps botocore`, unpacked, `botocore/data`), DATE is theirs, `YYYY-MM`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process, { argv, stderr, stdout } from 'node:process';
import type { SdkIndex } from '../src/services/sdk-data.ts';
import { generateFiles } from './read-models.ts';

const [, , models, date] = argv;
if (models === undefined || date === undefined || !/^\d{4}-\d{2}$/.test(date)) {
  stderr.write('Name the folder of the models and their date: npm run catalog -- FOLDER YYYY-MM\n');
  process.exitCode = 2;
} else {
  const folder = join(import.meta.dirname, '../src/generated');
  const earlier = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as SdkIndex;
  const files = generateFiles(models, date, earlier);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  stdout.write(`${files.size} files, ${[...files.values()].join('').length} characters\n`);
}
