/**
 * Every case of `golden/*.yaml` is a text with a cursor `<|>` or a range `<|…|>` and the answer of a
 * real server there. `UPDATE=1` writes the answers anew; read the difference before you commit it.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { answerOf, featureNames, type Case, type Feature } from './answers.ts';
import { Client, folderWith } from './client.ts';

const folder = join(import.meta.dirname, 'golden');
const update = process.env['UPDATE'] === '1';

it('each way to ask has its cases', () => {
  const names = readdirSync(folder).map((name) => basename(name, '.yaml'));
  expect(names.sort()).toEqual(featureNames().toSorted());
});

for (const name of readdirSync(folder)) {
  const path = join(folder, name);
  const feature = basename(name, '.yaml') as Feature;
  const cases = parse(readFileSync(path, 'utf8')) as Case[];

  describe(feature, () => {
    let client: Client;
    beforeAll(async () => {
      client = await Client.start();
    });
    afterAll(async () => {
      client.stop();
      if (!update) return;
      const text = stringify(cases, { lineWidth: 0, aliasDuplicateObjects: false });
      const style = await resolveConfig(path);
      writeFileSync(path, await format(text, { ...style, parser: 'yaml' }));
    });

    it.each(cases)('$title', async (each) => {
      const beside = each.beside ? folderWith(each.beside) : `/none/${cases.indexOf(each)}`;
      const file = await client.open(`${beside}/${each.file}`, each.text);
      const answer = await answerOf(feature, file, each);
      if (update) each.answer = answer;
      else expect(answer).toEqual(each.answer);
      expect(client.logged).toEqual([]);
    });
  });
}
