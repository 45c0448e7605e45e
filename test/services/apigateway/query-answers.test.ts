/** Answers of SQS and SNS to a form, as JSON and as XML. */
import type { Json, JsonObject } from '@stepthrough/json';
import { describe, expect, it } from 'vitest';
import { queryAnswer } from '../../../packages/services/src/apigateway/query-protocol.ts';
import type { Outcome } from '../../../packages/services/src/contract/outcome.ts';

const context = { uuid: (purpose: string) => `id-${purpose}` };
const ResponseMetadata = { RequestId: 'id-query' };
const metadata = '<ResponseMetadata><RequestId>id-query</RequestId></ResponseMetadata>';
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ofSqs = 'xmlns="http://queue.amazonaws.com/doc/2012-11-05/"';
const ofSns = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"';

const answer = (
  operation: string,
  outcome: Outcome,
  protocol: 'query' | 'queryXml',
  service = 'sqs',
) => queryAnswer({ operation, service, protocol }, outcome, context);

describe('as JSON', () => {
  const sent = {
    MD5OfMessageAttributes: null,
    MD5OfMessageBody: 'm',
    MD5OfMessageSystemAttributes: null,
    MessageId: 'i',
    SequenceNumber: null,
  };
  it.each<[string, Json, JsonObject | undefined]>([
    ['SendMessage', { MD5OfMessageBody: 'm', MessageId: 'i' }, sent],
    ['SendMessage', { ...sent, SequenceNumber: '7' }, { ...sent, SequenceNumber: '7' }],
    ['ReceiveMessage', {}, { messages: null }],
    ['ReceiveMessage', { Messages: [{ Body: 'x' }] }, { messages: [{ Body: 'x' }] }],
    ['Publish', { MessageId: 'i' }, { MessageId: 'i', SequenceNumber: null }],
    ['Publish', {}, { MessageId: null, SequenceNumber: null }],
    ['CreateQueue', { QueueUrl: 'u' }, { QueueUrl: 'u' }],
    ['ListQueues', { QueueUrls: ['u'] }, { QueueUrls: ['u'] }],
    ['ListQueues', null, {}],
    ['DeleteMessage', {}, undefined],
    ['PurgeQueue', { A: 1 }, undefined],
    ['Unsubscribe', {}, undefined],
  ])('%s %j', (operation, response, result) => {
    const { status, headers, body } = answer(operation, { ok: true, response }, 'query');
    expect([status, headers, JSON.parse(String(body))]).toEqual([
      200,
      { 'Content-Type': 'application/json' },
      {
        [`${operation}Response`]: {
          ...(result === undefined ? {} : { [`${operation}Result`]: result }),
          ResponseMetadata,
        },
      },
    ]);
  });
});

describe('as XML', () => {
  it.each<[string, JsonObject, string]>([
    ['CreateQueue', { QueueUrl: 'u' }, '<QueueUrl>u</QueueUrl>'],
    ['SendMessage', { MessageId: 'i', SequenceNumber: null }, '<MessageId>i</MessageId>'],
    ['ListQueues', { QueueUrls: ['a', 'b'] }, '<QueueUrl>a</QueueUrl><QueueUrl>b</QueueUrl>'],
    ['ListQueues', {}, ''],
    ['ListDeadLetterSourceQueues', { queueUrls: ['a'] }, '<QueueUrl>a</QueueUrl>'],
    [
      'ListMessageMoveTasks',
      { Results: [{ Status: 'RUNNING' }] },
      '<ListMessageMoveTasksResultEntry><Status>RUNNING</Status></ListMessageMoveTasksResultEntry>',
    ],
    ['ReceiveMessage', { Messages: [] }, ''],
    [
      'ReceiveMessage',
      {
        Messages: [
          {
            Body: 'x',
            Attributes: { SenderId: 's', SentTimestamp: '1' },
            MessageAttributes: { a: { DataType: 'String', StringValue: 'v' } },
          },
          { Body: 'y' },
        ],
      },
      '<Message><Body>x</Body><Attribute><Name>SenderId</Name><Value>s</Value></Attribute><Attribute><Name>SentTimestamp</Name><Value>1</Value></Attribute><MessageAttribute><Name>a</Name><Value><DataType>String</DataType><StringValue>v</StringValue></Value></MessageAttribute></Message><Message><Body>y</Body></Message>',
    ],
    [
      'SendMessageBatch',
      { Successful: [{ Id: '1' }], Failed: [{ Id: '2', Code: 'c' }] },
      '<SendMessageBatchResultEntry><Id>1</Id></SendMessageBatchResultEntry><BatchResultErrorEntry><Id>2</Id><Code>c</Code></BatchResultErrorEntry>',
    ],
    [
      'GetQueueAttributes',
      { Attributes: { DelaySeconds: '0' } },
      '<Attribute><Name>DelaySeconds</Name><Value>0</Value></Attribute>',
    ],
    ['ListQueueTags', { Tags: { a: '1' } }, '<Tag><Key>a</Key><Value>1</Value></Tag>'],
  ])('%s %j', (operation, response, inner) => {
    expect(answer(operation, { ok: true, response }, 'queryXml')).toEqual({
      status: 200,
      headers: { 'Content-Type': 'text/xml' },
      body: `${head}<${operation}Response ${ofSqs}><${operation}Result>${inner}</${operation}Result>${metadata}</${operation}Response>`,
    });
  });

  it.each<[string, JsonObject, string]>([
    ['Publish', { MessageId: 'i' }, '<MessageId>i</MessageId>'],
    [
      'ListTopics',
      { Topics: [{ TopicArn: 'a' }, { TopicArn: 'b' }] },
      '<Topics><member><TopicArn>a</TopicArn></member><member><TopicArn>b</TopicArn></member></Topics>',
    ],
    [
      'GetTopicAttributes',
      { Attributes: { Owner: '1', DisplayName: '' } },
      '<Attributes><entry><key>Owner</key><value>1</value></entry><entry><key>DisplayName</key><value></value></entry></Attributes>',
    ],
    [
      'PublishBatch',
      { Successful: [{ Id: '1' }], Failed: [] },
      '<Successful><member><Id>1</Id></member></Successful><Failed></Failed>',
    ],
    [
      'ListTagsForResource',
      { Tags: [{ Key: 'a', Value: '1' }] },
      '<Tags><member><Key>a</Key><Value>1</Value></member></Tags>',
    ],
  ])('of SNS: %s %j', (operation, response, inner) => {
    expect(answer(operation, { ok: true, response }, 'queryXml', 'sns').body).toBe(
      `${head}<${operation}Response ${ofSns}><${operation}Result>${inner}</${operation}Result>${metadata}</${operation}Response>`,
    );
  });

  it('without a result where the operation has none', () => {
    expect(answer('DeleteTopic', { ok: true, response: {} }, 'queryXml', 'sns').body).toBe(
      `${head}<DeleteTopicResponse ${ofSns}>${metadata}</DeleteTopicResponse>`,
    );
  });
});

describe('a refusal', () => {
  const refused = (queryCode?: string): Outcome => ({
    ok: false,
    error: {
      code: 'QueueDoesNotExist',
      message: 'There is <none>.',
      status: 400,
      ...(queryCode === undefined ? {} : { queryCode }),
    },
  });
  const older = 'AWS.SimpleQueueService.NonExistentQueue';

  it.each([
    [undefined, 'QueueDoesNotExist'],
    [older, older],
  ])('with the code of the protocol %s is %s', (queryCode, Code) => {
    const { status, headers, body } = answer('PurgeQueue', refused(queryCode), 'query');
    expect([status, headers, JSON.parse(String(body))]).toEqual([
      400,
      { 'Content-Type': 'application/json' },
      {
        Error: { Code, Message: 'There is <none>.', Type: 'Sender' },
        RequestId: 'id-query',
      },
    ]);
    expect(answer('PurgeQueue', refused(queryCode), 'queryXml')).toEqual({
      status: 400,
      headers: { 'Content-Type': 'text/xml' },
      body: `${head}<ErrorResponse ${ofSqs}><Error><Code>${Code}</Code><Message>There is &lt;none&gt;.</Message><Type>Sender</Type></Error><RequestId>id-query</RequestId></ErrorResponse>`,
    });
  });
});
