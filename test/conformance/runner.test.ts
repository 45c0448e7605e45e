import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scoreFolder } from './score.ts';

const pass = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
const succeeded = { status: 'SUCCEEDED', output: { a: 1 } };

async function scoreOf(files: { readonly [name: string]: unknown }) {
  const folder = mkdtempSync(join(tmpdir(), 'cases-'));
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(join(folder, `${name}.json`), text);
  }
  try {
    return await scoreFolder(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the runner of recorded cases', () => {
  it('needs no more of a case than its definition and what is expected', async () => {
    const { failing, ...counts } = await scoreOf({
      one: { definition: pass, inputText: '{"a":1}', expect: succeeded },
      two: {
        kind: 'validation',
        operation: 'CreateStateMachine',
        definition: {},
        expect: {
          valid: false,
          exception: {
            code: 'InvalidDefinition',
            message:
              "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'",
          },
        },
      },
    });
    expect(failing).toEqual([]);
    expect(counts).toEqual({ cases: 2, output: 2, historyCases: 0, history: 0 });
  });

  it('counts a case that it cannot read or run as failing, with the reason', async () => {
    const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true };
    const { failing, cases, output } = await scoreOf({
      broken: '{',
      list: '[]',
      unanswered: { definition: { StartAt: 'A', States: { A: task } }, expect: succeeded },
      unknown: { kind: 'validation', operation: 'Nope', expect: { valid: true } },
      wrong: { definition: 5, services: { answers: 7 }, expect: succeeded },
    });
    expect({ cases, output }).toEqual({ cases: 5, output: 0 });
    expect(failing.map(({ name, difference }) => `${name}: ${difference}`)).toEqual([
      expect.stringContaining('broken: cannot be read'),
      expect.stringContaining('list: is no object'),
      expect.stringContaining('A is unanswered.'),
      expect.stringContaining('There is no operation Nope.'),
      expect.stringContaining('wrong: '),
    ]);
  });
});
