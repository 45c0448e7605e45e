import { describe, expect, it } from 'vitest';
import {
  answering,
  deployed,
  errors,
  importing,
  openapi,
  pathsOf,
  swagger,
} from './definitions.ts';

describe('G66: the base path', () => {
  const paths = { '/e': { get: answering('e') }, '/f': { get: answering('f') } };
  const both = [
    ['Swagger', swagger(paths, { basePath: '/a/b/c' })],
    ['an address', openapi(paths, { servers: [{ url: 'https://api.example.com/a/b/c' }] })],
    ['an address without host', openapi(paths, { servers: [{ url: '/a/b/c?x#y' }] })],
    [
      'a variable',
      openapi(paths, {
        servers: [{ url: 'https://x/other', variables: { basePath: { default: 'a/b/c' } } }],
      }),
    ],
    [
      'a variable of a later server',
      openapi(paths, {
        servers: [
          { url: 'https://x/other' },
          { url: '', variables: { basePath: { default: '/a/b/c' } } },
        ],
      }),
    ],
    [
      'an address with variables',
      openapi(paths, {
        servers: [{ url: 'https://{host}/a/{part}/c', variables: { part: { default: 'b' } } }],
      }),
    ],
  ] as const;

  it.each(both)('of %s is ignored, prepended, or split', async (_, definition) => {
    const pathsWith = async (parameters: { readonly basepath?: string }) =>
      Object.keys(await pathsOf((await importing(definition, { parameters })).talk));
    expect(await pathsWith({})).toEqual(['/', '/e', '/f']);
    expect(await pathsWith({ basepath: 'ignore' })).toEqual(['/', '/e', '/f']);
    expect(await pathsWith({ basepath: 'prepend' })).toEqual([
      '/',
      '/a',
      '/a/b',
      '/a/b/c',
      '/a/b/c/e',
      '/a/b/c/f',
    ]);
    expect(await pathsWith({ basepath: 'split' })).toEqual(['/', '/b', '/b/c', '/b/c/e', '/b/c/f']);
  });

  it.each([
    [swagger({ '/': { get: answering('root') } }), ['/']],
    [swagger({ '/': { get: answering('root') } }, { basePath: '/' }), ['/']],
    [openapi({ '/': { get: answering('root') } }), ['/']],
    [openapi({ '/': { get: answering('root') } }, { servers: [{ url: 'https://x' }] }), ['/']],
    [
      openapi({ '/': { get: answering('root') } }, { servers: [{ url: 'https://x/v1/' }] }),
      ['/', '/v1'],
    ],
  ])('may be none', async (definition, expected) => {
    const { talk } = await importing(definition, { parameters: { basepath: 'prepend' } });
    const found = await pathsOf(talk);
    expect(Object.keys(found)).toEqual(expected);
    expect(found[expected.at(-1) ?? '']).toEqual(['GET']);
  });

  it('is read in no other way', async () => {
    expect((await importing(swagger({}), { parameters: { basepath: 'x' } })).answer).toMatchObject({
      message: "Invalid basepath 'x' specified. Must be one of: [ignore, prepend, split]",
    });
  });
});

describe('G66: paths', () => {
  it('become resources with all above them, each once', async () => {
    const { talk } = await importing(
      swagger({
        '/a/b/c': { get: answering('c') },
        '/a': { get: answering('a'), post: answering('A') },
        '/a/b/d/': { get: answering('d') },
        '/': { 'x-amazon-apigateway-any-method': answering('any') },
        'x-other': { get: answering('x') },
      }),
    );
    expect(await pathsOf(talk)).toEqual({
      '/': ['ANY'],
      '/a': ['GET', 'POST'],
      '/a/b': [],
      '/a/b/c': ['GET'],
      '/a/b/d': ['GET'],
    });
    await deployed(talk);
    expect(await talk.get('/live/a/b/c')).toEqual([200, 'c']);
    expect(await talk.get('/live/')).toEqual([200, 'any']);
  });

  it('have a method for each verb', async () => {
    const { talk } = await importing(
      swagger({
        '/a': Object.fromEntries(
          ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'].map((verb) => [
            verb,
            answering(verb),
          ]),
        ),
      }),
    );
    expect(await pathsOf(talk)).toMatchObject({
      '/a': ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
    });
    expect((await importing(openapi({ '/a': { trace: answering('t') } }))).answer).toEqual(
      errors(
        "Unable to put method 'TRACE' on resource at path '/a': Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
      ),
    );
  });

  it('have one variable at each place', async () => {
    const { answer } = await importing(
      swagger({
        '/a/{id}': { get: answering('1') },
        '/a/{id}/b': { get: answering('2') },
        '/a/other': { get: answering('2') },
        '/a/{other}/c': { get: answering('3') },
        '/b/{other}': { get: answering('4') },
      }),
    );
    expect(answer).toEqual(
      errors(
        "Unable to create resource at path '/a/{other}/c': A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
      ),
    );
  });

  it('have nothing below what takes all', async () => {
    const { answer } = await importing(swagger({ '/{proxy+}/a': { get: answering('1') } }));
    expect(answer).toEqual(
      errors(
        "Unable to create resource at path '/{proxy+}/a': Cannot create a child of a resource with a greedy path variable: {proxy+}",
      ),
    );
  });

  it('may be named as what every object has', async () => {
    const { talk } = await importing(
      `{"swagger": "2.0", "info": {"title": "x", "version": "1"}, "paths": {"/__proto__": {"get": ${JSON.stringify(answering('p'))}}, "/constructor": {"get": ${JSON.stringify(answering('c'))}}}}`,
    );
    expect(await pathsOf(talk)).toEqual({
      '/': [],
      '/__proto__': ['GET'],
      '/constructor': ['GET'],
    });
    await deployed(talk);
    expect(await talk.get('/live/__proto__')).toEqual([200, 'p']);
  });

  it('may refer to another', async () => {
    const { talk, answer } = await importing(
      swagger({
        '/a/{id}': { get: answering('same') },
        '/b': { $ref: '#/paths/~1a~1{id}' },
        '/c': { $ref: '#/paths/~1a~1%7Bid%7D' },
        '/d': { $ref: '#/paths/~1none' },
        '/e': { $ref: 'other.yaml#/paths/~1e' },
      }),
    );
    expect(await pathsOf(talk)).toMatchObject({ '/b': ['GET'], '/c': ['GET'] });
    expect(answer['warnings']).toEqual([
      "Reference to '#/paths/~1none' not found. Ignoring.",
      "Reference to 'other.yaml#/paths/~1e' not found. Ignoring.",
    ]);
  });
});
