/** What a route demands of a request: parameters at their places, and a body as its model says. */
import { describe, expect, it } from 'vitest';
import { ask, worldOf } from './requests.ts';

const demanding = (requiredParameters: readonly string[], more: object = {}) =>
  worldOf({
    routes: { 'POST /{id}': { integration: 'Mock', requiredParameters, ...more } },
  });
const refused = (names: string) => ({
  status: 400,
  headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': 'BadRequestException' },
  body: `{"message":"Missing required request parameters: [${names}]"}`,
});
const accepted = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '' };

describe('a parameter', () => {
  it.each<[string, string, object, string | undefined]>([
    ['method.request.header.X-A', '/1', { 'x-a': '1' }, undefined],
    ['method.request.header.X-A', '/1', { 'X-A': '' }, 'X-A'],
    ['method.request.header.X-A', '/1?X-A=1', {}, 'X-A'],
    ['method.request.querystring.q', '/1?q=1', {}, undefined],
    ['method.request.querystring.q', '/1?q=1&q=', {}, 'q'],
    ['method.request.querystring.q', '/1?q=&q=1', {}, undefined],
    ['method.request.querystring.q', '/1?Q=1', {}, 'q'],
    ['method.request.path.id', '/1', {}, undefined],
    ['method.request.path.other', '/1', {}, 'other'],
    ['method.request.multivaluequerystring.q', '/1?q=1&q=2', {}, undefined],
    ['method.request.multivaluequerystring.q', '/1', {}, 'q'],
    ['method.request.multivalueheader.X-A', '/1', { 'X-A': ['1', '2'] }, undefined],
    ['method.request.multivalueheader.X-A', '/1', {}, 'X-A'],
  ])('%s at %s with %j: %s', async (name, path, headers, missing) => {
    const answer = await ask(demanding([name]), path, { method: 'POST', headers: { ...headers } });
    expect(answer).toEqual(missing === undefined ? accepted : refused(missing));
  });

  it('is told with all that are missing, by place and name', async () => {
    const names = ['querystring.b', 'querystring.a', 'path.c', 'header.d'];
    const world = demanding(names.map((name) => `method.request.${name}`));
    expect(await ask(world, '/1', { method: 'POST' })).toEqual(refused('d, c, a, b'));
  });
});

describe('a body', () => {
  const model = { type: 'object', required: ['id'], properties: { id: { type: 'number' } } };
  const invalid = {
    ...refused(''),
    body: '{"message":"Invalid request body"}',
  };
  it.each<[string | undefined, boolean]>([
    ['{"id":1}', true],
    [' {"id":1,"more":[]} ', true],
    ['{"id":"1"}', false],
    ['{}', false],
    ['[]', false],
    ['null', false],
    ['{', false],
    ['', false],
    [undefined, false],
  ])('%j is taken: %s', async (body, isTaken) => {
    for (const [given, models] of [
      [model, {}],
      ['Order', { Order: model }],
    ] as const) {
      const world = worldOf({
        models,
        routes: { 'POST /': { integration: 'Mock', model: given } },
      });
      const sent = { method: 'POST', ...(body === undefined ? {} : { body }) };
      expect(await ask(world, '/', sent)).toEqual(isTaken ? accepted : invalid);
    }
  });

  it('is looked at after the parameters', async () => {
    const world = demanding(['method.request.header.X-A'], { model });
    expect(await ask(world, '/1', { method: 'POST', body: '{' })).toEqual(refused('X-A'));
  });
});
