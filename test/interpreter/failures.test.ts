/** With which error an execution fails: the catalogue's table against what the interpreter does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failures, stateFields, takesError } from '@stepthrough/catalog';
import type { Json } from '@stepthrough/json';
import { expect, it, test } from 'vitest';
import { drive, type DriveOptions } from './drive.ts';

const task = {
  Type: 'Task',
  Resource: 'arn:aws:lambda:us-east-1:111111111111:function:f',
  End: true,
};
const callback = {
  ...task,
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: {},
};
const processor = {
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
  StartAt: 'F',
  States: { F: { Type: 'Fail', Error: 'E' } },
};
const unanswered: DriveOptions = { task: () => 'none' };

/** A state that meets each row, and the rule of SEMANTICS.md that says so. */
const cases: {
  readonly [Row in keyof typeof failures]: readonly [
    state: Json,
    options?: DriveOptions,
    rule?: string,
  ];
} = {
  noChoiceMatched: [
    { Type: 'Choice', Choices: [{ Variable: '$.n', NumericEquals: 2, Next: 'S' }] },
    {},
    'S15',
  ],
  pathFindsNothing: [{ Type: 'Pass', InputPath: '$.no', End: true }, {}, 'S3'],
  intrinsicFails: [{ Type: 'Pass', Parameters: { 'a.$': 'States.ArrayLength($.n)' }, End: true }],
  resultPathFits: [{ ...task, ResultPath: '$.n.a' }],
  jsonataFails: [
    { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $no.way %}', End: true },
    {},
    'S14',
  ],
  payloadTooLarge: [task, { task: () => ({ output: 'x'.repeat(262_143) }) }, 'S8'],
  taskTimesOut: [{ ...task, TimeoutSeconds: 1 }, unanswered],
  heartbeatMisses: [{ ...callback, HeartbeatSeconds: 1 }, unanswered, 'S12'],
  resourceUnknown: [{ ...task, Resource: 'foo' }],
  toleranceExceeded: [
    { Type: 'Map', ItemsPath: '$.list', ItemProcessor: processor, End: true },
    {},
    'S22',
  ],
};

const semantics = readFileSync(join(import.meta.dirname, '../../docs/SEMANTICS.md'), 'utf8');

test.each(Object.entries(cases))('%s', async (row, [state, options, rule]) => {
  const error = Object.entries(failures).find(([name]) => name === row)?.[1];
  const { last } = await drive(
    { StartAt: 'S', States: { S: state } },
    { n: 1, list: [1] },
    options,
  );
  expect(last.status).toBe('FAILED');
  expect(last.error).toBe(error);
  if (rule === undefined) return;
  const said = semantics.split('\n').find((line) => line.startsWith(`| ${rule} `));
  expect(said).toContain(error);
});

test('the payload of just 256 KiB is taken', async () => {
  const options = { task: () => ({ output: 'x'.repeat(262_142) }) };
  const { last } = await drive({ StartAt: 'S', States: { S: task } }, {}, options);
  expect(last.status).toBe('SUCCEEDED');
});

test('a Resource that names nothing is refused in AWS’s words, and asked for by nobody', async () => {
  const asked: string[] = [];
  const options: DriveOptions = {
    task: ({ resource }) => {
      asked.push(resource);
      return { output: 1 };
    },
  };
  const refused = { ...task, Resource: 'arn:aws:states:::sqs:sendMessage.no' };
  const { last } = await drive({ StartAt: 'S', States: { S: refused } }, {}, options);
  expect(last.cause).toContain(`The resource provided ${refused.Resource} is not recognized.`);
  expect(asked).toEqual([]);
  const open = { ...task, Resource: '${FunctionArn}' };
  const { history } = await drive({ StartAt: 'S', States: { S: open } }, {}, options);
  expect(history.map(({ type }) => type)).toContain('LambdaFunctionScheduled');
  expect(asked).toEqual(['${FunctionArn}']);
});

it('the hover of Default names the error', () => {
  expect(stateFields.Choice.Default?.doc).toContain(failures.noChoiceMatched);
});

it.each([
  ['States.ALL', 'E', true],
  ['States.ALL', undefined, true],
  ['States.ALL', 'States.DataLimitExceeded', true],
  ['States.ALL', 'States.Runtime', false],
  ['States.Runtime', 'States.Runtime', false],
  ['States.TaskFailed', 'E', true],
  ['States.TaskFailed', undefined, true],
  ['States.TaskFailed', 'States.Permissions', true],
  ['States.TaskFailed', 'States.Timeout', false],
  ['States.TaskFailed', 'States.DataLimitExceeded', false],
  ['States.TaskFailed', 'States.Runtime', false],
  ['States.Timeout', 'States.Timeout', true],
  ['E', 'E', true],
  ['E', 'F', false],
  ['E', undefined, false],
] as const)('%s takes %s: %s', (entry, error, isTaken) => {
  expect(takesError(entry, error)).toBe(isTaken);
});
