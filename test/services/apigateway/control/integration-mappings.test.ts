/** What an integration may map, at the edges of each rule. */
import type { JsonObject } from '@stepthrough/json';
import { describe, it } from 'vitest';
import { anApi, converse, getRoot, mapping, type Step, type WholeStep } from './conversation.ts';

const declared = {
  'method.request.header.h': false,
  'method.request.path.p': true,
  'method.request.querystring.q': false,
  'method.request.multivalueheader.mh': false,
  'method.request.multivaluequerystring.mq': false,
};
const withMethod: readonly Step[] = [
  anApi,
  [
    'PutMethod',
    { ...getRoot, authorizationType: 'NONE', requestParameters: declared },
    { httpMethod: 'GET' },
  ],
];
const put = (more: JsonObject, expected: object): WholeStep => [
  'PutIntegration',
  { ...getRoot, type: 'MOCK', ...more },
  expected,
];
const plain = {
  type: 'MOCK',
  passthroughBehavior: 'WHEN_NO_MATCH',
  timeoutInMillis: 29_000,
  cacheNamespace: '$root',
  cacheKeyParameters: [],
};

describe('G35: PutIntegration', () => {
  it.each([
    'integration.request.header.x',
    'integration.request.path.x',
    'integration.request.querystring.x',
    'integration.request.multivalueheader.x',
    'integration.request.multivaluequerystring.x',
    'integration.request.header.x.y',
  ])('maps to %s', async (target) => {
    const talk = await converse(withMethod);
    const requestParameters = { [target]: "'1'" };
    await talk.sayWhole([put({ requestParameters }, { ...plain, requestParameters })]);
  });

  it.each([
    'integration.request.header.',
    'integration.request.body.x',
    'integration.response.header.x',
    'my.integration.request.header.x',
    'header.x',
  ])('does not map to %s', async (target) => {
    const talk = await converse(withMethod);
    await talk.sayWhole([
      put(
        { requestParameters: { [target]: "'1'" } },
        mapping(`Invalid mapping expression specified: ${target}`),
      ),
    ]);
  });

  it.each([
    "''",
    "'a b'",
    "'a\nb'",
    'method.request.body',
    'method.request.body.a.b',
    'context.requestId',
    'stageVariables.env',
    ...Object.keys(declared),
  ])('maps from %j', async (source) => {
    const talk = await converse(withMethod);
    const requestParameters = { 'integration.request.header.x': source };
    await talk.sayWhole([put({ requestParameters }, { ...plain, requestParameters })]);
  });

  it.each([
    ["'", 'expression'],
    ["'a", 'expression'],
    ["a'", 'expression'],
    ["x'a'", 'expression'],
    ["'a'x", 'expression'],
    ['method.request.bodyx', 'expression'],
    ['method.request.other.x', 'expression'],
    ['context.', 'expression'],
    ['stageVariables.', 'expression'],
    ['my.stageVariables.x', 'expression'],
    ['x.method.request.header.h', 'expression'],
    ['integration.response.header.h', 'expression'],
    ['', 'expression'],
    ['method.request.header.other', 'expression parameter'],
    ['method.request.querystring.h', 'expression parameter'],
    ['method.request.path.other', 'expression parameter'],
    ['method.request.multivalueheader.h', 'expression parameter'],
  ])('does not map from "%s"', async (source, what) => {
    const talk = await converse(withMethod);
    await talk.sayWhole([
      put(
        { requestParameters: { 'integration.request.header.x': source } },
        mapping(`Invalid mapping ${what} specified: ${source}`),
      ),
    ]);
  });
});
