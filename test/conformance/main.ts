/**
 * `node test/conformance/main.ts DIR [NAME]`: plays the recorded cases of a folder and of those in it;
 * of a folder's conversations with a service, those whose name has NAME in it. The last line of each is
 * its score as JSON.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process, { argv, stderr, stdout } from 'node:process';
import { scoreApis } from './apigateway/score.ts';
import { scoreFolder } from './score.ts';
import { scoreService, type ServiceScore } from './services/score.ts';

const [, , folder, only] = argv;
if (folder === undefined || !existsSync(folder)) {
  const found = folder === undefined ? '' : `There is no folder ${folder}. `;
  stderr.write(`${found}Name the folder of the cases: node test/conformance/main.ts DIR [NAME]\n`);
  process.exitCode = 2;
} else {
  await printScores(folder);
}

async function printScores(path: string): Promise<void> {
  const entries = readdirSync(path, { withFileTypes: true });
  const [file] = entries.filter(({ name }) => name.endsWith('.json'));
  if (file) {
    const first = JSON.parse(readFileSync(join(path, file.name), 'utf8')) as object;
    if ('kind' in first) await printExecutions(path);
    else if ('api' in first) await printConversations(scoreApis(path, only));
    else if ('steps' in first) await printConversations(scoreService(path, only));
  }
  for (const entry of entries.filter((one) => one.isDirectory())) {
    await printScores(join(path, entry.name));
  }
}

async function printExecutions(path: string): Promise<void> {
  const score = await scoreFolder(path);
  for (const { name, part, difference } of score.failing) {
    stdout.write(`${name} [${part}] ${difference}\n`);
  }
  stdout.write(`${JSON.stringify(score)}\n`);
}

async function printConversations(played: Promise<ServiceScore>): Promise<void> {
  const { failing, ...score } = await played;
  for (const { name, differences } of failing) {
    stdout.write(
      `${name}\n${differences
        .slice(0, 6)
        .map((line) => `  ${line}\n`)
        .join('')}`,
    );
  }
  stdout.write(`${JSON.stringify(score)}\n`);
}
