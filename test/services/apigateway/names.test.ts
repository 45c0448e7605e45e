/** What an API is told by names of the user's choice: found where it is declared or sent, and only there. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { anyNames } from '../../names.ts';
import { TestWorld } from '../../simulator/world.ts';

type Members = { readonly [name: string]: Json };
type Sent = Parameters<TestWorld['request']>[0];

interface Case {
  readonly what: string;
  readonly api: (name: string) => Members;
  readonly functions?: (name: string) => Members;
  /** Two requests, and the status and body of their answers. */
  readonly with: readonly [(name: string) => Sent, unknown];
  readonly without: readonly [(name: string) => Sent, unknown];
}

const get = (path: string, headers: Members = {}) => ({ method: 'GET', path, headers });
const post = (body: Json) => ({ method: 'POST', path: '/x', body: JSON.stringify(body) });
const answering = (body: string) => ({ f: { answers: [{ return: { statusCode: 200, body } }] } });
const proxy = { integration: 'Lambda', function: 'f' };
const mock = (template: string) => ({
  integration: 'Mock',
  responses: [{ status: 200, template }],
});
const policy = (effect: string) => ({
  principalId: 'p',
  policyDocument: { Statement: [{ Action: '*', Effect: effect, Resource: '*' }] },
});

const cases: readonly Case[] = [
  {
    what: 'a path parameter in an event',
    api: (name) => ({ routes: { [`GET /x/{${name}}`]: proxy, 'GET /y/{other}': proxy } }),
    functions: (name) => answering(`<{{ input.pathParameters.${name} }}>`),
    with: [() => get('/x/1'), '200 <1>'],
    without: [() => get('/y/1'), '200 <null>'],
  },
  {
    what: 'a query parameter in an event',
    api: () => ({ routes: { 'GET /x': proxy } }),
    functions: (name) =>
      answering(
        `<{{ input.queryStringParameters.${name} }}{{ input.multiValueQueryStringParameters.${name} }}>`,
      ),
    with: [(name) => get(`/x?${name}=1&${name}=2`), '200 <2["1","2"]>'],
    without: [() => get('/x?other=1'), '200 <nullnull>'],
  },
  {
    what: 'a header in an event',
    api: () => ({ routes: { 'GET /x': proxy } }),
    functions: (name) => answering(`<{{ input.headers.${name} }}>`),
    with: [(name) => get('/x', { [name]: '1' }), '200 <1>'],
    without: [() => get('/x', { other: '1' }), '200 <null>'],
  },
  {
    what: 'a query parameter of a mapping template',
    api: (name) => ({ routes: { 'GET /x': mock(`<$input.params('${name}')>`) } }),
    with: [(name) => get(`/x?${name}=1`), '200 <1>'],
    without: [() => get('/x?other=1'), '200 <>'],
  },
  {
    what: 'a path parameter of a mapping template',
    api: (name) => ({
      routes: {
        [`GET /x/{${name}}`]: mock(`<$input.params().path.get('${name}')>`),
        'GET /y/{other}': mock(`<$!input.params().path.get('${name}')>`),
      },
    }),
    with: [() => get('/x/1'), '200 <1>'],
    without: [() => get('/y/1'), '200 <>'],
  },
  {
    what: 'a stage variable of a mapping template',
    api: (name) => ({
      stages: { one: { variables: { [name]: '1' } }, two: { variables: { other: '1' } } },
      routes: { 'GET /x': mock(`<$!stageVariables.get('${name}')>`) },
    }),
    with: [() => get('/one/x'), '200 <1>'],
    without: [() => get('/two/x'), '200 <>'],
  },
  {
    what: 'a member of a body in a mapping template',
    api: (name) => ({
      routes: {
        'POST /x': {
          integration: 'Lambda',
          function: 'f',
          proxy: false,
          requestTemplate: `{"found": "<$!input.path('$').get('${name}')>"}`,
        },
      },
    }),
    functions: () => ({ f: { answers: [{ return: '{{ input.found }}' }] } }),
    with: [(name) => post({ [name]: 1 }), '200 "<1>"'],
    without: [() => post({ other: 1 }), '200 "<>"'],
  },
  {
    what: 'a stage',
    api: (name) => ({
      stages: { one: {}, [name]: {} },
      routes: { 'GET /x': mock('<$context.stage>') },
    }),
    with: [(name) => get(`/${name}/x`), '200 <NAME>'],
    without: [() => get('/other/x'), 403],
  },
  {
    what: 'a required parameter',
    api: (name) => ({
      routes: {
        'GET /x': { ...mock('ok'), requiredParameters: [`method.request.querystring.${name}`] },
      },
    }),
    with: [(name) => get(`/x?${name}=1`), '200 ok'],
    without: [() => get('/x?other=1'), 400],
  },
  {
    what: 'a model',
    api: (name) => ({
      models: { [name]: { type: 'object', required: ['id'] } },
      routes: { 'POST /x': { ...mock('ok'), model: name } },
    }),
    with: [() => post({ id: 1 }), '200 ok'],
    without: [() => post({ other: 1 }), 400],
  },
  {
    what: 'a member that a model requires',
    api: (name) => ({
      routes: { 'POST /x': { ...mock('ok'), model: { type: 'object', required: [name] } } },
    }),
    with: [(name) => post({ [name]: 1 }), '200 ok'],
    without: [() => post({ other: 1 }), 400],
  },
  {
    what: 'a model of a model’s member',
    api: (name) => ({
      models: { [name]: { type: 'number' } },
      routes: { 'POST /x': { ...mock('ok'), model: { properties: { id: { $ref: name } } } } },
    }),
    with: [() => post({ id: 1 }), '200 ok'],
    without: [() => post({ id: 'x' }), 400],
  },
  {
    what: 'a member that a model types',
    api: (name) => ({
      routes: {
        'POST /x': {
          ...mock('ok'),
          model: { properties: { [name]: { type: 'number' } }, additionalProperties: false },
        },
      },
    }),
    with: [(name) => post({ [name]: 1 }), '200 ok'],
    without: [(name) => post({ [name]: 'x' }), 400],
  },
  {
    what: 'an authorizer',
    api: (name) => ({
      authorizers: { [name]: { type: 'TOKEN', function: 'decide' } },
      routes: { 'GET /x': { ...mock('ok'), authorizer: name } },
    }),
    functions: () => ({
      decide: {
        answers: [
          { when: { authorizationToken: ['good'] }, return: policy('Allow') },
          { return: policy('Deny') },
        ],
      },
    }),
    with: [() => get('/x', { Authorization: 'good' }), '200 ok'],
    without: [() => get('/x', { Authorization: 'bad' }), 403],
  },
  {
    what: 'a member of an authorizer’s context',
    api: (name) => ({
      authorizers: { gate: { type: 'TOKEN', function: 'decide' } },
      routes: {
        'GET /x': { ...mock(`<$!context.authorizer.get('${name}')>`), authorizer: 'gate' },
      },
    }),
    functions: (name) => ({
      decide: {
        answers: [
          {
            when: { authorizationToken: ['good'] },
            return: { ...policy('Allow'), context: { [name]: '1' } },
          },
          { return: { ...policy('Allow'), context: { other: '1' } } },
        ],
      },
    }),
    with: [() => get('/x', { Authorization: 'good' }), '200 <1>'],
    without: [() => get('/x', { Authorization: 'bad' }), '200 <>'],
  },
];

async function answered(each: Case, name: string, request: Sent): Promise<unknown> {
  const resources = { functions: each.functions?.(name) ?? {}, apis: { api: each.api(name) } };
  const world = new TestWorld(JSON.stringify({ resources }));
  const { value } = await world.request(request);
  const { status, body } = value as { status: number; body: string };
  return status === 200 ? `200 ${body.replaceAll(name, 'NAME')}` : status;
}

describe.each(cases)('$what', (each) => {
  it.each(anyNames)('called %s is there', async (name) => {
    const [request, answer] = each.with;
    expect(await answered(each, name, request(name))).toBe(answer);
  });

  it.each(anyNames)('called %s is not there', async (name) => {
    const [request, answer] = each.without;
    expect(await answered(each, name, request(name))).toBe(answer);
  });
});
