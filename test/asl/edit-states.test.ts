/** States that are added, copied and deleted, and the text that comes with them. */
import {
  applyOperation,
  applyTextEdits,
  type Operation,
  parse,
  type Syntax,
} from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';

type AddState = Extract<Operation, { kind: 'addState' }>;

function edited(text: string, operation: Operation, syntax: Syntax = 'json'): string {
  const outcome = applyOperation(parse(text, syntax), operation);
  return outcome.ok ? applyTextEdits(text, outcome.edits) : outcome.message;
}

/** The value of the text after an operation, or why it is refused. */
function after(machine: Json, operation: Operation): unknown {
  const text = edited(JSON.stringify(machine), operation);
  return text.startsWith('{') ? JSON.parse(text) : text;
}

const add = (type: AddState['type'], rest: Partial<AddState> = {}): AddState => ({
  kind: 'addState',
  scope: '',
  name: 'N',
  type,
  ...rest,
});
const flow = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
const onA: Partial<AddState> = { on: { kind: 'next', from: 'A', index: 0 } };

describe('a new state has the least that makes it valid', () => {
  const invoke = 'arn:aws:states:::lambda:invoke';
  const branches = [flow('N 1'), flow('N 2')];
  const inline = { ProcessorConfig: { Mode: 'INLINE' }, ...flow('N item') };
  it.each<readonly [language: string, type: AddState['type'], fields: Json]>([
    [
      'JSONPath',
      'Task',
      {
        Resource: invoke,
        Parameters: { FunctionName: 'my-function', 'Payload.$': '$' },
        End: true,
      },
    ],
    [
      'JSONata',
      'Task',
      {
        Resource: invoke,
        Arguments: { FunctionName: 'my-function', Payload: '{% $states.input %}' },
        End: true,
      },
    ],
    ['JSONPath', 'Pass', { End: true }],
    ['JSONPath', 'Wait', { Seconds: 60, End: true }],
    ['JSONPath', 'Succeed', {}],
    ['JSONPath', 'Fail', { Error: 'MyError', Cause: 'What went wrong' }],
    ['JSONPath', 'Parallel', { Branches: branches, End: true }],
    ['JSONPath', 'Map', { ItemsPath: '$.items', ItemProcessor: inline, End: true }],
    ['JSONata', 'Map', { Items: '{% $states.input.items %}', ItemProcessor: inline, End: true }],
    [
      'JSONPath',
      'Choice',
      { Choices: [{ Variable: '$.value', IsPresent: true, Next: 'After N' }], Default: 'After N' },
    ],
    [
      'JSONata',
      'Choice',
      {
        Choices: [{ Condition: '{% $exists($states.input.value) %}', Next: 'After N' }],
        Default: 'After N',
      },
    ],
  ])('%s: %s', (language, type, fields) => {
    const before = { QueryLanguage: language, ...flow('A') };
    const behind = type === 'Choice' ? { 'After N': { Type: 'Succeed' } } : {};
    const states = { ...before.States, N: { Type: type, ...(fields as object) }, ...behind };
    expect(after(before, add(type))).toEqual({ ...before, States: states });
  });

  it.each<readonly [type: AddState['type'], leads: Json]>([
    ['Pass', { Next: 'B' }],
    ['Fail', { Error: 'MyError', Cause: 'What went wrong' }],
    ['Succeed', {}],
    ['Choice', { Choices: [{ Variable: '$.value', IsPresent: true, Next: 'B' }], Default: 'B' }],
  ])('on a transition, a %s leads on where that led', (type, leads) => {
    const machine = (a: string, more: object) => ({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: a }, ...more, B: { Type: 'Succeed' } },
    });
    const got = after(machine('B', {}), add(type, onA));
    expect(JSON.stringify(got)).toBe(
      JSON.stringify(machine('N', { N: { Type: type, ...(leads as object) } })),
    );
  });

  it('fields that are given stand in the place of the least', () => {
    const fields = { Seconds: 5 };
    expect(after(flow('A'), add('Wait', { fields }))).toMatchObject({
      States: { N: { Type: 'Wait', Seconds: 5, End: true } },
    });
    expect(after(flow('A'), add('Choice', { fields: { Choices: [] } }))).toMatchObject({
      States: { N: { Type: 'Choice', Choices: [], Default: 'After N' } },
    });
  });
});

describe('the first state', () => {
  const one =
    '"StartAt": "N",\n  "States": {\n    "N": {\n      "Type": "Pass",\n      "End": true\n    }\n  }';
  it.each<readonly [what: string, syntax: Syntax, before: string, after: string]>([
    ['of no text', 'json', '', `{\n  ${one}\n}\n`],
    ['of a blank text', 'json', '\n', `\n{\n  ${one}\n}\n`],
    [
      'of a text with the line breaks of Windows',
      'json',
      '\r\n',
      `\r\n${`{\n  ${one}\n}\n`.replaceAll('\n', '\r\n')}`,
    ],
    [
      'of no text in YAML',
      'yaml',
      '',
      'StartAt: N\nStates:\n  N:\n    Type: Pass\n    End: true\n',
    ],
    [
      'of a comment in YAML',
      'yaml',
      '# c\n',
      '# c\nStartAt: N\nStates:\n  N:\n    Type: Pass\n    End: true\n',
    ],
    ['of an empty machine', 'json', '{}', `{\n  ${one}\n}`],
    ['of a machine without States', 'json', '{\n  "StartAt": "N"\n}', `{\n  ${one}\n}`],
    [
      'of a machine without StartAt',
      'json',
      '{\n  "States": {}\n}',
      '{\n  "States": {\n    "N": {\n      "Type": "Pass",\n      "End": true\n    }\n  },\n  "StartAt": "N"\n}',
    ],
    [
      'of a machine that starts elsewhere',
      'json',
      '{\n  "StartAt": "Gone",\n  "States": {}\n}',
      `{\n  ${one}\n}`,
    ],
  ])('%s', (_what, syntax, before, then) => {
    expect(edited(before, add('Pass'), syntax)).toBe(then);
  });

  it('is not written into a text that cannot be read', () => {
    const words = 'The text cannot be read; repair it before states are added.';
    expect(edited('// c', add('Pass'))).toBe(words);
    expect(edited('*a', add('Pass'), 'yaml')).toBe(words);
  });

  it('is the only one that becomes the start', () => {
    const machine = { StartAt: 'Gone', States: flow('A').States };
    expect(after(machine, add('Pass'))).toMatchObject({ StartAt: 'Gone' });
  });
});

describe('a name', () => {
  it.each([
    [80, true],
    [81, false],
  ])('of %i characters is given: %s', (length, isGiven) => {
    const name = '𝒩'.repeat(length);
    const words = 'A state name has at most 80 characters.';
    const expected = isGiven ? expect.objectContaining({ StartAt: 'A' }) : words;
    expect(after(flow('A'), add('Pass', { name }))).toEqual(expected);
  });

  it('of a state in another scope is taken', () => {
    const machine = {
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches: [flow('N')], End: true } },
    };
    expect(after(machine, add('Pass'))).toBe('There is a state «N» already.');
    expect(after(machine, { kind: 'renameState', id: 'P', name: 'N' })).toBe(
      'There is a state «N» already.',
    );
    expect(after(machine, { kind: 'renameState', id: 'P', name: 'P' })).toEqual(machine);
  });

  it('of a state inside a copy has the first number that is free, and 80 characters at most', () => {
    const machine = (q: string) => ({
      StartAt: 'P',
      States: {
        P: { Type: 'Parallel', Branches: [flow(q)], End: true },
        'Q 2': { Type: 'Succeed' },
      },
    });
    const copy = (q: string) => after(machine(q), { kind: 'duplicateState', id: 'P', name: 'P2' });
    expect(copy('Q')).toMatchObject({ States: { P2: { Branches: [flow('Q 3')] } } });
    const [fits, long] = ['q'.repeat(78), 'q'.repeat(79)];
    expect(copy(fits)).toMatchObject({ States: { P2: { Branches: [flow(`${fits} 2`)] } } });
    expect(copy(long)).toBe('A state name has at most 80 characters.');
  });
});

describe('a copy', () => {
  it.each<readonly [what: string, state: Json, then: Json]>([
    ['of a step is put behind it', { Type: 'Pass', Next: 'B' }, { Type: 'Pass', Next: 'C' }],
    ['of the end is the end', { Type: 'Pass', End: true }, { Type: 'Pass', Next: 'C' }],
    [
      'of a Choice stands beside it',
      { Type: 'Choice', Default: 'B' },
      { Type: 'Choice', Default: 'B' },
    ],
    [
      'of what leads nowhere stands beside it',
      { Type: 'Pass', End: false },
      { Type: 'Pass', End: false },
    ],
  ])('%s', (_what, state, then) => {
    const machine = { StartAt: 'A', States: { A: state, B: { Type: 'Succeed' } } };
    const states = { A: then, C: state, B: { Type: 'Succeed' } };
    expect(JSON.stringify(after(machine, { kind: 'duplicateState', id: 'A', name: 'C' }))).toBe(
      JSON.stringify({ StartAt: 'A', States: states }),
    );
  });
});

describe('where a state is deleted', () => {
  const done = { Type: 'Succeed' };
  it.each<readonly [what: string, a: Json, b: Json, start: string, leads: Json]>([
    [
      'its Next comes instead',
      { Type: 'Pass', Next: 'B' },
      { Type: 'Pass', Next: 'C' },
      'B',
      { Type: 'Pass', Next: 'C' },
    ],
    [
      'its Default does',
      { Type: 'Pass', Next: 'B' },
      { Type: 'Choice', Default: 'C' },
      'B',
      { Type: 'Pass', Next: 'C' },
    ],
    [
      'the end does',
      { Type: 'Pass', Next: 'B' },
      { Type: 'Pass', End: true },
      'A',
      { Type: 'Pass', End: true },
    ],
    [
      'one that leads to itself has no successor',
      { Type: 'Pass', Next: 'B' },
      { Type: 'Pass', Next: 'B' },
      'A',
      { Type: 'Pass', End: true },
    ],
    [
      'the Next of a state that has none goes',
      { Type: 'Fail', Next: 'B' },
      done,
      'A',
      { Type: 'Fail' },
    ],
  ])('%s', (_what, a, b, start, leads) => {
    const machine = { StartAt: start, States: { A: a, B: b, C: done } };
    expect(after(machine, { kind: 'deleteState', id: 'B' })).toEqual({
      StartAt: start === 'B' ? 'C' : 'A',
      States: { A: leads, C: done },
    });
  });

  it('at the start and without a successor, the first of the others starts', () => {
    const machine = { StartAt: 'B', States: { A: done, B: done, C: done } };
    expect(after(machine, { kind: 'deleteState', id: 'B' })).toMatchObject({ StartAt: 'A' });
  });
});
