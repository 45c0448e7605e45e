/** Resource-based policies of tables and streams: kept, shown in one form, changed by their revision. */
import type { Json } from '@stepthrough/asl';
import { atPointer } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { start } from '../../simulator/world.ts';
import { converse, invalid, plain, worldWith, type Request } from './conversation.ts';

const statement = {
  Effect: 'Allow',
  Principal: { AWS: '123456789012' },
  Action: ['dynamodb:GetItem'],
  Resource: '*',
};
const policyOf = (...Statement: readonly Json[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });
const simple = policyOf(statement);

async function tableArn(world: Awaited<ReturnType<typeof worldWith>>): Promise<string> {
  const { value } = await world.call('dynamodb', 'DescribeTable', { TableName: 'plain' });
  return String(atPointer(value, '/Table/TableArn'));
}

async function worldAndPut(more: Request = {}) {
  const world = await worldWith({ ...plain, ...more });
  const ResourceArn = await tableArn(world);
  const put = async (Policy: string, rest: Request = {}) => {
    const { value } = await world.call('dynamodb', 'PutResourcePolicy', {
      ResourceArn,
      Policy,
      ...rest,
    });
    return value;
  };
  const shown = async () => {
    const { value } = await world.call('dynamodb', 'GetResourcePolicy', { ResourceArn });
    return value;
  };
  return { world, ResourceArn, put, shown };
}

describe('a resource policy', () => {
  it('is shown in one form, with the time of its change as revision', async () => {
    const { put, shown } = await worldAndPut();
    expect(await put(` ${simple} `)).toEqual({ RevisionId: String(start) });
    const value = await shown();
    expect(atPointer(value, '/Policy')).toBe(
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"dynamodb:GetItem","Resource":"*"}]}',
    );
    expect(atPointer(value, '/RevisionId')).toBe(String(start));
  });

  it('keeps its revision when it says the same, and has a greater one otherwise', async () => {
    const { world, put } = await worldAndPut();
    await put(simple);
    const same = policyOf({ ...statement, Action: 'dynamodb:GetItem' });
    await world.pass(5);
    expect(await put(same)).toEqual({ RevisionId: String(start) });
    const other = policyOf({ ...statement, Action: 'dynamodb:*' });
    expect(await put(other)).toEqual({ RevisionId: String(start + 5) });
    expect(await put(simple)).toEqual({ RevisionId: String(start + 6) });
  });

  it('changes by the revision that is expected only', async () => {
    const { put, world, ResourceArn } = await worldAndPut();
    const prefix = 'Resource-based policy not found for the provided ResourceArn: ';
    expect(await put(simple, { ExpectedRevisionId: 'x' })).toMatchObject({
      code: 'PolicyNotFoundException',
    });
    expect(await put(simple, { ExpectedRevisionId: 'NO_POLICY' })).toEqual({
      RevisionId: String(start),
    });
    expect(await put(simple, { ExpectedRevisionId: 'NO_POLICY' })).toMatchObject({
      message: `${prefix}Requested policy update expecting none to be present for table plain, but a policy exists with revision id ${start}.`,
    });
    const wrong = {
      code: 'PolicyNotFoundException',
      message: `${prefix}Requested update for policy with revision id x, but the policy associated to target table plain has revision id ${start}.`,
    };
    expect(await put(simple, { ExpectedRevisionId: 'x' })).toMatchObject(wrong);
    await converse(world, [
      ['DeleteResourcePolicy', { ResourceArn, ExpectedRevisionId: 'x' }, wrong],
      [
        'DeleteResourcePolicy',
        { ResourceArn, ExpectedRevisionId: String(start) },
        { RevisionId: String(start) },
      ],
      ['DeleteResourcePolicy', { ResourceArn }, { RevisionId: String(start) }],
      [
        'GetResourcePolicy',
        { ResourceArn },
        { code: 'PolicyNotFoundException', message: `${prefix}${ResourceArn}` },
      ],
    ]);
  });

  it('is deleted where there is none, without a revision', async () => {
    const { world, ResourceArn } = await worldAndPut();
    await converse(world, [['DeleteResourcePolicy', { ResourceArn }, {}]]);
  });

  it('comes with the table that CreateTable makes', async () => {
    const { shown } = await worldAndPut({ ResourcePolicy: simple });
    expect(await shown()).toMatchObject({ RevisionId: String(start) });
    const world = await worldWith();
    await converse(world, [
      [
        'CreateTable',
        { ...plain, ResourcePolicy: '' },
        invalid(
          'One or more parameter values were invalid: Invalid policy document: This policy contains invalid Json',
        ),
      ],
      ['DescribeTable', { TableName: 'plain' }, { code: 'ResourceNotFoundException' }],
    ]);
  });

  it('of a stream is another than that of its table', async () => {
    const { world, ResourceArn, put, shown } = await worldAndPut({
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    });
    const { value } = await world.call('dynamodb', 'DescribeTable', { TableName: 'plain' });
    const stream = String(atPointer(value, '/Table/LatestStreamArn'));
    await converse(world, [
      ['PutResourcePolicy', { ResourceArn: stream, Policy: simple }, { RevisionId: String(start) }],
    ]);
    expect(await shown()).toMatchObject({ code: 'PolicyNotFoundException' });
    await put(simple);
    await converse(world, [
      ['DeleteResourcePolicy', { ResourceArn: stream }, { RevisionId: String(start) }],
    ]);
    expect(await shown()).toMatchObject({ RevisionId: String(start) });
    await converse(world, [
      [
        'GetResourcePolicy',
        { ResourceArn: `${ResourceArn}/stream/then` },
        {
          code: 'ResourceNotFoundException',
          message: 'Requested resource not found: Stream: then not found for Table: plain',
        },
      ],
    ]);
  });

  const document = 'One or more parameter values were invalid: Invalid policy document: ';
  it.each<readonly [string, string]>([
    ['{', `${document}This policy contains invalid Json`],
    [policyOf(), `${document}Could not parse the policy: Statement is empty!`],
    [
      policyOf({ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'dynamodb:*' }),
      `${document}Missing required field Resource`,
    ],
    [
      policyOf({ Sid: 'a', ...statement }, { Sid: 'a', ...statement }),
      `${document}The Statement Ids in the policy are not unique`,
    ],
    [
      policyOf({ ...statement, Principal: '*' }),
      'Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure least-privilege form of access',
    ],
    [
      simple.padEnd(20_481),
      'One or more parameter values were invalid: Maximum policy size of 20480 bytes exceeded',
    ],
  ])('is none as %.60s', async (Policy, message) => {
    const { put } = await worldAndPut();
    expect(await put(Policy)).toEqual(invalid(message));
  });

  it('may have 20480 bytes', async () => {
    const { put } = await worldAndPut();
    expect(await put(simple.padEnd(20_480))).toEqual({ RevisionId: String(start) });
  });

  it.each(['dynamodb:PutResourcePolicy', 'dynamodb:*', '*', 'DynamoDB:Put*', 'dynamodb:*P*?olicy'])(
    'that denies everyone %s is confirmed first',
    async (Action) => {
      const { put } = await worldAndPut();
      const denied = policyOf({ ...statement, Effect: 'Deny', Principal: '*', Action });
      expect(await put(denied)).toMatchObject({ code: 'AccessDeniedException' });
      expect(await put(denied, { ConfirmRemoveSelfResourceAccess: true })).toEqual({
        RevisionId: String(start),
      });
    },
  );

  it('that denies the deletion only needs no confirmation', async () => {
    const { put } = await worldAndPut();
    const Action = 'dynamodb:DeleteResourcePolicy';
    const denied = policyOf({ ...statement, Effect: 'Deny', Principal: '*', Action });
    expect(await put(denied)).toEqual({ RevisionId: String(start) });
  });

  it.each<readonly [(arn: string) => string, string]>([
    [
      () => 'plain',
      "One or more parameter values were invalid: ARNs must start with 'arn:': plain",
    ],
    [
      (arn) => arn.replace('123456789012', '999999999999'),
      'This action is only supported by accounts that match the resource owner’s account.',
    ],
  ])('is not that of another resource', async (change, message) => {
    const { world, ResourceArn } = await worldAndPut();
    const other = change(ResourceArn);
    await converse(world, [['GetResourcePolicy', { ResourceArn: other }, invalid(message)]]);
  });

  it('is not that of an index, or of a missing table', async () => {
    const { world, ResourceArn } = await worldAndPut();
    await converse(world, [
      [
        'GetResourcePolicy',
        { ResourceArn: `${ResourceArn}/index/i` },
        invalid(
          `One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${ResourceArn}/index/i`,
        ),
      ],
      [
        'DeleteResourcePolicy',
        { ResourceArn: `${ResourceArn}er` },
        {
          code: 'ResourceNotFoundException',
          message: 'Requested resource not found: Table: plainer not found',
        },
      ],
    ]);
  });
});
