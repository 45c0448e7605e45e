/** Types of evaluated requests, in AWS's words. */
import type { Json } from '@stepthrough/json';
import { requestProblems, ServiceCatalog } from '@stepthrough/catalog';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import { describe, expect, test } from 'vitest';

const catalog = openServiceCatalog();

function problems(
  action: string,
  request: { readonly [name: string]: Json },
  of = catalog,
): readonly string[] {
  return requestProblems(of.integration(action)?.input.members ?? [], request);
}

const must = (name: string, type: string): string =>
  `The value for the field '${name}' must be ${type}`;
const badFormat = (name: string): string =>
  `The value of the field '${name}' has an invalid format`;

const wrong: readonly (readonly [string, { readonly [name: string]: Json }, readonly string[]])[] =
  [
    ...[0, 1, 1.5, true, false].map(
      (Payload) => ['lambda:invoke', { Payload }, [must('Payload', 'a STRING')]] as const,
    ),
    ['lambda:invoke', { FunctionName: 5 }, [must('FunctionName', 'a STRING')]],
    ['lambda:invoke', { FunctionName: {} }, [must('FunctionName', 'a STRING')]],
    ['lambda:invoke', { FunctionName: ['f'] }, [must('FunctionName', 'a STRING')]],
    [
      'lambda:invoke',
      { Payload: 1, FunctionName: true },
      [must('Payload', 'a STRING'), must('FunctionName', 'a STRING')],
    ],
    ['sqs:sendMessage', { MessageBody: 7 }, [must('MessageBody', 'a STRING')]],
    ['sqs:sendMessage', { DelaySeconds: 'soon' }, [must('DelaySeconds', 'a NUMBER')]],
    ['sqs:sendMessage', { DelaySeconds: '' }, [must('DelaySeconds', 'a NUMBER')]],
    ['sqs:sendMessage', { DelaySeconds: true }, [must('DelaySeconds', 'a NUMBER')]],
    ['sqs:sendMessage', { MessageAttributes: [] }, [must('MessageAttributes', 'an OBJECT')]],
    ['sns:publish', { Message: false }, [must('Message', 'a STRING')]],
    ['states:startExecution', { Input: 3 }, [must('Input', 'a STRING')]],
    ['events:putEvents', { Entries: {} }, [must('Entries', 'an ARRAY')]],
    ['events:putEvents', { Entries: [{ Detail: 1 }] }, [must('Detail', 'a STRING')]],
    ['dynamodb:getItem', { ConsistentRead: 'yes' }, [must('ConsistentRead', 'a BOOLEAN')]],
    ['dynamodb:getItem', { ConsistentRead: ['true'] }, [must('ConsistentRead', 'a BOOLEAN')]],
    ['dynamodb:getItem', { Key: { id: { S: 5 } } }, [must('S', 'a STRING')]],
    ['dynamodb:putItem', { Item: { n: { N: 5 } } }, [must('N', 'a STRING')]],
    ['dynamodb:putItem', { Item: { n: 'x' } }, [must('n', 'an OBJECT')]],
    [
      'dynamodb:putItem',
      { Item: { l: { L: [{ S: 1 }, { N: 2 }] } } },
      [must('S', 'a STRING'), must('N', 'a STRING')],
    ],
    ['apigateway:invoke', { Headers: { a: 'x' } }, [badFormat('Headers')]],
    ['apigateway:invoke', { Headers: 'a: x' }, [badFormat('Headers')]],
    ['apigateway:invoke', { Headers: { a: ['x'], Host: ['h'] } }, [badFormat('Headers')]],
    ['apigateway:invoke', { QueryParameters: '?a=b' }, [badFormat('QueryParameters')]],
    ['apigateway:invoke', { QueryParameters: { a: 'b' } }, [badFormat('QueryParameters')]],
    ['apigateway:invoke', { Stage: 1 }, [must('Stage', 'a STRING')]],
  ];

const right: readonly (readonly [string, { readonly [name: string]: Json }])[] = [
  ...['', '1', null, {}, [], [1], { a: 1 }].map(
    (Payload) => ['lambda:invoke', { Payload, FunctionName: 'f' }] as const,
  ),
  ['lambda:invoke', { Unknown: 5 }],
  ['lambda:invoke', { FunctionName: null }],
  ['sqs:sendMessage', { DelaySeconds: 5, MessageBody: { a: 1 } }],
  ['sqs:sendMessage', { DelaySeconds: '5' }],
  ['events:putEvents', { Entries: [{ Detail: { a: 1 }, Source: 's' }] }],
  ['dynamodb:getItem', { ConsistentRead: 'true', Key: { id: { S: 'x' } } }],
  ['dynamodb:putItem', { Item: { l: { L: [{ S: 'x' }, { BOOL: true }, { NULL: true }] } } }],
  ['apigateway:invoke', { Headers: { a: ['x', 1], host2: [] }, QueryParameters: { Host: [] } }],
  ['apigateway:invoke', { RequestBody: 5 }],
  ['http:invoke', { Headers: { a: 'x' }, RequestBody: 5 }],
];

describe('the types of a request', () => {
  test.each(wrong)('%s %j is refused', (action, request, words) => {
    expect(problems(action, request)).toEqual(words);
  });

  test.each(right)('%s %j passes', (action, request) => {
    expect(problems(action, request)).toEqual([]);
  });

  test('are those of the uppermost parameters without the models', () => {
    const flat = new ServiceCatalog();
    expect(problems('lambda:invoke', { Payload: 1 }, flat)).toHaveLength(1);
    expect(problems('dynamodb:getItem', { Key: 1 }, flat)).toHaveLength(1);
    expect(problems('dynamodb:getItem', { Key: { id: { S: 5 } } }, flat)).toEqual([]);
  });
});
