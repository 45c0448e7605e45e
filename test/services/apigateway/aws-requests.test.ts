/** What a request to the address of an AWS service asks of it, in the protocol of the service. */
import type { JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { awsAddressOf } from '../../../packages/services/src/apigateway/aws-address.ts';
import { awsRequest } from '../../../packages/services/src/apigateway/aws-request.ts';

interface Sent {
  readonly headers?: { readonly [name: string]: string };
  readonly query?: readonly (readonly [name: string, value: string])[];
}

const read = (uri: string, body: string | undefined, { headers = {}, query = [] }: Sent = {}) => {
  const address = awsAddressOf(`arn:aws:apigateway:us-east-1:${uri}`);
  return address && awsRequest(address, { headers, query, uri, body }, 'POST');
};
const asks = (
  service: string,
  operation: string,
  protocol: 'json' | 'query' | 'queryXml',
  request: JsonObject,
) => ({ kind: 'request', service, asked: { service, operation, protocol }, request });
const unreadable = (text: string) => ({ kind: 'unreadable', text });
const json10 = { 'content-type': 'application/x-amz-json-1.0; charset=utf-8' };

describe('a service that speaks JSON', () => {
  it.each(['dynamodb', 'events', 'states'])(
    '%s is asked by the action of its address',
    (service) => {
      const request = { A: [1] };
      expect(read(`${service}:action/Do`, JSON.stringify(request))).toEqual(
        asks(service, 'Do', 'json', request),
      );
      expect(read(`${service}:action/Do`, '')).toEqual(asks(service, 'Do', 'json', {}));
      expect(read(`${service}:action/Do`, undefined)).toEqual(asks(service, 'Do', 'json', {}));
    },
  );

  it('is asked by its header where the address names no action', () => {
    const headers = { 'x-amz-TARGET': 'DynamoDB_20120810.Scan' };
    expect(read('dynamodb:path/', '{}', { headers })).toEqual(asks('dynamodb', 'Scan', 'json', {}));
    expect(read('dynamodb:action/Query', '{}', { headers })).toEqual(
      asks('dynamodb', 'Query', 'json', {}),
    );
    const bare = { 'X-Amz-Target': 'Scan' };
    expect(read('dynamodb:path/', '{}', { headers: bare })).toEqual(
      asks('dynamodb', 'Scan', 'json', {}),
    );
  });

  it.each(['[1]', '1', '"a"', 'null', '{', 'x', ' '])('cannot read %j', (body) => {
    expect(read('dynamodb:action/Scan', body)).toEqual(unreadable(body));
  });

  it('cannot read a request without an action', () => {
    expect(read('dynamodb:path/', '{}')).toEqual(unreadable('{}'));
  });
});

describe('a service that reads forms', () => {
  const form = 'Action=SendMessage&MessageBody=x';
  it.each<[string, string | undefined, Sent, object]>([
    [
      'sqs:path/123/q',
      form,
      {},
      asks('sqs', 'SendMessage', 'query', { MessageBody: 'x', QueueUrl: 'q' }),
    ],
    [
      'sqs:path/q',
      form,
      {},
      asks('sqs', 'SendMessage', 'query', { MessageBody: 'x', QueueUrl: 'q' }),
    ],
    ['sqs:path/', form, {}, asks('sqs', 'SendMessage', 'query', { MessageBody: 'x' })],
    ['sqs:path/1/', form, {}, asks('sqs', 'SendMessage', 'query', { MessageBody: 'x' })],
    [
      'sqs:path/q',
      `${form}&QueueUrl=r`,
      {},
      asks('sqs', 'SendMessage', 'query', { MessageBody: 'x', QueueUrl: 'r' }),
    ],
    ['sqs:action/ListQueues', '', {}, asks('sqs', 'ListQueues', 'query', {})],
    ['sqs:action/ListQueues', undefined, {}, asks('sqs', 'ListQueues', 'query', {})],
    ['sqs:action/ListQueues', form, {}, asks('sqs', 'SendMessage', 'query', { MessageBody: 'x' })],
    [
      'sqs:path/q',
      '',
      { query: [['Action', 'PurgeQueue']] },
      asks('sqs', 'PurgeQueue', 'query', { QueueUrl: 'q' }),
    ],
    ['sns:action/Publish', 'Message=x', {}, asks('sns', 'Publish', 'query', { Message: 'x' })],
    [
      'sns:path/t',
      'Action=Publish&Message=x',
      {},
      asks('sns', 'Publish', 'query', { Message: 'x' }),
    ],
    ['sns:path/', 'Message=x', {}, unreadable('Message=x')],
    ['sqs:path/q', undefined, {}, unreadable('')],
  ])('%s with %j, %j', (uri, body, sent, expected) => {
    expect(read(uri, body, sent)).toEqual(expected);
  });

  it.each([
    ['application/xml', 'queryXml'],
    ['text/xml', 'queryXml'],
    ['TEXT/XML; q=1', 'queryXml'],
    ['application/xml, application/json', 'queryXml'],
    ['application/json, application/xml', 'query'],
    ['*/*', 'query'],
    ['', 'query'],
  ] as const)('that accepts %j is answered as %s', (accept, protocol) => {
    expect(read('sqs:path/q', 'Action=PurgeQueue', { headers: { Accept: accept } })).toEqual(
      asks('sqs', 'PurgeQueue', protocol, { QueueUrl: 'q' }),
    );
  });

  it.each<[string, string, Sent, object]>([
    [
      'sqs:action/SendMessage',
      '{"MessageBody":"x"}',
      {},
      asks('sqs', 'SendMessage', 'query', { MessageBody: 'x' }),
    ],
    [
      'sqs:action/SendMessage',
      ' \n{"MessageBody":"x"}',
      {},
      asks('sqs', 'SendMessage', 'query', { MessageBody: 'x' }),
    ],
    [
      'sqs:action/SendMessage',
      '{"MessageBody":"x"}',
      { headers: json10 },
      asks('sqs', 'SendMessage', 'json', { MessageBody: 'x' }),
    ],
    ['sqs:action/ListQueues', '', { headers: json10 }, asks('sqs', 'ListQueues', 'json', {})],
    [
      'sqs:path/q',
      '{}',
      { headers: { ...json10, 'X-Amz-Target': 'AmazonSQS.PurgeQueue' } },
      asks('sqs', 'PurgeQueue', 'json', { QueueUrl: 'q' }),
    ],
    [
      'sqs:path/q',
      '{"QueueUrl":"r"}',
      { headers: { 'X-Amz-Target': 'AmazonSQS.PurgeQueue' } },
      asks('sqs', 'PurgeQueue', 'query', { QueueUrl: 'r' }),
    ],
    [
      'sns:action/Publish',
      '{"Message":"x"}',
      {},
      asks('sns', 'Publish', 'query', { Message: 'x' }),
    ],
    ['sqs:action/SendMessage', '{"MessageBody"', {}, unreadable('{"MessageBody"')],
    ['sqs:path/q', '{}', {}, unreadable('{}')],
  ])('is asked in JSON as well: %s with %j, %j', (uri, body, sent, expected) => {
    expect(read(uri, body, sent)).toEqual(expected);
  });
});

it.each(['kinesis', 'lambda', 'constructor'])('%s is not simulated', (service) => {
  expect(read(`${service}:action/Do`, '{}')).toEqual({
    kind: 'notSimulated',
    what: `an integration with ${service}`,
  });
});
