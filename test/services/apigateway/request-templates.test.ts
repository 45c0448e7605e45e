/** How large a request may be, and which template its integration gets. */
import { describe, expect, it } from 'vitest';
import { ask, worldOf } from './requests.ts';

const world = (route: object) => worldOf({ routes: { 'POST /a/{id}': route } });

it.each([
  [10_485_760, 200],
  [10_485_761, 413],
])('a body of %i bytes is a %i', async (size, status) => {
  const api = world({ integration: 'Mock' });
  const { status: given, body } = await ask(api, '/a/9', {
    method: 'POST',
    body: 'x'.repeat(size),
  });
  expect(given).toBe(status);
  if (status === 413) expect(body).toBe('{"message":"Request Entity Too Large"}');
});

describe('the template of a request', () => {
  const template = (type: string) => ({ [type]: '{"statusCode": 201}' });
  it.each<[object, string | undefined, number]>([
    [{ requestTemplates: template('text/plain') }, 'text/plain; charset=utf-8', 201],
    [{ requestTemplates: template('application/json') }, undefined, 201],
    [{ requestTemplates: template('$default') }, 'image/png', 201],
    [{ requestTemplates: template('text/plain'), passthrough: 'WHEN_NO_MATCH' }, 'image/png', 202],
    [{ requestTemplates: template('text/plain') }, 'image/png', 202],
    [
      { requestTemplates: template('text/plain'), passthrough: 'WHEN_NO_TEMPLATES' },
      'image/png',
      415,
    ],
    [{ requestTemplates: template('text/plain'), passthrough: 'NEVER' }, 'image/png', 415],
    [{ passthrough: 'WHEN_NO_TEMPLATES' }, 'image/png', 200],
    [{ passthrough: 'NEVER' }, 'image/png', 415],
    [{ passthrough: 'NEVER', requestTemplate: '{"statusCode": 203}' }, 'image/png', 203],
  ])('%j for %s', async (route, type, status) => {
    const headers = type === undefined ? {} : { 'Content-Type': type };
    const request = { method: 'POST', body: '{"statusCode": 202}', headers };
    expect((await ask(world({ integration: 'Mock', ...route }), '/a/9', request)).status).toBe(
      status,
    );
  });
});
