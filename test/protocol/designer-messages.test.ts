import { type Operation, stateTypes } from '@stepthrough/asl';
import {
  fromDesignerProblem,
  isFromDesigner,
  isRunStatus,
  isScenarioOutline,
  isToDesigner,
  readScenarioReports,
  type RunStatus,
  type ScenarioOutline,
  type ScenarioReport,
  type ToDesigner,
} from '@stepthrough/protocol';
import { describe, expect, it } from 'vitest';

const operations: readonly Operation[] = [
  { kind: 'addState', scope: '', name: 'A', type: 'Pass' },
  {
    kind: 'addState',
    scope: 'Both[1]',
    name: 'A',
    type: 'Task',
    fields: { Resource: 'arn', n: [1, null, true, { a: '' }] },
    on: { kind: 'choice', from: 'C', index: 0 },
  },
  { kind: 'deleteState', id: 'A' },
  { kind: 'duplicateState', id: 'A', name: 'A 2' },
  { kind: 'renameState', id: 'A', name: 'B' },
  { kind: 'reconnect', scope: '', transition: { kind: 'next', from: 'A', index: 0 }, to: 'B' },
  {
    kind: 'reconnect',
    scope: '',
    transition: { kind: 'start', from: '', index: 0 },
    to: undefined,
  },
  { kind: 'setField', id: '', path: ['Comment'], value: null },
  { kind: 'setField', id: 'A', path: ['Retry', 0, 'MaxAttempts'], value: 0 },
  { kind: 'removeField', id: 'A', path: ['Retry', 3] },
  { kind: 'swapItems', id: 'A', path: ['Catch'], indexes: [0, 1] },
  { kind: 'connect', id: 'A', to: 'B' },
  { kind: 'connect', id: 'A', to: undefined },
  { kind: 'removeTransition', scope: '', transition: { kind: 'catch', from: 'A', index: 1 } },
  { kind: 'addRule', id: 'A', to: 'B' },
  { kind: 'addRule', id: 'A' },
  { kind: 'addItem', id: 'A', field: 'Branches' },
  { kind: 'removeItem', id: 'A', field: 'Choices', index: 0 },
];

function edit(operation: unknown): unknown {
  return { type: 'edit', operation, version: 0, edit: 1 };
}

/** Each of the operations with one of its members made wrong, in every way that a message can carry. */
const strange: readonly unknown[] = [undefined, null, 5, -1, 0.5, true, NaN, {}, [], [{}], () => 0];

describe('an edit', () => {
  it.each(operations)('is taken: $kind', (operation) => {
    expect(isFromDesigner(edit(operation))).toBe(true);
  });

  it('is taken with a state of each type', () => {
    for (const type of stateTypes) {
      expect(isFromDesigner(edit({ kind: 'addState', scope: '', name: 'A', type })), type).toBe(
        true,
      );
    }
  });

  it.each(operations)('is refused with a strange member: $kind', (operation) => {
    for (const name of Object.keys(operation)) {
      for (const value of strange) {
        const isFree =
          (name === 'value' && isPlain(value)) ||
          (name === 'fields' && (value === undefined || isEmptyObject(value))) ||
          (name === 'index' && value === 5) ||
          (['on', 'to'].includes(name) && value === undefined);
        const message = edit({ ...operation, [name]: value });
        expect(isFromDesigner(message), `${name}: ${String(value)}`).toBe(isFree);
      }
    }
  });

  it.each<readonly [problem: string, operation: unknown]>([
    ['operation must be an object, not null.', null],
    ['operation must be an object, not a list.', [{ kind: 'deleteState', id: 'A' }]],
    ['operation must be an object, not an object of a class.', new Map([['kind', 'deleteState']])],
    [
      'operation.kind must be one of addState, deleteState, duplicateState, renameState,',
      { kind: 'toString' },
    ],
    ['operation.kind must be one of', { kind: '__proto__' }],
    ['operation.kind must be one of', { kind: ['deleteState'], id: 'A' }],
    [
      'operation must be an object, not an object of a class.',
      Object.create({ kind: 'deleteState' }),
    ],
    ['operation.id must be a text, not undefined.', { kind: 'deleteState' }],
    ['operation.id must be a text, not a list.', { kind: 'deleteState', id: ['A'] }],
    [
      'operation.type must be Task, Pass, Choice, Wait, Succeed, Fail, Parallel, Map, not "Foo".',
      { kind: 'addState', scope: '', name: 'A', type: 'Foo' },
    ],
    [
      'operation.type must be Task, Pass,',
      { kind: 'addState', scope: '', name: 'A', type: ['Pass'] },
    ],
    [
      'operation.fields must be an object, not a list.',
      { kind: 'addState', scope: '', name: 'A', type: 'Pass', fields: [] },
    ],
    [
      'operation.fields holds a function, which is no JSON.',
      { kind: 'addState', scope: '', name: 'A', type: 'Pass', fields: { a: [() => 0] } },
    ],
    [
      'operation.on.kind must be start, next, end, choice, default, catch, not "x".',
      {
        kind: 'addState',
        scope: '',
        name: 'A',
        type: 'Pass',
        on: { kind: 'x', from: '', index: 0 },
      },
    ],
    [
      'operation.on.from must be a text, not undefined.',
      { kind: 'addState', scope: '', name: 'A', type: 'Pass', on: { kind: 'next', index: 0 } },
    ],
    [
      'operation.transition.index must be a whole number from 0, not -1.',
      { kind: 'removeTransition', scope: '', transition: { kind: 'catch', from: 'A', index: -1 } },
    ],
    [
      'operation.transition has no member "to".',
      {
        kind: 'removeTransition',
        scope: '',
        transition: { kind: 'catch', from: 'A', index: 0, to: 'B' },
      },
    ],
    [
      'operation.transition.kind must be start,',
      { kind: 'reconnect', scope: '', transition: { kind: 'x', from: '', index: 0 }, to: 'A' },
    ],
    [
      'operation.path must be a list, not "Comment".',
      { kind: 'setField', id: 'A', path: 'Comment', value: '' },
    ],
    ['operation.path must have a step.', { kind: 'setField', id: 'A', path: [], value: {} }],
    ['operation.path must have a step.', { kind: 'removeField', id: 'A', path: [] }],
    [
      'operation.path[1] must be a name or an index, not null.',
      { kind: 'removeField', id: 'A', path: ['a', null] },
    ],
    [
      'operation.path[1] must be a name or an index, not -1.',
      { kind: 'removeField', id: 'A', path: ['a', -1] },
    ],
    [
      'operation.path[0] must be a name or an index, not undefined.',
      { kind: 'removeField', id: 'A', path: Array(2) },
    ],
    [
      'operation.value holds undefined, which is no JSON.',
      { kind: 'setField', id: 'A', path: ['a'] },
    ],
    [
      'operation.value holds an object of a class, which is no JSON.',
      { kind: 'setField', id: 'A', path: ['a'], value: new Date(0) },
    ],
    [
      'operation.value holds an object of a class, which is no JSON.',
      { kind: 'setField', id: 'A', path: ['a'], value: [new Map()] },
    ],
    [
      'operation.value holds a bigint, which is no JSON.',
      { kind: 'setField', id: 'A', path: ['a'], value: 1n },
    ],
    [
      'operation.value holds Infinity, which JSON has no text for.',
      { kind: 'setField', id: 'A', path: ['a'], value: { n: Infinity } },
    ],
    [
      'operation.value holds a list with holes, which is no JSON.',
      { kind: 'setField', id: 'A', path: ['a'], value: [Array(3)] },
    ],
    [
      'operation.indexes must be two different indexes.',
      { kind: 'swapItems', id: 'A', path: ['a'], indexes: [0] },
    ],
    [
      'operation.indexes must be two different indexes.',
      { kind: 'swapItems', id: 'A', path: ['a'], indexes: [0, 1, 2] },
    ],
    [
      'operation.indexes must be two different indexes.',
      { kind: 'swapItems', id: 'A', path: ['a'], indexes: [1, 1] },
    ],
    [
      'operation.indexes[1] must be a whole number from 0, not "1".',
      { kind: 'swapItems', id: 'A', path: ['a'], indexes: [0, '1'] },
    ],
    [
      'operation.field must be Retry, Catch, Branches, not "Choices".',
      { kind: 'addItem', id: 'A', field: 'Choices' },
    ],
    [
      'operation.field must be Choices, Retry, Catch, Branches, not "constructor".',
      { kind: 'removeItem', id: 'A', field: 'constructor', index: 0 },
    ],
    ['operation has no member "value".', { kind: 'removeField', id: 'A', path: ['a'], value: 1 }],
    [
      'operation has no member "__proto__".',
      JSON.parse('{ "kind": "deleteState", "id": "A", "__proto__": {} }'),
    ],
  ])('is refused in words: %s', (problem, operation) => {
    expect(fromDesignerProblem(edit(operation))).toContain(`message.${problem}`);
  });

  it('carries what users call their states and fields', () => {
    for (const name of ['__proto__', 'constructor', 'toString', '', '\ud800', 'x'.repeat(1000)]) {
      const value: unknown = JSON.parse(JSON.stringify({ [name]: { [name]: 1 } }));
      expect(
        fromDesignerProblem(edit({ kind: 'setField', id: name, path: [name], value })),
        name,
      ).toBe(undefined);
    }
  });

  it('carries a value of a million parts, and no more, however they are shared', () => {
    const set = (value: unknown): unknown =>
      edit({ kind: 'setField', id: 'A', path: ['a'], value });
    const parts = Array<number>(999_999).fill(0);
    expect(isFromDesigner(set(parts))).toBe(true);
    expect(fromDesignerProblem(set([...parts, 0]))).toBe(
      'message.operation.value has more than 1000000 parts.',
    );
    let twice: unknown = 0;
    for (let level = 0; level < 60; level += 1) twice = [twice, twice];
    expect(isFromDesigner(set(twice))).toBe(false);
    const round: unknown[] = [];
    round.push(round);
    expect(fromDesignerProblem(set(round))).toBe(
      'message.operation.value nests more than 500 levels deep.',
    );
  });

  it('carries a value that nests 500 levels deep, and no deeper', () => {
    const nested = (levels: number): unknown => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
      return value;
    };
    const set = (levels: number): unknown =>
      edit({ kind: 'setField', id: 'A', path: ['a'], value: nested(levels) });
    expect(isFromDesigner(set(499))).toBe(true);
    expect(isFromDesigner(set(500))).toBe(true);
    expect(isFromDesigner(set(501))).toBe(false);
    expect(isFromDesigner(set(100_000))).toBe(false);
  });

  it('has a path of 500 steps at most', () => {
    const remove = (steps: number): unknown =>
      edit({ kind: 'removeField', id: 'A', path: Array<string>(steps).fill('a') });
    expect(isFromDesigner(remove(500))).toBe(true);
    expect(isFromDesigner(remove(501))).toBe(false);
  });

  it.each([undefined, -1, 0.5, '1', null])('needs a version and a number, not %j', (value) => {
    const operation = { kind: 'deleteState', id: 'A' };
    expect(isFromDesigner({ type: 'edit', operation, version: value, edit: 1 })).toBe(false);
    expect(isFromDesigner({ type: 'edit', operation, version: 1, edit: value })).toBe(false);
  });
});

describe('any other message', () => {
  it.each<readonly [message: unknown, isTaken: boolean]>([
    [{ type: 'ready' }, true],
    [{ type: 'select', state: 'A' }, true],
    [{ type: 'select', state: 5 }, false],
    [{ type: 'revealText', offset: 0 }, true],
    [{ type: 'revealText', offset: -1 }, false],
    [{ type: 'revealText', offset: NaN }, false],
    [{ type: 'command', command: 'undo' }, true],
    [{ type: 'command', command: ['undo'] }, false],
    [{ type: 'command', command: 'constructor' }, false],
    [{ type: 'toString' }, false],
    [{ type: 'ready', more: 1 }, false],
    [{ type: 'reveal', state: 'A' }, true],
    [{ type: 'reveal' }, false],
    [{ type: 'toggleBreakpoint', state: '' }, true],
    [{ type: 'toggleBreakpoint', state: null }, false],
    [{ type: 'describe', resource: 'arn' }, true],
    [{ type: 'describe' }, false],
    [{ type: 'command', command: 'save' }, true],
    [{ type: 'command', command: 'debug' }, true],
    [{ type: 'command', command: 'redo' }, true],
    [[], false],
    [null, false],
    ['ready', false],
  ])('%j', (message, isTaken) => {
    expect(isFromDesigner(message)).toBe(isTaken);
  });
});

describe('an outline of a scenario', () => {
  const outline: ScenarioOutline = { starts: [{ name: 'a', line: 0 }], definition: 'a.asl.json' };
  it.each<readonly [value: unknown, isTaken: boolean]>([
    [outline, true],
    [{ starts: [] }, true],
    [{ starts: {} }, false],
    [{ starts: [{ name: 5, line: 0 }] }, false],
    [{ starts: [{ name: 'a', line: -1 }] }, false],
    [{ starts: [null] }, false],
    [{ starts: [], definition: 5 }, false],
    [null, false],
  ])('%j', (value, isTaken) => {
    expect(isScenarioOutline(value)).toBe(isTaken);
  });
});

const status: RunStatus = {
  program: '/m.asl.json',
  states: [{ id: 'A', status: 'running', visits: 1 }],
  transitions: [{ from: 'A', to: 'B', isCaught: false, index: 0 }],
  current: 'A',
  ended: false,
  now: 0.5,
};

/** Every way to make one member of a record wrong, also inside of lists and records. */
function* spoilt(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const inner of spoilt(value[0])) yield [inner];
    yield {};
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      for (const wrong of spoilt(inner)) yield { ...value, [name]: wrong };
    }
    yield [];
    yield null;
  } else {
    yield Symbol('wrong');
    yield typeof value === 'string' ? 5 : 'wrong';
  }
}

describe('how a run goes', () => {
  it('is taken', () => {
    expect(isRunStatus(status)).toBe(true);
    expect(isRunStatus({ ...status, transitions: undefined, current: undefined })).toBe(true);
    const toEnd = { from: 'A', to: undefined, isCaught: true };
    expect(isRunStatus({ ...status, transitions: [toEnd] })).toBe(true);
  });

  it('is refused with any one member of another form', () => {
    for (const wrong of spoilt(status)) expect(isRunStatus(wrong)).toBe(false);
    expect(isRunStatus({ ...status, now: NaN })).toBe(false);
  });
});

describe('a message to the page', () => {
  const messages: readonly ToDesigner[] = [
    { type: 'document', text: '', syntax: 'yaml', version: 1, name: 'm' },
    { type: 'problems', problems: [{ severity: 'warning', message: '', start: 0, end: 1 }] },
    { type: 'breakpoints', states: ['A'] },
    { type: 'select', state: 'A' },
    { type: 'runStatus', status },
    {
      type: 'integration',
      resource: 'arn',
      docs: {
        action: 'sqs:sendMessage',
        text: 'Sends.',
        url: 'https://x',
        parameters: [{ name: 'QueueUrl', isRequired: true, text: 'The queue.' }],
      },
    },
    { type: 'refused', message: 'no', edit: 1, version: 2 },
  ];

  it.each(messages)('is taken: $type', (message) => {
    expect(isToDesigner(message)).toBe(true);
  });

  it.each(messages)('is refused with any one member of another form: $type', (message) => {
    for (const wrong of spoilt(message)) expect(isToDesigner(wrong), String(wrong)).toBe(false);
  });

  it('may leave out what it need not tell', () => {
    expect(isToDesigner({ type: 'select', state: undefined })).toBe(true);
    expect(isToDesigner({ type: 'runStatus', status: undefined })).toBe(true);
    expect(isToDesigner({ type: 'refused', message: 'no' })).toBe(true);
    expect(isToDesigner({ type: 'document', text: '' })).toBe(false);
  });
});

describe('the reports of scenarios', () => {
  const place = { path: 'a.scenario.yaml', line: 1, column: 2, message: 'no' };
  const report: ScenarioReport = {
    path: 'a.scenario.yaml',
    problems: [place],
    cases: [{ name: 'a', passed: false, failures: [place], durationMs: 1.5, virtualMs: 2 }],
  };

  it('are read from their text', () => {
    expect(readScenarioReports(JSON.stringify([report]))).toEqual([report]);
    expect(readScenarioReports('[]')).toEqual([]);
  });

  it('are refused with any one member of another form', () => {
    for (const wrong of spoilt(report)) {
      const text = JSON.stringify([wrong]);
      expect(() => readScenarioReports(text), text).toThrow(/^This is no report of a scenario: /);
    }
  });

  it('are refused with the place of what is wrong', () => {
    const wrong = { ...report, cases: [{ ...report.cases[0], passed: 'yes' }] };
    expect(() => readScenarioReports(JSON.stringify([report, wrong]))).toThrow(
      'This is no report of a scenario: reports[1].cases[0].passed must be true or false, not "yes".',
    );
    expect(() => readScenarioReports('no JSON')).toThrow(SyntaxError);
  });
});

function isPlain(value: unknown): boolean {
  return (
    value !== undefined &&
    typeof value !== 'function' &&
    !(typeof value === 'number' && Number.isNaN(value))
  );
}

function isEmptyObject(value: unknown): boolean {
  return JSON.stringify(value) === '{}';
}
