/** Answers of AWS's Query protocol: as JSON, or as XML where the request accepts that alone. */
import { isArray, isObject, type Json, type JsonObject } from '@stepthrough/json';
import type { Context } from '../contract/service.ts';
import type { Outcome } from '../contract/outcome.ts';
import type { AwsAsked, HttpResponse } from './state.ts';
import { xmlDocument } from './xml.ts';

export function queryAnswer(
  { operation, service, protocol }: AwsAsked,
  outcome: Outcome,
  context: Context,
): HttpResponse {
  const RequestId = context.uuid('query');
  const isXml = protocol === 'queryXml';
  const namespace = namespaces.get(service);
  const written = (status: number, name: string, value: JsonObject): HttpResponse =>
    isXml
      ? { status, headers: xml, body: xmlDocument(name, value, namespace) }
      : { status, headers: json, body: JSON.stringify({ [name]: value }) };
  if (!outcome.ok) {
    const { code, queryCode, message, status } = outcome.error;
    const Error = { Code: queryCode ?? code, Message: message, Type: 'Sender' };
    if (isXml) return written(status, 'ErrorResponse', { Error, RequestId });
    return { status, headers: json, body: JSON.stringify({ Error, RequestId }) };
  }
  const response = isObject(outcome.response) ? outcome.response : {};
  const result = (isXml ? xmlResult : jsonResult)(operation, response);
  return written(200, `${operation}Response`, {
    ...(withoutResult.has(operation) ? {} : { [`${operation}Result`]: result }),
    ResponseMetadata: { RequestId },
  });
}

const json = { 'Content-Type': 'application/json' } as const;
const xml = { 'Content-Type': 'text/xml' } as const;

const namespaces: ReadonlyMap<string, string> = new Map([
  ['sqs', 'http://queue.amazonaws.com/doc/2012-11-05/'],
  ['sns', 'http://sns.amazonaws.com/doc/2010-03-31/'],
]);

const withoutResult: ReadonlySet<string> = new Set([
  'AddPermission',
  'ChangeMessageVisibility',
  'DeleteMessage',
  'DeleteQueue',
  'DeleteTopic',
  'PurgeQueue',
  'RemovePermission',
  'SetQueueAttributes',
  'SetSubscriptionAttributes',
  'SetTopicAttributes',
  'TagQueue',
  'UntagQueue',
  'Unsubscribe',
]);

function jsonResult(operation: string, response: JsonObject): JsonObject {
  switch (operation) {
    case 'SendMessage':
      return { ...nothingSent, ...response };
    case 'ReceiveMessage':
      return { messages: response['Messages'] ?? null };
    case 'Publish':
      return { MessageId: null, SequenceNumber: null, ...response };
    default:
      return response;
  }
}

/** Members that are there even without a value. */
const nothingSent: JsonObject = {
  MD5OfMessageAttributes: null,
  MD5OfMessageBody: null,
  MD5OfMessageSystemAttributes: null,
  MessageId: null,
  SequenceNumber: null,
};

/** How SQS calls the items of its lists; others are members of their list. */
const items: ReadonlyMap<string, (operation: string) => string> = new Map([
  ['Messages', () => 'Message'],
  ['QueueUrls', () => 'QueueUrl'],
  ['Successful', (operation: string) => `${operation}ResultEntry`],
  ['Failed', () => 'BatchResultErrorEntry'],
]);

function xmlResult(operation: string, response: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(response).map(([name, value]) => xmlMember(operation, name, value)),
  );
}

/** Attributes are pairs of names and values, in an element each. */
function xmlMember(operation: string, name: string, value: Json): readonly [string, Json] {
  const item = items.get(name);
  if (item && isArray(value)) {
    return [item(operation), value.map((one) => (isObject(one) ? xmlResult(operation, one) : one))];
  }
  if ((name === 'Attributes' || name === 'MessageAttributes') && isObject(value)) {
    const pairs = Object.entries(value).map(([Name, Value]) => ({ Name, Value }));
    return [name.slice(0, -1), pairs];
  }
  return [name, isArray(value) ? { member: value } : value];
}
