/** Runs that would go on for ever are told; those that are only large come to their end. */
import { describe, expect, it } from 'vitest';
import { parse, type Json } from '@stepthrough/asl';
import { runHeadless, type HeadlessOptions } from '@stepthrough/simulator';
import { scenarioOf } from './world.ts';

type Rest = Partial<Omit<HeadlessOptions, 'program' | 'scenario'>>;

function run(
  states: { readonly [name: string]: Json },
  {
    scenario = '',
    type = 'STANDARD',
    ...rest
  }: Rest & {
    readonly scenario?: string;
    readonly type?: 'STANDARD' | 'EXPRESS';
  } = {},
) {
  const definition = JSON.stringify({ StartAt: Object.keys(states)[0] ?? '', States: states });
  return runHeadless({
    program: { path: 'loop.asl.json', document: parse(definition, 'json'), type },
    scenario: scenarioOf(scenario),
    input: {},
    ...rest,
  });
}

const again = (resource: string, name = 'Start') => ({
  [name]: {
    Type: 'Task',
    Resource: `arn:aws:states:::states:${resource}`,
    Parameters: {
      StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:loop',
      Input: {},
    },
    End: true,
  },
});

function map(fields: object = {}) {
  return {
    Each: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
        StartAt: 'Item',
        States: { Item: { Type: 'Pass', End: true } },
      },
      End: true,
      ...fields,
    },
  };
}

const listOf = (length: number): Json => Array.from({ length }, (_, index) => index);

describe('executions that start others', () => {
  it.each(['startExecution', 'startExecution.sync:2'])(
    'two each by %s: the run is ended when it has more than it holds',
    async (resource) => {
      const branches = [1, 2].map((index) => ({
        StartAt: `Start${index}`,
        States: again(resource, `Start${index}`),
      }));
      const { end, problem } = await run(
        { Both: { Type: 'Parallel', Branches: branches, End: true } },
        { limits: { executions: 50 } },
      );
      expect(end).toBe('stuck');
      expect(problem).toMatch(
        /^The run has started 5\d executions; it holds 50 at most\. Do executions start others without end\?$/,
      );
    },
  );

  it('one after another: the run is ended, too', async () => {
    const { end, problem } = await run(again('startExecution'), { limits: { executions: 50 } });
    expect(end).toBe('stuck');
    expect(problem).toContain('started 51 executions');
  });

  it.each([
    [49, 'ended'],
    [50, 'ended'],
    [51, 'stuck'],
  ] as const)('%d in all, where 50 are held: %s', async (count, end) => {
    // The first one starts the others.
    const Each = {
      Type: 'Map',
      ItemsPath: '$.l',
      ItemProcessor: { StartAt: 'Start', States: again('startExecution') },
      End: true,
    };
    const Which = {
      Type: 'Choice',
      Choices: [{ Variable: '$.l', IsPresent: true, Next: 'Each' }],
      Default: 'Done',
    };
    const result = await run(
      { Which, Each, Done: { Type: 'Succeed' } },
      { limits: { executions: 50 }, input: { l: listOf(count - 1) } },
    );
    expect(result.end).toBe(end);
  });
});

describe('a Map Run', () => {
  it('of more items than a run has events without an end does not go in circles', async () => {
    const { end, execution } = await run(map({ MaxConcurrency: 10 }), {
      input: listOf(400),
      maximumEvents: 300,
    });
    expect(end).toBe('ended');
    expect(execution?.snapshot.output).toEqual(listOf(400));
  });

  it.each([
    [19, 'ended'],
    [20, 'ended'],
    [21, 'stuck'],
  ] as const)('of %d items, where 20 children are held: %s', async (count, end) => {
    const { end: ended, problem } = await run(map(), {
      input: listOf(count),
      limits: { children: 20 },
    });
    expect(ended).toBe(end);
    if (end === 'stuck')
      expect(problem).toMatch(/^The run has started 21 child executions .*ItemBatcher/);
  });

  it('keeps its first children, and forgets the others when they have ended', async () => {
    const { execution, simulation } = await run(map({ MaxConcurrency: 3 }), {
      input: listOf(12),
      limits: { keptChildren: 5 },
    });
    expect(execution?.snapshot.output).toEqual(listOf(12));
    const executions = simulation.executions();
    expect(executions.map(({ input }) => input)).toEqual([listOf(12), 0, 1, 2, 3, 4]);
    const entered = simulation.log().filter(({ kind }) => kind === 'stateEntered');
    expect(entered.map(({ message }) => message)).toEqual([
      'Entered Each',
      ...Array.from({ length: 5 }, () => 'Entered Item'),
    ]);
    const ended = simulation.log().filter(({ kind }) => kind === 'executionEnded');
    expect(ended).toHaveLength(6);
    expect(simulation.world.running).toBeUndefined();
  });

  it('forgets children that fail, wait or ask tasks like others', async () => {
    const processor = {
      ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: 'f', Payload: { 'n.$': '$' } },
          TimeoutSeconds: 10,
          Next: 'Wait',
        },
        Wait: { Type: 'Wait', Seconds: 5, End: true },
      },
    };
    const { execution, simulation } = await run(
      map({ ItemProcessor: processor, ToleratedFailurePercentage: 100 }),
      {
        input: listOf(9),
        limits: { keptChildren: 2 },
        scenario: `
answers:
  - { match: { state: Ask, input: { Payload: { n: [3] } } }, throw: { error: E } }
  - { match: { state: Ask, input: { Payload: { n: [4] } } }, after: 20s, return: { Payload: late } }
  - { match: { state: Ask }, return: { Payload: 1 } }`,
      },
    );
    expect(execution?.status).toBe('SUCCEEDED');
    expect(execution?.snapshot.output).toHaveLength(7);
    expect(simulation.executions()).toHaveLength(3);
    expect(simulation.tasks()).toEqual([]);
  });
});

describe('a run in which no execution ends', () => {
  const polls = `
resources: { queues: { q: { visibilityTimeout: 1s } } }
consumers:
  - queue: q
    script: [{ do: [] }]`;
  const asks = {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: { QueueUrl: 'q', MessageBody: { 'Token.$': '$$.Task.Token' } },
      End: true,
    },
  };

  it('is told to go in circles after so many events', async () => {
    const { Ask } = asks;
    const { end, problem } = await run(
      { Ask: { ...Ask, TimeoutSeconds: 10_000_000 } },
      { scenario: `${polls.replace('do: []', 'crash: true')}`, maximumEvents: 200 },
    );
    expect(end).toBe('tooLong');
    expect(problem).toBe(
      'The run has not ended, and no execution has in its last 200 events; the workflow may go in circles.',
    );
  });

  it.each(['STANDARD', 'EXPRESS'] as const)(
    'a %s loop of a Choice ends by itself',
    async (type) => {
      const Choice = {
        Type: 'Choice',
        Choices: [{ Variable: '$.x', IsPresent: false, Next: 'Choice' }],
        Default: 'Choice',
      };
      const { end, execution, simulation } = await run({ Choice }, { type });
      expect(end).toBe('ended');
      expect(execution?.status).toBe(type === 'STANDARD' ? 'FAILED' : 'TIMED_OUT');
      expect(simulation.history(execution?.id ?? '')).toHaveLength(
        type === 'STANDARD' ? 25_000 : 100_000,
      );
    },
  );
});
