/** API keys that open one API and not another, and what a refused request uses up. */
import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import { statusOf, worldOf } from './requests.ts';

const keyed = { integration: 'Mock', apiKeyRequired: true };
const key = (value: string) => ({ headers: { 'x-api-key': value } });

describe('a key', () => {
  const apis = {
    one: { apiKeys: { a: { value: 'k-a' } }, routes: { 'GET /': keyed } },
    two: { apiKeys: { b: { value: 'k-b' } }, routes: { 'GET /': keyed } },
    other: { stage: 'other', apiKeys: { c: { value: 'k-c' } }, routes: { 'GET /': keyed } },
  };
  it.each([
    ['one', 'k-a', 200],
    ['one', 'k-b', 403],
    ['one', 'k-c', 403],
    ['two', 'k-a', 403],
    ['two', 'k-b', 200],
    ['other', 'k-c', 200],
    ['one', 'K-A', 403],
    ['one', '', 403],
  ])('opens %s: %s is a %i', async (api, value, status) => {
    const world = new TestWorld(JSON.stringify({ resources: { apis } }));
    expect(await statusOf(world, '/', { api, ...key(value) })).toBe(status);
  });

  it('that is not enabled opens nothing, also beside one of the same value', async () => {
    const world = (enabled: boolean) =>
      worldOf({
        apiKeys: { off: { value: 'k', enabled: false }, on: { value: 'k', enabled } },
        routes: { 'GET /': keyed },
      });
    expect(await statusOf(world(false), '/', key('k'))).toBe(403);
    expect(await statusOf(world(true), '/', key('k'))).toBe(200);
  });
});

it('a quota is that of its key', async () => {
  const quota = { limit: 1, period: 'DAY' };
  const world = worldOf({
    apiKeys: { a: { value: 'k-a', quota }, b: { value: 'k-b', quota } },
    routes: { 'GET /': keyed },
  });
  const statuses = [];
  for (const value of ['k-a', 'k-a', 'k-b', 'k-b', 'k-a']) {
    statuses.push(await statusOf(world, '/', key(value)));
  }
  expect(statuses).toEqual([200, 429, 200, 429, 429]);
});

describe('a refused request', () => {
  it('that is throttled is none of the quota', async () => {
    const world = worldOf({
      apiKeys: { a: { value: 'k', rateLimit: 1, quota: { limit: 2, period: 'DAY' } } },
      routes: { 'GET /': keyed },
    });
    const next = () => statusOf(world, '/', key('k'));
    expect([await next(), await next(), await next()]).toEqual([200, 429, 429]);
    await world.pass(1000);
    expect(await next()).toBe(200);
    await world.pass(1000);
    expect(await next()).toBe(429);
  });

  it('of the route leaves the stage its tokens', async () => {
    const world = worldOf({
      stages: { prod: { throttle: { rateLimit: 1, burstLimit: 2 } } },
      routes: {
        'GET /a': { integration: 'Mock', throttle: { rateLimit: 1 } },
        'GET /b': { integration: 'Mock' },
      },
    });
    const statuses = [];
    for (const path of ['/a', '/a', '/b', '/b']) statuses.push(await statusOf(world, path));
    expect(statuses).toEqual([200, 429, 200, 429]);
  });
});
