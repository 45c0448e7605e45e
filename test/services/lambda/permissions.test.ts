import { describe, it } from 'vitest';
import {
  aText,
  arn,
  converse,
  create,
  invalid,
  missing,
  violation,
  type Step,
} from './conversation.ts';

type Members = Parameters<typeof create>[1];

const permit = (more: Members, expected: object): Step => [
  'AddPermission',
  {
    FunctionName: 'f',
    StatementId: 's',
    Action: 'lambda:InvokeFunction',
    Principal: 'sns.amazonaws.com',
    ...more,
  },
  expected,
];
const wrongPrincipal = invalid(
  'The provided principal was invalid. Please check the principal and try again.',
);

describe('a permission', () => {
  it.each<[string, Members, object]>([
    [
      'of $LATEST',
      { FunctionName: 'f:$LATEST' },
      invalid('We currently do not support adding policies for $LATEST.'),
    ],
    [
      'of a function elsewhere',
      { FunctionName: arn('f').replace('us-east-1', 'us-west-2') },
      missing("Functions from 'us-west-2' are not reachable in this region ('us-east-1')"),
    ],
    ['for a word', { Principal: 's3' }, wrongPrincipal],
    [
      'for a principal with a space',
      { Principal: 's3 .amazonaws.com' },
      violation(
        "'s3 .amazonaws.com'",
        'principal',
        String.raw`satisfy regular expression pattern: [^\s]+`,
      ),
    ],
    [
      'of another action with a type of authorization',
      { FunctionUrlAuthType: 'NONE' },
      invalid('FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action'),
    ],
  ])('%s is refused', async (_what, more, expected) => {
    await converse([create('f'), permit(more, expected)]);
  });

  it.each<[string, Members]>([
    ['of an ARN', { FunctionName: arn('f') }],
    ['for Alexa', { Principal: 'alexa-appkit.amazon.com' }],
    ['for China', { Principal: 's3.amazonaws.com.cn' }],
    ['for an account', { Principal: '123456789012' }],
    ['of an address', { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }],
  ])('%s is added', async (_what, more) => {
    await converse([create('f'), permit(more, { Statement: aText })]);
  });

  it('may make a policy of 20 KB', async () => {
    const added = async (length: number, expected: object) => {
      const source = permit(
        { SourceArn: `arn:aws:sns:us-east-1:1:${'x'.repeat(length)}` },
        expected,
      );
      return converse([create('f'), source]);
    };
    const short = await added(1, { Statement: aText });
    const { value } = await short.call('lambda', 'GetPolicy', { FunctionName: 'f' });
    const { Policy } = value as { readonly Policy: string };
    const most = 20_480 - Policy.length + 1;
    await added(most, { Statement: aText });
    await added(most + 1, {
      code: 'PolicyLengthExceededException',
      message: 'The final policy size (20481) is bigger than the limit (20480).',
      status: 400,
    });
  });
});
