/** Topics of a scenario are those that the API would make; Tasks ask for both. */
import { parse } from '@stepthrough/asl';
import { runHeadless } from '@stepthrough/simulator';
import { describe, expect, it } from 'vitest';
import { scenarioOf, TestWorld } from '../../simulator/world.ts';
import {
  aText,
  converse,
  create,
  functionArn,
  publish,
  queueArn,
  receive,
  setAttribute,
  subscribe,
  topicArn,
  type Step,
} from './conversation.ts';

const around = `
resources:
  queues: { q: {}, r: {} }
  functions: { f: { answers: [{ return: null }] } }
  topics:
    t:
      queues: [q]
      functions: [f]
      raw: true
      subscriptions: [{ queue: r, filterPolicy: { a: [b] } }]
    f.fifo: {}
    strict.fifo: { contentBasedDeduplication: false }
    large: { maximumMessageSize: 1048576 }`;

describe('topics of a scenario', () => {
  it('are listed with their subscriptions, in order', async () => {
    const listed = (protocol: string, endpoint: string) => ({
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: topicArn('t'),
    });
    await converse(
      [
        [
          'ListTopics',
          {},
          {
            Topics: ['f.fifo', 'large', 'strict.fifo', 't'].map((name) => ({
              TopicArn: topicArn(name),
            })),
          },
        ],
        [
          'ListSubscriptionsByTopic',
          { TopicArn: topicArn('t') },
          {
            Subscriptions: [
              listed('sqs', queueArn('q')),
              listed('lambda', functionArn('f')),
              listed('sqs', queueArn('r')),
            ],
          },
        ],
        [
          'GetTopicAttributes',
          { TopicArn: topicArn('f.fifo') },
          { Attributes: { FifoTopic: 'true', ContentBasedDeduplication: 'true' } },
        ],
        [
          'GetTopicAttributes',
          { TopicArn: topicArn('strict.fifo') },
          { Attributes: { ContentBasedDeduplication: 'false' } },
        ],
      ],
      around,
    );
  });

  it('are changed through the API, and told by their names alone', async () => {
    const found: Step = subscribe('t', 'sqs', queueArn('q'));
    await converse(
      [
        create('t'),
        found,
        [
          'GetSubscriptionAttributes',
          { SubscriptionArn: '$arn' },
          { Attributes: { RawMessageDelivery: 'true' } },
        ],
        setAttribute('FilterPolicy', '{"a":["c"]}'),
        publish('t', 'no', { MessageAttributes: { a: { DataType: 'String', StringValue: 'b' } } }),
        [
          'Publish',
          {
            TopicArn: 't',
            Message: 'yes',
            MessageAttributes: { a: { DataType: 'String', StringValue: 'c' } },
          },
          { MessageId: aText },
        ],
        receive('q', 'yes'),
      ],
      around,
    );
  });

  it('have the same subscriptions for the same seed', async () => {
    const arns = async () => {
      const { value } = await new TestWorld(around).call('sns', 'ListSubscriptions', {});
      return (value as { Subscriptions: { SubscriptionArn: string }[] }).Subscriptions.map(
        ({ SubscriptionArn }) => SubscriptionArn,
      );
    };
    const first = await arns();
    expect(await arns()).toEqual(first);
    expect(new Set(first).size).toBe(3);
    for (const arn of first) expect(arn).toMatch(/:t:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  it('that SNS would not make are refused with their place', () => {
    expect(
      () => new TestWorld('resources: { topics: { t: { maximumMessageSize: 1023 } } }'),
    ).toThrow(/SNS would not make the topic "t": .*Must be between 1024 and 1048576/);
  });
});

describe('Tasks', () => {
  const run = async (resources: string, ...states: object[]) => {
    const named = states.map((state, i) => [
      `S${i}`,
      {
        Type: 'Task',
        ...state,
        ...(i + 1 < states.length ? { Next: `S${i + 1}` } : { End: true }),
      },
    ]);
    const definition = JSON.stringify({
      StartAt: 'S0',
      States: Object.fromEntries(named) as object,
    });
    return runHeadless({
      program: { path: 'm.asl.json', document: parse(definition, 'json') },
      scenario: scenarioOf(resources),
      input: {},
    });
  };
  const sdk = (action: string, Parameters: object) => ({
    Resource: `arn:aws:states:::aws-sdk:sns:${action}`,
    Parameters,
  });
  const send = {
    Resource: 'arn:aws:states:::sns:publish',
    Parameters: { TopicArn: topicArn('t'), Message: 'm' },
  };

  it('publish to a topic that another has made', async () => {
    const { end, execution, problem } = await run(
      'scenario: 1',
      sdk('createTopic', { Name: 't' }),
      sdk('addPermission', {
        TopicArn: topicArn('t'),
        Label: 'l',
        AwsAccountId: ['111111111111'],
        ActionName: ['Publish'],
      }),
      send,
    );
    expect([end, problem, execution?.snapshot.status]).toEqual([
      expect.anything(),
      undefined,
      'SUCCEEDED',
    ]);
  });

  it('have answers with capitals', async () => {
    const { execution } = await run(
      'scenario: 1',
      sdk('checkIfPhoneNumberIsOptedOut', { PhoneNumber: '+15551234567' }),
    );
    expect(execution?.snapshot).toMatchObject({ output: { IsOptedOut: false } });
  });

  it('wait for somebody where no topic was ever made', async () => {
    const { problem } = await run('scenario: 1', send);
    expect(JSON.stringify(problem)).toContain('There is no topic in');
  });
});
