/** Conversations with Lambda: what is asked, in turn, and what it answers. */
import type { Json } from '@stepthrough/asl';
import { base64Encode } from '@stepthrough/json';
import { expect } from 'vitest';
import { TestWorld } from '../../simulator/world.ts';

export type Step =
  | readonly [operation: string, request: { readonly [name: string]: Json }, expected: object]
  /** Virtual milliseconds pass. */
  | number;

export const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
export const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
export const archive = base64Encode('PK code');
export const aText = expect.any(String) as string;

export const creation = (FunctionName: string, more: { readonly [name: string]: Json } = {}) => ({
  FunctionName,
  Role: 'arn:aws:iam::123456789012:role/worker',
  Runtime: 'python3.13',
  Handler: 'app.handler',
  Code: { ZipFile: archive },
  ...more,
});

export const create = (name: string, more: { readonly [name: string]: Json } = {}): Step => [
  'CreateFunction',
  creation(name, more),
  { FunctionName: name },
];

const refusal = (code: string, status: number) => (message: string) => ({ code, message, status });
export const invalid = refusal('InvalidParameterValueException', 400);
export const conflict = refusal('ResourceConflictException', 409);
export const missing = refusal('ResourceNotFoundException', 404);
export const precondition = refusal('PreconditionFailedException', 412);
/** What a member breaks of the API model. */
export const violation = (value: string, at: string, constraint: string) =>
  refusal(
    'ValidationException',
    400,
  )(
    `1 validation error detected: Value ${value} at '${at}' failed to satisfy constraint: Member must ${constraint}`,
  );

/**
 * Says one after the other and compares the answers; an empty one is compared exactly. In requests
 * `$uuid` is the UUID of the last mapping that was told, `$revision` the last revision.
 */
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
    const [operation, request, expected] = step;
    const filled = JSON.parse(
      JSON.stringify(request).replace(
        /\$(uuid|revision)\b/g,
        (_, name: string) => known[name] ?? '',
      ),
    ) as typeof request;
    const { value } = await world.call('lambda', operation, filled);
    const said = `${operation} ${JSON.stringify(request)}`;
    const wanted = JSON.parse(
      JSON.stringify(expected, (_, part: unknown) => (part === aText ? '<any>' : part)).replaceAll(
        /\$(uuid|revision)\b/g,
        (_, name: string) => known[name] ?? '',
      ),
      (_, part: unknown) => (part === '<any>' ? aText : part),
    ) as object;
    if (Object.keys(wanted).length === 0) expect(value, said).toEqual({});
    else expect(value, said).toMatchObject(wanted);
    const { UUID, RevisionId } = value as { readonly UUID?: string; readonly RevisionId?: string };
    if (UUID !== undefined) known['uuid'] = UUID;
    if (RevisionId !== undefined) known['revision'] = RevisionId;
  }
  return world;
}

/** The bodies of the messages in a queue, read as JSON. */
export async function bodiesIn(world: TestWorld, queue: string): Promise<readonly Json[]> {
  const request = { QueueUrl: queue, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
  const { value } = await world.call('sqs', 'ReceiveMessage', request);
  const { Messages = [] } = value as { readonly Messages?: readonly { readonly Body: string }[] };
  return Messages.map(({ Body }) => JSON.parse(Body) as Json);
}

/** What a function was invoked with, in order. */
export function invocations(world: TestWorld, name: string): readonly Json[] {
  return world.simulation
    .log()
    .filter(({ kind, resource }) => kind === 'functionInvoked' && resource === name)
    .map(({ data }) => data ?? null);
}

/** The bodies of the messages, or the keys of the items, of each batch. */
export function batches(world: TestWorld, name: string): readonly (readonly string[])[] {
  return invocations(world, name).map((event) => {
    const { Records } = event as unknown as {
      readonly Records: readonly {
        readonly body?: string;
        readonly dynamodb?: { readonly Keys: { readonly id: { readonly S: string } } };
      }[];
    };
    return Records.map(({ body, dynamodb }) => body ?? dynamodb?.Keys.id.S ?? '');
  });
}

export async function send(world: TestWorld, queue: string, ...bodies: string[]): Promise<void> {
  for (const MessageBody of bodies) {
    await world.call('sqs', 'SendMessage', { QueueUrl: queue, MessageBody });
  }
}
