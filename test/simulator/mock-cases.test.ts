/** Test cases of a mock file: each runs once, against the machine that it names. */
import { describe, expect, it } from 'vitest';
import { reportOf } from './tested.ts';

const machine = (state: string) => ({
  StartAt: state,
  States: {
    [state]: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'f', 'Payload.$': '$' },
      End: true,
    },
  },
});

const responses = {
  Shipped: { '0': { Return: { StatusCode: 200, Payload: { ok: true } } } },
  Refused: { '0': { Throw: { Error: 'Refused', Cause: 'no' } } },
};

const mockFile = (machines: { readonly [name: string]: object }, more: object = {}) => ({
  ...more,
  StateMachines: Object.fromEntries(
    Object.entries(machines).map(([name, TestCases]) => [name, { TestCases }]),
  ),
  MockedResponses: responses,
});

const two = mockFile({
  ship: { Happy: { Ship: 'Shipped' }, Sad: { Ship: 'Refused' } },
  bill: { Refused: { Charge: 'Refused' } },
});
const files = { 'MockConfigFile.json': two, 'ship.asl.json': machine('Ship') };

/** `name: passed`, or what has failed. */
async function results(...given: Parameters<typeof reportOf>): Promise<readonly string[]> {
  const { problems, cases } = await reportOf(...given);
  return [
    ...problems.map(({ line, message }) => `${line} ${message}`),
    ...cases.map(({ name, passed, failures: [first] }) =>
      passed ? `${name}: passed` : `${name}: ${first?.line} ${first?.message}`,
    ),
  ];
}

const main = 'MockConfigFile.json';
const noBill =
  'Refused: 1 the machine "bill" has no definition; put bill.asl.json beside the file.';
const sad = 'Sad: 1 The execution FAILED (Refused: no)';

describe('the test cases of a mock file', () => {
  it('run with the definitions beside it; a machine without one is told for its cases only', async () => {
    expect(await results(main, files)).toEqual(['Happy: passed', sad, noBill]);
    const both = { ...files, 'bill.asl.json': machine('Charge') };
    expect(await results(main, both)).toEqual([
      'Happy: passed',
      sad,
      'Refused: 1 The execution FAILED (Refused: no)',
    ]);
  });

  it('are only those of the machine whose definition is named', async () => {
    expect(await results(main, files, { definition: 'ship.asl.json' })).toEqual([
      'Happy: passed',
      sad,
    ]);
    const other = { ...files, 'pay.asl.json': machine('Pay') };
    expect(await results(main, other, { definition: 'pay.asl.json' })).toEqual([
      '1 "pay" is none of the machines of the mock file, which are ship, bill.',
    ]);
  });

  it('of the only machine run whatever its definition is called', async () => {
    const one = {
      ...files,
      'MockConfigFile.json': mockFile({ Other: { Happy: { Ship: 'Shipped' } } }),
    };
    expect(await results(main, one, { definition: 'ship.asl.json' })).toEqual(['Happy: passed']);
    expect(await results(main, one)).toEqual([
      'Happy: 1 the machine "Other" has no definition; put Other.asl.json beside the file.',
    ]);
  });

  it('of equal names are each called by their machine', async () => {
    const same = {
      'MockConfigFile.json': mockFile({
        ship: { Happy: { Ship: 'Shipped' }, Own: { Ship: 'Shipped' } },
        bill: { Happy: { Charge: 'Refused' } },
      }),
      'ship.asl.json': machine('Ship'),
      'bill.asl.yaml': JSON.stringify(machine('Charge')),
    };
    expect(await results(main, same)).toEqual([
      'ship#Happy: passed',
      'Own: passed',
      'bill#Happy: 1 The execution FAILED (Refused: no)',
    ]);
    expect(await results(main, same, { only: ['ship#Happy'] })).toEqual(['ship#Happy: passed']);
    expect(await results(main, same, { definition: 'ship.asl.json' })).toEqual([
      'Happy: passed',
      'Own: passed',
    ]);
  });

  it('run where another machine cannot be read', async () => {
    const broken = { ...files, 'bill.asl.json': '{"StartAt": ' };
    const [happy, , refused] = await results(main, broken);
    expect(happy).toBe('Happy: passed');
    expect(refused).toMatch(/^Refused: 1 /);
    const nothing = { ...files, 'bill.asl.json': '[]' };
    const [first, , last] = await results(main, nothing);
    expect(first).toBe('Happy: passed');
    expect(last).toContain('this is no state machine');
  });

  it('have the definitions that `machines` names', async () => {
    const machines = {
      bill: { definition: 'flows/billing.asl.json' },
      ship: { definition: 'no.json' },
    };
    const given = {
      'MockConfigFile.json': { ...two, machines },
      'flows/billing.asl.json': machine('Charge'),
    };
    const [, , refused] = await results(main, given);
    expect(refused).toContain('Refused: 1 there is no file "no.json" for the machine "ship"');
  });

  it('are the same through `use.mocks`, of the scenario’s machine', async () => {
    const scenario = { ...files, 'ship.scenario.yaml': 'use: { mocks: MockConfigFile.json }' };
    expect(await results('ship.scenario.yaml', scenario)).toEqual(['Happy: passed', sad]);
  });
});

describe('what a mock file has beside', () => {
  it('is passed over with a warning', async () => {
    const more = { Assert: { ship: [] }, Comment: 'c', version: 1, _note: null };
    const { problems, warnings, cases } = await reportOf(
      main,
      { ...files, 'MockConfigFile.json': mockFile({ ship: { Happy: { Ship: 'Shipped' } } }, more) },
      {},
    );
    expect(problems).toEqual([]);
    expect(warnings.map(({ message }) => message)).toEqual(
      ['Assert', 'Comment', 'version', '_note'].map(
        (name) => `A mock file has no field "${name}"; it is passed over.`,
      ),
    );
    expect(cases.map(({ passed }) => passed)).toEqual([true]);
  });

  it('is refused in a scenario, and where it is known it has to be right', async () => {
    const mocks = { ship: { Happy: { Ship: 'Shipped' } } };
    const of = async (more: object): Promise<string[]> => {
      const { problems, warnings } = await reportOf(main, {
        ...files,
        'MockConfigFile.json': mockFile(mocks, more),
      });
      return [...problems, ...warnings].map(({ message }) => message.slice(0, 40));
    };
    expect(await of({ scenario: 1, Assert: {} })).toEqual([
      'The scenario has no field "Assert". It c',
    ]);
    expect(await of({ seed: 'x', Assert: {} })).toEqual([
      'The scenario.seed must be a number, not ',
    ]);
  });
});
