/** Activities that a scenario's world has, as far as its tasks are concerned. */
import { parse } from '@stepthrough/asl';
import { runHeadless } from '@stepthrough/simulator';
import { expect, it } from 'vitest';
import { scenarioOf } from './world.ts';

const arn = 'arn:aws:states:us-east-1:123456789012:activity:pack';
const machine = JSON.stringify({
  StartAt: 'A',
  States: { A: { Type: 'Task', Resource: arn, End: true } },
});

async function errorWith(scenario: string): Promise<string | undefined> {
  const { execution } = await runHeadless({
    program: { path: 'm.asl.json', document: parse(machine, 'json') },
    scenario: scenarioOf(`scenario: 1\n${scenario}`),
    input: {},
  });
  return execution?.snapshot.error ?? execution?.snapshot.status;
}

const others = 'resources: { activities: [other] }\n';

it.each([
  ['is missing beside others', others, 'States.Runtime'],
  ['may exist where none is declared', '', 'RUNNING'],
  ['exists when declared', 'resources: { activities: [pack] }', 'RUNNING'],
  [
    'exists when a state is answered',
    `${others}answers: [{ match: { state: A }, return: 1 }]`,
    'SUCCEEDED',
  ],
  [
    'exists when it is answered',
    `${others}answers: [{ match: { action: Pack }, return: 1 }]`,
    'SUCCEEDED',
  ],
  [
    'is missing when another state is answered',
    `${others}answers: [{ match: { state: B }, return: 1 }]`,
    'States.Runtime',
  ],
  [
    'is missing when a function is answered',
    `${others}answers: [{ match: { function: pack }, return: 1 }]`,
    'States.Runtime',
  ],
])('an activity %s', async (_name, scenario, expected) => {
  expect(await errorWith(scenario)).toBe(expected);
});
