import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreApis } from './score.ts';

const folder = new URL('../../../../shared/conformance/apigateway', import.meta.url).pathname;
const isPresent = existsSync(folder);
const title = isPresent
  ? 'requests to APIs recorded on AWS'
  : `requests to APIs recorded on AWS (skipped: ${folder} is not there)`;

describe.skipIf(!isPresent)(title, () => {
  it('are answered as AWS did, but for the known gaps', async () => {
    const { failing } = await scoreApis(folder);
    const text = readFileSync(new URL('known-gaps.md', import.meta.url), 'utf8');
    const known = [...text.matchAll(/^- `([^`]+)`/gm)].map(([, name = '']) => name);
    expect(failing.map(({ name }) => name).sort()).toEqual(known.sort());
  });
});
