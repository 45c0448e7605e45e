/** What fits each kind of shape, at its edges, and what the reader makes of it. */
import { parse, type SourceNode } from '@stepthrough/asl';
import type { Json } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { checkShape } from '../../packages/scenario/src/shape/check.ts';
import { jsonSchemaOf } from '../../packages/scenario/src/shape/json-schema.ts';
import { nearest } from '@stepthrough/json';
import { defaultsOf, readShape } from '../../packages/scenario/src/shape/read.ts';
import type { Shape } from '../../packages/scenario/src/shape/shape.ts';
import * as words from '../../packages/scenario/src/shape/words.ts';

function nodeOf(value: unknown): SourceNode {
  const { root } = parse(JSON.stringify(value), 'json');
  if (!root) throw new Error('There is no value.');
  return root;
}

const problemsOf = (value: unknown, shape: Shape): string[] =>
  checkShape(nodeOf(value), shape, 'It').map(({ message }) => message);

const file = words.object(
  {
    name: words.required(words.text('')),
    wait: words.withDefault(words.duration(''), '2s'),
    many: words.withDefault(words.number(''), 3),
    list: words.list(words.duration(''), ''),
    byName: words.map(words.duration(''), ''),
    one: words.flag(''),
    other: words.flag(''),
  },
  '',
  ['one', 'other'],
);

const aDuration = 'a duration such as 300ms, 30s, 5m, 12h or 14d (a number means seconds)';
const aYear = 'at most 365d, since no execution takes longer than a year';
const aCount = 'a number, or limits such as { atLeast: 1 } (atLeast, atMost, lessThan, moreThan)';

describe('a shape', () => {
  it.each<[kind: string, shape: Shape, values: readonly Json[]]>([
    ['text', words.text(''), ['', 'a']],
    ['choice', words.choice(['a', 'b'], ''), ['a', 'b']],
    ['names', words.names(''), ['a', [], ['a', 'b']]],
    ['number', words.number(''), [0, -1.5]],
    ['count', words.count(''), [0, { atLeast: 1 }, { moreThan: 0, lessThan: 2 }, { atMost: -1 }]],
    ['flag', words.flag(''), [true, false]],
    ['duration', words.duration(''), [0, '365d', 31_536_000, '8760h']],
    ['json', words.json(''), [null, [], 'a']],
    ['record', words.record(''), [{}, { a: 1 }]],
    ['list', words.list(words.flag(''), ''), [[], [true]]],
    ['map', words.map(words.flag(''), ''), [{}, { a: true }]],
    [
      'object',
      file,
      [
        { name: '', one: true },
        { name: 'a', other: false, many: 1 },
      ],
    ],
  ])('for a %s takes those that fit', (_kind, shape, values) => {
    expect(values.flatMap((value) => problemsOf(value, shape))).toEqual([]);
  });

  it.each<[shape: Shape, value: Json, problem: string]>([
    [words.text(''), 1, 'It must be a text, not 1.'],
    [words.choice(['a', 'b'], ''), 'c', 'It must be one of a, b, not "c".'],
    [words.names(''), ['a', 1], 'It must be a text or a list of texts, not ["a",1].'],
    [words.names(''), {}, 'It must be a text or a list of texts, not {}.'],
    [words.number(''), '1', 'It must be a number, not "1".'],
    [words.flag(''), 0, 'It must be true or false, not 0.'],
    [words.count(''), {}, `It must be ${aCount}, not {}.`],
    [words.count(''), { atLeast: '1' }, `It must be ${aCount}, not {"atLeast":"1"}.`],
    [words.count(''), { atLeast: 1, than: 1 }, `It must be ${aCount}, not {"atLeast":1,"than":1}.`],
    [words.count(''), '1', `It must be ${aCount}, not "1".`],
    [words.duration(''), -1, `It must be ${aDuration}, not -1.`],
    [words.duration(''), '5', `It must be ${aDuration}, not "5".`],
    [words.duration(''), true, `It must be ${aDuration}, not true.`],
    [words.duration(''), 31_536_001, `It must be ${aYear}, not 31536001.`],
    [words.duration(''), '31536000001ms', `It must be ${aYear}, not "31536000001ms".`],
    [words.duration(''), '8761h', `It must be ${aYear}, not "8761h".`],
    [words.record(''), [], 'It must be an object, not [].'],
    [words.list(words.flag(''), ''), {}, 'It must be a list, not {}.'],
    [words.list(words.flag(''), ''), [true, 1], 'It[1] must be true or false, not 1.'],
    [words.map(words.flag(''), ''), [], 'It must be an object of names and values, not [].'],
    [words.map(words.flag(''), ''), { a: true, b: 1 }, 'It.b must be true or false, not 1.'],
    [file, [], 'It must be an object, not [].'],
    [file, { one: true }, 'It needs the field "name".'],
    [file, { name: 1, one: true }, 'It.name must be a text, not 1.'],
    [file, { name: '' }, 'It must have exactly one of one, other.'],
    [file, { name: '', one: true, other: true }, 'It must have exactly one of one, other.'],
    [file, { name: '', one: true, mony: 1 }, 'It has no field "mony". Did you mean "many"?'],
    [
      file,
      { name: '', one: true, unlike: 1 },
      'It has no field "unlike". It can have name, wait, many, list, byName, one, other.',
    ],
    [
      words.checkedText((value) => (value === 'a' ? undefined : 'it is not a.'), ''),
      'b',
      'It: it is not a.',
    ],
    [words.regex(''), '(', 'It: '],
    [words.pattern(''), { a: 1 }, 'It.a must be a list of values, or an object.'],
  ])('(%#) refuses %j: %s', (shape, value, problem) => {
    const problems = problemsOf(value, shape);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, problem === 'It: ' ? 4 : undefined)).toBe(problem);
  });

  it('shows at most forty characters of a value', () => {
    const shown = (length: number): string | undefined =>
      problemsOf('x'.repeat(length), words.flag(''))[0]?.split(', not ')[1];
    expect(shown(38)).toBe(`"${'x'.repeat(38)}".`);
    expect(shown(39)).toBe(`"${'x'.repeat(38)}….`);
  });
});

describe('the reader', () => {
  it('puts defaults in, and turns durations into milliseconds', () => {
    const given = { name: 'a', list: ['1s', 2], byName: { x: '3ms' }, one: true };
    expect(readShape(nodeOf(given), file)).toEqual({
      name: 'a',
      wait: 2000,
      many: 3,
      list: [1000, 2000],
      byName: { x: 3 },
      one: true,
    });
    expect(readShape(nodeOf({ name: 'a', wait: 0, many: 0, one: false }), file)).toEqual({
      name: 'a',
      wait: 0,
      many: 0,
      one: false,
    });
  });

  it('knows what is there when a file says nothing', () => {
    expect(defaultsOf(file)).toEqual({ wait: 2000, many: 3 });
  });
});

describe('as a JSON Schema', () => {
  it.each<[shape: Shape, schema: Json]>([
    [words.text('Its name.'), { description: 'Its name.', type: 'string' }],
    [words.choice(['a'], 'x'), { description: 'x', type: 'string', enum: ['a'] }],
    [words.flag('x'), { description: 'x', type: 'boolean' }],
    [words.number('x'), { description: 'x', type: 'number' }],
    [words.json('x'), { description: 'x' }],
    [words.record('x'), { description: 'x', type: 'object' }],
    [words.withDefault(words.number('x'), 0), { description: 'x', type: 'number', default: 0 }],
    [
      words.list(words.number('x'), 'y'),
      { description: 'y', type: 'array', items: { description: 'x', type: 'number' } },
    ],
    [
      words.object({ a: words.required(words.number('x')), b: words.number('x') }, 'y', ['a', 'b']),
      {
        description: 'y',
        type: 'object',
        properties: {
          a: { description: 'x', type: 'number' },
          b: { description: 'x', type: 'number' },
        },
        additionalProperties: false,
        required: ['a'],
        oneOf: [{ required: ['a'] }, { required: ['b'] }],
      },
    ],
  ])('(%#) a shape is written with its doc, its rules and its default', (shape, schema) => {
    expect(jsonSchemaOf(shape)).toEqual(schema);
  });
});

describe('the nearest name', () => {
  it.each<[name: string, known: readonly string[], found: string | undefined]>([
    ['queue', ['queues', 'rules'], 'queues'],
    ['QUEUES', ['queues'], 'queues'],
    ['a', ['b'], 'b'],
    ['ab', ['cd'], undefined],
    // A third of the letters may differ, and always one.
    ['abcde', ['abcdx'], 'abcdx'],
    ['abcde', ['abcxx'], undefined],
    ['abcdef', ['abcdxx'], 'abcdxx'],
    ['abcdef', ['abcxxx'], undefined],
    ['abcdefghi', ['abcdefxxx'], 'abcdefxxx'],
    ['abcdefghi', ['abcdexxxx'], undefined],
    ['bread', ['tread', 'break'], 'tread'],
    ['abc', ['axcd', 'abcd'], 'abcd'],
    ['abc', ['bc'], 'bc'],
    ['abdc', ['abcd'], undefined],
    ['', ['a'], 'a'],
    ['a', [], undefined],
  ])('to %j among %j is %j', (name, known, found) => {
    expect(nearest(name, known)).toBe(found);
  });
});
