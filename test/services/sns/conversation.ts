/** Conversations with SNS and who gets its messages: what is asked, in turn, and what is answered. */
import type { Json, JsonObject } from '@stepthrough/json';
import { expect } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

export type Step =
  /** An operation of SNS, or of another service as `sqs.ReceiveMessage`. */
  | readonly [operation: string, request: JsonObject, expected: object]
  /** Virtual milliseconds pass. */
  | number
  /** The last `SubscriptionArn` or `EndpointArn` is known by this name, as `$name`. */
  | { readonly keep: string };

export const account = '123456789012';
export const topicArn = (name: string) => `arn:aws:sns:us-east-1:${account}:${name}`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;
export const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${account}:function:${name}`;
export const aText: string = expect.any(String) as string;
export const like = (message: string): string => expect.stringContaining(message) as string;

export const invalid = (reason: string) => ({
  code: 'InvalidParameterException',
  message: `Invalid parameter: ${reason}`,
  status: 400,
});
export const badValue = (message: string) => ({
  code: 'InvalidParameterValueException',
  message,
  status: 400,
});
export const missing = (name: string) => ({
  code: 'ValidationError',
  message: `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  status: 400,
});
export const gone = (what: string) => ({
  code: 'NotFoundException',
  message: `${what} does not exist`,
  status: 404,
});
export const tooShort = (parameter: string, count: number) =>
  invalid(`${parameter} Reason: An ARN must have at least 6 elements, not ${count}`);

export const create = (Name: string, more: JsonObject = {}, expected?: object): Step => [
  'CreateTopic',
  { Name, ...more },
  expected ?? { TopicArn: topicArn(Name) },
];
export const fifo = (Name: string, more: JsonObject = {}): Step =>
  create(Name, { Attributes: { FifoTopic: 'true', ...more } });

export const subscribe = (
  topic: string,
  Protocol: string,
  Endpoint: string,
  more: JsonObject = {},
  expected: object = { SubscriptionArn: aText },
): Step => ['Subscribe', { TopicArn: topicArn(topic), Protocol, Endpoint, ...more }, expected];

export const setAttribute = (
  AttributeName: string,
  AttributeValue: string,
  expected: object = {},
  SubscriptionArn = '$arn',
): Step => [
  'SetSubscriptionAttributes',
  { SubscriptionArn, AttributeName, AttributeValue },
  expected,
];

export const publish = (
  topic: string,
  Message: string,
  more: JsonObject = {},
  expected: object = { MessageId: aText },
): Step => ['Publish', { TopicArn: topicArn(topic), Message, ...more }, expected];

/** Takes all that a queue has; texts are bodies, objects members of JSON bodies. */
export const receive = (QueueUrl: string, ...all: (string | object)[]): Step => [
  'sqs.ReceiveMessage',
  {
    QueueUrl,
    MaxNumberOfMessages: 10,
    MessageAttributeNames: ['All'],
    AttributeNames: ['All'],
  },
  all.length === 0 ? {} : { bodies: all },
];

/** Says one after the other and compares the answers; an empty one is compared exactly. `$arn`: the last one. */
export async function converse(
  steps: readonly Step[],
  scenario: string | TestWorld = '',
): Promise<TestWorld> {
  const world = typeof scenario === 'string' ? new TestWorld(scenario) : scenario;
  const known: Record<string, string> = {};
  for (const step of steps) {
    if (typeof step === 'number') {
      await world.pass(step);
      continue;
    }
    if ('keep' in step) {
      known[step.keep] = known['arn'] ?? '';
      continue;
    }
    const [called, request, expected] = step;
    const [operation = '', service = 'sns'] = called.split('.').reverse();
    const filled = JSON.parse(
      JSON.stringify(request).replace(/"\$(\w+)"/g, (_, name: string) =>
        JSON.stringify(known[name] ?? ''),
      ),
    ) as JsonObject;
    const { value } = await world.call(service as 'sns' | 'sqs', operation, filled);
    const said = `${called} ${JSON.stringify(request).slice(0, 500)}`;
    if ('bodies' in expected)
      expect(bodiesOf(value, expected.bodies), said).toMatchObject(expected.bodies as object);
    else if (Object.keys(expected).length === 0) expect(value, said).toEqual({});
    else expect(value, said).toMatchObject(expected);
    const { SubscriptionArn, EndpointArn } = value as { readonly [name: string]: string };
    const arn = SubscriptionArn ?? EndpointArn;
    if (arn !== undefined) known['arn'] = arn;
  }
  return world;
}

function bodiesOf(value: Json, wanted: unknown): readonly Json[] {
  const { Messages = [] } = value as { readonly Messages?: readonly { readonly Body: string }[] };
  const expected = wanted as readonly unknown[];
  return Messages.map(({ Body }, index) =>
    typeof expected[index] === 'string' ? Body : (JSON.parse(Body) as Json),
  );
}
