/** Models of WebSocket APIs, and tags. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anHttpApi,
  aSocketApi,
  converse,
  inApi,
  invalid,
  stage,
  taken,
  unknown,
  type Step,
} from './conversation.ts';

const atModel = { ...inApi, ModelId: '$model' };
const model = { Name: 'M', Schema: '{"type":"object"}' };
const aModel: Step = ['CreateModel', { ...inApi, ...model }, {}, { model: 'ModelId' }];

describe('G62: a model', () => {
  it('is made, shown, changed and deleted', async () => {
    const made = await converse([
      aSocketApi,
      aModel,
      ['GetModel', atModel, { ...model, ContentType: 'application/json' }],
      [
        'UpdateModel',
        { ...atModel, Description: 'd', Name: 'N' },
        { Name: 'N', Schema: model.Schema },
      ],
      ['GetModels', inApi, { Items: [{ Name: 'N', Description: 'd' }] }],
      ['DeleteModel', atModel, {}],
    ]);
    const id = made.known['model'] ?? '';
    for (const operation of ['GetModel', 'UpdateModel', 'DeleteModel']) {
      expect(await made.ask(operation, atModel)).toEqual(
        unknown(`Invalid model identifier specified: ${id}`),
      );
    }
  });

  it.each<[JsonObject, object]>([
    [{ ...model, Name: '' }, invalid('No Model Name specified')],
    [{ ...model, Name: 'a-b' }, invalid('Model name must be alphanumeric: a-b')],
    [model, taken('Model name already exists for this API')],
    [{ Name: 'a' }, invalid('Model schema must have at least 1 property or array items defined')],
    [
      { Name: 'a', Schema: '1' },
      invalid(
        'Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
      ),
    ],
  ])('with %j is refused', async (request, expected) => {
    await converse([aSocketApi, aModel, ['CreateModel', { ...inApi, ...request }, expected]]);
  });

  it('is of WebSocket alone', async () => {
    await converse([
      anHttpApi,
      [
        'CreateModel',
        { ...inApi, ...model },
        invalid('Currently, Models are not permitted for APIs with a protocol type of HTTP'),
      ],
    ]);
  });
});

describe('G62: tags', () => {
  const arn = 'arn:aws:apigateway:us-east-1::/apis/$api';
  it.each([arn, `${arn}/stages/dev`, `${arn}/stages/$default`])('of %s', async (ResourceArn) => {
    await converse([
      anHttpApi,
      stage('dev', { Tags: { a: '0' } }),
      stage('$default', { Tags: { a: '0' } }),
      ['TagResource', { ResourceArn, Tags: { a: '1', b: '2' } }, {}],
      ['TagResource', { ResourceArn, Tags: { b: '3' } }, {}],
      ['GetTags', { ResourceArn }, { Tags: { a: '1', b: '3' } }],
      ['UntagResource', { ResourceArn, TagKeys: ['a', 'none'] }, {}],
    ]).then(async (made) => {
      expect(await made.ask('GetTags', { ResourceArn })).toEqual({ Tags: { b: '3' } });
    });
  });

  it('of one thing are not those of another', async () => {
    const made = await converse([
      anHttpApi,
      stage('dev'),
      ['TagResource', { ResourceArn: `${arn}/stages/dev`, Tags: { a: '1' } }, {}],
    ]);
    expect(await made.ask('GetTags', { ResourceArn: arn })).toEqual({ Tags: {} });
    expect(await made.ask('GetStage', { ...inApi, StageName: 'dev' })).toMatchObject({
      Tags: { a: '1' },
    });
  });

  it.each<[string, JsonObject, object]>([
    ['GetTags', { ResourceArn: 'x' }, invalid('Invalid resource ARN specified: x')],
    ['GetTags', {}, invalid('Invalid resource ARN specified: ')],
    [
      'GetTags',
      { ResourceArn: 'arn:aws:apigateway:us-east-1::/apis/none' },
      unknown('Invalid resource identifier specified'),
    ],
    [
      'GetTags',
      { ResourceArn: `${arn}/stages/none` },
      unknown('Invalid resource identifier specified'),
    ],
    [
      'TagResource',
      { ResourceArn: arn, Tags: { 'AWS:a': '1' } },
      invalid('Tag keys cannot begin with "aws:": AWS:a'),
    ],
    ['UntagResource', { ResourceArn: arn }, { code: 'ValidationException' }],
    [
      'UntagResource',
      { ResourceArn: 'x', TagKeys: [] },
      invalid('Invalid resource ARN specified: x'),
    ],
  ])('%s %j is refused', async (operation, request, expected) => {
    await converse([anHttpApi, [operation, request, expected]]);
  });
});
