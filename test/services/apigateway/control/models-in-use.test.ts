/** Models and request validators that methods use. */
import { describe, it } from 'vitest';
import {
  anApi,
  converse,
  getRoot,
  inApi,
  taken,
  unknown,
  type Step,
  type WholeStep,
} from './conversation.ts';

const contentType = 'application/json';
const schema = '{"type": "object"}';
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

/** An API with GET at the root and POST at `/a`, which use models and validators. */
const used: readonly Step[] = [
  anApi,
  ...['Asked', 'Answered', 'Below', 'Free'].map(aModel),
  ['CreateRequestValidator', { ...inApi, name: 'v' }, {}, { v: 'id' }],
  ['CreateRequestValidator', { ...inApi, name: 'w' }, {}, { w: 'id' }],
  ['CreateRequestValidator', { ...inApi, name: 'x' }, {}, { x: 'id' }],
  ['CreateResource', { ...inApi, parentId: '$root', pathPart: 'a' }, {}, { a: 'id' }],
  [
    'PutMethod',
    { ...getRoot, httpMethod: 'DELETE', authorizationType: 'NONE' },
    { httpMethod: 'DELETE' },
  ],
  [
    'PutMethod',
    {
      ...getRoot,
      authorizationType: 'NONE',
      requestModels: { 'text/plain': 'Error', [contentType]: 'Asked' },
      requestValidatorId: '$v',
    },
    { httpMethod: 'GET' },
  ],
  ['PutMethodResponse', { ...getRoot, statusCode: '200' }, { statusCode: '200' }],
  [
    'PutMethodResponse',
    {
      ...getRoot,
      statusCode: '404',
      responseModels: { 'text/plain': 'Error', [contentType]: 'Answered' },
    },
    { statusCode: '404' },
  ],
  [
    'PutMethod',
    {
      ...inApi,
      resourceId: '$a',
      httpMethod: 'POST',
      authorizationType: 'NONE',
      requestModels: { [contentType]: 'Below' },
      requestValidatorId: '$w',
    },
    { httpMethod: 'POST' },
  ],
];

describe('G36: in use', () => {
  it.each([
    ['Asked', 'method request: /GET'],
    ['Answered', 'method response: /GET'],
    ['Below', 'method request: /a/POST'],
  ])('the model %s stays: %s', async (modelName, place) => {
    const talk = await converse(used);
    await talk.sayWhole([
      [
        'DeleteModel',
        { ...inApi, modelName },
        taken(`Cannot delete model '${modelName}', is referenced in ${place}`),
      ],
      ['DeleteModel', { ...inApi, modelName: 'Free' }, {}],
      get('Free', unknown('Invalid model name specified: Free')),
      get(modelName, { id: `$${modelName}`, name: modelName, contentType, schema }),
    ]);
  });

  it.each([
    ['v', '/GET'],
    ['w', '/a/POST'],
  ])('the validator %s stays: %s', async (name, place) => {
    const talk = await converse(used);
    await talk.sayWhole([
      [
        'DeleteRequestValidator',
        { ...inApi, requestValidatorId: `$${name}` },
        taken(
          `Cannot delete request validator '$${name}', is referenced in method request: ${place}`,
        ),
      ],
      ['DeleteRequestValidator', { ...inApi, requestValidatorId: '$x' }, {}],
    ]);
  });
});
