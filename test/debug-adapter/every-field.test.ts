import { expect, it, onTestFinished } from 'vitest';
import { Driver } from './driver.ts';

const lambda = 'arn:aws:states:::lambda:invoke';
const branch = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } };
const items = { StartAt: 'Each', States: { Each: { Type: 'Pass', End: true } } };
const retry = [{ ErrorEquals: ['Busy'], IntervalSeconds: 1 }];

const machines = {
  JSONPath: {
    StartAt: 'Give',
    States: {
      Give: {
        Type: 'Pass',
        InputPath: '$.order',
        Parameters: { 'list.$': '$.list' },
        ResultPath: '$.given',
        Assign: { n: 1 },
        OutputPath: '$.given',
        Next: 'Choose',
      },
      Choose: {
        Type: 'Choice',
        InputPath: '$',
        Choices: [{ Variable: '$.list', IsPresent: true, Next: 'Pause' }],
        Default: 'Stop',
      },
      Pause: { Type: 'Wait', Seconds: 1, Next: 'Both' },
      Both: { Type: 'Parallel', Branches: [branch], ResultPath: '$.both', Next: 'All' },
      All: {
        Type: 'Map',
        ItemsPath: '$.list',
        ItemProcessor: items,
        ResultSelector: { 'all.$': '$' },
        ResultPath: '$.all',
        Next: 'Ask',
      },
      Ask: {
        Type: 'Task',
        Resource: lambda,
        Parameters: { FunctionName: 'ask' },
        Retry: retry,
        Catch: [{ ErrorEquals: ['No'], Next: 'Stop' }],
        Next: 'Done',
      },
      Done: { Type: 'Succeed' },
      Stop: { Type: 'Fail', Error: 'Stopped', Cause: 'It had to.' },
    },
  },
  JSONata: {
    QueryLanguage: 'JSONata',
    StartAt: 'Give',
    States: {
      Give: { Type: 'Pass', Assign: { n: 1 }, Output: '{% $states.input.order %}', Next: 'Choose' },
      Choose: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% false %}', Next: 'Stop' },
          { Condition: '{% true %}', Next: 'Pause' },
        ],
        Default: 'Stop',
      },
      Pause: { Type: 'Wait', Seconds: '{% $n %}', Next: 'Both' },
      Both: {
        Type: 'Parallel',
        Arguments: '{% $states.input %}',
        Branches: [branch],
        Output: '{% $states.input %}',
        Next: 'All',
      },
      All: {
        Type: 'Map',
        Items: '{% $states.input.list %}',
        ItemProcessor: items,
        Output: '{% $states.input %}',
        Next: 'Ask',
      },
      Ask: {
        Type: 'Task',
        Resource: lambda,
        Arguments: { FunctionName: 'ask' },
        Retry: retry,
        Catch: [{ ErrorEquals: ['No'], Next: 'Stop' }],
        Next: 'Done',
      },
      Done: { Type: 'Succeed', Output: '{% $n %}' },
      Stop: { Type: 'Fail', Error: '{% "Stopped" %}', Cause: 'It had to.' },
    },
  },
} as const;

/** How the task ends, and the places to which a run then does not come. */
const endings = {
  'is answered': { answer: 'return: { Payload: 1 }', misses: ['Catch', 'Stop', 'Error'] },
  'is refused': { answer: 'throw: { error: No }', misses: ['Done', 'Output'] },
} as const;

const rows = (['JSONPath', 'JSONata'] as const).flatMap((language) =>
  (['is answered', 'is refused'] as const).map((ending) => [language, ending] as const),
);

it.each(rows)(
  '%s: a run whose task %s stops at every field that it reads',
  async (language, ending) => {
    const text = JSON.stringify(machines[language], null, 2);
    const driver = new Driver({
      'machine.asl.json': text,
      'machine.scenario.yaml': [
        'scenario: 1',
        'answers:',
        '  - match: { state: Ask }',
        '    sequence:',
        '      - throw: { error: Busy }',
        `      - ${endings[ending].answer}`,
        '',
      ].join('\n'),
    });
    onTestFinished(() => {
      driver.dispose();
    });
    const lines = text.split('\n');
    const places = new Set<number>();
    await driver.launch({ input: { order: { list: [1] } } }, async () => {
      for (const { verified, line } of await driver.breakAt(
        lines.map((_line, index) => index + 1),
      )) {
        if (verified && line !== undefined) places.add(line);
      }
    });
    const stops = new Set<number>();
    for (
      let stop = await driver.stop();
      stop.event === 'stopped';
      stop = await driver.move('continue')
    ) {
      stops.add(Number(/:(\d+)$/.exec(await driver.where())?.[1]));
    }
    const missed = [...places].filter((line) => !stops.has(line));
    const misses: readonly string[] = endings[ending].misses;
    expect(missed.map((line) => /"(\w+)"/.exec(lines[line - 1] ?? '')?.[1])).toEqual(
      misses.filter((name) => language === 'JSONata' || name !== 'Output'),
    );
  },
);
