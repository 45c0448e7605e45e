/** What a scenario expects of the children of Map Runs, and how those that fail are told. */
import { parse } from '@stepthrough/asl';
import { runHeadless, type LogEntry } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { failuresIn } from './tested.ts';
import { failuresOf } from '../../packages/simulator/src/headless/expectations.ts';
import { scenarioOf, TestWorld } from './world.ts';

const mapState = (label?: string, mode = 'DISTRIBUTED') => ({
  Type: 'Map',
  ...(label === undefined ? {} : { Label: label }),
  ItemsPath: '$.items',
  ...(mode === 'DISTRIBUTED' ? { ToleratedFailurePercentage: 100 } : {}),
  ItemProcessor: {
    ProcessorConfig: {
      Mode: mode,
      ...(mode === 'DISTRIBUTED' ? { ExecutionType: 'STANDARD' } : {}),
    },
    StartAt: 'Check',
    States: {
      Check: {
        Type: 'Choice',
        Choices: [{ Variable: '$.bad', IsPresent: true, Next: 'Refuse' }],
        Default: 'Take',
      },
      Refuse: { Type: 'Fail', Error: 'Refused', CausePath: '$.bad' },
      Take: { Type: 'Pass', End: true },
    },
  },
  End: true,
});

const machine = (state: object) => ({ StartAt: 'Charge', States: { Charge: state } });

const failures = async (
  expected: string,
  state: object = mapState('runs'),
): Promise<readonly string[]> => {
  const scenario = `input: { items: [{ n: 0 }, { bad: no money }, { n: 2 }] }\nexpect: { executions: [${expected}] }`;
  const { input = [] } = await failuresIn(scenario, machine(state));
  return input.map((failure) => failure.replace(/^\d+ /, ''));
};

describe('of the children of a Map Run', () => {
  it.each([
    '{ map: Charge, count: 3 }',
    '{ map: runs, count: 3 }',
    '{ machine: m, map: runs, count: 3 }',
    '{ map: Charge, index: 0, count: 1, status: SUCCEEDED, output: { n: [0] }, path: [Check, Take] }',
    '{ map: runs, index: 1, status: FAILED, error: Refused, cause: money, history: [{ type: FailStateEntered }] }',
    '{ index: 2, outputEquals: { n: 2 }, input: { n: [2] } }',
    '{ map: Charge, index: 3, count: 0 }',
    '{ count: 1 }, { machine: m, count: 1 }',
  ])('%s holds', async (expected) => {
    expect(await failures(expected)).toEqual([]);
  });

  it.each<[expected: string, failures: readonly string[]]>([
    [
      '{ map: Charge, status: SUCCEEDED }',
      [
        'status of child 1 of "Charge" (Map Run runs): expected SUCCEEDED, was FAILED in "Refuse" (Refused: no money)',
      ],
    ],
    [
      '{ map: runs, index: 2, status: FAILED, output: { n: [3] } }',
      [
        'status of child 2 of "Charge" (Map Run runs): expected FAILED, was SUCCEEDED',
        'output of child 2 of "Charge" (Map Run runs): expected {"n":[3]}, was {"n":2}',
      ],
    ],
    [
      '{ map: runs, index: 1, error: Lost, cause: food }',
      [
        'error of child 1 of "Charge" (Map Run runs): expected Lost, was Refused',
        'cause of child 1 of "Charge" (Map Run runs): expected a text with "food", was "no money"',
      ],
    ],
    [
      '{ map: Charge, index: 3 }',
      ['children of "Charge" with index 3: expected at least 1, was 0. Its children are 0, 1, 2.'],
    ],
    [
      '{ map: Change }',
      ['children of "Change": expected at least 1, was 0. There are children of runs.'],
    ],
    [
      '{ index: 7 }',
      ['children with index 7: expected at least 1, was 0. There are children of runs.'],
    ],
    [
      '{ machine: x, map: Charge }',
      ['children of "Charge": expected at least 1, was 0. There are children of runs.'],
    ],
    ['{ count: 4 }', ['executions: expected 4, was 1.']],
  ])('%s fails', async (expected, told) => {
    expect(await failures(expected)).toEqual(told);
  });

  it('without a label are those of the state', async () => {
    expect(await failures('{ map: Charge, index: 1, status: SUCCEEDED }', mapState())).toEqual([
      'status of child 1 of "Charge": expected SUCCEEDED, was FAILED in "Refuse" (Refused: no money)',
    ]);
  });

  it('of an inline Map are none', async () => {
    const [problem] = await failures('{ map: Charge }', mapState(undefined, 'INLINE'));
    expect(problem).toBe(
      'children of "Charge": expected at least 1, was 0. "Charge" is an inline Map, whose iterations are a part of the execution: its history has them.',
    );
    const rest = { Type: 'Pass', End: true };
    expect(await failures('{ map: Charge }', rest)).toEqual([
      'children of "Charge": expected at least 1, was 0. No Map Run has started any.',
    ]);
  });
});

describe('a child that fails is told', () => {
  const strict = { ...mapState('runs'), ToleratedFailurePercentage: 0 };
  const why =
    'FAILED (States.ExceedToleratedFailureThreshold: The specified tolerated failure threshold was exceeded); ' +
    'child 1 of "Charge" (Map Run runs) FAILED in "Refuse" (Refused: no money)';

  it('with the execution that it makes fail', async () => {
    expect(await failures('{ status: SUCCEEDED }', strict)).toEqual([
      expect.stringMatching(/^status of [\w-]+: expected SUCCEEDED, was /) as unknown,
    ]);
    const [problem] = await failures('{ status: SUCCEEDED }', strict);
    expect(problem).toContain(why);
  });

  it('where nothing is expected', async () => {
    const scenario = 'input: { items: [{ n: 0 }, { bad: no money }] }';
    expect(await failuresIn(scenario, machine(strict))).toEqual({
      input: [`1 The execution ${why}`],
    });
  });

  it('in the log', async () => {
    const lines: LogEntry[] = [];
    const text = JSON.stringify(machine(mapState('runs')));
    const { simulation } = await runHeadless({
      program: { path: 'm.asl.json', document: parse(text, 'json') },
      scenario: scenarioOf(''),
      input: { items: [{ n: 0 }, { bad: 'no money' }] },
      onLog: (entry) => lines.push(entry),
    });
    const [, kept, lost] = simulation.executions();
    const ends = lines.filter(({ kind }) => kind === 'executionEnded').map((each) => each.message);
    expect(ends).toContain(`Execution ${kept?.name} SUCCEEDED`);
    expect(ends).toContain(
      `Execution ${lost?.name}, child 1 of "Charge" (Map Run runs), FAILED in "Refuse": Refused: no money`,
    );
    expect(lost?.id).toBe(`arn:aws:states:us-east-1:123456789012:execution:m/runs:${lost?.name}`);
  });

  it('with the inner state of a branch', async () => {
    const refuse = { StartAt: 'Inner', States: { Inner: { Type: 'Fail', Error: 'E' } } };
    const rest = { StartAt: 'Other', States: { Other: { Type: 'Pass', End: true } } };
    const branches = { Type: 'Parallel', Branches: [refuse, rest], End: true };
    const state = {
      ...mapState(),
      ItemProcessor: {
        ...mapState().ItemProcessor,
        StartAt: 'Both',
        States: { Both: branches },
      },
    };
    const [problem] = await failures('{ map: Charge, index: 0, status: SUCCEEDED }', state);
    expect(problem).toBe(
      'status of child 0 of "Charge": expected SUCCEEDED, was FAILED in "Inner" (E: )',
    );
  });
});

it('of a Map Run that was redriven, each child counts as it was run last', async () => {
  const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
  const definition = machine({
    Type: 'Map',
    ItemsPath: '$.items',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Pay',
      States: { Pay: { ...task, Parameters: { FunctionName: 'pay', 'Payload.$': '$' } } },
    },
    End: true,
  });
  const scenario = `
answers:
  - { match: { function: pay, input: { Payload: { n: [1] } } }, throw: { error: Busy }, times: 1 }
  - { match: { function: pay }, return: { Payload: paid } }
expect:
  executions: [{ map: Charge, count: 2, status: SUCCEEDED }]
`;
  const world = new TestWorld(scenario, JSON.stringify(definition), {
    input: { items: [{ n: 0 }, { n: 1 }] },
  });
  await world.pass(1000);
  expect(failuresOf(world.simulation, undefined).map(({ message }) => message)).toEqual([
    'status of child 1 of "Charge": expected SUCCEEDED, was FAILED in "Pay" (Busy: )',
  ]);
  const [first] = world.simulation.executions();
  const redriven = await world.call('states', 'RedriveExecution', {
    executionArn: first?.id ?? '',
  });
  expect(redriven.ok).toBe(true);
  await world.pass(1000);
  expect(world.simulation.executions().length).toBeGreaterThan(3);
  expect(failuresOf(world.simulation, undefined)).toEqual([]);
});
