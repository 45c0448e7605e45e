import { type Operation, stateTypes } from '@stepthrough/asl';
import { isFromDesigner, isScenarioOutline, type ScenarioOutline } from '@stepthrough/protocol';
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
          (['on', 'to'].includes(name) && value === undefined);
        const message = edit({ ...operation, [name]: value });
        expect(isFromDesigner(message), `${name}: ${String(value)}`).toBe(isFree);
      }
    }
  });

  it.each<readonly [what: string, operation: unknown]>([
    ['a kind of Object.prototype', { kind: 'toString' }],
    ['an unknown kind', { kind: 'setFields', id: '', path: ['a'], value: 1 }],
    ['an unknown type', { kind: 'addState', scope: '', name: 'A', type: 'Foo' }],
    ['a type in a list', { kind: 'addState', scope: '', name: 'A', type: ['Pass'] }],
    ['a path to the whole', { kind: 'setField', id: 'A', path: [], value: {} }],
    ['a path that is no list', { kind: 'setField', id: 'A', path: 'Comment', value: '' }],
    ['a step of the path', { kind: 'removeField', id: 'A', path: ['a', null] }],
    ['an index below 0', { kind: 'removeField', id: 'A', path: ['a', -1] }],
    ['a hole in the path', { kind: 'removeField', id: 'A', path: Array(2) }],
    ['one index', { kind: 'swapItems', id: 'A', path: ['a'], indexes: [0] }],
    ['three indexes', { kind: 'swapItems', id: 'A', path: ['a'], indexes: [0, 1, 2] }],
    ['the same index twice', { kind: 'swapItems', id: 'A', path: ['a'], indexes: [1, 1] }],
    ['a date as a value', { kind: 'setField', id: 'A', path: ['a'], value: new Date(0) }],
    ['a map inside a value', { kind: 'setField', id: 'A', path: ['a'], value: [new Map()] }],
    ['an endless value', { kind: 'setField', id: 'A', path: ['a'], value: { n: Infinity } }],
    [
      'a transition of no kind',
      { kind: 'reconnect', scope: '', transition: { kind: 'x', from: '', index: 0 }, to: 'A' },
    ],
  ])('is refused with %s', (_what, operation) => {
    expect(isFromDesigner(edit(operation))).toBe(false);
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
