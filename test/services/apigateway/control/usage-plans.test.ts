/** Usage plans and the stages that they are for. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import {
  account,
  anApi,
  converse,
  deploy,
  invalid,
  mockOf,
  outOfEnum,
  patch,
  unknown,
  type Step,
} from './conversation.ts';

const noPlan = unknown('Invalid Usage Plan ID specified');
const inPlan = { usagePlanId: '$plan' };

const create = (more: JsonObject = {}): Step => [
  'CreateUsagePlan',
  { name: 'p', ...more },
  {},
  { plan: 'id' },
];
const update = (expected: object, ...patchOperations: JsonObject[]): Step => [
  'UpdateUsagePlan',
  { ...inPlan, patchOperations },
  expected,
];
/** An API with the stages `live` and `test`. */
const stages: readonly Step[] = [anApi, ...mockOf('in'), deploy('live'), deploy('test')];
const live = { apiId: '$api', stage: 'live' };
const test = { apiId: '$api', stage: 'test' };

describe('G40: a usage plan', () => {
  it('is told as it was made', async () => {
    const whole = {
      name: 'p',
      description: 'd',
      apiStages: [test, live],
      throttle: { rateLimit: 0, burstLimit: 0 },
      quota: { limit: 1, offset: 0, period: 'WEEK' },
      tags: { a: '1' },
    };
    const talk = await converse([...stages, create(whole), create({ name: 'q' })]);
    const { items } = await talk.ask('GetUsagePlans', {});
    const known = items as readonly JsonObject[];
    expect(known).toHaveLength(2);
    const id = known.find(({ name }) => name === 'p')?.['id'] ?? '';
    const api = talk.known['api'];
    await talk.sayWhole([
      [
        'GetUsagePlan',
        { usagePlanId: id },
        {
          ...whole,
          id,
          apiStages: [
            { apiId: api, stage: 'test' },
            { apiId: api, stage: 'live' },
          ],
        },
      ],
      ['GetUsagePlan', inPlan, { id: '$plan', name: 'q', apiStages: [] }],
    ]);
  });

  it.each<[JsonObject, object]>([
    [
      {},
      {
        code: 'ValidationException',
        message:
          "1 validation error detected: Value null at 'createUsagePlanInput.name' failed to satisfy constraint: Member must not be null",
        status: 400,
      },
    ],
    [
      { name: 'p', apiStages: [{ apiId: 'none', stage: 'live' }] },
      unknown(`Invalid API identifier specified ${account}:none`),
    ],
    [
      { name: 'p', apiStages: [live, { ...test, stage: 'none' }] },
      unknown('API Stage not found: $api:none'),
    ],
    [
      { name: 'p', apiStages: [live, { ...test, throttle: {} }] },
      invalid('A throttle of single methods in a usage plan is not simulated.'),
    ],
    [
      { name: 'p', throttle: { rateLimit: -1 } },
      invalid('Usage Plan throttle limits must be zero or more'),
    ],
    [
      { name: 'p', throttle: { burstLimit: -1 } },
      invalid('Usage Plan throttle limits must be zero or more'),
    ],
    [
      { name: 'p', quota: { limit: 1 } },
      invalid('Invalid Usage Plan quota period specified. Must be one of [DAY, WEEK, MONTH]'),
    ],
    [
      { name: 'p', quota: { limit: 1, period: 'YEAR' } },
      outOfEnum('quota.period', 'YEAR', 'DAY, WEEK, MONTH'),
    ],
    [
      { name: 'p', quota: { period: 'DAY' } },
      invalid('Usage Plan quota limit must be a non-negative numeric'),
    ],
  ])('of %j is refused', async (request, refusal) => {
    const talk = await converse(stages);
    await talk.sayWhole([
      ['CreateUsagePlan', request, refusal],
      ['GetUsagePlans', {}, { items: [] }],
    ]);
  });

  const offset = (words: string) => invalid(`Usage Plan quota offset must be ${words}`);
  const notSimulated = invalid('The offset of a quota is not simulated.');
  const inDay = offset('zero in the DAY period');
  const inWeek = offset('between 0 and 6 inclusive in the WEEK period');
  const inMonth = offset('between 0 and 27 inclusive in the MONTH period');
  it.each<[string, number, object]>([
    ['DAY', -1, inDay],
    ['DAY', 1, inDay],
    ['WEEK', -1, inWeek],
    ['WEEK', 1, notSimulated],
    ['WEEK', 6, notSimulated],
    ['WEEK', 7, inWeek],
    ['MONTH', -1, inMonth],
    ['MONTH', 27, notSimulated],
    ['MONTH', 28, inMonth],
  ])('with a quota of a %s that begins at %i is refused', async (period, at, refusal) => {
    const talk = await converse([]);
    const quota = { limit: 1, period, offset: at };
    await talk.sayWhole([['CreateUsagePlan', { name: 'p', quota }, refusal]]);
  });

  it('is changed member by member', async () => {
    const talk = await converse([create({ quota: { limit: 1, period: 'DAY' } })]);
    const before = { id: '$plan', apiStages: [] };
    const quota = { limit: 2, offset: 0, period: 'MONTH' };
    const throttle = { rateLimit: 1.5, burstLimit: 3 };
    const described = { ...before, name: 'q', description: 'd', productCode: 'c', quota };
    const change = (whole: object, ...patchOperations: JsonObject[]) =>
      ['UpdateUsagePlan', { ...inPlan, patchOperations }, whole] as const;
    await talk.sayWhole([
      change(
        described,
        patch('replace', '/name', 'q'),
        patch('replace', '/description', 'd'),
        patch('replace', '/productCode', 'c'),
        patch('replace', '/quota/limit', '2'),
        patch('replace', '/quota/period', 'MONTH'),
        patch('replace', '/quota/offset', '0'),
      ),
      change(
        { ...described, throttle },
        patch('replace', '/throttle/rateLimit', '1.5'),
        patch('replace', '/throttle/burstLimit', '3'),
      ),
      change(
        { ...described, throttle: { ...throttle, rateLimit: 0 } },
        patch('replace', '/throttle/rateLimit', '0'),
      ),
      change(described, patch('remove', '/throttle')),
      change(
        { ...before, name: 'q', description: 'd', productCode: 'c' },
        patch('remove', '/quota'),
      ),
    ]);
  });

  it.each<[JsonObject, object]>([
    [
      patch('replace', '/quota/limit', '0'),
      invalid('Usage Plan quota limit must be a non-negative numeric'),
    ],
    [
      patch('replace', '/quota/period', 'YEAR'),
      outOfEnum('quota.period', 'YEAR', 'DAY, WEEK, MONTH'),
    ],
    [
      patch('replace', '/throttle/rateLimit', '-1'),
      invalid('Usage Plan throttle limits must be zero or more'),
    ],
    [
      patch('replace', '/throttle/burstLimit', 'x'),
      invalid("Invalid value 'x' specified for /throttle/burstLimit"),
    ],
    [
      patch('add', '/throttle', '1'),
      invalid(
        "Invalid patch path  '/throttle' specified for op 'add'. Must be one of: [/apiStages/{name}/throttle, /apiStages/{name}/throttle/{name}/burstLimit, /apiStages/{name}/throttle/{name}/rateLimit]",
      ),
    ],
    [
      patch('remove', '/name'),
      invalid(
        "Invalid patch path  '/name' specified for op 'remove'. Must be one of: [/apiStages/{name}/throttle, /apiStages/{name}/throttle/{name}/burstLimit, /apiStages/{name}/throttle/{name}/rateLimit, /quota, /throttle]",
      ),
    ],
    [
      patch('replace', '/apiStages/a:live/throttle', '{}'),
      invalid('The patch of /apiStages/a:live/throttle is not simulated.'),
    ],
    [
      patch('replace', '/apiStages/a:live/throttle/~1GET/rateLimit', '1'),
      invalid('The patch of /apiStages/a:live/throttle/~1GET/rateLimit is not simulated.'),
    ],
    [
      patch('replace', '/apiStages/a:live/throttle/~1GET/burstLimit', '1'),
      invalid('The patch of /apiStages/a:live/throttle/~1GET/burstLimit is not simulated.'),
    ],
  ])('takes no patch %j', async (operation, refusal) => {
    const quota = { limit: 1, period: 'DAY' };
    const talk = await converse([create({ quota })]);
    await talk.sayWhole([
      ['UpdateUsagePlan', { ...inPlan, patchOperations: [operation] }, refusal],
      [
        'GetUsagePlan',
        inPlan,
        { id: '$plan', name: 'p', apiStages: [], quota: { ...quota, offset: 0 } },
      ],
    ]);
  });

  const form = (value: string) =>
    invalid(
      `Invalid value '${value}' specified for path '/apiStages'. Must be of the form 'apiId:stage'`,
    );

  it('is for the stages that are added to it', async () => {
    const add = (value?: string) => patch('add', '/apiStages', value);
    const remove = (value?: string) => patch('remove', '/apiStages', value);
    const talk = await converse([...stages, create()]);
    const whole = { id: '$plan', name: 'p' };
    const change = (apiStages: object, ...patchOperations: JsonObject[]) =>
      ['UpdateUsagePlan', { ...inPlan, patchOperations }, { ...whole, apiStages }] as const;
    await talk.sayWhole([change([live, test], add('$api:live'), add('$api:test'))]);
    await talk.sayWhole([change([test, live], add('$api:live'))]);
    await talk.say([
      update(form('$api'), add('$api')),
      update(form('$api:live:more'), add('$api:live:more')),
      update(form(''), add()),
      update(unknown('API Stage not found: $api:none'), add('$api:none')),
      update(unknown('Invalid API Stage specified'), remove('$api:none')),
      update(unknown('Invalid API Stage specified'), remove('other:live')),
      update(form('$api'), remove('$api'), add('$api:test')),
      update(
        invalid(
          "Invalid patch path  '/apiStages' specified for op 'replace'. Please choose supported operations",
        ),
        patch('replace', '/apiStages', '$api:live'),
      ),
    ]);
    await talk.sayWhole([
      ['GetUsagePlan', inPlan, { ...whole, apiStages: [test, live] }],
      change([live], remove('$api:test')),
      change([], remove('$api:live')),
      ['DeleteUsagePlan', inPlan, {}],
      ['GetUsagePlan', inPlan, noPlan],
    ]);
    expect(await talk.get('/live/')).toEqual([200, 'in']);
  });

  it('keeps its stages, and no others', async () => {
    const talk = await converse([...stages, create({ apiStages: [live] })]);
    const inUse = (stage: string) =>
      invalid(`Cannot delete stage '${stage}' because it is associated with a usage plan`);
    await talk.sayWhole([
      ['DeleteStage', { restApiId: '$api', stageName: 'live' }, inUse('live')],
      ['DeleteStage', { restApiId: '$api', stageName: 'test' }, {}],
    ]);
    const both = await converse([...stages, create({ apiStages: [live, test] })]);
    await both.sayWhole([
      ['DeleteStage', { restApiId: '$api', stageName: 'live' }, inUse('live')],
      ['DeleteStage', { restApiId: '$api', stageName: 'test' }, inUse('test')],
    ]);
  });

  it('of another API keeps no stage of the same name', async () => {
    const talk = await converse([...stages, create({ apiStages: [live] })]);
    await talk.say([anApi, ...mockOf('other'), deploy('live')]);
    await talk.sayWhole([['DeleteStage', { restApiId: '$api', stageName: 'live' }, {}]]);
  });

  it('that is not there is told', async () => {
    const none = { usagePlanId: 'none' };
    const talk = await converse([]);
    await talk.sayWhole([
      ['GetUsagePlan', none, noPlan],
      ['GetUsagePlan', {}, noPlan],
      ['UpdateUsagePlan', { ...none, patchOperations: [patch('add', '/a')] }, noPlan],
      ['DeleteUsagePlan', none, noPlan],
      ['CreateUsagePlanKey', { ...none, keyId: 'none', keyType: 'API_KEY' }, noPlan],
      ['GetUsagePlanKey', { ...none, keyId: 'none' }, noPlan],
      ['GetUsagePlanKeys', none, noPlan],
      ['DeleteUsagePlanKey', { ...none, keyId: 'none' }, noPlan],
    ]);
  });
});
