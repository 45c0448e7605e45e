/** What a function of a proxy integration answers, and the response that it makes. */
import type { Json } from '@stepthrough/asl';
import { describe, expect, it } from 'vitest';
import { ask, worldOf } from './requests.ts';

const respond = async (answer: Json, type: string) =>
  ask(
    worldOf(
      { type, routes: { 'GET /': { integration: 'Lambda', function: 'f' } } },
      { functions: { f: { answers: [{ return: answer }] } } },
    ),
    '/',
  );
const json = { 'Content-Type': 'application/json' };
const plain = { 'content-type': 'text/plain; charset=utf-8' };

describe('a response', () => {
  it.each<[Json, number, object, string]>([
    [{ statusCode: 201 }, 201, {}, ''],
    [{ statusCode: '404', body: 'x' }, 404, {}, 'x'],
    [{ statusCode: 200, body: null, headers: null, multiValueHeaders: null }, 200, {}, ''],
    [{ statusCode: 200, body: 'aMOp', isBase64Encoded: false }, 200, {}, 'aMOp'],
    [{ statusCode: 200, isBase64Encoded: true }, 200, {}, ''],
    [
      { statusCode: 200, headers: { a: 1, b: true, c: 'x' } },
      200,
      { a: '1', b: 'true', c: 'x' },
      '',
    ],
    [
      { statusCode: 200, headers: { a: 'x' }, multiValueHeaders: { A: ['y', 'x'] } },
      200,
      { A: 'y,x' },
      '',
    ],
    [
      { statusCode: 200, headers: { a: 'z' }, multiValueHeaders: { A: ['y'] } },
      200,
      { A: 'y,z' },
      '',
    ],
    [{ statusCode: 200, headers: { a: ['x', 'y'] } }, 200, { a: 'x,y' }, ''],
  ])('%j', async (answer, status, headers, body) => {
    expect(await respond(answer, 'REST')).toEqual({
      status,
      headers: { ...json, ...headers },
      body,
    });
    expect(await respond(answer, 'HTTP')).toEqual({
      status,
      headers: { ...plain, ...headers },
      body,
    });
  });
});

describe('what is none', () => {
  it.each<[Json]>([
    [{ statusCode: 200.5 }],
    [{ statusCode: '' }],
    [{ statusCode: ' ' }],
    [{ statusCode: 'x' }],
    [{ statusCode: true }],
    [{ statusCode: 200, body: { a: 1 } }],
    [{ statusCode: 200, body: 7 }],
    [{ statusCode: 200, headers: [] }],
    [{ statusCode: 200, headers: { a: null } }],
    [{ statusCode: 200, headers: { a: null, b: 'x' } }],
    [{ statusCode: 200, headers: { b: 'x', a: {} } }],
    [{ statusCode: [200] }],
    [{ statusCode: 200, headers: { a: {} } }],
    [{ statusCode: 200, multiValueHeaders: { a: null } }],
    [{ statusCode: 200, multiValueHeaders: { a: 'x' } }],
    [{ statusCode: 200, multiValueHeaders: { a: ['x'], b: 'y' } }],
    [{ statusCode: null }],
    [{ statusCode: 200, more: 1 }],
  ])('%j', async (answer) => {
    expect(await respond(answer, 'REST')).toMatchObject({
      status: 502,
      body: '{"message":"Internal server error"}',
    });
    expect(await respond(answer, 'HTTP')).toMatchObject({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    });
  });
});

describe('without a status', () => {
  it.each<[Json, string]>([
    [{ a: 1 }, '{"a":1}'],
    ['text', 'text'],
    [[1], '[1]'],
    [7, '7'],
    [{ body: 'x' }, '{"body":"x"}'],
  ])('%j is the body of a 200 of an HTTP API', async (answer, body) => {
    expect(await respond(answer, 'HTTP')).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect((await respond(answer, 'REST')).status).toBe(isResponse(answer) ? 200 : 502);
  });
});

/** Of members that a response may have: a REST API takes its status for 200. */
function isResponse(answer: Json): boolean {
  return JSON.stringify(answer) === '{"body":"x"}';
}

it.each<[Json, object, string]>([
  [{}, {}, ''],
  [{ body: 'x' }, {}, 'x'],
  [{ headers: { A: 'b' }, multiValueHeaders: { C: ['d', 'e'] } }, { A: 'b', C: 'd,e' }, ''],
])('%j, without a status, is a 200 of a REST API', async (answer, headers, body) => {
  expect(await respond(answer, 'REST')).toEqual({
    status: 200,
    headers: { ...json, ...headers },
    body,
  });
});
