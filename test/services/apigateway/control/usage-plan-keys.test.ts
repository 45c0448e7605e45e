/** The API keys in usage plans. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { converse, outOfEnum, taken, unknown, type Step } from './conversation.ts';

const noKey = unknown('Invalid API Key identifier specified');
const inPlan = { usagePlanId: '$plan' };

const create = (more: JsonObject = {}): Step => [
  'CreateUsagePlan',
  { name: 'p', ...more },
  {},
  { plan: 'id' },
];
describe('G40: the keys of a usage plan', () => {
  const value = 'twenty-characters-';
  const made: readonly Step[] = [
    create(),
    ['CreateApiKey', { name: 'ab', value: `${value}ab` }, {}, { ab: 'id' }],
    ['CreateApiKey', { name: 'ac', value: `${value}ac` }, {}, { ac: 'id' }],
    ['CreateApiKey', { name: 'b', value: `${value}b.` }, {}, { b: 'id' }],
  ];
  const join = (keyId: string, expected: object): Step => [
    'CreateUsagePlanKey',
    { ...inPlan, keyId, keyType: 'API_KEY' },
    expected,
  ];
  const shown = (name: string, end = name) => ({
    id: `$${name}`,
    type: 'API_KEY',
    name,
    value: `${value}${end}`,
  });

  it('are told in the order in which they came, by the beginning of their names', async () => {
    const talk = await converse([
      ...made,
      join('$b', shown('b', 'b.')),
      join('$ac', shown('ac')),
      join('$ab', shown('ab')),
      join('$ac', taken('API Key already exists in usage plan')),
      create({ name: 'q' }),
      join('$ac', shown('ac')),
    ]);
    const { items } = await talk.ask('GetUsagePlans', {});
    const first = (items as readonly JsonObject[]).find(({ name }) => name === 'p')?.['id'] ?? '';
    const of = { usagePlanId: first };
    await talk.sayWhole([
      ['GetUsagePlanKeys', of, { items: [shown('b', 'b.'), shown('ac'), shown('ab')] }],
      ['GetUsagePlanKeys', { ...of, nameQuery: 'a' }, { items: [shown('ac'), shown('ab')] }],
      ['GetUsagePlanKeys', { ...of, nameQuery: 'ab' }, { items: [shown('ab')] }],
      ['GetUsagePlanKeys', inPlan, { items: [shown('ac')] }],
      ['GetUsagePlanKey', { ...of, keyId: '$ab' }, shown('ab')],
      ['GetUsagePlanKey', { ...inPlan, keyId: '$ab' }, noKey],
      ['GetUsagePlanKey', of, noKey],
      ['DeleteUsagePlanKey', { ...of, keyId: '$ac' }, {}],
      ['DeleteUsagePlanKey', { ...of, keyId: '$ac' }, noKey],
      ['GetUsagePlanKeys', of, { items: [shown('b', 'b.'), shown('ab')] }],
      ['GetUsagePlanKeys', inPlan, { items: [shown('ac')] }],
    ]);
    const plans = async (keyId: string) => {
      const { items: found } = await talk.ask('GetUsagePlans', { keyId });
      return (found as readonly JsonObject[]).map(({ name }) => name);
    };
    expect(await plans('$b')).toEqual(['p']);
    expect(await plans('$ac')).toEqual(['q']);
    expect(await plans('none')).toEqual([]);
  });

  it('have to be there, and of the type that there is', async () => {
    const talk = await converse(made);
    await talk.sayWhole([
      ['CreateUsagePlanKey', { ...inPlan, keyId: 'none', keyType: 'API_KEY' }, noKey],
      ['CreateUsagePlanKey', { ...inPlan, keyType: 'API_KEY' }, noKey],
      [
        'CreateUsagePlanKey',
        { ...inPlan, keyId: '$b', keyType: 'KEY' },
        outOfEnum('createUsagePlanKeyInput.keyType', 'KEY', 'API_KEY'),
      ],
      [
        'CreateUsagePlanKey',
        { ...inPlan, keyId: '$b' },
        {
          code: 'ValidationException',
          message:
            "1 validation error detected: Value null at 'createUsagePlanKeyInput.keyType' failed to satisfy constraint: Member must not be null",
          status: 400,
        },
      ],
    ]);
  });

  it('leave all plans once they are deleted', async () => {
    const talk = await converse([
      ...made,
      join('$ab', shown('ab')),
      join('$b', shown('b', 'b.')),
      ['DeleteApiKey', { apiKey: '$ab' }, {}],
    ]);
    await talk.sayWhole([
      ['GetUsagePlanKeys', inPlan, { items: [shown('b', 'b.')] }],
      ['GetUsagePlan', inPlan, { id: '$plan', name: 'p', apiStages: [] }],
      ['GetUsagePlans', { keyId: '$ab' }, { items: [] }],
      ['GetUsagePlans', { keyId: '$b' }, { items: [{ id: '$plan', name: 'p', apiStages: [] }] }],
    ]);
  });
});
