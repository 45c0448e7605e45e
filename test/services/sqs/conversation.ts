/** Conversations with SQS: what is asked, in turn, and what it answers. */
import type { Json } from '@stepthrough/asl';
import { expect } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

export type Step =
  | readonly [operation: string, request: { readonly [name: string]: Json }, expected: object]
  /** Virtual milliseconds pass. */
  | number
  /** `$handle` is known by this name, too. */
  | { readonly keep: string };

export const account = '123456789012';
export const arn = (name: string) => `arn:aws:sqs:us-east-1:${account}:${name}`;
export const policy = (target: string, maxReceiveCount: number) =>
  JSON.stringify({ deadLetterTargetArn: arn(target), maxReceiveCount });
export const invalid = (message: string) => ({
  code: 'InvalidParameterValueException',
  message,
  status: 400,
});
export const missing = (name: string) => ({
  code: 'MissingRequiredParameterException',
  message: `The request must contain the parameter ${name}.`,
  status: 400,
});
export const like = (message: string): string => expect.stringContaining(message) as string;
export const aText: string = expect.any(String) as string;
export const text = (StringValue: string) => ({ DataType: 'String', StringValue });
export const bodies = (...all: string[]) => ({ Messages: all.map((Body) => ({ Body })) });

export const receive = (QueueUrl: string, more: object, expected: object): Step => [
  'ReceiveMessage',
  { QueueUrl, ...more },
  expected,
];

/** All that a receive can have, up to ten messages. */
export const receiveAll = (QueueUrl: string, ...all: string[]): Step =>
  receive(QueueUrl, { MaxNumberOfMessages: 10 }, all.length === 0 ? {} : bodies(...all));

export const send = (QueueUrl: string, MessageBody: string, more: object = {}): Step => [
  'SendMessage',
  { QueueUrl, MessageBody, ...more },
  { MessageId: aText },
];

export const sendTo = (QueueUrl: string, group: string, ...all: string[]): readonly Step[] =>
  all.map((body) => send(QueueUrl, body, { MessageGroupId: group }));

export const deleteIt = (QueueUrl: string, expected: object = {}, handle = '$handle'): Step => [
  'DeleteMessage',
  { QueueUrl, ReceiptHandle: handle },
  expected,
];

export const hideIt = (
  QueueUrl: string,
  VisibilityTimeout: number,
  expected: object = {},
  handle = '$handle',
): Step => [
  'ChangeMessageVisibility',
  { QueueUrl, ReceiptHandle: handle, VisibilityTimeout },
  expected,
];

export const attributesOf = (
  QueueUrl: string,
  expected: { readonly [name: string]: string },
): Step => [
  'GetQueueAttributes',
  { QueueUrl, AttributeNames: Object.keys(expected) },
  { Attributes: expected },
];

export const setAttributes = (
  QueueUrl: string,
  Attributes: { readonly [name: string]: string },
  expected: object = {},
): Step => ['SetQueueAttributes', { QueueUrl, Attributes }, expected];

/**
 * Says one after the other and compares the answers; an empty one is compared exactly. In requests
 * `$handle` is the first receipt handle of the last receive that had one, `$handle2` the second,
 * `$task` the last handle of a move task.
 */
export async function converse(
  steps: readonly Step[],
  scenario: string | TestWorld,
): Promise<TestWorld> {
  const world = typeof scenario === 'string' ? new TestWorld(scenario) : scenario;
  const known: Record<string, string> = {};
  for (const step of steps) {
    if (typeof step === 'number') {
      await world.pass(step);
      continue;
    }
    if ('keep' in step) {
      known[step.keep] = known['handle'] ?? '';
      continue;
    }
    const [operation, request, expected] = step;
    const filled = JSON.parse(
      JSON.stringify(request).replace(/"\$(\w+)"/g, (_, name: string) =>
        JSON.stringify(known[name] ?? ''),
      ),
    ) as typeof request;
    const { value } = await world.call('sqs', operation, filled);
    const said = `${operation} ${JSON.stringify(request)}`;
    if (Object.keys(expected).length === 0) expect(value, said).toEqual({});
    else expect(value, said).toMatchObject(expected);
    const { Messages = [], TaskHandle } = value as {
      readonly Messages?: readonly { readonly ReceiptHandle: string }[];
      readonly TaskHandle?: string;
    };
    for (const [index, { ReceiptHandle }] of Messages.entries()) {
      known[index === 0 ? 'handle' : `handle${index + 1}`] = ReceiptHandle;
    }
    if (TaskHandle !== undefined) known['task'] = TaskHandle;
  }
  return world;
}
