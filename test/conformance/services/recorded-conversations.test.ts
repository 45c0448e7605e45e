import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreService } from './score.ts';

const folder = new URL('../../../../shared/conformance/services', import.meta.url).pathname;
const isPresent = existsSync(folder);
const title = isPresent
  ? 'conversations recorded on AWS'
  : `conversations recorded on AWS (skipped: ${folder} is not there)`;

describe.skipIf(!isPresent)(title, () => {
  it.each(['sqs', 'sns', 'events', 'dynamodb', 's3', 'lambda-sqs'])(
    'with %s are answered as AWS did, but for the known gaps',
    async (service) => {
      const { failing, skipped = [] } = await scoreService(`${folder}/${service}`);
      const gaps = knownGaps(service).filter((name) => !skipped.includes(name));
      expect(failing.map(({ name }) => name).sort()).toEqual(gaps);
    },
  );
});

/** Names in the lines of a list: `` - `NAME`: reason ``. */
function knownGaps(service: string): readonly string[] {
  const text = readFileSync(new URL(`known-gaps/${service}.md`, import.meta.url), 'utf8');
  return [...text.matchAll(/^- `([^`]+)`/gm)].map(([, name = '']) => name).sort();
}
