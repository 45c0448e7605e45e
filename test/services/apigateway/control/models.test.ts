/** Models: what they may be. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  converse,
  inApi,
  invalid,
  patch,
  taken,
  unknown,
  type Step,
  type WholeStep,
} from './conversation.ts';

const contentType = 'application/json';
const schema = '{"type": "object"}';
const noSchema = invalid('Model schema must have at least 1 property or array items defined');
const wrongSchema = invalid(
  'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
);
const aModel = (name: string): Step => [
  'CreateModel',
  { ...inApi, name, contentType, schema },
  {},
  { [name]: 'id' },
];
const get = (modelName: string, expected: object): WholeStep => [
  'GetModel',
  { ...inApi, modelName },
  expected,
];

describe('G36: a model', () => {
  const create = (more: JsonObject, expected: object): WholeStep => [
    'CreateModel',
    { ...inApi, name: 'M', contentType, schema, ...more },
    expected,
  ];

  it('is told as it was made, and listed with those of every API', async () => {
    const talk = await converse([
      anApi,
      [
        'CreateModel',
        { ...inApi, name: 'M1', description: 'd', contentType: 'text/plain', schema },
        {},
        { m: 'id' },
      ],
      aModel('N'),
    ]);
    const m = { id: '$m', name: 'M1', description: 'd', contentType: 'text/plain', schema };
    const n = { id: '$N', name: 'N', contentType, schema };
    await talk.sayWhole([get('M1', m), get('N', n)]);
    const { items } = await talk.ask('GetModels', inApi);
    const models = items as readonly JsonObject[];
    expect(models.map(({ name }) => name).sort()).toEqual(['Empty', 'Error', 'M1', 'N']);
    expect(new Set(models.map(({ id }) => id)).size).toBe(4);
    expect(models.map(({ id }) => id)).toEqual(
      models.map(() => expect.stringMatching(/^[a-z0-9]{6}$/) as string),
    );
  });

  it('Empty and Error are of every API', async () => {
    const talk = await converse([anApi]);
    const { items } = await talk.ask('GetModels', inApi);
    const shown = (items as readonly JsonObject[]).map(({ id: _, schema: text, ...rest }) => ({
      ...rest,
      schema: JSON.parse(String(text)) as object,
    }));
    expect(shown).toEqual([
      {
        name: 'Empty',
        description: 'This is a default empty schema model',
        contentType,
        schema: {
          $schema: 'http://json-schema.org/draft-04/schema#',
          title: 'Empty Schema',
          type: 'object',
        },
      },
      {
        name: 'Error',
        description: 'This is a default error schema model',
        contentType,
        schema: {
          $schema: 'http://json-schema.org/draft-04/schema#',
          title: 'Error Schema',
          type: 'object',
          properties: { message: { type: 'string' } },
        },
      },
    ]);
  });

  it.each<[JsonObject, object]>([
    [{ name: '' }, invalid('No Model Name specified')],
    [{ name: 'a_b' }, invalid('Model name must be alphanumeric: a_b')],
    [{ name: '-ab' }, invalid('Model name must be alphanumeric: -ab')],
    [{ name: 'ab-' }, invalid('Model name must be alphanumeric: ab-')],
    [{ name: 'Empty' }, taken('Model name already exists for this REST API')],
    [{ schema: '' }, noSchema],
    [{ schema: '"text"' }, wrongSchema],
    [{ schema: '{' }, wrongSchema],
    [{ schema: '[]' }, wrongSchema],
  ])('with %j is refused', async (more, refusal) => {
    const talk = await converse([anApi]);
    await talk.sayWhole([
      create(more, refusal),
      get('M', unknown('Invalid model name specified: M')),
    ]);
  });

  it('needs a name, a type and a schema', async () => {
    const talk = await converse([anApi]);
    await talk.sayWhole([
      ['CreateModel', { ...inApi, contentType, schema }, invalid('No Model Name specified')],
      [
        'CreateModel',
        { ...inApi, name: 'M', schema },
        {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value null at 'createModelInput.contentType' failed to satisfy constraint: Member must not be null",
          status: 400,
        },
      ],
      ['CreateModel', { ...inApi, name: 'M', contentType }, noSchema],
    ]);
  });

  it('is patched, as long as its schema is one', async () => {
    const talk = await converse([anApi, aModel('M')]);
    const update = (expected: object, ...patchOperations: JsonObject[]): WholeStep => [
      'UpdateModel',
      { ...inApi, modelName: 'M', patchOperations },
      expected,
    ];
    const changed = { id: '$M', name: 'M', contentType, description: 'd', schema: '{}' };
    await talk.sayWhole([
      update(changed, patch('replace', '/description', 'd'), patch('replace', '/schema', '{}')),
      update(wrongSchema, patch('replace', '/schema', '7')),
      update(noSchema, patch('replace', '/schema', '')),
      get('M', changed),
    ]);
  });

  it('that is not there is told', async () => {
    const talk = await converse([anApi]);
    const none = unknown('Invalid model name specified: none');
    await talk.sayWhole([
      get('none', none),
      ['GetModel', inApi, unknown('Invalid model name specified: ')],
      ['UpdateModel', { ...inApi, modelName: 'none', patchOperations: [patch('add', '/a')] }, none],
      ['DeleteModel', { ...inApi, modelName: 'none' }, none],
      [
        'GetModel',
        { ...inApi, modelName: 'Empty', flatten: true },
        invalid('GetModel with "flatten" is not simulated.'),
      ],
    ]);
    expect(
      await talk.ask('GetModel', { ...inApi, modelName: 'Empty', flatten: false }),
    ).toHaveProperty('name', 'Empty');
  });
});
