import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const rules = readFileSync(new URL('docs/SEMANTICS.md', root), 'utf8');
const listed = [...rules.matchAll(/^\| (S\d+)/gm)].map(([, rule]) => rule);

/** The rules that titles of tests name. */
function testedIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(new URL(folder + file, root), 'utf8');
      return [...text.matchAll(/^\s*(?:\w+(?:\.\w+)?\(|\]\)\()?'(S\d+) /gm)].map(
        ([, rule = '']) => rule,
      );
    });
}

test('every rule of docs/SEMANTICS.md is the title of a test, and every such title a rule', () => {
  const tested = new Set(['test/interpreter/', 'test/expressions/'].flatMap(testedIn));
  expect([...tested].sort()).toEqual([...new Set(listed)].sort());
});
