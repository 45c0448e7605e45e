/** Bodies that are bytes, from the client to the integration and back. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import type { TestWorld } from '../../simulator/world.ts';
import { ask, asked, statusOf, worldOf } from './requests.ts';

const png = { $base64: 'iVBORw==' };
const post = { method: 'POST' } as const;

/** A REST API with one function. */
const ofFunction = (answer: Json, api: object = {}): TestWorld =>
  worldOf(
    { routes: { 'POST /': { integration: 'Lambda', function: 'f' } }, ...api },
    { functions: { f: { answers: [{ return: answer }] } } },
  );
const eventOf = async (api: object, headers: JsonObject, body: string | typeof png) => {
  const world = ofFunction({ statusCode: 200 }, api);
  await ask(world, '/', { ...post, headers, body });
  const { body: got = null, isBase64Encoded = null } = (asked(world) ?? {}) as JsonObject;
  return [got, isBase64Encoded];
};

describe('the event of a function', () => {
  const types = { binaryMediaTypes: ['image/*'] };
  it.each<[string, object, JsonObject, string | typeof png, Json]>([
    ['bytes', types, { 'content-TYPE': 'image/png' }, png, ['iVBORw==', true]],
    ['a text of a binary type', types, { 'Content-Type': 'image/svg' }, 'hé', ['aMOp', true]],
    ['an empty body of a binary type', types, { 'Content-Type': 'image/svg' }, '', ['', true]],
    ['a text', types, { 'Content-Type': 'text/plain' }, 'hé', ['hé', false]],
    ['bytes of no binary type', types, { 'Content-Type': 'a/b' }, png, ['\uFFFDPNG', false]],
    ['bytes of no type', types, {}, png, ['\uFFFDPNG', false]],
    ['what accepts bytes', types, { Accept: 'image/png' }, 'a', ['a', false]],
    ['bytes of any type', { binaryMediaTypes: ['*/*'] }, {}, 'hé', ['aMOp', true]],
  ])('of a REST API: %s', async (_, api, headers, body, expected) => {
    expect(await eventOf(api, headers, body)).toEqual(expected);
  });

  it.each<[JsonObject, string | typeof png, Json]>([
    [{ 'Content-Type': 'application/json; charset=utf-8' }, '{}', ['{}', false]],
    [{ 'Content-Type': 'application/xml' }, 'a', ['a', false]],
    [{ 'Content-Type': 'application/javascript' }, 'a', ['a', false]],
    [{ 'Content-Type': 'text/csv' }, 'a', ['a', false]],
    [{ 'Content-Type': 'texts/csv' }, 'a', ['YQ==', true]],
    [{ 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=b', ['YT1i', true]],
    [{ 'Content-Type': 'application/vnd.api+json' }, 'a', ['YQ==', true]],
    [{ 'Content-Type': 'image/png' }, png, ['iVBORw==', true]],
    [{ 'Content-Type': 'text/plain' }, png, ['iVBORw==', true]],
    [{}, 'a', ['a', false]],
    [{}, png, ['iVBORw==', true]],
  ])('of an HTTP API: %j', async (headers, body, expected) => {
    const api = { type: 'HTTP', binaryMediaTypes: ['text/plain'] };
    expect(await eventOf(api, headers, body)).toEqual(expected);
  });
});

describe('the answer of a function', () => {
  const encoded = { statusCode: 200, body: 'iVBORw==', isBase64Encoded: true };
  const bodyOf = async (answer: Json, api: object, headers: JsonObject = {}) =>
    (await ask(ofFunction(answer, api), '/', { ...post, headers })).body;
  const types = { binaryMediaTypes: ['image/png'] };

  it.each<[Json, object, JsonObject, Json]>([
    [encoded, types, { Accept: 'image/png' }, png],
    [encoded, types, { accept: 'image/png,*/*' }, png],
    [encoded, types, { Accept: '*/*,image/png' }, 'iVBORw=='],
    [encoded, types, {}, 'iVBORw=='],
    [encoded, { binaryMediaTypes: ['*/*'] }, {}, png],
    [encoded, {}, { Accept: 'image/png' }, 'iVBORw=='],
    [{ ...encoded, isBase64Encoded: false }, types, { Accept: 'image/png' }, 'iVBORw=='],
    [{ ...encoded, isBase64Encoded: 'true' }, types, { Accept: 'image/png' }, 'iVBORw=='],
    [{ ...encoded, body: 'aMOp' }, types, { Accept: 'image/png' }, 'hé'],
    [{ ...encoded, body: null }, types, { Accept: 'image/png' }, ''],
  ])('%j of %j to %j', async (answer, api, headers, body) => {
    expect(await bodyOf(answer, api, headers)).toEqual(body);
  });

  it('of an HTTP API is bytes whatever is accepted', async () => {
    expect(await bodyOf(encoded, { type: 'HTTP' }, { Accept: 'text/plain' })).toEqual(png);
  });

  it.each([
    ['REST', 500],
    ['HTTP', 500],
  ])('of a %s API that ought to be Base64 and is not is a %i', async (type, status) => {
    const world = ofFunction({ ...encoded, body: 'no Base64!' }, { type, ...types });
    expect(await statusOf(world, '/', { ...post, headers: { Accept: 'image/png' } })).toBe(status);
  });
});

describe('an address outside', () => {
  const endpoints = {
    'https://a.example': [
      { when: { path: ['/echo'] }, headers: { 'Content-Type': 'a/b' }, body: '{{ rawBody }}' },
      { when: { path: ['/png'] }, headers: { 'Content-Type': 'image/png' }, body: png },
      { when: { path: ['/base64'] }, headers: { 'Content-Type': 'a/b' }, body: 'iVBORw==' },
      { when: { path: ['/text'] }, body: 'hé' },
    ],
  };
  const through = async (path: string, route: object, headers: object, body?: Json) => {
    const routes = {
      'POST /{p+}': { integration: 'Http', uri: 'https://a.example/{p}', ...route },
    };
    const api = { routes, binaryMediaTypes: ['image/png'] };
    const sent = body === undefined ? {} : { body: body as string };
    const { status, body: got } = await ask(worldOf(api, { endpoints }), path, {
      ...post,
      headers: { ...headers },
      ...sent,
    });
    return status === 200 ? got : status;
  };
  const custom = { proxy: false, responses: [{ status: 200 }] };

  it('gets and gives bytes through a proxy', async () => {
    const both = { 'Content-Type': 'image/png', Accept: 'text/plain' };
    expect(await through('/echo', {}, both, png)).toBe('\uFFFDPNG');
    expect(await through('/png', {}, { Accept: 'image/png' })).toEqual(png);
    expect(await through('/png', {}, { Accept: 'text/plain' })).toBe('iVBORw==');
    expect(await through('/base64', {}, { Accept: 'image/png' })).toEqual(png);
    expect(await through('/text', {}, { Accept: 'image/png' })).toBe(500);
  });

  it.each<[object, Json, Json]>([
    [{}, png, png],
    [{ contentHandling: 'CONVERT_TO_TEXT' }, png, 'iVBORw=='],
    [{ contentHandling: 'CONVERT_TO_BINARY' }, png, png],
  ])('gets %j of bytes', async (handling, body, expected) => {
    const headers = { 'Content-Type': 'image/png' };
    const responses = [{ status: 200, contentHandling: 'CONVERT_TO_TEXT' }];
    const route = { ...custom, ...handling, responses };
    const text = typeof expected === 'string' ? expected : '\uFFFDPNG';
    expect(await through('/echo', route, headers, body)).toBe(text);
  });

  it('gets no text that ought to be Base64 and is not', async () => {
    const route = { ...custom, contentHandling: 'CONVERT_TO_BINARY' };
    expect(await through('/echo', route, {}, 'no Base64!')).toBe(500);
    expect(await through('/echo', route, {}, 'aMOp')).toBe('hé');
    expect(await through('/echo', route, {})).toBe('');
  });

  it('has no template that reads bytes', async () => {
    const template = { ...custom, requestTemplate: 'got $input.body' };
    const headers = { 'Content-Type': 'image/png' };
    expect(await through('/echo', template, headers, png)).toBe(500);
    expect(await through('/echo', template, headers)).toBe('got {}');
    const toText = { ...template, contentHandling: 'CONVERT_TO_TEXT' };
    expect(await through('/echo', toText, headers, png)).toBe('got iVBORw==');
    const toBytes = { ...template, contentHandling: 'CONVERT_TO_BINARY' };
    expect(await through('/echo', toBytes, {}, 'aMOp')).toBe(500);
  });

  it.each<[string, object, object, Json]>([
    ['/png', { contentHandling: 'CONVERT_TO_TEXT' }, {}, 'iVBORw=='],
    ['/png', { contentHandling: 'CONVERT_TO_BINARY' }, {}, png],
    ['/base64', { contentHandling: 'CONVERT_TO_BINARY' }, {}, png],
    ['/text', { contentHandling: 'CONVERT_TO_BINARY' }, {}, 500],
    ['/png', { contentHandling: 'CONVERT_TO_TEXT', template: '<$input.body>' }, {}, '<iVBORw==>'],
    ['/png', { template: '<$input.body>' }, {}, '<\uFFFDPNG>'],
    ['/text', { template: 'iVBORw==' }, { Accept: 'image/png' }, png],
    ['/text', { template: 'iVBORw==', contentHandling: 'CONVERT_TO_BINARY' }, {}, png],
  ])('answers from %s with %j to %j', async (path, response, headers, expected) => {
    const route = { proxy: false, responses: [{ status: 200, ...response }] };
    expect(await through(path, route, headers)).toEqual(expected);
  });
});

describe('a function without a proxy', () => {
  it('returns Base64 as a text of JSON', async () => {
    const responses = [{ status: 200, contentHandling: 'CONVERT_TO_BINARY' }];
    const routes = {
      'POST /': { integration: 'Lambda', function: 'f', proxy: false, responses },
    };
    const functions = { f: { answers: [{ return: 'iVBORw==' }] } };
    expect((await ask(worldOf({ routes }, { functions }), '/', post)).body).toEqual(png);
  });
});

describe('the size of a body', () => {
  const limit = 10_485_760;
  it.each([
    ['a text', 'é'.repeat(limit / 2), 200],
    ['a longer text', `${'é'.repeat(limit / 2)}a`, 413],
    ['bytes', { $base64: Buffer.alloc(limit, 0xff).toString('base64') }, 200],
    ['more bytes', { $base64: Buffer.alloc(limit + 1, 0xff).toString('base64') }, 413],
  ])('%s', async (_, body, status) => {
    const accept = { headers: { Accept: 'text/plain' } };
    const routes = { 'POST /': { integration: 'Mock' } };
    expect(await statusOf(worldOf({ routes }), '/', { ...post, ...accept, body })).toBe(status);
  });

  it.each([
    ['', 200],
    ['a', 500],
  ])('of an answer of so many bytes and "%s"', async (more, status) => {
    const routes = { 'POST /': { integration: 'Http', uri: 'https://a.example' } };
    const endpoints = { 'https://a.example': [{ body: `{{ rawBody }}{{ rawBody }}${more}` }] };
    const body = 'a'.repeat(limit / 2);
    expect(await statusOf(worldOf({ routes }, { endpoints }), '/', { ...post, body })).toBe(status);
  });

  it('that a function cannot take is a 413', async () => {
    const body = 'a'.repeat(6_291_456);
    expect(await statusOf(ofFunction({ statusCode: 200 }), '/', { ...post, body })).toBe(413);
  });
});
