/** RedrivePolicy and RedriveAllowPolicy: what is refused, and whom they let. */
import { describe, it } from 'vitest';
import {
  arn,
  bodies,
  converse,
  invalid,
  policy,
  receive,
  receiveAll,
  send,
  setAttributes,
} from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
    dead: {}
    f.fifo: {}
    dead.fifo: {}
`;

const wrong = (parameter: string, value: string, reason: string) =>
  invalid(`Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`);

describe('a redrive policy is refused', () => {
  const target = { deadLetterTargetArn: arn('dead') };
  const noMap = 'Redrive policy is not a valid JSON map.';
  const without = (name: string) => `Redrive policy does not contain mandatory attribute: ${name}.`;
  const count = (value: string) =>
    `Invalid value for maxReceiveCount: ${value}, valid values are from 1 to 1000 both inclusive.`;
  const otherKind = 'Dead-letter queue must be same type of queue as the source..';
  const notSqs = 'Only SQS queues are valid resources for deadLetterTargetArn.';

  it.each<readonly [queue: string, policy: string, reason: string]>([
    ['q', '{', noMap],
    ['q', '[]', noMap],
    ['q', '7', noMap],
    ['q', JSON.stringify({ maxReceiveCount: 1 }), without('deadLetterTargetArn')],
    ['q', JSON.stringify({ deadLetterTargetArn: 1 }), without('deadLetterTargetArn')],
    ['q', JSON.stringify(target), without('maxReceiveCount')],
    ['q', JSON.stringify({ ...target, maxReceiveCount: null }), without('maxReceiveCount')],
    ...[0, 1001, 1.5, '0', '', ' ', 'x', true].map(
      (value) =>
        [
          'q',
          JSON.stringify({ ...target, maxReceiveCount: value }),
          count(typeof value === 'string' ? value : JSON.stringify(value)),
        ] as const,
    ),
    ['q', policy('dead', 1).replace(':sqs:', ':sns:'), notSqs],
    ['q', policy('dead', 1).replace('arn:aws:sqs:', 'sqs:'), notSqs],
    ['q', policy('dead.fifo', 1), otherKind],
    ['f.fifo', policy('dead', 1), otherKind],
    ['q', policy('none', 1), 'Dead letter target does not exist.'],
  ])('%s: %s', async (queue, RedrivePolicy, reason) => {
    const expected = wrong('RedrivePolicy', RedrivePolicy, reason);
    await converse([setAttributes(queue, { RedrivePolicy }, expected)], queues);
  });
});

it.each([
  ['q', policy('dead', 1)],
  ['q', policy('dead', 1000)],
  ['q', policy('dead', 1).replace('1}', '"1"}')],
  ['f.fifo', policy('dead.fifo', 5)],
])('%s takes the redrive policy %s', async (queue, RedrivePolicy) => {
  await converse([setAttributes(queue, { RedrivePolicy })], queues);
});

it('a count that is written as a text counts', async () => {
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: arn('dead'),
    maxReceiveCount: '2',
  });
  await converse(
    [
      setAttributes('q', { RedrivePolicy }),
      send('q', 'x'),
      ...[1, 2].map(() => receive('q', { VisibilityTimeout: 0 }, bodies('x'))),
      receiveAll('q'),
      receiveAll('dead', 'x'),
    ],
    queues,
  );
});

describe('an allow policy is refused', () => {
  const noMap = 'Amazon SQS cannot parse the policy as a JSON map.';
  const cannot = "Amazon SQS can't create the redrive allow policy";
  const permission = `${cannot}, as it's in an unsupported format.`;
  const sources = `${cannot}. When you specify the byQueue permission type, you must also specify between 1 and 10 source queue ARNs.`;
  const noSources = `${cannot}. You can specify source queue ARNs only when the permission type is byQueue.`;
  const many = (count: number) => Array.from({ length: count }, (_, i) => arn(`q${i}`));
  const byQueue = (count: number) =>
    JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: many(count) });

  it.each<readonly [policy: string, reason: string]>([
    ['{', noMap],
    ['[]', noMap],
    ['{}', permission],
    [JSON.stringify({ redrivePermission: 'none' }), permission],
    [JSON.stringify({ redrivePermission: 'byQueue' }), sources],
    [JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: 'q' }), sources],
    [byQueue(0), sources],
    [byQueue(11), sources],
    ...['allowAll', 'denyAll'].flatMap((redrivePermission) =>
      [many(0), many(1)].map(
        (sourceQueueArns) =>
          [JSON.stringify({ redrivePermission, sourceQueueArns }), noSources] as const,
      ),
    ),
  ])('%s', async (RedriveAllowPolicy, reason) => {
    const expected = wrong('RedriveAllowPolicy', RedriveAllowPolicy, reason);
    await converse([setAttributes('q', { RedriveAllowPolicy }, expected)], queues);
  });

  it.each([1, 10])('not with %i sources', async (count) => {
    await converse([setAttributes('q', { RedriveAllowPolicy: byQueue(count) })], queues);
  });
});

describe('a dead-letter queue', () => {
  const notAllowed = wrong(
    'RedrivePolicy',
    policy('dead', 1),
    'Dead letter target does not allow redrive from the source queue.',
  );
  it.each([
    ['allows all when nothing is said', '', {}],
    ['may allow all', { redrivePermission: 'allowAll' }, {}],
    ['may deny all', { redrivePermission: 'denyAll' }, notAllowed],
    ['may name queues', { redrivePermission: 'byQueue', sourceQueueArns: [arn('q')] }, {}],
    [
      'may name others',
      { redrivePermission: 'byQueue', sourceQueueArns: [arn('f.fifo')] },
      notAllowed,
    ],
  ])('%s', async (_what, allow, expected) => {
    const RedriveAllowPolicy = allow === '' ? '' : JSON.stringify(allow);
    await converse(
      [
        setAttributes('dead', { RedriveAllowPolicy }),
        setAttributes('q', { RedrivePolicy: policy('dead', 1) }, expected),
      ],
      queues,
    );
  });
});
