/** Models of bodies: JSON Schema of draft 4, and the names by which models refer to each other. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { ModelProblem, validateModel } from '../../../packages/services/src/apigateway/models.ts';

const fits = (model: JsonObject, body: Json, models: JsonObject = {}): boolean =>
  validateModel(model, models, body);

describe('a reference to a model', () => {
  const models = { Id: { type: 'string', minLength: 2 } };
  const id = { $ref: 'https://apigateway.amazonaws.com/restapis/a1b2c3/models/Id' };

  it.each<[string, JsonObject, Json, Json]>([
    ['at the top', id, 'ab', 'a'],
    ['by its name alone', { $ref: 'Id' }, 'ab', 'a'],
    ['of a property', { properties: { a: id } }, { a: 'ab' }, { a: 'a' }],
    ['of a pattern of properties', { patternProperties: { '^a': id } }, { ab: 'ab' }, { ab: 'a' }],
    [
      'of other properties',
      { properties: { a: {} }, additionalProperties: id },
      { a: 1 },
      { b: 1 },
    ],
    ['of all items', { items: id }, ['ab', 'cd'], ['ab', 'c']],
    ['of the first items', { items: [{}, id] }, [1, 'ab'], [1, 'a']],
    ['of other items', { items: [{}], additionalItems: id }, [1, 'ab'], [1, 'a']],
    ['of all of several', { allOf: [{}, id] }, 'ab', 'a'],
    ['of any of several', { anyOf: [{ type: 'number' }, id] }, 'ab', 'a'],
    ['of one of several', { oneOf: [{ type: 'number' }, id] }, 'ab', 'a'],
    ['of what must not be', { not: id }, 'a', 'ab'],
    [
      'of what a property asks for',
      { dependencies: { a: { properties: { b: id } } } },
      { b: 1 },
      { a: 1, b: 1 },
    ],
    [
      'of a definition',
      { definitions: { one: id }, properties: { a: { $ref: '#/definitions/one' } } },
      { a: 'ab' },
      { a: 'a' },
    ],
    ['of a model of a model', { $ref: 'List' }, ['ab'], ['a']],
  ])('%s', (_where, model, right, wrong) => {
    const all = { ...models, List: { type: 'array', items: { $ref: 'Id' } } };
    expect([fits(model, right, all), fits(model, wrong, all)]).toEqual([true, false]);
  });

  it('of an address of others is none', () => {
    const other = { $ref: 'https://a.example/restapis/a/models/Id' };
    expect(() => fits(other, 'ab', models)).toThrow(ModelProblem);
  });
});

describe('what stands where a schema could', () => {
  it.each<[string, JsonObject, Json, Json]>([
    [
      'no other properties',
      { properties: { a: {} }, additionalProperties: false },
      { a: 1 },
      { b: 1 },
    ],
    ['any other properties', { additionalProperties: true, minProperties: 1 }, { b: 1 }, {}],
    ['no other items', { items: [{}], additionalItems: false }, [1], [1, 2]],
    [
      'several patterns',
      { patternProperties: { '^a': { type: 'string' }, '^b': { type: 'number', minimum: 1 } } },
      { a: 'x', b: 1 },
      { a: 'x', b: 0 },
    ],
    [
      'patterns of several texts',
      { properties: { a: { pattern: '^x' }, b: { pattern: '^y' } } },
      { a: 'x', b: 'y' },
      { a: 'x', b: 'x' },
    ],
    ['names that a property asks for', { dependencies: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }],
    [
      'a property named $ref',
      { properties: { $ref: { type: 'number' } } },
      { $ref: 1 },
      { $ref: 'a' },
    ],
    [
      'a property named $schema',
      { properties: { $schema: { type: 'number' } } },
      { $schema: 1 },
      { $schema: 'a' },
    ],
    [
      'values that look as schemas do',
      { enum: [{ $ref: 'Id' }] },
      { $ref: 'Id' },
      { $ref: 'model-Id' },
    ],
    ['a least number that is left out', { minimum: 3, exclusiveMinimum: true }, 4, 3],
    ['the draft', { $schema: 'http://json-schema.org/draft-04/schema#', type: 'number' }, 1, 'a'],
    ['another draft', { $schema: 'https://a.example/none', type: 'number' }, 1, 'a'],
    [
      'a property __proto__',
      { properties: JSON.parse('{"__proto__":{"type":"number"}}') as Json },
      {},
      JSON.parse('{"__proto__":"a"}') as Json,
    ],
    [
      'a property __proto__ beside patterns',
      {
        properties: JSON.parse('{"__proto__":{"type":"number"}}') as Json,
        patternProperties: { '^a': { type: 'string' } },
      },
      { a: 'x' },
      { a: 1 },
    ],
  ])('%s', (_what, model, right, wrong) => {
    expect([fits(model, right), fits(model, wrong)]).toEqual([true, false]);
  });

  it.each<[Json, boolean]>([
    [[], true],
    [[1], true],
    [[1, 1], false],
    [[1, '1'], true],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      false,
    ],
    [[[{ a: 1, b: 2 }], [{ b: 2, a: 1 }]], false],
    [
      [
        { a: 1, b: 2 },
        { b: 1, a: 2 },
      ],
      true,
    ],
    [[null, {}], true],
    ['aa', true],
  ])('items that are all others: %j is %s', (body, isFit) => {
    expect(fits({ uniqueItems: true }, body)).toBe(isFit);
    expect(fits({ uniqueItems: false }, body)).toBe(true);
  });
});

describe('a model that cannot be used', () => {
  it.each<[string, JsonObject, JsonObject, string]>([
    ['is no object', {}, { M: 'text' }, 'The model M is no JSON Schema object.'],
    ['is a list', {}, { M: [] }, 'The model M is no JSON Schema object.'],
    ['has a keyword of another form', { type: 7 }, {}, 'The model cannot be used: '],
    ['refers to none', { $ref: 'None' }, {}, 'The model cannot be used: '],
    [
      'refers to itself',
      { $ref: 'M' },
      { M: { $ref: 'M' } },
      'The model refers to itself without end, or the body is too deep.',
    ],
  ])('%s', (_what, model, models, message) => {
    const use = () => fits(model, {}, models);
    expect(use).toThrow(ModelProblem);
    expect(use).toThrow(message);
  });
});
