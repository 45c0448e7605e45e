/** Values in the places of templates: `{{ … }}` of scenario files, `<…>` of EventBridge. */
import type { Json } from '@stepthrough/json';
import { fill, fillTemplate, valueAt } from '@stepthrough/scenario';
import { expect, it } from 'vitest';
import { templateProblem } from '../../packages/scenario/src/eventbridge/template.ts';
import { variableProblem } from '../../packages/scenario/src/stage-variables.ts';

const values: Json = { input: { id: 7, list: ['a', { b: null }], text: 'x' }, 'a-b': 1 };

it.each<[template: Json, filled: Json]>([
  ['{{ input.id }}', 7],
  [' {{input.id}} ', 7],
  ['no {{ input.id }}', 'no 7'],
  ['{{ input.id }}{{ input.text }}', '7x'],
  ['{{ input.list[0] }}', 'a'],
  ['{{ input.list[1] }}', { b: null }],
  ['{{ input.list[1].b }}', null],
  ['{{ input.list[2] }}', null],
  ['{{ input.list }}!', '["a",{"b":null}]!'],
  ['{{ input.none.more }}', null],
  ['{{ constructor }}', null],
  ['{{ a-b }}', 1],
  ['{{ }', '{{ }'],
  [
    ['{{ input.id }}', { a: '{{ input.text }}', b: 1 }],
    [7, { a: 'x', b: 1 }],
  ],
  [null, null],
])('%j is filled to %j', (template, filled) => {
  expect(fill(template, values)).toEqual(filled);
});

it.each<[template: string, filled: string]>([
  ['"order <id>"', '"order 7"'],
  ['{"id": <id>, "text": <text>}', '{"id": 7, "text": "a \\"b\\""}'],
  ['{"text": "it is <text>"}', '{"text": "it is a \\"b\\""}'],
  ['{"list": <list>, "in": "<list>"}', '{"list": [1,"x"], "in": "[1,\\"x\\"]"}'],
  ['{"none": <none>, "in": "<none>"}', '{"none": null, "in": ""}'],
  ['"a \\" <id>"', '"a \\" 7"'],
  ['"< id>"', '"< id>"'],
])('%s is filled to %s', (template, filled) => {
  const known = new Map<string, Json>([
    ['id', 7],
    ['text', 'a "b"'],
    ['list', [1, 'x']],
  ]);
  expect(fillTemplate(template, (name) => known.get(name))).toBe(filled);
});

it.each<[template: string, isRight: boolean]>([
  ['{"id": <id>}', true],
  ['"order <id>"', true],
  ['"one <id>"\n"two"', true],
  ['"one"\n\n  "two"\n', true],
  ['order <id>', false],
  ['"one"\ntwo', false],
  ['{"id": <id>', false],
])('%j is a template of a rule: %s', (template, isRight) => {
  expect(templateProblem(template) === undefined).toBe(isRight);
});

it.each<[path: string, value: Json | undefined]>([
  ['$.detail.lines[0]', 1],
  ['$.detail.lines[1]', undefined],
  ['$.detail-type', 'x'],
  ['$.none.more', undefined],
  ['$', { detail: { lines: [1] }, 'detail-type': 'x' }],
])('%s leads to %j', (path, value) => {
  expect(valueAt({ detail: { lines: [1] }, 'detail-type': 'x' }, path)).toEqual(value);
});

it.each<[value: unknown, isRight: boolean]>([
  ['abcXYZ019-._~:/?#&=,', true],
  ['', false],
  ['a b', false],
  ['a%', false],
  ['é', false],
])('%j is the value of a stage variable: %s', (value, isRight) => {
  expect(variableProblem(value) === undefined).toBe(isRight);
});
