/** Documents of any size, each of which is large in a way of its own. */
import type { Syntax } from '@stepthrough/asl';

export interface Large {
  readonly syntax: Syntax;
  readonly of: (size: number) => string;
}

type State = { readonly [field: string]: unknown };

const numbers = (size: number): readonly number[] => Array.from({ length: size }, (_, at) => at);

function machine(states: { readonly [name: string]: State }, more: State = {}): string {
  return JSON.stringify({ StartAt: 's0', ...more, States: states }, null, 1);
}

/** States in a row, each with fields of its own. */
function row(size: number, fields: (at: number) => State, more: State = {}): string {
  const states = numbers(size).map((at): [string, State] => {
    const leaves = at + 1 < size ? { Next: `s${at + 1}` } : { End: true };
    return [`s${at}`, { Type: 'Pass', ...fields(at), ...leaves }];
  });
  return machine(Object.fromEntries(states), more);
}

const last = { Type: 'Succeed' };

export const large = {
  states: { syntax: 'json', of: (size) => row(size, () => ({})) },
  'states of YAML': {
    syntax: 'yaml',
    of: (size) =>
      `StartAt: s0\nStates:\n${numbers(size)
        .map((at) => `  s${at}: { Type: Pass, Next: s${at + 1} }\n`)
        .join('')}`,
  },
  'states on one line': {
    syntax: 'json',
    of: (size) => JSON.stringify(JSON.parse(row(size, () => ({})))),
  },
  'states under one name': {
    syntax: 'json',
    of: (size) =>
      `{"StartAt": "A", "States": {${numbers(size)
        .map(() => '"A": {"Type": "Pass", "End": true}')
        .join(',\n')}}}`,
  },
  'branches with states of one name': {
    syntax: 'json',
    of: (size) =>
      machine({
        s0: {
          Type: 'Parallel',
          End: true,
          Branches: numbers(size).map(() => ({ StartAt: 'A', States: { A: last } })),
        },
      }),
  },
  'states that nothing leads to': {
    syntax: 'json',
    of: (size) => machine(Object.fromEntries(numbers(size).map((at) => [`s${at}`, last]))),
  },
  'targets that do not exist': {
    syntax: 'json',
    of: (size) =>
      machine(
        Object.fromEntries(numbers(size).map((at) => [`s${at}`, { Type: 'Pass', Next: `t${at}` }])),
      ),
  },
  'rules to as many states': {
    syntax: 'json',
    of: (size) =>
      machine({
        s0: {
          Type: 'Choice',
          Default: 'z',
          Choices: numbers(size).map((at) => ({
            Variable: `$.a${at}`,
            IsPresent: true,
            Next: `t${at}`,
          })),
        },
        ...Object.fromEntries(numbers(size).map((at) => [`t${at}`, { Type: 'Pass', Next: 'z' }])),
        z: last,
      }),
  },
  'catchers and retriers': {
    syntax: 'json',
    of: (size) =>
      machine({
        s0: {
          Type: 'Task',
          Resource: 'arn:aws:states:::sqs:sendMessage',
          End: true,
          Retry: numbers(size).map((at) => ({ ErrorEquals: [`E${at}`] })),
          Catch: numbers(size).map((at) => ({ ErrorEquals: [`E${at}`], Next: 'z' })),
        },
        z: last,
      }),
  },
  aliases: {
    syntax: 'yaml',
    of: (size) =>
      `x: &x { Type: Pass, End: true }\nStartAt: s0\nStates:\n${numbers(size)
        .map((at) => `  s${at}: *x\n`)
        .join('')}`,
  },
  anchors: {
    syntax: 'yaml',
    of: (size) =>
      `StartAt: s0\nStates:\n${numbers(size)
        .map((at) => `  s${at}: &a${at} { Type: Pass, End: true }\n`)
        .join('')}again:\n${numbers(size)
        .map((at) => `  - *a${at}\n`)
        .join('')}`,
  },
  'merge keys': {
    syntax: 'yaml',
    of: (size) =>
      `x: &x { Type: Pass, End: true }\nStartAt: s0\nStates:\n${numbers(size)
        .map((at) => `  s${at}: { <<: *x, Comment: a }\n`)
        .join('')}`,
  },
  'unclosed placeholders': {
    syntax: 'json',
    of: (size) => `{"StartAt": "A", "States": {"A": {"Comment": ${'${'.repeat(30 * size)}}}}`,
  },
  'unclosed placeholders in a string': {
    syntax: 'json',
    of: (size) => row(1, () => ({ Comment: '${'.repeat(30 * size) })),
  },
  'comments that switch rules off': {
    syntax: 'yaml',
    of: (size) =>
      `StartAt: A\nStates:\n${numbers(size)
        .map(
          (at) => `  # stepthrough-disable-next-line graph.unreachable\n  A${at}: { Type: Pass }\n`,
        )
        .join('')}`,
  },
  'variables, each read after it is assigned': {
    syntax: 'json',
    of: (size) =>
      row(size, (at) => ({ Assign: { [`v${at}`]: 1, [`w${at}.$`]: `$v${Math.max(0, at - 1)}` } })),
  },
  'one variable, assigned everywhere': {
    syntax: 'json',
    of: (size) => row(size, () => ({ Assign: { 'a.$': '$a', 'b.$': '$c' } })),
  },
  'variables that nothing assigns': {
    syntax: 'json',
    of: (size) => row(size, (at) => ({ Assign: { [`v${at}.$`]: `$w${at}` } })),
  },
  'variables on as many ways': {
    syntax: 'json',
    of: (size) =>
      machine({
        s0: {
          Type: 'Choice',
          Default: 'z',
          Choices: numbers(size).map((at) => ({
            Variable: '$.a',
            NumericEquals: at,
            Next: `t${at}`,
          })),
        },
        ...Object.fromEntries(
          numbers(size).map((at) => [
            `t${at}`,
            { Type: 'Pass', Assign: { [`v${at}`]: 1 }, Next: 'z' },
          ]),
        ),
        z: {
          Type: 'Pass',
          Parameters: Object.fromEntries(numbers(size).map((at) => [`x${at}.$`, `$v${at}`])),
          End: true,
        },
      }),
  },
  'variables that catchers skip': {
    syntax: 'json',
    of: (size) =>
      row(size, (at) => ({
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { 'MessageBody.$': '$v0', QueueUrl: 'q' },
        Assign: { [`v${at}`]: 1 },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: at + 1 < size ? `s${at + 1}` : 's0' }],
      })),
  },
  'members that every state adds': {
    syntax: 'json',
    of: (size) =>
      row(size, (at) => ({ Result: { [`r${at}`]: 1 }, ResultPath: at === 0 ? '$' : `$.f${at}` })),
  },
  'places in one expression': {
    syntax: 'json',
    of: (size) =>
      row(1, () => ({
        Output: `{% ["\\"", ${numbers(size)
          .map((at) => `$v${at}`)
          .join(', ')}] %}`,
      })).replace('"StartAt"', '"QueryLanguage": "JSONata", "StartAt"'),
  },
} as const satisfies { readonly [what: string]: Large };
