/** AddPermission and RemovePermission: what they make of a queue's policy. */
import { expect, it } from 'vitest';
import { arn, converse, invalid, like, missing, setAttributes, type Step } from './conversation.ts';

const queues = `
resources:
  queues:
    q: {}
`;
const other = '210987654321';
const add = (Label: string, more: object = {}, expected: object = {}): Step => [
  'AddPermission',
  { QueueUrl: 'q', Label, AWSAccountIds: [other], Actions: ['SendMessage'], ...more },
  expected,
];
const removal = (Label: string, expected: object = {}): Step => [
  'RemovePermission',
  { QueueUrl: 'q', Label },
  expected,
];
const wrongLabel = (label: string, reason: string) =>
  invalid(`Value ${label} for parameter Label is invalid. Reason: ${reason}`);
const statement = (Sid: string, more: object = {}) => ({
  Sid,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${other}:root` },
  Action: 'SQS:SendMessage',
  Resource: arn('q'),
  ...more,
});
const policyAfter = async (...steps: readonly Step[]) => {
  const world = await converse(steps, queues);
  const request = { QueueUrl: 'q', AttributeNames: ['Policy'] };
  const { Attributes } = (await world.call('sqs', 'GetQueueAttributes', request)).value as {
    readonly Attributes?: { readonly Policy: string };
  };
  return Attributes && (JSON.parse(Attributes.Policy) as object);
};

it('a permission is a statement of the policy', async () => {
  expect(await policyAfter(add('one'), add('two', { Actions: ['*', 'ReceiveMessage'] }))).toEqual({
    Version: '2008-10-17',
    Id: `${arn('q')}/SQSDefaultPolicy`,
    Statement: [statement('one'), statement('two', { Action: ['SQS:*', 'SQS:ReceiveMessage'] })],
  });
});

it('accounts are written the other way round', async () => {
  const accounts = { AWSAccountIds: [other, '111111111111'] };
  const AWS = ['arn:aws:iam::111111111111:root', `arn:aws:iam::${other}:root`];
  expect(await policyAfter(add('one', accounts))).toMatchObject({
    Statement: [statement('one', { Principal: { AWS } })],
  });
});

it('a policy that was set keeps what it has', async () => {
  const own = { Version: '2012-10-17', Statement: { Sid: 'mine', Effect: 'Deny' } };
  expect(
    await policyAfter(setAttributes('q', { Policy: JSON.stringify(own) }), add('one')),
  ).toMatchObject({ Version: '2012-10-17', Statement: [{ Sid: 'mine' }, statement('one')] });
});

it('removing the last permission takes the policy away', async () => {
  expect(await policyAfter(add('one'), add('two'), removal('one'))).toMatchObject({
    Statement: [statement('two')],
  });
  expect(await policyAfter(add('one'), removal('one'))).toBeUndefined();
});

it('labels are names of one permission each', async () => {
  await converse(
    [
      add('one'),
      add('one', {}, wrongLabel('one', 'Already exists.')),
      removal('other', wrongLabel('other', "can't find label.")),
      add('x'.repeat(80)),
      add('x'.repeat(81), {}, invalid(like('1 to 80 in length'))),
      add('a b', {}, invalid(like('1 to 80 in length'))),
      add('', {}, missing('Label')),
      removal('', missing('Label')),
    ],
    queues,
  );
});

it('refuses what cannot be shared, with whom it cannot', async () => {
  const action = (name: string, reason: string) =>
    invalid(like(`Value SQS:${name} for parameter ActionName is invalid. Reason: ${reason}`));
  const eight = Array.from({ length: 8 }, () => 'SendMessage');
  await converse(
    [
      add('one', { Actions: [] }, missing('Actions')),
      add('one', { AWSAccountIds: [] }, missing('AWSAccountIds')),
      add('one', { Actions: ['Fly'] }, action('Fly', 'Please refer to the appropriate WSDL')),
      add('one', { Actions: ['CreateQueue'] }, action('CreateQueue', 'Only the queue owner')),
      add(
        'one',
        { AWSAccountIds: ['12345678901'] },
        invalid(
          'Value 12345678901 for parameter PrincipalId is invalid. Reason: Unable to verify.',
        ),
      ),
      add(
        'one',
        { Actions: eight },
        {
          code: 'OverLimit',
          message: '8 Actions were found, maximum allowed is 7.',
          status: 403,
        },
      ),
      add('one', { Actions: eight.slice(1) }),
      ['AddPermission', { QueueUrl: 'none', Label: 'x' }, { code: 'QueueDoesNotExist' }],
      ['RemovePermission', { QueueUrl: 'none', Label: 'x' }, { code: 'QueueDoesNotExist' }],
    ],
    queues,
  );
});
