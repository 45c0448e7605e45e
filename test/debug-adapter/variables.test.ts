/** How values look in a tree of variables, what opens them, and what an assignment replaces. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { type Handle, Handles } from '../../debug-adapter/src/inspect/handles.ts';
import {
  fullText,
  memberExpression,
  previewOf,
  typeOf,
} from '../../debug-adapter/src/inspect/json-value.ts';
import { childrenOf, variablesOf } from '../../debug-adapter/src/inspect/variables.ts';

describe('the preview of a value', () => {
  it.each<[value: Json, preview: string, type: string]>([
    [null, 'null', 'null'],
    [true, 'true', 'boolean'],
    [1.5, '1.5', 'number'],
    ['a"b', '"a\\"b"', 'string'],
    [[], '(0) []', 'array(0)'],
    [{}, '{}', 'object(0)'],
    [[1, 'a', null], '(3) [1, "a", null]', 'array(3)'],
    [{ a: 1, b: [{ c: [] }] }, '{ a: 1, b: [{ c: [] }] }', 'object(2)'],
    [[[], {}], '(2) [[], {}]', 'array(2)'],
  ])('(%#) of %j is %s', (value, preview, type) => {
    expect([previewOf(value), typeOf(value)]).toEqual([preview, type]);
  });

  it.each<[value: Json, preview: string]>([
    ['x'.repeat(98), `"${'x'.repeat(98)}"`],
    ['x'.repeat(99), `"${'x'.repeat(99)}…`],
    ['x'.repeat(1000), `"${'x'.repeat(99)}…`],
    // The quotation marks count as two characters each.
    ['"'.repeat(1000), `"${'\\"'.repeat(49)}\\…`],
    [Array<number>(1000).fill(7), `(1000) [${'7, '.repeat(33)}…`],
    [{ a: 'x'.repeat(98), b: 1 }, `{ a: "${'x'.repeat(94)}…`],
  ])(
    '(%#) has at most a hundred characters, and then a mark that there are more',
    (value, preview) => {
      expect(previewOf(value)).toBe(preview);
    },
  );

  it('is the beginning of what can be pasted', () => {
    expect(fullText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});

describe('the expression for a member', () => {
  it.each<[name: string, isIndex: boolean, path: string, jsonata: string]>([
    ['a', false, '$.a', '$.a'],
    ['größe_2', false, '$.größe_2', '$.größe_2'],
    ['2', true, '$[2]', '$[2]'],
    ['2', false, "$['2']", '$.`2`'],
    ['a b', false, "$['a b']", '$.`a b`'],
    ['a-', false, "$['a-']", '$.`a-`'],
    ["it's", false, "$['it\\'s']", "$.`it's`"],
    ['a\\b', false, "$['a\\\\b']", '$.`a\\b`'],
  ])('%s (an index: %s) is %s, in JSONata %s', (name, isIndex, path, jsonata) => {
    expect(memberExpression('$', name, isIndex, 'JSONPath')).toBe(path);
    expect(memberExpression('$', name, isIndex, 'JSONata')).toBe(jsonata);
  });
});

describe('the rows of a value', () => {
  const open = (value: Json, replace?: (value: Json) => void) => {
    const handles = new Handles<Handle>();
    const children = childrenOf(value, '$v', 'JSONPath', handles, replace);
    const handle = handles.get(children.variablesReference);
    return {
      children,
      handle,
      rows: (args: object = {}) =>
        handle ? variablesOf(handle, handles, { variablesReference: 1, ...args }) : [],
    };
  };

  it.each<[value: Json, children: object]>([
    [1, { variablesReference: 0 }],
    ['text', { variablesReference: 0 }],
    [{}, { variablesReference: 0 }],
    [[], { variablesReference: 0 }],
    [[1, 2], { variablesReference: 1, indexedVariables: 2 }],
    [
      { a: 1, b: 2, c: 3 },
      { variablesReference: 1, namedVariables: 3 },
    ],
  ])('of %j are counted before it is opened: %j', (value, children) => {
    expect(open(value).children).toEqual(children);
  });

  it('have values, types and expressions; those of a scalar have no rows', () => {
    expect(open({ a: [1], b: 'x' }).rows()).toEqual([
      {
        name: 'a',
        value: '(1) [1]',
        type: 'array(1)',
        variablesReference: 2,
        indexedVariables: 1,
        evaluateName: '$v.a',
        presentationHint: { attributes: ['readOnly'] },
      },
      {
        name: 'b',
        value: '"x"',
        type: 'string',
        variablesReference: 0,
        evaluateName: '$v.b',
        presentationHint: { attributes: ['readOnly'] },
      },
    ]);
  });

  it.each<[args: object, names: string]>([
    [{}, '[0] [1] [2] [3]'],
    [{ filter: 'indexed' }, '[0] [1] [2] [3]'],
    [{ filter: 'named' }, ''],
    [{ start: 1 }, '[1] [2] [3]'],
    [{ start: 1, count: 2 }, '[1] [2]'],
    [{ start: 1, count: 0 }, '[1] [2] [3]'],
    [{ count: 3 }, '[0] [1] [2]'],
    [{ start: 3, count: 9 }, '[3]'],
    [{ start: 4, count: 1 }, ''],
  ])('of a list, asked for with %j, are "%s"', (args, names) => {
    const rows = open(['a', 'b', 'c', 'd']).rows(args);
    expect(rows.map(({ name }) => name).join(' ')).toBe(names);
  });

  it.each<[args: object, count: number]>([
    [{ filter: 'named' }, 1],
    [{ filter: 'indexed' }, 0],
  ])('of an object are named ones: %j', (args, count) => {
    expect(open({ a: 1 }).rows(args)).toHaveLength(count);
  });

  it('can be given other values, each in its place', () => {
    const given: Json[] = [];
    const object = open({ a: 1, b: [2, 3] }, (value) => given.push(value));
    expect(object.rows().map(({ presentationHint }) => presentationHint)).toEqual([
      undefined,
      undefined,
    ]);
    object.handle?.assign?.('b', null);
    const list = open([1, 2, 3], (value) => given.push(value));
    list.handle?.assign?.('[1]', 'new');
    expect(given).toEqual([{ a: 1, b: null }, [1, 'new', 3]]);
  });

  it('deep inside are replaced together with what is around them', () => {
    const given: Json[] = [];
    const handles = new Handles<Handle>();
    childrenOf({ a: 1, b: [2, 3] }, undefined, 'JSONata', handles, (value) => given.push(value));
    const outer = handles.get(1);
    const [, b] = outer ? variablesOf(outer, handles, { variablesReference: 1 }) : [];
    expect(b).not.toHaveProperty('evaluateName');
    handles.get(b?.variablesReference ?? 0)?.assign?.('[0]', 9);
    expect(given).toEqual([{ a: 1, b: [9, 3] }]);
  });
});

describe('references', () => {
  it('are counted from the first, and not used again when they are forgotten', () => {
    const handles = new Handles<string>(5);
    expect([handles.add('a'), handles.add('b')]).toEqual([5, 6]);
    expect([handles.get(5), handles.get(6), handles.get(7)]).toEqual(['a', 'b', undefined]);
    handles.clear();
    expect([handles.get(5), handles.add('c'), handles.get(7)]).toEqual([undefined, 7, 'c']);
  });

  it('begin anew before they are too large for the protocol', () => {
    const handles = new Handles<string>(2 ** 30 - 1);
    handles.add('a');
    handles.clear();
    expect([handles.add('b'), handles.add('c')]).toEqual([2 ** 30, 2 ** 30 + 1]);
    handles.clear();
    expect(handles.add('d')).toBe(2 ** 30 - 1);
  });
});
