/** Which of several routes takes a path, and what its parameters are. */
import { describe, expect, it } from 'vitest';
import { findRoute, pathParametersOf } from '../../../packages/services/src/apigateway/router.ts';

const found = (routes: string, method: string, path: string) =>
  findRoute(routes.split(', '), method, path);

describe('a request', () => {
  it.each<[string, string, string | undefined]>([
    ['GET /a, POST /a', 'POST /a', 'POST /a'],
    ['GET /a', 'POST /a', undefined],
    ['ANY /a', 'POST /a', 'ANY /a'],
    ['ANY /a, GET /a', 'GET /a', 'GET /a'],
    ['GET /a, ANY /a', 'GET /a', 'GET /a'],
    ['GET /a, ANY /a', 'PUT /a', 'ANY /a'],
    ['GET /{x}, GET /a', 'GET /a', 'GET /a'],
    ['GET /a, GET /{x}', 'GET /a', 'GET /a'],
    ['GET /{x}, ANY /a', 'GET /a', 'ANY /a'],
    ['GET /{x+}, GET /{y}', 'GET /a', 'GET /{y}'],
    ['GET /{x}/b, GET /a/{y}', 'GET /a/b', 'GET /a/{y}'],
    ['GET /{x+}, GET /a/{y+}', 'GET /a/b/c', 'GET /a/{y+}'],
    ['GET /a/{x+}, GET /{y}/b', 'GET /a/b', 'GET /a/{x+}'],
    ['GET /', 'GET /', 'GET /'],
    ['GET /', 'GET ', 'GET /'],
    ['GET /', 'GET /a', undefined],
    ['GET /{x+}', 'GET /', undefined],
    ['GET /{x}', 'GET /', undefined],
    ['GET /a/{x}', 'GET /a/b/c', undefined],
    ['GET /a/b', 'GET /a', undefined],
    ['GET /a', 'GET /a/b', undefined],
    ['GET /a', 'GET /A', undefined],
    ['GET /a', 'GET //a/', 'GET /a'],
    ['GET /%61', 'GET /a', undefined],
    ['$default, GET /a', 'GET /a', 'GET /a'],
    ['$default, GET /a', 'GET /b', '$default'],
    ['GET /a', 'GET /b', undefined],
  ])('of %s: %s is taken by %s', (routes, line, route) => {
    const [method = '', path = ''] = line.split(' ');
    expect(found(routes, method, path)?.route).toBe(route);
  });
});

describe('parameters', () => {
  it.each([
    ['GET /a', '/a', {}, {}],
    ['GET /{x}/{y}', '/one/two', { x: 'one', y: 'two' }, { x: 'one', y: 'two' }],
    ['GET /{x}', '/a%20b', { x: 'a b' }, { x: 'a%20b' }],
    ['GET /{x}', '/a%zz', { x: 'a%zz' }, { x: 'a%zz' }],
    ['GET /{x}', '/%C3%A9%2f', { x: 'é/' }, { x: '%C3%A9%2f' }],
    ['GET /{x+}', '/one/two', { x: 'one/two' }, { x: 'one/two' }],
    ['GET /{x+}', '/one%2F/two%20', { x: 'one//two ' }, { x: 'one%2F/two%20' }],
    ['GET /{x+}', '//one//two//', { x: 'one/two' }, { x: 'one//two' }],
    [
      'GET /first/{x}/then/{y+}',
      '/first/one/then/two/three',
      { x: 'one', y: 'two/three' },
      { x: 'one', y: 'two/three' },
    ],
    ['GET /{x}/{y+}', '/one//two', { x: 'one', y: 'two' }, { x: 'one', y: 'two' }],
  ])('of %s in %s', (route, path, parameters, rawParameters) => {
    expect(found(route, 'GET', path)).toEqual({ route, parameters, rawParameters });
    expect(pathParametersOf(route, path)).toEqual({ parameters, rawParameters });
  });

  it('are none of $default, and none of a path that is not the route’s', () => {
    const none = { parameters: {}, rawParameters: {} };
    expect(found('$default', 'GET', '/a/b')).toEqual({ route: '$default', ...none });
    expect(pathParametersOf('$default', '/a')).toEqual(none);
    expect(pathParametersOf('GET /{x}/b', '/a/c')).toEqual(none);
    expect(pathParametersOf('GET /{x}', '/a/b')).toEqual(none);
  });
});
