/** Tags of APIs, stages, API keys and usage plans, by their ARNs. */
import type { JsonObject } from '@stepthrough/json';
import { expect, it } from 'vitest';
import {
  anApi,
  converse,
  deploy,
  inApi,
  invalid,
  mockOf,
  unknown,
  type Step,
} from './conversation.ts';

const arn = (path: string) => `arn:aws:apigateway:us-east-1::/${path}`;
const tag = (resourceArn: string, tags: JsonObject, expected: object = {}): Step => [
  'TagResource',
  { resourceArn, tags },
  expected,
];
const tagsOf = (resourceArn: string, expected: object): Step => [
  'GetTags',
  { resourceArn },
  expected,
];
const required = (member: string) => ({
  code: 'ValidationException',
  message: `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  status: 400,
});
const none = unknown('Invalid resource identifier specified');
const many = (count: number): JsonObject =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']));

/** An API with two stages, a key and a plan. */
const made: readonly Step[] = [
  anApi,
  ...mockOf('one'),
  deploy('live'),
  [
    'CreateStage',
    { ...inApi, stageName: 'test', deploymentId: '$deployment' },
    { stageName: 'test' },
  ],
  ['CreateApiKey', { name: 'k', enabled: true }, {}, { key: 'id' }],
  ['CreateUsagePlan', { name: 'p' }, {}, { plan: 'id' }],
];

it.each([
  ['an API', 'restapis/$api', ['GetRestApi', inApi]],
  ['a stage', 'restapis/$api/stages/test', ['GetStage', { ...inApi, stageName: 'test' }]],
  ['an API key', 'apikeys/$key', ['GetApiKey', { apiKey: '$key' }]],
  ['a usage plan', 'usageplans/$plan', ['GetUsagePlan', { usagePlanId: '$plan' }]],
] as const)('G30: %s has tags, which are seen with it', async (_, path, [operation, request]) => {
  const talk = await converse([
    ...made,
    tagsOf(arn(path), { tags: {} }),
    tag(arn(path), { a: '1', b: '2' }),
    tag(arn(path), { b: '3', c: '4' }),
    ['UntagResource', { resourceArn: arn(path), tagKeys: ['a', 'none'] }, {}],
    [operation, request, { tags: { b: '3', c: '4' } }],
  ]);
  expect(await talk.ask('GetTags', { resourceArn: arn(path) })).toEqual({
    tags: { b: '3', c: '4' },
  });
});

it('G30: those of a stage are neither of its API nor of another stage', async () => {
  const talk = await converse([...made, tag(arn('restapis/$api/stages/test'), { a: '1' })]);
  for (const path of ['restapis/$api', 'restapis/$api/stages/live']) {
    expect(await talk.ask('GetTags', { resourceArn: arn(path) }), path).toEqual({ tags: {} });
  }
});

it.each([
  ['restapis/none', none],
  ['restapis/$api/stages/none', none],
  ['apikeys/none', none],
  ['usageplans/none', none],
  ['apikeys/$api', none],
  ['domainnames/$api', invalid(`Invalid resource ARN specified: ${arn('domainnames/$api')}`)],
  ['restapis/$api/more', invalid(`Invalid resource ARN specified: ${arn('restapis/$api/more')}`)],
])('G30: nothing is tagged at %s', async (path, refusal) => {
  await converse([
    ...made,
    tag(arn(path), { a: '1' }, refusal),
    ['UntagResource', { resourceArn: arn(path), tagKeys: [] }, refusal],
    tagsOf(arn(path), refusal),
  ]);
});

it('G30: a resource has one ARN in each partition, and no longer one', async () => {
  const resourceArn = 'arn:aws-us-gov:apigateway:us-gov-west-1::/restapis/$api';
  const longer = `x${resourceArn}`;
  await converse([
    ...made,
    tag(resourceArn, { a: '1' }),
    tagsOf(resourceArn, { tags: { a: '1' } }),
    tag(longer, { a: '1' }, invalid(`Invalid resource ARN specified: ${longer}`)),
  ]);
});

it('G30: a resource has at most 50 tags, none of which is of AWS', async () => {
  const api = arn('restapis/$api');
  await converse([
    ...made,
    tag(api, { 'aws:x': '1' }, invalid('Tag keys cannot begin with "aws:": aws:x')),
    tag(api, { 'AWS:x': '1' }, invalid('Tag keys cannot begin with "aws:": AWS:x')),
    tag(api, { 'x:aws:': '1' }),
    tag(api, many(49)),
    tag(api, { more: '1' }, invalid('The number of tags exceeds the limit of 50')),
    tag(api, many(49)),
  ]);
});

it('G30: what is to be changed has to be said', async () => {
  const resourceArn = arn('restapis/$api');
  await converse([
    ...made,
    ['TagResource', { resourceArn }, required('tagResourceInput.tags')],
    ['UntagResource', { resourceArn }, required('untagResourceInput.tagKeys')],
  ]);
});
