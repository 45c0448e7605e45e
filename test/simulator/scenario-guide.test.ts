import { readScenario } from '@stepthrough/scenario';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const guide = readFileSync(join(import.meta.dirname, '../../docs/SCENARIOS.md'), 'utf8');
const examples = [...guide.matchAll(/## ([^\n]+)\n(?:(?!\n## )[^])*?```yaml\n([^]*?)```/g)].map(
  ([, title = '', text = '']) => [title, text] as const,
);

describe('the guide to scenario files', () => {
  it.each(examples)('%s: its example is a scenario', (_title, text) => {
    expect(readScenario(text, 'guide.scenario.yaml').problems).toEqual([]);
  });

  it('has an example in every part but the last', () => {
    expect(examples).toHaveLength([...guide.matchAll(/^## /gm)].length - 1);
  });
});
