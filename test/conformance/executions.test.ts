import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreFolder } from './score.ts';

const folder = new URL('../../../shared/conformance/executions', import.meta.url).pathname;
const isPresent = existsSync(folder);
const title = isPresent
  ? 'executions recorded on AWS'
  : `executions recorded on AWS (skipped: ${folder} is not there)`;

describe.skipIf(!isPresent)(title, () => {
  it('match in status, output, error, cause and history, but for the known gaps', async () => {
    const { failing } = await scoreFolder(folder);
    const differing = failing.map(({ name, part }) => `${name} ${part}`).sort();
    expect(differing).toEqual(knownGaps());
  }, 120_000);
});

function knownGaps(): readonly string[] {
  const text = readFileSync(new URL('known-gaps.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^- `([^`]+)`\s+(output|history):/gm)]
    .map(([, name = '', part = '']) => `${name} ${part}`)
    .sort();
}
