/** API keys as operations make, list and change them. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { clockStart, converse, invalid, patch, taken, unknown, type Step } from './conversation.ts';

const noKey = unknown('Invalid API Key identifier specified');
const key = { apiKey: '$key' };
const value = 'twenty-characters-it';
const create = (request: JsonObject): Step => ['CreateApiKey', request, {}, { key: 'id' }];
const plain = {
  id: '$key',
  name: '',
  enabled: false,
  createdDate: clockStart,
  lastUpdatedDate: clockStart,
  stageKeys: [],
};

describe('G40: an API key', () => {
  it('is made of nothing, with a value of its own', async () => {
    const talk = await converse([create({})]);
    await talk.sayWhole([['GetApiKey', key, plain]]);
    const whole = await talk.ask('GetApiKey', { ...key, includeValue: true });
    const other = await talk.ask('CreateApiKey', {});
    expect(whole['value']).toMatch(/^[a-z0-9]{40}$/);
    expect(other['value']).toMatch(/^[a-z0-9]{40}$/);
    expect(other['value']).not.toBe(whole['value']);
  });

  it('is told as it was made', async () => {
    const given = {
      name: 'k',
      description: 'd',
      customerId: 'c',
      enabled: true,
      tags: { a: '1' },
    };
    const talk = await converse([
      create({
        ...given,
        value,
        stageKeys: [{ restApiId: 'a', stageName: 's' }, { restApiId: 'b' }, { stageName: 't' }],
      }),
    ]);
    const whole = { ...plain, ...given, stageKeys: ['a/s', 'b/', '/t'] };
    await talk.sayWhole([
      ['GetApiKey', key, whole],
      ['GetApiKey', { ...key, includeValue: false }, whole],
      ['GetApiKey', { ...key, includeValue: true }, { ...whole, value }],
      ['GetApiKeys', {}, { items: [whole] }],
      ['GetApiKeys', { includeValues: true }, { items: [{ ...whole, value }] }],
      ['CreateApiKey', { value }, taken('API Key already exists')],
    ]);
  });

  it('is found by the beginning of its name, and by its customer', async () => {
    const talk = await converse([
      create({ name: 'ab', customerId: 'c' }),
      create({ name: 'ac' }),
      create({ name: 'b', customerId: 'c' }),
    ]);
    const named = async (asked: JsonObject) => {
      const { items } = await talk.ask('GetApiKeys', asked);
      return (items as readonly JsonObject[]).map(({ name }) => String(name)).sort();
    };
    expect(await named({})).toEqual(['ab', 'ac', 'b']);
    expect(await named({ nameQuery: 'a' })).toEqual(['ab', 'ac']);
    expect(await named({ nameQuery: 'b' })).toEqual(['b']);
    expect(await named({ customerId: 'c' })).toEqual(['ab', 'b']);
    expect(await named({ customerId: 'c', nameQuery: 'a' })).toEqual(['ab']);
    expect(await named({ customerId: 'd' })).toEqual([]);
  });

  it('is changed member by member, and counts as changed', async () => {
    const talk = await converse([create({ name: 'k', value })]);
    await talk.world.pass(5000);
    const whole = {
      ...plain,
      name: 'l',
      description: 'd',
      customerId: 'c',
      enabled: true,
      lastUpdatedDate: clockStart + 5,
    };
    await talk.sayWhole([
      [
        'UpdateApiKey',
        {
          ...key,
          patchOperations: [
            patch('replace', '/name', 'l'),
            patch('replace', '/description', 'd'),
            patch('replace', '/customerId', 'c'),
            patch('replace', '/enabled', 'TRUE'),
          ],
        },
        whole,
      ],
      ['GetApiKey', { ...key, includeValue: true }, { ...whole, value }],
      [
        'UpdateApiKey',
        { ...key, patchOperations: [patch('add', '/stages', 'a/b')] },
        invalid('The patch of /stages is not simulated.'),
      ],
      [
        'UpdateApiKey',
        { ...key, patchOperations: [patch('remove', '/labels')] },
        invalid('The patch of /labels is not simulated.'),
      ],
      [
        'UpdateApiKey',
        { ...key, patchOperations: [patch('replace', '/value', 'x')] },
        invalid(
          "Invalid patch path  '/value' specified for op 'replace'. Must be one of: [/customerId, /description, /enabled, /labels, /name, /stages]",
        ),
      ],
    ]);
  });

  it('that is not there is told', async () => {
    const none = { apiKey: 'none' };
    const talk = await converse([
      create({ value }),
      ['CreateUsagePlan', { name: 'p' }, {}, { plan: 'id' }],
    ]);
    await talk.sayWhole([
      ['GetApiKey', none, noKey],
      ['GetApiKey', {}, noKey],
      ['UpdateApiKey', { ...none, patchOperations: [patch('add', '/a')] }, noKey],
      ['DeleteApiKey', none, noKey],
      ['DeleteApiKey', key, {}],
      ['DeleteApiKey', key, noKey],
      ['GetApiKeys', {}, { items: [] }],
      ['GetUsagePlan', { usagePlanId: '$plan' }, { id: '$plan', name: 'p', apiStages: [] }],
    ]);
    await talk.say([create({ value })]);
  });
});
