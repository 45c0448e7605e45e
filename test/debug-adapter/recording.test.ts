/** What the debugger keeps of a run: found again at each mark, and only looked for where it changed. */
import { parse, type Json } from '@stepthrough/asl';
import { Recording } from '@stepthrough/debug-adapter';
import { readScenario } from '@stepthrough/scenario';
import { Simulation } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';

const pass = (next?: string): object => ({
  Type: 'Pass',
  ...(next === undefined ? { End: true } : { Next: next }),
});

function recordingOf(states: object, input: Json = {}, answers = '[]'): Recording {
  const { scenario } = readScenario(`scenario: 1\nanswers: ${answers}\n`, 'test.scenario.yaml');
  const text = JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
  return new Recording(
    new Simulation({
      program: { path: 'machine.asl.json', document: parse(text, 'json') },
      ...(scenario ? { scenario } : {}),
      input,
    }),
  );
}

async function toEnd(recording: Recording): Promise<void> {
  for (;;) {
    const { moved, standing } = await recording.extend();
    if (!moved || standing.kind !== 'going') return;
  }
}

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

type Case = readonly [name: string, states: object, input: Json, answers: string];

const childrenRun: Case = [
  'children of a distributed Map, one of which is retried and one caught',
  {
    All: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Ask',
        States: {
          Ask: {
            ...task,
            Retry: [{ ErrorEquals: ['Busy'] }],
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Sorry' }],
            End: true,
          },
          Sorry: pass(),
        },
      },
      End: true,
    },
  },
  [1, 2, 3],
  `[{ match: { state: Ask }, times: 1, throw: { error: Busy } },
      { match: { state: Ask }, times: 1, throw: { error: Broken } },
      { match: { state: Ask }, return: { Payload: 1 } }]`,
];

const runs: readonly Case[] = [
  [
    'a Choice',
    { A: pass('B'), B: { Type: 'Choice', Choices: [], Default: 'C' }, C: pass() },
    {},
    '[]',
  ],
  [
    'a Map that fails in one of its iterations',
    {
      All: {
        Type: 'Map',
        ItemProcessor: {
          StartAt: 'Look',
          States: {
            Look: {
              Type: 'Choice',
              Choices: [{ Variable: '$', NumericEquals: 3, Next: 'Bad' }],
              Default: 'Good',
            },
            Bad: { Type: 'Fail', Error: 'Bad' },
            Good: { Type: 'Wait', Seconds: 5, End: true },
          },
        },
        Catch: [{ ErrorEquals: ['Other'], Next: 'Never' }],
        End: true,
      },
      Never: pass(),
    },
    [1, 2, 3, 4],
    '[]',
  ],
  childrenRun,
];

describe('what has become of the states', () => {
  it.each(runs)(
    'is the same at each mark, however one comes there: %s',
    async (_name, states, input, answers) => {
      const recording = recordingOf(states, input, answers);
      await toEnd(recording);
      const forward = recording.marks.map((_, cursor) =>
        structuredClone(recording.tallyAt(cursor)),
      );
      expect(new Set(forward.map((one) => JSON.stringify(one))).size).toBeGreaterThan(3);
      for (let cursor = recording.marks.length - 1; cursor >= 0; cursor -= 1) {
        expect(recording.tallyAt(cursor)).toEqual(forward[cursor]);
      }
      expect(recording.tallyAt(-1)).toEqual({ states: [], transitions: [] });
      const jumps = recording.marks.map((_, index) => (index * 7) % recording.marks.length);
      for (const cursor of jumps) expect(recording.tallyAt(cursor)).toEqual(forward[cursor]);
    },
  );

  it('is that of the new future after an intervention', async () => {
    const recording = recordingOf({ A: pass('B'), B: pass('C'), C: pass() });
    await toEnd(recording);
    const last = recording.marks.length - 1;
    const before = structuredClone(recording.tallyAt(last));
    recording.simulation.seek(recording.marks[3]?.world ?? 0);
    recording.intervene((simulation) => simulation.setClock(simulation.world.now + 1000));
    expect(recording.marks.length).toBeLessThanOrEqual(last);
    await toEnd(recording);
    expect(recording.tallyAt(recording.marks.length - 1)).toEqual(before);
    expect(recording.marks).toHaveLength(last + 1);
  });
});

describe('which transitions have been taken', () => {
  const rule = (value: number, more: object = {}) => ({
    Variable: '$.n',
    NumericEquals: value,
    Next: 'Same',
    ...more,
  });
  const byPath = {
    Which: {
      Type: 'Choice',
      InputPath: '$',
      Choices: [rule(0), rule(1, { Assign: { a: 1 } }), rule(2)],
      Default: 'Same',
    },
    Same: pass(),
  };
  const byExpression = {
    Which: {
      Type: 'Choice',
      QueryLanguage: 'JSONata',
      Choices: [0, 1, 2].map((value) => ({
        Condition: `{% $states.input.n = ${value} %}`,
        Output: { n: value },
        ...(value === 1 ? { Assign: { a: 1 } } : {}),
        Next: 'Same',
      })),
      Default: 'Same',
    },
    Same: pass(),
  };

  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 'Default'],
  ] as const)('tells the rules to one state apart: n = %d takes %s', async (n, index) => {
    for (const states of [byPath, byExpression]) {
      const recording = recordingOf(states, { n });
      await toEnd(recording);
      expect(recording.tallyAt(recording.marks.length - 1).transitions).toEqual([
        { from: 'Which', to: 'Same', isCaught: false, index },
        { from: 'Same', to: undefined, isCaught: false, index: undefined },
      ]);
    }
  });

  it.each([
    ['One', 0],
    ['Two', 1],
    ['Three', 2],
  ])('tells the catchers to one state apart: %s', async (error, index) => {
    const catcher = (name: string) => ({ ErrorEquals: [name], Next: 'Same' });
    const recording = recordingOf(
      {
        Ask: {
          ...task,
          Catch: [catcher('One'), catcher('Two'), catcher('States.ALL')],
          Next: 'Same',
        },
        Same: pass(),
      },
      {},
      `[{ match: { state: Ask }, throw: { error: ${error} } }]`,
    );
    await toEnd(recording);
    expect(recording.tallyAt(recording.marks.length - 1).transitions).toContainEqual({
      from: 'Ask',
      to: 'Same',
      isCaught: true,
      index,
    });
  });
});

describe('the marks of a thread', () => {
  it('are found among those of others, up to a mark, the last one first', async () => {
    const [, states, input, answers] = childrenRun;
    const recording = recordingOf(states, input, answers);
    await toEnd(recording);
    const { marks } = recording;
    const keys = new Set(
      marks.map((mark) =>
        mark.kind === 'executionEnded' ? '' : `${mark.execution} ${mark.thread}`,
      ),
    );
    keys.delete('');
    expect(keys.size).toBe(4);
    for (const key of keys) {
      const [execution = '', thread = ''] = key.split(' ');
      for (const upTo of [-1, 0, 7, 8, marks.length - 1]) {
        const expected = [...marks.entries()]
          .filter(([index, mark]) => index <= upTo && mark.kind !== 'executionEnded')
          .filter(([, mark]) => mark.execution === execution)
          .map(([index]) => index)
          .reverse();
        expect([...recording.ofThread({ execution, thread }, upTo)]).toEqual(expected);
      }
    }
    const last = marks.findLastIndex(({ kind }) => kind === 'position');
    expect(recording.lastPosition(marks.length - 1)).toBe(last);
    expect(recording.lastPosition(-1)).toBeUndefined();
    expect(recording.lastPosition(0)).toBe(0);
  });
});

describe('the marks of children that are not kept', () => {
  it('end with them', async () => {
    const child = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'One',
      States: { One: pass() },
    };
    const text = JSON.stringify({
      StartAt: 'All',
      States: { All: { Type: 'Map', ItemProcessor: child, End: true } },
    });
    const recording = new Recording(
      new Simulation({
        program: { path: 'machine.asl.json', document: parse(text, 'json') },
        input: [1, 2, 3],
        limits: { keptChildren: 1 },
      }),
    );
    await toEnd(recording);
    const { states } = recording.tallyAt(recording.marks.length - 1);
    expect(states.find(({ id }) => id === 'All')).toMatchObject({ status: 'succeeded' });
    expect(states.find(({ id }) => id !== 'All')).toMatchObject({ status: 'succeeded', visits: 3 });
    const ended = recording.marks.filter(({ kind }) => kind === 'executionEnded');
    expect(ended).toHaveLength(2);
    const threads = recording.marks.filter(({ kind }) => kind === 'threadEnded');
    expect(new Set(threads.map(({ execution }) => execution)).size).toBe(4);
  });
});
