/** Each invariant of ARCHITECTURE.md names the checks that would notice it broken; seen to fail. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { invariantProblems, readInvariants } from './invariants.ts';
import { root } from './sources.ts';

/** What runs with `npm test`. */
const isCheck = (file: string): boolean =>
  /^eslint\.config\.mjs$|tsconfig[\w.]*\.json$|^test\/fuzz\/|\.(?:test|e2e)\.tsx?$/.test(file) &&
  existsSync(join(root, file));

it('each names checks that exist', () => {
  const invariants = readInvariants(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
  expect(invariantProblems(invariants, isCheck)).toEqual([]);
});

const list = '## Invariants\n\n1. **One.** Text\n   more.\n2. **Two.** Text\n\n';
const table = (...rows: readonly string[]): string =>
  ['| invariant | checked by |', '| --- | --- |', ...rows, '', '## Next', ''].join('\n');

it.each([
  [list + table('| 1 | `a`, `b` |', '| 2 | the compiler; `a` |'), []],
  [list + table('| 1 | `a` |'), ['2 names no check']],
  [list + table('| 1 | `a` |', '| 2 | the eye |'), ['2 names no check']],
  [list + table('| 1 | `a` |', '| 2 | `c` |'), ['2 names c, which is not there']],
  [
    list + table('| 1 | `a` |', '| 2 | `a` |', '| 3 | `a` |'),
    ['3 is checked, and is no invariant'],
  ],
  [
    list.replace('2.', '3.') + table('| 1 | `a` |', '| 3 | `a` |'),
    ['3 does not follow the one before'],
  ],
  ['## Other\n', ['There is no invariant.']],
])('%j gives %j', (markdown, problems) => {
  const exists = (file: string): boolean => ['a', 'b'].includes(file);
  expect(invariantProblems(readInvariants(markdown), exists)).toEqual(problems);
});
