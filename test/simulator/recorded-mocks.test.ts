/** Recorded executions with AWS's MockConfigFile in place of the services: the same ends, the same events. */
import { parse, type Json } from '@stepthrough/asl';
import { readScenario } from '@stepthrough/scenario';
import { runHeadless } from '@stepthrough/simulator';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../shared/conformance/executions');
const names = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.startsWith('local_mocking'))
  : [];

describe.skipIf(names.length === 0)('G20: recorded mock configurations', () => {
  it.each(names)('%s', async (name) => {
    const recorded = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Recorded;
    const { mockConfig, mockTestCase } = recorded.services;
    const { scenario, problems } = readScenario(JSON.stringify(mockConfig), 'MockConfigFile.json');
    expect(problems).toEqual([]);
    const { execution, problem, simulation } = await runHeadless({
      program: {
        path: 'StateMachine0.asl.json',
        document: parse(JSON.stringify(recorded.definition), 'json'),
      },
      ...(scenario ? { scenario } : {}),
      // One recording names a case that its configuration has under another name; there is only one.
      ...(JSON.stringify(mockConfig).includes(`"${mockTestCase}"`) && mockTestCase !== undefined
        ? { testCase: mockTestCase }
        : {}),
      input: recorded.input,
    });
    expect(problem).toBeUndefined();
    expect(execution?.status).toBe(recorded.expect.status);
    const types = simulation.history(execution?.id ?? '').map(({ type }) => String(type));
    // Mocked jobs and callbacks need not have been submitted.
    const plain = (all: readonly string[]) => all.filter((type) => type !== 'TaskSubmitted');
    expect(plain(types)).toEqual(plain(recorded.expect.history.map(({ type }) => type)));
  });
});

interface Recorded {
  readonly definition: Json;
  readonly input: Json;
  readonly services: { readonly mockConfig: Json; readonly mockTestCase?: string };
  readonly expect: {
    readonly status: string;
    readonly history: readonly { readonly type: string }[];
  };
}
