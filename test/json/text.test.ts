import { type Json, parseJson, parsed, textOf } from '@stepthrough/json';
import { expect, it } from 'vitest';

it.each<[value: Json, text: string]>([
  ['a "b"', 'a "b"'],
  ['', ''],
  [{ a: [1, null] }, '{"a":[1,null]}'],
  [null, 'null'],
  [0, '0'],
])('%j travels as %s', (value, text) => {
  expect(textOf(value)).toBe(text);
});

it.each<[text: string, value: Json | undefined]>([
  ['null', null],
  [' {"a": [1]} ', { a: [1] }],
  ['"a"', 'a'],
  ['', undefined],
  ['{a: 1}', undefined],
  ['[1] x', undefined],
])('%s writes the value %j', (text, value) => {
  expect(parseJson(text)).toEqual(value);
  expect(parsed(text)).toEqual(value === undefined ? text : value);
});

it.each<Json>([[1], { a: '1' }, false, null, 3])('%j is no text, and stays', (value) => {
  expect(parsed(value)).toBe(value);
});
