/** What stages set for methods, as they serve them: limits and caches. */
import { describe, expect, it } from 'vitest';
import { ask } from '../requests.ts';
import {
  anApi,
  converse,
  deploy,
  getRoot,
  inApi,
  mockOf,
  patch,
  type Conversation,
  type Step,
} from './conversation.ts';

/** GET at `/` and at `/a/{id}`, which answer with the name of their request. */
const two: readonly Step[] = [
  anApi,
  ['CreateResource', { ...inApi, parentId: '$root', pathPart: 'a' }, {}, { a: 'id' }],
  ['CreateResource', { ...inApi, parentId: '$a', pathPart: '{id}' }, {}, { item: 'id' }],
  ...mockOf('$context.requestId'),
  ...mockOf('$context.requestId', '$item'),
];

const set = (settings: { readonly [path: string]: string }): Step => [
  'UpdateStage',
  {
    ...inApi,
    stageName: 'live',
    patchOperations: Object.entries(settings).map(([path, value]) => patch('replace', path, value)),
  },
  { stageName: 'live' },
];

/** How many of five requests at once are let through. */
async function passed(talk: Conversation, path: string): Promise<number> {
  let count = 0;
  for (let i = 0; i < 5; i += 1) if ((await talk.get(path))[0] === 200) count += 1;
  return count;
}

describe('G38: a limit', () => {
  const limits = (where: string, rate: string, burst: string) =>
    set({
      [`${where}/throttling/rateLimit`]: rate,
      [`${where}/throttling/burstLimit`]: burst,
    });

  it('of one method leaves the others as they are', async () => {
    const talk = await converse([...two, deploy('live'), limits('/a/{id}/GET', '1', '2')]);
    expect(await passed(talk, '/live/a/1')).toBe(2);
    expect(await passed(talk, '/live/')).toBe(5);
    const root = await converse([...two, deploy('live'), limits('/~1/GET', '1', '3')]);
    expect(await passed(root, '/live/')).toBe(3);
    expect(await passed(root, '/live/a/1')).toBe(5);
  });

  it('of all methods is one for all together', async () => {
    const talk = await converse([...two, deploy('live'), limits('/*/*', '1', '3')]);
    expect(await passed(talk, '/live/')).toBe(3);
    expect(await passed(talk, '/live/a/1')).toBe(0);
  });

  it.each([
    ['-1', '3', 5],
    ['0', '3', 3],
    ['10000', '5000', 5],
    ['10000', '3', 3],
    ['2', '5000', 5],
  ])('of %s a second and %s at once: %i of five', async (rate, burst, most) => {
    const talk = await converse([...two, deploy('live'), limits('/*/*', rate, burst)]);
    expect(await passed(talk, '/live/')).toBe(most);
  });

  it('counts by the rate, even where the rest is that of the account', async () => {
    const talk = await converse([
      anApi,
      ...mockOf('in'),
      deploy('live'),
      set({ '/*/*/throttling/rateLimit': '1', '/*/*/throttling/burstLimit': '1' }),
    ]);
    expect(await passed(talk, '/live/')).toBe(1);
    await talk.world.pass(2000);
    expect(await passed(talk, '/live/')).toBe(1);
  });
});

describe('G38: a cache', () => {
  const cached: Step = deploy('live', { cacheClusterEnabled: true });
  const on = { '/*/*/caching/enabled': 'true' };

  /** Whether a second request gets the answer of the first. */
  async function isKept(talk: Conversation, path = '/live/', again = path): Promise<boolean> {
    const [, first] = await talk.get(path);
    return (await talk.get(again))[1] === first;
  }

  it('needs a cluster, and a method for which it is on', async () => {
    expect(await isKept(await converse([...two, deploy('live'), set(on)]))).toBe(false);
    expect(await isKept(await converse([...two, cached]))).toBe(false);
    expect(await isKept(await converse([...two, cached, set(on)]))).toBe(true);
    const off = await converse([
      ...two,
      cached,
      set({ ...on, '/~1/GET/caching/enabled': 'false' }),
    ]);
    expect(await isKept(off)).toBe(false);
    expect(await isKept(off, '/live/a/1')).toBe(true);
    const own = await converse([...two, cached, set({ '/a/{id}/GET/caching/enabled': 'true' })]);
    expect(await isKept(own, '/live/a/1')).toBe(true);
    expect(await isKept(own)).toBe(false);
  });

  it('keeps an answer for five minutes, or as long as is said', async () => {
    const usual = await converse([...two, cached, set(on)]);
    const [, first] = await usual.get('/live/');
    await usual.world.pass(299_999);
    expect((await usual.get('/live/'))[1]).toBe(first);
    await usual.world.pass(1);
    expect((await usual.get('/live/'))[1]).not.toBe(first);
  });

  it('knows an answer by its path, and by the parameters that the integration names', async () => {
    const plain = await converse([...two, cached, set(on)]);
    expect(await isKept(plain, '/live/a/1', '/live/a/2')).toBe(false);
    expect(await isKept(plain, '/live/?q=1', '/live/?q=2')).toBe(true);
    const named = await converse([
      ...two,
      [
        'UpdateMethod',
        {
          ...getRoot,
          patchOperations: [
            patch('add', '/requestParameters/method.request.querystring.q', 'false'),
          ],
        },
        { httpMethod: 'GET' },
      ],
      [
        'UpdateIntegration',
        {
          ...getRoot,
          patchOperations: [patch('add', '/cacheKeyParameters/method.request.querystring.q')],
        },
        { type: 'MOCK' },
      ],
      cached,
      set(on),
    ]);
    expect(await isKept(named, '/live/?q=1', '/live/?q=2')).toBe(false);
    expect(await isKept(named, '/live/?q=1&r=1', '/live/?q=1&r=2')).toBe(true);
  });

  it('is emptied stage by stage', async () => {
    const talk = await converse([
      ...two,
      cached,
      set(on),
      [
        'CreateStage',
        {
          ...inApi,
          stageName: 'liver',
          deploymentId: '$deployment',
          cacheClusterEnabled: true,
        },
        { stageName: 'liver' },
      ],
      [
        'UpdateStage',
        {
          ...inApi,
          stageName: 'liver',
          patchOperations: [patch('replace', '/*/*/caching/enabled', 'true')],
        },
        { stageName: 'liver' },
      ],
    ]);
    const [, live] = await talk.get('/live/');
    const [, liver] = await talk.get('/liver/');
    await talk.say([['FlushStageCache', { ...inApi, stageName: 'live' }, {}]]);
    expect((await talk.get('/liver/'))[1]).toBe(liver);
    const [, fresh] = await talk.get('/live/');
    expect(fresh).not.toBe(live);
    await talk.say([['FlushStageAuthorizersCache', { ...inApi, stageName: 'live' }, {}]]);
    expect((await talk.get('/live/'))[1]).toBe(fresh);
  });

  const control = '/*/*/caching/unauthorizedCacheControlHeaderStrategy';
  const needed = '/*/*/caching/requireAuthorizationForCacheControl';
  it.each<[object, string]>([
    [{}, 'kept, and told'],
    [{ [control]: 'SUCCEED_WITHOUT_RESPONSE_HEADER' }, 'kept'],
    [{ [control]: 'FAIL_WITH_403' }, '403'],
    [{ [needed]: 'false' }, 'fresh'],
  ])('with %j: a request for a fresh answer by anybody is %s', async (settings, expected) => {
    const talk = await converse([...two, cached, set({ ...on, ...settings })]);
    const [, first] = await talk.get('/live/');
    const { status, headers, body } = await ask(talk.world, '/live/', {
      api: talk.known['api'] ?? '',
      headers: { 'Cache-Control': 'max-age=0' },
    });
    const told = 'Warning' in headers ? ', and told' : '';
    const seen = status === 200 ? `${body === first ? 'kept' : 'fresh'}${told}` : String(status);
    expect(seen).toBe(expected);
  });
});
