/** `node test/conformance/main.ts DIR`: runs the cases of a folder; the last line is the score as JSON. */
import { existsSync } from 'node:fs';
import process, { argv, stderr, stdout } from 'node:process';
import { scoreFolder } from './score.ts';

const [, , folder] = argv;
if (folder === undefined || !existsSync(folder)) {
  const found = folder === undefined ? '' : `There is no folder ${folder}. `;
  stderr.write(`${found}Name the folder of the cases: node test/conformance/main.ts DIR\n`);
  process.exitCode = 2;
} else {
  const score = await scoreFolder(folder);
  for (const { name, part, difference } of score.failing) {
    stdout.write(`${name} [${part}] ${difference}\n`);
  }
  stdout.write(`${JSON.stringify(score)}\n`);
}
