/** Resources told whole, moved and removed, at the edges of each rule. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  anApi,
  converse,
  inApi,
  invalid,
  mockOf,
  patch,
  taken,
  unknown,
  type Step,
  type WholeStep,
} from './conversation.ts';

const required = (member: string) => ({
  code: 'ValidationException',
  message: `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  status: 400,
});
const none = unknown('Invalid Resource identifier specified');
const child = (name: string, pathPart: string, parent = 'root'): Step => [
  'CreateResource',
  { ...inApi, parentId: `$${parent}`, pathPart },
  {},
  { [name]: 'id' },
];
const at = (name: string) => ({ ...inApi, resourceId: `$${name}` });
const shown = (name: string, pathPart: string, path: string, parent = 'root') => ({
  id: `$${name}`,
  parentId: `$${parent}`,
  pathPart,
  path,
});
const update = (name: string, expected: object, ...patchOperations: JsonObject[]): WholeStep => [
  'UpdateResource',
  { ...at(name), patchOperations },
  expected,
];

describe('G33: a resource is told', () => {
  it('whole, with the methods that it has, and with their parts where they are asked for', async () => {
    const talk = await converse([
      anApi,
      child('a', 'a'),
      ...mockOf('in', '$a'),
      ...mockOf('out', '$a', 'POST'),
    ]);
    const a = shown('a', 'a', '/a');
    const root = { id: '$root', path: '/' };
    const names = { GET: {}, POST: {} };
    await talk.sayWhole([
      ['GetResource', at('root'), root],
      ['GetResource', at('a'), { ...a, resourceMethods: names }],
      ['GetResource', { ...at('a'), embed: ['other'] }, { ...a, resourceMethods: names }],
    ]);
    const { items } = await talk.ask('GetResources', inApi);
    expect(items).toHaveLength(2);
    const of = async (httpMethod: string) => talk.ask('GetMethod', { ...at('a'), httpMethod });
    const resourceMethods = { GET: await of('GET'), POST: await of('POST') };
    expect(await talk.ask('GetResource', { ...at('a'), embed: ['methods'] })).toMatchObject({
      resourceMethods,
    });
    const whole = await talk.ask('GetResources', { ...inApi, embed: ['methods'] });
    expect(whole['items']).toEqual(
      expect.arrayContaining([
        { id: talk.known['root'], path: '/' },
        {
          id: talk.known['a'],
          parentId: talk.known['root'],
          pathPart: 'a',
          path: '/a',
          resourceMethods,
        },
      ]),
    );
  });

  it('not where there is none', async () => {
    const talk = await converse([anApi]);
    const other = { ...inApi, resourceId: 'none' };
    await talk.sayWhole([
      ['GetResource', other, none],
      ['GetResource', inApi, required('resourceId')],
      ['UpdateResource', { ...other, patchOperations: [] }, none],
      ['DeleteResource', other, none],
      ['CreateResource', { ...inApi, pathPart: 'a' }, required('parentId')],
      ['CreateResource', { ...inApi, parentId: 'none', pathPart: 'a' }, none],
    ]);
  });
});

describe('G33: a resource moves', () => {
  const tree = async () =>
    converse([
      anApi,
      child('a', 'a'),
      child('b', 'b', 'a'),
      child('c', 'c', 'b'),
      child('d', 'd', 'b'),
      child('e', 'e'),
      child('all', '{all+}', 'e'),
    ]);

  it('with all below it', async () => {
    const talk = await tree();
    await talk.sayWhole([
      ['DeleteResource', at('all'), {}],
      update('e', shown('e', 'e2', '/e2'), patch('replace', '/pathPart', 'e2')),
      update(
        'b',
        shown('b', 'x', '/e2/x', 'e'),
        patch('replace', '/pathPart', 'x'),
        patch('replace', '/parentId', '$e'),
      ),
      ['GetResource', at('c'), shown('c', 'c', '/e2/x/c', 'b')],
      ['GetResource', at('d'), shown('d', 'd', '/e2/x/d', 'b')],
      ['GetResource', at('a'), shown('a', 'a', '/a')],
      update('b', shown('b', 'x', '/e2/x', 'e')),
    ]);
  });

  const cyclical = invalid('Resources cannot be cyclical.');
  it.each<[string, JsonObject, object]>([
    ['a', patch('replace', '/parentId', '$a'), cyclical],
    ['a', patch('replace', '/parentId', '$b'), cyclical],
    ['a', patch('replace', '/parentId', '$c'), cyclical],
    ['a', patch('replace', '/parentId', '$d'), cyclical],
    ['a', patch('replace', '/parentId', 'none'), none],
    [
      'a',
      patch('replace', '/parentId', '$all'),
      invalid('Cannot create a child of a resource with a greedy path variable: {all+}'),
    ],
    [
      'a',
      patch('replace', '/pathPart', 'e'),
      taken('Another resource with the same parent already has this name: e'),
    ],
    [
      'c',
      patch('replace', '/pathPart', '{}'),
      invalid(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end and an optional plus sign before the closing brace.",
      ),
    ],
    [
      'root',
      patch('replace', '/pathPart', 'x'),
      invalid('Root resource cannot update its parentId.'),
    ],
    [
      'a',
      patch('replace', '/path', '/x'),
      invalid(
        "Invalid patch path  '/path' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
      ),
    ],
  ])('but not %s by %j', async (name, operation, refusal) => {
    const talk = await tree();
    const before = await talk.ask('GetResources', inApi);
    await talk.sayWhole([update(name, refusal, operation)]);
    expect(await talk.ask('GetResources', inApi)).toEqual(before);
  });

  it('as a variable beside no other', async () => {
    const talk = await converse([anApi, child('x', '{x}'), child('a', 'a'), child('b', 'b', 'a')]);
    const sibling = invalid(
      'A sibling ({x}) of this resource already has a variable path part -- only one is allowed',
    );
    await talk.sayWhole([
      update('a', sibling, patch('replace', '/pathPart', '{a}')),
      update('x', shown('x', '{y}', '/{y}'), patch('replace', '/pathPart', '{y}')),
      update('b', shown('b', '{b}', '/a/{b}', 'a'), patch('replace', '/pathPart', '{b}')),
    ]);
  });
});

it('G33: a resource that is deleted takes all below it along, and nothing else', async () => {
  const talk = await converse([
    anApi,
    child('a', 'a'),
    child('b', 'b', 'a'),
    child('c', 'c', 'b'),
    child('d', 'd', 'a'),
    child('e', 'e'),
  ]);
  await talk.sayWhole([
    ['DeleteResource', at('root'), invalid('Root resource cannot be deleted')],
    ['DeleteResource', at('a'), {}],
    ['GetResource', at('b'), none],
    ['GetResource', at('c'), none],
    ['GetResource', at('d'), none],
    ['GetResource', at('e'), shown('e', 'e', '/e')],
    ['DeleteResource', at('a'), none],
  ]);
});
