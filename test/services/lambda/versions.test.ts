import { describe, expect, it } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';
import {
  aText,
  archive,
  arn,
  conflict,
  converse,
  create,
  invalid,
  invocations,
  missing,
  violation,
} from './conversation.ts';

const answered = 'resources: { functions: { } }\nanswers: [{ match: { function: f }, return: 1 }]';

describe('versions', () => {
  it('are numbered, keep what was there, and are made of changes only', async () => {
    await converse([
      create('f', { Timeout: 5 }),
      ['PublishVersion', { FunctionName: 'f' }, { Version: '1', FunctionArn: arn('f:1') }],
      ['PublishVersion', { FunctionName: 'f', Description: 'same' }, { Version: '1' }],
      ['UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 6 }, { Timeout: 6 }],
      ['PublishVersion', { FunctionName: 'f' }, { Version: '2', Timeout: 6 }],
      ['GetFunctionConfiguration', { FunctionName: 'f:1' }, { Timeout: 5, Version: '1' }],
      [
        'ListVersionsByFunction',
        { FunctionName: 'f' },
        {
          Versions: [
            { Version: '$LATEST', FunctionArn: arn('f:$LATEST') },
            { Version: '1' },
            { Version: '2' },
          ],
        },
      ],
      ['DeleteFunction', { FunctionName: 'f', Qualifier: '2' }, {}],
      ['UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 7 }, { Timeout: 7 }],
      ['PublishVersion', { FunctionName: 'f' }, { Version: '3' }],
      [
        'UpdateFunctionCode',
        { FunctionName: 'f', ZipFile: archive, Publish: true },
        { Version: '3' },
      ],
      [
        'PublishVersion',
        { FunctionName: 'f', CodeSha256: 'x' },
        { code: 'InvalidParameterValueException' },
      ],
      [
        'DeleteFunction',
        { FunctionName: 'f', Qualifier: '$LATEST' },
        invalid('$LATEST version cannot be deleted without deleting the function.'),
      ],
    ]);
  });
});

const weightViolation = (written: string, constraint: string) => ({
  code: 'ValidationException',
  message: `1 validation error detected: Value '{${written}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: ${constraint}`,
});

describe('aliases', () => {
  const two = [
    create('f', { Publish: true }),
    ['UpdateFunctionConfiguration', { FunctionName: 'f', Timeout: 9 }, { Timeout: 9 }],
    ['PublishVersion', { FunctionName: 'f' }, { Version: '2' }],
  ] as const;

  it('point to a version, which is invoked by their name', async () => {
    await converse(
      [
        ...two,
        [
          'CreateAlias',
          { FunctionName: 'f', Name: 'live', FunctionVersion: '1' },
          { AliasArn: arn('f:live'), Name: 'live', FunctionVersion: '1', Description: '' },
        ],
        [
          'CreateAlias',
          { FunctionName: 'f', Name: 'live', FunctionVersion: '1' },
          conflict(`Alias already exists: ${arn('f:live')}`),
        ],
        ['Invoke', { FunctionName: 'f', Qualifier: 'live' }, { ExecutedVersion: '1', Payload: 1 }],
        [
          'UpdateAlias',
          { FunctionName: 'f', Name: 'live', FunctionVersion: '2' },
          { RevisionId: aText },
        ],
        ['Invoke', { FunctionName: arn('f:live') }, { ExecutedVersion: '2' }],
        ['Invoke', { FunctionName: 'f:2' }, { ExecutedVersion: '2' }],
        ['Invoke', { FunctionName: 'f' }, { ExecutedVersion: '$LATEST' }],
        [
          'DeleteFunction',
          { FunctionName: 'f', Qualifier: '2' },
          { code: 'ResourceConflictException' },
        ],
        ['ListAliases', { FunctionName: 'f' }, { Aliases: [{ Name: 'live' }] }],
        ['ListAliases', { FunctionName: 'f', FunctionVersion: '1' }, { Aliases: [] }],
        ['DeleteAlias', { FunctionName: 'f', Name: 'live' }, {}],
        ['DeleteAlias', { FunctionName: 'f', Name: 'live' }, {}],
        [
          'GetAlias',
          { FunctionName: 'f', Name: 'live' },
          missing(`Cannot find alias arn: ${arn('f:live')}`),
        ],
        ['Invoke', { FunctionName: 'f:live' }, missing(`Cannot find alias arn: ${arn('f:live')}`)],
      ],
      answered,
    );
  });

  it.each<[string, object, object]>([
    ['a number as name', { Name: '7' }, { code: 'ValidationException' }],
    ['no version', { FunctionVersion: null }, violation('null', 'functionVersion', 'not be null')],
    [
      'a version that is not there',
      { FunctionVersion: '9' },
      missing(`Function not found: ${arn('f:9')}`),
    ],
    [
      'weights beside $LATEST',
      { FunctionVersion: '$LATEST', RoutingConfig: { AdditionalVersionWeights: { 1: 0.5 } } },
      invalid('$LATEST is not supported for an alias pointing to more than 1 version'),
    ],
    ...[1.1, -0.1, 2].map((weight): [string, object, object] => [
      `a weight of ${weight}`,
      { RoutingConfig: { AdditionalVersionWeights: { 2: weight } } },
      weightViolation(
        `2=${weight === 2 ? '2.0' : weight}`,
        'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
      ),
    ]),
    [
      'weights of $LATEST',
      { RoutingConfig: { AdditionalVersionWeights: { $LATEST: 0.2 } } },
      weightViolation(
        '$LATEST=0.2',
        'Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]',
      ),
    ],
    [
      'weights of a version that is not there',
      { RoutingConfig: { AdditionalVersionWeights: { 3: 0.2 } } },
      missing(`Function not found: ${arn('f:3')}`),
    ],
    [
      'an alias of an alias',
      { FunctionVersion: 'live' },
      violation(
        "'live'",
        'functionVersion',
        String.raw`satisfy regular expression pattern: (\$LATEST(\.PUBLISHED)?|[0-9]+)`,
      ),
    ],
    [
      'two other versions',
      { RoutingConfig: { AdditionalVersionWeights: { 2: 0.1, 3: 0.1 } } },
      invalid('Number of items in AdditionalVersionWeights cannot be greater than 1'),
    ],
    [
      'the same version twice',
      { RoutingConfig: { AdditionalVersionWeights: { 1: 0.1 } } },
      invalid(
        'Invalid function version 1. Function version 1 is already included in routing configuration.',
      ),
    ],
  ])('refuse %s', async (_what, more, expected) => {
    const request = { FunctionName: 'f', Name: 'live', FunctionVersion: '1', ...more };
    await converse([...two, ['CreateAlias', request, expected]]);
  });

  it('are changed as they are made: weights are from 0 to 1', async () => {
    const update = (weight: number, expected: object) =>
      [
        'UpdateAlias',
        {
          FunctionName: 'f',
          Name: 'live',
          RoutingConfig: { AdditionalVersionWeights: { 2: weight } },
        },
        expected,
      ] as const;
    await converse([
      ...two,
      ['CreateAlias', { FunctionName: 'f', Name: 'live', FunctionVersion: '1' }, { Name: 'live' }],
      update(1.01, { code: 'ValidationException' }),
      update(1, { RoutingConfig: { AdditionalVersionWeights: { 2: 1 } } }),
      update(0, { RoutingConfig: { AdditionalVersionWeights: { 2: 0 } } }),
    ]);
  });

  it('send a part of the invocations to a second version, by their weights', async () => {
    const shares: number[] = [];
    for (const weight of [0, 0.25, 1]) {
      const RoutingConfig = { AdditionalVersionWeights: { 2: weight } };
      const alias = { FunctionName: 'f', Name: 'live', FunctionVersion: '1', RoutingConfig };
      const world = await converse([...two, ['CreateAlias', alias, { RoutingConfig }]], answered);
      let second = 0;
      for (let index = 0; index < 200; index++) {
        const { value } = await world.call('lambda', 'Invoke', { FunctionName: 'f:live' });
        if ((value as { readonly ExecutedVersion: string }).ExecutedVersion === '2') second += 1;
      }
      shares.push(second);
    }
    expect(shares[0]).toBe(0);
    expect(shares[1]).toBeGreaterThan(25);
    expect(shares[1]).toBeLessThan(75);
    expect(shares[2]).toBe(200);
  });

  it('of a declared function need not be made: each means the function', async () => {
    const world = new TestWorld('resources: { functions: { f: { answers: [{ return: 1 }] } } }');
    await converse([['Invoke', { FunctionName: 'f:live' }, { ExecutedVersion: '$LATEST' }]], world);
    expect(invocations(world, 'f')).toHaveLength(1);
  });
});

describe('concurrency', () => {
  it('is reserved, as long as 100 are left', async () => {
    const put = (name: string, count: number, expected: object) =>
      [
        'PutFunctionConcurrency',
        { FunctionName: name, ReservedConcurrentExecutions: count },
        expected,
      ] as const;
    const short = invalid(
      "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    );
    await converse([
      create('f'),
      create('g'),
      put('f', 901, short),
      put('f', 900, { ReservedConcurrentExecutions: 900 }),
      put('f', 900, { ReservedConcurrentExecutions: 900 }),
      put('g', 1, short),
      put('g', 0, { ReservedConcurrentExecutions: 0 }),
      put('f', -1, { code: 'ValidationException' }),
      ['GetAccountSettings', {}, { AccountLimit: { UnreservedConcurrentExecutions: 100 } }],
      ['Invoke', { FunctionName: 'g' }, { code: 'TooManyRequestsException', status: 429 }],
      ['DeleteFunctionConcurrency', { FunctionName: 'f' }, {}],
      ['GetFunctionConcurrency', { FunctionName: 'f' }, {}],
    ]);
  });

  it('that is provisioned makes no cold start, up to its number', async () => {
    const provision = (Qualifier: string, count: number, expected: object) =>
      [
        'PutProvisionedConcurrencyConfig',
        { FunctionName: 'f', Qualifier, ProvisionedConcurrentExecutions: count },
        expected,
      ] as const;
    const none = {
      code: 'ProvisionedConcurrencyConfigNotFoundException',
      message: 'No Provisioned Concurrency Config found for this function',
      status: 404,
    };
    const unpublished = invalid(
      'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    );
    const world = await converse(
      [
        create('f', { Publish: true, Timeout: 60 }),
        provision('$LATEST', 1, unpublished),
        provision('1', 0, { code: 'ValidationException' }),
        ['GetProvisionedConcurrencyConfig', { FunctionName: 'f', Qualifier: '1' }, none],
        provision('1', 2, {
          RequestedProvisionedConcurrentExecutions: 2,
          AllocatedProvisionedConcurrentExecutions: 0,
          Status: 'IN_PROGRESS',
        }),
        [
          'GetProvisionedConcurrencyConfig',
          { FunctionName: 'f', Qualifier: '1' },
          { AvailableProvisionedConcurrentExecutions: 2, Status: 'READY' },
        ],
        [
          'ListProvisionedConcurrencyConfigs',
          { FunctionName: 'f' },
          { ProvisionedConcurrencyConfigs: [{ FunctionArn: arn('f:1') }] },
        ],
      ],
      'answers: [{ match: { function: f }, return: 1, after: 1s }]',
    );
    for (let index = 0; index < 3; index++) {
      await world.call('lambda', 'Invoke', { FunctionName: 'f:1' });
    }
    await world.pass(1000);
    const cold = world.simulation.log().flatMap(({ kind, data }) => {
      return kind === 'functionReturned' ? [(data as { isColdStart: boolean }).isColdStart] : [];
    });
    expect(cold).toEqual([false, false, true]);
  });
});
